"""A bundle is read by the one town it is for, as it was written, or it is refused by name."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from tests.federation.slices import Source, subjects
from tocsin.app import wording
from tocsin.federation import bundles
from tocsin.federation.bundle_seal import PIECE_BYTES
from tocsin.federation.bundles import (
    LARGEST_BYTES,
    MAGIC,
    BundleFault,
    BundleRefused,
    BundleSaid,
    head_of,
    read_bundle,
)
from tocsin.federation.link_key import LinkKey
from tocsin.federation.slice_messages import Cursor, Stamped
from tocsin.log import SeededEntropy

OURS = LinkKey.drawn(SeededEntropy(1))
"""Weir End reads what Penford writes."""


@pytest.fixture
def source(tmp_path: Path) -> Source:
    made = Source(tmp_path / "PE")
    made.tells(subjects(12))
    return made


def read(file: bytes, *, own: str = "WE", key: LinkKey = OURS, known: str | None = "") -> Cursor:
    """Where it ends. `known`: the key that Penford has here; None: it is no neighbour."""
    public = Source.KEY.public if known == "" else known
    bundle = read_bundle(file, own, key, lambda code: public if code == "PE" else None)
    said = bundle.said.standing
    return Cursor(said.incarnation, said.sequence, said.head)


def fault(file: bytes, **how: object) -> BundleFault:
    with pytest.raises(BundleRefused) as refused:
        read(file, **how)  # type: ignore[arg-type]
    return refused.value.fault


def test_what_was_written_is_read_also_in_many_pieces(source: Source) -> None:
    assert read(source.bundle(OURS.public)).sequence == 12
    source.tells(subjects(2_000, filling="y" * 200))
    large = source.bundle(OURS.public)
    assert len(large) > 3 * PIECE_BYTES
    assert read(large).head == source.outbox.state.head


def test_nothing_of_it_is_readable_and_no_byte_of_it_can_be_changed(source: Source) -> None:
    source.tells({("incidents", "PE-9"): {"type": "secretword"}})
    file = source.bundle(OURS.public)
    assert b"secretword" not in file
    assert b"incidents" not in file
    for at in range(len(file)):
        changed = file[:at] + bytes([file[at] ^ 0x20]) + file[at + 1 :]
        with pytest.raises(BundleRefused):
            read(changed)
    assert read(file).sequence == 13, "the control"


def test_one_that_was_cut_off_anywhere_is_refused_as_a_whole(source: Source) -> None:
    file = source.bundle(OURS.public)
    found = {fault(file[:end]) for end in range(len(file))}
    assert found == {BundleFault.cut_off, BundleFault.not_a_bundle}
    assert fault(file[:-1]) is BundleFault.cut_off
    assert fault(file + b"x") is BundleFault.changed


def test_pieces_cannot_change_places_or_be_left_out(source: Source) -> None:
    source.tells(subjects(2_000, filling="y" * 200))
    file = source.bundle(OURS.public)
    _, start = head_of(file)
    size = PIECE_BYTES + 16
    first, second = file[start : start + size], file[start + size : start + 2 * size]
    rest = file[start + 2 * size :]
    assert fault(file[:start] + second + first + rest) is BundleFault.changed
    assert fault(file[:start] + first + first + rest) is BundleFault.changed


def test_for_whom_and_by_whom(source: Source) -> None:
    file = source.bundle(OURS.public)
    assert fault(file, own="KW") is BundleFault.not_for_us
    assert fault(file, own="PE") is BundleFault.our_own
    assert fault(file, known=None) is BundleFault.not_a_neighbour
    assert fault(file, key=LinkKey.drawn(SeededEntropy(2))) is BundleFault.other_key
    forger = LinkKey.drawn(SeededEntropy(3))
    assert fault(source.bundle(OURS.public, key=forger)) is BundleFault.not_signed
    assert read(file).sequence == 12, "the control"


def test_an_answer_of_the_link_is_no_bundle_and_the_other_way_round(source: Source) -> None:
    """The signatures have different purposes: what was said for one is not the other."""
    raw = msgspec.json.encode(source.standing())
    line = Stamped(msgspec.Raw(raw), Source.KEY.sign("slice", raw))
    assert fault(msgspec.json.encode(line) + b"\n") is BundleFault.not_a_bundle


def test_a_new_key_that_the_old_one_has_signed_is_followed(source: Source) -> None:
    fresh = Source.KEY.followed_by(SeededEntropy(4))
    file = source.bundle(OURS.public, key=fresh)
    found = read_bundle(file, "WE", OURS, lambda _: Source.KEY.public)
    assert [each.new for each in found.steps] == [fresh.public]


def test_a_newer_format_is_named_and_what_a_newer_version_adds_is_passed_over(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = source.bundle(OURS.public)
    newer = file.replace(MAGIC + b"1", MAGIC + b"2", 1)
    with pytest.raises(BundleRefused) as refused:
        read(newer)
    assert refused.value.what == {"format": "2", "own_format": "1"}

    class Later(BundleSaid, frozen=True, kw_only=True):
        weather: str = "not known to this version"

    monkeypatch.setattr(bundles, "BundleSaid", Later)
    assert read(source.bundle(OURS.public)).sequence == 12


def test_a_newer_format_inside_is_named_too(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = msgspec.structs.replace(source.standing(), format=3)
    monkeypatch.setattr(source, "standing", lambda: later)
    with pytest.raises(BundleRefused) as refused:
        read(source.bundle(OURS.public))
    assert refused.value.fault is BundleFault.newer_format
    assert refused.value.what["format"] == "3"


def test_what_claims_to_be_too_large_or_is_is_refused(source: Source) -> None:
    file = source.bundle(OURS.public)
    head, start = head_of(file)
    claims = msgspec.json.encode(msgspec.structs.replace(head, size=LARGEST_BYTES + 1))
    assert fault(MAGIC + b"1\n" + claims + b"\n" + file[start:]) is BundleFault.too_large
    assert fault(file + b"x" * LARGEST_BYTES) is BundleFault.too_large
    for hostile in (b"", b"\0" * 2_000, MAGIC + b"1\n" + b"[" * 2_000, MAGIC + b"9" * 900):
        assert fault(hostile) in (BundleFault.not_a_bundle, BundleFault.cut_off)


def test_a_neighbour_whose_key_is_no_point_gets_no_bundle(source: Source) -> None:
    for y in (0, 1, 2**255 - 20):
        with pytest.raises(BundleRefused):
            source.bundle(y.to_bytes(32, "little").hex())


def test_the_time_in_the_open_is_the_time_that_is_signed(source: Source) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(hours=1)
    source.now = at
    head, _ = head_of(source.bundle(OURS.public))
    assert head.at == at


@pytest.mark.parametrize("language", wording.languages())
def test_each_fault_has_its_sentence_and_what_to_do(language: str) -> None:
    known = set(wording.wording(language).names("bundle-"))
    assert known == {f"bundle-{each}" for each in BundleFault}
    for each in BundleFault:
        what = {"neighbour": "PE", "most": "1", "format": "2", "own_format": "1"}
        assert wording.wording(language).said(f"bundle-{each}", what, "do")
