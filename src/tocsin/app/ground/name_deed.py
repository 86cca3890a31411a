"""`tocsin ground name`, `names`, `unname`: what people here call a place, on record."""

import argparse
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json

if TYPE_CHECKING:
    from tocsin.operations.picture import Picture


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Give a name, list them, take one back."""
    given = deeds.add_parser("name", help="people here call a place so")
    arguments.town(given)
    given.add_argument("name", metavar="NAME", help="as people say it; never a person's name")
    place = given.add_mutually_exclusive_group(required=True)
    place.add_argument("--at", metavar="LAT,LON", help="decimal degrees")
    place.add_argument("--feature", metavar="ID", help="something on the ground: n12, w34.n12")
    listed = deeds.add_parser("names", help="what people here call places")
    arguments.town(listed)
    taken = deeds.add_parser("unname", help="nobody calls it so any more")
    arguments.town(taken)
    taken.add_argument("id", metavar="ID", help="as `names` lists it")
    for each in (given, taken):
        arguments.as_person(each)
    for each in (given, listed, taken):
        arguments.json_flag(each)
    arguments.takes_positions(given)


def run(asked: argparse.Namespace) -> int:
    """Names are facts of the town: they outlive the ground they were said on."""
    if asked.deed == "names":
        return _listed(asked)
    from tocsin.app.ground.asking import spot_of
    from tocsin.app.signing_in import signed_in
    from tocsin.app.wiring import ordering
    from tocsin.geo.places import Point
    from tocsin.operations.local_names import NamePlace, WithdrawPlaceName

    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        if asked.deed == "name":
            if asked.feature is not None:
                _check(asked, town.picture)
                order = NamePlace(name=asked.name, feature=asked.feature)
                says = f"“{asked.name}” is {asked.feature}."
            else:
                point = Point(*spot_of(asked.at))
                order = NamePlace(name=asked.name, point=point)
                says = f"“{asked.name}” is at {point.degrees[0]:.6f},{point.degrees[1]:.6f}."
            answer = desk.order(order, says)
        else:
            gone = f"{asked.id} is no name here any more."
            answer = desk.order(WithdrawPlaceName(local_name=asked.id), gone)
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code


def _check(asked: argparse.Namespace, picture: "Picture") -> None:
    """Raises Told where the ground in force has no such feature, or there is none in force."""
    from tocsin.app.ground.asking import opened
    from tocsin.app.ground.keeping import standing_on
    from tocsin.app.ground.places import feature_spot
    from tocsin.app.outcome import Told

    ground = standing_on(asked.town, picture)
    with opened(ground) as database:
        if feature_spot(database, asked.feature) is None:
            raise Told(f"there is no {asked.feature[:80]} on the ground in force", Exit.usage)


def _listed(asked: argparse.Namespace) -> int:
    from tocsin.app.wiring import reading

    with reading(asked.town) as town:
        found = sorted(town.picture.local_names.values(), key=lambda each: (each.name, each.id))
    if asked.json:
        print(as_json({"names": found}))
        return Exit.done
    for each in found:
        where = each.feature or ""
        if each.point is not None:
            lat, lon = each.point.degrees
            where = f"{lat:.6f},{lon:.6f}"
        print(f"{each.id:16}{each.name:32}{where}")
    return Exit.done
