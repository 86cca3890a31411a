"""Heights of the ground as HGT squares (SRTM). (README.md)

In:  the bytes of a square and the name of its file, which says where it lies.
Out: `read` → a `Square` of metres; `render` → the bytes of one.
"""

from tocsin.gateways.hgt.parse import SIDE, VOID, Malformed, Square, name_of, read
from tocsin.gateways.hgt.render import render

__all__ = ["SIDE", "VOID", "Malformed", "Square", "name_of", "read", "render"]
