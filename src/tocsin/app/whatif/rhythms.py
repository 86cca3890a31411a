"""What calls that are `fitted` leave out, as the log of the learned town has it."""

import msgspec

from tocsin.app.whatif.reading import Sheet
from tocsin.app.whatif.scenario import Calls, Scenario
from tocsin.app.whatif.towns import Observation


def with_rhythms(
    scenario: Scenario, observed: Observation | None, sheet: Sheet
) -> tuple[Scenario, list[str]]:
    """The scenario with the hours, the spread of days and the share taken along of its fitted
    calls written out, and notes of what they rest on. Raises Told."""
    calls: list[Calls] = []
    shapes = dict(scenario.shapes)
    notes: dict[str, None] = {}
    for at, row in enumerate(scenario.calls):
        if row.fitted:
            row, note = _filled(row, shapes, observed, f"calls[{at}]", sheet)
            notes[note] = None
        calls.append(row)
    return msgspec.structs.replace(scenario, calls=tuple(calls), shapes=shapes), list(notes)


def _filled(
    row: Calls, shapes: dict[str, tuple[float, ...]], observed: Observation | None, where: str,
    sheet: Sheet,
) -> tuple[Calls, str]:  # fmt: skip
    """Which of the three is left out is filled; a shape of the record is added to `shapes`."""
    where = f"{where}.fitted"
    if observed is None:
        raise sheet.wrong(where, 'fitted to what? name the town: [learned] town = "FOLDER"')
    told: list[str] = []
    if row.hours is None or row.day_spread is None:
        came = observed.when(row.type)
        if came is None:
            raise sheet.wrong(
                where, f"the log of the learned town tells too little of when `{row.type}` comes: "
                "a hundred calls in a week or more are wanted; write hours and day_spread",
            )  # fmt: skip
        told.append(f"{came.calls} calls of `{came.of}` in {came.rhythm.weeks:.1f} weeks")
        if row.hours is None:
            name = f"{came.of} in the log"
            shapes[name] = tuple(came.rhythm.mean.tolist())
            row = msgspec.structs.replace(row, hours=name)
        if row.day_spread is None:
            row = msgspec.structs.replace(row, day_spread=came.rhythm.spread)
            told.append(f"day_spread {came.rhythm.spread:.3f}")
    if row.transport_permille is None:
        carried = observed.carried_permille(row.type)
        if carried is None:
            raise sheet.wrong(
                where, f"the log of the learned town tells of too few calls as "
                f"`{row.type}` that were reached; write transport_permille",
            )  # fmt: skip
        row = msgspec.structs.replace(row, transport_permille=carried)
        told.append(f"transport_permille {carried}")
    if not told:
        raise sheet.wrong(
            where, "nothing is left to be fitted: hours, day_spread and transport_permille are "
            "written out; leave one of them out",
        )  # fmt: skip
    return row, f"{row.type} as in the log of the learned town: {', '.join(told)}"
