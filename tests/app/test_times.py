"""Times that are typed: a clock time is the last one or the next, as the question has it."""

from datetime import UTC, datetime

import pytest

from tocsin.app.outcome import Told
from tocsin.app.times import moment, moment_ahead, zone_of

NOW = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("word", "was", "will_be"),
    [
        ("18:00", "2026-03-01T18:00", "2026-03-02T18:00"),
        ("14:00", "2026-03-02T14:00", "2026-03-03T14:00"),
        ("14:05", "2026-03-02T14:05", "2026-03-03T14:05"),
        ("2026-03-04T09:30", "2026-03-04T09:30", "2026-03-04T09:30"),
    ],
)
def test_a_clock_time_is_the_last_one_or_the_next(word: str, was: str, will_be: str) -> None:
    zone = zone_of("UTC")
    assert moment(word, NOW, zone) == datetime.fromisoformat(was).replace(tzinfo=UTC)
    assert moment_ahead(word, NOW, zone) == datetime.fromisoformat(will_be).replace(tzinfo=UTC)


@pytest.mark.parametrize("word", ["25:00", "tomorrow", ""])
def test_what_is_no_time_is_told(word: str) -> None:
    for read in (moment, moment_ahead):
        with pytest.raises(Told, match="time"):
            read(word, NOW, zone_of("UTC"))
