"""What neighbours cost: a week's events caught up; twenty towns that say 300 events a second each.

    python -m benchmarks.p16_neighbours [--quick]

Source and reader run in this one process on one core, each answer signed, durable at both ends,
checked and folded; the wire between them is left out. The peer is the disk itself: the same rows
put into the same kind of file, nothing else done with them.
"""

import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks.measuring import asked, scratch, table, timed
from tocsin.access import Delta, Verb, partner
from tocsin.access.changes import Cause
from tocsin.federation import outbox
from tocsin.federation.link_key import LinkKey
from tocsin.federation.outbox import Outbox
from tocsin.federation.replica import Replica
from tocsin.federation.slice_messages import WANTED_BYTES, SliceStanding, answered
from tocsin.log import SeededEntropy
from tocsin.log.row_file import RowFile

START = datetime(2026, 1, 5, tzinfo=UTC)
CAUSE = Cause("unit_status_reported.1", START, START, "BM-p0")
SUBJECTS = 2_000
TICK_S = 0.25
"""A neighbour that has news is asked so often."""
PER_TICK = 75
"""300 events a second."""


def deltas(first: int, count: int) -> bytes:
    """A tick of changes, as a board sends it."""
    made = tuple(
        Delta(
            Verb.changed,
            "units",
            f"BM-E{number % SUBJECTS}",
            CAUSE,
            {"status": f"status {number}", "since": "2026-01-05T08:00:00Z"},
        )
        for number in range(first, first + count)
    )
    return msgspec.json.encode(made)


class Pair:
    """A source and its reader."""

    def __init__(self, folder: Path, number: int) -> None:
        self.code = f"T{chr(65 + number)}"
        self.key = LinkKey.drawn(SeededEntropy(number))
        self.outbox = Outbox(folder / f"told-{number}.sqlite", partner("BM"), "life")
        opening = tuple(
            Delta(Verb.disclosed, "units", f"BM-E{each}", CAUSE, {"id": f"BM-E{each}"})
            for each in range(SUBJECTS)
        )
        self.outbox.begin(msgspec.json.encode(opening), f"{number:032x}", 1, START)
        self.replica = Replica(folder / f"known-{number}.sqlite", self.code)
        self.events = 0
        self.made_at: dict[int, float] = {}
        while self.read():
            pass

    def tell(self, count: int) -> None:
        """So many events happen at the source."""
        self.outbox.follow(deltas(self.events, count), START)
        self.events += count
        self.made_at[self.outbox.sequence] = time.perf_counter()

    def read(self) -> bool:
        """One question and its answer. Whether anything came."""
        state = self.replica.state
        ticks = self.outbox.since(state.incarnation, state.sequence, state.head)
        sequence, head = state.sequence, state.head
        if ticks is None:
            ticks = self.outbox.since(self.outbox.state.incarnation, 0, "0" * 64) or ()
            sequence, head = 0, "0" * 64
        size = 0
        for number, tick in enumerate(ticks):
            size += len(tick.body)
            if size >= WANTED_BYTES:
                ticks = ticks[: number + 1]
                break
        self.outbox.save()
        said = self.outbox.state
        if ticks:
            sequence, head = ticks[-1].last, self.outbox.head_after(ticks[-1])
        standing = SliceStanding(
            town=self.code, to="BM", nonce="n", at=START, life=said.life,
            incarnation=said.incarnation, generation=said.generation, opening=said.opening,
            sequence=sequence, head=head, latest=said.sequence,
        )  # fmt: skip
        self.replica.take(
            answered(self.key, standing, ticks), nonce="n", own_code="BM",
            public_key=self.key.public, now=START,
        )  # fmt: skip
        return bool(ticks)

    def lag_s(self) -> list[float]:
        """How long ago what was just read had happened."""
        now = time.perf_counter()
        done = [each for each in self.made_at if each <= self.replica.state.sequence]
        return [now - self.made_at.pop(each) for each in done]


def catch_up(folder: Path, events: int) -> float:
    """Seconds to read what happened while the reader was away."""
    pair = Pair(folder, 0)
    outbox.KEPT_BYTES = 10**9  # else it is told afresh, which is less to read
    for _ in range(events // 100):
        pair.tell(100)
    _, took_s = timed(lambda: [None for _ in iter(pair.read, False)])
    assert pair.replica.state.sequence == pair.outbox.sequence, "all of it was read"
    return took_s


def raw_rows(folder: Path, events: int) -> float:
    """Seconds for the peer: the same rows into a file, committed as often."""
    file = RowFile(folder / "raw.sqlite")

    def written() -> None:
        for first in range(0, events, 10_000):
            rows = [
                ("raw", "units", f"BM-E{n % SUBJECTS}", b'{"status": "x"}')
                for n in range(first, first + 10_000)
            ]
            file.keep(b"{}", rows)

    _, took_s = timed(written)
    file.close()
    return took_s


def many(folder: Path, towns: int, ticks: int) -> tuple[float, float, float]:
    """Share of one core for so many towns, and the median and p95 of the lag in seconds."""
    pairs = [Pair(folder, number) for number in range(towns)]
    pause, lags = threading.Event(), []
    began_s, began_cpu_s = time.perf_counter(), time.process_time()
    for tick in range(1, ticks + 1):
        for pair in pairs:
            pair.tell(PER_TICK)
        for pair in pairs:
            pair.read()
            lags += pair.lag_s()
        pause.wait(max(0.0, began_s + tick * TICK_S - time.perf_counter()))
    cpu_s, took_s = time.process_time() - began_cpu_s, time.perf_counter() - began_s
    lags.sort()
    per_event_s = cpu_s / (towns * ticks * PER_TICK)
    print(f"  {took_s:.1f} s for {ticks * TICK_S:.1f} s of events")
    return per_event_s * towns * 300, lags[len(lags) // 2], lags[len(lags) * 95 // 100]


def main() -> None:
    """Print what it took."""
    args = asked(__doc__ or "")
    events, ticks = (5_000, 4) if args.quick else (200_000, 40)
    with scratch() as folder:
        took_s, raw_s = catch_up(folder, events), raw_rows(folder, events)
    table(
        f"a neighbour that was away: {events:,} events",
        ("", "seconds", "events a second"),
        (
            ("read, checked, folded, kept", f"{took_s:.2f}", f"{events / took_s:,.0f}"),
            ("the rows into a file, no more", f"{raw_s:.2f}", f"{events / raw_s:,.0f}"),
        ),
    )
    rows = []
    for towns in (1, 5, 20):
        with scratch() as folder:
            core, median_s, p95_s = many(folder, towns, ticks)
        rows.append((towns, f"{core:.0%}", f"{median_s * 1000:.0f}", f"{p95_s * 1000:.0f}"))
    table(
        "neighbours that each say 300 events a second (source and reader)",
        ("towns", "of one core", "lag ms, median", "p95"),
        rows,
    )


if __name__ == "__main__":
    main()
