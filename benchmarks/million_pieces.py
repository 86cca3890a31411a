"""What a region of a million pieces of road takes at run time. Started by `peer_routing`."""

import random
import sys
from pathlib import Path
from typing import Literal

import numpy as np

from benchmarks.measuring import against, cpu_of, table
from tocsin.app.ground.profiles import profile_of
from tocsin.geo.network.arrays import NEVER, Network
from tocsin.geo.network.changes import Changes, changed
from tocsin.geo.network.compiled import Compiled
from tocsin.geo.network.engines import parts_of
from tocsin.geo.network.journeys import journey, times
from tocsin.geo.network.parts import main_arcs
from tocsin.geo.network.snapping import Snap, snapped
from tocsin.geo.network.states import drive

MOST_MB = 1_000


def is_mapped(path: Path) -> Literal["r"] | None:
    """An array of nothing cannot be mapped."""
    return "r" if path.stat().st_size > 128 else None


def own_peak_mb() -> int:
    """The most memory since this program began; `ru_maxrss` would be that of who started it."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def main(folder: Path) -> None:
    paths = [folder / f"{name}.npy" for name in Network._fields]
    network = Network(*(np.load(e, mmap_mode=is_mapped(e)) for e in paths))
    rows: list[tuple[object, ...]] = []
    driven, seconds = cpu_of(lambda: drive(network, profile_of(None)["engine"]))
    rows.append(
        (f"states of a class, {network.pieces:,} pieces, {driven.states:,} states", seconds)
    )
    engine = Compiled(driven.start, driven.to)
    cost = driven.arc_ms[driven.over]
    parts, seconds = cpu_of(lambda: parts_of(driven, cost))
    rows.append(("its parts, and numba's compiling", seconds))
    is_main = main_arcs(driven, parts, cost)
    is_near = np.zeros(network.pieces, np.bool_)
    is_near[driven.arcs[is_main] >> 1] = True
    dice = random.Random(1)
    pieces = np.flatnonzero(is_near).tolist()
    spots = [network.line_of(piece)[0] for piece in dice.choices(pieces, k=200)]
    snaps, seconds = cpu_of(lambda: [snapped(network, is_near, spot) for spot in spots])
    rows.append(("to set a point on a road", seconds / len(spots)))
    places = [each for each in snaps if each is not None]
    near = Snap(places[0].piece, 1, (0, 0), 0), Snap(min(places[0].piece + 300, network.pieces - 1),
                                                     1, (0, 0), 0)  # fmt: skip
    journey(network, driven, driven.arc_ms, engine, places[0], places[1])
    _, seconds = cpu_of(lambda: changed(network, driven, Changes(closed=(places[0].piece,))))
    rows.append(("a closure", seconds))
    _, seconds = cpu_of(lambda: journey(network, driven, driven.arc_ms, engine, *near))
    rows.append(("a way in the neighbourhood", seconds))
    far, seconds = cpu_of(
        lambda: journey(network, driven, driven.arc_ms, engine, places[0], places[1])
    )
    assert far is not None
    rows.append((f"a way of {len(far.stretches):,} pieces", seconds))
    found, seconds = cpu_of(
        lambda: times(network, driven, driven.arc_ms, engine, places[:5], places)
    )
    assert (found < NEVER).mean() > 0.9
    rows.append((f"a matrix of 5 × {len(places)}", seconds))
    table("a region at run time, arrays mapped; processor time", ("what", "s"), rows)
    peak = own_peak_mb()
    print(f"memory at most {peak:,} MB; target {MOST_MB}: {against(peak, MOST_MB, at_most=True)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
