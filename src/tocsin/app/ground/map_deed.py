"""`tocsin ground map`: the deed on the command line."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What it wants."""
    asked = deeds.add_parser("map", help="make the map of a ground, for use without internet")
    asked.add_argument("ground", metavar="GROUND", type=Path, help="the ground's folder")
    asked.add_argument(
        "--language", metavar="XX", help="labels in this language, where a thing has a name in it"
    )
    asked.add_argument(
        "--serve", action="store_true", help="show it at an address of this machine until stopped"
    )
    asked.add_argument(
        "--port", type=int, default=0, metavar="P", help="with --serve (default: any that is free)"
    )
    arguments.json_flag(asked)


def run(asked: argparse.Namespace) -> int:
    """Exit code 7: the ground is damaged."""
    from tocsin.app.ground.drawn.making import made

    town = getattr(asked, "town", None)
    if town is not None:
        raise Told(
            f"what {town} adopted is not changed: make the map of the ground it came from, then "
            f"`tocsin ground adopt {town} GROUND`",
            Exit.refused,
        )
    if asked.serve:
        return _serve(asked.ground, asked.port)
    found = made(asked.ground, asked.language)
    if asked.json:
        print(as_json(found))
        return Exit.done
    languages = ", ".join(found.languages) or "none"
    print(f"{asked.ground / found.tileset}: {found.bytes:,} bytes, {found.tiles:,} tiles.")
    print(f"Styles: {', '.join(found.styles)}. Names in other languages: {languages}.")
    print(f"Shown on the map: {found.attribution}.")
    return Exit.done


def _serve(ground: Path, port: int) -> int:
    from tocsin.app.web.map_server import served
    from tocsin.app.web.serving import Listening

    if not (ground / "basemap.pmtiles").is_file():
        raise Told(f"{ground} has no map yet: `tocsin ground map {ground}` makes it", Exit.usage)
    listening = Listening(port=port).bound()
    host, bound = listening.getsockname()[:2]
    print(f"http://{host}:{bound}/map", flush=True)
    served(ground, listening)
    return Exit.done
