"""Chats about the tests' own content and about the real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.content_files import load_library
from flows.content.library import Library
from flows.journey.flow import Flow
from tests.flows.chat import Chat, World
from tests.flows.small import small_library
from tests.flows.taken import nothing_remembered


@pytest.fixture(autouse=True)
def turns(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that replaces something of the program takes all its turns itself."""
    if "monkeypatch" not in request.fixturenames:
        yield
        return
    with nothing_remembered():
        yield


@pytest.fixture(scope="session")
def small() -> Library:
    """The tests' own content."""
    return small_library()


@pytest.fixture(scope="session")
def small_flow(small: Library) -> Flow:
    """The tests' own content with its machine."""
    return Flow(small)


@pytest.fixture(scope="session")
def real() -> Library:
    """The content that comes with the package."""
    return load_library()


@pytest.fixture(scope="session")
def real_flow(real: Library) -> Flow:
    """The content that comes with the package, with its machine."""
    return Flow(real)


@pytest.fixture
def chat(small_flow: Flow) -> Chat:
    """A stranger who meets the bot, with the tests' own content."""
    return Chat(World(small_flow))


@pytest.fixture
def real_chat(real_flow: Flow) -> Chat:
    """A stranger who meets the bot, with the content that comes with the package."""
    return Chat(World(real_flow))
