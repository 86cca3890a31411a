"""Nouns: what two towns have agreed, in versions that both have signed.

`AgreementText` is what is signed: its canonical bytes are the same in both towns, and their SHA-256
is the version's id. Towns are named in it by their codes. A town names offices in it, not people.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.picture.policy import KindFields
from tocsin.terms.words import Words


class _Part(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of a text that is signed: what is not known here cannot be signed here."""


class AgreementKind(StrEnum):
    """What an agreement is for; any of them may hold any content."""

    mutual_aid = "mutual_aid"
    automatic_aid = "automatic_aid"
    shared_stock = "shared_stock"
    shared_shelter = "shared_shelter"
    joint_exercise = "joint_exercise"
    data_sharing = "data_sharing"
    region = "region"


class AgreementState(StrEnum):
    """Where an agreement stands. A proposed amendment leaves it in force."""

    proposed = "proposed"
    in_force = "in_force"
    suspended = "suspended"
    ended = "ended"
    expired = "expired"


class Payer(StrEnum):
    """Who bears the cost of what was lent."""

    borrower = "borrower"
    lender = "lender"


class Party(_Part, frozen=True):
    """A town, by its code and its name."""

    town: str
    name: str


class SightTerms(_Part, frozen=True):
    """What a town shows the other: which fields, and of which matters (as `SharingAgreement`)."""

    fields: tuple[KindFields, ...]
    border: Point | None = None
    radius_m: int = 0
    areas: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()


class MinimumAtHome(_Part, frozen=True):
    """So many units of a kind stay in the lender's town; without a kind, of all kinds together."""

    units: int
    kind: str = ""


class LendingHours(_Part, frozen=True):
    """A span of the lender's local day, in minutes since midnight; on these days (1 Monday … 7),
    none named: on each. A span that ends before it begins goes over midnight.
    """

    from_min: int
    until_min: int
    days: tuple[int, ...] = ()


class LentStock(_Part, frozen=True):
    """So much of something that is counted may be had at once; `least_at_home` of it stays."""

    kind: str
    quantity: int
    unit: str = "each"
    least_at_home: int = 0


class LentPlaces(_Part, frozen=True):
    """So many places of a kind of capacity (`beds`, `people`) may be had at once; `least_free` of
    it stays free for the keeper's own. `facility`: at facilities of this kind, none named: any.
    """

    kind: str
    quantity: int
    facility: str = ""
    least_free: int = 0


class LendingTerms(_Part, frozen=True):
    """What a town lends the other.

    `kinds` of units (none named: all); at most `most_units` at once; as far as `radius_m` from its
    border. `is_automatic`: its free units are recommended across the border without being asked
    for, of `automatic_kinds` (none named: all that are lent) and in `zones` (names of areas in
    which the closest unit goes, none named: everywhere); all else is asked for. `shelter_places`
    is an older word for `places` of kind `people` at a `shelter`.
    """

    kinds: tuple[str, ...] = ()
    most_units: int | None = None
    radius_m: int | None = None
    minimum_at_home: tuple[MinimumAtHome, ...] = ()
    hours: tuple[LendingHours, ...] = ()
    may_sub_lend: bool = False
    is_automatic: bool = False
    automatic_kinds: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    stock: tuple[LentStock, ...] = ()
    shelter_places: int = 0
    places: tuple[LentPlaces, ...] = ()


class EscalationLevel(StrEnum):
    """At which level one incident of several towns is worked."""

    town = "town"
    towns = "towns"
    region = "region"


class EscalationStep(_Part, frozen=True):
    """A level of the escalation path: which town or body leads at it (its code), and which towns
    raise or lower to it by their own word. `*`: any that has part; the town that leads always may.
    """

    level: EscalationLevel
    leads: str
    raised_by: tuple[str, ...] = ()


class CallPart(StrEnum):
    """A part of a call that is handed over with it: where, what kind and how urgent, what was
    said, and how the caller is reached."""

    place = "place"
    kind = "kind"
    words = "words"
    callback = "callback"


class CallTerms(_Part, frozen=True):
    """A town may pass calls to the other, and hands over these parts of each."""

    parts: tuple[CallPart, ...]


class Giving(_Part, frozen=True):
    """What one town gives the other: what it shows, what it lends, which calls it passes on."""

    town: str
    sight: SightTerms | None = None
    lending: LendingTerms | None = None
    calls: CallTerms | None = None


class Rate(_Part, frozen=True):
    """What is paid back: so much (in the currency's smallest unit, ISO 4217) per hour, kilometre,
    day or piece.
    """

    what: str
    amount: int
    currency: str
    per: str


class Costs(_Part, frozen=True):
    """Who pays, from when on, and at which rates."""

    payer: Payer
    free_h: int = 0
    rates: tuple[Rate, ...] = ()


class SharedPlan(_Part, frozen=True):
    """A plan that both towns adopt in the same version."""

    plan: str
    version: int


class Channel(_Part, frozen=True):
    """A radio channel or talk group, and what it is used for."""

    name: str
    use: str = ""
    frequency_hz: int | None = None
    talk_group: str = ""


class Contact(_Part, frozen=True):
    """An office of a town and how it is reached."""

    town: str
    office: str
    reach: str


class AgreementText(_Part, frozen=True):
    """One version of an agreement, whole. `over` is the digest of the version it amends.

    `notice_days` before its end and its review somebody is told.
    """

    agreement: str
    kind: AgreementKind
    number: int
    title: str
    parties: tuple[Party, Party]
    gives: tuple[Giving, ...] = ()
    over: str = ""
    costs: Costs | None = None
    liability: str = ""
    plans: tuple[SharedPlan, ...] = ()
    channels: tuple[Channel, ...] = ()
    contacts: tuple[Contact, ...] = ()
    escalation: tuple[EscalationStep, ...] = ()
    review_at: datetime | None = None
    ends_at: datetime | None = None
    notice_days: int = 60
    remarks: str = ""


class Signature(msgspec.Struct, frozen=True, omit_defaults=True):
    """A town has signed a version: its key (hex) over the version's bytes, and over who signed.

    `attestation` is over town, version, name, office and time together.
    """

    town: str
    key: str
    signature: str
    name: Words
    office: str
    signed_at: datetime
    attestation: str


class Paper(msgspec.Struct, frozen=True, omit_defaults=True):
    """A signed paper of a version: the SHA-256 of its file, and who holds it."""

    sha256: str
    recorded_at: datetime
    note: str = ""


class AgreementVersion(msgspec.Struct, frozen=True, omit_defaults=True):
    """One version: `text` is what is signed, `content` what it says; `digest` of the text.

    `signature` is the proposing town's, by `key`, over the text as a proposal.
    """

    digest: str
    number: int
    text: str
    content: AgreementText
    proposed_by: str
    proposed_at: datetime
    key: str = ""
    signature: str = ""
    signatures: tuple[Signature, ...] = ()
    papers: tuple[Paper, ...] = ()

    def signed_by(self, town: str) -> Signature | None:
        """A town's signature, if it is there."""
        return next((each for each in self.signatures if each.town == town), None)

    @property
    def is_signed(self) -> bool:
        """Whether both towns have signed."""
        return all(self.signed_by(each.town) is not None for each in self.content.parties)

    @property
    def rank(self) -> tuple[int, str]:
        """Of two versions that both towns have signed, the higher is in force: in both logs."""
        return self.number, self.digest


class AgreementNotice(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a town last said of the agreement by itself: that it is suspended, goes on or is ended.

    `text` is what its `key` signed; `serial` counts the town's notices of this agreement.
    """

    town: str
    serial: int
    deed: str
    at: datetime
    reason: str
    text: str
    key: str
    signature: str


class Compact(msgspec.Struct, frozen=True, omit_defaults=True):
    """An agreement with one partner town, through all its versions.

    `in_force` is a digest; also while it is suspended. `over_number`: no version up to this number
    comes into force any more. `partner_key` is the key (hex) by which the partner is known.
    """

    id: str
    partner: str
    state: AgreementState
    versions: tuple[AgreementVersion, ...] = ()
    in_force: str | None = None
    in_force_since: datetime | None = None
    suspended_by: tuple[str, ...] = ()
    notices: tuple[AgreementNotice, ...] = ()
    over_number: int = 0
    over_at: datetime | None = None
    partner_key: str = ""

    def version(self, digest: str | None) -> AgreementVersion | None:
        """The version of a digest, or of the first digits of one where they are no other's."""
        if not digest:
            return None
        found = [each for each in self.versions if each.digest.startswith(digest)]
        return found[0] if len(found) == 1 else None

    @property
    def valid(self) -> AgreementVersion | None:
        """The version in force, also while it is suspended."""
        return self.version(self.in_force)

    @property
    def latest(self) -> int:
        """The highest number a version has had."""
        return max((self.over_number, *(each.number for each in self.versions)))

    def notice(self, town: str) -> AgreementNotice | None:
        """A town's last notice."""
        return next((each for each in self.notices if each.town == town), None)
