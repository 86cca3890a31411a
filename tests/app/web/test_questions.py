"""Search, other times, why, what is due: each in the eyes of whoever asks, and of nobody else."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.app.web.doors import Opened, open_door
from tocsin.operations.incident import ArchiveIncident, CloseIncident
from tocsin.operations.officers import SetRoles
from tocsin.operations.picture import KINDS
from tocsin.operations.restriction import RestrictIncident

MARK = "zanzibarmarker"


def ids(door: Opened, path: str, token: str = "") -> list[str]:
    got = door.ask("GET", path, token=token)
    assert got.status == 200, got
    found = got.json["incidents"]
    assert isinstance(found, list)
    return [str(each["id"]) for each in found]


def stamp(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def test_open_and_finished_incidents_are_found_by_what_may_be_seen(door: Opened) -> None:
    opened = door.open_incident(summary="a heron on the wire")
    closed = door.open_incident(summary="a heron in the yard")
    door.order(CloseIncident(incident=closed, disposition="completed"))
    door.order(ArchiveIncident(incident=closed), actor="system/clock")
    assert closed not in door.town.picture.incidents
    assert set(ids(door, "/v1/search?q=heron")) == {opened, closed}
    assert ids(door, "/v1/search?q=heron%20yard") == [closed]
    assert ids(door, "/v1/search?q=heron&limit=1") == [closed]
    assert ids(door, "/v1/search?q=heron&since=2126-01-01T00:00:00Z") == []
    observer = door.let_in("observer")
    assert ids(door, "/v1/search?q=heron", observer) == [], "an observer sees no summary"


def test_what_was_known_then_and_what_had_happened_are_two_questions(door: Opened) -> None:
    before = door.town.clock.now()
    late = stamp(before - timedelta(minutes=30))
    got = door.ask(
        "POST",
        f"/v1/orders/OpenIncident?occurred_at={late}",
        {"type": "fire.chimney", "place": {"words": "Quay 1"}},
    )
    incident = got.json["subjects"][0]
    then = stamp(before - timedelta(minutes=10))
    known = door.ask("GET", f"/v1/at/incidents/{incident}?known_at={then}")
    happened = door.ask("GET", f"/v1/at/incidents/{incident}?time={then}")
    assert (known.status, happened.status) == (404, 200)
    page = door.ask("GET", f"/v1/at/incidents?time={then}&type=fire.chimney")
    assert page.json["total"] == 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?known_at=2026-03-02T14:02:00Z&time=2026-03-02T14:02:00Z",
        "?known_at=yesterday",
        "?time=2126-03-02T14:02:00Z",
        "?position=4",
    ],
)
def test_one_question_of_time_is_asked_and_of_what_is_over(door: Opened, query: str) -> None:
    got = door.ask("GET", f"/v1/at/incidents/x{query}")
    assert got.status == 400
    assert got.code in ("malformed", "time_out_of_range", "unknown_parameter")


def test_a_role_taken_away_today_sees_nothing_of_yesterday(door: Opened) -> None:
    secret = door.let_in("dispatcher")
    incident = door.open_incident(summary="seen by dispatchers")
    then = stamp(door.town.clock.now())
    path = f"/v1/at/incidents/{incident}?known_at={then}"
    fields = door.ask("GET", path, token=secret).json["fields"]
    assert isinstance(fields, dict)
    assert fields["summary"] == "seen by dispatchers"
    door.order(SetRoles(person=door.person_of(secret), roles=("observer",)))
    fields = door.ask("GET", path, token=secret).json["fields"]
    assert isinstance(fields, dict)
    assert "summary" not in fields


def test_what_is_restricted_now_is_hidden_at_a_time_when_it_was_not(door: Opened) -> None:
    incident = door.open_incident()
    then = stamp(door.town.clock.now())
    me = door.person_of(door.token)
    door.order(RestrictIncident(incident=incident, need_to_know=(me,)), actor=me)
    other = door.let_in("dispatcher")
    for path in (f"/v1/at/incidents/{incident}", "/v1/at/incidents"):
        got = door.ask("GET", f"{path}?known_at={then}", token=other)
        assert incident.encode() not in got.body or got.status == 404
    assert door.ask("GET", f"/v1/at/incidents/{incident}?known_at={then}").status == 200


def test_why_tells_the_facts_and_no_position(door: Opened) -> None:
    incident = door.open_incident()
    assert door.give("DispatchUnit", {"unit": "PE-A1", "incident": incident}).status == 200
    got = door.ask("GET", "/v1/why/units/PE-A1")
    facts = got.json["facts"]
    assert isinstance(facts, list)
    assert facts[-1]["event"] == "unit_dispatched.1"
    assert facts[-1]["words"]
    assert all("position" not in each for each in facts)
    status = {"field": "status", "says": "state", "was": "free", "now": "sent"}
    assert status in facts[-1]["changes"]
    german = door.ask("GET", "/v1/why/units/PE-A1", headers={"Accept-Language": "de"})
    told = german.json["facts"]
    assert isinstance(told, list)
    assert [each["event"] for each in told] == [each["event"] for each in facts]
    assert [each["field"] for each in told[-1]["changes"]] == [
        each["field"] for each in facts[-1]["changes"]
    ]
    assert told[-1]["changes"] != facts[-1]["changes"]
    assert door.give("ClearUnit", {"unit": "PE-A1"}).status == 200
    assert door.ask("GET", "/v1/why/units/nobody").status == 404


def test_what_is_due_is_about_what_the_asker_may_know_of(door: Opened) -> None:
    assert door.ask("GET", "/v1/due").status == 200
    assert door.ask("GET", "/v1/due?within_s=x").status == 400
    assert door.ask("GET", "/v1/due?within_s=99999999").status == 400


def test_no_byte_of_a_withheld_field_leaves_by_any_question(tmp_path: Path) -> None:
    """A marker stands in every text that an observer may not see; it is looked for in all that
    an observer can ask. The chief, who may see it, finds it: the scan would notice.
    """
    with open_door(tmp_path / "town") as door:
        incident = door.open_incident(summary=MARK, place={"words": MARK})
        hidden = door.open_incident(summary=MARK, type=f"{MARK}.secret")
        door.give("AddRemark", {"subject": f"incident/{incident}", "text": MARK})
        door.give("DispatchUnit", {"unit": "PE-E1", "incident": incident})
        door.give("ReceiveReport", {"channel": "call"})
        me = door.person_of(door.token)
        door.order(RestrictIncident(incident=hidden, need_to_know=(me,)), actor=me)
        now = stamp(door.town.clock.now())
        paths = [
            "/v1", "/v1/due", f"/v1/search?q={MARK}", "/v1/search?q=fire",
            f"/v1/why/incidents/{incident}", "/v1/why/units/PE-E1", f"/v1/why/incidents/{hidden}",
        ]  # fmt: skip
        for kind in sorted(KINDS.keys() - {"agenda", "counts"}):
            paths += [f"/v1/picture/{kind}?limit=1000", f"/v1/at/{kind}?known_at={now}"]
            paths += [f"/v1/at/{kind}?time={now}"]
        for each in (incident, hidden):
            paths += [f"/v1/picture/incidents/{each}", f"/v1/at/incidents/{each}?time={now}"]
            paths += [f"/v1/picture/narratives/incident/{each}"]
        blind = 0
        for role in ("observer", "crew", "administrator", "importer", "planner", "clerk"):
            secret = door.let_in(role)
            if MARK in repr(door.may_know(secret)):
                continue
            blind += 1
            for path in paths:
                got = door.ask("GET", path, token=secret)
                assert got.status in (200, 404), (path, got)
                assert MARK not in got.body.decode(), (role, path)
                assert hidden not in got.body.decode(), (role, path)
        assert blind >= 3, "somebody there may not see it"
        seen = [path for path in paths if MARK in door.ask("GET", path).body.decode()]
        assert len(seen) >= 6, "somebody who may see it finds it in many places"
