"""What is read of a journey before the dialog about its memo opens: nothing is locked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.store.database import Store
from bot.store.transaction import Transaction
from bot.turns import memo_rows, rows
from flows.dialogs import Dialog
from flows.dialogue.filing import dialog
from flows.journey.desk import Desk
from flows.journey.flow import Flow
from flows.journey.values import Answers, Scene
from flows.messages import Note, Say


class MemoLooks:
    """Makes the dialog for the one who pressed the button."""

    def __init__(self, store: Store, flow: Flow, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._flow = flow
        self._clock = clock

    async def dialog(self, team: str, user: str, journey: str, meeting: str) -> Dialog | Note:
        """The dialog about a journey of theirs; a note where there is none. Raises StoreError."""
        now = self._clock()

        def job(tx: Transaction) -> Dialog | Note:
            found = rows.SCENE.all(tx, at_team=team, at_user=user)
            own = tuple(rows.journey_of(row) for row in found if row.journey == journey)
            if not own:
                return Note((Say(self._flow.texts.stale.gone),))
            person = rows.person_of(user, found[0])
            answers = Answers(rows.answers_of(tx, journey))
            scene = memo_rows.with_memos(tx, team, Scene(person, own, journey, answers))
            return dialog(Desk(self._flow, scene, now), meeting)

        return await self._store.run(job)
