"""What is destroyed for its age: whether a leap of the clock stopped it, what is announced."""

from pathlib import Path

from tocsin.app.doctor.finding import Finding, act, look, ok
from tocsin.app.tongue import tell
from tocsin.app.wiring import reading
from tocsin.log import LogDamaged, NotATown, StorageUnknown
from tocsin.operations.destruction import is_waiting, not_before
from tocsin.operations.leaps import leap_of
from tocsin.operations.picture import Picture
from tocsin.operations.retention import schedule_of


def examined(folder: Path) -> list[Finding]:
    """A leap that nobody confirmed is urgent: a wrong date, or records that are kept too long."""
    try:
        with reading(folder) as town:
            return found(town.picture)
    except (LogDamaged, NotATown, StorageUnknown) as damage:
        return [look("retention", f"it cannot be read: {damage}", "See the log.")]


def found(picture: Picture) -> list[Finding]:
    """What a picture says of it."""
    leap = leap_of(picture)
    if leap is not None:
        return [
            act(
                "retention",
                tell("health-leap", since=f"{leap.since:%Y-%m-%d}", until=f"{leap.until:%Y-%m-%d}"),
                tell("health-leap-do"),
            )
        ]
    if not schedule_of(picture).classes:
        return [ok("retention", tell("health-retention-none"))]
    announced = [
        tell("health-retention-due", name=each.record_class.name, at=f"{at:%Y-%m-%d %H:%M}")
        for each in picture.destructions.values()
        if each.ended_at is None and is_waiting(each) and (at := not_before(each)) is not None
    ]
    if not announced:
        return [ok("retention", tell("health-retention-quiet"))]
    return [ok("retention", tell("health-retention", what="; ".join(announced)))]
