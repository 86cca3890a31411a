"""What every benchmark needs: a stopwatch, a table, a scratch folder, a peer's server, the
machine's name.
"""

import argparse
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def asked(what: str) -> argparse.Namespace:
    """The command line of a benchmark: `--quick` for a small run."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run at all?")
    return parser.parse_args()


def cpu_of(work: Callable[[], T]) -> tuple[T, float]:
    """What `work` returns and the processor seconds all threads of this process took for it."""
    began = time.process_time()
    found = work()
    return found, time.process_time() - began


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What `work` returns and the seconds it took."""
    began = time.perf_counter()
    found = work()
    return found, time.perf_counter() - began


def best_of(times: int, work: Callable[[], T]) -> tuple[T, float]:
    """The quickest of several runs: the others tell of the machine's other work."""
    found = [timed(work) for _ in range(times)]
    return min(found, key=lambda each: each[1])


def spent_s(pid: int) -> float:
    """Processor seconds of a process so far (Linux, proc(5), stat), in steps of a hundredth."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def peer_server(module: str, folder: Path) -> Iterator[tuple[str, int]]:
    """A server of this package on a folder, as a process of its own: its address, its number."""
    words = [sys.executable, "-m", f"benchmarks.{module}", str(folder)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process.pid
    finally:
        process.terminate()
        process.wait(30)
        assert process.stdout is not None
        process.stdout.close()


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is removed again."""
    folder = Path(tempfile.mkdtemp(prefix="tocsin-benchmark-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under their columns."""
    lines = [[_cell(each) for each in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(columns), *lines]) for i in range(len(columns))]
    print(f"\n{title}   ({machine()})")
    for line in [list(columns), ["-" * width for width in widths], *lines]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
    return str(value)


def bars(title: str, points: Sequence[tuple[str, float]]) -> None:
    """A plot in text: one bar a point, as long as its value."""
    print(f"\n{title}")
    longest = max(value for _, value in points)
    for label, value in points:
        print(f"  {label:>12} {'█' * max(1, round(48 * value / longest))} {value:.3g}")


def machine() -> str:
    """Python and processor, as far as the machine tells."""
    return f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"


def peak_mb() -> int:
    """The most memory this process has held, in megabytes (Linux counts in kibibytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def against(found: float, target: float, *, at_most: bool = False) -> str:
    """A figure beside its target: met, or by which ratio not."""
    ratio = target / found if at_most else found / target
    return f"met, {ratio:.1f} x" if ratio >= 1 else f"NOT MET, {ratio:.2f} of it"
