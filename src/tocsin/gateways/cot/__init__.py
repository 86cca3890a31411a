"""Cursor-on-Target 2.0 events as positions, and back. (README.md: what maps to what, what is lost)

In:  bytes of one event, or of many one after the other, as files and TAK streams have them.
Out: `parse` → observations, and a line for each event that is not one; `render` → an event.
"""

from tocsin.gateways.cot.parse import EventSplitter, parse
from tocsin.gateways.cot.render import render
from tocsin.gateways.cot.schema import SCHEMA

__all__ = ["SCHEMA", "EventSplitter", "parse", "render"]
