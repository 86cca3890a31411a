"""Unit hour utilisation: the share of the observed hours in which a unit was committed.

Source: UHU as ambulance systems use it (J. Stout; NEMSIS-based measures), with time on task in the
numerator. The denominator is the observed window, because a record of responses says nothing of
shifts.
"""

from tocsin.operations.picture.incident import Incident
from tocsin.views.measures.answer import Column, Figures, Part, percent, seconds, tidy_share
from tocsin.views.measures.ask import NOT_RECORDED, Study, Units
from tocsin.views.measures.spread import tidy
from tocsin.views.measures.sweep import Stretch, clipped, committed, joined_s, window

DEFINITION = (
    "Committed time (dispatch to clear, overlaps of one unit counted once) over the observed "
    "window, for every unit with at least one dispatch in it. Time out of service is not taken off "
    "the window."
)

COLUMNS = (
    Column("unit", is_number=False),
    Column("kind", is_number=False),
    Column("dispatches"),
    Column("committed"),
    Column("utilisation"),
)


def _committed_by_unit(
    incidents: tuple[Incident, ...], units: Units, over: Stretch
) -> tuple[dict[str, list[Stretch]], int]:
    """Each unit's stretches, and how many of them have no recorded end."""
    found: dict[str, list[Stretch]] = {}
    without_end = 0
    for incident in incidents:
        for response in incident.responses:
            stretch = committed(incident, response, units, over.end)
            inside = clipped((stretch,), over) if stretch is not None else []
            if inside:
                found.setdefault(response.unit, []).extend(inside)
                without_end += response.ended_at is None
    return found, without_end


def utilisation(incidents: tuple[Incident, ...], whole: Study) -> Part:
    """Utilisation of each unit, most used first, and of all together."""
    over = window(whole)
    if over is None:
        return Part(0, {"per": "unit", "units": 0, "utilisation": None, "by_unit": []}, ())
    by_unit, without_end = _committed_by_unit(incidents, whole.units, over)
    lines: list[dict[str, object]] = []
    cells: list[tuple[str, ...]] = []
    total_s = 0.0
    busy = {unit: joined_s(each) for unit, each in by_unit.items()}
    for unit in sorted(busy, key=lambda unit: (-busy[unit], unit)):
        known = whole.units.get(unit)
        name, kind = (known.call_sign, known.kind) if known else (unit, NOT_RECORDED)
        share = busy[unit] / over.length_s
        total_s += busy[unit]
        lines.append(
            {
                "unit": unit,
                "kind": kind,
                "dispatches": len(by_unit[unit]),
                "committed_s": tidy(busy[unit]),
                "utilisation": tidy_share(share),
            }
        )
        cells.append((name, kind, f"{len(by_unit[unit]):,}", seconds(busy[unit]), percent(share)))
    n = len(lines)
    overall = total_s / (over.length_s * n) if n else None
    sent = sum(len(each) for each in by_unit.values())
    cells.insert(0, (f"all {n}", "", f"{sent:,}", seconds(total_s), percent(overall)))
    figures: Figures = {
        "per": "unit",
        "units": n,
        "over": "observed window",
        "from": over.begin.isoformat(),
        "to": over.end.isoformat(),
        "window_s": tidy(over.length_s),
        "committed_s": tidy(total_s),
        "utilisation": tidy_share(overall),
        "without_end": without_end,
        "by_unit": list(lines),
    }
    return Part(n, figures, tuple(cells))
