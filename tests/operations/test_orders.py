from datetime import UTC, datetime, timedelta, timezone

import pytest

from tocsin.operations.orders import strange_time
from tocsin.operations.takeover import Approval, TakeOver
from tocsin.operations.tasks import SetTaskDeadline

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
EAST = timezone(timedelta(hours=14))
STRANGE = [
    NOON.replace(tzinfo=None),
    datetime(1, 1, 1, tzinfo=EAST),
    datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
]


@pytest.mark.parametrize("at", STRANGE)
def test_a_time_that_could_not_be_kept_is_named(at: datetime) -> None:
    assert strange_time(SetTaskDeadline(task="t", due_at=at)) == "due_at"


def test_a_time_with_its_offset_and_none_at_all_are_taken() -> None:
    assert strange_time(SetTaskDeadline(task="t", due_at=NOON.astimezone(EAST))) is None
    assert strange_time(SetTaskDeadline(task="t", due_at=None)) is None


def test_a_time_deep_inside_an_order_is_named_by_its_path() -> None:
    words = (Approval("ada", NOON), Approval("bo", STRANGE[1]))
    order = TakeOver(incarnation="x", approvals=words)
    assert strange_time(order) == "approvals[1].approved_at"
