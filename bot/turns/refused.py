"""Where Slack refuses for good what a chef shared: the chef is told, and can try again."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, select

from bot.outbox.rows import POST, Row
from bot.outbox.verdict import Refusal
from bot.store.schema import journey, outbox, person
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import statements
from bot.turns.outgoing import Address, rows
from flows.content.library import Library
from flows.inputs import Action, Verb
from flows.journey.values import Answer, Answers, AnswerState
from flows.messages import Button, Channel, Note, Say
from flows.parts.sharing.record import Shared, sent_to
from flows.parts.sharing.shares import TRY_AGAIN, receiver

#: Whose journey a row carries words of, and the DM with them.
OWNER: Final = Statement(
    select(journey.c.id, journey.c.owner, person.c.channel)
    .select_from(
        outbox.join(journey, outbox.c.journey == journey.c.id).outerjoin(
            person, and_(person.c.team == journey.c.team, person.c.user == journey.c.owner)
        )
    )
    .where(outbox.c.id == bindparam("at_row"))
)
#: What Slack says of a channel that the bot is not in; of a private one it says there is none.
NOT_IN: Final = (Refusal.NOT_IN_CHANNEL, Refusal.CHANNEL_NOT_FOUND)


class Refusals:
    """Called with each row that is refused, in the transaction that marks it so."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, tx: Transaction, row: Row, why: str, now: datetime) -> None:
        """Tell the chef once, and keep that it was not sent."""
        of = OWNER.one_or_none(tx, at_row=row.id) if row.method == POST else None
        if of is None or row.lane == f"{row.team}:{of.owner}":
            return
        to = row.lane.removeprefix(f"{row.team}:")
        share = sent_to(_shares(tx, of.id), to)
        if share is None:
            return
        _keep(tx, of, share.model_copy(update={"state": "refused"}), now)
        address = Address(row.team, of.owner, of.channel or of.owner, of.id, now)
        told = self._told(of.id, share, why.partition(":")[0])
        statements.SEND.many(tx, list(rows((told,), address, self._library.texts)))

    def _told(self, journey: str, share: Shared, code: str) -> Note:
        lines, to = self._library.lines.sharing, receiver(share.to)
        line = lines.refused_other
        if not isinstance(to, Channel):
            line = lines.refused_person
        elif code in NOT_IN:
            line = lines.refused_channel
        again = Action(Verb.DO, journey, TRY_AGAIN, arg=f"{share.what}.{share.to}")
        return Note((Say(line, {"to": to}),), (Button(lines.retry, again, main=True),))


def _shares(tx: Transaction, journey: str) -> Answers:
    kept = statements.ANSWERS.all(tx, at_journey=journey)
    return Answers(
        Answer(each.step, AnswerState(each.state), each.value, each.author, each.said_at)
        for each in kept
        if each.step.startswith(f"{Shared.KIND}:")
    )


def _keep(tx: Transaction, of: Any, share: Shared, now: datetime) -> None:
    statements.SAVE_ANSWER.run(
        tx,
        journey=of.id,
        step=share.step,
        state=AnswerState.GIVEN.value,
        value=share.model_dump(mode="json"),
        author=of.owner,
        message=None,
        said_at=now,
    )
