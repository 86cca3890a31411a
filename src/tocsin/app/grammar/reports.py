"""Verbs about reports: take a call in a line, complete it, say what became of it."""

from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.told import Built, Chain, Told, Verb, View, chosen, one, priority, type_of
from tocsin.geo.places import Point
from tocsin.operations.attaching import (
    AttachReport,
    DetachReport,
    LinkDuplicate,
    OpenFromReport,
    UnlinkDuplicate,
)
from tocsin.operations.disposal import DisposeReport, HandOverReport, ReopenReport
from tocsin.operations.intake import (
    AnswerQuestion,
    LocateCaller,
    NoteCallback,
    NoteLanguage,
    NoteWhat,
    NoteWhere,
    ReceiveReport,
    TryCallBack,
)
from tocsin.operations.orders import Command
from tocsin.terms.codes import Channel, Disposal, Priority


def _kinds(
    words: tuple[str, ...], told: Told
) -> tuple[str | None, Priority | None, tuple[str, ...]]:
    """A type and a priority among words, and what is left."""
    ranks = [found for each in words if (found := priority(each))]
    left = [each for each in words if not priority(each)]
    type = type_of(left.pop(0), told.names) if left else None
    return type, ranks[0] if ranks else None, tuple(left)


def _call(told: Told) -> Built:
    """Channel first, if it is none that rang; then type and priority."""
    words, channel = told.rest, Channel.call
    if words and words[0].lower().replace("-", "_") in Channel.__members__:
        channel, words = chosen(words[0], Channel, "channel"), words[1:]
    type, rank, left = _kinds(words, told)
    if left:
        raise NotUnderstood(f"`{left[0]}` is too much: CALL takes one type, `{told.verb.example}`")
    report = told.new_id("r")
    commands: list[Command] = [ReceiveReport(channel=channel)]
    if told.line.place:
        commands.append(NoteWhere(report=report, place=told.place_given()))
    if told.line.text or type or rank:
        what = NoteWhat(report=report, words=told.line.text, type=type, priority=rank)
        commands.append(what)
    where = f" at {told.place_said()}" if told.line.place else ", place unknown"
    what_said = f"{type}{where}" if type else f"what it is not said{where}"
    return (Chain(tuple(commands), f"Take a report ({channel.value}): {what_said}."),)


def _open(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    others: tuple[str, ...] = ()
    if "not" in (lower := [each.lower() for each in words]):
        at = lower.index("not")
        others = tuple(_known(each, told) for each in words[at + 1 :])
        words = words[:at]
    type, rank, left = _kinds(words, told)
    if left:
        raise told.wrong("a report and one type")
    command = OpenFromReport(
        report=report,
        type=type,
        priority=rank,
        place=told.place_given() if told.line.place else None,
        summary=told.line.text,
        not_same_as=others,
        no_place_because=told.line.reason,
    )
    apart = f", not the same as {', '.join(others)}" if others else ""
    return one(command, f"Open {type or 'an incident'} from {report}{apart}.")


def _known(word: str, told: Told) -> str:
    found = told.names.incident(word)
    if found is None:
        raise NotUnderstood(f"`{word}` is no incident here")
    return found


def _what(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    type, rank, left = _kinds(words, told)
    if left:
        raise told.wrong("a report, a type, a priority, words")
    command = NoteWhat(report=report, words=told.line.text, type=type, priority=rank)
    parts = [each for each in (type, rank and f"P{rank.value}", told.line.text) if each]
    return one(command, f"{report}: {', '.join(parts) or 'nothing said'}.")


def _where(told: Told) -> Built:
    """Without a place after `@` it is a question to the ground: `WHERE 12 mill rd`."""
    is_report = len(told.rest) == 1 and told.names.ending(told.names.picture.reports, told.rest[0])
    if told.line.place is None and told.rest and not is_report:
        return View("where", told.rest)
    report, left = told.a_report(told.rest)
    if left:
        raise told.wrong("a report and a place")
    place = told.names.place(told.a_place())
    return one(NoteWhere(report=report, place=place), f"{report} is at {told.place_said()}.")


def _who(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    callback = " ".join(words) or None
    return one(
        NoteCallback(report=report, callback=callback, caller=told.line.text),
        f"{report}: call back {callback or 'unknown'}, caller {told.line.text or 'not named'}.",
    )


def _language(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    if len(words) != 1:
        raise told.wrong("a report and a language tag")
    return one(NoteLanguage(report=report, language=words[0]), f"{report} speaks {words[0]}.")


def _answer(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    if len(words) != 1:
        raise told.wrong("a report, the question and the answer after a quote")
    command = AnswerQuestion(report=report, question=words[0], answer=told.a_text())
    return one(command, f"{report}: {words[0]} is answered: {told.a_text()}.")


def _tried(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    if len(words) != 1:
        raise told.wrong("a report and how the call back ended")
    return one(TryCallBack(report=report, outcome=words[0]), f"{report} called back: {words[0]}.")


def point(word: str) -> Point:
    """A position typed as `latitude,longitude` in degrees. Raises NotUnderstood."""
    lat, comma, lon = word.partition(",")
    try:
        if not comma:
            raise ValueError
        return Point.from_degrees(float(lat), float(lon))
    except ValueError:
        raise NotUnderstood(
            f"`{word}` is not a position: write latitude,longitude in degrees, as 43.07,-70.71"
        ) from None


def _fix(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    if not 1 <= len(words) <= 3:
        raise told.wrong("a report, a position, its radius in metres, the method")
    radius = next((int(each) for each in words[1:] if each.isascii() and each.isdigit()), None)
    method = next((each for each in words[1:] if not each.isdigit()), "caller")
    command = LocateCaller(
        report=report, point=point(words[0]), method=method, uncertainty_m=radius
    )
    around = "" if radius is None else f" ± {radius} m"
    return one(command, f"The caller of {report} is at {words[0]}{around} ({method}).")


def _attach(told: Told) -> Built:
    report, left = told.a_report(told.rest)
    if left:
        raise NotUnderstood(f"`{left[0]}` is neither a report nor an incident here")
    incident = told.an_incident()
    return one(AttachReport(report=report, incident=incident), f"{report} belongs to {incident}.")


def _detach(told: Told) -> Built:
    report, left = told.a_report(told.rest)
    if left:
        raise told.wrong("a report and a reason")
    return one(
        DetachReport(report=report, reason=told.a_reason()),
        f"{report} belongs to no incident: {told.a_reason()}.",
    )


def _report(word: str, told: Told) -> str:
    return told.of("reports", word, "report")


def _duplicate(told: Told) -> Built:
    report, original = told.some_rest(2, 2, "the report and the first one about it")
    a, b = _report(report, told), _report(original, told)
    return one(LinkDuplicate(report=a, original=b), f"{a} says the same as {b}.")


def _no_duplicate(told: Told) -> Built:
    report = _report(told.one_word("a report"), told)
    return one(
        UnlinkDuplicate(report=report, reason=told.a_reason()),
        f"{report} is no duplicate: {told.a_reason()}.",
    )


def _dispose(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    if len(words) != 1 or told.line.reason is None:
        raise told.wrong("a report, why it is nothing, and a reason after `!`")
    disposal = chosen(words[0], Disposal, "disposal")
    command = DisposeReport(
        report=report,
        disposal=disposal,
        reason=told.line.reason,
        not_called_back_because=told.line.text,
    )
    return one(command, f"{report} leads to nothing: {disposal.value}, {told.line.reason}.")


def _hand_over(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    if len(words) not in (2, 3) or told.line.reason is None:
        raise told.wrong("a report, the centre, who there accepted, and a reason after `!`")
    command = HandOverReport(
        report=report,
        centre=words[0],
        accepted_by=words[1],
        reason=told.line.reason,
        their_number=words[2] if len(words) == 3 else None,
    )
    return one(command, f"{words[0]} takes {report} over ({words[1]}): {told.line.reason}.")


def _reopen(told: Told) -> Built:
    report = _report(told.one_word("a report"), told)
    return one(
        ReopenReport(report=report, reason=told.a_reason()),
        f"Take {report} up again: {told.a_reason()}.",
    )


VERBS: dict[str, Verb] = {
    "CALL": Verb(
        'CALL fire P1 @mill lane 14 "smoke from roof',
        "take a report: channel if no call, type, priority, place, words",
        _call,
        "words place text at",
    ),
    "OPEN": Verb(
        "OPEN 3fa2 fire.structure P1 not 17",
        "open an incident from a report; `not` names likely ones that it is not",
        _open,
        "words place text reason",
    ),
    "WHAT": Verb('WHAT 3fa2 P1 "two at the window', "what is reported", _what, "words text at"),
    "WHERE": Verb(
        "WHERE 3fa2 @mill lane 16",
        "where it is, as said; WHERE 12 mill rd asks the ground, and @#1 is the first it shows",
        _where,
        "words place at",
    ),
    "WHO": Verb(
        'WHO 3fa2 01632 960011 "Ada Hill', "number to call back, name", _who, "words text at"
    ),
    "LANG": Verb("LANG 3fa2 tr", "language spoken", _language, "words at"),
    "ANS": Verb('ANS 3fa2 is_breathing "yes', "answer to a key question", _answer, "words text at"),
    "TRY": Verb("TRY 3fa2 no_answer", "a call back was tried", _tried, "words at"),
    "FIX": Verb("FIX 3fa2 43.07,-70.71 40 GPS", "where the caller is", _fix, "words at"),
    "AR": Verb("AR 3fa2 17", "attach a report to an incident", _attach, "incident words"),
    "DR": Verb("DR 3fa2 ! another street", "detach a report", _detach, "words reason"),
    "DUP": Verb("DUP 77c1 3fa2", "a report says the same as an earlier one", _duplicate, "words"),
    "UDP": Verb("UDP 77c1 ! another fire", "it does not after all", _no_duplicate, "words reason"),
    "DIS": Verb(
        'DIS 3fa2 abandoned "no number to call ! line went dead',
        "no incident comes of it; the words say why nobody called back",
        _dispose,
        "words text reason",
    ),
    "HOR": Verb(
        "HOR 3fa2 Northvale Osei NV-118 ! their area",
        "another centre took the report over",
        _hand_over,
        "words reason",
    ),
    "ROR": Verb("ROR 3fa2 ! rang again", "take a report up again", _reopen, "words reason"),
}
