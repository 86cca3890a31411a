"""Requests for records through the door: prepared by a clerk, and by nobody else."""

from msgspec.structs import replace

from tests.app.web.doors import Opened
from tests.operations.test_redaction import RULES
from tocsin.operations.picture.policy import KindFields
from tocsin.terms.codes import RecordsKind


def test_a_clerk_prepares_a_request_through_the_door_alone(door: Opened) -> None:
    clerk, dispatcher = door.let_in("clerk"), door.let_in("dispatcher")
    incident = door.open_incident()
    fields = (KindFields("incidents", ("id", "type", "place")),)
    door.order(replace(RULES, fields=fields))
    asked = {"kind": "public_records", "what": "the fire", "requester": "The Gazette"}
    before = set(door.town.picture.records_requests)
    opened = door.give("OpenRecordsRequest", asked, token=clerk)
    assert opened.status == 200, opened
    (request,) = set(door.town.picture.records_requests) - before
    added = {"request": request, "incidents": [incident]}
    assert door.give("AddToRecordsRequest", added, token=clerk).status == 200
    path = f"/v1/records-requests/{request}"
    seen = door.ask("GET", path, token=clerk)
    assert seen.status == 200, seen
    assert b"Quay Street 7" in seen.body
    (text,) = [t for t in seen.json["preview"]["texts"] if t["field"] == "place/words"]
    span = {
        "request": request, "record": text["record"], "field": text["field"],
        "exemption": "b6", "start": 12, "end": 13, "mark": text["mark"],
    }  # fmt: skip
    assert door.give("WithholdFromRequest", span, token=clerk).status == 200
    after = door.ask("GET", path, token=clerk)
    assert b"Quay Street [withheld: b6]" in after.body
    assert b"Quay Street 7" not in after.body
    listed = door.ask("GET", "/v1/records-requests", token=clerk).json["requests"]
    assert isinstance(listed, list)
    assert "The Gazette" in {each["fields"]["requester"] for each in listed}
    assert door.ask("GET", path, token=dispatcher).status == 404
    assert door.ask("GET", "/v1/records-requests", token=dispatcher).json == {"requests": []}
    for order, given in (("OpenRecordsRequest", asked), ("WithholdFromRequest", span)):
        assert door.give(order, given, token=dispatcher).status == 403
    forget = {"incident": incident, "ground": "objection"}
    assert door.give("ForgetIncident", forget, token=clerk).status == 409


def test_a_clerk_is_not_shown_the_restricted_incident_that_somebody_else_released(
    door: Opened,
) -> None:
    clerk, chief = door.let_in("clerk"), door.let_in("chief")
    incident = door.open_incident()
    door.order(replace(RULES, kind=RecordsKind.court))
    asked = {"kind": "court", "what": "x", "requester": "Court"}
    before = set(door.town.picture.records_requests)
    assert door.give("OpenRecordsRequest", asked, token=chief).status == 200
    (request,) = set(door.town.picture.records_requests) - before
    added = {"request": request, "incidents": [incident]}
    assert door.give("AddToRecordsRequest", added, token=chief).status == 200
    restrict = {"incident": incident}
    assert door.give("RestrictIncident", restrict, token=chief).status == 200
    path = f"/v1/records-requests/{request}"
    for token in (clerk, chief):
        assert door.ask("GET", path, token=token).json["preview"]["incidents"] == []
    released = {"request": request, "incidents": [incident], "exemption": "b6", "reason": "x"}
    assert door.give("ReleaseRestrictedToRequest", released, token=clerk).status == 403
    assert door.give("ReleaseRestrictedToRequest", released, token=chief).status == 200
    assert incident.encode() not in door.ask("GET", path, token=clerk).body
    assert door.ask("GET", path, token=clerk).json["preview"]["hidden"] == 1
    assert incident.encode() in door.ask("GET", path, token=chief).body
    assert incident in door.town.picture.looks, "who looked is on record"
