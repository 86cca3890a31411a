"""What a person does about places at facilities at the command line."""

import argparse
from collections.abc import Callable
from datetime import datetime

from tocsin.app.desk import town_zone
from tocsin.app.facts import plain, shown
from tocsin.app.in_sight import lent_in_sight
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.signing_in import signed_in
from tocsin.app.times import moment_ahead
from tocsin.app.wiring import ordering, reading
from tocsin.operations import place_loans, place_recalls, place_use
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.place_loan import PlaceLoan, PlaceLoanState, PlaceReason

Made = Callable[[argparse.Namespace, str], Command]

ORDERS: dict[str, Made] = {
    "ask": lambda a, _: place_loans.AskForPlaces(
        to=a.to.upper(), kind=a.kind, quantity=a.quantity, wanted_at=a.at, since=a.since,
        until=a.until,
    ),
    "offer": lambda a, _: place_loans.OfferPlaces(
        to=a.to.upper(), facility=a.facility, kind=a.kind, quantity=a.quantity, since=a.since,
        until=a.until, expires_at=a.expires,
    ),
    "keep": lambda a, loan: place_loans.KeepPlaces(
        loan=loan, facility=a.facility, quantity=a.quantity, expires_at=a.expires
    ),
    "decline": lambda a, loan: place_loans.DeclinePlaces(loan=loan, because=reason(a.because)),
    "accept": lambda a, loan: place_loans.AcceptPlaces(loan=loan, quantity=a.quantity),
    "send": lambda a, loan: place_use.SendPeople(loan=loan, quantity=a.quantity),
    "turn": lambda a, loan: place_use.TurnPeopleBack(loan=loan, quantity=a.quantity),
    "leave": lambda a, loan: place_use.LetPeopleGo(loan=loan, quantity=a.quantity),
    "back": lambda a, loan: place_loans.GiveBackPlaces(loan=loan, quantity=a.quantity),
    "recall": lambda a, loan: place_recalls.RecallPlaces(
        loan=loan, by_at=a.by, quantity=a.quantity
    ),
    "answer": lambda a, loan: place_recalls.AnswerPlaceRecall(
        loan=loan, because=reason(a.because)
    ),
    "take-back": lambda a, loan: place_recalls.TakeBackPlaces(
        loan=loan, reason=a.reason, quantity=a.quantity
    ),
    "arrive": lambda a, loan: place_use.TakeInPeople(
        quantity=a.quantity, loan=loan or None, town=a.from_town and a.from_town.upper(),
        facility=a.facility, kind=a.kind,
    ),
}  # fmt: skip


def reason(word: str) -> PlaceReason:
    """Raises Told where it is none."""
    found = next((each for each in PlaceReason if each == word), None)
    if found is None:
        known = ", ".join(PlaceReason)
        raise Told(f"`{word}` is no reason; those there are: {known}", Exit.usage)
    return found


def done(asked: argparse.Namespace) -> int:
    """One deed."""
    if asked.place_deed == "list":
        return _listed(asked)
    with ordering(asked.town) as town:
        now, zone = town.clock.now(), town_zone(town.picture)
        for name in ("since", "until", "expires", "by"):
            text = getattr(asked, name, None)
            if text is not None:
                setattr(asked, name, moment_ahead(text, now, zone))
        before = {*town.picture.place_loans}
        word = getattr(asked, "loan", None)
        loan = loan_named(town.picture, word) if word else ""
        answer = signed_in(asked, town).order(ORDERS[asked.place_deed](asked, loan), "")
        new = sorted({*town.picture.place_loans} - before)
        found = town.picture.place_loans.get(loan or (new[0] if new else ""))
        says = answer.text
        if answer.exit_code is Exit.done and found is not None:
            says = "\n".join(lines_of(found))
        told = None if found is None else facts_of(found)
        facts = {**dict(answer.facts or {}), "loan": told}
    print(as_json(facts) if asked.json else says)
    return answer.exit_code


def loan_named(picture: Picture, word: str) -> str:
    """The id of a loan of places; also by its end. Raises Told."""
    wanted, names = word.upper(), sorted(picture.place_loans)
    for each in names:
        if wanted == each.upper():
            return each
    found = [each for each in names if each.upper().endswith(f"-{wanted}")]
    if len(found) == 1:
        return found[0]
    says = f"may be {' or '.join(found)}: say which" if found else "is no loan of places here"
    raise Told(f"`{word}` {says}; see tocsin lend place list", Exit.usage)


def _listed(asked: argparse.Namespace) -> int:
    with reading(asked.town) as town:
        picture = lent_in_sight(asked, town.picture)
        found = loans_in(picture)
        if asked.json:
            print(as_json(plain({"place_loans": all_facts(picture)}, town.store.keys)))
            return Exit.done
        lines = [line for each in found for line in lines_of(each)]
        print("\n".join(lines) or "No places were asked for or kept; see tocsin lend place --help.")
    return Exit.done


def loans_in(picture: Picture) -> list[PlaceLoan]:
    """All loans of places, sorted by id."""
    rows = picture.place_loans
    return [each for name in sorted(rows) if (each := rows.get(name)) is not None]


def all_facts(picture: Picture) -> list[dict[str, object]]:
    """Each loan with what follows from it."""
    return [facts_of(each) for each in loans_in(picture)]


def facts_of(loan: PlaceLoan) -> dict[str, object]:
    """A loan, and what follows from what both towns count. The keeper's reason stays sealed."""
    names = [each for each in loan.__struct_fields__ if each != "reason"]
    follows = ("state", "promised", "reserved", "offered", "unsent", "on_the_way", "here",
               "unannounced")  # fmt: skip
    return {name: getattr(loan, name) for name in (*names, *follows)}


def lines_of(loan: PlaceLoan) -> list[str]:
    """One loan: whose, how it stands, what is to be done next."""
    keeper, borrower = loan.keeper_says, loan.borrower_says
    at = f" at {keeper.name or keeper.facility}" if keeper.facility else ""
    until = "" if loan.until is None else f", until {_minute(loan.until)}"
    lines = [f"{loan.id:12}{loan.kind}{at}: {loan.keeper} for {loan.borrower}{until}, {loan.state}"]
    if loan.state is PlaceLoanState.asked:
        lines.append(f"{'':12}{loan.wanted} asked for, not answered")
    if loan.state is PlaceLoanState.over and not loan.is_read:
        other = loan.borrower if loan.is_ours else loan.keeper
        lines.append(f"{'':12}{other} has not read that it is over")
    if keeper.because and not keeper.granted:
        lines.append(f"{'':12}declined: {keeper.because}")
    if keeper.granted or keeper.arrived:
        lines.append(
            f"{'':12}{loan.reserved} kept and empty, {loan.here} here, {keeper.left} left,"
            f" {borrower.given_back + borrower.refused + keeper.taken_back} given back"
        )
    if loan.offered:
        lines.append(f"{'':12}{loan.offered} NOT TAKEN YET")
    if loan.on_the_way or loan.unannounced:
        lines.append(
            f"{'':12}{loan.on_the_way} on the way, {loan.unannounced} came without a reservation"
        )
    if loan.is_recalled and keeper.recall_by is not None:
        says = f"; {loan.borrower} says: {borrower.cannot}" if borrower.cannot else ""
        lines.append(f"{'':12}{keeper.recalled} ASKED BACK by {_minute(keeper.recall_by)}{says}")
    return [shown(line) for line in lines]


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
