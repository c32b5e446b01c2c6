"""The workspace when it is new: a municipality of plainly made-up people."""

from __future__ import annotations

from bot.sandbox.clock import Clock
from bot.sandbox.model import Channel, Person
from bot.sandbox.workspace import Workspace

PEOPLE = (
    Person("U0KAREN001", "Karen Eksempel", "Chef"),
    Person("U0ALI00001", "Ali Eksempel", "Projektleder"),
    Person("U0METTE001", "Mette Eksempel", "Medarbejder"),
    Person("U0JENS0001", "Jens Eksempel", "Direktør"),
    Person("U0GITTE001", "Gitte Gæst", "Gæst fra en forening", is_guest=True),
)
CHANNEL = "C0SAMSKAB1"
OTHER_BOT = "U0NABOBOT1"


def new_workspace(clock: Clock, app_name: str, keep_messages: int) -> Workspace:
    """Five people, the app, another bot, and the channel #samskabelse without the guest."""
    bot = Person("U0SAMSKAB1", app_name, is_bot=True, bot_id="B0SAMSKAB1")
    workspace = Workspace(clock, bot, keep_messages)
    for person in PEOPLE:
        workspace.add_person(Person(person.id, person.name, person.title, is_guest=person.is_guest))
    workspace.add_person(Person(OTHER_BOT, "Nabobot", is_bot=True, bot_id="B0NABOBOT1"))
    members = [p.id for p in PEOPLE if not p.is_guest] + [bot.id]
    workspace.add_channel(
        Channel(CHANNEL, "samskabelse", "channel", members=dict.fromkeys(members))
    )
    return workspace
