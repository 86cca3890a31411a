"""The regional picture: this town's own, joined with what each neighbour lets it know, with ages.

Nothing of a neighbour is shown without when that was heard; nothing is guessed forward.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from tocsin.access import Eye
from tocsin.access.abroad import shown_abroad
from tocsin.access.sight import Fields
from tocsin.federation.regional import (
    LikelySame,
    RegionalView,
    likely_same,
    regional_views,
)
from tocsin.federation.replica import Looked, ReplicaState
from tocsin.operations.picture import Subject
from tocsin.operations.picture.neighbour import LinkStanding, Neighbour

KINDS = ("warnings", "incidents", "units", "stations", "facilities", "closures", "lots")
"""What a region is looked at for, in this order."""
FRESH_S = 60
"""A neighbour that was heard so recently is called current."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How it stands with one neighbour."""

    neighbour: str
    name: str
    standing: LinkStanding
    heard_at: datetime | None = None
    """When it was last heard, by our clock; None: never."""
    age_s: int | None = None
    is_current: bool = False
    subjects: int = 0
    fault: str = ""
    """Why what it says is not taken, or it says nothing; "" where all is well."""
    fault_says: str = ""
    clock_off_s: int = 0
    restored_at: datetime | None = None
    trouble: str = ""
    """It has heard from us what was never said here."""


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One subject of the region: whose it is, what is known of it, and as of when."""

    town: str
    kind: str
    id: str
    heard_at: datetime
    age_s: int
    fields: Fields


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """The own picture and the neighbours'."""

    town: str
    name: str
    at: datetime
    neighbours: tuple[Standing, ...]
    subjects: tuple[Piece, ...]
    regional_incidents: tuple[RegionalView, ...] = ()
    likely_same: tuple[LikelySame, ...] = ()


def standing_of(
    neighbour: Neighbour,
    state: ReplicaState | None,
    subjects: int,
    now: datetime,
    trouble: str = "",
    rate: int = 1,
) -> Standing:
    """How it stands with a neighbour now; `rate` is how fast the town's clock goes: asked again is
    by the machine's."""
    state = state or ReplicaState()
    heard_at = state.heard_at
    age_s = None if heard_at is None else max(0, int((now - heard_at).total_seconds()))
    fault, says = str(state.fault or ""), state.fault_says
    if neighbour.doubt is not None:
        fault, says = str(neighbour.doubt), neighbour.doubt_says
    return Standing(
        neighbour=neighbour.id,
        name=neighbour.name or neighbour.id,
        standing=neighbour.standing,
        heard_at=heard_at,
        age_s=age_s,
        is_current=age_s is not None and age_s <= FRESH_S * max(1, rate) and not fault,
        subjects=subjects,
        fault=fault,
        fault_says=says,
        clock_off_s=state.clock_off_s,
        restored_at=state.restored_at,
        trouble=trouble,
    )


def region(
    town: str,
    name: str,
    eye: Eye,
    replicas: Mapping[str, Looked],
    standings: Sequence[Standing],
    now: datetime,
    *,
    with_own: bool = True,
) -> Region:
    """What this viewer may know of the region now; without the town's own subjects for whoever
    follows those anyway.
    """
    own = _own(eye) if with_own else []
    pieces = [_piece(town, key, fields, now, now) for key, fields in own]
    pieces += abroad(eye, replicas, now)
    pieces.sort(key=_order)
    return Region(
        town=town,
        name=name,
        at=now,
        neighbours=tuple(standings),
        subjects=tuple(pieces),
        regional_incidents=regional_views(eye, town, replicas, now),
        likely_same=likely_same(eye, replicas, now),
    )


def _order(piece: Piece) -> tuple[int, str, str]:
    return KINDS.index(piece.kind), piece.town, piece.id


def abroad(eye: Eye, replicas: Mapping[str, Looked], now: datetime) -> list[Piece]:
    """What the neighbours let this viewer know."""
    pieces = []
    for code, replica in sorted(replicas.items()):
        heard_at = replica.state.heard_at
        if heard_at is None:
            continue
        for key, fields in shown_abroad(eye, replica.known).items():
            if key[0] in KINDS and _holds_now(key, fields):
                pieces.append(_piece(code, key, fields, heard_at, now))
    return pieces


def _own(eye: Eye) -> list[tuple[Subject, Fields]]:
    found = []
    for kind in KINDS:
        for name in getattr(eye.picture, kind):
            shown = eye.shown((kind, name))
            if shown is not None and _holds_now((kind, name), shown):
                found.append(((kind, name), shown))
    return found


def _holds_now(key: Subject, fields: Fields) -> bool:
    """Of warnings those in force, as far as anybody here knows."""
    if key[0] != "warnings":
        return True
    return fields.get("state") == "issued" and fields.get("msg_type") != "Cancel"


def _piece(town: str, key: Subject, fields: Fields, heard_at: datetime, now: datetime) -> Piece:
    age_s = max(0, int((now - heard_at).total_seconds()))
    return Piece(town=town, kind=key[0], id=key[1], heard_at=heard_at, age_s=age_s, fields=fields)
