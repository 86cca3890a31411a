"""The keys, and who may read what lies in the folder."""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

from tocsin.app.certificates import FOLDER, SERVER, ends_at
from tocsin.app.doctor.finding import Finding, act, look, ok
from tocsin.app.outcome import Told
from tocsin.app.tongue import tell
from tocsin.log import LogDamaged, NotATown, StorageUnknown
from tocsin.log.keyring import damaged_keys
from tocsin.log.place import SECRET_FILE, read_place
from tocsin.log.reader import LogReader
from tocsin.log.signing import KEY_FILE, TownKey

KEYS_FILE = "keys.sqlite"
SOON_DAYS = 20
PRIVATE = (KEY_FILE, KEYS_FILE, SECRET_FILE, "credentials.json", "sessions.sqlite", "tombstones",
           "push.key", "push.json")  # fmt: skip


def examined(folder: Path) -> list[Finding]:
    """Present, fitting, private."""
    found = [signing(folder), content(folder), rights(folder)]
    certificate = folder / FOLDER / SERVER
    return [*found, tls(certificate, datetime.now(UTC))] if certificate.exists() else found


def signing(folder: Path) -> Finding:
    """The key that heads are signed with is that of the log's header."""
    try:
        key = TownKey.load(folder / KEY_FILE)
        reader = LogReader(folder)
        try:
            is_same = key.public == reader.header.public_key
        finally:
            reader.close()
    except (NotATown, StorageUnknown, LogDamaged) as error:
        return act("signing key", str(error), "Put it back from a backup.")
    if not is_same:
        return act(
            "signing key",
            "it is not the key of this log",
            "Put back the key that belongs to this log, from a backup of this town.",
        )
    return ok("signing key", "it is the one of this log")


def content(folder: Path) -> Finding:
    """The keys that make words readable."""
    is_here = read_place(folder) is None
    if is_here and not (folder / KEYS_FILE).is_file():
        return act(
            "content keys",
            f"{KEYS_FILE} is missing: no sealed word can be read",
            "Put it back from the newest backup.",
        )
    try:
        reader = LogReader(folder)
        try:
            wrong = damaged_keys(reader)
        finally:
            reader.close()
    except (LogDamaged, NotATown, StorageUnknown) as error:
        wrong = str(error)
    if wrong is not None:
        return act("content keys", wrong, "Put them back from the newest backup.")
    return ok("content keys", "they are as they were written")


def rights(folder: Path) -> Finding:
    """Nobody but the town's user reads keys or writes into the folder."""
    open_to: list[str] = []
    for name in PRIVATE:
        path = folder / name
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            open_to.append(name)
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o022:
        open_to.append("the folder itself")
    owner = folder.stat().st_uid
    if open_to:
        return act(
            "file rights",
            f"others may read or write {', '.join(open_to)}",
            f"chmod go-rwx on them; they belong to user {owner} alone.",
        )
    if owner != os.geteuid() and os.geteuid() != 0:
        return look(
            "file rights",
            f"the folder belongs to user {owner}, you are user {os.geteuid()}",
            "Run Tocsin as the town's user.",
        )
    return ok("file rights", "only the town's user reads the keys and writes into the folder")


def tls(certificate: Path, now: datetime) -> Finding:
    """When the door's own certificate ends."""
    try:
        days = (ends_at(certificate) - now).days
    except Told as error:
        return act("certificate", str(error), "Make it again: tocsin certificate TOWN.")
    again = tell("health-certificate-again-do")
    if days < 0:
        return act("certificate", tell("health-certificate-over", days=-days), again)
    if days < SOON_DAYS:
        return look("certificate", tell("health-certificate-ends", days=days), again)
    return ok("certificate", tell("health-certificate", days=days))
