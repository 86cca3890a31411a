"""Say that an area or road is closed, flooded, contaminated, without power; extend it; lift it.

Source: WZDx 4.2 (road events, planned ends), EDXL-SitRep, CAP 1.2 `area`. A planned end is not an
end: a flooded road is open when somebody has looked, so a closure past its end asks for a word.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.ground import in_force
from tocsin.operations.incident import GivenPlace, IncidentRefusal
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Closure, Picture
from tocsin.operations.picture.facility import Extent
from tocsin.operations.units import UnitRefusal, is_ahead
from tocsin.terms.codes import Agency
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

Radius = Annotated[int, msgspec.Meta(ge=1, le=500_000)]
Points = Annotated[tuple[Point, ...], msgspec.Meta(max_length=2_000)]
Edge = Annotated[str, msgspec.Meta(pattern=r"^w-?\d{1,18}(\.n-?\d{1,18}(\.\d{1,4})?)?$")]
"""A piece of road by its id on a ground (`w34.n12`), or a whole road (`w34`)."""
Edges = Annotated[tuple[Edge, ...], msgspec.Meta(max_length=2_000)]
Depth = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
"""How deep water stands, in cm: what drives through it, says its vehicle."""


class ClosureRefusal(StrEnum):
    """Why a closure is not declared, changed or lifted."""

    closure_unknown = "closure_unknown"
    closure_is_lifted = "closure_is_lifted"
    closure_not_lifted = "closure_not_lifted"
    closure_has_no_place = "closure_has_no_place"
    shape_too_small = "shape_too_small"
    closure_end_before_begin = "closure_end_before_begin"
    closure_without_ground = "closure_without_ground"


# 1. commands and the events they may cause


class GivenExtent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where it holds, as ordered: a place, a circle about its point (m), a polygon, a line, or
    pieces of road on the ground in force.
    """

    place: GivenPlace = GivenPlace()
    radius_m: Radius | None = None
    polygon: Points = ()
    line: Points = ()
    edges: Edges = ()

    def sealed_under(self, owner: str, picture: Picture) -> Extent:
        """The extent as it is recorded; edges are those of the ground in force."""
        ground = in_force(picture)
        return Extent(
            self.place.sealed_under(owner),
            self.radius_m,
            self.polygon,
            self.line,
            tuple(sorted(set(self.edges))),
            ground.checksum if self.edges and ground is not None else None,
        )


class DeclareClosure(Command, frozen=True):
    """An area or road cannot be used as usual from now on; `ends_at` is the planned end."""

    kind: Short
    extent: GivenExtent
    agency: Agency = Agency.other
    ends_at: datetime | None = None
    passable_for: tuple[Short, ...] = ()
    incident: Ident | None = None
    reason: Short | None = None
    depth_cm: Depth | None = None
    id: Ident | None = None


class ClosureDeclared(Event, frozen=True):
    """Holds since the time of the record."""

    closure: str
    kind: str
    extent: Extent
    agency: Agency = Agency.other
    ends_at: datetime | None = None
    passable_for: tuple[str, ...] = ()
    incident: str | None = None
    reason: Words | None = None
    depth_cm: int | None = None


class ReviseClosure(Command, frozen=True):
    """It is otherwise than said: another kind, extent, depth of water, or others may pass.

    What is left out stays.
    """

    closure: Ident
    kind: Short | None = None
    extent: GivenExtent | None = None
    passable_for: tuple[Short, ...] | None = None
    depth_cm: Depth | None = None


class ClosureRevised(Event, frozen=True):
    """As it holds from now on."""

    closure: str
    kind: str
    extent: Extent
    passable_for: tuple[str, ...] = ()
    depth_cm: int | None = None


class ExtendClosure(Command, frozen=True):
    """Another planned end, later or sooner; None: until further notice."""

    closure: Ident
    ends_at: datetime | None
    reason: Short


class ClosureExtended(Event, frozen=True):
    """The planned end, for the reason given."""

    closure: str
    ends_at: datetime | None
    reason: Words


class LiftClosure(Command, frozen=True):
    """It can be used again; on whose word is in the record, why in the reason."""

    closure: Ident
    reason: Short


class ClosureLifted(Event, frozen=True):
    """Open again since the time of the record."""

    closure: str
    reason: Words


class ArchiveClosure(Command, frozen=True):
    """Move a lifted closure out of the picture; the archive keeps it."""

    closure: Ident


class ClosureArchived(Event, frozen=True):
    """It has left the picture."""

    closure: str


# 2. decide


def _standing(picture: Picture, closure: str) -> Closure | Refused:
    found = picture.closures.get(closure)
    if found is None:
        return refuse(ClosureRefusal.closure_unknown, closure=closure)
    if found.lifted_at is not None:
        return refuse(ClosureRefusal.closure_is_lifted, closure=closure, at=found.lifted_at)
    return found


def _misshapen(extent: GivenExtent, picture: Picture) -> Refused | None:
    """Why nobody could find this place on a map or in a street, or None."""
    if extent.polygon and len(set(extent.polygon)) < 3:
        return refuse(ClosureRefusal.shape_too_small, shape="polygon", needs=3)
    if extent.line and len(set(extent.line)) < 2:
        return refuse(ClosureRefusal.shape_too_small, shape="line", needs=2)
    if extent.radius_m is not None and extent.place.point is None:
        return refuse(ClosureRefusal.closure_has_no_place)
    place = extent.place
    named = place.label or place.words or place.point or place.areas
    if not (extent.polygon or extent.line or extent.edges or named):
        return refuse(ClosureRefusal.closure_has_no_place)
    if extent.edges and in_force(picture) is None:
        return refuse(ClosureRefusal.closure_without_ground, edges=", ".join(extent.edges[:5]))
    return None


def declare(command: DeclareClosure, picture: Picture, context: Context) -> Decision:
    """A closure that is over before it begins is a slip of the keyboard."""
    name = command.id or context.new_id("x")
    if name in picture.closures:
        return []
    if is_ahead(context):
        return refuse(UnitRefusal.time_is_in_future, unit=name, at=context.occurred_at)
    if command.incident is not None and command.incident not in picture.incidents:
        return refuse(IncidentRefusal.incident_unknown, incident=command.incident)
    wrong = _misshapen(command.extent, picture) or _ends_before(
        command.ends_at, context.occurred_at
    )
    if wrong is not None:
        return wrong
    owner = f"closure/{name}"
    return [
        ClosureDeclared(
            closure=name,
            kind=command.kind,
            extent=command.extent.sealed_under(owner, picture),
            agency=command.agency,
            ends_at=command.ends_at,
            passable_for=tuple(sorted(set(command.passable_for))),
            incident=command.incident,
            reason=None if command.reason is None else Words(owner, command.reason),
            depth_cm=command.depth_cm,
        )
    ]


def _ends_before(ends_at: datetime | None, begin: datetime) -> Refused | None:
    if ends_at is not None and ends_at <= begin:
        return refuse(ClosureRefusal.closure_end_before_begin, ends=ends_at, begins=begin)
    return None


def revise(command: ReviseClosure, picture: Picture, _context: Context) -> Decision:
    """Water rises: the extent of a standing closure changes, its history stays."""
    found = _standing(picture, command.closure)
    if isinstance(found, Refused):
        return found
    extent = found.extent
    if command.extent is not None:
        wrong = _misshapen(command.extent, picture)
        if wrong is not None:
            return wrong
        extent = command.extent.sealed_under(f"closure/{found.id}", picture)
    passable = found.passable_for
    if command.passable_for is not None:
        passable = tuple(sorted(set(command.passable_for)))
    kind = command.kind or found.kind
    depth = found.depth_cm if command.depth_cm is None else command.depth_cm
    before = (found.kind, found.extent, found.passable_for, found.depth_cm)
    if (kind, extent, passable, depth) == before:
        return []
    return [
        ClosureRevised(
            closure=found.id, kind=kind, extent=extent, passable_for=passable, depth_cm=depth
        )
    ]


def extend(command: ExtendClosure, picture: Picture, context: Context) -> Decision:
    """A new end must lie ahead: what is over is lifted."""
    found = _standing(picture, command.closure)
    if isinstance(found, Refused):
        return found
    if command.ends_at == found.ends_at:
        return []
    reason = Words(f"closure/{found.id}", command.reason)
    return _ends_before(command.ends_at, context.occurred_at) or [
        ClosureExtended(closure=found.id, ends_at=command.ends_at, reason=reason)
    ]


def lift(command: LiftClosure, picture: Picture, context: Context) -> Decision:
    """Not before it began."""
    found = _standing(picture, command.closure)
    if isinstance(found, Refused):
        return found
    if is_ahead(context):
        return refuse(UnitRefusal.time_is_in_future, unit=found.id, at=context.occurred_at)
    if context.occurred_at < found.since:
        return refuse(
            ClosureRefusal.closure_end_before_begin, ends=context.occurred_at, begins=found.since
        )
    return [ClosureLifted(closure=found.id, reason=Words(f"closure/{found.id}", command.reason))]


def archive(command: ArchiveClosure, picture: Picture, _context: Context) -> Decision:
    """What stands is not archived."""
    found = picture.closures.get(command.closure)
    if found is None:
        return []
    if found.lifted_at is None:
        return refuse(ClosureRefusal.closure_not_lifted, closure=found.id)
    return [ClosureArchived(closure=found.id)]


# 3. evolve


def declared(picture: Picture, event: ClosureDeclared, stamp: Stamp) -> Picture:
    """It stands."""
    closure = Closure(
        id=event.closure,
        kind=event.kind,
        extent=event.extent,
        since=stamp.occurred_at,
        agency=event.agency,
        ends_at=event.ends_at,
        passable_for=event.passable_for,
        incident=event.incident,
        reason=event.reason,
        depth_cm=event.depth_cm,
    )
    return _replace(picture, closures=picture.closures.put(closure.id, closure))


def _with(picture: Picture, closure: str, **fields: object) -> Picture:
    found = picture.closures.get(closure)
    if found is None:
        return picture
    return _replace(picture, closures=picture.closures.put(closure, _replace(found, **fields)))


def revised(picture: Picture, event: ClosureRevised, _stamp: Stamp) -> Picture:
    """As it holds now."""
    return _with(
        picture,
        event.closure,
        kind=event.kind,
        extent=event.extent,
        passable_for=event.passable_for,
        depth_cm=event.depth_cm,
    )


def extended(picture: Picture, event: ClosureExtended, _stamp: Stamp) -> Picture:
    """The planned end."""
    return _with(picture, event.closure, ends_at=event.ends_at)


def lifted(picture: Picture, event: ClosureLifted, stamp: Stamp) -> Picture:
    """Open again; it stays in sight until it is archived."""
    return _with(picture, event.closure, lifted_at=stamp.occurred_at)


def archived(picture: Picture, event: ClosureArchived, _stamp: Stamp) -> Picture:
    """Out of the picture."""
    return _replace(picture, closures=picture.closures.drop(event.closure))


# 4. the tables

DECIDE = {
    DeclareClosure: declare,
    ReviseClosure: revise,
    ExtendClosure: extend,
    LiftClosure: lift,
    ArchiveClosure: archive,
}

EVOLVE = {
    "closure_declared.1": (ClosureDeclared, declared),
    "closure_revised.1": (ClosureRevised, revised),
    "closure_extended.1": (ClosureExtended, extended),
    "closure_lifted.1": (ClosureLifted, lifted),
    "closure_archived.1": (ClosureArchived, archived),
}
