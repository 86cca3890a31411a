"""Who may ask and who may see. One table of roles, one rule of sight, default deny.

In:  `operations`: pictures and commands; a viewer, as a value.
Out: `require` (may this person give this command, now?) and the slice of a viewer: what is
disclosed, changed and withdrawn. Pure: looks nothing up, stores nothing, knows no session or
password.
"""

from tocsin.access.board import SliceBoard
from tocsin.access.changes import Cause
from tocsin.access.links import ELSEWHERE
from tocsin.access.permission import in_sight_only, require
from tocsin.access.refusals import AccessRefusal
from tocsin.access.sight import (
    Eye,
    Redacted,
    counted,
    fields_in_sight,
    redact,
    searched,
    shown,
)
from tocsin.access.slices import Delta, Verb, fold_slice, sealed
from tocsin.access.stream import Broken, Head, Reading, Slice, Tick
from tocsin.access.viewer import (
    Viewer,
    ViewerKind,
    audience,
    crew,
    group,
    partner,
    person,
    reporter,
    requester,
    sight_class,
)

__all__ = [
    "ELSEWHERE",
    "AccessRefusal",
    "Broken",
    "Cause",
    "Delta",
    "Eye",
    "Head",
    "Reading",
    "Redacted",
    "Slice",
    "SliceBoard",
    "Tick",
    "Verb",
    "Viewer",
    "ViewerKind",
    "audience",
    "counted",
    "crew",
    "fields_in_sight",
    "fold_slice",
    "group",
    "in_sight_only",
    "partner",
    "person",
    "redact",
    "reporter",
    "requester",
    "require",
    "sealed",
    "searched",
    "shown",
    "sight_class",
]
