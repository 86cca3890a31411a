"""Parsers in cells: each is forked, so that what hangs, grows or dies takes nothing else with it.

    python -m tests.fuzz.cell --seed 1 --count 200 [--planted] NAME …

Prints a JSON object: what became of each parser. One input may take one second of processor time
and the parser may keep so many bytes, else its process is ended and the input is told.
"""

import argparse
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from itertools import chain
from pathlib import Path

from tests.fuzz.mutation import Input, bombs, large, mutants, saved
from tests.fuzz.parsers import PARSERS, End, Parser
from tests.fuzz.planted import FAULTY, PLANTED

LONGEST_CPU_S = 1.0
MOST_GROWTH = 96_000_000
"""Bytes that the process may grow by over all inputs: it keeps nothing of them."""
LONGEST_WAIT_S = 120.0
"""Without any input finished: somebody sleeps or waits for ever."""
Fate = dict[str, object]


def inside(name: str, parser: Parser, seed: int, count: int, folder: Path) -> Fate:
    """Parse everything; what ends this process is told by whoever waits for it."""
    chance = random.Random(f"{seed}/{name}")
    corpus = saved(PLANTED.get(name, name))
    for warm_name, content in corpus[:1]:
        parser.parse(content, warm_name)
    now = os.open(folder / "now", os.O_RDWR | os.O_CREAT)
    before = _rss()
    room = int(Path("/proc/self/statm").read_text().split()[0]) * 4096 + 4 * MOST_GROWTH
    resource.setrlimit(resource.RLIMIT_AS, (room, resource.RLIM_INFINITY))
    ends = dict.fromkeys(End, 0)
    inputs = chain(
        corpus,
        large(PLANTED.get(name, name)),
        mutants(PLANTED.get(name, name), parser.tokens, chance, count),
    )
    for each in inputs:
        _write(now, each)
        signal.setitimer(signal.ITIMER_PROF, LONGEST_CPU_S)
        end = parser.parse(each[1], each[0])
        signal.setitimer(signal.ITIMER_PROF, 0)
        ends[end] += 1
        if _rss() - before > MOST_GROWTH:
            return {"fate": "grown", "bytes": _rss() - before}
    return {"fate": "done", **{each.value: number for each, number in ends.items()}}


def _rss() -> int:
    """The most this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _write(file: int, given: Input) -> None:
    """What is being read, for whoever finds this process dead."""
    written = given[0].encode() + b"\0" + given[1][:20_000]
    os.pwrite(file, written, 0)
    os.ftruncate(file, len(written))


def celled(name: str, parser: Parser, seed: int, count: int, folder: Path) -> Fate:
    """The fate of one parser in a process of its own."""
    folder.mkdir()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            try:
                fate = inside(name, parser, seed, count, folder)
            except Exception:
                resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)
                signal.setitimer(signal.ITIMER_PROF, 0)
                fate = {"fate": "crashed", "error": traceback.format_exc()[-3000:]}
            (folder / "fate").write_text(json.dumps(fate))
        finally:
            os._exit(0)
    fate = _waited_for(child, folder)
    if fate["fate"] != "done":
        kind, _, content = (folder / "now").read_bytes().partition(b"\0")
        fate |= {"seed": seed, "like": kind.decode(), "input": repr(content[:300])}
        (folder / "found").write_bytes(content)
    return fate


def _waited_for(child: int, folder: Path) -> Fate:
    began = time.monotonic()
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        time.sleep(0.005)
        now = folder / "now"
        moved = now.stat().st_mtime if now.exists() else 0.0
        if time.monotonic() - began > LONGEST_WAIT_S < time.time() - moved:
            os.kill(child, signal.SIGKILL)
    if os.WIFSIGNALED(status):
        which = signal.Signals(os.WTERMSIG(status))
        hung = {signal.SIGPROF: "more than a second of processor", signal.SIGKILL: "asleep"}
        return {"fate": "hung" if which in hung else "died", "error": hung.get(which, which.name)}
    if not (folder / "fate").exists():
        return {"fate": "died", "error": "it ended without a word"}
    found: Fate = json.loads((folder / "fate").read_text())
    return found


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--count", type=int, default=200)
    asked.add_argument("--planted", action="store_true")
    asked.add_argument("names", nargs="*")
    said = asked.parse_args()
    parsers = FAULTY if said.planted else PARSERS
    bombs()
    fates = {}
    with tempfile.TemporaryDirectory(prefix="tocsin-fuzz-") as scratch:
        for name in said.names or parsers:
            fates[name] = celled(name, parsers[name], said.seed, said.count, Path(scratch) / name)
    print(json.dumps(fates))


if __name__ == "__main__":
    main()
