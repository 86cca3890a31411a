"""What clients order: the work on one call after the other, each client with a unit of its own."""

from collections.abc import Generator, Sequence

import msgspec

Order = tuple[str, bytes]
"""The name of an order, and its fields as JSON."""
Ordering = Generator[Order, tuple[str, ...], None]
"""Yields orders and is sent the subjects of each that was granted (none where it was not)."""

TYPES = ("medical.fall", "fire.alarm", "public.disturbance", "medical.breathing")


Spot = tuple[int, int]
"""Latitude and longitude in microdegrees."""


def shifts(client: int, unit: str | None, spots: Sequence[Spot] = ()) -> Ordering:
    """Calls without end: open, send, arrive, write, clear, close; without a unit open, close.

    They come from `spots`; without any from an open sea, where no town is.
    """
    number = 0
    while True:
        number += 1
        place = {"words": f"Mill Lane {client}", "point": _point(client, number, spots)}
        kind = TYPES[(client + number) % len(TYPES)]
        opened = yield _order("OpenIncident", type=kind, priority=1 + number % 4, place=place)
        if not opened:
            continue
        incident = opened[0]
        if unit is not None:
            yield _order("DispatchUnit", unit=unit, incident=incident)
            yield _order("ReportEnRoute", unit=unit)
            yield _order("AddRemark", subject=f"incident/{incident}", text="second floor, rear")
            yield _order("ReportOnScene", unit=unit)
            yield _order("ClearUnit", unit=unit)
        yield _order("CloseIncident", incident=incident, disposition="completed")


def _point(client: int, number: int, spots: Sequence[Spot]) -> dict[str, int]:
    lat, lon = (
        spots[(client * 7919 + number * 31) % len(spots)]
        if spots
        else (
            47_000_000 + client * 7919 % 90_000 + number % 997,
            -20_000_000 + client * 104_729 % 90_000 + number % 991,
        )
    )
    return {"lat_udeg": lat, "lon_udeg": lon}


def _order(name: str, **fields: object) -> Order:
    return name, msgspec.json.encode(fields)
