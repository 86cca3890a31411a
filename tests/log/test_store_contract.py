"""What every store of a log keeps to, whatever it keeps it in."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.log.makings import MORNING, append, append_entries, clock, entry, founded, moved, numbers
from tocsin.log import (
    Blob,
    BlobRefused,
    CommandOnRecord,
    Entry,
    Forgotten,
    LogStore,
    MemoryStore,
    PositionTaken,
    SealBroken,
    Sealer,
    SeededEntropy,
    dec_hook,
)
from tocsin.log.commit import is_head
from tocsin.terms.kinds import LogKind
from tocsin.terms.words import Words

Make = Callable[[Path, pytest.FixtureRequest], LogStore]


def _memory(_folder: Path, _request: pytest.FixtureRequest) -> LogStore:
    return MemoryStore.create(name="Harbour", code="HB", clock=clock(), entropy=SeededEntropy(1))


def _sqlite(folder: Path, _request: pytest.FixtureRequest) -> LogStore:
    return founded(folder / "town")


def _postgres(folder: Path, request: pytest.FixtureRequest) -> LogStore:
    return moved(folder / "town", request.getfixturevalue("database"))


STORES: dict[str, Make] = {"memory": _memory, "postgres": _postgres, "sqlite": _sqlite}


@pytest.fixture(
    params=["memory", pytest.param("postgres", marks=pytest.mark.full), "sqlite"],
)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LogStore]:
    made = STORES[request.param](tmp_path, request)
    yield made
    made.close()


def test_a_new_log_says_who_it_is_and_is_empty(store: LogStore) -> None:
    assert (store.header.code, store.header.name) == ("HB", "Harbour")
    assert store.header.kind is LogKind.actual
    assert [life.incarnation for life in store.incarnations] == [store.header.incarnation]
    assert store.head().position == 0
    assert is_head(store.header.public_key, store.head())
    assert list(store.read()) == []


def test_a_record_comes_back_as_it_was_given(store: LogStore) -> None:
    given = Entry(
        name="unit_seen.1",
        payload=msgspec.Raw(b'{"unit":"HB-E1","where":"M\xc3\xbchle"}'),
        occurred_at=MORNING - timedelta(minutes=1),
        occurred_after=MORNING - timedelta(minutes=6),
        source_known_at=MORNING - timedelta(days=2),
        command_id="c-1",
        actor="o-17",
        on_behalf_of="o-2",
    )
    recorded_at = MORNING + timedelta(milliseconds=125)
    store.append([given], after=0, recorded_at=recorded_at)
    (record,) = store.read()
    assert (record.position, record.recorded_at) == (1, recorded_at)
    for field in ("name", "occurred_at", "occurred_after", "source_known_at", "command_id"):
        assert getattr(record, field) == getattr(given, field)
    assert (record.actor, record.on_behalf_of) == ("o-17", "o-2")
    assert bytes(record.payload) == bytes(given.payload)


def test_records_stand_in_one_order_without_gaps(store: LogStore) -> None:
    append(store, 1, 2, 3)
    append(store, 4)
    append(store, *range(5, 5000))
    assert [record.position for record in store.read()] == list(range(1, 5000))
    assert numbers(store) == list(range(1, 5000))


def test_reading_between_two_positions_gives_what_lies_between(store: LogStore) -> None:
    append(store, *range(1, 11))
    assert numbers(store, after=3, upto=7) == [4, 5, 6, 7]
    assert numbers(store, after=10) == []
    assert numbers(store, after=8, upto=99) == [9, 10]


def test_each_commit_ends_in_a_head_that_the_town_signed(store: LogStore) -> None:
    heads = []
    for number in range(1, 4):
        append(store, number)
        heads.append(store.head())
    assert [head.position for head in heads] == [1, 2, 3]
    assert all(is_head(store.header.public_key, head) for head in heads)
    forged = heads[2]._replace(position=2)
    assert not is_head(store.header.public_key, forged)


def test_whoever_decided_on_an_older_position_is_told_and_nothing_is_kept(store: LogStore) -> None:
    append(store, 1)
    with pytest.raises(PositionTaken, match="the log ends at 1"):
        store.append([entry(2)], after=0, recorded_at=MORNING)
    with pytest.raises(PositionTaken):
        store.append([entry(2)], after=2, recorded_at=MORNING)
    assert numbers(store) == [1]
    append(store, 2)
    assert numbers(store) == [1, 2]


def test_a_command_is_found_by_its_id_with_all_its_records(store: LogStore) -> None:
    append_entries(store, [entry(1), entry(2, "long"), entry(3, "long"), entry(4)])
    assert store.find("long") == (2, 3)
    assert store.find("c-4") == (4, 4)
    assert store.find("never asked") is None


def test_a_command_is_granted_once_and_the_store_goes_on(store: LogStore) -> None:
    append(store, 1)
    with pytest.raises(CommandOnRecord, match="c-1"):
        append(store, 2, 1)
    with pytest.raises(CommandOnRecord, match="twice"):
        append_entries(store, [entry(2, "twice"), entry(3, "other"), entry(4, "twice")])
    assert numbers(store) == [1]
    append(store, 5)
    assert numbers(store) == [1, 5]


def test_the_recorded_time_does_not_go_back(store: LogStore) -> None:
    store.append([entry(1)], after=0, recorded_at=MORNING + timedelta(hours=1))
    with pytest.raises(AssertionError, match="does not go back"):
        store.append([entry(2)], after=1, recorded_at=MORNING)
    assert numbers(store) == [1]


def test_a_payload_that_is_no_object_is_never_kept(store: LogStore) -> None:
    for payload in (b"[1]", b'"text"', b"{"):
        broken = msgspec.structs.replace(entry(1), payload=msgspec.Raw(payload))
        with pytest.raises((AssertionError, msgspec.DecodeError)):
            append_entries(store, [broken])
    assert numbers(store) == []


def test_what_was_known_at_a_moment_is_found_by_the_recorded_time(store: LogStore) -> None:
    for minute in range(5):
        at = MORNING + timedelta(minutes=minute)
        store.append([entry(2 * minute), entry(2 * minute + 1)], after=2 * minute, recorded_at=at)
    assert store.position_at(MORNING - timedelta(seconds=1)) == 0
    assert store.position_at(MORNING) == 2
    assert store.position_at(MORNING + timedelta(minutes=2, seconds=30)) == 6
    assert store.position_at(MORNING + timedelta(days=1)) == 10


def test_a_follower_gets_what_is_there_and_what_comes(store: LogStore) -> None:
    append(store, 1, 2)
    came: list[int] = []
    caught_up = threading.Event()

    def follow() -> None:
        for record in store.follow(after=0, wait_s=30.0):
            came.append(record.position)
            if record.position == 2:
                caught_up.set()
            if record.position == 4:
                return

    follower = threading.Thread(target=follow)
    follower.start()
    assert caught_up.wait(10)
    append(store, 3)
    append(store, 4)
    follower.join(10)
    assert came == [1, 2, 3, 4]


def test_a_follower_without_news_comes_to_an_end(store: LogStore) -> None:
    append(store, 1)
    assert [record.position for record in store.follow(after=1, wait_s=0.0)] == []
    assert [record.position for record in store.follow(after=0, wait_s=0.01)] == [1]


def test_a_picture_is_kept_by_the_version_of_its_fold(store: LogStore) -> None:
    append(store, 1, 2)
    store.save_snapshot("fold-1", 1, b"picture at 1")
    store.save_snapshot("fold-1", 2, b"picture at 2")
    store.save_snapshot("fold-2", 1, b"of another fold")
    newest = store.load_snapshot("fold-1")
    assert newest is not None
    assert (newest.position, newest.picture) == (2, b"picture at 2")
    assert newest.hash == store.head().hash
    assert store.load_snapshot("fold-3") is None


def test_words_are_sealed_on_record_and_readable_until_they_are_forgotten(store: LogStore) -> None:
    owner = "person/p-7f3a"
    payload = Sealer(store.keys).encode({"said": Words(owner, text="my name is Ada Blomqvist")})
    append_entries(store, [msgspec.structs.replace(entry(1), payload=msgspec.Raw(payload))])
    (record,) = store.read()
    assert b"Ada" not in bytes(record.payload)
    said = msgspec.json.Decoder(dict[str, Words], dec_hook=dec_hook).decode(record.payload)["said"]
    assert store.keys.open(said) == "my name is Ada Blomqvist"
    store.keys.forget(owner)
    assert store.keys.open(said) is None
    with pytest.raises(Forgotten, match="p-7f3a"):
        store.keys.seal(owner, "again")


def test_an_attachment_is_sealed_found_and_forgotten_with_its_owner(store: LogStore) -> None:
    blob = store.blobs.put("incident/HB-1", "text/plain", "smoke at the mühle".encode())
    assert blob.size_bytes == 19
    assert store.blobs.get(blob) == "smoke at the mühle".encode()
    assert b"smoke" not in (store.blobs.stored(blob.digest) or b"")
    assert list(store.blobs.digests()) == [blob.digest]
    store.keys.forget("incident/HB-1")
    assert store.blobs.get(blob) is None
    assert store.blobs.forget("incident/HB-1") == 1
    assert list(store.blobs.digests()) == []
    assert store.blobs.get(blob) is None


@pytest.mark.parametrize(
    ("media_type", "content", "why"),
    [
        ("text/html", b"<script>", "is not kept"),
        ("image/png", b"\xff\xd8\xff\xe0 a jpeg", "not image/png"),
        ("image/webp", b"RIFF\0\0\0\0WAVE", "not image/webp"),
        ("application/pdf", b"MZ", "not application/pdf"),
        ("text/plain", b"\xff\xfe", "UTF-8"),
        ("text/plain", b"x" * 25_000_001, "at most 25000000"),
    ],
)
def test_an_attachment_that_is_not_what_it_claims_is_refused(
    store: LogStore, media_type: str, content: bytes, why: str
) -> None:
    with pytest.raises(BlobRefused, match=why):
        store.blobs.put("incident/HB-1", media_type, content)
    assert list(store.blobs.digests()) == []


def test_what_is_moved_to_another_owner_does_not_open(store: LogStore) -> None:
    sealed = store.keys.seal("incident/HB-1", "secret of one")
    store.keys.seal("incident/HB-2", "there is a key")
    with pytest.raises(SealBroken):
        store.keys.open(Words("incident/HB-2", sealed=sealed))
    blob = store.blobs.put("incident/HB-1", "text/plain", b"secret")
    posing = Blob(blob.digest, "incident/HB-2", "text/plain", 6)
    with pytest.raises(SealBroken):
        store.blobs.get(posing)


def test_the_same_seed_and_the_same_entries_give_the_same_chain(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    heads = set()
    for name, make in sorted(STORES.items()):
        (tmp_path / name).mkdir()
        made = make(tmp_path / name, request)
        append(made, 1, 2)
        append(made, 3)
        heads.add(made.head())
        made.close()
    assert len(heads) == 1
