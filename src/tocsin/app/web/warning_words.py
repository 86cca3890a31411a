"""The words of warnings over HTTP: templates, what they say with facts, what a text lacks.

Nothing is ordered here: templates are adopted and translations approved by orders.
"""

import asyncio
from collections.abc import Mapping
from typing import Annotated, TypeVar

import msgspec

from tocsin.app.desk import town_zone
from tocsin.app.warning_words.answering import Filled, answered
from tocsin.app.warning_words.checks import Checked, Lacking, check_text, lacking
from tocsin.app.warning_words.filling import Facts
from tocsin.app.warning_words.known import TemplateRow, TemplateShown, rows, template
from tocsin.app.web.limits import body_of
from tocsin.app.web.pictures import encoded, tagged
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.operations.picture.token import Scope
from tocsin.operations.picture.warning_template import WarningTemplate

T = TypeVar("T")
LONGEST_BYTES = 64_000
MOST_LANGUAGES = 60


class Templates(msgspec.Struct, frozen=True):
    """Every template by its id: the town's own first, where it adopted one of that name."""

    templates: tuple[TemplateRow, ...]


class ToFill(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Values of slots as on the command line: `place`, `place.short`, `de:place`. `speakers` are
    people in the area by language; without `languages` every one is filled.
    """

    template: str
    values: dict[str, Annotated[str, msgspec.Meta(max_length=500)]]
    languages: tuple[str, ...] = ()
    by_12_hours: bool = False
    speakers: dict[str, int] = {}
    lexicon: dict[str, str] = {}


class ToCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A free text. `agency` and `place` are looked for in it; `also` are the languages in which
    it is there, too.
    """

    text: Annotated[str, msgspec.Meta(max_length=20_000)]
    language: str
    agency: str = ""
    place: str = ""
    also: tuple[str, ...] = ()
    speakers: dict[str, int] = {}


class CheckedText(msgspec.Struct, frozen=True):
    """What was noticed, and for whom there is no text."""

    checked: Checked
    lacking: tuple[Lacking, ...]


def _adopted(asked: Asked) -> Mapping[str, WarningTemplate]:
    """What the town adopted, for those who may know of it."""
    eye = asked.door.eye(asked.who.viewer)
    return {
        name: each
        for name, each in eye.picture.warning_templates.items()
        if "content" in (eye.shown(("warning_templates", name)) or {})
    }


def _named(asked: Asked, name: str) -> TemplateShown:
    found = template(name, _adopted(asked))
    if found is None:
        raise nothing_here("noun-warning-template")
    return found


async def listed(asked: Asked) -> Reply:
    """Every template, with who stands by it in which language."""
    return await asyncio.to_thread(lambda: tagged(encoded(asked, Templates(rows(_adopted(asked))))))


async def told(asked: Asked) -> Reply:
    """One template whole."""
    return await asyncio.to_thread(
        lambda: tagged(encoded(asked, _named(asked, asked.path("template"))))
    )


async def filled(asked: Asked) -> Reply:
    """A template with its slots filled, in the town's local time."""
    given = await _body(asked, ToFill)

    def made() -> bytes:
        shown = _named(asked, given.template)
        if shown.row.is_withdrawn:
            said = f"{shown.row.id} was withdrawn."
            raise Problem(409, "refused", said, "Adopt it anew first.", where="template")
        strange = [each for each in given.languages if shown.content.text(each) is None]
        if strange or len(given.languages) > MOST_LANGUAGES:
            there = ", ".join(each.language for each in shown.content.texts)
            raise Problem(
                400, "malformed", f"The template is not in {', '.join(strange)[:80]}.",
                f"It is there in {there}.", where="languages",
            )  # fmt: skip
        zone = town_zone(asked.door.eye(asked.who.viewer).picture)
        facts = Facts(given.values, asked.now, zone, given.by_12_hours, given.lexicon)
        return encoded(asked, answered(shown, facts, given.languages, dict(given.speakers)))

    return Reply(await asyncio.to_thread(made))


async def checked(asked: Asked) -> Reply:
    """A free text: findings, how it reads, what each channel would carry."""
    given = await _body(asked, ToCheck)
    if not given.text.strip():
        raise Problem(400, "malformed", "The text is empty.", where="text")

    def made() -> bytes:
        found = check_text(
            given.text.strip(), given.language, agency=given.agency, place=given.place
        )
        missing = lacking(given.speakers, [given.language, *given.also])
        return encoded(asked, CheckedText(found, missing))

    return Reply(await asyncio.to_thread(made))


async def _body(asked: Asked, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(await body_of(asked.request, LONGEST_BYTES), type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Problem(400, "malformed", f"{error}.", where="body") from None


TAG = "warnings"
ROUTES = (
    Route(
        method="GET", path="/v1/warning-words", says="Templates of warnings", handler=listed,
        tells="Those that the town adopted, and those that are shipped; who stands by which words.",
        tag=TAG, scope=Scope.look, answer=Templates,
    ),
    Route(
        method="POST", path="/v1/warning-words/fill", says="What a template says with these facts",
        tells="Every form in every language, what is too long and by how much. Nothing is ordered.",
        handler=filled, tag=TAG, scope=Scope.look, body=ToFill, answer=Filled,
        errors=(404, 409, 413),
    ),
    Route(
        method="POST", path="/v1/warning-words/check", says="What a text of a warning lacks",
        tells="Findings are questions to the author. Nothing is ordered.",
        handler=checked, tag=TAG, scope=Scope.look, body=ToCheck, answer=CheckedText,
        errors=(413,),
    ),
    Route(
        method="GET", path="/v1/warning-words/{template}", says="A template of warnings",
        handler=told, tag=TAG, scope=Scope.look, answer=TemplateShown, errors=(404,),
    ),
)  # fmt: skip
