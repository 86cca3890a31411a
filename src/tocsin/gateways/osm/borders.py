"""Boundaries put together from their ways: closed, cut off by the file's edge, or open."""

from collections.abc import Iterator

from tocsin.gateways.osm.aside import Runs
from tocsin.gateways.osm.leaps import trimmed
from tocsin.gateways.osm.relations import Border
from tocsin.gateways.osm.spots import Spots, unbroken
from tocsin.geo.antimeridian import RoundAPole, cut_in_two
from tocsin.geo.ground import Boundary, Doubt, DoubtCode, Line, Spot, Whole
from tocsin.geo.outlines import Nodes, crossing, joined


def boundary(border: Border, ways: Runs, spots: Spots) -> Iterator[Boundary | Doubt]:
    """The boundary, after the doubts about it. What is not closed is kept as lines."""
    there = ways.of(border.ways)
    placed = {way: spots.of(nodes) for way, nodes in there.items()}
    missing = len(border.ways) - len(there)
    missing += sum(None in each for each in placed.values())
    rings, chains = joined(there)
    if missing or chains or not rings:
        lines = tuple(tuple(run) for way in sorted(placed) for _, run in unbroken(placed[way]))
        code = DoubtCode.boundary_cut if missing else DoubtCode.boundary_open
        at = _gap(chains, spots) or (lines[0][0] if lines else None)
        told = f"{missing} of {len(border.ways)}" if missing else f"{len(chains)}"
        yield Doubt(code, border.id, at, told)
        yield _made(border, Whole.cut if missing else Whole.open, lines)
        return
    closed: list[Line] = []
    for drawn in (_line(spots.of(ring)) for ring in rings):
        near, leap = trimmed(drawn)
        ring = tuple(near)
        if leap:
            yield leap.doubt(border.id)
        try:
            parts = cut_in_two((ring,))
        except RoundAPole:
            parts = (ring,)
        at = crossing(ring) if parts == (ring,) else None
        if at is not None:
            yield Doubt(DoubtCode.boundary_crosses_itself, border.id, at)
        if parts != (ring,):
            yield Doubt(DoubtCode.crosses_antimeridian, border.id, ring[0])
        closed += parts
    yield _made(border, Whole.closed, tuple(closed))


def _line(spots: list[Spot | None]) -> Line:
    return tuple(spot for spot in spots if spot is not None)


def _gap(chains: list[Nodes], spots: Spots) -> Spot | None:
    """An end of an open chain."""
    for chain in chains:
        for found in spots.of((chain[-1], chain[0])):
            if found is not None:
                return found
    return None


def _made(border: Border, whole: Whole, rings: tuple[Line, ...]) -> Boundary:
    return Boundary(border.id, border.name, border.level, whole, rings, border.country)
