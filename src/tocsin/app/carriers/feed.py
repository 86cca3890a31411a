"""The feed of warnings as files: the signed messages, and an Atom index of them.

A receiver is a folder. One that is called `door` lies in the town's own and is what its door shows;
any other may be carried to any host, so that a stampede never touches the centre. Into a folder of
somebody else nothing is written unless it holds a file `.tocsin-feed`.

A message is written first, whole and durable, then the index, which is made of the files that are
there: a process that is killed in between leaves the old index, and the next try mends it.
"""

import re
from pathlib import Path

import msgspec

from tocsin.app.carriers.contract import NotSent, Opened, Parcel
from tocsin.gateways.cap import Malformed, parse
from tocsin.gateways.cap.feed import Entry, atom
from tocsin.gateways.cap.message import Alert
from tocsin.log.files import write_whole
from tocsin.operations.picture.warning_channel import DeliveryCause

DOOR = "door"
FOLDER = "feed"
MARK = ".tocsin-feed"
INDEX = "warnings.atom"
END = ".cap.xml"
CERTIFICATE = "signed-by.pem"
MOST = 200
"""Entries of an index; the files of earlier ones stay where they are."""
IS_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
READABLE = 0o644


class Names(msgspec.Struct, frozen=True):
    """Whose feed it is."""

    town: str
    about: str


class FeedLine:
    """Writes into folders."""

    def __init__(self, channel: Opened, folder: Path, names: Names, certificate: bytes) -> None:
        """`folder` is the town's; `certificate` is what its messages are signed under (PEM)."""
        self._channel = channel
        self._folder = folder
        self._names = names
        self._certificate = certificate

    def send(self, parcel: Parcel, address: str) -> str:
        """The name of the file in which it stands. Raises NotSent."""
        folder = folder_of(address, self._folder / FOLDER if address == DOOR else None)
        if not IS_NAME.fullmatch(parcel.id):
            raise NotSent(DeliveryCause.cannot_carry, f"{parcel.id} is no name", is_final=True)
        name = f"{parcel.id}{END}"
        try:
            write_whole(folder / name, parcel.cap, READABLE)
            write_whole(folder / CERTIFICATE, self._certificate, READABLE)
            write_whole(folder / INDEX, self._index(folder), READABLE)
        except OSError as error:
            raise NotSent(DeliveryCause.refused, f"{type(error).__name__}: {error}") from error
        return name

    def _index(self, folder: Path) -> bytes:
        """Of the messages that lie in a folder, the latest first."""
        found = sorted(filter(None, (_read(each) for each in folder.glob(f"*{END}"))), key=_order)
        newest = found[-MOST:]
        files = {alert.identifier: name for name, alert in found}
        entries = [
            Entry(alert, name, tuple(files[each] for each in _followed(alert) if each in files))
            for name, alert in newest
        ]
        url = self._channel.sender
        return atom(entries, name=self._names.town, about=self._names.about, url=url)

    def close(self) -> None:
        """Nothing is open."""


def folder_of(address: str, own: Path | None) -> Path:
    """The folder that a receiver is: the town's `own`, or one whose operator let us in by a mark.
    Raises NotSent.
    """
    if own is not None:
        own.mkdir(exist_ok=True)
        return own
    folder = Path(address)
    if not folder.is_absolute() or not (folder / MARK).is_file():
        says = f"{address} is no folder that holds a file {MARK}"
        raise NotSent(DeliveryCause.not_set_up, says)
    return folder


def _read(path: Path) -> tuple[str, Alert] | None:
    """A message of ours with the name of its file; None for what is none."""
    try:
        alerts = parse(path.read_bytes()).alerts
    except (OSError, Malformed):
        return None
    found = alerts[0] if len(alerts) == 1 else None
    return None if found is None or found.sent is None else (path.name, found)


def _order(found: tuple[str, Alert]) -> tuple[float, str]:
    _, alert = found
    assert alert.sent is not None, "what has no time was left out"
    return alert.sent.at.timestamp(), alert.identifier


def _followed(alert: Alert) -> list[str]:
    """Identifiers of the messages that it refers to."""
    triples = (alert.references or "").split()
    return [parts[1] for parts in (each.split(",") for each in triples) if len(parts) == 3]
