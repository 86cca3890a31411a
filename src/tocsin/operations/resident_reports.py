"""Reports from residents, written by themselves or by a clerk for them: one order, one report.

What a resident is told of it later is their own slice (`access`: a reporter sees one report and
what it led to). The proof of who may ask is not kept in the log: see `app.web.residents`.

Source: Open311 GeoReport v2 (service requests: type, description, address, a token to ask by);
NENA-STA-021.1 EIDO (call component).
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.incident import GivenPlace
from tocsin.operations.intake import (
    CallbackNoted,
    Instant,
    IntakeRefusal,
    Language,
    LanguageNoted,
    ReportReceived,
    WhatNoted,
    WhereNoted,
    owner_of,
    wrong_time,
)
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Remark,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.report_form import FormCategory, ReportForm
from tocsin.terms.codes import Channel, Priority
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

KEY = "residents"
"""The one form there is, in its collection."""

Number = Annotated[str, msgspec.Meta(pattern=r"^\+?[0-9 ]{2,20}$")]
"""A telephone number as people dial it."""


class ResidentRefusal(StrEnum):
    form_is_closed = "form_is_closed"
    category_unknown = "category_unknown"


# 1. commands and the events they may cause


class FileReport(Command, frozen=True):
    """What a resident reports, whole: their words, where, what kind of thing, how to reach them.

    It leads to the facts that a call taker would note one by one. `happened_at` is when it was;
    where somebody is in danger it is taken as of the highest priority, and stands above the rest.
    """

    words: Remark
    place: GivenPlace = GivenPlace()
    type: Short | None = None
    callback: Short | None = None
    caller: Short | None = None
    language: Language | None = None
    happened_at: Instant | None = None
    is_danger: bool | None = None
    channel: Channel = Channel.app
    id: Ident | None = None


class AdoptReportForm(Command, frozen=True):
    """Say how residents may report: open or closed, what can be chosen, whom to ring in danger."""

    is_open: bool = True
    emergency_number: Number | None = None
    categories: Annotated[tuple[FormCategory, ...], msgspec.Meta(max_length=40)] = ()


class ReportFormAdopted(Event, frozen=True):
    is_open: bool
    emergency_number: str | None
    categories: tuple[FormCategory, ...]


# 2. decide


def form_of(picture: Picture) -> ReportForm:
    """The form as adopted; open and without choices where nothing was."""
    return picture.report_forms.get(KEY) or ReportForm()


def file_report(command: FileReport, picture: Picture, context: Context) -> Decision:
    form = form_of(picture)
    if context.actor.startswith("system/") and not form.is_open:
        return refuse(ResidentRefusal.form_is_closed)
    known = {each.type for each in form.categories}
    if command.type is not None and known and command.type not in known:
        return refuse(ResidentRefusal.category_unknown, type=command.type)
    report = command.id or context.new_id("r")
    if report in picture.reports:
        return refuse(IntakeRefusal.report_exists, report=report)
    wrong = wrong_time(command.happened_at, context.now)
    if wrong is not None:
        return wrong
    owner = owner_of(report)
    events: list[Event] = [
        ReportReceived(report=report, channel=command.channel),
        WhatNoted(
            report=report,
            words=Words(owner, command.words),
            type=command.type,
            priority=Priority.immediate if command.is_danger else None,
            happened_at=command.happened_at,
            is_danger=command.is_danger,
        ),
    ]
    if command.place != GivenPlace():
        events.append(WhereNoted(report=report, place=command.place.sealed_under(owner)))
    if command.callback is not None or command.caller is not None:
        events.append(
            CallbackNoted(
                report=report,
                callback=None if command.callback is None else Words(owner, command.callback),
                caller=None if command.caller is None else Words(owner, command.caller),
            )
        )
    if command.language is not None:
        events.append(LanguageNoted(report=report, language=command.language))
    return events


def adopt_form(command: AdoptReportForm, picture: Picture, _context: Context) -> Decision:
    asked = ReportForm(command.is_open, command.emergency_number, command.categories)
    if picture.report_forms.get(KEY) == asked:
        return []
    return [
        ReportFormAdopted(
            is_open=command.is_open,
            emergency_number=command.emergency_number,
            categories=command.categories,
        )
    ]


# 3. evolve


def form_adopted(picture: Picture, event: ReportFormAdopted, _stamp: Stamp) -> Picture:
    form = ReportForm(event.is_open, event.emergency_number, event.categories)
    return _replace(picture, report_forms=picture.report_forms.put(KEY, form))


# 4. the tables

DECIDE = {FileReport: file_report, AdoptReportForm: adopt_form}

EVOLVE = {"report_form_adopted.1": (ReportFormAdopted, form_adopted)}
