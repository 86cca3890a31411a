"""The door between towns: meeting, telling a neighbour its slice; and what is shown of them here.

Who asks for a slice proves it by a signature over the request (RFC 9421). Whoever floods the door
spends their own share; the town's own people are let in beside it as ever.
"""

import asyncio
import re
import uuid

import msgspec

from tocsin.app.checking import checked
from tocsin.app.facts import opener
from tocsin.app.neighbours.meetings import NotMet
from tocsin.app.neighbours.neighbourhood import Neighbourhood
from tocsin.app.outcome import Told
from tocsin.app.web.limits import body_of, network_of, too_often
from tocsin.app.web.orders import submitted, town_of
from tocsin.app.web.problem import Problem, refused
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.federation.meeting import Hello, Met, Reveal, Welcome
from tocsin.federation.region import Region, Standing, region, standing_of
from tocsin.federation.signed_requests import TO, NotTaken, Signed
from tocsin.federation.slice_messages import Cursor, DoorKey, door_key
from tocsin.jurisdiction.orders import Denied, Order, Unknown
from tocsin.operations.hearing import HEARER
from tocsin.operations.picture.neighbour import LinkStanding
from tocsin.operations.picture.token import Scope

HELLO_BYTES = 4_000
MOST_WAIT_S = 20
LOOK_S = 0.1
SLICE_TYPE = "application/x-ndjson"

_AFTER = re.compile(r"([0-9a-f]{32}):([0-9]{1,15}):([0-9a-f]{64})")
_NONCE = re.compile(r"[0-9a-f]{32}")


class Neighbours(msgspec.Struct, frozen=True):
    """How it stands with each neighbour, by its code."""

    neighbours: tuple[Standing, ...]


def the_neighbourhood(asked: Asked) -> Neighbourhood:
    """Raises Problem 404 where this process speaks with no neighbours."""
    found = asked.door.neighbourhood
    if found is None:
        raise Problem(
            404,
            "no_neighbours_here",
            "This process speaks with no neighbours: it only reads the town, or it is a drill.",
            "Ask the door that writes the town.",
        )
    return found


def _as_stranger(asked: Asked, here: Neighbourhood) -> None:
    """Raise Problem 429 where this network has asked too often without a good signature."""
    address = asked.request.client.host if asked.request.client else None
    wait_s = here.strangers.take_of(network_of(address))
    if wait_s:
        raise too_often(wait_s)


# between doors


async def hello(asked: Asked) -> Reply:
    """A town that was invited says who it is."""
    here = the_neighbourhood(asked)
    _as_stranger(asked, here)
    body = await body_of(asked.request, HELLO_BYTES)
    try:
        return Reply(msgspec.json.encode(here.meetings.welcomed(body, asked.now)))
    except NotMet as error:
        raise _not_met(error) from None


async def reveal(asked: Asked) -> Reply:
    """It shows its number; the meeting is put on record."""
    here = the_neighbourhood(asked)
    _as_stranger(asked, here)
    body = await body_of(asked.request, HELLO_BYTES)
    try:
        command, met = here.meetings.revealed(body, asked.now)
        checked(command)
    except NotMet as error:
        raise _not_met(error) from None
    except Told as error:
        raise Problem(400, "malformed", f"{error}.", where="body") from None
    order = Order(command=command, command_id=f"neighbour-met/{uuid.uuid4().hex}", actor=HEARER)
    outcome = await submitted(town_of(asked), order, asked.door.landing)
    if isinstance(outcome, Denied):
        raise refused(outcome.refused, outcome.command_id)
    if isinstance(outcome, Unknown):
        raise Problem(503, "unknown", "Whether the meeting is on record is not known.", after_s=2)
    return Reply(msgspec.json.encode(met))


def _not_met(error: NotMet) -> Problem:
    return Problem(403, str(error.fault), f"{error}.", "Ask for a new invitation.")


async def own_door(asked: Asked) -> Reply:
    """Which TLS key this door has, and how the town's key came about; signed."""
    here = the_neighbourhood(asked)
    _as_stranger(asked, here)
    nonce = asked.query("nonce") or ""
    if not _NONCE.fullmatch(nonce):
        raise Problem(400, "malformed", "nonce is 32 hexadecimal digits.", where="nonce")
    said = await asyncio.to_thread(lambda: door_key(here.key(), here.code, nonce, here.tls()))
    return Reply(said, headers={"Cache-Control": "no-store"})


async def slice_for(asked: Asked) -> Reply:
    """What a neighbour is told: at once where there is news, else when there is, or in the end."""
    here = the_neighbourhood(asked)
    code, nonce = _who_signed(asked, here)
    wait_s, stands = _stands(asked)
    until = asyncio.get_running_loop().time() + wait_s
    while (
        not here.sharing.has_news(code, stands)
        and asyncio.get_running_loop().time() < until
        and not asked.door.hub.is_closing
    ):
        await asyncio.sleep(LOOK_S)
    _may_hear(asked, code)
    answer = await asyncio.to_thread(
        lambda: here.sharing.answer(code, stands, nonce, here.key(), here.tls())
    )
    return Reply(answer, media_type=SLICE_TYPE, headers={"Cache-Control": "no-store"})


def _who_signed(asked: Asked, here: Neighbourhood) -> tuple[str, str]:
    """Code of the neighbour that signed, and the nonce of its request. Raises Problem."""
    request = asked.request
    headers = request.headers
    signed = Signed(
        method=request.method,
        authority=headers.get("host", ""),
        path=request.scope["path"],
        query=request.scope["query_string"].decode("latin-1"),
        to=headers.get(TO, ""),
    )
    try:
        code, nonce = here.verifier.verified(
            signed,
            headers.get("signature-input", ""),
            headers.get("signature", ""),
            headers.get("content-digest", ""),
            asked.now,
        )
    except NotTaken as error:
        _as_stranger(asked, here)
        raise Problem(401, str(error.fault), f"{error}.", where="Signature") from None
    wait_s = here.asks.take_of(code)
    if wait_s:
        raise Problem(
            429, "too_often", f"{code} asks more often than it may.",
            "Ask again later.", after_s=max(1, round(wait_s + 0.5)),
        )  # fmt: skip
    _may_hear(asked, code)
    return code, nonce


def _may_hear(asked: Asked, code: str) -> None:
    """Raise Problem 403 where this town does not speak with a neighbour now."""
    found = asked.door.house.picture.neighbours.get(code)
    standing = None if found is None else found.standing
    if standing is not LinkStanding.joined:
        raise Problem(
            403,
            "link_is_" + ("not_joined" if standing is None else standing.value),
            f"The link to {code} is {'not joined' if standing is None else standing.value} here.",
            "Telephone.",
        )


def _stands(asked: Asked) -> tuple[int, Cursor]:
    """For how long the neighbour waits, and where it stands. Raises Problem 400."""
    wait, after = asked.query("wait") or "0", asked.query("after")
    if not (re.fullmatch("[0-9]{1,2}", wait) and int(wait) <= MOST_WAIT_S):
        raise Problem(400, "malformed", f"wait is seconds, {MOST_WAIT_S} at most.", where="wait")
    if after is None:
        return int(wait), Cursor()
    found = _AFTER.fullmatch(after)
    if found is None:
        raise Problem(400, "malformed", "after is incarnation:sequence:head.", where="after")
    return int(wait), Cursor(found[1], int(found[2]), found[3])


# for the town's own people


def _standings(asked: Asked, here: Neighbourhood) -> tuple[Standing, ...]:
    """How it stands with whoever the asker may know to be a neighbour."""
    eye, replicas = asked.door.eye(asked.who.viewer), here.following.replicas()
    found = []
    for each in eye.picture.neighbours.values():
        if each.standing is LinkStanding.ended or not eye.fields(("neighbours", each.id)):
            continue
        replica = replicas.get(each.id)
        state = None if replica is None else replica.state
        size = 0 if replica is None else len(replica.known)
        trouble = here.sharing.troubles.get(each.id, "")
        rate = asked.door.house.clock_rate
        found.append(standing_of(each, state, size, asked.now, trouble, rate))
    return tuple(sorted(found, key=lambda each: each.neighbour))


async def listed(asked: Asked) -> Reply:
    """The neighbours, and when each was last heard."""
    here = the_neighbourhood(asked)
    return Reply(msgspec.json.encode(Neighbours(_standings(asked, here))))


async def regional(asked: Asked) -> Reply:
    """The own picture and the neighbours', as far as the asker may know of either."""
    here = the_neighbourhood(asked)
    own = asked.query("own") or "yes"
    if own not in ("yes", "no"):
        raise Problem(400, "malformed", "own is yes or no.", where="own")

    def joined() -> bytes:
        eye = asked.door.eye(asked.who.viewer)
        house = asked.door.house
        settings = eye.picture.settings.get("town")
        name = settings.name if settings else house.header.name
        standings = _standings(asked, here)
        codes = {each.neighbour for each in standings}
        replicas = {c: r.looked() for c, r in here.following.replicas().items() if c in codes}
        found = region(here.code, name, eye, replicas, standings, asked.now, with_own=own == "yes")
        return msgspec.json.encode(found, enc_hook=opener(house.keys))

    return Reply(await asyncio.to_thread(joined))


ROUTES = (
    Route(
        method="POST",
        path="/v1/neighbours/hello",
        says="A town that was invited says who it is",
        tells="Between doors; see the page on neighbours.",
        handler=hello,
        tag="neighbours",
        body=Hello,
        answer=Welcome,
        errors=(403, 404, 413, 429),
    ),
    Route(
        method="POST",
        path="/v1/neighbours/reveal",
        says="The town that was invited shows its number",
        tells="Between doors; the meeting is then on record, and people read the code aloud.",
        handler=reveal,
        tag="neighbours",
        body=Reveal,
        answer=Met,
        errors=(403, 404, 409, 413, 429, 503),
    ),
    Route(
        method="GET",
        path="/v1/neighbours/door",
        says="Which TLS key this door has, signed by the town",
        handler=own_door,
        tag="neighbours",
        parameters=(Parameter("nonce", "32 fresh hexadecimal digits, which the answer repeats."),),
        answer=DoorKey,
        errors=(404, 429),
    ),
    Route(
        method="GET",
        path="/v1/neighbours/slice",
        says="What a neighbouring town may know, from where it stands",
        tells="Signed by the asking town (RFC 9421). Lines: the signed standing, then two a tick,"
        " envelope and deltas.",
        handler=slice_for,
        tag="neighbours",
        parameters=(
            Parameter("after", "Where the asker stands: incarnation:sequence:head."),
            Parameter(
                "wait",
                "Seconds to wait for news.",
                {"type": "integer", "minimum": 0, "maximum": MOST_WAIT_S, "default": 0},
            ),
            Parameter(TO, "Code of the town that is asked.", place="header"),
            Parameter("Content-Digest", "Of the empty body.", place="header"),
            Parameter("Signature-Input", "What is signed, when and by whom.", place="header"),
            Parameter("Signature", "The signature.", place="header"),
        ),
        media_type=SLICE_TYPE,
        is_waiting=True,
        errors=(401, 403, 404, 429),
    ),
    Route(
        method="GET",
        path="/v1/neighbours",
        says="Neighbouring towns, and when each was last heard",
        handler=listed,
        tag="neighbours",
        scope=Scope.look,
        answer=Neighbours,
        errors=(404,),
    ),
    Route(
        method="GET",
        path="/v1/region",
        says="The region: this town and what its neighbours let it know, with ages",
        handler=regional,
        tag="neighbours",
        scope=Scope.look,
        parameters=(
            Parameter(
                "own",
                "`no`: without the town's own subjects, for whoever follows the stream anyway.",
                {"type": "string", "enum": ["yes", "no"], "default": "yes"},
            ),
        ),
        answer=Region,
        errors=(400, 404),
    ),
)
