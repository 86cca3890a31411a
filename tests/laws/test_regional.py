"""Laws of incidents that several towns work: any order, twice, late, with leads offered and taken.

One number for who is joined; no two leads by their own word; all logs the same in the end.
"""

from collections.abc import Callable
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.regional_world import PATH, TOWNS, RegionalWorld
from tocsin.operations import catalogue
from tocsin.operations.orders import Command, Context, Decision
from tocsin.operations.picture import Picture
from tocsin.operations.picture.regional import RegionalIncident
from tocsin.operations.regional import (
    DeclineRegional,
    JoinRegional,
    LeaveRegional,
    LinkRegional,
)
from tocsin.operations.regional_hearing import HearRegional
from tocsin.operations.regional_lead import (
    AcceptRegionalLead,
    ConfirmRegionalLead,
    OfferRegionalLead,
    RegionalLeadPassed,
    TakeRegionalLead,
)
from tocsin.operations.regional_levels import LowerRegional, RaiseRegional

THREE = TOWNS[:3]
CHAIN = (("PE", "WE"), ("WE", "KR"))

Deed = tuple[str, int, int, int]
DEEDS = ("link", "link y", "join", "join", "decline", "leave", "offer", "accept", "accept", "back",
         "raise", "lower", "read", "read", "read", "read")  # fmt: skip
TAKES = (*DEEDS, "take", "take")


def deeds(some: tuple[str, ...]) -> st.SearchStrategy[list[Deed]]:
    which = st.integers(0, 2)
    return st.lists(st.tuples(st.sampled_from(some), which, which, st.integers(0, 10**6)),
                    max_size=40)  # fmt: skip


def done(world: RegionalWorld, deed: Deed) -> None:
    """One thing that may happen: an order that may be refused, or something read."""
    kind, at, to, index = deed
    town, other = THREE[at], THREE[to]
    if kind == "read":
        if world.said:
            world.deliver(index % len(world.said))
        return
    if kind.startswith("link"):
        own, theirs = ("X", "X") if kind == "link" else ("Y", "Y")
        world.order(town, LinkRegional(to=other, incident=f"{town}-{own}",
                                       theirs=f"{other}-{theirs}"))  # fmt: skip
        return
    rows = world.rows(town)
    if rows:
        row = rows[index % len(rows)]
        for command in _orders(kind, row, town, other):
            world.order(town, command)
        if kind == "take":
            world.order(town, ConfirmRegionalLead(regional=row.id), actor="p-two")


def _orders(kind: str, row: RegionalIncident, town: str, other: str) -> tuple[Command, ...]:
    number = row.id
    own = row.asked_for or f"{town}-X"
    made: dict[str, Command] = {
        "join": JoinRegional(regional=number, incident=own),
        "decline": DeclineRegional(regional=number),
        "leave": LeaveRegional(regional=number, reason="over"),
        "offer": OfferRegionalLead(regional=number, to=other),
        "back": OfferRegionalLead(regional=number, to=town),
        "accept": AcceptRegionalLead(regional=number),
        "raise": RaiseRegional(regional=number),
        "lower": LowerRegional(regional=number),
        "take": TakeRegionalLead(regional=number, reason="not heard of"),
    }
    return (made[kind],)


def no_two_lead(world: RegionalWorld) -> None:
    for number, towns in world.leaders().items():
        assert len(towns) < 2, (number, towns)


def all_agree(world: RegionalWorld) -> None:
    """Towns that have part in the same one, by what each knows, know one number and one lead."""
    for town in world.towns:
        for row in world.rows(town):
            if not row.has_part:
                continue
            for other in row.joined:
                same = [e for e in world.rows(other) if e.has_part and e.numbers & row.numbers]
                assert len(same) == 1, (town, other, row)
                assert (same[0].id, same[0].claims, same[0].names) == (
                    row.id, row.claims, row.names,
                )  # fmt: skip
                assert town in same[0].joined


def played(world: RegionalWorld, some: list[Deed], always: Callable[[RegionalWorld], None]) -> None:
    for each in some:
        done(world, each)
        always(world)
    world.settle()
    always(world)


@settings(max_examples=150, deadline=None)
@given(some=deeds(DEEDS), is_chain=st.booleans())
def test_no_two_towns_lead_by_their_own_word_and_in_the_end_all_agree(
    some: list[Deed], is_chain: bool
) -> None:
    world = RegionalWorld(THREE, links=CHAIN if is_chain else None, path=PATH)
    played(world, some, no_two_lead)
    all_agree(world)


@settings(max_examples=100, deadline=None)
@given(some=deeds(TAKES))
def test_after_a_lead_was_taken_all_agree_too_and_it_is_on_record(some: list[Deed]) -> None:
    world = RegionalWorld(THREE, path=PATH)
    played(world, some, lambda _: None)
    all_agree(world)
    for town in world.towns:
        for row in world.rows(town):
            if row.claim is not None and row.claim.is_taken and row.has_part:
                assert row.conflicts, (town, row)


@settings(max_examples=60, deadline=None)
@given(order=st.permutations(range(12)), twice=st.lists(st.integers(0, 11), max_size=6))
def test_what_is_told_comes_to_the_same_in_any_order(order: list[int], twice: list[int]) -> None:
    """One story told; each of its rows read by WE in some order, some again."""
    world = RegionalWorld(THREE, path=PATH)
    world.order("PE", LinkRegional(to="WE", incident="PE-X", theirs="WE-X"))
    world.order("KR", LinkRegional(to="PE", incident="KR-X", theirs="PE-X"))
    world.settle()
    fresh = RegionalWorld(THREE, path=PATH)
    for town in ("PE", "KR"):
        fresh.stories[town] = world.stories[town]
    number = world.rows("PE")[0].id
    for town, command in (
        ("PE", JoinRegional(regional=world.rows("KR")[0].id, incident="PE-X")),
        ("WE", JoinRegional(regional=number, incident="WE-X")),
        ("PE", OfferRegionalLead(regional=number, to="WE")),
        ("WE", AcceptRegionalLead(regional=number)),
    ):
        world.order(town, command)
        world.settle()
    said = [(by, told) for by, to, told in world.said if to == "WE"]
    for index in (*order, *twice):
        by, told = said[index % len(said)]
        fresh.order("WE", HearRegional(by=by, told=told), actor="system/neighbours")
    fresh.said = [each for each in world.said if each[1] == "WE"]
    for index in range(len(fresh.said)):
        fresh.deliver(index)
    for index in range(len(fresh.said)):
        fresh.deliver(index)
    known = [(e.id, e.names, e.claims, e.joined) for e in fresh.rows("WE")]
    again = RegionalWorld(THREE, path=PATH)
    again.said = fresh.said
    for index in range(len(again.said)):
        again.deliver(index)
    for index in range(len(again.said)):
        again.deliver(index)
    assert known == [(e.id, e.names, e.claims, e.joined) for e in again.rows("WE")]


def test_the_law_fails_where_an_acceptance_alone_would_move_the_lead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The negative control: whoever accepts leads at once, before the giver has read that."""

    def at_once(command: AcceptRegionalLead, picture: Picture, context: Context) -> Decision:
        row = picture.regional_incidents.get(command.regional)
        assert row is not None
        assert row.claim is not None
        giver, term = row.claim.town, row.claim.term + 1
        return [RegionalLeadPassed(regional=row.id, term=term, to=context.code, giver=giver)]

    mutant = dict(catalogue.DECIDE)
    mutant[AcceptRegionalLead] = cast(catalogue.Decide, at_once)
    monkeypatch.setattr(catalogue, "DECIDE", mutant)
    story = [("link", 0, 1, 0), ("read", 0, 0, 0), ("join", 1, 0, 0), ("read", 0, 0, 1),
             ("read", 0, 0, 2), ("offer", 0, 1, 0), ("accept", 1, 0, 0)]  # fmt: skip
    world = RegionalWorld(THREE)
    with pytest.raises(AssertionError):
        played(world, story, no_two_lead)
