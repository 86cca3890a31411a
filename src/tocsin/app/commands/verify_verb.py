"""`tocsin verify`: every record, hash and signature, while the town serves or not."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json

if TYPE_CHECKING:
    from tocsin.app.ground.keeping import Condition
    from tocsin.log import TrackVerified


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 0 when everything is as it was written, 1 when not."""
    import msgspec

    from tocsin.app.wiring import shelf_to_check
    from tocsin.log import LogDamaged, verify, verify_track

    found = verify(asked.town)
    if found.ok:
        try:
            with shelf_to_check(asked.town) as shelf:
                for _ in () if shelf is None else shelf.values():
                    pass
        except LogDamaged as damage:
            what = f"{damage.what}. {damage.remedy}"
            found = msgspec.structs.replace(found, ok=False, first_bad_position=0, what=what)
    track = verify_track(asked.town)
    grounds = _grounds(asked.town) if found.ok else []
    if asked.json:
        print(as_json(msgspec.to_builtins(found) | {"track": track, "grounds": grounds}))
    elif found.ok:
        print(f"{found.events:,} records are as they were written ({found.events_per_s:,}/s).")
    else:
        print(f"NOT as it was written: position {found.first_bad_position}: {found.what}")
    if track is not None and not asked.json:
        print(_said(track))
    if not asked.json:
        for each in grounds:
            name = f"Version {each.ground.version} of its ground"
            print(f"{name} is {'as adopted' if each.wrong is None else f'NOT: {each.wrong}'}.")
    is_ok = found.ok and (track is None or track.ok) and all(e.wrong is None for e in grounds)
    return Exit.done if is_ok else Exit.not_so


def _grounds(folder: Path) -> "list[Condition]":
    """Each adopted ground, every file of it held against what was adopted."""
    from tocsin.app.ground.keeping import conditions
    from tocsin.app.wiring import reading

    with reading(folder) as town:
        return conditions(folder, town.picture)


def _said(track: "TrackVerified") -> str:
    """The account of the telemetry track."""
    says = f"The track: {track.observations:,} observations are as they were written."
    if not track.ok:
        says = f"The track is NOT as it was written: {track.what}. The next start sets it aside."
    if track.set_aside:
        says += f" Set aside: {', '.join(track.set_aside)}."
    return says
