"""An agreement as PDF, for councils to read and sign by hand.

Each page ends with the digest of the version, so that a paper names what was signed.
"""

from collections.abc import Callable

from fpdf import FPDF

from tocsin.app.agreements.saying import lines_of
from tocsin.app.printing import (
    BODY_PT,
    SMALL_PT,
    TITLE_PT,
    Heading,
    Page,
    line_to_sign,
    printed,
    write,
)
from tocsin.app.tongue import tell
from tocsin.operations.picture.agreement import AgreementVersion, Compact, Signature


def paper_of(
    compact: Compact, version: AgreementVersion, name_of: Callable[[Signature], str]
) -> bytes:
    """The PDF of a version, in the language that is spoken. Raises Told: the console's letters are
    not there.
    """
    heading = Heading(
        version.content.title,
        f"{compact.id} {version.digest}",
        f"{compact.id}   SHA-256 {version.digest}",
        version.proposed_at,
    )
    return printed(heading, lambda page: _draw(page, compact, version, name_of))


def _draw(
    page: Page, compact: Compact, version: AgreementVersion, name_of: Callable[[Signature], str]
) -> None:
    about = tell("pact-version", number=version.number, agreement=compact.id)
    write(page, version.content.title, size=TITLE_PT, style="B", after=2)
    write(page, about, size=BODY_PT, after=4)
    part = ""
    for line in lines_of(version.content)[1:]:
        if line.part != part:
            part = line.part
            page.ln(3)
            write(page, part, style="B", size=BODY_PT + 1, after=1)
        write(page, line.says, after=1)
    page.ln(4)
    _signatures(page, version, name_of)


def _signatures(page: FPDF, version: AgreementVersion, name_of: Callable[[Signature], str]) -> None:
    """For each town a place to sign by hand, and what its key has signed already."""
    page.set_font(style="", size=BODY_PT)
    write(page, tell("pact-sign-here"), style="B", size=BODY_PT + 1, after=2)
    for party in version.content.parties:
        if page.get_y() > page.h - 75:
            page.add_page()
        write(page, f"{party.name} ({party.town})", style="B", after=1)
        signed = version.signed_by(party.town)
        if signed is not None:
            said = tell(
                "pact-signed", town=party.name, name=name_of(signed), office=signed.office,
                on=f"{signed.signed_at:%Y-%m-%d %H:%M}", key=signed.key[:16],
            )  # fmt: skip
            write(page, said, size=SMALL_PT, after=1)
        for name in ("pact-sign-name", "pact-sign-office", "pact-sign-date", "pact-sign-hand"):
            line_to_sign(page, tell(name))
        page.ln(5)
