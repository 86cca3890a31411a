"""Plots of an outcome as SVG: no script, colours from the page, told apart without colour too."""

from collections.abc import Sequence
from html import escape
from math import floor, log10
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.app.whatif.result import Between, Convergence
from tocsin.planners.whatif.measuring import BIN_MS, BINS

I64 = npt.NDArray[np.int64]
WIDTH = 720
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 18, 40


class Frame(NamedTuple):
    """Where a plot's figures lie, and how large it is."""

    x: tuple[float, float]
    y: tuple[float, float]
    height: int
    left: int = LEFT

    def px(self, value: float) -> float:
        """Across."""
        low, high = self.x
        return self.left + (value - low) / (high - low) * (WIDTH - self.left - RIGHT)

    def py(self, value: float) -> float:
        """Down."""
        low, high = self.y
        return self.height - BOTTOM - (value - low) / (high - low) * (self.height - TOP - BOTTOM)


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round values in between."""
    span = max(high - low, 1e-9)
    rough = span / most
    power = 10.0 ** floor(log10(rough))
    step = next(power * each for each in (1, 2, 2.5, 5, 10) if power * each >= rough)
    first = np.ceil(low / step - 1e-9) * step
    return [
        round(float(first + n * step), 10) for n in range(int((high - first) / step + 1e-9) + 1)
    ]


def signed(value: float) -> str:
    """+2, 0, −2."""
    return f"{value:+g}".replace("-", "−") if value else "0"


def svg(height: int, title: str, parts: Sequence[str]) -> str:
    """A figure with a title for who cannot see it."""
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def _path(points: Sequence[tuple[float, float]], kind: str) -> str:
    at = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{at}" class="{kind}"/>'


def reached(names: Sequence[str], counts: I64, standard_s: int, what: str) -> str:
    """The share of calls that are reached within so many minutes; a line for each arm."""
    share = np.cumsum(counts, axis=1) / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    longest = _longest(share)
    frame = Frame((0, longest * BIN_MS / 60_000), (0, 1), 300)
    parts = _axes(frame, "minutes from the call", lambda e: f"{e:g}", lambda e: f"{100 * e:.0f} %")
    at = frame.px(standard_s / 60)
    if standard_s / 60 <= frame.x[1]:
        parts += [
            _line(at, TOP, at, frame.height - BOTTOM, "standard"),
            _text(
                at + 5,
                frame.height - BOTTOM - 8,
                f"standard {standard_s // 60}:{standard_s % 60:02}",
                "faint",
            ),
        ]
    for number, row in enumerate(share):
        points = [(frame.px(0), frame.py(0))]
        points += [
            (frame.px((n + 1) * BIN_MS / 60_000), frame.py(float(row[n]))) for n in range(longest)
        ]
        parts.append(_path(points, f"arm a{number % 4}"))
    parts += _key(names, frame)
    said = "; ".join(f"{n}: half within {_half(r)} min" for n, r in zip(names, share, strict=True))
    return svg(frame.height, f"{what}. {said}", parts)


def _longest(share: npt.NDArray[np.float64]) -> int:
    """So many steps hold 99 of 100 calls of every arm; at least ten minutes."""
    steps = [int(np.searchsorted(row, 0.99)) + 1 for row in share]
    return min(max(40, *steps), BINS - 1)


def _half(row: npt.NDArray[np.float64]) -> str:
    return f"{(int(np.searchsorted(row, 0.5)) + 1) * BIN_MS / 60_000:.2g}"


def _key(names: Sequence[str], frame: Frame) -> list[str]:
    """Which line is whose, in the free corner."""
    parts = []
    for number, name in enumerate(names):
        y = frame.height - BOTTOM - 18 - 20 * (len(names) - 1 - number)
        parts += [
            _line(WIDTH - 190, y - 4, WIDTH - 158, y - 4, f"arm a{number % 4}"),
            _text(WIDTH - 150, y, name[:24], "label"),
        ]
    return parts


def _axes(frame: Frame, under: str, x_says: object, y_says: object) -> list[str]:
    assert callable(x_says)
    assert callable(y_says)
    parts = []
    for each in ticks(*frame.y, 5):
        y = frame.py(each)
        parts += [
            _line(frame.left, y, WIDTH - RIGHT, y, "grid"),
            _text(frame.left - 8, y + 4, y_says(each), "tick", "end"),
        ]
    for each in ticks(*frame.x, 8):
        x = frame.px(each)
        parts += [
            _line(x, frame.height - BOTTOM, x, frame.height - BOTTOM + 4, "axis"),
            _text(x, frame.height - BOTTOM + 18, x_says(each), "tick", "middle"),
        ]
    parts.append(
        _line(frame.left, frame.height - BOTTOM, WIDTH - RIGHT, frame.height - BOTTOM, "axis")
    )
    middle = (frame.left + WIDTH - RIGHT) / 2
    parts.append(_text(middle, frame.height - 6, under, "under", "middle"))
    return parts


def forest(
    rows: Sequence[tuple[str, Between | None]], under: str, title: str, is_less_better: bool | None
) -> str:
    """Differences with their intervals, one under the other; zero is drawn."""
    known = [each for _, each in rows if each is not None and each.low is not None]
    ends = [e for each in known for e in (each.low or 0.0, each.high or 0.0)]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    room = 0.06 * (high - low) or 1.0
    height = TOP + BOTTOM + 30 * len(rows)
    frame = Frame((low - room, high + room), (0, 1), height, 248)
    parts = []
    for each in ticks(*frame.x, 6):
        x = frame.px(each)
        parts += [
            _line(x, TOP, x, height - BOTTOM, "grid"),
            _text(x, height - BOTTOM + 18, signed(each), "tick", "middle"),
        ]
    parts.append(_line(frame.px(0), TOP - 6, frame.px(0), height - BOTTOM, "zero"))
    for number, (name, one) in enumerate(rows):
        y = TOP + 30 * number + 15
        parts.append(_text(frame.left - 12, y + 4, name[:38], "label", "end"))
        if one is None or one.low is None or one.high is None:
            parts.append(_text(frame.px(0) + 8, y + 4, "nothing to measure", "faint"))
            continue
        kind = mood(one, is_less_better)
        low, high = frame.px(one.low), frame.px(one.high)
        parts += [
            _line(low, y, high, y, f"whisker {kind}"),
            _line(low, y - 5, low, y + 5, f"whisker {kind}"),
            _line(high, y - 5, high, y + 5, f"whisker {kind}"),
            f'<circle cx="{frame.px(one.mean):.1f}" cy="{y}" r="5" class="dot {kind}"/>',
        ]
    parts.append(_text((frame.left + WIDTH - RIGHT) / 2, height - 6, under, "under", "middle"))
    return svg(height, title, parts)


def mood(each: Between, is_less_better: bool | None) -> str:
    """better, worse, or unsure where the interval includes zero."""
    if each.low is None or each.high is None or each.low <= 0 <= each.high:
        return "unsure"
    if is_less_better is None:
        return "neither"
    return "better" if (each.mean < 0) == is_less_better else "worse"


def narrowing(found: Convergence, under: str, scale: float = 1.0) -> str:
    """The interval of a difference as replications come."""
    after = found.after
    number = [each[0] for each in after]
    lows, highs = [scale * e[2] for e in after], [scale * e[3] for e in after]
    # The first intervals are so wide that nothing else could be read.
    settled = slice(min(3, len(after) - 1), None)
    low, high = min([0.0, *lows[settled]]), max([0.0, *highs[settled]])
    room = 0.08 * (high - low) or 1.0
    frame = Frame((number[0], max(number[-1], number[0] + 1)), (low - room, high + room), 260)
    parts = _axes(frame, "replications", lambda e: f"{e:g}", signed)

    def held(value: float) -> float:
        return min(max(value, frame.y[0]), frame.y[1])

    edge = [(frame.px(n), frame.py(held(e))) for n, e in zip(number, highs, strict=True)]
    edge += [
        (frame.px(n), frame.py(held(e)))
        for n, e in zip(reversed(number), reversed(lows), strict=True)
    ]
    at = " ".join(f"{x:.1f},{y:.1f}" for x, y in edge)
    parts.append(f'<polygon points="{at}" class="band"/>')
    means = [(frame.px(e[0]), frame.py(held(scale * e[1]))) for e in after]
    parts.append(_path(means, "arm a1"))
    parts.append(_line(frame.left, frame.py(0), WIDTH - RIGHT, frame.py(0), "zero"))
    parts.append(_text(frame.left + 6, TOP - 4, under, "faint"))
    return svg(frame.height, f"{under}, as replications come", parts)


def sliver(each: Between, widest: float, is_less_better: bool | None) -> str:
    """An interval beside its figure, small; zero in the middle."""
    if each.low is None or each.high is None or not widest:
        return ""

    def px(value: float) -> float:
        return 60 + 54 * max(-1.0, min(1.0, value / widest))

    kind = mood(each, is_less_better)
    return (
        '<svg viewBox="0 0 120 16" class="sliver" aria-hidden="true">'
        f"{_line(60, 0, 60, 16, 'zero')}"
        f"{_line(px(each.low), 8, px(each.high), 8, f'whisker {kind}')}"
        f'<circle cx="{px(each.mean):.1f}" cy="8" r="3.5" class="dot {kind}"/></svg>'
    )
