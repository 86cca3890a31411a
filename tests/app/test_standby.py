"""A town beside its standby, as officers and clients notice it. The standby is a process."""

import http.client
import json
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.two_processes import PASSWORDS, Pair, two, until
from tests.jurisdiction.towns import FIRE, denied, done, order
from tocsin.app.cli import main
from tocsin.app.credentials import Credentials
from tocsin.app.doctor.finding import Finding, State
from tocsin.app.doctor.findings import examined
from tocsin.app.outcome import Exit, Told
from tocsin.app.standby.beside import go_alone, join, opened_beside
from tocsin.app.standby.home import approve_at, state_of
from tocsin.app.standby.link import StandbyLink
from tocsin.app.standby.wire import SAY, SESSION_HEADER
from tocsin.app.wiring import opened
from tocsin.jurisdiction.orders import Accepted, Unknown
from tocsin.jurisdiction.town import Town
from tocsin.log import NotATown, open_store
from tocsin.log.keyfile import KeyFile
from tocsin.log.standing import STANDING_FILE
from tocsin.operations.forgetting import ForgetPerson
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.takeover import Approval, TakeOver
from tocsin.terms.codes import ForgetGround

pytestmark = pytest.mark.full

OWN_URL = "http://127.0.0.1:9"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with two(tmp_path) as made:
        yield made


@contextmanager
def beside(
    pair: Pair, *, waits: bool, patience_s: float = 1.0
) -> Iterator[tuple[Town, StandbyLink]]:
    """The town, open beside its standby, once that was heard."""
    opening = opened_beside(
        pair.town, lambda _url: None, own_url=OWN_URL, waits=waits, patience_s=patience_s
    )
    with opening as (town, link):
        assert link is not None
        until(lambda: link.why_closed() is None, "the standby is not heard")
        yield town, link


def of(folder: Path) -> Finding:
    return next(each for each in examined(folder).findings if each.check == "standby")


def test_an_answer_waits_for_the_copy_and_is_given_when_it_is_asked_again(pair: Pair) -> None:
    with beside(pair, waits=True, patience_s=0.5) as (town, link):
        done(town, FIRE, "one")
        pair.standby.signal(signal.SIGSTOP)
        unsure = town.submit(order(FIRE, "two"))
        assert isinstance(unsure, Unknown), unsure
        assert "ask again with the same id" in unsure.why
        assert isinstance(town.submit(order(FIRE, "one")), Unknown), "a repeat waits too"
        pair.standby.signal(signal.SIGCONT)
        until(lambda: link.lag().records == 0, "the copy does not catch up")
        again = town.submit(order(FIRE, "two"))
        assert isinstance(again, Accepted), again
        assert again.is_repeat
    until(lambda: state_of(pair.copy).position == town.position, "the copy lacks something")


def test_without_waiting_the_town_works_on_and_says_how_far_the_copy_is_behind(pair: Pair) -> None:
    with beside(pair, waits=False) as (town, link):
        pair.standby.signal(signal.SIGSTOP)
        for number in range(5):
            done(town, FIRE, f"fire/{number}")
        assert link.lag().records >= 5
        pair.standby.signal(signal.SIGCONT)
        until(lambda: link.lag().records == 0, "the copy does not catch up")
        assert link.lag().is_connected


def test_nothing_is_accepted_before_the_standby_was_heard(pair: Pair) -> None:
    pair.standby.kill()
    opening = opened_beside(pair.town, lambda _url: None, waits=False, patience_s=0.5)
    with opening as (town, _):
        before = town.position
        unsure = town.submit(order(FIRE, "one"))
        assert isinstance(unsure, Unknown)
        assert "was not heard since the start" in unsure.why
        assert town.position == before
    assert of(pair.town).state is State.act
    with pytest.raises(Told, match="--alone"), opened(pair.town):
        pass
    go_alone(pair.town)
    with opened(pair.town) as town:
        done(town, FIRE, "one")


def test_the_wrong_secret_opens_nothing(pair: Pair) -> None:
    join(pair.town, f"http://127.0.0.1:{pair.port}", "ab" * 32)
    opening = opened_beside(pair.town, lambda _url: None, waits=False, patience_s=0.5)
    with opening as (town, link):
        assert link is not None
        until(lambda: "secret" in (link.state().trouble or ""), "nobody minds the secret")
        assert isinstance(town.submit(order(FIRE, "one")), Unknown)
    assert state_of(pair.copy).town is None
    assert "secret" in of(pair.town).says


def test_a_standby_finds_that_an_old_copy_was_put_back(pair: Pair, tmp_path: Path) -> None:
    with beside(pair, waits=True) as (town, _):
        done(town, FIRE, "one")
    shutil.copytree(pair.town, tmp_path / "old")
    with beside(pair, waits=True) as (town, _):
        done(town, FIRE, "two")
    shutil.rmtree(pair.town)
    (tmp_path / "old").rename(pair.town)
    opening = opened_beside(pair.town, lambda _url: None, waits=False, patience_s=0.5)
    with opening as (town, link):
        assert link is not None
        until(lambda: link.state().fault == "rolled_back", "nobody notices")
        unsure = town.submit(order(FIRE, "three"))
        assert isinstance(unsure, Unknown)
        assert "its tail was cut, or an old copy was put back" in unsure.why
    (pair.town / STANDING_FILE).unlink()
    with opened(pair.town) as town:  # the control: alone, the town cannot know it
        done(town, FIRE, "three")


def test_whom_the_town_forgets_the_standby_forgets(pair: Pair) -> None:
    with beside(pair, waits=True) as (town, _):
        given = done(town, RegisterPerson(handle="cy", name="Cy Lind", roles=("clerk",)), "cy")
        person = given.subjects[0]
        done(town, ForgetPerson(person=person, ground=ForgetGround.objection), "forget")
    pair.standby.end()
    copy = open_store(pair.copy, False)
    assert isinstance(copy.keys, KeyFile)
    assert copy.keys.is_forgotten(f"person/{person}")
    assert f"person/{person}" not in dict(copy.keys.all_keys())
    copy.close()


def test_it_takes_two_officers_who_may_each_with_their_own_password(pair: Pair) -> None:
    with beside(pair, waits=True) as (town, _):
        done(town, RegisterPerson(id="PE-p-cy", handle="cy", roles=("dispatcher",)), "cy")
    chief = PASSWORDS["chief"]
    for handle, password, why in (
        ("chief", "not the password", "no active officer"),
        ("nobody", chief, "no active officer"),
        ("cy", chief, "has no password"),
    ):
        with pytest.raises(Told, match=why) as refused:
            approve_at(pair.copy, handle, password)
        assert refused.value.exit_code is Exit.refused
    for _ in range(2):
        assert not approve_at(pair.copy, "chief", chief).is_taken_over, "one person is not two"
    with pytest.raises(NotATown, match="take over"), opened(pair.copy):
        pass
    assert approve_at(pair.copy, "bo", PASSWORDS["bo"]).is_taken_over
    pair.standby.wait_for("is served at")
    with pytest.raises(Told):
        approve_at(pair.copy, "chief", chief)


def test_a_role_that_may_not_take_over_is_refused(pair: Pair) -> None:
    with beside(pair, waits=True) as (town, _):
        done(town, RegisterPerson(id="PE-p-cy", handle="cy", roles=("dispatcher",)), "cy")
        Credentials(pair.town).set("PE-p-cy", "yet other plain words")
        until(lambda: "PE-p-cy" in (pair.copy / "credentials.json").read_text(), "not handed over")
    with pytest.raises(Told, match="take over the writing"):
        approve_at(pair.copy, "cy", "yet other plain words")


def test_nobody_takes_over_through_the_towns_own_door(pair: Pair) -> None:
    with beside(pair, waits=True) as (town, _):
        at = town.clock.now()
        two_people = (Approval("PE-p-first", at), Approval("PE-p-bo", at))
        refused = denied(town, TakeOver(incarnation="ab" * 16, approvals=two_people), "take")
        assert refused.refused.code == "take_over_is_ordered_at_the_standby"


def test_the_doctor_looks_at_both(pair: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    with beside(pair, waits=True) as (town, _):
        done(town, FIRE, "one")
        assert of(pair.town).state is State.ok
        assert of(pair.copy).state is State.ok
    assert main(["standby", str(pair.copy), "--status", "--json"]) == Exit.done
    assert json.loads(capsys.readouterr().out)["position"] == town.position
    pair.standby.end()
    assert of(pair.copy).state is State.act
    assert main(["standby", str(pair.copy), "--status"]) == Exit.not_so


def test_the_secret_is_printed_once_and_stands_in_no_output(
    pair: Pair, capsys: pytest.CaptureFixture[str]
) -> None:
    with beside(pair, waits=True) as (town, link):
        done(town, FIRE, "one")
        told = [*pair.standby.lines, str(link.state()), str(examined(pair.town))]
    main(["standby", str(pair.copy), "--status", "--json"])
    told += [*capsys.readouterr()]
    assert all(pair.secret not in each for each in told)
    for folder in (pair.town, pair.copy):
        assert (folder / STANDING_FILE).stat().st_mode & 0o077 == 0


def test_many_orders_cross_together(pair: Pair) -> None:
    with beside(pair, waits=True, patience_s=30) as (town, _):
        answers: list[object] = []
        clients = [
            threading.Thread(target=lambda n=n: answers.append(town.submit(order(FIRE, f"f/{n}"))))
            for n in range(48)
        ]
        for each in clients:
            each.start()
        for each in clients:
            each.join()
        assert [each for each in answers if not isinstance(each, Accepted)] == []


def answered(pair: Pair, method: str, path: str, body: bytes = b"", **headers: str) -> int:
    """The status that the standby's door gives somebody on the network."""
    connection = http.client.HTTPConnection("127.0.0.1", pair.port, timeout=10)
    try:
        connection.request(method, path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_strangers_get_nothing_from_a_standbys_door(pair: Pair) -> None:
    with beside(pair, waits=True) as (town, _):
        done(town, FIRE, "one")
        before = state_of(pair.copy).position
        asked = json.dumps({"handle": "chief", "password": PASSWORDS["chief"]}).encode()
        assert answered(pair, "POST", "/standby/takeover", asked) == 403
        assert answered(pair, "GET", "/standby/state") == 403
        assert answered(pair, "POST", "/standby/say", b"x" * 100) == 401
        assert answered(pair, "POST", "/standby/say", b"x", session="00" * 16) == 401
        assert answered(pair, "POST", "/standby/hello", b"short") == 401
        assert answered(pair, "POST", "/standby/hello", b"x" * 2_000_000) == 413
        assert answered(pair, "GET", "/standby/hello") == 404
        assert answered(pair, "GET", "/health/live") == 200
        assert answered(pair, "POST", "/v1/orders/OpenIncident") == 503
        done(town, FIRE, "two")
        assert state_of(pair.copy).approved_by == []
        until(lambda: state_of(pair.copy).position > before, "the link was disturbed")


def test_a_message_overheard_and_sent_again_changes_nothing(pair: Pair) -> None:
    heard: list[tuple[bytes, str]] = []
    with beside(pair, waits=True) as (town, link):
        wire = link._wire
        assert wire is not None
        post = wire._post

        def overheard(path: str, body: bytes, headers: dict[str, str]) -> bytes:
            heard.append((body, headers.get(SESSION_HEADER, "")))
            return post(path, body, headers)

        wire._post = overheard  # type: ignore[method-assign]
        done(town, FIRE, "one")
        body, session = heard[-1]
        assert FIRE.type.encode() not in body
        assert answered(pair, "POST", SAY, body, **{SESSION_HEADER: session}) == 401
        done(town, FIRE, "two")
        assert link.lag().is_connected
