"""A guest whose home is gone for good: kept under an id of ours, or let go; and home comes back."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.laws.lending_traces import told_so_far
from tests.laws.lending_world import LendingWorld
from tests.operations.story import MORNING
from tests.operations.test_lending import E12, done, lent, refused
from tocsin.app.lending import lines_of
from tocsin.operations.adopting import AdoptGuest, cannot_keep
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.due import overdue
from tocsin.operations.incident import OpenIncident
from tocsin.operations.neighbour_links import CutNeighbour, HealNeighbour
from tocsin.operations.orders import Context
from tocsin.operations.overriding import (
    AnswerOverride,
    CloseConflict,
    ConfirmOverride,
    OpenOverride,
)
from tocsin.operations.picture.custody import Epoch
from tocsin.operations.reconciling import LeaveOut, ReconcileUnit

KEPT = f"B-{E12}"
ADOPT = AdoptGuest(unit=E12, reason="their hall burnt down")
GONE = CutNeighbour(neighbour="A", reason="gone for good")


def answer(world: LendingWorld, town: str) -> AnswerOverride:
    """The crew says back what it was told."""
    opened = world.custody(town, E12).override
    assert opened is not None
    return AnswerOverride(unit=E12, nonce=opened.nonce, words="ready", heard_by="desk")


def kept(world: LendingWorld | None = None, order: AdoptGuest = ADOPT) -> LendingWorld:
    """A is gone, and B keeps E12, or lets it go."""
    world = world or lent()
    if world.custody("B", E12).is_reconciled:
        done(world, "B", GONE)
    done(world, "B", order)
    done(world, "B", ConfirmOverride(unit=E12), actor="p-second")
    done(world, "B", answer(world, "B"))
    return world


def ours(world: LendingWorld) -> list[str]:
    return sorted(world.picture("B").units)


def dispatch(world: LendingWorld, unit: str) -> DispatchUnit:
    done(world, "B", OpenIncident(type="fire.structure"))
    incident = sorted(world.picture("B").incidents)[-1]
    return DispatchUnit(incident=incident, unit=unit)


def restored() -> LendingWorld:
    """B was put back and has left A out: nobody can say who holds E12."""
    world = lent()
    world._restore("B", len(world.towns["B"][-1].facts))
    leave = LeaveOut(neighbour="A", reason="their hall burnt down")
    done(world, "B", leave)
    done(world, "B", leave, actor="p-second")
    return world


def test_a_guest_is_kept_by_two_officers_and_its_crew_and_ordered_under_our_id() -> None:
    world = lent()
    assert refused(world, "B", ADOPT) == "home_not_gone"
    done(world, "B", GONE, ADOPT)
    assert refused(world, "B", ConfirmOverride(unit=E12)) == "two_officers_needed"
    assert refused(world, "B", answer(world, "B")) == "two_officers_needed"
    done(world, "B", ConfirmOverride(unit=E12), actor="p-second")
    wrong = AnswerOverride(unit=E12, nonce="no", words="ready", heard_by="desk")
    assert refused(world, "B", wrong) == "nonce_not_answered"
    done(world, "B", answer(world, "B"))
    assert ours(world) == [KEPT]
    assert world.picture("B").units.get(KEPT).call_sign == "E12"  # type: ignore[union-attr]
    done(world, "B", dispatch(world, KEPT))
    assert refused(world, "B", dispatch(world, E12)) == "unit_unknown"
    assert refused(world, "B", ADOPT) == "guest_kept_already"
    assert world.custody("B", E12).claim == world.custody("A", E12).claim, "nothing is claimed"


def test_a_guest_of_which_a_restored_log_knows_nothing_is_kept_too() -> None:
    world = restored()
    crew = ReconcileUnit(unit=E12, epoch="2.0", told_by="A", listens_to="B")
    assert refused(world, "B", crew) == "neighbours_not_answered", "nobody can say"
    kept(world)
    done(world, "B", dispatch(world, KEPT))
    assert not world.custody("B", E12).is_reconciled, "who holds it by home's word, nobody says"


def test_let_go_it_leaves_the_register_and_nothing_is_open() -> None:
    world = kept(order=AdoptGuest(unit=E12, reason="their hall burnt down", lets_go=True))
    assert ours(world) == []
    assert world.custody("B", E12).conflicts == ()
    assert "let go of" in "\n".join(lines_of(world.custody("B", E12), "B"))


@pytest.mark.parametrize("begin", [lent, restored])
def test_home_that_is_back_finds_a_conflict_and_takes_its_unit_back_with_its_crew(
    begin: object,
) -> None:
    world = kept(begin())  # type: ignore[operator]
    world = world.healed()
    (conflict,) = world.custody("A", E12).conflicts
    assert (conflict.loser, conflict.lost, conflict.winning) == ("A", Epoch(2), Epoch(2))
    for town in "AB":
        said = "\n".join(lines_of(world.custody(town, E12), town))
        assert "takes it back with its crew" in said, "what is proposed"
    done(world, "A", OpenOverride(unit=E12, reason="we are back"))
    done(world, "A", ConfirmOverride(unit=E12), actor="p-second")
    done(world, "A", answer(world, "A"))
    if not world.custody("B", E12).is_reconciled:
        done(world, "B", ReconcileUnit(unit=E12, epoch="3.0", told_by="A", listens_to="A"))
    world = world.healed()
    assert refused(world, "B", dispatch(world, KEPT)) == "unit_taken_home"
    assert "retire that one" in "\n".join(lines_of(world.custody("B", E12), "B"))
    done(world, "A", CloseConflict(unit=E12, epoch="2.0", resolution="spoken about"))


def test_what_is_not_here_or_ours_or_at_work_is_not_kept() -> None:
    world = lent()
    assert refused(world, "A", ADOPT) == "unit_is_our_own"
    assert refused(world, "B", AdoptGuest(unit="A-X", reason="x")) == "unit_unknown"
    done(world, "B", GONE, dispatch(world, E12))
    assert refused(world, "B", ADOPT) == "unit_is_assigned"
    away = lent()
    done(away, "A", OpenOverride(unit=E12, reason="a fire of our own"))
    done(away, "A", ConfirmOverride(unit=E12), actor="p-second")
    done(away, "A", answer(away, "A"))
    away = away.healed()
    done(away, "B", GONE)
    assert refused(away, "B", ADOPT) == "guest_not_here"


def test_what_has_changed_since_it_was_opened_is_looked_at_again_as_the_crew_answers() -> None:
    for change, why in (
        (HealNeighbour(neighbour="A", reason="they answer again"), "home_not_gone"),
        (None, "unit_is_assigned"),
    ):
        world = lent()
        done(world, "B", GONE, ADOPT)
        done(world, "B", ConfirmOverride(unit=E12), actor="p-second")
        done(world, "B", change or dispatch(world, E12))
        assert refused(world, "B", answer(world, "B")) == why
        assert E12 in ours(world)


def test_a_kept_guest_that_was_on_its_way_home_is_owed_no_call_any_more() -> None:
    back = ("offer B A-E12 A", "ask B A-E12", "ready B A-E12", "ReleaseUnit B A-E12")
    world = told_so_far(lent(), back)
    at = world.context("B").now + timedelta(hours=1)
    assert "limbo" in {each.kind for each in overdue(world.picture("B"), at)}
    kept(world)
    assert "limbo" not in {each.kind for each in overdue(world.picture("B"), at)}


def test_a_home_that_was_never_met_is_gone_by_no_word_of_ours() -> None:
    world = lent()
    picture = world.picture("B")
    unmet = replace(picture, neighbours=picture.neighbours.drop("A"))
    context = Context(code="B", now=MORNING, occurred_at=MORNING, command_id="c", actor="p-first")
    wrong = cannot_keep(world.custody("B", E12), KEPT, unmet, context)
    assert wrong is not None
    assert wrong.code == "home_not_gone"
