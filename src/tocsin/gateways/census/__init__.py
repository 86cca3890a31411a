"""Counts of people and indices of need by zone or by point, as tables of text. (README.md)

In:  the bytes of a CSV: a row for each zone (its code) or for each point (its position).
Out: `read` → a `Table` whose rows are figures; `names` → names by code; `render` → a CSV.
"""

from tocsin.gateways.census.malformed import Malformed, NamesPeople
from tocsin.gateways.census.parse import Row, Table, names, read
from tocsin.gateways.census.render import render
from tocsin.gateways.census.values import Fault

__all__ = ["Fault", "Malformed", "NamesPeople", "Row", "Table", "names", "read", "render"]
