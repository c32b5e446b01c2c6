"""The wheel holds everything, and what is pinned is what is needed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.cli import VERSION

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "content", "flows")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel would install."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = (folder / "dist").glob(f"samskab-{VERSION}-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_every_file_of_the_packages(installed: Path) -> None:
    ours = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    theirs = {
        str(path.relative_to(installed))
        for package in PACKAGES
        for path in (installed / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert theirs == ours | {"bot/health/constraints.txt"}  # doctor compares with it
    for needed in ("content/da/texts.yaml", "bot/sandbox/pages/index.html"):
        assert needed in theirs
    assert any(name.startswith("bot/store/migrations/versions/0001") for name in theirs)


def test_the_wheel_holds_nothing_but_the_packages(installed: Path) -> None:
    tops = {path.name for path in installed.iterdir()}
    assert tops == {*PACKAGES, f"samskab-{VERSION}.dist-info"}


@pytest.mark.slow
def test_what_is_installed_works_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    commands = "print(main(['flow']), main(['migrate']), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-P", "-c", f"from bot.cli import main; {commands}"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(installed), "HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stdout.splitlines()[-2:] == ["0", "0"], done.stdout + done.stderr
    assert done.returncode == 0, done.stderr
    assert str(ROOT) not in done.stdout + done.stderr


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def test_constraints_are_names_and_versions_in_order() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", pin) for pin in pins)
    assert pins == sorted(pins, key=lambda pin: pin.partition("==")[0].lower())


def needed(requirement: Requirement, seen: set[tuple[str, str]]) -> None:
    """Add all that ``requirement`` needs on this machine, as far as it is installed."""
    for extra in ("", *requirement.extras):
        key = (canonicalize_name(requirement.name), extra)
        if key in seen:
            continue
        seen.add(key)
        try:
            texts = requires(requirement.name) or []
        except PackageNotFoundError:
            continue
        for further in map(Requirement, texts):
            if further.marker is None or further.marker.evaluate({"extra": extra}):
                needed(further, seen)


def test_every_package_that_is_needed_is_pinned() -> None:
    seen: set[tuple[str, str]] = set()
    extras = PROJECT["optional-dependencies"]
    for text in (
        *PROJECT["dependencies"],
        *extras["postgresql"],
        *extras["test"],
        *extras["check"],
    ):
        needed(Requirement(text), seen)
    missing = {name for name, _ in seen} - pinned().keys()
    assert not missing
