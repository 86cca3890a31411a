"""Neighbours to be asked: other towns' folders, read as their pictures stand, for advice here.

Whoever runs a town names their folders. Of a neighbour only its stations, its units and what it
keeps at home are read; what they work on is not. How its units come is said by the agreement with
it, where there is one (`agreed`).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tocsin.app.advising.agreed import agreed_with
from tocsin.app.desk import town_zone
from tocsin.app.outcome import Exit, Told
from tocsin.app.wiring import reading_of
from tocsin.jurisdiction.reading import Reading
from tocsin.log import LogDamaged, NotATown, StorageUnknown, SystemClock, open_log
from tocsin.operations.picture import Picture
from tocsin.planners.dispatch.learning import turnouts
from tocsin.planners.dispatch.lending import lender_of, neighbours_in
from tocsin.planners.dispatch.question import Aid, Lender, Neighbour, Turnout

LEARN_AGAIN_S = 3600.0


class Beside(NamedTuple):
    """A town's folder, and how its units come."""

    folder: Path
    aid: Aid


class Shown(NamedTuple):
    """What the neighbours show; `unread` are folders that cannot be read now."""

    neighbours: tuple[Neighbour, ...]
    lenders: tuple[Lender, ...]
    unread: tuple[str, ...] = ()


NOBODY = Shown((), ())


def beside_of(
    automatic: Iterable[Path], mutual: Iterable[Path], town: Path
) -> tuple[Beside, ...]:  # fmt: skip
    """Folders as a command line of a town names them. Raises Told: one is named twice, or is the
    town's own."""
    found = (
        *(Beside(each, Aid.automatic) for each in automatic),
        *(Beside(each, Aid.mutual) for each in mutual),
    )
    seen = {town.resolve()}
    for each in found:
        if each.folder.resolve() == town.resolve():
            raise Told(f"{each.folder} is the town itself; name its neighbours' folders",
                       Exit.usage)  # fmt: skip
        if each.folder.resolve() in seen:
            raise Told(f"{each.folder} is named twice; leave one of the two out",
                       Exit.usage)  # fmt: skip
        seen.add(each.folder.resolve())
    return found


class Lenders:
    """The neighbours of one town. For one thread: each folder is opened there when first asked."""

    def __init__(self, named: Sequence[Beside], clock_s: Callable[[], float]) -> None:
        self.named = tuple(named)
        self._clock_s = clock_s
        self._open: dict[Path, Reading] = {}
        self._learned: dict[Path, tuple[float, tuple[Turnout, ...]]] = {}

    def shown(
        self, own: Picture, now: datetime, lent_s: dict[str, int], incident: str | None = None
    ) -> Shown:
        """What they show now, to the town of this picture. `lent_s`: for how long units of each
        worked here lately, by code.
        """
        about = None if incident is None else own.incidents.get(incident)
        neighbours: list[Neighbour] = []
        lenders: list[Lender] = []
        unread: list[str] = []
        for folder, aid in self.named:
            try:
                town = self._town(folder)
                picture, header = town.picture, town.store.header
                learned = self._turnouts(folder, town)
            except (OSError, Told, NotATown, LogDamaged, StorageUnknown):
                unread.append(folder.name)
                continue
            units = neighbours_in(picture, header.name, aid, now)
            lent = lent_s.get(header.code, 0)
            lender = lender_of(picture, header.code, header.name, lent, learned)
            agreed = agreed_with(own, header.code, picture, now)
            neighbours += units if agreed is None else agreed.of(units, about)
            lenders.append(lender if agreed is None else agreed.keeping(lender))
        return Shown(tuple(neighbours), tuple(lenders), tuple(unread))

    def _town(self, folder: Path) -> Reading:
        town = self._open.get(folder)
        if town is None:
            town = reading_of(open_log(folder, False, SystemClock()), folder)
            self._open[folder] = town
        town.refresh()
        return town

    def _turnouts(self, folder: Path, town: Reading) -> tuple[Turnout, ...]:
        at, learned = self._learned.get(folder, (-LEARN_AGAIN_S, ()))
        if self._clock_s() - at >= LEARN_AGAIN_S:
            zone = town_zone(town.picture)
            learned = turnouts(town.incidents(), town.picture.units, zone)
            self._learned[folder] = self._clock_s(), learned
        return learned

    def close(self) -> None:
        """Let go of the folders."""
        for each in self._open.values():
            each.close()
        self._open.clear()
