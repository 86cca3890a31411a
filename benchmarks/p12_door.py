"""P12 through the door: what an order, a call and a page of the picture cost the server, in
processor time, as history and open incidents grow.
"""

import itertools
import json
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from benchmarks.measuring import asked, scratch, spent_s, table
from benchmarks.synthetic import ACTOR, CODE, Scale, make_town
from tocsin.app.load.client import Address, Connection, get, post
from tocsin.app.load.scratch import serving
from tocsin.app.loops import run_on_loop
from tocsin.app.web.doorkeeper import digest_of, drawn_secret
from tocsin.app.wiring import opened
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.log import SystemClock
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.picture.token import Scope
from tocsin.operations.tokens import IssueToken

ROUNDS = 5


def let_in(folder: Path) -> str:
    """The secret of a token that may do all."""
    secret = drawn_secret()
    with opened(folder, SystemClock()) as town:
        ends = town.clock.now() + timedelta(days=1)
        roles = ("call_taker", "dispatcher", "chief")
        orders: list[Command] = [
            RegisterPerson(id=ACTOR, handle="desk", roles=roles),
            IssueToken(
                person=ACTOR,
                digest=digest_of(secret),
                scopes=(Scope.look, Scope.order),
                expires_at=ends,
            ),
        ]
        for number, command in enumerate(orders):
            order = Order(command=command, command_id=f"in/{number}", actor=f"{CODE}-p-first")
            assert isinstance(outcome := town.submit(order), Accepted), outcome
    return secret


class Client:
    """One connection to the door, and the cost to its server."""

    def __init__(self, address: Address, token: str, pid: int) -> None:
        self._address, self._token, self._pid = address, token, pid
        self._names = itertools.count()
        self._line: Connection | None = None

    async def order(self, name: str, **fields: object) -> str:
        """Give an order; the first of its subjects."""
        self._line = self._line or await self._address.connected()
        body = json.dumps(fields).encode()
        key = f"p12-{next(self._names)}"
        path = f"/v1/orders/{name}"
        answer = await self._line.ask(post(self._address, self._token, path, body, key))
        assert answer.status == 200, answer
        return str(json.loads(answer.body)["subjects"][0])

    async def page(self) -> None:
        """The first page of the incidents."""
        self._line = self._line or await self._address.connected()
        question = get(self._address, self._token, "/v1/picture/incidents?limit=100")
        answer = await self._line.ask(question)
        assert answer.status == 200, answer

    async def orders_us(self, count: int) -> float:
        """An order: incidents opened far apart, remarked on and closed."""

        async def work() -> None:
            incident = await self.order("OpenIncident", type="fire.alarm")
            await self.order("AddRemark", subject=f"incident/{incident}", text="all well")
            await self.order("CloseIncident", incident=incident, disposition="done")

        return await self._cost_us(work, count) / 3

    async def calls_us(self, count: int) -> float:
        """An order of a call: received, what, where, opened from it."""
        number = itertools.count()

        async def work() -> None:
            report = await self.order("ReceiveReport", channel="call")
            await self.order("NoteWhat", report=report, words="a fall", type="medical.fall")
            point = {"lat_udeg": 48_000_000 + 20_000 * next(number), "lon_udeg": 0}
            await self.order("NoteWhere", report=report, place={"point": point})
            await self.order("OpenFromReport", report=report)

        return await self._cost_us(work, count) / 4

    async def pages_us(self, count: int) -> float:
        return await self._cost_us(self.page, count)

    async def _cost_us(self, work: Callable[[], Awaitable[None]], count: int) -> float:
        """Microseconds of the server's processor for each; the quietest of some rounds."""
        took_s = []
        await work()
        for _ in range(ROUNDS):
            before = spent_s(self._pid)
            for _ in range(count):
                await work()
            took_s.append(spent_s(self._pid) - before)
        return 1e6 * min(took_s) / count


def measured(folder: Path, scale: Scale, count: int) -> tuple[float, float, float]:
    """(order, order of a call, page) in microseconds of the server."""
    make_town(folder, scale)
    token = let_in(folder)

    async def run(url: str, pid: int) -> tuple[float, float, float]:
        client = Client(Address.of(url), token, pid)
        return (
            await client.orders_us(count),
            await client.calls_us(count // 2),
            await client.pages_us(count // 2),
        )

    with serving(folder) as (url, pid):
        time.sleep(1)  # what a start does beside
        return run_on_loop(run(url, pid))


def main() -> None:
    is_quick = asked(__doc__ or "").quick
    histories = (5_000, 20_000) if is_quick else (10_000, 1_000_000)
    opens = (100, 1_000) if is_quick else (100, 4_000)
    count = 40 if is_quick else 400
    with scratch() as folder:
        by_history = [
            (each, *measured(folder / f"h{each}", Scale(each, 200), count)) for each in histories
        ]
        by_open = [
            (each, *measured(folder / f"o{each}", Scale(6 * each + 20_000, each), count))
            for each in opens
        ]
    for title, column, rows in (
        ("P12 through the door, against history (200 open)", "past events", by_history),
        ("P12 through the door, against open incidents", "open incidents", by_open),
    ):
        base = rows[0]
        heads = (column, "order us", "ratio", "call order us", "ratio", "page us", "ratio")
        told = [(n, o, o / base[1], c, c / base[2], p, p / base[3]) for n, o, c, p in rows]
        table(title, heads, told)


if __name__ == "__main__":
    main()
