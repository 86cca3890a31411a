"""Why a subject is as it is: its facts picked out of the log and told as a chain."""

import re
from collections.abc import Iterator

from tocsin.app.advising.kept_said import kept_lines
from tocsin.app.desk import town_zone
from tocsin.app.facts import json_of, shown
from tocsin.app.seeing import Seen
from tocsin.app.subjects import named_ever
from tocsin.app.telling import SPOKEN
from tocsin.app.tongue import code, subject_said, tell
from tocsin.jurisdiction.fold import READER
from tocsin.log import Record
from tocsin.operations.advised import kept
from tocsin.operations.observations import used_in
from tocsin.operations.orders import Event
from tocsin.operations.picture import Picture, Subject
from tocsin.views.facts import Change
from tocsin.views.saying import who
from tocsin.views.why import Link, why


def reasons(town: Seen, word: str, last: int | None, *, as_json: bool) -> str:
    """The chain behind what a word names, oldest first."""
    key, _ = named_ever(town, word)
    chain = chain_of(town, key)
    newest = chain if last is None else chain[-last:] if last > 0 else ()
    if as_json:
        return json_of({"kind": key[0], "id": key[1], "facts": newest}, town.store.keys)
    return told(key, chain, newest, town.picture)


def chain_of(town: Seen, key: Subject, about: str | None = None) -> tuple[Link, ...]:
    """Every fact behind a subject; with `about` only those whose record names that id too."""
    facts = list(facts_about(town, key[1]))
    chain = why(key, facts, town_zone(town.picture), town.store.keys.open, speech=SPOKEN)
    if about is None:
        return chain
    quoted = f'"{about}"'.encode()
    both = {each.position for each, _, _ in facts if quoted in bytes(each.payload)}
    return tuple(each for each in chain if each.position in both)


def told(key: Subject, chain: tuple[Link, ...], newest: tuple[Link, ...], picture: Picture) -> str:
    """The chain as text: how long it is, and these links of it."""
    lines = [tell("why-facts", n=len(chain), subject=subject_said(key))]
    for link in newest:
        lines += lines_of(link)
    return by_handle(shown("\n".join(lines)), picture)


def lines_of(link: Link) -> tuple[str, ...]:
    """A link as it is printed: the fact first, then indented what hangs on it."""
    hung = [_change(each) for each in link.changes]
    hung += [tell("why-because", reason=each) for each in link.reasons]
    hung += [tell("why-by", what=each) for each in link.cites]
    if link.basis is not None:
        hung += _basis(link.basis)
    if link.source is not None:
        hung.append(tell("why-from", source=link.source))
    hung.append(tell("why-command", who=link.who, id=link.command_id, event=link.name))
    head = f"{link.position:>8}  {link.happened}  {link.words}"
    return (head, *(f"{'':10}{each}" for each in hung))


def _change(change: Change) -> str:
    if not change.was:
        return f"{change.says}: {change.now}"
    return f"{change.says}: {change.was} → {change.now or tell('why-nothing')}"


def _basis(basis: str) -> Iterator[str]:
    """What an order rested on: a position of the track or an advice in words, else as it stands."""
    used, advice = used_in(basis), kept(basis)
    if advice is not None:
        yield from kept_lines(advice)
    elif used is None:
        yield tell("why-advice", basis=basis)
    else:
        where = f"{used.lat_udeg / 1e6:.5f},{used.lon_udeg / 1e6:.5f}"
        yield tell(
            "why-used", where=where, age=used.age_s, good=code("fresh", used.freshness),
            source=used.source, track=f"{used.track[:8]} {used.position}",
        )  # fmt: skip


def by_handle(text: str, picture: Picture) -> str:
    """Text in which people are called as at the desks; who has no handle keeps the id."""
    return _PERSON.sub(lambda found: who(found[0], picture), text)


_PERSON = re.compile(r"\b[A-Z0-9]+-p[0-9a-z-]+")


def facts_about(
    town: Seen, name: str, *, is_alone: bool = False
) -> Iterator[tuple[Record, str, Event]]:
    """The records whose payload names the id as a whole, and those of what they stand on.

    `is_alone` leaves the latter away.

    Looks at the stored bytes first: decoding a long log whole would take ten times as long.
    """
    linked = {name}
    records = list(_naming(town, linked))
    for record in records:
        linked |= set(_IDS.findall(bytes(record.payload).decode()))
    for record in records if is_alone or len(linked) == 1 else _naming(town, linked):
        yield record, record.name, READER.event(record.name, bytes(record.payload))


_IDS = re.compile(r'"(?:incident|left|into|report|unit)":"([^"]{3,80})"')


def _naming(town: Seen, names: set[str]) -> Iterator[Record]:
    # Whole ids, and ids behind a kind, as in "unit/PE-E1": what is owed about it.
    quoted = [f'{mark}{name}"'.encode() for name in names for mark in ('"', "/")]
    for record in town.store.read():
        payload = bytes(record.payload)
        if any(each in payload for each in quoted):
            yield record
