"""Nouns: what must not be forgotten for now: a court, a claim, an audit may ask for it."""

from datetime import datetime

import msgspec

from tocsin.terms.words import Words


class LegalHold(msgspec.Struct, frozen=True, omit_defaults=True):
    """A duty to keep one subject. `reaches` are owners of words that stay with it, whatever becomes
    of its links.
    """

    id: str
    subject: str
    reason: Words
    by: str
    placed_at: datetime
    reaches: tuple[str, ...] = ()
