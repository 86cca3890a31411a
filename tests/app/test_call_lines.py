"""What a caller says after the passing: `PASS` at the desk, `call pass --after` at the terminal."""

from argparse import Namespace
from types import SimpleNamespace
from typing import cast

import pytest

from tests.app.desk_town import desk_town, given, understood
from tests.app.lent_town import beside_northvale
from tests.operations.story import Story
from tocsin.app import calls
from tocsin.app.outcome import Told
from tocsin.app.seeing import Office
from tocsin.operations.call_transfers import PassCall


@pytest.fixture
def passed() -> tuple[Story, str]:
    """The report 3fa2 was passed to Northvale; and the call that it is there."""
    story = desk_town()
    beside_northvale(story)
    given(story, "PASS 3fa2 NV")
    (call,) = story.picture.call_transfers
    return story, call


def test_a_further_report_follows_the_call_to_the_town_that_has_it(
    passed: tuple[Story, str],
) -> None:
    story, call = passed
    found = understood(story, f'PASS 77c1 {call[-4:]} "she is on the roof')
    (order,) = found.commands
    assert isinstance(order, PassCall)
    assert (order.report, order.to, order.follows) == ("PE-r77c1", "NV", call)
    assert call in found.says
    given(story, f"PASS 77c1 {call[-4:]}")
    (again,) = [e for e in story.picture.call_transfers.values() if e.report == "PE-r77c1"]
    assert again.told.follows == call
    (plain,) = understood(story, "PASS 77c1 NV").commands  # the control
    assert isinstance(plain, PassCall)
    assert plain.follows is None


def test_at_the_terminal_it_is_said_which_call_it_comes_after(passed: tuple[Story, str]) -> None:
    story, call = passed
    town = cast(Office, SimpleNamespace(picture=story.picture, code="PE"))
    asked = Namespace(what="77c1", to="nv", hold=None, after=call[-4:])
    order = calls._passed(asked, town)
    assert isinstance(order, PassCall)
    assert (order.report, order.to, order.follows) == ("PE-r77c1", "NV", call)
    asked.after = "nothing"
    with pytest.raises(Told):
        calls._passed(asked, town)
