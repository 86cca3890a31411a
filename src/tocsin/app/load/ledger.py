"""The clients' ledger: what was asked, what was answered, how long it took."""

from collections.abc import Sequence

import msgspec


class Figures(msgspec.Struct, frozen=True):
    """What a run came to. Times are milliseconds as a client saw them.

    `acknowledged` orders were answered with 200; `found` of them are on record. `unknown` were
    answered 503, `cut` not at all; `refused` by a rule; `other` counts every other status.
    """

    clients: int
    seconds: float
    commands_per_s: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    longest_ms: float
    acknowledged: int
    found: int
    refused: int
    unknown: int
    cut: int
    other: int
    lost: tuple[str, ...] = ()
    """Ids of acknowledged orders that are not on record: there must be none."""


class Ledger:
    """Kept by the clients of one run."""

    def __init__(self) -> None:
        self.acknowledged: list[str] = []
        self.times_s: list[float] = []
        self.refused = 0
        self.unknown = 0
        self.cut = 0
        self.other = 0

    def note(self, key: str, status: int, took_s: float) -> None:
        """One answer."""
        self.times_s.append(took_s)
        if status == 200:
            self.acknowledged.append(key)
        elif status in (403, 409):
            self.refused += 1
        elif status == 503:
            self.unknown += 1
        else:
            self.other += 1

    def figures(self, clients: int, seconds: float, lost: Sequence[str]) -> Figures:
        """What it came to."""
        times = sorted(self.times_s)
        count = len(self.acknowledged)
        return Figures(
            clients=clients,
            seconds=round(seconds, 2),
            commands_per_s=round(count / seconds, 1) if seconds else 0.0,
            p50_ms=at_ms(times, 0.50),
            p95_ms=at_ms(times, 0.95),
            p99_ms=at_ms(times, 0.99),
            longest_ms=at_ms(times, 1.0),
            acknowledged=count,
            found=count - len(lost),
            refused=self.refused,
            unknown=self.unknown,
            cut=self.cut,
            other=self.other,
            lost=tuple(lost[:20]),
        )


def at_ms(times_s: Sequence[float], share: float) -> float:
    """The time, in milliseconds, that this share of sorted times does not exceed."""
    if not times_s:
        return 0.0
    place = min(len(times_s) - 1, max(0, round(share * len(times_s)) - 1))
    return round(times_s[place] * 1000, 2)
