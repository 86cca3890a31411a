"""P5: the restore drill of a town of ten million records, by the command that operators run."""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import against, asked, scratch, table, timed
from benchmarks.p06_restart import first_accepted_s
from benchmarks.synthetic import Scale, make_town, remove_snapshots
from tocsin.app.wiring import ARCHIVE_FILE

TARGET_S = 900


def processor_s() -> float:
    """Processor seconds of all commands that have ended."""
    spent = os.times()
    return spent.children_user + spent.children_system


def command(*words: str) -> tuple[dict[str, float], float]:
    """What a `tocsin` command answered, and its seconds from start to end of its process."""
    line = [sys.executable, "-m", "tocsin.app.cli", *words, "--json"]
    environment = os.environ | {"TOCSIN_OFFSITE_PASSPHRASE": "four plain words together"}
    done, took_s = timed(
        lambda: subprocess.run(line, env=environment, stdout=subprocess.PIPE, check=True)
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found, took_s


def megabytes(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) // 1_000_000


def main() -> None:
    is_quick = asked(__doc__ or "").quick
    scale = Scale(20_000, 500, 100, 1_000) if is_quick else Scale(10_000_000, 4_000, 400, 50_000)
    with scratch() as folder:
        town, place = folder / "town", str(folder / "elsewhere")
        _, made_s = timed(lambda: make_town(town, scale))
        size_mb = megabytes(town)
        command("offsite", "init", place)
        _, push_s = command("offsite", "push", place, str(town))
        before_s = processor_s()
        drilled, drill_s = command("offsite", "drill", place, str(town))
        drill_cpu_s = processor_s() - before_s
        remove_snapshots(town)
        (town / ARCHIVE_FILE).unlink(missing_ok=True)
        first_s = first_accepted_s(town, "A")
    assert drilled["records"] == scale.events
    met = against(drill_s, TARGET_S, at_most=True)
    table(
        f"P5 restore drill: {scale.events:,} records, {size_mb:,} MB",
        ("part", "seconds", "target", "result"),
        [
            ("the town was made", made_s, "-", "by real orders"),
            ("tocsin offsite push", push_s, "-", "backup, seal, send to a folder"),
            ("tocsin offsite drill", drill_s, TARGET_S, met),
            ("  of the processor", drill_cpu_s, "-", "the rest is the disk's, and others'"),
            ("  fetched and opened", drilled["fetch_s"], "-", ""),
            ("  restored", drilled["restore_s"], "-", "verified before, and written"),
            ("  verified", drilled["verify_s"], "-", "every record of the restored town"),
            ("to its first accepted order", first_s, "-", "full replay, archive rebuilt"),
        ],
    )


if __name__ == "__main__":
    main()
