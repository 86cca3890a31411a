"""The retention schedule on the command line: show, adopt, what is due, certificates."""

import argparse
import sys
import time
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from tocsin.app.credentials import Credentials
from tocsin.app.desk import town_zone
from tocsin.app.facts import shown
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.schedule_file import schedule_in
from tocsin.app.seeing import Office, seen
from tocsin.app.signing_in import signed_in
from tocsin.app.wiring import ordering, reading
from tocsin.jurisdiction.fold import READER
from tocsin.jurisdiction.reading import Reading
from tocsin.jurisdiction.town import Town
from tocsin.operations.destruction import (
    DisposeRecords,
    RecordsDestroyed,
    is_waiting,
    not_before,
)
from tocsin.operations.leaps import ConfirmClock, leap_of
from tocsin.operations.picture.retention import Covered, Destruction, Leap, RecordClass
from tocsin.operations.retention import AdoptRetentionSchedule, class_named, schedule_of
from tocsin.views.retention_page import (
    Announced,
    ClassPage,
    RetentionPage,
    destructions,
    due_records,
    retention_page,
)

PATIENCE_S = 20.0
"""So long the command line looks on while a served town destroys; the town goes on without it."""


def show(asked: argparse.Namespace) -> int:
    """The whole page."""
    with reading(asked.town) as town:
        page = retention_page(town.picture, town.finished(), datetime.now(UTC))
        print(as_json(page) if asked.json else page_text(page, town_zone(town.picture)))
    return Exit.done


def page_text(page: RetentionPage, zone: tzinfo) -> str:
    """The page as text."""
    if page.adopted_at is None or not page.classes:
        lines = ["No schedule is adopted: every record is kept for ever."]
    else:
        since = f"{page.adopted_at.astimezone(zone):%Y-%m-%d %H:%M}"
        lines = [f"Schedule {page.version}, adopted {since}.", ""]
        lines.append(
            f"{'class':20}{'kept':>9}  {'by':8}{'records':>9}{'due':>7}{'held':>6}  next due"
        )
        lines += [line for each in page.classes for line in _class_lines(each, zone)]
    if page.by_clock_from is not None and page.by_clock_from > page.at:
        begins = f"{page.by_clock_from.astimezone(zone):%Y-%m-%d %H:%M}"
        lines += ["", f"By the clock nothing is destroyed before {begins}."]
    lines += ["", "Kept for ever, because no class covers it:"]
    lines += [f"  {count:>7,}  {_many(kind)}" for kind, count in page.kept_for_ever.items()]
    lines.append("  what is sealed for units, facilities and plans")
    lines += ["", f"Legal holds: {page.holds}."]
    lines += [_announced_line(each, zone) for each in page.announced]
    if page.leap is not None:
        lines += ["", leap_text(page.leap, zone)]
    if page.under_way:
        lines.append(f"Being destroyed now: {', '.join(page.under_way)}.")
    lines.append(
        f"Telemetry track: kept {page.track_keep_h:,} hours, at most {page.track_most_mb:,} MB."
    )
    days = page.backups_days
    lines.append(
        "Backups: nobody has said how long they are kept (backups_days in the schedule)."
        if days is None
        else f"Backups: kept {_long(days)}, says the town; older ones hold keys that are destroyed."
    )
    return "\n".join(lines)


def _announced_line(each: Announced, zone: tzinfo) -> str:
    return (
        f"Notice {each.id}: {each.records:,} records of {shown(each.record_class)}, due by "
        f"{each.begun_at.astimezone(zone):%Y-%m-%d %H:%M}, are destroyed from "
        f"{each.from_at.astimezone(zone):%Y-%m-%d %H:%M}."
    )


def leap_text(leap: Leap, zone: tzinfo) -> str:
    """That nothing is destroyed, and until when."""
    since, until = (each.astimezone(zone) for each in (leap.since, leap.until))
    return (
        f"The clock leapt: nothing was recorded from {since:%Y-%m-%d %H:%M} to "
        f"{until:%Y-%m-%d %H:%M}.\nNothing is destroyed until somebody confirms that the date is "
        "right: tocsin retention confirm."
    )


def _class_lines(page: ClassPage, zone: tzinfo) -> list[str]:
    each = page.record_class
    following = page.next_due_at
    when = "" if following is None else f"{following.astimezone(zone):%Y-%m-%d}"
    types = f" {', '.join(each.types)}" if each.types else ""
    return [
        f"{shown(each.name):20}{_long(each.keep_days):>9}  {each.disposal.value:8}"
        f"{page.records:>9,}{page.due:>7,}{page.held:>6,}  {when}",
        f"  {_many(each.covers)}{shown(types)}; {each.ground.value}; {shown(each.authority)}",
    ]


def _many(kind: str) -> str:
    """What a class covers, in words."""
    return {
        Covered.incident.value: "incidents",
        Covered.report.value: "reports that led to nothing",
        Covered.person.value: "officers who left",
        Covered.proposal.value: "proposals",
        Covered.notice.value: "notices",
        Covered.closure.value: "closures",
    }[str(kind)]


def _long(days: int) -> str:
    """`7 years`, or `400 days`."""
    if days % 365 == 0:
        return "1 year" if days == 365 else f"{days // 365} years"
    return "1 day" if days == 1 else f"{days:,} days"


def adopt(asked: argparse.Namespace) -> int:
    """Adopt what stands in a file."""
    given = schedule_in(asked.file)
    with ordering(asked.town) as town:
        before = schedule_of(town.picture)
        order = AdoptRetentionSchedule(
            classes=given.classes, backups_days=given.backups_days, after=before.version
        )
        says = f"{len(given.classes)} classes are adopted; tocsin retention show tells the rest."
        answer = signed_in(asked, town).order(order, says)
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code


def due(asked: argparse.Namespace) -> int:
    """What is due by now, or within some days."""
    if not 0 <= asked.within <= 36_500:
        raise Told("--within is a number of days, 0 to 36500", Exit.usage)
    with reading(asked.town) as town:
        now, zone = datetime.now(UTC), town_zone(town.picture)
        count, found = due_records(
            town.picture, town.finished(), now + timedelta(days=asked.within)
        )
    if asked.json:
        print(as_json({"count": count, "records": found}))
        return Exit.done
    for each in found:
        kept = "" if each.hold is None else f"  kept by the hold {each.hold}"
        day = f"{each.due_at.astimezone(zone):%Y-%m-%d}"
        print(f"{day}  {each.subject:32}{shown(each.record_class)}{kept}")
    if not found:
        print("Nothing is due.")
    elif count > len(found):
        print(f"… {count - len(found):,} more")
    return Exit.done


def dispose(asked: argparse.Namespace) -> int:
    """Destroy what is due of a class by a person's order, or what the clock would destroy now."""
    with ordering(asked.town) as town:
        schedule = schedule_of(town.picture)
        name = asked.record_class
        named = None if name is None else class_named(schedule, name)
        classes = schedule.classes if name is None else tuple(filter(None, [named]))
        _confirm(town, classes, by_order=name is not None, is_sure=asked.yes)
        before = dict(town.picture.destructions.items())
        if name is not None:
            order = DisposeRecords(record_class=name)
            answer = signed_in(asked, town).order(order, f"What is due of {name} is destroyed.")
            if answer.exit_code is not Exit.done:
                print(as_json(answer.facts) if asked.json else answer.text)
                return answer.exit_code
        _carried_out(town, asked.town)
        runs = [each for each in destructions(town.picture) if before.get(each.id) != each]
        zone, leap = town_zone(town.picture), leap_of(town.picture)
    if asked.json:
        print(as_json({"destructions": runs}))
        return Exit.done
    nothing = "Nothing is due by the clock." if leap is None else leap_text(leap, zone)
    print("\n".join(_run_line(each, zone) for each in runs) or nothing)
    return Exit.done


def _confirm(
    town: Office, classes: tuple[RecordClass, ...], *, by_order: bool, is_sure: bool
) -> None:
    """At a terminal the number of records is said first: there is no way back. Raises Told.

    The clock destroys what it has announced long enough; an announcement can be taken back.
    """
    if is_sure or not sys.stdin.isatty():
        return
    page = retention_page(town.picture, seen(town).finished(), town.clock.now())
    names = {each.name for each in classes}
    found = [each for each in page.classes if each.record_class.name in names]
    count = sum(each.due - each.held for each in found)
    if not by_order:
        count = sum(each.records for each in page.announced if each.from_at <= page.at)
        if count == 0:
            return
    print(f"{count:,} records become unreadable for ever.", file=sys.stderr)
    if input("Type the number to go on: ").strip().replace(",", "") != str(count):
        raise Told("nothing was destroyed", Exit.usage)


def _carried_out(town: Office, folder: Path) -> None:
    """Until nothing more is due; where another process serves the town, its clock does it."""
    if isinstance(town, Town):
        while town.destroy_due():
            pass
        Credentials(folder).drop_forgotten(town.picture.forgotten)
        return
    look = seen(town)
    assert isinstance(look, Reading), "a town that is served elsewhere is read here"
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        look.refresh()
        going = [each for each in look.picture.destructions.values() if each.ended_at is None]
        if all(is_waiting(each) for each in going):
            return
        time.sleep(0.1)


def confirm(asked: argparse.Namespace) -> int:
    """The date is right, says a person: at a terminal after it was shown to them."""
    with ordering(asked.town) as town:
        zone = town_zone(town.picture)
        leap = leap_of(town.picture)
        if leap is not None and not asked.yes and sys.stdin.isatty():
            print(leap_text(leap, zone), file=sys.stderr)
            machine = datetime.now(UTC).astimezone(zone)
            print(f"This machine says that it is {machine:%Y-%m-%d %H:%M}.", file=sys.stderr)
            if input("Is that right? Type yes: ").strip().lower() != "yes":
                raise Told("nothing was confirmed", Exit.usage)
        says = "The date is confirmed; what is due is destroyed after its notice."
        answer = signed_in(asked, town).order(ConfirmClock(), says)
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code


def record(asked: argparse.Namespace) -> int:
    """Every destruction, or one with the records that were destroyed."""
    with reading(asked.town) as town:
        zone = town_zone(town.picture)
        if asked.id is None:
            found = destructions(town.picture)
            if asked.json:
                print(as_json({"destructions": found}))
            else:
                told = "\n".join(_run_line(each, zone) for each in found)
                print(told or "Nothing was ever destroyed by a schedule.")
            return Exit.done
        run = town.picture.destructions.get(asked.id)
        if run is None:
            raise Told(f"there is no destruction `{asked.id}` here", Exit.usage)
        subjects = destroyed_in(town, run)
    if asked.json:
        print(as_json({"destruction": run, "destroyed": subjects}))
        return Exit.done
    print(certificate_text(run, subjects, zone))
    return Exit.done


def destroyed_in(town: Reading, run: Destruction) -> list[str]:
    """Keys of the records that one destruction made unreadable, from the log."""
    found: list[str] = []
    name = "records_destroyed.1"
    for each in town.store.read(after=run.first, upto=run.last):
        if each.name == name:
            event = READER.event(each.name, bytes(each.payload))
            assert isinstance(event, RecordsDestroyed)
            found += event.subjects if event.destruction == run.id else ()
    return found


def certificate_text(run: Destruction, subjects: list[str], zone: tzinfo) -> str:
    """A certificate of destruction."""
    each = run.record_class
    ended = "not yet" if run.ended_at is None else f"{run.ended_at.astimezone(zone):%Y-%m-%d %H:%M}"
    behalf = "" if run.on_behalf_of is None else f" for {run.on_behalf_of}"
    lines = [
        f"Certificate of destruction {run.id}",
        f"  class      {shown(each.name)}: {_many(each.covers)} {shown(', '.join(each.types))}",
        f"  kept       {_long(each.keep_days)}",
        f"  ground     {each.ground.value}",
        f"  authority  {shown(each.authority)}, schedule {run.schedule}",
        f"  by         {run.by}{behalf}",
        f"  begun      {run.begun_at.astimezone(zone):%Y-%m-%d %H:%M}, ended {ended}",
        f"  records    {run.records:,} with {run.keys:,} keys; on record {run.first} to {run.last}",
        f"  kept back  {run.kept_count:,} by legal holds",
    ]
    lines += [f"    {kept.subject} by {kept.hold}" for kept in run.kept]
    return "\n".join([*lines, "", *subjects])


def _run_line(run: Destruction, zone: tzinfo) -> str:
    kept = f", {run.kept_count:,} kept by holds" if run.kept_count else ""
    goes_on = "" if run.ended_at is not None else ", goes on"
    from_at = not_before(run) if run.ended_at is None else None
    if from_at is not None:
        goes_on = f", notice: not before {from_at.astimezone(zone):%Y-%m-%d %H:%M}"
    return (
        f"{run.id:16}{run.begun_at.astimezone(zone):%Y-%m-%d %H:%M}  "
        f"{shown(run.record_class.name):20}{run.records:>7,} records, {run.keys:,} keys"
        f" by {run.by}{kept}{goes_on}"
    )
