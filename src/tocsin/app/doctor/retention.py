"""What is destroyed for its age: whether a leap of the clock stopped it, what is announced."""

from pathlib import Path

from tocsin.app.doctor.finding import Finding, act, look, ok
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
                f"the clock leapt: nothing was recorded from {leap.since:%Y-%m-%d} to "
                f"{leap.until:%Y-%m-%d}; nothing is destroyed any more",
                "Look at the date. If it is right: tocsin retention confirm. If not, set the clock "
                "(docs/operating/retention.md).",
            )
        ]
    if not schedule_of(picture).classes:
        return [ok("retention", "no schedule is adopted: every record is kept for ever")]
    announced = [
        f"what is due of {each.record_class.name} from {at:%Y-%m-%d %H:%M} UTC"
        for each in picture.destructions.values()
        if each.ended_at is None and is_waiting(each) and (at := not_before(each)) is not None
    ]
    if not announced:
        return [ok("retention", "no destruction is announced")]
    return [ok("retention", f"announced, to be destroyed: {'; '.join(announced)}")]
