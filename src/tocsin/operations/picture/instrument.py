"""Noun: what this town has signed of an agreement, as it is told to the partner.

Source: Vienna Convention on the Law of Treaties (1969) art. 13 (consent by an exchange of
instruments).
"""

from enum import StrEnum

import msgspec

from tocsin.operations.picture.agreement import Signature


class InstrumentKind(StrEnum):
    """What it carries: a version of the agreement, or a notice (suspended, resumed, ended)."""

    version = "version"
    notice = "notice"


class Instrument(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something this town has signed of an agreement. `text` is what is signed, by `key` (hex).

    Of a version: `signature` is over it as a proposal of ours ("" where it is the partner's),
    `signed` this town's word that it is agreed. Of a notice `signature` is over the notice.
    """

    id: str
    agreement: str
    to: str
    kind: InstrumentKind
    text: str
    key: str
    signature: str = ""
    signed: Signature | None = None
