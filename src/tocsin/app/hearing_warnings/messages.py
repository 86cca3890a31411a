"""A file of CAP as orders to take what is in it, each deviation named.

Whatever can be read is read; what makes a message none (nobody knows whose it is, or since when)
is told with where it stands. The signature is held against the source's pinned keys at the time of
`sent`. Source: CAP 1.2 §3.2.1, §3.3.4.1.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from tocsin.gateways.cap import Alert, Malformed, Parsed, Pin, check, parse, pins_of, resolved
from tocsin.gateways.cap.areas import Corners, Known
from tocsin.gateways.cap.geometry import Round
from tocsin.gateways.cap.message import Area, Segment
from tocsin.gateways.cap.references import references_of
from tocsin.geo.outlines import inside
from tocsin.geo.overlapping import Shape, around
from tocsin.geo.places import Point, distance_m
from tocsin.operations.heard_warnings import UNSIGNED, TakeWarning
from tocsin.operations.incident import GivenPlace
from tocsin.operations.picture.heard_warning import MessageKey, WarningSource
from tocsin.terms.cap import GRADES, CapSeverity

MOST_WORDS = 16_000
MOST_LABEL = 1_000
EARLIEST = datetime(1900, 1, 2, tzinfo=UTC)
LATEST = datetime(9000, 1, 1, tzinfo=UTC)
"""An order says no time outside of them."""
Touches = Callable[[tuple[Shape, ...]], bool | None]


class Message(msgspec.Struct, frozen=True):
    """One message: the order, or why there is none (`fault`: where, what was expected, what to
    do). `deviations` are the names of what is wrong with it.
    """

    identifier: str
    deviations: tuple[str, ...]
    order: TakeWarning | None
    fault: str = ""


class Ground(msgspec.Struct, frozen=True):
    """What is known of places here: codes of areas, and whether an area touches the town."""

    known: Known = lambda _system, _code: ()
    touches: Touches = lambda _shapes: None


def messages_in(
    content: bytes, source: WarningSource, ground: Ground, language: str = "en"
) -> tuple[Message, ...]:
    """The messages of a file, in order. Raises Malformed: there is nothing to read."""
    parsed = parse(content)
    return of_parsed(content, parsed, source, ground, language)


def of_parsed(
    content: bytes, parsed: Parsed, source: WarningSource, ground: Ground, language: str = "en"
) -> tuple[Message, ...]:
    """The same of a file that was parsed already."""
    verdicts = _verdicts(content, parsed, source)
    found = []
    for number, reading in enumerate(parsed.readings):
        names = tuple(dict.fromkeys(each.code.value for each in reading.deviations))
        fault = _fault(reading.alert, reading.line)
        order = None
        if fault is None:
            try:
                order = _order(reading.alert, source, verdicts[number], ground, language)
            except (ValueError, OverflowError) as error:
                fault = f"line {reading.line}: {error}; ask whoever sent it for one that is whole"
        found.append(Message(reading.alert.identifier.strip(), names, order, fault or ""))
    return tuple(found)


def _verdicts(content: bytes, parsed: Parsed, source: WarningSource) -> list[str]:
    """What each signature is worth. A file that no strict parser reads has none that is."""
    pins: list[Pin] = []
    for each in source.pins:
        pins += pins_of(each.encode(), source.vouches_for)
    try:
        found = [each.verdict.value for each in check(content, pins)]
    except Malformed:
        found = []
    unsure = [UNSIGNED if reading.signatures == 0 else "malformed" for reading in parsed.readings]
    return found if len(found) == len(unsure) else unsure


def _fault(alert: Alert, line: int) -> str | None:
    """Where, what was expected, what to do; None where the message has what it needs."""
    lacking = [
        name
        for name, value in (
            ("identifier", alert.identifier.strip()),
            ("sender", alert.sender.strip()),
            ("sent", alert.sent),
            ("status", alert.status),
            ("msgType", alert.msg_type),
        )
        if not value
    ]
    if alert.msg_type is not None and alert.msg_type != "Cancel" and not alert.infos:
        lacking.append("info")
    if alert.sent is not None and not EARLIEST <= alert.sent.at <= LATEST:
        lacking.append(f"sent from {EARLIEST.year} to {LATEST.year}")
    if not lacking:
        return None
    return f"line {line}: expected {', '.join(lacking)}; ask whoever sent it for the whole message"


def _order(
    alert: Alert, source: WarningSource, verdict: str, ground: Ground, language: str
) -> TakeWarning:
    assert alert.sent is not None, "what has no time is told before"
    assert alert.status is not None, "what has no status is told before"
    assert alert.msg_type is not None, "what has no type is told before"
    info = _read_first(alert, language)
    areas = () if info is None else info.areas
    shapes, is_whole = _shapes(areas, ground)
    touches = ground.touches(shapes) if shapes else None
    ends = [each.expires.at for each in alert.infos if each.expires is not None]
    return TakeWarning(
        source=source.id,
        message=_key(alert.sender, alert.identifier, alert.sent.at),
        status=alert.status,
        msg_type=alert.msg_type,
        verdict=verdict,
        event=_cut(info.event if info is not None else "", 200) or alert.msg_type.value,
        words=_words(alert, info),
        place=_place(areas, shapes),
        severity=_gravest(alert),
        categories=tuple(dict.fromkeys(c for each in alert.infos for c in each.categories))[:12],
        event_codes=tuple(
            _cut(code.value, 200)
            for each in alert.infos
            for code in each.event_codes
            if code.value.strip()
        )[:50],
        references=tuple(
            _key(each.sender, each.identifier, datetime.fromtimestamp(int(each.sent), UTC))
            for each in references_of(alert)[0]
            if each.sent is not None
            and EARLIEST.timestamp() <= int(each.sent) <= LATEST.timestamp()
        )[:500],
        expires=min(max(*ends, EARLIEST), LATEST).astimezone(UTC) if ends else None,
        is_here=touches if touches or is_whole else None,
    )


def _key(sender: str, identifier: str, sent: datetime) -> MessageKey:
    at = sent.astimezone(UTC).replace(microsecond=0)
    return MessageKey(_cut(sender, 400), _cut(identifier, 400), at)


def _cut(text: str, length: int) -> str:
    return " ".join(text.split())[:length].strip()


def _read_first(alert: Alert, language: str) -> Segment | None:
    """The gravest text in the town's language, else in English, else the gravest."""

    def rank(info: Segment) -> tuple[int, int]:
        spoken = (info.language or "en-US").partition("-")[0].casefold()
        near = 0 if spoken == language else 1 if spoken == "en" else 2
        return near, -GRADES.index(info.severity or CapSeverity.unknown)

    return min(alert.infos, key=rank) if alert.infos else None


def _gravest(alert: Alert) -> CapSeverity:
    found = [each.severity or CapSeverity.unknown for each in alert.infos]
    return max(found, key=GRADES.index) if found else CapSeverity.unknown


def _words(alert: Alert, info: Segment | None) -> str:
    """What it says, to be read by whoever takes the report."""
    said: list[str | None] = [f"{alert.msg_type} · {alert.status} · {alert.sender}"]
    if info is not None:
        grades = [each or "?" for each in (info.urgency, info.severity, info.certainty)]
        said += [info.headline or info.event, f"{info.event}: {' / '.join(grades)}"]
        said += [info.description, info.instruction, info.web, info.contact]
        if info.expires is not None:
            said.append(f"→ {info.expires.written}")
    said.append(alert.note)
    return "\n".join(filter(None, said))[:MOST_WORDS].strip()


def _shapes(areas: tuple[Area, ...], ground: Ground) -> tuple[tuple[Shape, ...], bool]:
    """The areas on our ground; whether all of them are in it."""
    shapes: list[Shape] = []
    is_whole = bool(areas)
    for each in areas:
        found = resolved(each, ground.known)
        shapes += [(ring, ()) for ring in found.rings]
        shapes += [(_ring(circle), ()) for circle in found.circles]
        is_drawn = bool(found.rings or found.circles)
        is_whole = is_whole and is_drawn and not found.faults
        if not (each.polygons or each.circles):
            is_whole = is_whole and not found.unresolved
    return tuple(shapes), is_whole


def _ring(circle: Round) -> Corners:
    return around(circle.centre, max(circle.radius_m, 1))


def _place(areas: tuple[Area, ...], shapes: tuple[Shape, ...]) -> GivenPlace:
    """Its words, and a spot in its first shape with how far it reaches from there."""
    words = "; ".join(dict.fromkeys(_cut(each.area_desc, MOST_LABEL) for each in areas))
    point: Point | None = None
    reach_m: int | None = None
    if shapes:
        ring = shapes[0][0]
        spots = inside([tuple((each.lat_udeg, each.lon_udeg) for each in ring)])
        point = Point(*spots[0]) if spots else ring[0]
        reach_m = max(distance_m(point, each) for shape, _ in shapes for each in shape)
    return GivenPlace(words=words[:MOST_WORDS] or None, point=point, uncertainty_m=reach_m)
