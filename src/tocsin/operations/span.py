"""Watch the span of control: one supervisor leads three to seven.

Source: NIMS 3rd ed. (2017) "Manageable span of control"; ICS 100. It is noticed and recorded, never
refused: the person in command may have a reason.
"""

from datetime import datetime, timedelta

import msgspec

from tocsin.operations.command import organization, put_organization
from tocsin.operations.orders import Command, Context, Decision, Event, Ident
from tocsin.operations.picture import Picture
from tocsin.operations.picture.command import Post, SpanNotice, SpanState
from tocsin.operations.posts import post_of
from tocsin.terms.codes import IncidentStatus
from tocsin.terms.ics import DEPUTIES, SPAN_FEWEST, SPAN_MOST, IcsPosition
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

GRACE_S = 900
"""A new post may fill up for so long before too few under it is worth a notice."""


# 1. commands and the events they may cause


class NoticeSpan(Command, frozen=True):
    """A deadline command (`due`): compare every supervisor's span with what was last noticed."""

    incident: Ident


class SpanNoticed(Event, frozen=True):
    """`post` "" is command itself; `count` how many report there; `state` over, under or within
    again.
    """

    incident: str
    post: str
    count: int
    state: SpanState


# 2. decide


class Span(msgspec.Struct, frozen=True, gc=False):
    """How many report to one supervisor. `post` "" is command itself."""

    post: str
    count: int
    state: SpanState


def spans(picture: Picture, incident: str, now: datetime) -> tuple[Span, ...]:
    """Every supervisor's span at an incident, command first. Pure; `now` is aware UTC.

    Deputies are not counted. Units under no post count under the operations section chief, or under
    command. Too few is said only of posts that lead, and only once they had `GRACE_S` to fill up.
    """
    found, there = picture.incidents.get(incident), picture.posts.get(incident)
    if found is None or there is None:
        return ()
    if found.status is IncidentStatus.closed or found.merged_into is not None:
        return ()
    counts = dict.fromkeys(["", *(each.id for each in there.posts)], 0)
    for each in there.posts:
        if each.position not in DEPUTIES:
            counts[each.reports_to or ""] += 1
    chief = next(
        (p.id for p in there.posts if p.position is IcsPosition.operations_section_chief), ""
    )
    for unit in found.units:
        counts[post_of(found, there, unit) or chief] += 1
    return tuple(
        Span(post, count, _state(there.post(post), count, now)) for post, count in counts.items()
    )


def _state(post: Post | None, count: int, now: datetime) -> SpanState:
    if count > SPAN_MOST:
        return SpanState.over
    settled = post is not None and now >= post.established_at + timedelta(seconds=GRACE_S)
    if settled and 0 < count < SPAN_FEWEST:
        return SpanState.under
    return SpanState.within


def _news(picture: Picture, incident: str, now: datetime) -> list[Event]:
    noticed = {each.post: each.state for each in organization(picture, incident).notices}
    return [
        SpanNoticed(incident=incident, post=each.post, count=each.count, state=each.state)
        for each in spans(picture, incident, now)
        if each.state is not noticed.get(each.post, SpanState.within)
    ]


def notice(command: NoticeSpan, picture: Picture, context: Context) -> Decision:
    return _news(picture, command.incident, context.now)


def due(picture: Picture, now: datetime) -> list[Command]:
    """One notice command for each incident where a span has left, or come back into, three to
    seven.
    """
    return [NoticeSpan(incident=each) for each in picture.posts if _news(picture, each, now)]


# 3. evolve


def noticed(picture: Picture, event: SpanNoticed, stamp: Stamp) -> Picture:
    there = organization(picture, event.incident)
    notices = tuple(each for each in there.notices if each.post != event.post)
    if event.state is not SpanState.within:
        new = SpanNotice(event.post, event.state, event.count, stamp.occurred_at)
        notices = (*notices, new)
    return put_organization(picture, _replace(there, notices=notices))


# 4. the tables

DECIDE = {NoticeSpan: notice}

EVOLVE = {"span_noticed.1": (SpanNoticed, noticed)}
