"""What is put aside while an extract is read comes back whole."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.gateways.osm import spots as placing
from tocsin.gateways.osm.aside import Runs
from tocsin.gateways.osm.spots import Spots

IDS = st.integers(-(2**40), 2**40)
PLACES = st.tuples(st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000))


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    """Few nodes a block, so that little data crosses every border."""
    with pytest.MonkeyPatch.context() as patch:
        for name, number in (("BLOCK", 3), ("BATCH", 6), ("MOST_BLOCKS", 2)):
            patch.setattr(placing, name, number)
        yield


@given(st.dictionaries(IDS, PLACES, max_size=40), st.lists(IDS, max_size=5), st.booleans())
def test_every_node_is_where_it_was_put_in_whichever_order_they_came(
    there: dict[int, tuple[int, int]], others: list[int], is_rising: bool
) -> None:
    spots = Spots(BytesIO)
    for node in sorted(there) if is_rising else there:
        spots.put(node, there[node])
    spots.settle()
    asked = [*there, *others, *there]
    assert spots.of(asked) == [there.get(node) for node in asked]
    box = spots.around()
    lats, lons = [lat for lat, _ in there.values()], [lon for _, lon in there.values()]
    expected = (min(lats), min(lons), max(lats), max(lons)) if there else None
    assert (None if box is None else tuple(box)) == expected


@given(
    st.dictionaries(IDS, st.lists(IDS, min_size=1, max_size=5), max_size=9), st.lists(IDS),
)  # fmt: skip
def test_the_nodes_of_a_way_come_back_and_of_one_that_did_not_come_there_are_none(
    came: dict[int, list[int]], asked: list[int]
) -> None:
    runs = Runs(asked, BytesIO)
    for way, nodes in came.items():
        runs.put(way, nodes)
    assert runs.of([*came, *asked]) == {way: tuple(nodes) for way, nodes in came.items()}
    assert all(runs.wants(way) for way in asked)
    assert not any(runs.wants(way) for way in came.keys() - set(asked))
