"""What agreements in force say of the escalation path: who leads at a level, who raises to it.

Source: NIMS (2017) §II.B (mutual aid agreements), "Unified Command"; `agreement.EscalationStep`.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from tocsin.operations.agreed_parts import in_force_with
from tocsin.operations.agreement_text import ANY_TOWN
from tocsin.operations.neighbours import joined
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import EscalationLevel, EscalationStep
from tocsin.operations.picture.plan import Run
from tocsin.operations.picture.regional import RegionalIncident
from tocsin.operations.runs import version_of
from tocsin.terms.codes import IncidentStatus


class Path(NamedTuple):
    """What is agreed of one level: by which agreements, with which towns, in the order of their
    ids."""

    steps: tuple[tuple[str, EscalationStep], ...]

    @property
    def leads(self) -> tuple[str, ...]:
        """The towns that are to lead at it: none where nothing is agreed, several where agreements
        differ."""
        return tuple(sorted({step.leads for _, step in self.steps}))

    def is_raised_by(self, town: str) -> bool:
        """Whether a town raises or lowers to the level by its own word."""
        return any({town, ANY_TOWN} & {*step.raised_by} for _, step in self.steps)


def step_with(picture: Picture, partner: str, level: EscalationLevel) -> EscalationStep | None:
    """What is agreed with one town of a level; None: nothing, or it is suspended."""
    for version in in_force_with(picture, partner):
        for step in version.content.escalation:
            if step.level is level:
                return step
    return None


def asked_of(picture: Picture, run: Run) -> tuple[tuple[EscalationLevel, datetime], ...]:
    """Levels that a reached rung of a plan's ladder asks for, each with since when: where a path to
    it is agreed with some neighbour, and the incident is not there yet."""
    incident = picture.incidents.get(run.incident)
    plan = version_of(picture, run.plan, run.version)
    is_over = incident is None or incident.status is IncidentStatus.closed
    if plan is None or is_over or run.stopped_at is not None:
        return ()
    found: dict[EscalationLevel, datetime] = {}
    for place in run.escalated:
        rung = plan.content.ladder[place]
        level, since = rung.raises_to, run.started_at + timedelta(seconds=rung.after_s)
        if level is not None and _is_agreed(picture, level) and not _is_at(picture, run, level):
            found[level] = min(since, found.get(level, since))
    return tuple(found.items())


def _is_agreed(picture: Picture, level: EscalationLevel) -> bool:
    return any(step_with(picture, each, level) is not None for each in joined(picture))


def _is_at(picture: Picture, run: Run, level: EscalationLevel) -> bool:
    """Whether several towns have part in it, or it is at the region."""
    rows = [e for e in picture.regional_incidents.values() if e.incident == run.incident]
    if level is EscalationLevel.region:
        return any(each.level is level for each in rows)
    return any(each.joined for each in rows)


def path_of(picture: Picture, row: RegionalIncident, level: EscalationLevel) -> Path:
    """What is agreed of a level with the towns that have part, else with any neighbour: a region
    that has no part yet may be the one that leads."""
    for towns in (row.joined, joined(picture)):
        found = [(town, step_with(picture, town, level)) for town in sorted(towns)]
        steps = tuple((town, step) for town, step in found if step is not None)
        if steps:
            return Path(steps)
    return Path(())
