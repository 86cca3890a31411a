"""Agreements drawn up, printed and carried over HTTP: a form and its words, a paper, a file."""

import asyncio

import msgspec

from tocsin.app.agreements.carrying import (
    LARGEST_BYTES,
    Carried,
    carried,
    carried_in,
    orders_in,
)
from tocsin.app.agreements.deeds import name_opener
from tocsin.app.agreements.drawing_up import (
    TEMPLATES,
    draft_of,
    first_text,
    next_text,
    own_party,
    template,
)
from tocsin.app.agreements.filling_in import AgreementForm, filled_in, form_of
from tocsin.app.desk import Desk
from tocsin.app.outcome import Exit, Told
from tocsin.app.web.agreements import Section, sections_of, the_known
from tocsin.app.web.limits import body_of
from tocsin.app.web.loans import no_paper
from tocsin.app.web.orders import session_of, town_of
from tocsin.app.web.pictures import encoded
from tocsin.app.web.problem import Problem, nothing_here, refused
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.operations.agreement_text import canonical, digest_of
from tocsin.operations.picture.agreement import AgreementText, Party
from tocsin.operations.picture.token import Scope

DRAFT_BYTES = 100_000
TAG = "neighbours"


class DraftAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A first version with `partner` from a template, or the next version of an agreement
    (`amends`). Without a `form` it is as the template or the version in force has it."""

    partner: str = ""
    template: str = ""
    amends: str = ""
    name: str = ""
    form: AgreementForm | None = None


class DraftSaid(msgspec.Struct, frozen=True, kw_only=True):
    """What would be proposed: `text` is what ProposeAgreement takes. Nothing of it is on record."""

    agreement: str
    number: int
    digest: str
    text: str
    form: AgreementForm
    sections: tuple[Section, ...]


class CarriedIn(msgspec.Struct, frozen=True):
    """What a file from a partner brought."""

    agreement: str
    sender: str


async def drafted(asked: Asked) -> Reply:
    """What a form would propose, in the words of the asker."""
    body = await body_of(asked.request, DRAFT_BYTES)
    try:
        wanted = msgspec.json.decode(body, type=DraftAsked)
    except msgspec.DecodeError as error:
        raise Problem(400, "malformed", f"{error}.", where="body") from None

    def said() -> bytes:
        try:
            return encoded(asked, _said(asked, wanted))
        except Told as error:
            raise Problem(400, "malformed", f"{error}.", where="body") from None

    return Reply(await asyncio.to_thread(said))


def _said(asked: Asked, wanted: DraftAsked) -> DraftSaid:
    """Raises Problem, Told."""
    form, content = _amended(asked, wanted) if wanted.amends else _new(asked, wanted)
    text = canonical(content)
    return DraftSaid(
        agreement=content.agreement,
        number=content.number,
        digest=digest_of(text),
        text=text,
        form=msgspec.structs.replace(form, title=content.title),
        sections=sections_of(content),
    )


def _new(asked: Asked, wanted: DraftAsked) -> tuple[AgreementForm, AgreementText]:
    picture, own = asked.door.house.picture, asked.door.house.header.code
    code, draft = wanted.partner.upper(), template(wanted.template)
    neighbour = picture.neighbours.get(code)
    if neighbour is None:
        raise nothing_here("noun-neighbour")
    form = wanted.form or form_of(draft, asked.now.date())
    parties = own_party(picture, own), Party(code, neighbour.name or code)
    text = first_text(filled_in(draft, form), *parties, wanted.name, picture, asked.now)
    return form, text


def _amended(asked: Asked, wanted: DraftAsked) -> tuple[AgreementForm, AgreementText]:
    own = asked.door.house.header.code
    compact = the_known(asked.door.eye(asked.who.viewer), wanted.amends)
    base = compact.valid or next(iter(compact.versions[-1:]), None)
    if base is None:
        raise nothing_here("noun-version")
    draft = draft_of(base.content, own)
    form = wanted.form or form_of(draft, asked.now.date())
    return form, next_text(filled_in(draft, form), compact, base, own, asked.now)


async def printed(asked: Asked) -> Reply:
    """A version as PDF."""
    try:
        from tocsin.app.agreements.paper import paper_of
    except ImportError:
        raise no_paper() from None
    compact = the_known(asked.door.eye(asked.who.viewer), asked.path("agreement"))
    word = asked.query("version")
    named = [each for each in compact.versions if word in (str(each.number), each.digest)]
    chosen = (compact.valid or compact.versions[-1]) if word is None else next(iter(named), None)
    if chosen is None:
        raise nothing_here("noun-version")
    opener = name_opener(asked.door.house.keys)

    def made() -> bytes:
        try:
            return paper_of(compact, chosen, opener)
        except Told as error:
            raise Problem(501, "no_paper", f"{error}.") from None

    name = f'attachment; filename="{compact.id}-{chosen.number}.pdf"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    body = await asyncio.to_thread(made)
    return Reply(body, media_type="application/pdf", headers=headers)


async def given(asked: Asked) -> Reply:
    """The file that carries what this town has signed of an agreement."""
    compact = the_known(asked.door.eye(asked.who.viewer), asked.path("agreement"))
    opener, own = name_opener(asked.door.house.keys), asked.door.house.header.code
    found = await asyncio.to_thread(lambda: carried(compact, own, opener))
    name = f'attachment; filename="{compact.id}-from-{own}.json"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    body = msgspec.json.format(msgspec.json.encode(found), indent=2)
    return Reply(body, headers=headers)


async def taken(asked: Asked) -> Reply:
    """Take in a file from a partner: each of its parts by an order of whoever asks."""
    content = await body_of(asked.request, LARGEST_BYTES)
    try:
        found = carried_in(content)
    except Told as error:
        raise Problem(400, "malformed", f"{error}.", where="body") from None

    def received() -> None:
        desk = Desk(town_of(asked), asked.who.person, session_of(asked))
        _ordered(desk, found, asked.door.house.header.code)

    await asyncio.to_thread(received)
    return Reply(msgspec.json.encode(CarriedIn(found.agreement, found.sender)))


def _ordered(desk: Desk, found: Carried, own: str) -> None:
    """Raises Problem."""
    orders = list(orders_in(found))
    if not orders or found.sender == own:
        says = "The file carries nothing that a partner has signed."
        raise Problem(400, "malformed", says, where="body")
    for command in orders:
        why = desk.refusal(command)
        if why is not None:
            raise refused(why, "")
        answer = desk.order(command, "")
        if answer.exit_code is not Exit.done:
            raise Problem(409, "refused", answer.text)


ROUTES = (
    Route(
        method="POST",
        path="/v1/agreements/draft",
        says="An agreement filled in on a form, in words; nothing is recorded",
        tells=f"`template` is one of {', '.join(TEMPLATES)}. The answer has the text that the order"
        " ProposeAgreement takes, and the form as it is filled in.",
        handler=drafted,
        tag=TAG,
        scope=Scope.look,
        body=DraftAsked,
        answer=DraftSaid,
        errors=(400, 404),
    ),
    Route(
        method="GET",
        path="/v1/agreements/{agreement}/paper",
        says="A version of an agreement as PDF, for councils to sign",
        handler=printed,
        tag=TAG,
        scope=Scope.look,
        parameters=(Parameter("version", "Its number or digest; else the one in force."),),
        media_type="application/pdf",
        errors=(404, 501),
    ),
    Route(
        method="GET",
        path="/v1/agreements/{agreement}/file",
        says="The file that carries an agreement to the partner",
        tells="What this town has proposed, signed and noticed of it.",
        handler=given,
        tag=TAG,
        scope=Scope.look,
        answer=Carried,
        errors=(404,),
    ),
    Route(
        method="POST",
        path="/v1/agreements/file",
        says="Take in the file of a partner; nothing is signed by it",
        handler=taken,
        tag=TAG,
        scope=Scope.order,
        body_media_type="application/json",
        answer=CarriedIn,
        errors=(400, 403, 409, 413),
    ),
)
