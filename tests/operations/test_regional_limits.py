"""What a neighbour may not do to an incident of several towns, and what a restore leaves of one."""

from tests.laws.regional_world import RegionalWorld, replace
from tests.operations.test_regional import done, joined, link
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
)
from tocsin.operations.regional_lead import MOST_CONFLICTS, AcceptRegionalLead, OfferRegionalLead

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
