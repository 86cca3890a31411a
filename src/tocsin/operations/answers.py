"""Answers without effect are on record too: who asked for what, and why nothing changed.

A command id is answered once and for ever the same, also when the answer was "no" or "already so";
and the review after a night asks why something was not done. The command itself is not kept: its
words may be personal. Nothing in the picture changes.
"""

from enum import StrEnum

from tocsin.operations.orders import Event
from tocsin.operations.picture import Picture
from tocsin.terms.stamp import Stamp


class AnswerRefusal(StrEnum):
    subject_is_forgotten = "subject_is_forgotten"


class CommandRefused(Event, frozen=True):
    """`command` is the kind of order; `parameters` are those of the refusal's sentence."""

    command: str
    code: str
    parameters: dict[str, str] = {}


class AlreadySo(Event, frozen=True):
    """The order asked for what was so already."""

    command: str


def refused(picture: Picture, _event: CommandRefused, _stamp: Stamp) -> Picture:
    return picture


def already_so(picture: Picture, _event: AlreadySo, _stamp: Stamp) -> Picture:
    return picture


DECIDE: dict[type, object] = {}

EVOLVE = {
    "command_refused.1": (CommandRefused, refused),
    "already_so.1": (AlreadySo, already_so),
}
