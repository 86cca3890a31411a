"""A team that was let go of to this town is accepted as it was let go of: all its units at once.

Source: the lending protocol, rule 4. As long as not every one of them is told, none is accepted:
they stay in limbo, as whole units, and home answers for them. That is a delay of the link and
nothing more; a unit that has moved on since is waited for no longer.
"""

from collections.abc import Mapping
from typing import Annotated, NamedTuple

import msgspec

from tocsin.operations.approvals import Book
from tocsin.operations.believing import HearCustody
from tocsin.operations.custody import custody_of
from tocsin.operations.hearing import hear
from tocsin.operations.orders import Command, Context, Decision
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import CustodyEntry, CustodyFact, TeamPart
from tocsin.operations.picture.team import MOST_UNITS
from tocsin.operations.team_orders import in_turn

# 1. the command; its events are those of `hearing`


class HearTogether(Command, frozen=True):
    """Entries of one neighbour that are heard as one, or not at all."""

    parts: Annotated[tuple[HearCustody, ...], msgspec.Meta(min_length=1, max_length=MOST_UNITS)]


# 2. decide


def hear_together(
    command: HearTogether, picture: Picture, context: Context, book: Book
) -> Decision:
    """One commit: nobody ever sees half of a team accepted."""
    return in_turn([(each.unit, each) for each in command.parts], _hear, picture, context, book)


def _hear(command: Command, picture: Picture, context: Context) -> Decision:
    assert isinstance(command, HearCustody)
    return hear(command, picture, context)


def parts_of(entry: CustodyEntry) -> tuple[TeamPart, ...]:
    """The units that go together with an entry's; none where it goes by itself."""
    team = None if entry.limits is None else entry.limits.team
    return () if team is None else team.parts


def goes_together(entry: CustodyEntry, me: str) -> bool:
    """Whether an entry lets go of a unit to this town together with others."""
    is_release = entry.kind is CustodyFact.released and entry.town == me
    return is_release and len(parts_of(entry)) > 1


class ToldOf(NamedTuple):
    """What a neighbour tells of one unit."""

    home: str
    entries: tuple[CustodyEntry, ...]


def gathered(
    heard: HearCustody, told: Mapping[str, ToldOf], picture: Picture
) -> HearTogether | None:
    """What is heard together with a release: the releases of all that go with it, as the same
    neighbour tells them. None where one of them is not told yet. A unit of which a higher epoch is
    known has moved on; one whose crew was not asked since a restore of ours comes later.
    """
    found = [heard]
    for part in parts_of(heard.entry):
        if part.unit == heard.unit:
            continue
        home, entries = told.get(part.unit, ToldOf("", ()))
        custody = custody_of(picture, part.unit, home or None)
        if custody is not None and (not custody.is_reconciled or custody.claim.epoch >= part.epoch):
            continue
        entry = next(
            (e for e in entries if e.kind is CustodyFact.released and e.epoch == part.epoch), None
        )
        if entry is None and any(each.epoch > part.epoch for each in entries):
            continue
        if entry is None or custody is None:
            return None
        found.append(msgspec.structs.replace(heard, unit=part.unit, home=home, entry=entry))
    return HearTogether(parts=tuple(sorted(found, key=lambda each: each.unit)))


# 4. the tables

DECIDE: dict[type[Command], object] = {}

DECIDE_BY_BOOK = {HearTogether: hear_together}

EVOLVE: dict[str, object] = {}
