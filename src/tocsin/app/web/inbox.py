"""The inbox of a group of residents: what concerns its area, and what was told to it.

Whoever belongs to the group looks with its eyes, not with their own: the same slice for all.
"""

import asyncio

import msgspec

from tocsin.access import group as as_group
from tocsin.app.web.pictures import SubjectFields, encoded, tagged
from tocsin.app.web.problem import nothing_here
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.operations.picture import Picture
from tocsin.operations.picture.group import Group
from tocsin.operations.picture.token import Scope


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
    """The group, where the asker belongs to it. Raises Problem 404."""
    found = asked.door.house.picture.groups.get(name)
    if found is None or not found.has(asked.who.person):
        raise nothing_here("group of yours under this id")
    return found


async def memberships(asked: Asked) -> Reply:
    """Which groups the asker belongs to."""
    picture, me = asked.door.house.picture, asked.who.person
    found = tuple(
        Membership(
            each.id, each.name, each.kind, me in each.coordinators, _unread(picture, each, me)
        )
        for each in picture.groups.values()
        if each.has(me)
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
    eye = asked.door.eye(as_group(found.id))

    def seen(kind: str) -> list[SubjectFields]:
        return [
            SubjectFields(kind, name, fields)
            for name in getattr(eye.picture, kind)
            if (fields := eye.shown((kind, name))) is not None
        ]

    def gathered() -> Inbox:
        incidents = sorted(
            seen("incidents"), key=lambda each: str(each.fields.get("opened_at")), reverse=True
        )
        notices = sorted(
            seen("notices"), key=lambda each: str(each.fields.get("sent_at")), reverse=True
        )
        own = eye.shown(("groups", found.id)) or {}
        return Inbox(SubjectFields("groups", found.id, own), tuple(incidents), tuple(notices))

    return tagged(encoded(asked, await asyncio.to_thread(gathered)))


ROUTES = (
    Route(
        method="GET",
        path="/v1/inbox",
        says="The groups you belong to",
        handler=memberships,
        tag="groups",
        scope=Scope.look,
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
        answer=Inbox,
        errors=(404,),
    ),
)
