"""What a town's ground says of a foreign area: zones by their codes, and whether it touches us."""

import contextlib
from pathlib import Path

from tocsin.app.ground.asking import opened
from tocsin.app.ground.geometry import rings_of
from tocsin.app.ground.standing import Standing
from tocsin.app.hearing_warnings.messages import Ground
from tocsin.app.outcome import Told
from tocsin.app.warnings.surveying import GroundSurveyor
from tocsin.gateways.cap.areas import Corners
from tocsin.geo.places import Point
from tocsin.operations.picture import Picture


def ground_of(folder: Path, picture: Picture) -> Ground:
    """The ground in force; one that knows nothing where there is none. A code is a zone's id,
    alone or after its system (`SAME:006037`).
    """
    surveyor = GroundSurveyor(folder)
    zones: dict[str, tuple[Corners, ...]] = {}
    with contextlib.suppress(Told):
        with opened(Standing(folder).ready(picture).folder) as database:
            rows = database.execute("SELECT id, geom FROM zone ORDER BY fid").fetchall()
        zones = {
            id: tuple(tuple(Point(*spot) for spot in ring) for ring in rings_of(geom))
            for id, geom in rows
        }

    def known(system: str, code: str) -> tuple[Corners, ...]:
        return zones.get(f"{system}:{code}") or zones.get(code) or ()

    return Ground(known, lambda shapes: surveyor.touches(picture, shapes))
