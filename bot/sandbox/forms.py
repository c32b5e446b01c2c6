"""What Slack itself checks when a person submits a modal. The words are for the person."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.sandbox.model import Json, Values

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")
_WHOLE = re.compile(r"-?\d+")
_DECIMAL = re.compile(r"-?\d+([.,]\d+)?")

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
    check = _CHECKS.get(element["type"])
    return check(element, str(chosen)) if check else ""


def _text(element: Json, value: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Skriv mindst {least} tegn."
    return f"Skriv højst {most} tegn." if len(value) > most else ""


def _email(element: Json, value: str) -> str:
    return "" if _EMAIL.fullmatch(value) else "Skriv en gyldig e-mailadresse."


def _url(element: Json, value: str) -> str:
    return "" if _URL.fullmatch(value) else "Skriv en gyldig webadresse."


def _number(element: Json, value: str) -> str:
    decimal = element.get("is_decimal_allowed", False)
    if not (_DECIMAL if decimal else _WHOLE).fullmatch(value):
        return "Skriv et tal." if decimal else "Skriv et helt tal."
    number = float(value.replace(",", "."))
    if "min_value" in element and number < float(element["min_value"]):
        return f"Skriv et tal på mindst {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Skriv et tal på højst {element['max_value']}."
    return ""


_CHECKS: dict[str, Callable[[Json, str], str]] = {
    "plain_text_input": _text,
    "email_text_input": _email,
    "url_text_input": _url,
    "number_input": _number,
}
