"""Times as each language says them, in the town's local time, by 24 or 12 hours."""

from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from tocsin.app.warning_words.languages import LanguageWords, words_of

SOON = timedelta(days=6)
"""So far ahead the name of a day names one day."""


class TimeForm(StrEnum):
    """`short`: `Wed 23:30`, from six days on `30 Sep 23:30`; `dated`: `Wed 30 Sep, 23:30`;
    `whole`: in full; `spoken`: in words.
    """

    short = "short"
    dated = "dated"
    whole = "whole"
    spoken = "spoken"


def said_at(
    at: datetime, now: datetime, words: LanguageWords, form: TimeForm, *, by_12_hours: bool = False
) -> str:
    """A time. `at` and `now` are in the town's zone: that zone's clock is what is said."""
    if form is TimeForm.spoken:
        return _spoken(at, words)
    times = words.times
    is_long = form is TimeForm.whole
    if by_12_hours:
        clock = times.clock_12_long if is_long else times.clock_12
    else:
        clock = times.clock_24_long if is_long else times.clock_24
    if form is TimeForm.short:
        pattern = times.soon if timedelta(0) <= at - now < SOON else times.later
    else:
        pattern = times.dated if form is TimeForm.dated else times.whole
    halves = times.halves if is_long else times.halves_short
    said = _clock(at, clock, halves[at.hour // 12])
    return pattern.format(clock=said, **_day(at, words))


def _clock(at: datetime, pattern: str, half: str) -> str:
    return pattern.format(H=f"{at:%H}", h=at.hour % 12 or 12, M=f"{at:%M}", half=half).strip()


def _day(at: datetime, words: LanguageWords) -> dict[str, object]:
    times = words.times
    return {
        "weekday": times.weekdays[at.weekday()],
        "weekday_short": times.weekdays_short[at.weekday()],
        "day": at.day,
        "month": times.months[at.month - 1],
        "month_short": times.months_short[at.month - 1],
    }


def _spoken(at: datetime, words: LanguageWords) -> str:
    spoken = words.spoken
    part = next(word for hour, word in reversed(spoken.parts) if at.hour >= hour)
    pattern = spoken.full if at.minute else spoken.sharp
    said = pattern.format(
        hour=spoken.hours[at.hour], minute=spoken.minutes[at.minute], part=part, **_day(at, words)
    )
    return said.strip()


@cache
def longest_time(language: str, form: TimeForm) -> int:
    """Characters of the longest time that a language can say in a form that is not spoken."""
    words = words_of(language)
    if words is None:
        return 40
    first = datetime(2028, 1, 1, 0, 59)  # noqa: DTZ001 - a clock on the wall; any leap year

    def said(at: datetime, now: datetime, by_12_hours: bool) -> int:
        return len(said_at(at, now, words, form, by_12_hours=by_12_hours))

    # What a clock says does not depend on the day: the longest clock is the longest on each.
    clocks = [(hour, by_12) for hour in (0, 10, 11, 12, 21, 22, 23) for by_12 in (False, True)]
    hour, by_12 = max(clocks, key=lambda it: said(first + timedelta(hours=it[0]), first, it[1]))
    days = [first + timedelta(days=day, hours=hour) for day in range(366)]
    return max(said(at, now, by_12) for at in days for now in (at, at - SOON))
