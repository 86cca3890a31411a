"""`parse`: a message of another system as plain values, and each thing of it that was not taken."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

import msgspec

from tocsin.gateways.edxl_rm.malformed import Malformed
from tocsin.gateways.edxl_rm.message import (
    Element,
    Kind,
    Lost,
    Message,
    Recalled,
    Reply,
    Schedule,
    Where,
)
from tocsin.gateways.edxl_rm.names import (
    BATCH,
    BEST_BEFORE,
    CAPABILITIES,
    CREW,
    DEPLOYMENT,
    KINDS,
    MEASURE,
    MSG,
    PLACES,
    RM,
    STOCK,
    TEAM,
    TEAM_KIND,
    THING,
)
from tocsin.gateways.edxl_rm.tree import WRITE_ANEW, Node, tree_of
from tocsin.geo.places import Point
from tocsin.operations.picture.lots import MOST

_Code = TypeVar("_Code", bound=StrEnum)

LONGEST = 2_000
"""Characters of one text that are taken; the rest is lost, and said to be."""
MOST_ELEMENTS = 100
"""Resources of one message that are taken."""


class Parsed(msgspec.Struct, frozen=True):
    """A message and what of it is in no value here."""

    message: Message
    lost: tuple[Lost, ...]


def parse(content: bytes) -> Parsed:
    """One message, bare or inside an envelope. Raises Malformed."""
    root = tree_of(content)
    top = _message_in(root)
    reader = _Reader()
    if top is not root:
        reader.lose(root, f"{root.name} around it", "an envelope is not read")
    message = reader.message(top)
    reader.lose_rest(top, top.name)
    return Parsed(message, tuple(dict.fromkeys(reader.lost)))


def _message_in(root: Node) -> Node:
    names = {each.value for each in Kind}
    found, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        if node.space == MSG and node.name in names:
            found.append(node)
        else:
            waiting += node.children
    if len(found) == 1:
        return found[0]
    if found:
        raise Malformed(f"line {root.line}", "one message", f"cut the {len(found)} apart")
    expected = f"an EDXL-RM 1.0 message in {MSG}, not <{root.name[:60]}>"
    raise Malformed(f"line {root.line}", expected, WRITE_ANEW)


class _Reader:
    """Takes values out of nodes and remembers which it took."""

    def __init__(self) -> None:
        self.lost: list[Lost] = []
        self._taken: set[int] = set()

    # what is taken

    def message(self, top: Node) -> Message:
        kind = Kind(top.name)
        said = self.needed(top, "MessageContentType")
        if said != kind:
            raise Malformed(
                f"line {top.line}", f"MessageContentType {kind}, not {said[:60]}", WRITE_ANEW
            )
        incident, recall = top.first("IncidentInformation"), top.first("MessageRecall")
        contact = top.first("ContactInformation")
        resources = top.all("ResourceInformation")
        for each in resources[MOST_ELEMENTS:]:
            self.lose(each, "ResourceInformation", f"only the first {MOST_ELEMENTS} are taken")
        name = self.needed(top, "MessageID")
        return Message(
            kind=kind,
            id=name,
            sent_at=self.time(top, "SentDateTime") or self.no_time(top),
            originating=self.text(top, "OriginatingMessageID") or name,
            elements=tuple(self.element(each) for each in resources[:MOST_ELEMENTS]),
            preceding=self.text(top, "PrecedingMessageID"),
            description=self.text(top, "MessageDescription"),
            incident=self.text(incident, "IncidentID"),
            incident_description=self.text(incident, "IncidentDescription"),
            recalls=self.text(recall, "RecallMessageID"),
            recall=self.code(recall, "RecallType", Recalled),
            contact=self.contact(contact),
            role=self.text(contact, "ContactRole") or "Sender",
            funding=self.text(top.first("Funding"), "FundingInfo"),
        )

    def element(self, node: Node) -> Element:
        answer, resource = node.first("ResponseInformation"), node.first("Resource")
        assigned = node.first("AssignmentInformation")
        status = None if resource is None else resource.first("ResourceStatus")
        owner = None if resource is None else resource.first("OwnershipInformation")
        kinds, typed = self.types_of(resource)
        number, measure, other = self.quantity(assigned)
        abilities, crew = self.keywords(resource)
        described = [typed, self.text(resource, "Description")]
        reasons = [
            self.value(None if answer is None else answer.first("ReasonCode")),
            self.text(answer, "ResponseReason"),
        ]
        schedules = [self.schedule(each) for each in node.all("ScheduleInformation")]
        return Element(
            id=self.needed(node, "ResourceInfoElementID"),
            answers=self.text(answer, "PrecedingResourceInfoElementID"),
            reply=self.code(answer, "ResponseType", Reply),
            reason=_joined(reasons),
            unit=self.text(resource, "ResourceID"),
            name=self.text(resource, "Name"),
            kind=kinds.get(KINDS),
            stock=kinds.get(STOCK),
            places=kinds.get(PLACES),
            measure=measure,
            other_measure=other,
            thing=self.keyword(resource, THING),
            batch=self.keyword(resource, BATCH),
            best_before=self.keyword_time(resource, BEST_BEFORE),
            capabilities=abilities,
            described=_joined(described),
            crew=crew,
            team=self.keyword(resource, TEAM),
            team_kind=self.keyword(resource, TEAM_KIND),
            home=self.text(owner, "OwningJurisdiction") or self.text(owner, "Owner"),
            deployment=self.value(
                None if status is None else status.first("DeploymentStatus"), DEPLOYMENT
            ),
            availability=self.text(status, "Availability"),
            quantity=number,
            restrictions=self.text(assigned, "Restrictions"),
            function=self.text(assigned, "AnticipatedFunction"),
            schedules=tuple(each for each in schedules if each is not None),
        )

    def contact(self, node: Node | None) -> str | None:
        """In one line: who, and where."""
        if node is None:
            return None
        where = node.first("ContactLocation")
        place = None if where is None else self.where(where)
        said = (self.text(node, "ContactDescription"), None if place is None else place.words)
        return _joined(said)

    def types_of(self, resource: Node | None) -> tuple[dict[str, str], str | None]:
        """In our codes, by their list, and in the sender's words."""
        if resource is None:
            return {}, None
        structure, words = resource.first("TypeStructure"), []
        kinds = {urn: found for urn in (KINDS, STOCK, PLACES)
                 if (found := self.value(structure, urn)) is not None}  # fmt: skip
        info = resource.first("TypeInfo")
        for each in [] if info is None else info.children:
            text = self.taken(each)
            if text:
                words.append(text)
        return kinds, _joined(words)

    def keywords(self, resource: Node | None) -> tuple[tuple[str, ...], int | None]:
        found, crew = [], None
        for each in [] if resource is None else resource.all("Keyword"):
            urn = each.first("ValueListURN")
            name = "" if urn is None else urn.text
            if name == CAPABILITIES:
                found += [value for value in (self.value(each, CAPABILITIES),) if value]
            elif name == CREW and crew is None:
                crew = _count(self.value(each, CREW), 999)
        return tuple(found), crew

    def keyword(self, resource: Node | None, urn: str) -> str | None:
        """The first keyword of one of our lists that a resource has one of."""
        for each in [] if resource is None else resource.all("Keyword"):
            listed = each.first("ValueListURN")
            if listed is not None and listed.text == urn:
                return self.value(each, urn)
        return None

    def keyword_time(self, resource: Node | None, urn: str) -> datetime | None:
        """A keyword that is a time; lost where it is none."""
        for each in [] if resource is None else resource.all("Keyword"):
            listed, value = each.first("ValueListURN"), each.first("Value")
            if listed is not None and listed.text == urn and value is not None:
                try:
                    return self.time(each, "Value")
                except Malformed:
                    return None
        return None

    def value(self, node: Node | None, urn: str | None = None) -> str | None:
        """The value of a list entry; of another list than ours it is lost."""
        if node is None:
            return None
        listed = node.first("ValueListURN")
        if listed is None or (urn is not None and listed.text != urn):
            return None
        self.taken(listed)
        return self.text(node, "Value")

    def quantity(self, assigned: Node | None) -> tuple[int | None, str | None, str | None]:
        """How many; in which unit of measure of ours, and of another list."""
        node = None if assigned is None else assigned.first("Quantity")
        if node is None:
            return None, None, None
        measured = node.first("MeasuredQuantity")
        holder, name = (node, "QuantityText") if measured is None else (measured, "Amount")
        found = holder.first(name)
        number = None if found is None else _count(found.text, MOST)
        if found is not None and number is not None:
            self.taken(found)
        unit = None if measured is None else measured.first("UnitOfMeasure")
        ours = self.value(unit, MEASURE)
        other = self.text(unit, "Value") if ours is None else None
        return number, ours, other

    def schedule(self, node: Node) -> Schedule | None:
        kind = self.text(node, "ScheduleType")
        if kind is None:
            return None
        place = node.first("Location")
        return Schedule(
            kind, self.time(node, "DateTime"), None if place is None else self.where(place)
        )

    def where(self, node: Node) -> Where | None:
        address = node.first("Address")
        lines = [] if address is None else self.leaves(address)
        words = _joined([self.text(node, "LocationDescription"), ", ".join(lines)])
        point = self.point(node.first("TargetArea"))
        return None if words is None and point is None else Where(words, point)

    def leaves(self, node: Node) -> list[str]:
        """The texts in it, in their order."""
        found = []
        if node.text and not node.children:
            found.append(self.taken(node) or "")
        elif "NameCode" in node.attributes and not node.children:
            found.append(node.attributes["NameCode"][:LONGEST])
        for each in node.children:
            found += self.leaves(each)
        return [each for each in found if each]

    def point(self, area: Node | None) -> Point | None:
        """Of a point, or the middle of a circle: its latitude and longitude in degrees."""
        if area is None or not area.children:
            return None
        pos = area.children[0].first("pos")
        try:
            lat, lon = map(float, "" if pos is None else pos.text.split())
            found = Point.from_degrees(lat, lon)
        except (ValueError, OverflowError):
            return None
        assert pos is not None
        self.taken(pos)
        return found

    # how it is taken

    def taken(self, node: Node) -> str | None:
        """The text of a node, cut where it is too long."""
        self._taken.add(id(node))
        text = node.text
        if len(text) > LONGEST:
            self.lost.append(Lost(node.name, f"only the first {LONGEST:,} characters are taken"))
        return text[:LONGEST] or None

    def text(self, parent: Node | None, name: str) -> str | None:
        node = None if parent is None else parent.first(name)
        return None if node is None else self.taken(node)

    def needed(self, parent: Node, name: str) -> str:
        found = self.text(parent, name)
        if found is None:
            raise Malformed(f"line {parent.line}", f"{parent.name} with a {name}", WRITE_ANEW)
        return found

    def code(self, parent: Node | None, name: str, codes: type[_Code]) -> _Code | None:
        node = None if parent is None else parent.first(name)
        if node is None:
            return None
        try:
            found = codes(node.text)
        except ValueError:
            words = ", ".join(codes)
            raise Malformed(f"line {node.line}", f"{name} of {words}", WRITE_ANEW) from None
        self.taken(node)
        return found

    def time(self, parent: Node, name: str) -> datetime | None:
        node = parent.first(name)
        if node is None or not node.text:
            return None
        try:
            at = datetime.fromisoformat(node.text)
            if at.tzinfo is None:
                self.lost.append(Lost(name, "it has no offset: it is taken as UTC"))
                at = at.replace(tzinfo=UTC)
            at = at.astimezone(UTC)
        except (ValueError, OverflowError):
            expected = f"{name} as 2026-03-02T08:00:00Z"
            raise Malformed(f"line {node.line}", expected, WRITE_ANEW) from None
        self.taken(node)
        return at

    def no_time(self, top: Node) -> datetime:
        raise Malformed(f"line {top.line}", f"{top.name} with a SentDateTime", WRITE_ANEW)

    # what is not

    def lose(self, node: Node, where: str, why: str) -> None:
        self._taken |= {id(each) for each in _under(node)}
        self.lost.append(Lost(where, why))

    def lose_rest(self, node: Node, path: str) -> None:
        """Each text that nobody took, under its path."""
        for each in node.children:
            below = f"{path}/{each.name}"
            if each.text and id(each) not in self._taken:
                self.lost.append(Lost(below, _why(each)))
            self.lose_rest(each, below)


def _under(node: Node) -> list[Node]:
    return [node, *(each for child in node.children for each in _under(child))]


def _why(node: Node) -> str:
    if node.name in ("Value", "ValueListURN"):
        return "a code of a list that is not ours"
    if node.name in ("QuantityText", "Amount"):
        return f"not a whole number from 1 to {MOST:,}"
    if node.space not in (MSG, RM):
        return "no word for it here"
    return "not read: lending has no fact for it"


def _joined(words: Sequence[str | None]) -> str | None:
    return "; ".join(each for each in words if each)[:LONGEST] or None


def _count(text: str | None, most: int) -> int | None:
    if text is None or not text.isascii() or len(text) > 12:
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number.is_integer() and 1 <= number <= most else None
