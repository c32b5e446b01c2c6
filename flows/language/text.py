"""What was typed, as plain text: one way for words, choices, scales, yes and no, and dates."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: What is longer is no label and no word, and is not kept.
SHORT = 80
#: At most so many criteria are judged one by one; the last holds the rest.
MOST = 4
#: What Slack's clients make of an emoji; a clock ('10:30:15') is none.
_CODE = re.compile(r":[^\W\d][\w+'-]*:|(?<!\d):[\w+'-]+:|:[+-]1:")
_SMILEY = re.compile(r"(?<![^\W_])[:;=]-?[()DP|/](?![^\W_])")
#: Punctuation, quotation marks and markup that may stand around words and say nothing.
_AROUND = " .!?,;:…·'\"`´*_~()[]«»‹›“”„‟‘’‚‛「」『』〝〞′″¡¿"
#: Signs that nobody sees: they change direction, join, or are nothing at all. Lines stay.
_HIDDEN = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180e"
    "\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb"
    "\\U000e0000-\\U000e0fff]"
)
#: Pictures, arrows and what is laid over them; what a workspace made itself stands in a code.
_EMOJI = re.compile(
    "[\\u20e3\\u2122\\u2139\\u2190-\\u21ff\\u2300-\\u23ff\\u2460-\\u24ff\\u2500-\\u27bf\\u2900-\\u297f"
    "\\u2b00-\\u2bff\\u3030\\u303d\\u3297\\u3299\\ue000-\\uf8ff\\ufe00-\\ufe0f\\U0001f000-\\U0001faff]"
)
_LETTER = re.compile(r"[^\W_]")
#: What stands before the lines of a list, or of something quoted; and before numbered ones.
_BULLET = r"(?:>|&gt;)+\s*|[-–—*+•◦▪●·‣⁃]\s+|\[[ xX]?\]\s*|[☐☑☒□■✓✔✗✘]\ufe0f?\s*"
_BULLETS = re.compile(rf"\s*(?:{_BULLET})+")
_MARK = re.compile(rf"\s*(?:{_BULLET}|\(?\d{{1,2}}[.)]\s+)")
#: A line of a list in which some are ticked: those that are, and those that are not.
_TICKED = re.compile(r"[\s>*•-]*(?:\[[xX]\]|[☑☒✅✓✔]|:white_check_mark:|:ballot_box_with_check:)")
_UNTICKED = re.compile(r"[\s>*•-]*(?:\[ ?\]|[☐□❌✗✘⬜]|:x:|:white_(?:large|medium)_square:)")


def seen(text: str) -> str:
    """The text as a person sees it: composed letters, and no sign that cannot be seen."""
    return _HIDDEN.sub("", unicodedata.normalize("NFC", text))


def without_emoji(text: str) -> str:
    """Without emoji, in whichever form they come."""
    if ":" in text or "=" in text or ";" in text:
        text = _SMILEY.sub(" ", _CODE.sub(" ", text))
    return _EMOJI.sub(" ", text)


def plain(text: str) -> str:
    """Text as it is compared: lower case, single spaces, and nothing around the words."""
    return _plain_short(text) if len(text) <= SHORT else _plain(text)


def _plain(text: str) -> str:
    return _words(text).strip(_AROUND).casefold()


def bare(text: str) -> str:
    """The words as they were written, with nothing around them; a question stays one."""
    return _words(text).strip(_AROUND.replace("?", ""))


def _words(text: str) -> str:
    return " ".join(without_emoji(without_bullet(seen(text))).split())


_plain_short = lru_cache(maxsize=1 << 12)(_plain)


def unstopped(text: str) -> str:
    """Without the full stop at its end: what it stands in goes on, or ends in one of its own."""
    return text.rstrip(" .")


def is_only_signs(text: str) -> bool:
    """Whether there is no letter and no digit in it: an emoji, a sticker, '...'."""
    return _LETTER.search(without_emoji(seen(text))) is None


def without_bullet(text: str) -> str:
    """Without what makes it a point of a list, or a quotation; its number stays."""
    match = _BULLETS.match(text)
    return (text[match.end() :] or text) if match else text


def without_mark(line: str) -> str:
    """A line without what makes it one of a list or a quotation."""
    while (match := _MARK.match(line)) and match.end() < len(line):
        line = line[match.end() :]
    return line


def ticked(text: str) -> str:
    """Of a list in which some lines are ticked those lines; any other text as it is."""
    lines = text.splitlines()
    if not any(map(_TICKED.match, lines)):
        return text
    return "\n".join(line for line in lines if not _UNTICKED.match(line))


def listed(said: str, length: int) -> int | None:
    """The place in a list of that length that a number from 1 on names, from 0 on."""
    if not re.fullmatch(r"[0-9]{1,3}", said):
        return None
    return int(said) - 1 if 1 <= int(said) <= length else None


def criteria(text: object) -> tuple[str, ...]:
    """The criteria of an answer, a line each or parted by semicolons; none where there is none."""
    if not isinstance(text, str):
        return ()
    found = [without_mark(part).strip() for part in re.split(r"[\n;]", text)]
    found = [part for part in found if part]
    if len(found) > MOST:
        found = [*found[: MOST - 1], "; ".join(found[MOST - 1 :])]
    return tuple(found)
