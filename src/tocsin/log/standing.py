"""How this copy of a town stands to the one on another machine: writer, follower, or fenced.

Kept in a small file of the folder, so that no restart forgets it. The file also holds the secret
that the two machines share; only its owner may read it.
"""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from tocsin.log.failures import LogDamaged, NotATown
from tocsin.log.files import write_whole

STANDING_FILE = "standby.json"


class Stance(StrEnum):
    """What this copy may do."""

    writes = "writes"
    """Gives the answers; another machine has a copy."""
    follows = "follows"
    """Takes what another machine writes, and nothing else."""
    takes_over = "takes_over"
    """A new incarnation is being begun here; it counts once it is in the log."""
    fenced = "fenced"
    """A later incarnation began elsewhere: nothing more is written here."""


class Standing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One copy's stance, and what it knows of the other machine."""

    stance: Stance
    secret: str = ""
    """32 bytes, hexadecimal, known to both machines."""
    url: str | None = None
    """Where the other machine is reached from here."""
    town: str | None = None
    """The town's public key, hexadecimal: pinned when the two were paired."""
    incarnation: str | None = None
    """The life that is begun here (`takes_over`) or that fenced this copy (`fenced`)."""
    waits: bool = False
    """Are answers of this town given only when the other copy is durable too?"""
    is_alone: bool = False
    """Two people, or `--alone`, have said that this copy goes on though the other is not heard."""
    life: tuple[int, bytes, bytes] | None = None
    """The life that fenced this copy: what it follows, its bytes, its signature."""
    approvals: tuple[tuple[str, datetime], ...] = ()
    """Who approved the take-over, until that is on record in the log."""
    since: datetime | None = None


def read_standing(folder: Path) -> Standing | None:
    """None where the town has one machine. Raises `LogDamaged`."""
    try:
        return msgspec.json.decode((folder / STANDING_FILE).read_bytes(), type=Standing)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        raise LogDamaged(
            0,
            f"{folder / STANDING_FILE} cannot be read: {error}",
            "Pair the two machines again (tocsin standby --help)",
        ) from error


def write_standing(folder: Path, standing: Standing) -> None:
    """Durable when this returns. Raises OSError."""
    write_whole(folder / STANDING_FILE, msgspec.json.format(msgspec.json.encode(standing)))


def remove_standing(folder: Path) -> None:
    """The town has one machine again."""
    (folder / STANDING_FILE).unlink(missing_ok=True)


def check_may_write(folder: Path) -> None:
    """Raise `NotATown` where this copy follows another machine, or is fenced."""
    standing = read_standing(folder)
    if standing is None or standing.stance is Stance.writes:
        return
    where = f" at {standing.url}" if standing.url else ""
    if standing.stance is Stance.fenced:
        raise NotATown(
            f"{folder} is fenced: the town goes on on another machine{where}; "
            "give orders there, and let this copy follow with tocsin standby"
        )
    raise NotATown(
        f"{folder} is a standby's copy: give orders at the town's writer{where}, "
        "or take over with tocsin takeover"
    )
