"""The picture as one officer may know it: what is restricted to others is not in it.

Boards, questions and counts at a desk are asked of this picture. A unit that works on a hidden
matter is committed, elsewhere, and that is all.
"""

from typing import TypeVar

import msgspec

from tocsin.access.forms import GUARDED
from tocsin.access.link_table import ABOUT, LINKS, OWNERS
from tocsin.access.links import blanked
from tocsin.operations.looks import may_know
from tocsin.operations.picture import Map, Picture, Subject, Unit
from tocsin.operations.picture.aid_request import AidRequest
from tocsin.operations.picture.call_transfer import CallTransfer
from tocsin.operations.picture.regional import RegionalIncident
from tocsin.terms.codes import ASSIGNED, UnitStatus

_replace = msgspec.structs.replace
Noun = TypeVar("Noun", bound=msgspec.Struct)
Between = TypeVar("Between", AidRequest, CallTransfer, RegionalIncident)
Hidden = frozenset[str]
"""Ids of incidents that somebody may not know of."""


def hidden_from(picture: Picture, viewer: str) -> Hidden:
    """What a person may not know of; "" is a screen at which nobody has signed in."""
    return frozenset(
        each.id
        for each in picture.incidents.values()
        if each.is_restricted and not may_know(picture, each, viewer)
    )


def veiled(picture: Picture, hidden: Hidden) -> Picture:
    """The picture without these incidents, without what is about them, and without links there."""
    if not hidden:
        return picture
    away: set[Subject] = {("incidents", each) for each in hidden}
    # A welfare timer would tell that the crew is on scene there, and since when.
    silent = {("units", each.id) for each in picture.units.values() if each.incident in hidden}
    fields: dict[str, object] = {}
    for kind in ("incidents", *sorted(ABOUT.keys() - {"incidents"}, key=_owners_first)):
        also = silent if kind == "obligations" else set()
        fields[kind] = _untied(_left(getattr(picture, kind), kind, away, also), away)
    units = picture.units
    for _, name in sorted(silent):
        unit = units.get(name)
        assert unit is not None
        units = units.put(name, _guarded(unit))
    fields["units"] = _untied(units, away)
    fields["aid_requests"] = _openly(picture.aid_requests, hidden)
    fields["call_transfers"] = _openly(picture.call_transfers, hidden)
    fields["regional_incidents"] = _openly(picture.regional_incidents, hidden)
    return _replace(picture, **fields)


def _openly(between: Map[Between], hidden: Hidden) -> Map[Between]:
    """What lies between towns, without those that are about a hidden matter."""
    for name in [each.id for each in between.values() if each.incident in hidden]:
        between = between.drop(name)
    return between


def _owners_first(kind: str) -> tuple[bool, str]:
    """Reports and tasks before the narratives and obligations that are about those."""
    return kind not in OWNERS.values(), kind


def _left(nouns: Map[Noun], kind: str, away: set[Subject], also: set[Subject]) -> Map[Noun]:
    """The nouns that are about nothing hidden; the keys of the others join `away`."""
    left = nouns
    for name, noun in nouns.items():
        links = LINKS.get(type(noun), {})
        about = {links[each].key(noun, getattr(noun, each)) for each in ABOUT[kind]}
        if (kind, name) in away or about & (away | also):
            away.add((kind, name))
            left = left.drop(name)
    return left


def _untied(nouns: Map[Noun], away: set[Subject]) -> Map[Noun]:
    """Links to what is hidden read "elsewhere", or are left out."""
    after = nouns
    for name, noun in nouns.items():
        untied = blanked(noun, lambda key: key not in away)
        if untied is not noun:
            assert isinstance(untied, type(noun))
            after = after.put(name, untied)
    return after


def _guarded(unit: Unit) -> Unit:
    """A unit that works out of sight: committed, and nothing of where, how far or since when."""
    told = {each.name: each.default for each in msgspec.structs.fields(Unit)}
    nothing = {name: told[name] for name in GUARDED}
    status = UnitStatus.committed if unit.status in ASSIGNED else unit.status
    return _replace(unit, **{**nothing, "status": status})
