"""Arrays that hold what has no fixed length: texts end to end, lists of numbers end to end."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Arrays = dict[str, Array]


def texts(name: str, each: Iterable[str]) -> Arrays:
    """Texts as one array of bytes and where each begins."""
    encoded = [text.encode() for text in each]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return {
        f"{name}_text": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        f"{name}_at": ends.astype(np.uint32),
    }


def lists(name: str, each: Iterable[Iterable[int]]) -> Arrays:
    """Lists of whole numbers as one array and where each begins."""
    whole = [list(one) for one in each]
    return {
        f"{name}_of": np.array([n for one in whole for n in one], dtype=np.int32),
        f"{name}_at": np.cumsum([0, *map(len, whole)], dtype=np.int64).astype(np.uint32),
    }


class Blob:
    """Texts that are written one after another, end to end."""

    def __init__(self) -> None:
        self._text, self.ends = bytearray(), array("q", (0,))

    def add(self, text: str) -> None:
        """A text more."""
        self._text += text.encode()
        self.ends.append(len(self._text))

    def arrays(self, name: str, runs: Sequence[tuple[int, int]] | None = None) -> Arrays:
        """As `texts` makes them; the runs (from one text to before another) in this order."""
        runs = [(0, len(self.ends) - 1)] if runs is None else runs
        ends = np.array(self.ends, dtype=np.int64)
        whole = [self._text[ends[first] : ends[after]] for first, after in runs]
        sizes = [np.diff(ends[first : after + 1]) for first, after in runs]
        counts = np.concatenate([np.zeros(1, dtype=np.int64), *sizes])
        return {
            f"{name}_text": np.frombuffer(b"".join(whole), dtype=np.uint8),
            f"{name}_at": np.cumsum(counts).astype(np.uint32),
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
