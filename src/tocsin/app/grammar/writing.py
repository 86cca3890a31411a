"""Verbs for what is written down and what is owed: remarks, attachments, reading, obligations."""

from collections.abc import Callable

import msgspec

from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.told import Built, Told, Verb, chosen, one
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
        raise told.wrong("one subject")
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
        raise NotUnderstood(f"`{words[0]}` is no incident, unit, report, facility or shift here")
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
            kind = chosen(word, EntryKind, "kind of entry")
    command = AddRemark(subject=subject, text=told.a_text(), kind=kind, flags=tuple(flags))
    marks = "".join(f" [{each.value}]" for each in flags)
    return one(command, f"{kind.value.capitalize()} on {subject}{marks}: {told.a_text()}")


def _entry(told: Told, word: str) -> tuple[str, str]:
    """The subject and id of the entry a word ends."""
    entries = {
        entry.id: narrative.subject
        for narrative in told.names.picture.narratives.values()
        for entry in narrative.entries
    }
    found = told.of("narratives", word, "entry", entries)
    return entries[found], found


def _correct(told: Told) -> Built:
    subject, entry = _entry(told, told.one_word("an entry, by its id or the end of it"))
    if told.line.text is None or told.line.reason is None:
        raise told.wrong('an entry, what it should have said after `"`, and a reason after `!`')
    command = CorrectEntry(
        subject=subject, entry=entry, text=told.line.text, because=told.line.reason
    )
    return one(command, f"{entry} should have said: {told.line.text} ({told.line.reason}).")


def _flag(told: Told) -> Built:
    word, what = told.some_rest(2, 2, "an entry and a flag")
    (subject, entry), flag = _entry(told, word), chosen(what, EntryFlag, "flag")
    if told.line.reason is not None:
        command: Command = UnflagEntry(
            subject=subject, entry=entry, flag=flag, reason=told.line.reason
        )
        return one(command, f"{entry} is not {flag.value} any more: {told.line.reason}.")
    return one(FlagEntry(subject=subject, entry=entry, flag=flag), f"{entry} is {flag.value}.")


def _ask(told: Told) -> Built:
    words = told.some_rest(2, None, "an entry, and people or roles")
    subject, entry = _entry(told, words[0])
    roles = tuple(each.lower() for each in words[1:] if each.lower() in Role.__members__)
    people = tuple(told.person(each) for each in words[1:] if each.lower() not in roles)
    command = AskToRead(subject=subject, entry=entry, people=people, roles=roles, due_at=told.until)
    who = ", ".join((*(told.names.who(each) for each in people), *roles))
    return one(command, f"{who} to read {entry}{told.by()}.")


def _acknowledge(told: Told) -> Built:
    words = told.some_rest(1, 2, "an entry, perhaps who read it")
    subject, entry = _entry(told, words[0])
    reader = told.person(words[1]) if len(words) == 2 else None
    command = AcknowledgeEntry(subject=subject, entry=entry, reader=reader)
    who = "You have" if reader is None else f"{told.names.who(reader)} has"
    return one(command, f"{who} read {entry}.")


# what is owed


def _owe(told: Told) -> Built:
    words = told.some_rest(1, 3, "what is owed, about what, perhaps by whom")
    kind, left = words[0].lower(), words[1:]
    role = person = None
    if left and left[-1].lower() in Role.__members__:
        role, left = Role[left[-1].lower()], left[:-1]
    elif left and (found := told.names.person(left[-1])) is not None:
        person, left = found, left[:-1]
    subject, over = subject_of(msgspec.structs.replace(told, rest=left))
    if over:
        raise NotUnderstood(f"`{over[0]}` is no role or person here")
    command = OweThis(
        kind=kind,
        subject=subject,
        due_at=told.until,
        role=role,
        person=person,
        note=told.line.text,
    )
    who = "" if person is None else f" by {told.names.who(person)}"
    who = who if role is None else f" by a {role.value.replace('_', ' ')}"
    return one(command, f"Owed{who} about {subject}: {kind}{told.by()}.")


def _obligation(told: Told) -> str:
    word = told.one_word("what is owed, by its id or the end of it")
    return told.of("obligations", word, "obligation")


def _met(told: Told) -> Built:
    owed = _obligation(told)
    return one(MeetObligation(obligation=owed, note=told.line.text), f"{owed} is met.")


def _because(make: Callable[[Told, str, str], Command], says: str) -> Callable[[Told], Built]:
    def build(told: Told) -> Built:
        owed, reason = _obligation(told), told.a_reason()
        return one(make(told, owed, reason), says.format(owed, reason, told.by()))

    return build


VERBS: dict[str, Verb] = {
    "Y": Verb(
        'Y 17 radio safety "child on roof',
        "write down: remark, radio or decision; pinned or safety",
        _remark,
        "units incident words text at",
    ),
    "YC": Verb(
        'YC 5d20 "two on roof ! misheard', "correct an entry", _correct, "words text reason"
    ),
    "FL": Verb("FL 5d20 pinned", "flag an entry; with a reason: no more", _flag, "words reason"),
    "RD": Verb("RD 5d20 ada dispatcher by 18:00", "ask to read", _ask, "words until"),
    "ACK": Verb("ACK 5d20", "it was read", _acknowledge, "words at"),
    "OWE": Verb(
        'OWE call_back 17 by 18:00 ada "her mother',
        "something is owed: kind, about what, by whom",
        _owe,
        "units incident words until text",
    ),
    "MET": Verb('MET 90ab "reached her', "it is done", _met, "words text at"),
    "WV": Verb(
        "WV 90ab ! not reachable",
        "waive it",
        _because(lambda _t, o, r: WaiveObligation(obligation=o, reason=r), "{} is waived: {}."),
        "words reason at",
    ),
    "PP": Verb(
        "PP 90ab by 20:00 ! asleep",
        "postpone it",
        _because(
            lambda t, o, r: PostponeObligation(obligation=o, due_at=t.a_time(), reason=r),
            "{} is put off: {}{}.",
        ),
        "words until reason",
    ),
}
