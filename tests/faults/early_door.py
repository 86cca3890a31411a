"""A door that is sabotaged: it answers before the commit, and its disk is slow.

    python -m tests.faults.early_door FOLDER

Serves as `tocsin serve` does, on a free port.
"""

import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime

from tocsin.app.cli import main
from tocsin.app.web import orders
from tocsin.app.web.landing import Landing
from tocsin.jurisdiction.orders import Accepted, Order, Outcome
from tocsin.jurisdiction.town import Town
from tocsin.log import Entry, Head
from tocsin.log.sqlite import SqliteStore

SLOW_S = 0.2
_append = SqliteStore.append


def append(
    store: SqliteStore, entries: Sequence[Entry], *, after: int, recorded_at: datetime
) -> Head:
    """As it should be, later."""
    time.sleep(SLOW_S)
    return _append(store, entries, after=after, recorded_at=recorded_at)


async def submitted(town: Town, order: Order, landing: Landing) -> Outcome:
    """Says that it is granted, and hopes for the best."""
    town.queue(order, Future())
    return Accepted(order.command_id, 0, 0, (), (f"{town.code}-none",))


if __name__ == "__main__":
    SqliteStore.append = append  # type: ignore[method-assign, assignment]
    orders.submitted = submitted
    sys.exit(main(["serve", sys.argv[1], "--port", "0", "--json"]))
