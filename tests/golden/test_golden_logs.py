"""P8: logs of every released version decode, upcast and fold to the picture recorded with them."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.golden import make
from tests.golden.made import MORNING
from tocsin.geo.places import Place
from tocsin.jurisdiction.fold import READER, fold
from tocsin.jurisdiction.snapshots import encode
from tocsin.log import Record
from tocsin.operations import catalogue
from tocsin.operations.catalogue import EVENTS, UnknownEvent
from tocsin.operations.picture import Picture

LOGS = sorted(make.HERE.glob("v*/*.ndjson"))
SAYS_ONLY = {"command_refused.1", "already_so.1"}
"""Events that change nothing by what they are."""
HOW = "run: python -m tests.golden.make"


def lines(log: Path) -> list[bytes]:
    return log.read_bytes().splitlines()


def records(log: Path) -> list[Record]:
    return make.records_of(lines(log))


@pytest.mark.parametrize("log", LOGS, ids=lambda log: f"{log.parent.name}/{log.stem}")
def test_a_golden_log_folds_to_the_pictures_recorded_with_it(log: Path) -> None:
    recorded = log.with_suffix(".pictures.json").read_bytes()
    found = make.pictures(records(log))
    assert msgspec.json.decode(found) == msgspec.json.decode(recorded)
    picture = fold(records(log))
    stepped = Picture()
    for record in records(log):
        stepped = READER.fold(stepped, record.name, bytes(record.payload), record)
    assert encode(stepped) == encode(picture)


@pytest.mark.parametrize("log", LOGS, ids=lambda log: f"{log.parent.name}/{log.stem}")
def test_the_records_of_a_golden_log_are_stored_as_they_always_were(log: Path) -> None:
    for line, record in zip(lines(log), records(log), strict=True):
        assert msgspec.json.encode(record) == line


def test_every_stored_event_has_a_golden_record() -> None:
    told = {record.name for log in LOGS for record in records(log)}
    assert sorted(set(EVENTS) - told) == [], HOW


def test_the_golden_events_say_all_that_an_event_can_say() -> None:
    """Every field of every event stands in some record, so that none can be renamed unseen."""
    said: dict[str, set[str]] = {}
    for log in LOGS:
        for record in records(log):
            fields = msgspec.json.decode(record.payload)
            said.setdefault(record.name, set()).update(fields)
    missing = {
        f"{name}: {field}"
        for name, kind in EVENTS.items()
        for field in set(kind.__struct_fields__) - said.get(name, set())
    }
    assert sorted(missing) == [], HOW


def test_the_golden_events_change_the_picture() -> None:
    """A golden log of events that all miss their subject would hold nothing."""
    effective: set[str] = set()
    for log in LOGS:
        picture = Picture()
        for record in records(log):
            after = READER.fold(picture, record.name, bytes(record.payload), record)
            if encode(after) != encode(picture):
                effective.add(record.name)
            picture = after
    idle = set(EVENTS) - effective - SAYS_ONLY
    assert len(idle) <= len(EVENTS) // 8, sorted(idle)


def test_a_changed_fold_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a fold that loses a field does not give the recorded picture."""
    honest = catalogue.EVOLVE["incident_opened.1"]

    def forgetful(picture: Picture, event: object, stamp: object) -> Picture:
        after = honest(picture, event, stamp)  # type: ignore[arg-type]
        opened = after.incidents.get(event.incident)  # type: ignore[attr-defined]
        assert opened is not None
        lost = msgspec.structs.replace(opened, place=Place())
        return msgspec.structs.replace(after, incidents=after.incidents.put(lost.id, lost))

    reader = catalogue.Reader(READER._dec_hook)
    decoding = reader._known["incident_opened.1"][0]
    monkeypatch.setitem(READER._known, "incident_opened.1", (decoding, forgetful))
    with pytest.raises(AssertionError):
        test_a_golden_log_folds_to_the_pictures_recorded_with_it(
            make.HERE / "v1" / "a_morning.ndjson"
        )


def old(name: str, payload: bytes) -> Record:
    return Record(
        position=1,
        name=name,
        recorded_at=MORNING,
        occurred_at=MORNING + timedelta(seconds=1),
        command_id="c",
        actor="GD-1",
        payload=msgspec.Raw(payload),
    )


def test_an_old_event_is_read_through_every_step_of_its_upcast(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Planted: once a call sign and a kind in one text, then two fields under other names."""

    def split(plain: dict[str, object]) -> dict[str, object]:
        call_sign, _, kind = str(plain["unit"]).partition(" ")
        return {"sign": call_sign, "sort": kind}

    def renamed(plain: dict[str, object]) -> dict[str, object]:
        return {
            "unit": f"GD-{plain['sign']}",
            "call_sign": plain["sign"],
            "kind": plain["sort"],
            "home": "GD",
            "agency": "fire",
        }

    record = old("unit_registered.-1", b'{"unit": "E7 engine"}')
    with pytest.raises(UnknownEvent, match="upgrade tocsin"):
        fold([record])
    monkeypatch.setitem(catalogue.UPCASTS, "unit_registered.-1", ("unit_registered.0", split))
    monkeypatch.setitem(catalogue.UPCASTS, "unit_registered.0", ("unit_registered.1", renamed))
    unit = fold([record]).units.get("GD-E7")
    assert unit is not None
    assert (unit.call_sign, unit.kind) == ("E7", "engine")
    assert READER.event(record.name, bytes(record.payload)) == READER.event(
        "unit_registered.0", b'{"sign": "E7", "sort": "engine"}'
    )
