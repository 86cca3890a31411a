"""What is wrong with the track is told once, in the log of the process that serves the town."""

import logging

from tocsin.app.logs import told
from tocsin.jurisdiction.telemetry import Telemetry

LOG = logging.getLogger("tocsin.track")


class TrackWatch:
    """Looks at the track each second and tells when its state is another."""

    def __init__(self, telemetry: Telemetry) -> None:
        self._telemetry = telemetry
        self._told: str | None = None

    def look(self) -> None:
        """Trouble is a warning; that it is over is told too. What it is, says `tocsin doctor`."""
        trouble = self._telemetry.trouble
        if trouble == self._told:
            return
        self._told = trouble
        if trouble is None:
            told(LOG, logging.INFO, "track_well")
        else:
            is_set_aside = self._telemetry.is_set_aside
            told(LOG, logging.WARNING, "track_trouble", is_set_aside=is_set_aside)
