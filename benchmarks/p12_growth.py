"""P12: what one event and one order cost as history and open incidents grow, in processor time."""

import itertools
from contextlib import closing
from functools import partial
from pathlib import Path

from benchmarks.measuring import asked, bars, cpu_of, scratch, table
from benchmarks.synthetic import ACTOR, CODE, START, Scale, make_town
from tocsin.app.wiring import opened
from tocsin.geo.places import Point
from tocsin.jurisdiction.fold import READER, fold
from tocsin.jurisdiction.orders import Accepted, Order, Outcome
from tocsin.jurisdiction.town import Town
from tocsin.log import Record, SimulatedClock, open_store
from tocsin.operations.attaching import OpenFromReport
from tocsin.operations.incident import CloseIncident, GivenPlace, OpenIncident
from tocsin.operations.intake import NoteWhat, NoteWhere, ReceiveReport
from tocsin.operations.narrative import AddRemark
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.terms.codes import Channel

STEPS = 4_000


def step_us(picture: Picture, records: list[Record]) -> float:
    """Microseconds to decode and evolve one event on the persistent picture, as a live town
    does.
    """

    def walk() -> None:
        after = picture
        for record in records:
            after = READER.fold(after, record.name, bytes(record.payload), record)

    return 1e6 * min(cpu_of(walk)[1] for _ in range(7)) / len(records)


def order_us(folder: Path, clock: SimulatedClock) -> tuple[float, float]:
    """Microseconds for one order of a running town, in large commits, decided and durable.

    First for remarks and closings, then for the orders that take a call and open an incident from
    it.
    """
    with opened(folder, clock) as town:
        first = Order(
            command=RegisterPerson(id=ACTOR, handle="desk", roles=("dispatcher", "chief")),
            command_id="desk",
            actor=f"{CODE}-p-first",
        )
        assert isinstance(town.submit(first), Accepted)
        count = itertools.count()
        opening = list(town.submit_all(_order(_OPEN, next(count)) for _ in range(1200)))
        incidents = [each.subjects[0] for each in opening if isinstance(each, Accepted)]
        took_s = []
        for turn in range(4):
            part = incidents[turn::4]
            rest = [AddRemark(subject=f"incident/{each}", text="all well") for each in part]
            ends = [CloseIncident(incident=each, disposition="done") for each in part]
            orders = [_order(each, next(count)) for each in (*rest, *ends)]
            outcomes, each_s = cpu_of(partial(_all_of, town, orders))
            assert all(isinstance(each, Accepted) for each in outcomes)
            took_s.append(each_s / len(orders))
        return 1e6 * min(took_s), _call_us(town)


def _call_us(town: Town) -> float:
    """Microseconds for one of the four orders of a call: received, what, where, opened from it."""
    took_s = []
    for turn in range(4):
        names = [f"call/{turn}/{number}" for number in range(60)]
        received = _all_of(town, [_named(ReceiveReport(channel=Channel.call), n) for n in names])
        reports = [each.subjects[0] for each in received if isinstance(each, Accepted)]
        orders: list[Order] = []
        for number, report in enumerate(reports):
            point = Point(48_000_000 + 20_000 * (60 * turn + number), 0)
            told = NoteWhat(report=report, words="a fall", type="medical.fall")
            where = NoteWhere(report=report, place=GivenPlace(point=point))
            for command in (told, where, OpenFromReport(report=report)):
                orders.append(_named(command, f"{report}/{type(command).__name__}"))
        outcomes, each_s = cpu_of(partial(_all_of, town, orders))
        assert all(isinstance(each, Accepted) for each in outcomes), outcomes
        took_s.append(each_s / len(orders))
    return 1e6 * min(took_s)


def _named(command: Command, name: str) -> Order:
    return Order(command=command, command_id=name, actor=ACTOR)


def _all_of(town: Town, orders: list[Order]) -> list[Outcome]:
    return list(town.submit_all(orders))


_OPEN = OpenIncident(type="fire.alarm")


def _order(command: Command, number: int) -> Order:
    return Order(command=command, command_id=f"grow/{number}", actor=ACTOR)


def measured(folder: Path, scale: Scale) -> tuple[float, float, float]:
    """(event, order, order of a call) in microseconds at the end of a town of this scale."""
    make_town(folder, scale)
    clock = SimulatedClock(START)
    with closing(open_store(folder, True, clock)) as store:
        before = store.head().position - STEPS
        picture = fold(store.read(upto=before))
        records = list(store.read(after=before))
    return step_us(picture, records), *order_us(folder, clock)


def main() -> None:
    is_quick = asked(__doc__ or "").quick
    histories = (5_000, 10_000, 20_000) if is_quick else (10_000, 100_000, 1_000_000)
    opens = (100, 500, 1_000) if is_quick else (100, 1_000, 4_000, 16_000, 50_000)
    with scratch() as folder:
        by_history = [
            (events, *measured(folder / f"h{events}", Scale(events, 200))) for events in histories
        ]
        by_open = [
            (count, *measured(folder / f"o{count}", Scale(6 * count + 20_000, count)))
            for count in opens
        ]
    for title, column, rows in (
        ("P12 against history (200 incidents open)", "past events", by_history),
        ("P12 against open incidents", "open incidents", by_open),
    ):
        base = rows[0]
        table(
            title,
            (column, "event us", "ratio", "order us", "ratio", "call order us", "ratio"),
            [(n, e, e / base[1], o, o / base[2], c, c / base[3]) for n, e, o, c in rows],
        )
        for place, what in enumerate(("event", "order", "order of a call"), 1):
            bars(f"one {what}, us", [(f"{row[0]:,}", row[place]) for row in rows])


if __name__ == "__main__":
    main()
