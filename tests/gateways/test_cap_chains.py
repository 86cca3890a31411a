"""Updates and cancels: what ends what, what is in force when, what does not fit."""

from datetime import datetime, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.gateways.cap_alerts import MORNING
from tocsin.gateways.cap import Alert, chains, in_force
from tocsin.gateways.cap.message import Moment, MsgType
from tocsin.gateways.cap.references import Trouble
from tocsin.gateways.cap.samples import cancelled, flood

HOUR = timedelta(hours=1)


def updated(at: datetime, of: Alert, number: int) -> Alert:
    assert of.sent is not None
    return replace(
        flood(at, number),
        msg_type=MsgType.update,
        references=f"{of.sender},{of.identifier},{of.sent.written}",
    )


FIRST = flood(MORNING)
SECOND = updated(MORNING + HOUR, FIRST, 2)
THIRD = updated(MORNING + 2 * HOUR, SECOND, 3)
LAST = cancelled(MORNING + 3 * HOUR, THIRD, 4)


def holding(alerts: list[Alert], at: datetime) -> list[str]:
    return [key.identifier for key, _ in in_force(chains(alerts), at)]


def test_an_update_follows_an_alert_and_a_cancel_ends_it_in_any_order() -> None:
    for order in permutations((FIRST, SECOND, THIRD, LAST)):
        found = chains(order)
        (chain,) = found.chains
        assert [each.identifier for each in chain.keys] == [
            "PE-w-0001", "PE-w-0002", "PE-w-0003", "PE-w-0004"
        ]  # fmt: skip
        assert [each.identifier for each in chain.ends] == ["PE-w-0004"]
        assert found.troubles == ()
        for hours, said in ((-1, []), (0, ["PE-w-0001"]), (1.5, ["PE-w-0002"]),
                            (2, ["PE-w-0003"]), (3, []), (9, [])):  # fmt: skip
            assert holding(list(order), MORNING + hours * HOUR) == said, hours


def test_what_expired_is_not_in_force_and_what_is_not_yet_effective_neither() -> None:
    later = replace(
        FIRST, infos=(replace(FIRST.infos[0], effective=Moment.of(MORNING + 4 * HOUR)),)
    )
    assert holding([later], MORNING + HOUR) == []
    assert holding([later], MORNING + 5 * HOUR) == ["PE-w-0001"]
    assert holding([later], MORNING + 6 * HOUR) == [], "it has expired"
    endless = replace(FIRST, infos=(replace(FIRST.infos[0], expires=None),))
    assert holding([endless], MORNING + 900 * HOUR) == ["PE-w-0001"]


def test_what_does_not_fit_is_told_and_ends_nothing() -> None:
    of_first = FIRST.sent
    assert of_first is not None
    key = f"{FIRST.sender},{FIRST.identifier},{of_first.written}"
    stranger = replace(LAST, sender="somebody@else.example", references=key)
    unknown = cancelled(MORNING + HOUR, flood(MORNING, 77), 78)
    itself = replace(flood(MORNING, 5), msg_type=MsgType.update,
                     references=f"{FIRST.sender},PE-w-0005,{of_first.written}")  # fmt: skip
    early = cancelled(MORNING - HOUR, FIRST, 6)
    broken = replace(cancelled(MORNING + HOUR, FIRST, 7), references="PE-w-0001")
    found = chains([FIRST, stranger, unknown, itself, early, broken])
    assert sorted(each.trouble for each in found.troubles) == [
        Trouble.itself, Trouble.later, Trouble.malformed, Trouble.other_sender, Trouble.unknown
    ]  # fmt: skip
    assert "PE-w-0001" in [each.identifier for each, _ in in_force(found, MORNING + 2 * HOUR)]


def test_two_that_name_each_other_are_a_loop() -> None:
    one = updated(MORNING, flood(MORNING, 2), 1)
    other = updated(MORNING, flood(MORNING, 1), 2)
    found = chains([one, other])
    assert {each.trouble for each in found.troubles} == {Trouble.loop}
    assert len(in_force(found, MORNING)) == 2


def test_a_name_that_two_messages_bear_is_told() -> None:
    again = replace(FIRST, note="other")
    assert chains([FIRST, FIRST]).troubles == ()
    assert [each.trouble for each in chains([FIRST, again]).troubles] == [Trouble.twice]
    assert chains([FIRST, again]).alerts == chains([again, FIRST]).alerts


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 5), st.integers(1, 6)), max_size=7),
    st.integers(0, 12),
)
def test_what_is_in_force_does_not_depend_on_the_order_it_comes_in(
    links: list[tuple[int, int, int]], hours: int
) -> None:
    alerts = []
    for number, late, to in links:
        of = flood(MORNING + to * HOUR, to)
        alerts.append(updated(MORNING + late * HOUR, of, number))
    alerts += [flood(MORNING + each * HOUR, each) for each in (1, 2, 3)]
    found = in_force(chains(alerts), MORNING + hours * HOUR)
    assert in_force(chains(reversed(alerts)), MORNING + hours * HOUR) == found
    for key, infos in found:
        assert infos
        sent = chains(alerts).alerts[key].sent
        assert sent is not None
        assert sent.at <= MORNING + hours * HOUR
