"""Strike teams and task forces: formed, ordered as one, lent as one, and each refusal."""

from datetime import timedelta

import msgspec
import pytest

from tests.laws.lending_traces import TEAM_LENT, told_so_far
from tests.laws.lending_world import LendingWorld, Setting
from tests.operations.story import MORNING
from tests.operations.test_lending import done, incident, refused
from tocsin.access import require
from tocsin.operations import catalogue
from tocsin.operations.aid_requests import RequestAid
from tocsin.operations.approvals import AdoptApprovalRule
from tocsin.operations.arising import arising
from tocsin.operations.believing import HearCustody
from tocsin.operations.covering import MoveUp
from tocsin.operations.dispatch import DispatchUnit, ReassignUnit
from tocsin.operations.fleet import RetireUnit
from tocsin.operations.lending import OfferUnit, ReleaseUnit
from tocsin.operations.orders import Context, Refused
from tocsin.operations.picture.custody import CustodyFact, LentTeam, TeamPart
from tocsin.operations.picture.people import Person
from tocsin.operations.picture.team import TeamKind
from tocsin.operations.picture.unit import Capability
from tocsin.operations.status import ClearUnit
from tocsin.operations.team_orders import FOR_TEAMS, OrderTeam, ReleaseTeam
from tocsin.operations.teams import ChangeTeam, DisbandTeam, FormTeam
from tocsin.operations.together import HearTogether, ToldOf, gathered
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import UnitStatus

E12, E13, E14 = "A-E12", "A-E13", "A-E14"
ST1 = "A-ST1"
FORM = FormTeam(
    name="ST1", kind=TeamKind.strike_team, units=(E12, E13), channel="TAC 7", leader_unit=E12
)
OFFER = OrderTeam(team=ST1, kind="OfferUnit", order='{"to": "B"}')


def alone() -> LendingWorld:
    """Three engines and a ladder of A; nobody has formed anything."""
    world = LendingWorld(Setting("a pair", fleet=(E12, E13, E14)))
    done(world, "A", RegisterUnit(call_sign="L1", kind="ladder"))
    return world


def pair(**more: object) -> LendingWorld:
    """E12 and E13 are ST1 of A."""
    fleet = (E12, E13)
    return LendingWorld(Setting("a pair", fleet=fleet, team=True, overrides=9, **more))  # type: ignore[arg-type]


def order(kind: str, text: str = "{}") -> OrderTeam:
    return OrderTeam(team=ST1, kind=kind, order=text)


def status(world: LendingWorld, *units: str) -> list[UnitStatus]:
    found = (world.picture("A").units.get(each) for each in units)
    return [each.status for each in found if each is not None]


def test_a_team_is_formed_of_units_with_a_leader_and_a_channel() -> None:
    world = alone()
    done(world, "A", FORM)
    team = world.picture("A").teams.get(ST1)
    assert team is not None
    assert (team.units, team.leader_unit, team.channel, team.by) == ((E12, E13), E12, "TAC 7", "A")
    done(world, "A", ChangeTeam(team=ST1, units=(E12, E13, E14), channel="TAC 9"))
    changed = world.picture("A").teams.get(ST1)
    assert changed is not None
    assert (changed.units, changed.channel, changed.leader_unit) == ((E12, E13, E14), "TAC 9", E12)
    done(world, "A", DisbandTeam(team=ST1, reason="the fire is out"))
    assert not len(world.picture("A").teams)


def test_a_strike_team_is_of_one_kind_and_type() -> None:
    world = alone()
    mixed = msgspec.structs.replace(FORM, units=(E12, "A-L1"))
    assert refused(world, "A", mixed) == "team_units_unlike"
    done(world, "A", msgspec.structs.replace(mixed, kind=TeamKind.task_force))
    tanker = Capability("engine", 3)
    done(world, "A", RegisterUnit(call_sign="E9", kind="engine", capabilities=(tanker,)))
    other_type = FormTeam(
        name="ST2", kind=TeamKind.strike_team, units=(E13, "A-E9"), channel="7", leader_unit=E13
    )
    assert refused(world, "A", other_type) == "team_units_unlike", "a type is no other's"


def test_what_a_team_lacks_is_refused() -> None:
    world = alone()
    replace = msgspec.structs.replace
    assert refused(world, "A", replace(FORM, units=(E12,))) == "team_too_small"
    assert refused(world, "A", replace(FORM, units=(E12, "A-X1"))) == "unit_unknown"
    assert refused(world, "A", replace(FORM, leader_unit=E14)) == "unit_not_in_team"
    assert refused(world, "A", replace(FORM, leader_unit=None)) == "team_leader_unclear"
    assert refused(world, "A", replace(FORM, leader="p-1")) == "team_leader_unclear"
    by_person = replace(FORM, leader_unit=None, leader="p-nobody")
    assert refused(world, "A", by_person) == "person_unknown"
    assert refused(world, "A", replace(FORM, name="E14")) == "team_exists"
    done(world, "A", FORM)
    assert refused(world, "A", FORM) == "team_exists"
    assert refused(world, "A", replace(FORM, name="ST2")) == "unit_is_in_team"
    assert refused(world, "A", ChangeTeam(team="A-ST9", channel="1")) == "team_unknown"
    assert refused(world, "A", ChangeTeam(team=ST1, units=(E13, E14))) == "unit_not_in_team"


def test_a_team_is_ordered_as_one_and_all_or_none() -> None:
    world = pair()
    fire = incident(world, "A")
    done(world, "A", order("DispatchUnit", f'{{"incident": "{fire}"}}'))
    assert status(world, E12, E13) == [UnitStatus.committed] * 2
    done(world, "A", order("ReportOnScene"))
    done(world, "A", ClearUnit(unit=E13))
    found = world.order("A", order("ClearUnit"))
    assert found is not None
    assert (found.code, found.parameters["unit"]) == ("unit_not_assigned", E13), "who is in the way"
    assert status(world, E12) == [UnitStatus.on_scene], "and nobody has moved"
    done(world, "A", ClearUnit(unit=E12))
    done(world, "A", AddStation(id="ST2", name="Quay"), order("MoveUp", '{"station": "ST2"}'))
    done(world, "A", order("TakeOutOfService", '{"reason": "rest"}'))
    assert status(world, E12, E13) == [UnitStatus.out_of_service] * 2
    done(world, "A", order("ReturnToService"))


def test_a_unit_of_a_team_goes_alone_with_a_reason_or_not_at_all() -> None:
    world = pair()
    fire = incident(world, "A")
    alone = DispatchUnit(unit=E12, incident=fire)
    assert refused(world, "A", alone) == "unit_is_in_team"
    assert refused(world, "A", OfferUnit(unit=E12, to="B")) == "unit_is_in_team"
    done(world, "A", AddStation(id="ST2", name="Quay"))
    assert refused(world, "A", MoveUp(unit=E12, station="ST2")) == "unit_is_in_team"
    done(world, "A", msgspec.structs.replace(alone, alone_because="it is next door"))
    (sent,) = [e.event for e in world.towns["A"][-1].facts if "alone_because" in str(e.event)]
    assert sent.alone_because is not None  # type: ignore[attr-defined]
    other = incident(world, "A")
    done(world, "A", ReassignUnit(unit=E12, incident=other, reason="a child"), ClearUnit(unit=E12))
    done(world, "A", RegisterUnit(call_sign="E14", kind="engine"))
    done(world, "A", ChangeTeam(team=ST1, units=(E13, E14), leader_unit=E13))
    done(world, "A", alone)


def test_only_orders_to_units_are_given_to_teams() -> None:
    world = pair()
    assert refused(world, "A", order("RetireUnit", '{"reason": "x"}')) == "order_not_for_teams"
    assert refused(world, "A", order("DispatchUnit", "[]")) == "order_unreadable"
    assert refused(world, "A", order("DispatchUnit", '{"incident": 7}')) == "order_unreadable"
    assert refused(world, "A", OrderTeam(team="A-ST9", kind="ClearUnit")) == "team_unknown"
    assert set(catalogue.COMMANDS) >= FOR_TEAMS
    for kind in FOR_TEAMS:
        assert "unit" in catalogue.COMMANDS[kind].__struct_fields__, kind


def test_a_team_needs_the_approval_and_the_access_that_its_units_need() -> None:
    world = pair()
    life = world.towns["A"][-1]
    people = life.picture.people
    for name, role in (("p-crew", "crew"), ("p-one", "chief"), ("p-two", "chief")):
        people = people.put(name, Person(name, roles=(role,)))
    life.picture = msgspec.structs.replace(life.picture, people=people)
    fire = incident(world, "A")
    go = order("DispatchUnit", f'{{"incident": "{fire}"}}')

    def asked(actor: str) -> Refused | None:
        now = MORNING
        context = Context(code="A", now=now, occurred_at=now, command_id="c", actor=actor)
        return require(go, world.picture("A"), context)

    assert asked("p-one") is None
    assert asked("p-crew") is not None
    done(world, "A", AdoptApprovalRule(kind="DispatchUnit", n=2, roles=("chief",)))
    assert refused(world, "A", go) == "approval_needed"
    done(world, "A", AdoptApprovalRule(kind="ReleaseUnit", n=2, roles=("chief",)))
    told_so_far(world, TEAM_LENT[:5])
    assert refused(world, "A", ReleaseTeam(team=ST1)) == "approval_needed"


def test_a_team_is_released_when_every_crew_is_ready() -> None:
    world = told_so_far(pair(), TEAM_LENT[:3])
    found = world.order("A", ReleaseTeam(team=ST1))
    assert found is not None
    assert (found.code, found.parameters["unit"]) == ("crew_not_ready", E13)
    assert refused(world, "A", ReleaseUnit(unit=E12)) == "unit_goes_with_team"
    assert refused(world, "A", ChangeTeam(team=ST1, units=(E12, E13, E14))) == "team_is_offered"
    told_so_far(world, TEAM_LENT[3:])
    for unit in (E12, E13):
        assert world.custody("A", unit).claim.town == "B"
        assert world.custody("A", unit).is_watching
    told_so_far(world, ("read B A",))
    team = world.picture("B").teams.get(ST1)
    assert team is not None
    assert (team.units, team.leader_unit, team.channel, team.by) == ((E12, E13), E12, "7", "A")
    assert refused(world, "A", ChangeTeam(team=ST1, units=(E12, E14))) == "team_is_away"
    assert refused(world, "A", DisbandTeam(team=ST1, reason="x")) == "team_is_away"


def test_the_borrower_moves_and_returns_the_team_as_one() -> None:
    world = told_so_far(pair(), (*TEAM_LENT, "read B A", "read A B"))
    fire = incident(world, "B")
    done(world, "B", order("DispatchUnit", f'{{"incident": "{fire}"}}'))
    done(world, "B", order("ReportReturning"), order("ClearUnit"))
    done(world, "A", order("RecallUnit", '{"reason": "our own fire"}'))
    told_so_far(world, ("read B A",))
    assert all(world.custody("B", each).recalled_at for each in (E12, E13))
    told_so_far(
        world,
        (
            "offer-team B A-ST1 A",
            *("ask B A-E12", "ready B A-E12", "ask B A-E13", "ready B A-E13"),
            "release-team B A-ST1", "read A B", "read B A",
        ),
    )  # fmt: skip
    assert not len(world.picture("B").teams), "it is not here any more"
    home = world.picture("A").teams.get(ST1)
    assert home is not None
    assert home.units == (E12, E13)
    done(world, "A", order("TakeOutOfService", '{"reason": "rest"}'))


def test_a_crew_that_does_not_answer_is_left_behind_by_name_and_with_a_reason() -> None:
    world = told_so_far(pair(), TEAM_LENT[:3])
    leave = ReleaseTeam(team=ST1, left_behind=(E13,))
    assert refused(world, "A", leave) == "left_without_reason"
    leave = msgspec.structs.replace(leave, reason="nobody answers")
    assert refused(world, "A", msgspec.structs.replace(leave, left_behind=(E12,))) == (
        "leader_left_behind"
    )
    assert refused(world, "A", msgspec.structs.replace(leave, left_behind=("A-X",))) == (
        "unit_not_in_team"
    )
    done(world, "A", leave)
    assert world.custody("A", E13).claim.town == "A"
    assert world.custody("A", E13).offer is None
    team = world.picture("A").teams.get(ST1)
    assert team is not None
    assert team.units == (E12,)
    told_so_far(world, ("read B A",))
    assert world.custody("B", E12).claim.town == "B"
    done(world, "A", OfferUnit(unit=E13, to="B"))
    ready = pair()
    told_so_far(ready, TEAM_LENT[:5])
    assert refused(ready, "A", leave) == "crew_is_ready"


def test_the_borrower_declines_a_team_as_one() -> None:
    world = told_so_far(pair(), (*TEAM_LENT[:1], "read B A"))
    done(world, "B", order("DeclineOffer", '{"reason": "not needed"}'))
    assert not world.custody("B", E12).heard
    assert not world.custody("B", E13).heard
    told_so_far(world, ("read A B",))
    assert world.custody("A", E13).offer is None


def test_a_team_is_taken_back_with_a_word_for_each_crew() -> None:
    world = told_so_far(pair(), (*TEAM_LENT, "read B A", "read A B"))
    done(world, "A", order("OpenOverride", '{"reason": "our own fire"}'))
    done(world, "A", order("ConfirmOverride"), actor="p-second")
    opened = [world.custody("A", each).override for each in (E12, E13)]
    assert len({each.nonce for each in opened if each is not None}) == 2
    assert all(each is not None and each.confirmed_by == "p-second" for each in opened)


def test_a_team_in_limbo_is_owed_one_call() -> None:
    world = told_so_far(pair(), TEAM_LENT)
    later = MORNING + timedelta(hours=1)
    (owed,) = [each for each in arising(world.picture("A"), later) if each.kind == "limbo"]
    assert owed.subject == f"unit/{E12}"
    told_so_far(world, ("override A A-E12", "confirm A A-E12", "ask A A-E12", "answer A A-E12"))
    (owed,) = [each for each in arising(world.picture("A"), later) if each.kind == "limbo"]
    assert owed.subject == f"unit/{E13}", "the rest of it is still nobody's"


def test_what_is_told_in_pieces_is_accepted_when_it_is_all_there() -> None:
    world = told_so_far(pair(), TEAM_LENT)
    told = {
        unit: ToldOf("A", kept.entries)
        for unit in (E12, E13)
        if (kept := world.picture("A").custody.get(unit)) is not None
    }
    entry = next(e for e in told[E12].entries if e.kind is CustodyFact.released)
    heard = HearCustody(unit=E12, home="A", by="A", entry=entry)
    half = {E12: told[E12]}
    assert gathered(heard, half, world.picture("B")) is None, "in limbo, as whole units"
    order = gathered(heard, told, world.picture("B"))
    assert order is not None
    facts = len(world.towns["B"][-1].facts)
    lie = msgspec.structs.replace(order.parts[1], unit="B-T1")
    wrong = HearTogether(parts=(order.parts[0], lie))
    assert refused(world, "B", wrong) == "home_is_another"
    assert len(world.towns["B"][-1].facts) == facts, "nothing of it, where one is not believed"
    done(world, "B", order)
    assert {each.stamp.recorded_at for each in world.towns["B"][-1].facts[facts:]} == {
        world.towns["B"][-1].facts[-1].stamp.recorded_at
    }
    assert all(world.custody("B", each).claim.town == "B" for each in (E12, E13))
    done(world, "B", order)
    assert len(world.towns["B"][-1].facts) == facts + 2, "told again, it records nothing"


def test_a_team_of_another_name_takes_nothing_from_ours() -> None:
    """A neighbour may call its team as it will: a unit of ours keeps its name, our team its
    units."""
    world = told_so_far(pair(), TEAM_LENT[:5])
    done(world, "B", RegisterUnit(call_sign="E1", kind="engine"))
    custody = world.picture("A").custody.get(E12)
    assert custody is not None
    assert custody.offer is not None
    forged = LentTeam("B-E1", "E1", "strike_team", "B", "7", (TeamPart(E12, custody.offer.epoch),))
    limits = msgspec.structs.replace(custody.offer.limits, team=forged)
    entry = custody.entries[-1]
    entry = msgspec.structs.replace(
        entry, kind=CustodyFact.released, town="B", epoch=custody.offer.epoch, limits=limits
    )
    done(world, "B", HearCustody(unit=E12, home="A", by="A", entry=entry))
    assert not len(world.picture("B").teams)


def test_what_leaves_the_register_leaves_its_team() -> None:
    world = pair()
    done(world, "A", RetireUnit(unit=E13, reason="sold"))
    team = world.picture("A").teams.get(ST1)
    assert team is not None
    assert team.units == (E12,)


def test_a_strike_team_is_asked_for_by_kind_and_number() -> None:
    world = pair()
    asking = RequestAid(asked=("A",), team=TeamKind.strike_team, quantity=5)
    assert refused(world, "B", asking) == "strike_team_of_no_kind"
    done(world, "B", msgspec.structs.replace(asking, kind="engine"))
    (request,) = world.picture("B").aid_requests.values()
    assert (request.wanted.team, request.wanted.quantity) == ("strike_team", 5)
    done(world, "B", RequestAid(asked=("A",), team=TeamKind.task_force, quantity=3))


@pytest.mark.parametrize("town", ["B", "C"])
def test_a_team_is_lent_on_where_each_of_its_units_may_be(town: str) -> None:
    setting = Setting("a chain", "ABC", ("AB", "BC"), (E12, E13), sub_lends=town == "C", team=True)
    world = told_so_far(LendingWorld(setting), (*TEAM_LENT, "read B A", "read A B"))
    on = order("OfferUnit", '{"to": "C"}')
    if town == "B":
        assert refused(world, "B", on) == "sub_lend_not_agreed"
        return
    done(world, "B", on)
    told_so_far(
        world,
        ("ask B A-E12", "ready B A-E12", "ask B A-E13", "ready B A-E13",
         "release-team B A-ST1", "read C B"),
    )  # fmt: skip
    assert not len(world.picture("B").teams)
    team = world.picture("C").teams.get(ST1)
    assert team is not None
    assert (team.units, team.by) == ((E12, E13), "A")
