"""All checks, one after the other; one that fails is a finding too."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from tocsin.app.doctor import (
    clock,
    database,
    disk,
    door,
    ground,
    keys,
    machine,
    record,
    retention,
    standby,
    telemetry,
)
from tocsin.app.doctor.finding import Finding, State, act

EXAMINED: tuple[Callable[[Path], list[Finding]], ...] = (
    record.examined,
    database.examined,
    keys.examined,
    clock.examined,
    disk.examined,
    machine.examined,
    door.examined,
    standby.examined,
    telemetry.examined,
    ground.examined,
    retention.examined,
)


class Report(msgspec.Struct, frozen=True):
    """`ok` is false where something must be done now."""

    ok: bool
    findings: tuple[Finding, ...]


def examined(folder: Path) -> Report:
    """What all checks found, the worst first."""
    found: list[Finding] = []
    for check in EXAMINED:
        try:
            found += check(folder)
        except Exception as error:
            # The doctor looks at sick towns: what stops one check must not hide the others.
            name = check.__module__.rpartition(".")[2]
            found.append(
                act(name, f"could not be looked at ({type(error).__name__})", "Look at the others.")
            )
    order = [State.act, State.look, State.ok]
    found.sort(key=lambda each: order.index(each.state))
    return Report(all(each.state is not State.act for each in found), tuple(found))
