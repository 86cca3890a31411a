"""Pictures over HTTP beside a served town: put on record, found again by who may, and by nobody
else.
"""

from tests.app.test_photos import JPEG, LATITUDE, PNG
from tests.app.web.doors import Got, Opened
from tocsin.operations.incident import ArchiveIncident, CloseIncident
from tocsin.operations.restriction import RestrictIncident

JPEG_HEADERS = {"Content-Type": "image/jpeg"}


def put(door: Opened, query: str, content: bytes = JPEG, token: str = "", **headers: str) -> Got:
    kinds = {**JPEG_HEADERS, **{name.replace("_", "-"): each for name, each in headers.items()}}
    return door.ask("POST", f"/v1/attachments?{query}", content, token=token, headers=kinds)


def stored(door: Opened) -> int:
    return len(list(door.town.store.blobs.digests()))


def test_a_picture_is_put_on_record_without_its_place_and_got_back(door: Opened) -> None:
    incident = door.open_incident()
    got = put(door, f"about=incident/{incident}&caption=the%20roof")
    assert got.status == 200, got
    assert got.json["order"]["events"] == ["blob_attached.1"]
    back = door.ask("GET", f"/v1/attachments/{got.json['id']}")
    assert back.status == 200
    assert back.headers["content-type"] == "image/jpeg"
    assert "sandbox" in back.headers["content-security-policy"]
    assert LATITUDE not in back.body
    assert len(back.body) == got.json["size_bytes"]
    short = door.ask("GET", f"/v1/attachments/{str(got.json['id'])[:12]}")
    assert short.body == back.body
    kept = put(door, f"about=incident/{incident}&keep_location=true")
    assert LATITUDE in door.ask("GET", f"/v1/attachments/{kept.json['id']}").body


def test_a_picture_that_is_sent_again_is_kept_once(door: Opened) -> None:
    about = f"about=incident/{door.open_incident()}"
    first = put(door, about, Idempotency_Key="photo-1")
    count = stored(door)
    again = put(door, about, Idempotency_Key="photo-1")
    assert again.json["id"] == first.json["id"]
    assert again.json["order"]["is_repeat"] is True
    assert stored(door) == count


def test_what_is_refused_is_not_stored(door: Opened) -> None:
    incident = door.open_incident()
    count = stored(door)
    unknown = put(door, "about=incident/PE-260302-0000")
    assert (unknown.status, unknown.code) == (409, "subject_unknown")
    observer = put(door, f"about=incident/{incident}", token=door.let_in("observer"))
    assert observer.status == 403
    for content in (b"<svg onload=alert(1)>", PNG, JPEG[:60]):
        wrong = put(door, f"about=incident/{incident}", content)
        assert (wrong.status, wrong.code) == (400, "malformed")
    svg = put(door, f"about=incident/{incident}", b"<svg>", Content_Type="image/svg+xml")
    assert svg.status == 415
    long = put(door, f"about=incident/{incident}", JPEG + bytes(8_000_000))
    assert long.status == 413
    assert put(door, "about=nothing").status == 400
    assert stored(door) == count


def test_a_picture_of_what_is_restricted_is_not_there_for_others(door: Opened) -> None:
    secret, outsider = door.open_incident(), door.let_in("dispatcher")
    name = put(door, f"about=incident/{secret}").json["id"]
    assert door.ask("GET", f"/v1/attachments/{name}", token=outsider).status == 200
    door.order(RestrictIncident(incident=secret, need_to_know=()))
    hidden = door.ask("GET", f"/v1/attachments/{name}", token=outsider)
    none = door.ask("GET", f"/v1/attachments/{'0' * 64}", token=outsider)
    assert (hidden.status, hidden.body) == (404, none.body)


def test_a_picture_of_an_archived_incident_is_there_for_who_may_see_it_and_for_nobody_else(
    door: Opened,
) -> None:
    outsider, me = door.let_in("dispatcher"), door.person_of(door.token)
    shown, secret = door.open_incident(), door.open_incident()
    names = [
        put(door, f"about=incident/{each}", content).json["id"]
        for each, content in ((shown, JPEG), (secret, JPEG + b"\0"))
    ]
    door.order(RestrictIncident(incident=secret, need_to_know=(me,)), actor=me)
    for each in (shown, secret):
        door.order(CloseIncident(incident=each, disposition="out"), actor=me)
        door.order(ArchiveIncident(incident=each), actor="system/clock")
        assert each not in door.town.picture.incidents
    for token, seen in ((door.token, [200, 200]), (outsider, [200, 404])):
        got = [door.ask("GET", f"/v1/attachments/{each}", token=token).status for each in names]
        assert got == seen
    assert door.ask("GET", f"/v1/attachments/{str(names[0])[:12]}").status == 200
