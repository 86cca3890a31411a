"""The persistent map against a plain dict."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.operations.picture.map import Map, changed, from_items

KEYS = st.text("abcdef", min_size=1, max_size=3)
STEPS = st.lists(st.tuples(KEYS, st.one_of(st.none(), st.integers(0, 9))), max_size=60)


def put_or_drop(inside: Map[int], key: str, value: int | None) -> Map[int]:
    return inside.drop(key) if value is None else inside.put(key, value)


@given(STEPS)
def test_a_map_is_a_dict_whose_older_selves_stay_as_they_were(
    steps: list[tuple[str, int | None]],
) -> None:
    oracle: dict[str, int] = {}
    now: Map[int] = Map()
    older: list[tuple[Map[int], dict[str, int]]] = []
    for key, value in steps:
        older.append((now, dict(oracle)))
        now = put_or_drop(now, key, value)
        if value is None:
            oracle.pop(key, None)
        else:
            oracle[key] = value
    for then, expected in [*older, (now, oracle)]:
        assert then.items() == sorted(expected.items())
        assert sorted(then.unordered()) == sorted(expected.values())
        assert len(then) == len(expected)
        assert all(then.get(key) == value for key, value in expected.items())
        assert "zzz" not in then


@given(STEPS, STEPS)
def test_changed_names_exactly_the_ids_that_differ(
    first: list[tuple[str, int | None]], then: list[tuple[str, int | None]]
) -> None:
    before: Map[int] = Map()
    for key, value in first:
        before = put_or_drop(before, key, value)
    after = before
    for key, value in then:
        after = put_or_drop(after, key, value)
    a, b = dict(before.items()), dict(after.items())
    differing = {key for key in a.keys() | b.keys() if a.get(key) != b.get(key)}
    found = changed(before, after)
    assert found == sorted(found)
    assert differing <= set(found)
    assert set(found) <= {key for key, _ in then}


@given(STEPS)
def test_a_draft_settles_into_the_map_that_the_same_steps_make(
    steps: list[tuple[str, int | None]],
) -> None:
    start = from_items({"a": 1, "b": 2})
    plain, draft = start, start.draft()
    for key, value in steps:
        plain, draft = put_or_drop(plain, key, value), put_or_drop(draft, key, value)
    assert draft.settled() == plain
    assert sorted(draft.unordered()) == sorted(plain.unordered())
    assert len(draft) == len(plain)
    assert start.items() == [("a", 1), ("b", 2)]


def test_two_maps_with_a_difference_are_not_equal() -> None:
    assert from_items({"a": 1}) != from_items({"a": 2})
    assert from_items({"a": 1}).put("b", 2).drop("b") == from_items({"a": 1})
