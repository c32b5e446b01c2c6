"""The field of the four types as a drawing, and the same in words."""

from __future__ import annotations

from flows.content.base import fill
from flows.content.sorting import AXES
from flows.drawings import Placed, TypeField
from flows.journey.desk import Desk
from flows.journey.placing import ACTOR, HIGHEST, LOWEST, RESULT, placing
from flows.journey.showing import capital, decimal, listed
from flows.parts.type import TypeLines, type_name

#: How far into its type's quarter a case stands, whose place in there nobody knows.
INTO, FIRST, APART = 0.06, 0.34, 0.11


def type_field(desk: Desk) -> tuple[TypeField, str] | None:
    """The field as a drawing, with the cases that the text places, and the same in words.

    None where the statements place the journey nowhere.
    """
    library, lines = desk.flow.library, desk.lines(TypeLines)
    found = placing(library, desk.answers)
    if not found.points_at:
        return None
    names: dict[tuple[str, str], str] = {
        (each.result, each.central_actor): "".join(c.rstrip("-") for c in lines.field[each.id])
        for each in library.types
    }
    (given, open), (public, others) = AXES["result"], AXES["central_actor"]
    result, actor = found.scores[RESULT], found.scores[ACTOR]
    span = HIGHEST - LOWEST
    mine = Placed(label=lines.you, across=(actor - LOWEST) / span, up=(result - LOWEST) / span,
                is_journey=True)  # fmt: skip
    placed, said = [mine], [fill(lines.seen, result=decimal(result), actor=decimal(actor))]
    for type in library.types:
        across, up = (type.central_actor == others) / 2, (type.result == open) / 2
        cases = [each.placed or each.title for each in library.cases if each.type == type.id]
        placed += [
            Placed(label=label, across=across + INTO, up=max(0.0, up + FIRST - n * APART))
            for n, label in enumerate(cases)
        ]
        if cases:
            slots = {"cases": listed(desk, cases), "type": type_name(desk, type.id)}
            said.append(capital(fill(lines.in_field, **slots)))
    drawing = TypeField(
        top_left=names[open, public],
        top_right=names[open, others],
        bottom_left=names[given, public],
        bottom_right=names[given, others],
        left=lines.public,
        right=lines.others,
        top=lines.open,
        bottom=lines.given,
        placed=tuple(placed),
    )
    return drawing, " ".join(said)
