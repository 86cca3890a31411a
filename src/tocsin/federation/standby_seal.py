"""What the two machines say to each other is sealed under the secret they share.

Keys travel on this link, so it is closed whatever carries it: AES-256-GCM (NIST SP 800-38D) under a
key of the session, which both sides derive from the secret and a nonce of each. The counter of a
message is its nonce; a message repeated, out of turn, of another session or of another secret does
not open.
"""

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 32
_ASKED, _ANSWERED = b"asks", b"told"


class NotSealed(Exception):
    """The message was not sealed with the shared secret, for this turn of this session."""


class Session:
    """One side's view of one connection: asks and answers, in turn."""

    def __init__(self, secret: bytes, asker: bytes, answerer: bytes) -> None:
        """`asker` and `answerer` are the nonces that the two sides drew for this session."""
        assert len(secret) == 32, "a secret has 32 bytes"
        both = asker + answerer
        self._cipher = AESGCM(
            hashlib.blake2b(b"tocsin standby 1\0" + both, key=secret, digest_size=32).digest()
        )
        self.name = hashlib.sha256(both).hexdigest()[:32]
        self._turn = 0

    def ask(self, message: bytes) -> bytes:
        """Seal the next question."""
        self._turn += 1
        return self._cipher.encrypt(self._nonce(_ASKED), message, None)

    def asked(self, sealed: bytes) -> bytes:
        """Open the next question. Raises `NotSealed`; then the turn is still open."""
        message = self._opened(sealed, self._nonce(_ASKED, 1))
        self._turn += 1
        return message

    def tell(self, message: bytes) -> bytes:
        """Seal the answer of this turn."""
        return self._cipher.encrypt(self._nonce(_ANSWERED), message, None)

    def told(self, sealed: bytes) -> bytes:
        """Open the answer of this turn. Raises `NotSealed`."""
        return self._opened(sealed, self._nonce(_ANSWERED))

    def _nonce(self, who: bytes, ahead: int = 0) -> bytes:
        return who + (self._turn + ahead).to_bytes(8, "big")

    def _opened(self, sealed: bytes, nonce: bytes) -> bytes:
        try:
            return self._cipher.decrypt(nonce, sealed, None)
        except InvalidTag as error:
            raise NotSealed(
                "the message does not open: the two machines do not share a secret, or it is "
                "of another session"
            ) from error
