"""Every kind of question in the conversation: answered, refused, answered again, shown again."""

from __future__ import annotations

import pytest

from flows.inputs import Brought, Edited
from flows.journey.flow import Flow
from flows.journey.steps import Role
from flows.journey.values import AnswerState, Value
from flows.language.parsing import LONGEST
from tests.at_once import at_once
from tests.flows.chat import Chat, World

#: A step, how to get to it, a good answer typed, its value, and how it is shown again.
TYPED: list[tuple[str, str, Value, str]] = [
    ("maal.hvad", "En bænk\nved <søen> & *åen*", "En bænk\nved <søen> & *åen*", "En bænk"),
    ("maal.gevinst", "frisk luft og mere ro", ["luft", "ro"], "Frisk luft, Mere ro"),
    ("maal.vej", "lange", "lang", "Den lange sti"),
    ("maal.tal", "fire", 4, "4 af 5"),
    ("folk.hvem", "<@U99>", {"name": "<@U99>"}, "<@U99>"),
    ("folk.hvem", "Karen Eksempel", {"name": "Karen Eksempel"}, "Karen Eksempel"),
    ("folk.dag", "1. april", "2026-04-01", "1. april"),
    ("folk.dag", "1. april 2027", "2027-04-01", "1. april 2027"),
    ("folk.klar", "jo", True, "Ja"),
    ("folk.klar", "nej tak", False, "Nej"),
    ("sted.steder", "inde, ude", ["inde", "ude"], "Inde, Ude"),
    ("foerst.next_step", "Jeg ringer i morgen", "Jeg ringer i morgen", "Jeg ringer"),
    ("tilbageblik.naaede", "4", "intet", "Slet ikke"),
]

REFUSED = [
    ("maal.hvad", "x" * (LONGEST + 1), "3001 tegn er for mange; jeg kan gemme 3000."),
    ("maal.hvad", "x" * 50_000, "50000 tegn er for mange"),
    ("maal.hvad", "👍", "Tegn alene er ikke et svar."),
    ("maal.tal", "6", "Svar med et tal fra 1 til 5."),
    ("folk.hvem", "x" * 81, "Skriv kun navnet."),
    ("folk.dag", "snart", "Den dato kan jeg ikke læse."),
    ("folk.klar", "måske", "Svar med ja eller nej."),
    ("sted.steder", "i skoven", "Det er ikke en af mulighederne."),
    ("sted.steder", "ude, i skoven", "Noget af det er ikke blandt mulighederne."),
    ("sted.steder", "ude, ingen steder", "En af mulighederne kan kun stå alene"),
]


@pytest.fixture(scope="module")
def stops(small_flow: Flow) -> dict[str, Chat]:
    """The chat as it stands at each question, all before it skipped."""
    chat = Chat(World(small_flow)).begins()
    found: dict[str, Chat] = {}
    while chat.journey is not None and chat.stage != "finished":
        if chat.step is not None:
            found[chat.step.id] = chat.fork()
        chat.says("spring over" if chat.step is not None else "fortsæt")
    return found


@at_once("step, text, value, shown", TYPED)
def test_typed_answers(
    stops: dict[str, Chat], step: str, text: str, value: Value, shown: str
) -> None:
    chat = stops[step].fork().says(text).has_answered(step, value).lets_stand()
    assert chat.step is None or chat.step.id != step
    chat.says("mine data").sees(shown)


@at_once("step, text, line", REFUSED)
def test_refused_answers(stops: dict[str, Chat], step: str, text: str, line: str) -> None:
    """What is wrong is said, the question is put again, nothing is kept; then a skip goes on."""
    chat = stops[step].fork().says(text).sees(line, chat_ask(stops, step)).stands_at(step)
    chat.has_answered(step, None).says(text).sees(line).stands_at(step)
    chat.says("spring over").has_left(step, AnswerState.SKIPPED)


def chat_ask(stops: dict[str, Chat], step: str) -> str:
    return stops[step].flow.path.by_id[step].question.ask


def test_the_longest_answer_is_kept_whole(chat: Chat) -> None:
    chat.begins().says("<!channel>" * 300).has_answered("maal.hvad", "<!channel>" * 300)
    chat.says("ret 2").says("mine data").sees("<!channel>")


@pytest.mark.parametrize("label", ["Den korte sti", "Den lange sti", "Det ved vi ikke"])
def test_a_choice_by_button(stops: dict[str, Chat], label: str) -> None:
    chat = stops["maal.vej"].fork().presses(label)
    chat.stands_at("maal.tal").says("tilbage").sees(f"» {label}")


@pytest.mark.parametrize(("label", "value"), [("Ja", True), ("Nej", False)])
def test_yes_and_no_by_button(stops: dict[str, Chat], label: str, value: bool) -> None:
    stops["folk.klar"].fork().presses(label).has_answered("folk.klar", value)


def test_several_choices_by_marks(stops: dict[str, Chat]) -> None:
    chat = stops["maal.gevinst"].fork().chooses("Mere ro", "Godt selskab")
    chat.has_answered("maal.gevinst", ["ro", "selskab"]).stands_at("maal.vej")
    prompt = chat.says("tilbage").reply.prompt
    assert prompt is not None
    assert prompt.form.chosen == ("ro", "selskab")


def test_marks_without_any_are_asked_for(stops: dict[str, Chat]) -> None:
    chat = stops["maal.gevinst"].fork().picks().sees("Der er ikke valgt noget.")
    chat.stands_at("maal.gevinst").picks("ro", "ro", "luft").has_answered(
        "maal.gevinst", ["ro", "luft"]
    )


@pytest.mark.parametrize("marks", [("findes_ikke",), ("ro", "findes_ikke"), ("",), ("RO",)])
def test_marks_that_are_no_choices_change_nothing(
    stops: dict[str, Chat], marks: tuple[str, ...]
) -> None:
    chat = stops["maal.gevinst"].fork().picks(*marks).sees("Der er ikke valgt noget.")
    chat.stands_at("maal.gevinst")


def test_a_scale_by_choice(stops: dict[str, Chat]) -> None:
    chat = stops["maal.tal"].fork().chooses("5 · Helt").has_answered("maal.tal", 5)
    chat.says("tilbage").sees("» 5 af 5").chooses("1 · Slet ikke").has_answered("maal.tal", 1)


def test_a_person_and_a_date_by_picker(stops: dict[str, Chat]) -> None:
    stops["folk.hvem"].fork().says("Mig selv.").has_answered("folk.hvem", {"user": "U1"})
    chat = stops["folk.hvem"].fork().picks("U42").has_answered("folk.hvem", {"user": "U42"})
    chat.picks("2026-12-24").has_answered("folk.dag", "2026-12-24").says("tilbage")
    prompt = chat.sees("24. december").reply.prompt
    assert prompt is not None
    assert prompt.form.chosen == ("2026-12-24",)


def test_what_stands_alone_is_not_chosen_with_others(stops: dict[str, Chat]) -> None:
    chat = stops["sted.steder"].fork().chooses("Ude", "Ingen steder")
    chat.sees("En af mulighederne kan kun stå alene").stands_at("sted.steder")
    chat.chooses("Ingen steder").has_answered("sted.steder", ["ingen"])


def test_other_is_asked_about_and_shown_in_its_own_words(stops: dict[str, Chat]) -> None:
    chat = stops["maal.gevinst"].fork().chooses("Mere ro", "Andet").stands_at("maal.gevinst_other")
    chat.sees("Hvad er andet?").says("Kaffe & <kage>").stands_at("maal.vej")
    chat.says("mine data").sees("Mere ro, Kaffe & <kage>")


def test_other_can_be_typed_beside_the_choices(stops: dict[str, Chat]) -> None:
    chat = stops["maal.gevinst"].fork().says("mere ro, kaffe")
    chat.has_answered("maal.gevinst", ["ro", "andet"]).has_answered("maal.gevinst_other", "kaffe")
    chat.stands_at("maal.vej")


def test_other_may_stay_unsaid(stops: dict[str, Chat]) -> None:
    chat = stops["maal.vej"].fork().presses("Andet").stands_at("maal.vej_other")
    chat.presses("Spring over").stands_at("maal.tal").says("mine data").sees("» Andet")


def test_a_file_beside_the_text_is_said_not_to_be_kept(stops: dict[str, Chat]) -> None:
    chat = stops["maal.hvad"].fork().says("Se planen", beside=Brought.FILE)
    chat.sees("men ikke filen").has_answered("maal.hvad", "Se planen")


@pytest.mark.parametrize(
    ("what", "line"),
    [
        (Brought.FILE, "En fil kan jeg ikke gemme."),
        (Brought.FORWARDED, "Det videresendte er uden tekst."),
        (Brought.VOICE, "Klip kan jeg ikke høre."),
    ],
)
def test_what_holds_no_words_is_no_answer(stops: dict[str, Chat], what: Brought, line: str) -> None:
    stops["maal.hvad"].fork().says("", beside=what).sees(line).stands_at("maal.hvad")


TAKEN = {
    Brought.PASTED: "det indsatte",
    Brought.FORWARDED: "det videresendte",
    Brought.FILE: "teksten fra filen",
    Brought.VOICE: "udskriften",
}


@pytest.mark.parametrize("what", Brought)
def test_text_that_was_brought_is_the_answer_and_said_to_be(
    stops: dict[str, Chat], what: Brought
) -> None:
    chat = stops["maal.hvad"].fork().says("", beside=what, carried="En plan")
    chat.sees(f"Jeg har taget {TAKEN[what]}.").has_answered("maal.hvad", "En plan")


@pytest.mark.parametrize("what", Brought)
def test_free_words_may_be_typed_and_brought(stops: dict[str, Chat], what: Brought) -> None:
    chat = stops["maal.hvad"].fork().says("Se her:", beside=what, carried="En plan", cut=True)
    chat.sees("Jeg har taget det skrevne og", "Det var kun begyndelsen.")
    chat.has_answered("maal.hvad", "Se her:\n\nEn plan")


@pytest.mark.parametrize("what", Brought)
def test_a_choice_is_what_was_typed(stops: dict[str, Chat], what: Brought) -> None:
    chat = stops["maal.gevinst"].fork().says("mere ro", beside=what, carried="En lang besked")
    chat.sees("Jeg har gemt det, du skrev, men ikke").has_answered("maal.gevinst", ["ro"])


@at_once("word", ["stop", "slet alt", "hjælp", "pause", "ja"])
def test_a_word_that_was_brought_does_nothing(stops: dict[str, Chat], word: str) -> None:
    chat = stops["maal.hvad"].fork().says("", beside=Brought.FORWARDED, carried=word)
    chat.has_answered("maal.hvad", word)


def test_a_brought_yes_does_not_delete(stops: dict[str, Chat]) -> None:
    chat = stops["maal.hvad"].fork().says("slet")
    chat.says("", beside=Brought.FORWARDED, carried="ja").sees("Jeg har taget det videresendte.")
    assert chat.journeys


def test_what_can_be_read_later_is_the_answer_then(stops: dict[str, Chat]) -> None:
    chat = stops["maal.hvad"].fork().says("", beside=Brought.VOICE).sees("Klip kan jeg ikke høre.")
    edit = Edited(chat.message, "", Brought.VOICE, "En plan")
    chat.does(edit, "(udskriften)").sees("Jeg har taget udskriften.")
    chat.has_answered("maal.hvad", "En plan")


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_spaces_are_no_answer(stops: dict[str, Chat], text: str) -> None:
    stops["maal.hvad"].fork().says(text).sees("Beskeden var tom.").stands_at("maal.hvad")


def test_every_question_says_where_it_belongs_and_why(stops: dict[str, Chat]) -> None:
    for step, chat in stops.items():
        prompt = chat.reply.prompt
        assert prompt is not None, step
        said_before = chat.step.role in (Role.START, Role.NEXT_STEP)
        assert said_before or prompt.why is not None, step
        assert prompt.buttons or prompt.menu, step


def test_helpers_come_back_to_every_question(stops: dict[str, Chat]) -> None:
    for step, chat in stops.items():
        for word in ("uddyb", "eksempel", "hjælp", "status", "?"):
            chat.fork().says(word).stands_at(step).sees(chat_ask(stops, step))
        for label in {each.label for each in chat.reply.presses} - {"Spring over", "Pause"}:
            chat.fork().presses(label)


def test_a_vague_date_is_asked_back_once(chat: Chat) -> None:
    at = chat.begins().goes_to("folk.dag").says("december")
    at.sees("Jeg forstår det som *tirsdag den 1. december*.").stands_at("folk.dag")
    at.fork().says("ja").has_answered("folk.dag", "2026-12-01")
    at.fork().says("i december").has_answered("folk.dag", "2026-12-01")
    at.fork().says("5. december").has_answered("folk.dag", "2026-12-05")
    at.says("snart").stands_at("folk.dag").says("ja").stands_at("folk.dag")


def test_a_day_out_of_bounds_is_refused_kindly(chat: Chat) -> None:
    chat.begins().goes_to("folk.dag").says("31-12-9999").sees("senest 2. marts 2036")
    chat.says("1. marts 2020").sees("fra 2. marts og frem").stands_at("folk.dag")
    chat.picks("2020-01-01").sees("fra 2. marts og frem").stands_at("folk.dag")


def test_two_numbers_on_a_scale_are_asked_back(chat: Chat) -> None:
    chat.begins().goes_to("maal.tal").says("3-4").sees("Er det 3 eller 4?").says("4 🙂")
    chat.has_answered("maal.tal", 4)


@pytest.mark.parametrize("text", ["spring punktet over", "beslut", "videre", "færdig", "afslut"])
def test_a_way_out_is_no_answer(chat: Chat, text: str) -> None:
    for step in ("maal.hvad", "maal.tal", "maal.vej", "folk.dag", "folk.klar", "folk.hvem"):
        at = chat.fork().begins().goes_to(step).says(text)
        assert text not in [each.value for _, each in at.world.memory.answers]


def test_what_holds_commas_is_kept_apart_by_semicolons(real_chat: Chat) -> None:
    chat = real_chat.begins().goes_to("demokrati.forloebet")
    chat.chooses("Alle kan følge med", "Alle ved, hvem der bestemmer").says("tilbage")
    chat.sees("» Alle kan følge med; Alle ved, hvem der bestemmer")
