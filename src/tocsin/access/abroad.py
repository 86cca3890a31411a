"""What somebody here may see of what a neighbouring town has let this one know.

The neighbour has decided what leaves it; this town's own table decides who reads that here. Another
town's subject is nobody's own unit, incident or agency: what a role sees of its kind in any case
(`always`) is what it sees of it.
"""

from collections.abc import Mapping

from tocsin.access.sight import Eye, Fields
from tocsin.access.table import ALWAYS
from tocsin.operations.picture import Subject


def shown_abroad(eye: Eye, known: Mapping[Subject, Fields]) -> dict[Subject, Fields]:
    """The viewer's version of a neighbour's slice, sorted by kind and id."""
    found: dict[Subject, Fields] = {}
    for key in sorted(known):
        fields = {
            name
            for condition, names in eye.rows.get(key[0], ())
            if condition == ALWAYS
            for name in names
        }
        shown = {name: value for name, value in known[key].items() if name in fields}
        if shown:
            found[key] = shown
    return found
