"""When an answer may be given: at once, or when another machine holds a durable copy too."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

Confirmed = Callable[[str | None], None]
"""Called once: None when the copy is durable there; else why that is not known."""


class Lag(NamedTuple):
    """How far a second copy is behind."""

    is_connected: bool
    records: int
    seconds: float
    """For how long it has lacked something."""


class SecondCopy(Protocol):
    """The other machine, as the town's one writer sees it. Called from the committing thread."""

    def why_closed(self) -> str | None:
        """Why nothing more may be recorded here (the town goes on elsewhere, or the other machine
        was not heard since the start); None where it may.
        """

    def when_durable(self, position: int, confirmed: Confirmed) -> None:
        """Call `confirmed` when everything up to `position`, and what lies beside it, is durable
        on the other machine; at once where nobody waits for that. Never blocks.
        """

    def lag(self) -> Lag:
        """How far the copy is behind, now."""

    def close(self) -> None:
        """Hand over what is still owed, as far as that is quick, and let go of the town's log."""
