"""Who stops when something stops."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.geo.dependencies import stops, suppliers_of, upstream
from tocsin.geo.lifelines import Dependency, Network

POWER, WATER = Network.power, Network.water


def needs(consumer: str, network: Network, supplier: str, buffer_s: int = 0) -> Dependency:
    return Dependency(consumer, network, supplier, buffer_s, "x")


def test_a_thing_stops_after_its_buffer_and_takes_what_hangs_on_it_with_it() -> None:
    found = suppliers_of([needs("tank", WATER, "pump", 60), needs("pump", POWER, "grid", 5),
                          needs("ward", WATER, "tank", 1)])  # fmt: skip
    assert stops(found, ["grid"]) == {"grid": 0, "pump": 5, "tank": 65, "ward": 66}
    assert stops(found, ["ward"]) == {"ward": 0}
    assert upstream(found, "ward") == [
        (1, "ward", "tank"), (2, "tank", "pump"), (3, "pump", "grid"),
    ]  # fmt: skip


def test_any_supplier_of_a_network_is_enough_and_the_first_network_to_fail_decides() -> None:
    found = suppliers_of([needs("h", POWER, "a", 10), needs("h", POWER, "b", 30),
                          needs("h", WATER, "w", 20)])  # fmt: skip
    assert stops(found, ["a"]) == {"a": 0}
    assert stops(found, ["a", "b"]) == {"a": 0, "b": 0, "h": 30}
    assert stops(found, ["a", "b", "w"])["h"] == 20


names = st.sampled_from("abcdefg")
webs = st.lists(
    st.builds(needs, names, st.sampled_from([POWER, WATER]), names, st.integers(0, 9)), max_size=20
)


@given(webs, st.sets(names, min_size=1))
def test_it_is_what_waiting_long_enough_finds(web: list[Dependency], failed: set[str]) -> None:
    """Against a clock that ticks: at each tick, what has lost its last supplier long enough ago."""
    found = suppliers_of(web)
    down = dict.fromkeys(failed, 0)
    for tick in range(200):
        grows = True
        while grows:
            grows = False
            for consumer, networks in found.items():
                if consumer in down:
                    continue
                for each in networks.values():
                    ready = all(s in down and down[s] + late <= tick for s, late in each.items())
                    if ready:
                        down[consumer] = tick
                        grows = True
                        break
    assert stops(found, failed) == down
    assert stops(found, []) == {}
