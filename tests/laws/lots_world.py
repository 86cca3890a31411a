"""Towns that lend each other counted stock, on paper, beside the units they lend: the real
decisions and folds, slices that come late or again, restored logs, and what is really there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import msgspec

from tests.laws.lending_world import LendingWorld, Setting, Step
from tocsin.operations import (
    catalogue,
    hearing,
    lending_archive,
    lot_hearing,
    lot_retiring,
    lot_transfers,
    lots,
    reconciling,
    units,
)
from tocsin.operations.custody import restored
from tocsin.operations.lost_transfers import AdmitTransfer, LostTransferRefusal
from tocsin.operations.orders import Command, Event, Refused
from tocsin.operations.picture import Picture, touched
from tocsin.operations.picture.agreement import LendingTerms, LentStock
from tocsin.operations.picture.lots import Lot, LotStanding, LotTransfer, TransferId
from tocsin.operations.picture.place_loan import PlaceLoan

_replace = msgspec.structs.replace

START = 4
"""Of each lot, at its home. The model's number: the shortest stories need no more."""


Ends = tuple[str, str, str]
"""A transfer's id, who let go and who got it."""


class Line(NamedTuple):
    """One change of a row, as a town's slice tells it."""

    kind: str
    row: Lot | LotTransfer | PlaceLoan


class Lorry(NamedTuple):
    """What is really on the road."""

    lot: str
    quantity: int
    by: str
    to: str


@dataclass
class LotsWorld(LendingWorld):
    """`stock` names the lots, each by its home and name. `there` is what is really at a place,
    whatever any log says."""

    stock: tuple[str, ...] = ("A-SANDBAGS",)
    told: dict[tuple[str, str], list[Line]] = field(default_factory=dict)
    read: dict[tuple[str, str, str], int] = field(default_factory=dict)
    pending: set[tuple[str, str, str, int]] = field(default_factory=set)
    there: dict[tuple[str, str], int] = field(default_factory=dict)
    lorries: dict[str, Lorry] = field(default_factory=dict)
    spoils: int = 1
    told_kinds: tuple[str, ...] = ("lots", "lot_transfers")
    furnishing: tuple[type[Event], ...] = (lots.LotRegistered, units.UnitRegistered)

    def __post_init__(self) -> None:
        if self.towns:
            return
        super().__post_init__()
        for lot in self.stock:
            home, _, name = lot.partition("-")
            self.order(
                home,
                lots.RegisterLot(kind="sandbags", quantity=START, kept_at="yard", name=name),
            )
            self.there[home, lot] = START

    def _furnished(self, town: str) -> Picture:
        """With an agreement that covers the stock."""
        picture = super()._furnished(town)
        for name in picture.compacts:
            compact = picture.compacts.get(name)
            assert compact is not None
            (version,) = compact.versions
            lends = LendingTerms(may_sub_lend=True, stock=(LentStock("sandbags", 1_000),))
            gives = tuple(_replace(each, lending=lends) for each in version.content.gives)
            version = _replace(version, content=_replace(version.content, gives=gives))
            compacts = picture.compacts.put(name, _replace(compact, versions=(version,)))
            picture = _replace(picture, compacts=compacts)
        return picture

    # what is told, and what is really moved

    def record(self, town: str, events: "list[Event]") -> None:  # type: ignore[override]
        before = self.picture(town)
        super().record(town, events)
        after = self.picture(town)
        lines = self.told.setdefault((town, self.towns[town][-1].name), [])
        for kind, name in touched(before, after):
            if kind in self.told_kinds:
                row = getattr(after, kind).get(name)
                if row is not None:
                    lines.append(Line(kind, row))
        for event in events:
            self._drive(town, event)

    def _drive(self, town: str, event: Event) -> None:
        """What the facts did to the things themselves."""
        match event:
            case lot_transfers.LotReleased() if event.heard_from is None:
                self._put(town, event.lot, -event.quantity)
                lorry = Lorry(event.lot, event.quantity, event.by, event.to)
                self.lorries[f"{event.by}>{event.transfer}#{self.asked}"] = lorry
            case lot_transfers.LotAccepted():
                wanted = Lorry(event.lot, event.quantity, event.by, event.to)
                for key, lorry in sorted(self.lorries.items()):
                    if lorry == wanted and f">{event.transfer}#" in key:
                        self._put(town, event.lot, event.quantity)
                        del self.lorries[key]
                        return
            case lots.LotUsed():
                self._put(town, event.lot, -event.quantity)
            case lot_retiring.LotRetired():
                self.there[town, event.lot] = 0

    def _put(self, town: str, lot: str, quantity: int) -> None:
        self.there[town, lot] = self.there.get((town, lot), 0) + quantity

    def row(self, town: str, lot: str) -> Lot | None:
        return self.picture(town).lots.get(lot)

    # what may happen

    def steps(self) -> list[Step]:
        found = super().steps()
        for town in self.setting.towns:
            for lot in self.stock:
                found += self._stock_steps(town, lot)
            if self.setting.restores == 0 and self._archiving(town):
                found.append(Step("leave", (town,), partial(self._leave, town)))
        return found

    def _archiving(self, town: str) -> list[Event]:
        """What the clock would record a good while later."""
        context = self.context(town)
        later = _replace(context, now=context.now + 2 * lending_archive.KEPT_FOR)
        decided = catalogue.decide(lending_archive.ArchiveLotTransfers(), self.picture(town), later)
        assert not isinstance(decided, Refused)
        return decided

    def _leave(self, town: str) -> None:
        self.asked += 1
        self.record(town, self._archiving(town))

    def _stock_steps(self, town: str, lot: str) -> list[Step]:
        found: list[Step] = []
        row = self.row(town, lot)
        if row is None:
            return found
        there = self.there.get((town, lot), 0)
        for to in self.near(town):
            for quantity in sorted({1, min(there, row.quantity)}):
                if 0 < quantity <= there:  # nobody loads what is not there
                    release = lot_transfers.ReleaseLot(lot=lot, to=to, quantity=quantity)
                    found += self._stock_step("send", town, release, to, quantity)
        if there > 0:
            found += self._stock_step("use", town, lots.UseLot(lot=lot, quantity=1))
        reason = None if there == row.quantity else "counted again"
        count = lots.CountLot(lot=lot, quantity=there, reason=reason)
        found += self._stock_step("count", town, count, there)
        if row.home == town and row.lent and not (row.retired_at and row.quantity < 1):
            retire = lot_retiring.RetireLot(lot=lot, reason="sold")
            found += self._stock_step("retire", town, retire)
        if there > 0 and self.spoils > 0:
            found.append(Step("spoil", (town, lot), partial(self._spoil, town, lot)))
        return found

    def _stock_step(self, kind: str, town: str, command: Command, *about: object) -> list[Step]:
        decided = catalogue.decide(command, self.picture(town), self.context(town))
        if isinstance(decided, Refused):
            return []
        lot = str(getattr(command, "lot", ""))
        return [Step(kind, (town, lot, *about), partial(self._grant, town, command))]

    def _spoil(self, town: str, lot: str) -> None:
        """One is gone and nobody knows."""
        self.spoils -= 1
        self._put(town, lot, -1)

    def pulls(self) -> list[Step]:
        found = super().pulls()
        for reader, source in self._ways():
            if not self.setting.fleet:
                found += self._answers(reader, source)
            for life in self.towns[source]:
                found += self._lines_ahead(reader, source, life.name)
        for key in sorted(self.pending):
            reader, source, name, index = key
            command = self._heard(reader, source, self.told[source, name][index])
            decided = catalogue.decide(command, self.picture(reader), self.context(reader))
            if not isinstance(decided, Refused):
                found.append(Step("again", key, partial(self._take_line, key)))
            elif decided.code == LostTransferRefusal.lost_transfer_unproven:
                found.append(Step("again", key, partial(self._admit, key, command)))
        return found

    def _admit(self, key: tuple[str, str, str, int], command: Command) -> None:
        """Nothing in the log bears it out, and it is so: two officers say it."""
        assert isinstance(command, lot_hearing.HearTransfer)
        told = command.told
        order = AdmitTransfer(
            transfer=told.id, lot=told.lot, quantity=told.quantity, reason="the driver's papers"
        )
        is_known = told.id in self.picture(key[0]).lot_transfers  # another line of it came first
        for officer in () if is_known else ("p-officer", "p-second"):
            refused = self.order(key[0], order, officer)
            assert refused is None, refused
        self._take_line(key)

    def _ways(self) -> list[tuple[str, str]]:
        """Who reads whom."""
        return [(a, b) for p in self.setting.links for a, b in ((p[0], p[1]), (p[1], p[0]))]

    def _lines_ahead(self, reader: str, source: str, life: str) -> list[Step]:
        """The next line of this life of the source's log that is told to the reader."""
        lines, key = self.told.get((source, life), []), (reader, source, life)
        for index in range(self.read.get(key, 0), len(lines)):
            row = lines[index].row
            if self._is_told(reader, row):
                line = (reader, source, life, index)
                return [Step("hear", (*line, row.id), partial(self._take_line, line))]
        return []

    def _is_told(self, reader: str, row: Lot | LotTransfer | PlaceLoan) -> bool:
        if isinstance(row, Lot):
            return row.home == reader
        ends = (row.keeper, row.borrower) if isinstance(row, PlaceLoan) else (row.by, row.to)
        return reader in ends

    def _take_line(self, key: tuple[str, str, str, int]) -> None:
        reader, source, life, index = key
        self.read[reader, source, life] = max(self.read.get((reader, source, life), 0), index + 1)
        command = self._heard(reader, source, self.told[source, life][index])
        refused = self.order(reader, command, hearing.HEARER)
        if refused is None:
            self.pending.discard(key)
        else:
            self.pending.add(key)

    def _heard(self, _reader: str, source: str, line: Line) -> Command:
        """The order that the link gives on reading it."""
        if isinstance(line.row, Lot):
            return lot_hearing.HearLot(by=source, lot=line.row.id, told=line.row.standing)
        assert isinstance(line.row, LotTransfer), "places are another world's"
        return lot_hearing.HearTransfer(by=source, told=line.row)

    def _mishaps(self, town: str) -> list[Step]:
        found = super()._mishaps(town)
        least = 1 + max(
            (
                number
                for number, each in enumerate(self.towns[town][-1].facts)
                if isinstance(each.event, self.furnishing)
            ),
            default=-1,
        )
        found = [
            each for each in found if each.kind != "restore" or int(str(each.about[1])) >= least
        ]
        is_read = any(key[0] == town for key in self.read)
        if is_read and self.may("rewinds") and not any(e.kind == "reread" for e in found):
            found.append(Step("reread", (town,), lambda: self._reread(town)))
        return found

    def _reread(self, town: str) -> None:
        super()._reread(town)
        self.read = {key: at for key, at in self.read.items() if key[0] != town}

    def _restore(self, town: str, kept: int) -> None:
        self.read = {key: at for key, at in self.read.items() if key[0] != town}
        self.pending = {key for key in self.pending if key[0] != town}
        super()._restore(town, kept)
        picture = self.picture(town)
        lines = self.told.setdefault((town, self.towns[town][-1].name), [])
        for kind in self.told_kinds:
            rows = getattr(picture, kind)
            lines[:0] = [Line(kind, rows.get(name)) for name in sorted(rows)]

    def _answers(self, reader: str, source: str) -> list[Step]:
        """A restored town is answered, as the link does it."""
        own = restored(self.picture(source))
        if own is None or not self._is_unanswered(reader, source):
            return []
        if reconciling.cannot_answer(self.picture(reader)) is not None:
            return []
        return [Step("told", (reader, source), partial(self._tell, reader, source, own.life))]

    def _is_unanswered(self, reader: str, source: str) -> bool:
        own, heard = restored(self.picture(source)), self.picture(reader).heard_lives.get(source)
        return own is not None and (heard is None or heard.life != own.life)

    # the invariants

    def broken(self) -> str | None:
        return super().broken() or self._lots_broken()

    def _lots_broken(self) -> str | None:
        for lot in self.stock:
            books = self.books(lot)
            if sum(books.values()) != START:
                return f"I5 {lot}: {books} is not {START}"
            if self.is_whole():
                for town in self.setting.towns:
                    row = self.row(town, lot)
                    if row is not None and row.quantity < 0:
                        return f"I5 {town} holds less than nothing of {lot}"
        return None

    def is_whole(self) -> bool:
        """Whether no log was restored."""
        return all(len(lives) == 1 for lives in self.towns.values())

    def books(self, lot: str) -> dict[str, int]:
        """What became of a lot by all the logs there are: nothing is made or lost on the way."""
        rows = [row for town in self.setting.towns if (row := self.row(town, lot)) is not None]
        return {
            "held": sum(each.quantity for each in rows),
            "in transit": self._in_transit(lot),
            "used": sum(each.used for each in rows),
            "lost": sum(each.lost for each in rows),
            "retired": sum(each.retired for each in rows),
            "found": -sum(each.found for each in rows),
        }

    def _in_transit(self, lot: str) -> int:
        """Let go of in one log and not accepted in the other's; what a restored town does not know
        to have let go of counts against it."""
        sent: dict[tuple[str, str, str], int] = {}
        got: dict[tuple[str, str, str], int] = {}
        for town in self.setting.towns:
            transfers = self.picture(town).lot_transfers
            for each in transfers.values():
                if each.lot == lot:
                    into = sent if each.by == town else got
                    into[each.id, each.by, each.to] = each.quantity
        return sum(
            quantity for key, quantity in sent.items() if not self._knows(key[0], key[2], got, key)
        ) - sum(
            quantity for key, quantity in got.items() if not self._knows(key[0], key[1], sent, key)
        )

    def _knows(
        self, transfer: str, town: str, rows: dict[tuple[str, str, str], int], key: Ends
    ) -> bool:
        """Whether a transfer is counted in the log of the other end: as a row, or as one that has
        left the picture."""
        if key in rows:
            return True
        settled = self.picture(town).settled_transfers
        return any(
            str(TransferId(each.town, serial, each.incarnation)) == transfer
            for each in settled.values()
            for first, last in each.serials
            for serial in range(first, last + 1)
        )

    def healed(self) -> "LotsWorld":
        kept = self.told, self.read, self.pending, self.there, self.lorries
        self.told = {key: list(lines) for key, lines in self.told.items()}
        self.read, self.pending = dict(self.read), set(self.pending)
        self.there, self.lorries = dict(self.there), dict(self.lorries)
        try:
            after = super().healed()
            assert isinstance(after, LotsWorld)
            return after
        finally:
            self.told, self.read, self.pending, self.there, self.lorries = kept

    def disagree(self) -> str | None:
        return super().disagree() or self._lots_disagree()

    def _lots_disagree(self) -> str | None:
        """Healed: nothing is on the way, home knows what each borrower has; counted, every log says
        what is there, and the books close."""
        after = self.healed()
        for lorry in after.lorries.values():  # nobody ever read that it was sent: it turns back
            after._put(lorry.by, lorry.lot, lorry.quantity)
        for lot in self.stock:
            if transit := after._in_transit(lot):
                return f"I6 {lot}: {transit} on the way after everything was told"
            for town in self.setting.towns:
                why = after._miscounted(town, lot)
                if why is not None:
                    return why
        after = after.healed()
        after._hear_old_lives_last()
        for lot in self.stock:
            books = after.books(lot)
            if sum(books.values()) != START:
                return f"I5 counted again, {lot}: {books} is not {START}"
        if any(after._is_unanswered(*ends) for ends in self._ways()):
            return after._receipts_missing()  # who was restored and not answered is not heard
        return after._receipts_missing() or after._borrowers_unknown()

    def _hear_old_lives_last(self) -> None:
        """Everything comes again, what a restore made void after all else, as on a stick."""
        for reader, source in self._ways():
            for life in reversed(self.towns[source]):
                self.read[reader, source, life.name] = 0
                while ahead := self._lines_ahead(reader, source, life.name):
                    ahead[0].do()

    def _miscounted(self, town: str, lot: str) -> str | None:
        """What a count finds: in a log that is whole, only what spoiled."""
        row, there = self.row(town, lot), self.there.get((town, lot), 0)
        if row is None:
            return f"I5 {town} knows nothing of {there} {lot}" if there else None
        if self.is_whole() and abs(row.quantity - there) > 1 - self.spoils:
            return f"I5 {town} says {row.quantity} of {lot}, there are {there}"
        count: Command = lots.CountLot(lot=lot, quantity=there, reason="counted again")
        if row.retired_at is not None and row.quantity >= 0:  # what came home since goes as well
            count, there = lot_retiring.RetireLot(lot=lot, reason="sold as the rest"), 0
        self._grant(town, count)
        found = self.row(town, lot)
        if found is None or found.quantity != there:
            return f"I5 {town} counted {there} of {lot} and says otherwise"
        return None

    def _receipts_missing(self) -> str | None:
        for town in self.setting.towns:
            for each in self.picture(town).lot_transfers.values():
                if each.by == town and each.receipted_at is None:
                    return f"I6 {town} does not know that {each.id} has come"
        return None

    def _borrowers_unknown(self) -> str | None:
        """Home has what each borrower told last, and what it is owed is what they hold."""
        for lot in self.stock:
            home = self.row(lot[0], lot)
            assert home is not None
            for town in self.setting.towns:
                row = self.row(town, lot)
                part = home.lent_to(town)
                if town == lot[0] or row is None or not part.released:
                    continue
                told = part.told or LotStanding()
                if (told.used, told.lost, told.found) != (row.used, row.lost, row.found):
                    return f"I6 {lot[0]} does not know what {town} used of {lot}"
                if part.outstanding != row.quantity:
                    held = row.quantity
                    return f"I6 {lot[0]} misses {part.outstanding} of {lot}, {town} holds {held}"
        return None


LOT_SETTINGS = (
    Setting("one lot, two towns", fleet=(), rewinds=3),
    Setting("one lot, two borrowers", "ABC", ("AB", "AC"), fleet=(), rewinds=2),
    Setting("a lot under a restore", fleet=(), restores=1),
    Setting("a lot under two restores", fleet=(), restores=2),
    Setting("borrowers under a restore", "ABC", ("AB", "AC"), fleet=(), restores=2),
    Setting("two restored at once, one left out", restores=2, left_outs=2),
    Setting("a lot beside a unit", restores=1, overrides=1),
)

Make = Callable[[Setting], LotsWorld]


def of_two(setting: Setting) -> LotsWorld:
    """Each of two towns has a lot of its own."""
    return LotsWorld(setting, stock=("A-SANDBAGS", "B-SANDBAGS"))
