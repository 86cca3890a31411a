"""One incident of several towns: asked, joined, declined, left, closed; led by one, handed over."""

import pytest

from tests.laws.regional_world import PATH, RegionalWorld, agreed, commanded, replace
from tocsin.access import Eye, partner
from tocsin.operations.incident import CloseIncident, IncidentOpened, ReopenIncident
from tocsin.operations.objectives import MeetObjective, SetObjective
from tocsin.operations.orders import Command
from tocsin.operations.picture.agreement import EscalationLevel
from tocsin.operations.picture.command import ObjectiveState
from tocsin.operations.picture.regional import (
    LeadClaim,
    RegionalName,
    RegionalProposal,
    RegionalStand,
    root_of,
)
from tocsin.operations.regional import (
    ArchiveRegional,
    DeclineRegional,
    JoinRegional,
    LeaveRegional,
    LinkRegional,
    due,
)
from tocsin.operations.regional_hearing import HeardRegional, HearRegional
from tocsin.operations.regional_lead import (
    AcceptRegionalLead,
    CloseLeadConflict,
    ConfirmRegionalLead,
    OfferRegionalLead,
    TakeRegionalLead,
)
from tocsin.operations.regional_levels import LowerRegional, RaiseRegional
from tocsin.operations.regional_shared import EndSharedObjective, NameCommander, ShareObjective
from tocsin.operations.restriction import RestrictIncident
from tocsin.terms.codes import IncidentStatus
from tocsin.terms.ics import ObjectivePriority


def done(world: RegionalWorld, town: str, *commands: Command) -> None:
    for each in commands:
        assert world.order(town, each) is None, each


def link(world: RegionalWorld, by: str, to: str, theirs: str | None = None) -> None:
    done(world, by, LinkRegional(to=to, incident=f"{by}-X", theirs=theirs))
    world.settle()


def joined(towns: tuple[str, ...] = ("PE", "WE"), **more: object) -> RegionalWorld:
    """All joined what the first asked."""
    world = RegionalWorld(towns, **more)  # type: ignore[arg-type]
    first, *others = towns
    for each in others:
        link(world, first, each, None if each == "KR" else f"{each}-X")
        incident = None if each == "KR" else f"{each}-X"
        done(world, each, JoinRegional(regional=world.row(each).id, incident=incident))
        world.settle()
    return world


def numbers(world: RegionalWorld) -> set[str]:
    return {world.row(each).id for each in world.towns}


def leads(world: RegionalWorld) -> set[str | None]:
    return {world.row(each).lead for each in world.towns}


def test_one_town_asks_the_other_joins_and_both_have_one_number() -> None:
    world = RegionalWorld()
    link(world, "PE", "WE", "0417")
    there = world.row("WE")
    assert (there.stand, there.asked_for) == (RegionalStand.asked, "WE-X")
    assert there.lead is None, "nobody leads what one town is alone in"
    assert there.closed_at is None, "what is asked waits for an answer"
    done(world, "WE", JoinRegional(regional=there.id, incident="WE-X"))
    world.settle()
    assert len(numbers(world)) == 1
    assert leads(world) == {"PE"}
    home = world.row("PE").member("WE")
    assert home is not None
    assert (home.number, home.status) == ("0417", IncidentStatus.open)
    before = world.stories["PE"].position
    done(world, "PE", LinkRegional(to="WE", incident="PE-X"))
    done(world, "WE", JoinRegional(regional=there.id, incident="WE-X"))
    assert world.stories["PE"].position == before, "said again it records nothing"


def test_declined_it_is_over_at_both_ends() -> None:
    world = RegionalWorld()
    link(world, "PE", "WE", "WE-X")
    done(world, "WE", DeclineRegional(regional=world.row("WE").id, reason="another fire"))
    world.settle()
    found = world.row("PE")
    assert found.proposals == ()
    assert found.member("WE").stand is RegionalStand.declined  # type: ignore[union-attr]
    assert world.order("PE", OfferRegionalLead(regional=found.id, to="WE")) == "nobody_leads_yet"
    done(world, "WE", DeclineRegional(regional=found.id))


def test_two_proposals_for_one_pair_that_cross_make_one_number() -> None:
    world = RegionalWorld()
    done(world, "PE", LinkRegional(to="WE", incident="PE-X", theirs="WE-X"))
    done(world, "WE", LinkRegional(to="PE", incident="WE-X", theirs="0417"))
    made = {world.row("PE").id, world.row("WE").id}
    assert len(made) == 2
    world.settle()
    assert numbers(world) == {min(made)}
    assert world.row("PE").aliases == (max(made),)
    assert leads(world) == {"PE"}
    assert all(world.row(each).has_part for each in world.towns)


def test_two_regional_incidents_become_one_by_the_word_of_the_lead() -> None:
    """PE and KR have one, WE and QU another; WE, which leads the second, joins the first."""
    world = RegionalWorld(("PE", "WE", "KR", "QU"))
    for by, to in (("PE", "KR"), ("WE", "QU")):
        done(world, by, LinkRegional(to=to, incident=f"{by}-X", theirs=f"{to}-X"))
        world.settle()
        done(world, to, JoinRegional(regional=world.row(to).id, incident=f"{to}-X"))
        world.settle()
    first, second = world.row("PE").id, world.row("WE").id
    done(world, "PE", LinkRegional(to="QU", incident="PE-X", theirs="QU-X"))
    world.settle()
    not_led = world.order("QU", JoinRegional(regional=first, incident="QU-X"))
    assert not_led == "regional_yields_by_lead"
    done(world, "PE", LinkRegional(to="WE", incident="PE-X", theirs="WE-X"))
    world.settle()
    done(world, "WE", JoinRegional(regional=first, incident="WE-X"))
    world.settle()
    assert numbers(world) == {first}
    assert leads(world) == {"PE"}
    assert {world.row(each).aliases for each in world.towns} == {(second,)}
    assert world.row("QU").joined == ("KR", "PE", "WE"), "all know of all"


def test_the_lead_is_offered_accepted_passed_and_never_with_two() -> None:
    world = joined()
    number = world.row("PE").id
    done(world, "PE", OfferRegionalLead(regional=number, to="WE"))
    assert world.order("WE", OfferRegionalLead(regional=number, to="PE")) == "not_in_lead"
    assert world.order("WE", AcceptRegionalLead(regional=number)) == "lead_not_offered"
    world.settle()
    assert leads(world) == {"PE"}, "offered is not passed"
    done(world, "WE", AcceptRegionalLead(regional=number))
    assert world.row("WE").lead == "PE"
    world.settle()
    assert leads(world) == {"WE"}
    assert all(world.row(e).offer is None and world.row(e).accepts is None for e in world.towns)
    assert world.row("PE").conflicts == ()
    assert world.order("WE", AcceptRegionalLead(regional=number)) == "leads_already"


def test_an_offer_taken_back_is_not_passed() -> None:
    world = joined()
    number = world.row("PE").id
    done(world, "PE", OfferRegionalLead(regional=number, to="WE"))
    world.settle()
    done(world, "PE", OfferRegionalLead(regional=number, to="PE"))
    done(world, "WE", AcceptRegionalLead(regional=number))
    world.settle()
    assert leads(world) == {"PE"}


def test_two_officers_take_the_lead_and_a_conflict_stands_in_both_logs() -> None:
    world = joined()
    number = world.row("PE").id
    assert world.order("PE", TakeRegionalLead(regional=number, reason="why")) == "leads_already"
    confirm = ConfirmRegionalLead(regional=number)
    assert world.order("WE", confirm) == "lead_taking_not_open"
    done(world, "WE", TakeRegionalLead(regional=number, reason="the hall burns"))
    assert world.order("WE", confirm) == "lead_second_officer_needed"
    assert world.order("WE", confirm, actor="p-two") is None
    assert world.row("PE").lead == "PE", "it has not read it"
    world.settle()
    assert leads(world) == {"WE"}
    for each in world.towns:
        (conflict,) = world.row(each).conflicts
        assert (conflict.losing, conflict.winning) == ("PE", "WE")
        done(world, each, CloseLeadConflict(regional=number, resolution="spoken about"))
        again = CloseLeadConflict(regional=number, resolution="spoken about")
        assert world.order(each, again) == "lead_conflict_unknown"


def test_a_lead_passed_and_taken_at_once_is_with_whom_it_was_passed_to() -> None:
    world = joined(("PE", "WE", "QU"))
    number = world.row("PE").id
    done(world, "PE", OfferRegionalLead(regional=number, to="QU"))
    world.settle()
    done(world, "WE", TakeRegionalLead(regional=number, reason="not heard of"))
    assert world.order("WE", ConfirmRegionalLead(regional=number), actor="p-two") is None
    done(world, "QU", AcceptRegionalLead(regional=number))
    for index in range(len(world.said)):  # PE reads the acceptance before the taking
        if world.said[index][:2] == ("QU", "PE"):
            world.deliver(index)
    world.settle()
    assert leads(world) == {"QU"}
    assert all(world.row(each).conflicts for each in ("WE", "QU"))


def test_each_closes_its_own_and_it_is_over_when_all_have() -> None:
    world = joined(("PE", "WE", "KR"))
    done(world, "PE", CloseIncident(incident="PE-X", disposition="done"))
    world.settle()
    assert all(world.row(each).closed_at is None for each in world.towns)
    done(world, "WE", CloseIncident(incident="WE-X", disposition="done"))
    world.settle()
    assert all(world.row(each).closed_at is not None for each in world.towns)
    number = world.row("PE").id
    more = LinkRegional(to="WE", regional=number)
    assert world.order("KR", more) == "regional_is_closed"
    done(world, "WE", ReopenIncident(incident="WE-X", reason="it burns again"))
    world.settle()
    assert all(world.row(each).closed_at is None for each in world.towns)
    done(world, "WE", CloseIncident(incident="WE-X", disposition="done"))
    story = world.stories["WE"]
    story.now_s += 31 * 86_400
    now = story._at(None)
    assert due(story.picture, now) == [ArchiveRegional(regional=number)]
    done(world, "WE", *due(story.picture, now), ArchiveRegional(regional=number))
    assert world.rows("WE") == []


def test_whoever_leads_hands_over_before_it_leaves() -> None:
    world = joined()
    number = world.row("PE").id
    assert world.order("PE", LeaveRegional(regional=number, reason="no")) == "regional_lead_stays"
    done(world, "WE", LeaveRegional(regional=number, reason="not ours after all"))
    assert world.order("WE", RaiseRegional(regional=number)) == "regional_no_part"
    world.settle()
    assert world.row("PE").joined == ()
    done(world, "WE", JoinRegional(regional=number, incident="WE-Y"))
    world.settle()
    assert world.row("PE").joined == ("WE",)


def test_a_restricted_incident_tells_only_that_the_town_has_part() -> None:
    world = joined()
    done(world, "WE", RestrictIncident(incident="WE-X", need_to_know=("p-one",)))
    world.settle()
    told = world.row("PE").member("WE")
    assert told is not None
    assert (told.ours, told.number, told.status) == (None, None, None)
    assert told.is_closed is False
    done(world, "WE", CloseIncident(incident="WE-X", disposition="done"))
    done(world, "PE", CloseIncident(incident="PE-X", disposition="done"))
    world.settle()
    assert world.row("PE").closed_at is not None, "it is closed all the same"


def test_commanders_and_shared_objectives_are_told_as_agreed_and_names_are_not() -> None:
    world = joined()
    commanded(world, "PE")
    number = world.row("PE").id
    text = "hold the ridge road"
    life = ObjectivePriority.life_safety
    done(world, "PE", SetObjective(incident="PE-X", text="hold the road", priority=life))
    (own,) = world.stories["PE"].picture.objectives
    wanted = ShareObjective(regional=number, text=text, priority=life, objective=own)
    done(world, "PE", wanted, NameCommander(regional=number, name="Ada Perry"))
    unknown = ShareObjective(regional=number, text=text, priority=life, objective="no")
    assert world.order("PE", unknown) == "objective_unknown"
    shown = Eye(world.stories["PE"].picture, partner("WE")).shown(("regional_incidents", number))
    assert shown is not None
    assert [each.text.text for each in shown["objectives"]] == [text]  # type: ignore[attr-defined]
    assert len(shown["commanders"]) == 1  # type: ignore[arg-type]
    assert "commander_name" not in shown, "that was not agreed"
    done(world, "PE", MeetObjective(objective=own))
    (shared,) = world.row("PE").objectives
    assert shared.state is ObjectiveState.met, "it follows the own one"
    end = EndSharedObjective(
        regional=number, shared_objective=shared.id, state=ObjectiveState.abandoned
    )
    done(world, "PE", end, end)
    nothing = replace(end, shared_objective="no")
    assert world.order("PE", nothing) == "objective_unknown"
    for _ in range(29):
        done(world, "PE", replace(wanted, objective=None))
    assert world.order("PE", wanted) == "too_many_shared"
    stranger = Eye(world.stories["PE"].picture, partner("QU"))
    assert stranger.shown(("regional_incidents", number)) is None


def test_which_incident_another_town_is_asked_about_is_not_told() -> None:
    world = RegionalWorld(("PE", "WE", "QU"))
    done(world, "PE", LinkRegional(to="WE", incident="PE-X", theirs="WE-X"))
    done(world, "PE", LinkRegional(to="QU", incident="PE-X", theirs="QU-Y"))
    (told,) = [t for by, to, t in world.said if (by, to) == ("PE", "QU")]
    assert [(each.town, each.theirs) for each in told.proposals] == [("QU", "QU-Y")]


# the levels


def test_it_is_raised_to_the_region_led_by_agreement_and_lowered_again() -> None:
    world = joined(("PE", "WE", "KR"), path=PATH)
    number = world.row("PE").id
    done(world, "PE", RaiseRegional(regional=number))
    assert world.order("PE", RaiseRegional(regional=number)) == "level_is_reached"
    world.settle()
    assert {world.row(each).level for each in world.towns} == {EscalationLevel.region}
    assert leads(world) == {"PE"}, "by its own word alone nobody leads"
    done(world, "KR", AcceptRegionalLead(regional=number))
    world.settle()
    assert leads(world) == {"KR"}
    done(world, "KR", LowerRegional(regional=number))
    world.settle()
    done(world, "PE", AcceptRegionalLead(regional=number))
    world.settle()
    assert leads(world) == {"PE"}
    assert world.row("WE").level is EscalationLevel.towns


def test_a_region_that_has_no_part_yet_is_asked_and_offered_the_lead_once_it_has() -> None:
    world = RegionalWorld(("PE", "WE", "KR"), path=PATH)
    link(world, "PE", "WE", "WE-X")
    done(world, "WE", JoinRegional(regional=world.row("WE").id, incident="WE-X"))
    world.settle()
    number = world.row("PE").id
    done(world, "PE", RaiseRegional(regional=number))
    world.settle()  # also that it is asked is read
    assert world.row("KR").stand is RegionalStand.asked
    done(world, "KR", JoinRegional(regional=number))
    world.settle()
    done(world, "KR", AcceptRegionalLead(regional=number))
    world.settle()
    assert leads(world) == {"KR"}


def test_a_town_that_may_by_agreement_raises_and_the_lead_follows_once() -> None:
    world = joined(("PE", "WE", "KR"), path=PATH)
    number = world.row("PE").id
    done(world, "WE", RaiseRegional(regional=number), RaiseRegional(regional=number))
    assert world.row("WE").level is EscalationLevel.towns, "the lead has not read it"
    world.settle()
    assert world.row("WE").level is EscalationLevel.region
    assert world.row("WE").asks is None
    assert world.order("WE", LowerRegional(regional=number)) == "level_not_ours_to_set"
    done(world, "PE", LowerRegional(regional=number))
    world.settle()
    for index in range(len(world.said)):
        world.deliver(index)
    world.settle()
    assert world.row("PE").level is EscalationLevel.towns, "what was asked before is done with"


def test_without_a_path_nothing_is_raised_and_paths_that_differ_are_said() -> None:
    world = joined()
    number = world.row("PE").id
    assert world.order("PE", RaiseRegional(regional=number)) == "escalation_not_agreed"
    world = joined(("PE", "WE", "KR"), path=PATH)
    other = tuple(each if each.level is EscalationLevel.towns else type(each)(each.level, "WE")
                  for each in PATH)  # fmt: skip
    story = world.stories["PE"]
    compacts = story.picture.compacts.put("WE", agreed("PE", "WE", other))
    story.picture = replace(story.picture, compacts=compacts)
    number = world.row("PE").id
    assert world.order("PE", RaiseRegional(regional=number)) == "escalation_paths_differ"
    done(world, "PE", RaiseRegional(regional=number, leads="WE"))


def test_a_region_without_incidents_links_two_towns() -> None:
    world = RegionalWorld(("KR", "PE", "WE"))
    done(world, "KR", LinkRegional(to="PE", theirs="PE-X"))
    number = world.row("KR").id
    done(world, "KR", LinkRegional(to="WE", theirs="WE-X", regional=number))
    world.settle()
    for each in ("PE", "WE"):
        done(world, each, JoinRegional(regional=number, incident=f"{each}-X"))
        world.settle()
    assert leads(world) == {"KR"}
    assert world.row("PE").joined == ("KR", "WE"), "they learn of each other by the region"


def test_a_town_asked_by_a_neighbour_of_ours_is_heard_through_it_or_directly() -> None:
    """PE speaks with WE alone, WE with QU: QU's part is known where it is told, the lead goes on
    through WE."""
    world = RegionalWorld(("PE", "WE", "QU"), links=(("PE", "WE"), ("WE", "QU")))
    link(world, "PE", "WE", "WE-X")
    done(world, "WE", JoinRegional(regional=world.row("WE").id, incident="WE-X"))
    world.settle()
    link(world, "WE", "QU", "QU-X")
    done(world, "QU", JoinRegional(regional=world.row("QU").id, incident="QU-X"))
    world.settle()
    assert len(numbers(world)) == 1
    assert leads(world) == {"PE"}
    assert world.row("QU").joined == ("WE",)
    assert world.row("PE").member("WE").towns == ("PE", "QU")  # type: ignore[union-attr]


# what is refused, and who is not believed


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (LinkRegional(to="QU", incident="PE-X"), "regional_not_agreed"),
        (LinkRegional(to="PE", incident="PE-X"), "regional_not_agreed"),
        (LinkRegional(to="WE", incident="PE-Z"), "incident_unknown"),
        (LinkRegional(to="WE"), "incident_unknown"),
        (JoinRegional(regional="PE-R260302-0001"), "regional_unknown"),
        (DeclineRegional(regional="PE-R260302-0001"), "regional_unknown"),
    ],
)
def test_what_is_not_there_or_not_agreed_is_refused(order: Command, code: str) -> None:
    assert RegionalWorld().order("PE", order) == code


def test_one_of_ours_is_part_of_one_and_one_has_one_of_ours() -> None:
    world = joined()
    number = world.row("PE").id
    second = LinkRegional(to="WE", incident="PE-Y", regional=number)
    assert world.order("PE", second) == "regional_has_our_incident"
    other = JoinRegional(regional=number, incident="PE-Y")
    assert world.order("PE", other) == "regional_has_our_incident"
    assert world.order("PE", DeclineRegional(regional=number)) == "regional_not_asked"
    alone = RegionalWorld()
    link(alone, "PE", "WE")
    mine = alone.row("PE").id
    assert alone.order("PE", JoinRegional(regional=mine, incident="PE-Y")) == "regional_not_asked"
    done(alone, "WE", JoinRegional(regional=mine, incident="WE-X"))
    assert alone.order("WE", OfferRegionalLead(regional=mine, to="PE")) == "nobody_leads_yet"
    alone.settle()
    assert alone.order("PE", OfferRegionalLead(regional=mine, to="QU")) == "taker_has_no_part"


def row_of(number: str, **more: object) -> HeardRegional:
    return HeardRegional(
        number, RegionalStand.joined, 2_000_000_000, (RegionalName(number),),
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("by", "told", "code"),
    [
        ("QU", row_of("QU-R260302-0001"), "regional_author_not_agreed"),
        ("WE", row_of("WE-R260302-0001"), "regional_not_for_us"),
        ("WE", row_of("no number"), "regional_row_unsound"),
        ("WE", HeardRegional("WE-R260302-0001", RegionalStand.joined, 1, ()),
         "regional_row_unsound"),
    ],
)  # fmt: skip
def test_a_neighbour_is_not_heard_of_what_is_not_its_to_say(
    by: str, told: HeardRegional, code: str
) -> None:
    assert RegionalWorld().order("PE", HearRegional(by=by, told=told)) == code


def test_a_neighbour_does_not_lead_by_its_own_word_nor_join_what_it_was_not_asked() -> None:
    world = joined(("PE", "WE", "QU"))
    number = world.row("PE").id
    claims = (LeadClaim(number, 9, "WE"),)
    done(world, "PE", HearRegional(by="WE", told=row_of(number, claims=claims)))
    assert world.row("PE").lead == "PE"
    alone = RegionalWorld(("PE", "WE", "QU"))
    link(alone, "PE", "WE")
    stranger = HearRegional(by="QU", told=row_of(alone.row("PE").id))
    assert alone.order("PE", stranger) == "regional_town_not_asked"


def test_a_neighbour_does_not_make_one_of_two_of_ours() -> None:
    world = RegionalWorld(("PE", "WE", "QU"))
    link(world, "PE", "WE")
    done(world, "PE", LinkRegional(to="QU", incident="PE-Y"))
    one, two = (each.id for each in world.rows("PE"))
    names = (RegionalName(one, two), RegionalName(two))
    told = HeardRegional(two, RegionalStand.joined, 2_000_000_000, names)
    assert world.order("PE", HearRegional(by="WE", told=told)) == "regional_two_of_ours"


def test_a_neighbour_that_asks_about_everything_is_heard_no_more() -> None:
    world = RegionalWorld()
    world.stories["PE"].given(IncidentOpened(incident="PE-Z", number="0003", type="flood.river"))
    for index in range(101):
        told = row_of(f"WE-R260302-{index:04d}", proposals=(RegionalProposal("PE"),))
        refused = world.order("PE", HearRegional(by="WE", told=told))
        assert refused == (None if index < 100 else "too_many_regionals")


def test_of_a_circle_of_yields_the_lowest_holds() -> None:
    """Two leads that give their numbers up to each other at once."""
    names = (
        RegionalName("A", "B"), RegionalName("B", "A"), RegionalName("0", "A"), RegionalName("C"),
    )  # fmt: skip
    assert {root_of(names, each) for each in ("A", "B", "0")} == {"A"}
    assert root_of(names, "C") == "C"
