"""The seven principles: each taken on the way, filled in from the answers; all of them together."""

from __future__ import annotations

from datetime import date

from flows.content.kinds import Taken
from flows.content.library import Library
from flows.journey.flow import Flow
from flows.journey.life import FINISHED
from flows.journey.principles import all_taken, of_step, rating_of
from flows.journey.records import all_of
from flows.journey.steps import Role
from flows.parts.next_steps import next_steps
from flows.parts.principles.asking import RULES, Said
from flows.parts.principles.shown import PrincipleCheck
from flows.parts.principles.turn import first_sentence, lowest
from tests.at_once import at_once
from tests.flows.chat import Chat
from tests.flows.test_home import drawn

DAY = date(2026, 3, 2)


# On the way


def test_everyone_who_goes_the_whole_way_sees_all_seven(real_chat: Chat) -> None:
    chat = real_chat.says("hej").sets_out("Mødested")
    seen: list[str] = []
    while chat.stage != FINISHED:
        if chat.step is not None and chat.step.role is Role.PRINCIPLE:
            seen.append(chat.step.id.partition(".")[2])
            chat.sees("CFIA's princip")
        chat.says("spring over" if chat.step is not None else "fortsæt")
    assert seen == [
        "dyrt",
        "vaerdi",
        "udvikle_eller_levere",
        "ejerskab_og_forpligtelse",
        "ledelse",
        "roller",
        "evaluering",
        "evaluering_dom",
    ]


def test_who_passes_the_test_over_meets_its_principles_in_the_first_phase(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").stands_at("formaal.gevinster")
    chat.goes_to("principper.dyrt").sees("Afklaring · CFIA's princip 1").says("4")
    chat.stands_at("principper.vaerdi").says("4").stands_at("principper.udvikle_eller_levere")


def test_what_was_rated_at_the_gate_is_not_asked_in_the_phase(real_chat: Chat) -> None:
    chat = real_chat.says("hej").sets_out("Mødested").goes_to("principper.dyrt").says("3")
    chat.stands_at("principper.vaerdi").says("spring over").stands_at("afklaring.start")
    asked = []
    while chat.step is not None and chat.step.role is not Role.DECISION:
        asked.append(chat.step.id)
        chat.says("spring over")
    assert "principper.udvikle_eller_levere" in asked
    assert not {"principper.dyrt", "principper.vaerdi"} & {*asked}


def test_it_is_filled_in_from_what_was_answered_and_taken_with_one_tap(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("ejerskab.hvor")
    chat.picks("begge").goes_to("ejerskab.ejer").says("Direktør Eksempel")
    chat.goes_to("principper.ejerskab_og_forpligtelse")
    chat.sees("Du svarede:", "• Ejer: Direktør Eksempel", "Både top og bund")
    chat.sees("Det peger på *4* af 5. Passer det?").sees_button("Ja, 4")
    chat.fork().says("uddyb").sees("_Kilde: CFIA").sees_not("Rådet til dit svar er vores")
    typed = chat.fork().says("ja").stands_at("principper.ledelse")
    typed.has_answered("principper.ejerskab_og_forpligtelse", 4)
    other = chat.fork().says("5").has_answered("principper.ejerskab_og_forpligtelse", 5)
    other.sees_not("Vores råd")
    chat.presses("Ja, 4").has_answered("principper.ejerskab_og_forpligtelse", 4)
    chat.sees_not("Vores råd").stands_at("principper.ledelse")


def test_where_nothing_was_answered_it_is_asked_and_yes_is_no_answer(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("principper.ledelse")
    chat.sees("Hvor godt passer det?").sees_not("Du svarede").sees_not("Ja, ")
    chat.says("ja").stands_at("principper.ledelse").says("4").stands_at("afklaring.decision")


def test_a_low_one_says_what_to_do_and_becomes_a_step(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("ejerskab.hvor").picks("mig")
    chat.goes_to("principper.ejerskab_og_forpligtelse").sees("Det peger på *2*")
    chat.presses("Ja, 2").sees("Vores råd", "Skriv en uformel kontrakt")
    chat.stands_at("principper.ledelse").presses("Gør det til et skridt")
    (step,) = next_steps(chat.answered)
    assert step.origin == "principle:ejerskab_og_forpligtelse"


def test_the_last_one_is_judged_once_more_in_the_end(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("principper.evaluering").says("4")
    chat.goes_to("maalopfyldelse.maal").picks("ikke_maalt").waits(days=90)
    chat.goes_to("principper.evaluering_dom").sees("Vi målte det ikke", "Det peger på *2*")
    chat.says("ja").says("principper").sees("*2* (4 den 2. marts) · 7. Evaluering")


def test_it_can_be_corrected_like_any_answer(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("principper.ledelse").says("4")
    chat.says("tilbage").stands_at("principper.ledelse").sees("Dit svar er nu:", "4 af 5")
    chat.says("2").has_answered("principper.ledelse", 2).stands_at("afklaring.decision")
    chat.says("opsummering").sees("De syv principper", "Definere eller facilitere 2")


def test_what_was_rated_in_the_course_is_not_asked_on_the_way(real_chat: Chat) -> None:
    chat = rates(rating(real_chat.says("hej").begins("Mødested")), *[4] * 7).says("spring over")
    before = len(chat.stands_at("formaal.gevinster").replies)
    since = chat.goes_to("afklaring.decision").replies[before:]
    asked = [each.prompt.form.action.step for each in since if each.prompt is not None]
    assert not [step for step in asked if step.startswith("principper.")]


# What the answers suggest


def says(**answers: object) -> Said:
    """Answers by question, with the dot as two underscores."""
    found = {key.replace("__", "."): value for key, value in answers.items()}
    return found.get


@at_once(
    "rule, answers, suggested",
    [
        ("price_known", {}, None),
        ("price_known", {"gate__pris": "nej"}, 1),
        ("price_known", {"gate__pris": "ja", "formaal__vaerd": "maaske"}, 3),
        ("price_known", {"gate__pris": "ved_ikke", "gate__pris_ved_ikke_linje": "200"}, 3),
        ("price_known", {"formaal__vaerd": "ja", "bemanding__tid": "intet"}, 2),
        ("price_known", {"bemanding__tid": "opgave"}, 3),
        ("value_named", {"gate__vaerdi": "naesten"}, 3),
        ("value_named", {"gate__vaerdi": "nej", "formaal__hvorfor": "De ved det"}, 4),
        ("value_named", {}, None),
        ("told_apart", {"afgraensning__hvad": ["udvikling"]}, 4),
        ("told_apart", {"afgraensning__hvad": ["udvikling", "realisering"]}, 3),
        ("told_apart", {"afgraensning__hvad": ["realisering"], "afgraensning__ord": "skelner"}, 4),
        ("owner_clear", {"ejerskab__hvor": "begge"}, 2),
        ("owner_clear", {"ejerskab__hvor": "bunden", "ejerskab__ejer": {"name": "Ida"}}, 3),
        ("owner_clear", {"ejerskab__hvor": "mig", "ejerskab__ejer": {"name": "Ida"}}, 2),
        ("leads_as_type", {"typen__valg": "styret", "type__styring": 5}, 2),
        ("leads_as_type", {"typen__valg": "faciliterende", "type__styring": 2}, 2),
        ("leads_as_type", {"typen__valg": "faciliterende", "type__styring": 4}, 4),
        ("leads_as_type", {"typen__valg": "styret"}, None),
        ("roles_open", {"ansvar__uklart": ["borgere"], "kontrakt__vi": "a"}, 2),
        ("roles_open", {"kontrakt__vi": "a", "kontrakt__de": "b"}, 4),
        ("roles_open", {"ansvar__forventninger": "a"}, 3),
        ("evaluation_planned", {}, None),
        ("evaluation_planned", {"involveringsgrad__trin": ["ideer"]}, 2),
        ("evaluation_planned", {"formaal__succes": "a"}, 2),
        ("evaluation_planned", {"formaal__succes": "a", "procesplan__evaluering": "b"}, 3),
        ("evaluated", {"maalopfyldelse__maal": "naaet"}, 3),
        ("evaluated", {"maalopfyldelse__maal": "naaet", "maalopfyldelse__betydning": 1}, 4),
        ("evaluated", {"maalopfyldelse__maal": "ikke_maalt", "maalopfyldelse__betydning": 5}, 2),
    ],
)
def test_a_rule_suggests_by_the_choices(
    rule: str, answers: dict[str, object], suggested: int | None
) -> None:
    assert RULES[rule](says(**answers)) == suggested


def test_every_rule_is_used_and_each_principle_rests_on_answers_from_before(
    real_flow: Flow,
) -> None:
    library, path = real_flow.library, real_flow.path
    assert {taken.rule for _, taken in all_taken(library)} == {*RULES}
    at = {step.id: n for n, step in enumerate(path.steps)}
    for principle, taken in all_taken(library):
        place = at[rating_of(principle, taken)]
        earlier = [ref for ref in taken.rests_on if at[ref] < place]
        assert earlier == list(taken.rests_on), principle.id


def test_a_step_says_which_principle_it_rates(real: Library, real_flow: Flow) -> None:
    plan, judged = real.principle["evaluering"].taken
    assert isinstance(plan, Taken)
    for taken in (plan, judged):
        step = real_flow.path.by_id[rating_of(real.principle["evaluering"], taken)]
        assert of_step(real, step) == (real.principle["evaluering"], taken)


# All of them together


def rating(chat: Chat) -> Chat:
    """Begins to rate them all."""
    return chat.says("principper").presses("Giv dem tal nu")


def rates(chat: Chat, *ratings: int) -> Chat:
    """Rate the principles, without notes."""
    for each in ratings:
        chat.says(str(each))
        if chat.step is not None and chat.step.id.endswith("_note"):
            chat.says("spring over")
    return chat


def test_the_lowest_are_found_and_none_where_all_is_fine(real: Library) -> None:
    ids = [each.id for each in real.principles]

    def low(*ratings: int) -> list[int]:
        found = dict(zip(ids, ratings, strict=False))
        return [each.number for each in lowest(real.principles, found)]

    assert low(4, 2, 5, 2) == [2, 4]
    assert not low(4, 5, 4, 5, 4, 5, 4)
    assert low(5, 3) == [2]


def test_the_first_sentence_is_whole() -> None:
    assert first_sentence("Gør det. Gør så det andet.") == "Gør det."
    assert first_sentence("Gør det") == "Gør det"


def test_they_are_seen_from_anywhere_with_what_they_rest_on(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("formaal.hvorfor").says("De ved det")
    chat.says("principper").sees("*–* · 1.", "*–* · 7.", "Bygger på:", "Hvorfor sammen: De ved det")
    chat.sees("af sig selv undervejs").presses("Vis spørgsmålet").stands_at("formaal.succes")


def test_they_are_rated_from_anywhere_and_one_returns(real_chat: Chat) -> None:
    chat = rating(real_chat.says("hej").begins("Mødested").goes_to("formaal.hvorfor"))
    rates(chat, 4, 2, 5, 4, 5, 5, 4).stands_at("principper.husk").says("spring over")
    chat.stands_at("formaal.hvorfor").sees("*2* · 2. Skarp på værdien")
    chat.sees("Begynd med princip 2", "Spørg først projektlederen", "Kilde: CFIA")


def test_a_low_rating_asks_what_pulls_down_and_others_do_not(real_chat: Chat) -> None:
    chat = rating(real_chat.says("hej").begins("Mødested")).says("3")
    chat.stands_at("principper.vaerdi").says("2").stands_at("principper.vaerdi_note")
    chat.sees("Skarp på værdien").says("Ingen kan sige den").stands_at(
        "principper.udvikle_eller_levere"
    )
    chat.says("principper").stands_at("principper.udvikle_eller_levere")
    chat.says("tilbage").stands_at("principper.vaerdi_note")


def test_they_stand_beside_the_last_time(real_chat: Chat) -> None:
    chat = rating(real_chat.says("hej").begins("Mødested"))
    rates(chat, 4, 2, 5, 4, 5, 5, 4).says("Spørg direktøren").waits(days=30)
    rating(chat).sees("Den 2. marts svarede du", "4 af 5")
    rates(chat, 5, 3, 5, 4, 5, 5, 4).sees("Spørg direktøren").says("spring over")
    chat.sees("*3* (2 den 2. marts) · 2. Skarp på værdien")
    assert [run.on for run in all_of(chat.answered, PrincipleCheck)] == [DAY, date(2026, 4, 1)]


def test_where_all_is_fine_there_is_no_advice(real_chat: Chat) -> None:
    chat = rates(rating(real_chat.says("hej").begins("Mødested")), *[4] * 7).says("spring over")
    chat.sees("Intet ligger under 4").sees_not("Begynd med princip")


def test_where_nothing_was_rated_nothing_is_kept(real_chat: Chat) -> None:
    chat = rating(real_chat.says("hej").begins("Mødested"))
    for _ in range(8):
        chat.says("spring over")
    chat.sees("Du gav ingen tal").stands_at("formaal.gevinster")
    assert not all_of(chat.answered, PrincipleCheck)


def test_several_that_are_lowest_are_all_named(real_chat: Chat) -> None:
    chat = rates(rating(real_chat.says("hej").begins("Mødested")), 3, 3, 5, 5, 5, 5, 5)
    chat.says("spring over").sees("Princip 1 og 2 ligger lavest.", "Begynd med princip 1")


def test_without_a_journey_there_is_nothing_to_rate(real_chat: Chat) -> None:
    real_chat.says("hej").says("principper").sees("hører til et forløb")


def test_the_advice_becomes_a_next_step(real_chat: Chat) -> None:
    chat = rating(real_chat.says("hej").begins("Mødested"))
    rates(chat, 4, 2, 5, 4, 5, 5, 4).says("spring over").presses("Gør det til et skridt")
    (step,) = [each for each in next_steps(chat.answered) if each.origin == "principle:vaerdi"]
    assert step.do.startswith("Spørg først projektlederen")


def test_they_are_seen_where_nothing_is_open_too(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("principper.ledelse").says("2")
    chat.skips_to_the_end().says("principper").sees("*2* · 6.", "Begynd med princip 6")


def test_home_shows_all_seven_and_the_way_to_what_they_rest_on(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("ejerskab.ejer").says("Ida Eksempel")
    chat.fork().opens_home().sees_not("De syv principper")
    chat.goes_to("principper.ejerskab_og_forpligtelse").says("3").opens_home()
    chat.sees("De syv principper", "*3* · 5. Ejerskab", "*–* · 7.").sees_not("Ida Eksempel")
    assert "*3* · 5. Ejerskab" in drawn(chat)
    chat.presses("Se dem samlet").sees("Begynd med princip 5", "Ejer: Ida Eksempel")


def test_home_says_why_the_open_journey_rests(real_chat: Chat) -> None:
    chat = real_chat.says("hej").begins("Mødested").goes_to("afklaring.decision")
    chat.says("Lad være").says("For dyrt").opens_home()
    chat.sees("Forløbet er stoppet", "For dyrt").sees_not("Ligger stille")


def test_a_rule_looks_at_nothing_that_is_not_shown(real: Library) -> None:
    for principle, taken in all_taken(real):
        read: list[str] = []

        def said(ref: str, read: list[str] = read) -> None:
            read.append(ref)

        RULES[taken.rule](said)
        assert {*read} <= {*taken.rests_on}, principle.id
