"""Dialogs in Slack: what stands in a field before anything is chosen."""

from __future__ import annotations

import pytest

from bot.content_files import load_library
from bot.slack.blocks import dialog, sheets
from bot.slack.limits import violations
from bot.slack.text import JOINER, unescape
from flows.dialogs import Dialog, Field, FieldKind
from flows.inputs import Action, Verb
from flows.messages import Option, Say, Words
from flows.workshop.outcome import Sheet
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


def test_what_a_field_says_of_itself_is_not_formatted() -> None:
    field = Field(
        "f", FieldKind.TEXT, "Hvad er *andet* & mere?", "Et klart _hvorfor_ i hvad_som_helst"
    )
    view = dialog(Dialog("Titel", "Gem", Action(Verb.DO, step="workshop.x"), (), (field,)), FLOW)
    (block,) = view["blocks"]
    assert block["label"]["text"] == "Hvad er andet & mere?"
    assert block["hint"]["text"] == "Et klart hvorfor i hvad_som_helst"


NASTY = "*a* _b_ `c` ~d~ {x} {0} %s ```\nlinje\n``` \u202eomvendt\u202c <@U1> & 1. "


def test_what_people_wrote_stays_whole_in_a_dialog() -> None:
    """As it was in a field; on one line in a list; set apart, and formatting nothing, in text."""
    field = Field("f", FieldKind.TEXT, "Felt", chosen=(NASTY,))
    listed = Field("l", FieldKind.LIST, "Liste", options=(Option("1", Words(NASTY)),))
    lines = (Say("*{title}*", {"title": Words("*Park*")}, quote=Words(NASTY)),)
    action = Action(Verb.DO, step="workshop.x")
    view = dialog(Dialog("Titel", "Gem", action, lines, (field, listed)), FLOW)
    text, typed, list_ = view["blocks"]
    assert typed["element"]["initial_value"] == NASTY
    (option,) = list_["element"]["options"]
    assert option["text"]["text"] == "*a* _b_ `c` ~d~ {x} {0} %s ``` linje ``` omvendt ‹@U1› & 1."
    assert whole(text["text"]["text"]) == "*" + "*Park*" + "*\n> " + NASTY.replace("\n", "\n> ")
    assert not violations(view)


def test_what_people_wrote_stays_whole_in_a_meeting() -> None:
    said = Say("*{who}* skrev", {"who": Words("*Park* `x`")}, quote=Words(NASTY))
    (page,) = sheets(Sheet((said,), (said,)))
    for block in page.blocks:
        text = block["text"] if "text" in block else block["elements"][0]
        assert whole(text["text"]) == "**Park* `x`* skrev\n> " + NASTY.replace("\n", "\n> ")


def whole(text: str) -> str:
    """What is seen of formatted text."""
    return unescape(text.replace(JOINER, ""))


def test_setting_up_says_what_to_choose() -> None:
    view = dialog(setup_dialog(FLOW, Ground("T1", "U1", "", "f1")), FLOW)
    kinds = {"static_select", "multi_static_select", "users_select", "multi_users_select",
             "conversations_select"}  # fmt: skip
    elements = [each["element"] for each in view["blocks"] if each["type"] == "input"]
    lists = [each for each in elements if each["type"] in kinds]
    assert len(lists) == 5
    assert all(each["placeholder"]["text"] for each in lists)
