"""The closed lists of an alert: what kind, what to do, how soon, how bad, how sure.

Source: OASIS Common Alerting Protocol 1.2 (2010) §3.2.1, §3.2.2.
"""

from enum import StrEnum


class CapCategory(StrEnum):
    """The kind of event."""

    geo = "Geo"
    met = "Met"
    safety = "Safety"
    security = "Security"
    rescue = "Rescue"
    fire = "Fire"
    health = "Health"
    env = "Env"
    transport = "Transport"
    infra = "Infra"
    cbrne = "CBRNE"
    other = "Other"


class CapResponse(StrEnum):
    """What those who are warned are to do."""

    shelter = "Shelter"
    evacuate = "Evacuate"
    prepare = "Prepare"
    execute = "Execute"
    avoid = "Avoid"
    monitor = "Monitor"
    assess = "Assess"
    all_clear = "AllClear"
    none = "None"


class CapUrgency(StrEnum):
    """How soon to act."""

    immediate = "Immediate"
    expected = "Expected"
    future = "Future"
    past = "Past"
    unknown = "Unknown"


class CapSeverity(StrEnum):
    """How bad it may get."""

    extreme = "Extreme"
    severe = "Severe"
    moderate = "Moderate"
    minor = "Minor"
    unknown = "Unknown"


class CapCertainty(StrEnum):
    """How sure it is."""

    observed = "Observed"
    likely = "Likely"
    possible = "Possible"
    unlikely = "Unlikely"
    unknown = "Unknown"


class CapStatus(StrEnum):
    """How an alert is to be handled. CAP 1.2 §3.2.1."""

    actual = "Actual"
    exercise = "Exercise"
    system = "System"
    test = "Test"
    draft = "Draft"


class CapMsgType(StrEnum):
    """What a message is to earlier ones. CAP 1.2 §3.2.1."""

    alert = "Alert"
    update = "Update"
    cancel = "Cancel"
    ack = "Ack"
    error = "Error"


class CapScope(StrEnum):
    """For whom a message is. CAP 1.2 §3.2.1."""

    public = "Public"
    restricted = "Restricted"
    private = "Private"


GRADES = (
    CapSeverity.unknown,
    CapSeverity.minor,
    CapSeverity.moderate,
    CapSeverity.severe,
    CapSeverity.extreme,
)
"""From the least to the gravest."""
