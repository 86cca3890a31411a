"""A SAME message as sound: the header three times, the attention signal, silence for the voice, the
end of message three times.

A bit takes 1.92 ms: four whole waves of the mark or three of the space, so that each begins where
the one before ended, at zero. Bytes go with their lowest bit first.

Source: 47 CFR 11.31 (a), (c); NWS Instruction 10-1712 (order of the bits).
"""

import io
import math
import sys
import wave
from array import array

import msgspec

RATE_HZ = 22_050
BIT_SAMPLES = RATE_HZ * 0.00192
MARK_HZ, SPACE_HZ = 4 / 0.00192, 3 / 0.00192
ATTENTION_HZ = (853, 960)
ATTENTION_S, PAUSE_S = 8, 1
TIMES = 3
PREAMBLE = bytes([0xAB]) * 16
END = "NNNN"
_LOUD = 26_000
"""Of 32,767: some room above, for what is mixed to it."""

assert sys.byteorder == "little", "the samples of a WAV file have the low byte first"


class Sound(msgspec.Struct, frozen=True, gc=False):
    """A file and its times. The voice has from `voice_from_s` until `voice_until_s`; None where
    there is no voice.
    """

    content: bytes
    seconds: float
    voice_from_s: float | None = None
    voice_until_s: float | None = None


def wave_of(header: str, voice_s: int | None) -> Sound:
    """A WAV file of one channel, 22,050 Hz, 16 bit. Without a voice there is no attention signal
    either: so it is with a weekly test (47 CFR 11.61 (a)(2)).
    """
    pause = _silence(PAUSE_S)
    samples = array("h", pause)
    for _ in range(TIMES):
        samples += _keyed(header) + pause
    begins = ends = None
    if voice_s is not None:
        samples += _attention() + pause
        begins = len(samples) / RATE_HZ
        samples += _silence(voice_s)
        ends = len(samples) / RATE_HZ
        samples += pause
    end = _keyed(END)
    for _ in range(TIMES):
        samples += end + pause
    return Sound(_file(samples), len(samples) / RATE_HZ, begins, ends)


def _silence(seconds: int) -> "array[int]":
    return array("h", bytes(2 * RATE_HZ * seconds))


def _keyed(text: str) -> "array[int]":
    """The preamble and ASCII characters, shifted between two tones."""
    bits = [(byte >> place) & 1 for byte in PREAMBLE + text.encode("ascii") for place in range(8)]
    count = math.ceil(len(bits) * BIT_SAMPLES)
    turn = 2 * math.pi / RATE_HZ
    samples = array("h", bytes(2 * count))
    for each in range(count):
        number = min(int(each / BIT_SAMPLES), len(bits) - 1)
        hertz = MARK_HZ if bits[number] else SPACE_HZ
        into = each - number * BIT_SAMPLES
        samples[each] = round(_LOUD * math.sin(turn * hertz * into))
    return samples


def _attention() -> "array[int]":
    """Both tones at once. Each has whole waves in a second: one second is made, and repeated."""
    turn = 2 * math.pi / RATE_HZ
    one, other = ATTENTION_HZ
    second = array(
        "h",
        (
            round(_LOUD / 2 * (math.sin(turn * one * each) + math.sin(turn * other * each)))
            for each in range(RATE_HZ)
        ),
    )
    return second * ATTENTION_S


def _file(samples: "array[int]") -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE_HZ)
        out.writeframes(samples.tobytes())
    return file.getvalue()
