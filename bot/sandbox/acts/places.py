"""Where an element is: in a message or in a view. Remembers what each person chose there."""

from __future__ import annotations

from typing import Any, Protocol

from bot.sandbox import elements, interactions
from bot.sandbox.acts.act import Act, NotPossible
from bot.sandbox.model import Json, Message, Values, View


class Place(Protocol):
    """A surface with blocks, as one person meets it."""

    act: Act

    @property
    def blocks(self) -> list[Json]:
        """The blocks that are shown."""

    @property
    def values(self) -> Values:
        """What the person has chosen here so far."""

    @values.setter
    def values(self, values: Values) -> None: ...

    def payload(self, action: Json) -> Json:
        """The `block_actions` for one action here."""


class InView:
    """A modal or Home of the person."""

    def __init__(self, act: Act, view_id: str) -> None:
        view = act.core.workspace.views.get(view_id)
        if view is None or view.user != act.person.id:
            raise NotPossible("no_such_view", view_id)
        self.act = act
        self.view: View = view

    @property
    def blocks(self) -> list[Json]:
        """The blocks that are shown."""
        found: list[Json] = self.view.raw["blocks"]
        return found

    @property
    def values(self) -> Values:
        """What the person has filled in so far."""
        return self.view.values

    @values.setter
    def values(self, values: Values) -> None:
        self.view.values = values

    def payload(self, action: Json) -> Json:
        """The `block_actions` for one action here."""
        return interactions.view_actions(self.act.core, self.act.person, self.view, action)


class InMessage:
    """A message that the person sees."""

    def __init__(self, act: Act, where: Json) -> None:
        found = Act(act.core, {**where, "as": act.person.id})
        self.act = act
        self.channel = found.channel()
        self.message: Message = found.message()
        self.user = act.person.id

    @property
    def blocks(self) -> list[Json]:
        """The blocks that are shown."""
        return self.message.raw.get("blocks") or []

    @property
    def values(self) -> Values:
        """What the person has chosen in this message so far."""
        known = self.message.states.get(self.user)
        if known is None:
            known = self.message.states[self.user] = elements.initial_values(self.blocks)
        return known

    @values.setter
    def values(self, values: Values) -> None:
        self.message.states[self.user] = values

    def payload(self, action: Json) -> Json:
        """The `block_actions` for one action here."""
        return interactions.block_actions(
            self.act.core, self.act.person, self.channel, self.message, self.values, action
        )


def place(act: Act) -> Place:
    """Where the act is: `where`, or the act's own fields, with a `view_id` or a `ts`."""
    where: Any = act.fields.get("where") or act.fields
    view_id = where.get("view_id")
    return InView(act, str(view_id)) if view_id else InMessage(act, where)


def element(act: Act, blocks: list[Json]) -> tuple[Json, Json]:
    """The block and element that the act names: by ids, or by its `label`."""
    label, action_id = act.text("label"), act.text("action_id")
    if label:
        found = elements.find_labelled(blocks, label)
    else:
        found = elements.find(blocks, act.text("block_id"), action_id)
    if found is None:
        raise NotPossible("no_such_element", label or action_id)
    return found


def remember(where: Place, block: Json, element: Json, given: Any) -> None:
    """Keeps what was chosen in a stateful element; earlier values are left as they were sent."""
    if element["type"] not in elements.VALUE_KEYS:
        return
    value = elements.state_value(element, given)
    if value is None:
        raise NotPossible("no_such_option", str(given))
    values, block_id = where.values, block["block_id"]
    fields = {**values.get(block_id, {}), element["action_id"]: value}
    where.values = {**values, block_id: fields}
