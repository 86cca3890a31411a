"""A stream of NMEA 0183 sentences to observations.

RMC tells the day, speed and course; GGA the altitude and no day. Both of one moment become one fix.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

import msgspec

from tocsin.gateways.positions.nmea_lines import (
    LONGEST_SENTENCE,
    Sentence,
    WrongSentence,
    read_sentence,
)
from tocsin.operations.observations import Fix, Observation, Unread


class _Waiting(msgspec.Struct, frozen=True):
    """A fix that the next sentence may still complete."""

    observation: Observation
    clock: time


def parse_nmea(
    chunks: Iterable[bytes], now: datetime, device: str | None = None
) -> Iterator[Observation | Unread]:
    """The fixes in the order they stand. `device` is who they are of, where no TAG block says."""
    waiting: _Waiting | None = None
    days: dict[str, date] = {}
    for number, line in _lines(chunks):
        place = f"line {number}"
        if isinstance(line, Unread):
            yield line
            continue
        try:
            sentence = read_sentence(line)
            if sentence is None:
                continue
            name = sentence.device or device
            if not name or len(name) > 80:
                raise WrongSentence("a device: a TAG block (\\s:NAME*hh\\), or one named with it")
        except WrongSentence as wrong:
            yield Unread(place, str(wrong))
            continue
        if waiting is not None and _is_same(waiting, name, sentence):
            both = _merged(waiting.observation, sentence)
            waiting = _Waiting(both, sentence.clock)
            continue
        if waiting is not None:
            yield waiting.observation
        if sentence.day is not None:
            days[name] = sentence.day
        at = _moment(sentence, days.get(name), now)
        waiting = _Waiting(
            Observation(device=name, observed_at=at, fix=sentence.fix, source="nmea", place=place),
            sentence.clock,
        )
    if waiting is not None:
        yield waiting.observation


def _lines(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes | Unread]]:
    number, left, is_dropping = 1, b"", False
    for chunk in chunks:
        left += chunk
        *whole, left = left.split(b"\n")
        for line in whole:
            if not is_dropping and line.strip():
                yield number, _fitting(line.strip(), number)
            is_dropping = False
            number += 1
        if len(left) > LONGEST_SENTENCE:
            if not is_dropping:
                yield number, _fitting(left, number)
            left, is_dropping = b"", True
    if left.strip() and not is_dropping:
        yield number, _fitting(left.strip(), number)


def _fitting(line: bytes, number: int) -> bytes | Unread:
    if len(line) > LONGEST_SENTENCE:
        return Unread(f"line {number}", f"a sentence of at most {LONGEST_SENTENCE} bytes")
    return line


def _is_same(waiting: _Waiting, name: str, sentence: Sentence) -> bool:
    return waiting.observation.device == name and waiting.clock == sentence.clock


def _merged(before: Observation, sentence: Sentence) -> Observation:
    """RMC and GGA of one moment: what either says."""
    old = before.fix
    assert old is not None, "a sentence is a fix"
    new = sentence.fix
    fix = Fix(
        new.point,
        speed_cms=old.speed_cms if new.speed_cms is None else new.speed_cms,
        course_mdeg=old.course_mdeg if new.course_mdeg is None else new.course_mdeg,
        altitude_cm=old.altitude_cm if new.altitude_cm is None else new.altitude_cm,
    )
    at = before.observed_at
    if sentence.day is not None:
        at = datetime.combine(sentence.day, sentence.clock)
    return msgspec.structs.replace(before, fix=fix, observed_at=at)


def _moment(sentence: Sentence, day: date | None, now: datetime) -> datetime:
    """The time of a fix: on its day, or on the last day its device told, or nearest to now."""
    if sentence.day is not None:
        return datetime.combine(sentence.day, sentence.clock)
    at = datetime.combine(day or now.date(), sentence.clock)
    if day is None:
        if at - now > timedelta(hours=12):
            return at - timedelta(days=1)
        if now - at > timedelta(hours=12):
            return at + timedelta(days=1)
    return at
