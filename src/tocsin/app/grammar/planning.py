"""Verbs for the plan an incident runs under: start it, climb a level, tick its steps."""

from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Chain, Told, Verb, one, whole
from tocsin.app.tongue import listed, tell
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
    for word in told.some_rest(1, 3, "takes-plan"):
        if _is_level(word) and level is None and (incident or told.names.selected):
            level = int(word)
        elif incident is None and (found := told.names.incident(word)) is not None:
            incident = found
        elif plan is None and not word.isdigit():
            plan = told.of("plans", word.lower(), tell("noun-plan"))
        else:
            raise misread("misread-plan", word=word)
    incident = incident or told.selected()
    commands = _climb(told, incident, plan, level)
    parts = [_said(each) for each in commands]
    return (Chain(tuple(commands), tell("echo-plan", incident=incident, what=listed(parts))),)


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
        return tell("echo-plan-alarm", level=f"{command.level}")
    if isinstance(command, StartPlan):
        return tell("echo-plan-start", plan=command.plan or tell("the-plan-that-fits"))
    return tell("echo-plan-card")


def _stop(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    command = StopPlan(incident=incident, reason=reason)
    return one(command, tell("echo-plan-stop", incident=incident, reason=reason))


def _card(told: Told) -> Built:
    incident = told.an_incident()
    return one(TakeCard(incident=incident), tell("echo-card", incident=incident))


def _step(told: Told) -> tuple[str, str]:
    """Incident and step: `K 3` of the selected one, `K 17 3`; by number in the list or by id."""
    words = [each for each in told.rest if each.lower() != "done"]
    if len(words) == 2:
        incident = told.names.incident(words[0])
        if incident is None:
            raise misread("misread-incident", word=words[0])
    elif len(words) == 1:
        incident = told.selected()
    else:
        raise told.wrong("takes-step")
    run = told.names.picture.runs.get(incident)
    if run is None or run.stopped_at is not None:
        raise misread("misread-no-plan", incident=incident)
    return incident, _numbered(run, words[-1])


def _numbered(run: Run, word: str) -> str:
    steps = [each.id for each in run.ticks]
    if word in steps:
        return word
    number = whole(word, tell("number-of-step", plan=run.plan))
    if not 1 <= number <= len(steps):
        raise misread("misread-step", plan=run.plan, last=len(steps), number=number)
    return steps[number - 1]


def _tick(told: Told) -> Built:
    incident, step = _step(told)
    command = TickStep(incident=incident, step=step, proof=told.line.text)
    return one(command, tell("echo-step-done", incident=incident, step=step))


def _skip(told: Told) -> Built:
    (incident, step), reason = _step(told), told.a_reason()
    command = SkipStep(incident=incident, step=step, reason=reason)
    return one(command, tell("echo-step-skip", incident=incident, step=step, reason=reason))


def _untick(told: Told) -> Built:
    (incident, step), reason = _step(told), told.a_reason()
    command = UntickStep(incident=incident, step=step, reason=reason)
    return one(command, tell("echo-step-open", incident=incident, step=step, reason=reason))


def _offered(told: Told, incident: str) -> int:
    run = told.names.picture.runs.get(incident)
    if run is None or run.offered is None:
        raise misread("misread-not-offered", incident=incident)
    return run.offered


def _accept(told: Told) -> Built:
    incident = told.an_incident()
    version = _offered(told, incident)
    command = AcceptPlanChange(incident=incident, version=version)
    return one(command, tell("echo-plan-accept", incident=incident, version=f"{version}"))


def _decline(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    version = _offered(told, incident)
    command = DeclinePlanChange(incident=incident, version=version, reason=reason)
    return one(
        command,
        tell("echo-plan-decline", incident=incident, version=f"{version}", reason=reason),
    )


def _withdraw(told: Told) -> Built:
    plan = told.of("plans", told.one_word("takes-a-plan").lower(), tell("noun-plan"))
    command = WithdrawPlan(plan=plan, reason=told.a_reason())
    return one(command, tell("echo-plan-withdrawn", plan=plan, reason=told.a_reason()))


VERBS: dict[str, Verb] = {
    "PL": Verb("PL flood 17 3", _plan, "words at"),
    "PLX": Verb("PLX 17 ! water falls", _stop, "incident reason at"),
    "CARD": Verb("CARD 17", _card, "incident at"),
    "K": Verb('K 17 3 done "gauge read', _tick, "words text at"),
    "KS": Verb("KS 17 3 ! no cellar", _skip, "words reason at"),
    "KU": Verb("KU 17 3 ! wrong pump", _untick, "words reason at"),
    "PY": Verb("PY 17", _accept, "incident at"),
    "PN": Verb("PN 17 ! nearly over", _decline, "incident reason at"),
    "PLW": Verb("PLW flood ! replaced", _withdraw, "words reason"),
}
