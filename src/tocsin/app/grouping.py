"""Groups of residents on the command line: orders about them, and what their inboxes show."""

import argparse
import sys
from collections.abc import Iterable
from datetime import tzinfo

from tocsin.access import Eye
from tocsin.access import group as as_group
from tocsin.app.desk import Answer, town_zone
from tocsin.app.facts import plain, shown
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.signing_in import signed_in
from tocsin.app.wiring import ordering, reading
from tocsin.geo.pasted import NotAPosition, pasted
from tocsin.geo.places import Point
from tocsin.operations.groups import DissolveGroup, FormGroup, SendNotice
from tocsin.operations.picture import Picture
from tocsin.operations.picture.group import Group, Notice


def form(asked: argparse.Namespace) -> int:
    """Form a group, or say all of it anew."""
    around = None if asked.around is None else _point(asked.around)
    if (around is None) != (asked.radius == 0):
        raise Told("--around and --radius go together", Exit.usage)
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        command = FormGroup(
            id=asked.group,
            name=asked.name,
            kind=asked.kind,
            members=tuple(map(desk.person, asked.member)),
            coordinators=tuple(map(desk.person, asked.coordinator)),
            border=around,
            radius_m=asked.radius,
            ring=tuple(map(_point, asked.corner)),
            areas=tuple(asked.area),
            types=tuple(asked.type),
        )
        return _told(asked, desk.order(command, f"{asked.name} is the group {asked.group}."))


def dissolve(asked: argparse.Namespace) -> int:
    """End a group."""
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        says = f"The group {asked.group} is no more."
        return _told(asked, desk.order(DissolveGroup(inbox=asked.group), says))


def tell(asked: argparse.Namespace) -> int:
    """Send a group a notice."""
    text = sys.stdin.read().strip() if asked.text == "-" else asked.text
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        return _told(
            asked,
            desk.order(SendNotice(inbox=asked.group, text=text), f"{asked.group} is told."),
        )


def listed(asked: argparse.Namespace) -> int:
    """Every group, a line each."""
    with reading(asked.town) as town:
        groups = tuple(town.picture.groups.values())
        if asked.json:
            print(as_json({"groups": plain(groups, town.store.keys)}))
            return Exit.done
        for each in groups:
            count = len({*each.members, *each.coordinators})
            print(f"{each.id:16}{shown(each.name):32}{each.kind:12}{count:>4}  {_area(each)}")
    return Exit.done


def show(asked: argparse.Namespace) -> int:
    """A group, and what its inbox shows now. Raises Told."""
    with reading(asked.town) as town:
        group, keys = _group(town.picture, asked.group), town.store.keys
        eye = Eye(town.picture, as_group(group.id))
        kinds = {kind: _in_sight(eye, kind) for kind in ("incidents", "notices")}
        if asked.json:
            facts = {"group": plain(group, keys), **{k: plain(v, keys) for k, v in kinds.items()}}
            print(as_json(facts))
            return Exit.done
        people = ", ".join(_handles(town.picture, (*group.coordinators, *group.members)))
        print(f"{shown(group.name)} ({group.kind}): {_area(group)}\nWith {people or 'nobody'}.")
        zone = town_zone(town.picture)
        for each in _notices(town.picture, group):
            print(_line(each, keys.open(each.words) or "", zone))
        for fields in kinds["incidents"]:
            parts = (fields.get(name) for name in ("number", "type", "status"))
            print("  ".join(str(each) for each in parts if each is not None))
    return Exit.done


def seen(asked: argparse.Namespace) -> int:
    """Who has read each notice of a group, and who has not. Raises Told."""
    with reading(asked.town) as town:
        group, keys = _group(town.picture, asked.group), town.store.keys
        everybody = sorted({*group.coordinators, *group.members})
        facts: list[dict[str, object]] = []
        for notice in _notices(town.picture, group):
            read = [each.person for each in notice.seen]
            by = _handles(town.picture, read)
            unread = _handles(town.picture, [each for each in everybody if each not in read])
            text = keys.open(notice.words)
            facts.append(
                {
                    "notice": notice.id,
                    "sent_at": notice.sent_at,
                    "text": text,
                    "read_by": by,
                    "not_read_by": unread,
                }
            )
            if not asked.json:
                print(_line(notice, text or "", town_zone(town.picture)))
                print(f"{'':18}read by {', '.join(by) or 'nobody'}")
                print(f"{'':18}not by {', '.join(unread) or 'nobody'}")
        if asked.json:
            print(as_json({"group": group.id, "notices": facts}))
    return Exit.done


# inside


def _told(asked: argparse.Namespace, answer: Answer) -> int:
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code


def _point(text: str) -> Point:
    try:
        return pasted(text).point
    except NotAPosition:
        raise Told(f"`{text[:80]}` is no position: write 51.12, 1.31", Exit.usage) from None


def _group(picture: Picture, name: str) -> Group:
    found = picture.groups.get(name)
    if found is None:
        raise Told(f"there is no group `{name[:40]}` here; see tocsin group list", Exit.usage)
    return found


def _in_sight(eye: Eye, kind: str) -> list[dict[str, object]]:
    found = ((name, eye.shown((kind, name))) for name in getattr(eye.picture, kind))
    return [{"id": name, **fields} for name, fields in found if fields is not None]


def _notices(picture: Picture, group: Group) -> list[Notice]:
    found = [each for each in picture.notices.values() if each.group == group.id]
    return sorted(found, key=lambda each: (each.sent_at, each.id))


def _handles(picture: Picture, people: Iterable[str]) -> list[str]:
    found = ((each, picture.people.get(each)) for each in people)
    return [(known.handle if known else None) or each for each, known in found]


def _line(notice: Notice, text: str, zone: tzinfo) -> str:
    return f"{notice.sent_at.astimezone(zone):%Y-%m-%d %H:%M}  {shown(text)}"


def _area(group: Group) -> str:
    parts = list(group.areas)
    if group.border is not None and group.radius_m:
        lat, lon = group.border.degrees
        parts.append(f"{group.radius_m} m round {lat}, {lon}")
    if group.ring:
        parts.append(f"a border of {len(group.ring)} corners")
    return ", ".join(parts)
