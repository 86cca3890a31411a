from datetime import timedelta

import pytest

from tests.operations.story import MORNING, Story
from tocsin.log import blobs
from tocsin.operations.forgetting import ForgetSubject
from tocsin.operations.incident import CloseIncident, OpenIncident
from tocsin.operations.intake import ReceiveReport
from tocsin.operations.narrative import (
    ATTACHMENT_LIMIT_BYTES,
    MEDIA_TYPES,
    AddRemark,
    AttachBlob,
    CorrectEntry,
    EntryCorrected,
    EntryFlagged,
    FlagEntry,
    UnflagEntry,
)
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture.narrative import Attachment, Entry
from tocsin.operations.units import RegisterUnit
from tocsin.terms.codes import Channel, EntryFlag, EntryKind, ForgetGround
from tocsin.terms.words import Words

I1 = "incident/i1"
PHOTO = "ab" * 32


def an_incident() -> Story:
    story = Story()
    story.done(OpenIncident(id="i1", type="fire.building"))
    return story


def entries(story: Story, subject: str = I1) -> tuple[Entry, ...]:
    found = story.picture.narratives.get(subject)
    return () if found is None else found.entries


def remarked(story: Story, text: str = "smoke from the roof", **how: object) -> str:
    story.done(AddRemark(subject=I1, text=text, **how))  # type: ignore[arg-type]
    return entries(story)[-1].id


def test_a_remark_says_when_it_happened_when_it_was_written_and_who_wrote_it() -> None:
    story = an_incident()
    story.done(AddRemark(subject=I1, text="roof is in", kind=EntryKind.radio), at_s=-120)
    (entry,) = entries(story)
    assert entry.text == Words(I1, "roof is in")
    assert entry.kind is EntryKind.radio
    assert entry.at == MORNING - timedelta(seconds=120)
    assert entry.recorded_at == MORNING + timedelta(seconds=2)
    assert entry.by == "p-dispatcher"


def test_everything_that_has_a_log_of_its_own_can_be_written_about() -> None:
    story = an_incident()
    story.done(RegisterUnit(call_sign="E1", kind="engine"))
    story.done(ReceiveReport(channel=Channel.call, id="r1"))
    for subject in (I1, "unit/PE-E1", "report/r1", "shift/day-watch"):
        story.done(AddRemark(subject=subject, text="noted"))
        assert [each.text for each in entries(story, subject)] == [Words(subject, "noted")]


@pytest.mark.parametrize(
    ("subject", "refused"),
    [
        ("incident/i9", Refused("incident_unknown", {"incident": "i9"})),
        ("unit/PE-E9", Refused("subject_unknown", {"subject": "unit/PE-E9"})),
        ("report/r9", Refused("subject_unknown", {"subject": "report/r9"})),
        ("facility/none", Refused("subject_unknown", {"subject": "facility/none"})),
        ("weather/rain", Refused("subject_unknown", {"subject": "weather/rain"})),
    ],
)
def test_what_is_not_there_is_not_written_about(subject: str, refused: Refused) -> None:
    assert Story().refused(AddRemark(subject=subject, text="x")) == refused
    blob = AttachBlob(subject=subject, digest=PHOTO, media_type="image/jpeg", size_bytes=1)
    assert Story().refused(blob) == refused


def test_what_was_forgotten_is_not_written_about_again() -> None:
    story = Story()
    story.done(ForgetSubject(owner="shift/night", ground=ForgetGround.no_longer_needed))
    refused = story.refused(AddRemark(subject="shift/night", text="x"))
    assert refused == Refused("subject_is_forgotten", {"owner": "shift/night"})


def test_a_closed_matter_can_still_be_written_about() -> None:
    story = an_incident()
    story.done(CloseIncident(incident="i1", disposition="out"))
    remarked(story, "the owner called to thank")
    assert len(entries(story)) == 1


def test_a_correction_stands_beside_what_it_corrects_with_the_reason() -> None:
    story = an_incident()
    first = remarked(story, "two people inside", flags=(EntryFlag.safety,))
    story.done(
        CorrectEntry(subject=I1, entry=first, text="three inside", because="misheard on radio")
    )
    before, after = entries(story)
    assert before.text == Words(I1, "two people inside")
    assert before.corrected_by == after.id
    assert after.corrects == before.id
    assert after.text == Words(I1, "three inside")
    assert after.because == Words(I1, "misheard on radio")
    assert after.flags == (EntryFlag.safety,), "what kept the old one on top keeps the new one"


def test_only_the_newest_wording_is_corrected() -> None:
    story = an_incident()
    first = remarked(story)
    correct = CorrectEntry(subject=I1, entry=first, text="steam", because="seen closer")
    story.done(correct)
    newer = entries(story)[-1].id
    refused = story.refused(correct)
    assert refused == Refused("entry_was_corrected", {"entry": first, "newer": newer})
    story.done(CorrectEntry(subject=I1, entry=newer, text="smoke after all", because="heat"))
    assert len(entries(story)) == 3


@pytest.mark.parametrize(
    "command",
    [
        CorrectEntry(subject=I1, entry="n9", text="x", because="y"),
        FlagEntry(subject=I1, entry="n9", flag=EntryFlag.pinned),
        UnflagEntry(subject=I1, entry="n9", flag=EntryFlag.pinned, reason="x"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_an_entry_that_is_not_there_is_neither_corrected_nor_flagged(command: Command) -> None:
    assert Story().refused(command) == Refused("incident_unknown", {"incident": "i1"})
    story = an_incident()
    unknown = Refused("entry_unknown", {"subject": I1, "entry": "n9"})
    assert story.refused(command) == unknown
    remarked(story)
    assert story.refused(command) == unknown


def test_an_attachment_is_named_by_its_digest_and_attached_once() -> None:
    story = an_incident()
    attach = AttachBlob(
        subject=I1, digest=PHOTO, media_type="image/jpeg", size_bytes=90_000, caption="north side"
    )
    story.done(attach)
    (entry,) = entries(story)
    assert entry.kind is EntryKind.attachment
    assert entry.attachment == Attachment(PHOTO, "image/jpeg", 90_000)
    assert entry.text == Words(I1, "north side")
    assert story.done(attach) == []


def test_a_caption_is_corrected_like_a_remark_and_the_picture_stays() -> None:
    story = an_incident()
    story.done(AttachBlob(subject=I1, digest=PHOTO, media_type="image/png", size_bytes=1))
    story.done(
        CorrectEntry(subject=I1, entry=entries(story)[0].id, text="south side", because="map")
    )
    assert entries(story)[1].attachment == Attachment(PHOTO, "image/png", 1)


def test_an_attachment_too_large_or_of_a_kind_that_could_run_is_refused() -> None:
    story = an_incident()
    large = AttachBlob(
        subject=I1, digest=PHOTO, media_type="image/png", size_bytes=ATTACHMENT_LIMIT_BYTES + 1
    )
    assert story.refused(large) == Refused(
        "attachment_too_large",
        {"size": str(ATTACHMENT_LIMIT_BYTES + 1), "limit": str(ATTACHMENT_LIMIT_BYTES)},
    )
    runs = AttachBlob(subject=I1, digest=PHOTO, media_type="image/svg+xml", size_bytes=1)
    assert story.refused(runs) == Refused(
        "media_type_not_accepted", {"media_type": "image/svg+xml"}
    )


def test_what_may_be_attached_is_what_the_blob_store_keeps() -> None:
    assert set(MEDIA_TYPES) == set(blobs.MEDIA_TYPES)
    assert ATTACHMENT_LIMIT_BYTES == blobs.LARGEST_BYTES


def test_an_entry_is_flagged_once_and_let_down_with_the_reason() -> None:
    story = an_incident()
    entry = remarked(story)
    up = FlagEntry(subject=I1, entry=entry, flag=EntryFlag.safety)
    story.done(up)
    story.done(FlagEntry(subject=I1, entry=entry, flag=EntryFlag.pinned))
    assert story.done(up) == []
    assert entries(story)[0].flags == (EntryFlag.pinned, EntryFlag.safety)
    down = UnflagEntry(subject=I1, entry=entry, flag=EntryFlag.safety, reason="gas is off")
    story.done(down)
    assert entries(story)[0].flags == (EntryFlag.pinned,)
    assert story.refused(down) == Refused("entry_not_flagged", {"entry": entry, "flag": "safety"})


def test_facts_about_an_entry_that_has_left_change_nothing() -> None:
    story = Story()
    before = story.picture
    words = Words("incident/gone", "x")
    story.given(
        EntryFlagged(subject="incident/gone", entry="n1", flag=EntryFlag.pinned),
        EntryCorrected(
            subject="incident/gone", entry="n2", corrects="n1", text=words, because=words
        ),
    )
    assert story.picture == before
