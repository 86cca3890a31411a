"""A request that is open is wanted otherwise: more or fewer, for longer, an answer sooner."""

import msgspec
import pytest

from tests.laws.lending_traces import told_so_far
from tests.operations.story import MORNING
from tests.operations.test_aid_requests import (
    HOURS,
    asked,
    done,
    heard,
    offered,
    only,
    refused,
    star,
)
from tests.operations.test_lending_archive import at_last
from tocsin.operations.aid_changing import ChangeAidRequest
from tocsin.operations.aid_hearing import HearAidRequest, HeardWanted
from tocsin.operations.aid_requests import WithdrawAidRequest, due
from tocsin.operations.lending import ReadyCrew, ReleaseUnit
from tocsin.operations.picture.aid_request import AidState


def test_who_was_asked_reads_how_many_and_until_when() -> None:
    world = star()
    request = asked(world, until=MORNING + HOURS)
    more = ChangeAidRequest(request=request, quantity=3, until=MORNING + 3 * HOURS)
    done(world, "A", more, more)
    heard(world)
    for town in "ABC":
        wanted = only(world, town).wanted
        assert (wanted.quantity, wanted.until) == (3, MORNING + 3 * HOURS)
        assert (wanted.kind, only(world, town).state) == ("engine", AidState.open)
        assert due(world.picture(town), MORNING + 2 * HOURS) == []
    facts = [len(world.towns[town][-1].facts) for town in "ABC"]
    done(world, "A", more)
    heard(world)
    assert [len(world.towns[town][-1].facts) for town in "ABC"] == facts
    done(world, "A", ChangeAidRequest(request=request, quantity=1))
    heard(world)
    assert only(world, "B").wanted.quantity == 1


def test_as_many_as_are_here_fills_it_and_never_fewer() -> None:
    world = star()
    request = asked(world, quantity=2)
    offered(world, "B", request)
    done(world, "B", ReadyCrew(unit="B-E1", epoch="2.0", readback="2.0"))
    done(world, "B", ReleaseUnit(unit="B-E1"))
    told_so_far(world, ("read A B",))
    assert only(world, "A").given == ("B-E1",)
    done(world, "A", ChangeAidRequest(request=request, quantity=3))
    done(world, "A", ChangeAidRequest(request=request, quantity=1))
    assert only(world, "A").state is AidState.filled


def test_what_cannot_be_changed_is_refused() -> None:
    world = star()
    request = asked(world)
    change = ChangeAidRequest(request=request, quantity=2)
    assert refused(world, "B", change) == "aid_request_is_theirs"
    past = ChangeAidRequest(request=request, until=MORNING - HOURS)
    assert refused(world, "A", past) == "aid_request_ends_before"
    assert refused(world, "A", ChangeAidRequest(request="A-mr0")) == "aid_request_unknown"
    done(world, "A", WithdrawAidRequest(request=request, reason="over"))
    assert refused(world, "A", change) == "aid_request_is_over"


def test_a_number_below_what_is_here_is_refused() -> None:
    world = star()
    request = asked(world, quantity=2)
    life = world.towns["A"][-1]
    here = only(world, "A")
    given = msgspec.structs.replace(here, given=("B-E1", "B-E2"))
    life.picture = msgspec.structs.replace(
        life.picture, aid_requests=life.picture.aid_requests.put(request, given)
    )
    order = ChangeAidRequest(request=request, quantity=1)
    assert refused(world, "A", order) == "aid_request_has_more"


@pytest.mark.parametrize("state", [AidState.open, AidState.withdrawn])
def test_of_what_is_over_nothing_is_heard_to_change(state: AidState) -> None:
    world = star()
    request = asked(world)
    done(world, "A", WithdrawAidRequest(request=request, reason="over"))
    heard(world)
    order = HearAidRequest(request=request, by="A", wanted=HeardWanted(quantity=9), state=state)
    assert at_last(world, "B", order) == 0
    assert only(world, "B").wanted.quantity == 1
