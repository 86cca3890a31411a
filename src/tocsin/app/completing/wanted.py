"""What the words of a verb may be, beside units and incidents."""

from tocsin.operations.picture.unit import Condition
from tocsin.terms.codes import Agency, Channel, Disposal, UnitStatus
from tocsin.terms.ics import IcsPosition

_BY_KIND = {
    "report": "OPEN WHAT WHERE WHO LANG ANS TRY FIX AR DR DUP UDP DIS HOR ROR",
    "type": "C TY CALL OPEN WHAT",
    "priority": "P C CALL OPEN WHAT",
    "person": "RST AC UC LC TC TA TD TW PF PO CR RC DUTY QUAL UNQ TK TR OWE RD AG AH SG LO",
    "station": "MV HOME NU",
    "facility": "T H S RF INV",
    "plan": "PL PLW",
    "incident": "PL K KS KU AR OWE",
    "step": "K KS KU",
    "question": "ANS",
    "task": "TAKE DONE CANT TX TR DL",
    "objective": "OE OM OA OR",
    "obligation": "MET WV PP",
    "closure": "CLX CLE",
    "proposal": "AY AN AO AX AW",
    "neighbour": "LE N NC NH SIGN SUSP RESU LQ RIL RIO",
    "verb": "?",
}
KINDS: dict[str, tuple[str, ...]] = {}
for _kind, _verbs in _BY_KIND.items():
    for _verb in _verbs.split():
        KINDS[_verb] = (*KINDS.get(_verb, ()), _kind)

CODES: dict[str, tuple[str, ...]] = {
    "CALL": tuple(Channel.__members__),
    "DIS": tuple(Disposal.__members__),
    "COND": tuple(Condition.__members__),
    "CT": tuple(UnitStatus.__members__),
    "AG": tuple(Agency.__members__),
    "RA": tuple(Agency.__members__),
    "UC": tuple(Agency.__members__),
    "PO": tuple(IcsPosition.__members__),
    "K": ("done",),
}
"""Words of code lists that a verb takes."""

FREE_FIRST = frozenset({"D", "DE", "SA", "MV", "O", "SK"})
"""Verbs that mostly name units that are free; most others name units at work."""
