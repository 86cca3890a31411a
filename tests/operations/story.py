"""Given facts, when an order comes, then events or a refusal: how a topic's tests are told."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tocsin.operations import catalogue
from tocsin.operations.orders import Command, Context, Decision, Event, Refused, Seal, Session
from tocsin.operations.picture import Picture
from tocsin.operations.surveying import Survey
from tocsin.terms.kinds import LogKind

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Told:
    """The stamp of a fact in a story."""

    position: int
    recorded_at: datetime
    occurred_at: datetime
    occurred_after: datetime | None = None
    source_known_at: datetime | None = None
    command_id: str = "c0"
    actor: str = "p-dispatcher"
    on_behalf_of: str | None = None


@dataclass(slots=True)
class Story:
    """One town on paper. Seconds count from 08:00 on an invented morning; every order takes one."""

    code: str = "PE"
    now_s: int = 0
    picture: Picture = field(default_factory=Picture)
    position: int = 0
    asked: int = 0
    seal: Seal | None = None
    kind: LogKind = LogKind.exercise
    survey: Survey | None = None

    def given(self, *events: Event, at_s: int | None = None) -> "Story":
        """These facts are already in the log."""
        for event in events:
            self._record(event, self._at(at_s))
        return self

    def when(
        self,
        command: Command,
        *,
        at_s: int | None = None,
        actor: str = "p-dispatcher",
        session: Session | None = None,
        command_id: str | None = None,
    ) -> Decision:
        """An order comes; what it causes is recorded. Returns the events or the refusal."""
        self.asked += 1
        self.now_s += 1
        context = Context(
            code=self.code,
            now=self._at(None),
            occurred_at=self._at(at_s),
            command_id=command_id or f"c{self.asked}",
            actor=actor,
            session=session,
            number_key=b"a key for stories",
            seal=self.seal,
            kind=self.kind,
            survey=self.survey,
        )
        decision = catalogue.decide(command, self.picture, context)
        if not isinstance(decision, Refused):
            for event in decision:
                self._record(event, context.occurred_at)
        return decision

    def done(self, command: Command, **how: object) -> list[Event]:
        """An order that must be granted."""
        decision = self.when(command, **how)  # type: ignore[arg-type]
        assert not isinstance(decision, Refused), decision
        return decision

    def refused(self, command: Command, **how: object) -> Refused:
        """An order that must be refused; nothing may have changed."""
        before = self.picture
        decision = self.when(command, **how)  # type: ignore[arg-type]
        assert isinstance(decision, Refused), decision
        assert self.picture is before
        return decision

    def _at(self, at_s: int | None) -> datetime:
        return MORNING + timedelta(seconds=self.now_s if at_s is None else at_s)

    def _record(self, event: Event, occurred_at: datetime) -> None:
        self.position += 1
        stamp = Told(self.position, self._at(None), occurred_at)
        self.picture = catalogue.evolve(self.picture, event, stamp)
