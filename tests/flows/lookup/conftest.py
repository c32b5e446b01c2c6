"""The look-up of the content that comes with the package."""

from __future__ import annotations

import pytest

from flows.content.library import Library
from flows.parts.lookup.lookup import Lookup


@pytest.fixture(scope="session")
def lookup(real: Library) -> Lookup:
    """The content, ready to be looked up."""
    return Lookup(real)
