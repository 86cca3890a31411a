"""The folder of a standby: empty at first, then a town's, kept by a follower."""

import os
from pathlib import Path

import msgspec

from tocsin.app.carriers.kept_beside import CARRIED
from tocsin.app.credentials import FILE
from tocsin.app.outcome import Told
from tocsin.federation.link_key import LINK_KEY_FILE
from tocsin.federation.standby_messages import Seed
from tocsin.log.clock import SystemClock, SystemEntropy
from tocsin.log.files import private_folder, write_whole
from tocsin.log.follower import FollowerStore, lay_out_follower
from tocsin.log.parts import LOG_FILE
from tocsin.log.signing import KEY_FILE, TownKey
from tocsin.log.standing import Stance, Standing, read_standing, write_standing

ALSO = (FILE, LINK_KEY_FILE, *CARRIED)
"""Further files of a town that its standby keeps."""

_replace = msgspec.structs.replace


class FolderCopy:
    """A `Copy` in a folder; what it holds is opened at once."""

    def __init__(self, folder: Path) -> None:
        """Raises `Told`: not paired, or not a follower; otherwise as `FollowerStore`."""
        self.folder = folder
        standing = read_standing(folder)
        if standing is None:
            raise Told(f"{folder} is not paired with a town yet: tocsin standby {folder} --pair")
        if standing.stance is not Stance.follows:
            raise Told(f"{folder} does not follow: it {standing.stance.value.replace('_', ' ')}")
        self.standing = standing
        self.store: FollowerStore | None = None
        if (folder / LOG_FILE).is_file():
            self.store = FollowerStore(folder, SystemClock(), SystemEntropy())

    @property
    def pinned(self) -> bytes | None:
        """The public key of the town that this copy is of."""
        return bytes.fromhex(self.standing.town) if self.standing.town else None

    @property
    def secret(self) -> bytes:
        """What the two machines share."""
        return bytes.fromhex(self.standing.secret)

    def pin(self, public_key: bytes) -> None:
        """This town and no other, from now on."""
        self.note(_replace(self.standing, town=public_key.hex()))

    def note(self, standing: Standing) -> None:
        """Keep a standing, durably."""
        write_standing(self.folder, standing)
        self.standing = standing

    def seed(self, seed: Seed) -> None:
        """Lay out the empty copy and open it."""
        key_file = self.folder / f"{KEY_FILE}.sent"
        try:
            write_whole(key_file, seed.signing_key)
            key = TownKey.load(key_file)
        finally:
            key_file.unlink(missing_ok=True)
        lay_out_follower(self.folder, seed.header, seed.header_signature, key)
        self.store = FollowerStore(self.folder, SystemClock(), SystemEntropy())

    def keep_file(self, name: str, content: bytes) -> None:
        """Keep a further file; a name that is not expected is passed over."""
        if name in ALSO:
            write_whole(self.folder / name, content)

    def close(self) -> None:
        """Let go of the copy."""
        if self.store is not None:
            self.store.close()
            self.store = None


def check_paired(folder: Path) -> None:
    """Raise `Told` where this folder is neither of the two of a pair."""
    if read_standing(folder) is None:
        raise Told(f"{folder} is not paired with a town yet: tocsin standby {folder} --pair")


def new_secret() -> str:
    """What the two machines will share: 32 random bytes, hexadecimal."""
    return os.urandom(32).hex()


def pair(folder: Path) -> str:
    """Make `folder` ready for a standby; answers the secret to be typed at the first machine.

    Raises `Told` where there is something else in it.
    """
    standing = read_standing(folder) if folder.exists() else None
    if (folder / LOG_FILE).exists():
        raise Told(f"{folder} holds a log already; name a new folder for the standby")
    if standing is not None and standing.town is not None:
        raise Told(f"{folder} is paired with a town already; name a new folder for another")
    private_folder(folder)
    secret = new_secret()
    write_standing(folder, Standing(stance=Stance.follows, secret=secret))
    return secret
