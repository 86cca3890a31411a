"""Which area of a ground a town is, and the order that makes it the town's."""

from pathlib import Path

from tocsin.app.ground.asking import Jurisdiction, jurisdictions_of, opened
from tocsin.app.ground.folder import Manifest, checked
from tocsin.app.ground.keeping import manifest_digest
from tocsin.app.outcome import Exit, Told
from tocsin.operations.ground import AdoptGround, in_force
from tocsin.operations.picture import Picture

SHOWN = 12


def order_for(
    ground: Path, picture: Picture, town_name: str, asked: str | None
) -> tuple[AdoptGround, Manifest, Jurisdiction]:
    """The order by which a town adopts a ground, after every file of it was checked.

    Raises Told: it is no ground, damaged, or the town's area is not in it.
    """
    manifest = checked(ground)
    own = own_area(ground, manifest, town_name, asked)
    now = in_force(picture)
    command = AdoptGround(
        checksum=manifest.checksum,
        manifest=manifest_digest(ground),
        jurisdiction=own.id,
        name=own.name[:200] or own.id,
        source=manifest.source.name[:200] or manifest.source.kind,
        newest_edit=manifest.source.newest_edit[:300],
        licence=manifest.source.licence[:300],
        after=0 if now is None else now.version,
    )
    return command, manifest, own


def own_area(ground: Path, manifest: Manifest, town_name: str, asked: str | None) -> Jurisdiction:
    """The area that this town is: as asked, by id or name, else by the town's name. Raises Told."""
    owners = jurisdictions_of(ground)
    wanted = town_name if asked is None else asked
    by_id = [each for each in owners if each.id == wanted]
    found = by_id or [each for each in owners if _plain(each.name) == _plain(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        which = ", ".join(f"{each.id} (level {each.admin_level})" for each in found)
        raise Told(
            f"{ground} has {len(found)} areas called {wanted}: {which}; say which with --area ID",
            Exit.usage,
        )
    raise Told(f"{ground} has {_missing(ground, manifest, wanted, owners)}", Exit.usage)


def _missing(
    ground: Path, manifest: Manifest, wanted: str, owners: tuple[Jurisdiction, ...]
) -> str:
    with opened(ground) as database:
        cut = database.execute("SELECT id, name FROM boundary_cut ORDER BY fid").fetchall()
    if any(wanted == id or _plain(name) == _plain(wanted) for id, name in cut):
        return (
            f"no closed border of {wanted}: it runs out of the extract, so no point would be "
            f"{wanted}'s; import a larger extract"
        )
    if not owners:
        return f"no jurisdiction at all ({manifest.source.name}): nobody would own a point"
    names = ", ".join(f"{each.name} ({each.id})" for each in owners[:SHOWN])
    more = "" if len(owners) <= SHOWN else f" and {len(owners) - SHOWN} more"
    return f"no area called {wanted}; say which one the town is with --area: {names}{more}"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
