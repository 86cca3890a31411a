"""Saved inputs of a parser, large ones made on the spot, and mutants of them."""

import random
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tocsin.gateways.positions.nmea_lines import checksum

CORPUS = Path(__file__).parent / "corpus"
LONGEST = 5_000
Input = tuple[str, bytes]
"""A name that says what it is, and the bytes."""


@cache
def saved(parser: str) -> list[Input]:
    """The corpus of a parser: known kinds of trouble, and everything that was once found."""
    return [(path.name, path.read_bytes()) for path in sorted((CORPUS / parser).iterdir())]


@cache
def bombs() -> dict[str, bytes]:
    """A megabyte of each known kind, a quarter where it is many messages. Made once, before
    anybody counts memory.
    """
    mega, many = 1_000_000, 250_000
    pressed = zlib.compressobj(9, wbits=31)
    gzipped = [pressed.compress(b"call,type\r\n")]
    gzipped += [pressed.compress(b"a" * mega) for _ in range(50)]
    return {
        "one-line": b"a" * mega,
        "nul": b"\0" * mega,
        "newlines": b"\r\n" * (many // 2),
        "deep-array": b"[" * mega,
        "deep-object": b'{"a":' * (mega // 5),
        "deep-elements": b"<a>" * (mega // 3),
        "open-quotes": b'"' * mega,
        "quoted-lines": b'a",""""x\r\n' * (many // 10),
        "commas": b"," * mega,
        "digits": b"9" * mega,
        "digits-in-json": b'{"a":' + b"9" * mega + b"}",
        "digits-in-toml": b"version = " + b"9" * mega,
        "keys-in-toml": b".".join([b"a"] * (mega // 2)) + b"=1",
        "percents": b"%41" * (mega // 3),
        "pairs": b"what=a&" * (mega // 7),
        "blanks": b" " * mega,
        "utf-8-cut": b"\xc3" * mega,
        "entities": b"<!DOCTYPE a [<!ENTITY b '" + b"b" * 99 + b"'>]><a>" + b"&b;" * 300_000,
        "gzip-bomb": b"".join([*gzipped, pressed.flush()]),
        "ends-of-events": b"</event>" * (many // 8),
        "ends-of-sentences": b"*00\n" * (many // 4),
        "objects": b"{}\n" * (many // 3),
        "objects-in-an-array": b"[" + b"{}," * (mega // 3),
        "tables": b"[[table]]\n" * (many // 10),
        "options": b"postgres://h/d?" + b"host=a&" * (mega // 7),
        "zip-like": b"PK\x03\x04" + b"\0" * mega,
    }


def large(parser: str) -> Iterator[Input]:
    """Every bomb, under each name that makes a difference to the parser."""
    kinds = sorted({_kind(parser, name) for name, _ in saved(parser)})
    if parser not in ("cad_export", "order"):
        kinds = kinds[:1]
    for kind in kinds:
        for name, content in bombs().items():
            yield (kind if parser == "order" else f"{name}.{kind}"), content


def _kind(parser: str, name: str) -> str:
    """What of a seed's name says how it is read."""
    return name.partition(".")[0] if parser == "order" else name.rpartition(".")[2]


def mended(line: bytes) -> bytes:
    """An NMEA line with the checksum that belongs to it, so that its fields are looked at."""
    head, dollar, body = line.rpartition(b"$")
    text, star, _ = body.rpartition(b"*")
    return head + dollar + text + b"*%02X" % checksum(text) if dollar and star else line


def mutated(content: bytes, tokens: tuple[bytes, ...], chance: random.Random) -> bytes:
    """The same with a few bytes changed, cut, doubled, or a token put in."""
    found = bytearray(content)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(found) + 1)
        match chance.randrange(5):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[at : at + chance.randrange(1, 20)]
            case 2:
                found[at:at] = found[at : at + chance.randrange(1, 60)]
            case 3:
                found[at:at] = chance.choice(tokens)
            case _:
                found += content
    return bytes(found[:LONGEST])


def mutants(
    parser: str, tokens: tuple[bytes, ...], chance: random.Random, count: int
) -> Iterator[Input]:
    """So many messages that are nearly right, from the saved ones."""
    seeds = [(name, content) for name, content in saved(parser) if len(content) <= LONGEST]
    for _ in range(count):
        name, content = chance.choice(seeds)
        found = mutated(content, tokens, chance)
        if parser == "positions_nmea" and chance.random() < 0.7:
            found = b"\n".join(map(mended, found.split(b"\n")))
        yield name, found
