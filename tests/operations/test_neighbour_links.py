import pytest

from tests.operations.test_neighbours import (
    DOOR,
    KEY,
    OTHER_KEY,
    SECRET,
    a_meeting,
    joined,
    met,
    the,
)
from tocsin.operations import neighbours
from tocsin.operations.neighbour_links import (
    CutNeighbour,
    DoubtNeighbour,
    HealNeighbour,
    RevokeNeighbourKey,
    RotateNeighbourKey,
)
from tocsin.operations.neighbours import EndNeighbour, InviteNeighbour
from tocsin.operations.orders import Command
from tocsin.operations.picture.neighbour import Doubt, LinkStanding

CUT = CutNeighbour(neighbour="EB", reason="their network is under attack")
HEAL = HealNeighbour(neighbour="EB", reason="telephoned with their chief")
DOUBT = DoubtNeighbour(neighbour="EB", fault=Doubt.forked, says="two heads at 12")


def rotation(**changed: object) -> Command:
    given = {
        "neighbour": "EB",
        "public_key": OTHER_KEY,
        "previous": KEY,
        "signature": "0f" * 64,
    }
    return RotateNeighbourKey(**{**given, **changed})  # type: ignore[arg-type]


def test_a_link_that_was_cut_rests_and_the_town_stays_a_neighbour() -> None:
    story = joined()
    story.done(CUT)
    assert neighbours.joined(story.picture) == ("EB",)
    assert neighbours.heard(story.picture) == ()
    assert story.done(CUT) == []
    story.done(HEAL)
    assert neighbours.heard(story.picture) == ("EB",)


def test_a_doubted_neighbour_rests_until_a_person_heals_the_link() -> None:
    story = joined()
    story.done(DOUBT)
    assert (the(story).doubt, the(story).doubt_says) == (Doubt.forked, "two heads at 12")
    assert neighbours.heard(story.picture) == ()
    assert story.done(DOUBT) == []
    story.done(HEAL)
    assert the(story).doubt is None
    assert neighbours.heard(story.picture) == ("EB",)


def test_nothing_is_healed_that_is_whole() -> None:
    assert joined().refused(HEAL).code == "neighbour_not_cut"


def test_a_new_key_follows_the_one_that_signed_it() -> None:
    story = joined()
    story.done(rotation())
    assert the(story).public_key == OTHER_KEY
    assert the(story).former_keys[0].public_key == KEY
    assert the(story).former_keys[0].signature == "0f" * 64
    assert story.done(rotation()) == []
    assert story.refused(rotation(public_key="03" * 32)).code == "neighbour_key_differs"


def test_a_revoked_key_is_believed_no_more_and_the_town_stays_a_neighbour() -> None:
    story = joined()
    revoke = RevokeNeighbourKey(neighbour="EB", reason="stolen laptop")
    story.done(revoke)
    assert the(story).public_key == ""
    assert the(story).former_keys[0].because == "stolen laptop"
    assert neighbours.heard(story.picture) == ()
    assert neighbours.joined(story.picture) == ("EB",)
    assert story.done(revoke) == []
    assert story.refused(CUT).code == "neighbour_not_joined"
    invite = InviteNeighbour(neighbour="EB", url="https://a.example", secret_sha256="ab" * 32)
    story.done(invite)
    story.done(a_meeting(secret_sha256=SECRET, public_key=OTHER_KEY))
    assert the(story).standing is LinkStanding.met
    assert neighbours.joined(story.picture) == ("EB",)


@pytest.mark.parametrize("order", [CUT, DOUBT, HEAL, rotation()])
def test_a_link_to_a_town_that_has_only_met_is_none_yet(order: Command) -> None:
    assert met().refused(order).code == "neighbour_not_joined"


def test_the_key_of_a_town_that_was_only_invited_cannot_be_revoked() -> None:
    story = joined()
    story.done(RevokeNeighbourKey(neighbour="EB", reason="lost"))
    story.done(InviteNeighbour(neighbour="EB", url="https://a.example", secret_sha256="ab" * 32))
    wrong = RevokeNeighbourKey(neighbour="EB", reason="again")
    assert story.refused(wrong).code == "neighbour_not_met"


def test_a_key_that_was_revoked_stays_so_after_the_link_was_ended_and_begun_again() -> None:
    story = joined()
    story.done(RevokeNeighbourKey(neighbour="EB", reason="stolen laptop"))
    story.done(EndNeighbour(neighbour="EB", reason="until they have a new one"))
    story.done(InviteNeighbour(neighbour="EB", url=DOOR, secret_sha256=SECRET))
    again = a_meeting(spoken="1", secret_sha256=SECRET)
    assert story.refused(again).code == "neighbour_key_revoked"
    story.done(a_meeting(spoken="1", secret_sha256=SECRET, public_key=OTHER_KEY))
    assert [each.is_revoked for each in the(story).former_keys] == [True]


def test_a_key_of_a_link_that_was_merely_ended_is_met_again() -> None:
    story = joined()
    story.done(EndNeighbour(neighbour="EB", reason="the bridge is closed"))
    story.done(InviteNeighbour(neighbour="EB", url=DOOR, secret_sha256=SECRET))
    story.done(a_meeting(spoken="1", secret_sha256=SECRET))
    assert the(story).public_key == KEY
