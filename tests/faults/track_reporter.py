"""Trackers that report to a town, to be killed: a ledger of what was acknowledged, on stdout.

    python -m tests.faults.track_reporter TOWN FIRST honest|early

`early` is the sabotaged track: it acknowledges commits before it makes them.
"""

import itertools
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tocsin.app import wiring
from tocsin.app.wiring import observing
from tocsin.geo.places import Point
from tocsin.log import Retention, Track, TrackEntry
from tocsin.operations.observations import Fix, Observation

REPORTERS = 16
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class EarlyTrack(Track):
    """Acknowledges at once, and makes the commits when a few are owed."""

    owed: list[tuple[Sequence[TrackEntry], datetime, Retention]]
    promised = 0

    def append(
        self, entries: Sequence[TrackEntry], recorded_at: datetime, retention: Retention
    ) -> int:
        self.owed = [*getattr(self, "owed", []), (entries, recorded_at, retention)]
        first = self.position + 1
        self.promised += len(entries)
        if len(self.owed) == 8:
            for earlier in self.owed:
                super().append(*earlier)
            self.owed, self.promised = [], 0
        return first

    @property
    def position(self) -> int:
        """As if it were kept already."""
        return self._end.position + self.promised


def observation(number: int) -> Observation:
    """Number `number`, told by its latitude; each a second after the one before."""
    at = datetime.now(UTC) - timedelta(days=1) + timedelta(milliseconds=number)
    return Observation(device="E1", observed_at=at, fix=Fix(Point(number, 0)), source="test")


def main(town: Path, first: int, kind: str) -> None:
    """Report until killed, telling each acknowledged observation's number."""
    if kind == "early":
        setattr(wiring, "Track", EarlyTrack)  # noqa: B010
    tell = threading.Lock()
    with observing(town) as (_, telemetry):

        def report(who: int) -> None:
            for turn in itertools.count():
                number = first + who + REPORTERS * turn
                recorded = telemetry.record([observation(number)]).result()
                assert recorded.taken == 1, recorded
                with tell:
                    sys.stdout.write(f"{number}\n")
                    sys.stdout.flush()

        reporters = [
            threading.Thread(target=report, args=(who,), daemon=True) for who in range(REPORTERS)
        ]
        for each in reporters:
            each.start()
        reporters[0].join()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
