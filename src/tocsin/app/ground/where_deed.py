"""`tocsin ground where`: the places that a typed line may mean."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json
from tocsin.geo.ground import LANDMARK_KINDS

if TYPE_CHECKING:
    from tocsin.geo.gazetteer.candidates import Candidate, Found
    from tocsin.geo.ground import Spot

SHOWN = 10
SAYS = {
    "which_town": "The same name in more than one town. Ask which one.",
    "which_place": "More than one place fits. Ask which one.",
    "transposed": "That lies outside of this ground; with latitude and longitude the other way "
    "round it lies inside. Ask which one is meant.",
    "which_hemisphere": "`O` may be east or west. Ask which one is meant.",
    "outside": "That position is not on this ground. Ask again.",
    "from_which_end": "Estimated by the length of the road on this ground, from each of its ends. "
    "Ask what is near, or which way the numbers run.",
    "beyond_the_end": "That road is shorter than that on this ground. Ask what is near.",
    "do_not_meet": "No crossing of these two is known. Ask what else is near.",
    "none_there": "There is none in that place; these are the nearest to it. Ask which one.",
    "none_of_kind": "There is none of that kind on this ground. Ask what else is near.",
    "no_words": "Nothing was typed. Ask for a street, a town or a landmark.",
    "which_street": "Nothing here is called like that. Ask for a street, a town or a landmark.",
}


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
        lines.append(f"… and {found.left_off} more that fit alike (--limit)")
    if found.asks is not None:
        lines.append(says(found))
    return lines


def says(found: "Found") -> str:
    """What must be asked, in a sentence."""
    if found.asks is None:
        return ""
    if found.kind is not None:
        named = " with a name" if found.kind in LANDMARK_KINDS else ""
        kind = found.kind.replace("_", " ")
        return f"There is no {kind}{named} on this ground. Ask what else is near."
    return SAYS[found.asks]


def said_of(each: "Candidate") -> str:
    """One candidate in a line."""
    whose = each.jurisdiction or (
        f"disputed: {', '.join(each.claims)}" if each.claims else "outside of every jurisdiction"
    )
    notes = [whose, each.precision.replace("_", " ")]
    if each.between is not None:
        notes[-1] += f" between {each.between[0]} and {each.between[1]}"
    elif each.uncertainty_m is not None and each.uncertainty_m > 1:
        notes.append(f"within {each.uncertainty_m:,} m")
    if each.from_end is not None:
        notes[-1] += f" from the end at {each.from_end[0]:.6f},{each.from_end[1]:.6f}"
    if not each.is_as_written:
        notes.append("the other way round")
    if each.distance_m is not None:
        notes.append(f"{each.distance_m:,} m away")
    kind = each.kind.replace("_", " ")
    return f"{each.lat:.6f},{each.lon:.6f}  {each.label} [{kind}; {'; '.join(notes)}] {each.score}"
