"""A busy morning on a town in a folder: real orders of many kinds, the same for the same seed."""

from datetime import timedelta
from pathlib import Path

from tocsin.app.wiring import found, opened
from tocsin.exercises.morning import START, Morning, Plan, setting_of
from tocsin.jurisdiction.town import Town
from tocsin.log import SeededEntropy, SimulatedClock
from tocsin.terms.kinds import LogKind


def morning_town(folder: Path, hours: float, calls_per_hour: float = 60.0, seed: int = 7) -> Path:
    """A town in this folder after so many hours, closed again."""
    plan = Plan(seed=seed, hours=hours, calls_per_hour=calls_per_hour, leaves_some_to_people=False)
    setting = setting_of(plan)
    clock = SimulatedClock(START - timedelta(minutes=1))
    found(
        folder,
        name=setting.name,
        code=setting.code,
        kind=LogKind.exercise,
        clock=clock,
        entropy=SeededEntropy(seed),
    )
    with opened(folder, clock) as town:
        played(town, clock, plan)
    return folder


def played(town: Town, clock: SimulatedClock, plan: Plan) -> None:
    """The morning up to the moment of its last call."""
    setting = setting_of(plan)
    morning = Morning(town, clock, plan, setting)
    morning.prepare(setting)
    morning.advance(morning.ends_at)
    assert town.picture.incidents.items(), "a morning on which nothing happened tests nothing"
