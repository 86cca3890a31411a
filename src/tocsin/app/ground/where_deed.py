"""`tocsin ground where`: the places that a typed line may mean."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json
from tocsin.app.tongue import code, listed, tell
from tocsin.geo.ground import LANDMARK_KINDS

if TYPE_CHECKING:
    from tocsin.geo.gazetteer.candidates import Candidate, Found
    from tocsin.geo.ground import Spot

SHOWN = 10


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What is asked, from where, and how many are shown."""
    parser = deeds.add_parser("where", help="the places that a typed line may mean")
    parser.add_argument(
        "ground", metavar="GROUND", type=Path, help="the ground's folder, or a town's"
    )
    parser.add_argument("text", metavar="TEXT", help="an address, a crossing, a name, a position …")
    parser.add_argument(
        "--near", metavar="LAT,LON", help="where the caller is: the nearest of equals come first"
    )
    parser.add_argument("--limit", metavar="N", type=int, default=SHOWN, help="show so many")
    parser.add_argument(
        "--names", metavar="FILE", type=Path, help="a CSV of local names: name, lat, lon"
    )
    arguments.json_flag(parser)
    arguments.takes_positions(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 0 also where nothing is found, or more than one: the answer says so."""
    from tocsin.app.ground.asking import spot_of
    from tocsin.app.ground.places import aliases_of, opened_places

    aliases = [] if asked.names is None else aliases_of(asked.names)
    if getattr(asked, "town", None) is not None:
        aliases += _called_by(asked.town, asked.ground)
    near = None if asked.near is None else spot_of(asked.near)
    found = opened_places(asked.ground, aliases).where(
        asked.text, near=near, most=max(1, asked.limit)
    )
    asks = None if found.asks is None else {"code": found.asks, "says": says(found)}
    if asked.json:
        rows = {"candidates": found.candidates, "is_choice": found.is_choice, "asks": asks}
        print(as_json({**rows, "left_off": found.left_off}))
    else:
        print("\n".join(said(found)))
    return Exit.done


def _called_by(town: Path, ground: Path) -> "list[tuple[str, Spot]]":
    """What people of a town call places, as is on record there."""
    from tocsin.app.ground.places import named_places
    from tocsin.app.wiring import reading

    with reading(town) as opened:
        return named_places(opened.picture.local_names, ground)


def said(found: "Found") -> list[str]:
    """Candidates in lines, and what must be asked."""
    lines = [said_of(each) for each in found.candidates]
    if found.left_off:
        lines.append(tell("where-more", n=found.left_off))
    if found.asks is not None:
        lines.append(says(found))
    return lines


def says(found: "Found") -> str:
    """What must be asked, in a sentence."""
    if found.asks is None:
        return ""
    if found.kind is not None:
        name = "asks-none-named" if found.kind in LANDMARK_KINDS else "asks-none-of"
        return tell(name, kind=code("place", found.kind))
    return tell(f"asks-{found.asks}")


def said_of(each: "Candidate") -> str:
    """One candidate in a line."""
    whose = each.jurisdiction or (
        tell("where-disputed", claims=listed(each.claims)) if each.claims else tell("where-nobodys")
    )
    how = code("precision", each.precision)
    within = each.uncertainty_m
    if each.between is not None:
        how = tell("where-between", how=how, first=each.between[0], last=each.between[1])
    elif within is not None and within > 1:
        how = f"{how}; {tell('where-within', m=f'{within:,}')}"
    if each.from_end is not None:
        end = f"{each.from_end[0]:.6f},{each.from_end[1]:.6f}"
        how = tell("where-from-end", how=how, end=end)
    notes = [whose, how]
    if not each.is_as_written:
        notes.append(tell("where-turned"))
    if each.distance_m is not None:
        notes.append(tell("where-away", m=f"{each.distance_m:,}"))
    kind = code("place", each.kind)
    return f"{each.lat:.6f},{each.lon:.6f}  {each.label} [{kind}; {'; '.join(notes)}] {each.score}"
