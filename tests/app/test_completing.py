"""Every verb knows the orders that it leads to, and what its words may be."""

import pytest

from tests.app.desk_town import LATER_S, desk_town, understood
from tocsin.app.completing.orders_of import orders_of
from tocsin.app.completing.wanted import CODES, KINDS
from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.verbs import VERBS


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_leads_to_no_order_that_is_not_named_for_it(name: str) -> None:
    story = desk_town()
    story.now_s = LATER_S
    try:
        line = understood(story, VERBS[name].example, selected="PE-260302-0417")
    except NotUnderstood:
        return  # its example stands on something that this town has not
    assert {type(each).__name__ for each in line.commands} <= orders_of(name)
    assert bool(orders_of(name)) is (line.view is None) or name == "WHERE"


def test_what_is_offered_is_offered_to_verbs_that_take_words() -> None:
    for verb in {*KINDS, *CODES}:
        assert "words" in VERBS[verb].takes, verb
