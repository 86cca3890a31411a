"""P14: a week's real dispatch log, imported and replayed; how much memory that town takes.

Reads the San Francisco week of the reference data (TOCSIN_REFERENCE, `../shared` unless set). Where
it is absent, a synthetic week of the same size stands in, and the table says so.
"""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from benchmarks.measuring import against, asked, best_of, peak_mb, scratch, table, timed
from benchmarks.synthetic import Scale, make_town
from tocsin.app.importing import imported
from tocsin.app.wiring import found, opened
from tocsin.jurisdiction.fold import fold
from tocsin.log import SystemClock, open_store
from tocsin.terms.kinds import LogKind

WEEK_S = 7 * 24 * 3600
TARGET = 20_000
TARGET_MB = 500
SOURCE = Path("data/cad_san_francisco/sffd_calls_week_2016-12-31_2017-01-07.csv.gz")
SYNTHETIC = Scale(60_000, 40, 178)


def reference() -> Path | None:
    root = Path(__file__).resolve().parent.parent
    path = (root / os.environ.get("TOCSIN_REFERENCE", "../shared")).resolve() / SOURCE
    return path if path.exists() else None


def week(folder: Path, is_quick: bool) -> tuple[str, float]:
    """A town with a week in it: what it is, and the seconds the import took."""
    source = reference()
    if source is None or is_quick:
        _, took_s = timed(lambda: make_town(folder / "town", SYNTHETIC))
        return "synthetic week (no reference data read)", took_s
    found(folder / "town", name="Benchmark", code="BM", kind=LogKind.test)
    account, took_s = timed(
        lambda: imported(folder / "town", source, "san_francisco", None, as_json=True)
    )
    rows = json.loads(account)["rows"]
    return f"San Francisco week, {rows['read']:,} rows, {rows['refused']:,} refused", took_s


def in_a_process_of_its_own(folder: Path, doing: str) -> dict[str, float]:
    """What a fresh process needs in seconds and megabytes."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.p14_replay", "--child", doing, str(folder)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parent.parent,
    )
    answer: dict[str, float] = json.loads(told.stdout)
    return answer


def child(doing: str, folder: Path) -> None:
    if doing == "replay":
        with closing(open_store(folder, False)) as store:
            _, took_s = best_of(3, lambda: fold(store.read()))
    else:

        def run() -> None:
            with opened(folder, SystemClock()) as town:
                town.tick()

        _, took_s = timed(run)
    print(json.dumps({"took_s": took_s, "peak_mb": peak_mb()}))


def main() -> None:
    is_quick = asked(__doc__ or "").quick
    with scratch() as folder:
        what, import_s = week(folder, is_quick)
        town = folder / "town"
        with closing(open_store(town, False)) as store:
            events = store.head().position
        replay = in_a_process_of_its_own(town, "replay")
        running = in_a_process_of_its_own(town, "open")
        size_mb = sum(each.stat().st_size for each in town.rglob("*") if each.is_file()) / 1e6
    speed = WEEK_S / replay["took_s"]
    memory = max(replay["peak_mb"], running["peak_mb"])
    table(
        f"P14 {what}: {events:,} events, {size_mb:,.0f} MB on disk",
        ("what", "figure", "target", "result"),
        [
            ("replay, x real time", speed, TARGET, against(speed, TARGET)),
            ("replay, events/s", events / replay["took_s"], "-", "-"),
            ("import, x real time", WEEK_S / import_s, "-", f"{import_s:.1f} s"),
            ("most memory, MB", memory, TARGET_MB, against(memory, TARGET_MB, at_most=True)),
        ],
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
