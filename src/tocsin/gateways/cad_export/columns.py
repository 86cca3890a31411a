"""Describe the columns of an unknown file: how full, how various, what kind; never texts."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import msgspec

from tocsin.gateways.cad_export.picks import clean
from tocsin.gateways.cad_export.records import Cells, Record, shape
from tocsin.gateways.cad_export.times import Clock, Reading

ROWS_LOOKED_AT = 20_000
VALUES_KEPT = 2_000
MISSING_LIKE = frozenset({"", "null", "none", "n/a", "na", "-", "nan"})

_DATES = (
    "%Y-%m-%d",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%Y/%m/%d",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d-%b-%Y",
    "%d %b %Y",
    "%b %d %Y",
    "%b %d, %Y",
    "%m/%d/%y",
    "%d/%m/%y",
    "%d.%m.%y",
)
_CLOCKS = ("%H:%M:%S", "%I:%M:%S %p", "%H:%M", "%I:%M %p", "%H:%M:%S.%f", "%I:%M:%S.%f %p")
_JOINS = (" ", ", ", "T", " - ")
_FORMATS = tuple(
    f"{date}{join}{clock}{zone}"
    for date in _DATES
    for join in _JOINS
    for clock in _CLOCKS
    for zone in ("", " %z", "%z", " %Z")
)
_DECIMAL = re.compile(r"[+-]?\d+\.\d+")
_COMMA = re.compile(r"[+-]?\d{1,3},\d{3,}")
_INTEGER = re.compile(r"[+-]?\d+")
_PAIR = re.compile(
    r"(?:POINT\s*)?\(?\s*[+-]?\d+[.,]\d+\s*[,;\s]\s*[+-]?\d+[.,]\d+\s*\)?", re.IGNORECASE
)
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?")
_PERSONAL = re.compile(
    r"\b(caller|patient|phone|telephone|dob|birth|gender|sex|age|ssn|email|narrative|comments?|"
    r"remarks?|notes?|plate|licen[cs]e|officer|reporter|complainant|victim|first name|last name|"
    r"surname|melder|bemerkung|telefon)\b"
)
_FINE_NAMES = re.compile(r"\b(unit|street|station|agency|city|type|area|district) name\b")


class ColumnFacts(msgspec.Struct, frozen=True):
    """One column, described. `filled` in per cent; `distinct` stops at 2,000; `form` is a time
    format.
    """

    name: str
    filled: int
    distinct: int
    kind: str
    shapes: tuple[str, ...]
    may_be_personal: bool
    form: str = ""


class Looked(NamedTuple):
    """A column's facts with its values, for the proposal only; they never leave it unasked."""

    facts: ColumnFacts
    values: Counter[str]


def words(name: str) -> str:
    """A column's name as small words: `STARFIRE_INCIDENT_ID`, `TimeCreate` → "time create".

    >>> words("TimeCreate")
    'time create'


    """
    spaced = re.sub(r"(?<=[a-zäöü])(?=[A-ZÄÖÜ])", " ", name)
    return " ".join(re.sub(r"[^\w]|_", " ", spaced).casefold().split())


def look(records: Iterable[Record]) -> tuple[int, dict[str, Looked]]:
    """The number of records and what each column holds."""
    values: dict[str, Counter[str]] = {}
    filled: Counter[str] = Counter()
    rows = 0
    for record in records:
        rows += 1
        _count(record.cells, values, filled)
    return rows, {name: _looked(name, values[name], filled[name], rows) for name in values}


def _count(cells: Cells, values: dict[str, Counter[str]], filled: Counter[str]) -> None:
    for name, raw in cells.items():
        known = values.setdefault(name, Counter())
        text = clean(raw)
        if text.casefold() in MISSING_LIKE:
            continue
        filled[name] += 1
        if len(known) < VALUES_KEPT or text in known:
            known[text] += 1


def _looked(name: str, values: Counter[str], filled: int, rows: int) -> Looked:
    kind, form = kind_of(name, values, rows)
    shapes = Counter[str]()
    for text, count in values.items():
        shapes[_width(text) if kind == "text" else shape(text)] += count
    told = words(name)
    facts = ColumnFacts(
        name,
        round(100 * filled / rows) if rows else 0,
        len(values),
        kind,
        tuple(form for form, _ in sorted(shapes.items(), key=lambda each: (-each[1], each[0]))[:3]),
        bool(_PERSONAL.search(told)) and not _FINE_NAMES.search(told),
        form,
    )
    return Looked(facts, values)


def _width(text: str) -> str:
    count = len(text.split())
    return f"{'1 word' if count == 1 else f'{min(count, 99)} words'}"


def kind_of(name: str, values: Counter[str], rows: int) -> tuple[str, str]:
    """What a column seems to hold, and the format where it holds times."""
    if not values:
        return "empty", ""
    sample = [text for text, _ in sorted(values.items(), key=lambda each: (-each[1], each[0]))]
    sample = sample[:400]
    form = time_format(name, sample)
    if form:
        return "time", form
    for kind, pattern in (
        ("date", _DATE),
        ("time of day", _CLOCK),
        ("position", _PAIR),
        ("integer", _INTEGER),
        ("decimal", _DECIMAL),
        ("decimal comma", _COMMA),
    ):
        hits = sum(1 for text in sample if pattern.fullmatch(text))
        if hits >= 0.95 * len(sample):
            return _numeric(kind, values, rows), ""
    if sum(1 for text in sample if _DECIMAL.fullmatch(text) or _INTEGER.fullmatch(text)) == len(
        sample
    ):
        return "decimal", ""
    return _wordy(sample, values, rows), ""


def _numeric(kind: str, values: Counter[str], rows: int) -> str:
    if kind == "integer" and len(values) <= 60 and rows > 2 * len(values):
        return "code"
    return "id" if kind == "integer" else kind


def _wordy(sample: list[str], values: Counter[str], rows: int) -> str:
    longest = max(len(text) for text in sample)
    is_plain = all("".join(text.split()).isalnum() or len(text) <= 12 for text in sample)
    is_word = longest <= 30 and not any(" " in text for text in sample)
    if is_plain and is_word and len(values) > 60:
        return "id"
    if len(values) <= 200 and longest <= 80 and rows >= 2 * len(values):
        return "code"
    return "text"


def time_format(name: str, sample: list[str]) -> str:
    """The format that reads (nearly) all of a sample; "" where none does."""
    if all(_INTEGER.fullmatch(text) for text in sample):
        return _epoch(name, sample)
    needed = 0.97 * len(sample)
    if not any(text[:1].isalnum() and any(each.isdigit() for each in text) for text in sample):
        return ""
    if _reads("iso", sample) >= needed:
        return "iso"
    if sum(":" in text for text in sample) < needed:
        return ""
    best, hits = "", 0
    first = "".join(sample[:3])
    for form in _FORMATS:
        if not set(_signs(form)) <= set(first) or _reads(form, sample[:3]) == 0:
            continue
        found = _reads(form, sample)
        if found > hits or (found == hits and best and _likelier(form, best, sample)):
            best, hits = form, found
    return best if hits >= needed else ""


@cache
def _signs(form: str) -> str:
    """The signs between the numbers of a format: without them it reads nothing."""
    return re.sub(r"%.|\s", "", form)


def _likelier(form: str, best: str, sample: list[str]) -> bool:
    """Of two formats that read the same: a twelve-hour clock needs its letters, dots mean day
    first.
    """
    return "." in sample[0] and form.startswith("%d.") and not best.startswith("%d.")


def _reads(form: str, sample: list[str]) -> int:
    clock = Clock((form,), "UTC", "later", "shift", 69)
    return sum(1 for text in sample if isinstance(clock.read(text), Reading))


def _epoch(name: str, sample: list[str]) -> str:
    numbers = [int(text) for text in sample if len(text) <= 15]
    if len(numbers) < len(sample):
        return ""
    # ten digits may be a telephone number, thirteen that begin so are milliseconds
    is_named = re.search(r"time|date|zeit|epoch|created|updated", words(name))
    for form, scale in (("epoch_s", 1), ("epoch_ms", 1000))[0 if is_named else 1 :]:
        if all(946_684_800 * scale <= each < 4_102_444_800 * scale for each in numbers):
            return form
    return ""
