"""What a person does about lent units at the command line."""

import argparse
from collections.abc import Callable

from tocsin.access import Delta
from tocsin.access.changes import Cause
from tocsin.access.slices import Verb
from tocsin.app import aid, loans, place_lending, stock
from tocsin.app.desk import Answer, town_zone
from tocsin.app.facts import plain, shown
from tocsin.app.in_sight import lent_in_sight
from tocsin.app.neighbours.lending import LendingLink
from tocsin.app.neighbours.looking import replicas_in
from tocsin.app.neighbours.own_town import OwnTown
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.seeing import Office
from tocsin.app.signing_in import signed_in
from tocsin.app.teams import team_of_word
from tocsin.app.times import moment_ahead
from tocsin.app.wiring import ordering, reading
from tocsin.jurisdiction.town import Town
from tocsin.operations import adopting, lending, overriding, recalling, reconciling
from tocsin.operations.aid_requests import the_request
from tocsin.operations.custody import custody_of, in_custody, restored
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import Conflict, Custody, Hold, LogLife, Override
from tocsin.operations.picture.team import Team
from tocsin.operations.team_orders import ReleaseTeam, given_to


def done(asked: argparse.Namespace) -> int:
    """One deed."""
    if asked.deed == "list":
        return _listed(asked)
    if asked.deed == "accept":
        return _accepted(asked)
    if asked.deed == "request":
        return aid.requested(asked)
    if asked.deed == "page":
        return loans.shown(asked)
    if asked.deed in stock.LENDING:
        return stock.done(asked)
    with ordering(asked.town) as town:
        if asked.deed == "leave-out":
            return _left_out(asked, town)
        if asked.deed == "change":
            name = aid.request_named(town.picture, asked.request)
            answer = signed_in(asked, town).order(aid.changed(asked, name, town), "")
            return _told_of_request(answer, town, name, is_json=asked.json)
        request = None
        if asked.deed in ("withdraw", "decline"):
            request = aid.about_request(town.picture, asked.unit)
        if request is not None:
            answer = signed_in(asked, town).order(aid.command_about(asked.deed, request, asked), "")
            return _told_of_request(answer, town, request, is_json=asked.json)
        answer, units = _ordered(asked, town)
        every = [custody_of(town.picture, each) for each in units]
        says = answer.text
        if answer.exit_code is Exit.done:
            known = (each for each in every if each is not None)
            says = "\n".join(line for each in known for line in lines_of(each, town.code))
        is_team = getattr(asked, "team", False)
        facts = {**dict(answer.facts or {}), "custody": every if is_team else every[0]}
    print(as_json(facts) if asked.json else says)
    return answer.exit_code


def _ordered(asked: argparse.Namespace, town: Office) -> tuple[Answer, tuple[str, ...]]:
    """A deed to a unit, or to all of a team; the answer, and to whom."""
    team = None
    if getattr(asked, "team", False):
        team = team_of_word(town.picture, town.code, asked.unit)
    unit = unit_named(town.picture, town.code, asked.unit) if team is None else team.units[0]
    for name in ("until", "expires"):
        text = getattr(asked, name, None)
        if text is not None:
            setattr(asked, name, moment_ahead(text, town.clock.now(), town_zone(town.picture)))
    command = ORDERS[asked.deed](asked, unit, town.picture)
    if team is not None:
        command = _of_team(asked, team, command, town)
    answer = signed_in(asked, town).order(command, "")
    return answer, (unit,) if team is None else team.units


def _of_team(asked: argparse.Namespace, team: Team, command: Command, town: Office) -> Command:
    """What is done to its first unit, done to all of it; who stays behind is named."""
    if asked.deed == "release":
        stay = tuple(unit_named(town.picture, town.code, each) for each in asked.without)
        return ReleaseTeam(team=team.id, left_behind=stay, reason=asked.reason)
    order = given_to(team, command)
    assert order is not None, "a deed of teams"
    return order


def _left_out(asked: argparse.Namespace, town: Office) -> int:
    order = reconciling.LeaveOut(neighbour=asked.neighbour.upper(), reason=asked.reason)
    answer, restore = signed_in(asked, town).order(order, ""), restored(town.picture)
    says = answer.text
    if answer.exit_code is Exit.done and restore is not None:
        says = "\n".join(_restore_lines(restore))
    print(as_json({**dict(answer.facts or {}), "restore": restore}) if asked.json else says)
    return answer.exit_code


def _restore_lines(restore: LogLife) -> list[str]:
    """Whom a restored log still asks, and who is left out."""
    waits = f"waits for {', '.join(restore.missing)}" if restore.missing else "all have answered"
    lines = [f"This log was restored and asked its neighbours: {waits}."]
    for each in restore.left_out:
        second = each.confirmed_by or "a second officer is missing"
        lines.append(f"{'':12}{each.neighbour} is left out: {each.officer}, {second}")
    return lines


def _told_of_request(answer: Answer, town: Office, request: str, *, is_json: bool) -> int:
    standing = town.picture.aid_requests.get(request)
    says = answer.text
    if answer.exit_code is Exit.done and standing is not None:
        says = "\n".join(aid.lines_of(standing, town.store.keys))
    facts = {**dict(answer.facts or {}), "request": plain(standing, town.store.keys)}
    print(as_json(facts) if is_json else says)
    return answer.exit_code


def unit_named(picture: Picture, code: str, word: str) -> str:
    """The id of a unit on the register or heard of; also by its call sign. Raises Told."""
    wanted = word.upper()
    names: list[str] = sorted({*picture.units, *picture.custody})
    for each in (wanted, f"{code}-{wanted}"):
        if each in names:
            return each
    found = [each for each in names if each.rpartition("-")[2] == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise Told(f"`{word}` may be {' or '.join(found)}: say which", Exit.usage)
    raise Told(f"nobody here has heard of a unit `{word}`; see tocsin lend list", Exit.usage)


def _offered(asked: argparse.Namespace, unit: str, picture: Picture) -> Command:
    to = asked.to.upper() if asked.deed == "offer" else _home(picture, unit)
    return lending.OfferUnit(
        unit=unit,
        to=to,
        until=asked.until,
        expires_at=asked.expires,
        may_sub_lend=getattr(asked, "may_sub_lend", False),
        request=_request(asked, unit, picture),
    )


def _request(asked: argparse.Namespace, unit: str, picture: Picture) -> str | None:
    """What it is offered for: what was said, or the one thing that the town asks us for and the
    unit answers. Raises Told where there is no such request.
    """
    if asked.deed == "return":
        return None
    word: str | None = asked.request
    if word is None:
        return the_request(picture, unit, asked.to.upper())
    found = aid.about_request(picture, word)
    if found is None:
        raise Told(f"nobody asked us for `{word}`; see tocsin lend list", Exit.usage)
    return found


def _home(picture: Picture, unit: str) -> str:
    custody = custody_of(picture, unit)
    assert custody is not None, "it was named"
    return custody.home


Made = Callable[[argparse.Namespace, str, Picture], Command]

ORDERS: dict[str, Made] = {
    "offer": _offered,
    "return": _offered,
    "withdraw": lambda asked, unit, _: lending.WithdrawOffer(unit=unit, reason=asked.reason),
    "decline": lambda asked, unit, _: recalling.DeclineOffer(unit=unit, reason=asked.reason),
    "ready": lambda asked, unit, _: lending.ReadyCrew(
        unit=unit, epoch=asked.epoch, readback=asked.readback, means=asked.means
    ),
    "release": lambda _asked, unit, _: lending.ReleaseUnit(unit=unit),
    "reaffirm": lambda _asked, unit, _: lending.ReaffirmAuthority(unit=unit),
    "recall": lambda asked, unit, _: recalling.RecallUnit(unit=unit, reason=asked.reason),
    "adopt": lambda asked, unit, _: adopting.AdoptGuest(
        unit=unit, reason=asked.reason, lets_go=asked.let_go
    ),
    "override": lambda asked, unit, _: overriding.OpenOverride(unit=unit, reason=asked.reason),
    "confirm": lambda _asked, unit, _: overriding.ConfirmOverride(unit=unit),
    "answer": lambda asked, unit, _: overriding.AnswerOverride(
        unit=unit, nonce=asked.nonce, words=asked.words, heard_by=asked.heard_by
    ),
    "reconcile": lambda asked, unit, _: reconciling.ReconcileUnit(
        unit=unit, epoch=asked.epoch, told_by=asked.told_by.upper(),
        listens_to=asked.listens_to.upper(),
    ),
    "close": lambda asked, unit, _: overriding.CloseConflict(
        unit=unit, epoch=asked.epoch, resolution=asked.resolution
    ),
}  # fmt: skip


def _listed(asked: argparse.Namespace) -> int:
    with reading(asked.town) as town:
        code, picture = town.store.header.code, lent_in_sight(asked, town.picture)
        found, requests = in_custody(picture), list(picture.aid_requests.values())
        if asked.json:
            asked_for = plain(requests, town.store.keys)
            restore = picture.log_lives.get("log")
            facts = {"custody": found, "restore": restore, "requests": asked_for}
            places = {"place_loans": place_lending.all_facts(picture)}
            print(as_json({**facts, **stock.facts_of(picture, town.store.keys), **places}))
            return Exit.done
        life = restored(picture)
        if life is not None and (life.missing or life.left_out):
            print("\n".join(_restore_lines(life)))
        for request in requests:
            print("\n".join(aid.lines_of(request, town.store.keys)))
        for each in found:
            print("\n".join(lines_of(each, code)))
        counted = stock.all_lines(picture, code, town.store.keys)
        for loan in place_lending.loans_in(picture):
            counted += place_lending.lines_of(loan)
        if counted:
            print("\n".join(counted))
        if not found and not requests and not counted:
            print("Nothing was ever offered or asked for; see tocsin lend --help.")
    return Exit.done


def lines_of(custody: Custody, code: str) -> list[str]:
    """One unit: who holds it, and what is to be done next."""
    claim = custody.claim
    first = f"{custody.id:12}{_standing(custody, code)}, {claim.epoch}"
    lines = [first]
    offer = custody.offer
    if custody.override is not None:
        lines.append(f"{'':12}{_being_taken(custody.override)}")
    elif offer is not None:
        ready = "crew ready, RELEASE NOW" if offer.is_ready else "waiting for the crew"
        lines.append(f"{'':12}offered to {offer.to} as {offer.epoch}, {ready}")
    lines += [
        f"{'':12}offered by {each.by} as {each.epoch}, "
        + ("crew ready, not released" if each.is_ready else "no orders yet")
        for each in custody.heard
    ]
    if custody.recalled_at is not None:
        lines.append(f"{'':12}{custody.home} asks for it back")
    if custody.kept_at is not None:
        lines.append(f"{'':12}{_kept(custody, code)}")
    lines += [f"{'':12}{_conflict(each)}" for each in custody.conflicts if each.closed_at is None]
    return [shown(line) for line in lines]


def _being_taken(override: Override) -> str:
    """Taken back by its home, or kept by whoever has it: what is missing still."""
    second = override.confirmed_by or "a second officer is missing"
    if override.kept_as is None:
        begins = f"being taken back under {override.epoch}"
    else:
        begins = f"to be kept as {override.kept_as}" if override.kept_as else "to be let go of"
    return f"{begins}: {second}; the crew is to say {override.nonce}"


def _kept(custody: Custody, code: str) -> str:
    """What became of a guest whose home was gone for good."""
    if not custody.kept_as:
        return f"let go of: {custody.home} was gone for good"
    if custody.is_taken_home(code):
        return f"kept as {custody.kept_as}, and {custody.home} has it again: retire that one"
    return f"kept as {custody.kept_as}: {custody.home} was gone for good"


def _conflict(lost: Conflict) -> str:
    """One lost hold, and what is proposed."""
    if lost.lost == lost.winning:  # a guest that was kept: nobody holds it by another number
        return (
            f"CONFLICT {lost.winning}: it was kept where it was while {lost.loser} was gone;"
            f" proposed: {lost.loser} takes it back with its crew (override), or writes it off;"
            f" then close this"
        )
    ordered = ", ".join(lost.assignments) or "nothing"
    return f"CONFLICT {lost.winning}: {lost.loser} lost {lost.lost}; ordered under it: {ordered}"


def _standing(custody: Custody, code: str) -> str:
    claim = custody.claim
    if not custody.is_reconciled:
        return "UNKNOWN since the log was restored: ask the neighbours, then its crew"
    if claim.hold is Hold.released:
        at = "" if custody.since is None else f" {custody.since:%H:%M:%S} UTC"
        return f"RELEASED to {claim.town}{at}, not confirmed: no new assignment"
    if claim.town == code:
        return "held by us" + ("" if custody.home == code else f", from {custody.home}")
    return f"held by {claim.town}"


def _accepted(asked: argparse.Namespace) -> int:
    """A town that is served reads by itself; this is for one that nobody serves just now."""
    with ordering(asked.town) as town:
        if not isinstance(town, Town):
            says = "This town is served: it reads its neighbours by itself."
        else:
            own = OwnTown(town.code, lambda: town.picture, town.clock.now, town.submit)
            link, at = LendingLink(own), town.clock.now()
            for neighbour, looked in replicas_in(asked.town, town.picture).items():
                cause = Cause("", at, at)
                deltas = [
                    Delta(Verb.disclosed, kind, name, cause, fields)
                    for (kind, name), fields in looked.known.items()
                ]
                link.heard(neighbour, deltas)
            says = "What the neighbours have said so far is read."
        picture = lent_in_sight(asked, town.picture)
        found = in_custody(picture)
        lines = [line for each in found for line in lines_of(each, town.code)]
        lines += stock.all_lines(picture, town.code, town.store.keys)
        facts = {"custody": found, **stock.facts_of(picture, town.store.keys)}
    print(as_json(facts) if asked.json else "\n".join([says, *lines]))
    return Exit.done
