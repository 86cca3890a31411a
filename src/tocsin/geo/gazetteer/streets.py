"""Streets: what bears one name, is near together and belongs to one jurisdiction is one entry.

The numbers of a street are looked up within its entry, so 12 Mill Road of one town is never taken
for that of the next, though the road may run through both.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter

from tocsin.geo.gazetteer import numbers, spelling
from tocsin.geo.gazetteer.polygons import Claims
from tocsin.geo.gazetteer.stock import Entry, House, Piece
from tocsin.geo.ground import Address, Spot

CELL_BITS = 12
"""Things of one name in neighbouring cells (455 m to the north) are one street."""
AROUND = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if (a, b) > (0, 0)]

Cell = tuple[int, int]


class Cluster:
    """Everything that bears one name."""

    def __init__(self) -> None:
        self.spelled: Counter[str] = Counter()
        self.others: set[str] = set()
        self.houses: list[Address] = []
        self.spots: list[tuple[Spot, str]] = []
        """Corners of its pieces of road, with the piece."""
        self._above: dict[Cell, Cell] = {}

    def add_house(self, address: Address, name: str) -> None:
        """An address more."""
        self.spelled[name] += 1
        self.houses.append(address)
        self._found(_cell(address.at))

    def add_piece(self, piece: Piece, name: str) -> None:
        """A piece of road more, which holds together whatever it passes."""
        self.spelled[name] += 1
        self.others.update(piece.others)
        first = _cell(piece.line[0])
        for spot in piece.line:
            self.spots.append((spot, piece.id))
            self._unite(first, _cell(spot))

    def settle(self) -> None:
        """Unite what lies in neighbouring cells."""
        for cell in list(self._above):
            for north, east in AROUND:
                other = cell[0] + north, cell[1] + east
                if other in self._above:
                    self._unite(cell, other)

    def part(self, spot: Spot) -> Cell:
        """Which of its separate parts a spot belongs to."""
        return self._found(_cell(spot))

    def _found(self, cell: Cell) -> Cell:
        above = self._above.setdefault(cell, cell)
        while above != cell:
            self._above[cell] = self._above[above]
            cell, above = above, self._above[above]
        return cell

    def _unite(self, one: Cell, other: Cell) -> None:
        a, b = self._found(one), self._found(other)
        if a != b:
            self._above[max(a, b)] = min(a, b)


def _cell(spot: Spot) -> Cell:
    return spot[0] >> CELL_BITS, spot[1] >> CELL_BITS


def clusters(
    addresses: Iterable[tuple[str, Address]], pieces: Iterable[tuple[str, Piece]]
) -> Iterator[Cluster]:
    """What bears one name, name by name; `""` is houses without a street. Both come sorted by the
    keys of their names, so that one name at a time is held in memory."""
    both = merge(
        ((name, 0, address) for name, address in addresses),
        ((name, 1, piece) for name, piece in pieces),
        key=itemgetter(0, 1),
    )
    for _, each in groupby(both, key=itemgetter(0)):
        cluster = Cluster()
        for _, _, one in each:
            if isinstance(one, Address):
                cluster.add_house(one, one.street or one.locality or "")
            elif isinstance(one, Piece):
                cluster.add_piece(one, one.name or "")
        yield cluster


def entries(cluster: Cluster, claims: Claims) -> list[Entry]:
    """The streets of one name, by part and by whose they are."""
    cluster.settle()
    houses: dict[tuple[Cell, int], list[tuple[Address, int]]] = defaultdict(list)
    spots: dict[tuple[Cell, int], list[tuple[Spot, str]]] = defaultdict(list)
    for address in sorted(cluster.houses, key=lambda each: each.id):
        mine = claims(address.at)
        houses[cluster.part(address.at), mine].append((address, mine))
    cluster.spots.sort()
    for each in cluster.spots:
        spots[cluster.part(each[0]), claims(each[0])].append(each)
    settled = {part for part, mine in (*houses, *spots) if claims.is_one[mine]}
    name = min(cluster.spelled, key=lambda each: (-cluster.spelled[each], each))
    found = []
    for part, mine in sorted({*houses, *spots}):
        if not claims.is_one[mine] and part in settled and (part, mine) not in houses:
            continue  # a corner on or beyond a border of a road that is somebody's already
        group = part, mine
        owner = claims.named[mine]
        entry = _entry(name, mine, houses.get(group, []), spots.get(group, []), owner)
        others = {*cluster.others, *spelling.parts(name)} - {name}
        found.append(entry._replace(others=tuple(sorted(others))))
    return found


def _entry(
    name: str,
    mine: int,
    houses: Sequence[tuple[Address, int]],
    spots: Sequence[tuple[Spot, str]],
    owner: str,
) -> Entry:
    """`owner` is the name of whose it is; empty where it is nobody's or disputed."""
    tags = Counter(
        each.town for each, _ in houses if each.town is not None and not each.town[0].isdigit()
    )
    town = owner or (min(tags, key=lambda each: (-tags[each], each)) if tags else "")
    where = {*tags} | {
        each
        for address, _ in houses
        for each in (address.postcode, address.locality)
        if each is not None
    }
    points = list(spots) or [(each.at, each.id) for each, _ in houses]
    at, id = _middle(points)
    return Entry(
        name=name,
        kind="street",
        id=id,
        at=at,
        claims=mine,
        town=town,
        where=tuple(sorted(where)),
        weight=len(houses) + len(spots),
        houses=tuple(sorted(row for each, mine in houses for row in _rows(each, mine, town))),
    )


def _middle(points: Sequence[tuple[Spot, str]]) -> tuple[Spot, str]:
    """The point nearest the middle of all."""
    lat = sum(spot[0] for spot, _ in points) // len(points)
    lon = sum(spot[1] for spot, _ in points) // len(points)
    return min(points, key=lambda each: (abs(each[0][0] - lat) + abs(each[0][1] - lon), each))


def _rows(address: Address, claims: int, town: str) -> list[House]:
    tag = address.town or ""
    named = tag if tag and not tag[0].isdigit() else town
    text = address.number or address.house or ""
    found = numbers.stored(address.number or "") or [numbers.Number(-1, -1, "")]
    return [House(*each, text, address.id, named, address.at, claims) for each in found]
