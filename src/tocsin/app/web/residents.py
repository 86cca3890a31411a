"""What residents can do without an account: report, and ask what became of it.

Plain pages, no script, no cookie. Reports go into intake like any other. Those who knock without
end spend their own network's share and the share of all strangers, never that of the centre.
"""

import uuid
from unicodedata import normalize
from urllib.parse import parse_qsl

from tocsin.access import reporter
from tocsin.app.desk import town_zone
from tocsin.app.web import resident_pages as pages
from tocsin.app.web.limits import body_of
from tocsin.app.web.orders import submitted
from tocsin.app.web.page_words import chosen, words_of
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.resident_form import (
    FIELDS,
    FORM_ID,
    SIGNS,
    Desk,
    Wrongs,
    said_danger,
    understood,
)
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.jurisdiction.orders import Accepted, Denied, Order
from tocsin.operations.picture.report_form import ReportForm
from tocsin.operations.picture.telling import ToldStep
from tocsin.operations.resident_reports import form_of
from tocsin.terms.kinds import LogKind

FORM_TYPE = "application/x-www-form-urlencoded"
FORM_BYTES = 100_000
ACTOR = "system/residents"
MOST_WAITING = 512
"""Orders that may wait before strangers are sent away: far fewer than stop an officer."""


def place_of(asked: Asked) -> pages.Place:
    """Whose page it is, in the language of whoever reads."""
    house = asked.door.house
    settings = house.picture.settings.get("town")
    usual = settings.language if settings else "en"
    wanted = asked.query("lang") or asked.request.headers.get("accept-language", "")
    language = chosen(wanted, usual)
    name = settings.name if settings else house.header.name
    is_actual = house.header.kind is LogKind.actual
    return pages.Place(name, is_actual, language, words_of(language))


def page(body: bytes, status: int = 200) -> Reply:
    """A page that nobody keeps: it may hold what somebody typed."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
    return Reply(body, status, "text/html", headers)


def is_foreign(asked: Asked) -> bool:
    """Whether a form was sent from a page that is not this door's (Fetch, Sec-Fetch-Site; for a
    browser without it RFC 6454, Origin).
    """
    headers = asked.request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site not in ("same-origin", "none")
    return origin is not None and origin.partition("://")[2] != headers.get("host")


async def posted(asked: Asked) -> dict[str, str] | None:
    """The fields of a form; None where another page sent it. Raises Problem."""
    if is_foreign(asked):
        return None
    return fields_of(await body_of(asked.request, FORM_BYTES))


def fields_of(body: bytes) -> dict[str, str]:
    """The fields of a form as browsers send it. Raises Problem 400."""
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=20,
                          errors="strict")  # fmt: skip
    except (UnicodeDecodeError, ValueError):
        raise Problem(400, "malformed", "This is no form, or its words are not UTF-8.") from None
    # As it is kept: a form that is sent again says the same, whoever composed its letters.
    return {name: normalize("NFC", value.replace("\0", "").strip()) for name, value in pairs}


async def form(asked: Asked) -> Reply:
    """The empty form."""
    place, adopted = place_of(asked), form_of(asked.door.house.picture)
    if not adopted.is_open or asked.door.house.town is None:
        return page(_closed(asked, place), 503 if adopted.is_open else 200)
    return page(pages.form_page(place, adopted, {"form": uuid.uuid4().hex}, ()))


async def sign(asked: Asked) -> Reply:
    """The form on which somebody says that they need help, or are safe."""
    place, adopted = place_of(asked), form_of(asked.door.house.picture)
    if asked.path("sign") not in SIGNS:
        raise nothing_here("noun-public-page")
    if not adopted.is_open or asked.door.house.town is None:
        return page(_closed(asked, place), 503 if adopted.is_open else 200)
    return page(pages.sign_page(place, adopted, {"form": uuid.uuid4().hex}, asked.path("sign"), ()))


def _closed(asked: Asked, place: pages.Place) -> bytes:
    """Whoever cannot report here is told whom to ring in danger all the same."""
    number = form_of(asked.door.house.picture).emergency_number
    told = place.words["closed"].format(town=place.town)
    return pages.said_page(place, "closed_title", told, pages.danger(place, number))


async def report(asked: Asked) -> Reply:
    """A report that was sent: into intake, once."""
    place, given = place_of(asked), await posted(asked)
    if given is None:
        return _again(asked, place, {}, [("send", place.words["error_elsewhere"])], 403)
    town, proof = asked.door.house.town, asked.door.proof
    if town is None or proof is None:
        return page(_closed(asked, place), 503)
    adopted = form_of(asked.door.house.picture)
    order = understood(given, _desk(asked, place, adopted))
    if isinstance(order, list):
        return _again(asked, place, given, order, 400)
    name = f"resident/{given['form']}"
    if town.store.find(name) is None and (wait_s := _wait_s(asked)):
        minutes = max(1, round(wait_s / 60))
        told = [("send", place.words["often"].format(minutes=minutes))]
        reply = _again(asked, place, given, told, 429)
        return Reply(reply.body, 429, reply.media_type,
                     {**reply.headers, "Retry-After": str(minutes * 60)})  # fmt: skip
    sent = Order(command=order, command_id=name, actor=ACTOR)
    outcome = await submitted(town, sent, asked.door.landing)
    if isinstance(outcome, Accepted):
        filed = next((each for each in outcome.subjects if each.startswith(f"{town.code}-r")), None)
        if filed is None:  # an order of somebody else's under this id
            return _again(
                asked, place, {**given, "form": ""}, [("send", place.words["trouble"])], 409
            )
        is_other = outcome.is_repeat and _says_other(asked, filed, order.words)
        pair = proof.reference(filed), proof.secret(filed)
        number = adopted.emergency_number
        ring = pages.ring_first(place, number, is_sent=True) if said_danger(given) else None
        return page(pages.thanks_page(place, *pair, is_other=is_other, ring=ring))
    if isinstance(outcome, Denied):
        return page(_closed(asked, place), 409)
    return _again(asked, place, given, [("send", place.words["trouble"])], 503)


def _desk(asked: Asked, place: pages.Place, adopted: ReportForm) -> Desk:
    kinds = frozenset(each.type for each in adopted.categories)
    zone = town_zone(asked.door.house.picture)
    settings = asked.door.house.picture.settings.get("town")
    own = words_of(chosen("", settings.language if settings else "en"))
    return Desk(place.words, kinds, zone, asked.now, place.language, own)


def _again(
    asked: Asked, place: pages.Place, given: dict[str, str], wrong: Wrongs, status: int
) -> Reply:
    """The form with everything that was typed, and what is to be done; nothing is lost."""
    kept = {name: value for name, value in given.items() if name in FIELDS}
    if not FORM_ID.fullmatch(given.get("form", "")):
        kept["form"] = uuid.uuid4().hex
    adopted = form_of(asked.door.house.picture)
    if given.get("sign") in SIGNS:
        return page(pages.sign_page(place, adopted, kept, given["sign"], wrong), status)
    return page(pages.form_page(place, adopted, kept, wrong), status)


def _says_other(asked: Asked, filed: str, what: str) -> bool:
    """Whether a form that was sent again has other words than the report that it became."""
    found = asked.door.house.picture.reports.get(filed)
    kept = None if found is None or found.words is None else found.words
    return kept is not None and asked.door.house.keys.open(kept) != what


def _wait_s(asked: Asked) -> float:
    """How long this stranger has to wait; 0.0 where the report may come in."""
    town = asked.door.house.town
    if town is not None and town.waiting > MOST_WAITING:
        return 60.0
    client = asked.request.client
    own = asked.door.strangers.take(client.host if client else None)
    return own or asked.door.crowd.take(None)


async def ask(asked: Asked) -> Reply:
    """Where a resident asks what happened."""
    place = place_of(asked)
    if asked.door.proof is None:
        return page(pages.said_page(place, "status_title", place.words["elsewhere"]), 503)
    return page(pages.ask_page(place, {}, ()))


async def status(asked: Asked) -> Reply:
    """What happened to the report whose reference and secret these are."""
    place, given = place_of(asked), await posted(asked)
    if given is None:
        elsewhere = [("reference", place.words["error_elsewhere"])]
        return page(pages.ask_page(place, {}, elsewhere), 403)
    proof, client = asked.door.proof, asked.request.client
    if proof is None:
        return page(pages.said_page(place, "status_title", place.words["elsewhere"]), 503)
    reference, secret = given.get("reference", ""), given.get("secret", "")
    filed = proof.report_of(reference, secret)
    if filed is None:
        wait_s = asked.door.guesses.take(client.host if client else None)
        if wait_s:
            told = place.words["often"].format(minutes=max(1, round(wait_s / 60)))
            return page(pages.said_page(place, "often_title", told), 429)
        wrong = [("reference", place.words["error_pair"])]
        return page(pages.ask_page(place, {"reference": reference[:40]}, wrong), 400)
    steps = steps_of(asked, filed)
    return page(pages.status_page(place, proof.reference(filed), steps))


def steps_of(asked: Asked, filed: str) -> list[pages.Step]:
    """What a reporter may know of their report, oldest first, in the town's time."""
    house = asked.door.house
    seen = asked.door.eye(reporter(filed)).shown(("tellings", filed)) or {}
    told = seen.get("told")
    if not isinstance(told, tuple):
        return [pages.Step("filed")]
    zone = town_zone(house.picture)
    return [
        pages.Step(
            each.step,
            each.at.astimezone(zone),
            None if each.words is None else house.keys.open(each.words),
        )
        for each in told
        if isinstance(each, ToldStep)
    ]


LANGUAGE = Parameter("lang", "The language of the page, where it is not the browser's.")
ROUTES = (
    Route(
        method="GET", path="/report", says="A form for residents", handler=form,
        tag="residents", media_type="text/html", errors=(503,),
    ),
    Route(
        method="POST", path="/report", says="A resident's report", handler=report,
        tag="residents", body_media_type=FORM_TYPE, media_type="text/html",
        errors=(403, 409, 413, 429),
    ),
    Route(
        method="GET", path="/report/status", says="Where a resident asks what happened",
        handler=ask, tag="residents", media_type="text/html", errors=(503,),
    ),
    Route(
        method="POST", path="/report/status", says="What happened to a resident's report",
        handler=status, tag="residents", body_media_type=FORM_TYPE, media_type="text/html",
        errors=(403, 413, 429),
    ),
    Route(
        method="GET", path="/report/{sign}", says="I need help, or: I am safe", handler=sign,
        tells="`help` or `safe`; it is sent as a report, and nothing need be typed.",
        tag="residents", media_type="text/html", parameters=(LANGUAGE,), errors=(404, 503),
    ),
)  # fmt: skip
