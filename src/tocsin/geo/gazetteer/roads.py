"""Pieces of road as arrays: what each is called, and its line by cells."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from tocsin.geo.gazetteer import near, spelling
from tocsin.geo.gazetteer.crossings import Ends, crossings
from tocsin.geo.gazetteer.pools import Arrays, Blob, Numbered, taken, texts
from tocsin.geo.gazetteer.stock import Piece, refs_of


class Roads:
    """Pieces of road, gathered as they come."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._names: dict[str, tuple[int, str]] = {}
        self._ends = Ends(array("q"))
        self._ids, self._said = Blob(), array("i")
        self._class, self._classes = Numbered(), array("h")
        self._segments, self._of = array("i"), array("i")
        for piece in pieces:
            self._add(piece)

    def _add(self, piece: Piece) -> None:
        at = len(self._said)
        self._ids.add(piece.id)
        called = [*([piece.name] if piece.name else []), *refs_of(piece.ref)]
        numbers = [self._number(each) for each in called]
        self._classes.append(self._class(piece.road_class))
        self._said.append(numbers[0] if numbers else -1)
        self._ends.add(piece, sorted(set(numbers)))
        for a, b in pairwise(piece.line):
            self._segments.extend((*a, *b))
            self._of.append(at)

    def _number(self, name: str) -> int:
        """The number of a name, the same for its spellings."""
        return self._names.setdefault(spelling.key(name), (len(self._names), name))[0]

    def parts(self) -> Iterator[Arrays]:
        """Pieces by id and name, where they meet, and their lines by cells. What was given is not
        held any longer; ask once."""
        yield {
            **self._ids.whole("piece"),
            **texts("called_key", self._names),
            **texts("called", [name for _, name in self._names.values()]),
            **texts("road_class", self._class.texts()),
            "piece_class": taken(self._classes, np.int16),
            "piece_called": taken(self._said, np.int32),
            "segment_piece": taken(self._of, np.int32),
        }
        del self._ids, self._names, self._classes, self._said, self._of
        met = crossings(self._ends)
        del self._ends
        yield {**met, **near.cells("crossing", met["crossing_spots"])}
        del met
        ends = taken(self._segments, np.int32).reshape(-1, 4)
        yield {"segment_ends": ends, **near.segment_cells("segment", ends)}
