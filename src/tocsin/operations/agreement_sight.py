"""What a partner sees by an agreement: `picture.agreements` as the agreement has it."""

import msgspec

from tocsin.operations.agreement_instruments import instruments_of
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import AgreementState, Compact
from tocsin.operations.picture.policy import SharingAgreement, ShownBeside

_replace = msgspec.structs.replace


def put_compact(picture: Picture, compact: Compact) -> Picture:
    """The picture with this agreement in it, and with what the partner is told of it."""
    told = picture.instruments
    wanted = {each.id: each for each in instruments_of(compact)}
    for known in [each for each in told.values() if each.agreement == compact.id]:
        if known.id not in wanted:
            told = told.drop(known.id)
    for name, each in sorted(wanted.items()):
        if told.get(name) != each:
            told = told.put(name, each)
    compacts = picture.compacts.put(compact.id, compact)
    return _replace(picture, compacts=compacts, instruments=told)


def follow(picture: Picture, before: Compact, after: Compact) -> Picture:
    """What the partner sees, as the agreement has it from now on, and those beside it: the first
    by its id with the others `beside` it. `picture` has the agreement as it is `after`."""
    partner = after.partner
    every = [each for _, each in sorted(picture.compacts.items()) if each.partner == partner]
    told = [shown for each in every if (shown := _sight(each)) is not None]
    if told:
        shown = _replace(told[0], beside=tuple(_beside(each) for each in told[1:]))
        return _replace(picture, agreements=picture.agreements.put(partner, shown))
    if _sight(before) is not None:
        return _replace(picture, agreements=picture.agreements.drop(partner))
    return picture


def _beside(shown: SharingAgreement) -> ShownBeside:
    return ShownBeside(
        shown.version, shown.fields, shown.border, shown.radius_m, shown.areas, shown.unit_kinds
    )


def _sight(compact: Compact) -> SharingAgreement | None:
    """What an agreement shows the partner: nothing while it does not hold."""
    valid = compact.valid
    if compact.state is not AgreementState.in_force or valid is None:
        return None
    for giving in valid.content.gives:
        sight = giving.sight
        if giving.town != compact.partner and sight is not None:
            return SharingAgreement(
                partner=compact.partner,
                version=valid.number,
                fields=sight.fields,
                border=sight.border,
                radius_m=sight.radius_m,
                areas=sight.areas,
                unit_kinds=sight.unit_kinds,
            )
    return None


def is_lending_agreed(picture: Picture, partner: str) -> bool:
    """Whether the two towns ever signed that one lends the other: what was lent comes back also
    after the agreement has ended.
    """
    return any(
        version.is_signed and any(each.lending is not None for each in version.content.gives)
        for compact in picture.compacts.values()
        if compact.partner == partner
        for version in compact.versions
    )


def are_calls_agreed(picture: Picture, partner: str) -> bool:
    """Whether the two towns ever signed that one passes calls to the other: what was passed is
    answered also after the agreement has ended.
    """
    return any(
        version.is_signed and any(each.calls is not None for each in version.content.gives)
        for compact in picture.compacts.values()
        if compact.partner == partner
        for version in compact.versions
    )
