"""Forgetting on the command line: the decision on record, then no key and no attachment left.

The town destroys keys when the decision is on record, and again when it opens, should it have been
cut down in between. Here that is looked at once more, owner by owner, and said.
"""

import argparse
import sys
from pathlib import Path

import msgspec

from tocsin.app.commands.forget_verb import KINDS
from tocsin.app.credentials import Credentials
from tocsin.app.desk import Answer, Desk
from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.resolve import Names
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.signing_in import signed_in
from tocsin.app.wiring import opened
from tocsin.jurisdiction.town import Town
from tocsin.operations.forgetting import (
    ForgetIncident,
    ForgetPerson,
    ForgetSubject,
    named_only_in,
)
from tocsin.operations.holds import keeps
from tocsin.operations.orders import Command
from tocsin.operations.picture import Incident
from tocsin.terms.codes import ForgetGround


class Target(msgspec.Struct, frozen=True):
    """What is to be forgotten: orders that decide it, and the owners of words that they reach."""

    kind: str
    id: str
    orders: tuple[Command, ...]
    owners: tuple[str, ...]


def forget(asked: argparse.Namespace) -> int:
    """Decide, destroy, say what was destroyed. Raises Told."""
    kind, word = _asked(asked.subject)
    with opened(asked.town) as town:
        target = _target(town, kind, word, ForgetGround(asked.ground))
        desk = signed_in(asked, town)
        _confirm(target, is_sure=asked.yes)
        attachments = sum(1 for _ in town.store.blobs.digests())
        before = set(town.picture.forgotten)
        answer = _give(desk, _held_first(town, target))
        owners = sorted((set(town.picture.forgotten) - before) | set(target.owners))
        if answer.exit_code is Exit.done:
            _destroy(town, asked.town, owners, target)
        left = [each for each in owners if town.store.keys.holds(each)]
        removed = attachments - sum(1 for _ in town.store.blobs.digests())
    if answer.exit_code is not Exit.done:
        print(as_json(answer.facts) if asked.json else answer.text)
        return answer.exit_code
    assert not left, f"keys are left: {left}"
    told = {
        "kind": target.kind,
        "id": target.id,
        "ground": asked.ground,
        "keys_destroyed": owners,
        "attachments_removed": removed,
    }
    print(as_json(told) if asked.json else _said(target, owners, removed))
    return Exit.done


def _said(target: Target, owners: list[str], removed: int) -> str:
    keys = "1 key is" if len(owners) == 1 else f"{len(owners)} keys are"
    files = "1 attachment" if removed == 1 else f"{removed} attachments"
    return (
        f"{target.kind.capitalize()} {target.id} is forgotten: {keys} destroyed"
        f" ({', '.join(owners)}), {files} removed.\n"
        "Backups made before still hold what it was: destroy them by the rule you keep them under."
    )


def _asked(words: list[str]) -> tuple[str | None, str]:
    if len(words) == 1:
        return None, words[0]
    if len(words) == 2 and words[0] in KINDS:
        return words[0], words[1]
    raise Told("name one subject, perhaps behind person, incident or subject", Exit.usage)


def _target(town: Town, kind: str | None, word: str, ground: ForgetGround) -> Target:
    """What the word names, of this kind if one was said. Raises Told."""
    names = Names(town.picture, town.code)
    if kind == "subject" or (kind is None and "/" in word):
        return _subject(town, word, ground)
    if kind in (None, "person"):
        person = names.person(word)
        if person is not None:
            order = ForgetPerson(person=person, ground=ground)
            return Target("person", person, (order,), (f"person/{person}",))
        for each in (word, f"{town.code}-{word}"):
            if _is_sealed(town, f"person/{each}"):
                return _subject(town, f"person/{each}", ground)
    if kind in (None, "incident"):
        found = _incident(town, names, word, ground)
        if found is not None:
            return found
    what = kind or "person or incident"
    raise Told(f"there is no {what} `{word}` here; try tocsin search", Exit.usage)


def _is_sealed(town: Town, owner: str) -> bool:
    """Whether anything was ever sealed for this owner: a slip must not look like success."""
    keys = town.store.keys
    return keys.holds(owner) or keys.is_forgotten(owner)


def _subject(town: Town, owner: str, ground: ForgetGround) -> Target:
    if not _is_sealed(town, owner):
        raise Told(f"nothing was ever sealed for `{owner}`: look at the id again", Exit.usage)
    return Target("subject", owner, (ForgetSubject(owner=owner, ground=ground),), (owner,))


def _incident(town: Town, names: Names, word: str, ground: ForgetGround) -> Target | None:
    try:
        name = names.incident(word)
    except NotUnderstood as error:
        raise Told(str(error), Exit.usage) from None
    if name is not None:
        order = ForgetIncident(incident=name, ground=ground)
        return Target("incident", name, (order,), (f"incident/{name}",))
    for each in (word, f"{town.code}-{word}"):
        matter = town.archive.get(f"incident/{each}")
        incident = None if matter is None else matter.incident
        if incident is not None:
            owners = (*_owners(incident), *named_only_in(town.picture, incident))
            orders = tuple(ForgetSubject(owner=owner, ground=ground) for owner in owners)
            return Target("incident", incident.id, orders, owners)
    return None


def _owners(incident: Incident) -> tuple[str, ...]:
    """Under whose keys the words of an archived incident are: its own, and those of its reports."""
    words = (incident.summary, incident.place.words)
    told_in = {each.owner for each in words if each is not None and each.owner[:7] == "report/"}
    reports = {f"report/{each}" for each in incident.reports}
    return f"incident/{incident.id}", *sorted(reports | told_in)


def _confirm(target: Target, *, is_sure: bool) -> None:
    """At a terminal the id is typed once more: there is no way back. Raises Told."""
    if is_sure or not sys.stdin.isatty():
        return
    print(f"{target.kind.capitalize()} {target.id} becomes unreadable for ever.", file=sys.stderr)
    if input("Type the id to go on: ").strip() != target.id:
        raise Told("nothing was forgotten", Exit.usage)


def _held_first(town: Town, target: Target) -> Target:
    """What is under a legal hold is asked first: it is refused before anything is forgotten."""
    held = keeps(town.picture, list(target.owners))
    if held is None:
        return target
    owner = held.parameters["subject"]
    orders = sorted(target.orders, key=lambda each: getattr(each, "owner", owner) != owner)
    return msgspec.structs.replace(target, orders=tuple(orders))


def _give(desk: Desk, target: Target) -> Answer:
    """Each decision in turn; the first that is refused is the answer."""
    for order in target.orders:
        answer = desk.order(order, f"Forget {target.id}.")
        if answer.exit_code is not Exit.done:
            return answer
    return answer


def _destroy(town: Town, folder: Path, owners: list[str], target: Target) -> None:
    """Whatever is left of these owners: also what a crash left behind at an earlier attempt."""
    for owner in {*owners, *town.picture.forgotten}:
        if town.store.keys.holds(owner):
            town.store.keys.forget(owner)
    for owner in owners:
        town.store.blobs.forget(owner)
    if target.kind == "person":
        Credentials(folder).drop(target.id)
