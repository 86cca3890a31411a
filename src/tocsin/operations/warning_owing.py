"""What is owed because of warnings: to end each in good time, and to learn from it afterwards.

Source: CAP 1.2 §3.2.2 (`expires`, `AllClear`); ISO 22322:2022 §8 (review after a warning).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import ENDED

BEFORE_END = timedelta(minutes=30)
"""So long before a warning ends somebody renews it, ends it, or lets it end."""


def owed_of_warnings(picture: Picture) -> Iterator[tuple[str, datetime, str]]:
    """(kind, since when, warning) of everything that is owed about warnings."""
    for each in picture.warnings.values():
        if each.is_in_force:
            yield "all_clear", each.facts.expires - BEFORE_END, each.id
        elif each.state in ENDED and each.sent is not None and each.reviewed_at is None:
            assert each.ended_at is not None, "what is over ended at some time"
            yield "warning_review", each.ended_at, each.id
