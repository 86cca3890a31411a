"""`tocsin warn calls` and `tocsin registered`: whom to call, and what came of it."""

import argparse
from collections.abc import Callable

from tocsin.app.calling.drawing import drawing, facts_of, recorded
from tocsin.app.desk import Answer
from tocsin.app.facts import FORGOTTEN
from tocsin.app.facts import shown as for_terminal
from tocsin.app.in_sight import lent_in_sight
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.signing_in import signed_in
from tocsin.app.subscribing.deeds import point_of
from tocsin.app.tongue import tell
from tocsin.app.warnings.deeds import one
from tocsin.app.wiring import ordering, reading
from tocsin.operations.call_lists import (
    TakeWarningCall,
    needs_a_visit,
    to_draw,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.call_list import (
    CallList,
    CallOutcome,
    Consent,
    RegisteredFacts,
)
from tocsin.operations.registered import LeaveCallRegister, RegisterForCalls

KINDS = ("registered", "call_lists")


def calls(asked: argparse.Namespace) -> int:
    """The list of a message, drawn if nobody has; with --take and --called somebody on it is
    called. Exit code 1 while somebody has not been told.
    """
    if asked.take is None and asked.called is None:
        drawn = _draw(asked)
        return drawn if drawn is not None else _shown(asked)
    with ordering(asked.town) as town:
        warning = one(town.picture, asked.warning).id
        desk = signed_in(asked, town)
        name = _named(town.picture, warning, asked.take or asked.called)
        if asked.take is not None:
            order = TakeWarningCall(warning=warning, registered=name)
            return _said(asked, desk.order(order, tell("call-taken", registered=name)))
        if asked.outcome is None:
            raise Told(tell("call-outcome"), Exit.usage)
        outcome = CallOutcome(asked.outcome)
        keys = town.store.keys
        record = recorded(town.picture, keys.open, warning, name, outcome, asked.words)
        return _said(asked, desk.order(record, tell("call-recorded", registered=name)))


def _draw(asked: argparse.Namespace) -> int | None:
    """None where it is on record, or was drawn now; else the exit code."""
    with reading(asked.town) as look:
        warning = one(look.picture, asked.warning)
        owed = {each.id for each in to_draw(look.picture)}
        is_drawn = warning.id in look.picture.call_lists
    if is_drawn:
        return None
    if warning.id not in owed:
        raise Told(tell("call-list-none", warning=warning.id), Exit.not_so)
    with ordering(asked.town) as town:
        order = drawing(town.picture, warning, town.store.keys.open)
        answer = signed_in(asked, town).order(order, "")
    return None if answer.exit_code is Exit.done else _said(asked, answer)


def _named(picture: Picture, warning: str, word: str) -> str:
    """Somebody on the list by their id, or the end of it. Raises Told."""
    found = picture.call_lists.get(warning)
    names = [] if found is None else [each.registered for each in found.entries]
    ending = [each for each in names if each == word] or [e for e in names if e.endswith(word)]
    if len(ending) != 1:
        raise Told(tell("call-nobody", registered=word[:60]), Exit.usage)
    return ending[0]


def _said(asked: argparse.Namespace, answer: Answer) -> int:
    print(as_json(answer.facts) if asked.json else for_terminal(answer.text))
    return answer.exit_code


def _shown(asked: argparse.Namespace) -> int:
    with reading(asked.town) as town:
        picture = lent_in_sight(asked, town.picture, KINDS)
        found = picture.call_lists.get(one(town.picture, asked.warning).id)
        if found is None:
            raise Told(tell("call-list-hidden"), Exit.not_so)
        rows = _rows(found, picture, town.store.keys.open)
    if asked.json:
        print(as_json({"warning": found.id, "drawn_at": found.drawn_at, "calls": rows}))
    else:
        for each in rows:
            print(for_terminal(_line(each)))
        if not rows:
            print(tell("call-list-empty"))
    return Exit.done if all(each["is_told"] for each in rows) else Exit.not_so


def _rows(
    found: CallList, picture: Picture, open_: Callable[..., str | None]
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for each in found.entries:
        facts = facts_of(picture.registered.get(each.registered), open_)
        rows.append(
            {
                "registered": each.registered,
                "name": FORGOTTEN if facts is None else facts.name,
                "telephone": "" if facts is None else facts.telephone,
                "address": "" if facts is None else facts.address,
                "needs": "" if facts is None else facts.needs,
                "owner": each.owner,
                "outcome": each.outcome,
                "tries": each.tries,
                "at": each.at,
                "report": each.report,
                "is_told": each.is_told,
                "go_there": needs_a_visit(each),
            }
        )
    return sorted(rows, key=lambda each: (bool(each["is_told"]), not each["go_there"]))


def _line(each: dict[str, object]) -> str:
    stands = tell(f"call-{each['outcome'] or 'waits'}")
    if each["go_there"]:
        stands = tell("call-go-there")
    parts = (each["name"], each["telephone"], each["address"], each["needs"], each["owner"])
    said = "  ".join(str(part) for part in parts if part)
    return f"{each['registered']!s:18}{stands:24}{said}"


def added(asked: argparse.Namespace) -> int:
    """Somebody wants to be called."""
    facts = RegisteredFacts(
        name=asked.name, telephone=asked.telephone, address=asked.address,
        point=point_of(asked.at), needs=asked.needs,
    )  # fmt: skip
    with ordering(asked.town) as town:
        order = RegisterForCalls(facts=facts, consent=Consent(asked.consent))
        return _said(asked, signed_in(asked, town).order(order, tell("registered-added")))


def left(asked: argparse.Namespace) -> int:
    """They take it back: everything about them is forgotten."""
    with ordering(asked.town) as town:
        names = [each for each in town.picture.registered if each.endswith(asked.registered)]
        name = names[0] if len(names) == 1 else asked.registered
        order = LeaveCallRegister(registered=name)
        return _said(asked, signed_in(asked, town).order(order, tell("registered-left")))


def listed(asked: argparse.Namespace) -> int:
    """Who is on the register, as far as whoever looks may know."""
    with reading(asked.town) as town:
        picture = lent_in_sight(asked, town.picture, KINDS)
        rows: list[dict[str, object]] = []
        for each in picture.registered.values():
            facts = facts_of(each, town.store.keys.open)
            rows.append(
                {"id": each.id, "consent": each.consent, "since": each.since, "facts": facts}
            )
            if not asked.json:
                parts = () if facts is None else (facts.name, facts.telephone, facts.address)
                print(for_terminal(f"{each.id:18}{'  '.join(each for each in parts if each)}"))
    if asked.json:
        print(as_json({"registered": rows}))
    elif not rows:
        print(tell("registered-none"))
    return Exit.done


DEEDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": listed, "add": added, "leave": left,
}  # fmt: skip
"""Of the register, by the word on the command line."""
