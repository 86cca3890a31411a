"""Carriers that are sabotaged: they send, and put on record then that they had begun.

    python -m tests.app.carriers.wrong FOLDER

Serves as `tocsin serve` does, on a free port, with such carriers.
"""

import sys

from tocsin.app.carriers.carrying import Carriers, next_task
from tocsin.app.cli import main
from tocsin.operations.deliveries import BeginDelivery, RecordDelivery


class BegunLate(Carriers):
    """Sends, and puts on record then that it had begun."""

    def carry(self, channel: str) -> bool:
        picture = self._town.picture()
        task = next_task(picture, channel, self._town.now())
        found = picture.warning_channels.get(channel)
        if task is None or found is None:
            return False
        delivery, names = task
        results = tuple(self._sent(picture, found, delivery, names))
        begin = BeginDelivery(delivery=delivery.id, message=delivery.message, receivers=names)
        record = RecordDelivery(delivery=delivery.id, message=delivery.message, results=results)
        return self._order(begin) and self._order(record)


if __name__ == "__main__":
    Carriers.carry = BegunLate.carry  # type: ignore[method-assign, assignment]
    sys.exit(main(["serve", sys.argv[1], "--port", "0", "--json"]))
