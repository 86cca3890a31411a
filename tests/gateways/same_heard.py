"""A receiver of SAME for the tests: from the samples of a file back to the letters.

It shares nothing with what writes them: pieces of sound are cut at silences, and of every bit it is
asked which of the two tones is the stronger in it.
"""

import io
import math
import wave
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

MARK_HZ, SPACE_HZ, BAUD = 2083.3, 1562.5, 520.83
Samples = npt.NDArray[np.float64]


class Piece(NamedTuple):
    """Sound between two silences, and when it began."""

    begins_s: float
    samples: Samples


def samples_of(content: bytes) -> tuple[Samples, int]:
    """The samples of a file of one channel and 16 bit, and their rate."""
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        rate = file.getframerate()
        frames = file.readframes(file.getnframes())
    return np.frombuffer(frames, dtype="<i2").astype(np.float64), rate


def pieces_of(samples: Samples, rate: int) -> list[Piece]:
    """What lies between silences of half a second and more."""
    loud = np.flatnonzero(np.abs(samples) > 200)
    cuts = np.flatnonzero(np.diff(loud) > rate // 2)
    starts = [loud[0], *(loud[each + 1] for each in cuts)]
    ends = [*(loud[each] for each in cuts), loud[-1]]
    return [Piece(float(a) / rate, samples[a : b + 1]) for a, b in zip(starts, ends, strict=True)]


def strength(samples: Samples, rate: int, hertz: float) -> float:
    """How much of a tone is in a piece, a whole sine being 1."""
    turns = np.exp(-2j * math.pi * hertz * np.arange(len(samples)) / rate)
    return float(abs(samples @ turns)) / len(samples) * 2 / 32_767


def bytes_in(samples: Samples, rate: int) -> bytes:
    """The bytes that are keyed in a piece, the lowest bit of each first."""
    bits = []
    for number in range(round(len(samples) / rate * BAUD)):
        begins, ends = (round(each * rate / BAUD) for each in (number, number + 1))
        window = samples[begins:ends]
        bits.append(strength(window, rate, MARK_HZ) > strength(window, rate, SPACE_HZ))
    whole = len(bits) - len(bits) % 8
    return np.packbits(np.array(bits[:whole]), bitorder="little").tobytes()
