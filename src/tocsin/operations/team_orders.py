"""What a team is ordered: one order, carried out for each of its units or for none.

Source: NIMS (2017) §II.B (a strike team or task force is assigned and released as one resource).
The order is one that a unit can be given, without the unit. Each unit keeps its own authority, and
each crew answers for itself; a team is let go of when every crew has answered, in one commit.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec

from tocsin.operations.approvals import Book, gate
from tocsin.operations.custody import custody_of
from tocsin.operations.lending import (
    LendingRefusal,
    ReleaseUnit,
    UnitOffered,
    UnitOfferWithdrawn,
    UnitReleased,
    let_go,
)
from tocsin.operations.order_text import OrderText, read_order
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import Custody, LentTeam, Offer, TeamPart
from tocsin.operations.picture.team import Team
from tocsin.operations.team_members import TeamRefusal
from tocsin.operations.teams import Members, UnitLeftTeam, find_team, lent_team
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

FOR_TEAMS = frozenset(
    {
        "DispatchUnit", "CancelUnit", "ReassignUnit", "DivertUnit", "MoveUp", "TakeOutOfService",
        "ReturnToService", "ReportEnRoute", "ReportStaged", "ReportOnScene", "ReportReturning",
        "ClearUnit", "OfferUnit", "WithdrawOffer", "DeclineOffer", "ReaffirmAuthority",
        "RecallUnit", "OpenOverride", "ConfirmOverride",
    }
)  # fmt: skip
"""Orders to a unit that a team can be given."""


# 1. commands and the events they may cause


class OrderTeam(Command, frozen=True):
    """Give each unit of a team the same order, or none of them.

    `kind` is the order's name, as in DispatchUnit; `order` the rest of it as JSON, without `unit`:
    `{"incident": "EB-…"}`. A refusal is that of the first unit that stands in the way.
    """

    team: Ident
    kind: Ident
    order: OrderText = "{}"


class ReleaseTeam(Command, frozen=True):
    """Let go of a team that was offered: every crew has answered.

    `left_behind`: units whose crews do not answer stay, and leave the team, with the `reason`.
    """

    team: Ident
    left_behind: Members = ()
    reason: Short | None = None


# 2. decide


class _Foreseen(msgspec.Struct, frozen=True):
    """The stamp of what has been decided and not recorded: a decision reckons ahead with it."""

    recorded_at: datetime
    occurred_at: datetime
    command_id: str
    actor: str
    on_behalf_of: str | None
    position: int = 0
    occurred_after: datetime | None = None
    source_known_at: datetime | None = None


def in_turn(
    orders: list[tuple[str, Command]],
    decide: Callable[[Command, Picture, Context], Decision],
    picture: Picture,
    context: Context,
    book: Book,
) -> list[Event] | Refused:
    """What several orders lead to, each decided on the picture that the ones before it left; the
    first refusal, with the unit it is about."""
    found: list[Event] = []
    for unit, order in orders:
        apart = _replace(context, command_id=f"{context.command_id}/{unit}")
        decided = decide(order, picture, apart)
        if isinstance(decided, Refused):
            return Refused(decided.code, {"unit": unit, **decided.parameters})
        stamp = _Foreseen(
            context.now, context.occurred_at, context.command_id, context.actor,
            context.on_behalf_of,
        )  # fmt: skip
        for event in decided:
            picture = book.evolve(picture, event, stamp)
        found += decided
    return found


def members(picture: Picture, team: str) -> Team | Refused:
    """The team under this id; also one that is offered to this town and not here yet."""
    found = find_team(picture, team)
    if isinstance(found, Team):
        return found
    for custody in picture.custody.values():
        for offer in custody.heard:
            told = offer.limits.team
            if told is not None and told.id == team:
                return _offered_here(told, picture)
    return found


def _offered_here(told: LentTeam, picture: Picture) -> Team:
    """As far as its units are offered to this town."""
    units = tuple(
        custody.id
        for custody in picture.custody.values()
        if any(
            each.limits.team is not None and each.limits.team.id == told.id
            for each in custody.heard
        )
    )
    return lent_team(told, units)


def inner_orders(
    command: OrderTeam | ReleaseTeam, picture: Picture, book: Book
) -> list[tuple[str, Command]] | Refused:
    """The order of each unit, in the order of the team; `access` is asked for each of them too."""
    if isinstance(command, OrderTeam) and command.kind not in FOR_TEAMS:
        return refuse(TeamRefusal.order_not_for_teams, kind=command.kind)
    team = members(picture, command.team)
    if isinstance(team, Refused):
        return team
    found: list[tuple[str, Command]] = []
    for unit in team.units:
        if isinstance(command, ReleaseTeam):
            found += [] if unit in command.left_behind else [(unit, ReleaseUnit(unit=unit))]
            continue
        order = read_order(command.kind, _about(unit, command.order), book)
        if isinstance(order, Refused):
            return order
        found.append((unit, order))
    return found


def given_to(team: Team, command: Command) -> Command | None:
    """The order of a team that gives all of it what this one gives its first unit; None where a
    team is given no such order."""
    if isinstance(command, ReleaseUnit):
        return ReleaseTeam(team=team.id)
    kind = type(command).__name__
    if kind not in FOR_TEAMS or getattr(command, "unit", None) != team.units[0]:
        return None
    fields = msgspec.json.decode(msgspec.json.encode(command), type=dict[str, msgspec.Raw])
    order = {name: value for name, value in fields.items() if name not in ("unit", "epoch")}
    return OrderTeam(team=team.id, kind=kind, order=msgspec.json.encode(order).decode())


def _about(unit: str, order: str) -> str:
    """The text of an order with its unit in it; one that is no object is left as it is."""
    try:
        fields = msgspec.json.decode(order, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError):
        return order
    return msgspec.json.encode({**fields, "unit": unit}).decode()


def order_team(command: OrderTeam, picture: Picture, context: Context, book: Book) -> Decision:
    """All or none. An order that the town has put under an approval rule is proposed unit by
    unit."""
    orders = inner_orders(command, picture, book)
    if isinstance(orders, Refused):
        return orders
    closed = gate(orders[0][1], picture) if orders else None
    if closed is not None:
        return closed
    team = picture.teams.get(command.team)
    apart = _replace(picture, teams=picture.teams.drop(command.team))
    found = in_turn(orders, lambda o, p, c: book.decide[type(o)](o, p, c), apart, context, book)
    if isinstance(found, Refused) or team is None:
        return found
    return _together(found, team, context)


def _together(events: list[Event], team: Team, context: Context) -> list[Event]:
    """What is offered to another town says with which others it goes."""
    parts = tuple(
        TeamPart(each.unit, each.epoch)
        for each in events
        if isinstance(each, UnitOffered) and each.to != context.code
    )
    told = told_of(team, parts)
    return [
        _replace(each, limits=_replace(each.limits, team=told))
        if isinstance(each, UnitOffered) and parts
        else each
        for each in events
    ]


def told_of(team: Team, parts: tuple[TeamPart, ...]) -> LentTeam:
    """What another town is told of a team."""
    units = {each.unit for each in parts}
    return LentTeam(
        team.id, team.name, team.kind.value, team.by, team.channel, parts,
        team.leader_unit if team.leader_unit in units else None,
    )  # fmt: skip


def release_team(command: ReleaseTeam, picture: Picture, context: Context, book: Book) -> Decision:
    """Every crew that goes has answered; who stays is named."""
    team = find_team(picture, command.team)
    if isinstance(team, Refused):
        return team
    stay = frozenset(command.left_behind)
    for each in command.left_behind:
        if each not in team.units:
            return refuse(TeamRefusal.unit_not_in_team, unit=each, team=team.name)
    if team.leader_unit in stay:
        return refuse(TeamRefusal.leader_left_behind, unit=team.leader_unit, team=team.name)
    if stay and command.reason is None:
        return refuse(TeamRefusal.left_without_reason, team=team.name)
    left = _left(team, stay, command.reason or "", picture, context)
    if isinstance(left, Refused):
        return left
    orders = inner_orders(command, picture, book)
    if isinstance(orders, Refused):
        return orders
    if not orders:
        return refuse(TeamRefusal.team_too_small, team=team.name, least=1)
    closed = gate(orders[0][1], picture)
    if closed is not None:
        return closed
    gone = in_turn(orders, _let_go, picture, context, book)
    if isinstance(gone, Refused):
        return gone
    releases = [each for each in gone if isinstance(each, UnitReleased)]
    towns = {each.to for each in releases}
    if len(towns) > 1:
        return refuse(
            LendingRefusal.offer_superseded, unit=releases[-1].unit, epoch=releases[-1].epoch
        )
    told = told_of(team, tuple(TeamPart(each.unit, each.epoch) for each in releases))
    return [*left, *(_replace(each, team=told) for each in releases)]


def _let_go(command: Command, picture: Picture, context: Context) -> Decision:
    assert isinstance(command, ReleaseUnit)
    return let_go(command, picture, context)


def _left(
    team: Team, stay: frozenset[str], reason: str, picture: Picture, context: Context
) -> list[Event] | Refused:
    """Only a unit whose crew has not answered stays: its offer is taken back."""
    found: list[Event] = []
    for unit in team.units:
        custody = custody_of(picture, unit)
        if unit not in stay or custody is None:
            continue
        words = Words(f"unit/{unit}", reason)
        offer = custody.offer
        if offer is not None and offer.is_ready:
            return refuse(LendingRefusal.crew_is_ready, unit=unit, epoch=offer.epoch)
        if offer is not None:
            found.append(_withdrawn(custody, offer, words, context))
        found.append(UnitLeftTeam(team=team.id, unit=unit, reason=words))
    return found


def _withdrawn(
    custody: Custody, offer: Offer, words: Words, context: Context
) -> UnitOfferWithdrawn:
    return UnitOfferWithdrawn(
        unit=custody.id,
        home=custody.home,
        by=context.code,
        to=offer.to,
        epoch=offer.epoch,
        reason=words,
    )


# 4. the tables

DECIDE: dict[type[Command], object] = {}

DECIDE_BY_BOOK = {OrderTeam: order_team, ReleaseTeam: release_team}

EVOLVE: dict[str, object] = {}
