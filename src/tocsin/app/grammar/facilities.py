"""Verbs about facilities and closures: how a hospital or shelter is, which road is shut."""

import re

from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.reports import point
from tocsin.app.grammar.told import Built, Told, Verb, one, whole
from tocsin.app.tongue import code, listed, tell
from tocsin.operations.closures import (
    DeclareClosure,
    ExtendClosure,
    GivenExtent,
    LiftClosure,
)
from tocsin.operations.facilities import (
    GivenCapacity,
    RegisterFacility,
    ReportFacility,
    RetireFacility,
)
from tocsin.operations.incident import GivenPlace
from tocsin.operations.picture.facility import Diversion, FacilityState

EDGE = re.compile(r"w-?\d{1,18}(\.n-?\d{1,18}(\.\d{1,4})?)?")
DEPTH = re.compile(r"\d{1,5}cm")
USUAL = {"shelter": "people", "hospital": "beds"}
"""What a bare number counts, by kind of facility, where it has reported nothing else."""


def _named(told: Told) -> tuple[str, tuple[str, ...]]:
    """The facility that the first words name, as many as it takes; and the words left."""
    words = told.rest
    for count in range(len(words), 0, -1):
        found = told.names.facility(" ".join(words[:count]))
        if found is not None:
            return found, words[count:]
    raise misread("misread-facility-as", word=" ".join(words), example=told.verb.example)


def _report(told: Told) -> Built:
    """State, diversion and places in any order: `S clinic beds 14/40 limited diversion closed`."""
    facility, words = _named(told)
    state = diversion = None
    capacities: list[GivenCapacity] = []
    kind = _usual(told, facility)
    left = list(words)
    while left:
        word = left.pop(0).lower()
        if word == "diversion" and left:
            diversion = _diversion(left.pop(0))
        elif word in FacilityState.__members__:
            state = FacilityState[word]
        elif word[0].isdigit():
            free, _, total = word.partition("/")
            capacities.append(
                GivenCapacity(
                    kind=kind,
                    free=whole(free, tell("number-free")),
                    total=whole(total, tell("number-in-all")) if total else None,
                )
            )
        else:
            kind = word
            if not left or not left[0][0].isdigit():
                raise misread("misread-facility-state", word=word)
    command = ReportFacility(
        facility=facility,
        state=state,
        diversion=diversion,
        capacities=tuple(capacities),
        remark=told.line.text,
        source="telephone",
    )
    parts = [code("facility", state.value)] if state else []
    parts += [tell("echo-diversion", state=code("diversion", diversion.value))] if diversion else []
    parts += [tell("echo-free", n=each.free or 0, kind=each.kind) for each in capacities]
    what = listed(parts) or told.line.text or tell("nothing-said")
    return one(command, tell("echo-facility", facility=facility, what=what))


def _usual(told: Told, facility: str) -> str:
    found = told.names.picture.facilities.get(facility)
    if found is None:
        return "people"
    if len(found.capacities) == 1:
        return found.capacities[0].kind
    return USUAL.get(found.kind, "people")


def _diversion(word: str) -> Diversion:
    if word.lower() not in Diversion.__members__:
        raise misread("misread-diversion", word=word, choices=listed(Diversion.__members__))
    return Diversion[word.lower()]


def _register(told: Told) -> Built:
    words = told.some_rest(1, 2, "takes-new-facility")
    where = point(words[1]) if len(words) == 2 else None
    given = told.place_given()
    place = GivenPlace(
        label=told.place_said(), point=where or given.point, areas=given.areas, ground=given.ground
    )
    command = RegisterFacility(name=told.a_text(), kind=words[0].lower(), place=place)
    return one(command, tell("echo-registered", name=told.a_text(), kind=words[0].lower()))


def _retire(told: Told) -> Built:
    facility, left = _named(told)
    if left:
        raise misread("misread-facility", word=" ".join(told.rest))
    command = RetireFacility(facility=facility, reason=told.a_reason())
    return one(command, tell("echo-retired", name=facility, reason=told.a_reason()))


def _close(told: Told) -> Built:
    """The place is a public one, so its words are kept in the clear as its label."""
    words = told.some_rest(1, None, "takes-closure")
    edges = tuple(each for each in words[1:] if EDGE.fullmatch(each))
    depths = [each for each in words[1:] if DEPTH.fullmatch(each)]
    pass_by = tuple(each.lower() for each in words[1:] if each not in (*edges, *depths))
    given = told.names.place(told.a_place()) if told.line.place or not edges else GivenPlace()
    label = given.label or given.words
    place = GivenPlace(label=label, point=given.point, areas=given.areas, ground=given.ground)
    command = DeclareClosure(
        kind=words[0].lower(),
        extent=GivenExtent(place=place, edges=edges),
        ends_at=told.until,
        passable_for=pass_by,
        incident=told.incidents[0] if told.incidents else None,
        reason=told.line.reason,
        depth_cm=int(depths[0][:-2]) if depths else None,
    )
    tail = tell("echo-water", depth=f"{int(depths[0][:-2])}") if depths else ""
    tail += told.by()
    tail += tell("echo-passable", whom=listed(pass_by)) if pass_by else ""
    kind = code("closure", words[0].lower())
    where = label or listed(edges)
    return one(command, tell("echo-closure", where=where, kind=kind, tail=tail))


def _closure(told: Told) -> str:
    return told.of("closures", told.one_word("takes-a-closure"), tell("noun-closure"))


def _lift(told: Told) -> Built:
    closure = _closure(told)
    command = LiftClosure(closure=closure, reason=told.a_reason())
    return one(command, tell("echo-lifted", closure=closure, reason=told.a_reason()))


def _extend(told: Told) -> Built:
    closure, until = _closure(told), told.a_time()
    command = ExtendClosure(closure=closure, ends_at=until, reason=told.a_reason())
    says = tell("echo-extended", closure=closure, at=told.clock(until), reason=told.a_reason())
    return one(command, says)


VERBS: dict[str, Verb] = {
    "S": Verb(
        'S clinic 14 limited diversion advisory "one theatre',
        _report,
        "words text at",
    ),
    "NF": Verb(
        'NF hospital 43.07,-70.71 @quay 2 "Clinic North',
        _register,
        "words place text",
    ),
    "RF": Verb("RF clinic ! torn down", _retire, "words reason"),
    "CLO": Verb(
        "CLO flooded 40cm emergency until 18:00 @mill lane ! culvert",
        _close,
        "incident words until place reason at",
    ),
    "CLX": Verb("CLX 2b9e ! dry", _lift, "words reason at"),
    "CLE": Verb("CLE 2b9e until 20:00 ! still 20 cm", _extend, "words until reason"),
}
