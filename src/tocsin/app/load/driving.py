"""Clients that order as fast as they are answered, or at a rate that does not wait for answers."""

import asyncio
import time
from collections.abc import Sequence

import msgspec

from tocsin.app.load.client import Address, Connection, Cut, get, post
from tocsin.app.load.ledger import Ledger
from tocsin.app.load.work import Spot, shifts


class Plan(msgspec.Struct, frozen=True):
    """How to press. `rate` orders a second in all, 0: as fast as answers come. Calls come from
    `spots`.
    """

    clients: int
    seconds: float
    rate: float = 0.0
    run: str = "load"
    spots: tuple[Spot, ...] = ()


class Granted(msgspec.Struct):
    """As much of an answer as a client needs."""

    subjects: tuple[str, ...] = ()


_granted = msgspec.json.Decoder(Granted)


async def pressed(
    address: Address, token: str, plan: Plan, units: Sequence[str | None], ledger: Ledger
) -> float:
    """Run all clients; the seconds it took. Connections that break are made again."""
    began = time.perf_counter()
    until = began + plan.seconds
    each_s = plan.clients / plan.rate if plan.rate else 0.0
    await asyncio.gather(
        *(
            _client(
                address, token, (plan, number, began + number * each_s / plan.clients, until),
                each_s, units[number % len(units)] if units else None, ledger,
            )
            for number in range(plan.clients)
        )
    )  # fmt: skip
    return time.perf_counter() - began


async def _client(
    address: Address,
    token: str,
    turn: tuple[Plan, int, float, float],
    each_s: float,
    unit: str | None,
    ledger: Ledger,
) -> None:
    """One client. At a rate, an answer's time counts from when its order was due, so that a
    server that stalls is charged for all that had to wait (no coordinated omission).
    """
    plan, number, due, until = turn
    work = shifts(number, unit, plan.spots)
    order = next(work)
    count = 0
    connection: Connection | None = None
    while time.perf_counter() < until:
        if each_s:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
        count += 1
        key = f"{plan.run}-{number}-{count}"
        began = due if each_s else time.perf_counter()
        due += each_s
        try:
            if connection is None or not connection.is_open:
                connection = await address.connected()
            request = post(address, token, f"/v1/orders/{order[0]}", order[1], key)
            answer = await connection.ask(request)
        except (Cut, OSError, TimeoutError):
            ledger.cut += 1
            connection = None
            await asyncio.sleep(0.05)
            order = work.send(())
            continue
        ledger.note(key, answer.status, time.perf_counter() - began)
        is_granted = answer.status == 200
        order = work.send(_granted.decode(answer.body).subjects if is_granted else ())
    if connection is not None:
        connection.close()


async def lost_of(
    address: Address, token: str, keys: Sequence[str], clients: int = 32
) -> list[str]:
    """Keys of acknowledged orders that the door does not have on record. Raises Cut, OSError."""
    lost: list[str] = []

    async def look(part: Sequence[str]) -> None:
        connection = await address.connected()
        for key in part:
            answer = await connection.ask(get(address, token, f"/v1/orders/{key}"))
            if answer.status != 200:
                lost.append(key)
        connection.close()

    await asyncio.gather(*(look(keys[each::clients]) for each in range(min(clients, len(keys)))))
    return lost
