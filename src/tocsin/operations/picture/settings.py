"""Noun: what a town says of itself."""

import msgspec


class Settings(msgspec.Struct, frozen=True, gc=False):
    """Name for people, IANA time zone, language (BCP 47)."""

    name: str
    zone: str = "UTC"
    language: str = "en"
