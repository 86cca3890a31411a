"""Lending as EDXL-RM messages: written to files for another system, read from it for a person.

The other system is no party of the lending protocol. What it sends is shown as the orders that it
could become; a person gives them, and none of them moves a unit's authority.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from tocsin.app.aid import about_request
from tocsin.app.desk import Answer
from tocsin.app.facts import shown
from tocsin.app.in_sight import lent_in_sight
from tocsin.app.lending import unit_named
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.reasons import facts_about
from tocsin.app.signing_in import signed_in
from tocsin.app.stock import lot_named
from tocsin.app.wiring import ordering, reading
from tocsin.gateways.edxl_rm import (
    Counted,
    Lost,
    Malformed,
    Own,
    Proposal,
    Reader,
    Written,
    of_places,
    of_request,
    of_stock,
    of_unit,
    parse,
    proposals,
    render,
)
from tocsin.gateways.edxl_rm.propose import ASSISTANCE
from tocsin.jurisdiction.reading import Reading
from tocsin.log import Record
from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.custody import custody_of, in_custody
from tocsin.operations.orders import Event
from tocsin.operations.picture import Picture

EVERY = "all"


def done(asked: argparse.Namespace) -> int:
    """One deed."""
    return _exported(asked) if asked.deed == "export" else _imported(asked)


# out


def _exported(asked: argparse.Namespace) -> int:
    with reading(asked.town) as town:
        written = _written(asked.subject, town, lent_in_sight(asked, town.picture))
    files = []
    try:
        asked.folder.mkdir(parents=True, exist_ok=True)
        for number, each in enumerate(written.messages, 1):
            file: Path = asked.folder / f"{number:02}-{each.kind}.xml"
            with file.open("xb") as out:
                out.write(render(each))
            files.append({"file": str(file), "kind": each.kind, "message": each.id})
    except FileExistsError as error:
        raise Told(f"{error.filename} is there already; name a new folder", Exit.usage) from None
    except OSError as error:
        raise Told(f"{asked.folder}: {error.strerror}", Exit.usage) from None
    if asked.json:
        print(as_json({"files": files, "lost": written.lost}))
        return Exit.done
    lines = [f"{each['file']}" for each in files] or ["Nothing of it is said by any message."]
    print("\n".join([*lines, *_lost_lines(written.lost, "not in them")]))
    return Exit.done


def _written(word: str, town: Reading, picture: Picture) -> Written:
    """`picture` as whoever asks may see it: what is out of sight is not found."""
    code = town.store.header.code
    settings = picture.settings.get("town")
    own = Own(code, code if settings is None else settings.name)
    request = about_request(picture, word)
    if request is not None:
        found, keys = picture.aid_requests.get(request), town.store.keys
        assert found is not None, "it was named"
        units = {each.id: each for each in in_custody(picture)}
        return of_request(found, own, lambda each: None if each is None else keys.open(each), units)
    loan = next((each for each in picture.place_loans if each.upper() == word.upper()), None)
    if loan is not None:
        return of_places(_told_of(town, loan), loan, own)
    try:
        unit = unit_named(picture, code, word)
    except Told as no_unit:
        try:
            lot = lot_named(picture, code, word)
        except Told:
            raise no_unit from None
        return of_stock(_told_of(town, lot), lot, own)
    custody = custody_of(picture, unit)
    assert custody is not None, "it was named"
    return of_unit(custody, own)


def _told_of(town: Reading, name: str) -> list[tuple[Record, Event]]:
    return [(record, event) for record, _, event in facts_about(town, name, is_alone=True)]


# in


def _imported(asked: argparse.Namespace) -> int:
    try:
        content = asked.file.read_bytes()
    except OSError as error:
        raise Told(f"{asked.file}: {error.strerror}", Exit.usage) from None
    try:
        parsed = parse(content)
    except Malformed as error:
        raise Told(f"{asked.file}: {error}") from None
    answers: list[tuple[str, Answer]] = []
    if asked.give:
        with ordering(asked.town) as office:
            found = proposals(parsed.message, _reader(asked, office.picture, office.code))
            for each in _given(asked.give, found):
                assert each.order is not None, "only what can be given was chosen"
                desk = signed_in(asked, office)
                answers.append((each.element, desk.order(each.order, "", each.once)))
    else:
        with reading(asked.town) as town:
            reader = _reader(asked, town.picture, town.store.header.code)
            found = proposals(parsed.message, reader)
    code = max((answer.exit_code for _, answer in answers), default=Exit.done)
    if asked.json:
        facts = {
            "message": parsed.message,
            "lost": parsed.lost,
            "proposals": [_facts(each) for each in found],
            "given": [{"element": name, **answer.facts} for name, answer in answers],
        }
        print(as_json(facts))
        return code
    message = parsed.message
    lines = [f"{message.kind} {message.id} of {message.sent_at:%Y-%m-%d %H:%M} UTC"]
    for each in found:
        lines += _lines(each)
    lines += _lost_lines(parsed.lost, "not read")
    lines += _answers(answers)
    print("\n".join(shown(line) for line in lines))
    return code


def _reader(asked: argparse.Namespace, picture: Picture, code: str) -> Reader:
    sender = asked.sender.upper()
    homes = {each.id: each.home for each in picture.custody.values()}
    is_partner = is_lending_agreed(picture, sender)
    counted = Counted(
        code, tuple(picture.lots.values()), tuple(picture.place_loans.values()),
        asked.stock, asked.places, asked.measure, asked.facility,
    )  # fmt: skip
    return Reader(sender, is_partner, homes, asked.kind, asked.type or ASSISTANCE, counted)


def _given(wanted: Sequence[str], found: Sequence[Proposal]) -> list[Proposal]:
    """What a person chose. Raises Told where that is no order."""
    if EVERY in wanted:
        return [each for each in found if each.order is not None]
    chosen = []
    for name in wanted:
        named = [each for each in found if each.element == name and each.order is not None]
        if len(named) != 1:
            can = ", ".join(each.element for each in found if each.order is not None) or "none"
            raise Told(f"`{name}` names no order; those that can be given: {can}", Exit.usage)
        chosen += named
    return chosen


def _facts(proposal: Proposal) -> dict[str, object]:
    order = proposal.order
    return {
        "element": proposal.element,
        "says": proposal.says,
        "kind": None if order is None else type(order).__name__,
        "order": order,
        "lost": proposal.lost,
    }


def _lines(proposal: Proposal) -> list[str]:
    name = "no order" if proposal.order is None else type(proposal.order).__name__
    return [
        f"{proposal.element}: {name}: {proposal.says}",
        *_lost_lines(proposal.lost, "in no field of the order"),
    ]


def _answers(answers: Sequence[tuple[str, Answer]]) -> list[str]:
    return [
        f"given for {name}: {answer.text.strip() or 'it was so already'}"
        for name, answer in answers
    ]


def _lost_lines(lost: Sequence[Lost], what: str) -> list[str]:
    return [f"  {what}: {each.where}: {each.why}" for each in lost]
