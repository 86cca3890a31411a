"""Make the golden logs of the present version:  python -m tests.golden.make

Two logs, each as the stored bytes of its records, with the pictures they fold to (at a quarter, a
half, three quarters and the end) as JSON that a person can compare. Once a version is released (a
file RELEASED stands in its folder) its logs are never made again: a changed event gets a new
number and an upcast, and these logs must still fold to the same pictures.
"""

import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import msgspec

from tests.golden.made import MORNING, Drawn, turns
from tests.jurisdiction.play import played
from tocsin.app.wiring import found, running
from tocsin.exercises.morning import START, Plan, setting_of
from tocsin.jurisdiction.fold import READER, fold
from tocsin.log import Entry, Record, SeededEntropy, SimulatedClock, enc_hook, open_store
from tocsin.log.record import body_of, record_of
from tocsin.operations.catalogue import EVENTS
from tocsin.operations.orders import Event
from tocsin.operations.picture import KINDS, Picture
from tocsin.terms.kinds import LogKind

HERE = Path(__file__).resolve().parent
VERSION = "v1"
DRAWS = 80
"""So often an event is drawn until it changes the picture."""


def every_event(seed: int = 1) -> list[bytes]:
    """Bodies of records of every event name, each about something that it changes, where it can."""
    drawn = Drawn(seed)
    bodies: list[bytes] = []
    picture = Picture()
    for position, (name, is_full) in enumerate(turns(seed), 1):
        for _ in range(DRAWS):
            body = told(position, name, drawn.event(EVENTS[name], is_full=is_full))
            record = record_of(body)
            after = READER.fold(picture, name, bytes(record.payload), record)
            if after != picture:
                break
        bodies.append(body)
        picture = after
    return bodies


def told(position: int, name: str, event: Event) -> bytes:
    """A record's body: some seen between two looks, some known elsewhere before, some for
    others.
    """
    at = MORNING + timedelta(seconds=20 * position)
    entry = Entry(
        name=name,
        payload=msgspec.Raw(msgspec.json.encode(event, enc_hook=enc_hook)),
        occurred_at=at,
        occurred_after=at - timedelta(seconds=30) if position % 5 == 0 else None,
        source_known_at=at if position % 7 == 0 else None,
        command_id=f"golden/{position}",
        actor=f"GD-{position % 2 + 1}",
        on_behalf_of="GD-2" if position % 11 == 0 else None,
    )
    return body_of(entry, position, at)


def a_morning(seed: int = 7) -> list[bytes]:
    """Bodies of the records of a busy half hour, given as orders."""
    plan = Plan(seed=seed, hours=0.5, calls_per_hour=60, leaves_some_to_people=False)
    setting = setting_of(plan)
    clock = SimulatedClock(START - timedelta(minutes=1))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "town"
        found(
            folder,
            name=setting.name,
            code=setting.code,
            kind=LogKind.exercise,
            clock=clock,
            entropy=SeededEntropy(seed),
        )
        with running(
            open_store(folder, True, clock, SeededEntropy(seed + 1)), folder, clock
        ) as town:
            played(town, clock, plan)
            records = list(town.store.read())
    return [msgspec.json.encode(record) for record in records]


def as_json(picture: Picture) -> bytes:
    """A picture as JSON, sorted."""
    nouns = {name: dict(getattr(picture, name).items()) for name in sorted(KINDS)}
    return msgspec.json.encode(
        {name: found for name, found in nouns.items() if found}, enc_hook=enc_hook
    )


def pictures(records: Sequence[Record]) -> bytes:
    """The pictures on the way through a log, by position: sorted, one field a line."""
    ends = [len(records) * quarter // 4 for quarter in (1, 2, 3, 4)]
    told = {str(end): msgspec.Raw(as_json(fold(records[:end]))) for end in ends}
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def records_of(lines: Iterable[bytes]) -> list[Record]:
    """The records in the lines of a golden log."""
    decoder = msgspec.json.Decoder(Record)
    return [decoder.decode(line) for line in lines]


def main() -> None:
    folder = HERE / VERSION
    if (folder / "RELEASED").exists():
        sys.exit(f"{VERSION} is released: give the changed event a new number and an upcast")
    folder.mkdir(exist_ok=True)
    for name, bodies in (("every_event", every_event()), ("a_morning", a_morning())):
        (folder / f"{name}.ndjson").write_bytes(b"".join(body + b"\n" for body in bodies))
        (folder / f"{name}.pictures.json").write_bytes(pictures(records_of(bodies)))
        print(f"{VERSION}/{name}: {len(bodies)} records")


if __name__ == "__main__":
    main()
