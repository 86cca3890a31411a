"""Laws of CAP: what is written is valid, what is read is what was written, nothing is lost."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.gateways.cap_alerts import (
    ALERTS,
    MORNING,
    PARSER,
    accepted,
    mutated,
    samples,
    schemas,
)
from tocsin.gateways.cap import Alert, Malformed, mended, parse, render
from tocsin.gateways.cap.deviations import Level
from tocsin.gateways.cap.names import CAP_12
from tocsin.gateways.cap.opening import opened
from tocsin.gateways.cap.quick import quick
from tocsin.gateways.cap.samples import flood

GOOD = render(flood(MORNING))


@settings(max_examples=25)
@given(ALERTS)
def test_whatever_is_written_is_read_as_it_was(alert: Alert) -> None:
    content = render(alert)
    assert parse(content).alerts == (alert,)
    assert render(parse(content).alerts[0]) == content
    assert mended(mended(alert)) == mended(alert)


@settings(max_examples=20)
@given(alert=ALERTS)
def test_whatever_is_written_is_valid(reference: Path, alert: Alert) -> None:
    assert accepted(render(alert), reference)


def agrees(content: bytes, reference: Path) -> bool:
    """Whether our verdict on a well-formed message is that of the standard's schema.

    In two places libxml2 differs from W3C XML Schema, and ours does not follow: it lets elements
    stand after a Signature, and lets no blanks stand around a dateTime of CAP 1.0 and 1.1.
    """
    theirs = accepted(content, reference)
    try:
        parsed = parse(content)
    except Malformed:
        return not theirs
    if theirs == parsed.is_valid:
        return True
    if theirs:
        against = [each for each in parsed.deviations if each.level is Level.schema]
        return all(each.expected == "before Signature" for each in against)
    root = etree.fromstring(content, PARSER)
    schema = schemas(reference)[str(etree.QName(root).namespace)]
    schema.validate(root)
    return parsed.readings[0].version != "1.2" and all(
        "xs:dateTime" in each.message for each in schema.error_log
    )


def _agreeing(reference: Path, seed: int, count: int) -> None:
    rng = random.Random(seed)
    small = [each.read_bytes() for each in samples(reference) if each.stat().st_size < 8_000]
    valid = [each for each in small if accepted(each, reference)]
    wrong = 0
    for _ in range(count):
        content = mutated(rng.choice(valid), rng)
        wrong += not parse_is_valid(content)
        assert agrees(content, reference), content.decode()
    assert count // 4 < wrong < count, "some are valid, more are not"


def parse_is_valid(content: bytes) -> bool:
    """Our verdict; what is no alert at all is not valid."""
    try:
        return parse(content).is_valid
    except Malformed:
        return False


def test_our_tables_judge_mutated_messages_as_the_schema_does(reference: Path) -> None:
    _agreeing(reference, 20261130, 400)


@pytest.mark.long
def test_our_tables_judge_a_hundred_thousand_mutated_messages_as_the_schema_does(
    reference: Path,
) -> None:
    _agreeing(reference, random.randrange(1 << 30), 100_000)


def test_a_rule_that_is_missing_from_our_tables_is_noticed(reference: Path) -> None:
    """The control: were the tables to let anything stand in a status, messages would tell."""
    from tocsin.gateways.cap.schema import GRAMMARS

    slot = GRAMMARS[CAP_12].alert.slots[f"{{{CAP_12}}}status"]
    content = GOOD.replace(b">Actual<", b">Real<")
    assert agrees(content, reference)
    slot.allowed["Real"] = slot.allowed["Actual"]
    try:
        assert not agrees(content, reference)
    finally:
        del slot.allowed["Real"]


def _survives(content: bytes) -> None:
    """A file is read or Malformed, and what is read can be asked for and written or refused."""
    from tocsin.gateways.cap import Profile, Unwritable, checked

    try:
        parsed = parse(content)
    except Malformed:
        return
    checked(parsed, Profile.ipaws)
    for alert in parsed.alerts:
        try:
            again = parse(render(mended(alert)))
        except Unwritable:
            continue
        assert again.alerts == (mended(alert),)


def walked(content: bytes) -> object:
    """What the walk alone makes of a file."""
    from importlib import import_module

    module = import_module("tocsin.gateways.cap.parse")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "quick", lambda *_: None)
        return parse(content)


def test_the_quick_way_reads_what_the_walk_reads(reference: Path) -> None:
    """On every public message, and on mutated ones; the control: it is taken, and not always."""
    rng = random.Random(7)
    small = [each.read_bytes() for each in samples(reference) if each.stat().st_size < 8_000]
    files = [each.read_bytes() for each in samples(reference)]
    valid = [each for each in small if accepted(each, reference)]
    files += [mutated(rng.choice(valid), rng) for _ in range(150)]
    taken = 0
    for content in files:
        try:
            expected = walked(content)
        except Malformed:
            continue
        assert parse(content) == expected
        file = opened(content)
        taken += file.content is not None and quick(file.content, file.roots[0]) is not None
    assert 40 < taken < len(files) - 100


@settings(max_examples=15)
@given(alert=ALERTS)
def test_the_quick_way_reads_whatever_we_write(alert: Alert) -> None:
    content = render(alert)
    assert parse(content) == walked(content)
    crlf = content.replace(b"\n", b"\r\n")
    assert parse(crlf) == walked(crlf)


SPOTS = st.integers(0, len(GOOD))
PIECES = st.sampled_from(
    [b"", b"<", b">", b"&", b"\x00", b"\xff", b"</alert>", b"<alert>", b"<!--", b"]]>", b"<?x ?>",
     b"<![CDATA[", b"<!DOCTYPE a>", b"&#0;", b"&x;", b"\xc3\x83\xc2\xbc", b'xmlns="', b"\n" * 50]
)  # fmt: skip


@given(st.lists(st.tuples(SPOTS, SPOTS, PIECES | st.binary(max_size=8)), max_size=4))
def test_any_mutation_of_a_message_is_survived(changes: list[tuple[int, int, bytes]]) -> None:
    content = GOOD
    for begin, end, piece in changes:
        content = content[:begin] + piece + content[min(len(content), max(begin, end)) :]
        _survives(content)


@given(st.binary(max_size=600))
def test_any_bytes_are_survived(content: bytes) -> None:
    _survives(content)
    _survives(b"<?xml version='1.0'?>" + content)
    _survives(b"<alert>" + content + b"</alert>")


@pytest.mark.long
def test_a_million_mutations_are_survived(reference: Path) -> None:
    rng = random.Random()
    files = [each.read_bytes() for each in samples(reference) if each.stat().st_size < 6_000]
    for _ in range(1_000_000):
        content = bytearray(rng.choice(files))
        for _ in range(rng.randrange(1, 6)):
            at = rng.randrange(len(content))
            what = rng.randrange(3)
            if what == 0:
                content[at] = rng.randrange(256)
            elif what == 1:
                del content[at : at + rng.randrange(200)]
                content = content or bytearray(b"<")
            else:
                content[at:at] = content[at : at + rng.randrange(200)]
        _survives(bytes(content))
