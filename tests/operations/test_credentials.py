from datetime import timedelta

from tests.operations.story import MORNING, Story
from tocsin.operations.credentials import (
    GiveCredential,
    RevokeCredential,
    expiring,
    holds,
)
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Refused
from tocsin.operations.picture import Person
from tocsin.operations.picture.people import Credential

NEXT_YEAR = MORNING + timedelta(days=365)


def a_town() -> Story:
    story = Story()
    story.done(RegisterPerson(id="p-osei"))
    return story


def the(story: Story) -> Person:
    found = story.picture.people.get("p-osei")
    assert found is not None
    return found


def test_a_credential_holds_from_its_beginning_until_its_end() -> None:
    story = a_town()
    story.done(
        GiveCredential(
            person="p-osei", kind="hazmat_technician", issued_at=MORNING, expires_at=NEXT_YEAR
        )
    )
    osei = the(story)
    assert not holds(osei, "hazmat_technician", MORNING - timedelta(seconds=1))
    assert holds(osei, "hazmat_technician", MORNING)
    assert not holds(osei, "hazmat_technician", NEXT_YEAR)
    assert not holds(osei, "water_rescue", MORNING)


def test_a_renewed_credential_takes_the_place_of_the_old_one() -> None:
    story = a_town()
    first = GiveCredential(person="p-osei", kind="emd", expires_at=NEXT_YEAR)
    story.done(first)
    assert story.done(first) == []
    assert expiring(story.picture, NEXT_YEAR) == ()
    soon = NEXT_YEAR + timedelta(days=30)
    assert expiring(story.picture, soon) == (("p-osei", "emd", NEXT_YEAR),)
    later = NEXT_YEAR + timedelta(days=365)
    story.done(GiveCredential(person="p-osei", kind="emd", expires_at=later))
    assert the(story).credentials == (Credential("emd", None, later),)
    assert expiring(story.picture, soon) == ()


def test_a_credential_is_revoked_with_the_reason() -> None:
    story = a_town()
    revoke = RevokeCredential(person="p-osei", kind="emd", reason="failed the refresher")
    assert story.refused(revoke) == Refused(
        "credential_unknown", {"person": "p-osei", "kind": "emd"}
    )
    story.done(GiveCredential(person="p-osei", kind="emd"))
    story.done(revoke)
    assert the(story).credentials == ()


def test_a_credential_ends_after_it_begins() -> None:
    refused = a_town().refused(
        GiveCredential(person="p-osei", kind="emd", issued_at=NEXT_YEAR, expires_at=MORNING)
    )
    assert refused == Refused(
        "credential_ends_before_it_begins", {"kind": "emd", "end": str(MORNING)}
    )
