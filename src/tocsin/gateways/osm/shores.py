"""The sea, from the pieces of coast in a file."""

from collections.abc import Iterator, Sequence

from tocsin.geo.coast import Box, sea
from tocsin.geo.ground import Area, Doubt, DoubtCode, Water


def sea_of(coast: Sequence[Water], box: Box | None) -> Iterator[Area | Doubt]:
    """The sea within the box as an area with the lowest way's id, after the doubts about it."""
    if not coast or box is None:
        return
    lines = sorted(coast, key=lambda each: (int(each.id[1:].partition(".")[0]), each.id))
    found = sea([each.line for each in lines], box)
    id = lines[0].id.partition(".")[0]
    if found.is_tangled:
        yield Doubt(DoubtCode.coast_tangled, id, lines[0].line[0], f"{len(lines)}", is_kept=False)
        return
    for spot in found.led_on:
        whose = next((e.id for e in lines if spot in (e.line[0], e.line[-1])), id)
        yield Doubt(DoubtCode.coast_cut, whose.partition(".")[0], spot)
    if found.rings:
        yield Area(id, "sea", None, True, found.rings)
