"""The page of a loan as PDF, for both towns to sign: the reimbursement packet's first sheet."""

from tocsin.app.loans import Sheet, about, cost_lines, said, title_of
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


def paper_of(sheet: Sheet) -> bytes:
    """In the language that is spoken. Raises Told: the console's letters are not there."""
    loan = sheet.loan
    begun = f"{loan.begun_at:%Y-%m-%d}"
    foot = f"{loan.subject}   {loan.home} > {loan.borrower}   {begun}"
    last = max((each.at for each in sheet.happened), default=loan.begun_at)
    return printed(Heading(title_of(sheet), foot, foot, last), lambda page: _draw(page, sheet))


def _draw(page: Page, sheet: Sheet) -> None:
    write(page, title_of(sheet), size=TITLE_PT, style="B", after=2)
    for each in about(sheet):
        write(page, each, after=1)
    parts = (
        ("loan-what-happened", [said(each, sheet.zone) for each in sheet.happened], BODY_PT),
        ("loan-costs", cost_lines(sheet), BODY_PT),
        ("loan-heads", sheet.heads, SMALL_PT),
    )
    for name, lines, size in parts:
        page.ln(3)
        write(page, tell(name), style="B", size=BODY_PT + 1, after=1)
        for each in lines:
            write(page, each, size=size, after=1)
    page.ln(4)
    write(page, tell("loan-sign-here"), style="B", size=BODY_PT + 1, after=2)
    for town in (sheet.loan.home, sheet.loan.borrower):
        if page.get_y() > page.h - 75:
            page.add_page()
        write(page, town, style="B", after=1)
        for name in ("loan-sign-name", "loan-sign-office", "loan-sign-date", "loan-sign-hand"):
            line_to_sign(page, tell(name))
        page.ln(5)
