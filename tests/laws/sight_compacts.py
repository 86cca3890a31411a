"""Agreements in a random morning: a partner's signed version comes in, the chief signs it, either
suspends and ends it. What the partner sees follows each of these.
"""

from functools import cache

import msgspec

from tests.laws.sight_town import NEAR, PARTNERS, Order, Town
from tocsin.log import SeededEntropy
from tocsin.log.signing import TownKey
from tocsin.operations import agreement_standing as standing
from tocsin.operations.agreement_text import agreement_id, canonical, digest_of
from tocsin.operations.agreements import (
    ATTESTED,
    SIGNED,
    Countersignature,
    ReceiveAgreement,
    SignAgreement,
    attested,
)
from tocsin.operations.picture.agreement import (
    AgreementKind,
    AgreementText,
    Giving,
    Party,
    SightTerms,
)
from tocsin.operations.picture.policy import KindFields

OWN = "PE"
SHOWN = (
    ("id", "number", "type", "status", "place", "responses", "links"),
    ("id", "status", "summary"),
    ("number",),
)


@cache
def _key(partner: str) -> TownKey:
    return TownKey.drawn(SeededEntropy(len(partner) + ord(partner[0])))


def _name(partner: str) -> str:
    return agreement_id(OWN, partner, "sight")


def received(town: Town, a: int, b: int) -> Order | None:
    """A further version, proposed and signed by the partner."""
    partner = PARTNERS[a % 2]
    found = town.picture.compacts.get(_name(partner))
    parties = sorted((Party(OWN, "Ellery"), Party(partner, "Next")), key=lambda each: each.town)
    sight = SightTerms(
        fields=(
            KindFields("incidents", SHOWN[b % 3]),
            KindFields("units", ("id", "status", "incident", "position", "stack")),
        ),
        border=NEAR,
        radius_m=(1_000, 80_000)[b % 2],
        unit_kinds=("ambulance",) if a % 3 else (),
    )
    content = AgreementText(
        agreement=_name(partner),
        kind=AgreementKind.data_sharing,
        number=1 if found is None else found.latest + 1,
        title="Sight",
        parties=(parties[0], parties[1]),
        gives=(Giving(OWN, sight=sight),),
    )
    text, at, key = canonical(content), town.now(), _key(partner)
    unsigned = Countersignature("", "Somebody", "mayor", at, "")
    told = attested(content.agreement, digest_of(text), partner, unsigned, at)
    signed = msgspec.structs.replace(
        unsigned,
        signature=key.sign(SIGNED, text.encode()).hex(),
        attestation=key.sign(ATTESTED, told).hex(),
    )
    return "p-chief", ReceiveAgreement(text=text, key=key.public.hex(), signed=signed)


def signed(town: Town, a: int, b: int) -> Order | None:
    """The chief signs the newest version."""
    found = town.picture.compacts.get(_name(PARTNERS[a % 2]))
    if found is None or not found.versions:
        return None
    digest = found.versions[-1].digest
    return "p-chief", SignAgreement(agreement=found.id, digest=digest, name="Chief", office="chief")


def stood(town: Town, a: int, b: int) -> Order | None:
    """It is suspended, taken up again, ended."""
    name = _name(PARTNERS[a % 2])
    command = (
        standing.SuspendAgreement(agreement=name, reason="flood"),
        standing.ResumeAgreement(agreement=name, reason="dry"),
        standing.EndAgreement(agreement=name, reason="over"),
    )[b % 3]
    return "p-chief", command


def any_deed(town: Town, a: int, b: int) -> Order | None:
    """One of them: whatever comes next with this partner, or now and then something else."""
    found = town.picture.compacts.get(_name(PARTNERS[a % 2]))
    newest = None if found is None or not found.versions else found.versions[-1]
    if b % 4 == 0:
        return stood(town, a, b // 4)
    if newest is None or newest.signed_by(OWN) is not None:
        return received(town, a, b)
    return signed(town, a, b)
