"""What a reader of the log asks of the place where records lie: a file, or tables of a database."""

from collections.abc import Sequence
from typing import Protocol

from tocsin.log.address import Address
from tocsin.log.tables import Command, Row, SegmentRow, Span


class Part(Protocol):
    """Records by position, read side. Safe from any thread; sees what other processes commit.

    Errors leave as `LogDamaged`, `NotATown` or `StorageUnknown`.
    """

    @property
    def shown(self) -> str:
        """Where this is, for sentences: no password stands in it."""

    @property
    def address(self) -> Address | None:
        """Where the database is, where it is one."""

    def rows(self, after: int, upto: int) -> list[Row]:
        """The next batch of whole rows after a position; never looks beyond `upto`."""

    def bodies(self, after: int, upto: int) -> list[tuple[int, bytes]]:
        """The next batch of stored bytes after a position."""

    def row(self, position: int) -> Row | None: ...

    def last(self) -> Row | None: ...

    def ends(self) -> tuple[int | None, int | None]:
        """The last position of records and of commands, as of one moment."""

    def unindexed(self, after: int) -> int | None:
        """The first command after a position that its id does not lead to; None when all do."""

    def find_all(self, command_ids: Sequence[str]) -> dict[str, Span]:
        """First and last position of the records of each of these commands that is here."""

    def commands(self, after: int, upto: int) -> list[Command]:
        """The next batch of commands, from the one that the record at `after` + 1 belongs to."""

    def segments(self) -> list[SegmentRow]: ...

    def balance(self, first: int) -> bytes: ...

    def signed_header(self) -> tuple[bytes, bytes]: ...

    def incarnations(self) -> list[tuple[int, bytes, bytes]]: ...

    def check_structure(self) -> str | None:
        """What is wrong with the place itself; None when all is well."""

    def reopen(self) -> None: ...

    def close(self) -> None: ...
