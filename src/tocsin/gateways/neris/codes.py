"""The table of codes: our adopted words → NERIS value sets, by default or as a town has it."""

import re
import tomllib
from importlib import resources

import msgspec

SEPARATOR = "||"
"""NERIS joins the three levels of an incident type with two bars."""
CODES_BYTES = 1 << 18
NONE: dict[str, str] = {}


class Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Four tables. `types` also holds `group.*`: every type of a group that is not listed."""

    types: dict[str, str] = NONE
    units: dict[str, str] = NONE
    no_action: dict[str, str] = NONE
    aid_nonfd: dict[str, str] = NONE

    def incident_type(self, ours: str) -> str | None:
        """The NERIS type of `group.type`; None where the table has neither it nor its group."""
        return self.types.get(ours) or self.types.get(f"{ours.partition('.')[0]}.*")

    def extended(self, other: "Codes") -> "Codes":
        """These codes with a town's own on top."""
        return Codes(
            self.types | other.types,
            self.units | other.units,
            self.no_action | other.no_action,
            self.aid_nonfd | other.aid_nonfd,
        )


class CodesMalformed(ValueError):
    """A table of codes is not what it claims to be: which key, what was expected, what to do."""


def codes_of(content: bytes) -> Codes:
    """A table of codes from TOML. Raises CodesMalformed."""
    if len(content) > CODES_BYTES:
        raise CodesMalformed("NERIS codes: expected a file of at most 256 KiB; leave out the rest")
    try:
        codes = msgspec.convert(tomllib.loads(content.decode()), Codes)
    except (ValueError, RecursionError, msgspec.ValidationError) as broken:
        raise CodesMalformed(
            "NERIS codes: expected the tables types, units, no_action and aid_nonfd; "
            f"mend: {broken}"
        ) from broken
    for table in (codes.types, codes.units, codes.no_action, codes.aid_nonfd):
        for ours, theirs in sorted(table.items()):
            if not re.fullmatch(r"[A-Z0-9_]+(\|\|[A-Z0-9_]+){0,2}", theirs):
                raise CodesMalformed(
                    f"NERIS codes, {ours}: expected a value like "
                    "FIRE||OUTSIDE_FIRE||WILDFIRE_WILDLAND; take it from the value sets"
                )
    return codes


def default_codes() -> Codes:
    """The table that comes with the package."""
    return codes_of((resources.files("tocsin.gateways.neris") / "codes.toml").read_bytes())
