"""From rated statements to one of the four types, and the choice that may be another."""

from __future__ import annotations

import pytest

from flows.content.library import Library
from flows.journey.desk import Desk
from flows.journey.placing import Placing, chosen, overruled, placing
from flows.journey.records import all_of
from flows.journey.values import Answer, Answers, AnswerState, Person, Scene, Value
from flows.parts.map import type_field
from flows.parts.type import Placed, TypeLines, draw
from tests.at_once import at_once
from tests.flows.chat import BEGINNING, Chat
from tests.flows.look import rendered

#: In the order in which they are asked: one of each axis in turn.
ASKED = (
    "kendt_loesning",
    "dagsorden",
    "fast_maal",
    "afgraenser",
    "kun_problem",
    "initiativ",
    "overraskes",
    "hovedansvar",
)
#: Ratings that point clearly at each type.
CLEAR = {
    "styret": (5, 5, 5, 5, 1, 1, 1, 1),
    "ligevaerdig": (1, 5, 1, 5, 5, 1, 5, 1),
    "faciliterende": (1, 1, 1, 1, 5, 5, 5, 5),
    "ansvarliggoerende": (5, 1, 5, 1, 1, 5, 1, 5),
}
PHONE = 30


def answers(ratings: tuple[int | None, ...], **more: Value) -> Answers:
    """The ratings in the order in which they are asked; None is passed over."""
    said = Answers()
    for id, value in (*zip(ASKED, ratings, strict=True), *more.items()):
        state = AnswerState.SKIPPED if value is None else AnswerState.GIVEN
        said.add(Answer(f"typen.{id}", state, value, "U1", BEGINNING))
    return said


def rates(chat: Chat, ratings: tuple[int, ...]) -> Chat:
    """Rate the eight statements, which come one after the other."""
    for id, rating in zip(ASKED, ratings, strict=True):
        chat.answers(f"typen.{id}", str(rating))
    return chat


def at_the_statements(chat: Chat) -> Chat:
    chat.says("hej").begins("Mødested for unge").goes_to("typen.valg")
    return chat.presses("Vis mig de otte udsagn").stands_at("typen.kendt_loesning")


@pytest.mark.parametrize("type", CLEAR)
def test_clear_ratings_point_at_one_type(real: Library, type: str) -> None:
    found = placing(real, answers(CLEAR[type]))
    assert found.type == type
    assert set(found.scores.values()) <= {1.0, 5.0}


@pytest.mark.parametrize("rating", [1, 3, 5])
def test_the_same_rating_everywhere_places_nobody(real: Library, rating: int) -> None:
    found = placing(real, answers((rating,) * 8))
    assert set(found.scores.values()) == {3.0}
    assert found.type is None
    assert len(found.points_at) == 4


def test_a_tie_on_one_axis_lies_between_two_types(real: Library) -> None:
    found = placing(real, answers((3, 5, 3, 5, 3, 1, 3, 1)))
    assert found.points_at == ("styret", "ligevaerdig")


def test_one_rating_on_an_axis_is_too_few(real: Library) -> None:
    found = placing(real, answers((5, 5, None, 5, None, 1, None, 1)))
    assert found == Placing({}, ())
    assert chosen(real, answers((5, 5, None, 5, None, 1, None, 1))) is None


def test_a_type_is_overruled_only_by_one_that_the_ratings_do_not_point_at(real: Library) -> None:
    assert overruled(real, answers(CLEAR["styret"], valg="faciliterende"))
    assert not overruled(real, answers(CLEAR["styret"], valg="styret"))
    assert not overruled(real, answers(CLEAR["styret"]))
    assert not overruled(real, answers((3, 5, 3, 5, 3, 1, 3, 1), valg="styret"))
    assert not overruled(real, answers((None,) * 8, valg="styret"))


@at_once("actor", [1.0, 2.0, 2.9, 3.0, 3.1, 4.0, 5.0])
@at_once("result", [1.0, 2.0, 2.9, 3.0, 3.1, 4.0, 5.0])
def test_the_mark_stands_in_the_right_quarter_of_the_field(
    real: Library, result: float, actor: float
) -> None:
    at = {(str(each.result), str(each.central_actor)): each.id for each in real.types}
    rows = draw(real.lines(TypeLines), at, result, actor).split("\n")[1:-1]
    assert max(map(len, rows)) <= PHONE
    field = rows[2:-3]  # without what stands above and below, and its borders
    (row,) = [n for n, line in enumerate(field) if "X" in line]
    (middle,) = [n for n, line in enumerate(field) if line.startswith("+")]
    column, wide = field[row].index("X"), len(field[0]) // 2
    assert (column > wide) - (column < wide) == (actor > 3) - (actor < 3)
    assert (row < middle) - (row > middle) == (result > 3) - (result < 3)
    above, below = (" ".join(field[:middle]), " ".join(field[middle:]))
    assert above.index("Ligeværdig") < above.index("Faciliterende")
    assert below.index("Styret") < below.index("Ansvarlig-")
    names = "".join(field).replace("|", " ")
    assert {"Styret", "Ligeværdig", "gørende"} <= set(names.split())


def test_the_field_is_drawn_and_also_said_in_words(real_chat: Chat) -> None:
    rates(at_the_statements(real_chat), CLEAR["faciliterende"])
    (shown,) = rendered(real_chat.reply.messages[-1], real_chat.flow.texts)
    assert "```" not in shown.text
    assert "|" not in shown.text
    assert "Resultatet er 5,0 af 5" in shown.text
    assert "Svarene peger på faciliterende samskabelse" in shown.text
    assert "X er jer" in str(shown.blocks)


def test_the_type_is_chosen_and_what_it_means_is_said(real_chat: Chat) -> None:
    chat = rates(at_the_statements(real_chat), CLEAR["styret"]).stands_at("typen.valg")
    chat.sees("Svarene peger på *styret samskabelse*.").presses("Styret")
    chat.sees("Det betyder det for dig", "Det Gode Værtskab (Sønderborg", "Hjerterum", "_Kilde: ")
    chat.stands_at("type.afsender").sees_not("selv om")


def test_a_type_without_cases_names_none(real_chat: Chat) -> None:
    chat = rates(at_the_statements(real_chat), CLEAR["ligevaerdig"]).presses("Ligeværdig")
    chat.sees("Det betyder det for dig").sees_not("Den samme type finder du")


def test_the_type_is_overruled_with_a_reason(real_chat: Chat) -> None:
    chat = rates(at_the_statements(real_chat), CLEAR["ligevaerdig"])
    chat.presses("Faciliterende").stands_at("typen.grund")
    chat.sees("Du har valgt *faciliterende samskabelse*, selv om svarene peger på *ligeværdig")
    chat.says("De unge overtager efter sommer").stands_at("type.afsender")
    chat.says("type").sees("selv om svarene peger på", "De unge overtager efter sommer")
    chat.goes_to("afklaring.decision").sees("selv om svarene peger på")


def test_what_was_rated_can_be_corrected_and_the_type_follows(real_chat: Chat) -> None:
    chat = rates(at_the_statements(real_chat), (3, 5, 3, 5, 3, 1, 4, 1)).presses("Ligeværdig")
    chat.says("tilbage").stands_at("typen.valg").says("tilbage").stands_at("typen.hovedansvar")
    chat.says("5").sees_not("Nu peger").says("ret").chooses("14.").stands_at("typen.overraskes")
    chat.says("1").sees("Nu peger svarene på *styret samskabelse*, og du har valgt ligeværdig")


def test_in_2b_the_statements_come_again_beside_the_first_time(real_chat: Chat) -> None:
    chat = rates(at_the_statements(real_chat), CLEAR["ligevaerdig"]).presses("Ligeværdig")
    chat.goes_to("kursjustering.metoder").sees("Jeres type", "ligeværdig samskabelse")
    chat.waits(days=60).presses("Nej").sees("Så tager vi udsagnene igen")
    chat.stands_at("typen.kendt_loesning").sees("Den 2. marts svarede du")
    rates(chat, CLEAR["faciliterende"]).sees("Svarene peger på *faciliterende")
    chat.sees("Den 2. marts pegede svarene på *ligeværdig samskabelse*, og du valgte ligeværdig")
    chat.presses("Faciliterende").stands_at("kursjustering.uforudset")
    runs = all_of(chat.answered, Placed)
    assert [run.chosen for run in runs] == ["ligevaerdig", "faciliterende"]


@pytest.mark.parametrize("answer", ["Ja", "Kun typen passer"])
def test_in_2b_the_statements_rest_where_the_type_still_fits(real_chat: Chat, answer: str) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("kursjustering.metoder")
    chat.presses(answer).stands_at("kursjustering.uforudset")


def test_the_type_can_be_found_from_anywhere_and_one_returns(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").says("type").sees("ikke fundet jeres type")
    chat.presses("Find jeres type", on=chat.reply).stands_at("typen.kendt_loesning")
    rates(chat, CLEAR["styret"]).presses("Styret").stands_at("formaal.gevinster")
    chat.goes_to("afgraensning.hvad").says("type")
    chat.presses("Vælg en anden type", on=chat.reply).presses("Ligeværdig").stands_at("typen.grund")
    chat.says("Målet er ændret").stands_at("afgraensning.hvad")


def test_also_from_a_pause(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").says("pause").says("type")
    chat.presses("Find jeres type").stands_at("typen.kendt_loesning")
    old = chat.says("pause").says("type").reply
    chat.says("fortsæt").says("pause")
    chat.presses("Find jeres type", on=old).stands_at("typen.kendt_loesning")


def test_without_a_journey_there_is_no_type(real_chat: Chat) -> None:
    real_chat.says("hej").says("type").sees("hører til et forløb").sees_button("Ti minutter")


def test_a_button_of_another_journey_leads_back_to_that_one(real_chat: Chat) -> None:
    chat = rates(at_the_statements(real_chat), CLEAR["styret"]).presses("Styret").says("type")
    shown = chat.reply
    chat.sets_out().presses("Vælg en anden type", on=shown)
    chat.is_titled("Mødested for unge").stands_at("typen.valg")


def test_where_the_test_has_said_it_the_type_takes_three_turns(real_chat: Chat) -> None:
    chat = real_chat.says("hej").says("hele vejen").says("Mødested").stands_at("gate.parter")
    chat.picks("udenfor").goes_to("gate.loesning").picks("retning").goes_to("gate.bidrag")
    chat.picks("udvikle").goes_to("afklaring.start").begins_from_an_end().goes_to("typen.valg")
    chat.sees("X", "Vi har en retning", "ligner *ligeværdig samskabelse*")
    chat.presses("Ligeværdig").stands_at("type.afsender").presses("Medarbejderne")
    chat.stands_at("type.styring").says("1").stands_at("afgraensning.hvad")


def test_where_nothing_was_said_nothing_is_claimed(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("typen.valg")
    chat.sees_not("peger").sees_not("X er jer")
    chat.presses("Faciliterende").sees_not("selv om").stands_at("type.afsender")


def test_the_statements_all_passed_over_point_nowhere(real_chat: Chat) -> None:
    chat = at_the_statements(real_chat)
    while chat.step is not None and chat.step.id != "typen.valg":
        chat.says("spring over")
    chat.sees("for få svar").presses("Styret").sees_not("selv om").stands_at("type.afsender")


def test_the_field_as_a_drawing_has_the_journey_and_the_cases_in_their_quarters(
    real_chat: Chat,
) -> None:
    desk = Desk(
        real_chat.flow, Scene(Person("U1"), answers=answers(CLEAR["faciliterende"])), BEGINNING
    )
    found = type_field(desk)
    assert found is not None
    field, said = found
    mine, *cases = field.placed
    assert (mine.is_journey, mine.across, mine.up) == (True, 1.0, 1.0)
    assert [each.label for each in cases] == ["Det Gode Værtskab", "Hjerterum"]
    assert all(each.across < 0.5 and each.up < 0.5 and not each.is_journey for each in cases)
    assert (field.top_right, field.bottom_right) == ("Faciliterende", "Ansvarliggørende")
    assert "5,0 af 5" in said
    assert "Det Gode Værtskab og Hjerterum er eksempler på styret samskabelse." in said
    nowhere = Desk(real_chat.flow, Scene(Person("U1")), BEGINNING)
    assert type_field(nowhere) is None
