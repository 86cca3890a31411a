"""What the towns of a demo did together, in words."""

from collections.abc import Sequence
from pathlib import Path

from tocsin.app.demo.lending import Loan
from tocsin.app.demo.together import Joined

AT_THEM = ("dispatcher", "chief", "crew")
"""For whom a link to a neighbour's console is printed."""


def met_in_words(folder: Path, met: Sequence[Joined]) -> list[str]:
    """Where the neighbours are served, who may come in there, what can be tried."""
    lines = ["", "Its neighbours, met by a code and agreed on mutual aid, each in its own process:"]
    for each in met:
        served = each.neighbour
        lines.append(f"  {each.at.name} ({each.at.code}) [exercise] at {served.url}")
        lines += [f"    {who:13} {served.links[who]}" for who in AT_THEM if who in served.links]
    first, last = met[0].at, met[-1].at
    lines += [
        "",
        f"{last.name} offers its pump three minutes from now: see Neighbours (key 7) at the desk.",
        f"{first.name} has a fire; it stands on your map. Lend it an engine there, or by the line.",
        "Cut a link, from the screen or so, and see both towns go on:",
        f'  tocsin neighbour cut {folder} {first.code} "exercise"',
        f'  tocsin neighbour heal {folder} {first.code} "exercise"',
    ]
    return lines


def lent_in_words(own: str, met: Sequence[Joined], loan: Loan | None) -> list[str]:
    """The same after a demo that was played through at once."""
    if not met:
        return ["No neighbour was met."]
    towns = ", ".join(f"{each.at.name} ({each.at.code})" for each in met)
    lines = [f"Neighbours of {own}, met by a code and agreed on mutual aid: {towns}."]
    if loan is None:
        return [*lines, "Nothing was lent: no engine was free."]
    who = {each.at.code: each.at.name for each in met}
    there = who.get(loan.borrower, loan.borrower)
    lines += [
        f"{loan.unit} was lent to {there} under {loan.epoch} for its fire {loan.fire}, and came"
        f" home under {loan.returned_under}.",
        f"The link was cut for {loan.cut_for_s // 60} min {loan.cut_for_s % 60} s meanwhile:"
        f" {there} gave {loan.ordered_there} orders for {loan.unit};"
        f" {own} was refused one ({loan.refused_at_home or 'nothing'}) and sent"
        f" {loan.opened_at_home} engine of its own.",
        f"Healed, {own} read {loan.unheard} entries it had missed; both logs"
        f" {'name the same holder' if loan.do_agree else 'DIFFER'}.",
    ]
    return lines
