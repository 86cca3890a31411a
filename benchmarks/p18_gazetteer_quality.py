"""How often a real address is found when it is mistyped: first, and among the first three.

    TOCSIN_REFERENCE=… python -m benchmarks.p18_gazetteer_quality [--quick]

Addresses of the reference extracts, each mistyped in each way (seeded). Found: a candidate that
says the number, within 150 m of the address (places of one number that are as near are shown as
one). Where no town is said, the caller is a kilometre or two away.
"""

import os
import random
import sqlite3
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import measuring
from benchmarks.p18_gazetteer import mistyped
from tocsin.app.ground.asked import Asked
from tocsin.app.ground.geometry import spot_at
from tocsin.app.ground.importing import imported
from tocsin.app.ground.places import opened_places
from tocsin.geo.gazetteer.candidates import Found
from tocsin.geo.gazetteer.gazetteer import Gazetteer
from tocsin.geo.gazetteer.houses import metres
from tocsin.geo.ground import Spot

SEED, MOST, NEAR_M = 11, 200, 150
EXTRACTS = ("liechtenstein-latest.osm.pbf", "Helsinki.osm.pbf", "north-bayreuth.osm.gz",
            "monaco.osm.gz")  # fmt: skip
SHORT = (("strasse", "str."), ("straße", "str."), ("avenue", "av."), ("boulevard", "bd"),
         ("rue ", "r. "), ("katu", "k."), ("platz", "pl."), ("weg", "w."), ("saint", "st"),
         ("place", "pl."), ("gasse", "g."))  # fmt: skip


class Real(NamedTuple):
    """An address of an extract."""

    number: str
    street: str
    town: str
    at: Spot


def real(folder: Path, rng: random.Random) -> list[Real]:
    """Up to so many different addresses with a street and a plain number."""
    database = sqlite3.connect(folder / "ground.gpkg")
    gazetteer = opened_places(folder)
    rows = database.execute(
        "SELECT number, street, town, geom FROM address WHERE number GLOB '[0-9]*'"
        " AND street IS NOT NULL AND length(street) > 3 ORDER BY fid"
    ).fetchall()
    found: dict[tuple[str, str], Real] = {}
    for number, street, town, geom in rows:
        if number.isalnum():
            names = gazetteer.claimed(spot_at(geom)).names
            named = names[0] if names else town if town and not town[0].isdigit() else ""
            found.setdefault((number, street), Real(number, street, named, spot_at(geom)))
    each = list(found.values())
    return rng.sample(each, min(MOST, len(each)))


def plain(text: str) -> str:
    """Without accents, as on a foreign keyboard."""
    apart = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return "".join(each for each in apart if not unicodedata.combining(each))


def shortened(street: str) -> str:
    """With the usual abbreviation, if it has one."""
    for long, short in SHORT:
        at = street.lower().find(long)
        if at >= 0:
            return street[:at] + short + street[at + len(long) :]
    return street


def whole(each: Real, street: str) -> str:
    """An address in one line, with its town."""
    return f"{street} {each.number}" + (f", {each.town}" if each.town else "")


def slip(kind: str) -> Callable[[Real, random.Random], str]:
    """One mistake of a kind in the street's name."""
    return lambda each, rng: whole(each, mistyped(each.street, rng, kind))


WAYS: dict[str, Callable[[Real, random.Random], str]] = {
    "as it is": lambda each, _: whole(each, each.street),
    "number first": lambda each, _: f"{each.number} {each.street}, {each.town}",
    "a letter missing": slip("delete"),
    "a letter too many": slip("insert"),
    "a wrong letter": slip("replace"),
    "two letters swapped": slip("swap"),
    "the first letter wrong": lambda each, rng: whole(
        each, rng.choice("abdefgklmnprst") + each.street[1:]
    ),
    "two mistakes": lambda each, rng: whole(each, mistyped(mistyped(each.street, rng), rng)),
    "accents lost": lambda each, _: plain(whole(each, each.street)),
    "abbreviated": lambda each, _: whole(each, shortened(each.street)),
    "town missing": lambda each, _: f"{each.street} {each.number}",
    "town missing, a mistake": lambda each, rng: f"{mistyped(each.street, rng)} {each.number}",
    "town missing, unfinished": lambda each, _: (
        f"{each.number} {each.street[: max(4, len(each.street) * 2 // 3)]}"
    ),
}


def caller(each: Real, rng: random.Random) -> Spot:
    """Somebody a kilometre or two away."""
    return each.at[0] + rng.choice((-1, 1)) * 10_000, each.at[1] + rng.choice((-1, 1)) * 15_000


def place(found: Found, each: Real) -> int | None:
    """Which of the candidates it is, from 0."""
    for at, one in enumerate(found.candidates):
        there = round(one.lat * 1e6), round(one.lon * 1e6)
        if metres(there, each.at) <= NEAR_M and each.number in one.label:
            return at
    return None


def rows(gazetteer: Gazetteer, each: list[Real]) -> Iterator[tuple[str, int, int]]:
    """For each way of mistyping: how many are found first, and among three."""
    for way, typed in WAYS.items():
        rng = random.Random(f"{SEED} {way}")
        found = [
            place(
                gazetteer.where(typed(one, rng), near=caller(one, rng) if "town" in way else None),
                one,
            )
            for one in each
        ]
        known = [at for at in found if at is not None]
        yield way, sum(at == 0 for at in known), sum(at < 3 for at in known)


def nonsense(gazetteer: Gazetteer, count: int) -> int:
    """How many of so many lines of random letters get a candidate."""
    rng = random.Random(SEED)
    letters = "abcdefghijklmnopqrstuvwxyz"
    lines = [
        " ".join("".join(rng.choices(letters, k=rng.randint(5, 12))) for _ in range(2))
        for _ in range(count)
    ]
    return sum(bool(gazetteer.where(f"{line} {rng.randint(1, 99)}").candidates) for line in lines)


def main() -> int:
    """Print a table for each extract, and one of nonsense."""
    quick = measuring.asked(__doc__ or "").quick
    reference = Path(os.environ.get("TOCSIN_REFERENCE", "../shared")) / "data" / "osm"
    with measuring.scratch() as folder:
        shown: dict[str, list[str]] = {way: [] for way in (*WAYS, "nonsense")}
        heads = [""]
        for name in EXTRACTS[-1:] if quick else EXTRACTS:
            imported(Asked((reference / name,), folder / name))
            each = real(folder / name, random.Random(SEED))
            gazetteer = opened_places(folder / name)
            heads.append(f"{name.split('.')[0]} ({len(each)})")
            for way, first, three in rows(gazetteer, each):
                shown[way].append(f"{first / len(each):.1%} / {three / len(each):.1%}")
            shown["nonsense"].append(f"{nonsense(gazetteer, 500)} of 500")
        columns = [[way, *cells] for way, cells in shown.items()]
        measuring.table("found first / among three", heads, columns)
    return 0


if __name__ == "__main__":
    sys.exit(main())
