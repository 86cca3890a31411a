"""A group's token opens its inbox and nothing else; its page needs no script."""

import re
from datetime import timedelta
from urllib.parse import urlencode

from tests.app.web.doors import Got, Opened
from tocsin.app.web.doorkeeper import digest_of, drawn_secret
from tocsin.operations.groups import DissolveGroup, FormGroup, SendNotice
from tocsin.operations.picture.token import Scope
from tocsin.operations.tokens import IssueToken, RevokeToken

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
AREA = {"areas": {"ward": "Quay"}, "words": "the third door"}


def formed(door: Opened, name: str, *people: str) -> None:
    door.order(FormGroup(id=name, name=f"Watch {name}", kind="watch", areas=("Quay",),
                         members=people))  # fmt: skip


def token_for(door: Opened, group: str, person: str) -> str:
    secret = drawn_secret()
    door.order(
        IssueToken(
            person=person,
            digest=digest_of(secret),
            scopes=(Scope.inbox,),
            expires_at=door.town.clock.now() + timedelta(days=1),
            inbox=group,
        )
    )
    return secret


def member(door: Opened, name: str) -> tuple[str, str]:
    """A group with one member, and the secret that opens its inbox."""
    person = door.person_of(door.let_in("member"))
    formed(door, name, person)
    return person, token_for(door, name, person)


def send(door: Opened, fields: dict[str, str], **headers: str) -> Got:
    body = urlencode(fields).encode()
    return door.ask("POST", "/inbox", body, token=None, headers={**FORM, **headers})


def told(door: Opened, group: str, text: str) -> str:
    door.order(SendNotice(inbox=group, text=text), actor=door.person_of(door.token))
    return next(
        each.id
        for each in door.town.picture.notices.values()
        if door.town.store.keys.open(each.words) == text
    )


def test_a_groups_token_opens_its_own_inbox_and_nothing_else(door: Opened) -> None:
    person, secret = member(door, "PE-h1")
    formed(door, "PE-h2", person)
    near = door.open_incident(type="medical.fall", place=AREA)
    assert near in door.ask("GET", "/v1/inbox/PE-h1", token=secret).body.decode()
    groups = door.ask("GET", "/v1/inbox", token=secret).json["groups"]
    assert isinstance(groups, list)
    assert [each["id"] for each in groups] == ["PE-h1"], "though they belong to another too"
    assert door.ask("GET", "/v1/inbox/PE-h2", token=secret).status == 404
    assert door.ask("GET", "/v1/stream?group=PE-h2", token=secret).status == 404
    for path in ("/v1", "/v1/picture/incidents", "/v1/search?q=fall"):
        assert door.ask("GET", path, token=secret).status == 403, path
    assert door.give("OpenIncident", {"type": "fire"}, token=secret).status == 403


def test_its_stream_is_the_groups_without_being_asked_and_ends_with_the_group(
    door: Opened,
) -> None:
    _, secret = member(door, "PE-h3")
    stream = door.follow(secret)
    incident = door.open_incident(type="fire.bin", place=AREA, summary="a secret marker")
    stream.until(lambda each: ("incidents", incident) in each.known)
    assert {kind for kind, _ in stream.known} == {"groups", "incidents"}
    door.order(DissolveGroup(inbox="PE-h3"))
    while (event := stream.next()) == "tick":
        pass
    assert event == "end"
    stream.close()
    assert door.ask("GET", "/v1/inbox", token=secret).status == 401


def test_a_program_says_that_its_member_has_read_a_notice_of_its_group_only(door: Opened) -> None:
    person, secret = member(door, "PE-h4")
    formed(door, "PE-h5", person)
    own, other = told(door, "PE-h4", "keep off the quay"), told(door, "PE-h5", "another")
    for _ in range(2):
        got = door.ask("POST", f"/v1/inbox/PE-h4/notices/{own}/read", b"", token=secret)
        assert got.status == 200, got
    found = door.town.picture.notices.get(own)
    assert found is not None
    assert [each.person for each in found.seen] == [person]
    for path in (f"PE-h4/notices/{other}", f"PE-h5/notices/{other}", "PE-h4/notices/PE-n0"):
        assert door.ask("POST", f"/v1/inbox/{path}/read", b"", token=secret).status == 404


def test_a_revoked_token_and_one_of_somebody_who_left_open_nothing_from_then_on(
    door: Opened,
) -> None:
    person, secret = member(door, "PE-h6")
    gone = token_for(door, "PE-h6", person)
    name = next(e.id for e in door.town.picture.tokens.values() if e.digest == digest_of(gone))
    door.order(RevokeToken(token=name))
    assert send(door, {"secret": gone}).status == 401
    assert send(door, {"secret": secret}).status == 200
    formed(door, "PE-h6")
    assert send(door, {"secret": secret}).status == 401
    assert door.ask("GET", "/v1/inbox/PE-h6", token=secret).status == 401


def test_a_member_reads_the_page_and_says_so(door: Opened) -> None:
    person, secret = member(door, "PE-h7")
    door.open_incident(type="medical.fall", place=AREA, summary="a secret marker")
    door.open_incident(type="medical.fall", place={"areas": {"ward": "Hill"}})
    notice = told(door, "PE-h7", "Keep off <the> quay.")
    text = send(door, {"secret": secret}).body.decode()
    assert "Watch PE-h7" in text
    assert "Keep off &lt;the&gt; quay." in text
    assert "Medical" in text
    assert "Quay" in text
    for word in ("Hill", "marker", "third door", person):
        assert word not in text
    button = re.search(r'<button type="submit" name="read" value="([^"]+)">', text)
    assert button is not None
    assert button[1] == notice
    after = send(door, {"secret": secret, "read": notice}).body.decode()
    assert "You have read this." in after
    assert 'name="read"' not in after
    found = door.town.picture.notices.get(notice)
    assert found is not None
    assert [each.person for each in found.seen] == [person]


def test_the_page_reads_nothing_for_another_page_or_another_group(door: Opened) -> None:
    _, secret = member(door, "PE-h8")
    _, other = member(door, "PE-h9")
    notice = told(door, "PE-h8", "for eight")
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert send(door, {"secret": secret, "read": notice}, **headers).status == 403
    assert send(door, {"secret": other, "read": notice}).status == 200
    found = door.town.picture.notices.get(notice)
    assert found is not None
    assert found.seen == ()


def test_pages_have_no_script_and_no_cookie_and_are_kept_nowhere(door: Opened) -> None:
    _, secret = member(door, "PE-h10")
    told(door, "PE-h10", "x")
    for got in (door.ask("GET", "/inbox", token=None), send(door, {"secret": secret})):
        text = got.body.decode()
        assert got.status == 200
        assert "<script" not in text
        assert "set-cookie" not in got.headers
        assert got.headers["cache-control"] == "no-store"
        assert "script-src" not in got.headers["content-security-policy"]
        assert "form-action 'self'" in got.headers["content-security-policy"]
        assert got.headers["referrer-policy"] == "same-origin"
        for field in re.findall(r'<(?:input|textarea)[^>]* id="([^"]+)"', text):
            assert f'for="{field}"' in text, f"{field} has a label"
    german = door.ask("GET", "/inbox", token=None, headers={"Accept-Language": "de"})
    assert "Ihr Geheimnis für die Gruppe" in german.body.decode()
    assert door.ask("GET", f"/inbox?secret={secret}", token=None).status == 400, "in no address"


def test_an_officers_token_opens_no_page_and_guessing_ends_soon(door: Opened) -> None:
    _, secret = member(door, "PE-h11")
    assert send(door, {"secret": door.token}).status == 401
    assert {send(door, {"secret": "tocsin_guess"}).status for _ in range(14)} == {401, 429}
    assert send(door, {"secret": secret}).status == 200, "the right one opens all the same"
