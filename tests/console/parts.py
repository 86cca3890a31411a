"""What the page of all parts must show: each part in each state that it has, and what it says then.

The states are those of CONSOLE, section 6; after them what can be off, chosen, late or changed.
"""

from typing import NamedTuple


class Shown(NamedTuple):
    """A part in a state: where it stands on the page, and the words that must be in it."""

    part: str
    state: str
    where: str
    says: str = ""


STATES = (
    Shown("page", "loading", ".loading[data-spoken]", "Reading the log, 38 of 48 thousand"),
    Shown("page", "empty", ".empty", "No open incidents."),
    Shown("table", "empty", ".empty", "Nothing is borrowed."),
    Shown("link", "live", ".status-dot[data-state=live]", "live, 0.1 s behind"),
    Shown("link", "behind", ".status-dot[data-state=behind]", "9 s behind"),
    Shown("link", "off", ".status-dot[data-state=off]", "no link since 14:20"),
    Shown("value", "stale", ".stale", "9 min old"),
    Shown("unit", "stale", ".unit-chip[data-heard=no]"),
    Shown("page", "offline", ".offline", "No link to the town’s log since 14:20. You see 14:20."),
    Shown("order", "unknown", ".pending", "Sent, no answer yet: 4 s."),
    Shown("button", "unknown", ".button[data-pending]", "Sending…"),
    Shown("order", "refused", ".refusal", "R1 not sent: it is on its way to 0411. Take B2"),
    Shown("field", "refused", ".field[data-invalid] .wrong", "There is no 25:00."),
    Shown("matter", "not allowed", ".not-allowed", "Details are with the police."),
    Shown("card", "exercise", ".hatch[data-mode=exercise]", "EXERCISE"),
    Shown("fact", "partner's", ".told-by", "as Northvale told us 14:21"),
    Shown("layer", "failed", ".failed", "Gauge layer: no data since 13:50."),
    Shown("button", "off", ".button[data-disabled]", "Approve"),
    Shown("toggle", "on", ".button[data-selected]", "Layers"),
    Shown("field", "read only", ".field input[readonly]"),
    Shown("field", "off", ".field[data-disabled]", "Password"),
    Shown("checkbox", "on", ".check[data-selected]", "Close ford and footbridge"),
    Shown("checkbox", "some", ".check[data-indeterminate]", "All of the plan"),
    Shown("checkbox", "off", ".check[data-disabled]", "Open shelter at Hill School"),
    Shown("switch", "on", ".switch[data-selected]", "Single letters act"),
    Shown("radio", "off", ".radio[data-disabled]", "Test"),
    Shown("row", "chosen", ".line[data-selected]"),
    Shown("row", "changed", ".line[data-changed]"),
    Shown("row", "needs a person", ".line[data-needs]"),
    Shown("unit", "chosen", ".unit-chip[data-chosen]"),
    Shown("unit", "late", ".unit-chip[data-late]"),
    Shown("age", "late", ".age[data-late]"),
    Shown("band", "folded", ".band [aria-expanded=false]", "Quiet"),
    Shown("notice", "warning", ".notice[data-kind=warn]", "Northvale has not answered"),
    Shown("progress", "under way", ".progress", "38 of 48 thousand"),
)
OF_SECTION_6 = {"loading", "empty", "live", "stale", "offline", "unknown", "refused",
                "not allowed", "exercise", "partner's", "failed"}  # fmt: skip
"""Its twelfth, past, is a mode of the whole page, as exercise is too."""
STATUSES = ("available", "committed", "en_route", "staged", "on_scene", "transporting",
            "at_hospital", "returning", "out_of_service", "lent")  # fmt: skip
