"""A reporter sees what was told of one report, and cannot tell whether the matter is restricted."""

from collections.abc import Iterator

from tests.laws.sight_law import first_wrong
from tests.laws.sight_orders import ORDERS, play, random_steps
from tests.laws.sight_town import Order, Town, ellery
from tests.operations.story import Story
from tocsin.access import redact, reporter
from tocsin.access.shipped import FIELDS
from tocsin.operations.attaching import AttachReport, DetachReport
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import ArchiveIncident, CloseIncident, OpenIncident, ReopenIncident
from tocsin.operations.intake import ReceiveReport
from tocsin.operations.picture import Picture
from tocsin.operations.picture.policy import FieldGrant, FieldRow
from tocsin.operations.picture.telling import Telling
from tocsin.operations.policy import AdoptAccess
from tocsin.operations.resident_reports import FileReport
from tocsin.operations.restriction import LiftRestriction, RestrictIncident
from tocsin.operations.status import ClearUnit, ReportOnScene
from tocsin.operations.units import RegisterUnit
from tocsin.terms.codes import Channel

AS_IT_WAS = (
    FieldRow("tellings", "reporter", ()),
    FieldRow(
        "reports",
        "reporter",
        (FieldGrant(("id", "arrived_at", "incident", "attached_at"), "own_report"),),
    ),
    FieldRow(
        "incidents",
        "reporter",
        (FieldGrant(("status", "dispatched_at", "closed_at"), "own_report"),),
    ),
)
"""The rows by which a reporter's page was once worked out anew from report and matter: the leak."""


def a_town() -> Story:
    story = Story()
    for name in ("PE-r1", "PE-r2"):
        story.done(FileReport(words=f"words of {name}", callback="0555", id=name))
    story.done(OpenIncident(type="works.lamp", id="PE-i1"))
    story.done(RegisterUnit(call_sign="W1", kind="works_crew"))
    return story


def told(picture: Picture, report: str = "PE-r1") -> list[str]:
    """The steps on this reporter's page."""
    found = picture.tellings.get(report)
    assert isinstance(found, Telling)
    return [each.step.value for each in found.told]


def test_a_reporter_sees_what_was_told_of_their_own_report_and_nothing_else() -> None:
    story = a_town()
    story.done(AttachReport(report="PE-r1", incident="PE-i1"))
    seen = redact(story.picture, reporter("PE-r1"))
    assert set(seen) == {("tellings", "PE-r1")}
    assert set(seen["tellings", "PE-r1"]) == {"id", "told"}
    assert set(redact(story.picture, reporter("PE-r2"))) == {("tellings", "PE-r2")}


def test_a_reporter_is_told_how_far_the_matter_is() -> None:
    story = a_town()
    assert told(story.picture) == ["received"]
    story.done(AttachReport(report="PE-r1", incident="PE-i1"))
    story.done(DispatchUnit(unit="PE-W1", incident="PE-i1"))
    assert told(story.picture) == ["received", "looked_at", "sent"]
    story.done(ReportOnScene(unit="PE-W1"))
    story.done(ClearUnit(unit="PE-W1"))
    story.done(CloseIncident(incident="PE-i1", disposition="completed"))
    assert told(story.picture) == ["received", "looked_at", "sent", "there", "closed"]
    assert told(story.picture, "PE-r2") == ["received"]
    story.done(ReopenIncident(incident="PE-i1", reason="dark again"))
    assert told(story.picture)[-1] == "there"


def test_a_report_that_belongs_elsewhere_after_all_begins_again() -> None:
    story = a_town()
    story.done(AttachReport(report="PE-r1", incident="PE-i1"))
    story.done(DispatchUnit(unit="PE-W1", incident="PE-i1"))
    story.done(DetachReport(report="PE-r1", reason="another matter"))
    assert told(story.picture) == ["received"]


def test_who_reports_late_is_told_how_far_it_is_already() -> None:
    story = a_town()
    story.done(DispatchUnit(unit="PE-W1", incident="PE-i1"))
    story.done(AttachReport(report="PE-r1", incident="PE-i1"))
    assert told(story.picture) == ["received", "looked_at", "sent"]


def test_a_restricted_matter_reads_like_one_to_which_nobody_else_had_to_be_sent() -> None:
    pages = []
    for is_secret in (False, True):
        story = a_town()
        story.done(AttachReport(report="PE-r1", incident="PE-i1"))
        if is_secret:
            story.done(RestrictIncident(incident="PE-i1", need_to_know=()))
            story.done(DispatchUnit(unit="PE-W1", incident="PE-i1"))
            story.done(ReportOnScene(unit="PE-W1"))
            story.done(ClearUnit(unit="PE-W1"))
        story.done(CloseIncident(incident="PE-i1", disposition="secret words", public_words="Done"))
        pages.append(told(story.picture))
    assert pages[0] == pages[1] == ["received", "looked_at", "closed"]


def test_lifting_a_restriction_tells_nothing_by_itself() -> None:
    story = a_town()
    story.done(AttachReport(report="PE-r1", incident="PE-i1"))
    story.done(RestrictIncident(incident="PE-i1", need_to_know=()))
    story.done(DispatchUnit(unit="PE-W1", incident="PE-i1"))
    story.done(LiftRestriction(incident="PE-i1", reason="over"))
    assert told(story.picture) == ["received", "looked_at"]
    story.done(ReportOnScene(unit="PE-W1"))
    assert told(story.picture)[-2:] == ["sent", "there"], "never there without having been sent"


def test_public_words_reach_every_reporter_under_the_key_of_their_own_report() -> None:
    story = a_town()
    for each in ("PE-r1", "PE-r2"):
        story.done(AttachReport(report=each, incident="PE-i1"))
    story.done(
        CloseIncident(incident="PE-i1", disposition="drunk again", public_words="The lamp is lit")
    )
    for each in ("PE-r1", "PE-r2"):
        telling = story.picture.tellings.get(each)
        assert telling is not None
        words = telling.told[-1].words
        assert words is not None
        assert (words.owner, words.text) == (f"report/{each}", "The lamp is lit")
        assert "drunk" not in str(redact(story.picture, reporter(each)))
    story.done(ReopenIncident(incident="PE-i1", reason="dark again"))
    incident = story.picture.incidents.get("PE-i1")
    assert incident is not None
    assert incident.public_words is None
    assert "lit" not in str(redact(story.picture, reporter("PE-r1")))


def test_what_was_told_leaves_the_picture_with_the_report() -> None:
    story = a_town()
    story.done(AttachReport(report="PE-r1", incident="PE-i1"))
    story.done(CloseIncident(incident="PE-i1", disposition="completed"))
    story.done(ArchiveIncident(incident="PE-i1"))
    assert list(story.picture.tellings) == ["PE-r2"]


def test_somebody_who_proved_nothing_sees_nothing() -> None:
    assert redact(a_town().picture, reporter("PE-nothing")) == {}


def test_nobody_on_the_staff_reads_of_a_matter_what_its_reporter_was_told() -> None:
    assert list(FIELDS["tellings"]) == ["reporter"], "it would tell of restricted matters"


# the law


def _attach(town: Town, a: int, b: int) -> Order:
    return "p-call_taker", AttachReport(report=town.report(a), incident=town.incident(b))


def _restrict(town: Town, a: int, _b: int) -> Order:
    return "system/test", RestrictIncident(incident=town.incident(a), need_to_know=("p-chief",))


def _lift(town: Town, a: int, _b: int) -> Order:
    return "p-chief", LiftRestriction(incident=town.incident(a), reason="over")


def _close(town: Town, a: int, b: int) -> Order:
    return "p-chief", CloseIncident(
        incident=town.incident(a), disposition="done", public_words=f"told {b}"
    )


def _call(_town: Town, _a: int, _b: int) -> Order:
    return "p-call_taker", ReceiveReport(channel=Channel.call)


OWN = (_attach, _restrict, _lift, _close)
CALLS = 3
"""Reports with which a morning begins, so that there is always something to attach."""
VIEWERS = 6


def mornings(count: int, length: int = 160) -> Iterator[tuple[list[tuple[int, int, int]], Town]]:
    """Random mornings in which reports are attached and matters restricted often."""
    before = len(ORDERS)
    ORDERS.extend((*OWN, _call))
    calls = [(before + len(OWN), 0, 0)] * CALLS
    try:
        for seed in range(count):
            steps = [
                (before + n // 3 % len(OWN), a, b) if n % 3 == 0 else (which, a, b)
                for n, (which, a, b) in enumerate(random_steps(seed, length))
            ]
            yield [*calls, *steps], play(ellery(), [*calls, *steps])
    finally:
        del ORDERS[before:]


def test_the_law_holds_for_reporters() -> None:
    for steps, town in mornings(3):
        reports = list(town.picture.reports)[:VIEWERS]
        assert reports
        assert first_wrong(steps, [reporter(each) for each in reports]) is None


HIDDEN = {"incident_restricted.1", "restriction_lifted.1"}
ALWAYS_TOLD = {
    "report_received.1", "report_attached.1", "report_detached.1", "duplicate_linked.1",
    "duplicate_unlinked.1", "incident_closed.1", "closing_told.1", "incident_archived.1",
    "incident_reopened.1", "incidents_merged.1", "incidents_separated.1",
}  # fmt: skip


def first_sign(town: Town) -> str | None:
    """The first event by which a reporter could tell that their matter is restricted, or None.

    Restricting and lifting change no page; nor does anything, while it lasts, but what every
    matter is told of.
    """
    for before, after, cause in town.happened:
        for name, report in before.reports.items():
            matter = after.incidents.get(report.incident or "")
            is_hidden = matter is not None and matter.is_restricted
            if cause.event not in HIDDEN and (not is_hidden or cause.event in ALWAYS_TOLD):
                continue
            if redact(before, reporter(name)) != redact(after, reporter(name)):
                return f"{cause.event} shows on the page of {name}"
    return None


def test_no_page_shows_whether_its_matter_is_restricted() -> None:
    hidden = 0
    for _, town in mornings(6):
        assert first_sign(town) is None
        hidden += sum(
            cause.event in HIDDEN and any(each.reports for each in after.incidents.values())
            for _, after, cause in town.happened
        )
    assert hidden > 10, "matters with reports were restricted, and lifted"


def test_working_the_page_out_from_the_matter_as_it_was_once_done_shows_it() -> None:
    """The negative control: the rows of before, adopted as a town could."""
    for steps, _ in mornings(6):
        town = ellery()
        assert town.give("p-administrator", AdoptAccess(fields=AS_IT_WAS))
        first = first_sign(play(town, steps))
        if first is not None:
            assert first.startswith(tuple(HIDDEN))
            return
    raise AssertionError("no morning shows the leak that there was")
