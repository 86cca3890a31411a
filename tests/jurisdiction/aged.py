"""Towns in which years go by: classes of records, incidents that end, a clock that is heard."""

from datetime import timedelta

from tests.jurisdiction.towns import denied, done
from tocsin.jurisdiction.town import Town
from tocsin.log import SimulatedClock
from tocsin.operations.destruction import DisposeRecords
from tocsin.operations.incident import CloseIncident, OpenIncident
from tocsin.operations.involved import InvolvePerson
from tocsin.operations.picture.retention import Covered, DisposalBy
from tocsin.operations.retention import AdoptRetentionSchedule, ClassOfRecords
from tocsin.terms.codes import ForgetGround

GROUND = ForgetGround.no_longer_needed
DAY = timedelta(days=1)


def record_class(name: str, keep_days: int, **fields: object) -> ClassOfRecords:
    """A class of incidents by the clock, unless told otherwise."""
    given: dict[str, object] = {
        "covers": Covered.incident,
        "ground": GROUND,
        "authority": "Records Act 12 §3",
        "disposal": DisposalBy.clock,
        **fields,
    }
    return ClassOfRecords(name=name, keep_days=keep_days, **given)  # type: ignore[arg-type]


def adopt(town: Town, *classes: ClassOfRecords) -> None:
    """In place of what was adopted before."""
    before = town.picture.retention.get("schedule")
    version = 0 if before is None else before.version
    command = AdoptRetentionSchedule(classes=classes, after=version)
    done(town, command, f"adopt/{version}")


def over(town: Town, time: SimulatedClock, name: str, **fields: object) -> str:
    """An incident with words, a named patient and an end."""
    given = {"type": "fire.structure", "summary": f"words of {name}", **fields}
    incident = done(town, OpenIncident(**given), f"open/{name}").subjects[0]  # type: ignore[arg-type]
    patient = InvolvePerson(incident=incident, role="patient", name=f"patient of {name}")
    done(town, patient, f"patient/{name}")
    time.advance(60)
    done(town, CloseIncident(incident=incident, disposition="out"), f"close/{name}")
    return incident


def heard(town: Town) -> None:
    """The clock is heard until it has nothing more to say."""
    for _ in range(60):
        if not town.tick():
            return
    raise AssertionError("the clock goes on and on")


def lived(town: Town, time: SimulatedClock, days: float) -> None:
    """Time goes by in a town that lives: an order now and then, and the clock is heard."""
    end = time.now() + days * DAY
    while time.now() < end:
        time.set(min(end, time.now() + 20 * DAY))
        denied(town, DisposeRecords(record_class="nothing"), f"life/{time.now()}")
    heard(town)


def ticked(town: Town, time: SimulatedClock, days: float) -> None:
    """Time goes by, and what is announced then gets its day."""
    lived(town, time, days)
    for _ in range(4):
        if any(each.ended_at is None for each in town.picture.destructions.values()):
            lived(town, time, 0.25)


def jumped(town: Town, time: SimulatedClock, days: float) -> None:
    """The machine's clock goes ahead in one go, and is heard there."""
    time.set(time.now() + days * DAY)
    heard(town)


def is_readable(town: Town, incident: str) -> bool:
    """Whether the key of an incident is there."""
    return town.store.keys.holds(f"incident/{incident}")
