"""One reading of a run for all who learn from it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tocsin.operations.picture.incident import Mark, Response
from tocsin.operations.turnout import LONGEST_S, Rolled, rolled
from tocsin.terms.codes import UnitStatus

SENT = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)


def run(seconds: float, **of_rolling: datetime) -> Response:
    rolls = Mark(UnitStatus.en_route, SENT + timedelta(seconds=seconds), **of_rolling)
    return Response("PE-E1", (Mark(UnitStatus.committed, SENT), rolls))


def test_a_turnout_is_of_the_hour_of_its_order_by_the_clock_of_the_town() -> None:
    assert rolled(run(71.5), None, UTC) == Rolled(None, None, 23, 71.5)
    east = timezone(timedelta(hours=2))
    assert rolled(run(71.5), None, east) == Rolled(None, None, 1, 71.5)


@pytest.mark.parametrize(
    "response",
    [
        run(-1), run(LONGEST_S + 1), run(60, after=SENT),
        Response("PE-E1", (Mark(UnitStatus.committed, SENT),)), Response("PE-E1"),
    ],
)  # fmt: skip
def test_what_is_no_turnout_is_none(response: Response) -> None:
    assert rolled(response, None, UTC) is None
