"""Verbs for what is written down and what is owed: remarks, attachments, reading, obligations."""

from collections.abc import Callable

import msgspec

from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Told, Verb, chosen, one
from tocsin.app.tongue import code, listed, tell
from tocsin.operations.narrative import (
    AddRemark,
    CorrectEntry,
    FlagEntry,
    UnflagEntry,
)
from tocsin.operations.obligations import (
    MeetObligation,
    OweThis,
    PostponeObligation,
    WaiveObligation,
)
from tocsin.operations.orders import Command
from tocsin.operations.reading import AcknowledgeEntry, AskToRead
from tocsin.terms.codes import EntryFlag, EntryKind, Role


def subject_of(told: Told) -> tuple[str, tuple[str, ...]]:
    """What is written about: a unit, an incident, a report, a facility, `shift/day`, else `.`.

    And the words left over.
    """
    if len(told.units) + len(told.incidents) > 1:
        raise told.wrong("takes-one-subject")
    if told.units:
        return f"unit/{told.units[0]}", told.rest
    if told.incidents:
        return f"incident/{told.incidents[0]}", told.rest
    words = told.rest
    if words and words[0].lower().startswith("shift/"):
        return words[0].lower(), words[1:]
    if words and not _is_kind(words[0]):
        report = told.names.ending(told.names.picture.reports, words[0])
        if report is not None:
            return f"report/{report}", words[1:]
        facility = told.names.facility(words[0])
        if facility is not None:
            return f"facility/{facility}", words[1:]
        raise misread("misread-subject", word=words[0])
    return f"incident/{told.selected()}", words


def _is_kind(word: str) -> bool:
    return word.lower() in EntryKind.__members__ or word.lower() in EntryFlag.__members__


def _remark(told: Told) -> Built:
    subject, words = subject_of(told)
    kind, flags = EntryKind.remark, []
    for word in words:
        if word.lower() in EntryFlag.__members__:
            flags.append(EntryFlag[word.lower()])
        else:
            kind = chosen(word, EntryKind, "noun-entry-kind")
    command = AddRemark(subject=subject, text=told.a_text(), kind=kind, flags=tuple(flags))
    marks = "".join(f" [{code('flag', each.value)}]" for each in flags)
    said = code("entry", kind.value)
    return one(
        command, tell("echo-entry", kind=said, subject=f"{subject}{marks}", text=told.a_text())
    )


def _entry(told: Told, word: str) -> tuple[str, str]:
    """The subject and id of the entry a word ends."""
    entries = {
        entry.id: narrative.subject
        for narrative in told.names.picture.narratives.values()
        for entry in narrative.entries
    }
    found = told.of("narratives", word, tell("noun-entry"), entries)
    return entries[found], found


def _correct(told: Told) -> Built:
    subject, entry = _entry(told, told.one_word("takes-entry"))
    if told.line.text is None or told.line.reason is None:
        raise told.wrong("takes-correction")
    command = CorrectEntry(
        subject=subject, entry=entry, text=told.line.text, because=told.line.reason
    )
    says = tell("echo-corrected", entry=entry, text=told.line.text, reason=told.line.reason)
    return one(command, says)


def _flag(told: Told) -> Built:
    word, what = told.some_rest(2, 2, "takes-flag")
    (subject, entry), flag = _entry(told, word), chosen(what, EntryFlag, "noun-flag")
    flagged = code("flag", flag.value)
    if told.line.reason is not None:
        command: Command = UnflagEntry(
            subject=subject, entry=entry, flag=flag, reason=told.line.reason
        )
        return one(
            command,
            tell("echo-unflagged", entry=entry, flag=flagged, reason=told.line.reason),
        )
    says = tell("echo-flagged", entry=entry, flag=flagged)
    return one(FlagEntry(subject=subject, entry=entry, flag=flag), says)


def _ask(told: Told) -> Built:
    words = told.some_rest(2, None, "takes-readers")
    subject, entry = _entry(told, words[0])
    roles = tuple(each.lower() for each in words[1:] if each.lower() in Role.__members__)
    people = tuple(told.person(each) for each in words[1:] if each.lower() not in roles)
    command = AskToRead(subject=subject, entry=entry, people=people, roles=roles, due_at=told.until)
    who = listed((*(told.names.who(each) for each in people), *(code("role", e) for e in roles)))
    return one(command, tell("echo-to-read", who=who, entry=entry, tail=told.by()))


def _acknowledge(told: Told) -> Built:
    words = told.some_rest(1, 2, "takes-read")
    subject, entry = _entry(told, words[0])
    reader = told.person(words[1]) if len(words) == 2 else None
    command = AcknowledgeEntry(subject=subject, entry=entry, reader=reader)
    if reader is None:
        return one(command, tell("echo-read", entry=entry))
    return one(command, tell("echo-read-by", who=told.names.who(reader), entry=entry))


# what is owed


def _owe(told: Told) -> Built:
    words = told.some_rest(1, 3, "takes-owed")
    kind, left = words[0].lower(), words[1:]
    role = person = None
    if left and left[-1].lower() in Role.__members__:
        role, left = Role[left[-1].lower()], left[:-1]
    elif left and (found := told.names.person(left[-1])) is not None:
        person, left = found, left[:-1]
    subject, over = subject_of(msgspec.structs.replace(told, rest=left))
    if over:
        raise misread("misread-owner", word=over[0])
    command = OweThis(
        kind=kind,
        subject=subject,
        due_at=told.until,
        role=role,
        person=person,
        note=told.line.text,
    )
    if role is None and person is None:
        return one(command, tell("echo-owed", subject=subject, kind=kind, tail=told.by()))
    who = tell("a-role", role=code("role", role.value)) if role else told.names.who(person or "")
    says = tell("echo-owed-by", who=who, subject=subject, kind=kind, tail=told.by())
    return one(command, says)


def _obligation(told: Told) -> str:
    word = told.one_word("takes-obligation")
    return told.of("obligations", word, tell("noun-obligation"))


def _met(told: Told) -> Built:
    owed = _obligation(told)
    return one(
        MeetObligation(obligation=owed, note=told.line.text), tell("echo-owed-met", owed=owed)
    )


def _because(make: Callable[[Told, str, str], Command], says: str) -> Callable[[Told], Built]:
    def build(told: Told) -> Built:
        owed, reason = _obligation(told), told.a_reason()
        return one(make(told, owed, reason), tell(says, owed=owed, reason=reason, tail=told.by()))

    return build


VERBS: dict[str, Verb] = {
    "Y": Verb(
        'Y 17 radio safety "child on roof',
        _remark,
        "units incident words text at",
    ),
    "YC": Verb('YC 5d20 "two on roof ! misheard', _correct, "words text reason"),
    "FL": Verb("FL 5d20 pinned", _flag, "words reason"),
    "RD": Verb("RD 5d20 ada dispatcher by 18:00", _ask, "words until"),
    "ACK": Verb("ACK 5d20", _acknowledge, "words at"),
    "OWE": Verb(
        'OWE call_back 17 by 18:00 ada "her mother',
        _owe,
        "units incident words until text",
    ),
    "MET": Verb('MET 90ab "reached her', _met, "words text at"),
    "WV": Verb(
        "WV 90ab ! not reachable",
        _because(lambda _t, o, r: WaiveObligation(obligation=o, reason=r), "echo-waived"),
        "words reason at",
    ),
    "PP": Verb(
        "PP 90ab by 20:00 ! asleep",
        _because(
            lambda t, o, r: PostponeObligation(obligation=o, due_at=t.a_time(), reason=r),
            "echo-put-off",
        ),
        "words until reason",
    ),
}
