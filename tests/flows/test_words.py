"""The global words at every point: at every question, beside a side question, and at rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.content_files import load_library
from flows.content.vocabulary import Word
from flows.dialogue import take_turn
from flows.inputs import Brought, Typed
from flows.journey.flow import Flow
from flows.journey.life import FINISHED
from flows.journey.route import AGAIN, CORRECTED
from flows.journey.steps import Step
from flows.journey.values import Answer, Answers, AnswerState, Journey, Person, Scene
from flows.language.parsing import Named, named
from flows.language.words import EVERYWHERE, TITLES
from tests.flows.chat import Chat, World
from tests.flows.danish import TYPED

#: Every way to say a word, with the word.
SAID_AS = {said: word for word in Word for said in load_library().vocabulary.words[word]}

#: Words that only tell something: what was kept and where one stands stay as they are.
TELLING = ["hjælp", "?", "uddyb", "eksempel", "læs mere", "status", "mine data", "skift", "slet",
           "hvad er samskabelse", "skift 77", "ret", "ret 77", "slet alt"]  # fmt: skip
MOVING = ["tilbage", "ret 1", "spring over", "pause", "fortsæt", "stop", "start", "skift 1",
          "skift 2"]  # fmt: skip
COMMANDS = ["", "start", "fortsæt", "status", "skift", "hjælp", "slet", "volapyk"]


def _revising(chat: Chat) -> Chat:
    return chat.begins("Et").says("En bænk").says("ret 2")


SITUATIONS: dict[str, Callable[[Chat], Chat]] = {
    "stranger": lambda chat: chat,
    "no journey": lambda chat: chat.says("hej"),
    "title": lambda chat: chat.says("begynd"),
    "text": lambda chat: chat.begins(),
    "several": lambda chat: chat.begins().goes_to("maal.gevinst"),
    "andet": lambda chat: chat.begins().goes_to("maal.gevinst").says("andet"),
    "choice": lambda chat: chat.begins().goes_to("maal.vej"),
    "scale": lambda chat: chat.begins().goes_to("maal.tal"),
    "person": lambda chat: chat.begins().goes_to("folk.hvem"),
    "date": lambda chat: chat.begins().goes_to("folk.dag"),
    "yes or no": lambda chat: chat.begins().goes_to("folk.klar"),
    "a point is done": lambda chat: chat.begins().goes_to("folk.hvem"),
    "next step": lambda chat: chat.begins().goes_to("foerst.next_step"),
    "between phases": lambda chat: chat.begins().goes_to("foerst.next_step").says("Jeg går"),
    "second phase": lambda chat: chat.begins().goes_to("tilbageblik.naaede"),
    "correcting": _revising,
    "correcting a title": lambda chat: chat.begins().says("ret 1"),
    "refused": lambda chat: chat.begins().says("x" * 4000),
    "paused": lambda chat: chat.begins().says("En bænk").says("pause"),
    "paused while correcting": lambda chat: _revising(chat).says("pause"),
    "stopped": lambda chat: chat.begins().says("En bænk").says("stop"),
    "finished": lambda chat: chat.begins().skips_to_the_end(),
    "finished and stopped": lambda chat: chat.begins().skips_to_the_end().says("stop"),
    "two journeys": lambda chat: chat.begins("Et").begins("To").says("En bænk"),
    "one of two, none open": lambda chat: chat.begins("Et").begins("To").says("slet").says("ja"),
    "asked whether to delete": lambda chat: chat.begins().says("slet"),
    "asked whether to delete at rest": lambda chat: chat.begins().says("pause").says("slet"),
    "asked whether to delete all": lambda chat: chat.says("hej").says("slet"),
    "asked which journey": lambda chat: chat.begins("Et").begins("To").says("skift"),
    "asked which answer": lambda chat: chat.begins().says("En bænk").says("ret"),
    "shown all": lambda chat: chat.begins().says("En bænk").says("mine data"),
    "deleted": lambda chat: chat.begins().says("slet").says("ja"),
    "all deleted": lambda chat: chat.begins().says("slet alle mine data").says("alt").says("ja"),
}


@pytest.fixture(params=SITUATIONS)
def situation(request: pytest.FixtureRequest, small_flow: Flow) -> Chat:
    return SITUATIONS[request.param](Chat(World(small_flow)))


def _kept(chat: Chat) -> object:
    memory = chat.world.memory.snapshot()
    stands = {id: (each.stage, each.title) for id, each in memory.journeys.items()}
    return stands, memory.answers, chat.person.open_journey


def test_words_that_tell_change_nothing(situation: Chat) -> None:
    for word in TELLING:
        chat = situation.fork()
        if word == "skift" and chat.journey is None and len(chat.journeys) == 1:
            continue  # there is only one to go to
        before = _kept(chat)
        assert _kept(chat.says(word)) == before, word
        assert _kept(chat.says("status")) == before, word


def _goes_on(chat: Chat) -> None:
    """There is a way on: to a question, and past it."""
    if chat.journey is None:
        chat.says("begynd" if chat.person.welcomed else "start").stands_at("title")
    elif chat.step is None:
        chat.says("fortsæt")
    assert chat.step is not None or chat.says("status").rests(FINISHED)
    chat.says("spring over")


def test_every_word_leaves_a_way_on(situation: Chat) -> None:
    for word in (*TELLING, *MOVING):
        _goes_on(situation.fork().says(word))


def test_every_command_has_an_answer_and_leaves_a_way_on(situation: Chat) -> None:
    for word in COMMANDS:
        chat = situation.fork().commands(word)
        assert chat.reply.aside, word
        _goes_on(chat)


def test_every_button_of_the_reply_leaves_a_way_on(situation: Chat) -> None:
    for press in (*situation.reply.presses, *situation.reply.options):
        _goes_on(situation.fork().does(press.input, f"({press.label})"))


def test_there_is_a_way_to_the_end(situation: Chat) -> None:
    if situation.journey is None:
        situation.begins()
    situation.skips_to_the_end()


def test_a_side_question_waits_for_the_very_next_thing(situation: Chat) -> None:
    """'ja' to another question than 'Vil du slette?' deletes nothing; nor does '1' switch."""
    for word, answers in (("slet", ("ja", "1")), ("skift", ("1",))):
        for between in ("status", "fortsæt", "pause", "mine data", "spring over"):
            for answer in answers:
                chat = situation.fork().says(word).says(between)
                owned, stands = set(chat.journeys), chat.person.open_journey
                chat.says(answer)
                assert set(chat.journeys) == owned, (word, between, answer)
                assert chat.person.open_journey == stands, (word, between, answer)


def test_a_side_question_is_over_when_something_else_was_pressed(chat: Chat) -> None:
    chat.begins("Et").goes_to("folk.klar")
    question = chat.reply
    chat.says("slet").presses("Uddyb", on=question).says("ja").has_answered("folk.klar", True)


def test_a_side_question_is_over_when_noise_put_the_question_again(chat: Chat) -> None:
    chat.begins().goes_to("folk.klar").says("slet").says("", beside=Brought.FILE).says("ja")
    chat.has_answered("folk.klar", True)


def test_a_double_click_on_delete_asks_once_and_waits(chat: Chat) -> None:
    chat.begins().says("En bænk").says("mine data")
    data = chat.reply
    chat.presses("Slet").sees("Vil du slette *Bænk ved søen* med 2 svar?")
    chat.at_once(lambda chat: chat.presses("Slet", on=data)).hears_nothing()
    chat.says("ja").sees("er slettet")


@pytest.mark.parametrize("word", list(Word))
def test_no_word_is_ever_an_answer(chat: Chat, word: Word) -> None:
    chat.begins().says(TYPED[word])
    assert TYPED[word] not in [answer.value for _, answer in chat.world.memory.answers]


#: As a journey may be called. Any other word is no title: it acts on the conversation.
NAMES = {"Hvad hvis", "Kontrakt", "Kort", "Kurs", "Læring", "Modstander", "Næste skridt",
         "Nyt skridt", "Principper", "Rammer", "Retninger", "Rytme", "Rækkefølge", "Test",
         "Type"}  # fmt: skip


def test_what_may_be_a_title_is_told_from_what_acts_on_the_conversation() -> None:
    assert {TYPED[word].capitalize() for word in TITLES} == NAMES


def test_at_the_naming_question_a_word_is_a_title_or_does_what_it_always_does(
    real_chat: Chat,
) -> None:
    """All command words with their aliases, and those with a number or a name behind them."""
    naming = real_chat.says("hele vejen").stands_at("title")
    for said, word in SAID_AS.items():
        chat = naming.fork().says(said.capitalize())
        if TYPED[word].capitalize() in NAMES:
            chat.has_answered("title", said.capitalize()).stands_at("gate.parter")
        else:
            kept = [answer.value for _, answer in chat.world.memory.answers]
            assert said.capitalize() not in kept, said
    for said in ("ret 1", "skift 2", "slet 1", "genåbn rammer", "del opsummering"):
        naming.fork().says(said).stands_at("title").has_answered("title", None)
    naming.fork().says("Find et lokale").has_answered("title", "Find et lokale")


@pytest.mark.parametrize("name", ["Kurs", "Overblik", "Test", "Principper"])
def test_a_title_that_is_also_a_word_starts_nothing_beside_the_path(
    real_chat: Chat, name: str
) -> None:
    real_chat.sets_out(name).is_titled(name)
    assert real_chat.route.running is None


#: Words that a part of a label does not turn into an answer.
STAYS = EVERYWHERE - {Word.RESUME, Word.ONWARD, Word.LOOK_UP}


def _is_kept(flow: Flow, step: Step, text: str) -> bool:
    """Whether the text, typed where the step is open, becomes its answer."""
    now = datetime(2026, 3, 2, 8, tzinfo=UTC)
    journey = Journey("j1", "Bænk", CORRECTED, 1, now, asked=step.id)
    person = Person("U1", welcomed=True, open_journey="j1")
    here = Answer(AGAIN, AnswerState.GIVEN, [CORRECTED, step.id], "U1", now)
    scene = Scene(person, (journey,), "j1", Answers([here]))
    outcome = take_turn(flow, scene, Typed(text, "1.0"), now)
    return any(answer.step == step.id for answer in outcome.answers)


def test_a_word_that_can_be_a_choice_is_one(real_flow: Flow) -> None:
    """At every question with choices: a word that names one of them is no command there."""
    tried = {True: 0, False: 0}
    for step in real_flow.path.by_id.values():
        for said, word in SAID_AS.items():
            how = named(real_flow.language, step.question, said)
            if how is not Named.NOT:
                answers = how is Named.WHOLE or word not in STAYS
                assert _is_kept(real_flow, step, said.capitalize()) == answers, (step.id, said)
                tried[answers] += 1
    assert tried[True] > 10
    assert tried[False] > 3


def test_a_word_is_a_choice_in_the_chat(real_chat: Chat) -> None:
    real_chat.begins().goes_to("parathed.uforudset").says("kurs").has_answered(
        "parathed.uforudset", ["kursskifte"]
    )


@pytest.mark.parametrize("text", ["stop", "pause", "hjælp", "Kurs", "Type", "overblik"])
def test_a_word_alone_is_no_answer_in_free_words(real_chat: Chat, text: str) -> None:
    real_chat.begins().goes_to("formaal.succes").says(text)
    assert real_chat.answered.get("formaal.succes") is None


@pytest.mark.parametrize(
    "text", ["Vi tager en pause", "stop madspild", "ret og pligt", "slet ikke"]
)
def test_a_sentence_with_a_word_in_it_is_an_answer(chat: Chat, text: str) -> None:
    chat.begins().says(text).has_answered("maal.hvad", text)


def test_help_elaboration_and_example_say_what_they_should(chat: Chat) -> None:
    chat.begins().says("uddyb").sees("Skriv det, som du ville sige det højt.", "Bogen", "4")
    chat.says("eksempel").sees("Fx: En bænk, som alle kan nå.")
    chat.goes_to("folk.hvem").says("uddyb").sees("Find en, der vil")
    chat.says("eksempel").sees("Hun spurgte først", "Karen Eksempel", "Siden")
    chat.says("hjælp").sees("Du kan skrive *hjælp*.")
    chat.says("hvad er samskabelse").sees("Samskabelse er at gøre det sammen.", "Bogen")


def test_help_is_short_and_the_rest_one_word_away(real_chat: Chat) -> None:
    real_chat.begins().says("hjælp").sees("*uddyb*", "Skriv *hjælp alt*").sees_not("*genåbn*")
    real_chat.says("hjælp alt").sees("*genåbn*", "*kurs*").stands_at("formaal.gevinster")


def test_every_word_is_in_the_long_help(real_flow: Flow) -> None:
    said = " ".join(real_flow.texts.help_all)
    told = {Word.HELP, Word.START}
    assert [word for word in Word if f"*{TYPED[word]}*" not in said and word not in told] == []


def test_status_says_where_one_is(chat: Chat) -> None:
    chat.begins("Bænk").goes_to("folk.hvem").says("status").sees("Bænk", "Først", "Først · Folk")
    chat.begins("Bro").says("status").sees("Bro", "Du har et andet forløb.")
    chat.says("pause").says("status").sees("*Bro* er på pause.")
    chat.says("fortsæt").skips_to_the_end().says("status").sees("Du er igennem *Bro*.")


def test_my_data_shows_what_is_stored(chat: Chat) -> None:
    chat.begins("Bænk").says("En bænk").says("mine data").sees("En bænk", "ét forløb")
    chat.presses("Ret", beside="Hvad vil I nå?").sees("Dit svar er nu:").stands_at("maal.hvad")


def test_commands_answer_on_the_spot(chat: Chat) -> None:
    chat.begins("Bænk").says("En bænk").commands("status")
    assert not chat.reply.messages
    chat.sees("Bænk").presses("Vis spørgsmålet").stands_at("maal.gevinst")
    chat.commands("slet").sees("Vil du slette *Bænk*").presses("Slet forløbet").sees("er slettet")


def test_an_unknown_command_says_what_one_can_do(chat: Chat) -> None:
    chat.begins().commands("volapyk").sees("*volapyk* kender jeg ikke.").stands_at("maal.hvad")


def test_home_shows_every_journey(chat: Chat) -> None:
    chat.begins("Et").begins("To").says("pause").begins("Tre").skips_to_the_end().opens_home()
    chat.sees("Et: ■□ Først · Mål", "To: På pause", "Tre: Gennemgået")
    chat.presses("Fortsæt", beside="To").sees("Nu er vi i *To*.").stands_at("maal.hvad")


def test_the_end_is_the_end(chat: Chat) -> None:
    chat.begins().skips_to_the_end().sees("Det var alt.")
    for word in ("uddyb", "eksempel", "spring over", "pause", "fortsæt", "hej med dig"):
        chat.says(word).sees("Du er igennem").rests(FINISHED)
