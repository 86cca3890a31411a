"""Stories told step by step: shortest counter-examples of the model, and its afternoons.

A line is the beginning of a step: its kind, then what it is about. "read B A": B reads all that A
tells at that moment.
"""

from tests.laws.lending_mutants import BY_NAME, Make
from tests.laws.lending_world import LendingWorld

LENT = (
    "offer A A-E12 B",
    "ask A A-E12",
    "ready A A-E12",
    "ReleaseUnit A A-E12",
    "read B A",
)

TEAM_LENT = (
    "offer-team A A-ST1 B",
    "ask A A-E12",
    "ready A A-E12",
    "ask A A-E13",
    "ready A A-E13",
    "release-team A A-ST1",
)

TRACES: dict[str, tuple[str, tuple[str, ...]]] = {
    "lent and given back": (
        "lend, return, reaffirm",
        (
            *LENT,
            "read A B",
            "offer B A-E12 A",
            "ask B A-E12",
            "ready B A-E12",
            "ReleaseUnit B A-E12",
            "read A B",
            "read B A",
        ),
    ),
    "cut in limbo, then taken back": (
        "override, register lost",
        (
            "offer A A-E12 B",
            "ask A A-E12",
            "ready A A-E12",
            "ReleaseUnit A A-E12",
            "override A A-E12",
            "confirm A A-E12",
            "ask A A-E12",
            "answer A A-E12",
            "read B A",
        ),
    ),
    "overridden behind a cut, then healed": (
        "override, register lost",
        (
            *LENT,
            "read A B",
            "override A A-E12",
            "confirm A A-E12",
            "ask A A-E12",
            "answer A A-E12",
            "read B A",
            "read A B",
        ),
    ),
    "restored while it handed over": (
        "restore from a backup",
        (
            *LENT,
            "read A B",
            "offer B A-E12 A",
            "ask B A-E12",
            "ready B A-E12",
            "ReleaseUnit B A-E12",
            "restore B 0",
            "told A B",
            "reconcile B A-E12",
            "read A B",
        ),
    ),
    "a limbo that a restored town is told of": (
        "override and restore in a chain",
        (
            *LENT,
            "read A B",
            "read C B",
            "override A A-E12",
            "offer B A-E12 A",
            "ask B A-E12",
            "ready B A-E12",
            "ask A A-E12",
            "ReleaseUnit B A-E12",
            "read C B",
            "restore B 0",
            "told A B",
            "told C B",
            "reconcile B A-E12",
        ),
    ),
    "an old life that is read after the promise": (
        "override and restore in a chain",
        (
            *LENT,
            "read A B",
            "read C B",
            "override A A-E12",
            "offer B A-E12 A",
            "ask B A-E12",
            "ready B A-E12",
            "ask A A-E12",
            "ReleaseUnit B A-E12",
            "restore B 0",
            "told A B",
            "told C B",
            "read C B",
            "reconcile B A-E12",
            "read B C",
        ),
    ),
    "a borrower leaves the home out": (
        "a neighbour is left out",
        (*LENT, "read A B", "restore B 0", "leave B A"),
    ),
    "a bystander that left a town out gives it nothing": (
        "left out in a chain",
        (
            "offer A A-E12 B",
            "read B A",
            "restore C 0",
            "told B C",
            "ask A A-E12 2.0 B",
            "offer A A-E12 B",
            "reconcile C A-E12",
            "restore C 3",
            "leave C B",
            "reconcile C A-E12",
        ),
    ),
    "a team is lent and given back": (
        "a team",
        (
            *TEAM_LENT,
            "read B A", "read A B",
            "offer-team B A-ST1 A",
            "ask B A-E12", "ready B A-E12", "ask B A-E13", "ready B A-E13",
            "release-team B A-ST1",
            "read A B", "read B A",
        ),
    ),
    "one of a team is taken back in limbo": (
        "a team, all of it",
        (
            "offer-team A A-ST1 B",
            "ask A A-E12", "ready A A-E12", "ask A A-E13", "ready A A-E13",
            "leave-behind A A-ST1 A-E14",
            "override A A-E13", "confirm A A-E13", "ask A A-E13", "answer A A-E13",
            "read B A", "read C A", "read A B", "read C B",
            "offer-team B A-ST1 C",
            "ask B A-E12", "ready B A-E12",
            "release-team B A-ST1",
            "read C B", "read B C", "read A C",
        ),
    ),
    "left out, and answers after all": (
        "a neighbour is left out",
        (*LENT, "read A B", "restore A 1", "leave A B", "reconcile A A-E12", "told B A",
         "read A B", "read B A"),
    ),
}  # fmt: skip
"""By name: where it happens, and how."""


def replayed(name: str, make: Make = LendingWorld) -> str | None:
    """What is broken on the way or at the end; None where nothing is."""
    where, lines = TRACES[name]
    world = make(BY_NAME[where])
    for line in lines:
        _happen(world, line)
        why = world.broken()
        if why is not None:
            return why
    return world.disagree()


def told_so_far(world: LendingWorld, lines: tuple[str, ...]) -> LendingWorld:
    """The world after these steps."""
    for line in lines:
        _happen(world, line)
    return world


def _happen(world: LendingWorld, line: str) -> None:
    kind, *about = line.split()
    if kind == "read":
        reader, source = about
        while ahead := [each for each in world.pulls() if each.about[:2] == (reader, source)]:
            world.take(ahead[0])
        return
    for step in world.steps():
        if step.kind == kind and str(step).split()[1 : 1 + len(about)] == about:
            world.take(step)
            return
    raise AssertionError(f"{line}: that cannot happen after {world.trail}")
