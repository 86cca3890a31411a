"""Forms in which a field may be shown other than as it stands: written `field~form` in the
table.
"""

from collections.abc import Callable

import msgspec

from tocsin.access.viewer import Standing
from tocsin.geo.places import Place, Point
from tocsin.operations.picture.incident import Response
from tocsin.operations.picture.regional import RegionalProposal
from tocsin.terms.codes import ASSIGNED, UnitStatus

_replace = msgspec.structs.replace

Form = Callable[[object, Standing], object]


def coarse(value: object, where: Standing) -> object:
    """A place with its position rounded to the audience's step and without words, label or
    radius.
    """
    if not isinstance(value, Place):
        return None
    step = where.step_udeg
    point = None if value.point is None or step <= 0 else _rounded(value.point, step)
    return Place(point=point, areas=value.areas)


def _rounded(point: Point, step_udeg: int) -> Point:
    """The middle of the cell of a grid of `step_udeg` in which a point lies."""
    lat = point.lat_udeg // step_udeg * step_udeg + step_udeg // 2
    lon = point.lon_udeg // step_udeg * step_udeg + step_udeg // 2
    return Point(min(lat, 90_000_000), min(lon, 180_000_000))


def group(value: object, _where: Standing) -> object:
    """The group of a two-level type: "medical.overdose" reads "medical"."""
    return str(value).partition(".")[0]


def assigned(value: object, _where: Standing) -> object:
    """A status with every working state read as committed: where and how far tells nothing."""
    return UnitStatus.committed if value in ASSIGNED else value


def arrival(value: object, _where: Standing) -> object:
    """Of the responses to an incident only when the first unit arrived: not which, not how many."""
    if not isinstance(value, tuple):
        return None
    marks = [each.mark(UnitStatus.on_scene) for each in value if isinstance(each, Response)]
    return min((each.at for each in marks if each is not None), default=None)


def theirs(value: object, where: Standing) -> object:
    """Of what several towns are asked, each one's own: which incident another is asked about is
    not for it."""
    if not isinstance(value, tuple):
        return None
    return tuple(e for e in value if isinstance(e, RegionalProposal) and e.town == where.viewer.id)


FORMS: dict[str, Form] = {
    "coarse": coarse,
    "group": group,
    "assigned": assigned,
    "arrival": arrival,
    "theirs": theirs,
}

GUARDED = frozenset(
    {"status", "since", "position", "destination", "post", "stack", "welfare_at", "crew_since"}
)
"""Fields of a unit that would tell where its hidden assignment is and how far it has come."""


def guarded(fields: frozenset[str]) -> frozenset[str]:
    """What may be shown of a unit that works on something out of sight: committed, elsewhere."""
    shown = fields - GUARDED
    return shown | {"status~assigned"} if "status" in fields else shown


def said(field: str, value: object, where: Standing) -> object:
    """A field's value in the form its name asks for."""
    _, _, form = field.partition("~")
    return FORMS[form](value, where) if form else value
