"""How many incidents: by local day, hour and weekday, with the busiest day and hour.

Source: call volume as dispatch centres staff by it (APCO Project RETAINS; NENA-STA-020).
"""

from collections import Counter
from datetime import timedelta

from tocsin.operations.picture.incident import Incident
from tocsin.views.measures.answer import Column, Figures, Part
from tocsin.views.measures.ask import Study, local
from tocsin.views.measures.spread import percentile, tidy

DEFINITION = (
    "Incidents by the local day, hour and weekday of their opening. Days run from the first to the "
    "last local day with an incident; the median counts empty days between them as zero."
)

COLUMNS = (
    Column("incidents"),
    Column("days"),
    Column("median day"),
    Column("busiest day"),
    Column("incidents"),
    Column("busiest hour"),
    Column("incidents"),
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def volume(incidents: tuple[Incident, ...], whole: Study) -> Part:
    """Counts by local day, by hour of the day and by weekday."""
    zone = whole.ask.zone
    opened = [local(each.opened_at, zone) for each in incidents]
    if not opened:
        return Part(0, {"per": "incident", "incidents": 0, "days": 0, "zone": str(zone)}, ())
    days = Counter(at.date() for at in opened)
    hours = Counter(at.strftime("%Y-%m-%d %H:00%z") for at in opened)
    first, last = min(days), max(days)
    span = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    median = tidy(percentile(sorted(float(days[day]) for day in span), 0.5))
    busiest = min(days, key=lambda day: (-days[day], day))
    peak_hour = min(hours, key=lambda hour: (-hours[hour], hour))
    by_hour = Counter(at.hour for at in opened)
    by_weekday = Counter(at.weekday() for at in opened)
    figures: Figures = {
        "per": "incident",
        "zone": str(zone),
        "incidents": len(opened),
        "days": len(span),
        "median_day": median,
        "busiest_day": busiest.isoformat(),
        "busiest_day_incidents": days[busiest],
        "busiest_hour": peak_hour,
        "busiest_hour_incidents": hours[peak_hour],
        "by_day": {day.isoformat(): days[day] for day in span},
        "by_hour": {f"{hour:02d}": by_hour[hour] for hour in range(24)},
        "by_weekday": {name: by_weekday[index] for index, name in enumerate(WEEKDAYS)},
    }
    cells = (
        f"{len(opened):,}",
        f"{len(span):,}",
        f"{median:,}",
        busiest.isoformat(),
        f"{days[busiest]:,}",
        peak_hour[:16],
        f"{hours[peak_hour]:,}",
    )
    return Part(len(opened), figures, (cells,))
