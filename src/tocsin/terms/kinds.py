"""What a log is: Actual, Exercise or Test (CAP 1.2 §3.2.1 `status`; the standard's own words)."""

from enum import StrEnum


class LogKind(StrEnum):
    """Belongs to the header of a log, never to a message in it."""

    actual = "Actual"
    exercise = "Exercise"
    test = "Test"
