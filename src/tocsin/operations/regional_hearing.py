"""What another town tells of a regional incident: believed of itself, and of the lead what is its
word to say.

Told in any order, late or twice it comes to the same: a town's own part by its revision, numbers
and leads because they only grow. Two proposals for the same pair that cross are one: the town with
the higher number joins the lower by itself, for a person at each end has said it.

Source: NIMS (2017) "Unified Command"; the rows are those of `picture.regional`.
"""

import re
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.custody import restored
from tocsin.operations.neighbours import joined as neighbours_of
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.regional import (
    LeadClaim,
    LeadOffer,
    LevelAsk,
    RegionalIncident,
    RegionalMember,
    RegionalName,
    RegionalProposal,
    RegionalStand,
    claims_of,
    names_of,
    root_of,
)
from tocsin.operations.regional import (
    RegionalJoined,
    is_agreed_with,
    maker_of,
    newer,
    together,
)
from tocsin.operations.regional_lead import RegionalLeadBegun, is_lost, led, passing
from tocsin.operations.regional_levels import arriving, following
from tocsin.operations.regional_numbers import MOST_MADE, beyond
from tocsin.operations.regional_told import put_regional
from tocsin.terms.codes import IncidentStatus
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

MOST_OPEN = 100
"""Regional incidents here that one neighbour asks us about or has part in."""
MOST_NAMES = 20
"""Numbers of one regional incident."""

_NUMBER = re.compile(r"[A-Z]{2,4}-R\d{6}-\d{4,6}")
_TOWN = re.compile(r"[A-Z]{2,4}")
MOST_STEPS = 1_000
"""Of a lead that is heard at once: numbers do not run out."""
Towns = Annotated[tuple[Ident, ...], msgspec.Meta(max_length=60)]


class RegionalHearingRefusal(StrEnum):
    """Why what a neighbour tells of a regional incident is not heard."""

    regional_author_not_agreed = "regional_author_not_agreed"
    regional_row_unsound = "regional_row_unsound"
    regional_not_for_us = "regional_not_for_us"
    regional_town_not_asked = "regional_town_not_asked"
    regional_two_of_ours = "regional_two_of_ours"
    too_many_regionals = "too_many_regionals"
    too_many_numbers = "too_many_numbers"


# 1. commands and the events they may cause


class HeardRegional(msgspec.Struct, frozen=True, omit_defaults=True):
    """A neighbour's row as its slice has it. What a later version adds is left out."""

    id: Ident
    stand: RegionalStand
    revision: int
    names: Annotated[tuple[RegionalName, ...], msgspec.Meta(max_length=MOST_NAMES)]
    claims: Annotated[tuple[LeadClaim, ...], msgspec.Meta(max_length=MOST_NAMES)] = ()
    proposals: Annotated[tuple[RegionalProposal, ...], msgspec.Meta(max_length=60)] = ()
    towns: Towns = ()
    offer: LeadOffer | None = None
    accepts: int | None = None
    asks: LevelAsk | None = None
    ours: Ident | None = None
    number: Ident | None = None
    status: IncidentStatus | None = None
    is_closed: bool | None = None

    def asks_of(self, town: str) -> RegionalProposal | None:
        """What a town is asked by it."""
        return next((each for each in self.proposals if each.town == town), None)

    def said_by(self, town: str) -> RegionalMember:
        """What it says of its town."""
        return RegionalMember(
            town, self.stand, self.revision, self.ours, self.number, self.status, self.is_closed,
            self.towns, self.offer, self.accepts, self.asks,
        )  # fmt: skip


class HearRegional(Command, frozen=True):
    """A neighbour's row of a regional incident, as its slice has it now."""

    by: Ident
    told: HeardRegional


class RegionalHeard(Event, frozen=True):
    """`regional` is the row here, new or known; `asked_for` what of ours it is taken for."""

    regional: str
    by: str
    member: RegionalMember
    names: tuple[RegionalName, ...]
    claims: tuple[LeadClaim, ...]
    asked_for: str | None = None
    is_asked_anew: bool = False


# 2. decide


def hear(command: HearRegional, picture: Picture, context: Context) -> Decision:
    """What is new of it, and what follows here from that."""
    return heard_from(command.by, command.told, picture, context.code)


def heard_from(by: str, told: HeardRegional, picture: Picture, own: str) -> Decision:
    """The same without a context: asked beforehand, so that nothing is ordered for nothing."""
    if by == own or not is_agreed_with(picture, by):
        return refuse(RegionalHearingRefusal.regional_author_not_agreed, by=by)
    if not _is_sound(told):
        return refuse(RegionalHearingRefusal.regional_row_unsound, by=by, regional=told.id)
    kept = _within_bounds(by, told, picture, own)
    if kept is None:
        return refuse(
            RegionalHearingRefusal.too_many_numbers, by=by, regional=told.id, most=MOST_MADE
        )
    told, rows = kept, _rows(picture, kept)
    if sum(each.has_part for each in rows) > 1:
        numbers = ", ".join(each.id for each in rows)
        return refuse(RegionalHearingRefusal.regional_two_of_ours, by=by, numbers=numbers)
    asks = told.asks_of(own) if told.stand is RegionalStand.joined else None
    if asks is None and not rows and _is_lost_here(told, picture, own):
        asks = RegionalProposal(own)
    if not rows:
        return _new(by, told, asks, picture, own)
    row = next((each for each in rows if each.has_part), rows[0])
    if not _is_one_of(row, by, told, asks is not None):
        return refuse(RegionalHearingRefusal.regional_town_not_asked, by=by, regional=row.id)
    return _news(row, rows, by, told, asks, picture, own)


def _is_lost_here(told: HeardRegional, picture: Picture, own: str) -> bool:
    """Whether another town has it that we have part, and our log was put back to before that: a
    person is asked anew."""
    is_open = told.stand is RegionalStand.joined and told.is_closed is not True
    return is_open and own in told.towns and restored(picture) is not None


def _is_sound(told: HeardRegional) -> bool:
    numbers = {each.number for each in told.names}
    onward = {each.yields_to for each in told.names if each.yields_to is not None}
    said = (*numbers, *(each.number for each in told.claims))
    is_known = told.id in numbers and onward <= numbers
    is_known = is_known and all(each.number in numbers for each in told.claims)
    towns = {*told.towns, *(each.town for each in told.claims)}
    towns |= set() if told.offer is None else {told.offer.to}
    is_named = all(_NUMBER.fullmatch(e) for e in said) and all(_TOWN.fullmatch(e) for e in towns)
    return is_known and is_named and told.revision >= 0


def _within_bounds(
    by: str, told: HeardRegional, picture: Picture, own: str
) -> HeardRegional | None:
    """The row without numbers of others that are too many; None where the teller made them."""
    known = frozenset(number for each in _rows(picture, told) for number in each.numbers)
    over = beyond(told.names, known, by, frozenset((own, *neighbours_of(picture))))
    if not over:
        return told
    is_needed = bool({told.id, *(each.yields_to for each in told.names)} & over)
    if is_needed or any(maker_of(each) == by for each in over):
        return None
    names = tuple(each for each in told.names if each.number not in over)
    claims = tuple(each for each in told.claims if each.number not in over)
    return _replace(told, names=names, claims=claims)


def _rows(picture: Picture, told: HeardRegional) -> list[RegionalIncident]:
    """Our rows that have a number in common with it, by theirs."""
    numbers = {each.number for each in told.names}
    rows = picture.regional_incidents.values()
    return sorted((e for e in rows if e.numbers & numbers), key=lambda each: each.id)


def _is_one_of(row: RegionalIncident, by: str, told: HeardRegional, asks_us: bool) -> bool:
    """Whether a town may say that it has part: it asked us or we asked it, or one that has part
    knows it to have."""
    if by in row.parties or row.member(by) is not None or (asks_us and not row.has_part):
        return True
    return any(by in each.towns for each in row.members if each.town in row.joined)


def _new(
    by: str, told: HeardRegional, asks: RegionalProposal | None, picture: Picture, own: str
) -> Decision:
    """We are asked: for a person to answer, unless one has asked the same of the other town."""
    if asks is None:
        if told.stand is not RegionalStand.joined:
            return []  # long over here
        return refuse(RegionalHearingRefusal.regional_not_for_us, by=by, regional=told.id)
    crossing = _crossing(by, told, asks, picture)
    if crossing is not None and crossing.claim is None:
        is_higher = bool(told.claims) or root_of(told.names, told.id) < crossing.id
        if not is_higher:
            return []  # the other town joins ours by itself
    theirs = [
        each
        for each in picture.regional_incidents.values()
        if each.member(by) is not None and each.closed_at is None
    ]
    if len(theirs) >= MOST_OPEN:
        return refuse(RegionalHearingRefusal.too_many_regionals, by=by, most=MOST_OPEN)
    regional = root_of(told.names, told.id)
    first = _heard(regional, by, told, _meant(asks, picture), told.claims)
    first = _replace(first, member=_replace(first.member, asked=asks.serial))
    events: list[Event] = [first]
    if crossing is not None and crossing.claim is None and maker_of(crossing.id) == own:
        events.append(
            RegionalJoined(regional=regional, incident=crossing.incident, yields=crossing.id)
        )
    return events


def _crossing(
    by: str, told: HeardRegional, asks: RegionalProposal, picture: Picture
) -> RegionalIncident | None:
    """A row of ours by which we ask that town for the same pair of incidents, and in which no
    other town has part yet."""
    if told.ours is None or asks.theirs is None:
        return None
    for row in picture.regional_incidents.values():
        own = picture.incidents.get(row.incident or "")
        said = next((each for each in row.proposals if each.town == by), None)
        if own is None or said is None or not row.has_part:
            continue
        if asks.theirs in (own.id, own.number) and said.theirs in (told.ours, told.number):
            return row
    return None


def _meant(asks: RegionalProposal | None, picture: Picture) -> str | None:
    """The incident of ours that another town takes for it, if there is one so named."""
    if asks is None or asks.theirs is None:
        return None
    if picture.incidents.get(asks.theirs) is not None:
        return asks.theirs
    found = [e.id for e in picture.incidents.values() if e.number == asks.theirs]
    return found[0] if len(found) == 1 else None


def _heard(
    regional: str,
    by: str,
    told: HeardRegional,
    asked_for: str | None,
    claims: tuple[LeadClaim, ...],
) -> RegionalHeard:
    return RegionalHeard(
        regional=regional,
        by=by,
        member=told.said_by(by),
        names=told.names if told.stand is RegionalStand.joined else (),
        claims=claims,
        asked_for=asked_for,
    )


def _news(
    row: RegionalIncident,
    rows: list[RegionalIncident],
    by: str,
    told: HeardRegional,
    asks: RegionalProposal | None,
    picture: Picture,
    own: str,
) -> Decision:
    """What this row tells that is not known, and what we say to it."""
    has_part = told.stand is RegionalStand.joined
    claims = _believed(row, by, told, picture, own) if has_part else ()
    said = _named(row, by, told, picture, own) if has_part else ()
    names = names_of(row.names, said)
    if len(names) > MOST_NAMES:
        return refuse(
            RegionalHearingRefusal.too_many_numbers, by=by, regional=row.id, most=MOST_NAMES
        )
    known = row.member(by)
    is_newer = known is None or known.revision < told.revision
    asked_for = _meant(asks, picture) or row.asked_for
    is_known = (
        not is_newer
        and len(rows) == 1
        and names == row.names
        and not claims
        and asked_for == row.asked_for
    )
    if is_known:  # and what waits for an agreement follows when that holds again
        return list(following(row, by, picture, own)) if by in row.joined else []
    asked = max(0 if known is None else known.asked, 0 if asks is None else asks.serial)
    anew = asked > (0 if known is None else known.asked)
    event = _replace(_heard(row.id, by, told, asked_for, claims), names=said)
    event = _replace(
        event, member=_replace(event.member, asked=asked),
        is_asked_anew=anew and row.stand in (RegionalStand.declined, RegionalStand.left),
    )  # fmt: skip
    after = absorbed(row, [each for each in rows if each is not row], event)
    after = _replace(after, id=root_of(after.names, after.id))
    return [event, *_follows(after, by, picture, own, is_new=by not in row.joined)]


def _believed(
    row: RegionalIncident, by: str, told: HeardRegional, picture: Picture, own: str
) -> tuple[LeadClaim, ...]:
    """Its claims that are its word to say: of a lead that is its own to give, one that its officers
    took, one of which we know nothing yet; and what it passes on of a town that we do not speak
    with."""
    spoken_with = _speak(row, neighbours_of(picture))
    known = {each.number: each for each in row.claims}
    found = []
    for claim in told.claims:
        before = known.get(claim.number)
        first = (0, 0) if before is None else (before.term, before.serial)
        if claim.term > first[0] + MOST_STEPS or claim.serial > first[1] + MOST_STEPS:
            continue
        if before is not None and claim.rank <= before.rank:
            if is_lost(row, claim, before) and claim.town == by:
                found.append(claim)
            continue
        givers = _givers(row, claim, before)
        is_its_word = by in givers or not givers & {own, *spoken_with}
        if is_its_word or (claim.is_taken and claim.town == by):
            found.append(claim)
    return tuple(found)


def _named(
    row: RegionalIncident, by: str, told: HeardRegional, picture: Picture, own: str
) -> tuple[RegionalName, ...]:
    """Its numbers; that one was given up is the word of whoever leads under it, or made it."""
    known = {each.number for each in row.names if each.yields_to is not None}
    leads = {each.number: each.town for each in row.claims}
    waited_for = {own, *_speak(row, neighbours_of(picture))} - {by}
    return tuple(
        _replace(each, yields_to=None)
        if each.number not in known and leads.get(each.number, maker_of(each.number)) in waited_for
        else each
        for each in told.names
    )


def is_heard(by: str, told: HeardRegional, picture: Picture, own: str) -> bool:
    """Whether nothing that it tells waits: for another town's word, or, where it raises or lowers,
    for an agreement by which we follow."""
    kept = _within_bounds(by, told, picture, own)
    if kept is None or not is_believed(kept, picture):
        return False
    row = next((each for each in _rows(picture, kept) if each.has_part), None)
    claim, asks = None if row is None else row.claim, told.asks
    if claim is None or asks is None or claim.town != own:
        return True
    return asks.serial != claim.serial or asks.level is claim.level


def is_believed(told: HeardRegional, picture: Picture) -> bool:
    """Whether nothing that it tells waits for another town's word."""
    rows = _rows(picture, told)
    if not rows or told.stand is not RegionalStand.joined:
        return True
    held = {each.number: each for row in rows for each in row.claims}
    gone = {each.number for row in rows for each in row.names if each.yields_to}
    return all(
        each.number in held and each.rank <= held[each.number].rank for each in told.claims
    ) and all(each.yields_to is None or each.number in gone for each in told.names)


def _givers(row: RegionalIncident, claim: LeadClaim, before: LeadClaim | None) -> frozenset[str]:
    """The towns whose word the next claim is: the maker of the number; who leads; of a lead that
    was taken also who lost it, for it may have passed it on at the same time."""
    if before is None:
        return frozenset((maker_of(claim.number),))
    lost = [e.losing for e in row.conflicts if before.is_taken and e.winning == before.town]
    return frozenset((before.town, *lost))


def _speak(row: RegionalIncident, spoken_with: tuple[str, ...]) -> frozenset[str]:
    """The neighbours whose own word on it is to be waited for: all but those that left it."""
    gone = {e.town for e in row.members if e.stand is not RegionalStand.joined}
    return frozenset(spoken_with) - gone


def _follows(
    row: RegionalIncident, by: str, picture: Picture, own: str, *, is_new: bool
) -> list[Event]:
    """What this town records by itself as it reads that: the lead begins, passes, is offered; the
    level follows."""
    if not row.has_part or by not in row.joined:
        return []
    if row.claim is None:
        said = row.member(by)
        if maker_of(row.id) != own or said is None:
            return []
        claim = LeadClaim(row.id, 1, own)
        events: list[Event] = [RegionalLeadBegun(regional=row.id, lead=own)]
        begun = _replace(row, claims=claims_of(row.claims, (claim,)))
        return [*events, *arriving(begun, by, picture, own)]
    passed = passing(row, own)
    if passed:
        return passed
    level = following(row, by, picture, own)
    if level:
        return level
    return arriving(row, by, picture, own) if is_new else []


# 3. evolve


def absorbed(
    row: RegionalIncident, others: list[RegionalIncident], event: RegionalHeard
) -> RegionalIncident:
    """The row with what was heard in it, and other rows that turn out to be the same."""
    for each in others:
        row = together(row, each)
    member = newer(row.member(event.by), event.member)
    has_answered = member.stand is not RegionalStand.asked
    proposals = tuple(e for e in row.proposals if not (has_answered and e.town == event.by))
    return _replace(
        row.with_member(member),
        names=names_of(row.names, event.names),
        proposals=proposals,
        asked_for=event.asked_for or row.asked_for,
    )


def heard(picture: Picture, event: RegionalHeard, stamp: Stamp) -> Picture:
    """As told, in the row here."""
    row = picture.regional_incidents.get(event.regional)
    numbers = {each.number for each in event.names}
    if row is None:
        row = RegionalIncident(
            event.regional, stamp.occurred_at, RegionalStand.asked, names=event.names
        )
        others = []
    else:
        rows = picture.regional_incidents.values()
        others = sorted(
            (e for e in rows if e.id != event.regional and e.numbers & numbers and not e.has_part),
            key=lambda each: each.id,
        )
    row = absorbed(row, others, event)
    row = _replace(row, id=root_of(row.names, row.id))
    if event.is_asked_anew:
        row = _replace(row, stand=RegionalStand.asked, reason=None)
    row = led(row, event.claims, event.by, stamp)
    return put_regional(picture, row, stamp, over=(event.regional, *(e.id for e in others)))


# 4. the tables

DECIDE = {HearRegional: hear}

EVOLVE = {"regional_heard.1": (RegionalHeard, heard)}
