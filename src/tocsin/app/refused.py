"""The orders of a log and their answers, for `tocsin measure TOWN refusals`."""

from collections.abc import Iterator

from tocsin.app.seeing import Seen
from tocsin.jurisdiction.fold import READER
from tocsin.operations.answers import CommandRefused
from tocsin.views.measures.refusals import Given


def given(town: Seen) -> Iterator[Given]:
    """Each order once: its records stand together."""
    last = ""
    for record in town.store.read():
        if record.command_id == last:
            continue
        last = record.command_id
        order = rule = ""
        if record.name.startswith("command_refused."):
            event = READER.event(record.name, bytes(record.payload))
            assert isinstance(event, CommandRefused)
            order, rule = event.command, event.code
        yield Given(record.occurred_at, record.actor, order, rule)
