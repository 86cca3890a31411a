"""Verbs for the plan an incident runs under: start it, climb a level, tick its steps."""

from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.told import Built, Chain, Told, Verb, one, whole
from tocsin.operations.alarm import RaiseAlarm
from tocsin.operations.orders import Command
from tocsin.operations.picture.plan import Run
from tocsin.operations.plan_changes import AcceptPlanChange, DeclinePlanChange
from tocsin.operations.plans import WithdrawPlan
from tocsin.operations.runs import SkipStep, StartPlan, StopPlan, TakeCard, TickStep, UntickStep

LEVELS = 10
"""The highest level a plan may have; a larger bare number is an incident."""


def _plan(told: Told) -> Built:
    """Start a plan, take the card of a level, or both: `PL flood 17`, `PL 17 3`, `PL flood 3`."""
    plan: str | None = None
    incident: str | None = None
    level: int | None = None
    for word in told.some_rest(1, 3, "a plan, an incident, a level"):
        if _is_level(word) and level is None and (incident or told.names.selected):
            level = int(word)
        elif incident is None and (found := told.names.incident(word)) is not None:
            incident = found
        elif plan is None and not word.isdigit():
            plan = told.of("plans", word.lower(), "plan")
        else:
            raise NotUnderstood(f"`{word}` is no plan, incident or level here")
    incident = incident or told.selected()
    commands = _climb(told, incident, plan, level)
    parts = [_said(each) for each in commands]
    return (Chain(tuple(commands), f"{incident}: {', '.join(parts)}."),)


def _is_level(word: str) -> bool:
    return word.isascii() and word.isdigit() and word[0] != "0" and int(word) <= LEVELS


def _climb(told: Told, incident: str, plan: str | None, level: int | None) -> list[Command]:
    """The alarm first: a plan that starts takes the card of the level that holds then."""
    run, there = told.names.picture.runs.get(incident), told.names.picture.incidents.get(incident)
    commands: list[Command] = []
    if level is not None and (there is None or level > there.alarm_level):
        commands.append(RaiseAlarm(incident=incident, level=level))
    if run is None or run.stopped_at is not None or plan not in (None, run.plan):
        commands.append(StartPlan(incident=incident, plan=plan))
    elif level is None:
        commands.append(StartPlan(incident=incident, plan=run.plan))
    else:
        commands.append(TakeCard(incident=incident))
    return commands


def _said(command: Command) -> str:
    if isinstance(command, RaiseAlarm):
        return f"strike alarm level {command.level}"
    if isinstance(command, StartPlan):
        return f"start {command.plan or 'the plan that fits'}"
    return "take the card of that level"


def _stop(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    command = StopPlan(incident=incident, reason=reason)
    return one(command, f"{incident} runs under no plan: {reason}.")


def _card(told: Told) -> Built:
    incident = told.an_incident()
    return one(TakeCard(incident=incident), f"{incident} takes the card of its alarm level.")


def _step(told: Told) -> tuple[str, str]:
    """Incident and step: `K 3` of the selected one, `K 17 3`; by number in the list or by id."""
    words = [each for each in told.rest if each.lower() != "done"]
    if len(words) == 2:
        incident = told.names.incident(words[0])
        if incident is None:
            raise NotUnderstood(f"`{words[0]}` is no incident here")
    elif len(words) == 1:
        incident = told.selected()
    else:
        raise told.wrong("perhaps an incident, and a step by its number or id")
    run = told.names.picture.runs.get(incident)
    if run is None or run.stopped_at is not None:
        raise NotUnderstood(f"{incident} runs under no plan: start one with `PL {incident}`")
    return incident, _numbered(run, words[-1])


def _numbered(run: Run, word: str) -> str:
    steps = [each.id for each in run.ticks]
    if word in steps:
        return word
    number = whole(word, f"a step of {run.plan}")
    if not 1 <= number <= len(steps):
        raise NotUnderstood(f"{run.plan} has steps 1 to {len(steps)}, not {number}")
    return steps[number - 1]


def _tick(told: Told) -> Built:
    incident, step = _step(told)
    command = TickStep(incident=incident, step=step, proof=told.line.text)
    return one(command, f"{incident}: {step} is done.")


def _skip(told: Told) -> Built:
    (incident, step), reason = _step(told), told.a_reason()
    command = SkipStep(incident=incident, step=step, reason=reason)
    return one(command, f"{incident}: {step} does not apply: {reason}.")


def _untick(told: Told) -> Built:
    (incident, step), reason = _step(told), told.a_reason()
    command = UntickStep(incident=incident, step=step, reason=reason)
    return one(command, f"{incident}: {step} is open again: {reason}.")


def _offered(told: Told, incident: str) -> int:
    run = told.names.picture.runs.get(incident)
    if run is None or run.offered is None:
        raise NotUnderstood(f"no change of plan is offered to {incident}")
    return run.offered


def _accept(told: Told) -> Built:
    incident = told.an_incident()
    version = _offered(told, incident)
    command = AcceptPlanChange(incident=incident, version=version)
    return one(command, f"{incident} goes on under version {version} of its plan.")


def _decline(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    version = _offered(told, incident)
    command = DeclinePlanChange(incident=incident, version=version, reason=reason)
    return one(command, f"{incident} stays with its version, not {version}: {reason}.")


def _withdraw(told: Told) -> Built:
    plan = told.of("plans", told.one_word("a plan").lower(), "plan")
    command = WithdrawPlan(plan=plan, reason=told.a_reason())
    return one(command, f"{plan} is not used any more: {told.a_reason()}.")


VERBS: dict[str, Verb] = {
    "PL": Verb("PL flood 17 3", "start a plan, climb to a level", _plan, "words at"),
    "PLX": Verb("PLX 17 ! water falls", "stop it", _stop, "incident reason at"),
    "CARD": Verb("CARD 17", "take the card of the alarm level", _card, "incident at"),
    "K": Verb('K 17 3 done "gauge read', "tick a step, with the proof", _tick, "words text at"),
    "KS": Verb("KS 17 3 ! no cellar", "a step does not apply", _skip, "words reason at"),
    "KU": Verb("KU 17 3 ! wrong pump", "open a step again", _untick, "words reason at"),
    "PY": Verb("PY 17", "take over a changed plan", _accept, "incident at"),
    "PN": Verb("PN 17 ! nearly over", "stay with the old one", _decline, "incident reason at"),
    "PLW": Verb("PLW flood ! replaced", "withdraw a plan", _withdraw, "words reason"),
}
