"""Structured logs: a JSON object a line, without personal data.

What may stand in a line: times, levels, names of events, route templates, statuses, durations,
counts, networks (never addresses), and where in the program a fault was. Never bodies, paths as
asked, queries, words, names, secrets. The text of an exception may quote what came in, so it is
left out; its type and place are not.
"""

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

FIELDS = "tocsin_fields"


class JsonLines(logging.Formatter):
    """A record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage() if record.name.startswith("tocsin") else "server",
            "of": record.name,
        }
        if not record.name.startswith("tocsin"):
            # Another library's sentence: its template is fixed, what is filled in may not be.
            line["says"] = str(record.msg)[:200] if record.args else ""
        fields = getattr(record, FIELDS, None)
        if isinstance(fields, Mapping):
            line.update(fields)
        if record.exc_info and record.exc_info[0] is not None:
            line["fault"] = record.exc_info[0].__name__
            line["at_lines"] = [
                f"{Path(each.filename).name}:{each.lineno} {each.name}"
                for each in traceback.extract_tb(record.exc_info[2])[-12:]
            ]
        return json.dumps(line, ensure_ascii=False, default=str)


def begin(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Write all logs of this process as JSON lines, to the error stream unless said otherwise."""
    out = logging.StreamHandler(stream or sys.stderr)
    out.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [out]
    root.setLevel(logging.WARNING)
    logging.getLogger("tocsin").setLevel(level)


def told(logger: logging.Logger, level: int, event: str, **fields: object) -> None:
    """Log an event with its facts."""
    logger.log(level, event, extra={FIELDS: fields})
