"""Neighbours as a town's folder tells of them, whoever serves the town, or nobody."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from tocsin.app.neighbours.following import replica_path
from tocsin.app.neighbours.sharing import FOLDER
from tocsin.federation.region import Standing, standing_of
from tocsin.federation.replica import Looked, look_at
from tocsin.jurisdiction.reading import Reading
from tocsin.operations.picture import Picture
from tocsin.operations.picture.neighbour import LinkStanding
from tocsin.terms.kinds import LogKind


def replicas_in(folder: Path, picture: Picture) -> Mapping[str, Looked]:
    """What is known of each neighbour, by its code. Raises StorageUnknown."""
    found: dict[str, Looked] = {}
    for code in picture.neighbours:
        looked = look_at(replica_path(folder / FOLDER, code))
        if looked is not None:
            found[code] = looked
    return found


def now_of(town: Reading) -> datetime:
    """What time it is there; in an exercise, whose clock is its own, that of its last record."""
    if town.store.header.kind is not LogKind.exercise:
        return datetime.now(UTC)
    last = next(iter(town.store.read(after=town.position - 1)), None)
    return datetime.now(UTC) if last is None else last.recorded_at


def standings_in(folder: Path, town: Reading) -> tuple[Standing, ...]:
    """How it stands with each neighbour, sorted."""
    replicas, now = replicas_in(folder, town.picture), now_of(town)
    found = []
    for each in town.picture.neighbours.values():
        if each.standing is LinkStanding.ended:
            continue
        looked = replicas.get(each.id)
        state = None if looked is None else looked.state
        size = 0 if looked is None else len(looked.known)
        found.append(standing_of(each, state, size, now))
    return tuple(sorted(found, key=lambda each: each.neighbour))
