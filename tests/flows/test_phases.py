"""Phases as wholes: opened again, the rhythm of Udførelse, and goals against results."""

from __future__ import annotations

from datetime import date

from flows.journey import records
from flows.journey.life import FINISHED, PAUSED
from flows.language.text import MOST, criteria
from flows.parts.rhythm import Rhythm
from tests.at_once import at_once
from tests.flows.chat import Chat

CRITERION = "40 unge bruger stedet hver uge"


def at_the_next_phase(chat: Chat) -> Chat:
    """The first phase of the small content is gone through, and its second one is under way."""
    chat.begins().answers("maal.hvad", "En bænk").goes_to("tilbageblik.laert")
    return chat.stands_at("tilbageblik.laert")


def test_a_point_is_opened_again_and_one_returns(chat: Chat) -> None:
    at_the_next_phase(chat).says("genåbn først").sees("Hvilket punkt i Først")
    chat.chooses("1. Mål").stands_at("maal.hvad").sees("Vi åbner Mål igen", "En bænk")
    chat.sees_button("Behold svaret").presses("Behold svaret").stands_at("maal.gevinst")
    chat.says("mere ro").says("den lange sti").says("4")
    chat.sees("Så er vi igennem det, du åbnede igen.").stands_at("tilbageblik.laert")
    chat.has_answered("maal.hvad", "En bænk").has_answered("maal.gevinst", ["ro"])


def test_passing_over_keeps_the_old_answer(chat: Chat) -> None:
    at_the_next_phase(chat).says("åbn først igen").says("1").stands_at("maal.hvad")
    chat.says("spring over").has_answered("maal.hvad", "En bænk").stands_at("maal.gevinst")


def test_the_whole_phase_is_opened_again(chat: Chat) -> None:
    at_the_next_phase(chat).says("genåbn først").chooses("5. Alle punkter").stands_at("maal.hvad")
    asked = []
    while chat.step is not None and chat.step.phase is chat.flow.library.phases[0]:
        asked.append(chat.step.point.id if chat.step.point else "")
        chat.says("spring over")
    assert list(dict.fromkeys(asked)) == ["maal", "folk", "sted"]
    chat.stands_at("tilbageblik.laert")


def test_between_two_phases_one_returns_to_rest(chat: Chat) -> None:
    chat.begins().goes_to("foerst.next_step").says("spring over").rests(PAUSED)
    chat.sees_button("Opsummering", "Notat", "Gå til Siden")
    chat.presses("Genåbn Først").chooses("3. Sted").stands_at("sted.steder")
    chat.says("inde").rests(PAUSED).sees_button("Gå til Siden")


def test_a_finished_journey_is_opened_again_by_its_button(chat: Chat) -> None:
    chat.begins().skips_to_the_end().presses("Genåbn Siden").chooses("1. Tilbageblik")
    chat.stands_at("tilbageblik.naaede").skips_to_the_end().rests(FINISHED)


def test_what_is_opened_again_outlives_a_pause_and_a_course(chat: Chat) -> None:
    at_the_next_phase(chat).says("genåbn først").says("Sted").stands_at("sted.steder")
    chat.says("pause").says("fortsæt").stands_at("sted.steder")
    chat.says("inde").stands_at("tilbageblik.laert")


def test_nothing_to_open_again(chat: Chat) -> None:
    chat.begins().says("genåbn").sees("ikke noget at åbne igen").stands_at("maal.hvad")
    chat.says("genåbn siden").sees("Den del kender jeg ikke")


def test_the_phase_can_be_opened_again_at_its_decision(real_chat: Chat) -> None:
    chat = real_chat.begins().goes_to("afklaring.decision").sees_button("Genåbn Afklaring")
    chat.presses("Genåbn Afklaring").chooses("8. Bemanding").stands_at("bemanding.kraever")
    while chat.step is not None and chat.step.point is not None:
        chat.says("spring over")
    chat.stands_at("afklaring.decision").sees("Så er vi igennem det", "er gennemgået")


def in_2b(chat: Chat) -> Chat:
    """A chef with a criterion, at the question of the rhythm."""
    chat.begins().goes_to("formaal.succes").says(CRITERION)
    return chat.goes_to("rytme.hvor_tit")


def test_2b_is_a_rhythm_that_the_chef_chooses(real_chat: Chat) -> None:
    chat = in_2b(real_chat).presses("Hver anden uge").sees("Næste kurstjek er den 16. marts.")
    (rhythm,) = records.all_of(chat.answered, Rhythm)
    assert (rhythm.every, rhythm.next) == ("to_uger", date(2026, 3, 16))
    chat.stands_at("udfoerelse.next_step").sees("Udførelse er gennemgået")


def test_a_course_check_begins_with_the_criterion_and_moves_the_next_one(real_chat: Chat) -> None:
    chat = in_2b(real_chat).presses("Hver uge").says("spring over")
    chat.sees("Udførelse er slut").waits(days=7).presses("Tag et kurstjek")
    chat.sees(CRITERION, "Er I kommet nærmere siden sidst?").presses("Lidt")
    chat.says("De åbner selv om onsdagen").stands_at("kurs.justere").says("Vi flytter mødet")
    chat.sees("Så er kursen tjekket.", "Næste kurstjek er den 16. marts").rests(PAUSED)
    chat.sees_button("Gå til Erkendelse")
    chat.waits(days=7).says("kurs").sees("Er I kommet nærmere").presses("Ja")
    chat.says("Flere kommer").sees("Næste kurstjek er den 23. marts")


def test_without_a_rhythm_there_is_no_date(real_chat: Chat) -> None:
    chat = in_2b(real_chat).presses("Jeg siger selv til").sees("Skriv *kurs*, når du vil")
    (rhythm,) = records.all_of(chat.answered, Rhythm)
    assert rhythm.next is None
    chat.says("rytme").presses("En gang om måneden").sees("Næste kurstjek er den")


def test_small_content_has_no_check(chat: Chat) -> None:
    chat.begins().says("kurs").sees("ikke noget kurstjek").stands_at("maal.hvad")


def test_a_criterion_is_recalled_in_2b_and_judged_in_the_end(real_chat: Chat) -> None:
    chat = in_2b(real_chat)
    assert any(CRITERION in reply.text for reply in chat.replies[-12:]), "beside kursjustering"
    chat.presses("Hver uge").waits(weeks=26).goes_to("maalopfyldelse.maal")
    chat.sees("Lykkedes, når_ (den 2. marts):", CRITERION, "Hvor tæt kom I på")
    chat.presses("Et stykke af vejen").stands_at("maalopfyldelse.vaerdi")
    chat.goes_to("maalopfyldelse.betydning").says("5").goes_to("afsaet.igen")
    chat.sees("Et stykke af vejen", "5 af 5", "Ville du samskabe om en lignende opgave igen?")


def test_several_criteria_are_judged_one_by_one(real_chat: Chat) -> None:
    chat = (
        real_chat.begins().goes_to("formaal.succes").says("40 unge om ugen\n- ti har bestemt med")
    )
    chat.goes_to("maalopfyldelse.maal").sees("40 unge om ugen").sees_not("ti har bestemt")
    chat.presses("Vi nåede det").stands_at("maalopfyldelse.maal_2").sees(
        "2. kriterium", "ti har bestemt"
    )
    chat.presses("Slet ikke").stands_at("maalopfyldelse.vaerdi")


@at_once(
    "text, expected",
    [
        ("Én ting", ("Én ting",)),
        ("En\n\n- To\n• Tre", ("En", "To", "Tre")),
        ("1. En; 2) To", ("En", "To")),
        ("a\nb\nc\nd\ne", ("a", "b", "c", "d; e")),
        (" \n ", ()),
        (None, ()),
    ],
)
def test_criteria_stand_on_lines_of_their_own(text: str | None, expected: tuple[str, ...]) -> None:
    assert criteria(text) == expected
    assert len(criteria(text)) <= MOST
