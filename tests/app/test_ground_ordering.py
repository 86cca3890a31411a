"""Entries in their order, whether memory holds them or not."""

from pathlib import Path
from random import Random

import pytest

from tocsin.app.ground import ordering
from tocsin.geo.gazetteer.stock import Entry


def entries(count: int) -> list[Entry]:
    """In no order, some alike but for their last part, each with all that an entry may bear."""
    dice = Random(7)
    return [
        Entry(
            dice.choice(("Mill Rd", "Ørsted", "水路", "")), "street", f"w{dice.randrange(9)}",
            (dice.randrange(-9, 9), 3), 1, "Vaduz", ("FL-9490", "Ebenholz"), 2, (),
            (at, at + 1), ("Mühle",) * (at % 2),
        )
        for at in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize(("count", "runs"), [(0, 0), (9, 0), (10, 1), (57, 6)])
def test_many_come_out_as_few_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, runs: int
) -> None:
    monkeypatch.setattr(ordering, "AT_ONCE", 10)
    asked = entries(count)
    assert list(ordering.ordered(tmp_path, iter(asked))) == sorted(asked)
    assert len(list(tmp_path.iterdir())) == runs
