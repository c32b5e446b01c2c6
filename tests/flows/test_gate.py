"""The gate before Afklaring, and the decision after it: is it samskabelse, and is it worth it?"""

from __future__ import annotations

import pytest

from flows.journey import records
from flows.journey.gate import doubts
from flows.journey.life import STOPPED, WAITING
from flows.journey.steps import Role
from flows.parts.later import Later
from tests.flows.chat import Chat

TITLE = "Mødested for unge"
OUTSIDE = "Borgere, foreninger, virksomheder"


@pytest.fixture
def gate(real_chat: Chat) -> Chat:
    """A chef at the first question of the gate."""
    return real_chat.sets_out(TITLE).stands_at("gate.parter")


def at_the_decision(chat: Chat) -> Chat:
    """To the end of Afklaring, passing everything over."""
    return chat.goes_to("afklaring.decision")


def test_clear_samskabelse_passes_in_four_taps(gate: Chat) -> None:
    gate.presses(OUTSIDE).presses("Vi kender den ikke").presses("At finde på løsningen")
    gate.presses("Ja, i én sætning").sees("Det ligner samskabelse")
    gate.stands_at("principper.dyrt")
    assert doubts(gate.flow.library, gate.flow.path.steps, gate.answered) == ()


def test_the_test_can_be_passed_over_and_taken_later(gate: Chat) -> None:
    gate.sees_button("Spring testen over").presses("Spring testen over").sees("Skriv *test*")
    assert gate.step is not None
    assert gate.step.phase is gate.flow.library.phases[0]
    gate.says("ret").sees_not("Hvem skal I gøre det sammen med?")
    gate.says("test").stands_at("gate.parter").sees("Vi tager testen nu.")
    gate.presses(OUTSIDE).stands_at("gate.loesning")
    gate.says("test").stands_at("gate.parter").sees("Dit svar er nu:", OUTSIDE)


def test_only_the_first_question_offers_to_pass_the_test_over(gate: Chat) -> None:
    labels = {each.label for each in gate.presses(OUTSIDE).reply.presses}
    assert "Spring testen over" not in labels


def test_what_an_answer_makes_matter_is_asked_too(gate: Chat) -> None:
    gate.presses(OUTSIDE).presses("Vi har en retning").stands_at("gate.forloeb")
    gate.presses("Noget af det").presses("At udføre noget").presses("Gå videre alligevel")
    gate.says("De vil selv").stands_at("gate.beslutter")
    gate.presses("Vi finder ud af det sammen").stands_at("gate.grund")


def test_a_verdict_is_said_there_and_then_with_its_source(gate: Chat) -> None:
    gate.presses(OUTSIDE).presses("Den er næsten færdig")
    gate.sees("lover I mere", "Hvad vil du?", "_Kilde: Jacob Torfing_")
    gate.says("uddyb").sees("Spørg kun om det, der stadig kan laves om")


def test_opening_the_solution_again_asks_about_it_again(gate: Chat) -> None:
    gate.presses(OUTSIDE).presses("Den er næsten færdig").presses("Åbn løsningen igen")
    gate.stands_at("gate.loesning").sees("Svar igen", "Den er næsten færdig")
    gate.fork().presses("Behold svaret").stands_at("gate.loesning_faerdig")
    gate.presses("Vi har en retning").stands_at("gate.forloeb")


def test_something_else_ends_the_journey_kindly(gate: Chat) -> None:
    gate.presses(OUTSIDE).presses("Den er næsten færdig").presses("Hold en høring i stedet")
    gate.rests(STOPPED).sees("stopper her", "Alt er gemt")
    gate.says("fortsæt").stands_at("gate.loesning_faerdig").sees("Hvad vil du?")
    gate.presses("Gå videre alligevel").says("Naboerne kan få os til at lave den om")
    gate.stands_at("gate.bidrag")


def test_going_past_the_test_of_another_journey_offers_to_go_there(gate: Chat) -> None:
    first = gate.reply
    gate.sets_out("Skolegård").presses("Spring testen over").presses("Spring testen over", on=first)
    gate.presses("Skift til det forløb").stands_at("gate.parter")


def test_a_double_click_on_a_way_out_is_one_click(gate: Chat) -> None:
    gate.presses(OUTSIDE).presses("Den er næsten færdig")
    verdict = gate.reply
    gate.presses("Hold en høring i stedet")
    gate.at_once(lambda chat: chat.presses("Hold en høring i stedet", on=verdict)).hears_nothing()


def test_what_must_be_named_first_is_named_in_a_line(gate: Chat) -> None:
    gate.presses(OUTSIDE).presses("Vi kender den ikke").presses("At finde på løsningen")
    gate.presses("Ikke helt endnu").presses("Skriv værdien nu")
    gate.sees("Hvad får I, når de andre er med?").says("Vi får de unge til at komme")
    gate.stands_at("gate.pris").presses("Vi kender ikke prisen").presses("Gæt på prisen nu")
    gate.says("400 timer").sees("Det ligner samskabelse")


def test_waiting_for_a_value_is_until_a_day(gate: Chat) -> None:
    gate.presses(OUTSIDE).presses("Vi kender den ikke").presses("At finde på løsningen")
    gate.presses("Ikke helt endnu").presses("Vent, til I er enige").rests(WAITING)
    gate.sees("Hvornår skal jeg spørge igen?").says("om to uger")
    gate.sees("mandag den 16. marts kl. 9")
    later = records.all_of(gate.answered, Later)
    assert [each.until.isoformat() for each in later] == ["2026-03-16T09:00:00+01:00"]
    gate.says("fortsæt").stands_at("gate.vaerdi_naesten")


def test_going_on_all_the_same_comes_up_at_the_decision(gate: Chat) -> None:
    gate.presses(OUTSIDE).presses("Den er næsten færdig").presses("Gå videre alligevel")
    gate.says("Det har vi lovet").sees("til sidst i Afklaring").waits(days=30)
    at_the_decision(gate).sees(
        "En næsten færdig løsning i høring", "den 2. marts", "Det har vi lovet"
    )
    gate.sees("Gå kun videre, hvis du tør kalde det, hvad det er")
    gate.presses("Vi samskaber").says("De kan stadig nå at ændre den")
    gate.stands_at("afklaring.next_step")


def test_a_reason_can_be_passed_over_and_the_doubt_stays(gate: Chat) -> None:
    gate.presses(OUTSIDE).presses("Den er næsten færdig").presses("Gå videre alligevel")
    gate.says("spring over")
    at_the_decision(gate).sees("En næsten færdig løsning i høring")


def test_a_correction_takes_the_doubt_away(gate: Chat) -> None:
    gate.presses(OUTSIDE).presses("Den er næsten færdig").presses("Gå videre alligevel")
    gate.says("Det har vi lovet").says("ret").chooses("3. Er det samskabelse?: Den er næsten")
    gate.presses("Vi kender den ikke")
    at_the_decision(gate).sees_not("En næsten færdig løsning i høring").sees("Hvad beslutter du?")


def test_a_journey_where_the_advice_is_to_leave_it(gate: Chat) -> None:
    """No value, too high a price: the bot dares to say so, and the journey ends well."""
    gate.presses(OUTSIDE).presses("Vi kender den ikke").presses("At finde på løsningen")
    gate.presses("Nej, det kan jeg ikke").sees("Lad være").presses("Gå videre alligevel")
    gate.says("Direktøren vil have det")
    gate.goes_to("formaal.vaerd").presses("Nej")
    at_the_decision(gate).sees("Ingen værdi, I kan nævne", "Dyrere, end det er værd")
    gate.sees("Direktøren vil have det", "Så er rådet stadig: Lad være")
    gate.presses("Lad være").says("Det koster mere, end vi får").rests(STOPPED)
    gate.sees("Det er en rigtig beslutning", "Løs opgaven, som I plejer", "Alt er gemt")
    gate.waits(days=90).says("fortsæt").sees("Det koster mere, end vi får", "Gælder det stadig?")
    gate.fork().presses("Det gælder stadig").rests(STOPPED)
    gate.presses("Beslut igen").presses("Vi samskaber").says("Nu er der penge")
    gate.stands_at("afklaring.next_step")


def test_the_advice_is_silent_where_nothing_speaks_against(real_chat: Chat) -> None:
    chat = real_chat.begins(TITLE).goes_to("formaal.vaerd").presses("Ja")
    at_the_decision(chat).sees("Hvad beslutter du?").sees_not("Lad være, medmindre")


def test_waiting_says_for_what_and_until_when(real_chat: Chat) -> None:
    chat = at_the_decision(real_chat.begins(TITLE)).presses("Vent")
    chat.says("Et ja fra direktøren").says("1. april").rests(WAITING)
    chat.sees("Det, I venter på:", "Et ja fra direktøren", "den 1. april")
    (later,) = records.all_of(chat.answered, Later)
    assert (later.why, later.until.date().isoformat()) == ("waiting", "2026-04-01")
    chat.says("fortsæt").sees("Et ja fra direktøren", "Gælder det stadig?")
    chat.fork().says("ja").rests(WAITING).sees("Det, I venter på:")
    chat.says("nej").presses("Vi samskaber").sees("Så samskaber I.").sees_not("Rettet.")
    chat.says("Hun sagde ja").stands_at("afklaring.next_step")


def test_what_was_decided_stands_in_the_overview(gate: Chat) -> None:
    gate.presses(OUTSIDE).presses("Den er næsten færdig").presses("Gå videre alligevel")
    gate.says("Det har vi lovet")
    at_the_decision(gate).presses("Vi samskaber").says("De vil")
    gate.says("mine data").sees("Er det samskabelse?", "Det har vi lovet", "Beslutning", "De vil")


def test_small_content_without_sorting_questions_has_no_gate(chat: Chat) -> None:
    chat.says("begynd").says("Bænk").stands_at("maal.hvad")
    assert not [step for step in chat.flow.path.steps if step.role is Role.SORTING]
    chat.says("test").sees("ikke nogen test").stands_at("maal.hvad")
