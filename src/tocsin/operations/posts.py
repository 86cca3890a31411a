"""Set up the organization under command: posts, who fills them, which units work under them.

Source: NIMS 3rd ed. (2017) Appendix B; ICS 203 (organization assignment), ICS 204 (assignments),
ICS 207. How many report to whom is watched by `span`.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.command import (
    commanded,
    find_person,
    organization,
    put_organization,
)
from tocsin.operations.dispatch import DispatchRefusal
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.command import Organization, Placement, Post
from tocsin.terms.ics import DEPUTIES, NAMED, SUPERIORS, IcsPosition
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class PostRefusal(StrEnum):
    position_is_command = "position_is_command"
    post_needs_name = "post_needs_name"
    post_exists = "post_exists"
    post_unknown = "post_unknown"
    post_cannot_report_there = "post_cannot_report_there"
    post_reports_to_itself = "post_reports_to_itself"
    post_is_vacant = "post_is_vacant"
    post_leads_others = "post_leads_others"


# 1. commands and the events they may cause


class EstablishPost(Command, frozen=True):
    """Set up a position, with a name where there may be several ("Division A"), filled or vacant.

    `reports_to` is another post's id; left out, it goes to the section it belongs to, or to
    command.
    """

    incident: Ident
    position: IcsPosition
    name: Short | None = None
    reports_to: Ident | None = None
    person: Ident | None = None


class PostEstablished(Event, frozen=True):
    incident: str
    post: str
    position: IcsPosition
    name: str | None = None
    reports_to: str | None = None
    person: str | None = None


class FillPost(Command, frozen=True):
    """Put a person into a post; whoever filled it is relieved."""

    incident: Ident
    post: Ident
    person: Ident


class PostFilled(Event, frozen=True):
    incident: str
    post: str
    person: str
    relieved: str | None = None


class VacatePost(Command, frozen=True):
    """The person leaves; the post stays and waits to be filled."""

    incident: Ident
    post: Ident


class PostVacated(Event, frozen=True):
    incident: str
    post: str
    person: str


class MovePost(Command, frozen=True):
    """Let a post report to another one, or (None) to command itself."""

    incident: Ident
    post: Ident
    reports_to: Ident | None


class PostMoved(Event, frozen=True):
    incident: str
    post: str
    reports_to: str | None = None


class DissolvePost(Command, frozen=True):
    """Take a post out of the organization. Refused while posts or units report to it."""

    incident: Ident
    post: Ident


class PostDissolved(Event, frozen=True):
    incident: str
    post: str


class PlaceUnit(Command, frozen=True):
    """Let a unit of this incident work under a post (ICS 204), or (None) under none."""

    incident: Ident
    unit: Ident
    post: Ident | None


class UnitPlaced(Event, frozen=True):
    incident: str
    unit: str
    post: str | None = None


# 2. decide


def post_of(incident: Incident, there: Organization, unit: str) -> str | None:
    """The post a unit works under now; None is under none. A placement ends with the unit's
    response.
    """
    response = incident.response_of(unit)
    for each in there.placements:
        if each.unit == unit and response is not None:
            sent_at = response.marks[0].at if response.marks else each.since
            return each.post if sent_at <= each.since else None
    return None


def _found(
    picture: Picture, incident: str, post: str
) -> tuple[Incident, Organization, Post] | Refused:
    pair = commanded(picture, incident)
    if isinstance(pair, Refused):
        return pair
    post_found = pair[1].post(post)
    if post_found is None:
        return refuse(PostRefusal.post_unknown, post=post, incident=incident)
    return *pair, post_found


def establish(command: EstablishPost, picture: Picture, context: Context) -> Decision:
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, there = pair
    if command.position is IcsPosition.incident_commander:
        return refuse(PostRefusal.position_is_command, incident=incident.id)
    if command.position in NAMED and command.name is None:
        return refuse(PostRefusal.post_needs_name, position=command.position)
    superior = command.reports_to or _usual_superior(there, command.position)
    wrong = _cannot_report(there, command.position, superior)
    if wrong is not None:
        return wrong
    if (twin := _twin(there, command, superior)) is not None:
        return refuse(PostRefusal.post_exists, post=twin.id, position=twin.position)
    if command.person is not None:
        person = find_person(picture, command.person)
        if isinstance(person, Refused):
            return person
    return [
        PostEstablished(
            incident=incident.id,
            post=context.new_id("post"),
            position=command.position,
            name=command.name,
            reports_to=superior,
            person=command.person,
        )
    ]


def _twin(there: Organization, command: EstablishPost, superior: str | None) -> Post | None:
    """The post this would double: same position and name; a deputy once for each it stands
    beside.
    """
    for each in there.posts:
        same = (each.position, each.name) == (command.position, command.name)
        if same and (command.position not in DEPUTIES or each.reports_to == superior):
            return each
    return None


def _usual_superior(there: Organization, position: IcsPosition) -> str | None:
    """The first post of the position's proper superiors that is set up; None is command."""
    for superior in SUPERIORS[position]:
        for post in there.posts:
            if post.position is superior:
                return post.id
        if superior is IcsPosition.incident_commander:
            return None
    return None


def _cannot_report(
    there: Organization, position: IcsPosition, reports_to: str | None
) -> Refused | None:
    superior = IcsPosition.incident_commander
    if reports_to is not None:
        post = there.post(reports_to)
        if post is None:
            return refuse(PostRefusal.post_unknown, post=reports_to, incident=there.incident)
        superior = post.position
    if superior not in SUPERIORS[position]:
        return refuse(
            PostRefusal.post_cannot_report_there,
            position=position,
            superior=superior,
            allowed=", ".join(SUPERIORS[position]),
        )
    return None


def fill(command: FillPost, picture: Picture, _context: Context) -> Decision:
    found = _found(picture, command.incident, command.post)
    if isinstance(found, Refused):
        return found
    incident, _, post = found
    if post.person == command.person:
        return []
    person = find_person(picture, command.person)
    if isinstance(person, Refused):
        return person
    return [PostFilled(incident=incident.id, post=post.id, person=person.id, relieved=post.person)]


def vacate(command: VacatePost, picture: Picture, _context: Context) -> Decision:
    found = _found(picture, command.incident, command.post)
    if isinstance(found, Refused):
        return found
    incident, _, post = found
    if post.person is None:
        return refuse(PostRefusal.post_is_vacant, post=post.id)
    return [PostVacated(incident=incident.id, post=post.id, person=post.person)]


def move(command: MovePost, picture: Picture, _context: Context) -> Decision:
    found = _found(picture, command.incident, command.post)
    if isinstance(found, Refused):
        return found
    incident, there, post = found
    if post.reports_to == command.reports_to:
        return []
    above = command.reports_to
    while above is not None:
        if above == post.id:
            return refuse(PostRefusal.post_reports_to_itself, post=post.id)
        higher = there.post(above)
        above = higher.reports_to if higher is not None else None
    wrong = _cannot_report(there, post.position, command.reports_to)
    if wrong is not None:
        return wrong
    return [PostMoved(incident=incident.id, post=post.id, reports_to=command.reports_to)]


def dissolve(command: DissolvePost, picture: Picture, _context: Context) -> Decision:
    found = _found(picture, command.incident, command.post)
    if isinstance(found, Refused):
        return found
    incident, there, post = found
    led = [each.id for each in there.posts if each.reports_to == post.id]
    led += [each for each in incident.units if post_of(incident, there, each) == post.id]
    if led:
        return refuse(PostRefusal.post_leads_others, post=post.id, led=", ".join(led))
    return [PostDissolved(incident=incident.id, post=post.id)]


def place(command: PlaceUnit, picture: Picture, _context: Context) -> Decision:
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, there = pair
    if command.unit not in incident.units:
        return refuse(DispatchRefusal.unit_not_on_incident, unit=command.unit)
    if command.post is not None and there.post(command.post) is None:
        return refuse(PostRefusal.post_unknown, post=command.post, incident=incident.id)
    if post_of(incident, there, command.unit) == command.post:
        return []
    return [UnitPlaced(incident=incident.id, unit=command.unit, post=command.post)]


# 3. evolve


def _with_post(picture: Picture, incident: str, post: str, **fields: object) -> Picture:
    there = organization(picture, incident)
    posts = tuple(_replace(p, **fields) if p.id == post else p for p in there.posts)
    return put_organization(picture, _replace(there, posts=posts))


def _is_late(picture: Picture, incident: str, post: str, stamp: Stamp) -> bool:
    """Whether a younger fact about who fills the post is already known."""
    found = organization(picture, incident).post(post)
    return found is not None and found.since is not None and found.since > stamp.occurred_at


def established(picture: Picture, event: PostEstablished, stamp: Stamp) -> Picture:
    there = organization(picture, event.incident)
    post = Post(
        id=event.post,
        position=event.position,
        established_at=stamp.occurred_at,
        name=event.name,
        reports_to=event.reports_to,
        person=event.person,
        since=stamp.occurred_at,
    )
    return put_organization(picture, _replace(there, posts=(*there.posts, post)))


def filled(picture: Picture, event: PostFilled, stamp: Stamp) -> Picture:
    if _is_late(picture, event.incident, event.post, stamp):
        return picture
    return _with_post(
        picture, event.incident, event.post, person=event.person, since=stamp.occurred_at
    )


def vacated(picture: Picture, event: PostVacated, stamp: Stamp) -> Picture:
    if _is_late(picture, event.incident, event.post, stamp):
        return picture
    return _with_post(picture, event.incident, event.post, person=None, since=stamp.occurred_at)


def moved(picture: Picture, event: PostMoved, _stamp: Stamp) -> Picture:
    return _with_post(picture, event.incident, event.post, reports_to=event.reports_to)


def dissolved(picture: Picture, event: PostDissolved, _stamp: Stamp) -> Picture:
    there = organization(picture, event.incident)
    return put_organization(
        picture,
        _replace(
            there,
            posts=tuple(each for each in there.posts if each.id != event.post),
            placements=tuple(each for each in there.placements if each.post != event.post),
            notices=tuple(each for each in there.notices if each.post != event.post),
        ),
    )


def placed(picture: Picture, event: UnitPlaced, stamp: Stamp) -> Picture:
    there = organization(picture, event.incident)
    placements = tuple(each for each in there.placements if each.unit != event.unit)
    if event.post is not None:
        placements = (*placements, Placement(event.unit, event.post, stamp.occurred_at))
    return put_organization(picture, _replace(there, placements=placements))


# 4. the tables

DECIDE = {
    EstablishPost: establish,
    FillPost: fill,
    VacatePost: vacate,
    MovePost: move,
    DissolvePost: dissolve,
    PlaceUnit: place,
}

EVOLVE = {
    "post_established.1": (PostEstablished, established),
    "post_filled.1": (PostFilled, filled),
    "post_vacated.1": (PostVacated, vacated),
    "post_moved.1": (PostMoved, moved),
    "post_dissolved.1": (PostDissolved, dissolved),
    "unit_placed.1": (UnitPlaced, placed),
}
