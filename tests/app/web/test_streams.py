import time
from pathlib import Path

from tests.app.web.doors import Opened, Stream, open_door
from tocsin.app.web.doorkeeper import digest_of
from tocsin.operations.incident import SetPriority
from tocsin.operations.officers import SetRoles
from tocsin.operations.tokens import RevokeToken
from tocsin.terms.codes import Priority


def told_of(incident: str) -> object:
    return lambda stream: ("incidents", incident) in stream.known


def test_a_stream_begins_with_all_that_may_be_known_and_tells_what_happens(door: Opened) -> None:
    stream = door.follow()
    stream.until(lambda each: each.known == door.may_know(door.token))
    incident = door.open_incident()
    stream.until(told_of(incident))
    assert stream.known == door.may_know(door.token)
    stream.close()


def test_a_cut_stream_goes_on_where_it_was(door: Opened) -> None:
    stream = door.follow()
    stream.next()
    one = door.open_incident()
    stream.until(told_of(one))
    stream.close()
    two = door.open_incident()
    again = door.follow(last_id=stream.last_id)
    again.reading, again.known = stream.reading, stream.known
    again.until(told_of(two))
    assert again.known == door.may_know(door.token)
    assert again.reading.incarnation == stream.reading.incarnation
    again.close()


def test_a_reader_that_was_shown_nothing_yet_goes_on_where_it_was(door: Opened) -> None:
    secret = door.let_in()
    door.order(SetRoles(person=door.person_of(secret), roles=()))
    stream = door.follow(secret)
    stream.next()
    assert (stream.known, stream.last_id[-2:]) == ({}, ":0")
    stream.close()
    door.order(SetRoles(person=door.person_of(secret), roles=("dispatcher",)))
    told = door.door.hub.ticks + 2
    while door.door.hub.ticks < told:
        time.sleep(0.01)
    again = door.follow(secret, last_id=stream.last_id)
    again.reading, again.known = stream.reading, stream.known
    again.until(lambda each: each.known == door.may_know(secret))
    again.close()


def test_a_strange_last_event_id_begins_afresh(door: Opened) -> None:
    for strange in ("0" * 32 + ":7", "nonsense", "x" * 5000, "ffff:-1"):
        stream = door.follow(last_id=strange)
        assert stream.status == 200
        stream.until(lambda each: each.known == door.may_know(door.token))
        stream.close()


def test_kinds_that_were_not_asked_for_are_not_sent(door: Opened) -> None:
    stream = door.follow(query="?kinds=units")
    stream.next()
    assert {kind for kind, _ in stream.known} == {"units"}
    stream.close()
    assert door.ask("GET", "/v1/stream?kinds=colours").status == 400


def test_a_revoked_token_ends_its_stream_and_no_other(door: Opened) -> None:
    secret = door.let_in("dispatcher")
    stream, other = door.follow(secret), door.follow()
    stream.next()
    other.next()
    tokens = door.town.picture.tokens.values()
    name = next(each.id for each in tokens if each.digest == digest_of(secret))
    door.order(RevokeToken(token=name))
    while (event := stream.next()) == "tick":
        pass
    assert event == "end"
    assert b"token_not_good" in stream.raw
    assert stream.next() == ""
    stream.close()
    incident = door.open_incident()
    other.until(told_of(incident))
    other.close()


def test_a_role_taken_in_mid_stream_empties_the_open_screen(door: Opened) -> None:
    secret = door.let_in("dispatcher")
    me = door.person_of(secret)
    incident = door.open_incident(summary="a marker of smoke")
    stream = door.follow(secret)
    stream.until(told_of(incident))
    assert "summary" in stream.known["incidents", incident]
    door.order(SetRoles(person=me, roles=("observer",)))
    stream.until(lambda each: "summary" not in each.known.get(("incidents", incident), {}))
    assert stream.known == door.may_know(secret)
    after = len(stream.raw)
    door.order(SetPriority(incident=incident, priority=Priority.immediate))
    last = door.open_incident(summary="another marker")
    stream.until(told_of(last))
    assert b"marker" not in stream.raw[after:], "no byte of what is withheld now"
    stream.close()


def test_streams_end_cleanly_when_the_door_closes(tmp_path: Path) -> None:
    with open_door(tmp_path / "town") as door:
        streams: list[Stream] = [door.follow() for _ in range(20)]
        for each in streams:
            each.next()
    for each in streams:
        while (event := each.next()) == "tick":
            pass
        assert event == "end"
        assert b'"closing"' in each.raw
        each.close()


def test_a_stream_tells_a_proxy_to_pass_it_on_and_promises_no_length(door: Opened) -> None:
    got = door.ask("HEAD", "/v1/stream")
    assert got.status == 200
    assert got.headers["x-accel-buffering"] == "no"
    assert got.headers["content-type"].startswith("text/event-stream")
    assert "content-length" not in got.headers
    assert door.ask("HEAD", "/v1").headers["content-length"] != "0"
