"""The door that a neighbour asks: who is let in, what is told, what a flood does to the town."""

import http.client
import json
import shutil
import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.app.web.doors import FIRE, Got, Opened, open_door, serving
from tests.faults.two_processes import until
from tocsin.access import SliceBoard, partner, redact
from tocsin.app.facts import json_of
from tocsin.app.neighbours import sharing
from tocsin.app.neighbours.sharing import FOLDER
from tocsin.app.wiring import opened, telemetry_of
from tocsin.federation import outbox
from tocsin.federation.link_key import LinkKey
from tocsin.federation.meeting import commitment, proof_of, secret_digest
from tocsin.federation.replica import Replica, SliceFault, SliceRefused
from tocsin.federation.signed_requests import Signed, sign
from tocsin.federation.slice_messages import DoorKey, read_answer, read_door_key
from tocsin.geo.places import Point
from tocsin.log import SeededEntropy, backup, restore
from tocsin.operations.facilities import RegisterFacility
from tocsin.operations.forgetting import ForgetPerson
from tocsin.operations.incident import ArchiveIncident, CloseIncident
from tocsin.operations.neighbour_links import CutNeighbour, HealNeighbour
from tocsin.operations.neighbours import ConfirmNeighbour, InviteNeighbour, MeetNeighbour
from tocsin.operations.officers import DeactivatePerson, RegisterPerson
from tocsin.operations.picture.policy import KindFields
from tocsin.operations.policy import AgreeSharing, EndSharing
from tocsin.terms.codes import ForgetGround

pytestmark = pytest.mark.full

KEY = LinkKey.drawn(SeededEntropy(21))
SLICE = "/v1/neighbours/slice"
BORDER = Point(0, 0)
FIELDS = (
    KindFields("incidents", ("id", "number", "type", "priority", "place")),
    KindFields("units", ("id", "call_sign", "kind", "status")),
    KindFields("closures", ("id", "kind", "extent")),
    KindFields("facilities", ("id", "name", "kind", "state")),
)
NEAR = {"words": "Quay Street 7", "point": {"lat_udeg": 0, "lon_udeg": 10}}
FAR = {"words": "Hill 1", "point": {"lat_udeg": 5_000_000, "lon_udeg": 0}}


class Reader:
    """A neighbour that asks the door and keeps what it is told."""

    def __init__(self, door: Opened, folder: Path, key: LinkKey = KEY) -> None:
        self.door = door
        self.key = key
        self.replica = Replica(folder / "reader.sqlite", "PE")

    def ask(
        self,
        query: str = "",
        *,
        at: datetime | None = None,
        nonce: str = "",
        to: str = "PE",
        headers: dict[str, str] | None = None,
    ) -> Got:
        authority = f"127.0.0.1:{self.door.port}"
        signed = Signed(method="GET", authority=authority, path=SLICE, query=query, to=to)
        nonce = nonce or uuid.uuid4().hex
        made = sign(self.key, "WE", signed, at or datetime.now(UTC), nonce)
        path = f"{SLICE}?{query}" if query else SLICE
        return self.door.ask("GET", path, token=None, headers=made | (headers or {}))

    def read(self, wait_s: int = 0) -> None:
        """Ask from where it stands, and take the answer."""
        nonce, state = uuid.uuid4().hex, self.replica.state
        query = f"wait={wait_s}"
        if state.incarnation:
            query += f"&after={state.incarnation}:{state.sequence}:{state.head}"
        got = self.ask(query, nonce=nonce)
        assert got.status == 200, got
        here = self.door.door.neighbourhood
        assert here is not None
        self.replica.take(
            got.body, nonce=nonce, own_code="WE", public_key=here.key().public,
            now=datetime.now(UTC),
        )  # fmt: skip

    def catch_up(self) -> None:
        """Read until what is known is what may be known; fails where that does not come about."""

        def is_same() -> bool:
            self.read()
            return dict(self.replica.known) == self.may_know()

        until(is_same, "what is folded is what may be known")

    def may_know(self) -> dict[tuple[str, str], dict[str, object]]:
        """The redacted picture of this neighbour."""
        seen = redact(self.door.town.picture, partner("WE"))
        keys = self.door.town.store.keys
        return {key: json.loads(json_of(value, keys)) for key, value in seen.items()}


def join(door: Opened, key: LinkKey = KEY) -> None:
    """WE is a neighbour, as two people have confirmed."""
    door.order(
        MeetNeighbour(
            neighbour="WE", name="Weir End", url="http://127.0.0.1:9", public_key=key.public,
            spoken="4711 0823",
        )
    )  # fmt: skip
    door.order(ConfirmNeighbour(neighbour="WE", spoken="4711 0823"))


def agree(door: Opened, radius_m: int = 5_000, unit_kinds: tuple[str, ...] = ("engine",)) -> None:
    door.order(
        AgreeSharing(
            partner="WE", fields=FIELDS, border=BORDER, radius_m=radius_m, unit_kinds=unit_kinds
        )
    )


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Opened]:
    with open_door(tmp_path / "pe") as found:
        join(found)
        yield found


@pytest.fixture
def reader(door: Opened, tmp_path: Path) -> Iterator[Reader]:
    found = Reader(door, tmp_path)
    yield found
    found.replica.close()


def test_a_neighbour_is_told_what_was_agreed_and_no_more(door: Opened, reader: Reader) -> None:
    agree(door)
    near = door.open_incident(place=NEAR)
    far = door.open_incident(place=FAR)
    reader.catch_up()
    assert ("incidents", near) in reader.replica.known
    assert ("incidents", far) not in reader.replica.known
    assert ("units", "PE-A1") not in reader.replica.known


def test_what_is_folded_is_what_may_be_known_after_every_step(door: Opened, reader: Reader) -> None:
    """P17 over the wire: also while the agreement changes and ends."""
    steps: list[Callable[[], object]] = [
        lambda: agree(door),
        lambda: door.open_incident(place=NEAR),
        lambda: door.open_incident(place=FAR),
        lambda: agree(door, radius_m=900_000),
        lambda: door.order(RegisterFacility(id="PE-clinic", name="Clinic", kind="hospital")),
        lambda: agree(door, radius_m=10, unit_kinds=("engine", "ambulance")),
        lambda: door.order(EndSharing(partner="WE", reason="review")),
        lambda: agree(door),
    ]
    for step in steps:
        step()
        reader.catch_up()
    assert reader.replica.state.sequence > 0


def test_a_stream_goes_on_over_a_restart_of_the_source(tmp_path: Path) -> None:
    folder = tmp_path / "pe"
    with open_door(folder) as door:
        join(door)
        agree(door)
        door.open_incident(place=NEAR)
        first = Reader(door, tmp_path)
        first.catch_up()
        incarnation = first.replica.state.incarnation
        first.replica.close()
    with opened(folder) as town, serving(town, folder, telemetry_of(town, folder)) as door:
        again = Reader(door, tmp_path)
        door.open_incident(place=NEAR)
        again.catch_up()
        assert again.replica.state.incarnation == incarnation
        again.replica.close()


def test_a_reader_that_lost_everything_begins_afresh(door: Opened, tmp_path: Path) -> None:
    agree(door)
    door.open_incident(place=NEAR)
    one = Reader(door, tmp_path)
    one.catch_up()
    other_folder = tmp_path / "other"
    other_folder.mkdir()
    other = Reader(door, other_folder)
    other.read()
    assert dict(other.replica.known) == other.may_know()
    assert other.replica.state.generation > one.replica.state.generation
    # The one that read before is told afresh too: one neighbour has one stream.
    one.read()
    assert dict(one.replica.known) == one.may_know()
    one.replica.close()
    other.replica.close()


def test_a_source_that_an_old_copy_was_put_back_for_is_found_out_at_both_ends(
    tmp_path: Path,
) -> None:
    folder, old = tmp_path / "pe", tmp_path / "old"
    with open_door(folder) as door:
        join(door)
        agree(door)
        reader = Reader(door, tmp_path)
        reader.read()
    shutil.copytree(folder, old)
    with opened(folder) as town, serving(town, folder, telemetry_of(town, folder)) as door:
        reader.door = door
        door.open_incident(place=NEAR)
        reader.catch_up()
    with opened(old) as town, serving(town, old, telemetry_of(town, old)) as door:
        reader.door = door
        with pytest.raises(SliceRefused) as error:
            reader.read()
        assert error.value.fault is SliceFault.rolled_back
        here = door.door.neighbourhood
        assert here is not None
        assert "heard" in here.sharing.troubles["WE"]
        told = door.ask("GET", "/v1/neighbours").json["neighbours"]
        assert isinstance(told, list)
        assert told[0]["trouble"]
    reader.replica.close()


def test_two_copies_that_both_went_on_are_found_out(tmp_path: Path) -> None:
    folder, twin = tmp_path / "pe", tmp_path / "twin"
    with open_door(folder) as door:
        join(door)
        agree(door)
        reader = Reader(door, tmp_path)
        reader.read()
    shutil.copytree(folder, twin)
    shutil.copy(tmp_path / "reader.sqlite", twin / "reader.sqlite")
    with opened(folder) as town, serving(town, folder, telemetry_of(town, folder)) as door:
        reader.door = door
        door.open_incident(place=NEAR)
        reader.catch_up()
    with opened(twin) as town, serving(town, twin, telemetry_of(town, twin)) as door:
        door.open_incident(place=NEAR, type="flood.street")
        other = Reader(door, twin)
        other.catch_up()
        other.replica.close()
        reader.door = door
        with pytest.raises(SliceRefused) as error:
            reader.read()
        assert error.value.fault is SliceFault.forked
    reader.replica.close()


def test_who_signs_with_another_key_is_not_let_in(door: Opened, tmp_path: Path) -> None:
    other = Reader(door, tmp_path, LinkKey.drawn(SeededEntropy(22)))
    assert (other.ask().status, other.ask().code) == (401, "wrong_key")
    other.replica.close()


def test_what_is_not_signed_replayed_late_or_for_another_is_refused_by_name(
    door: Opened, reader: Reader
) -> None:
    nonce = "ab" * 16
    assert reader.ask(nonce=nonce).status == 200
    assert reader.ask(nonce=nonce).code == "replayed"
    late = datetime.now(UTC) - timedelta(days=1)
    got = reader.ask(at=late)
    assert got.code == "clock_off"
    assert "1.0 days behind" in str(got.json["detail"])
    assert reader.ask(to="EB").code == "not_for_us"
    assert reader.ask(headers={"signature": "town=:AAAA:"}).code == "not_signed"
    assert door.ask("GET", SLICE, token=None).code == "not_signed"
    assert door.ask("GET", SLICE).code == "not_signed"
    reader.read()


def test_a_neighbour_that_was_cut_hears_nothing_until_it_is_healed(
    door: Opened, reader: Reader
) -> None:
    reader.read()
    door.order(CutNeighbour(neighbour="WE", reason="their network is under attack"))
    assert (reader.ask().status, reader.ask().code) == (403, "link_is_cut")
    door.order(HealNeighbour(neighbour="WE", reason="telephoned"))
    reader.read()


def test_a_flood_is_limited_and_the_town_s_own_people_are_let_in_beside_it(
    door: Opened, reader: Reader
) -> None:
    codes: list[int] = []

    def flood() -> None:
        codes.extend(reader.ask().status for _ in range(60))

    threads = [threading.Thread(target=flood) for _ in range(3)]
    for each in threads:
        each.start()
    for number in range(5):
        assert door.give("OpenIncident", FIRE | {"priority": 1 + number % 3}).status == 200
    for each in threads:
        each.join()
    assert 429 in codes
    assert 200 in codes


def test_strangers_who_knock_are_limited_apart(door: Opened, reader: Reader) -> None:
    hello = {"town": "XX", "name": "x", "url": "http://127.0.0.1:1", "public_key": "0",
             "commitment": "0", "proof": "0"}  # fmt: skip
    codes = [door.ask("POST", "/v1/neighbours/hello", hello, token=None).status for _ in range(40)]
    assert codes[0] == 403
    assert 429 in codes
    assert reader.ask().status == 200


@pytest.mark.parametrize("after", ["x", "ab:1:cd", "ab" * 16 + ":1"])
def test_where_nobody_can_stand_is_malformed(reader: Reader, after: str) -> None:
    assert reader.ask(f"after={after}").code == "malformed"


def test_the_door_says_which_key_is_the_town_s(door: Opened) -> None:
    nonce = "cd" * 16
    got = door.ask("GET", f"/v1/neighbours/door?nonce={nonce}", token=None)
    said: DoorKey = read_door_key(got.body)
    assert (said.town, said.nonce, said.tls) == ("PE", nonce, "")
    assert door.ask("GET", "/v1/neighbours/door?nonce=1", token=None).code == "malformed"


def test_an_answer_is_signed_for_the_town_that_asked(door: Opened, reader: Reader) -> None:
    here = door.door.neighbourhood
    assert here is not None
    nonce = "ef" * 16
    agree(door)
    reader.catch_up()
    standing, ticks = read_answer(reader.ask(nonce=nonce).body, here.key().public)
    assert (standing.town, standing.to, standing.nonce) == ("PE", "WE", nonce)
    assert len(ticks) >= 1


def test_a_long_opening_comes_in_parts_and_is_shown_when_it_is_whole(
    door: Opened, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(door)
    for _ in range(4):
        door.open_incident(place=NEAR)
    reader.catch_up()
    monkeypatch.setattr(outbox, "CHUNK_DELTAS", 2)
    monkeypatch.setattr(sharing, "WANTED_BYTES", 1)
    other = tmp_path / "other"
    other.mkdir()
    fresh = Reader(door, other)
    fresh.read()
    assert fresh.replica.state.sequence < fresh.replica.state.opening
    while fresh.replica.state.sequence < fresh.replica.state.opening:
        assert dict(fresh.replica.known) == {}
        fresh.read()
    assert dict(fresh.replica.known) == fresh.may_know()
    fresh.replica.close()


def test_nothing_readable_of_what_was_told_lies_on_the_disk_of_the_source(
    door: Opened, reader: Reader, tmp_path: Path
) -> None:
    agree(door)
    door.open_incident(place={**NEAR, "words": "Marmalade Alley 9"})
    reader.catch_up()
    assert "Marmalade" in json.dumps([*reader.replica.known.values()])
    told = (tmp_path / "pe" / FOLDER / "told-WE.sqlite").read_bytes()
    assert b"Marmalade" not in told
    assert b"incidents" in told


def invited(door: Opened, code: str = "EB") -> str:
    """The digest of an invitation's secret."""
    digest = secret_digest("00" * 16)
    door.order(InviteNeighbour(neighbour=code, url="http://127.0.0.1:9", secret_sha256=digest))
    return digest


def meet(door: Opened, digest: str, *, nonce: str = "22" * 32, **changed: str) -> Got:
    """Both questions of a meeting; the answer to the last that was answered."""
    key = LinkKey.drawn(SeededEntropy(23)).public
    said = {
        "town": "EB", "name": "East Bank", "url": "http://127.0.0.1:9", "public_key": key,
        "commitment": commitment("22" * 32, key), **changed,
    }  # fmt: skip
    said["proof"] = proof_of(digest, *said.values())
    got = door.ask("POST", "/v1/neighbours/hello", said, token=None)
    if got.status != 200:
        return got
    reveal = {"town": said["town"], "nonce": nonce, "proof": proof_of(digest, said["town"], nonce)}
    return door.ask("POST", "/v1/neighbours/reveal", reveal, token=None)


def test_whoever_was_invited_is_met_and_nobody_else(door: Opened) -> None:
    digest = invited(door)
    assert meet(door, secret_digest("11" * 16)).code == "not_invited"
    assert meet(door, digest, town="XX").code == "not_invited"
    assert meet(door, digest, public_key="AB").code == "malformed"
    assert meet(door, digest, url="https://a.example/path?x").code == "malformed"
    assert meet(door, digest, nonce="33" * 32).code == "commitment_broken"
    early = {"town": "EB", "nonce": "22" * 32, "proof": ""}
    got = door.ask("POST", "/v1/neighbours/reveal", early, token=None)
    assert got.code == "meeting_not_begun"
    assert door.ask("POST", "/v1/neighbours/hello", [1], token=None).code == "malformed"
    assert meet(door, digest).status == 200
    found = door.town.picture.neighbours.get("EB")
    assert found is not None
    assert len(found.spoken) == 9
    # An invitation is good once.
    assert meet(door, digest).code == "not_invited"


def test_a_town_that_was_restored_as_it_should_be_is_heard_on_and_shown_as_one(
    tmp_path: Path,
) -> None:
    folder, copy = tmp_path / "pe", tmp_path / "backup"
    with open_door(folder) as door:
        join(door)
        agree(door)
        reader = Reader(door, tmp_path)
        reader.catch_up()
        backup(folder, copy)
        door.open_incident(place=NEAR)
        reader.catch_up()
    was_restored = [reader.replica.state.restored_at is not None]
    restore(copy, folder)
    with opened(folder) as town, serving(town, folder, telemetry_of(town, folder)) as door:
        reader.door = door
        reader.catch_up()
        was_restored.append(reader.replica.state.restored_at is not None)
        assert was_restored == [False, True]
        assert not any(kind == "incidents" for kind, _ in reader.replica.known)
    reader.replica.close()


def test_a_fault_of_ours_costs_a_neighbour_nothing_but_the_time(
    door: Opened, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(door)
    reader.catch_up()
    failed: list[SliceBoard] = []
    here = door.door.neighbourhood
    assert here is not None
    flush = SliceBoard.flush

    def once(board: SliceBoard, at: datetime) -> object:
        if board is here.sharing._board and not failed:
            failed.append(board)
            raise RuntimeError("planted")
        return flush(board, at)

    monkeypatch.setattr(SliceBoard, "flush", once)
    door.open_incident(place=NEAR)
    until(lambda: bool(failed), "it has failed once")
    reader.catch_up()
    assert any(kind == "incidents" for kind, _ in reader.replica.known)
    door.open_incident(place=NEAR)
    reader.catch_up()


def test_words_of_a_matter_that_is_over_leave_the_neighbour_s_disk_too(
    door: Opened, reader: Reader, tmp_path: Path
) -> None:
    agree(door)
    fire = door.open_incident(place={**NEAR, "words": "Marmalade Alley 9"})
    reader.catch_up()
    assert b"Marmalade" in (tmp_path / "reader.sqlite").read_bytes()
    door.order(CloseIncident(incident=fire, disposition="false_alarm"))
    door.order(ArchiveIncident(incident=fire))
    reader.catch_up()
    assert b"Marmalade" not in (tmp_path / "reader.sqlite").read_bytes()


def test_after_a_forgetting_everything_is_disclosed_afresh(door: Opened, reader: Reader) -> None:
    agree(door)
    reader.catch_up()
    generation = reader.replica.state.generation
    reader.read()
    assert reader.replica.state.generation == generation
    door.order(RegisterPerson(id="PE-p-gone", handle="gone"))
    door.order(DeactivatePerson(person="PE-p-gone", reason="left"))
    door.order(ForgetPerson(person="PE-p-gone", ground=ForgetGround.objection))

    def is_afresh() -> bool:
        reader.read()
        return reader.replica.state.generation > generation

    until(is_afresh, "told afresh")
    assert dict(reader.replica.known) == reader.may_know()


def test_a_connection_that_says_nothing_holds_up_nobody(door: Opened, reader: Reader) -> None:
    idle = [http.client.HTTPConnection("127.0.0.1", door.port, timeout=5) for _ in range(20)]
    for each in idle:
        each.connect()
    reader.read()
    for each in idle:
        each.close()
