"""Legal holds on the command line: what a word names, what a hold reaches, which there are."""

import argparse

from tocsin.app.facts import plain, shown
from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.resolve import Names
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.seeing import Office, seen
from tocsin.app.signing_in import signed_in
from tocsin.app.wiring import ordering, reading
from tocsin.operations.holds import LiftLegalHold, PlaceLegalHold, reached_by


def place(asked: argparse.Namespace, kind: str | None, word: str) -> int:
    """Keep what a word names. Raises Told: nothing is so named."""
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        subject, reaches = _named(town, kind, word)
        answer = desk.order(
            PlaceLegalHold(subject=subject, reason=asked.reason, reaches=reaches),
            f"{subject} is kept until the hold is lifted.",
        )
        holds = [each for each in town.picture.legal_holds.values() if each.subject == subject]
        found = max(holds, key=lambda each: (each.placed_at, each.id), default=None)
    if answer.exit_code is not Exit.done or found is None:
        print(as_json(answer.facts) if asked.json else answer.text)
        return answer.exit_code
    if asked.json:
        print(as_json({"hold": found.id, "subject": subject, "reaches": found.reaches}))
    else:
        print(answer.text)
        print(f"Hold {found.id} reaches {', '.join((subject, *found.reaches))}.")
    return Exit.done


def lift(asked: argparse.Namespace) -> int:
    """End a hold."""
    with ordering(asked.town) as town:
        order = LiftLegalHold(hold=asked.hold, reason=asked.reason)
        answer = signed_in(asked, town).order(order, f"Hold {asked.hold} is lifted.")
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code


def told(asked: argparse.Namespace) -> int:
    """Every hold that stands, the oldest first."""
    with reading(asked.town) as town:
        holds = sorted(
            town.picture.legal_holds.values(), key=lambda each: (each.placed_at, each.id)
        )
        if asked.json:
            print(as_json({"holds": plain(holds, town.store.keys)}))
            return Exit.done
        for each in holds:
            who = town.picture.people.get(each.by)
            by = (None if who is None else who.handle) or each.by
            reason = shown(town.store.keys.open(each.reason) or "")
            print(f"{each.id:16}{each.placed_at:%Y-%m-%d}  {each.subject:32}{by:12}{reason}")
            if each.reaches:
                print(f"{'':28}with {', '.join(each.reaches)}")
    return Exit.done


def _named(town: Office, kind: str | None, word: str) -> tuple[str, tuple[str, ...]]:
    """The subject that a word names, and what an archived one reaches. Raises Told."""
    names = Names(town.picture, town.code)
    if kind == "subject" or (kind is None and "/" in word):
        return _owner(town, word)
    person = names.person(word) if kind in (None, "person") else None
    if person is not None:
        return f"person/{person}", ()
    if kind == "person":
        return _owner(town, word if "/" in word else f"person/{word}")
    try:
        name = names.incident(word)
    except NotUnderstood as error:
        raise Told(str(error), Exit.usage) from None
    if name is not None:
        return f"incident/{name}", ()
    for each in (word, f"{town.code}-{word}"):
        incident = seen(town).incident(each)
        if incident is not None:
            subject = f"incident/{incident.id}"
            return subject, tuple(sorted(reached_by(incident) - {subject}))
    raise Told(f"there is no {kind or 'person or incident'} `{word}` here", Exit.usage)


def _owner(town: Office, owner: str) -> tuple[str, tuple[str, ...]]:
    """An owner of words, by its own name: a slip must not look like something that is kept."""
    keys = town.store.keys
    if not keys.holds(owner) and not keys.is_forgotten(owner):
        raise Told(f"nothing was ever sealed for `{owner}`: look at the id again", Exit.usage)
    return owner, ()
