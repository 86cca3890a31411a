"""The outcome as one page: what it cannot tell, the answer, figures, plots; no script, nothing
fetched."""

import os
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.whatif.page_style import STYLE
from tocsin.app.whatif.plots import forest, mood, narrowing, reached, sliver
from tocsin.app.whatif.preparing import Prepared
from tocsin.app.whatif.result import Between, FitRow, Gathered, Result, Shown
from tocsin.app.whatif.saying import ended, number, told
from tocsin.app.whatif.scenario import Scenario
from tocsin.app.whatif.spreads import half_and_most
from tocsin.planners.whatif.measuring import METRICS, Metric

FIRST = ("response_mean_s", "in_time_share", "unfilled_share", "escalated_share")
"""What stands large, on top."""
PAGE, FACTS = "index.html", "result.json"
_BY_NAME = {each.name: each for each in METRICS}


def page_folder(folder: Path) -> None:
    """The folder is there, and may be written. Raises Told."""
    if folder.exists() and not folder.is_dir():
        raise Told(f"{folder} is no folder; name another for the page", Exit.usage)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise Told(f"the page cannot be written to {folder} ({why}); name another folder",
                   Exit.usage) from error  # fmt: skip
    if not os.access(folder, os.W_OK):
        raise Told(f"{folder} may not be written; name another for the page", Exit.usage)


def write_page(folder: Path, prepared: Prepared, result: Result, found: Gathered) -> None:
    """`index.html`, the facts beside it, and the scenario. Raises Told: there is something else."""
    page_folder(folder)
    (folder / PAGE).write_text(page(prepared, result, found), encoding="utf-8")
    (folder / FACTS).write_text(as_json(result) + "\n", encoding="utf-8")
    scenario = prepared.frame.sheet.path
    (folder / "scenario.toml").write_bytes(scenario.read_bytes())


def page(prepared: Prepared, result: Result, found: Gathered) -> str:
    """The page."""
    return "\n".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(result.name)}</title><style>{STYLE}</style></head><body><main>",
            f'<header><p class="kicker">What if</p><h1>{escape(result.name)}</h1>'
            f'<p class="lead">{escape(prepared.scenario.says)}</p></header>',
            '<section class="limits"><h2>What this cannot tell</h2><ul>',
            *(f"<li>{escape(each)}</li>" for each in (*result.cannot_tell, *result.notes)),
            "</ul></section>",
            f'<section><h2>The answer</h2><p class="answer">{escape(result.says)}</p>',
            *_first(result),
            f'<p class="faint">{result.replications} paired replications of {_period(prepared)}: '
            f"the same calls and the same luck in every arm; {escape(ended(result))}</p></section>",
            *_distributions(prepared, result, found),
            *_table(result),
            *_by("Town by town", result.towns, result.compared),
            *_by("By group of people", result.groups, result.compared),
            *_convergence(result),
            *_arms(prepared),
            *_assumed(prepared.scenario),
            *_fits(result.fits),
            *_basis(result),
            "</main></body></html>",
            "",
        ]
    )


def _period(prepared: Prepared) -> str:
    days = prepared.scenario.days
    return "a week" if days == 7 else f"{days} days"


def _first(result: Result) -> Iterator[str]:
    if not result.difference:
        return
    before, after = result.compared
    yield '<div class="cards">'
    for name in FIRST:
        metric, each = _BY_NAME[name], result.difference.get(name)
        was, now = result.arms[before].get(name), result.arms[after].get(name)
        if each is None or was is None or now is None:
            continue
        kind = mood(each, metric.is_less_better)
        yield (
            f'<div class="card {kind}"><p class="what">{escape(metric.says)}</p>'
            f'<p class="change"><span>{number(metric, was.mean)}</span><i>→</i>'
            f"<b>{number(metric, now.mean)}</b></p>"
            f'<p class="faint">{escape(_plain(metric, result))}'
            f"{_word(kind)}</p></div>"
        )
    yield "</div>"


def _word(kind: str) -> str:
    return {"better": " · better", "worse": " · worse", "unsure": " · no difference told"}.get(
        kind, ""
    )


def _distributions(prepared: Prepared, result: Result, found: Gathered) -> Iterator[str]:
    names = [each.name for each in prepared.arms]
    shown = [names.index(each) for each in result.compared]
    standard = prepared.scenario.standard_s
    yield "<section><h2>How soon help is there</h2>"
    for counts, what in (
        (found.first, "Calls reached by a first unit"),
        (found.all_there, "Calls that had everything they asked for"),
    ):
        plot = reached([names[at] for at in shown], counts[shown], standard, what)
        yield f"<figure><figcaption>{what}, within so many minutes</figcaption>{plot}</figure>"
    yield "</section>"


def _table(result: Result) -> Iterator[str]:
    names = list(result.arms)
    yield "<section><h2>All figures</h2><div class=wide><table class=all><thead><tr>"
    yield "<th>of the whole region</th>" + "".join(
        f"<th class=number>{escape(each)}</th>" for each in names
    )
    if result.difference:
        yield f"<th colspan=2>{escape(result.compared[1])} less {escape(result.compared[0])}</th>"
    yield "</tr></thead><tbody>"
    for metric in METRICS:
        rows = [result.arms[name].get(metric.name) for name in names]
        if all(each is None for each in rows):
            continue
        cells = "".join(f"<td class=number>{_cell(metric, each)}</td>" for each in rows)
        says = escape(metric.says)
        yield f"<tr><th scope=row>{says}</th>{cells}{_difference(metric, result)}</tr>"
    yield "</tbody></table></div></section>"


def _cell(metric: Metric, each: Between | None) -> str:
    return "–" if each is None else number(metric, each.mean)


def _difference(metric: Metric, result: Result) -> str:
    each = result.difference.get(metric.name)
    if not result.difference:
        return ""
    if each is None:
        return "<td></td><td></td>"
    ends = [abs(e) for e in (each.low, each.high) if e is not None]
    bar = sliver(each, max(ends, default=0.0), metric.is_less_better)
    kind = mood(each, metric.is_less_better)
    return f'<td class="{kind}">{escape(_plain(metric, result))}</td><td>{bar}</td>'


def _plain(metric: Metric, result: Result) -> str:
    """A difference without its mark: the page has colours and shapes for it."""
    return told(metric, result.difference).rstrip(" *")


def _by(title: str, shown: dict[str, Shown], compared: Sequence[str]) -> Iterator[str]:
    if not shown or len(compared) < 2:
        return
    yield f"<section><h2>{title}</h2>"
    for name, unit, scale in (
        ("response_mean_s", "seconds", 1.0),
        ("in_time_share", "percentage points", 100.0),
        ("unfilled_share", "percentage points", 100.0),
    ):
        metric = _BY_NAME[name]
        rows = [(each, _scaled(found.difference.get(name), scale)) for each, found in shown.items()]
        if not any(each is not None and (each.low or each.high) for _, each in rows):
            continue
        caption = f"{metric.says}: {compared[1]} less {compared[0]}"
        plot = forest(rows, unit, caption, metric.is_less_better)
        yield f"<figure><figcaption>{escape(caption)}</figcaption>{plot}</figure>"
    yield "</section>"


def _scaled(each: Between | None, scale: float) -> Between | None:
    if each is None or each.low is None or each.high is None:
        return None
    return Between(scale * each.mean, scale * each.low, scale * each.high)


def _convergence(result: Result) -> Iterator[str]:
    found = result.convergence
    if found is None or len(found.after) < 2:
        return
    metric = _BY_NAME[found.metric]
    is_share = metric.unit == "share"
    unit = "percentage points" if is_share else metric.unit
    plot = narrowing(found, f"{metric.says}, difference, {unit}", 100.0 if is_share else 1.0)
    yield "<section><h2>Were there enough replications?</h2>"
    yield f"<p>{escape(ended(result))}</p><figure>{plot}</figure></section>"


def _arms(prepared: Prepared) -> Iterator[str]:
    yield "<section><h2>What was compared</h2><div class=wide><table><thead><tr><th>arm</th>"
    yield "<th>what it is</th><th class=number>units</th><th>policy</th></tr></thead><tbody>"
    for each in prepared.arms:
        yield (
            f"<tr><th scope=row>{escape(each.name)}</th><td>{escape(each.says)}</td>"
            f"<td class=number>{len(each.fleet.units)}</td><td>{escape(each.policy_name)}</td></tr>"
        )
    yield "</tbody></table></div>"
    land = prepared.frame.land
    people = int(land.people.sum())
    yield (
        f"<p>{len(land.towns)} towns ({escape(', '.join(land.towns))}), {people:,} people, "
        f"{len(prepared.frame.stations)} stations, {len(prepared.frame.hospitals)} hospitals. "
        "Everything that was assumed stands in <code>scenario.toml</code> beside this page.</p>"
        "</section>"
    )


def _assumed(scenario: Scenario) -> Iterator[str]:
    """Times that the scenario states: half of them, nine tenths."""
    stated = [
        *(("from the call to the order", *_of(e.types), e) for e in scenario.delay),
        *(("from the order to rolling", *_of(e.kinds, e.stations, _hours(e.hours)), e)
          for e in scenario.turnout),
        *(("on scene", *_of(e.types, tuple(f"level {n}" for n in e.levels)), e)
          for e in scenario.scene),
        *(("at hospital", *_of(e.hospitals), e) for e in scenario.handover),
    ]  # fmt: skip
    rows = [(what, of, half_and_most(each)) for what, of, each in stated if not each.fitted]
    if not rows:
        return
    yield "<section><h2>Times that were assumed</h2><div class=wide><table><thead><tr>"
    yield "<th>what</th><th>of</th><th class=number>half within</th>"
    yield "<th class=number>nine tenths within</th></tr></thead><tbody>"
    for what, of, (half, most) in rows:
        yield (
            f"<tr><th scope=row>{what}</th><td>{escape(of)}</td>"
            f"<td class=number>{half // 60}:{half % 60:02}</td>"
            f"<td class=number>{most // 60}:{most % 60:02}</td></tr>"
        )
    yield "</tbody></table></div><p class=faint>Of several rows that fit, the last one holds.</p>"
    yield "</section>"


def _of(*given: tuple[str, ...]) -> tuple[str]:
    return (", ".join(each for one in given for each in one) or "all",)


def _hours(hours: tuple[int, int] | None) -> tuple[str, ...]:
    return () if hours is None else (f"{hours[0]}:00 to {hours[1]}:00",)


def _fits(fits: Sequence[FitRow]) -> Iterator[str]:
    if not fits:
        return
    yield "<section><h2>Times fitted to what was observed</h2><div class=wide><table><thead><tr>"
    yield "<th>of</th><th>drawn from</th><th class=number>runs</th>"
    yield "<th class=number>farthest apart</th><th class=number>by chance</th>"
    yield "".join(f"<th class=number>p{p}</th>" for p in (10, 50, 90, 95)) + "</tr></thead><tbody>"
    for each in fits:
        pairs = zip(each.observed_s, each.fitted_s, strict=True)
        cells = "".join(f"<td class=number>{a:.0f} / {b:.0f}</td>" for a, b in pairs)
        yield (
            f"<tr><th scope=row>{escape(each.what)}</th><td>{escape(each.family)}</td>"
            f"<td class=number>{each.runs}</td><td class=number>{each.distance:.3f}</td>"
            f"<td class=number>{each.chance:.3f}</td>{cells}</tr>"
        )
    yield "</tbody></table></div><p class=faint>Seconds: observed / drawn. The greatest distance "
    yield "between the shares of what was observed and what is drawn, beside what chance gives in "
    yield "one of twenty.</p></section>"


def _basis(result: Result) -> Iterator[str]:
    basis = result.basis
    towns = "".join(f", {escape(name)} at {position}" for name, position in basis.towns.items())
    yield (
        f'<footer class="faint">Tocsin {basis.tocsin}, planner {basis.planner} {basis.version}; '
        f"seeds {basis.seeds[0]} to {basis.seeds[1]}; ground {basis.ground}; scenario "
        f"{basis.scenario}{towns}. The same again gives the same.</footer>"
    )
