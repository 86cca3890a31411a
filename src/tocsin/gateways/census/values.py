"""A cell to a whole number, or why it is none."""

import re
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

MISSING = {"", "na", "n/a", "null", "none", "nan", "-", "–", "..", ":", "#n/a", "missing"}
SUPPRESSED = re.compile(r"(?:\*+|c|x|s|\[[cx]\]|<\s*\d+|suppressed|confidential)", re.IGNORECASE)
PLAIN = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d)?")
COMMAS = re.compile(r"[+-]?\d{1,3}(?:[,'’\u00a0\u202f ]\d{3})+(?:\.\d{1,15})?")
DECIMAL_COMMA = re.compile(r"[+-]?(?:\d{1,15}|\d{1,3}(?:[.'\u00a0\u202f ]\d{3})+),\d{1,15}")
DOTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+")
WHOLE_GROUPS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}")
CODED_MISSING = -99
"""Offices write −99, −999, −666666666 for what they do not know: no count is below 0."""


class Fault(StrEnum):
    """Why a cell holds no figure."""

    missing = "missing"
    suppressed = "suppressed"
    unreadable = "unreadable"


def number(cell: str, delimiter: str) -> Decimal | Fault:
    """The number in a cell. Where `;` separates, a comma is a decimal mark, and `1.234` could be
    either, so it is unreadable."""
    if cell.lower() in MISSING:
        return Fault.missing
    if SUPPRESSED.fullmatch(cell):
        return Fault.suppressed
    text = cell.replace("−", "-")
    if delimiter == ";" and DOTS.fullmatch(text) and not WHOLE_GROUPS.fullmatch(text):
        return Fault.unreadable
    if delimiter == ";" and DECIMAL_COMMA.fullmatch(text):
        text = re.sub(r"[.'\u00a0\u202f ]", "", text).replace(",", ".")
    elif delimiter == ";" and WHOLE_GROUPS.fullmatch(text):
        text = text.replace(".", "")
    elif COMMAS.fullmatch(text):
        text = re.sub(r"[,'’\u00a0\u202f ]", "", text)
    if not PLAIN.fullmatch(text):
        return Fault.unreadable
    found = Decimal(text)
    if found <= CODED_MISSING:
        return Fault.missing
    return Fault.unreadable if found < 0 else found


def whole(found: Decimal) -> int:
    """Rounded, a half to the even."""
    return int(found.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def degrees(cell: str, most: int) -> int | None:
    """Degrees in µ°; None where it is no number (of at most so many degrees either way)."""
    text = cell.replace("−", "-")
    if not re.fullmatch(r"[+-]?\d{1,3}(?:\.\d{1,20})?", text):
        return None
    found = Decimal(text)
    return whole(found * 1_000_000) if abs(found) <= most else None
