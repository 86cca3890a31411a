"""Two towns as two processes on loopback: met, joined, followed, cut, healed, as people do it."""

import contextlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.two_processes import Process, until
from tocsin.app.cli import main
from tocsin.app.outcome import Exit

FIELDS = [
    {"kind": "incidents", "fields": ["id", "number", "type", "priority", "place"]},
    {"kind": "units", "fields": ["id", "call_sign", "kind", "status"]},
]
pytestmark = pytest.mark.full
QUAY = {"words": "Quay Street 7", "areas": {"district": "Quay"}}


def typed(*words: str) -> tuple[int, dict[str, object]]:
    """What a person types; the exit code, and what is printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        code = main([*words, "--json"])
    text = out.getvalue()
    return code, json.loads(text) if text.strip() else {}


def done(*words: str) -> dict[str, object]:
    code, facts = typed(*words)
    assert code == Exit.done, (words, facts)
    return facts


def ordered(folder: Path, name: str, **fields: object) -> dict[str, object]:
    return done("do", str(folder), "--command", name, "--fields", json.dumps(fields))


class Served:
    """A town in a process of its own."""

    def __init__(self, folder: Path, *more: str) -> None:
        self.folder = folder
        self._more = more
        self.port = 0
        self.start()

    def start(self) -> None:
        """At the port it had before, where it had one."""
        words = ("serve", str(self.folder), "--port", str(self.port), "--json", *self._more)
        self.process = Process("tocsin.app.cli", *words)
        told = json.loads(self.process.wait_for("{"))
        self.url = str(told["url"])
        self.port = int(self.url.rpartition(":")[2])

    def stop(self) -> None:
        self.process.end()

    def neighbour(self, code: str) -> dict[str, object]:
        """How it stands with a neighbour, as the command line says."""
        listed = done("neighbour", "list", str(self.folder))["neighbours"]
        assert isinstance(listed, list)
        return next((each for each in listed if each["neighbour"] == code), {})

    def region(self) -> dict[tuple[str, str], dict[str, object]]:
        """The subjects of the region, by town and id."""
        found = done("region", "show", str(self.folder))["subjects"]
        assert isinstance(found, list)
        return {(each["town"], each["id"]): each for each in found}

    def sees(self, code: str, name: str) -> None:
        until(lambda: (code, name) in self.region(), f"{name} of {code} is seen")


@pytest.fixture
def towns(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Served, Served]]:
    more = tuple(getattr(request, "param", ()))
    for name, code in (("Penford", "PE"), ("Weir End", "WE")):
        done("init", str(tmp_path / code), "--name", name, "--code", code)
    both = Served(tmp_path / "PE", *more), Served(tmp_path / "WE", *more)
    yield both
    for each in both:
        each.stop()


def met(one: Served, two: Served) -> str:
    """The two have met; what is read aloud."""
    invitation = str(
        done("neighbour", "invite", str(one.folder), "WE", "--url", one.url)["invitation"]
    )
    file = one.folder.parent / "invitation.txt"
    file.write_text(f"Dear neighbour, here it is:\n{invitation[:60]}\n{invitation[60:]}\n")
    joined = done("neighbour", "join", str(two.folder), str(file), "--url", two.url)
    shown = done("neighbour", "show", str(one.folder), "WE")
    assert shown["code"] == joined["code"]
    return str(joined["code"])


def joined(one: Served, two: Served) -> None:
    code = met(one, two)
    done("neighbour", "confirm", str(one.folder), "WE", "--code", code)
    done("neighbour", "confirm", str(two.folder), "PE", "--code", code.replace(" ", "-"))


def agreed(one: Served, partner: str) -> None:
    """What the partner sees of what happens on the quay."""
    ordered(one.folder, "AgreeSharing", partner=partner, fields=FIELDS, areas=["Quay"],
            unit_kinds=["engine"])  # fmt: skip


def opened(one: Served) -> str:
    told = ordered(one.folder, "OpenIncident", type="fire.structure", priority=2, place=QUAY)
    subjects = told["subjects"]
    assert isinstance(subjects, list)
    return str(subjects[0])


@pytest.mark.parametrize("towns", [(), ("--tls-local",)], indirect=True, ids=["http", "https"])
def test_two_towns_meet_join_and_see_what_was_agreed(towns: tuple[Served, Served]) -> None:
    one, two = towns
    joined(one, two)
    agreed(one, "WE")
    ordered(one.folder, "RegisterUnit", call_sign="E1", kind="engine")
    ordered(one.folder, "RegisterUnit", call_sign="A1", kind="ambulance")
    fire = opened(one)
    two.sees("PE", fire)
    two.sees("PE", "PE-E1")
    region = two.region()
    assert ("PE", "PE-A1") not in region
    assert region["PE", fire]["fields"]["type"] == "fire.structure"  # type: ignore[index]
    assert two.neighbour("PE")["fault"] == ""
    # Nothing was agreed the other way: nothing of it is seen.
    until(lambda: one.neighbour("WE").get("heard_at") is not None, "the other way is heard too")
    assert not any(town == "WE" for town, _ in one.region())


def test_what_was_heard_outlives_a_cut_and_both_processes(towns: tuple[Served, Served]) -> None:
    one, two = towns
    joined(one, two)
    agreed(one, "WE")
    first = opened(one)
    two.sees("PE", first)
    one.stop()
    until(lambda: two.neighbour("PE")["fault"] == "unreachable", "not reached any more")
    assert ("PE", first) in two.region()
    two.stop()
    code, listed = typed("neighbour", "list", str(two.folder))
    assert code == Exit.done
    assert listed["neighbours"][0]["heard_at"] is not None  # type: ignore[index]
    assert ("PE", first) in two.region()
    two.start()
    second = opened(one)  # no process serves it: given at the machine itself
    one.start()
    two.sees("PE", second)
    assert ("PE", first) in two.region()
    done("neighbour", "cut", str(two.folder), "PE", "under attack")
    third = opened(one)
    assert done("neighbour", "show", str(two.folder), "PE")["standing"] == "cut"
    assert ("PE", third) not in two.region()
    done("neighbour", "heal", str(two.folder), "PE", "telephoned")
    two.sees("PE", third)


def test_a_wrong_code_joins_nobody_and_an_invitation_is_good_once(
    towns: tuple[Served, Served],
) -> None:
    one, two = towns
    code = met(one, two)
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**8:08d}"
    refused, facts = typed("neighbour", "confirm", str(one.folder), "WE", "--code", wrong)
    assert (refused, facts["code"]) == (Exit.refused, "spoken_code_differs")
    assert done("neighbour", "show", str(one.folder), "WE")["standing"] == "met"
    file = str(one.folder.parent / "invitation.txt")
    again, _ = typed("neighbour", "join", str(two.folder), file, "--url", two.url)
    assert again == Exit.refused


def test_a_new_key_of_a_town_is_followed_and_a_revoked_one_is_not(
    towns: tuple[Served, Served],
) -> None:
    one, two = towns
    joined(one, two)
    agreed(one, "WE")
    two.sees("PE", opened(one))
    before = done("neighbour", "show", str(two.folder), "PE")["public_key"]
    done("neighbour", "rotate", str(one.folder))
    until(
        lambda: done("neighbour", "show", str(two.folder), "PE")["public_key"] != before,
        "the new key is known",
    )
    two.sees("PE", opened(one))
    done("neighbour", "revoke", str(one.folder), "WE", "a stolen laptop")
    until(lambda: two.neighbour("PE")["fault"] == "not_let_in", "told that it is not let in")


def test_an_invitation_for_another_town_or_half_of_one_is_refused(
    towns: tuple[Served, Served],
) -> None:
    one, two = towns
    told = done("neighbour", "invite", str(one.folder), "EB", "--url", one.url)
    text = str(told["invitation"])
    code, facts = typed("neighbour", "join", str(two.folder), text, "--url", two.url)
    assert code == Exit.usage
    assert "for EB" in str(facts["says"])
    code, facts = typed("neighbour", "join", str(two.folder), text[:-20], "--url", two.url)
    assert "not whole" in str(facts["says"])
