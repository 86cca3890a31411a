"""Which orders were refused: counted by hand, and as `tocsin measure` prints it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.app.cli import main
from tocsin.terms.kinds import LogKind
from tocsin.views.measures.refusals import Given, refusals

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def given(minute: int, actor: str, order: str = "", rule: str = "") -> Given:
    return Given(NOON + timedelta(minutes=minute), actor, order, rule)


ORDERS = [
    given(0, "PE-p1"),
    given(1, "PE-p1", "DispatchUnit", "unit_is_committed"),
    given(2, "PE-p1", "DispatchUnit", "unit_is_committed"),
    given(3, "PE-p2", "DispatchUnit", "unit_is_committed"),
    given(4, "PE-p2", "CloseIncident", "role_may_not"),
    given(5, "system/clock", "NoticeRun", "run_unknown"),
]


def told(since: int | None = None, until: int | None = None) -> dict[str, object]:
    begins, ends = (None if m is None else NOON + timedelta(minutes=m) for m in (since, until))
    return refusals(ORDERS, LogKind.actual, begins, ends).plain()


def test_refusals_are_counted_by_order_and_rule_and_name_nobody() -> None:
    answer = told()
    assert (answer["n"], answer["refused"], answer["share"]) == (5, 4, 0.8)
    assert answer["rules"] == [
        {"order": "DispatchUnit", "rule": "unit_is_committed", "refused": 3, "people": 2},
        {"order": "CloseIncident", "rule": "role_may_not", "refused": 1, "people": 1},
    ]
    assert "PE-p1" not in json.dumps(answer)


def test_a_time_is_from_and_up_to_and_nothing_is_no_share() -> None:
    assert (told(1, 3)["n"], told(1, 3)["refused"]) == (2, 2)
    assert (told(60)["n"], told(60)["share"]) == (0, None)


def test_what_a_log_has_refused_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = str(tmp_path / "ellery")
    assert main(["init", town, "--name", "Port Ellery"]) == 0
    for line in ('NS mill "Mill', "NU E1 engine mill"):
        assert main(["do", town, line]) == 0, line
    assert main(["do", town, "F E1"]) == 3
    capsys.readouterr()
    assert main(["measure", town, "refusals", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    (rule,) = answer["rules"]
    assert (rule["order"], rule["rule"]) == ("ClearUnit", "unit_not_assigned")
    assert (rule["refused"], rule["people"], answer["refused"]) == (1, 1, 1)
    assert main(["measure", town, "refusals"]) == 0
    assert "unit_not_assigned" in capsys.readouterr().out
    assert main(["measure", town, "refusals", "--by", "type"]) == 2
