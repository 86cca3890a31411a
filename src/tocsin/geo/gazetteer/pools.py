"""Arrays that hold what has no fixed length: texts end to end, lists of numbers end to end."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Arrays = dict[str, Array]


def taken(numbers: "array[int] | array[float] | bytearray", kind: npt.DTypeLike) -> Array:
    """Numbers as an array over the same memory; nothing is added to them any more."""
    return np.frombuffer(numbers, dtype=kind) if numbers else np.zeros(0, dtype=kind)


def texts(name: str, each: Iterable[str]) -> Arrays:
    """Texts as one array of bytes and where each begins."""
    blob = Blob()
    for text in each:
        blob.add(text)
    return blob.whole(name)


def lists(name: str, each: Iterable[Iterable[int]]) -> Arrays:
    """Lists of whole numbers as one array and where each begins."""
    numbers, ends = array("i"), array("q", (0,))
    for one in each:
        numbers.extend(one)
        ends.append(len(numbers))
    return {
        f"{name}_of": taken(numbers, np.int32),
        f"{name}_at": taken(ends, np.int64).astype(np.uint32),
    }


class Blob:
    """Texts that are written one after another, end to end."""

    def __init__(self) -> None:
        self._text, self.ends = bytearray(), array("q", (0,))

    def add(self, text: str) -> None:
        """A text more."""
        self._text += text.encode()
        self.ends.append(len(self._text))

    def whole(self, name: str) -> Arrays:
        """As `texts` makes them, over the same memory; nothing is added any more."""
        return {
            f"{name}_text": taken(self._text, np.uint8),
            f"{name}_at": taken(self.ends, np.int64).astype(np.uint32),
        }

    def arrays(self, name: str, runs: Array, order: Array) -> Arrays:
        """As `texts` makes them; the runs (from one text to before another) in this order, which
        is text by text in `order`."""
        ends, view, found = taken(self.ends, np.int64), memoryview(self._text), bytearray()
        for first, after in runs:
            found += view[ends[first] : ends[after]]
        sizes = np.diff(ends)[order]
        return {
            f"{name}_text": taken(found, np.uint8),
            f"{name}_at": np.concatenate(([0], np.cumsum(sizes))).astype(np.uint32),
        }


class Texts:
    """What `texts` wrote."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self._text, self._at = arrays[f"{name}_text"], arrays[f"{name}_at"]

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, at: int) -> str:
        return self._text[self._at[at] : self._at[at + 1]].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        blob, ends = self._text.tobytes(), self._at.tolist()
        return (blob[begin:end].decode() for begin, end in pairwise(ends))


class Lists:
    """What `lists` wrote."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self.of, self._at = arrays[f"{name}_of"], arrays[f"{name}_at"]

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, at: int) -> Array:
        return self.of[self._at[at] : self._at[at + 1]]

    def between(self, first: int, after: int) -> Array:
        """The lists from one to before another, end to end."""
        return self.of[self._at[first] : self._at[after]]


class Numbered:
    """Gives each thing that it has not seen the next number."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        return self.of.setdefault(text, len(self.of))

    def texts(self) -> Sequence[str]:
        """All of them, by number."""
        return list(self.of)
