"""The inbox of a group of residents: what concerns its area, and what was told to it.

Whoever belongs to the group looks with its eyes, not with their own: the same slice for all.
"""

import asyncio
import uuid
from typing import TYPE_CHECKING

import msgspec

from tocsin.access import group as as_group
from tocsin.app.web.orders import Granted, answered, session_of, submitted, town_of
from tocsin.app.web.pictures import SubjectFields, encoded, tagged
from tocsin.app.web.problem import nothing_here
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.jurisdiction.orders import Order
from tocsin.operations.groups import AcknowledgeNotice
from tocsin.operations.orders import Session
from tocsin.operations.picture import Picture
from tocsin.operations.picture.group import Group
from tocsin.operations.picture.token import Scope

if TYPE_CHECKING:
    from tocsin.app.web.door import Door


class Membership(msgspec.Struct, frozen=True):
    """A group that the asker belongs to."""

    id: str
    name: str
    kind: str
    is_coordinator: bool
    unread: int
    """Notices that the asker has not said they have read."""


class Memberships(msgspec.Struct, frozen=True):
    """All groups of the asker's, by id."""

    groups: tuple[Membership, ...]


class Inbox(msgspec.Struct, frozen=True):
    """What a group may know: matters in its area, and notices, the newest first."""

    group: SubjectFields
    incidents: tuple[SubjectFields, ...]
    notices: tuple[SubjectFields, ...]


def own_group(asked: Asked, name: str) -> Group:
    """The group, where the asker belongs to it and their token is not for another. Raises Problem
    404.
    """
    found = asked.door.house.picture.groups.get(name)
    is_for = asked.who.token.inbox in (None, name)
    if found is None or not is_for or not found.has(asked.who.person):
        raise nothing_here("here-group")
    return found


async def memberships(asked: Asked) -> Reply:
    """Which groups the asker belongs to."""
    picture, me, only = asked.door.house.picture, asked.who.person, asked.who.token.inbox
    found = tuple(
        Membership(
            each.id, each.name, each.kind, me in each.coordinators, _unread(picture, each, me)
        )
        for each in picture.groups.values()
        if each.has(me) and only in (None, each.id)
    )
    return tagged(encoded(asked, Memberships(found)))


def _unread(picture: Picture, of: Group, me: str) -> int:
    return sum(
        each.group == of.id and all(seen.person != me for seen in each.seen)
        for each in picture.notices.values()
    )


async def inbox(asked: Asked) -> Reply:
    """One group's inbox."""
    found = own_group(asked, asked.path("id"))
    return tagged(encoded(asked, await gathered(asked.door, found.id)))


async def gathered(door: "Door", group: str) -> Inbox:
    """What a group may know now, as its slice has it."""
    eye = door.eye(as_group(group))

    def seen(kind: str, since: str) -> tuple[SubjectFields, ...]:
        found = [
            SubjectFields(kind, name, fields)
            for name in getattr(eye.picture, kind)
            if (fields := eye.shown((kind, name))) is not None
        ]
        return tuple(sorted(found, key=lambda each: str(each.fields.get(since)), reverse=True))

    def looked() -> Inbox:
        own = SubjectFields("groups", group, eye.shown(("groups", group)) or {})
        return Inbox(own, seen("incidents", "opened_at"), seen("notices", "sent_at"))

    return await asyncio.to_thread(looked)


def reading_of(notice: str, person: str, session: Session) -> Order:
    """The order by which somebody says that they have read a notice."""
    return Order(
        command=AcknowledgeNotice(notice=notice),
        command_id=uuid.uuid4().hex,
        actor=person,
        session=session,
    )


async def read(asked: Asked) -> Reply:
    """The asker has read a notice of their group's."""
    found, notice = own_group(asked, asked.path("id")), asked.path("notice")
    told = asked.door.house.picture.notices.get(notice)
    if told is None or told.group != found.id:
        raise nothing_here("here-notice")
    order = reading_of(notice, asked.who.person, session_of(asked))
    return answered(await submitted(town_of(asked), order, asked.door.landing))


ROUTES = (
    Route(
        method="GET",
        path="/v1/inbox",
        says="The groups you belong to",
        handler=memberships,
        tag="groups",
        scope=Scope.look,
        or_inbox=True,
        answer=Memberships,
    ),
    Route(
        method="GET",
        path="/v1/inbox/{id}",
        says="What concerns a group of yours",
        tells="Matters in its area as its policy shows them, and notices. Say that you have read"
        " one with the order AcknowledgeNotice. The same live: `/v1/stream?group=ID`.",
        handler=inbox,
        tag="groups",
        scope=Scope.look,
        or_inbox=True,
        answer=Inbox,
        errors=(404,),
    ),
    Route(
        method="POST",
        path="/v1/inbox/{id}/notices/{notice}/read",
        says="Say that you have read a notice",
        tells="As the order AcknowledgeNotice, for a token that is good for one inbox only.",
        handler=read,
        tag="groups",
        scope=Scope.order,
        or_inbox=True,
        body_media_type="",
        answer=Granted,
        errors=(404, 409, 503),
    ),
)
