"""A request for a restricted matter is for those who may know of it, and for the towns asked."""

from tests.operations.compacts import agree, two_towns
from tocsin.access import partner, person, shown
from tocsin.app.veil import hidden_from, veiled
from tocsin.operations.aid_requests import RequestAid, WithdrawAidRequest
from tocsin.operations.incident import OpenIncident
from tocsin.operations.officers import PersonRegistered
from tocsin.operations.restriction import LiftRestriction, RestrictIncident

CHIEF, DISPATCHER, ASKED = person("p-chief"), person("p-dispatcher"), partner("KW")


def test_who_may_not_know_of_a_matter_may_not_know_what_is_asked_for_it() -> None:
    town, other = two_towns()
    agree(town, other)
    town.given(PersonRegistered(person="p-dispatcher", roles=("dispatcher",)))
    town.done(OpenIncident(type="fire.structure"))
    (incident,) = town.picture.incidents
    town.done(RequestAid(asked=("KW",), kind="engine", incident=incident))
    (request,) = town.picture.aid_requests
    key = ("aid_requests", request)
    assert all(shown(town.picture, each, key) for each in (CHIEF, DISPATCHER, ASKED)), "the control"
    town.done(RestrictIncident(incident=incident, need_to_know=("p-chief",)), actor="p-chief")
    assert shown(town.picture, DISPATCHER, key) is None
    assert shown(town.picture, CHIEF, key)
    assert shown(town.picture, ASKED, key), "it was asked"
    for who, found in (("p-dispatcher", 0), ("p-chief", 1)):
        desk = veiled(town.picture, hidden_from(town.picture, who))
        assert len(desk.aid_requests) == found
    town.done(LiftRestriction(incident=incident, reason="over"), actor="p-chief")
    assert shown(town.picture, DISPATCHER, key)
    town.done(WithdrawAidRequest(request=request, reason="out"))
    assert shown(town.picture, DISPATCHER, key)
