"""'del': the summary or one focus point to a person or a channel, after a preview.

Nothing is shared without the press on 'Send' below the very text that is sent: the button carries
a digest of it, and where the text has changed since, it is shown again instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, ClassVar, Literal

from flows.content.base import Label, Lines, Plain, fill, says
from flows.content.vocabulary import Word
from flows.inputs import Pressed
from flows.journey.desk import Desk
from flows.journey.question import back, deed, of_journey
from flows.journey.records import Record, all_of
from flows.journey.showing import on_day
from flows.journey.steps import iso_day
from flows.journey.values import Answers, Need
from flows.language.text import plain
from flows.language.words import Said
from flows.messages import Channel, Mention, Note, Option, Pick, Picker, Say, Slot, Words, pages
from flows.parts.memo.chat import chat, of_sections
from flows.parts.memo.kinds import has_content
from flows.parts.memo.ordering import final_ones, is_memo, memo_meant, memo_name
from flows.parts.memo.points import is_answered
from flows.parts.memo.summary import SHARE, WHOLE, of_point, summary
from flows.parts.short.view import PAGE, ViewLines, page, there_is

To = Annotated[str, says("to")]


class SharingLines(Lines):
    """``what`` is a name of what is shared, ``to`` a person or a channel."""

    AREA = "sharing"

    summary: Label
    point: Annotated[str, says("point", longest=60)]
    which: Plain
    nothing: Annotated[str, says("what")]
    to_whom: Annotated[str, says("what")]
    not_there: Plain
    preview: To
    who_sees_person: To
    who_sees_channel: To
    changed: Plain
    from_page: Annotated[str, says("who", "title")]
    from_memo: Annotated[str, says("who", "what", "title")]
    from_summary: Annotated[str, says("who", "title")]
    from_point: Annotated[str, says("who", "title", "point")]
    what_it_is: Annotated[str, says("who")]
    sent: To
    already: Annotated[str, says("to", "when")]
    not_sent: Plain
    refused_channel: To
    refused_person: To
    refused_other: To
    in_data: Annotated[str, says("what", "to", "when")]
    send: Label
    cancel: Label
    retry: Label
    pick: Label


class Shared(Record):
    """``what`` is ``opsummering``, ``kort`` (the half page), a memo's or a focus point's id.

    ``to`` is a Slack user or channel. ``digest`` tells one text from another. ``state`` is
    ``refused`` where Slack did not take it.
    """

    KIND: ClassVar[str] = "share"

    what: str
    to: str
    on: str
    digest: str = ""
    state: Literal["sent", "refused"] = "sent"


def shared(answers: Answers) -> tuple[Shared, ...]:
    """What was sent, in the order in which it was."""
    return tuple(each for each in all_of(answers, Shared) if each.state == "sent")


def sent_to(answers: Answers, to: str) -> Shared | None:
    """What was sent there last."""
    return next((each for each in reversed(shared(answers)) if each.to == to), None)


#: The deed of showing what could not be sent again, before it is sent once more.
TRY_AGAIN = "del.igen"


def receiver(to: str) -> Slot:
    """A person or a channel as people read it."""
    return Channel(to) if to[:1] in "CG" else Mention(to)


def name(desk: Desk, what: str) -> str | None:
    """What it is called; None where there is nothing of that name."""
    if is_memo(what):
        return memo_name(desk, what)
    if what == WHOLE:
        return desk.lines(SharingLines).summary
    if what == PAGE:
        return desk.lines(ViewLines).page.name if there_is(desk) else None
    point = desk.flow.library.point.get(what)
    return fill(desk.lines(SharingLines).point, point=point.title) if point else None


def when(desk: Desk, share: Shared) -> str:
    """'den 3. marts'."""
    day = iso_day(share.on)
    return on_day(desk, day) if day else ""


def share_lines(desk: Desk) -> list[Say]:
    """What was shared of the open journey, with whom and when; nothing where nothing was."""
    found = shared(desk.answers) if desk.journey is not None else ()
    lines = [
        Say(
            desk.lines(SharingLines).in_data,
            {
                "what": name(desk, each.what) or each.what,
                "to": receiver(each.to),
                "when": when(desk, each),
            },
        )
        for each in found
    ]
    return [Say(desk.texts.data.shared), *lines] if lines else []


PERSON, CHANNEL = "del.person", "del.kanal"
SEND, CANCEL = "del.send", "del.fortryd"
_RECEIVER = re.compile(r"[UWCG][A-Z0-9]{1,20}")


def meant(desk: Desk, rest: str) -> str | None:
    """What 'del <rest>' names: the whole, or a focus point by its title; None where nothing."""
    said = plain(rest)
    if said in desk.language.phrases.whole:
        return WHOLE
    for _, point in desk.flow.library.focus_points():
        if said in (plain(point.short), plain(point.title)):
            return point.id
    return None


@of_journey
def _word(desk: Desk, said: Said) -> None:
    if what := meant(desk, said.rest):
        _to_whom(desk, what)
    else:
        _which(desk)


def _which(desk: Desk) -> None:
    texts = desk.lines(SharingLines)
    points = [point for _, point in desk.flow.library.focus_points() if _has(desk, point.id)]
    if not _has(desk, WHOLE):
        back(desk, Say(texts.nothing, {"what": texts.summary}))
        return
    options = [Option(WHOLE, texts.summary.capitalize())]
    if there_is(desk):
        options.insert(0, Option(PAGE, desk.lines(ViewLines).page.name.capitalize()))
    options += [Option(what, memo_name(desk, what)) for what in final_ones(desk)]
    options += [Option(point.id, point.title) for point in points]
    pick = deed(desk, texts.pick, SHARE).action
    cancel = deed(desk, texts.cancel, CANCEL)
    desk.say(Note((Say(texts.which),), (cancel,), pick=pick, options=tuple(options)))


def _has(desk: Desk, what: str) -> bool:
    """Whether there is something in it to share."""
    if is_memo(what):
        return memo_meant(desk, what) is not None
    if what == PAGE:
        return there_is(desk)
    point = desk.flow.library.point.get(what)
    if point is None:
        return has_content(desk)
    return is_answered(desk, point)


def _what(desk: Desk, press: Pressed) -> None:
    what = press.choice or press.action.arg
    if desk.journey is None or name(desk, what) is None:
        back(desk, desk.texts.stale.unknown)
    else:
        _to_whom(desk, what)


def _to_whom(desk: Desk, what: str) -> None:
    texts, called = desk.lines(SharingLines), name(desk, what) or ""
    if not _has(desk, what):
        back(desk, Say(texts.nothing, {"what": called}))
        return
    pickers = (
        Picker(Pick.PERSON, deed(desk, texts.pick, PERSON, what).action),
        Picker(Pick.CHANNEL, deed(desk, texts.pick, CHANNEL, what).action),
    )
    line = Say(texts.to_whom, {"what": called})
    desk.say(Note((line,), (deed(desk, texts.cancel, CANCEL),), pickers=pickers))


def _picked(desk: Desk, press: Pressed) -> None:
    to = press.choice
    if not _can_be(desk, press.action.arg, to):
        back(desk, desk.lines(SharingLines).not_there)
    else:
        _preview(desk, press.action.arg, to)


def _can_be(desk: Desk, what: str, to: str) -> bool:
    found = desk.journey is not None and name(desk, what) is not None and _has(desk, what)
    return found and _RECEIVER.fullmatch(to) is not None


def _preview(desk: Desk, what: str, to: str, *lead: Say) -> None:
    """The very messages that would be sent, and who would see them."""
    texts = desk.lines(SharingLines)
    there: dict[str, Slot] = {"to": receiver(to)}
    said = _messages(desk, what)
    desk.say(Note((*lead, Say(texts.preview, there))))
    for message in said:
        desk.say(message)
    in_channel = isinstance(receiver(to), Channel)
    sees = texts.who_sees_channel if in_channel else texts.who_sees_person
    send = deed(desk, texts.send, SEND, f"{what}.{to}.{_digest(said)}", main=True)
    desk.note(Say(sees, there), buttons=(send, deed(desk, texts.cancel, CANCEL)))


def _messages(desk: Desk, what: str) -> tuple[Note, ...]:
    texts = desk.lines(SharingLines)
    slots: dict[str, Slot] = {"who": Mention(desk.person.id), "title": Words(desk.current.title)}
    foot = Say(texts.what_it_is, {"who": Mention(desk.person.id)})
    memo_there = memo_meant(desk, what)
    if memo_there is not None:
        head = Say(texts.from_memo, {**slots, "what": memo_there.name})
        said = [head, *(line for note in chat(memo_there) for line in note.lines)]
    elif what == PAGE:
        said = [Say(texts.from_page, slots), *page(desk)]
    elif what == WHOLE:
        said = [Say(texts.from_summary, slots), *of_sections(summary(desk))]
    else:
        point = desk.flow.library.point[what]
        phase = next(each for each, own in desk.flow.library.focus_points() if own is point)
        head = Say(texts.from_point, {**slots, "point": point.title})
        said = [head, *of_sections(of_point(desk, point, phase))]
    return tuple(pages([*said, foot]))


def _digest(messages: tuple[Note, ...]) -> str:
    return sha256(repr(messages).encode()).hexdigest()[:16]


def _send(desk: Desk, press: Pressed) -> None:
    what, to, digest = (*press.action.arg.split("."), "", "")[:3]
    if not _can_be(desk, what, to):
        back(desk, desk.texts.stale.unknown)
        return
    texts, said, there = desk.lines(SharingLines), _messages(desk, what), receiver(to)
    if _digest(said) != digest:
        _preview(desk, what, to, Say(texts.changed))
        return
    before = [each for each in shared(desk.answers) if (each.to, each.digest) == (to, digest)]
    if before:
        back(desk, Say(texts.already, {"to": there, "when": when(desk, before[-1])}))
        return
    for message in said:
        desk.tell(to, message)
    on = desk.today.isoformat()
    desk.put(Shared(id=desk.fresh(), what=what, to=to, on=on, digest=digest))
    back(desk, Say(texts.sent, {"to": there}))


def _again(desk: Desk, press: Pressed) -> None:
    what, to = (*press.action.arg.split("."), "")[:2]
    if _can_be(desk, what, to):
        _preview(desk, what, to)
    else:
        back(desk, desk.texts.stale.unknown)


def _cancel(desk: Desk, _: Pressed) -> None:
    back(desk, desk.lines(SharingLines).not_sent)


LINES = (SharingLines,)
WORDS: dict[Word, Callable[..., None]] = {Word.SHARE: _word}
DEEDS: dict[str, Callable[..., None]] = {
    SHARE: _what,
    PERSON: _picked,
    CHANNEL: _picked,
    TRY_AGAIN: _again,
    SEND: _send,
    CANCEL: _cancel,
}
NEEDS = {Word.SHARE: (Need.MEMOS,), SHARE.partition(".")[0]: (Need.MEMOS,)}
#: 'del ansvaret med dem' may be an answer: the word counts where it names something.
MEANT = {Word.SHARE: lambda desk, said: not said.rest or meant(desk, said.rest) is not None}
