"""Reading the records of a log in PostgreSQL: a `Part` like a file."""

from collections.abc import Iterator, Sequence

from tocsin.log.address import Address
from tocsin.log.failures import RESTORE, LogDamaged, NotATown
from tocsin.log.keyfile import KeyRow
from tocsin.log.postgres.connection import Connections
from tocsin.log.tables import BATCH, Command, Row, SegmentRow, Span

_ROW = "SELECT position, hash, body, signature FROM tocsin.record"
_BY_INDEX = (
    "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;"
    " SET LOCAL enable_mergejoin = off"
)


class PostgresLog:
    """The tables of one log, read side. Nothing is verified here."""

    def __init__(self, address: Address) -> None:
        """Raises `StorageUnknown`; `NotATown` where the database holds no log."""
        self.connections = Connections(address)
        try:
            self.signed_header()
        except BaseException:
            self.connections.close()
            raise

    @property
    def shown(self) -> str:
        return self.connections.address.shown

    @property
    def address(self) -> Address:
        return self.connections.address

    def rows(self, after: int, upto: int) -> list[Row]:
        return self.connections.ask(
            f"{_ROW} WHERE position > %s AND position <= %s ORDER BY position LIMIT %s",
            (after, upto, min(BATCH, upto - after)),
            after + 1,
        )

    def bodies(self, after: int, upto: int) -> list[tuple[int, bytes]]:
        return self.connections.ask(
            "SELECT position, body FROM tocsin.record"
            " WHERE position > %s AND position <= %s ORDER BY position LIMIT %s",
            (after, upto, min(BATCH, upto - after)),
            after + 1,
        )

    def row(self, position: int) -> Row | None:
        found: list[Row] = self.connections.ask(
            f"{_ROW} WHERE position = %s", (position,), position
        )
        return found[0] if found else None

    def last(self) -> Row | None:
        found: list[Row] = self.connections.ask(f"{_ROW} ORDER BY position DESC LIMIT 1")
        return found[0] if found else None

    def end(self) -> int:
        """The last position that was appended, as the writer's row has it."""
        found: list[tuple[int]] = self.connections.ask("SELECT position FROM tocsin.writer")
        if len(found) != 1:
            raise LogDamaged(0, f"{self.shown} does not say where its log ends", RESTORE)
        return found[0][0]

    def ends(self) -> tuple[int | None, int | None]:
        found: list[tuple[int | None, int | None]] = self.connections.ask(
            "SELECT (SELECT max(position) FROM tocsin.record),"
            " (SELECT last FROM tocsin.command ORDER BY first DESC LIMIT 1)"
        )
        return found[0]

    def unindexed(self, after: int) -> int | None:
        found: list[tuple[int]] = self.connections.ask(
            "SELECT first FROM tocsin.command AS one WHERE first > %s AND NOT EXISTS"
            " (SELECT 1 FROM tocsin.command AS same"
            "  WHERE same.command_id = one.command_id AND same.first = one.first)"
            " ORDER BY first LIMIT 1",
            (after,),
            after + 1,
            settings=_BY_INDEX,
        )
        return found[0][0] if found else None

    def find_all(self, command_ids: Sequence[str]) -> dict[str, Span]:
        found: list[tuple[bytes, int, int]] = self.connections.ask(
            "SELECT command_id, first, last FROM tocsin.command WHERE command_id = ANY(%s)",
            ([each.encode() for each in command_ids],),
        )
        return {bytes(name).decode(): (first, last) for name, first, last in found}

    def commands(self, after: int, upto: int) -> list[Command]:
        found: list[tuple[int, int, bytes]] = self.connections.ask(
            "SELECT first, last, command_id FROM tocsin.command WHERE first >= coalesce("
            "(SELECT max(first) FROM tocsin.command WHERE first <= %s), 0)"
            " AND first <= %s ORDER BY first LIMIT %s",
            (after + 1, upto, BATCH),
            after + 1,
        )
        try:
            return [(first, last, name.decode()) for first, last, name in found]
        except UnicodeDecodeError as error:
            raise LogDamaged(after + 1, "a command's id there is no text", RESTORE) from error

    def segments(self) -> list[SegmentRow]:
        """None: a database keeps all records in one table."""
        return []

    def balance(self, first: int) -> bytes:
        raise LogDamaged(first, f"{self.shown} has no closed segments", RESTORE)

    def signed_header(self) -> tuple[bytes, bytes]:
        found: list[tuple[bytes, bytes]] = self.connections.ask(
            "SELECT body, signature FROM tocsin.header"
        )
        if len(found) != 1:
            raise NotATown(f"{self.shown} holds {len(found)} headers of a log, not one")
        return found[0]

    def incarnations(self) -> list[tuple[int, bytes, bytes]]:
        return self.connections.ask(
            "SELECT position, body, signature FROM tocsin.incarnation ORDER BY number"
        )

    def keys(self) -> Iterator[KeyRow]:
        """Every content key as it is stored, by owner."""
        last = b""
        while True:
            found: list[tuple[bytes, bytes, bytes]] = self.connections.ask(
                "SELECT owner, secret, sha256 FROM tocsin.key WHERE owner > %s"
                " ORDER BY owner LIMIT %s",
                (last, BATCH),
            )
            if not found:
                return
            yield from ((owner.decode(), secret, check) for owner, secret, check in found)
            last = found[-1][0]

    def check_structure(self) -> str | None:
        """Does the writer's row agree with the records?"""
        # One statement: a town being written moves on between two.
        found: list[tuple[int, bytes, int | None, bytes | None]] = self.connections.ask(
            "SELECT writer.position, writer.hash, last.position, last.hash FROM tocsin.writer"
            " LEFT JOIN (SELECT position, hash FROM tocsin.record ORDER BY position DESC LIMIT 1)"
            " AS last ON true"
        )
        if len(found) != 1:
            return f"{self.shown} does not say where its log ends"
        position, hash_, last, last_hash = found[0]
        if last is not None and (position, hash_) != (last, last_hash):
            return f"{self.shown} says that its log ends at {position}, and it ends at {last}"
        return None

    def reopen(self) -> None:
        self.connections.reopen()

    def close(self) -> None:
        self.connections.close()
