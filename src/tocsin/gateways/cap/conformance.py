"""Whether a file is a CAP message as a profile has it: deviations and broken rules in one list."""

import msgspec

from tocsin.gateways.cap.deviations import Deviation, Level
from tocsin.gateways.cap.parse import Parsed
from tocsin.gateways.cap.profiles import Finding, Must, Profile, findings


class Verdict(msgspec.Struct, frozen=True):
    """What speaks against a file. `deviations` leaves out what is only worth to be known."""

    profile: Profile
    conforms: bool
    deviations: tuple[Deviation, ...]
    findings: tuple[Finding, ...]


def checked(parsed: Parsed, profile: Profile) -> Verdict:
    """Holds a file against a profile. An older version of CAP is held against its own schema, and
    conforms to no profile of CAP 1.2 but `oasis`."""
    against = tuple(each for each in parsed.deviations if each.level is not Level.note)
    broken: list[Finding] = []
    for number, each in enumerate(parsed.readings, 1):
        path = f"alert[{number}]" if len(parsed.readings) > 1 else "alert"
        if profile is not Profile.oasis and each.version != "1.2":
            broken.append(
                Finding("cap-1.2", Must.must, path, "profiles are of CAP 1.2", each.version)
            )
        broken += findings(each.alert, profile, path)
    is_broken = any(each.must is Must.must for each in broken)
    return Verdict(profile, not against and not is_broken, against, tuple(broken))
