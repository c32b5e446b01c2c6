"""A new kind of question touches several tables; none may be forgotten."""

from bot.slack import fitting
from bot.slack.blocks import messages
from flows.content.kinds import Kind
from flows.journey import showing, steps
from flows.language import parsing
from tests.at_once import at_once

TABLES = {
    "what fits": steps._FITS,
    "typed": parsing._PARSERS,
    "pressed": parsing._PRESSED,
    "shown again": dict.fromkeys([*showing._SHOWN, *showing._CHOSEN]),
    "forms": messages._FORMS,
    "longest": fitting._VALUES,
}


@at_once("table", TABLES)
def test_every_table_knows_every_kind(table):
    assert set(TABLES[table]) == set(Kind)
