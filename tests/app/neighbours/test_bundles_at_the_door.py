"""Bundles over HTTP, and beside the line: who may, what is in them, what stays out."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.app.neighbours.test_source_door import FAR, KEY, NEAR, Reader, agree, join
from tests.app.web.doors import Got, Opened, open_door
from tests.federation.slices import Source
from tocsin.federation.bundles import LARGEST_BYTES, Bundle, read_bundle
from tocsin.federation.link_key import LinkKey
from tocsin.federation.replica import Replica
from tocsin.federation.slice_messages import Cursor
from tocsin.log import SeededEntropy
from tocsin.operations.neighbour_links import HealNeighbour
from tocsin.operations.picture.neighbour import Doubt

pytestmark = pytest.mark.full

BUNDLE = {"Content-Type": "application/octet-stream"}


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Opened]:
    with open_door(tmp_path / "pe") as found:
        join(found)
        agree(found)
        yield found


@pytest.fixture
def reader(door: Opened, tmp_path: Path) -> Iterator[Reader]:
    found = Reader(door, tmp_path)
    yield found
    found.replica.close()


@pytest.fixture
def theirs(tmp_path: Path) -> Source:
    """Weir End's slice for Penford."""
    made = Source(tmp_path / "we", ways="WE-PE")
    made.now = datetime.now(UTC)
    made.tells({("incidents", "WE-1"): {"id": "WE-1", "type": "fire.structure"}})
    return made


def public(door: Opened) -> str:
    here = door.door.neighbourhood
    assert here is not None
    return here.key().public


def opened(door: Opened, got: Got) -> Bundle:
    assert got.status == 200, got
    return read_bundle(got.body, "WE", KEY, lambda _: public(door))


def taken(replica: Replica, bundle: Bundle) -> bool:
    return replica.take_carried(bundle.said, bundle.ticks, own_code="WE", now=datetime.now(UTC))


def post(door: Opened, file: bytes, **how: str) -> Got:
    return door.ask("POST", "/v1/neighbours/bundle", file, headers=BUNDLE, **how)


def region(door: Opened) -> set[tuple[str, str]]:
    subjects = door.ask("GET", "/v1/region").json["subjects"]
    assert isinstance(subjects, list)
    return {(each["town"], each["id"]) for each in subjects}


def written(door: Opened) -> Bundle:
    return opened(door, door.ask("GET", "/v1/neighbours/WE/bundle"))


def test_line_and_bundles_go_on_from_each_other(door: Opened, reader: Reader) -> None:
    door.open_incident(place=NEAR)
    reader.catch_up()
    reader.read()  # by which it says how far it has come
    begun = reader.replica.state.incarnation
    door.open_incident(place=NEAR)
    bundle = written(door)
    assert taken(reader.replica, bundle)
    assert dict(reader.replica.known) == reader.may_know(), "what was ordered before is in it"
    assert bundle.said.begins.sequence > 0, "from where the line had come"
    door.open_incident(place=NEAR)
    reader.catch_up()
    assert reader.replica.state.incarnation == begun, "nothing was told afresh"
    assert not taken(reader.replica, bundle), "an old stick"
    assert dict(reader.replica.known) == reader.may_know()


def test_nothing_is_in_a_bundle_that_was_not_agreed(door: Opened, reader: Reader) -> None:
    door.open_incident(place=NEAR)
    door.open_incident(place=FAR | {"words": "secretword"})
    bundle = written(door)
    taken(reader.replica, bundle)
    assert dict(reader.replica.known) == reader.may_know()
    assert b"secretword" not in b"".join(bundle.ticks)
    assert len([key for key in reader.replica.known if key[0] == "incidents"]) == 1, "the control"


def test_a_neighbours_bundle_is_taken_once_and_seen_in_the_region(
    door: Opened, theirs: Source
) -> None:
    state = theirs.outbox.state
    file = theirs.bundle(public(door), KEY)
    got = post(door, file)
    assert got.status == 200, got
    assert (got.json["is_news"], got.json["subjects"]) == (True, 1)
    assert ("WE", "WE-1") in region(door)
    assert post(door, file).json["is_news"] is False
    assert written(door).said.heard == Cursor(state.incarnation, 1, state.head), "the receipt"


def test_the_receipt_in_a_bundle_is_where_the_next_one_begins(
    door: Opened, reader: Reader, theirs: Source
) -> None:
    door.open_incident(place=NEAR)
    first = written(door)
    taken(reader.replica, first)
    ends = first.said.standing
    assert written(door).said.begins.sequence == 0, "nothing came back: everything once more"
    heard = Cursor(ends.incarnation, ends.sequence, ends.head)
    assert post(door, theirs.bundle(public(door), KEY, heard)).status == 200
    door.open_incident(place=NEAR)
    assert written(door).said.begins == heard


def test_who_may_not_carry(door: Opened, theirs: Source) -> None:
    file = theirs.bundle(public(door), KEY)
    for token in (None, door.let_in("call_taker")):
        for got in (
            door.ask("GET", "/v1/neighbours/WE/bundle", token=token),
            door.ask("POST", "/v1/neighbours/bundle", file, token=token, headers=BUNDLE),
        ):
            assert got.status in (401, 403), got
    assert post(door, file).json["is_news"] is True, "the control"


def test_hostile_bundles_are_refused_and_the_town_goes_on(door: Opened, theirs: Source) -> None:
    file = theirs.bundle(public(door), KEY)
    forger = LinkKey.drawn(SeededEntropy(99))
    cases = {
        "bundle_not_a_bundle": b"hello",
        "bundle_cut_off": file[:-20],
        "bundle_changed": file[:-20] + bytes(20),
        "bundle_not_signed": theirs.bundle(public(door), forger),
        "bundle_other_key": theirs.bundle(KEY.public, KEY),
        "bundle_newer_format": file.replace(b"bundle 1", b"bundle 7", 1),
        "bundle_our_own": door.ask("GET", "/v1/neighbours/WE/bundle").body,
        "body_too_long": b"x" * (LARGEST_BYTES + 1),
    }
    for code, content in cases.items():
        got = post(door, content)
        assert got.code == code, got
        assert "⟨" not in str(got.json)
        assert door.open_incident(place=NEAR), "own work goes on"
    assert all(town == "PE" for town, _ in region(door))
    assert post(door, file).json["is_news"] is True, "the control"


def test_a_bundle_that_was_written_at_no_time_is_malformed(door: Opened, theirs: Source) -> None:
    for at in (datetime(2026, 3, 2, 8), datetime(9999, 12, 31, tzinfo=UTC)):  # noqa: DTZ001
        theirs.now = at
        got = post(door, theirs.bundle(public(door), KEY))
        assert (got.status, got.code) == (400, "bundle_malformed"), got
    theirs.now = datetime.now(UTC)
    assert post(door, theirs.bundle(public(door), KEY)).json["is_news"] is True, "the control"


def test_a_receipt_that_nobody_can_keep_is_malformed(door: Opened, theirs: Source) -> None:
    for heard in (Cursor("x" * 1_000_000), Cursor("a", -5), Cursor("a", 2**70)):
        got = post(door, theirs.bundle(public(door), KEY, heard))
        assert (got.status, got.code) == (400, "bundle_malformed"), got
    assert post(door, theirs.bundle(public(door), KEY)).json["is_news"] is True, "the control"


def test_a_clock_that_is_ahead_does_not_make_a_bundle_younger_than_now(
    door: Opened, theirs: Source
) -> None:
    theirs.now = datetime.now(UTC) + timedelta(days=400)
    assert post(door, theirs.bundle(public(door), KEY)).status == 200
    region = door.ask("GET", "/v1/region").json
    assert isinstance(region["neighbours"], list)
    heard_at = datetime.fromisoformat(region["neighbours"][0]["heard_at"])
    assert heard_at <= datetime.now(UTC)


def test_a_town_that_signed_two_histories_is_in_doubt_until_a_person_heals(
    door: Opened, theirs: Source, tmp_path: Path
) -> None:
    theirs.outbox.save()
    other = tmp_path / "copy"
    other.mkdir()
    (other / "told.sqlite").write_bytes((tmp_path / "we" / "told.sqlite").read_bytes())
    copy = Source(other, 9, dict(theirs.known), ways="WE-PE")
    state = copy.outbox.state
    for each, name in ((theirs, "WE-2"), (copy, "WE-3")):
        each.now = datetime.now(UTC)
        each.outbox.read_up_to(Cursor(state.incarnation, state.sequence, state.head))
        each.tells({("incidents", name): {"id": name, "type": "fire.structure"}})
    theirs.outbox.read_up_to(Cursor())
    assert post(door, theirs.bundle(public(door), KEY)).status == 200
    copy.now = datetime.now(UTC)
    got = post(door, copy.bundle(public(door), KEY))
    assert got.code == "bundle_forked", got
    neighbour = door.town.picture.neighbours.get("WE")
    assert neighbour is not None
    assert neighbour.doubt is Doubt.forked
    theirs.now = datetime.now(UTC)
    assert post(door, theirs.bundle(public(door), KEY)).code == "bundle_link_rests"
    door.order(HealNeighbour(neighbour="WE", reason="telephoned"))


def test_the_line_may_rotate_its_key_and_a_bundle_says_so(door: Opened, theirs: Source) -> None:
    fresh = KEY.followed_by(SeededEntropy(31))
    assert post(door, theirs.bundle(public(door), fresh)).status == 200
    neighbour = door.town.picture.neighbours.get("WE")
    assert neighbour is not None
    assert neighbour.public_key == fresh.public
