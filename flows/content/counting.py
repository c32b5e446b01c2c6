"""The numbers that the model and its sources have, and whether the content has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.content.items import phase_files, shelf_files
from flows.content.library import Library
from flows.content.reading import Path, Problem

#: What there must be, and how many. 'in' and 'on' name an id.
EXPECTED: Mapping[str, int] = {
    "phases": 4,
    "focus points": 23,
    "focus points in afklaring": 9,
    "focus points in planlaegning": 6,
    "focus points in udfoerelse": 2,
    "focus points in erkendelse": 6,
    "principles": 7,
    "directions": 4,
    "tasks": 22,
    "tasks in op": 7,
    "tasks in paa_tvaers": 4,
    "tasks in ned": 6,
    "tasks in ud": 5,
    "types": 4,
    "axes": 2,
    "sectors": 3,
    "cases": 12,
    "cases in kultur_fritid": 4,
    "cases in teknik_miljoe": 4,
    "cases in sundhed": 4,
    "cases with a type": 2,
    "experiences": 27,
    "definitions": 4,
    "exclusions": 10,
    "exclusions of vaeksthus": 4,
    "exclusions of torfing": 3,
    "exclusions of lederweb": 3,
    "pieces on fem_raad": 5,
    "pieces on ledetraade": 5,
    "pieces on lederens_opgaver": 5,
    "pieces on mobilisering": 3,
    "pieces on bundlinjer": 4,
    "pieces on gevinster": 7,
    "pieces on trappen": 5,
    "pieces on fire_veje": 4,
    "pieces on tre_syn": 3,
    "roles in syn_myndighed": 5,
    "roles in syn_leverandoer": 5,
    "roles in syn_arena": 5,
    "pieces on deltagelse": 5,
    "pieces on stigen": 2,
    "rungs in stigen_trin": 5,
    "pieces on ledelsesformer": 3,
    "pieces on opskriften": 5,
    "pieces on hvorfor_nu": 2,
    "pieces on om_modellen": 5,
    "pieces on laes_videre": 16,
}


@dataclass(frozen=True)
class Counted:
    """A number, and the file and path at which one would change it."""

    number: int
    file: str
    path: Path = ()


def problems(library: Library) -> list[Problem]:
    """Every number that is not the model's."""
    found = tally(library)
    wrong = []
    for what, expected in EXPECTED.items():
        here = found.get(what, Counted(0, ""))
        if here.number != expected:
            message = f"there must be {expected} {what}, not {here.number}"
            wrong.append(_at(library, here, message))
    return sorted(wrong)


def _at(library: Library, here: Counted, message: str) -> Problem:
    document = library.documents.get(here.file)
    if document is None:
        return Problem(f"{library.language}/{here.file}", 1, "", message)
    return document.problem(here.path, message)


def tally(library: Library) -> dict[str, Counted]:
    """How many there are of everything in the table, and where."""
    found: dict[str, Counted] = {}
    for count in (_kinds, _phases, _tasks, _cases, _exclusions, _shelves):
        found |= dict(count(library))
    return found


Tally = Iterator[tuple[str, Counted]]

#: Where each kind as a whole stands.
_FILES = {
    "phases": "phases/",
    "focus points": "phases/",
    "principles": "principles.yaml",
    "directions": "directions.yaml",
    "tasks": "directions.yaml",
    "types": "types.yaml",
    "axes": "axes.yaml",
    "cases": "cases.yaml",
    "experiences": "experiences.yaml",
    "definitions": "definitions.yaml",
}


def _kinds(library: Library) -> Tally:
    for what, file in _FILES.items():
        yield what, Counted(library.counts[what], file)
    yield "sectors", Counted(len(library.sectors), "sectors.yaml")


def _phases(library: Library) -> Tally:
    for name, phase in phase_files(library):
        what = f"focus points in {phase.id}"
        yield what, Counted(len(phase.focus_points), name, ("focus_points",))


def _tasks(library: Library) -> Tally:
    for n, direction in enumerate(library.directions):
        what = f"tasks in {direction.id}"
        yield what, Counted(len(direction.tasks), "directions.yaml", (n, "tasks"))


def _cases(library: Library) -> Tally:
    for sector in library.sectors:
        number = sum(case.sector == sector.id for case in library.cases)
        yield f"cases in {sector.id}", Counted(number, "cases.yaml")
    typed = sum(case.type is not None for case in library.cases)
    yield "cases with a type", Counted(typed, "cases.yaml")


def _exclusions(library: Library) -> Tally:
    found = [each for each in library.is_it.verdicts if each.outcome == "something_else"]
    where = ("definitions.yaml", ("verdicts",))
    yield "exclusions", Counted(len(found), *where)
    for source in sorted({each.source.source for each in found}):
        number = sum(each.source.source == source for each in found)
        yield f"exclusions of {source}", Counted(number, *where)


def _shelves(library: Library) -> Tally:
    for name, shelf in shelf_files(library):
        yield f"pieces on {shelf.id}", Counted(len(shelf.pieces), name, ("pieces",))
        for n, piece in enumerate(shelf.pieces):
            what = _POINTS.get(shelf.id)
            if what and piece.points:
                yield (
                    f"{what} in {piece.id}",
                    Counted(len(piece.points), name, ("pieces", n, "points")),
                )


#: What the points of a shelf's pieces are.
_POINTS = {"tre_syn": "roles", "stigen": "rungs"}
