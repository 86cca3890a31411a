"""Adopt what warnings are made of; say who stands by the words in each language.

A template is content: shipped, imported or a town's own, adopted whole. A translation counts as
reviewed when a named speaker of the language stands by exactly these words, until they change.

Source: CAP 1.2 §3.2.2; ISO 22322:2022 §6 (public warning: content of the message).
"""

from enum import StrEnum

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Short, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning_template import (
    Language,
    TranslationApproval,
    WarningContent,
    WarningTemplate,
)
from tocsin.operations.warning_text import digest_of, unsound
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class WarningTemplateRefusal(StrEnum):
    warning_template_unknown = "warning_template_unknown"
    warning_template_moved_on = "warning_template_moved_on"
    warning_template_unsound = "warning_template_unsound"
    warning_template_withdrawn = "warning_template_withdrawn"
    translation_unknown = "translation_unknown"
    translation_moved_on = "translation_moved_on"
    translation_not_approved = "translation_not_approved"


# 1. commands and the events they may cause


class AdoptWarningTemplate(Command, frozen=True):
    """Warn with these words from now on. `over` is the version it was drawn up on (0: none)."""

    template: Ident
    over: int
    content: WarningContent


class WarningTemplateAdopted(Event, frozen=True):
    template: str
    version: int
    content: WarningContent


class WithdrawWarningTemplate(Command, frozen=True):
    """These words are not to be used any more."""

    template: Ident
    reason: Short


class WarningTemplateWithdrawn(Event, frozen=True):
    template: str
    version: int
    reason: Words


class ApproveTranslation(Command, frozen=True):
    """A speaker of the language has read the words (`digest`) and stands by them."""

    template: Ident
    language: Language
    digest: Ident
    speaker: Short


class TranslationApproved(Event, frozen=True):
    template: str
    version: int
    language: str
    digest: str
    speaker: Words


class WithdrawTranslationApproval(Command, frozen=True):
    """The words in this language count as not reviewed again."""

    template: Ident
    language: Language
    reason: Short


class TranslationApprovalWithdrawn(Event, frozen=True):
    template: str
    language: str
    reason: Words


# 2. decide


def adopt(command: AdoptWarningTemplate, picture: Picture, _context: Context) -> Decision:
    """Refused where somebody else adopted in between, and where the words do not hold together."""
    now = picture.warning_templates.get(command.template)
    if now is not None and now.withdrawn_at is None and now.content == command.content:
        return []
    latest = 0 if now is None else now.version
    if command.over != latest:
        return refuse(
            WarningTemplateRefusal.warning_template_moved_on,
            template=command.template, over=command.over, latest=latest,
        )  # fmt: skip
    fault = unsound(command.content)
    if fault is not None:
        return refuse(
            WarningTemplateRefusal.warning_template_unsound, template=command.template, fault=fault
        )
    return [
        WarningTemplateAdopted(
            template=command.template, version=latest + 1, content=command.content
        )
    ]


def withdraw(command: WithdrawWarningTemplate, picture: Picture, _context: Context) -> Decision:
    found = picture.warning_templates.get(command.template)
    if found is None:
        return refuse(WarningTemplateRefusal.warning_template_unknown, template=command.template)
    if found.withdrawn_at is not None:
        return []
    reason = Words(_owner(found.id), command.reason)
    return [WarningTemplateWithdrawn(template=found.id, version=found.version, reason=reason)]


def approve(command: ApproveTranslation, picture: Picture, _context: Context) -> Decision:
    """Refused where the words are other ones than the speaker read."""
    found = picture.warning_templates.get(command.template)
    if found is None:
        return refuse(WarningTemplateRefusal.warning_template_unknown, template=command.template)
    if found.withdrawn_at is not None:
        return refuse(WarningTemplateRefusal.warning_template_withdrawn, template=found.id)
    text = found.content.text(command.language)
    if text is None:
        return refuse(
            WarningTemplateRefusal.translation_unknown,
            template=found.id, language=command.language,
            there=", ".join(sorted(each.language for each in found.content.texts)),
        )  # fmt: skip
    digest = digest_of(text)
    if command.digest != digest:
        return refuse(
            WarningTemplateRefusal.translation_moved_on,
            template=found.id, language=command.language, digest=digest[:12],
        )  # fmt: skip
    return [
        TranslationApproved(
            template=found.id,
            version=found.version,
            language=command.language,
            digest=digest,
            speaker=Words(_owner(found.id), command.speaker),
        )
    ]


def withdraw_approval(
    command: WithdrawTranslationApproval, picture: Picture, _context: Context
) -> Decision:
    found = picture.warning_templates.get(command.template)
    if found is None:
        return refuse(WarningTemplateRefusal.warning_template_unknown, template=command.template)
    if found.approval(command.language) is None:
        return refuse(
            WarningTemplateRefusal.translation_not_approved,
            template=found.id, language=command.language,
        )  # fmt: skip
    reason = Words(_owner(found.id), command.reason)
    return [
        TranslationApprovalWithdrawn(template=found.id, language=command.language, reason=reason)
    ]


def _owner(template: str) -> str:
    """Under whose key a speaker's name and the reasons lie."""
    return f"warning_template/{template}"


# 3. evolve


def adopted(picture: Picture, event: WarningTemplateAdopted, stamp: Stamp) -> Picture:
    """Whoever stood by words that are the same still does; the others are asked again."""
    before = picture.warning_templates.get(event.template)
    digests = {each.language: digest_of(each) for each in event.content.texts}
    approvals = () if before is None else before.approvals
    kept = tuple(each for each in approvals if digests.get(each.language) == each.digest)
    noun = WarningTemplate(event.template, event.version, event.content, stamp.occurred_at, kept)
    return _put(picture, noun)


def withdrawn(picture: Picture, event: WarningTemplateWithdrawn, stamp: Stamp) -> Picture:
    found = picture.warning_templates.get(event.template)
    if found is None:
        return picture
    return _put(picture, _replace(found, withdrawn_at=stamp.occurred_at))


def approved(picture: Picture, event: TranslationApproved, stamp: Stamp) -> Picture:
    found = picture.warning_templates.get(event.template)
    if found is None:
        return picture
    new = TranslationApproval(
        event.language, event.digest, event.speaker, stamp.actor, stamp.occurred_at
    )
    others = [each for each in found.approvals if each.language != event.language]
    every = sorted([*others, new], key=lambda each: each.language)
    return _put(picture, _replace(found, approvals=tuple(every)))


def approval_withdrawn(
    picture: Picture, event: TranslationApprovalWithdrawn, _stamp: Stamp
) -> Picture:
    found = picture.warning_templates.get(event.template)
    if found is None:
        return picture
    left = tuple(each for each in found.approvals if each.language != event.language)
    return _put(picture, _replace(found, approvals=left))


def _put(picture: Picture, noun: WarningTemplate) -> Picture:
    return _replace(picture, warning_templates=picture.warning_templates.put(noun.id, noun))


# 4. the tables

DECIDE = {
    AdoptWarningTemplate: adopt,
    WithdrawWarningTemplate: withdraw,
    ApproveTranslation: approve,
    WithdrawTranslationApproval: withdraw_approval,
}

EVOLVE = {
    "warning_template_adopted.1": (WarningTemplateAdopted, adopted),
    "warning_template_withdrawn.1": (WarningTemplateWithdrawn, withdrawn),
    "translation_approved.1": (TranslationApproved, approved),
    "translation_approval_withdrawn.1": (TranslationApprovalWithdrawn, approval_withdrawn),
}
