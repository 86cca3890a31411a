"""Residents report and ask what happened: plain pages, one report, nothing they may not know."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.app.web.doors import FIRE, Got, Opened, open_door
from tocsin.app.desk import town_zone
from tocsin.app.web.resident_proof import Proof
from tocsin.geo.places import Point
from tocsin.operations.attaching import AttachReport
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import ArchiveIncident, CloseIncident
from tocsin.operations.picture.report import Report
from tocsin.operations.picture.report_form import FormCategory
from tocsin.operations.resident_reports import AdoptReportForm
from tocsin.operations.restriction import LiftRestriction, RestrictIncident
from tocsin.operations.settings import DescribeTown
from tocsin.operations.status import ClearUnit, ReportOnScene
from tocsin.terms.codes import Priority
from tocsin.terms.kinds import LogKind
from tocsin.views.board import Head, board

pytestmark = pytest.mark.full

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Opened]:
    """A door of the test's own: residents' shares are spent quickly."""
    with open_door(tmp_path / "town") as opened:
        yield opened


def get(door: Opened, path: str, **headers: str) -> Got:
    return door.ask("GET", path, token=None, headers=headers)


def send(door: Opened, path: str, fields: dict[str, str], **headers: str) -> Got:
    body = urlencode(fields).encode()
    return door.ask("POST", path, body, token=None, headers={**FORM, **headers})


def form_id(got: Got) -> str:
    found = re.search(rb'name="form" value="([0-9a-f]{32})"', got.body)
    assert found is not None
    return found[1].decode()


def kept(got: Got) -> tuple[str, str]:
    assert got.status == 200, got
    reference, secret = re.findall(r"<dd>([^<]+)</dd>", got.body.decode())
    return reference, secret


def filed(door: Opened, **fields: str) -> tuple[str, str]:
    form = form_id(get(door, "/report"))
    return kept(send(door, "/report", {"form": form, "what": "a tree fell", **fields}))


def states(door: Opened, pair: tuple[str, str]) -> list[str]:
    got = send(door, "/report/status", {"reference": pair[0], "secret": pair[1]})
    assert got.status == 200, got
    items = re.findall(r"<li>(.*?)</li>", got.body.decode())
    plain = [re.sub(r"<time.*?</time>", "", each) for each in items]
    return [unescape(re.sub(r"<[^>]+>", " ", each)).strip() for each in plain]


def only_report(door: Opened) -> str:
    (report,) = door.town.picture.reports
    return report


def test_a_report_comes_into_intake_with_its_words_sealed(own: Opened) -> None:
    filed(own, where="Mill Bridge", contact="0555 1234")
    report = own.town.picture.reports.get(only_report(own))
    assert report is not None
    assert report.is_waiting
    keys = own.town.store.keys
    assert report.words is not None
    assert report.callback is not None
    assert (keys.open(report.words), keys.open(report.callback)) == ("a tree fell", "0555 1234")


def test_a_form_sent_twice_is_one_report_with_one_secret(own: Opened) -> None:
    fields = {"form": form_id(get(own, "/report")), "what": "a tree fell"}
    first, again = send(own, "/report", fields), send(own, "/report", fields)
    assert kept(first) == kept(again)
    assert len(own.town.picture.reports) == 1
    assert b"in other words" not in again.body
    other = send(own, "/report", {**fields, "what": "a tree fell on a man"})
    assert kept(other) == kept(first)
    assert b"in other words" in other.body, "nobody thinks that it was taken"


def test_a_form_sent_twice_says_the_same_however_its_letters_were_composed(own: Opened) -> None:
    fields = {"form": form_id(get(own, "/report")), "what": "Feuer u\u0308ber dem Tor"}
    first, again = send(own, "/report", fields), send(own, "/report", fields)
    assert kept(first) == kept(again)
    assert b"in other words" not in again.body
    other = send(own, "/report", {**fields, "what": "Feuer unter dem Tor"})
    assert b"in other words" in other.body


def test_a_form_under_the_id_of_another_order_is_told_to_send_again(own: Opened) -> None:
    form = form_id(get(own, "/report"))
    key = {"Idempotency-Key": f"resident/{form}"}
    assert own.give("OpenIncident", FIRE, headers=key).status == 200
    got = send(own, "/report", {"form": form, "what": "a lamp is out"})
    assert got.status == 409
    assert b"a lamp is out" in got.body
    assert form_id(got) != form
    kept(send(own, "/report", {"form": form_id(got), "what": "a lamp is out"}))


def test_a_resident_follows_the_matter_and_learns_nothing_else(own: Opened) -> None:
    pair = filed(own)
    report = only_report(own)
    assert states(own, pair) == ["We have your report."]
    incident = own.open_incident(summary="a secret summary")
    for command in (
        AttachReport(report=report, incident=incident),
        DispatchUnit(unit="PE-E1", incident=incident),
        ReportOnScene(unit="PE-E1"),
    ):
        own.order(command, actor=own.person_of(own.token))
    told = states(own, pair)
    assert told[-1] == "Help is there."
    assert told[:2] == ["We have your report.", "Somebody is looking at it."]
    own.order(ClearUnit(unit="PE-E1"))
    own.order(
        CloseIncident(incident=incident, disposition="his third lamp", public_words="Lit <again>.")
    )
    assert states(own, pair)[-1] == "The matter is closed. Lit <again>."
    page = send(own, "/report/status", {"reference": pair[0], "secret": pair[1]}).body.decode()
    for word in ("secret summary", "third lamp", incident, "PE-E1", "E1", report):
        assert word not in page
    own.order(ArchiveIncident(incident=incident), actor="system/clock")
    assert states(own, pair) == ["The matter is closed and has been filed."]


def test_restricting_a_matter_changes_nothing_on_the_page_of_whoever_reported_it(
    own: Opened,
) -> None:
    pair, me = filed(own), own.person_of(own.token)
    asked = {"reference": pair[0], "secret": pair[1]}
    incident = own.open_incident()
    own.order(AttachReport(report=only_report(own), incident=incident))
    before = send(own, "/report/status", asked).body
    own.order(RestrictIncident(incident=incident, need_to_know=(me,)), actor=me)
    own.order(DispatchUnit(unit="PE-E1", incident=incident), actor=me)
    assert states(own, pair) == ["We have your report.", "Somebody is looking at it."]
    assert send(own, "/report/status", asked).body == before
    own.order(LiftRestriction(incident=incident, reason="over"), actor=me)
    assert send(own, "/report/status", asked).body == before


def test_of_a_report_that_was_forgotten_the_words_for_its_reporter_are_gone(own: Opened) -> None:
    pair, report = filed(own), only_report(own)
    incident = own.open_incident()
    own.order(AttachReport(report=report, incident=incident))
    own.order(CloseIncident(incident=incident, disposition="done", public_words="Lit again."))
    assert states(own, pair)[-1].endswith("Lit again.")
    own.town.store.keys.forget(f"report/{report}")
    assert states(own, pair)[-1] == "The matter is closed."


def test_a_secret_can_be_read_over_the_telephone(own: Opened) -> None:
    reference, secret = filed(own)
    for said in (secret.lower(), secret.replace("-", " "), secret.replace("0", "O")):
        assert states(own, (reference.lower(), said)) == ["We have your report."]


@pytest.mark.parametrize(
    "pair", [("", ""), ("0123456789", "AAAA-BBBB-CCCC-DDDD"), ("x" * 500, "y" * 500), ("é", "漢")]
)
def test_a_wrong_pair_tells_nothing(own: Opened, pair: tuple[str, str]) -> None:
    filed(own)
    got = send(own, "/report/status", {"reference": pair[0], "secret": pair[1]})
    assert got.status == 400
    assert b"We know no report with this reference" in got.body


def test_guessing_ends_soon_and_asking_rightly_goes_on(own: Opened) -> None:
    pair = filed(own)
    wrong = {"reference": pair[0], "secret": "AAAA-BBBB-CCCC-DDDD"}
    assert {send(own, "/report/status", wrong).status for _ in range(14)} == {400, 429}
    assert states(own, pair) == ["We have your report."]


def test_a_flood_of_reports_is_stopped_and_the_centre_works_on(own: Opened) -> None:
    codes = []
    for _ in range(9):
        form = form_id(get(own, "/report"))
        codes.append(send(own, "/report", {"form": form, "what": "again"}).status)
    assert codes[:6] == [200] * 6
    assert codes[6:] == [429] * 3
    assert own.give("OpenIncident", {"type": "fire"}).status == 200, "from the same address"
    assert own.give("ReceiveReport", {"channel": "call"}).status == 200


def test_what_is_wrong_is_said_first_and_at_the_field_and_nothing_typed_is_lost(
    own: Opened,
) -> None:
    form = form_id(get(own, "/report"))
    got = send(own, "/report", {"form": form, "what": "", "where": "<b>Mill & Bridge"})
    text = got.body.decode()
    assert got.status == 400
    assert '<a href="#what">Say what you saw.</a>' in text
    assert 'id="what-wrong"' in text
    assert 'aria-invalid="true"' in text
    assert 'value="&lt;b&gt;Mill &amp; Bridge"' in text
    assert form_id(got) == form
    assert len(own.town.picture.reports) == 0


def test_a_form_from_another_page_is_not_taken(own: Opened) -> None:
    fields = {"form": form_id(get(own, "/report")), "what": "a tree fell"}
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert send(own, "/report", fields, **headers).status == 403
    assert len(own.town.picture.reports) == 0
    assert send(own, "/report", fields, Origin="null").status == 403, "nobody knows from where"
    here = {"Origin": f"http://127.0.0.1:{own.port}"}
    for headers in (here, {"Sec-Fetch-Site": "same-origin", "Origin": "null"}):
        assert send(own, "/report", fields, **headers).status == 200


def the_report(door: Opened) -> Report:
    found = door.town.picture.reports.get(only_report(door))
    assert found is not None
    return found


def local(door: Opened, ago: timedelta) -> str:
    """A time as the form writes it, so long ago in the town's zone."""
    at = door.town.clock.now() - ago
    return f"{at.astimezone(town_zone(door.town.picture)):%Y-%m-%dT%H:%M}"


def test_when_and_where_on_a_map_come_in_as_they_were_meant(own: Opened) -> None:
    own.order(DescribeTown(name="Port Ellery", zone="Pacific/Auckland"))
    when = local(own, timedelta(hours=3))
    filed(own, when=when, position="geo:51.12,1.31;u=20", where="by the mill")
    report = the_report(own)
    assert report.happened_at is not None
    passed = own.town.clock.now() - report.happened_at
    assert timedelta(hours=3) <= passed < timedelta(hours=3, minutes=2)
    assert report.arrived_at > report.happened_at, "it came in now, whenever it was"
    assert (report.place.point, report.place.uncertainty_m) == (Point(51_120_000, 1_310_000), 20)


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("position", "behind the mill", "This is no position"),
        ("position", "91.5, 1.0", "This is no position"),
        ("when", "yesterday", "Write the day and the time"),
        ("when", "2026-02-31T10:00", "Write the day and the time"),
        ("when", "0001-01-01T00:00", "more than a year ago"),
        ("when", "1999-01-01T10:00", "more than a year ago"),
        ("when", "9999-12-31T23:59", "has not come yet"),
    ],
)
def test_a_time_or_position_that_cannot_be_is_said_at_its_field(
    own: Opened, field: str, text: str, says: str
) -> None:
    given = {"form": form_id(get(own, "/report")), "what": "a tree", field: text}
    got = send(own, "/report", given)
    assert got.status == 400
    assert says in got.body.decode()
    assert f'<a href="#{field}">' in got.body.decode()
    assert f'value="{text}"' in got.body.decode()
    assert len(own.town.picture.reports) == 0


def test_a_report_of_danger_comes_in_and_the_number_to_ring_is_said_first(own: Opened) -> None:
    own.order(AdoptReportForm(emergency_number="112"))
    given = {"form": form_id(get(own, "/report")), "what": "", "danger": "yes"}
    wrong = send(own, "/report", given).body.decode()
    assert wrong.index('href="tel:112"') < wrong.index("Say what you saw.")
    assert "has not been sent yet" in wrong
    assert re.search(r'id="danger-yes"[^>]* checked', wrong), "and what was ticked stays so"
    filed(own, danger="no")
    got = send(own, "/report", {**given, "what": "a man under the tree"})
    kept(got)
    text = got.body.decode()
    assert text.index('href="tel:112"') < text.index("<dl"), "before the reference"
    picture = own.town.picture
    seen = board(
        picture, Head(town="E", code="PE", kind=LogKind.exercise, now=own.town.clock.now())
    )
    first, second = seen.needs
    assert first.reasons[0] == "Somebody is in danger, says who reported it."
    report = picture.reports.get(first.key[1])
    assert report is not None
    assert (report.is_danger, report.priority) == (True, Priority.immediate)
    assert second.key[0] == "reports"


def test_a_form_that_is_closed_or_spent_says_whom_to_ring_and_loses_no_word(own: Opened) -> None:
    own.order(AdoptReportForm(emergency_number="112"))
    for _ in range(6):
        filed(own)
    given = {"form": form_id(get(own, "/report")), "what": "a seventh tree", "danger": "yes"}
    got = send(own, "/report", given)
    assert got.status == 429
    text = got.body.decode()
    assert "a seventh tree</textarea>" in text
    assert "Ring <a" in text
    own.order(AdoptReportForm(is_open=False, emergency_number="112"))
    assert b'href="tel:112"' in get(own, "/report").body


def test_a_robot_that_fills_every_field_is_told_so(own: Opened) -> None:
    fields = {"form": form_id(get(own, "/report")), "what": "buy", "website": "http://x"}
    assert send(own, "/report", fields).status == 400
    assert len(own.town.picture.reports) == 0


def test_the_town_says_what_can_be_chosen_and_whom_to_ring(own: Opened) -> None:
    lamp = FormCategory("works.lamp", "A street lamp is out")
    own.order(AdoptReportForm(emergency_number="112", categories=(lamp,)))
    text = get(own, "/report").body.decode()
    assert '<a href="tel:112">112</a>' in text
    assert "A street lamp is out" in text
    filed(own, category="works.lamp")
    report = own.town.picture.reports.get(only_report(own))
    assert report is not None
    assert report.type == "works.lamp"
    wrong = {"form": form_id(get(own, "/report")), "what": "x", "category": "fire.structure"}
    assert send(own, "/report", wrong).status == 400
    own.order(AdoptReportForm(is_open=False))
    assert b"The form is closed" in get(own, "/report").body
    closed = {"form": "0" * 32, "what": "x"}
    assert send(own, "/report", closed).status == 409


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.5", "de"),
        ("fr, de;q=0.3, en;q=0.2", "de"),
        ("fr", "en"),
        ("", "en"),
        (";;q=,,", "en"),
    ],
)
def test_the_page_is_in_the_language_of_whoever_reads(
    door: Opened, accept: str, language: str
) -> None:
    got = get(door, "/report", **{"Accept-Language": accept})
    assert f'<html lang="{language}">' in got.body.decode()


@pytest.mark.parametrize("path", ["/report", "/report/status"])
def test_pages_have_no_script_and_no_cookie_and_say_that_it_is_no_real_town(
    door: Opened, path: str
) -> None:
    got = get(door, path)
    text = got.body.decode()
    assert "<script" not in text
    assert " on" not in re.sub(r">[^<]*<", "><", text), "no handler in an attribute"
    assert "set-cookie" not in got.headers
    assert "script-src" not in got.headers["content-security-policy"]
    assert "default-src 'none'" in got.headers["content-security-policy"]
    assert "This is an exercise" in text
    for field in re.findall(r'<(?:input|textarea)[^>]* id="([^"]+)"', text):
        assert f'for="{field}"' in text, f"{field} has a label"


def test_secrets_of_two_towns_and_of_two_reports_differ() -> None:
    one, two = Proof(b"1" * 32, "PE"), Proof(b"2" * 32, "PE")
    assert one.secret("PE-r1") != two.secret("PE-r1")
    assert one.secret("PE-r1") != one.secret("PE-r2")
    assert one.report_of("1", one.secret("PE-r1")) == "PE-r1"
    assert two.report_of("1", one.secret("PE-r1")) is None


def test_every_language_says_everything() -> None:
    from tocsin.app.web.page_words import words_of
    from tocsin.app.wording import languages

    english = words_of("en")
    for each in languages():
        words = words_of(each)
        assert set(words) == set(english), each
        for name, says in words.items():
            assert re.findall(r"\{\w+\}", says) == re.findall(r"\{\w+\}", english[name]), name


def test_who_needs_help_or_is_safe_says_so_with_one_press(own: Opened) -> None:
    for sign, is_danger in (("help", True), ("safe", False)):
        got = get(own, f"/report/{sign}?lang=ar")
        assert got.status == 200
        assert b'dir="rtl"' in got.body
        fields = {"form": form_id(got), "sign": sign, "person": "Mina", "where": "Mill Lane 4"}
        kept(send(own, "/report", fields))
        report = max(own.town.picture.reports.values(), key=lambda each: each.arrived_at)
        assert report.is_danger is is_danger
        assert (report.priority is Priority.immediate) is is_danger
        assert report.words is not None
        assert report.caller is not None
        opened = own.town.store.keys.open
        assert opened(report.words) == {"help": "I need help.", "safe": "I am safe."}[sign]
        assert opened(report.caller) == "Mina"
    assert get(own, "/report/dance").status == 404
    assert get(own, "/report/status").status == 200
