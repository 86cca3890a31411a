import pytest

from tests.app.web.doors import Got, Opened
from tocsin.operations.picture import KINDS, Incident
from tocsin.operations.restriction import RestrictIncident


def subjects(got: Got) -> list[dict[str, object]]:
    assert got.status == 200, got
    found = got.json["subjects"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("role", ["dispatcher", "observer", "crew", "planner", "administrator"])
def test_the_pages_are_the_redacted_picture_and_nothing_else(door: Opened, role: str) -> None:
    door.open_incident(summary="smoke from the roof")
    secret = door.let_in(role)
    shown: dict[tuple[str, str], object] = {}
    for kind in sorted(KINDS.keys() - {"agenda", "counts"}):
        for each in subjects(door.ask("GET", f"/v1/picture/{kind}?limit=1000", token=secret)):
            shown[kind, str(each["id"])] = each["fields"]
    assert shown == door.may_know(secret)


def test_pages_go_on_where_the_last_one_ended(door: Opened) -> None:
    for _ in range(5):
        door.open_incident()
    every = [each["id"] for each in subjects(door.ask("GET", "/v1/picture/incidents?limit=1000"))]
    found: list[object] = []
    path = "/v1/picture/incidents?limit=2"
    while True:
        got = door.ask("GET", path)
        found += [each["id"] for each in subjects(got)]
        assert got.json["total"] == len(every)
        if got.json["next"] is None:
            break
        path = f"/v1/picture/incidents?limit=2&after={got.json['next']}"
    assert found == every


def test_a_filter_looks_at_visible_fields_only(door: Opened) -> None:
    one = door.open_incident(type="medical.fall")
    path = "/v1/picture/incidents?type=medical*&status=open&fields=type"
    found = subjects(door.ask("GET", path))
    assert one in [each["id"] for each in found]
    assert all(each["fields"] == {"type": "medical.fall"} for each in found)
    observer = door.let_in("observer")
    sees = door.ask("GET", "/v1/picture/incidents?limit=1000", token=observer)
    hidden = set(Incident.__struct_fields__) - set(
        subjects(sees)[0]["fields"]  # type: ignore[call-overload]
    )
    assert hidden, "an observer does not see every field"
    for field in sorted(hidden):
        got = door.ask("GET", f"/v1/picture/incidents?{field}=null", token=observer)
        assert got.json["total"] == 0, field


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/picture/incidents?colour=red", 400),
        ("/v1/picture/incidents?limit=0", 400),
        ("/v1/picture/incidents?limit=99999", 400),
        ("/v1/picture/incidents?limit=two", 400),
        ("/v1/picture/incidents?fields=colour", 400),
        ("/v1/picture/agenda", 404),
        ("/v1/picture/nonsense", 404),
        ("/v1/picture/incidents/nobody", 404),
        ("/v1/picture/incidents/" + "x" * 3000, 404),
        ("/v1?x=1", 400),
        ("/v1/picture/units?status=%FF%FE", 400),
        ("/v1/picture/units?status=%00", 400),
        ("/v1/picture/units?status=" + "x" * 5000, 414),
    ],
)
def test_what_is_not_asked_rightly_is_a_problem(door: Opened, path: str, status: int) -> None:
    got = door.ask("GET", path)
    assert got.status == status
    assert got.code


def test_what_the_asker_has_is_not_sent_again(door: Opened) -> None:
    first = door.ask("GET", "/v1/picture/units/PE-A1")
    again = door.ask(
        "GET", "/v1/picture/units/PE-A1", headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status, again.body) == (304, b"")
    door.open_incident()
    still = door.ask(
        "GET", "/v1/picture/units/PE-A1", headers={"If-None-Match": first.headers["etag"]}
    )
    assert still.status == 304, "a tag does not tell that something else happened"


def test_a_restricted_matter_is_not_there_for_others_and_each_look_is_on_record(
    door: Opened,
) -> None:
    incident = door.open_incident(summary="do not tell")
    me = door.person_of(door.token)
    door.order(RestrictIncident(incident=incident, need_to_know=(me,)), actor=me)
    other = door.let_in("dispatcher")
    assert door.ask("GET", f"/v1/picture/incidents/{incident}", token=other).status == 404
    page = door.ask("GET", "/v1/picture/incidents?limit=1000", token=other)
    assert incident.encode() not in page.body
    before = door.town.position
    assert door.ask("GET", f"/v1/picture/incidents/{incident}").status == 200
    assert door.town.position == before + 1, "the look is on record"
