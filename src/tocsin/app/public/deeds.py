"""`tocsin public`: the public site as files, and what of the town the public is shown."""

import argparse
from pathlib import Path

import msgspec

from tocsin.app.carriers.feed import CERTIFICATE as SIGNED_BY
from tocsin.app.carriers.feed import END, FOLDER, INDEX
from tocsin.app.carriers.standing import may_carry
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.public.exporting import exported
from tocsin.app.public.published import published
from tocsin.app.public.site import Site
from tocsin.app.signing_in import signed_in
from tocsin.app.tongue import tell
from tocsin.app.wiring import ordering, reading
from tocsin.log import SystemClock
from tocsin.operations.picture.policy import KindFields
from tocsin.operations.policy import FINEST_PUBLIC_STEP_UDEG, SetPublicPolicy
from tocsin.operations.warnings import owner_of

SHOWN = {
    "roads": KindFields(
        "closures",
        ("id", "kind", "extent", "since", "ends_at", "passable_for", "lifted_at", "depth_cm"),
    ),
    "shelters": KindFields(
        "facilities",
        ("id", "name", "kind", "state", "reported_at", "place", "state_at", "capacities",
         "is_step_free", "takes_pets"),
    ),
}  # fmt: skip
"""What the public pages can show beside warnings, and the fields that they need for it."""


def export(asked: argparse.Namespace) -> int:
    """Write the site. Raises Told where the log publishes nothing, or the folder is not ours."""
    with reading(asked.town) as town:
        header = town.store.header
        if not may_carry(header):
            raise Told(tell("public-export-not-actual", kind=header.kind.value), Exit.refused)
        now = SystemClock().now().replace(second=0, microsecond=0)
        keys, door = town.store.keys, asked.door
        site = Site(published(town.picture, keys, header.name), now, as_of=now, door=door)
        gone = town.picture.forgotten
        found = exported(
            site, asked.folder, _signed(asked.town / FOLDER), lambda id: owner_of(id) in gone
        )
    if asked.json:
        print(as_json(msgspec.to_builtins(found)))
    else:
        written, removed = len(found.written), len(found.removed)
        print(tell("public-exported", written=written, same=found.same, removed=removed))
    return Exit.done


def _signed(folder: Path) -> dict[str, bytes]:
    """The feed as its carrier wrote it."""
    if not (folder / INDEX).is_file():
        return {}
    names = [each.name for each in folder.iterdir() if each.name.endswith(END)]
    there = [*sorted(names), SIGNED_BY, INDEX]
    return {each: (folder / each).read_bytes() for each in there if (folder / each).is_file()}


def show(asked: argparse.Namespace) -> int:
    """Open roads or shelters to the public, or close them; all else stays as it was."""
    with ordering(asked.town) as town:
        now = town.picture.openness.get("public")
        kinds = {SHOWN[each].kind for each in asked.what}
        kept = [each for each in (now.fields if now else ()) if each.kind not in kinds]
        new = [] if asked.deed == "hide" else [SHOWN[each] for each in asked.what]
        command = SetPublicPolicy(
            fields=(*kept, *new),
            step_udeg=now.step_udeg if now else FINEST_PUBLIC_STEP_UDEG,
            withheld_types=now.withheld_types if now else (),
        )
        answer = signed_in(asked, town).order(command, tell(f"public-{asked.deed}-done"))
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code
