"""Draft a warning, have it looked at, take it back before it is sent.

Approving, sending and ending it are in `warning_issue`; what no warning can have and what is asked
about it in `warning_content`. A draft says nothing to anybody outside. An order has no status: a
warning is what its log is, and one that was drafted in another log than this is sent from none.

Source: CAP 1.2 §3.2; FEMA IPAWS practice; ISO 22322:2022 §5.2 (approval before dissemination).
"""

import hashlib
from datetime import UTC, datetime
from math import ceil
from typing import Annotated

import msgspec

from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.proposal import SignedIn
from tocsin.operations.picture.warning import (
    WRITTEN,
    AlertFacts,
    AlertText,
    Presence,
    PublicWarning,
    ToldText,
    Unusual,
    WarningState,
)
from tocsin.operations.surveying import Survey
from tocsin.operations.warning_content import (
    WarningRefusal,
    Whole,
    digest_of,
    impossible,
    out_of_time,
    questions,
    status_in,
)
from tocsin.terms.cap import CapMsgType, CapStatus
from tocsin.terms.codes import Role
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

PRESENCE_S = 300
"""So long ago somebody may have proved who they are, to ask, approve or send."""
AUTHORITIES = frozenset({Role.duty_officer, Role.chief, Role.watch_coordinator})
"""Who may stand behind a warning, whatever else the access table gives."""
OPEN = WRITTEN
SENT_TYPES = (CapMsgType.alert, CapMsgType.update, CapMsgType.cancel)
_FORMS = ("headline", "description", "instruction", "wea_90", "wea_360", "speech")

Texts = Annotated[tuple[AlertText, ...], msgspec.Meta(max_length=60)]


# 1. commands and the events they may cause


class DraftWarning(Command, frozen=True):
    """Write a warning. `follows` is the one that it updates or ends; `status` need not be said,
    and is refused where it is more than the log is.
    """

    facts: AlertFacts
    texts: Texts
    msg_type: CapMsgType = CapMsgType.alert
    follows: Ident | None = None
    incident: Ident | None = None
    template: Ident | None = None
    status: CapStatus | None = None


class WarningDrafted(Event, frozen=True):
    """`authors` are all who ever wrote at it; `digest` is of what is there now."""

    warning: str
    status: CapStatus
    msg_type: CapMsgType
    sender: str
    sender_name: str
    facts: AlertFacts
    texts: tuple[ToldText, ...]
    digest: str
    authors: tuple[str, ...]
    chain: str
    follows: str | None = None
    incident: str | None = None
    template: str | None = None


class ReviseWarning(Command, frozen=True):
    """Write a warning anew that was not sent yet; `digest` is of what was read. Whoever approved
    it is asked again.
    """

    warning: Ident
    digest: Ident
    facts: AlertFacts
    texts: Texts


class CheckWarning(Command, frozen=True):
    """Ask for approval: the area is measured, and what is unusual is asked."""

    warning: Ident


class WarningChecked(Event, frozen=True):
    warning: str
    digest: str
    by: SignedIn
    authenticated_s_ago: int
    survey: Survey | None = None
    questions: tuple[Unusual, ...] = ()
    roles: tuple[str, ...] = ()


class WithdrawWarning(Command, frozen=True):
    """It is not to be sent."""

    warning: Ident
    reason: Short


class WarningWithdrawn(Event, frozen=True):
    warning: str
    reason: Words


# 2. decide


def draft(command: DraftWarning, picture: Picture, context: Context) -> Decision:
    """Refused where no warning can be so, and where it follows what is over."""
    before = followed(command.msg_type, command.follows, picture, context)
    if isinstance(before, Refused):
        return before
    name = context.new_id("w")
    whole = _whole(command, name, picture, context)
    if command.status is not None and command.status is not whole.status:
        return refuse(
            WarningRefusal.warning_more_real_than_log, status=command.status, log=context.kind
        )
    wrong = impossible(command.facts, command.texts, context.now)
    if wrong is not None:
        return wrong
    chain = name if before is None else before.chain
    return [_drafted(whole, (context.actor,), chain, command.template)]


def _whole(command: DraftWarning, name: str, picture: Picture, context: Context) -> Whole:
    settings = picture.settings.get("town")
    return Whole(
        id=name,
        status=status_in(context.kind, command.facts),
        msg_type=command.msg_type,
        sender=context.code,
        sender_name=context.code if settings is None else settings.name,
        facts=in_utc(command.facts),
        texts=command.texts,
        follows=command.follows,
        incident=command.incident,
    )


def in_utc(facts: AlertFacts) -> AlertFacts:
    """The same with whole seconds in UTC: as it is stored, digested and sent."""

    def plain(at: datetime | None) -> datetime | None:
        return None if at is None else at.astimezone(UTC).replace(microsecond=0)

    return _replace(
        facts,
        expires=plain(facts.expires),
        effective=plain(facts.effective),
        onset=plain(facts.onset),
    )


def followed(
    msg_type: CapMsgType, follows: str | None, picture: Picture, context: Context
) -> PublicWarning | Refused | None:
    """The warning that another one updates or ends: in force, of this kind of log; None for the
    first of a chain.
    """
    if msg_type not in SENT_TYPES or (msg_type is not CapMsgType.alert and follows is None):
        return refuse(WarningRefusal.warning_follows_nothing, type=msg_type)
    if follows is None:
        return None
    if msg_type is CapMsgType.alert:
        return refuse(WarningRefusal.warning_follows_something, warning=follows)
    found = picture.warnings.get(follows)
    if found is None:
        return refuse(WarningRefusal.warning_unknown, warning=follows)
    if not found.is_in_force or found.facts.expires <= context.now:
        is_over = found.is_in_force
        state = WarningState.expired if is_over else found.state
        return refuse(WarningRefusal.warning_not_in_force, warning=found.id, state=state)
    return found


def _drafted(
    whole: Whole, authors: tuple[str, ...], chain: str, template: str | None
) -> WarningDrafted:
    return WarningDrafted(
        warning=whole.id,
        status=whole.status,
        msg_type=whole.msg_type,
        sender=whole.sender,
        sender_name=whole.sender_name,
        facts=whole.facts,
        texts=tuple(told(each, whole.id) for each in whole.texts),
        digest=digest_of(whole),
        authors=authors,
        chain=chain,
        follows=whole.follows,
        incident=whole.incident,
        template=template,
    )


def told(text: AlertText, warning: str) -> ToldText:
    """A text as it is kept: each form under the warning's key."""
    owner = owner_of(warning)
    forms = {form: Words(owner, str(getattr(text, form))) for form in _FORMS if getattr(text, form)}
    return ToldText(
        language=text.language,
        event=text.event,
        headline=forms.pop("headline"),
        source=text.source,
        **forms,
    )


def owner_of(warning: str) -> str:
    """Under whose key the words of a warning lie."""
    return f"warning/{warning}"


def known(picture: Picture, warning: str) -> PublicWarning | Refused:
    """The warning, or that there is none."""
    found = picture.warnings.get(warning)
    return found or refuse(WarningRefusal.warning_unknown, warning=warning)


def standing(
    picture: Picture, warning: str, states: frozenset[WarningState]
) -> PublicWarning | Refused:
    """The warning, where it is in one of these states."""
    found = known(picture, warning)
    if isinstance(found, PublicWarning) and found.state not in states:
        return refuse(WarningRefusal.warning_stands_otherwise, warning=found.id, state=found.state)
    return found


def revise(command: ReviseWarning, picture: Picture, context: Context) -> Decision:
    """Refused where somebody else wrote at it in between."""
    found = standing(picture, command.warning, OPEN)
    if isinstance(found, Refused):
        return found
    if found.digest != command.digest:
        return refuse(WarningRefusal.warning_moved_on, warning=found.id, digest=found.digest[:12])
    wrong = of_this_log(found, context) or impossible(command.facts, command.texts, context.now)
    if wrong is not None:
        return wrong
    whole = Whole(
        id=found.id,
        status=status_in(context.kind, command.facts),
        msg_type=found.msg_type,
        sender=found.sender,
        sender_name=found.sender_name,
        facts=in_utc(command.facts),
        texts=command.texts,
        follows=found.follows,
        incident=found.incident,
    )
    if digest_of(whole) == found.digest:
        return []
    authors = tuple(dict.fromkeys((*found.authors, context.actor)))
    return [_drafted(whole, authors, found.chain, found.template)]


def of_this_log(found: PublicWarning, context: Context) -> Refused | None:
    """Whether a draft came from another log: a drill is a fork, and knows what the town drafted."""
    if found.status is status_in(context.kind, found.facts):
        return None
    return refuse(WarningRefusal.warning_of_another_log, status=found.status, log=context.kind)


def signed_in(context: Context, warning: str) -> tuple[SignedIn, int] | Refused:
    """Whoever acts, and how long ago they proved who they are: just now, or they are refused."""
    if context.on_behalf_of is not None:
        return refuse(WarningRefusal.warning_approval_personal, person=context.on_behalf_of)
    if context.session is None:
        return refuse(WarningRefusal.warning_needs_sign_in)
    ago_s = ceil((context.now - context.session.authenticated_at).total_seconds())
    if not 0 <= ago_s <= PRESENCE_S:
        return refuse(WarningRefusal.warning_not_present, presence_s=PRESENCE_S, ago_s=ago_s)
    session, credential = (
        hashlib.blake2b(f"{warning}\n{each}".encode(), digest_size=16).hexdigest()
        for each in (context.session.id, context.session.credential)
    )
    return SignedIn(context.actor, session, credential), ago_s


def without_authority(picture: Picture, person: str) -> Refused | None:
    """None where somebody is active in a role that may stand behind a warning, now."""
    if not AUTHORITIES.isdisjoint(roles_of(picture, person)):
        return None
    roles = ", ".join(sorted(AUTHORITIES))
    return refuse(WarningRefusal.warning_approver_not_authorised, person=person, roles=roles)


def authorised(
    found: PublicWarning, picture: Picture, context: Context
) -> tuple[SignedIn, int] | Refused:
    """The actor, present, and with the authority to stand behind a warning."""
    return without_authority(picture, context.actor) or signed_in(context, found.id)


def check(command: CheckWarning, picture: Picture, context: Context) -> Decision:
    """Refused where it reaches into land that is neither ours nor a joined neighbour's."""
    found = standing(picture, command.warning, OPEN)
    if isinstance(found, Refused):
        return found
    before = followed(found.msg_type, found.follows, picture, context)
    wrong = of_this_log(found, context) or out_of_time(found.facts, context.now)
    if isinstance(before, Refused) or wrong is not None:
        return before if isinstance(before, Refused) else wrong or []
    signed = authorised(found, picture, context)
    if isinstance(signed, Refused):
        return signed
    survey = context.survey
    if survey is not None and survey.ground:
        is_elsewhere = survey.inside_permille == 0
        if is_elsewhere or survey.unjoined:
            towns = ", ".join(survey.unjoined or survey.abroad) or "-"
            return refuse(WarningRefusal.warning_outside_authority, towns=towns)
    by, ago_s = signed
    return [
        WarningChecked(
            warning=found.id,
            digest=found.digest,
            by=by,
            authenticated_s_ago=ago_s,
            survey=survey,
            questions=questions(picture, found, survey, context.now),
            roles=roles_of(picture, context.actor),
        )
    ]


def roles_of(picture: Picture, person: str) -> tuple[str, ...]:
    """The roles somebody holds now; none where they are not active."""
    found = picture.people.get(person)
    return () if found is None or not found.is_active else tuple(sorted(found.roles))


def withdraw(command: WithdrawWarning, picture: Picture, _context: Context) -> Decision:
    found = standing(picture, command.warning, OPEN)
    if isinstance(found, Refused):
        return found
    reason = Words(owner_of(found.id), command.reason)
    return [WarningWithdrawn(warning=found.id, reason=reason)]


# 3. evolve


def put(picture: Picture, warning: PublicWarning) -> Picture:
    """The picture with this warning in it."""
    return _replace(picture, warnings=picture.warnings.put(warning.id, warning))


def with_fields(picture: Picture, warning: str, **fields: object) -> Picture:
    """The picture with these fields of a warning changed; as it is where there is none."""
    found = picture.warnings.get(warning)
    return picture if found is None else put(picture, _replace(found, **fields))


def drafted(picture: Picture, event: WarningDrafted, stamp: Stamp) -> Picture:
    """New, or written anew: whoever had looked at it or approved it is asked again."""
    before = picture.warnings.get(event.warning)
    return put(
        picture,
        PublicWarning(
            id=event.warning,
            state=WarningState.draft,
            status=event.status,
            msg_type=event.msg_type,
            sender=event.sender,
            sender_name=event.sender_name,
            facts=event.facts,
            texts=event.texts,
            digest=event.digest,
            authors=event.authors,
            drafted_at=stamp.recorded_at if before is None else before.drafted_at,
            chain=event.chain,
            follows=event.follows,
            incident=event.incident,
            template=event.template,
        ),
    )


def checked(picture: Picture, event: WarningChecked, stamp: Stamp) -> Picture:
    found = picture.warnings.get(event.warning)
    if found is None or found.digest != event.digest:
        return picture
    seen = Presence(event.by, event.authenticated_s_ago, stamp.recorded_at, event.roles)
    return put(
        picture,
        _replace(
            found,
            state=WarningState.checked,
            survey=event.survey,
            questions=event.questions,
            checked=seen,
            approval=None,
            told=(),
        ),
    )


def withdrawn(picture: Picture, event: WarningWithdrawn, stamp: Stamp) -> Picture:
    return with_fields(
        picture, event.warning, state=WarningState.withdrawn, ended_at=stamp.recorded_at
    )


# 4. the tables

DECIDE = {
    DraftWarning: draft,
    ReviseWarning: revise,
    CheckWarning: check,
    WithdrawWarning: withdraw,
}

EVOLVE = {
    "warning_drafted.1": (WarningDrafted, drafted),
    "warning_checked.1": (WarningChecked, checked),
    "warning_withdrawn.1": (WarningWithdrawn, withdrawn),
}
