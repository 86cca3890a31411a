"""P6: from a stopped town to the first accepted order, with a million past events."""

from contextlib import ExitStack
from pathlib import Path

from benchmarks.measuring import against, asked, scratch, table, timed
from benchmarks.synthetic import CODE, Scale, make_town, remove_snapshots
from tocsin.app.wiring import ARCHIVE_FILE, opened
from tocsin.jurisdiction.fold import fold
from tocsin.jurisdiction.orders import Accepted, Order, Outcome
from tocsin.jurisdiction.snapshots import encode
from tocsin.log import SystemClock
from tocsin.operations.units import RegisterUnit

TARGET_S = 5


def first_accepted_s(folder: Path, name: str) -> float:
    """Seconds until an order is durable; the town is then closed and keeps a snapshot."""
    with ExitStack() as stack:

        def open_and_order() -> Outcome:
            town = stack.enter_context(opened(folder, SystemClock()))
            command = RegisterUnit(call_sign=name, kind="engine")
            return town.submit(Order(command=command, command_id=name, actor=f"{CODE}-p-first"))

        outcome, took_s = timed(open_and_order)
        assert isinstance(outcome, Accepted), outcome
    return took_s


def main() -> None:
    is_quick = asked(__doc__ or "").quick
    scale = Scale(20_000, 500, 100, 1_000) if is_quick else Scale(1_000_000, 4_000, 400, 50_000)
    with scratch() as folder:
        town = folder / "town"
        make_town(town, scale)
        remove_snapshots(town)
        without_s = first_accepted_s(town, "A")
        with_s = min(first_accepted_s(town, name) for name in ("B", "C", "D"))
        (town / ARCHIVE_FILE).unlink()
        tail_s = first_accepted_s(town, "E")
        with opened(town, SystemClock()) as running:
            same = encode(running.picture) == encode(fold(running.store.read()))
    assert same, "the picture is not that of a full replay"
    what = f"{scale.events:,} events, {scale.open_incidents:,} open, {scale.persons:,} persons"
    table(
        f"P6 restart to the first accepted order: {what}",
        ("start", "seconds", "target", "result"),
        [
            ("from the snapshot", with_s, TARGET_S, against(with_s, TARGET_S, at_most=True)),
            ("no snapshot (after an upgrade)", without_s, "-", "full replay, archive rebuilt"),
            ("archive thrown away", tail_s, "-", "full replay, archive rebuilt"),
        ],
    )
    print("picture byte for byte that of a full replay: yes")


if __name__ == "__main__":
    main()
