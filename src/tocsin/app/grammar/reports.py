"""Verbs about reports: take a call in a line, complete it, say what became of it."""

from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Chain, Told, Verb, View, chosen, one, priority, type_of
from tocsin.app.tongue import code, listed, tell
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
        channel, words = chosen(words[0], Channel, "noun-channel"), words[1:]
    type, rank, left = _kinds(words, told)
    if left:
        raise misread("misread-call", word=left[0], example=told.verb.example)
    report = told.new_id("r")
    commands: list[Command] = [ReceiveReport(channel=channel)]
    if told.line.place:
        commands.append(NoteWhere(report=report, place=told.place_given()))
    if told.line.text or type or rank:
        what = NoteWhat(report=report, words=told.line.text, type=type, priority=rank)
        commands.append(what)
    what_said = type or tell("echo-what-unsaid")
    rang = code("channel", channel.value)
    if told.line.place is None:
        says = tell("echo-call", channel=rang, what=what_said)
    else:
        place = told.place_said() or ""
        says = tell("echo-call-at", channel=rang, what=what_said, place=place)
    return (Chain(tuple(commands), says),)


def _open(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    others: tuple[str, ...] = ()
    if "not" in (lower := [each.lower() for each in words]):
        at = lower.index("not")
        others = tuple(_known(each, told) for each in words[at + 1 :])
        words = words[:at]
    type, rank, left = _kinds(words, told)
    if left:
        raise told.wrong("takes-report-type")
    command = OpenFromReport(
        report=report,
        type=type,
        priority=rank,
        place=told.place_given() if told.line.place else None,
        summary=told.line.text,
        not_same_as=others,
        no_place_because=told.line.reason,
    )
    tail = tell("echo-not-same", incidents=listed(others)) if others else ""
    what_said = type or tell("an-incident")
    return one(command, tell("echo-open-from", what=what_said, report=report, tail=tail))


def _known(word: str, told: Told) -> str:
    found = told.names.incident(word)
    if found is None:
        raise misread("misread-incident", word=word)
    return found


def _what(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    type, rank, left = _kinds(words, told)
    if left:
        raise told.wrong("takes-report-what")
    command = NoteWhat(report=report, words=told.line.text, type=type, priority=rank)
    parts = [each for each in (type, rank and f"P{rank.value}", told.line.text) if each]
    return one(
        command, tell("echo-noted", report=report, what=listed(parts) or tell("nothing-said"))
    )


def _where(told: Told) -> Built:
    """Without a place after `@` it is a question to the ground: `WHERE 12 mill rd`."""
    is_report = len(told.rest) == 1 and told.names.ending(told.names.picture.reports, told.rest[0])
    if told.line.place is None and told.rest and not is_report:
        return View("where", told.rest)
    report, left = told.a_report(told.rest)
    if left:
        raise told.wrong("takes-report-place")
    place = told.names.place(told.a_place())
    says = tell("echo-report-place", report=report, place=told.place_said() or "")
    return one(NoteWhere(report=report, place=place), says)


def _who(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    callback = " ".join(words) or None
    return one(
        NoteCallback(report=report, callback=callback, caller=told.line.text),
        tell(
            "echo-callback",
            report=report,
            number=callback or tell("number-unknown"),
            caller=told.line.text or tell("caller-not-named"),
        ),
    )


def _language(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    if len(words) != 1:
        raise told.wrong("takes-report-language")
    return one(
        NoteLanguage(report=report, language=words[0]),
        tell("echo-language", report=report, language=words[0]),
    )


def _answer(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    if len(words) != 1:
        raise told.wrong("takes-report-answer")
    command = AnswerQuestion(report=report, question=words[0], answer=told.a_text())
    return one(command, tell("echo-answer", report=report, question=words[0], answer=told.a_text()))


def _tried(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    if len(words) != 1:
        raise told.wrong("takes-report-outcome")
    return one(
        TryCallBack(report=report, outcome=words[0]),
        tell("echo-called-back", report=report, outcome=words[0]),
    )


def point(word: str) -> Point:
    """A position typed as `latitude,longitude` in degrees. Raises NotUnderstood."""
    lat, comma, lon = word.partition(",")
    try:
        if not comma:
            raise ValueError
        return Point.from_degrees(float(lat), float(lon))
    except ValueError:
        raise misread("misread-position", word=word) from None


def _fix(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    if not 1 <= len(words) <= 3:
        raise told.wrong("takes-report-position")
    radius = next((int(each) for each in words[1:] if each.isascii() and each.isdigit()), None)
    method = next((each for each in words[1:] if not each.isdigit()), "caller")
    command = LocateCaller(
        report=report, point=point(words[0]), method=method, uncertainty_m=radius
    )
    where = words[0] if radius is None else f"{words[0]} ± {radius} m"
    return one(command, tell("echo-caller-at", report=report, where=where, method=method))


def _attach(told: Told) -> Built:
    report, left = told.a_report(told.rest)
    if left:
        raise misread("misread-report-or-incident", word=left[0])
    incident = told.an_incident()
    return one(
        AttachReport(report=report, incident=incident),
        tell("echo-attach", report=report, incident=incident),
    )


def _detach(told: Told) -> Built:
    report, left = told.a_report(told.rest)
    if left:
        raise told.wrong("takes-report-reason")
    return one(
        DetachReport(report=report, reason=told.a_reason()),
        tell("echo-detach", report=report, reason=told.a_reason()),
    )


def _report(word: str, told: Told) -> str:
    return told.of("reports", word, tell("noun-report"))


def _duplicate(told: Told) -> Built:
    report, original = told.some_rest(2, 2, "takes-two-reports")
    a, b = _report(report, told), _report(original, told)
    return one(LinkDuplicate(report=a, original=b), tell("echo-report-same", a=a, b=b))


def _no_duplicate(told: Told) -> Built:
    report = _report(told.one_word("takes-one-report"), told)
    return one(
        UnlinkDuplicate(report=report, reason=told.a_reason()),
        tell("echo-report-not-same", report=report, reason=told.a_reason()),
    )


def _dispose(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    if len(words) != 1 or told.line.reason is None:
        raise told.wrong("takes-disposal")
    disposal = chosen(words[0], Disposal, "noun-disposal")
    command = DisposeReport(
        report=report,
        disposal=disposal,
        reason=told.line.reason,
        not_called_back_because=told.line.text,
    )
    return one(
        command,
        tell(
            "echo-dispose",
            report=report,
            disposal=code("disposal", disposal.value),
            reason=told.line.reason,
        ),
    )


def _hand_over(told: Told) -> Built:
    report, words = told.a_report(told.rest)
    if len(words) not in (2, 3) or told.line.reason is None:
        raise told.wrong("takes-report-handover")
    command = HandOverReport(
        report=report,
        centre=words[0],
        accepted_by=words[1],
        reason=told.line.reason,
        their_number=words[2] if len(words) == 3 else None,
    )
    return one(
        command,
        tell(
            "echo-report-handed",
            centre=words[0],
            report=report,
            who=words[1],
            reason=told.line.reason,
        ),
    )


def _reopen(told: Told) -> Built:
    report = _report(told.one_word("takes-one-report"), told)
    return one(
        ReopenReport(report=report, reason=told.a_reason()),
        tell("echo-report-reopen", report=report, reason=told.a_reason()),
    )


VERBS: dict[str, Verb] = {
    "CALL": Verb(
        'CALL fire P1 @mill lane 14 "smoke from roof',
        _call,
        "words place text at",
    ),
    "OPEN": Verb(
        "OPEN 3fa2 fire.structure P1 not 17",
        _open,
        "words place text reason",
    ),
    "WHAT": Verb('WHAT 3fa2 P1 "two at the window', _what, "words text at"),
    "WHERE": Verb(
        "WHERE 3fa2 @mill lane 16",
        _where,
        "words place at",
    ),
    "WHO": Verb('WHO 3fa2 01632 960011 "Ada Hill', _who, "words text at"),
    "LANG": Verb("LANG 3fa2 tr", _language, "words at"),
    "ANS": Verb('ANS 3fa2 is_breathing "yes', _answer, "words text at"),
    "TRY": Verb("TRY 3fa2 no_answer", _tried, "words at"),
    "FIX": Verb("FIX 3fa2 43.07,-70.71 40 GPS", _fix, "words at"),
    "AR": Verb("AR 3fa2 17", _attach, "incident words"),
    "DR": Verb("DR 3fa2 ! another street", _detach, "words reason"),
    "DUP": Verb("DUP 77c1 3fa2", _duplicate, "words"),
    "UDP": Verb("UDP 77c1 ! another fire", _no_duplicate, "words reason"),
    "DIS": Verb(
        'DIS 3fa2 abandoned "no number to call ! line went dead',
        _dispose,
        "words text reason",
    ),
    "HOR": Verb(
        "HOR 3fa2 Northvale Osei NV-118 ! their area",
        _hand_over,
        "words reason",
    ),
    "ROR": Verb("ROR 3fa2 ! rang again", _reopen, "words reason"),
}
