from tests.app.web.doors import Opened
from tocsin.operations.groups import FormGroup, SendNotice

AREA = {"areas": {"ward": "Quay"}, "words": "the third door"}


def formed(door: Opened, token: str, name: str) -> None:
    door.order(
        FormGroup(id=name, name="Quay watch", kind="watch", areas=("Quay",),
                  members=(door.person_of(token),))
    )  # fmt: skip


def test_a_member_finds_what_concerns_the_group_and_what_it_was_told(door: Opened) -> None:
    token = door.let_in("member")
    formed(door, token, "PE-g1")
    near = door.open_incident(type="medical.fall", place=AREA, summary="a secret marker")
    far = door.open_incident(type="medical.fall", place={"areas": {"ward": "Hill"}})
    door.order(
        SendNotice(inbox="PE-g1", text="keep off the quay"), actor=door.person_of(door.token)
    )
    mine = door.ask("GET", "/v1/inbox", token=token)
    assert mine.json["groups"] == [
        {"id": "PE-g1", "name": "Quay watch", "kind": "watch", "is_coordinator": False, "unread": 1}
    ]
    got = door.ask("GET", "/v1/inbox/PE-g1", token=token)
    text = got.body.decode()
    assert near in text
    assert "keep off the quay" in text
    for word in (far, "marker", "third door"):
        assert word not in text
    notices = got.json["notices"]
    assert isinstance(notices, list)
    said = door.give("AcknowledgeNotice", {"notice": notices[0]["id"]}, token=token)
    assert said.status == 200, said
    groups = door.ask("GET", "/v1/inbox", token=token).json["groups"]
    assert isinstance(groups, list)
    assert groups[0]["unread"] == 0


def test_nobody_else_looks_into_the_inbox(door: Opened) -> None:
    token, other = door.let_in("member"), door.let_in("member")
    formed(door, token, "PE-g2")
    for path in ("/v1/inbox/PE-g2", "/v1/inbox/PE-nothing"):
        assert door.ask("GET", path, token=other).status == 404
    assert door.ask("GET", "/v1/stream?group=PE-g2", token=other).status == 404
    assert door.ask("GET", "/v1/picture/incidents", token=token).json["total"] == 0


def test_the_inbox_is_live_and_ends_for_whoever_leaves_the_group(door: Opened) -> None:
    token = door.let_in("member")
    formed(door, token, "PE-g3")
    stream = door.follow(token, "?group=PE-g3")
    incident = door.open_incident(place=AREA)
    stream.until(lambda each: ("incidents", incident) in each.known)
    assert "summary" not in stream.known["incidents", incident]
    door.order(FormGroup(id="PE-g3", name="Quay watch", kind="watch", areas=("Quay",)))
    while (event := stream.next()) == "tick":
        pass
    assert event == "end"
    stream.close()
