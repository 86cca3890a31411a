"""P3, over HTTP: on a full disk the answer is "unknown, ask again with the same key", screens and
health say so, nothing is half applied, and with room again all goes on without a restart.
"""

from pathlib import Path

import pytest

from tests.app.web.doors import Got, Opened, open_door
from tests.faults.test_p03_town_full_disk import fill, small_disk
from tocsin.app.web import orders
from tocsin.app.web.route import Reply
from tocsin.jurisdiction.orders import Outcome, Unknown

__all__ = ["small_disk"]

LONG = "water on the ground floor " * 600


def remarks(door: Opened, incident: str, numbers: range) -> list[Got]:
    """One long remark each, under keys of their own."""
    fields = {"subject": f"incident/{incident}", "text": LONG}
    return [
        door.give("AddRemark", fields, headers={"Idempotency-Key": f"remark-{number}"})
        for number in numbers
    ]


def until_unknown(door: Opened, incident: str) -> list[Got]:
    """Remarks until one is answered with 503, and a few more."""
    given: list[Got] = []
    while not given or given[-1].status == 200:
        assert len(given) < 200, "a full disk was not noticed"
        given += remarks(door, incident, range(len(given), len(given) + 1))
    return given + remarks(door, incident, range(len(given), len(given) + 3))


def test_a_full_disk_is_unknown_and_with_room_again_the_same_keys_are_answered(
    small_disk: Path,
) -> None:
    with open_door(small_disk / "town") as door:
        incident = door.open_incident()
        filler = fill(small_disk)
        given = until_unknown(door, incident)
        unknown = [each for each in given if each.status != 200]
        assert {(each.status, each.code) for each in unknown} == {(503, "unknown")}
        assert all(int(each.headers["retry-after"]) >= 1 for each in unknown)
        assert door.ask("GET", "/health/ready", token=None).status == 503
        assert door.ask("GET", "/v1/picture/units").status == 200, "looking goes on"
        filler.unlink()
        again = remarks(door, incident, range(len(given)))
        assert [each.status for each in again] == [200] * len(given)
        assert door.ask("GET", "/health/ready", token=None).status == 200
        narrative = door.town.picture.narratives.get(f"incident/{incident}")
        assert narrative is not None
        assert len(narrative.entries) == len(given), "each once"


def test_a_door_that_takes_unknown_for_granted_is_caught(
    small_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = orders.answered

    def rosy(outcome: Outcome) -> Reply:
        return Reply(b"{}") if isinstance(outcome, Unknown) else honest(outcome)

    monkeypatch.setattr(orders, "answered", rosy)
    with open_door(small_disk / "town") as door:
        incident = door.open_incident()
        fill(small_disk)
        with pytest.raises(AssertionError, match="was not noticed"):
            until_unknown(door, incident)
