"""What can go wrong below the business, each with its remedy in the sentence.

None of these is a refusal: the rules of the town were not asked. After `StorageUnknown` the caller
answers "unknown, ask again with the same id"; after `LogDamaged` nothing is served.
"""

from pathlib import Path


class PositionTaken(Exception):
    """The log has moved past the position the caller decided upon: decide again."""

    def __init__(self, after: int, head: int) -> None:
        super().__init__(
            f"append after {after} refused: the log ends at {head}; decide again there"
        )
        self.after = after
        self.head = head


class CommandOnRecord(Exception):
    """A command id is in the log already (or twice in one append): answer from its records."""

    def __init__(self, command_id: str) -> None:
        super().__init__(
            f"command {command_id} is on record; look it up with find() and answer that"
        )
        self.command_id = command_id


class StorageUnknown(Exception):
    """The storage failed; whether the last append is kept is not known until `recover()`."""


class StoreStopped(StorageUnknown):
    """Not attempted: an earlier storage error stopped the store; `recover()` starts it again."""


class LogDamaged(Exception):
    """The stored bytes are not what was written; `position` is the first one not trusted."""

    def __init__(self, position: int, what: str, remedy: str) -> None:
        super().__init__(f"log damaged at position {position}: {what}. {remedy}")
        self.position = position
        self.what = what
        self.remedy = remedy


class TownIsOpen(Exception):
    """Another writer holds the town. One town, one writer."""

    def __init__(self, folder: Path, pid: int | None, who: str | None = None) -> None:
        who = who or (f"process {pid}" if pid is not None else "another process")
        super().__init__(
            f"{folder} is open for writing by {who}; stop that one, or open to read only"
        )
        self.folder = folder
        self.pid = pid


class NotATown(Exception):
    """The folder is not (or is already) a town's, or lacks a part that a town has."""


class Forgotten(Exception):
    """Words were to be sealed for an owner whose key was destroyed."""

    def __init__(self, owner: str) -> None:
        super().__init__(f"{owner} was forgotten; nothing more can be sealed under that name")
        self.owner = owner


class SealBroken(Exception):
    """Sealed bytes that the owner's key does not open, or whose key is lost without a tombstone."""


class ClearWords(Exception):
    """Clear text was about to be written to a file."""


class BlobRefused(Exception):
    """An attachment is too large, of a kind not accepted, or not what it claims to be."""


RESTORE = "Restore from a backup, or run restore with --upto-damage to keep every intact record"
"""The remedy when stored bytes are damaged."""
