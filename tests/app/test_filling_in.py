"""The form of an agreement changes what it shows and nothing else."""

from datetime import UTC, datetime

import msgspec
import pytest

from tocsin.app.agreements.drawing_up import (
    TEMPLATES,
    Region,
    draft_of,
    template,
    text_of,
    with_region,
)
from tocsin.app.agreements.filling_in import filled_in, form_of
from tocsin.operations.picture.agreement import AgreementText, MinimumAtHome, Party

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
OWN, PARTNER = Party("PE", "Penford"), Party("WE", "Weir End")


def agreed(name: str) -> AgreementText:
    draft = with_region(template(name), Region(areas=("Quay",)))
    return text_of(draft, OWN, PARTNER, "aid", 1, "", NOW)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_form_that_nobody_touched_says_what_was_agreed(name: str) -> None:
    before = agreed(name)
    draft = draft_of(before, "PE")
    again = filled_in(draft, form_of(draft, NOW.date()))
    assert text_of(again, OWN, PARTNER, "aid", 1, "", NOW) == before


def test_what_is_filled_in_is_what_is_said_and_the_rest_stays() -> None:
    before = agreed("mutual_aid")
    draft = draft_of(before, "PE")
    form = form_of(draft, NOW.date())
    assert form.own is not None
    own = msgspec.structs.replace(form.own, minimum_at_home=(MinimumAtHome(3, "engine"),))
    again = filled_in(draft, msgspec.structs.replace(form, own=own, partner=None))
    after = text_of(again, OWN, PARTNER, "aid", 2, "", NOW)
    ours, theirs = after.gives
    assert ours.lending is not None
    assert ours.lending.minimum_at_home == (MinimumAtHome(3, "engine"),)
    assert theirs.lending is None
    assert theirs.sight == before.gives[1].sight
    assert (after.channels, after.contacts) == (before.channels, before.contacts)
