"""How many text messages a text takes, in which alphabet, and which characters cost so much.

Source: 3GPP TS 23.038 §6.2.1 (GSM 7 bit default alphabet and its extension table), TS 23.040
§9.2.3.24.1 (concatenated messages: six octets of header).
"""

import unicodedata

import msgspec

GSM_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""Septets 0 to 127 in their order, without the escape at 27."""
GSM_EXTENDED = "\f^{}\\[~]|€"
"""Two septets each: the escape and one more."""
SEPTETS, SEPTETS_OF_MANY = 160, 153
UNITS, UNITS_OF_MANY = 70, 67
_PLAIN = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
    "‑": "-", "…": "...", "\u00a0": " ", "\u202f": " ", "•": "-", "`": "'", "ç": "c", "œ": "oe",
    "Œ": "OE", "\t": " ",
}  # fmt: skip


class Breaking(msgspec.Struct, frozen=True):
    """A character that is not in the GSM alphabet, how often it comes, what could stand instead
    ("": nothing).
    """

    character: str
    name: str
    times: int
    instead: str


class Segments(msgspec.Struct, frozen=True):
    """A text as text messages: `gsm7` counts septets, `ucs2` units of 16 bits."""

    encoding: str
    units: int
    segments: int
    left: int
    breaking: tuple[Breaking, ...] = ()


def segments_of(text: str) -> Segments:
    """The messages that a text takes, and how many units are left in the last one."""
    breaking = breaking_in(text)
    if breaking:
        sizes = [len(each.encode("utf-16-le", "surrogatepass")) // 2 for each in text]
        return _packed("ucs2", sizes, UNITS, UNITS_OF_MANY, breaking)
    sizes = [2 if each in GSM_EXTENDED else 1 for each in text]
    return _packed("gsm7", sizes, SEPTETS, SEPTETS_OF_MANY, ())


def _packed(
    encoding: str, sizes: list[int], one: int, many: int, breaking: tuple[Breaking, ...]
) -> Segments:
    """Characters of two units are not divided between messages."""
    total = sum(sizes)
    if total <= one:
        return Segments(encoding, total, 1 if total else 0, one - total, breaking)
    segments, used = 1, 0
    for size in sizes:
        if used + size > many:
            segments, used = segments + 1, 0
        used += size
    return Segments(encoding, total, segments, many - used, breaking)


def breaking_in(text: str) -> tuple[Breaking, ...]:
    """The characters that make the whole text UCS-2, in the order in which they come."""
    counts: dict[str, int] = {}
    for each in text:
        if each not in GSM_BASIC and each not in GSM_EXTENDED:
            counts[each] = counts.get(each, 0) + 1
    return tuple(
        Breaking(each, unicodedata.name(each, f"U+{ord(each):04X}"), times, _instead(each))
        for each, times in counts.items()
    )


def _instead(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", character) if not unicodedata.combining(each)
    )
    is_gsm = plain != character and all(each in GSM_BASIC for each in plain)
    return plain if is_gsm else ""
