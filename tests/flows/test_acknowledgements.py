"""What is said on receipt is true of the answer: the table of all of it, and how it is said.

``pytest -s tests/flows/test_acknowledgements.py -k table`` prints every question with every answer
and what is said then, to be read through.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from flows.content.kinds import Kind, Question
from flows.journey.flow import Flow
from flows.journey.steps import Role, Step, acknowledgement, choice_ids
from flows.journey.values import Value
from tests.flows.chat import Chat


class Row(NamedTuple):
    """One answer to one question, as people see it, and what is said on receipt."""

    step: Step
    answer: str
    said: str | None


def _answers(question: Question) -> Iterator[tuple[str, Value]]:
    """Every closed answer, two at a time where several may be chosen, and one open one."""
    labels = {each.id: each.label for each in question.choices}
    if question.kind is Kind.YES_NO:
        yield from (("Ja", True), ("Nej", False))
    elif question.kind is Kind.SCALE:
        ends = {1: question.low, 5: question.high}
        yield from ((f"{n} {ends.get(n, '')}".strip(), n) for n in range(1, 6))
    elif question.kind is Kind.CHOICE:
        yield from ((labels.get(id, id), id) for id in choice_ids(question))
    elif question.kind is Kind.CHOICES:
        yield from ((labels.get(id, id), [id]) for id in choice_ids(question))
        several = [each.id for each in question.choices if not each.alone][:2]
        yield " + ".join(labels[id] for id in several), several
    elif question.kind is Kind.PERSON:
        yield "(en person)", {"name": "Karen Eksempel"}
    else:
        yield f"({question.kind})", "2026-05-01" if question.kind is Kind.DATE else "et svar"


def _rows(flow: Flow) -> list[Row]:
    return [
        Row(step, shown, acknowledgement(step.question, value))
        for step in flow.path.by_id.values()
        if not step.ways and step.role is not Role.VERDICT
        for shown, value in _answers(step.question)
    ]


def test_the_table_of_every_answer_and_what_is_said_then(real_flow: Flow) -> None:
    rows = _rows(real_flow)
    print("\n| spørgsmål | svar | kvittering |\n|---|---|---|")  # noqa: T201
    for row in rows:
        ask = " ".join(row.step.question.ask.split())
        print(f"| `{row.step.id}` {ask} | {row.answer} | {row.said or '–'} |")  # noqa: T201
    said = {row.said for row in rows if row.said}
    assert len(said) > 150
    # What stands at the question is said of every answer that has no line of its own.
    for step, of_step in groupby(rows, key=lambda row: row.step):
        lines = [row.said for row in of_step]
        if len(lines) > 1 and len(set(lines)) == 1:
            assert lines[0] == step.question.received, step.id


def test_a_yes_and_a_no_are_not_received_alike(real_flow: Flow) -> None:
    yes_no = [step for step in real_flow.path.by_id.values() if step.question.kind is Kind.YES_NO]
    assert yes_no
    for step in yes_no:
        yes, no = (acknowledgement(step.question, value) for value in (True, False))
        assert yes is None or yes != no, step.id


def test_what_is_said_follows_the_choice(real_chat: Chat) -> None:
    chosen = {each.id: each for each in real_chat.flow.library.questions["formaal.vaerd"].choices}
    real_chat.says("hej").begins("Grøftekanter langs landevejene")
    while real_chat.step is None or real_chat.step.id != "formaal.vaerd":
        real_chat.says("spring over")
    worth, perhaps = real_chat.fork(), real_chat.fork()
    worth.presses("Ja").sees(str(chosen["ja"].received))
    perhaps.presses("Måske").sees(str(chosen["maaske"].received))
    assert str(chosen["ja"].received) not in perhaps.reply.text


def test_none_of_them_is_not_received_like_some_of_them(real_chat: Chat) -> None:
    question = real_chat.flow.library.questions["ansvar.uklart"]
    none = next(each for each in question.choices if each.alone)
    real_chat.says("hej").begins("Madordning på plejecenteret")
    while real_chat.step is None or real_chat.step.id != "ansvar.uklart":
        real_chat.says("spring over")
    some = real_chat.fork()
    some.says("topledelsen, borgerne").sees(str(question.received))
    real_chat.says("ingen").sees(str(none.received))
    assert str(question.received) not in real_chat.reply.text


def test_where_there_is_nothing_true_to_say_the_next_question_follows(real_chat: Chat) -> None:
    question = real_chat.flow.library.questions["bemanding.projektleder"]
    assert question.received is None
    real_chat.says("hej").begins("Lektiecafé på biblioteket")
    while real_chat.step is None or real_chat.step.id != "bemanding.projektleder":
        real_chat.says("spring over")
    real_chat.says("Karen Eksempel")
    assert real_chat.reply.prompt is not None
    assert not real_chat.reply.prompt.lead
