"""However a history is folded (by steps, as a draft, from a snapshot and a tail): one picture."""

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.laws.generated import events, histories, told
from tests.operations.story import Told
from tocsin.jurisdiction.snapshots import decode, encode
from tocsin.log import dec_hook, enc_hook
from tocsin.operations import catalogue
from tocsin.operations.catalogue import EVENTS, NAMES, evolve
from tocsin.operations.orders import Event
from tocsin.operations.picture import KINDS, Picture, touched
from tocsin.operations.picture.map import DraftMap

History = list[tuple[Event, Told]]


def stepwise(history: History, picture: Picture | None = None) -> Picture:
    """The fold whose every step could be shown."""
    picture = picture or Picture()
    for event, stamp in history:
        picture = evolve(picture, event, stamp)
    return picture


def agree(history: History) -> None:
    """The law: a draft settles to what the steps give, to the byte."""
    drafted = stepwise(history, Picture().drafted()).settled()
    stepped = stepwise(history)
    assert drafted == stepped
    assert encode(drafted) == encode(stepped)


@given(histories())
def test_a_draft_settles_to_what_the_steps_give(history: History) -> None:
    agree(history)


@given(histories(), st.data())
def test_a_snapshot_at_any_cut_and_the_tail_give_the_whole(
    history: History, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(history)))
    snapshot = decode(encode(stepwise(history[:cut])))
    assert encode(stepwise(history[cut:], snapshot)) == encode(stepwise(history))
    drafted = stepwise(history[cut:], snapshot.drafted()).settled()
    assert encode(drafted) == encode(stepwise(history))


@given(histories(longest=15), events(), told())
def test_evolve_leaves_the_picture_it_was_given_as_it_was(
    history: History, event: Event, stamp: Told
) -> None:
    picture = stepwise(history)
    before = encode(picture)
    after = evolve(picture, event, stamp)
    assert encode(picture) == before
    assert encode(evolve(picture, event, stamp)) == encode(after)
    seen = set(touched(picture, after))
    differs = {
        (kind, name)
        for kind in KINDS
        for name in {*getattr(picture, kind), *getattr(after, kind)}
        if getattr(picture, kind).get(name) != getattr(after, kind).get(name)
    }
    assert differs <= seen, "what changed without being told apart"


@given(events())
def test_an_event_read_back_from_its_bytes_is_the_event(event: Event) -> None:
    stored = msgspec.json.encode(event, enc_hook=enc_hook)
    name = NAMES[type(event)]
    assert msgspec.json.decode(stored, type=EVENTS[name], dec_hook=dec_hook) == event
    assert catalogue.Reader(dec_hook).event(name, stored) == event


def keeps_the_first(self: DraftMap[object], key: str, value: object) -> DraftMap[object]:
    """A broken `put`: what is there already stays."""
    self._inside.setdefault(key, value)
    return self


@pytest.mark.full
def test_a_draft_that_keeps_what_it_had_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: with a broken draft the two folds differ."""
    monkeypatch.setattr(DraftMap, "put", keeps_the_first)
    looking = settings(phases=[Phase.generate], max_examples=200, database=None)
    with pytest.raises(AssertionError):
        looking(given(histories())(agree))()
