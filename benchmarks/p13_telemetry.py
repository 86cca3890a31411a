"""P13: 2,000 trackers at 1 Hz beside orders as fast as 64 clients are answered: what the orders
lose.

    python -m benchmarks.p13_telemetry [--trackers 2000] [--seconds 5] [--rounds 3] [--senders 20]

One server process on one core, the load on the others. Orders alone and orders beside positions
take turns, and are counted by the second and by the second of the server's processor: on a machine
that others use too, only the latter is worth comparing. As many positions as were
acknowledged must be on the track afterwards, which must verify. The control sends the same
positions as orders into the log, which is what the track is for avoiding.
"""

import argparse
import asyncio
import contextlib
import os
import statistics
import sys
import time
from datetime import UTC, datetime

import msgspec

from benchmarks.measuring import spent_s, table
from tocsin.app.load.client import Address, Connection, Cut, post
from tocsin.app.load.driving import Plan, pressed
from tocsin.app.load.ledger import Ledger
from tocsin.app.load.scratch import Served, scratch_town
from tocsin.log import TrackReader, verify_track
from tocsin.log.signing import KEY_FILE, TownKey

CLIENTS = 64
MOST_LOSS = 0.10


class Sent(msgspec.Struct):
    """What the senders were told."""

    taken: int = 0
    unknown: int = 0
    late_s: float = 0.0
    """The longest time from when a batch was due until it was acknowledged."""


def body_of(senders: int, number: int, trackers: int, second: int) -> bytes:
    """One sender's trackers of one second, as a JSON array."""
    at = datetime.now(UTC)
    return msgspec.json.encode(
        [
            {
                "device": f"U{CLIENTS + each}",
                "at": at,
                "lat": 47 + each / 10_000 + second / 1_000_000,
                "lon": -20.0 - each / 10_000,
                "speed_mps": 12.5,
                "course_deg": 90.0,
            }
            for each in range(number, trackers, senders)
        ]
    )


async def report(
    address: Address, token: str, plan: tuple[int, int, int, float], sent: Sent
) -> None:
    """One sender: its trackers once a second, whatever the server does."""
    senders, number, trackers, until = plan
    connection: Connection | None = None
    due = time.perf_counter() + number / senders
    second = 0
    while due < until:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        body = body_of(senders, number, trackers, second)
        try:
            if connection is None or not connection.is_open:
                connection = await address.connected()
            request = post(address, token, "/v1/positions", body, f"p{number}-{second}")
            answer = await connection.ask(request)
            if answer.status == 200:
                sent.taken += msgspec.json.decode(answer.body)["taken"]
            else:
                sent.unknown += 1
        except (Cut, OSError, TimeoutError):
            sent.unknown += 1
            connection = None
        sent.late_s = max(sent.late_s, time.perf_counter() - due)
        due += 1.0
        second += 1
    if connection is not None:
        connection.close()


async def report_as_orders(
    address: Address, token: str, plan: tuple[int, int, int, float], sent: Sent
) -> None:
    """The control: each position an order into the log, as many as get through."""
    senders, number, trackers, until = plan
    connection = await address.connected()
    second = 0
    began = time.perf_counter()
    while time.perf_counter() < until:
        for each in range(number, trackers, senders):
            if time.perf_counter() >= until:
                break
            fields = {
                "unit": f"LD-U{CLIENTS + each}",
                "point": {"lat_udeg": 47_000_000 + second, "lon_udeg": -20_000_000},
                "source": "vehicle",
            }
            key = f"o{began:.3f}-{number}-{second}-{each}"
            body = msgspec.json.encode(fields)
            request = post(address, token, "/v1/orders/ReportPosition", body, key)
            with contextlib.suppress(Cut, OSError, TimeoutError):
                answer = await connection.ask(request)
                sent.taken += answer.status == 200
        second += 1
        await asyncio.sleep(max(0.0, began + second - time.perf_counter()))
    connection.close()


async def turn(
    town: Served, asked: argparse.Namespace, how: str, run: str
) -> tuple[float, float, Sent]:
    """One turn: orders a second, and orders a second of the server's processor."""
    address, ledger, sent = Address.of(town.url), Ledger(), Sent()
    until, began_s = time.perf_counter() + asked.seconds, spent_s(town.pid)
    senders = []
    if how != "alone":
        sender = report if how == "track" else report_as_orders
        senders = [
            asyncio.create_task(
                sender(address, town.token, (asked.senders, n, asked.trackers, until), sent)
            )
            for n in range(asked.senders)
        ]
    plan = Plan(CLIENTS, asked.seconds, run=run)
    took = await pressed(address, town.token, plan, town.units[:CLIENTS], ledger)
    await asyncio.gather(*senders)
    count = len(ledger.acknowledged)
    return count / took, count / (spent_s(town.pid) - began_s), sent


def on_cores(server: int) -> None:
    """The server alone on the first core, this process on the others, where there are two."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(server, {cores[0]})
        os.sched_setaffinity(0, set(cores[1:]))


async def positions_alone(town: Served, asked: argparse.Namespace) -> tuple[float, Sent]:
    """The share of a core that the positions take when nobody orders anything."""
    sent, address = Sent(), Address.of(town.url)
    until, began_s, began = time.perf_counter() + asked.seconds, spent_s(town.pid), time.time()
    plans = [(asked.senders, number, asked.trackers, until) for number in range(asked.senders)]
    await asyncio.gather(*(report(address, town.token, each, sent) for each in plans))
    return (spent_s(town.pid) - began_s) / (time.time() - began), sent


def main(asked: argparse.Namespace) -> int:
    """Print the figures; exit code 1 where a position that was acknowledged is not on the track."""
    rates: dict[str, list[float]] = {"alone": [], "track": []}
    of_cpu: dict[str, list[float]] = {"alone": [], "track": []}
    told, late_s = 0, 0.0
    with scratch_town(CLIENTS + asked.trackers) as town:
        on_cores(town.pid)
        asyncio.run(turn(town, asked, "alone", "warm"))
        for number in range(asked.rounds):
            for how in ("alone", "track"):
                rate, of_core, sent = asyncio.run(turn(town, asked, how, f"{how}{number}"))
                rates[how].append(rate)
                of_cpu[how].append(of_core)
                told, late_s = told + sent.taken, max(late_s, sent.late_s)
        share, sent = asyncio.run(positions_alone(town, asked))
        told, late_s = told + sent.taken, max(late_s, sent.late_s)
        rate, of_core, as_orders = asyncio.run(turn(town, asked, "log", "control"))
        key = TownKey.load(town.folder / KEY_FILE)
        on_track = TrackReader(town.folder / "track", key.public).head()
        verified = verify_track(town.folder)
    alone, beside = (statistics.median(rates[how]) for how in ("alone", "track"))
    alone_cpu, beside_cpu = (statistics.median(of_cpu[how]) for how in ("alone", "track"))
    expected = asked.trackers * asked.seconds * (asked.rounds + 1)
    table(
        f"P13: {asked.trackers:,} trackers at 1 Hz beside {CLIENTS} clients, one core",
        ("what", "orders a second", "of alone", "orders a processor second", "of alone", "target"),
        [
            ("orders alone", round(alone), "", round(alone_cpu), "", ""),
            (
                "beside positions",
                *(round(beside), f"{beside / alone:.2f}"),
                *(round(beside_cpu), f"{beside_cpu / alone_cpu:.2f}", "≥ 0.90"),
            ),
            (
                "control: positions as orders",
                *(round(rate), f"{rate / alone:.2f}"),
                *(round(of_core), f"{of_core / alone_cpu:.2f}", "< 0.90"),
            ),
            ("positions alone: share of a core", "", "", "", f"{share:.3f}", "≤ 0.10"),
        ],
    )
    print(f"{told:,} of {expected:,.0f} positions acknowledged, the latest after {late_s:.2f} s;")
    print(f"{on_track:,} on the track; the control got {as_orders.taken:,} through")
    is_kept = told <= on_track and verified is not None and verified.ok
    return 0 if is_kept else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trackers", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--senders", type=int, default=20)
    sys.exit(main(parser.parse_args()))
