"""No byte of what is withheld leaves: not in a stream, a snapshot, a count, a search, a refusal."""

import random
from collections.abc import Iterator
from functools import cache

import msgspec
import pytest

from tests.laws.sight_law import Reader, spoken
from tests.laws.sight_orders import play, random_steps
from tests.laws.sight_secret import MARK, with_secret
from tests.laws.sight_town import NEAR, VIEWERS, Town, ellery
from tests.operations.story import MORNING
from tocsin.access import (
    SliceBoard,
    Viewer,
    audience,
    counted,
    partner,
    person,
    redact,
    searched,
    sight,
)
from tocsin.geo.places import Place
from tocsin.operations.crews import CrewUnit
from tocsin.operations.incident import (
    GivenPlace,
    OpenIncident,
    RetypeIncident,
)
from tocsin.operations.picture import Picture, Subject
from tocsin.operations.picture.policy import KindFields
from tocsin.operations.picture.unit import Seat
from tocsin.operations.policy import SetPublicPolicy
from tocsin.terms.words import Words


def bytes_for(viewer: Viewer, town: Town) -> bytes:
    """Everything that ever leaves for one viewer: the opening in mid-log, each tick, a late
    opening.
    """
    board = SliceBoard(town.happened[0][0], speak=spoken)
    sent = [board.join(viewer, "first", MORNING)[1].whole]
    for before, after, cause in town.happened:
        sent += [each.whole for _, each in board.follow(before, after, cause, MORNING)]
    sent.append(board.join(viewer, "late", MORNING)[1].whole)
    return b"\n".join(sent)


NOT_CLEARED = [viewer for viewer in VIEWERS if viewer.id not in ("p-chief", "PE-E2")]


@pytest.mark.parametrize("viewer", NOT_CLEARED, ids=lambda each: each.id)
def test_nothing_of_a_restricted_incident_leaves_for_those_who_need_not_know(
    viewer: Viewer,
) -> None:
    town, secret = with_secret()
    sent = bytes_for(viewer, town)
    number = secret.rpartition("-")[2]
    for mark in (MARK, secret, f'"{number}"'):
        assert mark.encode() not in sent, mark


def test_those_who_need_to_know_get_it() -> None:
    town, secret = with_secret()
    for viewer in (person("p-chief"), Viewer(VIEWERS[-5].kind, "PE-E2")):
        sent = bytes_for(viewer, town)
        assert secret.encode() in sent
        assert MARK.encode() in sent


def test_the_scan_finds_a_link_that_keeps_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: one rule broken, and the scan must find it."""
    town, secret = with_secret()
    monkeypatch.setattr(sight, "blanked_field", lambda noun, name, sees: getattr(noun, name))
    assert secret.encode() in bytes_for(person("p-dispatcher"), town)


Written = dict[Subject, set[str]]


@cache
def morning(seed: int) -> tuple[Town, list[tuple[Picture, Written]]]:
    """A random morning, and what stands written in each of its pictures. Only looked at."""
    town = play(ellery(), random_steps(seed, 60))
    pictures = [town.happened[0][0], *(after for _, after, _ in town.happened)]
    kinds = ("incidents", "reports", "narratives", "tasks")
    return town, [
        (
            picture,
            {
                (kind, name): _long_texts(noun)
                for kind in kinds
                for name, noun in getattr(picture, kind).items()
            },
        )
        for picture in pictures
    ]


@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda each: each.id)
def test_a_mark_in_every_withheld_field_is_found_in_no_stream(viewer: Viewer) -> None:
    """Random mornings; every text of a withheld field is looked for in all that was sent, but
    what the viewer may see in some subject at some time.
    """
    for seed in (3, 4, 5):
        town, pictures = morning(seed)
        sent = bytes_for(viewer, town).decode()
        seen = {"sight_changed", "elsewhere"}
        hidden: set[str] = set()
        for picture, written in pictures:
            may_see = redact(picture, viewer)
            shown = {key: _long_texts(fields) for key, fields in may_see.items()}
            seen |= {name for _, name in may_see}.union(*shown.values())
            for key, texts in written.items():
                hidden |= texts - shown.get(key, set())
        for text in hidden - seen:
            assert text not in sent, (viewer, seed, text)


def _long_texts(value: object) -> set[str]:
    """Texts of a value that nobody could meet by chance: words of this town, with a space in
    them.
    """
    return set(_texts(msgspec.to_builtins(value, enc_hook=spoken)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str) and " " in value and len(value) > 6:
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def test_a_restricted_incident_changes_no_number_another_sees() -> None:
    """Two towns, one with a secret more: everybody else counts and finds the same."""
    town, _secret = with_secret()
    opener = {"opened": lambda words: words.text}
    for viewer in NOT_CLEARED:
        redacted = redact(town.picture, viewer)
        counts = counted(redacted)
        assert counts.get("incidents", 0) <= 2
        assert counts.get("narratives", 0) == 0
        assert searched(redacted, MARK, opener["opened"]) == ()
        assert all(kind != "counts" for kind, _ in redacted)
    chief = redact(town.picture, person("p-chief"))
    assert counted(chief)["incidents"] == 3
    assert searched(chief, "markwithheld summ", opener["opened"]) != ()


def test_a_unit_on_a_restricted_incident_is_committed_elsewhere_and_nothing_more() -> None:
    town, _secret = with_secret()
    seen = redact(town.picture, person("p-dispatcher"))[("units", "PE-E2")]
    assert seen["incident"] == "elsewhere"
    assert seen["status"] == "committed", "on scene, but where it has got to tells nothing"
    assert not {"position", "since", "destination", "stack"} & seen.keys()
    assert redact(town.picture, person("p-chief"))[("units", "PE-E2")]["status"] == "on_scene"


def test_public_positions_are_coarse_and_withheld_types_absent() -> None:
    town = ellery()
    town.give(
        "p-chief",
        SetPublicPolicy(
            fields=(KindFields("incidents", ("number", "type~group", "place~coarse")),),
            step_udeg=10_000,
            withheld_types=("medical",),
        ),
    )
    rng = random.Random(4)
    for _ in range(20):
        exact = NEAR.lat_udeg + rng.randrange(9_000)
        place = GivenPlace(words="at the door of number 4", point=type(NEAR)(exact, NEAR.lon_udeg))
        town.give("system/test", OpenIncident(type="fire.structure", place=place))
        town.give("system/test", OpenIncident(type="medical.overdose", place=place))
    seen = redact(town.picture, audience())
    shown = [fields for (kind, _), fields in seen.items() if kind == "incidents"]
    assert shown
    assert {fields["type"] for fields in shown} <= {"fire", "police"}
    for fields in shown:
        coarse = fields["place"]
        assert isinstance(coarse, Place)
        assert coarse.point is None or coarse.point.lat_udeg % 10_000 == 5_000
        assert coarse.words is None
    assert redact(town.picture, partner("KW")) == {
        key: fields for key, fields in redact(town.picture, partner("KW")).items() if not fields
    }, "a partner without an agreement sees nothing"


def test_a_retyped_incident_leaves_the_public_when_its_type_is_withheld() -> None:
    town = ellery()
    town.give(
        "p-chief",
        SetPublicPolicy(
            fields=(KindFields("incidents", ("number",)),),
            step_udeg=10_000,
            withheld_types=("medical",),
        ),
    )
    board = SliceBoard(town.picture, speak=spoken)
    reader = Reader(audience())
    reader.receive(board.join(audience(), "s", MORNING)[1].whole)
    known = {name for _, name in reader.known}
    town.happened.clear()
    fire = next(
        each
        for each in known
        if (found := town.picture.incidents.get(each)) and "fire" in found.type
    )
    town.give("p-chief", RetypeIncident(incident=fire, type="medical.overdose"))
    for before, after, cause in town.happened:
        for _, sent in board.follow(before, after, cause, MORNING):
            assert reader.receive(sent.whole) is None
    assert ("incidents", fire) not in reader.known
    assert b"retyped" not in reader.sent[-1]


def test_a_crew_keeps_sight_of_the_restricted_incident_it_works_on() -> None:
    town, secret = with_secret()
    town.give("p-chief", CrewUnit(unit="PE-E2", seats=(Seat("p-crew-2"),), count=2))
    assert ("incidents", secret) in redact(town.picture, person("p-crew-2"))
    assert ("incidents", secret) not in redact(town.picture, person("p-crew"))


def test_clear_words_never_leave_unopened() -> None:
    from tocsin.access import sealed

    with pytest.raises(AssertionError):
        sealed(Words("incident/x", "clear"))
    assert sealed(Words("incident/x", sealed=b"\1")) == {"owner": "incident/x", "sealed": "AQ=="}
