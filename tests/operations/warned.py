"""A town on paper that warns: officers, sign-ins, a flood."""

from datetime import timedelta

from tests.operations.story import MORNING, Story
from tocsin.geo.places import Point
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Session
from tocsin.operations.picture.warning import (
    AlertArea,
    AlertFacts,
    AlertText,
    Polygon,
    PublicWarning,
    Question,
)
from tocsin.operations.surveying import Survey
from tocsin.operations.warning_issue import ApproveWarning, IssueWarning
from tocsin.operations.warnings import CheckWarning, DraftWarning
from tocsin.terms.cap import CapCategory, CapCertainty, CapResponse, CapSeverity, CapUrgency
from tocsin.terms.kinds import LogKind

HERE = Survey(
    ground="sha256:" + "0" * 64, spots=100, inside_permille=1000, town_permille=200, people=400,
    spoken=(),
)  # fmt: skip
ASKED = (Question.words_not_reviewed,)
"""What is asked about the flood below by day, on the ground."""


def square(lat_udeg: int = 50_000_000, lon_udeg: int = 8_000_000, side: int = 10_000) -> AlertArea:
    """A square with this south-west corner."""
    corners = ((0, 0), (0, side), (side, side), (side, 0))
    ring = tuple(Point(lat_udeg + lat, lon_udeg + lon) for lat, lon in corners)
    return AlertArea("Riverside, zone B", (Polygon(ring),))


def facts(**other: object) -> AlertFacts:
    """A flood: leave, until the evening."""
    given: dict[str, object] = {
        "categories": (CapCategory.met,),
        "urgency": CapUrgency.immediate,
        "severity": CapSeverity.extreme,
        "certainty": CapCertainty.observed,
        "responses": (CapResponse.evacuate,),
        "expires": MORNING + timedelta(hours=6),
        "areas": (square(),),
    }
    return AlertFacts(**{**given, **other})  # type: ignore[arg-type]


def text(language: str = "en") -> AlertText:
    """The same in words."""
    return AlertText(
        language=language,
        event="Flood",
        headline="Flood: leave Riverside now",
        description="The river is over its banks.",
        instruction="Leave now. Go to Hill School.",
        wea_90="Flood. Leave Riverside now.",
    )


def drafting(**other: object) -> DraftWarning:
    """The order to write it."""
    given: dict[str, object] = {"facts": facts(), "texts": (text(),)}
    return DraftWarning(**{**given, **other})  # type: ignore[arg-type]


def town(kind: LogKind = LogKind.actual) -> Story:
    """Ana and Ben are on duty and may warn, so may Cem; Dot takes calls."""
    story = Story(kind=kind)
    for name, role in (("ana", "duty_officer"), ("ben", "chief"), ("cem", "duty_officer"),
                       ("dot", "dispatcher")):  # fmt: skip
        story.done(RegisterPerson(id=f"p-{name}", handle=name, roles=(role,)), actor="system/f")
    story.survey = HERE
    return story


def at_desk(story: Story, name: str, ago_s: int = 60, desk: str = "") -> Session:
    """Somebody's sign-in, proven so long before the next order."""
    proven = MORNING + timedelta(seconds=story.now_s + 1 - ago_s)
    return Session(
        id=f"s-{desk or name}", credential=f"password/{desk or name}", authenticated_at=proven
    )


def the(story: Story, warning: str = "") -> PublicWarning:
    """The warning of a story: the last, where none is named."""
    found = list(story.picture.warnings.values())
    return next((each for each in found if each.id == warning), max(found, key=_by_time))


def _by_time(each: PublicWarning) -> tuple[object, ...]:
    return each.drafted_at, each.id


def drafted(story: Story, **other: object) -> str:
    """Ana writes one. Its id."""
    [event] = story.done(drafting(**other), actor="p-ana")
    return str(event.warning)  # type: ignore[attr-defined]


def asked_for(story: Story, name: str) -> None:
    """Ana asks for its approval."""
    story.done(CheckWarning(warning=name), actor="p-ana", session=at_desk(story, "ana"))


def approving(story: Story, name: str) -> ApproveWarning:
    """Yes to it as it stands, and to each question."""
    asked = tuple(each.question for each in the(story, name).questions)
    return ApproveWarning(warning=name, digest=the(story, name).digest, acknowledged=asked)


def approved(story: Story, name: str) -> None:
    """Ben says yes."""
    story.done(approving(story, name), actor="p-ben", session=at_desk(story, "ben"))


def sent(story: Story, name: str, who: str = "ana") -> None:
    """Somebody sends it."""
    order = IssueWarning(warning=name, digest=the(story, name).digest)
    story.done(order, actor=f"p-{who}", session=at_desk(story, who))


def issued(story: Story, **other: object) -> str:
    """Written, asked for, approved, sent. Its id."""
    name = drafted(story, **other)
    asked_for(story, name)
    approved(story, name)
    sent(story, name)
    return name
