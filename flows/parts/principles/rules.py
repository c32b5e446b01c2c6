"""What the answers suggest that a principle be rated: a named rule for each, and only from choices.

A rule gives 1 to 5, or None where too little was answered. It looks at nothing but whether and with
which choice a question was answered; what people wrote is shown to them, and not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from flows.content import leaning
from flows.content.library import Library
from flows.content.reading import Problem
from flows.journey.path import Path
from flows.journey.principles import AT_GATE
from flows.journey.steps import ids_of
from flows.journey.values import Answers, Value

#: The answer to a question, or None where it has none that holds.
Said = Callable[[str], Value]

#: What the numbers stand for.
LOW, BETWEEN, GOOD = 2, 3, 4

PRICE, HOURS = "gate.pris", "gate.pris_ved_ikke_linje"
VALUE, NAMED = "gate.vaerdi", "gate.vaerdi_naesten_linje"
TIME = leaning.question("bemanding.tid", {"intet"})
WORTH = leaning.question("formaal.vaerd", {"ja", "maaske", "nej", "ukendt"})
WHY = leaning.question("formaal.hvorfor")
SUCCESS = leaning.question("formaal.succes")
ABOUT = leaning.question("afgraensning.hvad", {"realisering"})
WORD = leaning.question("afgraensning.ord")
WHERE = leaning.question("ejerskab.hvor", {"begge", "mig"})
OWNER = leaning.question("ejerskab.ejer")
TYPE = leaning.question("typen.valg", {"styret", "ligevaerdig"})
SHARED = leaning.question("type.styring")
UNCLEAR = leaning.question("ansvar.uklart", {"borgere"})
EXPECTED = leaning.question("ansvar.forventninger")
OURS, THEIRS = leaning.question("kontrakt.vi"), leaning.question("kontrakt.de")
STEPS = leaning.question("involveringsgrad.trin", {"evaluere"})
HOW = leaning.question("procesplan.evaluering")
REACHED = leaning.question("maalopfyldelse.maal", {"ikke_maalt"})
MEANT = leaning.question("maalopfyldelse.betydning")


def price_known(said: Said) -> int | None:
    """Whether the price is known and worth it, and time set aside."""
    worth = {"ja": GOOD, "ved_ikke": LOW, "nej": 1, "maaske": BETWEEN, "ukendt": LOW}
    answer, time = said(WORTH) or said(PRICE), said(TIME)
    if time == "intet":
        return LOW
    if answer is not None:
        return BETWEEN if said(HOURS) is not None else worth.get(answer)
    return None if time is None else BETWEEN


def value_named(said: Said) -> int | None:
    """Whether the value can be said in a sentence."""
    if said(WHY) is not None or said(NAMED) is not None:
        return GOOD
    named = {"ja": GOOD, "naesten": BETWEEN, "nej": 1}
    return named.get(said(VALUE) or "")


def told_apart(said: Said) -> int | None:
    """Whether developing and delivering are told apart."""
    about = [*ids_of(said(ABOUT))]
    if not about:
        return None
    delivers = "realisering" in about
    return BETWEEN if delivers and said(WORD) is None else GOOD


def owner_clear(said: Said) -> int | None:
    """Whether somebody above owns it, and it is owned in both ends."""
    where, owner = said(WHERE), said(OWNER)
    if where is None and owner is None:
        return None
    if where == "mig" or owner is None:
        return LOW
    return GOOD if where == "begge" else BETWEEN


def leads_as_type(said: Said) -> int | None:
    """Whether it is led as the type asks for: setting the direction, or helping others to."""
    chosen, shared = said(TYPE), said(SHARED)
    if chosen is None or shared is None:
        return None
    facilitates = chosen not in ("styret", "ligevaerdig")
    against = shared <= 2 if facilitates else shared >= 5
    return LOW if against else GOOD


def roles_open(said: Said) -> int | None:
    """Whether one has said what one does oneself, and what one expects of the others."""
    if "borgere" in ids_of(said(UNCLEAR)):
        return LOW
    if said(OURS) is not None and said(THEIRS) is not None:
        return GOOD
    return None if said(EXPECTED) is None else BETWEEN


def evaluation_planned(said: Said) -> int | None:
    """Whether there is something to evaluate by, a way to do it, and the others take part."""
    steps = said(STEPS)
    found = [said(SUCCESS) is not None, said(HOW) is not None, "evaluere" in ids_of(steps)]
    if not any(found) and steps is None:
        return None
    return max(LOW, 1 + sum(found))


def evaluated(said: Said) -> int | None:
    """Whether one looked whether the value came, and what co-creating meant to it."""
    reached, meant = said(REACHED), said(MEANT)
    if reached is None and meant is None:
        return None
    if reached == "ikke_maalt":
        return LOW
    return GOOD if reached is not None and meant is not None else BETWEEN


RULES: Mapping[str, Callable[[Said], int | None]] = {
    rule.__name__: rule
    for rule in (
        price_known,
        value_named,
        told_apart,
        owner_clear,
        leads_as_type,
        roles_open,
        evaluation_planned,
        evaluated,
    )
}


def said_in(path: Path, answers: Answers) -> Said:
    """What holds in the answers of a journey."""
    return partial(_said, path, answers)


def _said(path: Path, answers: Answers, ref: str) -> Value:
    step = path.by_id.get(ref)
    holds = step is not None and step.holds(answers) and step.on_path(answers)
    return answers.given(ref) if holds else None


def problems(library: Library, *, complete: bool) -> Iterator[Problem]:
    """Each principle is taken somewhere, by a rule that there is, and rests on what is asked."""
    known, places = Path(library).by_id, {AT_GATE, *(phase.id for phase in library.phases)}
    for n, principle in enumerate(library.principles):
        document = library.documents["principles.yaml"]
        if complete and not principle.taken:
            yield document.problem((n,), f"'{principle.id}' is taken nowhere on the way")
        for m, taken in enumerate(principle.taken):
            where = (n, "taken", m)
            if taken.rule not in RULES:
                yield document.problem((*where, "rule"), f"no rule is called '{taken.rule}'")
            if taken.at not in places:
                yield document.problem((*where, "at"), f"no phase is called '{taken.at}'")
            for k, ref in enumerate(taken.rests_on):
                if ref not in known:
                    message = f"nothing is called '{ref}'"
                    yield document.problem((*where, "rests_on", k), message)
