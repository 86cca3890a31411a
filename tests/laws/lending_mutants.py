"""The rules of lending, each broken in the real code or in what the crews do. Numbered as in the
model of the protocol; 8 and 19 are of lots.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec
import pytest

from tests.laws.lending_world import SETTINGS, LendingWorld, Register, Setting, Step
from tocsin.operations import (
    adopting,
    believing,
    catalogue,
    custody,
    hearing,
    lending,
    overriding,
    reconciling,
    team_orders,
    together,
    units,
)
from tocsin.operations.orders import Command, Context, Decision, Event
from tocsin.operations.picture import Picture, put_unit
from tocsin.operations.picture.custody import (
    Claim,
    Custody,
    CustodyAnswer,
    CustodyEntry,
    CustodyFact,
    Epoch,
    Hold,
    LogLife,
    NeighbourAnswer,
    holds,
    next_epoch,
    parsed,
)
from tocsin.operations.picture.unit import Authority
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace
Patch = pytest.MonkeyPatch
Make = Callable[[Setting], LendingWorld]
BY_NAME = {each.name: each for each in SETTINGS}


def _as_it_is(setting: Setting) -> LendingWorld:
    return LendingWorld(setting)


def _decides(patch: Patch, kind: type[Command], decide: Callable[..., Decision]) -> None:
    """Have orders of a kind decided so."""
    table: dict[type[Command], Callable[..., Decision]] = catalogue.DECIDE
    patch.setitem(table, kind, decide)


def accept_before_release(patch: Patch) -> Make:
    """1: an offer is taken for a release."""
    real = hearing._offered_to_us

    def offered(command: believing.HearCustody, kept: Custody, now: datetime) -> list[Event]:
        found = real(command, kept, now)
        return [*found, hearing._accepted(command, "B")] if found else found

    patch.setattr(hearing, "_offered_to_us", offered)
    return _as_it_is


def no_generation_check(patch: Patch) -> Make:
    """2: any release to us is accepted."""
    real = hearing.reaction

    def reaction(
        command: believing.HearCustody, kept: Custody, picture: Picture, me: str, now: datetime
    ) -> list[Event]:
        claim = believing.claim_of(command.entry, command.by)
        is_to_us = claim is not None and claim.hold is Hold.released and claim.town == me
        if is_to_us and not holds(kept, me):
            return [hearing._accepted(command, me)]
        return real(command, kept, picture, me, now)

    patch.setattr(hearing, "reaction", reaction)
    return _as_it_is


def lease_timer(_patch: Patch) -> Make:
    """3: a clock moves authority."""

    def expire(world: LendingWorld) -> list[Step]:
        unit = world.setting.fleet[0]
        home, kept = unit[0], world.custody(unit[0], unit)
        if kept.claim.hold is not Hold.held or kept.claim.town == home:
            return []
        epoch = Epoch(kept.highest_generation + 1, 0)

        def do() -> None:
            world.crews[unit] = Register(epoch, home, home)
            world.record(
                home, [lending.AuthorityReaffirmed(unit=unit, home=home, by=home, epoch=epoch)]
            )

        return [Step("lease", (unit,), do)]

    return lambda setting: LendingWorld(setting, more_steps=(expire,))


def no_fence(_patch: Patch) -> Make:
    """4: the crew obeys whoever speaks."""
    return lambda setting: LendingWorld(setting, fences=False)


def override_unheard(patch: Patch) -> Make:
    """5: an override without the crew's answer to the nonce."""
    real = overriding.answer

    def answer(command: overriding.AnswerOverride, picture: Picture, context: Context) -> Decision:
        kept = picture.custody.get(command.unit)
        if kept is not None and kept.override is not None:
            command = _replace(command, nonce=kept.override.nonce)
        return real(command, picture, context)

    _decides(patch, overriding.AnswerOverride, answer)
    return lambda setting: LendingWorld(setting, asks_crew=False)


def one_officer(patch: Patch) -> Make:
    """6: the same officer says it twice."""
    real = overriding.confirm

    def confirm(
        command: overriding.ConfirmOverride, picture: Picture, context: Context
    ) -> Decision:
        decided = real(command, picture, _replace(context, actor="p-other"))
        if isinstance(decided, list):
            return [_replace(each, officer=context.actor) for each in decided]
        return decided

    _decides(patch, overriding.ConfirmOverride, confirm)
    return lambda setting: LendingWorld(setting, second_officer="p-officer")


def restored_keeps_all(patch: Patch) -> Make:
    """7: a restored log goes on as if nothing were."""
    _decides(patch, reconciling.NoticeRestore, lambda *_: [])
    return _as_it_is


def sub_lend_bumps_generation(patch: Patch) -> Make:
    """9: a generation that home never granted."""

    def following(kept: Custody, _town: str) -> Epoch:
        return Epoch(kept.highest_generation + 1, 0)

    patch.setattr(lending, "next_epoch", following)
    return _as_it_is


def safety_is_fenced(_patch: Patch) -> Make:
    """10: a stop order needs the right epoch."""
    return lambda setting: LendingWorld(setting, fences_safety=True)


def no_receipt(patch: Patch) -> Make:
    """11: whoever watches does not read the accept."""
    real = hearing.reaction

    def reaction(
        command: believing.HearCustody, kept: Custody, picture: Picture, me: str, now: datetime
    ) -> list[Event]:
        claim = believing.claim_of(command.entry, command.by)
        if claim is not None and claim.hold is Hold.held and kept.is_watching:
            return []
        return real(command, kept, picture, me, now)

    patch.setattr(hearing, "reaction", reaction)
    return _as_it_is


def no_conflict_record(patch: Patch) -> Make:
    """12: a hold is lost in silence."""
    real = hearing.reaction

    def reaction(
        command: believing.HearCustody, kept: Custody, picture: Picture, me: str, now: datetime
    ) -> list[Event]:
        return [
            each
            for each in real(command, kept, picture, me, now)
            if not (isinstance(each, overriding.OverrideConflictRecorded) and each.loser == me)
        ]

    patch.setattr(hearing, "reaction", reaction)
    return _as_it_is


def release_before_ready(patch: Patch) -> Make:
    """13: the logs move first."""
    real = lending.release

    def release(command: lending.ReleaseUnit, picture: Picture, context: Context) -> Decision:
        kept = picture.custody.get(command.unit)
        if kept is not None and kept.offer is not None:
            offer = _replace(kept.offer, is_ready=True)
            rows = picture.custody.put(kept.id, _replace(kept, offer=offer))
            picture = _replace(picture, custody=rows)
        return real(command, picture, context)

    _decides(patch, lending.ReleaseUnit, release)
    return _as_it_is


def orders_before_accept(patch: Patch) -> Make:
    """14: whoever is offered a unit orders it."""
    real = catalogue.EVOLVE["offer_noted.1"]

    def noted(picture: Picture, event: Event, stamp: Stamp) -> Picture:
        assert isinstance(event, hearing.OfferNoted)
        after = real(picture, event, stamp)
        if event.unit in after.units:
            return after
        taken = hearing.UnitAccepted(
            unit=event.unit, home=event.home, by="B", giver=event.by, epoch=event.epoch
        )
        guest = hearing._guest(taken, None, stamp)
        epoch = event.epoch
        authority = Authority(event.home, "B", epoch.generation, epoch.hop)
        return put_unit(after, _replace(guest, authority=authority))

    patch.setitem(catalogue.EVOLVE, "offer_noted.1", noted)
    patch.setattr(units, "no_assignment", lambda *_: None)
    return _as_it_is


def sub_lend_keeps_epoch(patch: Patch) -> Make:
    """15: two towns under one number, and a crew that takes an equal one."""
    real = next_epoch

    def following(kept: Custody, town: str) -> Epoch:
        return real(kept, town) if town == kept.home else kept.claim.epoch

    patch.setattr(lending, "next_epoch", following)
    return lambda setting: LendingWorld(setting, hears_equal=True)


def lost_register_obeys(_patch: Patch) -> Make:
    """16: a crew that has lost its card takes anything."""
    return lambda setting: LendingWorld(setting, lost_obeys_anybody=True)


def register_moves_down(patch: Patch) -> Make:
    """17: a crew that goes back to a lower epoch, and a town that lets it."""
    real = lending.crew_answers

    def answers(kept: Custody, epoch: Epoch, to: str, by: str, means: str) -> Decision:
        return real(_replace(kept, register=None), epoch, to, by, means)

    patch.setattr(lending, "crew_answers", answers)
    return lambda setting: LendingWorld(setting, hears_lower=True)


def restored_asks_nobody(patch: Patch) -> Make:
    """18: a restored home takes a new generation and holds all."""

    def notice(_command: object, picture: Picture, context: Context) -> Decision:
        found: list[Event] = []
        for unit in picture.units:
            kept = custody.custody_of(picture, unit)
            assert kept is not None
            if kept.home != context.code:
                continue
            epoch = Epoch(kept.highest_generation + 1, 0)
            found.append(
                reconciling.AuthorityReinstated(
                    unit=unit, home=kept.home, by=context.code, epoch=epoch
                )
            )
        return found

    _decides(patch, reconciling.NoticeRestore, notice)
    return _as_it_is


def releaser_forgets(patch: Patch) -> Make:
    """20: released is as good as held by the other."""
    real = catalogue.EVOLVE["unit_released.1"]

    def released(picture: Picture, event: Event, stamp: Stamp) -> Picture:
        assert isinstance(event, lending.UnitReleased)
        after = real(picture, event, stamp)
        claim = Claim(event.epoch, Hold.held, event.to)
        return hearing._with_claim(after, event.unit, event.home, claim, stamp, watches=False)

    patch.setitem(catalogue.EVOLVE, "unit_released.1", released)
    return _as_it_is


def reconciled_is_not_relayed(patch: Patch) -> Make:
    """21: what a restored town found out stays with its neighbours."""
    real = believing.claim_of

    def claim_of(entry: CustodyEntry, author: str) -> Claim | None:
        return None if entry.kind is CustodyFact.reconciled else real(entry, author)

    for module in (believing, hearing):
        patch.setattr(module, "claim_of", claim_of)
    return _as_it_is


def restored_does_not_watch(patch: Patch) -> Make:
    """22: a limbo that a restored town is told of is nobody's."""
    real = catalogue.EVOLVE["authority_reconciled.1"]

    def reconciled(picture: Picture, event: Event, stamp: Stamp) -> Picture:
        assert isinstance(event, reconciling.AuthorityReconciled)
        after = real(picture, event, stamp)
        kept = after.custody.get(event.unit)
        assert kept is not None
        watches = kept.is_watching and event.by == event.home
        rows = after.custody.put(kept.id, _replace(kept, is_watching=watches))
        return _replace(after, custody=rows)

    patch.setitem(catalogue.EVOLVE, "authority_reconciled.1", reconciled)
    return _as_it_is


def old_life_is_read(patch: Patch) -> Make:
    """23: the promise is not kept."""
    real = hearing.hear

    def hear(command: believing.HearCustody, picture: Picture, context: Context) -> Decision:
        return real(command, _replace(picture, heard_lives=type(picture.heard_lives)()), context)

    _decides(patch, believing.HearCustody, hear)
    return _as_it_is


def asks_crew_alone(patch: Patch) -> Make:
    """24: a restored log believes the crew without its neighbours."""
    real = reconciling.reconcile

    def reconcile(
        command: reconciling.ReconcileUnit, picture: Picture, context: Context
    ) -> Decision:
        life, epoch = custody.restored(picture), parsed(command.epoch)
        assert life is not None
        assert epoch is not None
        claim = Claim(epoch, Hold.held, command.listens_to)
        told = NeighbourAnswer("?", (CustodyAnswer(command.unit, command.unit[0], claim),))
        life = _replace(life, asked=(), answers=(told,))
        lives = picture.log_lives.put(custody.LOG, life)
        return real(command, _replace(picture, log_lives=lives), context)

    _decides(patch, reconciling.ReconcileUnit, reconcile)
    return lambda setting: LendingWorld(setting, asks_neighbours=False)


def left_out_knows_nothing(patch: Patch) -> Make:
    """Beyond the model: of the units of a town that was left out, home is taken to hold all."""

    def never_lent(life: LogLife, unit: str, _home: str) -> bool:
        named = (each.unit for answer in life.answers for each in answer.units)
        return not life.missing and unit not in named

    patch.setattr(custody, "_is_never_lent", never_lent)
    return _as_it_is


def kept_unheard(patch: Patch) -> Make:
    """Beyond the model: a guest is kept without its crew's answer."""
    return override_unheard(patch)


def kept_by_one(patch: Patch) -> Make:
    """Beyond the model: the same officer says twice that a guest is kept."""
    return one_officer(patch)


def kept_in_homes_place(patch: Patch) -> Make:
    """Beyond the model: whoever keeps a guest takes its authority for a next grant of home's."""
    real = adopting.kept

    def kept(picture: Picture, event: adopting.GuestAdopted, stamp: Stamp) -> Picture:
        def change(found: Custody) -> Custody:
            epoch = Epoch(found.highest_generation + 1, 0)
            return custody.now_held(
                _replace(found, is_reconciled=True), CustodyFact.overridden, epoch, event.by,
                stamp.occurred_at,
            )  # fmt: skip

        return custody.changed(real(picture, event, stamp), event.unit, event.home, change)

    patch.setitem(catalogue.EVOLVE, "guest_adopted.1", kept)
    return _as_it_is


def team_goes_in_pieces(patch: Patch) -> Make:
    """Beyond the model: of a team, whoever has answered is let go of."""
    real = team_orders.release_team

    def release(command: team_orders.ReleaseTeam, picture: Picture, context: Context) -> Decision:
        gone = real(command, picture, context, catalogue.BOOK)
        if isinstance(gone, list):
            return gone[:-1] if len(gone) > 1 else gone
        return gone

    _decides(patch, team_orders.ReleaseTeam, release)
    return _as_it_is


def team_comes_in_pieces(patch: Patch) -> Make:
    """Beyond the model: each release of a team is accepted as it is read."""
    patch.setattr(together, "goes_together", lambda _entry, _me: False)
    return _as_it_is


MUTANTS: dict[str, tuple[Callable[[Patch], Make], str]] = {
    "1": (accept_before_release, "lend, return, reaffirm"),
    "2": (no_generation_check, "lend, return, reaffirm"),
    "3": (lease_timer, "lend, return, reaffirm"),
    "4": (no_fence, "lend, return, reaffirm"),
    "5": (override_unheard, "override, register lost"),
    "6": (one_officer, "override, register lost"),
    "7": (restored_keeps_all, "restore from a backup"),
    "9": (sub_lend_bumps_generation, "sub-lend in a chain"),
    "10": (safety_is_fenced, "lend, return, reaffirm"),
    "11": (no_receipt, "lend, return, reaffirm"),
    "12": (no_conflict_record, "override, register lost"),
    "13": (release_before_ready, "lend, return, reaffirm"),
    "14": (orders_before_accept, "lend, return, reaffirm"),
    "15": (sub_lend_keeps_epoch, "lend, return, reaffirm"),
    "16": (lost_register_obeys, "override, register lost"),
    "17": (register_moves_down, "lend, return, reaffirm"),
    "18": (restored_asks_nobody, "restore from a backup"),
    "20": (releaser_forgets, "restore from a backup"),
    "21": (reconciled_is_not_relayed, "restore in a chain"),
    "22": (restored_does_not_watch, "a limbo that a restored town is told of"),
    "23": (old_life_is_read, "an old life that is read after the promise"),
    "24": (asks_crew_alone, "restore from a backup"),
    "kept, unheard": (kept_unheard, "a guest is kept"),
    "kept, one officer": (kept_by_one, "a guest is kept"),
    "kept, in home's place": (kept_in_homes_place, "a guest is kept"),
    "a team goes in pieces": (team_goes_in_pieces, "a team"),
    "a team comes in pieces": (team_comes_in_pieces, "a team"),
    "left out, unknown": (
        left_out_knows_nothing,
        "a borrower leaves the home out",
    ),
}
"""By their numbers in the model, where it has them: what breaks the rule, and where it shows."""
