"""Errors as problem documents (RFC 9457): where, what was expected, what to do next."""

from http import HTTPStatus

import msgspec

from tocsin.access import AccessRefusal
from tocsin.app.phrases import say
from tocsin.app.tongue import tell, with_step
from tocsin.operations.orders import Refused

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:tocsin:problem:"
REFUSAL = "urn:tocsin:refusal:"


class ProblemBody(msgspec.Struct, frozen=True, omit_defaults=True):
    """A problem document. `code` is for programs; `detail` and `next` are sentences for people.

    `type` is `urn:tocsin:refusal:CODE` where a rule of the town said no (the refusal is on record),
    else `urn:tocsin:problem:CODE`. `where` is the path of the field, header or parameter;
    `is_soft`: the line would be granted with `!` and a reason.
    """

    type: str
    title: str
    status: int
    code: str
    detail: str
    next: str = ""
    where: str = ""
    parameters: dict[str, str] = {}
    command_id: str = ""
    is_soft: bool = False


class Problem(Exception):
    """Ends a request. `after_s`: seconds until it makes sense to ask again (Retry-After)."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        step: str = "",
        *,
        where: str = "",
        after_s: int | None = None,
        command_id: str = "",
    ) -> None:
        super().__init__(code)
        self.after_s = after_s
        self.body = ProblemBody(
            type=TYPE + code,
            title=HTTPStatus(status).phrase,
            status=status,
            code=code,
            detail=detail,
            next=step,
            where=where,
            command_id=command_id,
        )


FORBIDDEN = frozenset(AccessRefusal)
"""Refusals that are a matter of who asks; all others are a matter of how things stand."""


def refused(why: Refused, command_id: str) -> Problem:
    """The problem of an order that a rule of the town refused."""
    sentence, step = say(why)
    status = HTTPStatus.FORBIDDEN if why.code in FORBIDDEN else HTTPStatus.CONFLICT
    problem = Problem(int(status), why.code, sentence, step, command_id=command_id)
    problem.body = msgspec.structs.replace(
        problem.body, type=REFUSAL + why.code, parameters=why.parameters
    )
    return problem


def unknown(why: str, command_id: str) -> Problem:
    """The storage failed: whether the order is on record is not known."""
    return Problem(
        503,
        "unknown",
        *with_step("problem-not-known", why=why),
        after_s=1,
        command_id=command_id,
    )


def nothing_here(name: str, /, **what: str) -> Problem:
    """The answer for what does not exist, and for what the asker may not know of; `name` is that of
    the sentence that says what it would be.
    """
    return Problem(404, "not_found", tell("nothing-here", what=tell(name, **what)))
