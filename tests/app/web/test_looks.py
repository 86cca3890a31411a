"""Each look at a restricted incident is on record, through every door, also when it is archived."""

import time

import pytest
from msgspec.structs import replace

from tests.app.web.doors import FIRST, Opened
from tests.operations.test_redaction import RULES
from tocsin.app.seeing import _Running
from tocsin.jurisdiction.town import Town
from tocsin.operations.incident import ArchiveIncident, CloseIncident
from tocsin.operations.picture import Incident
from tocsin.operations.restriction import RestrictIncident
from tocsin.terms.codes import RecordsKind

LOOK = "restricted_looked_at.1"


def archived(door: Opened) -> tuple[str, str]:
    """A restricted incident that has left the picture, and a path to it as it was."""
    incident = door.open_incident(summary="do not tell")
    me = door.person_of(door.token)
    door.order(RestrictIncident(incident=incident, need_to_know=(me,)), actor=me)
    (last,) = door.town.store.read(after=door.town.position - 1)
    while door.town.clock.now() <= last.recorded_at:
        time.sleep(0.001)
    then = last.recorded_at.isoformat().replace("+00:00", "Z")
    door.order(CloseIncident(incident=incident, disposition="out"), actor=me)
    door.order(ArchiveIncident(incident=incident), actor="system/clock")
    assert incident not in door.town.picture.incidents
    return incident, f"/v1/at/incidents/{incident}?known_at={then}"


def since(door: Opened, position: int) -> list[tuple[str, str]]:
    """What was recorded since, and by whom."""
    return [(each.name, each.actor) for each in door.town.store.read(after=position)]


def test_a_look_at_an_archived_matter_is_on_record(door: Opened) -> None:
    incident, path = archived(door)
    me, other = door.person_of(door.token), door.let_in("dispatcher")
    before = door.town.position
    got = door.ask("GET", path)
    assert (got.status, b"do not tell" in got.body) == (200, True)
    assert since(door, before) == [(LOOK, me)]
    assert door.ask("GET", path, token=other).status == 404
    absent = {"incident": "PE-260302-0000"}
    answers = [
        door.give("LookAtRestricted", each, token=other)
        for each in ({"incident": incident}, absent)
    ]
    assert [(each.status, each.code) for each in answers] == [(409, "incident_unknown")] * 2
    assert incident not in door.town.picture.looks, "it is in the log, not in the picture for ever"


def test_preparing_an_archived_matter_for_a_requester_is_a_look(door: Opened) -> None:
    chief = door.let_in("chief")
    me = door.person_of(chief)
    incident = door.open_incident()
    door.order(replace(RULES, kind=RecordsKind.court), actor=FIRST)
    before = set(door.town.picture.records_requests)
    asked = {"kind": "court", "what": "x", "requester": "Court"}
    assert door.give("OpenRecordsRequest", asked, token=chief).status == 200
    (request,) = set(door.town.picture.records_requests) - before
    for name, fields in (
        ("AddToRecordsRequest", {"request": request, "incidents": [incident]}),
        ("RestrictIncident", {"incident": incident}),
        ("CloseIncident", {"incident": incident, "disposition": "out"}),
        (
            "ReleaseRestrictedToRequest",
            {"request": request, "incidents": [incident], "exemption": "b6", "reason": "x"},
        ),
    ):
        assert door.give(name, fields, token=chief).status == 200, name
    door.order(ArchiveIncident(incident=incident), actor="system/clock")
    position = door.town.position
    got = door.ask("GET", f"/v1/records-requests/{request}", token=chief)
    assert (got.status, incident.encode() in got.body) == (200, True)
    assert since(door, position) == [(LOOK, me)]


def test_a_look_that_cannot_be_put_on_record_is_not_granted(
    door: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The archive does not tell the town of it: nothing is shown."""
    _, path = archived(door)
    monkeypatch.setattr(Town, "_archived", lambda _town, _incident: None)
    got = door.ask("GET", path)
    assert (got.status, got.code) == (409, "incident_unknown")
    assert b"do not tell" not in got.body


def test_control_a_door_that_asks_the_picture_only_is_noticed(
    door: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_picture(look: _Running, name: str) -> Incident | None:
        return look.picture.incidents.get(name)

    monkeypatch.setattr(_Running, "incident", in_picture)
    _, path = archived(door)
    before = door.town.position
    assert door.ask("GET", path).status == 200
    assert since(door, before) == []
