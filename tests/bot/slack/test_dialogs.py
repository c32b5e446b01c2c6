"""Dialogs in Slack: what stands in a field before anything is chosen."""

from __future__ import annotations

import pytest

from bot.content_files import load_library
from bot.slack.blocks import dialog
from bot.slack.limits import violations
from flows.inputs import Action, Verb
from flows.messages import Option
from flows.workshop.outcome import Dialog, Field, FieldKind
from flows.workshop.setup import Ground, setup_dialog
from flows.workshop.turn import WorkshopFlow

FLOW = WorkshopFlow(load_library())
LABELS = FLOW.texts.buttons


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (FieldKind.LIST, LABELS.pick_one),
        (FieldKind.SEVERAL, LABELS.pick_several),
        (FieldKind.PERSON, LABELS.pick_person),
        (FieldKind.PEOPLE, LABELS.pick_people),
        (FieldKind.CHANNEL, LABELS.pick_channel),
        (FieldKind.DAY, LABELS.pick_date),
        (FieldKind.TEXT, None),
        (FieldKind.ONE, None),
        (FieldKind.MOMENT, None),
    ],
)
def test_what_stands_in_an_empty_field(kind: FieldKind, said: str | None) -> None:
    field = Field("f", kind, "Felt", options=(Option("1", "En"), Option("2", "To")))
    view = dialog(Dialog("Titel", "Gem", Action(Verb.DO, step="workshop.x"), (), (field,)), FLOW)
    shown = view["blocks"][0]["element"].get("placeholder", {}).get("text")
    assert shown == said
    assert not violations(view)


def test_setting_up_says_what_to_choose() -> None:
    view = dialog(setup_dialog(FLOW, Ground("T1", "U1", "", "f1")), FLOW)
    kinds = {"static_select", "multi_static_select", "users_select", "multi_users_select",
             "conversations_select"}  # fmt: skip
    elements = [each["element"] for each in view["blocks"] if each["type"] == "input"]
    lists = [each for each in elements if each["type"] in kinds]
    assert len(lists) == 5
    assert all(each["placeholder"]["text"] for each in lists)
