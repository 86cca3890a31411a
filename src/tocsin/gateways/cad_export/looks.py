"""What is remembered of a call from one look at a page to the next."""

from datetime import UTC, datetime

from tocsin.gateways.cad_export.calls import Stamped
from tocsin.gateways.cad_export.claims import RowRefusal
from tocsin.gateways.cad_export.picks import TimeGetter
from tocsin.gateways.cad_export.records import Cells
from tocsin.operations.imported import RecordCall

LONG_AGO = datetime.fromtimestamp(0, UTC)
"""When a call was listed of which only its name is known."""


class Seen:
    """A call as it was last listed."""

    __slots__ = ("cells", "command", "ever", "last_at", "marks")

    def __init__(self, last_at: datetime, marks: dict[str, str]) -> None:
        self.last_at, self.marks = last_at, marks
        self.ever = set(marks)
        self.cells: Cells | None = None
        self.command: RecordCall | None = None


def stamped_quietly(getter: TimeGetter, cells: Cells) -> Stamped | None:
    """A time stamp where it can be read; nothing is reported where it cannot."""
    found = getter.read(cells)
    if found is None or isinstance(found.parsed, RowRefusal):
        return None
    return Stamped(found.parsed, found.field, found.truth)
