"""What is wrong with a template that was filled, and what was noticed of a text, in words."""

from tocsin.app.tongue import tell
from tocsin.app.warning_words.checks import Finding
from tocsin.app.warning_words.filling import Fault


def says_fault(fault: Fault) -> str:
    """A fault of a slot or form in words."""
    return tell(
        f"words_fault-{fault.code}", slot=fault.slot, form=fault.form, over=fault.over,
        most=fault.most, value=fault.value,
    )  # fmt: skip


def says_finding(finding: Finding) -> str:
    """What was noticed of a text in words."""
    found = finding.found
    if finding.code in ("missing_part", "part_not_checked"):
        found = tell(f"words_part-{found}")
    return tell(
        f"words_finding-{finding.code}", found=found, instead=finding.instead,
        count=finding.count,
    )  # fmt: skip
