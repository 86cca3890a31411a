"""`read`: a file and a mapping in, facts in order out."""

from typing import BinaryIO

from tocsin.gateways.cad_export.calls import CallReader
from tocsin.gateways.cad_export.claims import Imported, Standing
from tocsin.gateways.cad_export.collect import Collector
from tocsin.gateways.cad_export.crews import UnitReader
from tocsin.gateways.cad_export.mapping import Mapping
from tocsin.gateways.cad_export.opening import Opened, opened
from tocsin.gateways.cad_export.picks import Texts, TimeGetter
from tocsin.gateways.cad_export.polls import Polls
from tocsin.gateways.cad_export.rows import Rows
from tocsin.gateways.cad_export.streams import Limits
from tocsin.gateways.cad_export.summaries import Summaries

NORMAL = Limits()


def read(
    stream: BinaryIO,
    mapping: Mapping,
    *,
    file: str = "",
    standing: Standing | None = None,
    limits: Limits = NORMAL,
) -> Imported:
    """The facts of an export, in the order in which they are to be recorded.

    `file` is the file's digest, kept as provenance. `standing` matters to polled sources only: what
    was listed when the source was last read (`report.standing`, or `standing_of` the picture), so
    that what has vanished since is noticed. A bad row or cell is refused and reported; it stops
    nothing. Raises Malformed where the file is not what the mapping says, or beyond a limit.
    """
    found = opened(stream, mapping, limits)
    out = Collector(mapping, file)
    texts = Texts(mapping, found.table.guarded, found.actual)
    calls = CallReader(mapping, found.table, texts, out)
    units = [UnitReader(mapping, each, texts, out) for each in found.table.units]
    after = _read(found, mapping, texts, (calls, units, out, standing), limits)
    out.told.extend(calls.codes.notes())
    if out.rows == 0 and found.table.records:
        out.told.append(f"nothing was found at records = {found.table.records!r}; check it")
    if found.unseen and out.rows:
        names = ", ".join(repr(each[:40]) for each in sorted(found.unseen)[:40])
        out.told.append(f"columns that the mapping names and no row has: {names}")
    if found.unused:
        names = ", ".join(repr(each[:40]) for each in found.unused[:40])
        out.told.append(f"columns that the mapping does not use: {names}")
    return out.done(found.table.name or found.table.format, after)


def _read(
    found: Opened,
    mapping: Mapping,
    texts: Texts,
    readers: tuple[CallReader, list[UnitReader], Collector, Standing | None],
    limits: Limits,
) -> Standing | None:
    calls, units, out, standing = readers
    table = found.table
    if table.poll is not None:
        observed = TimeGetter(table.poll.observed, mapping, texts, "poll.observed")
        return Polls(found, observed, calls, units, out, standing).read(limits)
    if table.seen is not None:
        seen = (
            TimeGetter(table.seen.first, mapping, texts, "seen.first"),
            TimeGetter(table.seen.last, mapping, texts, "seen.last"),
            texts.get(table.seen.type, "seen.type"),
        )
        Summaries(found, seen, calls, units, out).read(limits)
        return None
    Rows(found, calls, units, out).read(limits)
    return None
