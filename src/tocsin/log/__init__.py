"""The log: one town's records in one order, kept so that nothing acknowledged is lost or altered.

In:  entries whose meaning is not known here (`append`), a clock, entropy. It may import `terms`.
Out: records (`read`, `follow`), heads, snapshots, sealed words and blobs, and where damage is.

Read `chain` for what protects the order, `store` for the contract, `sqlite` for the kept one,
`postgres.store` for the one that other machines read.
"""

from tocsin.log.backup import backup
from tocsin.log.blobs import Blob, BlobStore
from tocsin.log.chain import Head
from tocsin.log.clock import (
    Clock,
    Entropy,
    SeededEntropy,
    SimulatedClock,
    SystemClock,
    SystemEntropy,
)
from tocsin.log.committer import Answer, Committer, CommitterClosed
from tocsin.log.failures import (
    BlobRefused,
    ClearWords,
    CommandOnRecord,
    Forgotten,
    LogDamaged,
    NotATown,
    PositionTaken,
    SealBroken,
    StorageUnknown,
    StoreStopped,
    TownIsOpen,
)
from tocsin.log.fork import fork
from tocsin.log.keys import KeyStore, MemoryKeys
from tocsin.log.manifest import Manifest
from tocsin.log.memory import MemoryStore
from tocsin.log.record import Carried, Cause, Entry, Header, Incarnation, Parent, Record
from tocsin.log.restore import Restored, restore
from tocsin.log.seal import Sealer, dec_hook, enc_hook
from tocsin.log.shelf import MemoryShelf, Shelf, SqliteShelf
from tocsin.log.snapshots import Snapshot
from tocsin.log.sqlite import SqliteReader, SqliteStore
from tocsin.log.store import LogStore
from tocsin.log.tables import Span
from tocsin.log.towns import create_store, open_log, open_store
from tocsin.log.track import Track
from tocsin.log.track_check import TrackVerified, verify_track
from tocsin.log.track_reader import TRACK, TrackReader
from tocsin.log.track_record import Retention, TrackEntry, TrackRecord
from tocsin.log.verify import Verified, verify

__all__ = [
    "TRACK",
    "Answer",
    "Blob",
    "BlobRefused",
    "BlobStore",
    "Carried",
    "Cause",
    "ClearWords",
    "Clock",
    "CommandOnRecord",
    "Committer",
    "CommitterClosed",
    "Entropy",
    "Entry",
    "Forgotten",
    "Head",
    "Header",
    "Incarnation",
    "KeyStore",
    "LogDamaged",
    "LogStore",
    "Manifest",
    "MemoryKeys",
    "MemoryShelf",
    "MemoryStore",
    "NotATown",
    "Parent",
    "PositionTaken",
    "Record",
    "Restored",
    "Retention",
    "SealBroken",
    "Sealer",
    "SeededEntropy",
    "Shelf",
    "SimulatedClock",
    "Snapshot",
    "Span",
    "SqliteReader",
    "SqliteShelf",
    "SqliteStore",
    "StorageUnknown",
    "StoreStopped",
    "SystemClock",
    "SystemEntropy",
    "TownIsOpen",
    "Track",
    "TrackEntry",
    "TrackReader",
    "TrackRecord",
    "TrackVerified",
    "Verified",
    "backup",
    "create_store",
    "dec_hook",
    "enc_hook",
    "fork",
    "open_log",
    "open_store",
    "restore",
    "verify",
    "verify_track",
]
