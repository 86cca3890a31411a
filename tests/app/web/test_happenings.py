"""What happened, in words and with both times; what differs between two instants: by sight."""

import time
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from tests.app.web.doors import Opened
from tocsin.operations.incident import SetPriority
from tocsin.operations.restriction import RestrictIncident
from tocsin.operations.status import ClearUnit
from tocsin.terms.codes import Priority

pytestmark = pytest.mark.full


def heard(door: Opened) -> None:
    """Wait until the hub has heard of all that happened."""
    upto = door.door.hub.ticks + 2
    while door.door.hub.ticks < upto:
        time.sleep(0.01)


def facts(door: Opened, path: str, token: str = "") -> list[dict[str, Any]]:
    heard(door)
    got = door.ask("GET", path, token=token)
    assert got.status == 200, got
    found = got.json["facts"]
    assert isinstance(found, list)
    return found


def test_the_last_facts_are_told_in_words_and_then_only_what_is_new(door: Opened) -> None:
    incident = door.open_incident(summary="smoke from the roof")
    told = facts(door, "/v1/recent?limit=5")
    assert told[-1]["event"] == "incident_opened"
    assert told[-1]["words"].startswith("Opened as ")
    assert {"kind": "incidents", "id": incident} in told[-1]["about"]
    assert "position" not in str(told)
    assert facts(door, f"/v1/recent?after={told[-1]['id']}") == []
    door.order(SetPriority(incident=incident, priority=Priority.immediate))
    news = facts(door, f"/v1/recent?after={told[-1]['id']}")
    assert [each["words"] for each in news] == ["Priority is now immediate"]
    assert facts(door, "/v1/recent?after=nonsense&limit=2")


def test_a_timeline_has_what_was_told_late_where_it_happened(door: Opened) -> None:
    incident = door.open_incident()
    assert door.give("DispatchUnit", {"unit": "PE-E1", "incident": incident}).status == 200
    late = door.town.clock.now() - timedelta(minutes=7)
    at = quote(late.isoformat())
    body = {"subject": f"incident/{incident}", "text": "seen by a neighbour"}
    assert door.ask("POST", f"/v1/orders/AddRemark?occurred_at={at}", body).status == 200
    told = facts(door, f"/v1/timeline/incidents/{incident}")
    events = [each["event"] for each in told]
    assert events[0] == "remark_added", "it happened before the incident was opened"
    assert told[0]["words"] == "Seen by a neighbour"
    assert told[0]["occurred_at"] < told[0]["recorded_at"]
    assert events[1:3] == ["incident_opened", "unit_dispatched"]
    assert door.ask("GET", "/v1/timeline/incidents/PE-260302-0000").status == 404
    door.give("ClearUnit", {"unit": "PE-E1"})


def test_who_sees_a_part_is_told_of_the_fact_and_not_its_words(door: Opened) -> None:
    incident = door.open_incident(summary="a marker of smoke")
    observer = door.let_in("observer")
    told = [e for e in facts(door, "/v1/recent", observer) if {"kind": "incidents", "id": incident}
            in e["about"]]  # fmt: skip
    assert [each["event"] for each in told] == ["incident_opened"]
    assert [each["words"] for each in told] == ["Opened as …, …"]
    assert "marker" not in str(told)


def test_nothing_is_told_of_what_is_restricted_nor_of_a_unit_while_it_was_there(
    door: Opened,
) -> None:
    outsider = door.let_in("dispatcher", "duty_officer")
    secret = door.open_incident(summary="a cellar that nobody knows of")
    begun = door.town.clock.now()
    for name, fields in (
        ("DispatchUnit", {"unit": "PE-E2", "incident": secret}),
        ("ReportEnRoute", {"unit": "PE-E2"}),
        ("ReportPosition", {"unit": "PE-E2", "source": "crew",
                            "point": {"lat_udeg": 43_000_000, "lon_udeg": 9_000_000}}),
        ("ReportOnScene", {"unit": "PE-E2"}),
    ):  # fmt: skip
        assert door.give(name, fields).status == 200, name

    def told(token: str) -> str:
        until = quote(door.town.clock.now().isoformat())
        since = quote((begun - timedelta(seconds=1)).isoformat())
        found = [facts(door, "/v1/recent?limit=20", token)]
        found.append(facts(door, "/v1/timeline/units/PE-E2", token))
        differs = door.ask("GET", f"/v1/differences?from={since}&to={until}", token=token)
        assert differs.status == 200, differs
        return str([*found, differs.json])

    before = told(outsider)
    assert secret in before
    assert "cellar" in before
    assert "position_reported" in before
    door.order(RestrictIncident(incident=secret, need_to_know=()))
    door.order(ClearUnit(unit="PE-E2"))
    after = told(outsider)
    assert secret not in after
    assert "cellar" not in after
    assert "position_reported" not in after
    assert "unit_status_reached" not in str(facts(door, "/v1/timeline/units/PE-E2", outsider))
    assert door.ask("GET", f"/v1/timeline/incidents/{secret}", token=outsider).status == 404


def test_two_instants_are_compared_by_one_question_of_time(door: Opened) -> None:
    incident = door.open_incident()
    earlier = door.town.clock.now()
    time.sleep(0.01)  # the clock counts milliseconds
    door.order(SetPriority(incident=incident, priority=Priority.routine))
    got = door.ask("GET", f"/v1/differences?from={quote(earlier.isoformat())}")
    (found,) = [each for each in got.json["subjects"] if each["id"] == incident]
    assert found["what"] == "changed"
    assert {"field": "priority", "was": 2, "now": 4} in found["fields"]
    assert door.ask("GET", "/v1/differences").status == 400
    ahead = quote((door.town.clock.now() + timedelta(hours=1)).isoformat())
    for wrong in (f"from={quote(earlier.isoformat())}&to={ahead}", f"from={ahead}", "from=2026"):
        assert door.ask("GET", f"/v1/differences?{wrong}").status == 400
