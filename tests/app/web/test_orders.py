import json
from datetime import timedelta

import pytest

from tests.app.web.doors import FIRE, Opened
from tocsin.operations.picture.token import Scope
from tocsin.operations.restriction import RestrictIncident


def test_an_incident_is_worked_from_call_to_close(door: Opened) -> None:
    report = door.give("ReceiveReport", {"channel": "call"})
    assert report.status == 200
    incident = door.open_incident()
    for name, fields in (
        ("AttachReport", {"report": report.json["subjects"][0], "incident": incident}),
        ("DispatchUnit", {"unit": "PE-E1", "incident": incident}),
        ("ReportEnRoute", {"unit": "PE-E1"}),
        ("ReportOnScene", {"unit": "PE-E1"}),
        ("AddRemark", {"subject": f"incident/{incident}", "text": "out on arrival"}),
        ("ClearUnit", {"unit": "PE-E1"}),
        ("CloseIncident", {"incident": incident, "disposition": "completed"}),
    ):
        got = door.give(name, fields)
        assert (got.status, got.json["outcome"]) == (200, "accepted"), (name, got)
    shown = door.ask("GET", f"/v1/picture/incidents/{incident}").json["fields"]
    assert isinstance(shown, dict)
    assert shown["status"] == "closed"


def test_an_order_asked_twice_with_one_key_is_granted_once(door: Opened) -> None:
    headers = {"Idempotency-Key": "desk1-0001"}
    first = door.give("OpenIncident", FIRE, headers=headers).json
    again = door.give("OpenIncident", FIRE, headers=headers).json
    assert (first["is_repeat"], again["is_repeat"]) == (False, True)
    assert first["subjects"] == again["subjects"]
    on_record = door.ask("GET", "/v1/orders/desk1-0001")
    assert on_record.json["subjects"] == first["subjects"]
    other = door.let_in("dispatcher")
    assert door.ask("GET", "/v1/orders/desk1-0001", token=other).status == 404


def test_a_refusal_is_a_problem_with_its_code_and_the_next_step(door: Opened) -> None:
    one, two = door.open_incident(), door.open_incident()
    assert door.give("DispatchUnit", {"unit": "PE-E2", "incident": one}).status == 200
    got = door.give("DispatchUnit", {"unit": "PE-E2", "incident": two})
    assert (got.status, got.code) == (409, "unit_is_committed")
    assert got.json["type"] == "urn:tocsin:refusal:unit_is_committed"
    assert got.json["next"]
    assert got.json["parameters"]
    assert door.give("ClearUnit", {"unit": "PE-E2"}).status == 200


def test_what_the_table_does_not_allow_is_forbidden(door: Opened) -> None:
    observer = door.let_in("observer")
    got = door.give("OpenIncident", FIRE, token=observer)
    assert (got.status, got.code) == (403, "role_may_not")


def test_no_position_of_the_log_leaves(door: Opened) -> None:
    got = door.give("OpenIncident", FIRE)
    assert got.json.keys() == {"outcome", "command_id", "events", "subjects", "is_repeat"}
    line = door.ask("POST", "/v1/line", {"line": 'C medical.fall P3 @quay 3 "fell'})
    assert line.status == 200, line
    assert "position" not in line.body.decode()
    assert "[" not in str(line.json["text"])


def test_a_line_is_understood_as_at_the_desk(door: Opened) -> None:
    dry = door.ask("POST", "/v1/line", {"line": 'O A1 "flat tyre', "is_dry_run": True})
    assert dry.status == 200, dry
    unit = door.ask("GET", "/v1/picture/units/PE-A1").json["fields"]
    assert isinstance(unit, dict)
    assert unit["status"] == "available"
    assert door.ask("POST", "/v1/line", {"line": "XYZZY 12"}).status == 400
    refused = door.ask("POST", "/v1/line", {"line": "ZZ"})
    assert refused.status == 400


@pytest.mark.parametrize(
    ("name", "body", "where"),
    [
        ("OpenIncident", b"{", "body"),
        ("OpenIncident", b'{"type": 5}', "type"),
        ("OpenIncident", b'{"type": "fire", "prioritty": 1}', "prioritty"),
        ("DispatchUnit", b'{"incident": "i"}', "unit"),
        (
            "OpenIncident",
            b'{"type": "fire", "place": {"point": {"lat_udeg": 1.5}}}',
            "place.point.lat_udeg",
        ),
        ("OpenIncident", b'{"type": "fire", "place": {"ponit": {}}}', "place.ponit"),
        (
            "IssueToken",
            b'{"person": "p", "digest": "' + b"0" * 64 + b'", "scopes": ["look", 1]}',
            "scopes[1]",
        ),
        ("SetTaskDeadline", b'{"task": "t", "due_at": "2026-03-02T10:00:00"}', "due_at"),
    ],
)
def test_a_problem_says_which_field_it_is_about(
    door: Opened, name: str, body: bytes, where: str
) -> None:
    assert door.give(name, body).json["where"] == where


def test_whoever_makes_a_token_a_hold_or_a_group_is_told_its_id(door: Opened) -> None:
    admin = door.let_in("administrator")
    ends = door.town.clock.now() + timedelta(days=1)
    token = {
        "person": door.person_of(door.token),
        "digest": "0" * 64,
        "scopes": ["look"],
        "expires_at": ends.isoformat(),
    }
    group = {"name": "Quay", "kind": "watch", "areas": ["Quay"]}
    for name, fields, held in (
        ("IssueToken", token, door.town.picture.tokens),
        ("FormGroup", group, door.town.picture.groups),
    ):
        before = set(held)
        got = door.give(name, fields, token=admin)
        assert got.status == 200, got
        now = door.town.picture.tokens if name == "IssueToken" else door.town.picture.groups
        (made,) = set(now) - before
        assert made in got.json["subjects"]


@pytest.mark.parametrize(
    ("name", "body", "where"),
    [
        ("OpenIncident", b"{", "not JSON"),
        ("OpenIncident", b"[]", "object"),
        ("OpenIncident", b'{"type": 5}', "type"),
        ("OpenIncident", b'{"type": "fire", "prioritty": 1}', "prioritty"),
        ("OpenIncident", b'{"type": "fire", "priority": 9}', "priority"),
        ("ReceiveReport", b'{"channel": "phone"}', "expected one of"),
        (
            "IssueToken",
            b'{"person": "p", "digest": "' + b"0" * 64 + b'", "scopes": ["all"]}',
            "one of",
        ),
        (
            "AssignTask",
            b'{"incident": "i", "text": "x", "owner": {"kind": "cat", "id": "a"}}',
            "expected one of",
        ),
        ("SetTaskDeadline", b'{"task": "t", "due_at": "2026-03-02T10:00:00"}', "due_at: expected"),
        ("SetTaskDeadline", b'{"task": "t", "due_at": "0001-01-01T00:00:00+14:00"}', "1900"),
        ("OpenIncident", b'{"type": "fire", "place": {"point": {"lat_udeg": 1.5}}}', "lat_udeg"),
        ("OpenIncident", b'{"type": "\xff"}', ""),
        ("OpenIncident", b'{"type": ' + b"[" * 5000 + b"]" * 5000 + b"}", ""),
        ("DispatchUnit", b"{}", "unit"),
        ("DispatchUnit", b"null", "object"),
    ],
)
def test_a_malformed_order_is_told_where_and_applies_nothing(
    door: Opened, name: str, body: bytes, where: str
) -> None:
    before = door.town.position
    got = door.give(name, body)
    assert (got.status, got.code) == (400, "malformed")
    assert where in str(got.json["detail"])
    assert door.town.position == before


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("occurred_at=yesterday", "malformed"),
        ("occurred_at=2026-03-02T14:02:00", "malformed"),
        ("occurred_at=2126-03-02T14:02:00Z", "time_out_of_range"),
        ("occurred_at=1726-03-02T14:02:00Z", "time_out_of_range"),
        ("ocurred_at=2026-03-02T14:02:00Z", "unknown_parameter"),
        ("occurred_at=2026-03-02T14:02:00Z&occurred_at=2026-03-02T14:02:00Z", "malformed"),
        ("on_behalf_of=", "malformed"),
    ],
)
def test_a_malformed_envelope_is_told_and_applies_nothing(
    door: Opened, query: str, code: str
) -> None:
    before = door.town.position
    got = door.ask("POST", f"/v1/orders/OpenIncident?{query}", FIRE)
    assert (got.status, got.code) == (400, code)
    assert door.town.position == before


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "code"),
    [
        ("POST", "/v1/orders/OpenIncident", {"Content-Type": "text/plain"}, 415, "media_type"),
        ("POST", "/v1/orders/Nonsense", {}, 404, "not_found"),
        ("PUT", "/v1/orders/OpenIncident", {}, 405, "method_not_allowed"),
        ("POST", "/v1/nowhere", {}, 404, "not_found"),
        ("POST", "/v1/orders/OpenIncident", {"Idempotency-Key": "x" * 81}, 400, "malformed"),
        ("POST", "/v1/orders/OpenIncident", {"Idempotency-Key": "a b"}, 400, "malformed"),
    ],
)
def test_what_is_not_asked_rightly_is_answered_with_what_is(
    door: Opened, method: str, path: str, headers: dict[str, str], status: int, code: str
) -> None:
    before = door.town.position
    got = door.ask(method, path, FIRE, headers=headers)
    assert (got.status, got.code) == (status, code)
    assert door.town.position == before


def test_a_body_that_is_too_long_is_not_read_to_its_end(door: Opened) -> None:
    long = b'{"type": "fire", "summary": "' + b"x" * 1_200_000 + b'"}'
    got = door.give("OpenIncident", long)
    assert (got.status, got.code) == (413, "body_too_long")


def test_a_token_without_the_scope_gives_no_orders(door: Opened) -> None:
    looks = door.let_in("dispatcher", scopes=(Scope.look,))
    got = door.give("OpenIncident", FIRE, token=looks)
    assert (got.status, got.code) == (403, "scope_missing")
    orders = door.let_in("dispatcher", scopes=(Scope.order,))
    assert door.ask("GET", "/v1/picture/units", token=orders).status == 403


def test_an_order_about_a_restricted_incident_is_answered_as_about_none(door: Opened) -> None:
    """Status, headers and every word of the body, with the id that was asked for left out."""
    secret = door.open_incident(summary="do not tell")
    me = door.person_of(door.token)
    door.order(RestrictIncident(incident=secret, need_to_know=(me,)), actor=me)
    absent = f"{secret[:-4]}{(int(secret[-4:]) + 1) % 10_000:04d}"
    assert absent not in door.town.picture.incidents
    other = door.let_in("duty_officer")
    for name, fields in (
        ("CloseIncident", {"incident": "ID", "disposition": "out"}),
        ("SetPriority", {"incident": "ID", "priority": 1}),
        ("DispatchUnit", {"unit": "PE-E1", "incident": "ID"}),
        ("AddRemark", {"subject": "incident/ID", "text": "x"}),
        ("LookAtRestricted", {"incident": "ID"}),
        ("Propose", {"kind": "HoldIncident", "order": '{"incident":"ID","reason":"x"}'}),
    ):
        answers = []
        for id in (secret, absent):
            text = json.dumps(fields).replace("ID", id)
            headers = {"Idempotency-Key": f"same-{name}-{id}"}
            got = door.ask(
                "POST", f"/v1/orders/{name}", json.loads(text), token=other, headers=headers
            )
            kept = {key: each for key, each in got.headers.items() if key != "date"}
            answers.append((got.status, kept, got.body.replace(id.encode(), b"ID")))
        assert answers[0] == answers[1], name
        assert answers[0][0] == 409, (name, answers)
