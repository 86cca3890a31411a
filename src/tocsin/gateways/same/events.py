"""The codes of SAME: events, originators, states; and which event a warning is in its own terms.

Where the list has a watch beside a warning, a warning is what is Immediate or Expected and Observed
or Likely, and a watch what is of the Future or Possible. What is neither, and what has no code of
its own (a power cut, water that has to be boiled), has none here: a person says it.

Source: 47 CFR 11.31 (d), (e), (f), in the edition of 2010; OASIS Event Terms 1.2.
"""

from collections.abc import Collection

from tocsin.terms.cap import CapCertainty, CapResponse, CapUrgency

EVENTS = {
    "EAN": "Emergency Action Notification",
    "EAT": "Emergency Action Termination",
    "NIC": "National Information Center",
    "NPT": "National Periodic Test",
    "RMT": "Required Monthly Test",
    "RWT": "Required Weekly Test",
    "ADR": "Administrative Message",
    "AVW": "Avalanche Warning",
    "AVA": "Avalanche Watch",
    "BZW": "Blizzard Warning",
    "CAE": "Child Abduction Emergency",
    "CDW": "Civil Danger Warning",
    "CEM": "Civil Emergency Message",
    "CFW": "Coastal Flood Warning",
    "CFA": "Coastal Flood Watch",
    "DSW": "Dust Storm Warning",
    "EQW": "Earthquake Warning",
    "EVI": "Evacuation Immediate",
    "FRW": "Fire Warning",
    "FFW": "Flash Flood Warning",
    "FFA": "Flash Flood Watch",
    "FFS": "Flash Flood Statement",
    "FLW": "Flood Warning",
    "FLA": "Flood Watch",
    "FLS": "Flood Statement",
    "HMW": "Hazardous Materials Warning",
    "HWW": "High Wind Warning",
    "HWA": "High Wind Watch",
    "HUW": "Hurricane Warning",
    "HUA": "Hurricane Watch",
    "HLS": "Hurricane Statement",
    "LEW": "Law Enforcement Warning",
    "LAE": "Local Area Emergency",
    "NMN": "Network Message Notification",
    "TOE": "911 Telephone Outage Emergency",
    "NUW": "Nuclear Power Plant Warning",
    "DMO": "Practice/Demo Warning",
    "RHW": "Radiological Hazard Warning",
    "SVR": "Severe Thunderstorm Warning",
    "SVA": "Severe Thunderstorm Watch",
    "SVS": "Severe Weather Statement",
    "SPW": "Shelter in Place Warning",
    "SMW": "Special Marine Warning",
    "SPS": "Special Weather Statement",
    "TOR": "Tornado Warning",
    "TOA": "Tornado Watch",
    "TRW": "Tropical Storm Warning",
    "TRA": "Tropical Storm Watch",
    "TSW": "Tsunami Warning",
    "TSA": "Tsunami Watch",
    "VOW": "Volcano Warning",
    "WSW": "Winter Storm Warning",
    "WSA": "Winter Storm Watch",
}
"""47 CFR 11.31 (e)."""
NATIONAL = frozenset({"EAN", "EAT", "NIC", "NPT"})
"""For the nation to send."""
PRACTICE, WEEKLY, MONTHLY = "DMO", "RWT", "RMT"
TESTS = (PRACTICE, WEEKLY, MONTHLY)
LOCAL = tuple(sorted(EVENTS.keys() - NATIONAL - set(TESTS)))
"""What a town may say of the world."""
ORIGINATORS = ("CIV", "EAS")
"""A town is the civil authority, or asks as a station's own; PEP and WXR are others' to say."""
STATES = frozenset(
    {
        "01", "02", "04", "05", "06", "08", "09", "10", "11", "12", "13", "15", "16", "17",
        "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31",
        "32", "33", "34", "35", "36", "37", "38", "39", "40", "41", "42", "44", "45", "46",
        "47", "48", "49", "50", "51", "53", "54", "55", "56", "57", "58", "59", "60", "61",
        "64", "65", "66", "68", "70", "72", "73", "74", "75", "77", "78", "91", "92", "93",
        "94", "96", "97", "98",
    }
)  # fmt: skip
"""47 CFR 11.31 (f): states, territories and marine areas."""

_ALWAYS = {
    "OET-002": "ADR", "OET-038": "CAE", "OET-074": "TOE", "OET-135": "NMN", "OET-147": PRACTICE,
}  # fmt: skip
"""Terms with one code, whatever the grades."""
_WARNING = {
    "OET-001": "CDW", "OET-018": "AVW", "OET-023": "BZW", "OET-033": "FRW", "OET-037": "HMW",
    "OET-042": "CFW", "OET-055": "CDW", "OET-066": "DSW", "OET-068": "EQW", "OET-078": "FRW",
    "OET-079": "FFW", "OET-081": "FLW", "OET-086": "FRW", "OET-094": "FRW", "OET-106": "HUW",
    "OET-113": "FRW", "OET-120": "LEW", "OET-136": "NUW", "OET-140": "FLW", "OET-154": "RHW",
    "OET-156": "RHW", "OET-190": "FRW", "OET-193": "CDW", "OET-194": "SVR", "OET-196": "TOR",
    "OET-197": "HMW", "OET-198": "HMW", "OET-202": "TRW", "OET-203": "TSW", "OET-209": "VOW",
    "OET-217": "FRW", "OET-218": "HWW", "OET-222": "WSW",
}  # fmt: skip
_WATCH = {
    "AVW": "AVA", "CFW": "CFA", "FFW": "FFA", "FLW": "FLA", "HUW": "HUA", "HWW": "HWA",
    "SVR": "SVA", "TOR": "TOA", "TRW": "TRA", "TSW": "TSA", "WSW": "WSA",
}  # fmt: skip
_SAFETY = "OET-169"
_ACTS = ((CapResponse.evacuate, "EVI"), (CapResponse.shelter, "SPW"))
"""What people are told to do is the event, where the term says no more than safety."""


def event_of(
    term: str,
    urgency: CapUrgency,
    certainty: CapCertainty,
    responses: Collection[CapResponse],
) -> str | None:
    """The event code of a warning, from its term and grades; None where the list has none for it.
    A term that is itself a code a town may say stands as it is.
    """
    if term in LOCAL:
        return term
    if term in _ALWAYS:
        return _ALWAYS[term]
    code = _WARNING.get(term)
    if term == _SAFETY:
        code = next((said for act, said in _ACTS if act in responses), None)
    if code is None:
        return None
    is_soon = urgency in (CapUrgency.immediate, CapUrgency.expected)
    if is_soon and certainty in (CapCertainty.observed, CapCertainty.likely):
        return code
    is_watched = urgency is CapUrgency.future or (is_soon and certainty is CapCertainty.possible)
    return _WATCH.get(code) if is_watched else None
