"""What a reader notices of its stream: classes, ticks, coming back, losing a role, being told
why.
"""

from collections import deque
from datetime import timedelta

import msgspec
import pytest

from tests.laws.sight_law import Reader, may_know, spoken
from tests.laws.sight_town import NEAR, Town, ellery
from tests.operations.story import MORNING
from tocsin.access import Broken, Reading, SliceBoard, Viewer, person, sight_class
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import RetypeIncident
from tocsin.operations.officers import DeactivatePerson, SetRoles
from tocsin.operations.orders import Command
from tocsin.operations.restriction import LiftRestriction, RestrictIncident
from tocsin.operations.units import ReportPosition

DISPATCHER, TWIN, CHIEF = person("p-dispatcher"), person("p-dispatcher-2"), person("p-chief")


class Watch:
    """A town with a board; every reader keeps what it was sent."""

    def __init__(self, kept_ticks: int = 5) -> None:
        self.town: Town = ellery()
        self.board = SliceBoard(self.town.picture, kept_ticks=kept_ticks, speak=spoken)
        self.readers: dict[str, Reader] = {}
        self.tick = 0

    def join(self, viewer: Viewer, name: str) -> Reader:
        stream, sent = self.board.join(viewer, name, MORNING)
        self.readers[stream.incarnation] = reader = Reader(viewer)
        assert reader.receive(sent.whole) is None
        return reader

    def happens(self, *commands: Command, actor: str = "p-chief") -> None:
        """These orders, without a tick."""
        for command in commands:
            assert self.town.give(actor, command), command
        for before, after, cause in self.town.happened:
            self.board.collect(before, after, cause)
        self.town.happened.clear()

    def ticks(self) -> int:
        """One tick; how many readers got something."""
        self.tick += 1
        sent = self.board.flush(MORNING + timedelta(milliseconds=250 * self.tick))
        for stream, tick in sent:
            assert self.readers[stream.incarnation].receive(tick.whole) is None
        return len(sent)


def last(reader: Reader) -> list[dict[str, object]]:
    """The deltas of the last tick, as they were sent."""
    deltas = msgspec.json.decode(reader.sent[-1].partition(b"\n")[2])
    assert isinstance(deltas, list)
    return deltas


def test_a_role_taken_in_mid_stream_empties_the_open_screen_at_the_next_tick() -> None:
    watch = Watch()
    reader = watch.join(DISPATCHER, "s1")
    assert any(kind == "incidents" for kind, _ in reader.known)
    watch.happens(SetRoles(person="p-dispatcher", roles=("observer",)), actor="p-administrator")
    assert any("summary" in fields for fields in reader.known.values()), "nothing before the tick"
    assert watch.ticks() == 1
    assert reader.known == may_know(watch.town.picture, DISPATCHER)
    assert not any("summary" in fields for fields in reader.known.values())
    watch.happens(DeactivatePerson(person="p-dispatcher", reason="leave"), actor="p-administrator")
    watch.ticks()
    assert reader.known == {}
    assert {delta["verb"] for delta in last(reader)} == {"withdrawn"}


def test_a_role_given_in_mid_stream_shows_its_fields_at_the_next_tick() -> None:
    watch = Watch()
    reader = watch.join(person("p-observer"), "s1")
    watch.happens(SetRoles(person="p-observer", roles=("chief",)), actor="p-administrator")
    watch.ticks()
    assert reader.known == may_know(watch.town.picture, CHIEF)


def test_viewers_of_one_class_get_the_same_bytes_for_their_deltas() -> None:
    watch = Watch()
    first, second = watch.join(DISPATCHER, "s1"), watch.join(TWIN, "s2")
    incident = watch.town.incident(0)
    watch.happens(RetypeIncident(incident=incident, type="fire.dock"))
    assert watch.ticks() == 2
    assert last(first) == last(second)
    assert list(watch.board.followers().values()) == [2]


def test_a_name_on_a_list_takes_its_viewer_out_of_the_class_and_back() -> None:
    watch = Watch()
    cleared, other = watch.join(DISPATCHER, "s1"), watch.join(TWIN, "s2")
    incident = watch.town.incident(0)
    watch.happens(RestrictIncident(incident=incident, need_to_know=("p-dispatcher",)))
    watch.ticks()
    assert ("incidents", incident) in cleared.known
    assert ("incidents", incident) not in other.known
    assert len(watch.board.followers()) == 2
    watch.happens(LiftRestriction(incident=incident, reason="over"))
    watch.ticks()
    assert cleared.known == other.known
    assert list(watch.board.followers().values()) == [2]


def test_two_viewers_share_a_class_only_if_they_may_see_the_same() -> None:
    town = ellery()
    assert sight_class(town.picture, DISPATCHER) == sight_class(town.picture, TWIN)
    assert sight_class(town.picture, DISPATCHER) != sight_class(town.picture, CHIEF)
    incident = town.incident(0)
    town.give("p-chief", RestrictIncident(incident=incident, need_to_know=("p-dispatcher",)))
    assert sight_class(town.picture, DISPATCHER) != sight_class(town.picture, TWIN)
    assert incident not in sight_class(town.picture, DISPATCHER), "a class key tells nothing"


def test_several_events_between_two_ticks_are_one_difference() -> None:
    watch = Watch()
    reader = watch.join(CHIEF, "s1")
    incident = watch.town.incident(0)
    for n in range(5):
        watch.happens(RetypeIncident(incident=incident, type=f"fire.t{n}"))
    watch.ticks()
    about = [delta for delta in last(reader) if delta["id"] == incident]
    assert [delta["fields"] for delta in about] == [{"type": "fire.t4"}]


def test_what_is_so_again_at_the_tick_is_not_sent() -> None:
    watch = Watch()
    watch.join(CHIEF, "s1")
    incident = watch.town.incident(0)
    now = watch.town.picture.incidents.get(incident)
    assert now is not None
    watch.happens(
        RetypeIncident(incident=incident, type="fire.other"),
        RetypeIncident(incident=incident, type=now.type),
    )
    assert watch.ticks() == 0


def test_a_change_out_of_sight_sends_nothing_not_even_an_empty_tick() -> None:
    watch = Watch()
    secret = watch.town.incident(0)
    watch.happens(RestrictIncident(incident=secret))
    reader = watch.join(DISPATCHER, "s1")
    watch.happens(RetypeIncident(incident=secret, type="fire.dock"))
    assert watch.ticks() == 0
    known = len(reader.known)
    open_one = next(each for each in watch.town.picture.incidents if each != secret)
    watch.happens(RetypeIncident(incident=open_one, type="fire.dock"))
    assert watch.ticks() == 1
    assert _envelope(reader.sent[-1])["first"] == known + 1, "no gap"


def test_a_change_has_its_cause_and_a_change_of_sight_has_none_that_tells() -> None:
    watch = Watch()
    reader = watch.join(DISPATCHER, "s1")
    incident = watch.town.incident(0)
    watch.happens(RetypeIncident(incident=incident, type="fire.dock"))
    watch.ticks()
    assert last(reader)[0]["cause"] == {
        "event": "incident_retyped.1",
        "occurred_at": last(reader)[0]["cause"]["occurred_at"],  # type: ignore[index]
        "recorded_at": last(reader)[0]["cause"]["recorded_at"],  # type: ignore[index]
        "actor": "p-chief",
    }
    watch.happens(DispatchUnit(unit="PE-E1", incident=incident))
    watch.ticks()
    watch.happens(RestrictIncident(incident=incident), ReportPosition(unit="PE-E1", point=NEAR))
    watch.ticks()
    assert {delta["id"]: delta["verb"] for delta in last(reader)} == {
        incident: "withdrawn",
        "PE-E1": "disclosed",
    }
    for delta in last(reader):
        assert delta["cause"]["event"] == "sight_changed"  # type: ignore[index]
        assert "actor" not in delta["cause"]  # type: ignore[operator]


def test_a_reader_that_comes_back_soon_gets_what_it_missed() -> None:
    watch = Watch(kept_ticks=5)
    reader = watch.join(CHIEF, "s1")
    stream, _ = watch.board.resume(CHIEF, "s1", reader.reading.sequence, "never", MORNING)
    watch.board.leave(stream)
    for n in range(3):
        watch.happens(RetypeIncident(incident=watch.town.incident(0), type=f"fire.t{n}"))
        watch.board.flush(MORNING)
    again, missed = watch.board.resume(CHIEF, "s1", reader.reading.sequence, "never", MORNING)
    assert again is stream
    assert len(missed) == 3
    for sent in missed:
        assert reader.receive(sent.whole) is None
    assert reader.known == may_know(watch.town.picture, CHIEF)


def test_a_reader_that_comes_back_late_begins_again_under_a_new_incarnation() -> None:
    watch = Watch(kept_ticks=2)
    reader = watch.join(CHIEF, "s1")
    for n in range(4):
        watch.happens(RetypeIncident(incident=watch.town.incident(0), type=f"fire.t{n}"))
        watch.board.flush(MORNING)
    again, sent = watch.board.resume(CHIEF, "s1", reader.reading.sequence, "s2", MORNING)
    assert again.incarnation == "s2"
    fresh = Reader(CHIEF)
    assert fresh.receive(sent[0].whole) is None
    assert fresh.known == may_know(watch.town.picture, CHIEF)
    assert _envelope(sent[0].whole)["first"] == 1


def test_nobody_resumes_the_stream_of_another() -> None:
    watch = Watch()
    reader = watch.join(CHIEF, "s1")
    stream, sent = watch.board.resume(
        person("p-observer"), "s1", reader.reading.sequence, "s2", MORNING
    )
    assert stream.incarnation == "s2"
    fresh = Reader(person("p-observer"))
    assert fresh.receive(sent[0].whole) is None
    assert not any("summary" in fields for fields in fresh.known.values())


def test_a_stream_that_nobody_follows_is_made_no_longer_than_it_is_kept() -> None:
    watch = Watch(kept_ticks=2)
    watch.join(CHIEF, "s1")
    stream, _ = watch.board.resume(CHIEF, "s1", 10**6, "s2", MORNING)
    watch.readers["s2"] = Reader(CHIEF)
    for each in ("s1", "s2"):
        gone, _ = watch.board.resume(CHIEF, each, _sequence(watch, each), "never", MORNING)
        watch.board.leave(gone)
    for _ in range(3):
        watch.board.flush(MORNING)
    assert watch.board.followers() == {}
    assert stream.incarnation == "s2"


def _envelope(sent: bytes) -> dict[str, object]:
    found = msgspec.json.decode(sent.partition(b"\n")[0])
    assert isinstance(found, dict)
    return found


def test_a_reader_of_some_kinds_is_told_of_these_and_of_all_that_happens_to_them() -> None:
    watch = Watch()
    _, first = watch.board.join(CHIEF, "s1", MORNING, frozenset({"incidents"}))
    reader = watch.readers["s1"] = Reader(CHIEF)
    assert reader.receive(first.whole) is None
    incident = watch.town.incident(0)
    watch.happens(
        RetypeIncident(incident=incident, type="fire.t1"),
        ReportPosition(unit="PE-E1", point=NEAR),
    )
    assert watch.ticks() == 1
    watch.happens(ReportPosition(unit="PE-E2", point=NEAR))
    assert watch.ticks() == 0, "nothing of what was asked for has changed"
    every = may_know(watch.town.picture, CHIEF)
    assert reader.known == {key: seen for key, seen in every.items() if key[0] == "incidents"}


def _sequence(watch: Watch, name: str) -> int:
    return watch.board._slices[name].sequence


def test_a_tick_changed_left_out_or_repeated_breaks_the_chain() -> None:
    watch = Watch()
    reader = watch.join(CHIEF, "s1")
    for n in range(3):
        watch.happens(RetypeIncident(incident=watch.town.incident(0), type=f"fire.t{n}"))
        watch.ticks()
    opening, first, second, third = reader.sent
    forged = first.replace(b"fire.t0", b"fire.tX")
    for sent in ([first], [opening, second], [opening, first, first], [opening, forged, second]):
        reading = Reading()
        with pytest.raises(Broken):
            deque(map(reading.received, sent), maxlen=0)
    reading = Reading()
    for each in (opening, first, second, third):
        reading.received(each)
    assert reading.head == watch.board._slices["s1"].standing_at().head


def test_the_head_to_be_signed_names_incarnation_sequence_and_hash() -> None:
    watch = Watch()
    watch.join(CHIEF, "s1")
    stream = watch.board._slices["s1"]
    head = msgspec.json.decode(stream.standing_at().to_bytes())
    assert head == {"head": stream.head, "incarnation": "s1", "sequence": stream.sequence}
    before = stream.standing_at().to_bytes()
    watch.happens(RetypeIncident(incident=watch.town.incident(0), type="fire.dock"))
    watch.ticks()
    assert stream.standing_at().to_bytes() != before


def test_a_reader_of_an_older_version_keeps_fields_it_does_not_know() -> None:
    watch = Watch()
    reader = watch.join(CHIEF, "s1")
    incident = ("incidents", watch.town.incident(0))
    reader.known[incident]["from_the_future"] = 1
    watch.happens(RetypeIncident(incident=incident[1], type="fire.dock"))
    watch.ticks()
    assert reader.known[incident]["from_the_future"] == 1
