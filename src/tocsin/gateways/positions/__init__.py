"""Positions and readings as plain JSON or as NMEA 0183 sentences, and positions back.
(README.md: what maps to what, what is lost)

In:  bytes of a JSON array, of one JSON object a line, or of NMEA sentences; the present time.
Out: `parse_json`, `parse_nmea` → observations, and a line for each part that is not one;
     `render_json`, `render_nmea` → lines.
"""

from tocsin.gateways.positions.json_lines import SCHEMA, parse_json, render_json
from tocsin.gateways.positions.nmea import parse_nmea
from tocsin.gateways.positions.nmea_lines import render_nmea

__all__ = ["SCHEMA", "parse_json", "parse_nmea", "render_json", "render_nmea"]
