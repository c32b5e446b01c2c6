"""Mistakes in what the content says about looking up are named with file and line."""

from __future__ import annotations

import pytest

from bot.content_files import content_files
from flows.content.library import build
from flows.content.reading import ContentError
from flows.dialogue.features import LINES
from flows.parts.lookup.lookup import problems

FILE = "looking_up.yaml"


def _with(old: str, new: str) -> dict[str, str]:
    files = content_files()
    assert files[FILE].count(old) == 1
    return files | {FILE: files[FILE].replace(old, new)}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("means: [frivillige]", "means: [enhjørninger]", "'enhjørninger' stands nowhere"),
        ("means: [frivillige]", "means: [på]", "'på' stands nowhere"),
        ("finds: [ingen_vaerdi]", "finds: [ingen_vardi]", "is called 'ingen_vardi'"),
        ("suggested: [fem_raad,", "suggested: [seks_raad,", "is called 'seks_raad'"),
    ],
)
def test_what_leads_nowhere(old: str, new: str, message: str) -> None:
    (problem,) = problems(build("da", _with(old, new), LINES))
    assert problem.file == f"da/{FILE}"
    assert message in problem.message
    line = content_files()[FILE][: content_files()[FILE].index(old)].count("\n") + 1
    assert problem.line == line


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("stemmer: danish", "stemmer: dansk", "Snowball has no stemmer 'dansk'"),
        ("means: [frivillige]", "means: [Frivillige]", "lower case"),
        ("    means: [frivillige]\n", "", "a synonym needs 'means' or 'finds'"),
    ],
)
def test_what_is_written_wrong(old: str, new: str, message: str) -> None:
    with pytest.raises(ContentError, match=message):
        build("da", _with(old, new), LINES)
