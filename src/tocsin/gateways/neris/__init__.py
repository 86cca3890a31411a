"""Incidents as NERIS records (National Emergency Response Information System).
(docs/standards/neris.md)

In:  an incident of the picture, its units, the department's NERIS id, a table of codes (TOML).
Out: `render` → a JSON-ready dict in the names and value sets of NERIS, and what it could not hold.
"""

from tocsin.gateways.neris.codes import Codes, codes_of, default_codes
from tocsin.gateways.neris.render import Rendered, render

__all__ = ["Codes", "Rendered", "codes_of", "default_codes", "render"]
