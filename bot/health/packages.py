"""What is installed, beside what was tried: the versions, and that no file was altered since."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

#: In the package; in a clone it lies in the root.
CONSTRAINTS: Final = (
    Path(__file__).with_name("constraints.txt"),
    Path(__file__).parents[2] / "constraints.txt",
)


def odd_packages() -> tuple[int, list[str]]:
    """How many of the packages that were tried are installed, and what is odd with those."""
    path = next((each for each in CONSTRAINTS if each.is_file()), None)
    if path is None:
        return 0, ["there is no list of what was tried"]
    many, odd = 0, []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, version = line.partition("==")
        found = _installed(name) if version else None
        if found is None:
            continue
        many += 1
        if found.version != version:
            odd.append(f"{name} {found.version}, tried with {version}")
        elif (altered := next(_altered(found), None)) is not None:
            odd.append(f"{name}: {altered} was altered")
    return many, odd


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _altered(package: Distribution) -> Iterator[str]:
    """The files that are not as their wheel brought them."""
    for file in package.files or ():
        if file.hash is None or file.hash.mode != "sha256":
            continue
        path = Path(str(file.locate()))
        digest = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
            yield str(file)
