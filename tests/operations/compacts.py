"""Two towns on paper, each with a key, that agree with each other; and a text to agree on."""

from datetime import UTC, datetime

import msgspec

from tests.operations.story import Story
from tocsin.geo.places import Point
from tocsin.log import SeededEntropy
from tocsin.log.signing import TownKey
from tocsin.operations.agreed_lending import borrows, lends
from tocsin.operations.agreement_text import canonical, digest_of
from tocsin.operations.agreements import (
    AgreementProposed,
    AgreementSigned,
    Countersignature,
    ProposeAgreement,
    ReceiveAgreement,
    SignAgreement,
)
from tocsin.operations.officers import PersonRegistered
from tocsin.operations.orders import Event
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import (
    AgreementKind,
    AgreementText,
    Contact,
    Giving,
    LendingTerms,
    MinimumAtHome,
    Party,
    SightTerms,
)
from tocsin.operations.picture.policy import KindFields

NAME = "KW-PE-mutual-aid"
ENDS_AT = datetime(2027, 3, 2, tzinfo=UTC)
SIGHT = SightTerms(
    fields=(KindFields("incidents", ("id", "type", "status", "place")),),
    border=Point(50_000_000, 1_000_000),
    radius_m=5_000,
    unit_kinds=("engine",),
)
LENT = LendingTerms(kinds=("engine",), most_units=2, minimum_at_home=(MinimumAtHome(1, "engine"),))
TEXT = AgreementText(
    agreement=NAME,
    kind=AgreementKind.mutual_aid,
    number=1,
    title="Mutual aid between Kirk Wold and Perry",
    parties=(Party("KW", "Kirk Wold"), Party("PE", "Perry")),
    gives=(
        Giving("KW", lending=LendingTerms(may_sub_lend=True)),
        Giving("PE", sight=SIGHT, lending=LENT),
    ),
    contacts=(Contact("KW", "control room", "tel:+1-202-555-0114"),),
    review_at=datetime(2026, 12, 1, tzinfo=UTC),
    ends_at=ENDS_AT,
)

replace = msgspec.structs.replace


def town(code: str, seed: int) -> Story:
    """A town with a key and a chief on the register."""
    story = Story(code=code, seal=TownKey.drawn(SeededEntropy(seed)))
    return story.given(PersonRegistered(person="p-chief", roles=("chief",)))


def two_towns() -> tuple[Story, Story]:
    """Perry, and Kirk Wold."""
    return town("PE", 1), town("KW", 2)


def signing(content: AgreementText) -> SignAgreement:
    """The order to sign a text."""
    return SignAgreement(
        agreement=content.agreement,
        digest=digest_of(canonical(content)),
        name="Ruth Amsel",
        office="Mayor",
    )


def carried(content: AgreementText, events: list[Event]) -> ReceiveAgreement:
    """What a town proposed or signed, as the order in which it reaches the other."""
    proposal = next((each for each in events if isinstance(each, AgreementProposed)), None)
    signed = next((each for each in events if isinstance(each, AgreementSigned)), None)
    key = ""
    if proposal is not None:
        key = proposal.key
    over = None
    if signed is not None:
        key = signed.signature.key
        over = Countersignature(
            signature=signed.signature.signature,
            name=signed.signature.name.text or "",
            office=signed.signature.office,
            signed_at=signed.signature.signed_at,
            attestation=signed.signature.attestation,
        )
    return ReceiveAgreement(
        text=canonical(content),
        key=key,
        signature=None if proposal is None else proposal.signature,
        signed=over,
    )


def proposed(by: Story, content: AgreementText = TEXT) -> list[Event]:
    """Proposed and signed by one town."""
    events = by.done(ProposeAgreement(text=canonical(content)))
    return [*events, *by.done(signing(content), actor="p-chief")]


def agree(one: Story, other: Story, content: AgreementText = TEXT) -> None:
    """In force in both towns: proposed by one, signed by the other, and told back."""
    other.done(carried(content, proposed(one, content)))
    one.done(carried(content, other.done(signing(content), actor="p-chief")))


def lending_terms(picture: Picture, partner: str) -> LendingTerms | None:
    """What this town lends a partner, as it is agreed."""
    agreed = lends(picture, partner)
    return None if agreed is None else agreed.terms


def borrowing_terms(picture: Picture, partner: str) -> LendingTerms | None:
    """What a partner lends this town, as it is agreed."""
    agreed = borrows(picture, partner)
    return None if agreed is None else agreed.terms
