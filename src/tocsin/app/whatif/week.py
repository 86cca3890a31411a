"""Times of the simulated week, which begins on a Monday at 00:00, in milliseconds."""

import re
from collections.abc import Callable, Iterable

from tocsin.app.whatif.scenario import Hours, Shift

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
WHEN = re.compile(r"(?:(\w{3})\w* |day (\d{1,2}) )(\d{1,2}):(\d\d)")
Span = tuple[int, int]


def moment_ms(text: str) -> int:
    """`tue 18:00`, or `day 9 18:00` in a period of more than a week. Raises ValueError."""
    found = WHEN.fullmatch(text.strip().lower())
    if found is None or (found[1] and found[1] not in DAYS):
        raise ValueError(f"`{text}` is no time of the week: write it as in `tue 18:00`")
    day = DAYS.index(found[1]) if found[1] else int(found[2]) - 1
    hour, minute = int(found[3]), int(found[4])
    if hour > 24 or minute > 59 or (hour == 24 and minute) or day < 0:
        raise ValueError(f"`{text}` is no time of the day: 00:00 to 24:00")
    return day * DAY_MS + hour * HOUR_MS + minute * 60_000


def span_ms(begins: str | None, ends: str | None, days: int) -> Span:
    """From a time to a time; the whole period where none is said. Raises ValueError."""
    begin = 0 if begins is None else moment_ms(begins)
    end = days * DAY_MS if ends is None else moment_ms(ends)
    if begin >= end:
        raise ValueError(f"it ends ({ends}) before it begins ({begins}): exchange them")
    if begin >= days * DAY_MS:
        raise ValueError(f"it begins after the {days} days that are simulated")
    return begin, end


def days_named(names: Iterable[str]) -> tuple[int, ...]:
    """Days of the week by number, all where none is named. Raises ValueError."""
    found = [name.strip().lower()[:3] for name in names]
    unknown = [each for each in found if each not in DAYS]
    if unknown:
        raise ValueError(f"`{unknown[0]}` is no day: {', '.join(DAYS)}")
    return tuple(sorted({DAYS.index(each) for each in found})) or tuple(range(7))


def spans_on(hours: Iterable[Hours], names: Iterable[str], days: int) -> list[Span]:
    """When these hours of these days are, in the period; what begins on the day before it too.
    Raises ValueError where two overlap, or one is of no length."""
    on = days_named(names)
    spans: list[Span] = []
    for begin, end in hours:
        if begin == end:
            raise ValueError(f"from {begin} to {end} is no time at all; all day is [0, 24]")
        length = (end - begin) % 24 or 24
        for day in range(-1, days):
            if day % 7 in on:
                start = day * DAY_MS + begin * HOUR_MS
                spans.append((start, start + length * HOUR_MS))
    spans.sort()
    joined: list[Span] = []
    for start, stop in spans:
        if joined and start < joined[-1][1]:
            raise ValueError("two of its times overlap: nobody is on duty twice")
        if joined and start == joined[-1][1]:
            joined[-1] = joined[-1][0], stop
        else:
            joined.append((start, stop))
    return [
        (max(0, start), min(stop, days * DAY_MS))
        for start, stop in joined
        if stop > 0 and start < days * DAY_MS
    ]


def duty(shift: Shift | None, days: int) -> list[Span]:
    """When a unit is on duty; always without a shift. Raises ValueError."""
    if shift is None:
        return [(0, days * DAY_MS)]
    if not shift.hours:
        raise ValueError("it has no hours: write hours = [[7, 19]]")
    return spans_on(shift.hours, shift.days, days)


def in_hours(hours: Hours | None) -> Callable[[int], bool]:
    """Whether an hour of the day lies within; [22, 6] goes over midnight."""
    if hours is None:
        return lambda _hour: True
    begin, end = hours
    if begin <= end:
        return lambda hour: begin <= hour < end
    return lambda hour: hour >= begin or hour < end
