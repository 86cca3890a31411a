"""Sealed sessions at the end that answers: few, short-lived, and nothing without the secret."""

import os
import threading
from collections import OrderedDict

from tocsin.federation.standby_seal import NONCE_BYTES, NotSealed, Session

PROVEN_AT_ONCE, UNPROVEN_AT_ONCE = 16, 512
"""Sessions kept; a further one takes the place of the oldest. Whoever has not shown the secret
cannot push out one who has.
"""


class Sessions:
    """Sessions by name. Safe from any thread."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._lock = threading.Lock()
        self._unproven: OrderedDict[str, Session] = OrderedDict()
        self._proven: OrderedDict[str, Session] = OrderedDict()

    def hello(self, nonce: bytes) -> bytes:
        """Begin a session with the asker's nonce; answers ours. Raises `NotSealed`."""
        if len(nonce) != NONCE_BYTES:
            raise NotSealed("a greeting is a nonce of 32 bytes")
        ours = os.urandom(NONCE_BYTES)
        session = Session(self._secret, nonce, ours)
        with self._lock:
            self._unproven[session.name] = session
            while len(self._unproven) > UNPROVEN_AT_ONCE:
                self._unproven.popitem(last=False)
        return ours

    def is_proven(self, name: str) -> bool | None:
        """Has this session shown the secret already? None where there is no such session."""
        with self._lock:
            if name in self._proven:
                return True
            return False if name in self._unproven else None

    def opened(self, name: str, sealed: bytes) -> tuple[Session, bytes]:
        """The session and the message. Raises `NotSealed`."""
        with self._lock:
            session = self._proven.get(name) or self._unproven.get(name)
            if session is None:
                raise NotSealed("this session is not known; greet again")
            message = session.asked(sealed)
            self._unproven.pop(name, None)
            self._proven[name] = session
            self._proven.move_to_end(name)
            while len(self._proven) > PROVEN_AT_ONCE:
                self._proven.popitem(last=False)
            return session, message
