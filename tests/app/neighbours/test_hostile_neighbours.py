"""P18: a neighbour that lies, breaks or floods is refused by name, shown, and contained.

Each test begins with the same neighbour, honest: it is heard. That is the control: what is refused
afterwards is refused for the one thing that was changed.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import msgspec
import pytest

from tests.app.neighbours import hostile
from tests.app.neighbours.hostile import Fake, Source, followed
from tests.faults.two_processes import until
from tests.needs import ROOT
from tocsin.app.certificates import Pair, key_digest_in, local
from tocsin.app.neighbours import wire
from tocsin.app.neighbours.meetings import MeetingFault
from tocsin.federation.custody_heads import signed_head
from tocsin.federation.link_key import LinkKey
from tocsin.federation.replica import Replica, SliceFault, look_at
from tocsin.federation.signed_requests import RequestFault
from tocsin.federation.slice_messages import SliceStanding, answered
from tocsin.log import SeededEntropy
from tocsin.operations.neighbour_links import DoubtNeighbour, RotateNeighbourKey
from tocsin.operations.picture.custody import (
    FIRST,
    Claim,
    Custody,
    CustodyEntry,
    CustodyFact,
    Epoch,
    Hold,
)
from tocsin.operations.picture.neighbour import Doubt, LinkStanding

pytestmark = pytest.mark.full


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[Fake]:
    with followed(tmp_path) as found:
        found.knows("PE-1")
        assert found.replica.state.fault is None
        yield found


def still_knows(fake: Fake) -> None:
    """What was known before is known as before."""
    assert set(fake.replica.known) == {("incidents", "PE-1")}
    assert fake.replica.known["incidents", "PE-1"]["type"] == "fire"


def doubts(fake: Fake) -> list[Doubt]:
    return [each.fault for each in fake.orders if isinstance(each, DoubtNeighbour)]


def test_an_honest_neighbour_is_heard_on_and_on(fake: Fake) -> None:
    for number in range(2, 6):
        fake.source.tell(f"PE-{number}", type="flood")
    fake.knows("PE-1", "PE-2", "PE-3", "PE-4", "PE-5")
    assert fake.orders == []
    assert fake.heard[0] == ("WE", 1)


def test_a_wrong_key_is_refused_and_one_forger_doubts_nobody(fake: Fake) -> None:
    right, fake.source.key = fake.source.key, LinkKey.drawn(SeededEntropy(8))
    fake.source.tell("PE-2", type="lie")
    fake.refuses(SliceFault.not_signed)
    still_knows(fake)
    assert fake.orders == []
    fake.source.key = right
    fake.knows("PE-1", "PE-2")
    assert fake.replica.state.fault is None


def test_a_key_that_the_old_one_has_signed_is_followed(fake: Fake) -> None:
    before = fake.source.key
    fake.source.key = before.followed_by(SeededEntropy(9)).followed_by(SeededEntropy(10))
    until(
        lambda: sum(isinstance(each, RotateNeighbourKey) for each in fake.orders) >= 2,
        "the new keys are put on record",
    )
    first, second = (e for e in fake.orders[:2] if isinstance(e, RotateNeighbourKey))
    assert first.previous == before.public
    assert second.public_key == fake.source.key.public


def test_an_old_answer_is_noticed(fake: Fake) -> None:
    fake.source.nonce = "f" * 32
    fake.source.tell("PE-2", type="fire")
    fake.refuses(SliceFault.replayed)
    still_knows(fake)


def test_an_answer_for_another_town_is_not_ours(fake: Fake) -> None:
    fake.source.change = lambda said: msgspec.structs.replace(said, to="EB")
    fake.refuses(SliceFault.not_for_us)
    still_knows(fake)


def test_a_town_that_was_rolled_back_is_put_in_doubt_and_rests_until_healed(fake: Fake) -> None:
    folder = fake.source.folder
    shutil.copy(folder / "told.sqlite", folder / "old.sqlite")
    fake.source.tell("PE-2", type="fire")
    fake.knows("PE-1", "PE-2")
    old_folder = folder / "again"
    old_folder.mkdir()
    shutil.copy(folder / "old.sqlite", old_folder / "told.sqlite")
    rolled = Source(old_folder)

    def answer(query: str, nonce: str) -> bytes:
        state = rolled.outbox.state
        return answered(
            rolled.key,
            SliceStanding(
                town="WE", to="PE", nonce=nonce, at=datetime.now(UTC), life=state.life,
                incarnation=state.incarnation, generation=state.generation, opening=state.opening,
                sequence=state.sequence, head=state.head, latest=state.sequence,
            ),
            (),
        )  # fmt: skip

    honest, fake.source.answer = fake.source.answer, answer  # type: ignore[method-assign]
    says = fake.refuses(SliceFault.rolled_back)
    assert "old copy" in says
    until(lambda: doubts(fake) != [], "put on record")
    assert doubts(fake)[0] is Doubt.rolled_back
    assert set(fake.replica.known) == {("incidents", "PE-1"), ("incidents", "PE-2")}
    # The order stands: nothing is asked until a person heals; then all is heard afresh.
    fake.stands(LinkStanding.joined, doubt=Doubt.rolled_back)
    fake.source.answer = honest  # type: ignore[method-assign]
    fake.source.tell("PE-3", type="fire")
    time.sleep(0.5)
    assert ("incidents", "PE-3") not in fake.replica.known
    fake.stands(LinkStanding.joined)
    fake.knows("PE-1", "PE-2", "PE-3")


def test_a_later_format_is_named_and_what_a_later_version_adds_is_passed_over(fake: Fake) -> None:
    class Later(SliceStanding, frozen=True, kw_only=True):
        weather: str = "not known to this version"

    fake.source.change = lambda said: Later(**msgspec.structs.asdict(said))
    fake.source.tell("PE-2", type="fire")
    fake.knows("PE-1", "PE-2")
    fake.source.change = lambda said: msgspec.structs.replace(said, format=2)
    fake.source.tell("PE-3", type="fire")
    assert "format 2" in fake.refuses(SliceFault.newer)
    assert fake.orders == []
    fake.source.change = lambda said: said
    fake.knows("PE-1", "PE-2", "PE-3")


def test_one_that_signs_another_story_of_a_unit_than_it_tells_is_doubted(fake: Fake) -> None:
    def story(to: str) -> Custody:
        entry = CustodyEntry(1, CustodyFact.offered, Epoch(2, 0), to, datetime.now(UTC))
        return Custody("WE-E1", "WE", Claim(FIRST, Hold.held, "WE"), entries=(entry,))

    def signed(custody: Custody) -> Callable[[SliceStanding], SliceStanding]:
        head = signed_head(fake.source.key, "WE", "life-1", [custody], datetime.now(UTC))
        return lambda said: msgspec.structs.replace(said, custody=head)

    ours, others = story("PE"), story("EB")
    told = {"id": ours.id, "home": "WE", "entries": msgspec.to_builtins(ours.entries)}
    fake.source._opening = lambda: hostile.opening(("custody", ours.id, told))  # type: ignore[method-assign]
    fake.source.change = signed(ours)
    fake.source.tell("PE-2", type="fire")
    until(lambda: ("custody", ours.id) in fake.replica.known, "it is told")
    assert doubts(fake) == [], "the control: it signs what it tells"
    fake.source.change = signed(others)
    fake.source.tell("PE-3", type="fire")
    until(lambda: Doubt.forked in doubts(fake), "it has signed something else")


def test_two_heads_at_one_sequence_are_a_fork(fake: Fake) -> None:
    fake.source.change = lambda said: msgspec.structs.replace(said, head="ab" * 32)
    says = fake.refuses(SliceFault.forked)
    assert "two heads" in says
    until(lambda: doubts(fake) != [], "put on record")
    assert doubts(fake)[0] is Doubt.forked
    still_knows(fake)


def test_a_tick_that_was_left_out_or_changed_is_noticed(fake: Fake) -> None:
    def without_ticks(handler: BaseHTTPRequestHandler, body: bytes) -> None:
        hostile.plainly(handler, body.partition(b"\n")[0] + b"\n")

    fake.behave = without_ticks
    fake.source.tell("PE-2", type="fire")
    fake.refuses(SliceFault.broken)
    fake.behave = lambda handler, body: hostile.plainly(
        handler, body.replace(b'"type":"fire"', b'"type":"lies"')
    )
    until(lambda: "not those of the envelope" in fake.replica.state.fault_says, "told so")
    assert fake.replica.state.fault is SliceFault.broken
    still_knows(fake)
    assert doubts(fake) == []
    fake.behave = hostile.plainly
    fake.knows("PE-1", "PE-2")


@pytest.mark.parametrize(
    "body",
    [b"", b"\n", b"{}\n", b"[" * 100_000, b"\xff\xfe\n", b'{"standing":1,"signature":"00"}\n'],
    ids=["empty", "blank", "nothing", "deep", "no text", "no standing"],
)
def test_what_is_no_answer_is_malformed(fake: Fake, body: bytes) -> None:
    fake.behave = lambda handler, _body: hostile.plainly(handler, body)
    until(
        lambda: fake.replica.state.fault in (SliceFault.malformed, SliceFault.not_signed),
        "refused",
    )
    still_knows(fake)


def test_a_huge_answer_is_not_read_to_its_end(fake: Fake) -> None:
    def huge(handler: BaseHTTPRequestHandler, _body: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(10**12))
        handler.end_headers()

    fake.behave = huge
    assert "1,000,000,000,000" in fake.refuses(SliceFault.too_large)
    still_knows(fake)


def test_an_endless_answer_ends(fake: Fake) -> None:
    sent = [0]

    def endless(handler: BaseHTTPRequestHandler, _body: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        while True:
            handler.wfile.write(b"[" * 65_536)
            sent[0] += 65_536

    fake.behave = endless
    fake.refuses(SliceFault.too_large)
    still_knows(fake)
    assert sent[0] < 100_000_000


def test_an_answer_that_dribbles_for_ever_is_too_slow(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dribble(handler: BaseHTTPRequestHandler, _body: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        while True:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    fake.behave = dribble
    monkeypatch.setattr(wire, "WHOLE_S", 1.0)
    fake.source.tell("PE-2", type="fire")
    fake.refuses(SliceFault.too_slow)
    still_knows(fake)


def test_a_door_that_refuses_is_shown_with_what_it_says(fake: Fake) -> None:
    def no(handler: BaseHTTPRequestHandler, _body: bytes) -> None:
        body = b'{"detail":"The clock of PE is 1.0 days ahead of ours."}'
        handler.send_response(401)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    fake.behave = no
    assert "1.0 days ahead" in fake.refuses(SliceFault.not_let_in)
    still_knows(fake)


def test_a_clock_that_is_off_by_a_day_is_said_and_ages_are_by_ours(fake: Fake) -> None:
    fake.source.clock = lambda: datetime.now(UTC) - timedelta(days=1)
    fake.source.tell("PE-2", type="fire")
    fake.knows("PE-1", "PE-2")
    until(lambda: abs(fake.replica.state.clock_off_s + 86_400) < 60, "said")
    heard_at = fake.replica.state.heard_at
    assert heard_at is not None
    assert datetime.now(UTC) - heard_at < timedelta(hours=1)


def test_a_restored_town_is_shown_as_one_and_heard(fake: Fake) -> None:
    folder = fake.source.folder / "restored"
    again = Source(folder, life="life-2")
    again.known = {"PE-9": {"id": "PE-9", "type": "fire"}}
    again.outbox.begin(again._opening(), "7" * 32, 10, datetime.now(UTC))
    fake.source.answer = again.answer  # type: ignore[method-assign]
    fake.knows("PE-9")
    assert fake.replica.state.restored_at is not None
    assert doubts(fake) == []


def test_what_is_known_survives_a_restart_with_its_age_and_is_told_again(tmp_path: Path) -> None:
    with followed(tmp_path) as fake:
        fake.knows("PE-1")
        heard_at = fake.replica.state.heard_at
    told: list[int] = []
    path = tmp_path / "own" / "neighbours" / "known-WE.sqlite"
    looked = look_at(path)
    assert looked is not None
    assert set(looked.known) == {("incidents", "PE-1")}
    replica = Replica(path, "WE", lambda _code, deltas: told.append(len(deltas)))
    try:
        assert told == [1]
        assert heard_at is not None
        assert replica.state.heard_at is not None
        assert replica.state.heard_at >= heard_at
    finally:
        replica.close()


def test_a_cut_link_rests(fake: Fake) -> None:
    fake.stands(LinkStanding.cut)
    time.sleep(0.3)
    fake.source.tell("PE-2", type="fire")
    time.sleep(0.7)
    still_knows(fake)
    fake.stands(LinkStanding.joined)
    fake.knows("PE-1", "PE-2")


def test_a_town_that_is_no_neighbour_any_more_is_forgotten(fake: Fake, tmp_path: Path) -> None:
    path = tmp_path / "own" / "neighbours" / "known-WE.sqlite"
    assert path.exists()
    fake.stands(LinkStanding.ended, joined_at=None)
    until(lambda: not path.exists(), "its replica is removed")
    assert fake.following.replicas() == {}
    until(lambda: fake.heard[-1] == ("WE", 1), "whoever listens is told")


def certificate(folder: Path) -> Pair:
    """A certificate of an authority of its own, which nobody else knows."""
    folder.mkdir()
    return local(folder, ["127.0.0.1"], datetime.now(UTC), "Weir End")[0]


def test_a_door_whose_tls_key_the_town_signs_for_is_asked(tmp_path: Path) -> None:
    pair = certificate(tmp_path / "tls")
    with followed(tmp_path, pair) as fake:
        fake.knows("PE-1")
        assert fake.replica.state.tls == key_digest_in(pair.certificate)


def test_whoever_sits_in_between_is_told_nothing(tmp_path: Path) -> None:
    """It passes everything on; but the town signs for its own door, which is another."""
    theirs, own = certificate(tmp_path / "theirs"), certificate(tmp_path / "own-tls")
    asked: list[int] = []
    with followed(tmp_path, theirs) as fake:

        def counted(handler: BaseHTTPRequestHandler, body: bytes) -> None:
            asked.append(1)
            hostile.plainly(handler, body)

        fake.behave = counted
        fake.knows("PE-1")
        fake.own_tls = key_digest_in(own.certificate)
        fake.replica.note(tls=fake.own_tls)  # known from before
        asked.clear()
        fake.drop()
        assert "stand in between" in fake.refuses(SliceFault.other_door)
        assert asked == []


@pytest.mark.parametrize("fault", [*SliceFault, *RequestFault, *MeetingFault])
def test_every_fault_has_its_row_for_the_person_who_reads_it(fault: str) -> None:
    page = (ROOT / "docs" / "operating" / "neighbours.md").read_text()
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert any(f"`{fault}`" in row.split("|")[1] for row in rows), fault
