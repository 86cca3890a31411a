"""What only a fenced writer had, opened for people: to be given again, or left."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tocsin.app.facts import FORGOTTEN, opener
from tocsin.jurisdiction.fold import READER
from tocsin.log import KeyStore, Record, SystemClock, open_store
from tocsin.log.stepping_down import records_aside, set_aside
from tocsin.operations.catalogue import UnknownEvent
from tocsin.terms.words import Words
from tocsin.views.facts import sentence


class OnlyHere(msgspec.Struct, frozen=True):
    """One record that was set aside."""

    file: str
    position: int
    recorded_at: datetime
    occurred_at: datetime
    actor: str
    command_id: str
    name: str
    says: str
    fact: object


def told(folder: Path) -> list[OnlyHere]:
    """All records set aside in a folder, in their order. Raises as `open_store`."""
    files = set_aside(folder)
    if not files:
        return []
    store = open_store(folder, False, SystemClock())
    try:
        keys = store.keys
        return [
            _told(keys, aside.path.name, record)
            for aside in files
            for record in records_aside(aside)
        ]
    finally:
        store.close()


def _told(keys: KeyStore, file: str, record: Record) -> OnlyHere:
    def read(words: Words) -> str | None:
        clear = keys.open(words)
        return FORGOTTEN if clear is None else clear

    payload = bytes(record.payload)
    try:
        event = READER.event(record.name, payload)
        says = sentence(record.name, event, UTC, read)
        fact = msgspec.to_builtins(event, enc_hook=opener(keys), str_keys=True)
    except UnknownEvent:
        says, fact = record.name, msgspec.json.decode(payload)
    return OnlyHere(
        file,
        record.position,
        record.recorded_at,
        record.occurred_at,
        record.actor,
        record.command_id,
        record.name,
        says,
        fact,
    )
