"""A town full of secrets for the law of records requests: every text has signs that occur nowhere
else, so that one sign that leaks is found.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from tests.operations.story import Story
from tocsin.app.records.gathering import gathered
from tocsin.app.records.packing import packed
from tocsin.geo.places import Point
from tocsin.jurisdiction.archive import Matter
from tocsin.log import Header, SeededEntropy
from tocsin.log.signing import TownKey
from tocsin.operations.attaching import AttachReport
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.intake import AnswerQuestion, NoteCallback, NoteWhat, ReceiveReport
from tocsin.operations.involved import InvolvePerson
from tocsin.operations.narrative import AddRemark, AttachBlob
from tocsin.operations.objectives import ReviseObjective, SetObjective
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.policy import KindFields
from tocsin.operations.picture.records_request import Exemption
from tocsin.operations.records_requests import AddToRecordsRequest, OpenRecordsRequest
from tocsin.operations.redaction import (
    AdoptRedactionRules,
    ReleaseToRequest,
    WithholdFromRequest,
    mark_of,
)
from tocsin.terms.codes import Channel, RecordsKind
from tocsin.terms.ics import ObjectivePriority
from tocsin.terms.kinds import LogKind
from tocsin.terms.words import Words

KEY = TownKey.drawn(SeededEntropy(1))
HEADER = Header(
    format=1, jurisdiction="j", code="PE", name="Ellery", incarnation="i", kind=LogKind.actual,
    created_at=datetime(2026, 3, 2, tzinfo=UTC), public_key=KEY.public,
)  # fmt: skip
SIGNS = 5
FIRST_SIGN = 0x4E00
BEFORE, AFTER = "told ", " and no more"


@dataclass(frozen=True)
class Secret:
    """Signs that stand in one place: the record, the path of its field there, the whole text."""

    signs: str
    record: str
    path: str

    @property
    def text(self) -> str:
        return f"{BEFORE}{self.signs}{AFTER}"

    @property
    def field(self) -> str:
        return self.path.partition("/")[0]


class ClearKeys:
    """Opens words of a story: they were never sealed."""

    def open(self, words: Words) -> str | None:
        return words.text


@dataclass
class ClearStore:
    keys: ClearKeys = field(default_factory=ClearKeys)
    header: Header = HEADER


@dataclass
class Shown:
    """A story to look at, as `app.seeing.Seen` is."""

    picture: Picture
    store: ClearStore = field(default_factory=ClearStore)

    def matter(self, subject: str) -> Matter | None:
        return None


@dataclass
class SecretTown:
    """A random town, one request, and every secret in what it concerns."""

    chance: Random
    story: Story = field(default_factory=Story)
    secrets: list[Secret] = field(default_factory=list)
    request: str = ""
    opened: dict[str, set[str]] = field(default_factory=dict)
    released: set[tuple[str, str]] = field(default_factory=set)
    withheld: set[tuple[str, str]] = field(default_factory=set)
    """Records and paths that are withheld, as a whole or where their secret stands."""

    def secret(self, record: str, path: str) -> str:
        """A text with signs of its own, remembered under its place."""
        start = FIRST_SIGN + SIGNS * len(self.secrets)
        signs = "".join(chr(start + n) for n in range(SIGNS))
        self.secrets.append(Secret(signs, record, path))
        return self.secrets[-1].text

    def leaves(self, secret: Secret) -> bool:
        """Whether a secret may be given out: told from the rules as a reader of them would."""
        kind = secret.record.partition("/")[0]
        opened = secret.field in self.opened.get(kind, set())
        opened |= (secret.record, secret.field) in self.released
        opened |= secret.path.startswith("place/areas") and "place~coarse" in self.opened.get(
            kind, set()
        )
        away = {(secret.record, secret.field), (secret.record, secret.path)} & self.withheld
        parents = secret.path.split("/")
        for depth in range(1, len(parents)):
            away |= {(secret.record, "/".join(parents[:depth]))} & self.withheld
        return opened and not away

    def files(self) -> dict[str, bytes]:
        """What is produced now."""
        shown = Shown(self.story.picture)
        noun = self.story.picture.records_requests.get(self.request)
        assert noun is not None
        return packed(shown, gathered(shown, noun), KEY).files  # type: ignore[arg-type]


ASKED = {
    "incidents": ("summary", "place", "place~coarse", "people", "type"),
    "reports": ("words", "caller", "callback", "answers", "place"),
    "narratives": ("entries",),
    "objectives": ("text", "measure"),
}


def secret_town(seed: int) -> SecretTown:
    """The same town for the same seed."""
    town = SecretTown(Random(seed))
    for number in range(town.chance.randint(1, 3)):
        _furnish(town, f"PE-{number}")
    _ask(town)
    _decide(town)
    return town


def _furnish(town: SecretTown, name: str) -> None:
    secret, record, report = town.secret, f"incidents/{name}", f"PE-r{name[3:]}"
    place = GivenPlace(
        words=secret(record, "place/words"),
        label=secret(record, "place/label"),
        point=Point(50_123_457, 1_987_653),
        areas={"ward": secret(record, "place/areas/ward")},
    )
    town.story.done(
        OpenIncident(
            id=name, type="fire.structure", place=place, summary=secret(record, "summary"),
        )
    )  # fmt: skip
    reports = f"reports/{report}"
    orders: list[Command] = [
        ReceiveReport(channel=Channel.call, id=report),
        NoteWhat(report=report, words=secret(reports, "words")),
        NoteCallback(
            report=report, callback=secret(reports, "callback"), caller=secret(reports, "caller")
        ),
        AttachReport(report=report, incident=name),
        AnswerQuestion(report=report, question="q1", answer=secret(reports, "answers/q1/words")),
    ]
    for order in orders:
        town.story.done(order)
    (event,) = town.story.done(InvolvePerson(incident=name, role="patient", name="later"))
    person = event.involved.person  # type: ignore[attr-defined]
    told = secret(record, f"people/{person}/name")
    town.story.done(InvolvePerson(incident=name, role="patient", person=person, name=told))
    for _ in range(2):
        _entry(town, name)
    (objective,) = town.story.done(
        SetObjective(incident=name, text="x", priority=ObjectivePriority.life_safety)
    )
    noun = f"objectives/{objective.objective}"  # type: ignore[attr-defined]
    town.story.done(
        ReviseObjective(
            objective=objective.objective,  # type: ignore[attr-defined]
            text=secret(noun, "text"),
            priority=ObjectivePriority.life_safety,
        )
    )


def _entry(town: SecretTown, name: str) -> None:
    """A remark, or something attached with a caption; its id is known before its text."""
    record, subject = f"narratives/incident/{name}", f"incident/{name}"
    start = FIRST_SIGN + SIGNS * len(town.secrets)
    text = f"{BEFORE}{''.join(chr(start + n) for n in range(SIGNS))}{AFTER}"
    order: Command = AddRemark(subject=subject, text=text)
    if town.chance.random() < 0.5:
        order = AttachBlob(
            subject=subject,
            digest=f"{start:064x}",
            media_type="image/jpeg",
            size_bytes=1,
            caption=text,
        )
    (event,) = town.story.done(order)
    town.secret(record, f"entries/{event.entry}/text")  # type: ignore[attr-defined]


def _ask(town: SecretTown) -> None:
    chance = town.chance
    if chance.random() < 0.85:
        parts = []
        for kind, fields in ASKED.items():
            picked = tuple(each for each in fields if chance.random() < 0.6)
            town.opened[kind] = set(picked)
            first = "subject" if kind == "narratives" else "id"
            parts.append(KindFields(kind, (first, *picked)))
        town.story.done(
            AdoptRedactionRules(
                kind=RecordsKind.public_records, days=20, fields=tuple(parts),
                exemptions=(Exemption("b6", "law"),), otherwise="b6", step_udeg=10_000,
            )
        )  # fmt: skip
    (event,) = town.story.done(
        OpenRecordsRequest(kind=RecordsKind.public_records, what="x", requester="Gazette")
    )
    town.request = event.request  # type: ignore[attr-defined]
    town.story.done(
        AddToRecordsRequest(request=town.request, incidents=tuple(town.story.picture.incidents))
    )


def _decide(town: SecretTown) -> None:
    if not len(town.story.picture.redaction_rules):
        return
    chance = town.chance
    for secret in town.secrets:
        if chance.random() < 0.15:
            town.story.done(
                ReleaseToRequest(
                    request=town.request, record=secret.record, field=secret.field,
                    exemption="b6", reason="x",
                )
            )  # fmt: skip
            town.released.add((secret.record, secret.field))
    for secret in town.secrets:
        draw = chance.random()
        if draw < 0.25:
            start, end = len(BEFORE), len(BEFORE) + SIGNS
            _withhold(town, secret, secret.path, (start, end))
        elif draw < 0.4:
            _withhold(town, secret, secret.path, None)
        elif draw < 0.45:
            _withhold(town, secret, secret.field, None)


def _withhold(town: SecretTown, secret: Secret, path: str, span: tuple[int, int] | None) -> None:
    order = WithholdFromRequest(
        request=town.request, record=secret.record, field=path, exemption="b6"
    )
    if span is not None:
        own = path in ("place/areas/ward", "place/label")
        value = secret.text if own else Words("incident/any", secret.text)
        order = WithholdFromRequest(
            request=town.request, record=secret.record, field=path, exemption="b6",
            start=span[0], end=span[1], mark=mark_of(value),
        )  # fmt: skip
    town.story.done(order)
    town.withheld.add((secret.record, path))
