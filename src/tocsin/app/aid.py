"""Requests to neighbours at the command line: made, also out of advice; withdrawn; declined."""

import argparse
import sys
from pathlib import Path

import msgspec

from tocsin.app.desk import town_zone
from tocsin.app.facts import FORGOTTEN, plain, shown
from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.reports import point
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.seeing import Office
from tocsin.app.signing_in import signed_in
from tocsin.app.subjects import named
from tocsin.app.times import moment_ahead
from tocsin.app.wiring import ordering
from tocsin.geo.places import Point
from tocsin.log import KeyStore
from tocsin.operations.aid_changing import ChangeAidRequest
from tocsin.operations.aid_requests import DeclineAidRequest, RequestAid, WithdrawAidRequest
from tocsin.operations.incident import GivenPlace
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.aid_request import AidAnswer, AidRequest, DeclineReason
from tocsin.operations.picture.team import TeamKind
from tocsin.terms.codes import Priority
from tocsin.terms.words import Words

ADVICE_BYTES = 10_000_000


class _Proposed(msgspec.Struct):
    """Of advice as `tocsin advise --json` tells it, what is asked of one town in one option."""

    option: int
    order: RequestAid | None = None


class _Advice(msgspec.Struct):
    requests: tuple[_Proposed, ...] = ()


def requested(asked: argparse.Namespace) -> int:
    """Ask towns, in the words of the command line or as advice has it."""
    with ordering(asked.town) as town:
        orders = _from_advice(asked, town) if asked.advice else (_typed(asked, town),)
        desk, answers = signed_in(asked, town), []
        before = {*town.picture.aid_requests}
        for each in orders:
            answers.append(desk.order(each, ""))
            if answers[-1].exit_code is not Exit.done:
                break
        last = answers[-1]
        subjects = (last.facts or {}).get("subjects") or ()
        found = [
            each
            for each in town.picture.aid_requests.values()
            if each.id not in before and each.by == town.code
        ]
        requests = plain(found, town.store.keys)
        lines = [line for each in found for line in lines_of(each, town.store.keys)]
        if last.exit_code is not Exit.done:
            lines.append(last.text)
        says = "\n".join(lines)
    print(as_json({**dict(last.facts or {}), "subjects": subjects, "requests": requests})
          if asked.json else says)  # fmt: skip
    return last.exit_code


def _typed(asked: argparse.Namespace, town: Office) -> RequestAid:
    if not asked.towns:
        raise Told("name the town that is asked, as in PE, or give --advice FILE", Exit.usage)
    now, zone = town.clock.now(), town_zone(town.picture)
    until, answer_by = (
        None if each is None else moment_ahead(each, now, zone)
        for each in (asked.until, asked.answer_by)
    )
    return RequestAid(
        asked=tuple(each.upper() for each in asked.towns),
        kind=asked.kind,
        capabilities=tuple(asked.capability),
        quantity=asked.quantity,
        incident=_incident(asked, town),
        place=GivenPlace(words=asked.where, point=_point(asked.at)),
        priority=None if asked.priority is None else Priority[asked.priority],
        until=until,
        answer_by=answer_by,
        team=None if asked.team is None else TeamKind(asked.team),
        remarks=asked.remarks,
    )


def _point(text: str | None) -> Point | None:
    try:
        return None if text is None else point(text)
    except NotUnderstood as error:
        raise Told(str(error), Exit.usage) from None


def _incident(asked: argparse.Namespace, town: Office) -> str | None:
    if asked.incident is None:
        return None
    kind, name = named(town.picture, town.code, asked.incident)
    if kind != "incidents":
        raise Told(f"`{asked.incident}` is no incident", Exit.usage)
    return name


def _from_advice(asked: argparse.Namespace, town: Office) -> tuple[RequestAid, ...]:
    """What one option asks of each town: of the towns named, or of all of them."""
    try:
        if asked.advice == "-":
            body = sys.stdin.buffer.read(ADVICE_BYTES)
        else:
            body = Path(asked.advice).read_bytes()
        told = msgspec.json.decode(body, type=_Advice)
    except (OSError, msgspec.MsgspecError) as error:
        raise Told(f"{asked.advice} is no advice as tocsin advise --json tells it: {error}",
                   Exit.usage) from error  # fmt: skip
    wanted = {each.upper() for each in asked.towns}
    found = tuple(
        each.order
        for each in told.requests
        if each.order is not None
        and each.option == asked.option
        and (not wanted or wanted & {*each.order.asked})
    )
    if not found:
        raise Told(f"option {asked.option} of that advice asks none of these towns", Exit.usage)
    now, zone = town.clock.now(), town_zone(town.picture)
    until = None if asked.until is None else moment_ahead(asked.until, now, zone)
    return tuple(
        msgspec.structs.replace(each, until=until, remarks=asked.remarks) for each in found
    )


def about_request(picture: Picture, word: str) -> str | None:
    """The id of the request that a word names, or the end of it; None where it names none."""
    wanted = word.lower()
    names = [each for each in picture.aid_requests if each.lower() == wanted]
    names = names or [each for each in picture.aid_requests if each.lower().endswith(wanted)]
    return names[0] if len(names) == 1 and len(word) > 3 else None


def request_named(picture: Picture, word: str) -> str:
    """The id of the request that a word names. Raises Told where there is none."""
    found = about_request(picture, word)
    if found is None:
        raise Told(f"there is no request `{word}` here; see tocsin lend list", Exit.usage)
    return found


def changed(asked: argparse.Namespace, request: str, town: Office) -> ChangeAidRequest:
    """What is wanted from now on. Raises Told: nothing was said, or a time that is none."""
    if asked.quantity is None and asked.until is None and asked.answer_by is None:
        raise Told("say what changes: --quantity, --until or --answer-by", Exit.usage)
    now, zone = town.clock.now(), town_zone(town.picture)
    until, answer_by = (
        None if each is None else moment_ahead(each, now, zone)
        for each in (asked.until, asked.answer_by)
    )
    return ChangeAidRequest(
        request=request, quantity=asked.quantity, until=until, answer_by=answer_by
    )


def command_about(deed: str, request: str, asked: argparse.Namespace) -> Command:
    """Withdraw it or decline it. Raises Told: the reason to decline is none of the codes."""
    if deed == "withdraw":
        return WithdrawAidRequest(request=request, reason=asked.reason)
    if asked.reason not in DeclineReason.__members__:
        codes = ", ".join(DeclineReason.__members__)
        raise Told(f"a request is declined with one of: {codes}", Exit.usage)
    return DeclineAidRequest(
        request=request, because=DeclineReason[asked.reason], remarks=asked.remarks
    )


# in lines


def lines_of(request: AidRequest, keys: KeyStore) -> list[str]:
    """One request: who asks whom for what, and what was said to it."""
    wanted, indent = request.wanted, " " * 20
    to = f"asks {', '.join(request.asked)}" if request.asked else "asks us"
    lines = [f"{request.id:20}{request.by} {to} for {_what(request)}: {_stands(request)}"]
    where = [_text(wanted.place.words, keys), wanted.place.label, _degrees(wanted.place.point)]
    about = [
        ", ".join(each for each in where if each),
        " ".join(each for each in (wanted.number, wanted.type) if each),
        "" if wanted.until is None else f"until {wanted.until:%Y-%m-%d %H:%M} UTC",
        "" if wanted.answer_by is None else f"answer by {wanted.answer_by:%H:%M} UTC",
        _text(wanted.remarks, keys),
    ]
    said = "; ".join(each for each in about if each)
    lines += [f"{indent}{said}"] if said else []
    answers = request.answers if request.answer is None else (*request.answers, request.answer)
    lines += [f"{indent}{_answer(each, keys)}" for each in answers]
    silent = {*request.asked} - {each.town for each in request.answers}
    if request.is_open and silent:
        lines.append(f"{indent}no answer yet: {', '.join(sorted(silent))}")
    return [shown(line) for line in lines]


def _what(request: AidRequest) -> str:
    wanted = request.wanted
    kind = wanted.kind or "unit"
    able = f" with {', '.join(wanted.capabilities)}" if wanted.capabilities else ""
    named_ = f" (advice: {', '.join(wanted.suggested)})" if wanted.suggested else ""
    as_one = "" if wanted.team is None else f"{wanted.team.replace('_', ' ')} of "
    return f"{as_one}{wanted.quantity} × {kind}{able}{named_}"


def _stands(request: AidRequest) -> str:
    if not request.asked:
        return "OPEN, answer it" if request.is_open and _is_unanswered(request) else request.state
    return f"{request.state}, {len(request.given)} of {request.wanted.quantity} here"


def _is_unanswered(request: AidRequest) -> bool:
    return request.answer is None or not (request.answer.offered or request.answer.because)


def _answer(answer: AidAnswer, keys: KeyStore) -> str:
    offers = f"offers {', '.join(answer.offered)}" if answer.offered else ""
    more = "nothing more" if answer.offered else "nothing"
    declines = f"{more}: {answer.because}" if answer.because else ""
    remarks = _text(answer.remarks, keys)
    said = ", ".join(each for each in (offers, declines, remarks) if each)
    return f"{answer.town}: {said or 'its offer is withdrawn'}"


def _degrees(at: Point | None) -> str:
    return "" if at is None else f"{at.degrees[0]:.5f},{at.degrees[1]:.5f}"


def _text(words: Words | None, keys: KeyStore) -> str:
    if words is None:
        return ""
    return keys.open(words) or FORGOTTEN
