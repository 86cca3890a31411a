"""CoT events to observations: each event is read by expat on its own, so a bad one spoils no other.

A DOCTYPE is refused unread: entities are never expanded. An event has at most 64 KiB and 16 levels.
"""

import math
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.parsers import expat

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.observations import Fix, Observation, Unread

LARGEST_EVENT = 64 * 1024
DEEPEST = 16
UNKNOWN_M = 9_999_999.0
"""What CoT writes for a height or an error that is not known."""

_BEGIN = re.compile(rb"<event[\s/>]")
_END = b"</event>"
_READ = frozenset({"event", "point", "track", "contact"})


class _Wrong(Exception):
    """This event is not one: what was expected."""


class EventSplitter:
    """Cuts a stream into the bytes of single events, with the number and line each begins at.

    Between events only white space, an XML declaration or a wrapping element is looked for; an
    event that grows too large is dropped and told once.
    """

    def __init__(self) -> None:
        self._left = b""
        self._line = 1
        self._count = 0
        self._is_skipping = False

    def feed(self, chunk: bytes) -> list[tuple[str, bytes] | Unread]:
        """The events that are whole now."""
        found: list[tuple[str, bytes] | Unread] = []
        self._left += chunk
        begin = 0
        while (at := self._left.find(_END, begin)) >= 0:
            event = self._left[begin : at + len(_END)]
            begin = at + len(_END)
            if self._is_skipping:
                self._is_skipping = False
                self._line += event.count(b"\n")
            elif len(event) > LARGEST_EVENT:
                found.append(self._too_large(event))
            else:
                found.append(self._whole(event))
        self._left = self._left[begin:]
        if len(self._left) > LARGEST_EVENT:
            cut, self._left = self._left[: -len(_END)], self._left[-len(_END) :]
            if not self._is_skipping:
                self._is_skipping = True
                found.append(self._too_large(cut))
            else:
                self._line += cut.count(b"\n")
        return found

    def end(self) -> list[Unread]:
        """What is left when the stream ends: nothing, or an event that was cut."""
        rest = self._left.strip()
        self._left = b""
        if self._is_skipping:
            return []
        if _BEGIN.search(rest) is None:
            is_text = bool(rest) and not rest.startswith((b"<", b"\xef\xbb\xbf<"))
            return [Unread(f"line {self._line}", "CoT events")] if is_text else []
        return [Unread(self._place(rest), "an event that ends (</event>)")]

    def _place(self, event: bytes) -> str:
        self._count += 1
        before = event[: max(0, _begin(event))].count(b"\n")
        return f"event {self._count}, line {self._line + before}"

    def _whole(self, event: bytes) -> tuple[str, bytes]:
        place = self._place(event)
        self._line += event.count(b"\n")
        begins = _begin(event)
        head = event[: max(0, begins)]
        # A document type belongs to the event it stands before: it is refused with it.
        return place, event if b"<!" in head or begins < 0 else event[begins:]

    def _too_large(self, event: bytes) -> Unread:
        place = self._place(event)
        self._line += event.count(b"\n")
        return Unread(place, f"an event of at most {LARGEST_EVENT:,} bytes")


def _begin(event: bytes) -> int:
    """Where an event begins in what came before its end; -1 where nothing does."""
    found = _BEGIN.search(event)
    return -1 if found is None else found.start()


def parse(chunks: Iterable[bytes]) -> Iterator[Observation | Unread]:
    """The positions in a stream of events, in order; for each event that has none, why."""
    splitter = EventSplitter()
    for chunk in chunks:
        for each in splitter.feed(chunk):
            yield each if isinstance(each, Unread) else read_event(*each)
    yield from splitter.end()


def read_event(place: str, event: bytes) -> Observation | Unread:
    """One event. `place` says where it stood."""
    try:
        return _observation(_elements(event), place)
    except _Wrong as wrong:
        return Unread(place, str(wrong))
    except (expat.ExpatError, ValueError, LookupError) as broken:
        code = getattr(broken, "code", None)
        why = expat.ErrorString(code) if code is not None else "text that is not XML"
        return Unread(place, f"well-formed XML ({why})")


def _elements(event: bytes) -> dict[str, dict[str, str]]:
    """The attributes of the elements that are read; of several of a name, the first."""
    found: dict[str, dict[str, str]] = {}
    depth = 0
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _Wrong(f"elements nested at most {DEEPEST} deep")
        if depth == 1 and name != "event":
            raise _Wrong("an <event>")
        if name in _READ and (name != "event" or depth == 1):
            found.setdefault(name, attributes)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        raise _Wrong("XML without a DOCTYPE or entities")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = declared
    parser.EntityDeclHandler = declared
    parser.Parse(event, True)
    return found


def _observation(found: dict[str, dict[str, str]], place: str) -> Observation:
    event, point = found["event"], found.get("point")
    if event.get("version") != "2.0":
        raise _Wrong("event version='2.0'")
    kind = event.get("type", "")
    if not kind.startswith("a-"):
        raise _Wrong(f"an event of a type a-… (a thing that is somewhere), not {kind[:40]!r}")
    device = event.get("uid", "").strip()
    if not 0 < len(device) <= 80:
        raise _Wrong("event uid= of 1 to 80 characters")
    if point is None:
        raise _Wrong("a <point>")
    lat, lon = _number(point, "point", "lat"), _number(point, "point", "lon")
    error_m, height_m = _known(point, "ce"), _known(point, "hae")
    if lat is None or lon is None:
        raise _Wrong("point lat= and lon= in degrees")
    if (lat, lon) == (0.0, 0.0) and error_m is None:
        raise _Wrong("a known position (0, 0 without an error is CoT for unknown)")
    try:
        where = Point.from_degrees(lat, lon)
    except ValueError:
        raise _Wrong("point lat= from -90 to 90 and lon= from -180 to 180") from None
    track = found.get("track", {})
    speed, course = _number(track, "track", "speed"), _number(track, "track", "course")
    fix = Fix(
        where,
        accuracy_m=None if error_m is None else math.ceil(max(0.0, error_m)),
        speed_cms=None if speed is None or speed < 0 else round(speed * 100),
        course_mdeg=None if course is None else round(course * 1000) % 360_000,
        altitude_cm=None if height_m is None else round(height_m * 100),
    )
    observation = Observation(
        device=device, observed_at=_time(event), fix=fix, source="cot", place=place
    )
    return _bounded(observation)


def _bounded(observation: Observation) -> Observation:
    try:
        return msgspec.convert(msgspec.to_builtins(observation), Observation)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at ")
        raise _Wrong(f"{what} ({where.strip('`$.')})") from None


def _time(event: dict[str, str]) -> datetime:
    try:
        moment = datetime.fromisoformat(event.get("time", ""))
        if moment.tzinfo is not None:
            return moment
    except ValueError:
        pass
    raise _Wrong("event time= as 2026-03-02T08:00:00Z")


def _number(attributes: dict[str, str], element: str, name: str) -> float | None:
    text = attributes.get(name)
    if text is None:
        return None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _Wrong(f"{element} {name}= as a number, not {text[:20]!r}")
    return number


def _known(point: dict[str, str], name: str) -> float | None:
    number = _number(point, "point", name)
    return None if number is None or number >= UNKNOWN_M else number
