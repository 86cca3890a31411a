"""The log itself: the mark, the last records, snapshots, backups."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tocsin.app.doctor.finding import Finding, act, look, ok
from tocsin.app.tongue import tell
from tocsin.log import LogDamaged, NotATown, StorageUnknown, SystemClock, open_log
from tocsin.log.chain import Anchor
from tocsin.log.mark import MARK_FILE, read_mark
from tocsin.log.opening import check_against_mark, check_header
from tocsin.log.reader import LogReader
from tocsin.log.walk import checked_end
from tocsin.operations.catalogue import fold_version

TAIL = 5_000
"""Records at the end that are checked here; `tocsin verify` checks all."""
DRILL_FILE = "last-drill.json"
DRILL_DAYS = 40


def examined(folder: Path) -> list[Finding]:
    """Whether the log is whole, as far as a quick look tells."""
    found = [tail(folder)]
    if found[0].state.value != "act":
        found += [mark_place(folder), snapshot(folder), drill(folder, datetime.now(UTC))]
    return found


def tail(folder: Path) -> Finding:
    """The chain, the signature and the mark at the end of the log."""
    try:
        mark = read_mark(folder / MARK_FILE)
        reader = LogReader(folder)
        try:
            check_header(reader)
            head = reader.head()
            start = max(reader.starts_after, head.position - TAIL)
            row = reader.row(start)
            anchor = Anchor(start, reader.start if row is None else row[1])
            end = checked_end(reader, anchor)
            check_against_mark(reader, mark, end, reader.incarnations()[-1].incarnation)
        finally:
            reader.close()
    except (LogDamaged, NotATown, StorageUnknown) as damage:
        return act("log", f"it is not what was written: {damage}", "See docs/operating/bad-day.md.")
    return ok("log", f"{end.position:,} records, the last {TAIL:,} of them checked")


def mark_place(folder: Path) -> Finding:
    """Whether the mark would survive an old copy of the whole folder being put back."""
    path = folder / MARK_FILE
    if path.resolve().parent == folder.resolve():
        return look(
            "mark",
            "the high-water mark lies in the town's folder: an old copy of the whole folder put "
            "back would not be noticed",
            "Keep it on another disk, by a link, or run a standby.",
        )
    return ok("mark", "the high-water mark lies outside the town's folder")


def snapshot(folder: Path) -> Finding:
    """How much a restart has to fold again."""
    store = open_log(folder, False, SystemClock())
    try:
        head = store.head().position
        found = store.load_snapshot(fold_version())
    finally:
        store.close()
    behind = head - (found.position if found else 0)
    if behind > 500_000:
        return look(
            "snapshot",
            f"the newest is {behind:,} records behind: a restart takes a while",
            "Close the town in order once, or look for what keeps snapshots from being written.",
        )
    return ok("snapshot", f"a restart folds {behind:,} records")


def drill(folder: Path, now: datetime) -> Finding:
    """When a backup was last brought back to life, by whoever keeps a note of it here."""
    try:
        note = json.loads((folder / DRILL_FILE).read_bytes())
        at = datetime.fromisoformat(str(note["at"]))
    except FileNotFoundError:
        return look(
            "restore drill",
            tell("health-drill-none"),
            tell("health-drill-none-do"),
        )
    except (ValueError, KeyError, TypeError):
        return look(
            "restore drill",
            tell("health-drill-unread", file=DRILL_FILE),
            tell("health-drill-unread-do"),
        )
    says = tell("health-drill", days=max(0, (now - at).days))
    if now - at > timedelta(days=DRILL_DAYS):
        return look("restore drill", says, tell("health-drill-old-do"))
    return ok("restore drill", says)
