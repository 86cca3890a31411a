"""The log's time and its entropy."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.log.makings import MORNING
from tocsin.log import SeededEntropy, SimulatedClock, SystemClock, SystemEntropy
from tocsin.log.clock import truncated


def test_time_is_utc_in_whole_milliseconds() -> None:
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert now.microsecond % 1000 == 0
    summer = timezone(timedelta(hours=2))
    assert truncated(datetime(2026, 7, 1, 12, 0, 0, 1999, tzinfo=summer)) == datetime(
        2026, 7, 1, 10, 0, 0, 1000, tzinfo=UTC
    )


def test_the_clock_holds_while_the_machine_is_behind_and_says_by_how_much() -> None:
    clock = SystemClock()
    ahead = clock.now() + timedelta(hours=1)
    assert clock.behind_s == 0
    clock.not_before(ahead)
    assert clock.now() == clock.now() == ahead
    assert 3590 < clock.behind_s <= 3600
    clock.not_before(ahead - timedelta(hours=5))
    assert clock.now() == ahead


def test_a_simulated_clock_moves_when_told_and_never_back() -> None:
    clock = SimulatedClock(MORNING)
    clock.advance(1.5)
    assert clock.now() == MORNING + timedelta(milliseconds=1500)
    clock.set(MORNING + timedelta(hours=1))
    with pytest.raises(AssertionError, match="go back"):
        clock.set(MORNING)
    clock.not_before(MORNING)
    assert clock.now() == MORNING + timedelta(hours=1)


def test_seeded_entropy_repeats_and_system_entropy_does_not() -> None:
    one, same, other = SeededEntropy(1), SeededEntropy(1), SeededEntropy(2)
    assert [one.draw(5), one.draw(100)] == [same.draw(5), same.draw(100)]
    assert one.draw(32) != one.draw(32)
    assert other.draw(32) != SeededEntropy(1).draw(32)
    assert len(SystemEntropy().draw(33)) == 33
    assert SystemEntropy().draw(32) != SystemEntropy().draw(32)
