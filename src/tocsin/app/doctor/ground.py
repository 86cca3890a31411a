"""The grounds that the town adopted: there, and as they were."""

from pathlib import Path

from tocsin.app.doctor.finding import Finding, act, look, ok
from tocsin.app.ground.keeping import conditions
from tocsin.app.wiring import reading
from tocsin.log import LogDamaged, NotATown, StorageUnknown

AGAIN = "Adopt it again (tocsin ground adopt), or copy it from a backup or the other machine."


def examined(folder: Path) -> list[Finding]:
    """Urgent is only the one in force; what was decided by an earlier one can be read without."""
    try:
        with reading(folder) as town:
            found = conditions(folder, town.picture)
    except (LogDamaged, NotATown, StorageUnknown) as damage:
        return [look("ground", f"which one is adopted cannot be read: {damage}", "See the log.")]
    if not found:
        return [ok("ground", "none is adopted: places are as people say them")]
    wrong = [
        (act if each.is_in_force else look)(
            "ground" if each.is_in_force else "earlier ground", each.wrong, AGAIN
        )
        for each in found
        if each.wrong is not None
    ]
    newest = found[0].ground
    says = f"version {newest.version}, {newest.name} of {newest.source}, is as it was adopted"
    return wrong if wrong and found[0].wrong else [ok("ground", says), *wrong]
