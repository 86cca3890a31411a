"""Room, and whether the disk keeps what it is told to keep."""

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from tocsin.app.doctor.finding import Finding, act, look, ok
from tocsin.app.tongue import tell

LEAST_BYTES = 200_000_000
FAIR_BYTES = 2_000_000_000
LEAST_INODES = 1_000
SLOW_MS = 50.0
SYNCS = 7
VOLATILE = frozenset({"tmpfs", "ramfs", "devtmpfs"})
SHARED = frozenset({"nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "ceph", "glusterfs"})


def examined(folder: Path) -> list[Finding]:
    """Free space, the kind of file system, how long a sync takes."""
    return [room(folder), kind(folder, Path("/proc/self/mountinfo")), syncing(folder)]


def room(folder: Path) -> Finding:
    """Bytes and inodes that are free."""
    free = shutil.disk_usage(folder).free
    inodes = os.statvfs(folder)
    says = tell("health-room", free=f"{free / 1e9:.1f}")
    if inodes.f_files and inodes.f_favail < LEAST_INODES:
        return act(
            "disk room", tell("health-inodes", count=inodes.f_favail), tell("health-inodes-do")
        )
    if free < LEAST_BYTES:
        return act("disk room", says, tell("health-room-now-do"))
    if free < FAIR_BYTES:
        return look("disk room", says, tell("health-room-soon-do"))
    return ok("disk room", says)


def kind(folder: Path, mounts: Path) -> Finding:
    """What the folder lies on (Linux tells in `mountinfo`, proc(5))."""
    try:
        lines = mounts.read_text().splitlines()
    except OSError:
        return ok("disk kind", "this system does not tell on what the folder lies")
    best, found = "", "unknown"
    place = str(folder.resolve())
    for line in lines:
        fields, _, rest = line.partition(" - ")
        at = fields.split()[4].encode().decode("unicode_escape")
        is_inside = place == at or place.startswith(at.rstrip("/") + "/")
        if is_inside and len(at) >= len(best):
            best, found = at, rest.split()[0]
    if found in VOLATILE:
        return act(
            "disk kind",
            f"the folder lies in memory ({found}): a power cut loses all of it",
            "Move the town to a disk.",
        )
    if found in SHARED:
        return act(
            "disk kind",
            f"the folder lies on a network share ({found}), where locks and syncs may lie",
            "Move the town to a disk of this machine; use a standby for a second copy.",
        )
    return ok("disk kind", f"the folder lies on {found}")


def syncing(folder: Path) -> Finding:
    """How long the disk takes to keep 4 kB, beside the folder, on the same file system."""
    took: list[float] = []
    try:
        with tempfile.TemporaryFile(dir=folder.resolve().parent) as file:
            for _ in range(SYNCS):
                file.write(bytes(4096))
                file.flush()
                began = time.perf_counter()
                os.fdatasync(file.fileno())
                took.append((time.perf_counter() - began) * 1000)
    except OSError as error:
        return look(
            "disk sync",
            f"could not be tried beside the folder ({error.strerror})",
            "Run the doctor as the town's user, with room on the disk.",
        )
    middle = statistics.median(took)
    says = f"the disk takes {middle:.1f} ms to keep something"
    if middle > SLOW_MS:
        return look("disk sync", says, "Look for a failing disk, or for others that use it.")
    return ok("disk sync", says)
