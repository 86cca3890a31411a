"""Towns that pass each other calls, on paper: the real decisions and folds; what one reads of the
other is the row that the other's slice shows it, whenever and however often it is read.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import msgspec

from tests.operations.story import MORNING, Told
from tocsin.access import shown
from tocsin.access.viewer import partner
from tocsin.app.neighbours.allowance import Allowance, Allowed
from tocsin.app.neighbours.calls import CallsHeard
from tocsin.app.neighbours.own_town import OwnTown
from tocsin.geo.places import Point
from tocsin.jurisdiction.orders import Accepted, Denied, Order
from tocsin.operations import catalogue
from tocsin.operations.call_transfers import PassCall
from tocsin.operations.due import due
from tocsin.operations.incident import GivenPlace
from tocsin.operations.intake import NoteCallback, NoteWhat, NoteWhere, ReceiveReport
from tocsin.operations.obligations import OweThis
from tocsin.operations.orders import Command, Context, Event, Refused
from tocsin.operations.picture import Picture, Report
from tocsin.operations.picture.agreement import (
    AgreementKind,
    AgreementState,
    AgreementText,
    AgreementVersion,
    CallPart,
    CallTerms,
    Compact,
    Giving,
    Party,
    Signature,
)
from tocsin.operations.picture.call_transfer import CallTransfer
from tocsin.operations.picture.neighbour import LinkStanding, Neighbour
from tocsin.terms.codes import Channel
from tocsin.terms.words import Words

ALL = tuple(CallPart)
HERE = Point.from_degrees(51.5, -0.1)
Fields = dict[str, object]
Row = tuple[str, Fields]


def agreed(one: str, other: str, parts: tuple[CallPart, ...]) -> Compact:
    """An agreement of two towns to pass each other calls, signed and in force."""
    towns = tuple(sorted((one, other)))
    name = "-".join(towns)
    gives = tuple(Giving(each, calls=CallTerms(parts)) for each in towns) if parts else ()
    text = AgreementText(
        name, AgreementKind.mutual_aid, 1, name, (Party(towns[0], ""), Party(towns[1], "")), gives
    )
    signatures = tuple(
        Signature(each, "", "", Words(f"person/{each}", sealed=b"0"), "chief", MORNING, "")
        for each in towns
    )
    version = AgreementVersion("0" * 64, 1, "", text, one, MORNING, signatures=signatures)
    return Compact(name, other, AgreementState.in_force, (version,), version.digest)


@dataclass
class Fact:
    """One recorded fact, and the order that caused it."""

    event: Event
    stamp: Told


@dataclass
class CallWorld:
    """Three towns; each may pass calls to each other one. Time goes on by a second an order."""

    parts: tuple[CallPart, ...] = ALL
    towns: str = "ABC"
    logs: dict[str, list[Fact]] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    links: dict[str, CallsHeard] = field(default_factory=dict)
    answers: dict[tuple[str, str], object] = field(default_factory=dict)
    asked: int = 0

    def __post_init__(self) -> None:
        for town in self.towns:
            self.logs[town] = []
            self.pictures[town] = self._furnished(town)
            self.started(town)

    def _furnished(self, town: str) -> Picture:
        picture = Picture()
        for other in self.towns.replace(town, ""):
            neighbour = Neighbour(other, LinkStanding.joined, MORNING, joined_at=MORNING)
            compact = agreed(town, other, self.parts)
            picture = msgspec.structs.replace(
                picture,
                neighbours=picture.neighbours.put(other, neighbour),
                compacts=picture.compacts.put(compact.id, compact),
            )
        return picture

    def started(self, town: str) -> None:
        """The town's process begins anew: its link knows nothing but the log."""
        own = OwnTown(
            town, lambda: self.pictures[town], self.now, lambda order: self._submit(town, order)
        )
        self.links[town] = CallsHeard(Allowed(own, Allowance(lambda: 0.0)))

    def restored(self, town: str, facts: int) -> None:
        """The log is put back to its first facts; what was ordered after them nobody knows."""
        kept = self.logs[town][:facts]
        self.logs[town], self.pictures[town] = [], self._furnished(town)
        ids = {each.stamp.command_id for each in kept}
        self.answers = {
            key: each for key, each in self.answers.items() if key[0] != town or key[1] in ids
        }
        for each in kept:
            self._fold(town, each)
        self.started(town)

    # the real thing

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=self.asked)

    def picture(self, town: str) -> Picture:
        return self.pictures[town]

    def facts(self, town: str) -> list[Fact]:
        return self.logs[town]

    def order(
        self, town: str, command: Command, at: datetime | None = None, name: str = ""
    ) -> Refused | None:
        """Give an order; what it causes is in the log. None where it was granted."""
        self.asked += 1
        now = at or self.now()
        context = Context(
            code=town, now=now, occurred_at=now, command_id=name or f"c{self.asked}",
            actor="p-desk", number_key=f"a secret of {town}".encode(),
        )  # fmt: skip
        decided = catalogue.decide(command, self.pictures[town], context)
        if isinstance(decided, Refused):
            return decided
        for event in decided:
            stamp = Told(len(self.logs[town]) + 1, now, now, command_id=context.command_id)
            self._fold(town, Fact(event, stamp))
        return None

    def _fold(self, town: str, fact: Fact) -> None:
        self.logs[town].append(fact)
        self.pictures[town] = catalogue.evolve(self.pictures[town], fact.event, fact.stamp)

    def _submit(self, town: str, order: Order) -> object:
        """As the town does: asked twice under one id, granted once."""
        key = town, order.command_id
        if key not in self.answers:
            why = self.order(town, order.command, name=order.command_id)
            position = len(self.logs[town])
            self.answers[key] = (
                Accepted(order.command_id, position, position, is_repeat=True)
                if why is None
                else Denied(order.command_id, why, position)
            )
        return self.answers[key]

    def done(self, town: str, command: Command, at: datetime | None = None) -> None:
        found = self.order(town, command, at)
        assert found is None, (command, found)

    def refused(self, town: str, command: Command) -> str:
        found = self.order(town, command)
        assert found is not None, command
        return found.code

    # calls

    def takes_call(self, town: str) -> str:
        """Somebody rings: a fire, where, and how they can be called back."""
        before = {*self.pictures[town].reports}
        self.done(town, ReceiveReport(channel=Channel.call))
        report: str
        (report,) = {*self.pictures[town].reports} - before
        self.done(town, NoteWhat(report=report, words="smoke from the roof", type="fire.structure"))
        self.done(town, NoteWhere(report=report, place=GivenPlace(words="the mill", point=HERE)))
        self.done(town, NoteCallback(report=report, callback="01632 960011", caller="Ada"))
        return report

    def passes(
        self,
        town: str,
        report: str | None = None,
        *,
        to: str = "B",
        incident: str | None = None,
        remarks: str | None = None,
    ) -> str:
        """The id of the transfer."""
        before = {*self.pictures[town].call_transfers}
        order = PassCall(to=to, report=report, incident=incident, remarks=remarks)
        self.done(town, order)
        found: str
        (found,) = {*self.pictures[town].call_transfers} - before
        return found

    def rows(self, by: str, reader: str) -> list[Row]:
        """What a town's slice shows another of calls, as it arrives there."""
        picture, viewer = self.pictures[by], partner(reader)
        seen = (
            (name, shown(picture, viewer, ("call_transfers", name)))
            for name in sorted(picture.call_transfers)
        )
        return [
            (name, msgspec.json.decode(msgspec.json.encode(each, enc_hook=spoken)))
            for name, each in seen
            if each is not None
        ]

    def read(self, town: str, of: str) -> None:
        """A town reads all that another shows it."""
        self.take(town, of, self.rows(of, town))

    def take(self, town: str, of: str, rows: list[Row]) -> None:
        """The same rows, whenever they arrive."""
        for name, fields in rows:
            self.links[town].is_settled(of, name, fields)

    # what is looked at

    def call(self, town: str, call: str) -> CallTransfer:
        found = self.pictures[town].call_transfers.get(call)
        assert found is not None
        return found

    def report(self, town: str, report: str) -> Report:
        found = self.pictures[town].reports.get(report)
        assert found is not None
        return found

    def said(self, words: Words | None) -> str | None:
        return None if words is None else words.text

    def owed(self, town: str, after_s: int = 0) -> list[str]:
        """Kinds of what the clock calls somebody for, so long after the last passing."""
        passed = [each.passed_at for each in self.pictures[town].call_transfers.values()]
        at = max(self.now(), max(passed, default=self.now()) + timedelta(seconds=after_s))
        if after_s:
            at = max(passed) + timedelta(seconds=after_s)
        found = [order for _, order in due(self.pictures[town], at)]
        return sorted(each.kind for each in found if isinstance(each, OweThis))


def spoken(value: object) -> object:
    """Words as they are said to a reader."""
    assert isinstance(value, Words)
    return value.text
