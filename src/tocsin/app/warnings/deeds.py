"""`tocsin warn`: the life of a warning on the command line. Whoever acts signs in by password."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime

from tocsin.app.desk import Answer, Desk, town_zone
from tocsin.app.facts import shown as for_terminal
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.seeing import Office
from tocsin.app.signing_in import signed_in
from tocsin.app.tongue import tell
from tocsin.app.warnings.clear import SHORTEST_DIGEST, digest_meant, shown, texts_of
from tocsin.app.warnings.drafting import written
from tocsin.app.warnings.saying import line_of, lines_of, survey_lines
from tocsin.app.wiring import ordering, reading
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import PublicWarning, Question
from tocsin.operations.warning_content import WarningRefusal
from tocsin.operations.warning_issue import (
    ApproveWarning,
    IssueWarning,
    ReviewWarning,
    TellNeighbourOfWarning,
)
from tocsin.operations.warnings import (
    CheckWarning,
    ReviseWarning,
    WithdrawWarning,
)

LATER = frozenset(
    {
        WarningRefusal.warning_needs_sign_in,
        WarningRefusal.warning_not_present,
        WarningRefusal.warning_approver_not_authorised,
        "role_may_not",
    }
)
"""Why a draft stays one until somebody else asks for its approval: nothing is wrong with it."""


def one(picture: Picture, word: str) -> PublicWarning:
    """The warning of this id, or of which this is the end. Raises Told."""
    exact = picture.warnings.get(word)
    if exact is not None:
        return exact
    found = [each for each in picture.warnings.values() if word and each.id.endswith(word)]
    if len(found) != 1:
        key = "warn-which" if found else "warn-none-so"
        raise Told(tell(key, warning=word[:60], n=len(found)), Exit.usage)
    return found[0]


def draft(asked: argparse.Namespace) -> int:
    """Write one, an update or an end of one; ask for its approval unless it is held."""
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        now, picture = town.clock.now(), town.picture
        before = None if asked.deed == "draft" else one(picture, asked.warning)
        old = () if before is None else texts_of(before, town.store.keys)
        made = written(asked, picture, now, town_zone(picture), before, old)
        answers = [desk.order(made.order, tell("warn-drafted"))]
        name = _named_in(answers[0], town.picture)
        if name is not None and not asked.hold:
            answers.append(_asked_for(desk, name))
        return _told(asked, town, answers, name, made.notices)


def _named_in(answer: Answer, picture: Picture) -> str | None:
    """The warning that a granted order gave."""
    subjects = answer.facts.get("subjects")
    if answer.exit_code is not Exit.done or not isinstance(subjects, list | tuple):
        return None
    return next((str(each) for each in subjects if each in picture.warnings), None)


def _asked_for(desk: Desk, name: str) -> Answer:
    return desk.order(CheckWarning(warning=name), tell("warn-checked", warning=name))


def revise(asked: argparse.Namespace) -> int:
    """Write one anew that was not sent yet."""
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        picture = town.picture
        found = one(picture, asked.warning)
        keys, now = town.store.keys, town.clock.now()
        made = written(asked, picture, now, town_zone(picture), found, texts_of(found, keys))
        order = ReviseWarning(
            warning=found.id,
            digest=_digest(asked, found),
            facts=made.order.facts,
            texts=made.order.texts,
        )
        answers = [desk.order(order, tell("warn-revised", warning=found.id))]
        if answers[0].exit_code is Exit.done and not asked.hold:
            answers.append(_asked_for(desk, found.id))
        return _told(asked, town, answers, found.id, made.notices)


def _digest(asked: argparse.Namespace, found: PublicWarning) -> str:
    """The whole digest of which the first digits were given. Raises Told."""
    if asked.digest is None:
        return found.digest
    if len(asked.digest) < SHORTEST_DIGEST:
        raise Told(tell("warn-digest-short", n=SHORTEST_DIGEST), Exit.usage)
    return digest_meant(found, str(asked.digest))


def approve(asked: argparse.Namespace) -> int:
    """Yes to what was read: its digest, or the name of its area, is typed."""
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        found = one(town.picture, asked.warning)
        _read_by(asked, town, found)
        order = ApproveWarning(
            warning=found.id,
            digest=_digest(asked, found),
            acknowledged=tuple(Question(each) for each in asked.acknowledge),
        )
        answer = desk.order(order, tell("warn-approved", warning=found.id))
        return _told(asked, town, [answer], found.id)


def _read_by(asked: argparse.Namespace, town: Office, found: PublicWarning) -> None:
    """Somebody who approves has looked: at a terminal it is shown, and the area's name typed.
    Raises Told.
    """
    if asked.digest is not None:
        return
    name = found.facts.areas[0].name
    typed = asked.area
    if typed is None:
        if not sys.stdin.isatty():
            raise Told(tell("warn-digest-needed", warning=found.id), Exit.usage)
        print(for_terminal(_whole(town, found, town.clock.now())))
        typed = input(tell("warn-type-area") + " ")
    if typed.strip().casefold() != name.casefold():
        raise Told(tell("warn-area-differs", area=name), Exit.refused)


def _simply(
    make: Callable[[PublicWarning, argparse.Namespace], Command], says: str
) -> Callable[[argparse.Namespace], int]:
    """A deed that is one order about one warning."""

    def deed(asked: argparse.Namespace) -> int:
        with ordering(asked.town) as town:
            desk = signed_in(asked, town)
            found = one(town.picture, asked.warning)
            answer = desk.order(make(found, asked), tell(says, warning=found.id))
            return _told(asked, town, [answer], found.id)

    return deed


check = _simply(lambda found, _: CheckWarning(warning=found.id), "warn-checked")
issue = _simply(
    lambda found, asked: IssueWarning(warning=found.id, digest=_digest(asked, found)),
    "warn-issued",
)
withdraw = _simply(
    lambda found, asked: WithdrawWarning(warning=found.id, reason=asked.reason), "warn-withdrawn"
)
review = _simply(
    lambda found, asked: ReviewWarning(warning=found.id, findings=asked.findings),
    "warn-reviewed",
)
tell_neighbour = _simply(
    lambda found, asked: TellNeighbourOfWarning(
        warning=found.id, neighbour=asked.neighbour, means=asked.by, why_not=asked.why_not
    ),
    "warn-neighbour-told",
)


def _told(
    asked: argparse.Namespace,
    town: Office,
    answers: list[Answer],
    name: str | None,
    notices: tuple[str, ...] = (),
) -> int:
    """What came of the orders, and the warning as it stands now."""
    found = None if name is None else town.picture.warnings.get(name)
    if asked.json:
        facts: dict[str, object] = {"orders": [each.facts for each in answers]}
        facts |= {"notices": notices}
        facts["warning"] = None if found is None else shown(found, town.store.keys)
        print(as_json(facts))
    else:
        for notice in notices:
            print(for_terminal(f"? {notice}"))
        for each in answers:
            print(for_terminal(each.text))
        if found is not None:
            print(for_terminal(line_of(found, town.clock.now(), town_zone(town.picture))))
            if asked.deed == "check" and found.survey is not None:
                lines = (f"  {each}" for each in survey_lines(found.survey))
                print(for_terminal("\n".join(lines)))
            for question in found.questions:
                print(f"  ? {question.question} {' '.join(question.about)}".rstrip())
    return max(_exit(each) for each in answers)


def _exit(answer: Answer) -> int:
    is_later = answer.facts.get("code") in LATER and answer.facts.get("command") == "CheckWarning"
    return Exit.done if is_later else answer.exit_code


def listed(asked: argparse.Namespace) -> int:
    """Warnings in force and those that are written; with --all every one that is known."""
    with reading(asked.town) as town:
        rows = [each for each in town.picture.warnings.values() if asked.all or each.is_open]
        rows.sort(key=lambda each: (each.drafted_at, each.id))
        if asked.json:
            found = [shown(each, town.store.keys) for each in rows]
            print(as_json({"warnings": found}))
            return Exit.done
        now, zone = datetime.now(tz=town_zone(town.picture)), town_zone(town.picture)
        for each in rows:
            print(for_terminal(line_of(each, now, zone)))
        if not rows:
            print(tell("warn-none"))
    return Exit.done


def told(asked: argparse.Namespace) -> int:
    """One warning whole; with --cap as the message that carriers send."""
    with reading(asked.town) as town:
        found = one(town.picture, asked.warning)
        now = datetime.now(tz=town_zone(town.picture))
        if asked.cap:
            from tocsin.app.warnings.as_cap import alert_of
            from tocsin.gateways.cap import render

            if asked.phones:
                from tocsin.app.warnings.on_ground import for_phones

                found = for_phones(found)
            sys.stdout.buffer.write(render(alert_of(found, town.store.keys, sent=now)))
            return Exit.done
        if asked.json:
            print(as_json({"warning": shown(found, town.store.keys)}))
            return Exit.done
        texts = texts_of(found, town.store.keys)
        print(for_terminal("\n".join(lines_of(found, texts, now, town_zone(town.picture)))))
    return Exit.done


def _whole(town: Office, found: PublicWarning, now: datetime) -> str:
    texts = texts_of(found, town.store.keys)
    return "\n".join(lines_of(found, texts, now, town_zone(town.picture)))


DEEDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "draft": draft,
    "update": draft,
    "cancel": draft,
    "revise": revise,
    "check": check,
    "approve": approve,
    "issue": issue,
    "withdraw": withdraw,
    "tell": tell_neighbour,
    "review": review,
    "list": listed,
    "show": told,
}
"""By the word on the command line."""
