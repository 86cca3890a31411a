"""P8, at the town: a log written by an older version opens, runs and is added to."""

import itertools
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from tests.golden import make
from tests.jurisdiction.towns import FIRE, order
from tocsin.app.wiring import opened, reading
from tocsin.jurisdiction.orders import Accepted, Denied
from tocsin.jurisdiction.snapshots import encode
from tocsin.log import Entry, SeededEntropy, SimulatedClock, create_store
from tocsin.log.record import Record
from tocsin.log.verify import verify
from tocsin.operations.catalogue import UnknownEvent

LOGS = sorted(make.HERE.glob("v*/*.ndjson"))


def old_town(folder: Path, records: list[Record]) -> datetime:
    """A town's folder with these records, as an older version left it; answers when it ended."""
    clock = SimulatedClock(records[0].recorded_at)
    entropy = SeededEntropy(1)
    with closing(
        create_store(folder, name="Golden", code="GD", clock=clock, entropy=entropy)
    ) as store:
        for at, found in itertools.groupby(records, key=lambda record: record.recorded_at):
            entries = [
                Entry(
                    name=each.name,
                    payload=each.payload,
                    occurred_at=each.occurred_at,
                    occurred_after=each.occurred_after,
                    source_known_at=each.source_known_at,
                    command_id=each.command_id,
                    actor=each.actor,
                    on_behalf_of=each.on_behalf_of,
                )
                for each in found
            ]
            store.append(entries, after=store.head().position, recorded_at=at)
    return records[-1].recorded_at


@pytest.mark.parametrize("log", LOGS, ids=lambda log: f"{log.parent.name}/{log.stem}")
def test_a_town_of_an_older_version_opens_as_it_was_and_goes_on(log: Path, tmp_path: Path) -> None:
    records = make.records_of(log.read_bytes().splitlines())
    end = old_town(tmp_path / "town", records)
    recorded = msgspec.json.decode(log.with_suffix(".pictures.json").read_bytes())
    with opened(tmp_path / "town", SimulatedClock(end)) as town:
        assert msgspec.json.decode(make.as_json(town.picture)) == recorded[str(len(records))]
        outcome = town.submit(order(FIRE, "new", actor="GD-1"))
        assert isinstance(outcome, Accepted | Denied)
        town.tick()
        lived = encode(town.picture)
    with reading(tmp_path / "town") as seen:
        assert encode(seen.picture) == lived
    assert verify(tmp_path / "town").ok


def test_control_a_town_of_a_newer_version_is_not_guessed_at(tmp_path: Path) -> None:
    records = make.records_of(LOGS[0].read_bytes().splitlines())
    newer = msgspec.structs.replace(
        records[-1], name="unit_beamed_up.1", position=len(records) + 1, command_id="newer"
    )
    end = old_town(tmp_path / "town", [*records, newer])
    with pytest.raises(UnknownEvent, match=r"unit_beamed_up\.1.*upgrade tocsin"):
        opened(tmp_path / "town", SimulatedClock(end)).__enter__()
