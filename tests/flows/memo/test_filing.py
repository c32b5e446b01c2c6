"""'notat': seen first, a file then, final once and for all, and the next version after a change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from flows.dialogs import Dialog
from flows.dialogue.filing import dialog
from flows.dialogue.needs import needs_of
from flows.dialogue.take import take_turn
from flows.inputs import Action, Pressed, Verb
from flows.journey.desk import Desk
from flows.journey.values import Filed
from flows.messages import Note, Paper
from flows.parts.memo.case import case_of
from flows.parts.memo.model import Memo, lines
from flows.parts.memo.ordering import ORDER
from flows.parts.memo.proof import fits, proof_kept
from tests.flows.chat import Chat
from tests.flows.reading import words

WHY = "De unge ved det <!channel> selv, *ikke* vi"
NUMBER, KLE = "2026-1234", "27.03.00 G01"


@pytest.fixture
def chef(real_chat: Chat) -> Chat:
    """A chef who has answered something."""
    chat = real_chat.says("hej").begins("Mødested for unge")
    chat.world.memory.called["U1"] = "Karen Eksempel"
    return chat.goes_to("formaal.hvorfor").says(WHY)


def form(chat: Chat) -> Action:
    """What a sent dialog carries."""
    return Action(Verb.OPEN, str(chat.person.open_journey), ORDER)


def orders(chat: Chat, **filled: str) -> Chat:
    """Fill in the dialog and send it."""
    wanted = {"kind": "beslutning", "form": "word", "state": "draft", "case": "", "kle": ""}
    return chat.sends_form(form(chat), **{**wanted, **filled})


def looks(chat: Chat) -> Dialog | Note:
    """The dialog as it would open now."""
    needs = needs_of(chat.flow.language, Pressed(form(chat)))
    scene = chat.world.memory.scene(needs, chat.user, "x")
    return dialog(Desk(chat.flow, scene, chat.world.now))


def papers(chat: Chat) -> list[Paper]:
    return [each for each in chat.reply.messages if isinstance(each, Paper)]


def filed(chat: Chat) -> list[Filed]:
    return list(chat.world.memory.filed.values())


def read(document: Any) -> str:
    return "\n".join(lines(Memo.model_validate(document)))


def test_the_word_leads_to_the_dialog(chef: Chat) -> None:
    chef.says("notat").sees("du ser det, før det bliver til en fil")
    press = next(each for each in chef.reply.presses if each.label == "Lav et notat")
    assert press.input.action.verb is Verb.OPEN
    made = looks(chef)
    assert isinstance(made, Dialog)
    offered = [each.value for each in made.fields[0].options]
    assert offered == ["kort", "beslutning"]


def test_a_draft_is_seen_and_then_a_file_and_kept_nowhere(chef: Chat) -> None:
    orders(chef).sees("*Beslutningsnotat*, udkast. Sådan ser det ud", WHY, "Skal jeg lave udkastet")
    assert not papers(chef)
    chef.presses("Hent som Word").sees("Udkastet gemmer jeg ikke")
    (paper,) = papers(chef)
    day = f"{chef.world.now:%Y-%m-%d}"
    assert paper.name == f"{day} Beslutningsnotat Mødested for unge (udkast).docx"
    assert paper.proof is None
    assert WHY in read(paper.document)
    assert "Karen Eksempel" in read(paper.document)
    assert WHY in "\n".join(map(words, paper.instead))
    assert not filed(chef)


def test_a_final_one_is_frozen_and_later_answers_make_the_next(chef: Chat) -> None:
    orders(chef, state="final", form="pdf").sees("version 1 med dags dato og dit navn")
    assert not filed(chef)
    chef.presses("Gør det endeligt").sees("Version 1 er endelig")
    (first,) = filed(chef)
    (paper,) = papers(chef)
    assert paper.name.endswith("Mødested for unge (v1, endelig).pdf")
    assert paper.document == first.document
    assert paper.proof is not None
    memo = Memo.model_validate(first.document)
    assert fits(memo, proof_kept(first))
    assert memo.notes[-1].startswith("Kontrolkode: ")
    assert paper.proof["whole"] == first.fingerprint

    orders(chef, state="final").sees("ville sige det samme som version 1")
    assert papers(chef)[0].document == first.document
    assert filed(chef) == [first]

    chef.says("ret 1").says("Noget helt andet")
    orders(chef, state="final").sees("version 2").presses("Gør det endeligt")
    assert [each.number for each in filed(chef)] == [1, 2]
    assert filed(chef)[0] == first
    assert WHY in read(first.document)
    assert filed(chef)[1].links != first.links


def test_the_final_ones_are_found_again_as_they_were(chef: Chat) -> None:
    orders(chef, state="final").presses("Gør det endeligt")
    (first,) = filed(chef)
    chef.says("ret 1").says("Noget helt andet")
    chef.says("mine data").sees("De endelige notater", "Beslutningsnotat*, version 1")
    chef.says("notat").sees("De endelige notater", "Beslutningsnotat*, version 1")
    chef.presses("Hent som Markdown")
    (paper,) = papers(chef)
    assert paper.document == first.document
    assert paper.name.endswith(".md")


def test_two_presses_make_one(chef: Chat) -> None:
    seen = orders(chef, state="final").reply
    chef.presses("Gør det endeligt").at_once(lambda chat: chat.presses("Gør det endeligt", on=seen))
    chef.waits(days=1).presses("Gør det endeligt", on=seen).sees("ville sige det samme")
    assert len(filed(chef)) == 1


def test_what_changed_since_it_was_seen_is_shown_again(chef: Chat) -> None:
    seen = orders(chef, state="final").reply
    chef.says("ret 1").says("Noget helt andet")
    chef.presses("Gør det endeligt", on=seen).sees("Noget er ændret, siden du så det", "helt andet")
    assert not filed(chef)
    chef.presses("Gør det endeligt")
    assert len(filed(chef)) == 1


def test_the_case_is_kept_and_filled_in_the_next_time(chef: Chat) -> None:
    orders(chef, case=NUMBER, kle="27.03.00g01").sees(NUMBER, KLE)
    case = case_of(chef.answered)
    assert case is not None
    assert (case.number, case.kle) == (NUMBER, KLE)
    made = looks(chef)
    assert isinstance(made, Dialog)
    stand = {each.id: each.chosen for each in made.fields}
    assert (stand["case"], stand["kle"]) == ((NUMBER,), (KLE,))
    orders(chef)
    assert case_of(chef.answered) is None


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("kle", "27.03"), ("kle", "x" * 50_000), ("case", "=1+1"), ("case", "9" * 50_000)],
)
def test_a_number_in_another_form_is_said_in_the_dialog(chef: Chat, field: str, wrong: str) -> None:
    given = {"kind": ("kort",), "form": ("word",), "state": ("draft",), field: (wrong,)}
    sent = Pressed(form(chef), fields=tuple(given.items()))
    scene = chef.world.memory.scene(needs_of(chef.flow.language, sent), chef.user, "x")
    outcome = take_turn(chef.flow, scene, sent, chef.world.now)
    assert outcome.errors.keys() == {field}
    assert not outcome.messages
    assert not outcome.answers


def test_in_the_chat_it_is_there_at_once(chef: Chat) -> None:
    orders(chef, form="chat").sees(WHY, "Udkastet står kun her i chatten")
    assert not papers(chef)


def test_a_canvas_leads_to_files_where_there_is_none(chef: Chat) -> None:
    orders(chef, form="canvas").presses("Lav et canvas")
    (paper,) = papers(chef)
    (instead,) = paper.instead
    assert [each.label for each in instead.buttons] == ["Hent som Word", "Hent som PDF"]
    chef.does(Pressed(instead.buttons[1].action), "(Hent som PDF)")
    assert papers(chef)[0].name.endswith(".pdf")


def test_it_is_shared_where_del_may(chef: Chat) -> None:
    orders(chef, state="final").presses("Gør det endeligt").presses("Del notatet")
    chef.picks_in("person", "U9").sees("Sådan kommer det til at stå hos @U9", "Beslutningsnotat")
    chef.presses("Send")
    told = "\n".join(words(each) for each in chef.world.told["U9"])
    assert "@U1 deler *Beslutningsnotat*" in told
    assert WHY in told
    assert "Kontrolkode: " in told


def test_a_journey_deleted_before_it_was_sent(chef: Chat) -> None:
    gone = form(chef)
    seen = orders(chef, state="final").reply
    chef.says("slet").says("ja, slet")
    chef.sends_form(gone, kind="kort", form="word", state="final", case="", kle="")
    chef.sees(chef.flow.texts.stale.gone)
    chef.presses("Gør det endeligt", on=seen).sees(chef.flow.texts.stale.gone)
    assert not filed(chef)
    assert not chef.journeys


def test_too_early(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested for unge")
    chat.says("notat").sees("Der er for få svar")
    assert isinstance(looks(chat), Note)
    orders(chat).sees("Det notat er der ikke svar nok til endnu")


@pytest.mark.parametrize("kind", ["moede", "moede.123", "evaluering", "", "x" * 50_000])
def test_what_cannot_be_written(chef: Chat, kind: str) -> None:
    orders(chef, kind=kind).sees("Det notat er der ikke svar nok til endnu")
    assert not papers(chef)


def test_only_who_leads_the_journey_can_have_it(chef: Chat) -> None:
    other = chef.another("U7").says("hej")
    other.sends_form(form(chef), kind="kort", form="word", state="draft", case="", kle="")
    other.sees(chef.flow.texts.stale.gone)
    orders(chef, state="final").presses("Gør det endeligt")
    (made,) = filed(chef)
    fetch = Action(Verb.DO, "", "memo.fetch", 0, f"{made.id}.word")
    other.does(Pressed(fetch), "(Hent som Word)")
    assert not papers(other)


def test_a_changed_document_does_not_fit(chef: Chat) -> None:
    orders(chef, state="final").presses("Gør det endeligt")
    (made,) = filed(chef)
    changed = str(made.document).replace("De unge ved det", "De unge ved, det")
    assert changed != str(made.document)
    other = replace(made, rules="0" * 64)
    assert not fits(Memo.model_validate(made.document), proof_kept(other))


def test_a_phase_that_ends_has_the_button_however_it_was_decided(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested for unge").goes_to("formaal.hvorfor").says(WHY)
    for decided in ("Vent", "Lad være"):
        ended = chat.fork().says("beslut").chooses(decided)
        for _ in range(5):
            if ended.stage not in ("waiting", "stopped"):
                ended.says("spring over")
        press = next(each for each in ended.reply.presses if each.label == "Notat")
        assert press.input.action == replace(form(ended), arg="")


def test_the_longest_answers_and_a_title_that_acts(real_chat: Chat) -> None:
    title = "<!channel> *Møde* _for_ `unge` & <https://x.dk|her> " * 4
    chat = real_chat.says("hej").begins(title[:100]).goes_to("formaal.hvorfor")
    chat.says("<&>\n- # | *" * 250 + "slut")
    for form_ in ("word", "chat"):
        orders(chat, kind="beslutning", form=form_, state="final").sees("version 1")
    chat.presses("Gør det endeligt")
    (made,) = filed(chat)
    assert len(made.name) + len(".docx") <= 120
    orders(chat, kind="beslutning", form="canvas").presses("Lav et canvas")
