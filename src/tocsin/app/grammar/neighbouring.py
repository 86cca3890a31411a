"""Verbs about neighbouring towns: lend, borrow, give back, take back; links and agreements.

A unit is known as everywhere; one that another town offers, and that is not on the register yet, by
its id or the end of it.
"""

from collections.abc import Callable

from tocsin.app.grammar import passing
from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Told, Verb, chosen, one
from tocsin.app.tongue import code, listed, tell
from tocsin.operations.agreement_standing import EndAgreement, ResumeAgreement, SuspendAgreement
from tocsin.operations.agreements import SignAgreement
from tocsin.operations.aid_changing import ChangeAidRequest
from tocsin.operations.aid_requests import (
    DeclineAidRequest,
    RequestAid,
    WithdrawAidRequest,
    the_request,
)
from tocsin.operations.custody import custody_of
from tocsin.operations.lending import (
    OfferUnit,
    ReadyCrew,
    ReaffirmAuthority,
    ReleaseUnit,
    WithdrawOffer,
)
from tocsin.operations.neighbour_links import CutNeighbour, HealNeighbour, RevokeNeighbourKey
from tocsin.operations.neighbours import ConfirmNeighbour, EndNeighbour, MoveNeighbour
from tocsin.operations.orders import Command
from tocsin.operations.overriding import (
    AnswerOverride,
    CloseConflict,
    ConfirmOverride,
    OpenOverride,
    OwnConflict,
)
from tocsin.operations.picture.agreement import AgreementVersion, Compact
from tocsin.operations.picture.aid_request import DeclineReason
from tocsin.operations.picture.custody import Custody, Epoch
from tocsin.operations.recalling import DeclineOffer, RecallUnit
from tocsin.operations.reconciling import LeaveOut, ReconcileUnit


def _unit(told: Told, least: int, most: int | None, what: str) -> tuple[str, tuple[str, ...]]:
    """The unit, and the words left over: on the register, or only heard of."""
    if len(told.units) == 1:
        return told.units[0], told.some_rest(least, most, what)
    words = told.rest if not told.units else ()
    found = told.names.ending(told.names.picture.custody, words[0]) if words else None
    if found is None:
        raise told.wrong("takes-one-unit")
    if not least <= len(words) - 1 <= (len(words) if most is None else most):
        raise told.wrong(what)
    return found, words[1:]


def _sign(told: Told, unit: str) -> str:
    """How a unit is spoken of, also one that is only heard of."""
    found = told.names.picture.custody.get(unit)
    if unit not in told.names.picture.units and found is not None and found.vehicle is not None:
        return found.vehicle.call_sign
    return told.names.call_sign(unit)


def _custody(told: Told, unit: str) -> Custody:
    found = custody_of(told.names.picture, unit)
    assert found is not None, "it was named"
    return found


def _town(told: Told, word: str) -> str:
    """A town that is known here, or this one, by its code."""
    town = word.upper()
    picture = told.names.picture
    partners = {each.partner for each in picture.compacts.values()}
    if town != told.names.code and town not in picture.neighbours and town not in partners:
        raise misread("misread-none", what=tell("noun-town"), word=word)
    return town


def _offer(told: Told) -> Built:
    """To the own town: takes an offer back that the crew has answered for."""
    unit, words = _unit(told, 1, 2, "takes-unit-town")
    to, sign = _town(told, words[0]), _sign(told, unit)
    if to == told.names.code:
        return one(OfferUnit(unit=unit, to=to), tell("echo-lend-own", unit=sign))
    request = the_request(told.names.picture, unit, to)
    if len(words) == 2:
        request = _request(told, words[1])
    command = OfferUnit(unit=unit, to=to, until=told.until, request=request)
    tail = told.by() if request is None else f"{told.by()}, {tell('echo-lend-for', id=request)}"
    return one(command, tell("echo-lend", unit=sign, town=to, tail=tail))


def _request(told: Told, word: str) -> str:
    return told.of("aid_requests", word, tell("noun-aid-request"))


def _ask(told: Told) -> Built:
    """Towns, a kind of unit, how many (`2x`), in any order."""
    towns: list[str] = []
    kinds: list[str] = []
    quantity = 1
    for word in told.some_rest(1, None, "takes-aid"):
        if word.upper() in told.names.picture.neighbours:
            towns.append(word.upper())
        elif word[:-1].isdigit() and word[-1] in "xX" and len(word) < 4:
            quantity = int(word[:-1])
        else:
            kinds.append(word.lower())
    if not towns or len(kinds) > 1:
        raise told.wrong("takes-aid")
    command = RequestAid(
        asked=tuple(towns),
        kind=kinds[0] if kinds else None,
        quantity=quantity,
        incident=told.incidents[0] if told.incidents else None,
        until=told.until,
        remarks=told.line.text,
    )
    what = code("unit-kind", kinds[0]) if kinds else tell("aid-any-unit")
    says = tell("echo-aid", towns=listed(towns), n=quantity, what=what, tail=told.by())
    return one(command, says)


def _ask_no_more(told: Told) -> Built:
    request, reason = _request(told, told.one_word("takes-aid-request")), told.a_reason()
    command = WithdrawAidRequest(request=request, reason=reason)
    return one(command, tell("echo-aid-withdrawn", id=request, reason=reason))


def _ask_otherwise(told: Told) -> Built:
    """A request, how many (`3x`), until when; what is not said stays."""
    words = told.some_rest(1, 2, "takes-aid-change")
    request = _request(told, words[0])
    quantity = None
    if len(words) == 2:
        if not (words[1][:-1].isdigit() and words[1][-1] in "xX" and len(words[1]) < 4):
            raise told.wrong("takes-aid-change")
        quantity = int(words[1][:-1])
    if quantity is None and told.until is None:
        raise told.wrong("takes-aid-change")
    known = told.names.picture.aid_requests.get(request)
    n = quantity or (known.wanted.quantity if known is not None else 1)
    command = ChangeAidRequest(request=request, quantity=quantity, until=told.until)
    return one(command, tell("echo-aid-changed", id=request, n=n, tail=told.by()))


def _decline_aid(told: Told) -> Built:
    words = told.some_rest(2, 2, "takes-aid-decline")
    request = _request(told, words[0])
    because = chosen(words[1], DeclineReason, "noun-aid-reason")
    command = DeclineAidRequest(request=request, because=because, remarks=told.line.text)
    says = tell("echo-aid-declined", id=request, because=code("aid-because", because.value))
    return one(command, says)


def _give_back(told: Told) -> Built:
    unit, _ = _unit(told, 0, 0, "takes-one-unit")
    home = _custody(told, unit).home
    says = tell("echo-give-back", unit=_sign(told, unit), town=home)
    return one(OfferUnit(unit=unit, to=home), says)


def _asked(told: Told, unit: str) -> Epoch | None:
    """What the crew is asked for: our own offer, else the last that was heard."""
    custody = _custody(told, unit)
    if custody.offer is not None:
        return custody.offer.epoch
    return custody.heard[-1].epoch if custody.heard else None


def _ready(told: Told) -> Built:
    """The word is what the crew said; what it was asked for stands in the log."""
    unit, words = _unit(told, 1, 1, "takes-unit-epoch")
    epoch = _asked(told, unit)
    command = ReadyCrew(
        unit=unit, epoch=words[0] if epoch is None else str(epoch), readback=words[0]
    )
    return one(command, tell("echo-crew-ready", unit=_sign(told, unit), epoch=words[0]))


def _simply(make: Callable[[str], Command], says: str) -> Callable[[Told], Built]:
    """A unit and no more; `says` names the sentence."""

    def build(told: Told) -> Built:
        unit, _ = _unit(told, 0, 0, "takes-one-unit")
        return one(make(unit), tell(says, unit=_sign(told, unit)))

    return build


def _because(make: Callable[[str, str], Command], says: str) -> Callable[[Told], Built]:
    """A unit and a reason; `says` names the sentence that has room for both."""

    def build(told: Told) -> Built:
        unit, _ = _unit(told, 0, 0, "takes-one-unit")
        reason = told.a_reason()
        return one(make(unit, reason), tell(says, unit=_sign(told, unit), reason=reason))

    return build


def _answer(told: Told) -> Built:
    """Whoever types it has heard it, unless somebody else is named."""
    unit, words = _unit(told, 1, None, "takes-unit-nonce")
    viewer = told.names.viewer
    heard_by = " ".join(words[1:]) or (told.names.who(viewer) if viewer else told.names.code)
    command = AnswerOverride(unit=unit, nonce=words[0], words=told.a_text(), heard_by=heard_by)
    says = tell("echo-override-answer", unit=_sign(told, unit), nonce=words[0], who=heard_by)
    return one(command, says)


def _reconcile(told: Told) -> Built:
    unit, words = _unit(told, 3, 3, "takes-unit-card")
    by, to = _town(told, words[1]), _town(told, words[2])
    command = ReconcileUnit(unit=unit, epoch=words[0], told_by=by, listens_to=to)
    says = tell("echo-reconcile", unit=_sign(told, unit), epoch=words[0], by=by, town=to)
    return one(command, says)


def _own_conflict(told: Told) -> Built:
    unit, words = _unit(told, 2, 2, "takes-unit-conflict-person")
    person = told.person(words[1])
    command = OwnConflict(unit=unit, epoch=words[0], person=person)
    who = told.names.who(person)
    return one(
        command, tell("echo-conflict-owned", unit=_sign(told, unit), epoch=words[0], who=who)
    )


def _close_conflict(told: Told) -> Built:
    unit, words = _unit(told, 1, 1, "takes-unit-conflict")
    text = told.a_text()
    command = CloseConflict(unit=unit, epoch=words[0], resolution=text)
    says = tell("echo-conflict-closed", unit=_sign(told, unit), epoch=words[0], words=text)
    return one(command, says)


def _link(make: Callable[[str, str], Command], says: str) -> Callable[[Told], Built]:
    """A neighbour and a reason."""

    def build(told: Told) -> Built:
        town = told.neighbour(told.one_word("takes-neighbour"))
        reason = told.a_reason()
        return one(make(town, reason), tell(says, town=town, reason=reason))

    return build


def _confirm(told: Told) -> Built:
    """The digits as they were read aloud, in one group or in several."""
    words = told.some_rest(2, 3, "takes-neighbour-digits")
    town, digits = told.neighbour(words[0]), "".join(words[1:])
    command = ConfirmNeighbour(neighbour=town, spoken=digits)
    return one(command, tell("echo-neighbour-confirmed", town=town, digits=digits))


def _move(told: Told) -> Built:
    words = told.some_rest(2, 6, "takes-neighbour-urls")
    town, urls = told.neighbour(words[0]), tuple(each.rstrip("/") for each in words[1:])
    command = MoveNeighbour(neighbour=town, urls=urls)
    return one(command, tell("echo-neighbour-moved", town=town, urls=listed(urls)))


def _compact(told: Told, word: str) -> Compact:
    """An agreement by its id, the end of it, or the partner's code where there is one with it."""
    every = told.names.picture.compacts
    with_ = [name for name, each in every.items() if each.partner == word.upper()]
    if len(with_) == 1:
        found = with_[0]
    else:
        found = told.of("compacts", word, tell("noun-agreement"))
    compact = every.get(found)
    assert compact is not None
    return compact


def _version(told: Told, compact: Compact, word: str | None) -> AgreementVersion:
    """A version by number or digest; else the newest that this town has not signed."""
    if word is None:
        unsigned = [e for e in compact.versions if e.signed_by(told.names.code) is None]
        if unsigned:
            return unsigned[-1]
    else:
        numbered = [each for each in compact.versions if str(each.number) == word]
        named = compact.version(word.lower()) if len(word) >= 4 else None
        found = numbered or [each for each in (named,) if each is not None]
        if len(found) == 1:
            return found[0]
    raise misread("misread-none", what=tell("noun-version"), word=word or compact.id)


def _sign_agreement(told: Told) -> Built:
    """Name and office as they are to stand there, with a comma between them."""
    words = told.some_rest(1, 2, "takes-agreement")
    compact = _compact(told, words[0])
    version = _version(told, compact, words[1] if len(words) == 2 else None)
    name, _, office = (each.strip() for each in told.a_text().rpartition(","))
    if not (name and office):
        raise told.wrong("takes-name-office")
    command = SignAgreement(agreement=compact.id, digest=version.digest, name=name, office=office)
    says = tell(
        "echo-agreement-signed", agreement=compact.id, number=version.number, name=name,
        office=office,
    )  # fmt: skip
    return one(command, says)


def _agreement(make: Callable[[str, str], Command], says: str) -> Callable[[Told], Built]:
    """An agreement and a reason."""

    def build(told: Told) -> Built:
        compact = _compact(told, told.one_word("takes-agreement"))
        reason = told.a_reason()
        return one(make(compact.id, reason), tell(says, agreement=compact.id, reason=reason))

    return build


VERBS: dict[str, Verb] = {
    **passing.VERBS,
    "LE": Verb("LE E12 NV until 18:00", _offer, "units words until"),
    "N": Verb('N NV 2x engine 17 until 18:00 "long hoses', _ask, "incident words text until"),
    "NQ": Verb("NQ 4b1c 3x until 20:00", _ask_otherwise, "words until"),
    "NW": Verb("NW 4b1c ! not needed", _ask_no_more, "words reason"),
    "ND": Verb('ND 4b1c too_few_at_home "in the morning', _decline_aid, "words text"),
    "LR": Verb("LR E12 2.0", _ready, "units words"),
    "LG": Verb("LG E12", _simply(lambda u: ReleaseUnit(unit=u), "echo-release"), "units words"),
    "LW": Verb(
        "LW E12 ! needed here",
        _because(lambda u, r: WithdrawOffer(unit=u, reason=r), "echo-lend-withdrawn"),
        "units words reason",
    ),
    "LK": Verb("LK E12", _simply(lambda u: ReaffirmAuthority(unit=u), "echo-keep"), "units words"),
    "LX": Verb(
        "LX NV-E7 ! no crew for it",
        _because(lambda u, r: DeclineOffer(unit=u, reason=r), "echo-lend-declined"),
        "units words reason",
    ),
    "GB": Verb("GB NV-L2", _give_back, "units words"),
    "BK": Verb(
        "BK E12 ! a fire of our own",
        _because(lambda u, r: RecallUnit(unit=u, reason=r), "echo-recall"),
        "units words reason",
    ),
    "OV": Verb(
        "OV E12 ! a fire of our own",
        _because(lambda u, r: OpenOverride(unit=u, reason=r), "echo-override"),
        "units words reason",
    ),
    "OVY": Verb(
        "OVY E12", _simply(lambda u: ConfirmOverride(unit=u), "echo-override-second"), "units words"
    ),
    "OVA": Verb('OVA E12 4711 "ready, Perry, 3.0', _answer, "units words text"),
    "LQ": Verb("LQ E12 1.0 PE PE", _reconcile, "units words"),
    "LO": Verb("LO E12 3.0 ada", _own_conflict, "units words"),
    "LF": Verb('LF E12 3.0 "spoken about by telephone', _close_conflict, "units words text"),
    "NC": Verb(
        "NC NV ! they were broken into",
        _link(lambda n, r: CutNeighbour(neighbour=n, reason=r), "echo-link-cut"),
        "words reason",
    ),
    "NH": Verb(
        "NH NV ! spoken to them",
        _link(lambda n, r: HealNeighbour(neighbour=n, reason=r), "echo-link-healed"),
        "words reason",
    ),
    "NL": Verb(
        "NL NV ! their house burnt down",
        _link(lambda n, r: LeaveOut(neighbour=n, reason=r), "echo-left-out"),
        "words reason",
    ),
    "NY": Verb("NY NV 1234 5678", _confirm, "words"),
    "NM": Verb("NM NV https://nv.example", _move, "words"),
    "NR": Verb(
        "NR NV ! their key was stolen",
        _link(lambda n, r: RevokeNeighbourKey(neighbour=n, reason=r), "echo-key-revoked"),
        "words reason",
    ),
    "NE": Verb(
        "NE NV ! the two were merged",
        _link(lambda n, r: EndNeighbour(neighbour=n, reason=r), "echo-neighbour-ended"),
        "words reason",
    ),
    "SIGN": Verb('SIGN NV 1 "Ruth Amsel, Mayor', _sign_agreement, "words text"),
    "SUSP": Verb(
        "SUSP NV ! everything stays at home",
        _agreement(lambda a, r: SuspendAgreement(agreement=a, reason=r), "echo-suspended"),
        "words reason",
    ),
    "RESU": Verb(
        "RESU NV ! the water is gone",
        _agreement(lambda a, r: ResumeAgreement(agreement=a, reason=r), "echo-resumed"),
        "words reason",
    ),
    "ENDA": Verb(
        "ENDA NV ! another one takes its place",
        _agreement(lambda a, r: EndAgreement(agreement=a, reason=r), "echo-agreement-ended"),
        "words reason",
    ),
}
