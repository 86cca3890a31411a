"""Verbs of incident command: who commands, posts, objectives, tasks (ICS 201 to 204)."""

from collections.abc import Callable

from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Told, Verb, chosen, one
from tocsin.app.tongue import code, tell
from tocsin.operations.command import (
    AssumeCommand,
    EnterUnifiedCommand,
    LeaveUnifiedCommand,
    TerminateCommand,
)
from tocsin.operations.orders import Command
from tocsin.operations.posts import (
    DissolvePost,
    EstablishPost,
    FillPost,
    MovePost,
    PlaceUnit,
    VacatePost,
)
from tocsin.operations.transfer import (
    AcceptCommand,
    DeclineCommand,
    OfferCommand,
    WithdrawCommandOffer,
)
from tocsin.terms.codes import Agency
from tocsin.terms.ics import IcsPosition


def _two(told: Told) -> tuple[str, str]:
    """An incident, and the one person named."""
    return told.an_incident(), told.person(told.one_word("takes-incident-person"))


def _assume(told: Told) -> Built:
    incident, agency = told.an_incident(), Agency.fire
    words = told.some_rest(1, 2, "takes-incident-person-discipline")
    person = told.person(words[0])
    if len(words) == 2:
        agency = chosen(words[1], Agency, "noun-discipline")
    command = AssumeCommand(incident=incident, person=person, agency=agency, name=told.line.text)
    who = told.names.who(person)
    if not told.line.text:
        return one(command, tell("echo-command", person=who, incident=incident))
    return one(
        command, tell("echo-command-named", person=who, incident=incident, name=told.line.text)
    )


def _enter(told: Told) -> Built:
    incident = told.an_incident()
    who, discipline = told.some_rest(2, 2, "takes-incident-person-and-discipline")
    person, agency = told.person(who), chosen(discipline, Agency, "noun-discipline")
    command = EnterUnifiedCommand(incident=incident, person=person, agency=agency)
    says = tell(
        "echo-unified", person=told.names.who(person), incident=incident,
        agency=code("agency", agency.value),
    )  # fmt: skip
    return one(command, says)


def _leave(told: Told) -> Built:
    (incident, person), reason = _two(told), told.a_reason()
    command = LeaveUnifiedCommand(incident=incident, person=person, reason=reason)
    return one(
        command,
        tell("echo-unified-left", person=told.names.who(person), incident=incident, reason=reason),
    )


def _terminate(told: Told) -> Built:
    incident = told.an_incident()
    return one(TerminateCommand(incident=incident), tell("echo-command-ends", incident=incident))


def _offer(told: Told) -> Built:
    """The briefing's parts are parted by semicolons, in the order of ICS 201."""
    incident = told.an_incident()
    out, into = told.some_rest(2, 2, "takes-handing-over")
    parts = [each.strip() for each in told.a_text().split(";")]
    if len(parts) not in (4, 5) or not all(parts):
        raise misread("misread-briefing", example=told.verb.example)
    outgoing, incoming = told.person(out), told.person(into)
    command = OfferCommand(
        incident=incident,
        outgoing=outgoing,
        incoming=incoming,
        situation=parts[0],
        objectives=parts[1],
        resources=parts[2],
        hazards=parts[3],
        actions=parts[4] if len(parts) == 5 else None,
    )
    return one(
        command,
        tell(
            "echo-command-offered",
            outgoing=told.names.who(outgoing),
            incident=incident,
            incoming=told.names.who(incoming),
        ),
    )


def _accept(told: Told) -> Built:
    incident, person = _two(told)
    command = AcceptCommand(incident=incident, incoming=person)
    return one(
        command, tell("echo-command-taken", person=told.names.who(person), incident=incident)
    )


def _decline(told: Told) -> Built:
    (incident, person), reason = _two(told), told.a_reason()
    command = DeclineCommand(incident=incident, incoming=person, reason=reason)
    return one(
        command,
        tell(
            "echo-command-declined", person=told.names.who(person), incident=incident, reason=reason
        ),
    )


def _withdraw(told: Told) -> Built:
    (incident, person), reason = _two(told), told.a_reason()
    command = WithdrawCommandOffer(incident=incident, outgoing=person, reason=reason)
    return one(
        command,
        tell("echo-command-kept", person=told.names.who(person), incident=incident, reason=reason),
    )


# posts


def post_of(told: Told, incident: str, word: str) -> str:
    """A post by its id or the end of it, its own name, or its position. Raises NotUnderstood."""
    there = told.names.picture.posts.get(incident)
    posts = () if there is None else there.posts
    wanted = word.casefold()
    named = [each.id for each in posts if wanted == (each.name or "").casefold()]
    placed = [each.id for each in posts if each.position.value.startswith(wanted.replace("-", "_"))]
    for found in (named, placed):
        if len(found) == 1:
            return found[0]
    return told.of(
        "posts", word, tell("noun-post-of", incident=incident), [each.id for each in posts]
    )


def _establish(told: Told) -> Built:
    incident = told.an_incident()
    words = told.some_rest(1, 3, "takes-position")
    position = chosen(words[0], IcsPosition, "noun-position")
    person = told.person(words[1]) if len(words) > 1 else None
    superior = post_of(told, incident, words[2]) if len(words) > 2 else None
    command = EstablishPost(
        incident=incident,
        position=position,
        name=told.line.text,
        person=person,
        reports_to=superior,
    )
    title = told.line.text or code("position", position.value)
    filled = tell("vacant") if person is None else told.names.who(person)
    return one(command, tell("echo-post", incident=incident, post=title, filled=filled))


def _fill(told: Told) -> Built:
    incident = told.an_incident()
    word, who = told.some_rest(2, 2, "takes-post-person")
    post, person = post_of(told, incident, word), told.person(who)
    command = FillPost(incident=incident, post=post, person=person)
    return one(
        command,
        tell("echo-post-filled", person=told.names.who(person), post=word, incident=incident),
    )


def _one_post(make: Callable[[str, str], Command], says: str) -> Callable[[Told], Built]:
    def build(told: Told) -> Built:
        incident, word = told.an_incident(), told.one_word("takes-post")
        says_it = tell(says, incident=incident, post=word)
        return one(make(incident, post_of(told, incident, word)), says_it)

    return build


def _move(told: Told) -> Built:
    incident = told.an_incident()
    word, to = told.some_rest(2, 2, "takes-post-above")
    above = None if to.lower() == "command" else post_of(told, incident, to)
    command = MovePost(incident=incident, post=post_of(told, incident, word), reports_to=above)
    return one(command, tell("echo-post-moved", incident=incident, post=word, to=to))


def _place(told: Told) -> Built:
    incident, unit = told.an_incident(), told.one_unit()
    word = told.line.text or told.one_word("takes-unit-post")
    post = None if word.lower() == "none" else post_of(told, incident, word)
    command = PlaceUnit(incident=incident, unit=unit, post=post)
    sign = told.names.call_sign(unit)
    return one(command, tell("echo-placed", unit=sign, post=word, incident=incident))


VERBS: dict[str, Verb] = {
    "AC": Verb('AC 17 ada "Mill command', _assume, "incident words text at"),
    "UC": Verb("UC 17 cy police", _enter, "incident words at"),
    "LC": Verb("LC 17 cy ! police done", _leave, "incident words reason at"),
    "EC": Verb("EC 17", _terminate, "incident at"),
    "TC": Verb(
        'TC 17 ada bo "2nd floor alight; hold stairs; B1 R1; gas main',
        _offer,
        "incident words text at",
    ),
    "TA": Verb("TA 17 bo", _accept, "incident words at"),
    "TD": Verb("TD 17 bo ! too far", _decline, "incident words reason at"),
    "TW": Verb("TW 17 ada ! staying", _withdraw, "incident words reason at"),
    "PO": Verb(
        'PO 17 division_supervisor cy "Division A',
        _establish,
        "incident words text at",
    ),
    "PF": Verb("PF 17 safety cy", _fill, "incident words at"),
    "PV": Verb(
        "PV 17 safety",
        _one_post(lambda i, p: VacatePost(incident=i, post=p), "echo-post-vacant"),
        "incident words at",
    ),
    "PM": Verb("PM 17 safety command", _move, "incident words at"),
    "PX": Verb(
        "PX 17 safety",
        _one_post(lambda i, p: DissolvePost(incident=i, post=p), "echo-post-dissolved"),
        "incident words at",
    ),
    "PU": Verb(
        'PU B1 17 "Division A',
        _place,
        "units incident words text at",
    ),
}
