"""Towns that work one incident together, on paper: the real decisions, folds and rules of sight.

What a town tells is what its slice would hold for the reader; it may come late, twice, in any
order.
"""

from dataclasses import dataclass, field
from itertools import combinations

import msgspec

from tests.operations.story import MORNING, Story
from tocsin.access import Eye, partner
from tocsin.operations.command import AssumeCommand
from tocsin.operations.incident import IncidentOpened
from tocsin.operations.officers import PersonRegistered
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture.agreement import (
    AgreementKind,
    AgreementState,
    AgreementText,
    AgreementVersion,
    Compact,
    EscalationLevel,
    EscalationStep,
    Giving,
    LendingTerms,
    Party,
    Signature,
)
from tocsin.operations.picture.neighbour import LinkStanding, Neighbour
from tocsin.operations.picture.policy import KindFields, SharingAgreement
from tocsin.operations.picture.regional import RegionalIncident
from tocsin.operations.regional_hearing import HeardRegional, HearRegional
from tocsin.terms.words import Words

replace = msgspec.structs.replace

PATH = (
    EscalationStep(EscalationLevel.towns, "PE"),
    EscalationStep(EscalationLevel.region, "KR", raised_by=("*",)),
)
TOWNS = ("PE", "WE", "KR", "QU")


def agreed(own: str, other: str, path: tuple[EscalationStep, ...]) -> Compact:
    """An agreement in force with an escalation path."""
    towns = tuple(sorted((own, other)))
    name = "-".join((*towns, "region"))
    text = AgreementText(
        name, AgreementKind.data_sharing, 1, name, (Party(towns[0], ""), Party(towns[1], "")),
        tuple(Giving(each, lending=LendingTerms()) for each in towns), escalation=path,
    )  # fmt: skip
    signatures = tuple(
        Signature(each, "", "", Words(f"person/{each}", sealed=b"0"), "chief", MORNING, "")
        for each in towns
    )
    version = AgreementVersion("0" * 64, 1, "", text, own, MORNING, signatures=signatures)
    return Compact(name, other, AgreementState.in_force, (version,), version.digest)


def _town(code: str, others: tuple[str, ...], path: tuple[EscalationStep, ...]) -> Story:
    story = Story(code=code)
    for person in ("p-one", "p-two"):
        story.given(
            PersonRegistered(person=person, roles=("chief",), name=Words(f"person/{person}", "Ada"))
        )
    story.given(
        IncidentOpened(incident=f"{code}-X", number="0417", type="fire.wildland"),
        IncidentOpened(incident=f"{code}-Y", number="0098", type="fire.wildland"),
    )
    picture = story.picture
    for each in others:
        shown = (KindFields("regional_incidents", ("commanders", "objectives")),)
        picture = replace(
            picture,
            neighbours=picture.neighbours.put(
                each, Neighbour(each, LinkStanding.joined, MORNING, joined_at=MORNING)
            ),
            compacts=picture.compacts.put(each, agreed(code, each, path)),
            agreements=picture.agreements.put(each, SharingAgreement(each, 1, shown)),
        )
    story.picture = picture
    return story


@dataclass
class RegionalWorld:
    """Some towns, and which of them are neighbours (all, unless `links` says otherwise)."""

    towns: tuple[str, ...] = TOWNS[:2]
    links: tuple[tuple[str, str], ...] | None = None
    path: tuple[EscalationStep, ...] = ()
    stories: dict[str, Story] = field(default_factory=dict)
    said: list[tuple[str, str, HeardRegional]] = field(default_factory=list)
    """What was told, of whom to whom, in the order in which it was said."""

    def __post_init__(self) -> None:
        self.links = self.links or tuple(combinations(self.towns, 2))
        for code in self.towns:
            others = tuple(e for e in self.towns if e != code and self.is_link(code, e))
            self.stories[code] = _town(code, others, self.path)

    def is_link(self, one: str, other: str) -> bool:
        assert self.links is not None
        return (one, other) in self.links or (other, one) in self.links

    def order(self, town: str, command: Command, actor: str = "p-one") -> str | None:
        """Give an order; the code of its refusal, or None. What it changes is said to all."""
        outcome = self.stories[town].when(command, actor=actor)
        if isinstance(outcome, Refused):
            return outcome.code
        if outcome:
            self._say(town)
        return None

    def _say(self, town: str) -> None:
        picture = self.stories[town].picture
        for reader in self.towns:
            if reader == town or not self.is_link(town, reader):
                continue
            eye = Eye(picture, partner(reader))
            for name in picture.regional_incidents:
                shown = eye.shown(("regional_incidents", name))
                if shown is not None:
                    told = msgspec.convert(shown, HeardRegional, strict=False, from_attributes=True)
                    self.said.append((town, reader, told))

    def deliver(self, index: int) -> str | None:
        """One of the things that were said is read, for the first time or again."""
        by, reader, told = self.said[index]
        return self.order(reader, HearRegional(by=by, told=told), actor="system/neighbours")

    def settle(self) -> None:
        """All that was said is read, over and over, until nothing new comes of it."""
        for _ in range(60):
            before = {code: each.picture for code, each in self.stories.items()}
            for town in self.towns:
                self._say(town)
            newest = {(by, to, told.id): (by, to, told) for by, to, told in self.said}
            for by, reader, told in list(newest.values()):
                self.order(reader, HearRegional(by=by, told=told), actor="system/neighbours")
            if all(before[code] is self.stories[code].picture for code in self.towns):
                return
        raise AssertionError("they talk for ever")

    def rows(self, town: str) -> list[RegionalIncident]:
        """What a town's log has of regional incidents, by their numbers."""
        return sorted(
            self.stories[town].picture.regional_incidents.values(), key=lambda each: each.id
        )

    def row(self, town: str) -> RegionalIncident:
        """The one that it has part in or is asked about."""
        (found,) = self.rows(town)
        return found

    def leaders(self) -> dict[str, set[str]]:
        """Which towns lead by their own log and own word, under each number."""
        found: dict[str, set[str]] = {}
        for town in self.towns:
            for row in self.rows(town):
                if row.has_part and row.lead == town:
                    for number in row.numbers:
                        found.setdefault(number, set()).add(town)
        return found


def commanded(world: RegionalWorld, town: str) -> None:
    """An officer of a town commands its incident."""
    assert world.order(town, AssumeCommand(incident=f"{town}-X", person="p-one")) is None
