"""What this town has signed of each agreement, as a slice or a file carries it."""

from tocsin.operations.picture.agreement import AgreementVersion, Compact
from tocsin.operations.picture.instrument import Instrument, InstrumentKind

MOST_TOLD = 8
"""Versions of one agreement that are told: the one in force, and the newest."""


def instruments_of(compact: Compact) -> tuple[Instrument, ...]:
    """What this town has to say of an agreement; of its versions those that may still matter."""
    valid = compact.valid
    floor = valid.number if valid is not None else compact.over_number + 1
    in_force = None if valid is None else _of_version(compact, valid)
    found = [] if in_force is None else [in_force]
    found += [
        each
        for version in compact.versions
        if version.number >= floor and version is not valid
        if (each := _of_version(compact, version)) is not None
    ][len(found) - MOST_TOLD :]
    for notice in compact.notices:
        if notice.town != compact.partner and notice.signature:
            found.append(
                Instrument(
                    f"{compact.id}-notice", compact.id, compact.partner, InstrumentKind.notice,
                    notice.text, notice.key, notice.signature,
                )
            )  # fmt: skip
    return tuple(found)


def _of_version(compact: Compact, version: AgreementVersion) -> Instrument | None:
    own = next((e.town for e in version.content.parties if e.town != compact.partner), "")
    signed = version.signed_by(own)
    is_ours = version.proposed_by == own and bool(version.signature)
    if signed is None and not is_ours:
        return None
    key = version.key if signed is None else signed.key
    return Instrument(
        id=f"{compact.id}-{version.digest[:16]}",
        agreement=compact.id,
        to=compact.partner,
        kind=InstrumentKind.version,
        text=version.text,
        key=key,
        signature=version.signature if is_ours and version.key == key else "",
        signed=signed,
    )
