"""What a column is, by its header. README.md has the table.

Source: English Indices of Deprivation 2019, Files 1, 2 and 6; CDC/ATSDR SVI 2018 documentation;
ONS mid-year estimates by single year of age; and the measures of `geo.zones` by their own names.
"""

import re
from typing import NamedTuple

from tocsin.geo.zones import MEASURES

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
CODE = re.compile(
    r"(?i)(?:.*\bcode\b.*|[A-Z]{2,6}\d{2}CD|.*_code|(?:zone|area|cell|grid|ward|lsoa|msoa|tract|h3)"
    r"(?:_?id)?|id|code|key|geo_?id\d{0,2}|fips|ref|insee|ags)"
)
NAME_OF = ((re.compile(r"\bcode\b"), "name"), (re.compile(r"CD$"), "NM"))
LAT, LON = re.compile(r"(?i)lat(itude)?|y"), re.compile(r"(?i)(?:lon|lng|long|longitude|x)")
AGE = re.compile(r"(?:age[_ ]?)?(\d{1,3})(?:\+|[_ ]?plus|[_ ]?and over)?", re.IGNORECASE)
RANK = re.compile(r"(?i)(?P<what>.*?)[ _]*(?P<kind>rank|decile)\b[ _]*(?P<rest>.*)")
KNOWN_INDEX = re.compile(r"(?i)\b(?:imd|iod|simd|wimd|nimdm)(?:\d{4})?\b|deprivation")
"""The indices of the United Kingdom: rank 1 and decile 1 are the most deprived."""
ALIASES: dict[str, tuple[str, str]] = {
    "population": ("people", ""), "pop": ("people", ""), "total": ("people", ""),
    "residents": ("people", ""), "total_population": ("people", ""), "inhabitants": ("people", ""),
    "e_totpop": ("people", ""), "e_hh": ("households", ""), "e_age65": ("aged_65_up", ""),
    "e_age17": ("aged_0_17", ""), "e_disabl": ("disabled", ""), "e_noveh": ("no_car", ""),
    "e_limeng": ("language_barrier", ""), "e_daypop": ("people_day", ""),
    "rpl_themes": ("vulnerability_permille", ""), "svi": ("vulnerability_permille", ""),
    "vulnerability": ("vulnerability_permille", ""),
    "vulnerability_index": ("vulnerability_permille", ""),
    "rpl_theme1": ("vulnerability_permille", "theme 1, socioeconomic"),
    "rpl_theme2": ("vulnerability_permille", "theme 2, household and disability"),
    "rpl_theme3": ("vulnerability_permille", "theme 3, minority and language"),
    "rpl_theme4": ("vulnerability_permille", "theme 4, housing and transport"),
}  # fmt: skip
WORDED = (
    (re.compile(r"(?i)total population\b.*"), "people"),
    (re.compile(r"(?i)dependent children aged 0[-–]15\b.*"), "aged_0_15"),
    (re.compile(r"(?i)population aged 16[-–]59\b.*"), "aged_16_59"),
    (re.compile(r"(?i)older population aged 60 and over\b.*"), "aged_60_up"),
)
SPANS = {"people": (0, 999), "aged_0_15": (0, 15), "aged_16_64": (16, 64),
         "aged_65_up": (65, 999), "aged_85_up": (85, 999)}  # fmt: skip
PER_THOUSAND = {"vulnerability_permille"}


class Column(NamedTuple):
    """A figure of each row: the sum of the cells at these places."""

    measure: str
    detail: str
    year: int | None
    cells: tuple[int, ...]
    header: str


class Columns(NamedTuple):
    """Where things are. `names` are pairs of a code's place and its name's."""

    figures: tuple[Column, ...]
    codes: tuple[int, ...]
    lat: int | None
    lon: int | None
    names: tuple[tuple[int, int], ...]
    not_taken: tuple[str, ...]


def columns_of(header: list[str]) -> Columns:
    """By the words of a header. A table whose columns are ages (0, 1, 2 …) is summed by spans."""
    lat = next((at for at, each in enumerate(header) if LAT.fullmatch(each)), None)
    lon = next((at for at, each in enumerate(header) if LON.fullmatch(each)), None)
    codes = tuple(at for at, each in enumerate(header) if CODE.fullmatch(each))
    names = tuple((code, name) for code in codes if (name := _name_of(header, code)) is not None)
    ages = {at: int(found[1]) for at, each in enumerate(header) if (found := AGE.fullmatch(each))}
    figures: list[Column] = []
    if {0, 1, 2, 64, 65} <= set(ages.values()):
        figures += _by_age(ages)
    else:
        ages = {}
    used = {lat, lon, *codes, *ages, *(name for _, name in names)}
    not_taken = []
    for at, each in enumerate(header):
        if at in used:
            continue
        column = _figure(each, at)
        if column is None or any(_is_same(column, other) for other in figures):
            not_taken.append(each)
        else:
            figures.append(column)
    codes = codes or ((0,) if header and not any(0 in each.cells for each in figures) else ())
    taken = [each for each in not_taken if each != (header[codes[0]] if codes else "")]
    return Columns(tuple(figures), codes, lat, lon, names, tuple(taken))


def _is_same(one: Column, other: Column) -> bool:
    return (one.measure, one.detail, one.year) == (other.measure, other.detail, other.year)


def _name_of(header: list[str], code: int) -> int | None:
    """Where the name stands that belongs to a code."""
    for pattern, word in NAME_OF:
        found = pattern.sub(word, header[code])
        if found != header[code] and found in header:
            return header.index(found)
    return None


def _by_age(ages: dict[int, int]) -> list[Column]:
    oldest = max(ages.values())
    return [
        Column(measure, "", None, places, f"ages {low} to {'' if high > 200 else high}".strip())
        for measure, (low, high) in SPANS.items()
        if oldest >= low and (places := tuple(at for at, age in ages.items() if low <= age <= high))
    ]


def _figure(header: str, at: int) -> Column | None:
    years = set(map(int, YEAR.findall(header)))
    year = years.pop() if len(years) == 1 else None
    plain = re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")
    if plain in MEASURES and plain not in ("language", "deprivation_rank", "deprivation_decile"):
        return Column(plain, "", year, (at,), header)
    if plain in ALIASES:
        return Column(*ALIASES[plain], year, (at,), header)
    for pattern, measure in WORDED:
        if pattern.fullmatch(header):
            return Column(measure, "", year, (at,), header)
    ranked = RANK.fullmatch(header)
    if ranked is None:
        return None
    is_said = re.search(r"(?i)1 is most deprived", header) or KNOWN_INDEX.search(header)
    if not is_said:
        return None
    what = ranked["what"].strip(" _-:,") or "deprivation"
    detail = what if ranked["kind"].lower() == "decile" else f"{what}, 1 = most deprived"
    return Column(f"deprivation_{ranked['kind'].lower()}", detail, year, (at,), header)
