"""For every rule: answers at which it fires, and close ones at which it is silent.

An answer is the value as it is stored; ``LEFT`` is a question that was put and passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.journey.values import Answer, Answers, AnswerState, Value

#: When the answers were given: the day from which 'soon' is counted.
SAID = datetime(2026, 3, 2, 8, tzinfo=UTC)
LEFT = object()

Given = Mapping[str, Value]


def answers(given: Given) -> Answers:
    """The answers of a journey."""
    return Answers(
        Answer(step, AnswerState.SKIPPED, None, "U1", SAID)
        if value is LEFT
        else Answer(step, AnswerState.GIVEN, value, "U1", SAID)
        for step, value in given.items()
    )


@dataclass(frozen=True)
class Case:
    """``fires`` with the questions in ``because``; ``silent`` are answers that are close to it."""

    because: tuple[str, ...]
    fires: tuple[Given, ...]
    silent: tuple[Given, ...]


TYPE, GOAL, SHARED = "typen.valg", "typen.fast_maal", "type.styring"
OPEN_TO, CHANGE, DECIDES = "afgraensning.hvad", "afgraensning.aendre", "type.afgoer"
FIXED, END = "rammer.fast", "rammer.tid"
ROOM, MAY_CHANGE = "uforudsigelighed.grad", "uforudsigelighed.plads"
PART, PLACE = "involveringsgrad.trin", "involveringsgrad.rolle"
GAINS, SPEAKER, LEEWAY = "formaal.gevinster", "ansvar.taler", "ejerskab.raaderum"
BROKEN, HAPPENED = "kursjustering.rammer", "kursjustering.uforudset"
POLITICIANS, OWNERSHIP, OWNER = "demokrati.politikere", "ejerskab.hvor", "ejerskab.ejer"
READY, MANDATE, ROLES = "parathed.uforudset", "tvaergaaende.mandat", "ansvar.uklart"
TOLD, LEADER, REVIEW = "tvaergaaende.besked", "bemanding.projektleder", "procesplan.eftersyn"
KAREN, ME = {"name": "Karen Eksempel"}, {"user": "U1"}

CASES: dict[str, Case] = {
    "not_worth_it": Case(
        ("formaal.vaerd",),
        ({"formaal.vaerd": "nej"},),
        ({"formaal.vaerd": "maaske"}, {"formaal.vaerd": LEFT}),
    ),
    "only_savings": Case(
        (GAINS,),
        ({GAINS: ["oekonomi"]},),
        ({GAINS: ["oekonomi", "kvalitet"]}, {GAINS: ["oekonomi", "andet"]}, {GAINS: ["kvalitet"]}),
    ),
    "democracy_for_few": Case(
        (GAINS, "demokrati.deltagere"),
        ({GAINS: ["kvalitet", "demokrati"], "demokrati.deltagere": "egne"},),
        (
            {GAINS: ["demokrati"], "demokrati.deltagere": "alle"},
            {GAINS: ["kvalitet"], "demokrati.deltagere": "egne"},
        ),
    ),
    "given_result_shared_decisions": Case(
        (TYPE, SHARED),
        ({TYPE: "styret", SHARED: 4}, {TYPE: "styret", SHARED: 5}),
        (
            {TYPE: "ansvarliggoerende", SHARED: 5},
            {TYPE: "ligevaerdig", SHARED: 5},
            {TYPE: "styret", SHARED: 3},
        ),
    ),
    "supports_without_sharing": Case(
        (TYPE, SHARED),
        ({TYPE: "faciliterende", SHARED: 2}, {TYPE: "ansvarliggoerende", SHARED: 1}),
        ({TYPE: "faciliterende", SHARED: 3}, {TYPE: "ligevaerdig", SHARED: 1}),
    ),
    "given_result_open_frame": Case(
        (TYPE, ROOM),
        ({TYPE: "styret", ROOM: 4}, {TYPE: "styret", ROOM: 5, MAY_CHANGE: ["maal"]}),
        (
            {TYPE: "styret", ROOM: 3, MAY_CHANGE: ["proces", "metoder"]},
            {TYPE: "faciliterende", ROOM: 5},
        ),
    ),
    "open_result_no_room": Case(
        (TYPE, MAY_CHANGE),
        (
            {TYPE: "ligevaerdig", MAY_CHANGE: ["intet"]},
            {TYPE: "faciliterende", ROOM: 1, MAY_CHANGE: ["intet"]},
        ),
        (
            {TYPE: "ligevaerdig", ROOM: 2, MAY_CHANGE: ["loesning"]},
            {TYPE: "styret", ROOM: 1, MAY_CHANGE: ["intet"]},
        ),
    ),
    "place_below_promise": Case(
        (SHARED, PLACE),
        ({SHARED: 3, PLACE: "gaest"},),
        ({SHARED: 2, PLACE: "gaest"}, {SHARED: 5, PLACE: "bidrager"}),
    ),
    "place_above_promise": Case(
        (SHARED, PLACE),
        ({SHARED: 2, PLACE: "ansvarlig"},),
        ({SHARED: 3, PLACE: "ansvarlig"}, {SHARED: 1, PLACE: "partner"}),
    ),
    "promised_but_not_invited": Case(
        (OPEN_TO, PART),
        (
            {OPEN_TO: ["definition", "udvikling"], PART: ["ideer", "valg"]},
            {OPEN_TO: ["realisering"], PART: ["evaluere"]},
        ),
        (
            {OPEN_TO: ["definition", "udvikling"], PART: ["problem", "valg"]},
            {OPEN_TO: ["udvikling"]},
        ),
    ),
    "invited_beyond_boundary": Case(
        (OPEN_TO, PART),
        ({OPEN_TO: ["udvikling"], PART: ["problem", "ideer"]},),
        ({OPEN_TO: ["udvikling"], PART: ["ideer", "proeve"]}, {PART: ["problem"]}),
    ),
    "may_not_change_but_partner": Case(
        (CHANGE, PLACE),
        ({OPEN_TO: ["realisering"], CHANGE: False, PLACE: "partner"},),
        (
            {OPEN_TO: ["realisering"], CHANGE: False, PLACE: "bidrager"},
            {OPEN_TO: ["realisering"], CHANGE: True, PLACE: "partner"},
            {OPEN_TO: ["udvikling"], CHANGE: False, PLACE: "partner"},
        ),
    ),
    "no_owner_above": Case(
        (OWNER,),
        ({OWNER: LEFT}, {OWNERSHIP: "begge", OWNER: LEFT}),
        ({OWNERSHIP: "toppen", OWNER: KAREN}, {OWNER: KAREN}),
    ),
    "politicians_not_told": Case(
        (POLITICIANS,), ({POLITICIANS: "ukendt"},), ({POLITICIANS: "foelger"}, {POLITICIANS: LEFT})
    ),
    "agreed_with_the_unaware": Case(
        (POLITICIANS, ROLES),
        ({POLITICIANS: "ukendt", ROLES: ["ingen"]},),
        (
            {POLITICIANS: "ukendt", ROLES: ["politikere"]},
            {POLITICIANS: "deltager", ROLES: ["ingen"]},
        ),
    ),
    "mandate_without_agreement": Case(
        (MANDATE, ROLES),
        ({MANDATE: "ja", ROLES: ["ledere", "borgere"]},),
        ({MANDATE: "ja", ROLES: ["borgere"]}, {MANDATE: "nej", ROLES: ["ledere"]}),
    ),
    "mandate_nobody_knows": Case(
        (MANDATE, TOLD),
        ({MANDATE: "kun_mig", TOLD: LEFT}, {MANDATE: "nej", TOLD: LEFT}),
        ({MANDATE: "nej", TOLD: "2026-04-01"}, {MANDATE: "ja", TOLD: LEFT}, {MANDATE: "nej"}),
    ),
    "no_project_leader": Case((LEADER,), ({LEADER: LEFT},), ({LEADER: KAREN}, {})),
    "locked_time_without_slack": Case(
        (READY, FIXED),
        ({READY: ["opbakning"], FIXED: ["tid"]},),
        ({READY: ["luft"], FIXED: ["tid"]}, {READY: ["intet"], FIXED: ["sted"]}, {FIXED: ["tid"]}),
    ),
    "soon_done": Case(
        (END,),
        ({END: "2026-05-30"}, {END: "2026-03-02"}),
        ({END: "2026-05-31"}, {END: "2026-03-01"}),
    ),
    "review_after_the_end": Case(
        (END, REVIEW),
        ({END: "2026-09-01", REVIEW: "2026-09-01"},),
        ({END: "2026-09-01", REVIEW: "2026-08-31"}, {REVIEW: "2026-09-01"}),
    ),
    "off_course_all_holds": Case(
        ("kursjustering.kurs", "kursjustering.rammer"),
        ({"kursjustering.kurs": "nej", "kursjustering.rammer": ["intet"]},),
        (
            {"kursjustering.kurs": "delvist", "kursjustering.rammer": ["intet"]},
            {"kursjustering.kurs": "nej", "kursjustering.rammer": ["tid"]},
        ),
    ),
    "own_promise_broken": Case(
        ("kursjustering.rammer",),
        ({"kursjustering.rammer": ["tid", "vores"]},),
        ({"kursjustering.rammer": ["deres"]},),
    ),
    "not_measured": Case(
        ("maalopfyldelse.maal",),
        ({"maalopfyldelse.maal": "ikke_maalt"},),
        ({"maalopfyldelse.maal": "slet_ikke"},),
    ),
    "reached_without_value": Case(
        ("maalopfyldelse.maal", "maalopfyldelse.vaerdi"),
        ({"maalopfyldelse.maal": "naaet", "maalopfyldelse.vaerdi": ["ingen"]},),
        (
            {"maalopfyldelse.maal": "naaet", "maalopfyldelse.vaerdi": ["kvalitet"]},
            {"maalopfyldelse.maal": "delvist", "maalopfyldelse.vaerdi": ["ingen"]},
        ),
    ),
    "again_without_effect": Case(
        ("maalopfyldelse.betydning", "afsaet.igen"),
        ({"maalopfyldelse.betydning": 2, "afsaet.igen": "samme"},),
        (
            {"maalopfyldelse.betydning": 2, "afsaet.igen": "anderledes"},
            {"maalopfyldelse.betydning": 3, "afsaet.igen": "samme"},
        ),
    ),
    "culture_without_practice": Case(
        ("refleksion.praksis", "refleksion.kultur"),
        ({"refleksion.praksis": ["intet"], "refleksion.kultur": 4},),
        (
            {"refleksion.praksis": ["intet"], "refleksion.kultur": 3},
            {"refleksion.praksis": ["sprog"], "refleksion.kultur": 5},
        ),
    ),
    "nothing_laid_aside": Case(
        ("bemanding.tid",),
        ({"bemanding.tid": "intet"},),
        ({"bemanding.tid": "opgave"}, {"bemanding.tid": LEFT}),
    ),
    "much_is_fixed": Case(
        (FIXED,),
        ({FIXED: ["maal", "lov", "oekonomi", "tid", "sted"]},),
        ({FIXED: ["maal", "lov", "oekonomi", "tid"]}, {FIXED: LEFT}),
    ),
    "nothing_for_the_unforeseen": Case(
        (READY,),
        ({READY: ["intet"]}, {READY: ["intet"], ROOM: 3}),
        ({READY: ["opbakning"]}, {READY: LEFT}, {READY: ["kursskifte"], ROOM: 5}),
    ),
    "open_result_fixed_goal": Case(
        (GOAL, FIXED),
        ({GOAL: 1, FIXED: ["lov", "maal"]}, {GOAL: 2, FIXED: ["maal"]}),
        (
            {GOAL: 3, FIXED: ["maal"]},
            {GOAL: 1, FIXED: ["lov"]},
            {OPEN_TO: ["udvikling"], FIXED: ["maal"]},
            {OPEN_TO: ["definition"], FIXED: ["sted"]},
        ),
    ),
    "goal_fixed_and_free": Case(
        (FIXED, MAY_CHANGE),
        ({FIXED: ["maal", "lov"], MAY_CHANGE: ["maal"]},),
        ({FIXED: ["lov"], MAY_CHANGE: ["maal"]}, {FIXED: ["maal"], MAY_CHANGE: ["proces"]}),
    ),
    "promise_touches_frame": Case(
        (DECIDES, FIXED),
        (
            {SHARED: 4, DECIDES: ["sted", "loesning"], FIXED: ["sted"]},
            {SHARED: 2, DECIDES: ["oekonomi"], FIXED: ["lov", "oekonomi"]},
            {SHARED: 3, DECIDES: ["maal"], FIXED: ["maal"]},
        ),
        (
            {SHARED: 3, DECIDES: ["sted"], FIXED: ["tid"]},
            {SHARED: 3, DECIDES: ["loesning"], FIXED: ["maal", "sted", "tid", "oekonomi"]},
            {SHARED: 1, DECIDES: ["sted"], FIXED: ["sted"]},
        ),
    ),
    "politicians_and_citizens_decide": Case(
        (POLITICIANS, PLACE),
        (
            {POLITICIANS: "beslutter", PLACE: "ansvarlig"},
            {POLITICIANS: "beslutter", PLACE: "partner"},
        ),
        (
            {POLITICIANS: "foelger", PLACE: "ansvarlig"},
            {POLITICIANS: "beslutter", PLACE: "bidrager"},
            {POLITICIANS: "beslutter", SHARED: 3},
        ),
    ),
    "shares_what_is_not_owned": Case(
        (SHARED, LEEWAY),
        ({SHARED: 5, OWNERSHIP: "begge", LEEWAY: LEFT}, {SHARED: 4, LEEWAY: LEFT}),
        (
            {SHARED: 3, OWNERSHIP: "mig"},
            {SHARED: 5, OWNERSHIP: "toppen"},
            {SHARED: 5, OWNERSHIP: "begge", LEEWAY: "Budgettet"},
        ),
    ),
    "all_on_the_chef": Case(
        (OWNER, LEADER, SPEAKER),
        ({OWNER: ME, LEADER: ME, SPEAKER: ME},),
        (
            {OWNER: KAREN, LEADER: ME, SPEAKER: ME},
            {OWNER: ME, LEADER: {"user": "U2"}, SPEAKER: ME},
            {OWNERSHIP: "toppen", LEADER: ME, SPEAKER: ME},
        ),
    ),
    "politicians_without_a_role": Case(
        (POLITICIANS, ROLES),
        ({POLITICIANS: "deltager", ROLES: ["politikere", "borgere"]},),
        (
            {POLITICIANS: "deltager", ROLES: ["borgere"]},
            {POLITICIANS: "foelger", ROLES: ["politikere"]},
        ),
    ),
    "no_gain_named": Case((GAINS,), ({GAINS: LEFT},), ({GAINS: ["kvalitet"]}, {})),
    "open_door_to_the_hard_to_reach": Case(
        ("demokrati.deltagere", "maalgruppe.parate"),
        ({"demokrati.deltagere": "alle", "maalgruppe.parate": 3},),
        (
            {"demokrati.deltagere": "alle", "maalgruppe.parate": 4},
            {"demokrati.deltagere": "inviterede", "maalgruppe.parate": 1},
        ),
    ),
    "others_do_not_evaluate": Case(
        (PART,), ({PART: ["ideer", "valg"]},), ({PART: ["ideer", "evaluere"]}, {PART: LEFT})
    ),
    "frame_broken_nothing_changed": Case(
        (BROKEN, HAPPENED),
        ({BROKEN: ["tid"], HAPPENED: LEFT},),
        (
            {BROKEN: ["tid"], HAPPENED: "Vi flytter åbningen til maj"},
            {BROKEN: ["intet"], HAPPENED: LEFT},
            {BROKEN: ["tid"]},
            {BROKEN: ["tid"], HAPPENED: LEFT, "frame:tid": {"id": "tid", "text": "I mål i maj"}},
        ),
    ),
    "clear_without_answers": Case(
        ("demokrati.clarity",),
        (
            {
                POLITICIANS: LEFT,
                "demokrati.deltagere": LEFT,
                "demokrati.legitimitet": "Naboerne",
                "demokrati.clarity": "afklaret",
            },
        ),
        (
            {
                POLITICIANS: "foelger",
                "demokrati.deltagere": "alle",
                "demokrati.legitimitet": LEFT,
                "demokrati.clarity": "afklaret",
            },
            {POLITICIANS: LEFT, "demokrati.deltagere": LEFT, "demokrati.clarity": "aabent"},
        ),
    ),
}
