"""A resident's report as it was typed: what is wrong with it, or the order that it means."""

import re
from datetime import UTC, datetime, tzinfo

import msgspec

from tocsin.app.web.page_words import Wording
from tocsin.geo.pasted import NotAPosition, Pasted, pasted
from tocsin.operations.incident import GivenPlace
from tocsin.operations.intake import IntakeRefusal, wrong_time
from tocsin.operations.resident_reports import FileReport

FORM_ID = re.compile(r"[0-9a-f]{32}")
SIGNS = ("help", "safe")
"""What somebody says in a disaster with one press: that they need help, or that they are safe."""
MOST = {"person": 200, "what": 8_000, "where": 500, "position": 500, "contact": 200}
FIELDS = frozenset(
    {
        "form", "sign", "person", "danger", "category", "what", "where", "position", "when",
        "contact", "website",
    }
)  # fmt: skip
_WHEN = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?")

Wrongs = list[tuple[str, str]]
"""The field's id and the sentence."""


class Desk(msgspec.Struct, frozen=True):
    """What a typed report is held against: words, what can be chosen, the town's clock."""

    words: Wording
    kinds: frozenset[str]
    zone: tzinfo
    now: datetime
    language: str
    own: Wording
    """Words of the town's own language, in which a sign is read at the desk."""


def said_danger(given: dict[str, str]) -> bool | None:
    """Whether somebody is in danger, as it was ticked; None where it was not."""
    if given.get("sign") in SIGNS:
        return given["sign"] == "help"
    return {"yes": True, "no": False}.get(given.get("danger", ""))


def understood(given: dict[str, str], desk: Desk) -> FileReport | Wrongs:
    """The order that a form means, or what is wrong with it."""
    wrong = _wrong(given, desk)
    position, when = _position(given, desk, wrong), _when(given, desk, wrong)
    if wrong:
        return sorted(wrong, key=lambda each: _ORDER.index(each[0]))
    return FileReport(
        words=_words(given, desk),
        place=GivenPlace(
            words=given.get("where") or None,
            point=None if position is None else position.point,
            uncertainty_m=None if position is None else position.uncertainty_m,
        ),
        type=given.get("category") or None,
        callback=given.get("contact") or None,
        caller=given.get("person") or None,
        language=desk.language,
        happened_at=when,
        is_danger=said_danger(given),
    )


_ORDER = ("person", "category-0", "what", "where", "position", "when", "contact", "website")
"""The order of the fields on the page, in which it says what is wrong."""


def _words(given: dict[str, str], desk: Desk) -> str:
    """What was typed; of a sign that it was one, first."""
    sign = [f"{desk.own['sign_' + given['sign']]}."] if given.get("sign") in SIGNS else []
    return " ".join([*sign, given.get("what", "")]).strip()


def _wrong(given: dict[str, str], desk: Desk) -> Wrongs:
    words = desk.words
    wrong: Wrongs = []
    if given.get("category") and given["category"] not in desk.kinds:
        wrong.append(("category-0", words["error_category"]))
    if not given.get("what") and given.get("sign") not in SIGNS:
        wrong.append(("what", words["error_what"]))
    wrong += [
        (name, words[f"error_{name}_long"].format(most=f"{most:,}"))
        for name, most in MOST.items()
        if len(given.get(name, "")) > most
    ]
    if given.get("website"):
        wrong.append(("website", words["error_robot"]))
    if not FORM_ID.fullmatch(given.get("form", "")):
        wrong.append(("what", words["error_form"]))
    return wrong


def _position(given: dict[str, str], desk: Desk, wrong: Wrongs) -> Pasted | None:
    text = given.get("position", "")
    if not text or len(text) > MOST["position"]:
        return None
    try:
        return pasted(text)
    except NotAPosition:
        wrong.append(("position", desk.words["error_position"]))
        return None


def _when(given: dict[str, str], desk: Desk, wrong: Wrongs) -> datetime | None:
    """A day and time in the town's zone; the earlier one where a clock was put back."""
    text = given.get("when", "")
    if not text:
        return None
    found = _WHEN.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        local = datetime.fromisoformat(f"{found[1]} {found[2]}").replace(tzinfo=desk.zone)
        at = local.astimezone(UTC)
    except (ValueError, OverflowError):
        wrong.append(("when", desk.words["error_when"]))
        return None
    refused = wrong_time(at, desk.now)
    if refused is not None:
        is_ahead = refused.code == IntakeRefusal.happened_in_future
        wrong.append(("when", desk.words[f"error_when_{'future' if is_ahead else 'past'}"]))
    return at
