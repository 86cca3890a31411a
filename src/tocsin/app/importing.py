"""An export file into a town's log, and the account of it."""

import csv
import hashlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.app.outcome import as_json as to_json
from tocsin.app.phrases import say
from tocsin.app.seeing import Office
from tocsin.app.wiring import ordering
from tocsin.gateways.cad_export import (
    Claim,
    Imported,
    Malformed,
    Mapping,
    Proposal,
    RefusedRow,
    check,
    load,
    read,
    shipped,
    shipped_mapping,
    standing_of,
)
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Outcome

SHOWN = 20
"""Refused rows that the account names; the rest is counted (`--refused` writes all)."""
ACTOR = "system/import"


class Account(msgspec.Struct, frozen=True):
    """What became of a file. `rows` counts rows of the source; `facts` what was put on record.

    `new` facts were recorded by this import, `known` were on record before, `unchanged` said what
    the picture held already, `refused` the town did not take.
    """

    mapping: str
    table: str
    rows: dict[str, int]
    facts: dict[str, int]
    reasons: dict[str, int]
    refused: list[dict[str, object]]
    notes: tuple[str, ...]
    position: int
    seconds: float


def imported(
    folder: Path, file: Path, mapping_name: str, refused_to: Path | None, *, as_json: bool
) -> str:
    """Read the file, record what is new, give the account. Raises Told with position and remedy.

    A cut import is taken up by importing again: what is on record is passed over.
    """
    mapping = mapping_of(mapping_name)
    with ordering(folder) as town:
        account, refused = taken_in(town, file, mapping)
    if refused_to is not None:
        _write_refused(refused_to, refused)
    return to_json(account) if as_json else _told(account)


def taken_in(
    town: Office, file: Path, mapping: Mapping, actor: str = ACTOR
) -> tuple[Account, list[RefusedRow]]:
    """Put on record what a file says, as this actor; the account, and the rows refused.

    Raises Told with position and remedy.
    """
    began = time.perf_counter()
    found = _read(file, mapping, town)
    facts = {"new": 0, "known": 0, "unchanged": 0, "refused": 0}
    denied: list[dict[str, object]] = []
    total = len(found.claims)
    outcomes = town.submit_all(_order(claim, actor) for claim in found.claims)
    for number, (claim, outcome) in enumerate(zip(found.claims, outcomes, strict=True), 1):
        facts[_kind(outcome)] += 1
        if isinstance(outcome, Denied) and len(denied) < SHOWN:
            sentence, step = say(outcome.refused)
            denied.append({"line": claim.line, "reason": sentence, "do": step})
        _progress(number, total)
    account = Account(
        mapping=mapping.source,
        table=found.report.table,
        rows={
            "read": found.report.rows,
            "accepted": found.report.accepted,
            "merged": found.report.merged,
            "identical": found.report.identical,
            "refused": found.report.refused,
            "cells_refused": found.report.cells_refused,
        },
        facts=facts,
        reasons=found.report.reasons,
        refused=[*_first(found.refused), *denied],
        notes=found.report.notes,
        position=town.position,
        seconds=round(time.perf_counter() - began, 2),
    )
    return account, found.refused


def mapping_of(name: str) -> Mapping:
    """A shipped mapping by name, or one from a file. Raises Told."""
    path = Path(name)
    try:
        if name in shipped():
            return shipped_mapping(name)
        if path.is_file():
            return load(path.read_bytes())
    except Malformed as error:
        raise Told(f"{name}: {error}") from error
    raise Told(
        f"there is no mapping `{name}`: shipped are {', '.join(shipped())}; or name a .toml file",
        Exit.usage,
    )


def checked(file: Path, mapping_name: str | None, *, as_json: bool) -> str:
    """What a file holds and the mapping it suggests; with a mapping, how that would read it."""
    try:
        if mapping_name is not None:
            with file.open("rb") as stream:
                found = read(stream, mapping_of(mapping_name), file="")
            return to_json({"report": found.report, "refused": list(_first(found.refused))})
        with file.open("rb") as stream:
            proposal = check(stream)
    except Malformed as error:
        raise Told(f"{file}: {error}") from error
    return to_json(proposal) if as_json else proposed(proposal)


def proposed(proposal: Proposal) -> str:
    """A proposal as text: the columns, what to look at, and the mapping to save as a file."""
    lines = [f"# {proposal.format}, {proposal.rows_looked_at:,} rows looked at"]
    wide = max((len(each.name) for each in proposal.columns), default=0)
    for each in proposal.columns:
        lines.append(
            f"#   {each.name:{wide}}  {each.filled:>3} %  {each.kind:12} {' | '.join(each.shapes)}"
        )
    lines += [f"# look at: {each}" for each in proposal.unsure]
    lines += [f"# not in this file: {each}" for each in proposal.lacks]
    lines += [f"# not mapped: {each}" for each in proposal.unmapped]
    lines += ["", proposal.mapping.rstrip()]
    return "\n".join(lines)


def _read(file: Path, mapping: Mapping, town: Office) -> Imported:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()[:16]
        stream.seek(0)
        standing = standing_of(town.picture.incidents.values(), mapping.source, town.code)
        try:
            return read(stream, mapping, file=digest, standing=standing)
        except Malformed as error:
            raise Told(f"{file}: {error}") from error


def _order(claim: Claim, actor: str) -> Order:
    return Order(
        command=claim.command,
        command_id=claim.order_id,
        actor=actor,
        occurred_at=claim.occurred_at,
        occurred_after=claim.occurred_after,
        source_known_at=claim.known_at,
    )


def _kind(outcome: Outcome) -> str:
    if isinstance(outcome, Accepted):
        if outcome.is_repeat:
            return "known"
        return "new" if outcome.names else "unchanged"
    if isinstance(outcome, Denied):
        return "refused"
    raise Told(
        f"the storage failed: {outcome.why}. Nothing acknowledged is lost; import again",
        Exit.unknown,
    )


def _progress(number: int, total: int) -> None:
    if number % 5000 == 0 and sys.stderr.isatty():
        print(f"\r{number:,} of {total:,} facts", end="", file=sys.stderr, flush=True)


def _first(refused: list[RefusedRow]) -> Iterator[dict[str, object]]:
    for each in refused[:SHOWN]:
        yield {
            "line": each.line,
            "field": each.field,
            "reason": str(each.reason),
            "expected": each.expected,
            "do": each.do,
        }


def _write_refused(path: Path, refused: list[RefusedRow]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["line", "field", "reason", "expected", "do"])
        rows.writerows([r.line, r.field, str(r.reason), r.expected, r.do] for r in refused)


def _told(account: Account) -> str:
    rows, facts = account.rows, account.facts
    lines = [
        f"{account.mapping}: {rows['read']:,} rows read, {rows['accepted']:,} accepted,"
        f" {rows['merged']:,} merged, {rows['refused']:,} refused"
        f" ({rows['cells_refused']:,} single facts refused)",
        f"facts: {facts['new']:,} new, {facts['known']:,} on record before,"
        f" {facts['unchanged']:,} already so, {facts['refused']:,} refused"
        f" — record {account.position:,}, {account.seconds} s",
    ]
    lines += [f"  note: {note}" for note in account.notes]
    for each in account.refused:
        field = f", {each['field']}" if each.get("field") else ""
        lines.append(f"  line {each['line']}{field}: {each['reason']} — {each['do']}")
    return "\n".join(lines)
