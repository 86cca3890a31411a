"""What is wrong with a template that was filled, in words."""

from tocsin.app.tongue import tell
from tocsin.app.warning_words.filling import Fault


def says_fault(fault: Fault) -> str:
    """A fault of a slot or form in words."""
    return tell(
        f"words_fault-{fault.code}", slot=fault.slot, form=fault.form, over=fault.over,
        most=fault.most, value=fault.value,
    )  # fmt: skip
