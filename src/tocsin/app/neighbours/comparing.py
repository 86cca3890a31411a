"""What neighbours were told by each other, held against what we were told: one that tells two
stories has signed both.
"""

import logging
from collections.abc import Callable, Sequence

from tocsin.app.logs import told
from tocsin.app.neighbours.own_town import OwnTown, doubt_of
from tocsin.federation.custody_heads import MOST_HEADS, SignedHead, differing
from tocsin.federation.replica import Looked, SliceFault, SliceRefused
from tocsin.operations import neighbours

LOG = logging.getLogger("tocsin.neighbours")


def compare(
    town: OwnTown,
    heads: Sequence[SignedHead],
    told_by: str,
    looked: Callable[[str], Looked | None],
) -> None:
    """Put in doubt whoever has signed for `told_by` what it did not tell us. `looked` is what a
    neighbour let us know. Heads of towns that we do not hear, or that are not signed, say nothing.
    """
    for signed in heads[:MOST_HEADS]:
        head = signed.read()
        picture = town.picture()
        if head is None or head.town not in neighbours.heard(picture):
            continue
        neighbour = picture.neighbours.get(head.town)
        known = looked(head.town)
        if neighbour is None or known is None or not signed.is_of(neighbour.public_key):
            continue
        state = known.state
        # Another life of its log, or one that is being told anew: then numbers begin again. What
        # it signed before a person healed its link has been spoken about.
        if head.life != state.life or state.shown != state.incarnation:
            continue
        if head.at < neighbour.since:
            continue
        found = next(differing(head, known.known), None)
        if found is None:
            continue
        told(LOG, logging.WARNING, "a neighbour tells two stories", neighbour=head.town,
             told_by=told_by, unit=found.unit, entry=found.number)  # fmt: skip
        says = (
            f"of {found.unit} it has signed for {told_by} another entry {found.number} than for us"
        )
        doubt_of(town, head.town, SliceRefused(SliceFault.forked, says))
