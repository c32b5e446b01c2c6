"""Advice is kept with the version that gave it, and can be worked out anew from the answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.content_files import content_files, rules_version
from flows.content.library import version_of
from flows.journey.flow import Flow
from flows.journey.lines import GateLines
from flows.journey.records import all_of, one
from flows.journey.values import Answer, AnswerState, Person
from flows.parts.advice.findings import Advised
from flows.parts.advice.when import Given, advised_before
from flows.parts.memo.kinds import build
from flows.parts.memo.model import MemoKind, Paragraph, Span, with_names
from flows.parts.memo.replay import Follows, made_again, replay, unlike
from tests.at_once import at_once
from tests.flows.chat import Chat
from tests.flows.memo.made import AUTHOR, answers_of, desk_of

ANSWERED = {
    "short.taken": True,
    "gate.parter": "udenfor", "gate.loesning": "ukendt", "gate.bidrag": "udvikle",
    "formaal.hvorfor": "viden", "bemanding.tid": "intet", "ejerskab.ejer": {"user": "U7"},
}  # fmt: skip


@pytest.fixture
def chef(real_chat: Chat) -> Chat:
    """A chef who has decided on the short way."""
    chat = real_chat.says("hej").says("Bænk ved søen")
    for said in ("Borgere, foreninger", "Vi kender den ikke", "At finde på", "viden", "bænken"):
        chat.says(said) if said in ("viden", "bænken") else chat.chooses(said)
    chat.chooses("Loven")
    for label in ("Ingen endnu", "Kender det ikke endnu", "Intet endnu"):
        chat.presses(label)
    return chat.presses("Vent")


def test_what_was_advised_is_kept_with_its_version(chef: Chat) -> None:
    given = one(chef.answered, Given, "short.decision")
    assert given is not None
    assert given.said == ("wait", "no_owner_above", "nothing_laid_aside")
    assert given.version == chef.flow.library.version
    content, _, rules = given.version.partition("-")
    assert content == version_of(content_files())
    assert rules == rules_version()
    assert [each.follows for each in replay(chef.flow, [*chef.answered])] == [Follows.YES]


def test_advice_that_does_not_follow_is_found(chef: Chat) -> None:
    said = [*chef.answered]
    other = [replace(each, value="opgave") if each.step == "bemanding.tid" else each
             for each in said]  # fmt: skip
    (found,) = replay(chef.flow, other)
    assert found.follows is Follows.NO
    assert found.was == ("wait", "no_owner_above", "nothing_laid_aside")
    assert "nothing_laid_aside" not in found.now
    older = [replace(each, value={**each.value, "version": "other"})
             if each.step == "given:short.decision" else each for each in other]  # fmt: skip
    assert [each.follows for each in replay(chef.flow, older)] == [Follows.OTHER]
    removed = replace(said[-1], step="bemanding.tid", state=AnswerState.REMOVED, value=None)
    assert [each.follows for each in replay(chef.flow, [*other, removed])] == [Follows.GONE]


def test_an_answer_that_was_changed_afterwards_changes_no_advice(chef: Chat) -> None:
    later = replace([*chef.answered][-1], step="bemanding.tid", value="opgave")
    assert [e.follows for e in replay(chef.flow, [*chef.answered, later])] == [Follows.YES]


def test_a_verdict_is_kept_where_one_goes_on_all_the_same(real_chat: Chat) -> None:
    chat = real_chat.says("hej").sets_out().presses("Nogen, vi køber ydelsen af")
    chat.presses(real_chat.flow.library.lines(GateLines).go_on)
    given = one(chat.answered, Given, "gate.parter_betalte")
    assert given is not None
    assert given.said == ("handel",)
    assert [each.follows for each in replay(chat.flow, [*chat.answered])] == [Follows.YES]


@at_once(
    "step, given, said",
    [
        ("afklaring.decision", {"ejerskab.ejer": None}, ("ingen_ejer",)),
        ("afklaring.decision", {"ejerskab.ejer": {"user": "U7"}}, ()),
        ("udfoerelse.next_step", {"kursjustering.kurs": "nej", "kursjustering.rammer": ["intet"]},
         ("ude_af_kurs",)),
        ("principper.vaerdi", {"formaal.hvorfor": "viden"}, ("vaerdi", "4")),
        ("formaal.vaerd", {"ejerskab.ejer": None}, ()),
    ],
)  # fmt: skip
def test_what_is_advised_before_a_step(
    real_flow: Flow, step: str, given: dict[str, Any], said: tuple[str, ...]
) -> None:
    assert advised_before(desk_of(real_flow, given), real_flow.path.by_id[step]) == said


def test_an_interruption_is_kept_with_its_version(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins().goes_to("formaal.gevinster").chooses("Lavere")
    (told,) = all_of(chat.answered, Advised)
    assert (told.choice, told.version) == ("asked", chat.flow.library.version)
    version = chat.flow.library.version
    chat.lets_stand()
    (told,) = all_of(chat.answered, Advised)
    assert (told.choice, told.version) == ("both", version)


def test_a_version_is_of_every_letter_and_of_no_line_end() -> None:
    files = {"a.yaml": "x: 1\n", "b.yaml": "y: 2"}
    assert version_of(files) == version_of({"b.yaml": "y: 2\r\n", "a.yaml": "x: 1"})
    assert version_of(files) != version_of({**files, "a.yaml": "x: 1,"})
    assert version_of(files) != version_of({"a.yaml": "x: 1\n", "c.yaml": "y: 2"})
    assert len(version_of(files)) == 12


@pytest.mark.parametrize("kind", [MemoKind.SHORT, MemoKind.DECISION])
def test_a_memo_is_made_again_from_its_answers(real_flow: Flow, kind: MemoKind) -> None:
    said = answers_of({**ANSWERED, "short.decision": "vent"})
    desk = desk_of(real_flow, said)
    memo = with_names(build(desk, kind), lambda id: f"@{id} Holm")
    person = Person(AUTHOR)
    assert unlike(memo, made_again(real_flow, memo, said, person)) is None
    said.add(Answer("bemanding.tid", AnswerState.GIVEN, "opgave", AUTHOR, desk.now))
    found = unlike(memo, made_again(real_flow, memo, said, person))
    advised = "Det er også rådet fra Samskab: Vent, til det er aftalt, hvad der skal vente imens."
    assert found == ("Beslutning", advised)


def test_where_a_memo_says_something_else(real_flow: Flow) -> None:
    said = answers_of({**ANSWERED, "short.decision": "vent"})
    memo = build(desk_of(real_flow, said), MemoKind.SHORT)
    made = made_again(real_flow, memo, said, Person(AUTHOR))
    first, *rest = memo.sections
    other = first.model_copy(update={"blocks": (Paragraph(text=(Span(text="Vi gør det."),)),)})
    changed = memo.model_copy(update={"sections": (other, *rest)})
    assert unlike(changed, made) == ("Beslutning", "Vi gør det.")
    shorter = memo.model_copy(update={"sections": memo.sections[:-1]})
    assert unlike(shorter, made) is not None
