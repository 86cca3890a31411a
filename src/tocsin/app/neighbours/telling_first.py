"""Neighbours told before the public, by the link: "told" goes on record once they have read it.

A warning that is approved and reaches into a neighbour's ground is in what that town is let know,
before it is sent (`access`: condition `warned`). Its next question, which it signs, says that it
has read and kept it; only then is it on record as told. Where the link is cut nothing is, and who
sends the warning is asked for another way, or why not.
"""

import logging
import threading
import uuid
from collections.abc import Callable, Sequence

from tocsin.app.logs import FIELDS, told
from tocsin.app.neighbours.sharing import Handed
from tocsin.jurisdiction.fold import Step
from tocsin.jurisdiction.orders import Denied, Order, Outcome
from tocsin.log import CommitterClosed
from tocsin.operations.picture import Picture, Subject
from tocsin.operations.picture.warning import PublicWarning, WarningState
from tocsin.operations.warning_issue import TellNeighbourOfWarning, untold
from tocsin.terms.cap import CapScope

LOG = logging.getLogger("tocsin.neighbours")
MEANS = "link"
SPEAKER = "system/neighbours"
LOOK_S = 0.25
"""While a neighbour is waited for."""

Waited = tuple[str, str, str, str]
"""A warning, the digest that was approved, when it was, a neighbour."""


class TellingFirst:
    """Waits for the neighbours of approved warnings. `heard` after `Sharing.heard`, of every step:
    what the sharing says of a warning is then of the warning as it is looked at here.
    """

    def __init__(
        self,
        how_far: Callable[[str, Subject], Handed | None],
        submit: Callable[[Order], Outcome],
        picture: Picture,
    ) -> None:
        self._how_far = how_far
        self._submit = submit
        self._picture = picture
        self._wanted: dict[Waited, tuple[str, int]] = {}
        self._done: set[Waited] = set()
        self._news = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tocsin-told-first", daemon=True)

    def start(self) -> None:
        """Begin to wait."""
        self._news.set()
        self._thread.start()

    def close(self) -> None:
        """Wait no more."""
        self._stop.set()
        self._news.set()
        if self._thread.is_alive():
            self._thread.join()

    def heard(self, steps: Sequence[Step]) -> None:
        """Something has happened."""
        if steps and steps[-1].after.warnings is not self._picture.warnings:
            self._picture = steps[-1].after
            self._news.set()

    def _run(self) -> None:
        is_waiting = False
        while not self._stop.is_set():
            self._news.wait(LOOK_S if is_waiting else None)
            self._news.clear()
            try:
                is_waiting = self.look()
            except CommitterClosed:
                return
            except Exception as bug:
                LOG.error("bug", exc_info=bug, extra={FIELDS: {}})
                is_waiting = True

    def look(self) -> bool:
        """Put on record who has read what; whether somebody is still waited for."""
        waited = {
            (each.id, each.digest, str(each.approval and each.approval.at), code)
            for each in self._picture.warnings.values()
            if _is_to_be_told(each)
            for code in untold(each)
        }
        self._wanted = {each: at for each, at in self._wanted.items() if each in waited}
        self._done &= waited
        open_now = waited - self._done
        for each in sorted(open_now):
            if not self._stop.is_set() and self._has_read(each):
                self._tell(each)
        return bool(open_now - self._done)

    def _has_read(self, waited: Waited) -> bool:
        warning, _, _, code = waited
        handed = self._how_far(code, ("warnings", warning))
        if handed is None or not handed.is_told:
            return False
        incarnation, sequence = self._wanted.get(waited, ("", 0))
        if incarnation != handed.incarnation:
            incarnation, sequence = handed.incarnation, handed.sequence
            self._wanted[waited] = incarnation, sequence
        return handed.read.incarnation == incarnation and handed.read.sequence >= sequence

    def _tell(self, waited: Waited) -> None:
        warning, digest, _, code = waited
        order = TellNeighbourOfWarning(warning=warning, neighbour=code, means=MEANS, digest=digest)
        name = f"told-first/{uuid.uuid4().hex}"
        outcome = self._submit(Order(command=order, command_id=name, actor=SPEAKER))
        if isinstance(outcome, Denied):
            told(LOG, logging.WARNING, "not told first", refused=outcome.refused.code)
        self._done.add(waited)


def _is_to_be_told(found: PublicWarning) -> bool:
    return found.state is WarningState.approved and found.facts.scope is CapScope.public
