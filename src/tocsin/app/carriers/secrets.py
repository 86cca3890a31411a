"""What a channel proves itself with: a file beside the log, for nobody else to read.

It is no part of the log, which keeps for ever; a backup takes it along.
"""

import threading
from pathlib import Path

import msgspec

from tocsin.log.files import write_whole

FILE = "channel-secrets.json"


class ChannelSecrets:
    """Passwords of mail servers and brokers, by channel. Safe from any thread."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._lock = threading.Lock()

    def of(self, channel: str) -> str:
        """The secret of a channel; "" where there is none. Raises OSError, DecodeError."""
        return self._all().get(channel, "")

    def keep(self, channel: str, secret: str) -> None:
        """Keep one; "" lets go of it. Raises OSError, DecodeError."""
        with self._lock:
            every = self._all()
            every.pop(channel, None)
            if secret:
                every[channel] = secret
            write_whole(self._path, msgspec.json.encode(every))

    def _all(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, str])
        except FileNotFoundError:
            return {}
