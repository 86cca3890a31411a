"""The chain: whatever is changed, something no longer agrees."""

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.log.makings import MORNING, append, clock, entry, founded
from tocsin.log import LogDamaged, MemoryStore, Record, SeededEntropy, open_store, verify
from tocsin.log.chain import genesis, link
from tocsin.log.commit import End, is_head, make_commit
from tocsin.log.founding import signed_header
from tocsin.log.record import body_of, record_of
from tocsin.log.signing import TownKey, is_signed

KEY = TownKey.drawn(SeededEntropy(5))
HEADER = MemoryStore.create(
    name="Harbour", code="HB", clock=clock(), entropy=SeededEntropy(5)
).header


def start() -> End:
    body, signature = signed_header(HEADER, KEY)
    return End(0, genesis(body), signature, b"", MORNING)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.data())
def test_a_bit_changed_in_any_record_or_old_head_changes_every_later_hash(
    sizes: list[int], data: st.DataObject
) -> None:
    end, rows, number = start(), [], 0
    first = end
    for size in sizes:
        entries = [entry(number + n) for n in range(size)]
        number += size
        commit = make_commit(end, entries, MORNING, KEY)
        rows += commit.rows
        end = commit.end

    def folded(bodies: list[bytes], signatures: list[bytes]) -> bytes:
        hash_, seam = first.hash, first.signature
        for body, signature in zip(bodies, signatures, strict=True):
            hash_, seam = link(hash_, seam, body), signature
        return hash_

    bodies = [row[2] for row in rows]
    signatures = [row[3] or b"" for row in rows]
    assert folded(bodies, signatures) == end.hash
    changed_signature = data.draw(st.booleans()) and any(signatures[:-1])
    column = signatures if changed_signature else bodies
    eligible = [i for i, value in enumerate(column[:-1] if changed_signature else column) if value]
    index = data.draw(st.sampled_from(eligible))
    bit = data.draw(st.integers(0, 8 * len(column[index]) - 1))
    altered = bytearray(column[index])
    altered[bit // 8] ^= 1 << bit % 8
    column[index] = bytes(altered)
    assert folded(bodies, signatures) != end.hash


def test_a_signature_for_one_purpose_is_void_for_another() -> None:
    signature = KEY.sign("head", b"statement")
    assert is_signed(KEY.public, "head", b"statement", signature)
    assert not is_signed(KEY.public, "snapshot", b"statement", signature)
    assert not is_signed(KEY.public, "head", b"statemenT", signature)
    assert not is_signed(TownKey.drawn(SeededEntropy(6)).public, "head", b"statement", signature)
    assert not is_signed(b"short", "head", b"statement", signature)


def test_the_chain_is_what_its_page_says(tmp_path: Path) -> None:
    """Recomputed here from the stored file alone, as a stranger would from the docstring."""
    store = founded(tmp_path / "town")
    append(store, 1, 2)
    append(store, 3)
    head = store.head()
    store.close()
    database = sqlite3.connect(tmp_path / "town" / "log.sqlite")
    header, seam = database.execute("SELECT body, signature FROM header").fetchone()
    hash_ = hashlib.sha256(header).digest()
    for body, signature in database.execute("SELECT body, signature FROM record ORDER BY position"):
        hash_ = hashlib.sha256(hash_ + seam + body).digest()
        seam = signature or b""
    database.close()
    assert (hash_, seam) == (head.hash, head.signature)


def test_a_stored_record_is_json_that_a_person_can_read() -> None:
    body = body_of(entry(7), 12, MORNING)
    assert body.startswith(b'{"position":12,"name":"thing_noted.1","recorded_at":"2026-03-02T08:00')
    assert b"null" not in body
    expected = Record.of(entry(7), 12, MORNING)
    assert repr(record_of(body)).split("payload")[0] == repr(expected).split("payload")[0]
    assert bytes(record_of(body).payload) == bytes(expected.payload)


@pytest.mark.parametrize(
    "alter",
    [
        lambda header: msgspec.structs.replace(header, kind="Exercise"),
        lambda header: msgspec.structs.replace(header, code="XX"),
        lambda header: msgspec.structs.replace(header, public_key=KEY.public),
    ],
)
def test_a_header_that_was_rewritten_is_refused(
    tmp_path: Path, alter: Callable[[object], object]
) -> None:
    store = founded(tmp_path / "town")
    append(store, 1)
    header = store.header
    store.close()
    database = sqlite3.connect(tmp_path / "town" / "log.sqlite")
    database.execute("UPDATE header SET body = ?", (msgspec.json.encode(alter(header)),))
    database.commit()
    database.close()
    verified = verify(tmp_path / "town")
    assert (verified.ok, verified.first_bad_position) == (False, 0)
    with pytest.raises(LogDamaged, match="header"):
        open_store(tmp_path / "town", writer=True)


def test_a_head_of_another_town_is_not_ours() -> None:
    theirs = make_commit(start(), [entry(1)], MORNING, TownKey.drawn(SeededEntropy(8)))
    assert not is_head(KEY.public, theirs.end.head)
