from datetime import timedelta
from pathlib import Path

import pytest

from tests.app.web.doors import FIRE, Opened, open_door
from tocsin.app.web.doorkeeper import Doorkeeper, digest_of
from tocsin.app.web.limits import Buckets, network_of
from tocsin.app.web.problem import Problem
from tocsin.operations.officers import DeactivatePerson, ReactivatePerson
from tocsin.operations.tokens import RevokeToken


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic YTpi", "Bearer \xff"])
def test_without_a_good_token_nobody_is_let_in(door: Opened, header: str) -> None:
    got = door.ask("GET", "/v1", token=None, headers={"Authorization": header})
    assert got.status == 401
    assert got.code in ("token_missing", "token_not_good")
    assert got.headers["www-authenticate"].startswith("Bearer")


def test_a_revoked_token_is_shut_out_by_the_next_request(door: Opened) -> None:
    secret = door.let_in("dispatcher")
    assert door.ask("GET", "/v1", token=secret).status == 200
    tokens = door.town.picture.tokens.values()
    name = next(each.id for each in tokens if each.digest == digest_of(secret))
    door.order(RevokeToken(token=name))
    assert door.ask("GET", "/v1", token=secret).status == 401


def test_a_person_who_may_not_act_is_shut_out_and_let_in_again(door: Opened) -> None:
    secret = door.let_in("dispatcher")
    person = door.person_of(secret)
    door.order(DeactivatePerson(person=person, reason="left"))
    assert door.ask("GET", "/v1", token=secret).status == 401
    door.order(ReactivatePerson(person=person))
    assert door.ask("GET", "/v1", token=secret).status == 200


def test_a_token_ends_at_its_time(door: Opened) -> None:
    secret = door.let_in("dispatcher")
    keeper, now = Doorkeeper(), door.town.clock.now()
    header = f"Bearer {secret}"
    keeper.admitted(header, door.town.picture, now + timedelta(hours=23))
    with pytest.raises(Problem, match="token_not_good"):
        keeper.admitted(header, door.town.picture, now + timedelta(hours=25))


def test_the_secret_is_in_no_file_of_the_town(tmp_path: Path) -> None:
    with open_door(tmp_path / "town") as door:
        secret = door.let_in("dispatcher")
        assert door.give("OpenIncident", FIRE, token=secret).status == 200
    whole = b"".join(each.read_bytes() for each in (tmp_path / "town").rglob("*") if each.is_file())
    assert digest_of(secret).encode() in whole, "the digest is what is kept"
    assert secret.encode() not in whole
    assert secret.removeprefix("tocsin_").encode() not in whole


def test_knocking_locks_out_the_knocker_and_nobody_with_a_good_token(tmp_path: Path) -> None:
    with open_door(tmp_path / "town") as door:
        statuses = {door.ask("GET", "/v1", token="wrong").status for _ in range(80)}
        assert statuses == {401, 429}
        late = door.ask("GET", "/v1", token="wrong")
        assert late.code == "too_often"
        assert int(late.headers["retry-after"]) >= 1
        assert door.ask("GET", "/v1").status == 200, "the same address, with a good token"


def test_a_bucket_fills_again_with_time() -> None:
    now_s = [0.0]
    buckets = Buckets(lambda: now_s[0], burst=2, per_s=0.5)
    assert [buckets.take("192.0.2.1") for _ in range(3)] == [0.0, 0.0, 2.0]
    assert buckets.take("192.0.3.1") == 0.0, "another network"
    assert buckets.take("192.0.2.77") == 2.0, "the same network"
    now_s[0] = 2.0
    assert buckets.take("192.0.2.1") == 0.0


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.9", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:192.0.2.9", "192.0.2.0/24"),
        ("", ""),
        (None, ""),
        ("no address", ""),
    ],
)
def test_addresses_are_told_apart_by_network(address: str | None, network: str) -> None:
    assert network_of(address) == network
