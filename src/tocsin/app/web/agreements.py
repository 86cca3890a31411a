"""Agreements with neighbouring towns in words: what each version says, what differs between two."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

import msgspec

from tocsin.access import Eye
from tocsin.app.agreements.saying import difference, lines_of
from tocsin.app.web.pictures import encoded
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.operations.picture.agreement import (
    AgreementState,
    AgreementText,
    AgreementVersion,
    Compact,
)
from tocsin.operations.picture.token import Scope
from tocsin.terms.words import Words


class Section(msgspec.Struct, frozen=True):
    """A heading of an agreement, and the sentences under it."""

    name: str
    says: tuple[str, ...]


class SignedBy(msgspec.Struct, frozen=True):
    """Who has signed a version for a town, as they stand there."""

    town: str
    name: Words
    office: str
    at: datetime


class VersionSaid(msgspec.Struct, frozen=True, kw_only=True):
    """One version: what it says; whether this town could still sign it."""

    number: int
    digest: str
    title: str
    is_in_force: bool
    waits_for_us: bool
    waits_for_partner: bool
    sections: tuple[Section, ...]
    signed: tuple[SignedBy, ...]


class AgreementSaid(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement. `asked_at`: its end or its review, whichever comes first, where the town is to
    think of it by now."""

    id: str
    partner: str
    partner_name: str
    state: AgreementState
    title: str
    since: datetime | None
    ends_at: datetime | None
    review_at: datetime | None
    asked_at: datetime | None
    suspended_by: tuple[str, ...]
    versions: tuple[VersionSaid, ...]


class AgreementsSaid(msgspec.Struct, frozen=True):
    """All agreements that the asker may know of, by partner."""

    agreements: tuple[AgreementSaid, ...]


class Differs(msgspec.Struct, frozen=True):
    """A sentence that one version says and the other does not; "" where it says nothing there."""

    section: str
    before: str
    after: str


class AgreementDifference(msgspec.Struct, frozen=True):
    """What is different, in the order in which the later version says it."""

    agreement: str
    before: int
    after: int
    differences: tuple[Differs, ...]


def _known(eye: Eye) -> Iterator[Compact]:
    for name, compact in eye.picture.compacts.items():
        if "versions" in (eye.shown(("compacts", name)) or {}):
            yield compact


async def listed(asked: Asked) -> Reply:
    """What has been agreed, in the language of the asker."""
    eye, own = asked.door.eye(asked.who.viewer), asked.door.house.header.code

    def said() -> bytes:
        every = sorted(_known(eye), key=lambda each: (each.partner, each.id))
        found = tuple(_agreement(each, own, asked.now) for each in every)
        return encoded(asked, AgreementsSaid(found))

    return Reply(await asyncio.to_thread(said))


def _agreement(compact: Compact, own: str, now: datetime) -> AgreementSaid:
    shown = compact.valid or (compact.versions[-1] if compact.versions else None)
    content = None if shown is None else shown.content
    parties = {each.town: each.name for each in content.parties} if content else {}
    return AgreementSaid(
        id=compact.id,
        partner=compact.partner,
        partner_name=parties.get(compact.partner) or compact.partner,
        state=compact.state,
        title="" if content is None else content.title,
        since=compact.in_force_since,
        ends_at=None if content is None else content.ends_at,
        review_at=None if content is None else content.review_at,
        asked_at=None if content is None else _asked_at(compact, content, now),
        suspended_by=compact.suspended_by,
        versions=tuple(_version(each, compact, own) for each in compact.versions),
    )


def _asked_at(compact: Compact, content: AgreementText, now: datetime) -> datetime | None:
    """The date that is near, of one that holds."""
    if compact.state not in (AgreementState.in_force, AgreementState.suspended):
        return None
    dates = [each for each in (content.review_at, content.ends_at) if each is not None]
    near = [each for each in dates if each - timedelta(days=content.notice_days) <= now]
    return min(near, default=None)


def _version(version: AgreementVersion, compact: Compact, own: str) -> VersionSaid:
    valid = compact.valid
    is_open = version.number > max(compact.over_number, 0 if valid is None else valid.number)
    return VersionSaid(
        number=version.number,
        digest=version.digest,
        title=version.content.title,
        is_in_force=version.digest == compact.in_force,
        waits_for_us=is_open and version.signed_by(own) is None,
        waits_for_partner=is_open and version.signed_by(compact.partner) is None,
        sections=sections_of(version.content),
        signed=tuple(
            SignedBy(each.town, each.name, each.office, each.signed_at)
            for each in version.signatures
        ),
    )


def sections_of(content: AgreementText) -> tuple[Section, ...]:
    """All that a version says, under its headings, in the language that is spoken."""
    return tuple(
        Section(name, tuple(each.says for each in lines))
        for name, lines in groupby(lines_of(content), key=lambda each: each.part)
    )


def the_known(eye: Eye, name: str) -> Compact:
    """The agreement of this id that the asker may read. Raises Problem 404."""
    found = next((each for each in _known(eye) if each.id == name), None)
    if found is None:
        raise nothing_here("noun-agreement")
    return found


async def compared(asked: Asked) -> Reply:
    """What one version says and the other does not, in the language of the asker."""
    compact = the_known(asked.door.eye(asked.who.viewer), asked.path("agreement"))
    before, after = _numbered(asked, compact, "before"), _numbered(asked, compact, "after")
    found = difference(before.content, after.content)
    said = AgreementDifference(
        compact.id, before.number, after.number,
        tuple(Differs(each.part, each.before, each.after) for each in found),
    )  # fmt: skip
    return Reply(encoded(asked, said))


def _numbered(asked: Asked, compact: Compact, name: str) -> AgreementVersion:
    word = asked.query(name) or ""
    found = [each for each in compact.versions if word in (str(each.number), each.digest)]
    if len(found) != 1:
        numbers = ", ".join(f"{each.number}" for each in compact.versions)
        raise Problem(
            400, "malformed", f"{name} is a version: its number, or its digest.",
            f"There is {numbers}.", where=name,
        )  # fmt: skip
    return found[0]


ROUTES = (
    Route(
        method="GET",
        path="/v1/agreements",
        says="Agreements with neighbouring towns, in words",
        handler=listed,
        tag="neighbours",
        scope=Scope.look,
        answer=AgreementsSaid,
    ),
    Route(
        method="GET",
        path="/v1/agreements/{agreement}/difference",
        says="What is different between two versions of an agreement, in words",
        handler=compared,
        tag="neighbours",
        scope=Scope.look,
        parameters=(
            Parameter("before", "Number or digest of one version."),
            Parameter("after", "Number or digest of the other."),
        ),
        answer=AgreementDifference,
        errors=(400, 404),
    ),
)
