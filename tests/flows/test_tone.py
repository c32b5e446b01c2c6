"""What would tire a busy chef is said once: explanations, receipts, reproaches."""

from __future__ import annotations

import re

from flows.journey.flow import Flow
from tests.flows.chat import Chat


def test_a_greeting_in_a_rest_is_no_answer_that_was_lost(chat: Chat) -> None:
    chat.says("hej").begins("Bænk ved søen").says("stop")
    chat.says("Godmorgen")
    assert chat.flow.texts.idle.not_saved not in chat.reply.text
    chat.says("En bænk").sees(chat.flow.texts.idle.not_saved)


def test_the_type_that_is_pointed_at_is_explained_before_one_chooses(real_chat: Chat) -> None:
    library = real_chat.flow.library
    towards = {each.id: each.towards for axis in library.axes for each in axis.statements}
    real_chat.says("hej").begins("Mødested for unge").goes_to("typen.valg")
    real_chat.presses("Vis mig de otte udsagn")
    while real_chat.step is not None and real_chat.step.id != "typen.valg":
        statement = towards.get(real_chat.step.id.removeprefix("typen."))
        said = {None: "spring over", "open": "5", "public": "5"}.get(statement, "1")
        real_chat.says(said)
    real_chat.sees(library.type["ligevaerdig"].meaning)


def test_what_to_call_it_is_said_once(real_chat: Chat) -> None:
    verdict = real_chat.flow.library.verdict["naesten_faerdig"]
    real_chat.says("hej").sets_out("Mødested for unge")
    real_chat.presses("Borgere, foreninger, virksomheder").presses("Den er næsten færdig")
    real_chat.sees(verdict.call_it).presses(verdict.instead)
    assert verdict.call_it not in real_chat.reply.text
    real_chat.sees(verdict.do)


def test_one_thing_is_asked_at_a_time(real_flow: Flow) -> None:
    second = re.compile(r"\b(?:og|eller) hv(?:ad|em|or|ordan|ornår|orfor|ilke[nt]?)\b|\?.*\?")
    steps = real_flow.path.by_id.values()
    asks = {re.sub("»[^«]*«", "", " ".join(step.question.ask.split())) for step in steps}
    assert [ask for ask in asks if second.search(ask)] == []
