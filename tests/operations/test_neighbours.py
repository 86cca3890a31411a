from datetime import timedelta

import msgspec
import pytest

from tests.operations.story import MORNING, Story
from tocsin.operations import neighbours
from tocsin.operations.neighbours import (
    ConfirmNeighbour,
    EndNeighbour,
    InviteNeighbour,
    MeetNeighbour,
    MoveNeighbour,
)
from tocsin.operations.orders import Command
from tocsin.operations.picture.neighbour import LinkStanding, Neighbour

SECRET, KEY, OTHER_KEY = "ab" * 32, "01" * 32, "02" * 32
DOOR = "https://east.example:8443"


def invited(hours: int = 24) -> Story:
    story = Story()
    story.done(InviteNeighbour(neighbour="EB", url=DOOR, secret_sha256=SECRET, hours=hours))
    return story


def met(story: Story | None = None, spoken: str = "4711 0823") -> Story:
    story = story or invited()
    story.done(a_meeting(spoken=spoken, secret_sha256=SECRET))
    return story


def joined() -> Story:
    story = met()
    story.done(ConfirmNeighbour(neighbour="EB", spoken="47110823"))
    return story


def a_meeting(**changed: object) -> Command:
    given = {
        "neighbour": "EB",
        "name": "East Bank",
        "url": DOOR,
        "public_key": KEY,
        "spoken": "4711 0823",
    }
    return MeetNeighbour(**{**given, **changed})  # type: ignore[arg-type]


def the(story: Story, code: str = "EB") -> Neighbour:
    found = story.picture.neighbours.get(code)
    assert found is not None
    return found


def test_a_town_that_was_invited_met_and_heard_is_a_neighbour() -> None:
    story = met()
    assert neighbours.joined(story.picture) == ()
    assert the(story).public_key == KEY
    assert the(story).secret_sha256 == ""
    story.done(ConfirmNeighbour(neighbour="EB", spoken="4711-0823"))
    assert neighbours.joined(story.picture) == neighbours.heard(story.picture) == ("EB",)
    assert the(story).joined_at is not None


def test_all_neighbours_are_listed_in_their_order_whatever_the_order_they_joined_in() -> None:
    story = joined()
    for number, code in enumerate(("WE", "AB"), 3):
        story.done(a_meeting(neighbour=code, public_key=f"{number:02x}" * 32))
        story.done(ConfirmNeighbour(neighbour=code, spoken="4711 0823"))
    assert neighbours.joined(story.picture) == ("AB", "EB", "WE")


def test_the_one_that_was_invited_meets_without_a_secret_of_its_own() -> None:
    story = Story(code="EB")
    story.done(a_meeting(neighbour="PE"))
    assert the(story, "PE").standing is LinkStanding.met


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (a_meeting(secret_sha256="cd" * 32), "neighbour_not_invited"),
        (a_meeting(neighbour="WE", secret_sha256=SECRET), "neighbour_not_invited"),
        (a_meeting(neighbour="PE"), "neighbour_is_this_town"),
        (a_meeting(url="http://east.example"), "neighbour_url_is_open"),
        (ConfirmNeighbour(neighbour="EB", spoken="1"), "neighbour_not_met"),
        (ConfirmNeighbour(neighbour="WE", spoken="1"), "neighbour_unknown"),
        (
            InviteNeighbour(neighbour="PE", url=DOOR, secret_sha256=SECRET),
            "neighbour_is_this_town",
        ),
        (
            MoveNeighbour(neighbour="EB", urls=("http://127.0.0.2.evil.example",)),
            OPEN := "neighbour_url_is_open",
        ),
        (MoveNeighbour(neighbour="EB", urls=("http://localhost.evil.example",)), OPEN),
    ],
)
def test_who_is_not_who_was_invited_is_refused(order: Command, code: str) -> None:
    assert invited().refused(order).code == code


def test_an_invitation_runs_out() -> None:
    story = invited(hours=1)
    story.now_s += 3601
    order = a_meeting(secret_sha256=SECRET)
    assert story.refused(order).code == "invitation_is_over"


def test_an_invitation_is_good_once() -> None:
    story = met()
    assert story.refused(a_meeting(secret_sha256=SECRET)).code == "neighbour_not_invited"


def test_another_code_than_the_one_shown_joins_nobody() -> None:
    story = met()
    wrong = ConfirmNeighbour(neighbour="EB", spoken="4711 0824")
    assert story.refused(wrong).code == "spoken_code_differs"
    assert neighbours.joined(story.picture) == ()


def test_a_key_is_one_town_s() -> None:
    assert joined().refused(a_meeting(neighbour="WE")).code == "neighbour_key_taken"


def test_a_joined_neighbour_is_neither_invited_nor_met_again() -> None:
    story = joined()
    again = InviteNeighbour(neighbour="EB", url=DOOR, secret_sha256=SECRET)
    assert story.refused(again).code == "neighbour_is_joined"
    assert story.refused(a_meeting()).code == "neighbour_is_joined"
    assert story.done(ConfirmNeighbour(neighbour="EB", spoken="anything")) == []


def test_a_neighbour_that_ended_is_forgotten_as_one_and_may_be_invited_anew() -> None:
    story = joined()
    story.done(EndNeighbour(neighbour="EB", reason="towns merge"))
    assert neighbours.joined(story.picture) == ()
    assert the(story).former_keys[0].public_key == KEY
    assert story.refused(EndNeighbour(neighbour="EB", reason="x")).code == "neighbour_unknown"
    story.done(InviteNeighbour(neighbour="EB", url=DOOR, secret_sha256=SECRET))
    met(story)
    assert the(story).standing is LinkStanding.met


def test_where_a_neighbour_is_found_may_change() -> None:
    story = joined()
    order = MoveNeighbour(neighbour="EB", urls=("http://[::1]:8766", "https://b.example"))
    story.done(order)
    assert the(story).urls == ("http://[::1]:8766", "https://b.example")
    assert story.done(order) == []


def test_a_key_code_or_address_of_another_shape_is_no_order() -> None:
    for wrong in ({"public_key": "zz"}, {"neighbour": "east"}, {"url": "ftp://east.example"}):
        plain = msgspec.to_builtins(a_meeting()) | wrong
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(plain, MeetNeighbour)


def test_an_invitation_ends_after_the_hours_that_were_said() -> None:
    assert the(invited(hours=2)).expires_at == MORNING + timedelta(hours=2, seconds=1)
