"""Loans between towns on paper, told as messages: what each town's own log says of them."""

from functools import cache

import msgspec

from tests.gateways.counted_loans import goods_messages, places_messages
from tests.laws.lending_traces import told_so_far
from tests.laws.lending_world import FIRST_UNIT, LendingWorld, Setting
from tests.operations.story import MORNING
from tocsin.gateways.edxl_rm import Message, Own, Written, of_request, of_unit
from tocsin.geo.places import Point
from tocsin.operations.aid_hearing import HearAidRequest, HeardWanted
from tocsin.operations.aid_requests import DeclineAidRequest, RequestAid, WithdrawAidRequest
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.lending import OfferUnit, WithdrawOffer
from tocsin.operations.orders import Command
from tocsin.operations.picture.aid_request import AidRequest, DeclineReason
from tocsin.operations.recalling import RecallUnit
from tocsin.terms.codes import Priority
from tocsin.terms.words import Words

UNIT = FIRST_UNIT
A, B = Own("A", "Amble"), Own("B", "Brack")
HERE = GivenPlace(words="the mill", label="Mill Lane", point=Point(50_010_000, 1_020_000))


def said(words: Words | None) -> str | None:
    """What sealed words say, where nothing is sealed."""
    return None if words is None else words.text


def done(world: LendingWorld, town: str, *commands: Command) -> None:
    for each in commands:
        refused = world.order(town, each)
        assert refused is None, (each, refused)


def the_request(world: LendingWorld, town: str) -> AidRequest:
    (found,) = world.picture(town).aid_requests.values()
    return found


def asking(**more: object) -> LendingWorld:
    """B asks A for an engine."""
    world = LendingWorld(Setting("a pair"))
    done(world, "B", OpenIncident(type="fire.mill", priority=Priority.urgent))
    (incident,) = world.picture("B").incidents
    wanted = RequestAid(asked=("A",), kind="engine", incident=incident, place=HERE,
                        capabilities=("foam",), remarks="by the weir", **more)  # type: ignore[arg-type] # fmt: skip
    done(world, "B", wanted)
    request = the_request(world, "B").id
    heard = HeardWanted(kind="engine", quantity=the_request(world, "B").wanted.quantity)
    done(world, "A", HearAidRequest(request=request, by="B", wanted=heard))
    return world


def handed_over(world: LendingWorld, giver: str, taker: str) -> None:
    """After an offer: the crew, the release, the accept, the receipt."""
    steps = ("ask {0} {2}", "ready {0} {2}", "ReleaseUnit {0} {2}", "read {1} {0}", "read {0} {1}")
    told_so_far(world, tuple(each.format(giver, taker, UNIT) for each in steps))


def recalled(world: LendingWorld) -> LendingWorld:
    """Home asks, and the borrower offers the unit home."""
    done(world, "A", RecallUnit(unit=UNIT, reason="a fire of our own"))
    told_so_far(world, ("read B A",))
    done(world, "B", OfferUnit(unit=UNIT, to="A"))
    return world


def told(world: LendingWorld, own: Own) -> Written:
    """What one town's log says of the unit."""
    return of_unit(world.custody(own.code, UNIT), own)


def lent(*, is_asked: bool = False) -> LendingWorld:
    """A's engine is at B."""
    world = asking() if is_asked else LendingWorld(Setting("a pair"))
    request = the_request(world, "A").id if is_asked else None
    done(world, "A", OfferUnit(unit=UNIT, to="B", request=request,
                               until=MORNING.replace(hour=20)))  # fmt: skip
    told_so_far(world, ("read B A",))
    handed_over(world, "A", "B")
    return world


def returned(world: LendingWorld) -> LendingWorld:
    """The same after B has offered it home."""
    told_so_far(world, ("read A B",))
    handed_over(world, "B", "A")
    return world


def messages_of(world: LendingWorld) -> list[Message]:
    """Both towns' words of the unit, in the order in which they were said."""
    found = [*told(world, A).messages, *told(world, B).messages]
    return sorted(found, key=lambda each: each.sent_at)


@cache
def messages_of_every_kind() -> list[Message]:
    """Each kind that is written, with every part that it may have; ids are made apart."""
    withdrawn = LendingWorld(Setting("a pair"))
    done(withdrawn, "A", OfferUnit(unit=UNIT, to="B", may_sub_lend=True))
    done(withdrawn, "A", WithdrawOffer(unit=UNIT, reason="needed here"))
    partly = asking(quantity=2, until=MORNING.replace(hour=20))
    request = the_request(partly, "A").id
    done(partly, "A", OfferUnit(unit=UNIT, to="B", request=request))
    reason = DeclineReason.too_few_at_home
    done(partly, "A", DeclineAidRequest(request=request, because=reason, remarks="the other stays"))
    over = asking()
    done(over, "B", WithdrawAidRequest(request=the_request(over, "B").id, reason="it is out"))
    found = [
        *messages_of(recalled(lent())),
        *messages_of(returned(recalled(lent(is_asked=True)))),
        *told(withdrawn, A).messages,
        *of_request(the_request(partly, "A"), A, said, {UNIT: partly.custody("A", UNIT)}).messages,
        *of_request(the_request(over, "B"), B, said, {}).messages,
        *of_request(the_request(partly, "B"), B, said, {}).messages,
        *goods_messages(),
        *places_messages(),
    ]
    ids = [f"{number}-{each.kind}" for number, each in enumerate(found)]
    return [msgspec.structs.replace(each, id=name) for each, name in zip(found, ids, strict=True)]
