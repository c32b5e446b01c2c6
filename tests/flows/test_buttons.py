"""Old buttons are harmless: of earlier revisions, other journeys, other people; double clicks."""

from __future__ import annotations

import pytest

from flows.inputs import Action, Pressed, Verb
from flows.journey.flow import Flow
from flows.journey.values import AnswerState
from tests.at_once import at_once
from tests.flows.chat import Chat, World
from tests.flows.reading import Reply


@pytest.fixture
def clicked(chat: Chat) -> tuple[Chat, Reply]:
    """Someone who has chosen the short way, and the question as it was put."""
    question = chat.begins("Bænk").goes_to("maal.vej").reply
    return chat.presses("Den korte sti").stands_at("maal.tal"), question


def test_a_double_click_is_one_answer(clicked: tuple[Chat, Reply]) -> None:
    chat, question = clicked
    chat.at_once(lambda chat: chat.presses("Den korte sti", on=question)).hears_nothing()
    chat.stands_at("maal.tal")
    assert len([a for _, a in chat.world.memory.answers if a.step == "maal.vej"]) == 1


def test_the_same_button_later_says_what_was_answered(clicked: tuple[Chat, Reply]) -> None:
    chat, question = clicked
    chat.presses("Den korte sti", on=question).sees(
        "Det har du allerede svaret på.", "Den korte sti"
    )
    chat.sees_button("Ret", "Vis spørgsmålet").stands_at("maal.tal")
    chat.presses("Vis spørgsmålet").sees("Hvor klar er du?")


def test_a_change_of_mind_right_after_is_not_met_with_silence(
    clicked: tuple[Chat, Reply],
) -> None:
    chat, question = clicked
    chat.at_once(lambda chat: chat.presses("Den lange sti", on=question))
    chat.sees("Det har du allerede svaret på.", "Den korte sti").has_answered("maal.vej", "kort")
    chat.presses("Ret").stands_at("maal.vej").presses("Den lange sti").stands_at("maal.tal")


def test_helpers_of_an_answered_question_do_nothing_to_the_next(
    clicked: tuple[Chat, Reply],
) -> None:
    chat, question = clicked
    for label in ("Beslut nu", "Spring punktet over", "Spring over"):
        chat.presses(label, on=question).sees("Det har du allerede svaret på.")
        chat.stands_at("maal.tal").has_answered("maal.tal", None)


def test_a_double_click_on_skip_skips_once(chat: Chat) -> None:
    question = chat.begins().reply
    chat.presses("Spring over").stands_at("maal.gevinst")
    chat.at_once(lambda chat: chat.presses("Spring over", on=question)).hears_nothing()
    chat.stands_at("maal.gevinst")


@pytest.mark.parametrize("label", ["Uddyb", "Eksempel", "Pause"])
def test_double_clicks_on_helpers_are_one(chat: Chat, label: str) -> None:
    question = chat.begins().presses(label).replies[-2]
    chat.at_once(lambda chat: chat.presses(label, on=question)).hears_nothing()


def test_a_button_of_a_question_that_came_back_is_past(chat: Chat) -> None:
    question = chat.begins().goes_to("maal.vej").reply
    chat.presses("Den korte sti").says("tilbage").stands_at("maal.vej")
    chat.presses("Den lange sti", on=question).sees("Det har du allerede svaret på.")
    chat.stands_at("maal.vej").has_answered("maal.vej", "kort")


def test_a_button_of_a_question_not_reached_again_is_not_open(chat: Chat) -> None:
    """The branch closed while its question stood open."""
    chat.begins().goes_to("sted.steder").says("ude").stands_at("sted.regn")
    question = chat.reply
    steps = [step.id for step in chat.route.correctable]
    chat.says(f"ret {1 + steps.index('sted.steder')}").says("inde").stands_at("foerst.next_step")
    chat.presses("Ja", on=question).sees("vi ikke er ved")
    chat.has_answered("sted.regn", None).presses("Vis spørgsmålet").stands_at("foerst.next_step")


def test_old_keep_says_what_stands(chat: Chat) -> None:
    correction = chat.begins().says("En bænk").says("ret 2").reply
    chat.says("To bænke").stands_at("maal.gevinst")
    chat.presses("Behold svaret", on=correction).sees("Det har du allerede svaret på.", "To bænke")
    chat.stands_at("maal.gevinst").has_answered("maal.hvad", "To bænke")


def test_old_remove_removes_nothing_new(chat: Chat) -> None:
    correction = chat.begins().says("En bænk").says("ret 2").reply
    chat.says("To bænke").presses("Fjern svaret", on=correction).sees("To bænke")
    chat.has_answered("maal.hvad", "To bænke").stands_at("maal.gevinst")


def test_removing_twice_says_that_it_is_gone(chat: Chat) -> None:
    correction = chat.begins().says("En bænk").says("ret 2").reply
    chat.presses("Fjern svaret").presses("Fjern svaret", on=correction)
    chat.sees("Det svar er allerede væk.").has_left("maal.hvad", AnswerState.REMOVED)


def test_an_old_correct_button_asks_again(chat: Chat) -> None:
    """It changes nothing by itself, so it may be as old as it likes."""
    answers = chat.begins().says("En bænk").says("mine data").reply
    chat.goes_to("maal.tal").presses("Ret", beside="Hvad vil I nå?", on=answers)
    chat.sees("En bænk").stands_at("maal.hvad").presses("Behold svaret").stands_at("maal.tal")


def test_a_list_that_is_past_still_finds_its_answers(chat: Chat) -> None:
    listed = chat.begins().says("En bænk").says("ret").reply
    chat.goes_to("maal.tal").chooses("2.", on=listed).stands_at("maal.hvad")


def test_the_open_question_answers_while_paused(chat: Chat) -> None:
    question = chat.begins().goes_to("maal.vej").reply
    chat.says("pause").waits(days=200).presses("Den korte sti", on=question)
    chat.has_answered("maal.vej", "kort").stands_at("maal.tal")


def test_an_older_question_does_not_wake_a_paused_journey(chat: Chat) -> None:
    question = chat.begins().goes_to("maal.vej").reply
    chat.presses("Den korte sti").says("pause")
    chat.presses("Den lange sti", on=question).sees("Det har du allerede svaret på.").rests(
        "paused"
    )


def test_a_correction_that_was_paused_is_over(chat: Chat) -> None:
    chat.begins().goes_to("maal.vej").presses("Den korte sti").says("tilbage")
    correction = chat.reply
    chat.says("pause").presses("Den lange sti", on=correction).rests("paused")
    chat.has_answered("maal.vej", "kort").says("en smutvej").sees("Det er ikke gemt.")


def test_buttons_of_a_finished_journey(clicked: tuple[Chat, Reply]) -> None:
    chat, question = clicked
    chat.skips_to_the_end().presses("Den lange sti", on=question).rests("finished")
    chat.sees("Det har du allerede svaret på.").has_answered("maal.vej", "kort")


def test_a_button_of_another_journey_offers_to_go_there(clicked: tuple[Chat, Reply]) -> None:
    chat, question = clicked
    chat.begins("Bro").stands_at("maal.hvad")
    for label in ("Den lange sti", "Beslut nu", "Spring over"):
        chat.presses(label, on=question).sees("Den knap hører til *Bænk*.").is_titled("Bro")
    chat.presses("Skift til det").is_titled("Bænk").stands_at("maal.tal")
    chat.has_answered("maal.vej", "kort")


def test_a_button_of_a_deleted_journey(clicked: tuple[Chat, Reply]) -> None:
    chat, question = clicked
    chat.says("slet").says("ja").presses("Den lange sti", on=question)
    chat.sees("Det forløb findes ikke længere.").sees_button("Begynd et forløb")
    chat.begins("Bro").presses("Beslut nu", on=question).sees("findes ikke").stands_at("maal.hvad")


def test_every_button_of_somebody_else_touches_nothing(clicked: tuple[Chat, Reply]) -> None:
    chat, question = clicked
    answers = chat.says("mine data").reply
    confirmation = chat.says("slet").reply
    other = chat.another("U2").begins("Bro").says("En bro")
    for reply in (question, answers, confirmation):
        for press in (*reply.presses, *reply.options):
            if press.input.action.journey:
                other.does(press.input, press.label).sees("Det forløb findes ikke længere.")
                other.is_titled("Bro").stands_at("maal.gevinst")


def test_somebody_elses_journey_cannot_be_switched_to(chat: Chat) -> None:
    journey = chat.begins("Bænk").person.open_journey or ""
    other = chat.another("U2").begins("Bro")
    for press in (
        Pressed(Action(Verb.SWITCH, journey)),
        Pressed(Action(Verb.SWITCH), (journey,)),
        Pressed(Action(Verb.DELETE, journey)),
        Pressed(Action(Verb.REMOVE, journey, "title")),
        Pressed(Action(Verb.CORRECT, journey), ("title",)),
    ):
        other.does(press, "(fremmed knap)").sees("findes ikke").is_titled("Bro")
        other.does(press, "(fremmed knap)")


NONSENSE = [
    Action(Verb.ANSWER),
    Action(Verb.ANSWER, step="findes.ikke"),
    Action(Verb.ANSWER, step="maal.vej", arg="findes_ikke"),
    Action(Verb.ANSWER, step="maal.hvad", revision=10**9),
    Action(Verb.CORRECT),
    Action(Verb.CORRECT, step="findes.ikke"),
    Action(Verb.CORRECT, step="folk.mangler"),
    Action(Verb.REMOVE),
    Action(Verb.REMOVE, step="findes.ikke"),
    Action(Verb.REMOVE, step="maal.vej"),
    Action(Verb.KEEP, step="maal.vej"),
    Action(Verb.KEEP, step="findes.ikke"),
    Action(Verb.WORD),
    Action(Verb.WORD, arg="findes_ikke"),
    Action(Verb.WORD, step="findes.ikke", arg="skip"),
    Action(Verb.WORD, step="maal.vej", arg="skip"),
    Action(Verb.SWITCH),
    Action(Verb.SWITCH, "findes_ikke"),
    Action(Verb.DELETE),
    Action(Verb.DELETE, "findes_ikke"),
    Action(Verb.DELETE_ALL),
]


@at_once("action", NONSENSE)
@at_once("chosen", [(), ("findes_ikke",), ("",)])
def test_nonsense_changes_nothing(
    small_flow: Flow, action: Action, chosen: tuple[str, ...]
) -> None:
    for begin in ("", "begun", "paused", "finished"):
        chat = Chat(World(small_flow)).says("hej")
        if begin:
            chat.begins().says("En bænk")
        if begin == "paused":
            chat.says("pause")
        if begin == "finished":
            chat.skips_to_the_end()
        before = chat.world.memory.snapshot()
        chat.does(Pressed(action, chosen), "(nonsens)")
        after = chat.world.memory.snapshot()
        assert (after.journeys, after.answers) == (before.journeys, before.answers)


def _said(chat: Chat) -> list[object]:
    """All answers to questions."""
    steps = chat.flow.path.by_id
    return [each for each in chat.world.memory.answers if each[1].step in steps]


def test_all_buttons_ever_seen_are_harmless_at_the_end(small_flow: Flow) -> None:
    """Each of them, pressed when everything is finished, leaves the answers as they are."""
    chat = Chat(World(small_flow)).begins().says("En bænk").says("mere ro, te").says("andet")
    chat.says("Stien").says("1").says("hjælp").says("afklaret").says("Penge").says("ret").says("2")
    chat.says("To bænke").says("mine data").skips_to_the_end()
    before = _said(chat)
    spared = (Verb.BEGIN, Verb.REMOVE)
    for reply in list(chat.replies):
        for press in (*reply.presses, *reply.options):
            if press.input.action.verb in spared:
                continue
            later = chat.fork().does(press.input, f"({press.label})")
            assert _said(later) == before, press.label
