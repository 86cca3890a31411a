"""What a neighbour may not do to an incident of several towns, and what a restore leaves of one."""

from tests.laws.regional_world import PATH, RegionalWorld, replace
from tests.operations.test_regional import done, joined, link
from tocsin.operations.picture.agreement import AgreementState, EscalationLevel
from tocsin.operations.picture.regional import (
    LeadClaim,
    LeadOffer,
    RegionalName,
    RegionalProposal,
    RegionalStand,
)
from tocsin.operations.regional import DeclineRegional, JoinRegional, LeaveRegional, LinkRegional
from tocsin.operations.regional_hearing import (
    MOST_STEPS,
    HeardRegional,
    HearRegional,
    is_believed,
    is_heard,
)
from tocsin.operations.regional_lead import (
    MOST_CONFLICTS,
    TAKING_HOLDS_FOR,
    AcceptRegionalLead,
    ConfirmRegionalLead,
    OfferRegionalLead,
    TakeRegionalLead,
)
from tocsin.operations.regional_levels import RaiseRegional
from tocsin.operations.regional_numbers import MOST_MADE

LATE = 2**40
"""A revision after all that were said."""


def hear(world: RegionalWorld, by: str, told: HeardRegional, at: str = "PE") -> str | None:
    return world.order(at, HearRegional(by=by, told=told), actor="system/neighbours")


def says(number: str, *claims: LeadClaim, **more: object) -> HeardRegional:
    """A row as a town that has part says it, with whatever else it says."""
    told = HeardRegional(
        id=number, stand=RegionalStand.joined, revision=LATE, names=(RegionalName(number),),
        claims=claims,
    )  # fmt: skip
    return replace(told, **more)


def test_our_number_is_given_up_by_the_town_that_leads_under_it_and_no_other() -> None:
    world = joined()
    ours, evil = world.row("PE").id, "WE-R000000-0001"
    names = (RegionalName(ours, evil), RegionalName(evil))
    told = says(evil, LeadClaim(evil, 1, "WE"), names=names)
    hear(world, "WE", told)
    assert (world.row("PE").id, world.row("PE").lead) == (ours, "PE")
    assert not is_believed(told, world.stories["PE"].picture), "it is looked at again"


def test_a_town_that_nobody_asked_has_no_part_by_asking_us() -> None:
    world = RegionalWorld(("PE", "WE", "QU"))
    link(world, "PE", "WE", "WE-X")
    done(world, "WE", JoinRegional(regional=world.row("WE").id, incident="WE-X"))
    world.settle()
    before, evil = world.row("PE"), "QU-R000000-0001"
    names = (RegionalName(before.id, evil), RegionalName(evil))
    asks = (RegionalProposal("PE"),)
    told = says(evil, LeadClaim(evil, 1, "QU"), names=names, proposals=asks)
    assert hear(world, "QU", told) == "regional_town_not_asked"
    assert world.row("PE") == before
    assert hear(world, "WE", says(world.row("PE").id)) is None, "whoever has part is heard"


def test_a_lead_goes_on_by_steps_and_never_to_the_end_of_numbers() -> None:
    for far in (LeadClaim("", 2**63, "PE"), LeadClaim("", 1, "PE", serial=MOST_STEPS * 3)):
        world = joined()
        before = world.row("WE")
        hear(world, "PE", says(before.id, replace(far, number=before.id)), at="WE")
        assert world.row("WE").claim == before.claim
    near = LeadClaim(before.id, before.claim.term + MOST_STEPS, "PE")  # type: ignore[union-attr]
    hear(world, "PE", says(before.id, near, revision=LATE + 1), at="WE")
    assert world.row("WE").claim == near


def test_conflicts_about_the_lead_do_not_fill_the_picture() -> None:
    world = joined()
    number, term = world.row("PE").id, 1
    for turn in range(MOST_CONFLICTS + 10):
        for claim in (
            LeadClaim(number, term + 1, "WE", is_taken=True),
            LeadClaim(number, term + 2, "PE"),
        ):
            hear(world, "WE", says(number, claim, revision=LATE + 2 * turn + claim.term))
        term += 2
    assert len(world.row("PE").conflicts) == MOST_CONFLICTS


def test_the_name_of_a_town_is_a_name_and_not_a_text_without_end() -> None:
    world = joined()
    number = world.row("PE").id
    for told in (
        says(number, offer=LeadOffer("x" * 5_000, 1)),
        says(number, LeadClaim("WE-R000000-0001", 1, "Z" * 5_000)),
    ):
        assert hear(world, "WE", told) == "regional_row_unsound"


def test_who_accepted_the_lead_does_not_leave_before_it_has_it() -> None:
    world = joined()
    number = world.row("PE").id
    done(world, "PE", OfferRegionalLead(regional=number, to="WE"))
    world.settle()
    done(world, "WE", AcceptRegionalLead(regional=number))
    leave = LeaveRegional(regional=number, reason="our part is out")
    assert world.order("WE", leave) == "regional_lead_stays"
    world.settle()
    assert world.row("PE").lead == "WE"


def test_an_offer_that_was_taken_back_and_made_again_is_accepted_by_the_word_that_is_out() -> None:
    world = joined()
    number = world.row("PE").id
    offer = OfferRegionalLead(regional=number, to="WE")
    done(world, "PE", offer)
    world.settle()
    done(world, "WE", AcceptRegionalLead(regional=number))
    done(world, "PE", OfferRegionalLead(regional=number, to="PE"))
    world.settle()
    done(world, "PE", offer)
    world.settle()
    assert {world.row(each).lead for each in world.towns} == {"WE"}


def test_a_town_that_declined_is_asked_again_when_a_person_asks_again() -> None:
    world = RegionalWorld()
    link(world, "PE", "WE", "WE-X")
    done(world, "WE", DeclineRegional(regional=world.row("WE").id, reason="another fire"))
    world.settle()
    assert world.row("WE").stand is RegionalStand.declined
    done(world, "PE", LinkRegional(to="WE", incident="PE-X", theirs="WE-X"))
    world.settle()
    assert world.row("WE").stand is RegionalStand.asked
    done(world, "WE", JoinRegional(regional=world.row("WE").id, incident="WE-X"))
    world.settle()
    assert (world.row("PE").joined, world.row("WE").joined) == (("WE",), ("PE",))


# numbers


def junk(town: str, many: int, into: str) -> tuple[RegionalName, ...]:
    return tuple(RegionalName(f"{town}-R000000-{each:04d}", into) for each in range(1, many + 1))


def test_a_neighbour_gives_an_incident_no_more_numbers_than_anybody_needs() -> None:
    world = joined()
    number = world.row("PE").id
    few = says(number, names=(RegionalName(number), *junk("WE", MOST_MADE, number)))
    assert hear(world, "WE", few) is None
    assert len(world.row("PE").aliases) == MOST_MADE
    many = replace(few, names=(RegionalName(number), *junk("WE", MOST_MADE + 1, number)))
    assert hear(world, "WE", replace(many, revision=LATE + 1)) == "too_many_numbers"
    before = world.row("PE")
    foreign = (RegionalName(number), *junk("ZZ", MOST_MADE, number), *junk("YY", 9, number))
    told = says(number, revision=LATE + 2, names=foreign)
    assert hear(world, "WE", told) is None, "they may be others' doing, and are left out"
    assert len(world.row("PE").aliases) == 2 * MOST_MADE
    assert world.row("PE").id == before.id
    assert is_heard("WE", told, world.stories["PE"].picture, "PE"), "it is not tried for ever"


def test_whoever_asks_first_names_no_more_of_them_either() -> None:
    world = RegionalWorld()
    evil = "WE-R000000-0000"
    asks = (RegionalProposal("PE", serial=1),)
    names = (RegionalName(evil), *junk("WE", MOST_MADE, evil))
    assert hear(world, "WE", says(evil, names=names, proposals=asks)) == "too_many_numbers"
    assert hear(world, "WE", says(evil, names=names[:-1], proposals=asks)) is None


def test_leads_under_numbers_that_it_does_not_have_are_not_taken_in() -> None:
    world = joined()
    number = world.row("PE").id
    for turn in range(3):
        claims = tuple(LeadClaim(f"WE-R00000{turn}-{e:04d}", 1, "WE") for e in range(9))
        told = says(number, *claims, revision=LATE + turn)
        assert hear(world, "WE", told) == "regional_row_unsound"
    assert len(world.row("PE").claims) == 1


# what holds for a time


def suspended(world: RegionalWorld, town: str, partner: str, state: AgreementState) -> None:
    story = world.stories[town]
    compact = story.picture.compacts.get(partner)
    assert compact is not None
    compacts = story.picture.compacts.put(partner, replace(compact, state=state))
    story.picture = replace(story.picture, compacts=compacts)


def test_what_was_raised_while_the_agreement_was_suspended_follows_when_it_holds_again() -> None:
    world = joined(("PE", "WE", "KR"), path=PATH)
    number = world.row("PE").id
    suspended(world, "PE", "WE", AgreementState.suspended)
    done(world, "WE", RaiseRegional(regional=number))
    world.settle()
    assert world.row("PE").level is EscalationLevel.towns
    told = next(t for by, to, t in reversed(world.said) if (by, to) == ("WE", "PE"))
    assert not is_heard("WE", told, world.stories["PE"].picture, "PE"), "it is looked at again"
    suspended(world, "PE", "WE", AgreementState.in_force)
    assert hear(world, "WE", told) is None
    assert world.row("PE").level is EscalationLevel.region
    assert is_heard("WE", told, world.stories["PE"].picture, "PE")


def test_the_first_officers_word_is_of_today_or_it_is_said_again() -> None:
    world = joined()
    number = world.row("PE").id
    take = TakeRegionalLead(regional=number, reason="not heard of")
    confirm = ConfirmRegionalLead(regional=number)
    done(world, "WE", take)
    world.stories["WE"].now_s += TAKING_HOLDS_FOR.seconds
    assert world.order("WE", confirm, actor="p-two") == "lead_taking_too_old"
    done(world, "WE", take)
    assert world.order("WE", confirm, actor="p-two") is None


def test_a_lead_that_is_agreed_to_be_a_third_towns_is_taken_by_that_one() -> None:
    world = joined(("PE", "WE", "KR"), path=PATH)
    number = world.row("PE").id
    take = TakeRegionalLead(regional=number, reason="not heard of")
    done(world, "WE", take)  # at the level of the towns PE leads, and is not to be reached
    done(world, "PE", RaiseRegional(regional=number))
    world.settle()
    confirm = ConfirmRegionalLead(regional=number)
    assert world.order("WE", take) == "lead_agreed_elsewhere"
    assert world.order("WE", confirm, actor="p-two") == "lead_agreed_elsewhere"
    done(world, "KR", take)
    assert world.order("KR", confirm, actor="p-two") is None
    world.settle()
    assert world.row("WE").lead == "KR"
    done(world, "WE", take)  # the region is gone: the towns take the lead back


def test_who_declined_one_town_is_asked_by_another_all_the_same() -> None:
    world = RegionalWorld(("PE", "QU", "WE"))
    link(world, "PE", "QU", "QU-X")
    number = world.row("PE").id
    done(world, "QU", JoinRegional(regional=number, incident="QU-X"))
    world.settle()
    link(world, "PE", "WE", "WE-X")
    done(world, "WE", DeclineRegional(regional=number, reason="another fire"))
    world.settle()
    assert world.row("WE").stand is RegionalStand.declined
    done(world, "QU", LinkRegional(to="WE", incident="QU-X", theirs="WE-X"))
    world.settle()
    assert world.row("WE").stand is RegionalStand.asked
    done(world, "WE", JoinRegional(regional=number, incident="WE-X"))
    world.settle()
    assert world.row("PE").joined == ("QU", "WE")
