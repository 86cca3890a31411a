import pytest

from tests.operations.story import Story
from tocsin.operations.credentials import CredentialGiven, GiveCredential, RevokeCredential
from tocsin.operations.duty import BeginDuty
from tocsin.operations.forgetting import ForgetPerson
from tocsin.operations.officers import (
    DeactivatePerson,
    DescribePerson,
    PersonDeactivated,
    ReactivatePerson,
    RegisterPerson,
    RolesSet,
    SetHandle,
    SetRoles,
)
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture import Person
from tocsin.operations.picture.people import Credential
from tocsin.terms.codes import ForgetGround, Role
from tocsin.terms.words import Words


def a_town() -> Story:
    """One administrator, one dispatcher."""
    story = Story()
    story.done(RegisterPerson(id="p-admin", roles=("administrator",), handle="a1"))
    story.done(
        RegisterPerson(
            id="p-osei",
            name="Mary Osei",
            contact="0170 5550199",
            handle="d7",
            roles=("dispatcher", "call_taker", "dispatcher"),
            agency="county fire",
        )
    )
    return story


def the(story: Story, person: str = "p-osei") -> Person:
    found = story.picture.people.get(person)
    assert found is not None
    return found


def test_a_person_is_a_pseudonym_whose_name_is_sealed_under_their_own_key() -> None:
    osei = the(a_town())
    assert osei.name == Words("person/p-osei", "Mary Osei")
    assert osei.contact == Words("person/p-osei", "0170 5550199")
    assert osei.roles == ("call_taker", "dispatcher")
    assert (osei.handle, osei.agency, osei.is_active) == ("d7", "county fire", True)


def test_a_person_without_an_id_gets_one() -> None:
    story = Story()
    story.done(RegisterPerson(name="Ada Berg"))
    (person,) = story.picture.people
    assert person.startswith("PE-p")


def test_an_id_or_a_handle_is_given_once() -> None:
    story = a_town()
    assert story.refused(RegisterPerson(id="p-osei")) == Refused(
        "person_exists", {"person": "p-osei"}
    )
    assert story.refused(RegisterPerson(handle="D7")) == Refused(
        "handle_taken", {"person": "p-osei"}
    )
    assert story.refused(SetHandle(person="p-admin", handle="d7")).code == "handle_taken"
    story.done(SetHandle(person="p-osei", handle="d8"))
    assert the(story).handle == "d8"
    assert story.done(SetHandle(person="p-osei", handle="d8")) == []
    story.done(SetHandle(person="p-admin", handle="d7"))


def test_a_handle_does_not_tell_the_name() -> None:
    story = a_town()
    for handle in ("mosei", "MARY", "osei-7"):
        refused = story.refused(RegisterPerson(id="p-x", name="Mary Osei", handle=handle))
        assert refused == Refused("handle_tells_name", {"person": "p-x"})
    story.done(SetHandle(person="p-osei", handle="lindgren"))
    refused = story.refused(DescribePerson(person="p-osei", name="Mary Lindgren"))
    assert refused.code == "handle_tells_name"


def test_a_person_is_described_anew_and_the_rest_stays() -> None:
    story = a_town()
    story.done(DescribePerson(person="p-osei", name="Mary Osei-Berg"))
    assert the(story).name == Words("person/p-osei", "Mary Osei-Berg")
    assert the(story).contact == Words("person/p-osei", "0170 5550199")
    assert story.done(DescribePerson(person="p-osei", agency="county fire")) == []


def test_roles_act_at_once_and_only_known_ones_are_given() -> None:
    story = a_town()
    story.done(SetRoles(person="p-osei", roles=("duty_officer",)))
    assert the(story).roles == ("duty_officer",)
    assert story.done(SetRoles(person="p-osei", roles=("duty_officer",))) == []
    unknown = Refused("role_unknown", {"role": "wizard"})
    assert story.refused(SetRoles(person="p-osei", roles=("chief", "wizard"))) == unknown
    assert story.refused(RegisterPerson(roles=("wizard",))) == unknown


def test_of_two_who_set_roles_the_second_hears_of_the_first() -> None:
    story = a_town()
    had = the(story).roles
    story.done(SetRoles(person="p-osei", roles=("chief", "planner"), over=had))
    moved_on = {"person": "p-osei", "roles": "chief, planner"}
    second = SetRoles(person="p-osei", roles=("crew",), over=had)
    assert story.refused(second) == Refused("roles_have_moved_on", moved_on)
    same = SetRoles(person="p-osei", roles=("planner", "chief"), over=had)
    assert story.done(same) == [], "both decided the same"
    story.done(SetRoles(person="p-osei", roles=("crew",), over=("planner", "chief")))
    assert the(story).roles == ("crew",)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_of_the_access_table_can_be_given(role: Role) -> None:
    story = a_town()
    story.done(SetRoles(person="p-osei", roles=(role,)))
    assert the(story).roles == (role,)


@pytest.mark.parametrize(
    "command",
    [
        SetRoles(person="p-admin", roles=("chief",)),
        DeactivatePerson(person="p-admin", reason="retires"),
        ForgetPerson(person="p-admin", ground=ForgetGround.objection),
    ],
    ids=lambda each: type(each).__name__,
)
def test_the_last_administrator_stays(command: Command) -> None:
    story = a_town()
    last = Refused("last_administrator", {"person": "p-admin"})
    assert story.refused(command) == last
    story.done(RegisterPerson(id="p-second", roles=("administrator",)))
    story.done(DeactivatePerson(person="p-second", reason="on leave"))
    assert story.refused(command) == last, "somebody on leave administers nothing"
    story.done(ReactivatePerson(person="p-second"))
    story.done(command)


def test_whoever_leaves_goes_off_duty_and_finds_the_same_roles_on_return() -> None:
    story = a_town()
    story.done(BeginDuty(person="p-osei"))
    (event,) = story.done(DeactivatePerson(person="p-osei", reason="parental leave"))
    assert isinstance(event, PersonDeactivated)
    assert event.reason == Words("person/p-osei", "parental leave")
    assert (the(story).is_active, the(story).duty) == (False, None)
    refused = story.refused(DeactivatePerson(person="p-osei", reason="again"))
    assert refused == Refused("person_is_inactive", {"person": "p-osei"})
    story.done(ReactivatePerson(person="p-osei"))
    assert the(story).is_active
    assert the(story).roles == ("call_taker", "dispatcher")
    refused = story.refused(ReactivatePerson(person="p-osei"))
    assert refused == Refused("person_is_active", {"person": "p-osei"})


@pytest.mark.parametrize(
    "command",
    [
        DescribePerson(person="p-x", agency="works"),
        SetHandle(person="p-x", handle="x1"),
        SetRoles(person="p-x", roles=("chief",)),
        GiveCredential(person="p-x", kind="emd"),
        RevokeCredential(person="p-x", kind="emd", reason="x"),
        DeactivatePerson(person="p-x", reason="x"),
        ReactivatePerson(person="p-x"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_nothing_is_done_with_whoever_is_unknown_or_forgotten(command: Command) -> None:
    story = a_town()
    assert story.refused(command) == Refused("person_unknown", {"person": "p-x"})
    story.done(RegisterPerson(id="p-x"))
    story.done(ForgetPerson(person="p-x", ground=ForgetGround.objection))
    gone = Refused("person_is_forgotten", {"person": "p-x"})
    assert story.refused(command) == gone
    assert story.refused(RegisterPerson(id="p-x", name="Somebody Else")) == gone


def test_facts_about_people_who_are_unknown_change_nothing() -> None:
    story = Story()
    before = story.picture
    story.given(
        RolesSet(person="p-x", roles=("chief",)),
        CredentialGiven(person="p-x", credential=Credential("emd")),
    )
    assert story.picture == before
