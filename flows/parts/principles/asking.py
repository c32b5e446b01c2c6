"""A principle as it is put on the way: the answers that speak to it, and what they suggest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from flows.content import leaning
from flows.content.base import fill
from flows.content.library import Library
from flows.content.reading import Problem
from flows.inputs import Action, Verb
from flows.journey.desk import Desk
from flows.journey.path import Path
from flows.journey.principles import AT_GATE, PrincipleLines, of_step
from flows.journey.question import deed, is_revising
from flows.journey.steps import Role, Step, ids_of
from flows.journey.values import Answers, Value
from flows.language.text import plain
from flows.messages import Button, Note, Say, bullet
from flows.parts.principles.shown import in_brief, rated, speaking

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


#: The deed of making a next step of its advice.
STEP = "principle.step"


def suggestion(desk: Desk, step: Step) -> int | None:
    """What the answers suggest, where the step puts a principle and they suggest anything."""
    found = of_step(desk.flow.library, step) if step.role is Role.PRINCIPLE else None
    if found is None or not speaking(desk, found[1]):
        return None
    return RULES[found[1].rule](said_in(desk.flow.path, desk.answers))


def is_suggested(desk: Desk, step: Step) -> bool:
    """Whether a rating is suggested, to be said yes to: the others are folded then."""
    return suggestion(desk, step) is not None and not is_revising(desk, step)


def is_familiar(desk: Desk) -> bool:
    """Whether one was rated before, so that it need not be explained again."""
    return bool(rated(desk))


def recalled(desk: Desk, step: Step) -> tuple[Say, ...]:
    """What was answered, below each other."""
    found = of_step(desk.flow.library, step)
    spoken = speaking(desk, found[1]) if found is not None else []
    if not spoken:
        return ()
    return (Say(desk.lines(PrincipleLines).answered), *(bullet(in_brief(desk, s)) for s in spoken))


def asked(desk: Desk, step: Step) -> Say:
    """The statement; and the rating that the answers suggest."""
    rating = suggestion(desk, step)
    if rating is None:
        return Say(step.question.ask)
    found = of_step(desk.flow.library, step)
    slots = {"says": found[1].says if found is not None else "", "rating": str(rating)}
    return Say(desk.lines(PrincipleLines).suggested, slots)


def confirming(desk: Desk, step: Step) -> tuple[Button, ...]:
    """'Ja, 4': takes what is suggested."""
    rating, journey = suggestion(desk, step), desk.current
    if rating is None:
        return ()
    label = fill(desk.lines(PrincipleLines).yes, rating=rating)
    action = Action(Verb.ANSWER, journey.id, step.id, journey.revision, str(rating))
    return (Button(label, action, main=True),)


def agreed(desk: Desk, step: Step, text: str) -> int | None:
    """What is suggested, where that is what was said yes to."""
    return suggestion(desk, step) if plain(text) in desk.language.phrases.yes else None


def low_now(desk: Desk, step: Step) -> Note | None:
    """What to do about the rating just given, where it is low, and the way to make a step of it."""
    found, rating = of_step(desk.flow.library, step), desk.answers.get(step.id)
    value = rating.value if rating is not None else None
    if found is None or not isinstance(value, int) or value > LOW:
        return None
    lines, advice = desk.lines(PrincipleLines), found[0].when_low or ""
    make = deed(desk, lines.buttons.step, STEP, found[0].id)
    return Note((Say(lines.low_now, {"advice": advice}),), (make,))
