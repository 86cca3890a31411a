"""Typing addresses key by key into the gazetteer, beside two peers in the same run.

    python -m benchmarks.p18_gazetteer [--quick]

500,000 invented addresses. Peers over the same labels: SQLite FTS5 with trigrams (as a typist's
search: every run of three letters of what is typed, best by bm25), and rapidfuzz over all labels.
Each runs in a process of its own, so that its memory is its own. The process is held to one core.
Processor time is shown too: on a machine with other work a key waits for its turn.
"""

import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import measuring
from benchmarks.invented_addresses import Invented, invented

SEED = 7
TARGET_MS, TARGET_MB = 20.0, 300
Search = Callable[[str], list[str]]


def typed(said: list[tuple[str, str, str, object]], count: int) -> list[tuple[str, str]]:
    """(what is typed, the label that is meant): a third with a typing mistake, half with a town."""
    rng = random.Random(SEED)
    lines = []
    for number, street, town, _ in rng.sample(said, count):
        words = mistyped(street, rng) if rng.random() < 1 / 3 else street
        line = f"{words} {number}, {town}" if rng.random() < 0.5 else f"{number} {words}"
        lines.append((line, f"{number} {street} {town}"))
    return lines


def mistyped(word: str, rng: random.Random, kind: str | None = None) -> str:
    """One letter missing, too many, changed, or swapped with the next; never the first."""
    at = rng.randrange(1, len(word) - 1)
    kind = kind or rng.choice(("delete", "insert", "replace", "swap"))
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    return {
        "delete": word[:at] + word[at + 1 :],
        "insert": word[:at] + letter + word[at:],
        "replace": word[:at] + letter + word[at + 1 :],
        "swap": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }[kind]


def ours(folder: Path) -> Search:
    """The gazetteer on the file."""
    from tocsin.app.ground.arrays_file import mapped
    from tocsin.geo.gazetteer.gazetteer import Gazetteer

    gazetteer = Gazetteer(mapped(folder / "places.npz"))

    def search(text: str) -> list[str]:
        found = gazetteer.where(text, near=(47_300_000, 9_300_000), most=10)
        return [each.label for each in found.candidates]

    return search


def trigrams(folder: Path) -> Search:
    """SQLite FTS5: every three letters of what is typed, any of them, the best by bm25."""
    database = sqlite3.connect(folder / "trigrams.db")

    def search(text: str) -> list[str]:
        plain = "".join(each if each.isalnum() else " " for each in text.lower())
        grams = {plain[at : at + 3] for at in range(len(plain) - 2)}
        wanted = " OR ".join(f'"{gram}"' for gram in sorted(grams) if len(gram.strip()) == 3)
        if not wanted:
            return []
        rows = database.execute(
            "SELECT label FROM place WHERE label MATCH ? ORDER BY rank LIMIT 10", (wanted,)
        )
        return [label for (label,) in rows]

    return search


def every_label(folder: Path) -> Search:
    """rapidfuzz: what is typed against every label."""
    from rapidfuzz import fuzz, process

    labels = (folder / "labels.txt").read_text().splitlines()

    def search(text: str) -> list[str]:
        found = process.extract(text.lower(), labels, scorer=fuzz.ratio, limit=10)
        return [label for label, _, _ in found]

    return search


PEERS: dict[str, Callable[[Path], Search]] = {
    "gazetteer": ours, "FTS5 trigrams": trigrams, "rapidfuzz": every_label,
}  # fmt: skip


def made(folder: Path, count: int) -> tuple[Invented, float]:
    """Every peer's file."""
    from tocsin.app.ground.arrays_file import write
    from tocsin.geo.gazetteer.building import built

    region = invented(count, SEED)
    _, seconds = measuring.timed(lambda: write(folder / "places.npz", [built(region.stock)]))
    labels = [f"{number} {street} {town}".lower() for number, street, town, _ in region.said]
    (folder / "labels.txt").write_text("\n".join(labels))
    database = sqlite3.connect(folder / "trigrams.db")
    database.execute("CREATE VIRTUAL TABLE place USING fts5(label, tokenize = 'trigram')")
    database.executemany("INSERT INTO place VALUES (?)", ([label] for label in labels))
    database.commit()
    database.close()
    return region, seconds


def typing(name: str, folder: Path, lines: int) -> dict[str, float]:
    """Type lines key by key into one of them; milliseconds a key."""
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    asked = json.loads((folder / "typed.json").read_text())[:lines]
    began = time.perf_counter()
    search = PEERS[name](folder)
    opening = time.perf_counter() - began
    search("warm 1")
    keys: list[float] = []
    busy: list[float] = []
    hits = firsts = 0
    for line, meant in asked:
        for end in range(1, len(line) + 1):
            began, busied = time.perf_counter(), time.process_time()
            found = search(line[:end])
            keys.append((time.perf_counter() - began) * 1000)
            busy.append((time.process_time() - busied) * 1000)
        hit = [_words(label) == _words(meant) for label in found]
        firsts, hits = firsts + any(hit[:1]), hits + any(hit)
    keys.sort()
    busy.sort()
    return {
        "keys": len(keys), "p50": keys[len(keys) // 2], "p95": keys[len(keys) * 95 // 100],
        "max": keys[-1],
        "busy50": busy[len(busy) // 2], "busy95": busy[len(busy) * 95 // 100],
        "mb": most_mb(), "opening": opening,
        "first": firsts / len(asked), "shown": hits / len(asked),
    }  # fmt: skip


def most_mb() -> int:
    """The most memory of this program: `ru_maxrss` would be that of the one that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _words(label: str) -> list[str]:
    return sorted(label.lower().replace(",", " ").split())


def main(arguments: list[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run at all?")
    parser.add_argument("--one", nargs=3, metavar=("NAME", "FOLDER", "LINES"))
    asked = parser.parse_args(arguments)
    if asked.one is not None:
        print(json.dumps(typing(asked.one[0], Path(asked.one[1]), int(asked.one[2]))))
        return 0
    count, lines = (20_000, 20) if asked.quick else (500_000, 300)
    with measuring.scratch() as folder:
        region, seconds = made(folder, count)
        (folder / "typed.json").write_text(json.dumps(typed(list(region.said), lines)))
        del region
        rows = []
        for name in PEERS:
            fewer = lines if name == "gazetteer" else max(10, lines // 15)
            command = [sys.executable, "-m", __spec__.name, "--one", name, str(folder), str(fewer)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=1800)
            found = json.loads(done.stdout)
            rows.append([name, *(found[each] for each in found)])
        size = (folder / "places.npz").stat().st_size // 1_000_000
    columns = ("", "keys", "p50 ms", "p95 ms", "max ms", "p50 cpu ms", "p95 cpu ms", "MB",
               "opening s", "first", "in ten")  # fmt: skip
    measuring.table(f"typing into {count:,} addresses", columns, rows)
    for what, at, target in (
        ("p95", 3, TARGET_MS), ("p95 of processor time", 6, TARGET_MS), ("memory", 7, TARGET_MB),
    ):  # fmt: skip
        print(f"{what}: {measuring.against(rows[0][at], target, at_most=True)}")
    print(f"index of {size} MB made in {seconds:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
