"""What a town says of itself: its time zone, its language, how it wants to be written.

Source: architecture idea 7: what a decision or a page reads is in the log, not in a configuration
file.
"""

import re
from enum import StrEnum

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event, Short, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.settings import Settings
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class SettingsRefusal(StrEnum):
    zone_unknown = "zone_unknown"
    language_unknown = "language_unknown"


# 1. commands and the events they may cause


class DescribeTown(Command, frozen=True):
    """Set the town's name for people, its IANA time zone and its language (BCP 47)."""

    name: Short
    zone: Short = "UTC"
    language: Short = "en"


class TownDescribed(Event, frozen=True):
    name: str
    zone: str
    language: str


# 2. decide


def describe(command: DescribeTown, picture: Picture, _context: Context) -> Decision:
    """The shape of zone and language is checked here; whether the zone exists, by the door that
    has the tables.
    """
    if not re.fullmatch(r"[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+)*", command.zone):
        return refuse(SettingsRefusal.zone_unknown, zone=command.zone)
    if not command.language.replace("-", "").isalnum() or len(command.language) > 35:
        return refuse(SettingsRefusal.language_unknown, language=command.language)
    said = Settings(command.name, command.zone, command.language)
    if picture.settings.get("town") == said:
        return []
    return [TownDescribed(name=command.name, zone=command.zone, language=command.language)]


# 3. evolve


def described(picture: Picture, event: TownDescribed, _stamp: Stamp) -> Picture:
    settings = Settings(event.name, event.zone, event.language)
    return _replace(picture, settings=picture.settings.put("town", settings))


# 4. the tables

DECIDE = {DescribeTown: describe}

EVOLVE = {"town_described.1": (TownDescribed, described)}
