import io
import json
import logging
from collections.abc import Iterator

import pytest

from tocsin.app.logs import begin, told


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged while the test runs; the loggers are as before afterwards."""
    root, own = logging.getLogger(), logging.getLogger("tocsin")
    before = root.handlers[:], root.level, own.level
    out = io.StringIO()
    begin(out)
    yield out
    root.handlers[:], root.level, own.level = before


def test_a_line_is_an_object_with_its_facts(lines: io.StringIO) -> None:
    told(logging.getLogger("tocsin.door"), logging.WARNING, "request", status=503, took_ms=7)
    line = json.loads(lines.getvalue())
    assert (line["level"], line["event"], line["status"]) == ("warning", "request", 503)


def test_the_text_of_a_fault_is_left_out_and_its_place_is_not(lines: io.StringIO) -> None:
    try:
        raise ValueError("Corwin Alderby, 5 Mill Lane")
    except ValueError as fault:
        logging.getLogger("tocsin.door").error("bug", exc_info=fault)
    line = json.loads(lines.getvalue())
    assert line["fault"] == "ValueError"
    assert "test_logs.py" in line["at_lines"][-1]
    assert "Corwin" not in lines.getvalue()


def test_what_another_library_fills_into_its_sentence_is_left_out(lines: io.StringIO) -> None:
    logging.getLogger("uvicorn.error").warning("asked for %s", "/v1/orders?name=Corwin")
    assert "Corwin" not in lines.getvalue()
    assert "asked for" in lines.getvalue()
