"""One person's desk: a line becomes orders, their outcomes a sentence and the next step."""

import uuid
from collections.abc import Sequence
from datetime import datetime, tzinfo

import msgspec

from tocsin.app.advising.heeding import besides, carrying
from tocsin.app.checking import checked
from tocsin.app.foreseeing import GRANTED, Would, refusal_of, would_be
from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.resolve import Names, OnGround, typed_point
from tocsin.app.grammar.told import Chain, View
from tocsin.app.grammar.verbs import PREVIEW, Understood, understand
from tocsin.app.outcome import Exit, Told
from tocsin.app.phrases import say
from tocsin.app.pointing import Finder, called, nowhere
from tocsin.app.seeing import Office
from tocsin.app.times import zone_of
from tocsin.app.tongue import joined, tell
from tocsin.geo.places import Point
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Outcome
from tocsin.operations.advised import kept
from tocsin.operations.incident import GivenPlace
from tocsin.operations.looks import LookAtRestricted
from tocsin.operations.orders import Command, Context, Refused, Session
from tocsin.operations.picture import Picture


class Answer(msgspec.Struct, frozen=True):
    """What came of a line: text for a person, facts for a program, an exit code for a shell."""

    text: str
    facts: dict[str, object]
    exit_code: Exit = Exit.done
    selected: str | None = None


class Desk:
    """Understands lines on the town's present picture and submits what they order as one person."""

    def __init__(
        self,
        town: Office,
        actor: str,
        session: Session | None = None,
        on_behalf_of: str | None = None,
        find: Finder = nowhere,
        areas: OnGround | None = None,
    ) -> None:
        self._town = town
        self._actor = actor
        self._session = session
        self._on_behalf_of = on_behalf_of
        self.selected: str | None = None
        self.report: str | None = None
        self._find = find
        self._areas = areas
        self._choices: tuple[GivenPlace, ...] = ()
        self._looked_up: tuple[str, GivenPlace | None] = ("", None)

    def acting_for(self, person: str) -> "Desk":
        """The same desk, giving orders on behalf of somebody."""
        return Desk(self._town, self._actor, self._session, person, self._find, self._areas)

    @property
    def actor(self) -> str:
        """The id of whoever works here."""
        return self._actor

    @property
    def name(self) -> str:
        """The officer's handle, or the id where there is none."""
        person = self._town.picture.people.get(self._actor)
        return self._actor if person is None else person.handle or person.id

    def preview(self, line: str) -> Answer:
        """What a line would order, and whether it would be granted; nothing is submitted."""
        try:
            understood = self._understood(line)
            for command in understood.commands:
                checked(command)
        except NotUnderstood as error:
            return _not_understood(error)
        except Told as error:
            return _malformed(error)
        if understood.view is not None:
            says = tell("echo-looks", view=understood.view.name)
            return Answer(says, {"says": says, "commands": [], "view": understood.view.name})
        kinds = [type(command).__name__ for command in understood.commands]
        would = self._would(line, understood)
        facts = {"says": understood.says, "commands": kinds, "would": would}
        return Answer(understood.says, facts)

    def would(self, line: str) -> Would | None:
        """What a line would come to as it stands; None where it cannot be read, or only asks."""
        try:
            understood = self._understood(line)
            for command in understood.commands:
                checked(command)
        except (NotUnderstood, Told):
            return None
        if understood.view is not None:
            return None
        refused = self._refusal(understood.chains, understood.occurred_at)
        return GRANTED if refused is None else would_be(refused)

    def give(
        self,
        line: str,
        command_id: str | None = None,
        *,
        occurred_at: datetime | None = None,
        basis: str | None = None,
    ) -> Answer:
        """Submit what a line orders. `command_id` makes asking again safe, else each is new.

        `occurred_at` is when it happened, where the line does not say; `basis` the advice that is
        followed or not, which stays with each order on its incident; of units that it did not
        propose together, `besides` tells.
        """
        name = command_id or uuid.uuid4().hex
        known = None if command_id is None else self._town.store.find(command_id)
        try:
            understood = self._understood(line, name)
            if understood.view is not None:
                return self._look(understood.view)
            chains = [
                Chain(tuple(checked(carrying(basis, e)) for e in each.commands), each.says)
                for each in understood.chains
            ]
        except NotUnderstood as error:
            if known is None:
                return _not_understood(error)
            # What it names may be gone since: the answer on record stands all the same.
            chains = [Chain((LookAtRestricted(incident="-"),), tell("echo-as-before"))]
            understood = Understood(tuple(chains))
        except Told as error:
            return _malformed(error)
        answer = self._submitted(chains, name, understood.occurred_at or occurred_at)
        advice = kept(basis)
        others = besides(advice, chains) if advice and answer.facts["granted"] else ()
        if advice is not None and others:
            answer.facts["besides"] = {"incident": advice.incident, "units": others}
        return answer

    def advised_elsewhere(self, line: str, basis: str | None) -> Answer | None:
        """The answer to a line that is given with an advice, where none of its orders is on the
        incident of that; None where one is, and where the line orders nothing."""
        advice = kept(basis)
        if advice is None:
            return None
        try:
            commands = self._understood(line).commands
        except (NotUnderstood, Told):
            return None
        if not commands or any(carrying(basis, each) is not each for each in commands):
            return None
        found = self._town.picture.incidents.get(advice.incident)
        name = advice.incident if found is None else found.number
        return _malformed(Told(tell("advice-of-another", incident=name), Exit.usage))

    def order(
        self,
        command: Command,
        says: str,
        command_id: str | None = None,
        *,
        occurred_at: datetime | None = None,
    ) -> Answer:
        """Submit one command that was not typed as a line; `says` is its sentence. Raises Told."""
        name = command_id or uuid.uuid4().hex
        return self._submitted([Chain((checked(command),), says)], name, occurred_at)

    def is_soft(self, line: str) -> bool:
        """Whether a line that is refused would be granted with `!` and a reason."""
        try:
            again = self._understood(f"{line} ! {SOME_REASON}")
        except NotUnderstood:
            return False
        return bool(again.chains) and self._refusal(again.chains, again.occurred_at) is None

    def is_granted(self, command: Command) -> bool:
        """Whether an order would be granted just now. Nothing is submitted."""
        return self.refusal(command) is None

    def refusal(self, command: Command) -> Refused | None:
        """The refusal that an order would meet just now. Nothing is submitted."""
        return self._refusal((Chain((command,), ""),))

    def person(self, handle: str) -> str:
        """The person of this handle, active or not. Raises Told."""
        found = self.names().person(handle)
        if found is None:
            raise Told(f"nobody here has the handle `{handle}`; see tocsin user list", Exit.usage)
        return found

    # inside

    def _would(self, line: str, understood: Understood) -> Would:
        """What came of deciding it; where it is refused, also with a reason that was made up."""
        refused = self._refusal(understood.chains, understood.occurred_at)
        return GRANTED if refused is None else would_be(refused, is_soft=self.is_soft(line))

    def _refusal(
        self, chains: Sequence[Chain], occurred_at: datetime | None = None
    ) -> Refused | None:
        """The first refusal that these would meet."""
        now = self._town.clock.now()
        context = Context(
            code=self._town.code,
            now=now,
            occurred_at=occurred_at or now,
            command_id=PREVIEW,
            actor=self._actor,
            on_behalf_of=self._on_behalf_of,
            session=self._session,
            kind=self._town.store.header.kind,
        )
        return refusal_of(chains, self._town.picture, context, self._town.position)

    def _submitted(
        self, chains: Sequence[Chain], name: str, occurred_at: datetime | None
    ) -> Answer:
        """Each chain up to its first refusal; a storage that fails ends them all."""
        number = 0
        outcomes: list[list[Outcome]] = []
        for chain in chains:
            asked: list[Outcome] = []
            for offset, command in enumerate(chain.commands):
                place = number + offset
                order = Order(
                    command=command,
                    command_id=f"{name}/{place}" if place else name,
                    actor=self._actor,
                    on_behalf_of=self._on_behalf_of,
                    occurred_at=occurred_at,
                    session=self._session,
                )
                asked.append(self._town.submit(order))
                if not isinstance(asked[-1], Accepted):
                    break
            number += len(chain.commands)
            outcomes.append(asked)
            if not isinstance(asked[-1], Accepted | Denied):
                break
        return self._answer(chains, outcomes, name)

    def _answer(self, chains: Sequence[Chain], outcomes: list[list[Outcome]], name: str) -> Answer:
        granted = [each for asked in outcomes for each in asked if isinstance(each, Accepted)]
        self._remember(granted)
        parts = [_part(chain, asked) for chain, asked in zip(chains, outcomes, strict=False)]
        worst = max((each.exit_code for each in parts), default=Exit.done)
        facts: dict[str, object] = {
            "says": " ".join(each.says for each in chains),
            "outcome": _word(parts),
            "command_id": name,
            "granted": len(granted),
            "positions": [[each.first, each.last] for each in granted],
            "subjects": sorted({subject for each in granted for subject in each.subjects}),
            "is_repeat": any(each.is_repeat for each in granted),
        }
        failed = next((each for each in parts if each.exit_code is not Exit.done), None)
        if failed is not None:
            facts |= {key: failed.facts[key] for key in _WHY if key in failed.facts}
        if len(parts) > 1:
            facts["parts"] = [each.facts for each in parts]
        text = " ".join(each.text for each in parts)
        if worst is Exit.unknown:
            text += f" {tell('answer-ask-again', id=name)}"
        return Answer(text, facts, worst, self.selected)

    def _remember(self, granted: list[Accepted]) -> None:
        """What was touched last is what `.` stands for."""
        for each in granted:
            for subject in each.subjects:
                if subject in self._town.picture.incidents:
                    self.selected = subject
                elif subject in self._town.picture.reports:
                    self.report = subject

    def _understood(self, line: str, command_id: str = PREVIEW) -> Understood:
        return understand(line, self.names(), self._town.clock.now(), self._zone(), command_id)

    def _look(self, view: View) -> Answer:
        """The answer to a question. Who looks at a restricted matter is on record for it."""
        from tocsin.app.answering import answered

        if view.name == "where":
            return self._pointed(" ".join(view.words))
        for word in view.words:
            incident = self._town.picture.incidents.get(word)
            if incident is not None and incident.is_restricted:
                looked = self._submitted(
                    [Chain((LookAtRestricted(incident=word),), "")], uuid.uuid4().hex, None
                )
                if looked.exit_code is not Exit.done:
                    return looked
        try:
            text, facts = answered(
                view, self._town, self.names(), self._town.clock.now(), self._zone()
            )
        except NotUnderstood as error:
            return _not_understood(error)
        return Answer(text, {"view": view.name, "is": facts}, Exit.done, self.selected)

    def _pointed(self, words: str) -> Answer:
        """The places that words may mean; `@#1` names the first of them from now on."""
        try:
            found = self._find(words, self._near(), self._town.picture)
        except Told as error:
            return Answer(f"{error}.", {"view": "where", "why": str(error)}, error.exit_code)
        self._choices = found.places
        lines = [f"#{number} {line}" for number, line in enumerate(found.lines, 1)]
        text = "\n".join([*lines, *([found.asks] if found.asks else [])])
        facts = {"places": found.places, "asks": found.asks}
        return Answer(text, {"view": "where", "is": msgspec.to_builtins(facts)}, Exit.done,
                      self.selected)  # fmt: skip

    def names(self) -> Names:
        """What can be named here, in the present picture."""
        return Names(
            self._town.picture,
            self._town.code,
            self.selected,
            self.report,
            self._actor,
            self._town.store.keys.open,
            self._choices,
            self._exact,
            self._areas,
        )

    def places(self, words: str) -> tuple[tuple[GivenPlace, str], ...]:
        """Places of the ground that words may mean, each with its kind and whose it is; none where
        the town has no ground.
        """
        try:
            found = self._find(words, self._near(), self._town.picture)
        except Told:
            return ()
        details = (each.rpartition("] ")[0].rpartition(" [")[2] for each in found.lines)
        return tuple(zip(found.places, details, strict=True))

    def _exact(self, words: str) -> GivenPlace | None:
        """The one place that is called exactly so on the ground, with its town or without."""
        if self._looked_up[0] != words:
            places = [place for place, _ in self.places(words)]
            found = (
                called(places, words) if typed_point(words) is None else next(iter(places), None)
            )
            self._looked_up = words, found
        return self._looked_up[1]

    def _near(self) -> Point | None:
        """Where the caller is, of whom one speaks here."""
        report = self._town.picture.reports.get(self.report or "")
        caller = None if report is None else report.caller_position
        return None if caller is None else caller.point

    def _zone(self) -> tzinfo:
        return town_zone(self._town.picture)


SOME_REASON = "for a reason"
"""Stands for the reason that somebody would give after `!`."""
_WHY = ("code", "parameters", "why", "next")


def _part(chain: Chain, asked: list[Outcome]) -> Answer:
    """What came of one chain."""
    last = asked[-1]
    if isinstance(last, Accepted):
        text = f"{chain.says} [{last.last}]"
        born = _born(asked)
        if born:
            text = f"{tell('answer-born', says=chain.says, ids=joined(born))} [{last.last}]"
        return Answer(text, {"says": chain.says, "outcome": "accepted"})
    before = len(asked) - 1
    began = tell("answer-steps", done=before, all=len(chain.commands)) if before else ""
    if isinstance(last, Denied):
        sentence, step = say(last.refused)
        facts: dict[str, object] = {
            "says": chain.says,
            "outcome": "refused",
            "code": last.refused.code,
            "parameters": last.refused.parameters,
            "why": sentence,
            "next": step,
        }
        text = tell("answer-refused", why=f"{sentence} {step} {began}".strip())
        return Answer(text, facts, Exit.refused)
    facts = {"says": chain.says, "outcome": "unknown", "why": last.why}
    return Answer(tell("answer-unknown", why=last.why), facts, Exit.unknown)


_FIRST, _LAST = 0, -1
_BIRTHS = {
    "incident_opened.1": _FIRST,
    "report_received.1": _FIRST,
    "proposal_made.1": _FIRST,
    "obligation_opened.1": _FIRST,
    "remark_added.1": _LAST,
    "blob_attached.1": _LAST,
    "task_assigned.1": _LAST,
    "objective_set.1": _LAST,
    "person_involved.1": _LAST,
    "records_request_opened.1": _LAST,
    "withheld_from_request.1": _LAST,
    "released_to_request.1": _LAST,
}
"""Facts that bring something into being, and where its id stands among the subjects."""


def _born(asked: list[Outcome]) -> list[str]:
    """Ids of what came into being: the person who ordered it names it next."""
    return [
        each.subjects[_BIRTHS[each.names[0]]]
        for each in asked
        if isinstance(each, Accepted) and each.names and each.names[0] in _BIRTHS
    ]


def _word(parts: list[Answer]) -> str:
    words = {str(each.facts["outcome"]) for each in parts}
    if "unknown" in words:
        return "unknown"
    return words.pop() if len(words) == 1 else "partly refused"


def town_zone(picture: Picture) -> tzinfo:
    """The town's time zone; UTC where it said nothing."""
    settings = picture.settings.get("town")
    return zone_of(settings.zone if settings else "UTC")


def officer(picture: Picture, handle: str | None) -> str | None:
    """The active officer of this handle, or the first officer; None if there is none."""
    active = [person for person in picture.people.values() if person.is_active]
    if handle is None:
        return next((each.id for each in active if each.id == first_officer(each.id[:-8])), None)
    wanted = handle.lower()
    return next(
        (each.id for each in active if wanted in (each.id.lower(), (each.handle or "").lower())),
        None,
    )


def first_officer(code: str) -> str:
    """The id of the officer a town of this code is founded with."""
    return f"{code}-p-first"


def _not_understood(error: NotUnderstood) -> Answer:
    facts: dict[str, object] = {"outcome": "not understood", "why": str(error)}
    return Answer(tell("answer-misread", why=str(error)), facts, Exit.usage)


def _malformed(error: Told) -> Answer:
    facts: dict[str, object] = {"outcome": "malformed", "why": str(error)}
    return Answer(tell("answer-malformed", why=str(error)), facts, error.exit_code)
