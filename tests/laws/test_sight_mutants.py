"""Each rule of the slice, broken on purpose: the law must notice. The unbroken code passes the
same mornings.
"""

from collections.abc import Callable

import msgspec
import pytest

from tests.laws.sight_law import first_wrong
from tests.laws.sight_orders import random_steps
from tocsin.access import changes, sight, slices, stream
from tocsin.access.board import SliceBoard
from tocsin.access.sight import Eye
from tocsin.access.slices import Delta, Verb
from tocsin.operations.picture import Picture, Subject

pytestmark = [pytest.mark.full, pytest.mark.control]

Patch = pytest.MonkeyPatch
MORNINGS = range(40)
LENGTH = 60
SHOWN = {"no_neighbours": 6, "two_links_away": 30}
"""The morning that showed a mutant when these were last looked for: it is looked at first."""


def no_neighbours(patch: Patch) -> None:
    """What a touched subject links to is not looked at again."""
    patch.setattr(changes, "neighbours", lambda key, old, new: {key})


def no_linkers(patch: Patch) -> None:
    """Those that link to what came into sight or left it are not looked at again."""
    patch.setattr(changes.Linkers, "of", lambda self, key: frozenset())


def policy_unnoticed(patch: Patch) -> None:
    """A policy change does not look at everything again."""
    patch.setattr(slices, "is_policy_changed", lambda last, now: False)


def links_keep_ids(patch: Patch) -> None:
    """A link to a hidden subject keeps its id: the slice and the redaction say different things."""

    def raw(noun: object, name: str, _sees: object) -> object:
        return getattr(noun, name)

    whole = sight.visible_values

    def leaking(*how: object) -> object:
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(sight, "blanked_field", raw)
            return whole(*how)  # type: ignore[arg-type]

    patch.setattr(slices, "visible_values", leaking)


def hidden_not_withdrawn(patch: Patch) -> None:
    """A hidden subject loses its fields and stays known."""
    real = slices.verb_of
    patch.setattr(slices, "verb_of", lambda before, after: real(before, after or {"": 0}))


def sequence_of_the_log(patch: Patch) -> None:
    """Sequence numbers are the log's positions."""
    position = [0]
    real = SliceBoard.collect

    def counting(board: SliceBoard, *event: object) -> None:
        position[0] += 1
        real(board, *event)  # type: ignore[arg-type]

    patch.setattr(SliceBoard, "collect", counting)
    patch.setattr(stream.Slice, "_next", lambda self: position[0] + 1)
    patch.setattr(SliceBoard, "__init__", _starting(position, SliceBoard.__init__))


def _starting(position: list[int], real: Callable[..., None]) -> Callable[..., None]:
    def start(board: SliceBoard, picture: Picture, **how: object) -> None:
        position[0] = 0
        real(board, picture, **how)

    return start


def whole_subjects(patch: Patch) -> None:
    """A delta carries the whole subject, not the visible fields."""
    real = sight.visible_values

    def whole(noun: msgspec.Struct, fields: frozenset[str], *how: object) -> object:
        return real(noun, fields | frozenset(noun.__struct_fields__), *how)  # type: ignore[arg-type]

    patch.setattr(slices, "visible_values", whole)


def seen_again_is_changed(patch: Patch) -> None:
    """A subject that comes back into sight is sent as changed."""
    gone: set[Subject] = set()

    def delta(verb: Verb, kind: str, id: str, *how: object) -> Delta:
        if verb is Verb.withdrawn:
            gone.add((kind, id))
        again = verb is Verb.disclosed and (kind, id) in gone
        return Delta(Verb.changed if again else verb, kind, id, *how)  # type: ignore[arg-type]

    patch.setattr(slices, "Delta", delta)


def two_links_away(patch: Patch) -> None:
    """A rule reads the unit of the incident of a narrative: two links."""
    real = Eye._decide

    def too_far(eye: Eye, key: Subject) -> frozenset[str]:
        found = real(eye, key)
        if key[0] != "narratives":
            return found
        incident = eye.picture.incidents.get(key[1].removeprefix("incident/"))
        units = [] if incident is None else [eye.picture.units.get(u) for u in incident.units]
        return frozenset() if any(u and u.position for u in units) else found

    patch.setattr(Eye, "_decide", too_far)


MUTANTS = [
    no_neighbours,
    no_linkers,
    policy_unnoticed,
    links_keep_ids,
    hidden_not_withdrawn,
    sequence_of_the_log,
    whole_subjects,
    seen_again_is_changed,
    two_links_away,
]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda each: each.__name__)
def test_the_law_notices_when_one_rule_is_broken(mutant: Callable[[Patch], None]) -> None:
    for seed in (SHOWN.get(mutant.__name__, 0), *MORNINGS):
        steps = random_steps(seed, LENGTH)
        with pytest.MonkeyPatch.context() as patch:
            mutant(patch)
            wrong = first_wrong(steps)
        if wrong is not None:
            assert first_wrong(steps) is None, "the unbroken code keeps the law on this morning"
            return
    pytest.fail(f"no morning of {len(MORNINGS)} shows it: {mutant.__doc__}")
