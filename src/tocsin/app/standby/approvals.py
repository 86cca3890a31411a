"""The approvals a standby takes: each officer by their own password, two of them, in time."""

import threading
from datetime import datetime
from pathlib import Path

import msgspec

from tocsin.access import require
from tocsin.app.credentials import Credentials
from tocsin.app.desk import officer
from tocsin.app.outcome import Exit, Told
from tocsin.app.phrases import say
from tocsin.operations.orders import Context
from tocsin.operations.picture import Picture
from tocsin.operations.takeover import APPROVED_WITHIN, Approval, TakeOver, are_two_people


class Approvals:
    """Who has approved a take-over here. Nothing of it outlives the process."""

    def __init__(self, folder: Path, code: str) -> None:
        self._credentials = Credentials(folder)
        self._code = code
        self._lock = threading.Lock()
        self._given: dict[str, Approval] = {}

    def approve(self, handle: str, password: str, picture: Picture, now: datetime) -> None:
        """Take one officer's approval. Raises `Told`: nobody so named, wrong password, may not."""
        person = officer(picture, handle)
        if person is None:
            # As slow as for somebody: who is known here is not told by the clock.
            self._credentials.is_right("", password)
            raise Told(f"`{handle}` and this password are no active officer here", Exit.refused)
        if not self._credentials.has(person):
            raise Told(
                f"`{handle}` has no password here: a take-over is approved with one", Exit.refused
            )
        if not self._credentials.is_right(person, password):
            raise Told(f"`{handle}` and this password are no active officer here", Exit.refused)
        context = Context(
            code=self._code, now=now, occurred_at=now, command_id="approve", actor=person
        )
        refused = require(TakeOver(incarnation="asked", approvals=()), picture, context)
        if refused is not None:
            sentence, step = say(refused)
            raise Told(f"{sentence} {step}", Exit.refused)
        with self._lock:
            self._given[person] = Approval(person, now)

    def standing(self, picture: Picture, now: datetime) -> tuple[tuple[Approval, ...], bool]:
        """The approvals that still count, and whether they are enough."""
        with self._lock:
            counting = tuple(
                each
                for _, each in sorted(self._given.items())
                if now - each.approved_at <= APPROVED_WITHIN
            )
        return counting, bool(counting) and are_two_people(counting, picture)


class Approve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an officer sends to approve."""

    handle: str
    password: str


class Approved(msgspec.Struct, frozen=True):
    """What came of it."""

    approved_by: list[str]
    is_taken_over: bool
    position: int = 0
    """The last record that was taken over."""
