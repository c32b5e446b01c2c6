"""When each of the opponent's questions fits: named, pure rules; their words are content."""

from __future__ import annotations

from collections.abc import Mapping

from flows.content import leaning
from flows.parts.advice import signs
from flows.parts.advice.rules import FIXED, LEADER
from flows.parts.advice.rules import RULES as ADVISING
from flows.parts.advice.signs import (
    Rule,
    either,
    every,
    left,
    many,
    oneself,
    said,
    sign,
    sorted_as,
    unless,
)

SUCCESS = leaning.question("formaal.succes")
#: From so many fixed frames there is little left.
NEARLY_ALL = 4
_NEAR = sorted_as("loesning", "faerdig")

#: From the name of a rule, as ``lines/opponent.yaml`` says it, to the rule.
RULES: Mapping[str, Rule] = {
    "decided_without_politicians": every(
        signs.SHARES_SOME, sign("demokrati.politikere", "foelger", "ukendt")
    ),
    "price_is_doubtful": sign("formaal.vaerd", "maaske", "nej", "ukendt"),
    "no_gain": ADVISING["no_gain_named"],
    "for_money": signs.FOR_MONEY,
    "solution_is_near": either(_NEAR, unless(signs.WE_SUPPORT, signs.RESULT_GIVEN)),
    "they_decide": sign("type.afgoer", "maal", "loesning", "sted", "tid", "oekonomi", "andet"),
    "nearly_all_fixed": many(FIXED, NEARLY_ALL),
    "owner_is_missing": ADVISING["no_owner_above"],
    "success_is_unsaid": left(SUCCESS),
    "off_course": sign("kursjustering.kurs", "delvist", "nej"),
    "nobody_measured": signs.NOT_MEASURED,
    "made_little_difference": signs.MADE_LITTLE_DIFFERENCE,
    "politicians_have_the_last_word": signs.POLITICIANS_DECIDE,
    "chosen_few": sign("demokrati.deltagere", "inviterede", "egne"),
    "open_to_all": signs.DOOR_IS_OPEN,
    "a_reason_was_given": said(leaning.question("formaal.hvorfor")),
    "success_was_said": said(SUCCESS),
    "chef_leads": oneself(LEADER),
    "leader_is_missing": ADVISING["no_project_leader"],
    "they_carry_it_out": signs.ABOUT_DOING_IT,
    "house_is_not_ready": sign("parathed.klar", "1", "2", "3"),
    "nothing_is_prepared": signs.PREPARED_FOR_NOTHING,
    "others_lead": either(signs.WE_SUPPORT, sign("type.afsender", "borgere")),
    "only_we_judge": ADVISING["others_do_not_evaluate"],
    "would_do_it_again": sign("afsaet.igen", "samme", "anderledes"),
}
