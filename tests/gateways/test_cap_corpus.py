"""Every public CAP message that is at hand: read, judged as the schema does, written again."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from tests.gateways.cap_alerts import PARSER, accepted, samples
from tests.gateways.test_cap_laws import agrees
from tocsin.gateways.cap import Malformed, Unwritable, mended, parse, render
from tocsin.gateways.cap.deviations import Code, Level

HOLD_NONE = {
    "earthquake_index.atom", "empty_weather_index.atom", "invalid.rss", "invalid_element.atom",
    "kelvinn__pelmorex.atom", "no_id.atom", "no_link.atom", "no_title.atom", "ny_index.rss",
    "sahana__reference_TRIAGEPIC0.xml",
}  # fmt: skip
"""Indexes that only link to alerts, and an envelope with something else in it."""


def test_every_message_is_read_and_judged_as_by_the_schema(reference: Path) -> None:
    containers: Counter[str] = Counter()
    valid = 0
    files = samples(reference)
    for file in files:
        content = file.read_bytes()
        parsed = parse(content)
        containers[parsed.container] += 1
        valid += parsed.is_valid
        assert agrees(content, reference), file.name
        assert bool(parsed.alerts) != (file.name in HOLD_NONE), file.name
        if not parsed.is_valid and parsed.container == "alert":
            assert any(each.level is Level.schema for each in parsed.deviations), file.name
        for each in parsed.deviations:
            assert each.path, file.name
            assert each.line or each.code is Code.missing, (file.name, each)
    assert len(files) == 171
    assert dict(containers) == {"alert": 144, "Atom": 17, "EDXL-DE": 5, "RSS": 3, "XML": 2}
    assert valid == 109


def test_the_index_of_the_samples_and_we_agree(reference: Path) -> None:
    folder = reference / "standards" / "cap" / "samples"
    with (folder / "INDEX.tsv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    for row in rows:
        if row["class"] not in ("schema-valid", "schema-invalid"):
            continue
        parsed = parse((folder / row["file"]).read_bytes())
        assert parsed.is_valid == (row["class"] == "schema-valid"), row["file"]
        assert parsed.readings[0].version == row["cap_version"], row["file"]


def test_json_is_refused_and_says_so(reference: Path) -> None:
    files = sorted((reference / "standards" / "cap" / "samples" / "json").iterdir())
    assert files
    for file in files:
        with pytest.raises(Malformed, match="JSON"):
            parse(file.read_bytes())


def _texts(root: etree._Element) -> Counter[str]:
    """Every text of CAP in a tree, however often it stands there; blanks at the ends left out."""
    parts = [*root.itertext(etree.Element)]
    return Counter(text for each in parts if (text := each.strip()))


def test_what_is_written_again_is_valid_and_loses_nothing(reference: Path) -> None:
    """Each text of a message is in what is written, or kept, or shown by a deviation."""
    written = unwritable = 0
    for file in samples(reference):
        content = file.read_bytes()
        parsed = parse(content)
        for reading in parsed.readings:
            taken = mended(reading.alert)
            try:
                again = render(taken)
            except Unwritable:
                unwritable += 1
                continue
            written += 1
            assert accepted(again, reference), file.name
            assert parse(again).alerts == (taken,), file.name
        if parsed.container != "alert" or not parsed.is_whole:
            continue
        (reading,) = parsed.readings
        if parsed.is_valid and reading.version == "1.2":
            again = render(reading.alert)
            assert parse(again).alerts == (reading.alert,)
            found = etree.fromstring(again, PARSER)
            lost = _texts(etree.fromstring(_utf8(content), PARSER)) - _texts(found)
            kept = " ".join(each.what for each in reading.kept)
            assert [each for each in lost if each[:40] not in kept] == [], file.name
    assert (written, unwritable) == (218, 180)


def _utf8(content: bytes) -> bytes:
    from tocsin.gateways.cap.opening import in_utf8

    return in_utf8(content)[0].replace(b"ISO-8859-1", b"UTF-8")
