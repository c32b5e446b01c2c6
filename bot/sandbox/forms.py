"""What Slack itself checks when a person submits a modal. The words are for the person."""

from __future__ import annotations

from bot.sandbox.model import Json, Values

MISSING = "Udfyld feltet."


def errors(blocks: list[Json], values: Values) -> dict[str, str]:
    """block_id -> why the field cannot be sent; empty when all can."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = values.get(block["block_id"], {}).get(element["action_id"], {})
        chosen = next((v for k, v in value.items() if k != "type"), None)
        problem = _problem(block, element, chosen)
        if problem:
            found[block["block_id"]] = problem
    return found


def _problem(block: Json, element: Json, chosen: object) -> str:
    if chosen is None or chosen == "" or chosen == []:
        return "" if block.get("optional") else MISSING
    return _text(element, str(chosen)) if element["type"] == "plain_text_input" else ""


def _text(element: Json, value: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Skriv mindst {least} tegn."
    return f"Skriv højst {most} tegn." if len(value) > most else ""
