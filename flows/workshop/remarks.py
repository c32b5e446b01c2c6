"""'Gem som input': what somebody wrote in the channel becomes input to the running round."""

from __future__ import annotations

from dataclasses import dataclass

from flows.inputs import Action, Verb
from flows.messages import Mention, Option, Say, Slot, Words
from flows.workshop import rules
from flows.workshop.flow import WorkshopFlow
from flows.workshop.inputs import Deed, Did, Saved
from flows.workshop.messages import Dialog, Field, FieldKind, Sheet
from flows.workshop.table import AREA, Table
from flows.workshop.values import Pace, Remark, RoundState, WorkshopScene

MOST_REMARKS = 100
#: The field, and the dialog, that asks which round is meant.
WHICH = "which"
#: Longer ones are cut: they stand in full in the channel.
LONGEST_REMARK = 1500
TAKING = (
    RoundState.COLLECTING,
    RoundState.REVEALED,
    RoundState.DISCUSSING,
    RoundState.RERATING,
)


@dataclass(frozen=True, slots=True)
class Taking:
    """A round that takes input."""

    workshop: str
    title: str
    point: str


def taking(scene: WorkshopScene) -> tuple[Taking, ...]:
    """The rounds that take input from the actor: of those who sit together the one they are at."""
    shop = scene.workshop
    if not rules.takes_part(scene, scene.actor):
        return ()
    points = [each.point for each in scene.rounds if each.state in TAKING]
    if shop.pace is Pace.LIVE and shop.current in points:
        points = [shop.current]
    return tuple(Taking(shop.id, shop.title, point) for point in points)


def which_dialog(flow: WorkshopFlow, found: tuple[Taking, ...]) -> Dialog:
    """Which round is meant, where several take input."""
    lines = flow.lines.remark
    options = tuple(
        Option(f"{each.workshop}.{each.point}", Words(f"{flow.title(each.point)} · {each.title}"))
        for each in found
    )
    field = Field(WHICH, FieldKind.LIST, lines.which, options=options, chosen=(options[0].value,))
    form = Action(Verb.DO, "", f"{AREA}.{WHICH}")
    return Dialog(lines.dialog, lines.save, form, (), (field,))


def saved(table: Table, saved: Saved) -> None:
    """Keep it, show it in the round's thread, and tell its author."""
    refused = table.lines.refused
    round = table.rounds.get(saved.point or running_point(table) or "")
    if not rules.takes_part(table.view, table.actor):
        table.whisper(refused.outside, table.deed(table.lines.buttons.join, Deed.JOIN))
    elif not table.running or round is None or round.state not in TAKING:
        table.whisper(refused.no_round)
    elif not saved.text.strip():
        table.whisper(refused.no_words)
    elif len(table.remarks) >= MOST_REMARKS:
        table.whisper(refused.full_of_remarks)
    else:
        text = saved.text.strip()
        text = text if len(text) <= LONGEST_REMARK else text[: LONGEST_REMARK - 1] + "…"
        _keep(table, Remark(table.fresh(), round.point, saved.author, table.actor, text))


def running_point(table: Table) -> str | None:
    """The round that is gone through now."""
    current = table.workshop.current
    if current in table.rounds and table.rounds[current].state in TAKING:
        return current
    found = next(table.in_state(*TAKING), None)
    return found.point if found else None


def _keep(table: Table, remark: Remark) -> None:
    table.remarks.append(remark)
    lines = table.lines.remark
    slots: dict[str, Slot] = {"who": Mention(remark.author), "by": Mention(remark.saved_by)}
    sheet = Sheet((Say(lines.shown, slots, quote=Words(remark.text)),))
    table.post(sheet, table.shows("input", remark.id), table.shows(remark.point))
    table.whisper(lines.kept)
    if remark.author != remark.saved_by:
        told: dict[str, Slot] = {
            "by": Mention(remark.saved_by),
            "title": Words(table.workshop.title),
        }
        drop = table.deed(table.lines.buttons.drop, Deed.DROP_REMARK, "input", remark.id)
        table.tell(remark.author, Say(lines.told, told, quote=Words(remark.text)), buttons=(drop,))


def drop(table: Table, did: Did) -> None:
    """Its author, who saved it, or the facilitator takes it away again."""
    found = next((each for each in table.remarks if each.id == did.arg), None)
    if found is None:
        table.whisper(table.lines.refused.dropped_already)
        return
    if table.actor not in (found.author, found.saved_by, table.workshop.facilitator):
        table.whisper(table.lines.refused.not_yours)
        return
    table.remarks.remove(found)
    table.dropped.append(found.id)
    gone = Sheet((Say(table.lines.remark.dropped),))
    table.redraw(table.shows("input", found.id), gone)
    table.whisper(table.lines.remark.dropped_told)
