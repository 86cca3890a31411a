"""P9: durable orders a second over HTTP, and how long one takes at a steady rate.

    python -m benchmarks.p09_orders_over_http [--quick]

The peer is the PyPI library `eventsourcing` on SQLite (WAL, FULL) behind the same Starlette and
uvicorn, driven by the same client in the same run: one aggregate created an order.
"""

import sys
from statistics import median

from benchmarks.measuring import against, asked, peer_server, scratch, table
from tocsin.app.load.client import Address
from tocsin.app.load.driving import Plan, pressed
from tocsin.app.load.ledger import Figures, Ledger
from tocsin.app.load.scratch import lost_in, scratch_town
from tocsin.app.loops import run_on_loop

CLIENTS = 64
TARGET_PER_S = 2_000
TARGET_P99_MS = 50.0
STEADY_PER_S = 300


def ours(seconds: float, rate: float = 0.0) -> Figures:
    """One run on a town of its own; every acknowledged order is looked for in the log."""
    ledger = Ledger()
    plan = Plan(CLIENTS, seconds, rate, "p09")
    with scratch_town(units=CLIENTS) as town:
        address = Address.of(town.url)
        took = run_on_loop(pressed(address, town.token, plan, town.units, ledger))
        lost = lost_in(town.folder, ledger.acknowledged)
    return ledger.figures(CLIENTS, took, lost)


def peer(seconds: float, rate: float = 0.0) -> Figures:
    """The same clients on the peer's server."""
    ledger = Ledger()
    plan = Plan(CLIENTS, seconds, rate, "peer")
    with scratch() as folder, peer_server("serving_the_peer", folder) as (url, _):
        took = run_on_loop(pressed(Address.of(url), "none", plan, (None,), ledger))
    return ledger.figures(CLIENTS, took, ())


def main() -> int:
    """Three runs of each, turn by turn; medians."""
    quick = asked(__doc__ or "").quick
    seconds, turns = (2.0, 1) if quick else (8.0, 3)
    found: list[tuple[Figures, Figures]] = [(ours(seconds), peer(seconds)) for _ in range(turns)]
    steady = [ours(seconds, STEADY_PER_S) for _ in range(turns)]
    best = max(each.commands_per_s for each, _ in found)
    middle = median(each.commands_per_s for each, _ in found)
    theirs = median(each.commands_per_s for _, each in found)
    p99 = median(each.p99_ms for each in steady)
    lost = sum(len(each.lost) for each, _ in found) + sum(len(each.lost) for each in steady)
    table(
        f"P9: {CLIENTS} clients, synchronous=FULL",
        ("", "found", "target", ""),
        [
            ("orders/s, median", middle, TARGET_PER_S, against(middle, TARGET_PER_S)),
            ("orders/s, best", best, TARGET_PER_S, ""),
            ("p50 ms at full rate", median(each.p50_ms for each, _ in found), "", ""),
            (
                f"p99 ms at {STEADY_PER_S}/s", p99, TARGET_P99_MS,
                against(p99, TARGET_P99_MS, at_most=True),
            ),
            ("peer's creates/s, median", theirs, "", f"ours {middle / max(theirs, 1e-9):.2f} x"),
            ("acknowledged and not on record", lost, 0, "met" if not lost else "NOT MET"),
        ],
    )  # fmt: skip
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
