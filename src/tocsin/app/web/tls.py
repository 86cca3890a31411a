"""TLS of a running door: the files it began with, looked at again each hour."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import uvicorn

from tocsin.app.certificates import Pair, context_of, key_digest_in, local, names_of
from tocsin.app.commands.certificate_verb import own_names
from tocsin.app.outcome import Exit, Told

LOOK_EVERY_S = 3600.0
CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"


class TlsAsked(msgspec.Struct, frozen=True):
    """Which TLS is wanted: a certificate with its key, or one of the town's own authority; none of
    them is plain HTTP.
    """

    certificate: Path | None = None
    key: Path | None = None
    is_local: bool = False


class DoorTls:
    """Certificate and key of a door. A renewed file is used by the next connection; those that
    are open go on.
    """

    def __init__(self, pair: Callable[[], Pair]) -> None:
        """`pair` says where the files are, and makes or renews them where that is its task."""
        self._pair = pair
        self.now = pair()
        context_of(self.now)  # says in a sentence what does not fit
        self._seen = self._stamp()
        self._looked_at_s = time.monotonic()

    @property
    def settings(self) -> dict[str, object]:
        """As uvicorn takes them."""
        return {
            "ssl_certfile": self.now.certificate,
            "ssl_keyfile": self.now.key,
            "ssl_ciphers": CIPHERS,
        }

    def key_digest(self) -> str:
        """SHA-256 of the public key that the door shows, in hex: the town signs for it."""
        return key_digest_in(self.now.certificate)

    def look_again(self, config: uvicorn.Config, *, at_once: bool = False) -> bool:
        """Whether there was a new certificate, which is used from now on."""
        if time.monotonic() - self._looked_at_s < LOOK_EVERY_S and not at_once:
            return False
        self._looked_at_s = time.monotonic()
        self.now = self._pair()
        stamp = self._stamp()
        if stamp == self._seen or config.ssl is None:
            return False
        try:
            context_of(self.now)
        except Told:
            return False  # half written: at the next look
        config.ssl.load_cert_chain(self.now.certificate, self.now.key)
        self._seen = stamp
        return True

    def _stamp(self) -> tuple[int, int]:
        files = self.now.certificate.stat(), self.now.key.stat()
        return files[0].st_mtime_ns, files[1].st_mtime_ns


def tls_of(asked: TlsAsked, host: str, folder: Path, town: str) -> DoorTls | None:
    """The TLS that was asked for on the command line; None: plain HTTP. Raises Told."""
    certificate, key = asked.certificate, asked.key
    if (certificate is None) != (key is None):
        raise Told("--tls-cert and --tls-key go together", Exit.usage)
    if certificate is not None and asked.is_local:
        raise Told("give your own certificate, or --tls-local, not both", Exit.usage)
    if asked.is_local:
        own = {host} - {"0.0.0.0", "::"}
        names = names_of(folder) or sorted({*own_names(), *own})
        return DoorTls(lambda: local(folder, names, datetime.now(UTC), town)[0])
    if certificate is None or key is None:
        return None
    return DoorTls(lambda: Pair(certificate, key))
