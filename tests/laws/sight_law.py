"""The law of slices, as a check that says what went wrong first."""

from datetime import timedelta

import msgspec

from tests.laws.sight_orders import Step, play
from tests.laws.sight_town import VIEWERS, Town, ellery
from tests.operations.story import MORNING
from tocsin.access import Delta, Reading, SliceBoard, Verb, Viewer, fold_slice, redact
from tocsin.access.cuts import Readable, remains
from tocsin.access.sight import Fields
from tocsin.operations.picture import Picture, Subject
from tocsin.terms.words import Words

Known = dict[Subject, Fields]


def spoken(value: object) -> object:
    """Words as clear text: what the door hands to a reader who may read them."""
    if isinstance(value, Readable):
        words = value.words
        return repr(remains((words if isinstance(words, str) else words.text) or "", value.spans))
    if isinstance(value, Words):
        return {"owner": value.owner, "text": value.text}
    raise NotImplementedError(type(value).__name__)


def may_know(picture: Picture, viewer: Viewer) -> Known:
    """The redacted picture as it looks after a journey through JSON."""
    plain = {f"{kind} {name}": fields for (kind, name), fields in redact(picture, viewer).items()}
    decoded = msgspec.json.decode(msgspec.json.encode(plain, enc_hook=spoken))
    return {(key.split(" ", 1)[0], key.split(" ", 1)[1]): value for key, value in decoded.items()}


class Reader:
    """One reader with all it was sent."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.reading = Reading()
        self.known: Known = {}
        self.open: set[Subject] = set()
        self.sent: list[bytes] = []

    def receive(self, sent: bytes) -> str | None:
        """What is wrong with a tick, or None."""
        self.sent.append(sent)
        try:
            deltas = self.reading.received(sent)
        except Exception as error:
            return f"{self.viewer}: {error}"
        for delta in deltas:
            wrong = self._in_order(delta)
            if wrong:
                return wrong
        self.known = fold_slice(self.known, deltas)
        return None

    def _in_order(self, delta: Delta) -> str | None:
        if delta.verb is Verb.disclosed:
            self.open.add(delta.key)
        elif delta.key not in self.open:
            return f"{self.viewer}: {delta.key} {delta.verb} before it was disclosed"
        elif delta.verb is Verb.withdrawn:
            self.open.remove(delta.key)
        return None


def first_wrong(
    steps: list[Step],
    viewers: list[Viewer] = VIEWERS,
    tick_every: int = 1,
    town: Town | None = None,
) -> str | None:
    """What breaks the law first when these orders are given, or None."""
    played = play(town or ellery(), steps)
    if not played.happened:
        return None
    board = SliceBoard(played.happened[0][0], speak=spoken)
    readers: dict[str, Reader] = {}
    for n, viewer in enumerate(viewers):
        reader = readers[f"s{n}"] = Reader(viewer)
        wrong = reader.receive(board.join(viewer, f"s{n}", MORNING)[1].whole)
        if wrong:
            return wrong
    for n, (before, after, cause) in enumerate(played.happened, 1):
        board.collect(before, after, cause)
        if n % tick_every and n < len(played.happened):
            continue
        for stream, sent in board.flush(MORNING + timedelta(seconds=n)):
            wrong = readers[stream.incarnation].receive(sent.whole)
            if wrong:
                return f"after {cause.event}: {wrong}"
        for reader in readers.values():
            may = may_know(after, reader.viewer)
            if reader.known != may:
                return f"after {cause.event}, {_differs(reader, may)}"
    return None


def _differs(reader: Reader, may: Known) -> str:
    for key in sorted({*reader.known, *may}):
        if reader.known.get(key) != may.get(key):
            return (
                f"{reader.viewer} on {key}: knows {reader.known.get(key)}, may see {may.get(key)}"
            )
    return "no difference"
