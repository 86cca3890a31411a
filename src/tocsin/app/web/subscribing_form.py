"""What a resident typed who wants to be warned: what is wrong with it, or what it means."""

import re

import msgspec

from tocsin.app.web.page_words import Wording
from tocsin.app.web.resident_form import FORM_ID, Wrongs
from tocsin.operations.picture.subscription import Quiet
from tocsin.operations.subscriptions import is_mailable
from tocsin.terms.cap import CapCategory, CapSeverity

HAZARDS = {
    "weather": (CapCategory.met,),
    "ground": (CapCategory.geo, CapCategory.env),
    "fire": (CapCategory.fire, CapCategory.rescue),
    "health": (CapCategory.health,),
    "supply": (CapCategory.infra, CapCategory.transport),
    "substances": (CapCategory.cbrne,),
    "safety": (CapCategory.safety, CapCategory.security),
}
"""What people call them; who ticks none wants all."""
LEAST = {
    "all": CapSeverity.unknown, "moderate": CapSeverity.moderate, "severe": CapSeverity.severe,
    "extreme": CapSeverity.extreme,
}  # fmt: skip
FIELDS = frozenset(
    {"form", "email", "place", "zone", "least", "quiet_from", "quiet_to", "website"}
    | {f"hazard-{each}" for each in HAZARDS}
)
LONGEST = {"email": 254, "place": 200}
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


class Wanted(msgspec.Struct, frozen=True):
    """Who wants to be warned of what."""

    address: str
    place: str
    zone: str
    categories: tuple[CapCategory, ...]
    least: CapSeverity
    quiet: Quiet | None


def understood(given: dict[str, str], words: Wording, zones: frozenset[str]) -> Wanted | Wrongs:
    """What a form means, or what is wrong with it."""
    from tocsin.app.subscribing.asking import is_writable

    wrong: Wrongs = []
    address, place = given.get("email", ""), given.get("place", "")
    is_short = len(address) <= LONGEST["email"]
    if not (is_short and is_mailable(address) and is_writable(address)):
        wrong.append(("email", words["error_email"]))
    if len(place) > LONGEST["place"]:
        wrong.append(("place", words["error_place"]))
    zone = given.get("zone", "")
    if zone and zone not in zones:
        wrong.append(("zone", words["error_zone"]))
    quiet = quiet_of(given.get("quiet_from", ""), given.get("quiet_to", ""))
    if quiet is None and (given.get("quiet_from") or given.get("quiet_to")):
        wrong.append(("quiet_from", words["error_quiet"]))
    if given.get("website"):
        wrong.append(("email", words["error_robot"]))
    if not FORM_ID.fullmatch(given.get("form", "")):
        wrong.append(("email", words["error_form"]))
    if wrong:
        return wrong
    ticked = [each for name, each in HAZARDS.items() if given.get(f"hazard-{name}")]
    return Wanted(
        address=address,
        place=place,
        zone=zone,
        categories=tuple(one for each in ticked for one in each),
        least=LEAST.get(given.get("least", ""), CapSeverity.unknown),
        quiet=quiet,
    )


def quiet_of(begins: str, ends: str) -> Quiet | None:
    """Hours from one time of the clock (`22:00`) to another; None where they are none."""
    found = [_CLOCK.fullmatch(each) for each in (begins, ends)]
    if found[0] is None or found[1] is None or begins == ends:
        return None
    return Quiet(*(int(each[1]) * 60 + int(each[2]) for each in found if each is not None))
