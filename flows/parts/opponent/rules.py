"""When each of the opponent's questions fits: named, pure rules; their words are content."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from flows.content import leaning
from flows.parts.advice import rules as advice
from flows.parts.advice import signs
from flows.parts.advice.rules import Rule
from flows.parts.advice.signs import Because, Facts, Sign, sign

HARDLY_INVOLVED = sign("demokrati.politikere", "foelger", "ukendt")
PRICE_IS_DOUBTFUL = sign("formaal.vaerd", "maaske", "nej", "ukendt")
SOLUTION_IS_NEAR = Sign("gate.loesning", frozenset({"faerdig"}))
THEY_DECIDE = sign("type.afgoer", "maal", "loesning", "sted", "tid", "oekonomi", "andet")
SOME_WERE_CHOSEN = sign("demokrati.deltagere", "inviterede", "egne")
NOT_READY = sign("parathed.klar", "1", "2", "3")
DRIFTING = sign("kursjustering.kurs", "delvist", "nej")
WOULD_AGAIN = sign("afsaet.igen", "samme", "anderledes")
CAME_FROM_THEM = sign("type.afsender", "borgere")

FIXED, REASON = leaning.question("rammer.fast"), leaning.question("formaal.hvorfor")
SUCCESS = leaning.question("formaal.succes")
#: From so many fixed frames there is little left.
NEARLY_ALL = 4


def shown(each: Sign, facts: Facts) -> Because | None:
    """An answer shows this."""
    return facts.both(each)


def said(question: str, facts: Facts) -> Because | None:
    """Something was answered to this."""
    return (question,) if facts.value(question) is not None else None


def left(question: str, facts: Facts) -> Because | None:
    """This was put, and passed over."""
    return (question,) if facts.left(question) else None


def decided_without_politicians(facts: Facts) -> Because | None:
    """Decisions are shared, and the politicians are hardly involved."""
    return facts.both(signs.SHARES_SOME, HARDLY_INVOLVED)


def solution_is_near(facts: Facts) -> Because | None:
    """The solution is nearly done, or the result nearly given, and oneself leads on."""
    if facts.shows(signs.WE_SUPPORT):
        return facts.both(SOLUTION_IS_NEAR)
    return facts.both(SOLUTION_IS_NEAR) or facts.both(signs.RESULT_GIVEN)


def nearly_all_fixed(facts: Facts) -> Because | None:
    """Most of what can be fixed is."""
    fixed = facts.value(FIXED)
    return (FIXED,) if isinstance(fixed, list) and len(fixed) >= NEARLY_ALL else None


def chef_leads(facts: Facts) -> Because | None:
    """The chef is the project leader."""
    return (advice.LEADER,) if facts.names_oneself(advice.LEADER) else None


def others_lead(facts: Facts) -> Because | None:
    """The others carry it, or began it."""
    return facts.both(signs.WE_SUPPORT) or facts.both(CAME_FROM_THEM)


#: From the name of a rule, as ``lines/opponent.yaml`` says it, to the rule.
RULES: Mapping[str, Rule] = {
    "decided_without_politicians": decided_without_politicians,
    "price_is_doubtful": partial(shown, PRICE_IS_DOUBTFUL),
    "no_gain": advice.no_gain_named,
    "for_money": partial(shown, signs.FOR_MONEY),
    "solution_is_near": solution_is_near,
    "they_decide": partial(shown, THEY_DECIDE),
    "nearly_all_fixed": nearly_all_fixed,
    "owner_is_missing": advice.no_owner_above,
    "success_is_unsaid": partial(left, SUCCESS),
    "off_course": partial(shown, DRIFTING),
    "nobody_measured": advice.not_measured,
    "made_little_difference": partial(shown, signs.MADE_LITTLE_DIFFERENCE),
    "politicians_have_the_last_word": partial(shown, signs.POLITICIANS_DECIDE),
    "chosen_few": partial(shown, SOME_WERE_CHOSEN),
    "open_to_all": partial(shown, signs.DOOR_IS_OPEN),
    "a_reason_was_given": partial(said, REASON),
    "success_was_said": partial(said, SUCCESS),
    "chef_leads": chef_leads,
    "leader_is_missing": advice.no_project_leader,
    "they_carry_it_out": partial(shown, signs.ABOUT_DOING_IT),
    "house_is_not_ready": partial(shown, NOT_READY),
    "nothing_is_prepared": partial(shown, signs.PREPARED_FOR_NOTHING),
    "others_lead": others_lead,
    "only_we_judge": advice.others_do_not_evaluate,
    "would_do_it_again": partial(shown, WOULD_AGAIN),
}
