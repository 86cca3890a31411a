"""Gather what the rows say: claims without repeats, refusals, counts; put the claims in order at
the end.
"""

from collections import Counter
from datetime import datetime

from tocsin.gateways.cad_export.claims import (
    RANK,
    Claim,
    Ids,
    Imported,
    RecordCommand,
    RefusedRow,
    Report,
    RowRefusal,
    Standing,
)
from tocsin.gateways.cad_export.mapping import Mapping
from tocsin.gateways.cad_export.records import refused
from tocsin.operations.orders import Provenance

REFUSALS_KEPT = 10_000
"""So many refusals are told one by one; all are counted."""


class Collector:
    """One import in the making."""

    def __init__(self, mapping: Mapping, file: str) -> None:
        """`file` is the digest of the file, for provenance."""
        self.source, self._file = mapping.source, file
        self.ids = Ids(mapping.source)
        self.rows = self.accepted = self.merged = self.identical = self.refused_rows = 0
        self.cells_refused = 0
        self.reasons: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self.told: list[str] = []
        self._refused: list[RefusedRow] = []
        self._claims: dict[str, tuple[int, str, Claim]] = {}
        self._call_at: dict[str, datetime] = {}

    def provenance(self, line: int, field: str, truth: str) -> Provenance:
        """Where a fact stands."""
        return Provenance(self.source, self._file, line, field, truth)

    def add(
        self,
        order_id: str,
        rank: str,
        call: str,
        command: RecordCommand,
        at: datetime,
        line: int,
        after: datetime | None = None,
        known_at: datetime | None = None,
    ) -> bool:
        """Take a fact, once. `call` is whose it is ("" for a unit's registration). Whether it was
        new.
        """
        if order_id in self._claims:
            return False
        claim = Claim(order_id, at, after, known_at or at, command, line)
        self._claims[order_id] = (RANK[rank], call, claim)
        if rank == "call" and (call not in self._call_at or at < self._call_at[call]):
            self._call_at[call] = at
        return True

    def refuse(self, line: int, field: str, reason: RowRefusal, seen: str = "") -> None:
        """Refuse one fact of a row that is otherwise taken."""
        self.cells_refused += 1
        self._tell(refused(line, field, reason, seen))

    def refuse_row(self, row: RefusedRow) -> None:
        """Refuse a whole row."""
        self.refused_rows += 1
        self._tell(row)

    def _tell(self, row: RefusedRow) -> None:
        self.reasons[str(row.reason)] += 1
        if len(self._refused) < REFUSALS_KEPT:
            self._refused.append(row)

    def _in_order(self) -> list[Claim]:
        """By time, then cause, then id. A fact stamped before its call began follows the call."""
        begun = self._call_at

        def key(entry: tuple[int, str, Claim]) -> tuple[datetime, int, str]:
            rank, call, claim = entry
            at = claim.occurred_at
            start = begun.get(call)
            return (start if start is not None and at < start else at, rank, claim.order_id)

        return [entry[2] for entry in sorted(self._claims.values(), key=key)]

    def done(self, table: str, standing: Standing | None = None) -> Imported:
        """The finished import."""
        claims = self._in_order()
        notes = [*self.told, *(f"{text} ({n} ×)" for text, n in sorted(self.notes.items()))]
        report = Report(
            source=self.source,
            table=table,
            rows=self.rows,
            accepted=self.accepted,
            merged=self.merged,
            identical=self.identical,
            refused=self.refused_rows,
            cells_refused=self.cells_refused,
            claims=len(claims),
            reasons=dict(sorted(self.reasons.items())),
            notes=tuple(notes),
            standing=standing,
        )
        self._refused.sort(key=lambda each: each.line)
        return Imported(claims, self._refused, report)
