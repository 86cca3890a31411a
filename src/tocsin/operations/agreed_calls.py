"""What an agreement says of calls that one town passes to the other, read one way everywhere.

Source: NENA-STA-010.3 (transfer between centres by agreement); `picture.agreement.CallTerms`.
"""

from tocsin.operations.agreed_parts import givings
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import CallPart


def handed_over(picture: Picture, partner: str) -> frozenset[CallPart]:
    """Which parts of a call this town hands over to a partner by the agreements in force; empty:
    nothing is agreed of calls, or it is suspended."""
    return frozenset(
        part
        for giving in givings(picture, partner, is_own=True)
        if giving.calls is not None
        for part in giving.calls.parts
    )
