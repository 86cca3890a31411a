"""The outcome for a terminal."""

from collections.abc import Iterator

from tocsin.app.whatif.result import Between, Result, Row
from tocsin.planners.whatif.measuring import METRICS, Metric


def lines(result: Result) -> Iterator[str]:
    """What it cannot tell, the answer, the table."""
    yield "What this cannot tell:"
    yield from (f"  – {each}" for each in result.cannot_tell)
    yield ""
    yield result.says
    yield ""
    yield from table(result)
    yield ""
    yield from (f"Note: {each}." for each in result.notes)
    yield f"{result.replications} paired replications; {ended(result)}"
    yield f"Ground {result.basis.ground}, seeds {result.basis.seeds[0]} to {result.basis.seeds[1]}."


def ended(result: Result) -> str:
    """Why no more were made."""
    found = result.convergence
    if result.replications < 2:
        return "of one alone no interval can be told."
    if found is None:
        return "intervals of 95 %."
    half = "" if found.half_width is None else f"± {said_number(found.metric, found.half_width)}"
    told = {
        "all": f"intervals of 95 %; that of {found.metric} is {half}.",
        "until": f"stopped when the interval of {found.metric} was {half}.",
        "interrupted": f"interrupted: {found.asked} were asked for. "
        f"The interval of {found.metric} is {half}.",
    }
    return told[found.stopped]


def table(result: Result) -> Iterator[str]:
    """Metrics by arm, and the difference of the compared."""
    names = list(result.arms)
    head = f"difference ({result.compared[1]} − {result.compared[0]})" if result.difference else ""
    yield f"{'':56}" + "".join(f"{name[:14]:>16}" for name in names) + f"   {head}"
    for metric in METRICS:
        if all(metric.name not in result.arms[name] for name in names):
            continue
        cells = "".join(
            f"{_mean(metric, result.arms[name].get(metric.name)):>16}" for name in names
        )
        yield f"{metric.says:56}{cells}   {told(metric, result.difference)}"


def _mean(metric: Metric, each: Between | None) -> str:
    return "–" if each is None else number(metric, each.mean)


def told(metric: Metric, row: Row) -> str:
    """A difference with its interval, marked where it can be told."""
    each = row.get(metric.name)
    if each is None:
        return ""
    if each.low is None or each.high is None:
        return number(metric, each.mean, sign=True)
    if each.low == each.high == 0:
        return "0"
    mark = "" if each.low <= 0 <= each.high else "  *"
    largest = max(abs(each.low), abs(each.high))
    mean, low, high = (
        number(metric, end, sign=True, like=largest) for end in (each.mean, each.low, each.high)
    )
    return f"{mean} ({low.partition(' ')[0]} to {high.partition(' ')[0]}){mark}"


def number(metric: Metric, value: float, *, sign: bool = False, like: float | None = None) -> str:
    """A figure as it is read: 5:42, 87.3 %, 1,204, with as many digits as one `like` it has."""
    size = abs(value)
    large = size if like is None else like
    lead = "−" if value < 0 else ("+" if sign and value > 0 else "")
    if metric.unit == "s" and not sign:
        whole = round(size)
        return f"{lead}{whole // 60}:{whole % 60:02}"
    if metric.unit == "share":
        digits = 1 if not sign and size >= 0.1 else 2
        return f"{lead}{100 * size:.{digits}f} {'points' if sign else '%'}"
    unit = " s" if metric.unit == "s" else ""
    if large >= 1_000_000:
        return f"{lead}{size / 1_000_000:,.1f} M{unit}"
    return f"{lead}{size:,.0f}{unit}" if large >= 100 else f"{lead}{size:.1f}{unit}"


def said_number(name: str, value: float) -> str:
    """A half width."""
    metric = next(each for each in METRICS if each.name == name)
    return number(metric, value, sign=True)[1:]
