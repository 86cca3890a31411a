"""A warning reaches a neighbour over the link there is, and its next question is the receipt: two
towns as two processes, the link cut in between.
"""

import json
from typing import Any

import pytest

from tests.app.carriers.parcels import parcel
from tests.app.neighbours.test_two_towns import Served, joined, towns
from tests.app.test_warn_life import ASKED, BORDER, warn
from tests.faults.two_processes import until
from tests.forked.calls import run
from tocsin.app.carriers.contract import NotSent
from tocsin.app.carriers.relaying import RelayLine
from tocsin.app.neighbours.sharing import Handed
from tocsin.federation.slice_messages import Cursor
from tocsin.operations.picture import Subject
from tocsin.operations.picture.warning_channel import DeliveryCause

pytestmark = pytest.mark.full
__all__ = ["towns"]


def told(folder: str, message: str) -> dict[str, Any]:
    done = run("warn", "reached", folder, message, "--json")
    messages = json.loads(done.stdout).get("messages", [{}])
    found: dict[str, Any] = messages[-1]
    return found


def has_it(folder: str, message: str) -> bool:
    return bool(told(folder, message)["is_everywhere"])


def with_officers(folder: str) -> None:
    assert run("user", "add", folder, "ben", "--role", "duty_officer").returncode == 0
    for who in ("chief", "ben"):
        secret = {"TOCSIN_NEW_PASSWORD": f"a long word for {who}"}
        assert run("user", "password", folder, who, env=secret).returncode == 0


def test_a_neighbour_has_read_it_or_it_is_said_that_it_has_not(
    towns: tuple[Served, Served],
) -> None:
    one, two = towns
    joined(one, two)
    folder = str(one.folder)
    with_officers(folder)
    add = ("warn", "channels", folder, "add", "neighbours", "relay", "--to", "we", "--as", "chief")
    password = {"TOCSIN_PASSWORD": "a long word for chief"}
    assert run(*add, env=password).returncode == 0
    made = warn(
        "draft", folder, "--template", "flood", "--set", "agency=Fire brigade", "--language", "en",
        "--area", "Riverside", "--polygon", BORDER, by="chief",
    )["warning"]  # fmt: skip
    warn("approve", folder, made["id"], "--area", "riverside", *ASKED, by="ben")
    warn("issue", folder, made["id"], by="ben")
    until(lambda: has_it(folder, made["id"]), "the neighbour has read it")
    (way,) = told(folder, made["id"])["channels"][0]["ways"]
    assert way["receiver"] == "WE"
    assert way["says"].startswith("WE has read up to")
    two.stop()
    end = warn("cancel", folder, made["id"], "--language", "en", by="ben")["warning"]
    warn("approve", folder, end["id"], "--area", "Riverside", *ASKED, by="chief")
    warn("issue", folder, end["id"], by="chief")

    def is_said() -> bool:
        (missing,) = told(folder, end["id"])["not_reached"]
        return bool(missing.get("cause") == "no_answer")

    until(is_said, "it is said that it has not")
    two.start()
    until(lambda: has_it(folder, end["id"]), "it reads it when it is there again")


@pytest.mark.parametrize(
    ("handed", "cause"),
    [
        (None, DeliveryCause.no_connection),
        (Handed(False, "i", 7, Cursor("i", 9, "")), DeliveryCause.refused),
        (Handed(True, "i", 7, Cursor("i", 6, "")), DeliveryCause.no_answer),
        (Handed(True, "i", 7, Cursor("before", 9, "")), DeliveryCause.no_answer),
    ],
)
def test_why_a_neighbour_does_not_have_it(handed: Handed | None, cause: DeliveryCause) -> None:
    def how_far(_code: str, _subject: Subject) -> Handed | None:
        return handed

    with pytest.raises(NotSent) as found:
        RelayLine(how_far, 0.0).send(parcel(), "WE")
    assert found.value.cause is cause


def test_where_it_has_read_as_far_as_it_was_told_it_has_it() -> None:
    asked: list[Subject] = []

    def how_far(_code: str, subject: Subject) -> Handed:
        asked.append(subject)
        return Handed(True, "i", 6 + len(asked), Cursor("i", 5 + len(asked), ""))

    assert RelayLine(how_far, 30.0).send(parcel(), "WE") == "WE has read up to 7"
    assert {*asked} == {("warnings", "PE-w1")}
