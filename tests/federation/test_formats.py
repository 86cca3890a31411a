"""What goes between towns today is read by every later version: samples as files, never made again.

Made once by `tests.federation.slices` with the seeds below, and by `tests.operations.compacts`.
"""

from pathlib import Path

import msgspec
import pytest

from tests.federation.slices import START, Source
from tests.operations.compacts import TEXT
from tocsin.federation.bundles import read_bundle
from tocsin.federation.link_key import LinkKey
from tocsin.federation.replica import Replica
from tocsin.federation.slice_messages import NewerFormat, read_answer, standing_of
from tocsin.log import SeededEntropy
from tocsin.operations.agreement_text import Unreadable, digest_of, read

HERE = Path(__file__).parent / "formats"
OURS = LinkKey.drawn(SeededEntropy(1))
KNOWN = {("incidents", f"PE-{n}"): {"type": "fire", "note": "x"} for n in range(3)}


def test_an_answer_of_today_is_read(tmp_path: Path) -> None:
    answer = (HERE / "answer-1.txt").read_bytes()
    standing, ticks = read_answer(answer, Source.KEY.public)
    assert (standing.town, standing.to, standing.life, standing.format) == ("PE", "WE", "life-1", 1)
    assert len(ticks) == 1
    replica = Replica(tmp_path / "known.sqlite", "PE")
    replica.take(answer, nonce="n" * 32, own_code="WE", public_key=Source.KEY.public, now=START)
    assert dict(replica.known) == KNOWN
    replica.close()


def test_a_bundle_of_today_is_read(tmp_path: Path) -> None:
    file = (HERE / "bundle-1.bundle").read_bytes()
    bundle = read_bundle(file, "WE", OURS, lambda _: Source.KEY.public)
    replica = Replica(tmp_path / "known.sqlite", "PE")
    assert replica.take_carried(bundle.said, bundle.ticks, own_code="WE", now=START)
    assert dict(replica.known) == KNOWN
    replica.close()


def test_an_agreement_of_today_is_read_and_has_the_same_id() -> None:
    text = (HERE / "agreement-1.json").read_text("utf-8")
    assert read(text) == TEXT
    assert digest_of(text) == "4f5bf8a70eeec6248ab2a1fc3cdd6fbd8248b8f89d2a98137c9965011f8152e7"
    later = text[:-1] + ',"weather":"of a later version"}'
    with pytest.raises(Unreadable):
        read(later)


def test_what_a_later_version_adds_is_passed_over_and_a_later_format_is_refused() -> None:
    first = (HERE / "answer-1.txt").read_bytes().partition(b"\n")[0]
    raw = msgspec.json.decode(first)["standing"]
    more = msgspec.json.encode({**raw, "weather": "of a later version"})
    assert standing_of(more) == standing_of(msgspec.json.encode(raw))
    with pytest.raises(NewerFormat, match="format 2"):
        standing_of(msgspec.json.encode({**raw, "format": 2}))
