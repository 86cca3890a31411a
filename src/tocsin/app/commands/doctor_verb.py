"""`tocsin doctor`: is this town well?"""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json

SIGNS = {"ok": "  ", "look": "? ", "act": "! "}


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 1 where something must be done now. Writes nothing to the town."""
    from tocsin.app.doctor.findings import examined

    if not asked.town.is_dir():
        raise Told(f"{asked.town} is no folder; name a town's folder", Exit.usage)
    report = examined(asked.town)
    if asked.json:
        print(as_json(report))
        return Exit.done if report.ok else Exit.not_so
    for each in report.findings:
        print(f"{SIGNS[each.state.value]}{each.check:15}{each.says}")
        if each.do:
            print(f"  {'':15}→ {each.do}")
    return Exit.done if report.ok else Exit.not_so
