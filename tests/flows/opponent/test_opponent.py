"""The opponent: five questions from one's own answers; answered, made a step, or passed by."""

from __future__ import annotations

import pytest

from flows.journey import records
from flows.journey.flow import Flow
from flows.parts.advice.signs import Facts
from flows.parts.next_steps import open_steps
from flows.parts.opponent.record import MOST, RULES, Challenge, Challenged, OpponentLines
from tests.at_once import at_once
from tests.flows.advice.fires import LEFT, ME, Given, answers
from tests.flows.chat import Chat

#: For every rule: answers at which it fires, and close ones at which it is silent.
CASES: dict[str, tuple[Given, Given]] = {
    "decided_without_politicians": (
        {"type.styring": 3, "demokrati.politikere": "foelger"},
        {"type.styring": 2, "demokrati.politikere": "ukendt"},
    ),
    "price_is_doubtful": ({"formaal.vaerd": "maaske"}, {"formaal.vaerd": "ja"}),
    "no_gain": ({"formaal.gevinster": LEFT}, {"formaal.gevinster": ["kvalitet"]}),
    "for_money": (
        {"formaal.gevinster": ["kvalitet", "oekonomi"]},
        {"formaal.gevinster": ["kvalitet"]},
    ),
    "solution_is_near": ({"gate.loesning": "faerdig"}, {"gate.loesning": "retning"}),
    "they_decide": (
        {"type.styring": 3, "type.afgoer": ["sted"]},
        {"type.styring": 3, "type.afgoer": ["intet"]},
    ),
    "nearly_all_fixed": (
        {"rammer.fast": ["maal", "lov", "tid", "sted"]},
        {"rammer.fast": ["maal", "lov", "tid"]},
    ),
    "owner_is_missing": ({"ejerskab.hvor": "mig"}, {"ejerskab.hvor": "toppen"}),
    "success_is_unsaid": ({"formaal.succes": LEFT}, {"formaal.succes": "40 unge"}),
    "off_course": ({"kursjustering.kurs": "nej"}, {"kursjustering.kurs": "ja"}),
    "nobody_measured": ({"maalopfyldelse.maal": "ikke_maalt"}, {"maalopfyldelse.maal": "naaet"}),
    "made_little_difference": ({"maalopfyldelse.betydning": 2}, {"maalopfyldelse.betydning": 3}),
    "politicians_have_the_last_word": (
        {"demokrati.politikere": "beslutter"},
        {"demokrati.politikere": "deltager"},
    ),
    "chosen_few": ({"demokrati.deltagere": "inviterede"}, {"demokrati.deltagere": "alle"}),
    "open_to_all": ({"demokrati.deltagere": "alle"}, {"demokrati.deltagere": "egne"}),
    "a_reason_was_given": ({"formaal.hvorfor": "De ved det selv"}, {"formaal.hvorfor": LEFT}),
    "success_was_said": ({"formaal.succes": "40 unge"}, {"formaal.succes": LEFT}),
    "chef_leads": ({"bemanding.projektleder": ME}, {"bemanding.projektleder": {"user": "U2"}}),
    "leader_is_missing": ({"bemanding.projektleder": LEFT}, {"bemanding.projektleder": ME}),
    "they_carry_it_out": (
        {"afgraensning.hvad": ["realisering"]},
        {"afgraensning.hvad": ["udvikling"]},
    ),
    "house_is_not_ready": ({"parathed.klar": 3}, {"parathed.klar": 4}),
    "nothing_is_prepared": ({"parathed.uforudset": ["intet"]}, {"parathed.uforudset": ["luft"]}),
    "others_lead": ({"typen.valg": "faciliterende"}, {"typen.valg": "styret"}),
    "only_we_judge": (
        {"involveringsgrad.trin": ["ideer"]},
        {"involveringsgrad.trin": ["ideer", "evaluere"]},
    ),
    "would_do_it_again": ({"afsaet.igen": "samme"}, {"afsaet.igen": "nej"}),
}


def test_every_rule_is_tried() -> None:
    assert CASES.keys() == RULES.keys()


@at_once("name", RULES)
def test_it_fires_and_is_silent(real_flow: Flow, name: str) -> None:
    fires, silent = CASES[name]
    assert RULES[name](Facts(real_flow.path, answers(fires)))
    assert RULES[name](Facts(real_flow.path, answers(silent))) is None
    assert RULES[name](Facts(real_flow.path, answers({}))) is None


def pool(chat: Chat) -> dict[str, Challenge]:
    """All questions by id."""
    return {each.id: each for each in chat.flow.library.lines(OpponentLines).challenges}


@pytest.fixture
def before(real_chat: Chat) -> Chat:
    """At Afklaring's decision, with answers of one's own."""
    chat = real_chat.begins("Madordning på plejecentret").picks("kvalitet", "oekonomi")
    chat.goes_to("type.styring").says("4").picks("loesning")
    chat.goes_to("demokrati.politikere").picks("foelger")
    chat.goes_to("ejerskab.hvor").picks("mig")
    return chat.goes_to("afklaring.decision")


@pytest.fixture
def heard(before: Chat) -> Chat:
    """The first of the five is put."""
    return before.presses("Hør modstanderen")


def test_the_gravest_five_come_one_at_a_time(heard: Chat) -> None:
    heard.sees("Her er fem spørgsmål", "*Spørgsmål 1 af 5*")
    for number in range(1, MOST + 1):
        asked = [each for each in pool(heard).values() if f"*{each.ask}*" in heard.reply.text]
        assert [each.gravity for each in asked] == [3]
        heard.sees(f"*Spørgsmål {number} af 5*", asked[0].why, "Det kommer af:", "(i dag)")
        heard.presses("Næste spørgsmål")
    heard.sees("det sidste spørgsmål", "Hvad beslutter du?").stands_at("afklaring.decision")


def test_it_shows_the_answers_that_it_comes_from(heard: Chat) -> None:
    heard.sees("*Hvad skal I bruge os politikere til", "Kilde: Væksthus for Ledelse, s. 10")
    heard.sees("• _Hvordan er politikerne koblet på?_ Følger det løbende", "4 af 5 (i dag)")


def test_an_answer_is_kept_and_stands_in_the_summary(heard: Chat) -> None:
    heard.says("De vedtager *rammen*, og borgerne fylder den ud").sees("Dit svar er skrevet ned.")
    kept = records.all_of(heard.answered, Challenged)
    assert [each.said for each in kept] == ["De vedtager *rammen*, og borgerne fylder den ud"]
    heard.says("opsummering").sees("*Det, et byråd kunne spørge om*", "og borgerne fylder den ud")
    heard.says("mine data").sees("og borgerne fylder den ud")


def test_a_step_is_made_of_one(heard: Chat) -> None:
    heard.presses("Lav det til et skridt").sees("Det er nu et af dine skridt", "2 af 5")
    step = open_steps(heard.answered)[0]
    assert step.do == pool(heard)["uden_om_os"].do
    heard.says("næste skridt").sees("Aftal med direktøren, hvad politikerne skal afgøre")


@pytest.mark.parametrize("label", ["Næste spørgsmål", "næste spørgsmål", "spring over"])
def test_one_may_pass_it_by(heard: Chat, label: str) -> None:
    (heard.presses if label[0] == "N" else heard.says)(label)
    heard.sees("Så lader vi det ligge.", "*Spørgsmål 2 af 5*")


def test_it_blocks_nothing(heard: Chat) -> None:
    asked = heard.reply
    heard.says("fortsæt").sees("Hvad beslutter du?").presses("Vi samskaber")
    heard.has_answered("afklaring.decision", "samskab")
    heard.presses("Næste spørgsmål", on=asked).sees("Det spørgsmål er du forbi")


def test_it_goes_on_where_it_was_left(heard: Chat) -> None:
    heard.presses("Næste spørgsmål").says("status").says("modstander")
    heard.sees("Vi fortsætter, hvor du slap.", "*Spørgsmål 2 af 5*")
    heard.presses("Stop her").sees("Så holder modstanderen op.", "Hvad beslutter du?")


def test_what_was_met_does_not_come_again_and_what_was_passed_comes_last(heard: Chat) -> None:
    first, met = heard.reply.text, pool(heard)["uden_om_os"].ask
    assert met in first
    heard.says("Det afgør udvalget")
    for _ in range(MOST - 1):
        heard.presses("Næste spørgsmål")
    heard.says("modstander").sees("til.", "*Spørgsmål 1 af").sees_not(met)


@pytest.mark.parametrize(
    "away", [("uddyb",), ("slå op frivillige", "fortsæt"), ("pause", "fortsæt")]
)
def test_it_is_offered_once_a_decision_and_can_still_be_asked_for(
    before: Chat, away: tuple[str, ...]
) -> None:
    before.sees_button("Hør modstanderen")
    for words in away:
        before.says(words)
    labels = [each.label for each in before.sees("Hvad beslutter du?").reply.presses]
    assert "Hør modstanderen" not in labels
    assert labels.count("Genåbn Afklaring") == 1
    before.says("hør modstanderen").sees("*Spørgsmål 1 af")


def test_what_was_heard_is_not_offered(before: Chat) -> None:
    before.sees_button("Hør modstanderen").presses("Hør modstanderen").presses("Stop her")
    assert "Hør modstanderen" not in [each.label for each in before.reply.presses]


def test_an_answer_can_be_changed_and_taken_away(heard: Chat) -> None:
    heard.says("Det afgør udvalget").says("fortsæt").says("mine data")
    heard.presses("Ret", beside="Hvad skal I bruge os").sees(
        "Det svarede du:", "Det afgør udvalget"
    )
    heard.fork().says("Det gør direktøren").says("opsummering").sees("Det gør direktøren")
    heard.presses("Fjern svaret").sees("Dit svar er slettet.").says("opsummering")
    heard.sees_not("Det afgør udvalget")


def test_a_changed_answer_takes_its_question_along(heard: Chat) -> None:
    heard.says("mine data").presses("Ret", beside="Hvordan er politikerne koblet på?")
    heard.presses("Sidder selv med").says("modstander")
    heard.sees("*Spørgsmål 2 af 5*").sees_not("bruge os politikere til")


def test_deleting_the_journey_deletes_it_all(heard: Chat) -> None:
    heard.says("Det afgør udvalget").says("slet").presses("Slet forløbet").has_no_open_journey()
    assert not any(each.step.startswith("opponent") for each in heard.answered)


def test_signs_alone_and_novels_are_no_answers(heard: Chat) -> None:
    heard.says("👍").sees("Tegn og ikoner", "bruge os politikere til")
    heard.says("x" * 3001).sees("3001 tegn", "bruge os politikere til")
    assert not records.all_of(heard.answered, Challenged)


def test_a_double_click_passes_one(heard: Chat) -> None:
    asked = heard.reply
    heard.presses("Næste spørgsmål").at_once(lambda c: c.presses("Næste spørgsmål", on=asked))
    heard.hears_nothing().says("modstander").sees("*Spørgsmål 2 af 5*")


def test_an_old_one_changes_nothing(heard: Chat) -> None:
    asked = heard.reply
    heard.says("Det afgør udvalget").presses("Lav det til et skridt", on=asked)
    heard.sees("Det spørgsmål er du forbi")
    assert not open_steps(heard.answered)


def test_where_little_was_answered_there_are_fewer(real_chat: Chat) -> None:
    chat = (
        real_chat.begins("Bænk ved søen").says("modstander").sees("ikke noget at spørge om endnu")
    )
    chat.stands_at("formaal.gevinster").picks("oekonomi").says("lad det stå").says("modstander")
    chat.sees("jeg har kun ét spørgsmål", "*Spørgsmål 1 af 1*", "sparerunde")


def test_without_a_journey_it_says_so(real_chat: Chat) -> None:
    real_chat.says("hej").says("modstander")
    assert real_chat.journey is None
