"""The steps between a copy and the writer, in both directions.

Each leaves a folder that the next start understands. Until the new life is in the log a copy stays
a copy; once it is there, it is the writer. A fenced writer is fenced in its folder before anything
else happens, and follows once what only it had is set aside.
"""

import uuid
from pathlib import Path

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.app.standby.copy import FolderCopy
from tocsin.app.wiring import ARCHIVE_FILE
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.town import Town
from tocsin.log import SystemClock
from tocsin.log.clock import SystemEntropy
from tocsin.log.follower import FollowerStore, Life
from tocsin.log.parts import LOG_FILE
from tocsin.log.reader import LogReader
from tocsin.log.record import incarnation_of
from tocsin.log.standing import Stance, Standing, read_standing, write_standing
from tocsin.log.stepping_down import SetAside, step_down
from tocsin.operations.takeover import STANDBY, Approval, TakeOver

_replace = msgspec.structs.replace


def begin_life(
    copy: FolderCopy, approvals: tuple[Approval, ...], url: str | None, *, waits: bool
) -> Life:
    """Begin the new incarnation in the copy's log and close the copy; `url` is the other machine.

    From its return on this folder is the town's writer.
    """
    store = copy.store
    assert store is not None, "an empty copy has nothing to go on with"
    clock = SystemClock()
    clock.not_before(store.recorded_at)
    incarnation = uuid.uuid4().hex
    standing = _replace(
        copy.standing,
        stance=Stance.takes_over,
        incarnation=incarnation,
        url=url,
        waits=waits,
        approvals=tuple((each.person, each.approved_at) for each in approvals),
        since=clock.now(),
    )
    copy.note(standing)
    life = store.begin(incarnation, clock.now())
    copy.close()
    finish(copy.folder)
    return life


def finish(folder: Path) -> Standing | None:
    """Finish, or undo, a take-over that a crash cut short; answers how the folder stands."""
    standing = read_standing(folder)
    if standing is None or standing.stance is not Stance.takes_over:
        return standing
    is_begun = False
    if (folder / LOG_FILE).is_file():
        store = FollowerStore(folder, SystemClock(), SystemEntropy())
        is_begun = store.incarnations[-1].incarnation == standing.incarnation
        store.close()
    if is_begun:
        standing = _replace(standing, stance=Stance.writes, is_alone=True)
    else:
        standing = _replace(standing, stance=Stance.follows, incarnation=None, approvals=())
    write_standing(folder, standing)
    return standing


def record_approvals(folder: Path, town: Town) -> None:
    """Put on record who approved the take-over, if that is still owed. Raises `Told`."""
    standing = read_standing(folder)
    if standing is None or not standing.approvals:
        return
    incarnation = standing.incarnation or town.store.incarnations[-1].incarnation
    command = TakeOver(
        incarnation=incarnation,
        approvals=tuple(Approval(person, at) for person, at in standing.approvals),
    )
    order = Order(command=command, command_id=f"take-over/{incarnation}", actor=STANDBY)
    outcome = town.submit(order)
    if not isinstance(outcome, Accepted):
        raise Told(f"who approved the take-over is not on record: {outcome}", Exit.unknown)
    write_standing(folder, _replace(standing, approvals=()))


def fence(folder: Path, life: Life, url: str | None) -> None:
    """Nothing more is written here: a later life began elsewhere. Durable when this returns."""
    standing = read_standing(folder) or Standing(stance=Stance.writes)
    fenced = _replace(
        standing,
        stance=Stance.fenced,
        url=url or standing.url,
        incarnation=incarnation_of(life.body).incarnation,
        life=tuple(life),
        is_alone=False,
        approvals=(),
        since=SystemClock().now(),
    )
    write_standing(folder, fenced)


def follow_after_fence(folder: Path) -> SetAside | None:
    """Make a fenced folder a copy that follows; answers what only it had. Raises as `step_down`."""
    standing = read_standing(folder)
    assert standing is not None, "fenced folders have a standing"
    assert standing.life is not None, "a fence names the life that it is for"
    aside = step_down(folder, Life(*standing.life), rebuilt=(ARCHIVE_FILE,))
    reader = LogReader(folder)
    town = reader.header.public_key.hex()
    reader.close()
    write_standing(folder, _replace(standing, stance=Stance.follows, life=None, town=town))
    return aside
