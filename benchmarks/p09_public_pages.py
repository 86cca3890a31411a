"""Public pages a second from the door of a town on one core, alone and while orders come in.

    python -m benchmarks.p09_public_pages [--quick]

The peer is the same site, exported, as files behind Starlette and uvicorn, asked by the same client
in the same run. Servers have one core to themselves, the client has the others.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median

from benchmarks.measuring import against, asked, peer_server, scratch, spent_s, table
from benchmarks.warned import issued
from tocsin.app.load.client import Address, get
from tocsin.app.load.driving import Plan, pressed
from tocsin.app.load.ledger import Figures, Ledger
from tocsin.app.load.scratch import Program, furnished, lost_in, serving
from tocsin.app.loops import run_on_loop
from tocsin.app.web.doorkeeper import drawn_secret
from tocsin.app.wiring import opened
from tocsin.terms.kinds import LogKind

CLIENTS, UNITS = 32, 64
TARGET_PER_S = 2_000
TARGET_P99_MS = 50.0
STEADY_PER_S = 300
PAGES = ("en/index.html", "ar/index.html", "de/warnings.html", "en/{warning}.html")
FIRST, LAST = 0, (os.cpu_count() or 1) - 1


async def stampede(
    address: Address, requests: list[bytes], seconds: float, pid: int
) -> tuple[float, float]:
    """Whole pages a second, asked for by all clients as fast as they are answered: of the clock,
    and of the server's processor time, which others on the machine take nothing of.
    """
    until, answered = time.perf_counter() + seconds, 0

    async def reader(first: int) -> None:
        nonlocal answered
        connection, at = await address.connected(), first
        while time.perf_counter() < until:
            answer = await connection.ask(requests[at % len(requests)], within_s=0)
            assert answer.status == 200, answer
            assert answer.body.startswith(b"<!doctype html>")
            answered, at = answered + 1, at + 1
        connection.close()

    began, spent = time.perf_counter(), spent_s(pid)
    await asyncio.gather(*map(reader, range(CLIENTS)))
    took_s, cpu_s = time.perf_counter() - began, spent_s(pid) - spent
    return answered / took_s, answered / max(cpu_s, 0.01)


def asking(address: Address, warning: str) -> list[bytes]:
    """The bytes of the requests."""
    return [get(address, "none", f"/public/{each.format(warning=warning)}") for each in PAGES]


@contextmanager
def pinned(pid: int) -> Iterator[None]:
    """A process, and all its threads, on the last core; this one on the others."""
    before = os.sched_getaffinity(0)
    for each in (int(task.name) for task in Path(f"/proc/{pid}/task").iterdir()):
        os.sched_setaffinity(each, {LAST})
    os.sched_setaffinity(0, before - {LAST} or before)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


Rates = tuple[float, float]


def ours(folder: Path, seconds: float) -> tuple[Rates, Rates, Figures]:
    """Pages a second alone; beside orders at a steady rate, and how those fared."""
    own = Program("load", ("call_taker", "dispatcher", "duty_officer", "chief"), drawn_secret())
    units = furnished(folder / "town", UNITS, (own,), LogKind.actual)
    with opened(folder / "town") as town:
        warning = issued(town, timedelta(hours=4))
    export = [sys.executable, "-m", "tocsin.app.cli", "public", "export"]
    subprocess.run([*export, str(folder / "town"), str(folder / "copy")], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    ledger = Ledger()
    with serving(folder / "town") as (url, pid), pinned(pid):
        address = Address.of(url)
        requests = asking(address, warning)
        alone = run_on_loop(stampede(address, requests, seconds, pid))
        plan = Plan(CLIENTS, seconds, STEADY_PER_S, "pages")

        async def both() -> tuple[Rates, float]:
            pages = asyncio.ensure_future(stampede(address, requests, seconds, pid))
            took_s = await pressed(address, own.secret, plan, units, ledger)
            return await pages, took_s

        beside, took = run_on_loop(both())
    lost = lost_in(folder / "town", ledger.acknowledged)
    return alone, beside, ledger.figures(CLIENTS, took, lost)


def peer(folder: Path, seconds: float) -> Rates:
    """Pages a second of the same files behind the peer's server."""
    warning = next(each.stem for each in (folder / "copy").glob("*-w*.html"))
    with peer_server("serving_files", folder / "copy") as (url, pid), pinned(pid):
        address = Address.of(url)
        return run_on_loop(stampede(address, asking(address, warning), seconds, pid))


def main() -> int:
    """Turn by turn; medians."""
    quick = asked(__doc__ or "").quick
    seconds, turns = (2.0, 1) if quick else (6.0, 3)
    found: list[tuple[Rates, Rates, Figures, Rates]] = []
    for _ in range(turns):
        with scratch() as folder:
            found.append((*ours(folder, seconds), peer(folder, seconds)))
    alone, beside = median(each[0][0] for each in found), median(each[1][0] for each in found)
    of_cpu, theirs = median(each[0][1] for each in found), median(each[3][1] for each in found)
    theirs_s = median(each[3][0] for each in found)
    orders = median(each[2].commands_per_s for each in found)
    p99 = median(each[2].p99_ms for each in found)
    lost = sum(len(each[2].lost) for each in found)
    table(
        f"Public pages: {CLIENTS} clients, the server on one core",
        ("", "found", "target", ""),
        [
            ("pages/s alone", alone, TARGET_PER_S, against(alone, TARGET_PER_S)),
            (f"pages/s beside {STEADY_PER_S} orders/s", beside, TARGET_PER_S,
             against(beside, TARGET_PER_S)),
            ("orders/s beside the pages", orders, "", ""),
            ("p99 ms of an order beside the pages", p99, TARGET_P99_MS,
             against(p99, TARGET_P99_MS, at_most=True)),
            ("peer's pages/s, files", theirs_s, "", f"ours {alone / max(theirs_s, 1e-9):.2f} x"),
            ("pages a second of processor time", of_cpu, TARGET_PER_S,
             against(of_cpu, TARGET_PER_S)),
            ("peer's", theirs, "", f"ours {of_cpu / max(theirs, 1e-9):.2f} x"),
            ("acknowledged and not on record", lost, 0, "met" if not lost else "NOT MET"),
        ],
    )  # fmt: skip
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
