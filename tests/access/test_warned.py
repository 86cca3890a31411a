"""Who knows of a warning before the public does, and what the public is told of it."""

from tests.operations.story import Story
from tests.operations.warned import approved, asked_for, drafted, facts, issued, the, town
from tocsin.access import Eye, audience, partner, person
from tocsin.access.sight import Fields
from tocsin.operations.picture.warning import WarningState
from tocsin.operations.surveying import Survey
from tocsin.operations.warning_issue import ExpireWarning
from tocsin.operations.warnings import WithdrawWarning
from tocsin.terms.cap import CapScope

NEAR, FAR = partner("EB"), partner("NO")
OVER = Survey(
    ground="g", spots=9, inside_permille=500, town_permille=1, abroad=("Ellery",),
    neighbours=("EB",), spoken=(),
)  # fmt: skip


def told(story: Story, viewer: object, name: str) -> Fields | None:
    return Eye(story.picture, viewer).shown(("warnings", name))  # type: ignore[arg-type]


def test_a_neighbour_knows_of_what_reaches_into_its_ground_once_it_is_approved() -> None:
    story = town()
    story.survey = OVER
    name = drafted(story)
    asked_for(story, name)
    assert told(story, NEAR, name) is None, "nobody outside knows of a draft"
    approved(story, name)
    found = told(story, NEAR, name)
    assert found is not None
    assert found["state"] is WarningState.approved
    assert not {"authors", "checked", "approval", "questions", "review"} & set(found)
    assert told(story, FAR, name) is None
    assert told(story, audience(), name) is None
    story.done(WithdrawWarning(warning=name, reason="no"), actor="p-ana")
    assert told(story, NEAR, name) is None


def test_everybody_knows_of_a_public_warning_that_went_out_and_of_no_other() -> None:
    story = town()
    name = issued(story)
    for viewer in (NEAR, FAR, audience()):
        found = told(story, viewer, name)
        assert found is not None
        assert "authors" not in found
    hidden = issued(story, facts=facts(scope=CapScope.restricted, restriction="crews"))
    assert told(story, audience(), hidden) is None
    assert told(story, FAR, hidden) is None
    assert told(story, person("p-dot"), hidden) is not None


def test_a_draft_whose_time_has_passed_never_went_out() -> None:
    story = town()
    name = drafted(story)
    story.now_s = 7 * 3600
    story.done(ExpireWarning(warning=name), actor="system/clock")
    assert the(story, name).state is WarningState.expired
    assert told(story, audience(), name) is None
