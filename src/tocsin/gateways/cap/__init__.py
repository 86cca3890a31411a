"""CAP 1.2, and 1.1 and 1.0 in: alerts read leniently, written strictly. (README.md)

In:  bytes of one file: an alert, several, a feed or an envelope with alerts; pinned keys.
Out: `parse` → alerts, each deviation named; `checked` → what a profile has against a file;
     `render`, `signed` → bytes that are valid; `check` → what a signature is worth; `chains`,
     `in_force` → what updates and cancels what; `resolved` → an area on our ground.
"""

from tocsin.gateways.cap.areas import Resolved, resolved
from tocsin.gateways.cap.conformance import checked
from tocsin.gateways.cap.malformed import Malformed
from tocsin.gateways.cap.mending import mended
from tocsin.gateways.cap.message import Alert
from tocsin.gateways.cap.parse import Parsed, Reading, parse
from tocsin.gateways.cap.pins import Pin, pins_of
from tocsin.gateways.cap.profiles import RULES, Profile, findings
from tocsin.gateways.cap.references import chains, in_force
from tocsin.gateways.cap.render import Unwritable, render
from tocsin.gateways.cap.signatures import TRUSTED, check
from tocsin.gateways.cap.signing import signed

__all__ = [
    "RULES",
    "TRUSTED",
    "Alert",
    "Malformed",
    "Parsed",
    "Pin",
    "Profile",
    "Reading",
    "Resolved",
    "Unwritable",
    "chains",
    "check",
    "checked",
    "findings",
    "in_force",
    "mended",
    "parse",
    "pins_of",
    "render",
    "resolved",
    "signed",
]
