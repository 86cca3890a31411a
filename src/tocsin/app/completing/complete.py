"""Choices for the end of a line: at most a dozen, first what would be granted."""

from collections.abc import Iterator
from itertools import islice

import msgspec

from tocsin.access import Eye
from tocsin.access.refusals import AccessRefusal
from tocsin.access.table import table_of
from tocsin.app.completing.cutting import Cut, cut
from tocsin.app.completing.orders_of import orders_of
from tocsin.app.completing.things import Sought, Thing, found
from tocsin.app.completing.wanted import CODES, KINDS
from tocsin.app.desk import Desk
from tocsin.app.foreseeing import Would
from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.resolve import Names
from tocsin.app.grammar.verbs import VERBS
from tocsin.app.phrases import say
from tocsin.operations.orders import refuse

MOST = 12
MOST_TRIED = 16
"""The likeliest things: each is decided, to see whether it would be granted."""
UNTRIED = frozenset({"priority", "type", "word", "step", "question"})
"""Words of lists: none is refused where another would be granted."""
SHORTEST_PLACE = 2


class Choice(msgspec.Struct, frozen=True):
    """What may stand next: `text` goes into the line, `label` and `detail` are shown. `why`: the
    refusal's sentence and the next step, where the line would not be granted with it.
    """

    text: str
    label: str
    detail: str
    kind: str
    is_allowed: bool = True
    why: str = ""


class Completion(msgspec.Struct, frozen=True):
    """Choices; each replaces what stands in the line from `start` on (UTF-16 units)."""

    start: int
    choices: tuple[Choice, ...]


def completed(desk: Desk, eye: Eye, line: str) -> Completion:
    """What may stand next in a line. `eye` is the asker's look at the present picture."""
    here = cut(line)
    if here is None:
        return Completion(len(line.encode("utf-16-le", "surrogatepass")) // 2, ())
    if here.is_place:
        return Completion(here.start, tuple(_places(desk, here)))
    sought = Sought(
        desk.names(), eye, here.words[0].upper() if here.words else "", here.words, here.typed
    )
    if not here.words:
        choices = [_verb(each, desk, sought.names) for each in found(("verb",), sought)]
    else:
        choices = [*_tried(desk, here, found(_kinds(sought), sought), sought.names)]
    return Completion(here.start, _allowed_first(choices))


def _allowed_first(choices: list[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda each: not each.is_allowed)[:MOST])


def _kinds(sought: Sought) -> Iterator[str]:
    """What the verb still takes at this place."""
    verb = VERBS.get(sought.verb)
    if verb is None:
        return
    takes = verb.takes.split()
    named = sum(_is_incident(each, sought.names) for each in sought.words[1:])
    if "units" in takes:
        yield "unit"
    if named < (2 if "incidents" in takes else 1 if "incident" in takes else 0):
        yield "incident"
    if "words" in takes:
        yield from KINDS.get(sought.verb, ())
        if sought.verb in CODES:
            yield "code"


def _is_incident(word: str, names: Names) -> bool:
    """Whether a word has the look of an incident's number, and of no unit's call sign."""
    return word == "." or (any(each.isdigit() for each in word) and names.unit(word) is None)


def _verb(thing: Thing, desk: Desk, names: Names) -> Choice:
    """A verb: allowed where a role of the asker may give an order that it leads to."""
    orders = orders_of(thing.text)
    person = names.picture.people.get(desk.actor)
    roles = () if person is None else person.roles
    table = table_of(names.picture.access.get("access"))
    if not orders or any(table.names(each, roles) for each in orders):
        return Choice(thing.text, thing.label, thing.detail, thing.kind)
    held = ", ".join(sorted(roles)) or "none"
    why = say(refuse(AccessRefusal.role_may_not, command=min(orders), roles=held))
    return Choice(thing.text, thing.label, thing.detail, thing.kind, False, " ".join(why))


def _tried(desk: Desk, here: Cut, things: Iterator[Thing], names: Names) -> Iterator[Choice]:
    """Each thing with what the line would come to, if the line is whole with it."""
    already = {each.casefold() for each in here.words[1:]}
    before = " ".join((here.words[0], *(_whole(each, names) for each in here.words[1:])))
    fresh = (each for each in things if each.text.casefold() not in already)
    for thing in islice(fresh, MOST_TRIED):
        would = _would(desk, before, thing, names)
        if would is None or would.outcome == "accepted":
            yield Choice(thing.text, thing.label, thing.detail, thing.kind)
        else:
            why = f"{would.why} {would.next}".strip()
            yield Choice(thing.text, thing.label, thing.detail, thing.kind, False, why)


def _would(desk: Desk, before: str, thing: Thing, names: Names) -> Would | None:
    """What the line would come to with a thing; where an incident lacks, for the selected one."""
    if thing.kind in UNTRIED:
        return None
    whole = f"{before} {thing.whole or thing.text}"
    would = desk.would(whole)
    if would is None and names.selected and thing.kind != "incident":
        would = desk.would(f"{whole} .")
    return would


def _whole(word: str, names: Names) -> str:
    """An incident by its whole id, which is found at once in every line that is tried."""
    if not _is_incident(word, names):
        return word
    try:
        return names.incident(word) or word
    except NotUnderstood:
        return word


def _places(desk: Desk, here: Cut) -> Iterator[Choice]:
    """Places of the ground that words after `@` may mean."""
    words = here.typed.strip()
    if len(words) < SHORTEST_PLACE or words.startswith("#"):
        return
    for place, detail in desk.places(words):
        label = place.label or words
        yield Choice(label, label, detail, "place")
