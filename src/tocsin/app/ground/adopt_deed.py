"""`tocsin ground adopt TOWN GROUND`: a town decides by this ground from now on."""

import argparse
import shutil
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The town, the ground, which area of it the town is."""
    parser = deeds.add_parser("adopt", help="a town decides by this ground from now on")
    arguments.town(parser)
    parser.add_argument("ground", metavar="GROUND", type=Path, help="the ground's folder")
    parser.add_argument(
        "--area",
        metavar="ID|NAME",
        help="which jurisdiction of the ground the town is (default: the one of its name)",
    )
    arguments.as_person(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """The ground is kept in the town's folder before it is on record, so that what is on record
    can be read. One that lies there damaged is put right.
    """
    from tocsin.app.ground.adopting import order_for
    from tocsin.app.ground.keeping import kept, place_of
    from tocsin.app.signing_in import signed_in
    from tocsin.app.wiring import ordering

    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        settings = town.picture.settings.get("town")
        name = settings.name if settings else town.store.header.name
        command, manifest, own = order_for(asked.ground, town.picture, name, asked.area)
        place = place_of(asked.town, manifest.checksum)
        was_there = place.exists()
        if desk.is_granted(command):
            kept(asked.town, asked.ground, manifest)
        says = f"{name} is {own.name} ({own.id}) on {manifest.source.name} from now on."
        answer = desk.order(command, says)
        if command.checksum not in town.picture.grounds and not was_there:
            shutil.rmtree(place, ignore_errors=True)
        version = next((each.version for each in town.picture.grounds.values()
                        if each.checksum == command.checksum), 0)  # fmt: skip
    if asked.json:
        facts = {
            "checksum": command.checksum,
            "version": version,
            "jurisdiction": own,
            "folder": str(place),
        }
        print(as_json(answer.facts | facts))
    else:
        print(answer.text)
        if answer.exit_code is Exit.done:
            print(f"Version {version} of its ground is in {place}.")
    return answer.exit_code
