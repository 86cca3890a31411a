"""The retention page through the door: for whoever may see the schedule, and counted only."""

import json
from datetime import timedelta

from tests.app.web.doors import Opened
from tocsin.operations.incident import ArchiveIncident

SCHEDULE = {
    "classes": [
        {
            "name": "fires",
            "covers": "incident",
            "types": ["fire"],
            "keep_days": 1,
            "ground": "no_longer_needed",
            "authority": "Records Act 12 §3",
            "disposal": "person",
        }
    ],
    "backups_days": 35,
}


def test_a_clerk_sees_how_long_records_are_kept_and_destroys_what_is_due(door: Opened) -> None:
    office = door.let_in("chief", "clerk")
    incident = closed_days_ago(door, "fire.structure")
    other = closed_days_ago(door, "medical.fall")
    before = door.ask("GET", "/v1/retention", token=office).json
    assert (before["version"], before["classes"]) == (0, [])
    adopted = door.give("AdoptRetentionSchedule", SCHEDULE, token=office)
    assert adopted.status == 200, adopted
    page = door.ask("GET", "/v1/retention", token=office)
    (only,) = json.loads(page.body)["classes"]
    assert (only["records"], only["due"], only["held"]) == (1, 1, 0)
    assert page.json["kept_for_ever"] == {"incident": 1}
    assert page.json["backups_days"] == 35
    due = door.ask("GET", "/v1/retention/due?within_days=3", token=office).json
    assert due["records"] == 1
    assert incident.encode() not in page.body
    done = door.give("DisposeRecords", {"record_class": "fires"}, token=office)
    assert done.status == 200, done
    while door.town.destroy_due():
        pass
    assert not door.town.store.keys.holds(f"incident/{incident}")
    assert door.town.store.keys.holds(f"incident/{other}")
    told = door.ask("GET", "/v1/retention/record", token=office)
    (run,) = json.loads(told.body)["destructions"]
    assert (run["records"], run["record_class"]["authority"]) == (1, "Records Act 12 §3")
    assert run["ended_at"] is not None


def test_whoever_may_not_see_the_schedule_is_told_that_there_is_nothing(door: Opened) -> None:
    dispatcher = door.let_in("dispatcher")
    for path in ("", "/due", "/record"):
        got = door.ask("GET", f"/v1/retention{path}", token=dispatcher)
        assert got.status == 404, got
    assert door.give("AdoptRetentionSchedule", SCHEDULE, token=dispatcher).status == 403
    clerk = door.let_in("clerk")
    assert door.ask("GET", "/v1/retention/record", token=clerk).status == 200
    assert door.give("AdoptRetentionSchedule", SCHEDULE, token=clerk).status == 403


def test_days_that_are_no_number_and_fields_of_the_clock_are_refused(door: Opened) -> None:
    office = door.let_in("chief", "clerk")
    for said in ("soon", "-1", "36501", "9" * 30):
        assert door.ask("GET", f"/v1/retention/due?within_days={said}", token=office).status == 400
    lie = {"record_class": "fires", "old": {"matters": [], "is_all": True}}
    assert door.give("DisposeRecords", lie, token=office).status == 400
    assert door.give("DestroyDue", {"record_class": "fires"}, token=office).status == 403


def closed_days_ago(door: Opened, type_: str) -> str:
    """An incident of the day before yesterday, archived, written down now."""
    then = (door.town.clock.now() - timedelta(days=2)).isoformat().replace("+00:00", "Z")
    got = door.ask(
        "POST",
        f"/v1/orders/OpenIncident?occurred_at={then}",
        {"type": type_, "place": {"words": "Quay 1"}},
    )
    incident = str(got.json["subjects"][0])
    close = f"/v1/orders/CloseIncident?occurred_at={then}"
    got = door.ask("POST", close, {"incident": incident, "disposition": "out"})
    assert got.status == 200, got
    door.order(ArchiveIncident(incident=incident), actor="system/clock")
    return incident
