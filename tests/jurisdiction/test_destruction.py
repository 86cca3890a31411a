"""What was kept long enough is destroyed, a part at a time; what is held, younger or of no class
stays, wherever the town is cut down and begun again.
"""

from datetime import timedelta
from pathlib import Path

from tests.jurisdiction.towns import clock, done, founded
from tocsin.app.wiring import opened, reading
from tocsin.jurisdiction.town import Town
from tocsin.log import SimulatedClock
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


def ticked(town: Town, time: SimulatedClock, days: float) -> None:
    """Time goes by; the clock is heard until it has nothing more to say."""
    time.set(time.now() + days * DAY)
    for _ in range(60):
        if not town.tick():
            return
    raise AssertionError("the clock goes on and on")


def is_readable(town: Town, incident: str) -> bool:
    """Whether the key of an incident is there."""
    return town.store.keys.holds(f"incident/{incident}")


def test_without_a_schedule_nothing_is_ever_destroyed(tmp_path: Path) -> None:
    time = clock()
    folder = founded(tmp_path / "town", time)
    with opened(folder, time) as town:
        incident = over(town, time, "a")
        ticked(town, time, 2)
        ticked(town, time, 40_000)
        assert is_readable(town, incident)
        assert len(town.picture.destructions) == 0


def test_seven_years_go_by(tmp_path: Path) -> None:
    time = clock()
    folder = founded(tmp_path / "town", time)
    with opened(folder, time) as town:
        adopt(
            town,
            record_class("alarms", 365, types=("fire.alarm",)),
            record_class("fires", 7 * 365, types=("fire",)),
        )
        alarm = over(town, time, "alarm", type="fire.alarm")
        fire = over(town, time, "fire")
        fall = over(town, time, "fall", type="medical.fall")
        readable = []
        for _ in range(8):
            ticked(town, time, 366)
            readable.append([is_readable(town, each) for each in (alarm, fire, fall)])
    assert readable == [[False, True, True]] * 6 + [[False, False, True]] * 2
    with reading(folder) as seen:
        named = {each.record_class.name: each for each in seen.picture.destructions.values()}
        assert {name: each.records for name, each in named.items()} == {"alarms": 1, "fires": 1}
        assert named["fires"].keys == 2, "its own and its patient's"
        assert named["fires"].by == "system/clock"
        assert named["fires"].ended_at is not None
        assert [each.subject for each in seen.finished()] == [f"incident/{fall}"]
