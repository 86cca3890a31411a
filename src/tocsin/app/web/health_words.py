"""How the system is, in the words of whoever runs it: one sentence a thing, and what to do next."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from tocsin.app.backup_note import BackupNote, last_backup
from tocsin.app.certificates import FOLDER as TLS
from tocsin.app.certificates import SERVER
from tocsin.app.doctor import clock, disk, keys, record, retention
from tocsin.app.doctor.finding import Finding, State
from tocsin.app.ground.keeping import wrong_with
from tocsin.app.tongue import lasts, spoken, tell
from tocsin.app.web.door import Door
from tocsin.app.web.pictures import encoded
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.app.web.wellbeing import Told, Wellbeing
from tocsin.operations.ground import in_force
from tocsin.operations.picture.token import Scope
from tocsin.terms.kinds import LogKind

OLD_BACKUP = timedelta(days=2)
OLD_GROUND = timedelta(days=400)
LAGS_S, SOME_RECORDS = 10.0, 1_000


class HealthWords(msgspec.Struct, frozen=True):
    """Everything, the worst first. `at` is the town's clock."""

    state: Wellbeing
    at: datetime
    things: tuple[Told, ...]


ORDER = (Wellbeing.bad, Wellbeing.attention, Wellbeing.unknown, Wellbeing.good)
_STATES = {
    State.ok: Wellbeing.good, State.look: Wellbeing.attention, State.act: Wellbeing.bad
}  # fmt: skip


async def words(asked: Asked) -> Reply:
    """How everything is."""
    door = asked.door

    def told() -> HealthWords:
        kept = door.disk_look(spoken()).found(lambda: tuple(_kept(door)))
        things = [*_running(door, asked.now), *kept]
        things.sort(key=lambda each: ORDER.index(each.state))
        return HealthWords(things[0].state, asked.now, tuple(things))

    return Reply(encoded(asked, await asyncio.to_thread(told)))


def _running(door: Door, now: datetime) -> Iterator[Told]:
    yield _log(door, now)
    yield _orders(door)
    yield _second(door)
    yield _streams(door)
    yield _positions(door)
    yield from (_told("clock", each) for each in [clock.disciplined(clock.kernel_status())])
    yield from (_told("retention", each) for each in retention.found(door.house.picture))


def _told(name: str, finding: Finding) -> Told:
    said = f"{finding.says[:1].upper()}{finding.says[1:]}."
    return Told(name, _STATES[finding.state], said, finding.do)


def _log(door: Door, now: datetime) -> Told:
    """How many records, and how old the last one is."""
    if door.house.age_s:
        age = lasts(int(door.house.age_s))
        return Told(
            "log", Wellbeing.bad, tell("health-log-not-read", age=age),
            tell("health-log-not-read-do"),
        )  # fmt: skip
    town = door.house.seen()
    last = next(iter(town.store.read(after=max(0, town.position - 1), upto=town.position)), None)
    if last is None:
        return Told("log", Wellbeing.good, tell("health-log-empty"))
    age = lasts(max(0, int((now - last.recorded_at).total_seconds())))
    return Told("log", Wellbeing.good, tell("health-log", n=town.position, age=age))


def _orders(door: Door) -> Told:
    """Whether orders are taken here."""
    town = door.house.town
    if town is None:
        where = door.house.writer or tell("the-writer")
        return Told("orders", Wellbeing.good, tell("health-only-read", writer=where))
    if getattr(town.store, "is_stopped", False):
        return Told("orders", Wellbeing.bad, tell("health-stopped"),
                    tell("health-doctor-do"))  # fmt: skip
    if town.waiting > SOME_RECORDS:
        return Told("orders", Wellbeing.attention, tell("health-waiting", n=town.waiting),
                    tell("health-disk-do"))  # fmt: skip
    return Told("orders", Wellbeing.good, tell("health-orders"))


def _second(door: Door) -> Told:
    """The second machine."""
    town = door.house.town
    second = None if town is None else town.second
    if second is None:
        return Told("standby", Wellbeing.attention, tell("health-no-second"),
                    tell("health-no-second-do"))  # fmt: skip
    closed, lag = second.why_closed(), second.lag()
    if closed is not None:
        return Told("standby", Wellbeing.bad, tell("health-second-closed", why=closed),
                    tell("health-second-do"))  # fmt: skip
    if not lag.is_connected:
        return Told("standby", Wellbeing.bad, tell("health-second-away", n=lag.records),
                    tell("health-second-do"))  # fmt: skip
    if lag.seconds > LAGS_S:
        return Told("standby", Wellbeing.attention,
                    tell("health-second-behind", age=lasts(int(lag.seconds)), n=lag.records),
                    tell("health-second-link-do"))  # fmt: skip
    return Told("standby", Wellbeing.good, tell("health-second-whole"))


def _streams(door: Door) -> Told:
    """Who follows live."""
    count = door.hub.streams
    who = tell("health-screens", n=count) if count else tell("health-screens-none")
    if door.hub.tick_took_s > 1:
        return Told("screens", Wellbeing.attention,
                    tell("health-late", who=who, late=f"{door.hub.tick_took_s:.1f}"),
                    tell("health-late-do"))  # fmt: skip
    return Told("screens", Wellbeing.good, who)


def _positions(door: Door) -> Told:
    """The track of positions and readings."""
    track = door.telemetry
    if track is None:
        return Told("positions", Wellbeing.unknown, tell("health-no-track"))
    if track.trouble is not None:
        says = tell("health-track-trouble", trouble=track.trouble)
        return Told("positions", Wellbeing.attention, says, tell("health-track-do"))
    return Told("positions", Wellbeing.good, tell("health-track", n=track.position))


def _kept(door: Door) -> Iterator[Told]:
    """What lies in the town's folder."""
    folder = door.folder
    if folder is None:
        yield Told("disk", Wellbeing.unknown, tell("health-no-folder"))
        return
    yield _told("disk", disk.room(folder))
    is_actual = door.house.header.kind is LogKind.actual
    yield _backup(last_backup(folder), datetime.now(UTC), is_actual=is_actual)
    yield _told("restore drill", record.drill(folder, datetime.now(UTC)))
    certificate = folder / TLS / SERVER
    if certificate.exists():
        yield _told("certificate", keys.tls(certificate, datetime.now(UTC)))
    else:
        yield Told("certificate", Wellbeing.unknown,
                   tell("health-no-certificate"), tell("health-certificate-do"))  # fmt: skip
    yield _ground(folder, door)


def _backup(note: BackupNote | None, now: datetime, *, is_actual: bool) -> Told:
    """How old the newest copy is that this town knows of. Only an actual town must have one."""
    step = tell("health-backup-do")
    if note is None:
        state = Wellbeing.bad if is_actual else Wellbeing.attention
        return Told("backup", state, tell("health-no-backup"), step)
    age = now - note.at
    says = tell("health-backup", age=lasts(max(0, int(age.total_seconds()))))
    return Told("backup", Wellbeing.good if age < OLD_BACKUP else Wellbeing.attention, says,
                "" if age < OLD_BACKUP else step)  # fmt: skip


def _ground(folder: Path, door: Door) -> Told:
    """The ground in force: there, as it was adopted, and not too old."""
    ground = in_force(door.house.picture)
    if ground is None:
        return Told("ground", Wellbeing.attention, tell("health-no-ground"),
                    tell("health-no-ground-do"))  # fmt: skip
    wrong = wrong_with(folder, ground.checksum, ground.manifest)
    if wrong is not None:
        return Told("ground", Wellbeing.bad, tell("health-ground-wrong", wrong=wrong),
                    tell("health-ground-wrong-do"))  # fmt: skip
    age = door.house.now() - ground.adopted_at
    says = tell(
        "health-ground", version=f"{ground.version}", source=ground.source, days=max(0, age.days)
    )
    if age > OLD_GROUND:
        return Told("ground", Wellbeing.attention, says, tell("health-ground-old-do"))
    return Told("ground", Wellbeing.good, says)


ROUTES = (
    Route(
        method="GET",
        path="/v1/health/words",
        says="How the system is, in an operator's words",
        tells="The worst first, each with what to do next.",
        handler=words,
        tag="console",
        scope=Scope.measure,
        answer=HealthWords,
    ),
)
