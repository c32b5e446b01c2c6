"""What Slack tells: what came of what was sent to it, and what changed about people.

A message that was refused, a question that was answered, somebody who left: each becomes inputs of
turns, and rows that follow at once.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, func, or_, select, update

from bot.outbox import rows as outbox_rows
from bot.outbox.rows import ACCESS, CANVAS, POST, UPDATE, WIPE, Lane, LaneKind, Refused, Sent
from bot.outbox.settle import app_uninstalled
from bot.outbox.verdict import Refusal
from bot.outbox.wiping import REST
from bot.slack.arrivals import Arrival
from bot.slack.people import Facts, Status, name_of, status_of
from bot.store.schema import PENDING, journey, nudge, outbox, person
from bot.store.statements import Statement
from bot.store.transaction import Transaction
from bot.turns import names, nudge_rows, places, rows
from bot.turns.outgoing import (
    LONGEST_TEXT,
    MEMBERS,
    PROFILE,
    Address,
    Row,
    asking_guest,
    asking_members,
    outgoing,
    row,
    wiping,
)
from bot.turns.workshop_rows import NOBODY, OPEN_OF
from flows.content.library import Library
from flows.inputs import Action, Verb
from flows.journey.nudges import Preferences
from flows.journey.values import Answer, Answers, AnswerState
from flows.messages import LINK, Button, Channel, Note, Say
from flows.parts.reminding_lines import ReminderLines
from flows.parts.sharing import TRY_AGAIN, Shared, SharingLines, receiver, sent_to
from flows.workshop.inputs import Deactivated, GuestsFound, WorkshopInput
from flows.workshop.inputs import Refused as MessageRefused
from flows.workshop.values import Guests

#: So many members of a channel are looked at; that takes ten minutes at Slack's pace.
LOOKED_AT: Final = 1_000
#: Where they are no more than this, a workshop waits for the answer.
AT_ONCE: Final = 100
GUEST: Final = ("is_restricted", "is_ultra_restricted", "is_stranger")
#: What Slack says of a channel that the bot is not in; of a private one it says there is none.
NOT_IN: Final = (Refusal.NOT_IN_CHANNEL, Refusal.CHANNEL_NOT_FOUND)
#: What it says of a person whom there is not.
UNKNOWN: Final = (Refusal.USER_NOT_FOUND, "user_not_visible", "users_not_found")
#: What Slack says of a message whose text alone it would take.
BLOCKS_REFUSED: Final = (
    Refusal.INVALID_BLOCKS,
    Refusal.INVALID_BLOCKS_FORMAT,
    Refusal.MSG_BLOCKS_TOO_LONG,
)

#: Where a canvas is to be found.
DOCS: Final = "https://app.slack.com/docs/{team}/{canvas}"

#: What the row that shares a canvas has of the one that made it.
SHARING: Final = ("channel", "thread_ts", "user", "said", "instead")

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
#: What a message shows, and whose words.
PLACE: Final = Statement(
    select(outbox.c.shows, outbox.c.journey).where(outbox.c.id == bindparam("at_row"))
)
LEFT: Final = Statement(
    select(func.count().label("rows")).where(
        outbox.c.state == PENDING, outbox.c.lane == bindparam("of_lane")
    )
)
_ASKED: Final[tuple[ColumnElement[Any], ...]] = (
    func.count().label("rows"),
    func.count(case((outbox.c.state == "refused", 1))).label("refused"),
)
#: Of how many members of a channel was asked how they are, and how many of them Slack hid.
ASKED_ABOUT: Final = Statement(
    select(*_ASKED).where(outbox.c.lane == bindparam("of_lane"), outbox.c.method == PROFILE)
)
_WHO = (person.c.team == bindparam("at_team"), person.c.user == bindparam("at_user"))
_TZ = bindparam("tz", type_=person.c.tz.type)
CHOSEN: Final = Statement(select(person.c.reminders).where(*_WHO))
SEEN: Final = Statement(update(person).where(*_WHO).values(updated_at=bindparam("now")))
MOVED: Final = Statement(update(person).where(*_WHO).values(channel=bindparam("channel")))
CHANGED: Final = Statement(
    update(person)
    .where(
        *_WHO,
        or_(
            person.c.tz.is_distinct_from(func.coalesce(_TZ, person.c.tz)),
            person.c.gone != bindparam("gone", type_=person.c.gone.type),
        ),
    )
    .values(tz=func.coalesce(_TZ, person.c.tz), gone=bindparam("gone"))
)
UNINSTALLED: Final = Statement(delete(nudge).where(nudge.c.team == bindparam("of_team")))


def of_outcome(
    tx: Transaction, library: Library, outcome: Sent | Refused, now: datetime
) -> tuple[list[Row], list[Arrival]]:
    """What follows from what became of a row: rows to be sent, and turns to be taken."""
    sent, lane = outcome.row, Lane.parse(outcome.row.lane)
    if isinstance(outcome, Refused):
        owed = _as_text(tx, outcome, now)
        owed = owed or [*_instead(tx, sent, now), *_share_refused(tx, library, outcome, now)]
        inputs = _lost(sent, lane, outcome.why) if lane.workshop else []
        if sent.method == PROFILE and not lane.workshop:
            _not_there(tx, library, sent, outcome.why, now)
    elif sent.method == WIPE:
        return _wiped_on(sent, lane, outcome.reply, now), []
    elif outcome.moved:
        owed, inputs = [], []
        MOVED.send(tx, at_team=lane.team, at_user=lane.of, channel=outcome.moved)
    elif sent.method == PROFILE and lane.workshop:
        owed, inputs = [], _guest(tx, sent, outcome.reply)
        _keep_name(tx, sent.team, outcome.reply.get("user"), now)
    elif sent.method == PROFILE:
        return [], _seen(tx, library, sent, outcome.reply, now)
    elif sent.method in (CANVAS, ACCESS):
        owed, inputs = _canvas(tx, sent, outcome.reply, now), []
    elif sent.method == MEMBERS and lane.workshop:
        owed, inputs = _members(tx, sent, lane, outcome.reply, now)
    else:
        owed, inputs = [], []
    return owed, [Arrival("", sent.team, NOBODY, each, workshop=lane.workshop) for each in inputs]


def _wiped_on(sent: outbox_rows.Row, lane: Lane, reply: dict[str, Any], now: datetime) -> list[Row]:
    """The next page of the DM, a while later; nothing where it was the last."""
    if not reply.get("next"):
        return []
    to = Address(lane.team, lane.of, sent.channel, None, now)
    return [wiping(to, str(reply["next"]), now + timedelta(seconds=REST))]


def _instead(tx: Transaction, sent: outbox_rows.Row, now: datetime) -> list[Row]:
    """The messages that the payload names under ``instead``, to where each of them says.

    None where the row is gone: whose words it carried has deleted them meanwhile.
    """
    owed: list[Row] = []
    kept = PLACE.one_or_none(tx, at_row=sent.id)
    if kept is None:
        return owed
    to = Address(sent.team, "", sent.channel, kept.journey, now)
    for message in sent.arguments.get("instead", ()):
        payload: dict[str, Any] = {"channel": sent.channel, **message}
        if thread := sent.arguments.get("thread_ts"):
            payload["thread_ts"] = thread
        lane = payload.pop("lane", sent.lane)
        owed.append(row(to, POST, payload, lane=lane))
    return owed


def _canvas(
    tx: Transaction, sent: outbox_rows.Row, reply: dict[str, Any], now: datetime
) -> list[Row]:
    """A canvas is there: let whom it is for read it, and then say where it is."""
    kept = PLACE.one_or_none(tx, at_row=sent.id)
    if kept is None:  # its journey was deleted meanwhile
        return []
    to = Address(sent.team, "", sent.channel, kept.journey, now)
    if sent.method == CANVAS:
        more = {name: each for name, each in sent.arguments.items() if name in SHARING}
        return [row(to, ACCESS, {**more, "canvas": reply.get("canvas_id")}, lane=sent.lane)]
    link = DOCS.format(team=sent.team, canvas=sent.arguments.get("canvas"))
    text = str(sent.arguments.get("said")).replace(LINK, link)
    said: Row = {"channel": sent.channel, "text": text}
    if thread := sent.arguments.get("thread_ts"):
        said["thread_ts"] = thread
    quiet = {"unfurl_links": False, "unfurl_media": False}
    return [row(to, POST, {**said, **quiet}, lane=sent.lane)]


def _as_text(tx: Transaction, refused: Refused, now: datetime) -> list[Row]:
    """A message whose blocks Slack refuses goes out as its text, which says the same."""
    sent = refused.row
    text = sent.arguments.get("text")
    of_blocks = refused.why.partition(":")[0] in BLOCKS_REFUSED and "blocks" in sent.arguments
    if sent.method != POST or not (of_blocks and text):
        return []
    kept = PLACE.one_or_none(tx, at_row=sent.id)
    if kept is None:
        return []
    payload = {name: value for name, value in sent.arguments.items() if name != "blocks"}
    to = Address(sent.team, "", sent.channel, kept.journey, now)
    more = {"lane": sent.lane, "target": sent.target, "shows": kept.shows}
    return [row(to, POST, {**payload, "text": text[:LONGEST_TEXT]}, **more)]


# Workshops


def _lost(sent: outbox_rows.Row, lane: Lane, why: str) -> list[WorkshopInput]:
    """A message of a workshop was refused. A picture is no message: its text stands alone.

    What was to be drawn anew is named, so that it can be posted again.
    """
    if sent.is_picture:
        return []
    redrawn = sent.target if sent.method == UPDATE else None
    target = "look" if lane.what is LaneKind.MEMBERS else redrawn or "channel"
    return [MessageRefused(why.partition(":")[0][:64], target)]


def _members(
    tx: Transaction, sent: outbox_rows.Row, lane: Lane, reply: dict[str, Any], now: datetime
) -> tuple[list[Row], list[WorkshopInput]]:
    """Members of a workshop's channel: ask about each of them, and who else is there.

    Of many the answer takes minutes, so until then it is said that nobody knows.
    """
    members = reply.get("members")
    if not isinstance(members, list):
        return [], []
    to = Address(sent.team, "", sent.channel, None, now, lane.workshop)
    room = LOOKED_AT - ASKED_ABOUT.one_or_none(tx, of_lane=sent.lane).rows
    users = [each for each in members if isinstance(each, str)][:room]
    cursor = str((reply.get("response_metadata") or {}).get("next_cursor") or "")
    goes_on = bool(cursor) and room > len(users)
    inputs: list[WorkshopInput] = []
    if cursor or len(users) > AT_ONCE:
        inputs.append(GuestsFound(Guests.UNSEEN))
    elif not users:
        inputs.append(GuestsFound(Guests.NONE))
    more = [asking_members(to, cursor)] if goes_on else []
    return [*more, *(asking_guest(to, user) for user in users)], inputs


def _guest(tx: Transaction, sent: outbox_rows.Row, reply: dict[str, Any]) -> list[WorkshopInput]:
    """Whether somebody in a workshop's channel is from outside; after the last one all is known."""
    user = reply.get("user")
    inputs: list[WorkshopInput] = []
    if isinstance(user, dict) and any(user.get(flag) for flag in GUEST):
        inputs.append(GuestsFound(Guests.SOME, (str(user.get("id")),)))
    if isinstance(user, dict) and not LEFT.one_or_none(tx, of_lane=sent.lane).rows:
        asked = ASKED_ABOUT.one_or_none(tx, of_lane=sent.lane)
        if asked.rows < LOOKED_AT and not asked.refused:
            inputs.append(GuestsFound(Guests.NONE))
        else:
            inputs.append(GuestsFound(Guests.UNSEEN))
    return inputs


# What was shared


def _share_refused(tx: Transaction, library: Library, refused: Refused, now: datetime) -> list[Row]:
    """Where Slack refuses for good what a chef shared: they are told, and can try again."""
    sent = refused.row
    of = OWNER.one_or_none(tx, at_row=sent.id) if sent.method == POST else None
    to = Lane.parse(sent.lane).of
    if of is None or to == of.owner:
        return []
    share = sent_to(_shares(tx, of.id), to)
    if share is None:
        return []
    share = share.model_copy(update={"state": "refused"})
    kept = share.model_dump(mode="json")
    rows.save_answer(tx, of.id, Answer(share.step, AnswerState.GIVEN, kept, of.owner, now))
    owner = Address(sent.team, of.owner, of.channel or of.owner, of.id, now)
    told = _told(library, of.id, share, refused.why.partition(":")[0])
    return list(outgoing((told,), owner, library.texts))


def _told(library: Library, journey: str, share: Shared, code: str) -> Note:
    lines, to = library.lines(SharingLines), receiver(share.to)
    line = lines.refused_other
    if not isinstance(to, Channel):
        line = lines.refused_person
    elif code in NOT_IN:
        line = lines.refused_channel
    again = Action(Verb.DO, journey, TRY_AGAIN, arg=f"{share.what}.{share.to}")
    return Note((Say(line, {"to": to}),), (Button(lines.retry, again, main=True),))


def _shares(tx: Transaction, journey: str) -> Answers:
    kept = rows.answers_of(tx, journey)
    return Answers(each for each in kept if each.step.startswith(f"{Shared.KIND}:"))


# People


def _seen(
    tx: Transaction, library: Library, sent: outbox_rows.Row, reply: dict[str, Any], now: datetime
) -> list[Arrival]:
    """Keep what Slack says of somebody who was asked about; what is due for them goes on."""
    user, who = reply.get("user"), str(sent.payload.get("user"))
    found: list[Arrival] = []
    if isinstance(user, dict):
        _keep_name(tx, sent.team, user, now)
        zone = user.get("tz") if isinstance(user.get("tz"), str) else None
        facts = Facts(zone, name_of(user), bool(user.get("deleted")), status_of(user))
        found = someone_changed(tx, library, (sent.team, who), facts, now)
    SEEN.send(tx, at_team=sent.team, at_user=who, now=now)
    nudge_rows.FREE.send(tx, at_team=sent.team, at_user=who)
    return found


def _not_there(
    tx: Transaction, library: Library, sent: outbox_rows.Row, why: str, now: datetime
) -> None:
    """Slack does not say how somebody is; where it knows nobody such, they are gone."""
    who = str(sent.payload.get("user"))
    if why.partition(":")[0] in UNKNOWN:
        someone_changed(tx, library, (sent.team, who), Facts(None, "", True), now)
    SEEN.send(tx, at_team=sent.team, at_user=who, now=now)
    nudge_rows.FREE.send(tx, at_team=sent.team, at_user=who)


def _keep_name(tx: Transaction, team: str, user: object, now: datetime) -> None:
    """Keep what Slack says that somebody is called."""
    if isinstance(user, dict) and (name := name_of(user)):
        names.keep(tx, team, {str(user.get("id")): name}, now)


def is_zone(name: str) -> bool:
    """Whether there is such a time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, no name at all, a folder
        return False
    return True


def someone_changed(
    tx: Transaction, library: Library, who: tuple[str, str], facts: Facts, now: datetime
) -> list[Arrival]:
    """Keep what is new about somebody whom the bot knows, and plan their nudges anew.

    What the workshops that they take part in must be told, where they are gone.
    """
    team, user = who
    gone, tz = facts.gone, facts.tz
    if facts.name:
        names.renew(tx, team, user, facts.name, now)
    zone = tz if tz is not None and is_zone(tz) else None
    at = {"at_team": team, "at_user": user}
    if CHANGED.run(tx, **at, tz=zone, gone=gone):
        nudge_rows.MARK.send(tx, **at)
    if facts.status is not None:
        _keep_status(tx, library, who, facts.status)
    found = OPEN_OF.all(tx, **at) if gone else []
    return [Arrival("", team, NOBODY, Deactivated(user), workshop=row.id) for row in found]


def _keep_status(tx: Transaction, library: Library, who: tuple[str, str], status: Status) -> None:
    """Whether they are away: only of those who want that to count, and nothing else of it."""
    at = {"at_team": who[0], "at_user": who[1]}
    row = CHOSEN.one_or_none(tx, **at)
    if row is None or not Preferences.model_validate(row.reminders or {}).away:
        return
    away = library.lines(ReminderLines).away.are_in(status.emoji, status.text)
    until = datetime.fromtimestamp(status.until, UTC) if away and status.until else None
    places.AWAY.send(tx, **at, away=away, away_until=until)
    nudge_rows.MARK.send(tx, **at)


def uninstalled(tx: Transaction, team: str, now: datetime) -> None:
    """The app was removed from a workspace."""
    app_uninstalled(tx, team, now)
    UNINSTALLED.send(tx, of_team=team)
