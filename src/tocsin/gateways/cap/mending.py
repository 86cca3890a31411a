"""An alert as it was taken: what the deviations say, done to its values, so that it can be written.

Nothing is invented: a polygon is closed, a swapped one turned round, what is none goes.
"""

from msgspec.structs import replace

from tocsin.gateways.cap import geometry, lexical
from tocsin.gateways.cap.deviations import Code
from tocsin.gateways.cap.message import Alert, Area, Moment, Segment


def mended(alert: Alert) -> Alert:
    """The alert with its times in CAP's form, its areas as they were taken, no empty references."""
    references = alert.references
    return replace(
        alert,
        sent=_moment(alert.sent),
        references=references if references and references.strip() else None,
        infos=tuple(_info(each) for each in alert.infos),
    )


def _info(info: Segment) -> Segment:
    return replace(
        info,
        effective=_moment(info.effective),
        onset=_moment(info.onset),
        expires=_moment(info.expires),
        areas=tuple(_area(each) for each in info.areas),
    )


def _area(area: Area) -> Area:
    polygons = tuple(made for each in area.polygons if (made := _polygon(each)) is not None)
    circles = tuple(each for each in area.circles if geometry.circle(each) is not None)
    return replace(area, polygons=polygons, circles=circles)


def _polygon(polygon: str) -> str | None:
    """In plain form and closed, every digit kept; None where it is no polygon."""
    found = geometry.faults(polygon)
    if not found:
        return polygon
    if Code.polygon_unreadable in found or Code.coordinates_out_of_range in found:
        return None
    numbers = [each.removeprefix("+") for each in geometry.numbers_in(polygon)]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    if Code.coordinates_swapped in found:
        pairs = [(lat, lon) for lon, lat in pairs]
    if Code.polygon_not_closed in found:
        pairs.append(pairs[0])
    return " ".join(f"{lat},{lon}" for lat, lon in pairs) if len(pairs) > 3 else None


def _moment(moment: Moment | None) -> Moment | None:
    return None if moment is None else Moment(moment.at, _written(moment))


def _written(moment: Moment) -> str:
    return moment.written if lexical.is_cap_time(moment.written) else Moment.of(moment.at).written
