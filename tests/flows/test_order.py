"""The quick start: an overview of a phase, the order that follows, and resting until later."""

from __future__ import annotations

import pytest

from flows.journey import order, records
from flows.journey.flow import Flow
from flows.journey.life import PAUSED
from flows.journey.short import SHORT
from flows.journey.steps import Role
from flows.journey.values import Answers
from flows.messages import Note, Prompt
from flows.parts.later import Later
from tests.flows.chat import Chat, World
from tests.flows.small import small_library

FIRST = "phases/1-foerst.yaml"
QUICK = ((FIRST, "id: foerst\n", "id: foerst\nquick_start: true\n"),)


@pytest.fixture(scope="module")
def quick_flow() -> Flow:
    """The small content, whose first phase (mål, folk, sted, afstand) offers an overview."""
    return Flow(small_library(QUICK))


@pytest.fixture
def quick(quick_flow: Flow) -> Chat:
    """A chef who is asked how to begin."""
    return Chat(World(quick_flow)).says("begynd").says("Bænk").stands_at("foerst.start")


def rates(chat: Chat, *ratings: int) -> Chat:
    """A number for each point, in the model's order; 0 for one that is left out."""
    return chat.presses("To minutters overblik").says("".join(map(str, ratings)))


def points(chat: Chat) -> list[str]:
    """The points in the order in which they come, everything passed over."""
    found: list[str] = []
    while chat.step is not None and chat.step.role not in (Role.DECISION, Role.NEXT_STEP):
        if chat.step.point is not None and chat.step.point.id not in found:
            found.append(chat.step.point.id)
        chat.says("spring over")
    return found


def test_a_phase_begins_with_its_aim_and_one_choice(quick: Chat) -> None:
    quick.sees("Her prøver vi alle slags spørgsmål.", "Hvordan vil du begynde?")
    quick.fork().presses("Tag dem fra en ende af").stands_at("maal.hvad").sees_not("prøver vi alle")


def test_from_an_end_it_is_the_models_order(quick: Chat) -> None:
    assert points(quick.presses("Tag dem fra en ende af")) == ["maal", "folk", "sted"]


def test_the_least_clarified_comes_first_with_the_reason(quick: Chat) -> None:
    rates(quick, 3, 2, 1, 2).sees("Så begynder vi med *Sted*, for det punkt gav du 1.")
    quick.sees("Derefter: *Folk* (2), *Afstand* (2) og *Mål* (3).").stands_at("sted.steder")
    quick.sees_not("Nu *Sted*")
    assert [type(each) for each in quick.reply.messages[-2:]] == [Note, Prompt]
    assert points(quick.fork()) == ["sted", "folk", "maal"]
    quick.goes_to("folk.hvem").sees("Nu *Folk*, som du gav 2.")


def test_what_is_clear_asks_for_what_carries_it_alone(quick: Chat) -> None:
    rates(quick, 5, 1, 4, 3).sees("ét spørgsmål til hvert punkt: *Sted* (4) og *Mål* (5)")
    quick.goes_to("sted.conclusion").sees("Det gav du 4, så ét svar er nok")
    quick.says("I parken").sees("Så tæller det som afklaret.").stands_at("maal.hvad")
    quick.says("En bænk ved søen").sees("Afklarede punkter: To af", "*Folk*")
    assert quick.route.clarity(quick.flow.library.point["sted"]) == "afklaret"


def test_all_clear_and_all_alike_are_said(quick: Chat) -> None:
    rates(quick.fork(), 4, 5, 4, 5).sees("hvert punkt får kun ét spørgsmål")
    rates(quick, 2, 2, 2, 2).sees("Du gav dem alle 2").stands_at("maal.hvad")


def test_a_rating_can_be_left_out_and_all_of_them_passed_over(quick: Chat) -> None:
    assert points(rates(quick.fork(), 0, 4, 2, 1)) == ["sted", "maal", "folk"]
    rates(quick.fork(), 1, 0, 4, 5).sees("*Folk* (uden tal)")
    rates(quick.fork(), 0, 4, 5, 4).sees("*Mål*, som du ikke gav et tal")
    quick.presses("To minutters overblik").says("spring over").stands_at("maal.hvad")
    quick.sees_not("Så begynder vi").sees_not("Du gav dem alle")


@pytest.mark.parametrize(
    "typed", ["3212", "3 2 1 2", "3, 2, 1, 2", "3,2,1,2.", "*3 2 1 2*", "3\n2\n1\n2"]
)
def test_numbers_are_typed_as_people_type_them(quick: Chat, typed: str) -> None:
    quick.presses("To minutters overblik").says(typed).stands_at("sted.steder")
    given = {"maal": 3, "folk": 2, "sted": 1, "afstand": 2}
    quick.has_answered("foerst.ratings", given)


@pytest.mark.parametrize("typed", ["321", "32121", "3216", "tre", "3 2 x 2", "0000", "5. maj"])
def test_what_is_no_number_for_each_is_told_kindly(quick: Chat, typed: str) -> None:
    quick.presses("To minutters overblik").says(typed).sees("Svar med 4 tal fra 1 til 5.")
    quick.stands_at("foerst.ratings")


def test_the_dialog_answers_all_at_once(quick: Chat) -> None:
    quick.presses("To minutters overblik")
    quick.picks("maal:3", "sted:1")
    quick.has_answered("foerst.ratings", {"maal": 3, "sted": 1}).stands_at("sted.steder")


@pytest.mark.parametrize("chosen", [(), ("maal:9",), ("maal",), ("ukendt:3",), ("maal:3", "x")])
def test_what_no_dialog_sends_is_no_answer(quick: Chat, chosen: tuple[str, ...]) -> None:
    quick.presses("To minutters overblik")
    quick.picks(*chosen).stands_at("foerst.ratings")


def test_the_lowest_are_advised_about_at_once(real_flow: Flow) -> None:
    phase = real_flow.library.phases[0]
    quick = [each for each in real_flow.library.phases if each.quick_start]
    assert all(point.when_low for each in quick for point in each.focus_points)
    chat = Chat(World(real_flow)).sets_out().passes_the_test().stands_at(order.start_of(phase))
    rates(chat, 3, 3, 1, 3, 2, 3, 2, 5, 4)
    chat.sees("*Afgrænsning* gav du 1.", "Vores råd: Skriv to lister", "*Ejerskab* gav du 2.")
    chat.sees_not("*På tværs* gav du 2.")


def test_the_full_order_is_always_there_to_choose(quick: Chat) -> None:
    rates(quick, 5, 1, 4, 3)
    by_button = quick.fork().presses("Skift rækkefølge").stands_at("foerst.start")
    by_button.presses("Tag dem fra en ende af").stands_at("maal.hvad")
    quick.says("rækkefølge").stands_at("foerst.start").presses("Tag dem fra en ende af")
    assert points(quick) == ["maal", "folk", "sted"]


def test_answers_to_a_clear_point_come_back_with_its_questions(quick: Chat) -> None:
    quick.presses("Tag dem fra en ende af").answers("maal.hvad", "En bænk").says("rækkefølge")
    rates(quick, 5, 1, 1, 1).says("ret").sees_not("En bænk")
    quick.says("rækkefølge").presses("Tag dem fra en ende af").stands_at("maal.gevinst")
    quick.has_answered("maal.hvad", "En bænk")


def test_changing_a_rating_changes_the_order(quick: Chat) -> None:
    rates(quick, 3, 2, 1, 2).says("ret").chooses("3. Overblik: Mål 3, Folk 2, Sted 1, Afstand 2")
    quick.says("3242").stands_at("folk.hvem")
    assert points(quick)[-1] == "sted"


def test_the_word_has_nothing_to_change_where_there_was_no_overview(chat: Chat) -> None:
    chat.begins().says("rækkefølge").sees("modellens egen rækkefølge").stands_at("maal.hvad")


def test_the_order_is_the_models_without_answers(quick_flow: Flow, real_flow: Flow) -> None:
    for flow in (quick_flow, real_flow):
        whole = [section for section in flow.path.sections if section.id != SHORT]
        assert list(flow.path.in_order(Answers())) == whole


def test_the_phases_with_many_points_offer_an_overview(real_flow: Flow) -> None:
    quick = {phase.id for phase in real_flow.library.phases if phase.quick_start}
    assert quick == {"afklaring", "planlaegning", "erkendelse"}
    for phase in real_flow.library.phases:
        assert (order.start_of(phase) in real_flow.path.by_id) == (phase.id in quick)


def test_a_course_beside_a_clear_point_is_not_asked(real_chat: Chat) -> None:
    chat = rates(real_chat.sets_out("Mødested").passes_the_test(), 2, 5, 2, 2, 2, 2, 2, 2, 2)
    asked = []
    while chat.step is not None and chat.step.role is not Role.DECISION:
        asked.append(chat.step.course.id if chat.step.course else chat.step.id)
        chat.says("spring over")
    assert "typen" not in asked
    assert "type.conclusion" in asked


def test_after_a_point_one_may_go_on_later(chat: Chat) -> None:
    chat.begins().goes_to("folk.hvem").sees_button("Pause")
    chat.presses("Pause").rests(PAUSED).presses("I morgen kl. 9")
    chat.sees("til i morgen kl. 9")
    (later,) = records.all_of(chat.answered, Later)
    assert later.until.isoformat() == "2026-03-03T09:00:00+01:00"
    chat.says("fortsæt").stands_at("folk.hvem")


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("i morgen kl. 14.30", "2026-03-03T14:30"),
        ("mandag", "2026-03-09T09:00"),
        ("om to uger", "2026-03-16T09:00"),
        ("1. april kl 8", "2026-04-01T08:00"),
        ("i aften", "2026-03-02T19:00"),
        ("næste uge", "2026-03-09T09:00"),
        ("kl. 8", "2026-03-03T08:00"),
    ],
)
def test_the_moment_can_be_written(chat: Chat, said: str, until: str) -> None:
    chat.begins().says("pause").presses("Skriv hvornår").says(said)
    (later,) = records.all_of(chat.answered, Later)
    assert later.until.isoformat().startswith(until)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("senere", "Jeg mangler et tidspunkt"),
        ("i går", "fra 2. marts og frem"),
        ("1. marts 2020", "fra 2. marts og frem"),
        ("kl. 25", "Jeg mangler et tidspunkt"),
        ("i morgen kl. 9.75", "Jeg mangler et tidspunkt"),
    ],
)
def test_what_is_no_moment_is_asked_for_again(chat: Chat, said: str, why: str) -> None:
    chat.begins().says("pause").presses("Skriv hvornår").says(said)
    chat.sees(why).says("i morgen").sees("i morgen kl. 9")


def test_a_moment_may_be_written_right_after_pause_and_anything_else_is_not_kept(
    chat: Chat,
) -> None:
    chat.begins().says("pause").fork().says("om en uge").sees("mandag den 9. marts")
    chat.says("den røde bænk").sees("ikke gemt").rests(PAUSED)


@pytest.mark.parametrize("text", ["hej", "begynd", "hele vejen"])
def test_how_one_begins_does_nothing_where_it_comes_late(real_chat: Chat, text: str) -> None:
    """Slack hands a message over again whose first delivery failed, up to an hour later."""
    sent = real_chat.world.now
    real_chat.says("hej").says("hele vejen").says("Mødested for unge").says(text, sent=sent)
    real_chat.is_titled("Mødested for unge").stands_at("gate.parter")
    assert len(real_chat.journeys) == 1
