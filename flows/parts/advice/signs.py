"""What the rules look for in answers to closed questions; ``samskab check`` finds what is gone."""

from __future__ import annotations

from flows.parts.advice.facts import Sign, sign

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

# Boundary
ABOUT_THE_PROBLEM = sign("afgraensning.hvad", "definition")
ABOUT_THE_SOLUTION = sign("afgraensning.hvad", "udvikling")
ABOUT_DOING_IT = sign("afgraensning.hvad", "realisering")
MAY_NOT_CHANGE_IT = sign("afgraensning.aendre", "nej")

# Democracy and ownership
ONLY_WHO_CAME = sign("demokrati.deltagere", "egne")
POLITICIANS_UNAWARE = sign("demokrati.politikere", "ukendt")
POLITICIANS_DECIDE = sign("demokrati.politikere", "beslutter")
NO_OWNERSHIP_ABOVE = sign("ejerskab.hvor", "bunden", "mig")

# Readiness, staffing, roles
PREPARED_FOR_NOTHING = sign("parathed.uforudset", "intet")
SLACK_IN_TIME = sign("parathed.uforudset", "luft")
HAS_MANDATE = sign("tvaergaaende.mandat", "ja")
MANDATE_UNKNOWN = sign("tvaergaaende.mandat", "kun_mig", "nej")
UNCLEAR_WITH_LEADERS = sign("ansvar.uklart", "ledere")
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
WORD_UNTRIED = sign("kommunikation.ordet", "ukendt")
CITIZENS_READY = sign("maalgruppe.parate", "4", "5")
IN_ON_THE_PROBLEM = sign("involveringsgrad.trin", "problem")
IN_ON_THE_SOLUTION = sign("involveringsgrad.trin", "ideer", "valg")
IN_ON_DOING_IT = sign("involveringsgrad.trin", "udfoere")
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
