"""The conversation drawn, made from the machine's own states and transitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from flows.content.library import Library
from flows.journey.flow import Flow
from flows.journey.machine import FINISHED, PAUSED, STOPPED
from flows.journey.path import Path, Section
from flows.journey.steps import Role, Step


@dataclass(frozen=True)
class Edge:
    """One way on: from a step to a step, or to the end. ``guarded`` where it depends on answers."""

    source: Step
    dest: Step | None
    guarded: bool


def edges(flow: Flow) -> list[Edge]:
    """The machine's ``answer`` transitions, in the order in which it tries them."""
    by_state = flow.path.by_state
    found = []
    for source, transitions in flow.machine.machine.events["answer"].transitions.items():
        for each in transitions:
            guarded = any(condition.func == "on_path" for condition in each.conditions)
            found.append(Edge(by_state[source], by_state.get(str(each.dest)), guarded))
    return found


def mermaid(library: Library) -> str:
    """A Mermaid state diagram: phases hold focus points, focus points hold questions."""
    flow = Flow(library)
    ways = edges(flow)
    lines = ["stateDiagram-v2", "    direction LR", "    [*] --> title"]
    lines.append(f'    state "{flow.texts.place.title}" as title')
    for section in flow.path.sections[1:]:
        if section.phase is None:
            lines += [f"    {line}" for line in _section(ways, section)]
    for phase in library.phases:
        lines.append(f'    state "{phase.title}" as {phase.id} {{')
        for section in flow.path.sections:
            if section.phase is phase and _is_group(section):
                lines += [f"        {line}" for line in _section(ways, section)]
        lines += [f"        {line}" for line in _between(ways, flow.path, phase.id)]
        lines.append("    }")
    lines += [f"    {line}" for line in _outer(ways, flow.path)]
    return "\n".join(lines)


def _section(ways: list[Edge], section: Section) -> Iterator[str]:
    yield f'state "{_title(section)}" as {_id(section)} {{'
    yield from (f"    {_name(step)}: {_label(step)}" for step in section.steps)
    yield from (f"    {line}" for line in _inner(ways, section.steps))
    yield "}"


def _is_group(section: Section) -> bool:
    """Whether it is drawn as a box of its own steps."""
    return bool(section.point or section.course or section.steps[0].heading)


def _id(section: Section) -> str:
    return section.id.replace(".", "__")


def _title(section: Section) -> str:
    if section.point is not None:
        return section.point.short
    return section.course.title if section.course else section.steps[0].heading or section.id


def _name(step: Step) -> str:
    return step.id.replace(".", "__")


def _label(step: Step) -> str:
    return _LABELS.get(step.role) or step.id.rsplit(".", 1)[-1]


_LABELS = {
    Role.CLARITY: "hvor afklaret?",
    Role.OTHER: "andet",
    Role.DECISION: "hvad beslutter du?",
    Role.START: "hvordan vil du begynde?",
}


def _inner(ways: list[Edge], steps: tuple[Step, ...]) -> Iterator[str]:
    for edge in ways:
        if edge.source in steps and edge.dest in steps and edge.dest is not None:
            yield _arrow(_name(edge.source), _name(edge.dest), guarded=edge.guarded)


def _between(ways: list[Edge], path: Path, phase: str) -> Iterator[str]:
    seen = set()
    for edge in ways:
        source, dest = edge.source, edge.dest
        if dest is None or source.phase is None or dest.phase is not source.phase:
            continue
        pair = (_block(path, source), _block(path, dest))
        if source.phase.id == phase and pair[0] != pair[1] and pair not in seen:
            seen.add(pair)
            yield _arrow(*pair)


def _block(path: Path, step: Step) -> str:
    section = path.section_of[step.id]
    return _id(section) if _is_group(section) else _name(step)


def _outer(ways: list[Edge], path: Path) -> Iterator[str]:
    def around(step: Step | None) -> str:
        if step is None:
            return FINISHED
        return step.phase.id if step.phase else path.section_of[step.id].id

    pairs = [(around(edge.source), around(edge.dest)) for edge in ways]
    yield from (_arrow(*pair) for pair in dict.fromkeys(pairs) if pair[0] != pair[1])
    yield f"{FINISHED} --> [*]"
    for phase in path.library.phases:
        yield f"{phase.id} --> {PAUSED}: pause"
        yield f"{phase.id} --> {STOPPED}: stop"
    yield f"{PAUSED} --> title: fortsæt"
    yield f"{STOPPED} --> title: fortsæt"


def _arrow(source: str, dest: str, *, guarded: bool = False) -> str:
    return f"{source} --> {dest}: hvis" if guarded else f"{source} --> {dest}"


# The picture: a band a phase, a card a focus point, a line a question.

CARD, GAP, LINE, TOP = 210, 26, 18, 30
COLUMNS = 5
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1d2b36}.h{font-weight:600}.s{fill:#5b6b78}"
    ".card{fill:#fff;stroke:#9fb3c1}.band{fill:#eef3f6}.way{stroke:#5b6b78;fill:none}"
    ".if{fill:#8a5a00}"
)


def svg(library: Library) -> str:
    """A picture of the path: bands of phases, cards of focus points, their questions in order."""
    flow = Flow(library)
    guarded = {edge.dest.id for edge in edges(flow) if edge.dest is not None and edge.guarded}
    parts: list[str] = []
    texts, y = library.texts, 12
    for phase in (None, *library.phases):
        sections = [each for each in flow.path.sections[1:] if each.phase is phase]
        if not sections:
            continue
        title = f"{phase.number} · {phase.title}" if phase else texts.place.title
        band, height = _band(title, [_lines(flow, each, guarded) for each in sections], y)
        parts += band
        y += height + 12
    width = COLUMNS * (CARD + GAP) + GAP
    title = "Vejen gennem Samskab: faser, fokuspunkter og spørgsmål"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" role="img" '
        f'aria-label="{title}"><title>{title}</title><style>{STYLE}</style>'
        '<defs><marker id="a" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#5b6b78"/></marker></defs>'
        f"{''.join(parts)}</svg>"
    )


#: A heading, and below it labels, each with whether it depends on answers.
Card = tuple[str, list[tuple[str, bool]]]
#: What only follows on one answer, and is left out of the picture.
_LEFT_OUT = (Role.VERDICT, Role.REASON, Role.UNTIL, Role.HOLD, Role.RATING, Role.CONCLUSION)


def _lines(flow: Flow, section: Section, guarded: set[str]) -> Card:
    if not _is_group(section):
        return flow.texts.summary.next_steps, []
    shown = [step for step in section.steps if step.role not in _LEFT_OUT]
    return _title(section), [(_label(step), step.id in guarded) for step in shown]


def _band(title: str, cards: list[Card], y: int) -> tuple[list[str], int]:
    rows = [cards[n : n + COLUMNS] for n in range(0, len(cards), COLUMNS)]
    heights = [TOP + LINE * max(len(lines) for _, lines in row) + 10 for row in rows]
    height = TOP + sum(heights) + GAP * len(rows)
    width = COLUMNS * (CARD + GAP) + GAP
    parts = [
        f'<rect class="band" x="4" y="{y}" width="{width - 8}" height="{height}" rx="10"/>',
        f'<text class="h" x="{GAP}" y="{y + 20}">{escape(title)}</text>',
    ]
    at = y + TOP
    for row, tall in zip(rows, heights, strict=True):
        for column, (name, lines) in enumerate(row):
            x = GAP + column * (CARD + GAP)
            parts += _card(name, lines, x, at, tall)
            if column + 1 < len(row):
                parts.append(
                    f'<path class="way" marker-end="url(#a)" d="M{x + CARD} {at + 20}h{GAP - 2}"/>'
                )
        at += tall + GAP
    return parts, height


def _card(name: str, lines: list[tuple[str, bool]], x: int, y: int, tall: int) -> list[str]:
    parts = [
        f'<rect class="card" x="{x}" y="{y}" width="{CARD}" height="{tall}" rx="6"/>',
        f'<text class="h" x="{x + 12}" y="{y + 21}">{escape(name)}</text>',
    ]
    for n, (label, conditional) in enumerate(lines):
        style, mark = ("if", "hvis ") if conditional else ("s", "")
        at = y + TOP + LINE * n + 12
        parts.append(f'<text class="{style}" x="{x + 12}" y="{at}">{mark}{escape(label)}</text>')
    return parts
