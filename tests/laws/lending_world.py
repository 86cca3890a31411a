"""Towns that lend each other units, on paper: what may happen next, as a list of named steps as in
the model of the protocol, and what must hold after each; links are late and logs are restored.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import partial

from tests.laws import lending_kept, lending_teams
from tests.laws.lending_towns import (
    FIRST_UNIT,
    LendingTowns,
    Life,
    Register,
    Setting,
    Stated,
    Step,
    lent_each_other,
)
from tocsin.operations import (
    catalogue,
    custody,
    hearing,
    lending,
    neighbours,
    overriding,
    recalling,
    reconciling,
    together,
    units,
)
from tocsin.operations.orders import Command, Refused
from tocsin.operations.overriding import AuthorityOverridden
from tocsin.operations.picture.custody import CustodyEntry, Epoch, Override, holds

__all__ = [
    "FIRST_UNIT",
    "SETTINGS",
    "LendingWorld",
    "Life",
    "Register",
    "Setting",
    "Stated",
    "Step",
    "lent_each_other",
]


@dataclass
class LendingWorld(LendingTowns):
    """The same in motion."""

    # what may happen

    def steps(self) -> list[Step]:
        """Everything that may happen now, in a fixed order."""
        found = [*self.pulls(), *self.late_answers()]
        for unit in self.setting.fleet:
            for town in self.setting.towns:
                if self.custody(town, unit).is_reconciled:
                    found += self._lending_steps(town, unit)
                else:
                    found += self._reconciling_steps(town, unit)
                found += lending_kept.steps(self, town, unit)
            if self.crews[unit] is not None and self.may("losses"):
                found.append(Step("lose", (unit,), partial(self._lose, unit)))
        for town in self.setting.towns:
            found += self._mishaps(town)
        for more in self.more_steps:
            found += more(self)
        return found + lending_teams.steps(self)

    def would_grant(self, town: str, command: Command) -> bool:
        """Whether an order would be granted now, and lead to something."""
        decided = catalogue.decide(command, self.picture(town), self.context(town))
        return not isinstance(decided, Refused) and bool(decided)

    def may(self, what: str) -> bool:
        return self.spent.get(what, 0) < int(getattr(self.setting, what))

    def spend(self, what: str) -> None:
        self.spent[what] = self.spent.get(what, 0) + 1

    def entries_ahead(self, reader: str, source: str, unit: str) -> list[tuple[str, CustodyEntry]]:
        """The next entry of each life of the source's log that the reader has not read."""
        found = []
        for life in self.towns[source]:
            kept = life.picture.custody.get(unit)
            read = self.cursors.get((reader, source, unit, life.name), 0)
            entry = next(
                (each for each in (kept.entries if kept else ()) if each.number > read), None
            )
            if entry is not None:
                found.append((life.name, entry))
        return found

    def pulls(self) -> list[Step]:
        """Every entry that could be read next."""
        found = []
        for pair in self.setting.links:
            for reader, source in ((pair[0], pair[1]), (pair[1], pair[0])):
                for unit in self.setting.fleet:
                    if not self.custody(reader, unit).is_reconciled:
                        continue
                    for life, entry in self.entries_ahead(reader, source, unit):
                        order = lending_teams.heard(self, reader, source, life, entry, unit)
                        if order is None or not self._is_promised(reader, source, life):
                            continue
                        about = (reader, source, unit, life, entry.number, entry.kind)
                        found.append(
                            Step("pull", about, self._pulling(reader, source, unit, life, entry))
                        )
        return found

    def _is_promised(self, reader: str, source: str, life: str) -> bool:
        """A later life is read when its town was answered; an older one may lie on a stick."""
        if life != self.towns[source][-1].name or len(self.towns[source]) == 1:
            return True
        promised = self.picture(reader).heard_lives.get(source)
        return promised is not None and promised.life == life

    def late_answers(self) -> list[Step]:
        """What neighbours say by themselves that were left out, or have forgotten that they said
        it, as they were restored since."""
        found = []
        for town in self.setting.towns:
            own = custody.restored(self.picture(town))
            if own is None:
                continue
            command = reconciling.AnswerRestored(neighbour=town, life=own.life)
            for near in self.near(town):
                promised = self.picture(near).heard_lives.get(town)
                if near in own.missing or (promised is not None and promised.life == own.life):
                    continue
                decided = catalogue.decide(command, self.picture(near), self.context(near))
                if not isinstance(decided, Refused):
                    tell = partial(self._tell, near, town, own.life)
                    found.append(Step("told", (near, town), tell))
        return found

    def _leave_out(self, town: str, neighbour: str) -> None:
        self.spend("left_outs")
        order = reconciling.LeaveOut(neighbour=neighbour, reason="nobody picks up")
        for officer in ("p-officer", self.second_officer):
            self.order(town, order, officer)

    def _pulling(
        self, reader: str, source: str, unit: str, life: str, entry: CustodyEntry
    ) -> Callable[[], None]:
        def do() -> None:
            order = lending_teams.heard(self, reader, source, life, entry, unit)
            if order is None:
                return
            self.cursors[reader, source, unit, life] = entry.number
            refused = self.order(reader, order, hearing.HEARER)
            if refused is not None and isinstance(order, together.HearTogether):
                alone = next(each for each in order.parts if each.unit == unit)
                self.order(reader, alone, hearing.HEARER)

        return do

    def _lending_steps(self, town: str, unit: str) -> list[Step]:
        found: list[Step] = []
        kept = self.custody(town, unit)
        home, picture = unit[0], self.picture(town)
        if holds(kept, town):
            for to in (*self.near(town), town):
                offer = lending.OfferUnit(unit=unit, to=to, may_sub_lend=self.setting.sub_lends)
                kind = "offer-alone" if self.setting.team else "offer"
                found += self._if_granted(kind, town, offer)
        closing: tuple[Command, ...] = (
            lending.ReleaseUnit(unit=unit),
            lending.ReaffirmAuthority(unit=unit),
        )
        for command in closing:
            if kept.offer is not None:
                found += self._if_granted(type(command).__name__, town, command)
        if kept.offer is not None and not kept.offer.is_ready and kept.override is None:
            found += self._ready_steps(town, unit, kept.offer.epoch, kept.offer.to, town)
        for each in kept.heard:
            if not each.is_ready:
                found += self._ready_steps(town, unit, each.epoch, town, each.by)
        if (
            town == home
            and not holds(kept, town)
            and kept.override is None
            and self.may("overrides")
        ):
            found.append(Step("override", (town, unit), lambda: self._override(town, unit)))
        if kept.override is not None and kept.override.kept_as is None:
            found += self._override_steps(town, unit, kept.override)
        if kept.heard and picture.custody.get(unit) is not None:
            decline = recalling.DeclineOffer(unit=unit, reason="not needed")
            found += self._if_granted("decline", town, decline)
        return found

    def _if_granted(self, kind: str, town: str, command: Command) -> list[Step]:
        if not self.would_grant(town, command):
            return []
        about = tuple(getattr(command, name) for name in ("unit", "to") if hasattr(command, name))
        return [Step(kind, (town, *about), lambda: self._grant(town, command))]

    def _grant(self, town: str, command: Command) -> None:
        refused = self.order(town, command)
        assert refused is None, refused

    def _ready_steps(self, town: str, unit: str, epoch: Epoch, to: str, told_by: str) -> list[Step]:
        """The crew is asked and moves; its answer may reach the log much later."""
        answer, text = Register(epoch, told_by, to), str(epoch)
        found = []
        if self.hears(unit, epoch, to, told_by) and (town, unit, answer) not in self.answered:
            found.append(
                Step("ask", (town, unit, epoch, to), lambda: self._ask(town, unit, answer))
            )
        if (town, unit, answer) in self.answered:
            command = lending.ReadyCrew(unit=unit, epoch=text, readback=text)
            found.append(Step("ready", (town, unit, text), lambda: self._give(town, command)))
        return found

    def _ask(self, town: str, unit: str, answer: Register) -> None:
        self.crews[unit] = answer
        self.keepers.pop(unit, None)
        self.answered.add((town, unit, answer))

    def _give(self, town: str, command: Command) -> None:
        self.order(town, command)

    def _override(self, town: str, unit: str) -> None:
        self.spend("overrides")
        self._grant(town, overriding.OpenOverride(unit=unit, reason="our own fire"))

    def _override_steps(self, town: str, unit: str, opened: Override) -> list[Step]:
        """The second officer confirms; the crew hears epoch and nonce; its word comes in."""
        answer = Register(opened.epoch, town, town)
        key = (town, unit, answer)
        found = []
        if opened.confirmed_by is None:
            found.append(Step("confirm", (town, unit), lambda: self._confirm(town, unit)))
        if key not in self.answered and self.hears(unit, opened.epoch, town, town):
            found.append(
                Step("ask", (town, unit, opened.epoch), lambda: self._ask(town, unit, answer))
            )
        if key in self.answered or not self.asks_crew:
            nonce = opened.nonce if self.asks_crew else "nobody was asked"
            command = overriding.AnswerOverride(
                unit=unit, nonce=nonce, words="ready", heard_by="desk"
            )
            found.append(Step("answer", (town, unit), lambda: self._give(town, command)))
        return found

    def _confirm(self, town: str, unit: str) -> None:
        self.order(town, overriding.ConfirmOverride(unit=unit), self.second_officer)

    def _lose(self, unit: str) -> None:
        self.spend("losses")
        self.crews[unit] = None

    def _mishaps(self, town: str) -> list[Step]:
        found = []
        if self.may("rewinds") and any(key[0] == town for key in self.cursors):
            found.append(Step("reread", (town,), lambda: self._reread(town)))
        facts = self.towns[town][-1].facts
        if self.may("restores") and self.near(town):
            least = sum(isinstance(each.event, units.UnitRegistered) for each in facts)
            found += [
                Step("restore", (town, kept), partial(self._restore, town, kept))
                for kept in range(least, len(facts) + 1)
                if not self.setting.team or _is_whole(facts, kept)
            ]
        return found

    def _reread(self, town: str) -> None:
        self.spend("rewinds")
        self.cursors = {key: at for key, at in self.cursors.items() if key[0] != town}

    def _restore(self, town: str, kept: int) -> None:
        self.spend("restores")
        before = self.towns[town][-1]
        picture = self._furnished(town)
        for fact in before.facts[:kept]:
            picture = catalogue.evolve(picture, fact.event, fact.stamp)
        name = f"life-{town}-{len(self.towns[town])}"
        self.towns[town].append(Life(name, before.facts[:kept], picture))
        self.cursors = {key: at for key, at in self.cursors.items() if key[0] != town}
        self.order(town, reconciling.NoticeRestore(life=name), "system/town")

    def _reconciling_steps(self, town: str, unit: str) -> list[Step]:
        found = []
        own = custody.restored(self.picture(town))
        assert own is not None
        for neighbour in own.missing:
            command = reconciling.AnswerRestored(neighbour=town, life=own.life)
            if isinstance(
                catalogue.decide(command, self.picture(neighbour), self.context(neighbour)), Refused
            ):
                continue
            found.append(
                Step("told", (neighbour, town), partial(self._tell, neighbour, town, own.life))
            )
        if self.may("left_outs"):
            found += [
                Step("leave", (town, each), partial(self._leave_out, town, each))
                for each in own.missing
            ]
        register = self.crews[unit]
        if register is not None and not (own.missing and self.asks_neighbours):
            found.append(Step("reconcile", (town, unit), lambda: self._reconcile(town, unit)))
        return found

    def _tell(self, neighbour: str, town: str, life: str) -> None:
        picture = self.picture(neighbour)
        self.order(neighbour, reconciling.AnswerRestored(neighbour=town, life=life))
        known = custody.known_units(picture)
        command = reconciling.HearAnswer(
            neighbour=neighbour, life=life, units=known, towns=neighbours.joined(picture)
        )
        self._grant(town, command)

    def _reconcile(self, town: str, unit: str) -> None:
        register = self.crews[unit]
        assert register is not None
        self.order(
            town,
            reconciling.ReconcileUnit(
                unit=unit,
                epoch=str(register.epoch),
                told_by=register.told_by,
                listens_to=register.listens_to,
            ),
        )

    # the invariants

    def take(self, step: Step) -> None:
        """Let it happen, and look at everything."""
        self.trail.append(str(step))
        step.do()

    def broken(self) -> str | None:
        """The first invariant that does not hold, by its name; None where all do."""
        for unit in self.setting.fleet:
            why = self._broken(unit)
            if why is not None:
                return f"{why}, unit {unit}"
        return lending_teams.broken(self) if self.setting.team else None

    def is_disturbed(self) -> bool:
        return any(
            len(lives) > 1
            or any(isinstance(each.event, AuthorityOverridden) for each in lives[-1].facts)
            for lives in self.towns.values()
        )

    def _broken(self, unit: str) -> str | None:
        kept = {town: self.custody(town, unit) for town in self.setting.towns}
        obeyed = {town for town, epoch in self.could_order[unit] if self.obeys(unit, epoch)}
        obeyed |= lending_kept.voices(self, unit)
        if len(obeyed) > 1:
            return f"I1 two voices: {sorted(obeyed)}"
        holders = [town for town, each in kept.items() if holds(each, town)]
        if len(holders) > 1 and not self.is_disturbed():
            return f"I1 two logs hold: {holders}"
        if not any(
            holds(each, town) or each.is_watching or not each.is_reconciled
            for town, each in kept.items()
        ):
            return "I2 lost: no log holds it or watches it"
        home = kept[unit[0]]
        register = self.crews[unit]
        for town in holders:
            epoch = kept[town].claim.epoch
            if home.is_reconciled and epoch.generation > home.highest_generation:
                return f"I3 {town} holds {epoch}, home granted up to {home.highest_generation}"
            if register is not None and epoch > register.epoch:
                return f"CREW-FIRST {town} holds {epoch}, which the crew never heard"
        for town, epoch in self.could_order[unit] - self.held[unit]:
            if self.obeys(unit, epoch):
                return f"I4 the crew would obey {town} at {epoch}, which its log never held"
        if self.fences_safety and any(
            not self.obeys(unit, each.claim.epoch) for each in kept.values()
        ):
            return "SAFETY a stop order is fenced"
        return self._audit() or lending_kept.broken(self, unit)

    def _audit(self) -> str | None:
        for lives in self.towns.values():
            for fact in lives[-1].facts:
                event = fact.event
                if isinstance(event, AuthorityOverridden) and (
                    len(set(event.officers)) < 2 or not event.nonce
                ):
                    return "AUDIT an override without two officers and a nonce"
        return None

    def healed(self) -> "LendingWorld":
        """The same after every link has told all it has; nobody does anything more."""
        after = copy(self)
        after.towns = {
            town: [Life(each.name, list(each.facts), each.picture) for each in lives]
            for town, lives in self.towns.items()
        }
        after.cursors = dict(self.cursors)
        after.held = {unit: set(held) for unit, held in self.held.items()}
        after.could_order = {unit: set(each) for unit, each in self.could_order.items()}
        after.keepers, after.kept = dict(self.keepers), set(self.kept)
        after.trail = []
        while ahead := (after.pulls() or after.late_answers()):
            for step in ahead:
                step.do()
        return after

    def disagree(self) -> str | None:
        """Healed, with no person's help: do all reconciled logs tell one story of each unit?"""
        after = self.healed()
        for unit in self.setting.fleet:
            kept = {town: after.custody(town, unit) for town in self.setting.towns}
            if not all(each.is_reconciled for each in kept.values()):
                continue
            claims = {
                (each.claim.epoch, each.claim.hold, each.claim.town) for each in kept.values()
            }
            if len(claims) > 1:
                return f"I6 healed logs disagree on {unit}: {claims}"
            losses = {
                frozenset((each.loser, each.lost, each.winning) for each in custody.conflicts)
                for custody in kept.values()
            }
            if len(losses) > 1:
                return f"I6 a conflict is not known to all, unit {unit}"
            for town in self.setting.towns:
                lost = _lost_without_record(after.towns[town][-1].facts, unit, town)
                if lost is not None:
                    return f"I6 {town} lost its hold {lost} of {unit} without a record"
        return None


def _is_whole(facts: list[Stated], kept: int) -> bool:
    """Whether a log of so many facts ends where an order ended: a commit is kept whole."""
    return kept == len(facts) or facts[kept - 1].stamp.recorded_at != facts[kept].stamp.recorded_at


def _lost_without_record(facts: list[Stated], unit: str, town: str) -> Epoch | None:
    """A hold that ended in a note, without a release of ours and without a conflict."""
    mine: Epoch | None = None
    for fact in facts:
        event = fact.event
        if isinstance(event, reconciling.LogRestored):
            mine = None
        if getattr(event, "unit", None) != unit:
            continue
        match event:
            case lending.UnitReleased() | overriding.OverrideConflictRecorded():
                mine = None
            case (
                hearing.UnitAccepted()
                | lending.AuthorityReaffirmed()
                | AuthorityOverridden()
                | reconciling.AuthorityReinstated()
            ):
                mine = event.epoch
            case hearing.CustodyNoted() | hearing.TransferReceipted():
                if mine is not None:
                    return mine
    return None


SETTINGS = (
    Setting("lend, return, reaffirm"),
    Setting("two units", fleet=(FIRST_UNIT, "B-T1")),
    Setting("override, register lost", overrides=2, losses=1),
    Setting("a team", fleet=(FIRST_UNIT, "A-E13"), team=True),
    Setting(
        "a team, all of it", "ABC", ("AB", "BC", "AC"), (FIRST_UNIT, "A-E13", "A-E14"),
        overrides=2, restores=1, losses=1, sub_lends=True, team=True,
    ),
    Setting("two borrowers", "ABC", ("AB", "AC"), overrides=1),
    Setting("sub-lend in a chain", "ABC", ("AB", "BC"), overrides=1, sub_lends=True),
    Setting("restore from a backup", restores=1),
    Setting("restore and override", overrides=1, restores=1),
    Setting("restore in a chain", "ABC", ("AB", "BC"), restores=1, sub_lends=True),
    Setting("override and restore in a chain", "ABC", ("AB", "BC"), overrides=1, restores=1),
    Setting("a neighbour is left out", restores=1, left_outs=1),
    Setting(
        "left out in a chain", "ABC", ("AB", "BC"), overrides=1, restores=2, left_outs=2,
        sub_lends=True,
    ),
    Setting("a guest is kept", overrides=1, adoptions=1),
    Setting("a guest is kept after a restore", overrides=1, restores=1, left_outs=1, adoptions=1),
    Setting(
        "a guest of a chain is kept", "ABC", ("AB", "BC", "AC"), overrides=1, restores=1,
        left_outs=1, adoptions=1, sub_lends=True,
    ),
    Setting(
        "all of it", "ABC", ("AB", "BC", "AC"), (FIRST_UNIT, "B-T1"), overrides=2, restores=1,
        losses=1, sub_lends=True,
    ),
)  # fmt: skip
