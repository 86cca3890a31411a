"""P5: `verify` ≥ 100,000 events a second, beside verifying the signature of every commit.

    python benchmarks/p05_verify.py [EVENTS]

Two logs of the same events (1,000,000 unless told): 500 to a commit, and one to a commit, which is
the worst case for signatures. Then backup, restore and a restart of the first. Prints one JSON
object; exits 1 when `verify` misses its promise.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from tocsin.log import (
    Entry,
    SeededEntropy,
    SimulatedClock,
    SqliteStore,
    backup,
    create_store,
    open_store,
    restore,
    verify,
)
from tocsin.log.chain import Head
from tocsin.log.commit import is_head
from tocsin.log.reader import LogReader

START = datetime(2026, 1, 1, tzinfo=UTC)
PROMISED_EVENTS_PER_S = 100_000


def entry(number: int) -> Entry:
    """An event of the usual size: some 300 bytes stored."""
    payload = {
        "incident": f"BM-{number // 12:07d}",
        "unit": f"BM-E{number % 400}",
        "from": "available",
        "to": "en_route",
        "epoch": 3,
        "place": {"latitude_ud": 51_500_000 + number % 9973, "longitude_ud": number % 7919},
    }
    return Entry(
        name="unit_status_changed.1",
        payload=msgspec.Raw(msgspec.json.encode(payload)),
        occurred_at=START + timedelta(seconds=number),
        command_id=f"{number * 2654435761 % 2**64:016x}-{number:08x}",
        actor=f"o-{number % 60}",
    )


def filled(folder: Path, events: int, each: int) -> SqliteStore:
    """A town with so many events, `each` to a commit. Made without waiting for the disk."""
    store = create_store(
        folder, name="Bench", code="BM", clock=SimulatedClock(START), entropy=SeededEntropy(1)
    )
    store._writing.execute("PRAGMA synchronous = OFF")
    for first in range(0, events, each):
        entries = [entry(number) for number in range(first, min(first + each, events))]
        store.append(entries, after=first, recorded_at=START)
    return store


def took(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def signatures_per_s(folder: Path, upto: int) -> float:
    """The alternative that was not taken: verify each commit's signature."""
    reader = LogReader(folder)
    public_key, count = reader.header.public_key, 0
    began = time.perf_counter()
    for rows in reader.rows(0, upto):
        for position, hash_, _, signature in rows:
            if signature is not None:
                assert is_head(public_key, Head(position, hash_, signature))
                count += 1
    reader.close()
    return count / (time.perf_counter() - began)


def main(events: int) -> int:
    figures: dict[str, object] = {"events": events}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = filled(folder / "town", events, 500)
        figures["read_per_s"] = round(events / took(lambda: sum(1 for _ in store.read())))
        store.save_snapshot("bench-1", events, b"picture")
        store.close()
        bulk = verify(folder / "town")
        figures["verify_per_s"] = bulk.events_per_s
        figures["restart_s"] = round(
            took(lambda: open_store(folder / "town", writer=True).close()), 3
        )
        for snapshot in (folder / "town" / "snapshots").iterdir():
            snapshot.unlink()
        figures["restart_without_snapshot_s"] = round(
            took(lambda: open_store(folder / "town", writer=True).close()), 2
        )
        figures["backup_s"] = round(took(lambda: backup(folder / "town", folder / "backup")), 2)
        figures["restore_s"] = round(took(lambda: restore(folder / "backup", folder / "again")), 2)
        singles = min(events, 200_000)
        filled(folder / "singles", singles, 1).close()
        single = verify(folder / "singles")
        figures["verify_one_event_commits_per_s"] = single.events_per_s
        figures["every_signature_per_s"] = round(signatures_per_s(folder / "singles", 20_000))
        figures["bytes_per_event"] = (folder / "town" / "log.sqlite").stat().st_size // events
    slowest = min(bulk.events_per_s, single.events_per_s)
    figures["ok"] = bulk.ok and single.ok and slowest >= PROMISED_EVENTS_PER_S
    print(json.dumps(figures, indent=2))
    return 0 if figures["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
