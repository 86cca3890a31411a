"""Nouns: who holds a unit that towns lend each other, as one log knows it.

Holder: the town that may give the unit assignments now (ICS operational control); home: the town
that owns it (NIMS providing jurisdiction). An epoch numbers an authority: the generation is issued
by home alone, the hop by the holder; of two, the higher generation counts, then the higher hop.
"""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.picture.unit import Capability
from tocsin.terms.codes import Agency

_replace = msgspec.structs.replace


Count = Annotated[int, msgspec.Meta(ge=0, le=999_999_999)]
"""As far as an epoch is said and read back."""


_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Epoch(msgspec.Struct, frozen=True, order=True, gc=False):
    """The number of one authority. Never used twice for two towns."""

    generation: Count = 1
    hop: Count = 0

    def __str__(self) -> str:
        """As a crew hears it: "2.0"."""
        return f"{self.generation}.{self.hop}"


FIRST = Epoch()
"""Under which a unit's home holds it before it was ever lent."""


class Hold(IntEnum):
    """How far the authority of an epoch has come."""

    nobody = 0
    released = 1
    held = 2


class Claim(msgspec.Struct, frozen=True, gc=False):
    """Released to a town, or held by it, under an epoch; by nobody after a restore."""

    epoch: Epoch
    hold: Hold
    town: Annotated[str, msgspec.Meta(max_length=80)] = ""

    def is_above(self, other: "Claim") -> bool:
        """Whether this one counts where both are known."""
        return (self.epoch, self.hold) > (other.epoch, other.hold)


class Vehicle(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What a town that gets a unit has to know of it (NIMS kind and type, crew)."""

    call_sign: _Name
    kind: _Name
    agency: Agency = Agency.fire
    agency_name: _Name | None = None
    capabilities: Annotated[tuple[Capability, ...], msgspec.Meta(max_length=200)] = ()
    crew_count: Count | None = None
    crew_minimum: Count = 1


class TeamPart(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One unit of a team, and the epoch under which it is offered or let go of."""

    unit: _Name
    epoch: Epoch


class LentTeam(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The team that a unit changes hands with. `parts` are all that go together, this one among
    them; of its leader the unit alone is told."""

    id: _Name
    name: _Name
    kind: Annotated[str, msgspec.Meta(max_length=40)]
    by: Annotated[str, msgspec.Meta(max_length=80)]
    channel: _Name
    parts: Annotated[tuple[TeamPart, ...], msgspec.Meta(max_length=20)] = ()
    leader_unit: _Name | None = None


class Limits(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Under what a unit is offered. `until` and `expires_at` call for a telephone call when they
    pass; neither moves authority. `team`: it goes with others, as one."""

    until: datetime | None = None
    expires_at: datetime | None = None
    may_sub_lend: bool = False
    request: str | None = None
    team: LentTeam | None = None


class Offer(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What this town has offered and not closed. `is_ready`: the crew has answered for it."""

    epoch: Epoch
    to: str
    at: datetime | None = None
    is_ready: bool = False
    limits: Limits = Limits()


class HeardOffer(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What another town has offered to this one: nothing that it may order by."""

    epoch: Epoch
    by: str
    at: datetime | None = None
    limits: Limits = Limits()
    is_ready: bool = False


class Override(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Home is taking the unit back without its holder: who opened it, who confirmed, and what the
    crew has to say back. `wrong` counts answers with other digits, the last `wrong_at`. `kept_as`:
    it is no taking back, but a guest that is kept under this id, or let go ("")."""

    epoch: Epoch
    opened_by: str
    nonce: str
    confirmed_by: str | None = None
    wrong: int = 0
    wrong_at: datetime | None = None
    kept_as: str | None = None


class Conflict(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A hold that ended without the loser's release. Stands until a person closes it."""

    loser: str
    lost: Epoch
    winning: Epoch
    assignments: tuple[str, ...] = ()
    at: datetime | None = None
    owner: str | None = None
    closed_at: datetime | None = None

    def is_same(self, other: "Conflict") -> bool:
        """Whether both tell of one loss, whatever was done about it since."""
        mine, theirs = (self.loser, self.lost, self.winning), (other.loser, other.lost)
        return mine == (*theirs, other.winning)


class CustodyFact(StrEnum):
    """What a town tells its neighbours of a unit's authority."""

    offered = "offered"
    withdrawn = "withdrawn"
    declined = "declined"
    readied = "readied"
    released = "released"
    accepted = "accepted"
    reaffirmed = "reaffirmed"
    overridden = "overridden"
    reinstated = "reinstated"
    noted = "noted"
    reconciled = "reconciled"
    conflict = "conflict"
    recalled = "recalled"


class CustodyEntry(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One fact of a town's own log on one unit, numbered without gaps within the log's life.

    `town` is the receiver, the holder or the loser, as `kind` has it; `hold` what is claimed for it
    where the entry repeats what the town has heard.
    """

    number: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    kind: CustodyFact
    epoch: Epoch
    town: Annotated[str, msgspec.Meta(max_length=80)]
    at: datetime
    hold: Hold = Hold.nobody
    lost: Epoch | None = None
    assignments: Annotated[tuple[_Name, ...], msgspec.Meta(max_length=5_000)] = ()
    limits: Limits | None = None
    vehicle: Vehicle | None = None


class Custody(msgspec.Struct, frozen=True, omit_defaults=True):
    """One unit's authority as this log knows it, and what the log tells of it.

    `is_watching`: released, or told of a limbo, and the accept not read yet. `top` is the highest
    epoch of this log, `heard_generation` the highest of others; `register` what this town's own
    radio or tablet last heard the crew answer; `life` the log's life in which it was last
    reconciled; `guest_of` is this town where the unit is
    another's and came onto our register, `giver` the town that released it to us. `kept_as`, since
    `kept_at`: its home is gone for good, and it goes on here under that id ("": it was let go);
    `kept_under` is what this log had of its authority then.
    """

    id: str
    home: str
    claim: Claim
    since: datetime | None = None
    is_watching: bool = False
    top: Epoch = FIRST
    heard_generation: int = 1
    offer: Offer | None = None
    override: Override | None = None
    heard: tuple[HeardOffer, ...] = ()
    register: Epoch | None = None
    conflicts: tuple[Conflict, ...] = ()
    recalled_at: datetime | None = None
    limits: Limits = Limits()
    vehicle: Vehicle | None = None
    entries: tuple[CustodyEntry, ...] = ()
    life: str = ""
    is_reconciled: bool = True
    guest_of: str | None = None
    giver: str | None = None
    kept_as: str | None = None
    kept_at: datetime | None = None
    kept_under: Epoch | None = None

    def is_kept_as(self, unit: str) -> bool:
        """Whether it goes on here under this id of ours."""
        return self.kept_at is not None and self.kept_as == unit

    def is_taken_home(self, town: str) -> bool:
        """Whether somebody else has had its authority since this town kept it."""
        under, now = self.kept_under, self.claim
        if under is None or now.epoch <= under:
            return False
        return now.epoch.generation > under.generation or now.town != town

    @property
    def highest_generation(self) -> int:
        """The highest generation this log knows of, from itself or from others."""
        return max(self.top.generation, self.heard_generation)


class CustodyAnswer(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What a neighbour of a restored town knows of one unit."""

    unit: _Name
    home: _Name
    claim: Claim
    generation: Count = 1


class NeighbourAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A neighbour's whole answer. By answering it promises to hear no entry of an older life.
    `towns` are those that it is joined with itself."""

    neighbour: str
    units: tuple[CustodyAnswer, ...] = ()
    towns: tuple[str, ...] = ()


class LeftOut(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A neighbour whose answer to a restore is not waited for: who wants it, who confirmed it."""

    neighbour: str
    officer: str
    confirmed_by: str | None = None


class PastLife(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A life of this log before the present one, and the number of its last lot transfer that is in
    the log: what a restore lost has a higher one."""

    life: str
    serial: int = 0


class LotAtRestore(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """How much of a lot of ours the log said was here as it was restored, and how much of it
    neighbours have told since was let go of in the tail that is lost."""

    lot: str
    quantity: int
    claimed: int = 0


class AdmittedTransfer(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A transfer that officers say was made in the tail that a restore lost, though the log has
    nothing that bears it out: counts once a second officer has confirmed it."""

    transfer: str
    lot: str
    quantity: int
    officer: str
    confirmed_by: str | None = None


class LogLife(msgspec.Struct, frozen=True, omit_defaults=True):
    """The life of this log since it was last restored, and who has answered; of whom no answer is
    waited for any more (`left_out`), and whom one officer wants to leave out. `past` and `stock`
    bound what may be told of the tail that is lost; `admitted` is what officers say of it."""

    life: str
    at: datetime | None = None
    asked: tuple[str, ...] = ()
    answers: tuple[NeighbourAnswer, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    past: tuple[PastLife, ...] = ()
    stock: tuple[LotAtRestore, ...] = ()
    admitted: tuple[AdmittedTransfer, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Neighbours that have not answered yet, and are waited for, sorted."""
        heard = {each.neighbour for each in self.answers}
        gone = {each.neighbour for each in self.left_out if each.confirmed_by is not None}
        return tuple(sorted({*self.asked} - heard - gone))


class HeardLife(msgspec.Struct, frozen=True, omit_defaults=True):
    """A neighbour's life that this town has answered, and what it said then: entries of another
    life are refused."""

    neighbour: str
    life: str
    units: tuple[CustodyAnswer, ...] = ()
    towns: tuple[str, ...] = ()


def holds(custody: Custody, town: str) -> bool:
    """Whether the town may order the unit, by this log."""
    claim = custody.claim
    return custody.is_reconciled and claim.hold is Hold.held and claim.town == town


def next_epoch(custody: Custody, town: str) -> Epoch:
    """What the town's next offer is numbered: a new generation from home, else the next hop."""
    if town == custody.home:
        return Epoch(custody.highest_generation + 1, 0)
    return Epoch(custody.claim.epoch.generation, custody.top.hop + 1)


def unreconciled(custody: Custody, life: str) -> Custody:
    """The same after the log was restored: held by nobody here until all have been asked.

    What this log told before stays told; a reader of the new life reads it again.
    """
    claim = Claim(custody.claim.epoch, Hold.nobody)
    return _replace(
        custody, claim=claim, is_watching=False, offer=None, override=None, life=life,
        is_reconciled=False,
    )  # fmt: skip


def begin_life(custody: Custody, life: str, register: Epoch) -> Custody:
    """The same in the log's new life: its crew has said what it listens to."""
    return _replace(custody, life=life, is_reconciled=True, register=register)


def parsed(epoch: str) -> Epoch | None:
    """The epoch as a crew says it ("2.0"); None where the text is none."""
    generation, dot, hop = epoch.partition(".")
    if not (dot and generation.isascii() and generation.isdigit() and hop.isdigit()):
        return None
    if not hop.isascii() or max(len(generation), len(hop)) > 9:
        return None
    return Epoch(int(generation), int(hop))
