"""The reader's side: each neighbour is asked over and over, and what it says is kept or refused.

A thread a neighbour. Whatever one of them does, what it may cost is bounded, and neither the others
nor the town's own work wait for it.
"""

import contextlib
import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from tocsin.access import Cause, Delta, Verb
from tocsin.access.changes import SIGHT_CHANGED
from tocsin.app.logs import FIELDS, told
from tocsin.app.neighbours.allowance import Appetite
from tocsin.app.neighbours.comparing import compare
from tocsin.app.neighbours.own_town import OwnTown, afresh_if_healed, doubt_of, follow_keys
from tocsin.app.neighbours.sharing import FOLDER
from tocsin.app.neighbours.wire import Door, problem_in
from tocsin.federation.custody_heads import SignedHead, newest
from tocsin.federation.link_key import LinkKey, walked
from tocsin.federation.replica import Heard, Looked, Replica, ReplicaState, SliceFault, SliceRefused
from tocsin.federation.signed_requests import Signed, sign
from tocsin.federation.slice_messages import DoorKey, NotSigned, read_door_key
from tocsin.log import StorageUnknown
from tocsin.log.files import private_folder
from tocsin.operations import neighbours
from tocsin.operations.picture.neighbour import Neighbour

LOG = logging.getLogger("tocsin.neighbours")

SLICE = "/v1/neighbours/slice"
DOOR = "/v1/neighbours/door"
WAIT_S = 10
"""So long the neighbour may hold its answer back while it has no news."""
PAUSE_S = 0.25
"""Between two questions where there is news: what comes meanwhile is read together."""
AGAIN_S = (0.5, 1.0, 2.0)
"""Pauses after a failure: a line that is mended is used within seconds."""
DOOR_BYTES = 100_000


class Following:
    """All neighbours of one town. `heard` is called with what changed, on the neighbour's thread.

    At least once for every change, and with all that is known when a neighbour is first followed
    after a start.
    """

    def __init__(self, folder: Path, town: OwnTown, heard: Heard | None = None) -> None:
        self._folder = private_folder(folder / FOLDER)
        self._town = town
        self._town_folder = folder
        self._heard = heard
        self._lock = threading.Lock()
        self._followed: dict[str, _Followed] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tocsin-neighbours", daemon=True)

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def replicas(self) -> dict[str, Replica]:
        """What is known of each neighbour, by its code, sorted."""
        with self._lock:
            return {code: each.replica for code, each in sorted(self._followed.items())}

    def _run(self) -> None:
        while True:
            try:
                self._look()
            except Exception as bug:
                LOG.error("bug", exc_info=bug, extra={FIELDS: {}})
            if self._stop.wait(0.2):
                return

    def _look(self) -> None:
        """Begin with whoever has become a neighbour, let go of whoever is none any more."""
        wanted = neighbours.joined(self._town.picture())
        with self._lock:
            for code in wanted:
                if code not in self._followed:
                    self._follow(code)
            gone = [self._followed.pop(code) for code in set(self._followed) - set(wanted)]
        for each in gone:
            each.close()
            self._forgotten(each.replica)
        for path in self._folder.glob("known-*.sqlite"):
            if path.stem.removeprefix("known-") not in wanted:
                path.unlink(missing_ok=True)

    def _follow(self, code: str) -> "_Followed":
        replica = Replica(replica_path(self._folder, code), code, self._heard)
        followed = _Followed(self._town_folder, self._town, replica, self.looked)
        self._followed[code] = followed
        followed.start()
        return followed

    @contextlib.contextmanager
    def held(self, code: str) -> Iterator[Replica]:
        """The replica of a neighbour, for whoever brings what it says by another way. Raises
        StorageUnknown.
        """
        with self._lock:
            followed = self._followed.get(code) or self._follow(code)
        with followed.turn:
            afresh_if_healed(followed.replica, self._town.picture())
            yield followed.replica

    def looked(self, code: str) -> Looked | None:
        """What a neighbour let us know; None where it is not followed."""
        followed = self._followed.get(code)
        return None if followed is None else followed.replica.looked()

    def heads(self, reader: str) -> tuple[SignedHead, ...]:
        """What the other neighbours have signed of their units, to be passed on to this one."""
        found = self.replicas().items()
        return newest([each.state.custody_head for code, each in found if code != reader])

    def _forgotten(self, replica: Replica) -> None:
        """Whoever listens forgets what a town let us know that is no neighbour any more."""
        if self._heard is not None and replica.known:
            now = self._town.now()
            cause = Cause(SIGHT_CHANGED, now, now)
            gone = [Delta(Verb.withdrawn, *key, cause) for key in sorted(replica.known)]
            self._heard(replica.neighbour, gone)

    def close(self) -> None:
        """Stop asking."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()
        with self._lock:
            followed, self._followed = list(self._followed.values()), {}
        for each in followed:
            each.hang_up()
        for each in followed:
            each.close()


def replica_path(folder: Path, code: str) -> Path:
    """Where what is known of a neighbour is kept."""
    return folder / f"known-{code}.sqlite"


class _Followed:
    """One neighbour that is asked."""

    def __init__(
        self,
        folder: Path,
        town: OwnTown,
        replica: Replica,
        looked: Callable[[str], Looked | None],
    ) -> None:
        """`looked` is what another neighbour let us know."""
        self.replica = replica
        self._looked = looked
        self.turn = threading.Lock()
        """Whoever changes the replica has it; nobody while waiting for an answer."""
        self._folder = folder
        self._town = town
        self._stop = threading.Event()
        self._door: Door | None = None
        self._appetite = Appetite(is_at_work=town.is_at_work)
        self._full_s = 0.0
        """So long it is not asked again, having said so much."""
        self._thread = threading.Thread(
            target=self._run, name=f"tocsin-neighbour-{replica.neighbour}", daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def hang_up(self) -> None:
        self._stop.set()
        door = self._door
        if door is not None:
            door.hang_up()

    def close(self) -> None:
        self.hang_up()
        if self._thread.is_alive():
            self._thread.join()
        self.replica.close()

    def _run(self) -> None:
        failures = 0
        while not self._stop.is_set():
            try:
                is_heard = self._asked()
                failures = 0
            except SliceRefused as refused:
                if self._stop.is_set():
                    break
                self._refused(refused)
                is_heard, failures = False, failures + 1
            except StorageUnknown as trouble:
                told(LOG, logging.WARNING, "a replica cannot be kept", fault=type(trouble).__name__)
                is_heard, failures = False, failures + 1
            except Exception as bug:
                LOG.error("bug", exc_info=bug, extra={FIELDS: {}})
                is_heard, failures = False, failures + 1
            pause_s = PAUSE_S if is_heard else AGAIN_S[min(max(failures - 1, 0), len(AGAIN_S) - 1)]
            self._stop.wait(max(pause_s, self._full_s))
        self._hung_up()

    def _hung_up(self) -> None:
        if self._door is not None:
            self._door.close()
            self._door = None

    def _asked(self) -> bool:
        """Ask once. Whether there was something to ask."""
        self._full_s = 0.0
        code = self.replica.neighbour
        picture = self._town.picture()
        neighbour = picture.neighbours.get(code)
        if neighbour is None or code not in neighbours.heard(picture):
            self._hung_up()
            return False
        with self.turn:
            afresh_if_healed(self.replica, picture)
        key = LinkKey.load(self._folder)
        if not neighbour.urls:
            raise SliceRefused(SliceFault.not_let_in, "the two have not met")
        try:
            self._ask(neighbour, key)
        except SliceRefused:
            self._hung_up()
            raise
        return True

    def _ask(self, neighbour: Neighbour, key: LinkKey) -> None:
        if self._door is None:
            self._door = self._opened(neighbour)
        door, state, nonce = self._door, self.replica.state, uuid.uuid4().hex
        wait_s = 0 if state.fault is not None or not state.incarnation else WAIT_S
        query = f"wait={wait_s}"
        if state.incarnation:
            query += f"&after={state.incarnation}:{state.sequence}:{state.head}"
        signed = Signed(
            method="GET", authority=door.authority, path=SLICE, query=query, to=neighbour.id
        )
        headers = sign(key, self._town.code, signed, self._town.now(), nonce)
        status, answer = door.asked("GET", f"{SLICE}?{query}", headers)
        if status != 200:
            raise SliceRefused(SliceFault.not_let_in, problem_in(status, answer))
        self._full_s = self._appetite.read(len(answer))
        began_s = time.thread_time()
        try:
            self._take(answer, nonce, neighbour, state)
        except SliceRefused as refused:
            if refused.fault is not SliceFault.not_signed or not self._has_followed_key(neighbour):
                raise
            fresh = self._town.picture().neighbours.get(neighbour.id)
            assert fresh is not None, "neighbours are not dropped"
            self._take(answer, nonce, fresh, state)
        finally:
            thought_s = self._appetite.thought(time.thread_time() - began_s)
            self._full_s = max(self._full_s, thought_s)

    def _take(self, answer: bytes, nonce: str, neighbour: Neighbour, asked: ReplicaState) -> None:
        """Unless a bundle has brought more meanwhile: then it is asked from there."""
        with self.turn:
            state = self.replica.state
            if (state.incarnation, state.sequence) == (asked.incarnation, asked.sequence):
                said = self.replica.take(
                    answer,
                    nonce=nonce,
                    own_code=self._town.code,
                    public_key=neighbour.public_key,
                    now=self._town.now(),
                )
                compare(self._town, said.all_heads(), neighbour.id, self._looked)

    def _opened(self, neighbour: Neighbour) -> Door:
        """The first of the neighbour's doors that answers and is the neighbour's."""
        refused: SliceRefused | None = None
        for url in neighbour.urls:
            try:
                door = Door(url)
            except SliceRefused as error:
                refused = error
                continue
            if door.tls != self.replica.state.tls:
                try:
                    self._check_door(door, neighbour)
                except SliceRefused:
                    door.close()
                    raise
            return door
        assert refused is not None, "a neighbour that was met has an address"
        raise refused

    def _check_door(self, door: Door, neighbour: Neighbour) -> None:
        """Does the town say that this TLS key is its door's? Keep it. Raises SliceRefused."""
        said = self._door_said(door, neighbour)
        if said.public_key != neighbour.public_key and not self._rotated(neighbour, said):
            raise SliceRefused(SliceFault.not_signed, "its door speaks with a key we do not know")
        if said.tls != door.tls:
            raise SliceRefused(
                SliceFault.other_door,
                "the TLS key there is not the one that the town says is its door's: somebody may "
                "stand in between",
            )
        with self.turn:
            self.replica.note(tls=door.tls)

    def _door_said(self, door: Door, neighbour: Neighbour) -> DoorKey:
        nonce = uuid.uuid4().hex
        status, answer = door.asked("GET", f"{DOOR}?nonce={nonce}", {}, most_bytes=DOOR_BYTES)
        if status != 200:
            raise SliceRefused(SliceFault.not_let_in, problem_in(status, answer))
        try:
            said = read_door_key(answer)
        except NotSigned as error:
            raise SliceRefused(SliceFault.not_signed, str(error)) from error
        except (msgspec.DecodeError, RecursionError) as error:
            raise SliceRefused(SliceFault.malformed, f"not a door's key: {error}"[:180]) from error
        if said.nonce != nonce or said.town != neighbour.id:
            raise SliceRefused(SliceFault.replayed, "this answers another question")
        return said

    def _has_followed_key(self, neighbour: Neighbour) -> bool:
        """The answer is not signed with the key we know: has the town a new one, which that has
        signed? Then it is on record.
        """
        assert self._door is not None, "it has just answered"
        said = self._door_said(self._door, neighbour)
        return self._rotated(neighbour, said)

    def _rotated(self, neighbour: Neighbour, said: DoorKey) -> bool:
        steps = walked(neighbour.public_key, said.public_key, said.successions)
        follow_keys(self._town, neighbour.id, steps)
        return bool(steps)

    def _refused(self, refused: SliceRefused) -> None:
        """Keep and show why; put on record what the neighbour has signed and cannot be true."""
        says, fault, code = str(refused), refused.fault, self.replica.neighbour
        if self.replica.state.fault is not fault:
            told(LOG, logging.WARNING, "a neighbour is not heard", neighbour=code, fault=str(fault))
        try:
            with self.turn:
                self.replica.note(fault=fault, fault_says=says, fault_at=self._town.now())
        except StorageUnknown:
            return
        doubt_of(self._town, code, refused)
