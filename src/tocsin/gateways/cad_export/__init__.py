"""Dispatch records of other systems: CSV, NDJSON, JSON and XML in; flat CSV out.
(docs/standards/cad-export.md)

In:  the bytes of a file (a stream, opened by `app`), a mapping (TOML).
Out: `read` → facts in order, as commands with provenance, refusals and an account; `check` →
what an
     unknown file holds and a mapping to begin with; `render` → our incidents as CSV unit rows.
"""

from tocsin.gateways.cad_export.check import Proposal, check
from tocsin.gateways.cad_export.claims import (
    Claim,
    Imported,
    RefusedRow,
    Report,
    RowRefusal,
    Standing,
    standing_of,
)
from tocsin.gateways.cad_export.load import load, shipped, shipped_mapping
from tocsin.gateways.cad_export.malformed import Malformed
from tocsin.gateways.cad_export.mapping import Mapping, schema
from tocsin.gateways.cad_export.read import read
from tocsin.gateways.cad_export.render import COLUMNS, render
from tocsin.gateways.cad_export.streams import Limits

__all__ = [
    "COLUMNS",
    "Claim",
    "Imported",
    "Limits",
    "Malformed",
    "Mapping",
    "Proposal",
    "RefusedRow",
    "Report",
    "RowRefusal",
    "Standing",
    "check",
    "load",
    "read",
    "render",
    "schema",
    "shipped",
    "shipped_mapping",
    "standing_of",
]
