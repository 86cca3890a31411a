"""P10, server side: from a fact on record to its arrival on another screen, with 1,000 live
streams of 22 sight classes at 300 orders a second; and how many streams can be open at once.

    python -m benchmarks.p10_streams [--quick]

The peer is what a screen without a stream does: it polls. As many readers ask the same server for
the page of units, each again as soon as it was answered, at the same rate of orders.
"""

import asyncio
import itertools
import sys
import time
from contextlib import suppress
from statistics import median
from typing import NamedTuple

from benchmarks.measuring import against, asked, table
from tocsin.app.load.client import Address, Cut, get
from tocsin.app.load.driving import Plan, pressed
from tocsin.app.load.ledger import Figures, Ledger, at_ms
from tocsin.app.load.scratch import Program, Served, lost_in, scratch_town, serving
from tocsin.app.load.streams import Screens, Told
from tocsin.app.loops import run_on_loop
from tocsin.app.web.doorkeeper import drawn_secret

STREAMS, MOST_STREAMS = 1_000, 1_150
RATE = 300
TARGET_P95_MS, TARGET_P99_MS = 250.0, 500.0
SHOWN = "?kinds=incidents,units,narratives"
ROLES = ("dispatcher", "planner", "observer", "clerk", "watch_coordinator", "duty_officer")


def programs() -> list[Program]:
    """Readers of 22 sight classes: every one, every two of six roles, and one with three."""
    combined = [*((each,) for each in ROLES), *itertools.combinations(ROLES, 2), ROLES[:3]]
    return [Program(f"s{n}", roles, drawn_secret()) for n, roles in enumerate(combined)]


class Run(NamedTuple):
    """What one run came to."""

    opened: int
    took_s: float
    latencies_s: list[float]
    told: list[Told]
    figures: Figures


async def streamed(
    town: Served, tokens: list[str], count: int, seconds: float, at: str | None = None
) -> Run:
    """Open at the town's own door or at a reader's, press, count."""
    address = Address.of(town.url)
    screens = Screens(address if at is None else Address.of(at), tokens, count, SHOWN)
    began = time.perf_counter()
    opened = await screens.open()
    took = time.perf_counter() - began
    screens.forget_the_opening()
    ledger = Ledger()
    run = "p10" if at is None else "p10r"
    await pressed(address, town.token, Plan(64, seconds, RATE, run), town.units, ledger)
    await asyncio.sleep(1.0)
    latencies = sorted(s for each in screens.streams for s in each.latencies_s)
    told = [each.told for each in screens.streams]
    await screens.close()
    lost = lost_in(town.folder, ledger.acknowledged)
    return Run(opened, took, latencies, told, ledger.figures(64, seconds, lost))


async def polled(town: Served, tokens: list[str], count: int, seconds: float) -> float:
    """The same orders while readers poll; the median seconds between two looks of a reader."""
    address, gaps, until = Address.of(town.url), [], time.perf_counter() + seconds

    async def poll(number: int) -> None:
        token = tokens[number % len(tokens)]
        request = get(address, token, "/v1/picture/units?limit=100")
        with suppress(Cut, OSError, TimeoutError):
            connection = await address.connected()
            while time.perf_counter() < until:
                began = time.perf_counter()
                await connection.ask(request, within_s=60)
                gaps.append(time.perf_counter() - began)
            connection.close()

    pressing = pressed(address, town.token, Plan(64, seconds, RATE, "poll"), town.units, Ledger())
    await asyncio.gather(pressing, *(poll(n) for n in range(count)))
    return median(gaps) if gaps else float("inf")


def met(found: float, target: float) -> str:
    """Whether a time is within its target."""
    return against(found, target, at_most=True)


def main() -> int:
    """The table; exit code 1 where a stream missed something or an order was lost."""
    quick = asked(__doc__ or "").quick
    count, most, seconds = (60, 80, 3.0) if quick else (STREAMS, MOST_STREAMS, 20.0)
    readers = programs()
    tokens = [each.secret for each in readers]
    with scratch_town(units=64, programs=readers) as town:
        run = run_on_loop(streamed(town, tokens, count, seconds))
        with serving(town.folder, ("--reader",)) as (reader, _):
            beside = run_on_loop(streamed(town, tokens, count, seconds, reader))
        many = run_on_loop(streamed(town, tokens, most, 1.0)).opened
        gap_s = run_on_loop(polled(town, tokens, count, seconds / 2))
    of = f"{count} streams, {len(readers)} sight classes, {RATE} orders/s for {seconds:.0f} s"
    sound = [told(f"P10: {of}", run, count, seconds)]
    sound.append(told("P10, the streams at a reader beside the town", beside, count, seconds))
    table(
        "P10: how many, and the peer",
        ("", "found", "target", ""),
        [
            (f"of {most} streams open", many, most, ""),
            ("polling instead: ms between two looks", gap_s * 1000, "", ""),
        ],
    )
    return 0 if all(sound) and not run.figures.lost and not beside.figures.lost else 1


def told(title: str, run: Run, count: int, seconds: float) -> bool:
    """The table of one run; whether its streams were dense and chained."""
    p50, p95, p99 = (at_ms(run.latencies_s, share) for share in (0.5, 0.95, 0.99))
    deliveries = sum(each.ticks for each in run.told)
    sound = all(each.is_sound for each in run.told)
    table(
        title,
        ("", "found", "target", ""),
        [
            ("streams open", run.opened, count, ""),
            ("all open after s", run.took_s, "", ""),
            ("fact to screen, p50 ms", p50, "", ""),
            ("fact to screen, p95 ms", p95, TARGET_P95_MS, met(p95, TARGET_P95_MS)),
            ("fact to screen, p99 ms", p99, TARGET_P99_MS, met(p99, TARGET_P99_MS)),
            ("ticks delivered/s", deliveries / (seconds + 1), "", ""),
            ("MB/s delivered", sum(e.bytes for e in run.told) / (seconds + 1) / 1e6, "", ""),
            ("streams dense and chained", "yes" if sound else "NO", "yes", ""),
            ("orders acknowledged/s", run.figures.commands_per_s, RATE, ""),
            ("orders p99 ms meanwhile", run.figures.p99_ms, "", ""),
        ],
    )
    return sound


if __name__ == "__main__":
    sys.exit(main())
