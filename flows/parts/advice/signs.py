"""What a rule may know, and what the rules look for in answers to closed questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flows.content import leaning
from flows.content.kinds import Kind
from flows.journey.path import Path
from flows.journey.route import CLEAR
from flows.journey.steps import Role, Section, ids_of
from flows.journey.values import Answer, Answers, AnswerState, Value

#: The questions whose answers led a rule to what it found, the one asked first standing first.
Because = tuple[str, ...]


class Facts:
    """The answers of one journey, as the rules see them. What is off the path is not there."""

    def __init__(self, path: Path, answers: Answers) -> None:
        self._path = path
        self._answers = answers

    def value(self, question: str) -> Value | None:
        """What was answered, or None where nothing was that still fits the question."""
        answer = self._held(question)
        return answer.value if answer and answer.state is AnswerState.GIVEN else None

    def left(self, question: str) -> bool:
        """Whether the question was put and left without an answer."""
        answer = self._held(question)
        return answer is not None and answer.state is not AnswerState.GIVEN

    def names_oneself(self, question: str) -> bool:
        """Whether who answered named themselves."""
        answer, value = self._held(question), self.value(question)
        return answer is not None and value == {"user": answer.author}

    def kept_since(self, kind: str, question: str) -> bool:
        """Whether a record of the kind was made or changed after the question was answered."""
        return any(self._answers.is_later(e.step, question) for e in self._answers.kept(kind))

    def clear_unanswered(self) -> Because:
        """Of the points that were said to be clear: where most questions have no answer."""
        return tuple(
            said
            for section in self._path.sections
            if section.point is not None
            and self.value(said := f"{section.id}.{Role.CLARITY}") == CLEAR
            and self._is_mostly_unanswered(section)
        )

    def _is_mostly_unanswered(self, section: Section) -> bool:
        steps = (each for each in section.steps if each.role is Role.QUESTION)
        asked = [each.id for each in steps if each.on_path(self._answers)]
        return 2 * sum(self.value(each) is None for each in asked) > len(asked)

    def day(self, question: str) -> date | None:
        """The date that was answered."""
        value = self.value(question)
        return date.fromisoformat(value) if value and self._is(question, Kind.DATE) else None

    def said_on(self, question: str) -> date | None:
        """The day on which it was answered, by UTC."""
        answer = self._held(question)
        return answer.said_at.date() if answer else None

    def _is(self, question: str, kind: Kind) -> bool:
        step = self._path.by_id.get(question)
        return step is not None and step.question.kind is kind

    def _held(self, question: str) -> Answer | None:
        step, answer = self._path.by_id.get(question), self._answers.get(question)
        if step is None or answer is None or not step.resolved(self._answers):
            return None
        return answer if step.on_path(self._answers) else None


#: What finds something in the answers, or None.
Rule = Callable[[Facts], Because | None]


@dataclass(frozen=True, slots=True)
class Sign:
    """Something to look for in an answer: one of ``any_of`` was chosen. It is a rule by itself.

    As in ``when``: ids of choices, ``ja`` and ``nej``, ``"1"`` to ``"5"``.
    """

    question: str
    any_of: frozenset[str]

    def __call__(self, facts: Facts) -> Because | None:
        """The question, where its answer shows the sign."""
        chosen = ids_of(facts.value(self.question))
        return None if self.any_of.isdisjoint(chosen) else (self.question,)


def sign(question: str, *any_of: str) -> Sign:
    """A sign as the rules write it."""
    return Sign(leaning.question(question, any_of), frozenset(any_of))


def sorted_as(id: str, *any_of: str) -> Sign:
    """The same of a question of the gate."""
    return Sign(leaning.sorting(id, any_of), frozenset(any_of))


def lacks(sign: Sign) -> Rule:
    """There is an answer, and it does not show the sign."""
    return unless(sign, said(sign.question))


def said(question: str) -> Rule:
    """Something was answered."""
    return lambda facts: (question,) if facts.value(question) is not None else None


def left(question: str) -> Rule:
    """The question was put and left without an answer."""
    return lambda facts: (question,) if facts.left(question) else None


def oneself(question: str) -> Rule:
    """Who answered named themselves."""
    return lambda facts: (question,) if facts.names_oneself(question) else None


def many(question: str, least: int) -> Rule:
    """So many were chosen, or more."""

    def find(facts: Facts) -> Because | None:
        chosen = facts.value(question)
        return (question,) if isinstance(chosen, list) and len(chosen) >= least else None

    return find


def every(*rules: Rule) -> Rule:
    """All of them find something."""

    def find(facts: Facts) -> Because | None:
        found: dict[str, None] = {}
        for each in rules:
            because = each(facts)
            if not because:
                return None
            found |= dict.fromkeys(because)
        return tuple(found)

    return find


def either(*rules: Rule) -> Rule:
    """What the first of them finds that finds something."""
    return lambda facts: next(filter(None, (each(facts) for each in rules)), None)


def unless(doubt: Rule, rule: Rule) -> Rule:
    """What the second finds where the first finds nothing."""
    return lambda facts: None if doubt(facts) else rule(facts)


# Purpose
NOT_WORTH_IT = sign("formaal.vaerd", "nej")
FOR_DEMOCRACY = sign("formaal.gevinster", "demokrati")
FOR_MORE_THAN_MONEY = sign(
    "formaal.gevinster", "kvalitet", "innovation", "demokrati", "faellesskab", "andet"
)
FOR_MONEY = sign("formaal.gevinster", "oekonomi")

# Type
RESULT_GIVEN = sign("typen.valg", "styret", "ansvarliggoerende")
GOAL_OPEN = sign("typen.fast_maal", "1", "2")
RESULT_NOT_GIVEN = sign("typen.valg", "ligevaerdig", "faciliterende")
WE_SUPPORT = sign("typen.valg", "faciliterende", "ansvarliggoerende")
SHARES_LITTLE = sign("type.styring", "1", "2")
SHARES_SOME = sign("type.styring", "3", "4", "5")
SHARES_MUCH = sign("type.styring", "4", "5")
DECIDE_GOAL = sign("type.afgoer", "maal")
DECIDE_MONEY = sign("type.afgoer", "oekonomi")
DECIDE_TIME = sign("type.afgoer", "tid")
DECIDE_PLACE = sign("type.afgoer", "sted")

# Boundary
ABOUT_THE_PROBLEM = sign("afgraensning.hvad", "definition")
ABOUT_THE_SOLUTION = sign("afgraensning.hvad", "udvikling")
ABOUT_DOING_IT = sign("afgraensning.hvad", "realisering")
MAY_NOT_CHANGE_IT = sign("afgraensning.aendre", "nej")

# Democracy and ownership
ONLY_WHO_CAME = sign("demokrati.deltagere", "egne")
DOOR_IS_OPEN = sign("demokrati.deltagere", "alle")
POLITICIANS_TAKE_PART = sign("demokrati.politikere", "deltager")
POLITICIANS_UNAWARE = sign("demokrati.politikere", "ukendt")
POLITICIANS_DECIDE = sign("demokrati.politikere", "beslutter")
NO_OWNERSHIP_ABOVE = sign("ejerskab.hvor", "bunden", "mig")
OWNED_BY_CHEF = sign("ejerskab.hvor", "mig")

# Readiness, staffing, roles
PREPARED_FOR_NOTHING = sign("parathed.uforudset", "intet")
SLACK_IN_TIME = sign("parathed.uforudset", "luft")
HAS_MANDATE = sign("tvaergaaende.mandat", "ja")
NOTHING_WAITS = sign("bemanding.tid", "intet")
MANDATE_UNKNOWN = sign("tvaergaaende.mandat", "kun_mig", "nej")
UNCLEAR_WITH_LEADERS = sign("ansvar.uklart", "ledere")
UNCLEAR_WITH_POLITICIANS = sign("ansvar.uklart", "politikere")
ALL_ROLES_AGREED = sign("ansvar.uklart", "ingen")

# Planning
GOAL_FIXED = sign("rammer.fast", "maal")
MONEY_FIXED = sign("rammer.fast", "oekonomi")
TIME_FIXED = sign("rammer.fast", "tid")
PLACE_FIXED = sign("rammer.fast", "sted")
MUCH_ROOM = sign("uforudsigelighed.grad", "4", "5")
HARDLY_ANY_ROOM = sign("uforudsigelighed.grad", "1")
RESULT_MAY_CHANGE = sign("uforudsigelighed.plads", "maal", "loesning")
NOTHING_MAY_CHANGE = sign("uforudsigelighed.plads", "intet")
GOAL_MAY_CHANGE = sign("uforudsigelighed.plads", "maal")
CITIZENS_NOT_READY = sign("maalgruppe.parate", "1", "2", "3")
IN_ON_THE_PROBLEM = sign("involveringsgrad.trin", "problem")
IN_ON_THE_SOLUTION = sign("involveringsgrad.trin", "ideer", "valg")
IN_ON_DOING_IT = sign("involveringsgrad.trin", "udfoere")
EVALUATE_TOO = sign("involveringsgrad.trin", "evaluere")
ARE_GUESTS = sign("involveringsgrad.rolle", "gaest")
ARE_PARTNERS = sign("involveringsgrad.rolle", "partner", "ansvarlig")
DECIDE_THEMSELVES = sign("involveringsgrad.rolle", "ansvarlig")

# Under way
OFF_COURSE = sign("kursjustering.kurs", "nej")
ALL_AGREEMENTS_HOLD = sign("kursjustering.rammer", "intet")
OUR_PROMISE_BROKEN = sign("kursjustering.rammer", "vores")

# Looking back
GOAL_REACHED = sign("maalopfyldelse.maal", "naaet")
NOT_MEASURED = sign("maalopfyldelse.maal", "ikke_maalt")
NO_VALUE = sign("maalopfyldelse.vaerdi", "ingen")
MADE_LITTLE_DIFFERENCE = sign("maalopfyldelse.betydning", "1", "2")
SAME_AGAIN = sign("afsaet.igen", "samme")
NOTHING_DONE_OTHERWISE = sign("refleksion.praksis", "intet")
CULTURE_CHANGED = sign("refleksion.kultur", "4", "5")

SIGNS = tuple(each for each in tuple(globals().values()) if isinstance(each, Sign))
