"""Verbs of incident command: who commands, posts, objectives, tasks (ICS 201 to 204)."""

from collections.abc import Callable

from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.told import Built, Told, Verb, chosen, one
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
    return told.an_incident(), told.person(told.one_word("an incident and a person"))


def _assume(told: Told) -> Built:
    incident, agency = told.an_incident(), Agency.fire
    words = told.some_rest(1, 2, "an incident, a person, perhaps a discipline")
    person = told.person(words[0])
    if len(words) == 2:
        agency = chosen(words[1], Agency, "discipline")
    command = AssumeCommand(incident=incident, person=person, agency=agency, name=told.line.text)
    called = f', "{told.line.text}"' if told.line.text else ""
    return one(command, f"{told.names.who(person)} has command of {incident}{called}.")


def _enter(told: Told) -> Built:
    incident = told.an_incident()
    who, discipline = told.some_rest(2, 2, "an incident, a person and a discipline")
    person, agency = told.person(who), chosen(discipline, Agency, "discipline")
    command = EnterUnifiedCommand(incident=incident, person=person, agency=agency)
    says = f"{told.names.who(person)} joins the command of {incident} for {agency.value}."
    return one(command, says)


def _leave(told: Told) -> Built:
    (incident, person), reason = _two(told), told.a_reason()
    command = LeaveUnifiedCommand(incident=incident, person=person, reason=reason)
    return one(command, f"{told.names.who(person)} leaves command of {incident}: {reason}.")


def _terminate(told: Told) -> Built:
    incident = told.an_incident()
    return one(TerminateCommand(incident=incident), f"Command of {incident} ends.")


def _offer(told: Told) -> Built:
    """The briefing's parts are parted by semicolons, in the order of ICS 201."""
    incident = told.an_incident()
    out, into = told.some_rest(2, 2, "an incident, who hands over, who takes over")
    parts = [each.strip() for each in told.a_text().split(";")]
    if len(parts) not in (4, 5) or not all(parts):
        raise NotUnderstood(
            "TC takes a briefing of four or five parts with `;` between: situation; objectives;"
            f" resources; hazards; actions so far: `{told.verb.example}`"
        )
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
        f"{told.names.who(outgoing)} offers command of {incident} to {told.names.who(incoming)},"
        " who has it when they accept.",
    )


def _accept(told: Told) -> Built:
    incident, person = _two(told)
    command = AcceptCommand(incident=incident, incoming=person)
    return one(command, f"{told.names.who(person)} takes command of {incident}.")


def _decline(told: Told) -> Built:
    (incident, person), reason = _two(told), told.a_reason()
    command = DeclineCommand(incident=incident, incoming=person, reason=reason)
    return one(command, f"{told.names.who(person)} declines command of {incident}: {reason}.")


def _withdraw(told: Told) -> Built:
    (incident, person), reason = _two(told), told.a_reason()
    command = WithdrawCommandOffer(incident=incident, outgoing=person, reason=reason)
    return one(command, f"{told.names.who(person)} keeps command of {incident}: {reason}.")


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
    return told.of("posts", word, f"post of {incident}", [each.id for each in posts])


def _establish(told: Told) -> Built:
    incident = told.an_incident()
    words = told.some_rest(1, 3, "an incident, a position, perhaps a person and `under` whom")
    position = chosen(words[0], IcsPosition, "position")
    person = told.person(words[1]) if len(words) > 1 else None
    superior = post_of(told, incident, words[2]) if len(words) > 2 else None
    command = EstablishPost(
        incident=incident,
        position=position,
        name=told.line.text,
        person=person,
        reports_to=superior,
    )
    title = told.line.text or position.value.replace("_", " ")
    filled = "vacant" if person is None else told.names.who(person)
    return one(command, f"{incident}: {title} is set up, {filled}.")


def _fill(told: Told) -> Built:
    incident = told.an_incident()
    word, who = told.some_rest(2, 2, "an incident, a post and a person")
    post, person = post_of(told, incident, word), told.person(who)
    command = FillPost(incident=incident, post=post, person=person)
    return one(command, f"{told.names.who(person)} fills {word} at {incident}.")


def _one_post(make: Callable[[str, str], Command], says: str) -> Callable[[Told], Built]:
    def build(told: Told) -> Built:
        incident, word = told.an_incident(), told.one_word("an incident and a post")
        return one(make(incident, post_of(told, incident, word)), says.format(incident, word))

    return build


def _move(told: Told) -> Built:
    incident = told.an_incident()
    word, to = told.some_rest(2, 2, "an incident, a post, and the post it is under or `command`")
    above = None if to.lower() == "command" else post_of(told, incident, to)
    command = MovePost(incident=incident, post=post_of(told, incident, word), reports_to=above)
    return one(command, f"{incident}: {word} reports to {to}.")


def _place(told: Told) -> Built:
    incident, unit = told.an_incident(), told.one_unit()
    word = told.line.text or told.one_word("a unit, an incident, and the post or `none`")
    post = None if word.lower() == "none" else post_of(told, incident, word)
    command = PlaceUnit(incident=incident, unit=unit, post=post)
    return one(command, f"{told.names.call_sign(unit)} works under {word} at {incident}.")


VERBS: dict[str, Verb] = {
    "AC": Verb('AC 17 ada "Mill command', "take command", _assume, "incident words text at"),
    "UC": Verb("UC 17 cy police", "join command for an agency", _enter, "incident words at"),
    "LC": Verb("LC 17 cy ! police done", "leave it", _leave, "incident words reason at"),
    "EC": Verb("EC 17", "end command", _terminate, "incident at"),
    "TC": Verb(
        'TC 17 ada bo "2nd floor alight; hold stairs; B1 R1; gas main',
        "offer command with a briefing",
        _offer,
        "incident words text at",
    ),
    "TA": Verb("TA 17 bo", "take the command offered", _accept, "incident words at"),
    "TD": Verb("TD 17 bo ! too far", "decline it", _decline, "incident words reason at"),
    "TW": Verb("TW 17 ada ! staying", "withdraw the offer", _withdraw, "incident words reason at"),
    "PO": Verb(
        'PO 17 division_supervisor cy "Division A',
        "set up a post: position, who, its name",
        _establish,
        "incident words text at",
    ),
    "PF": Verb("PF 17 safety cy", "fill a post", _fill, "incident words at"),
    "PV": Verb(
        "PV 17 safety",
        "leave a post vacant",
        _one_post(lambda i, p: VacatePost(incident=i, post=p), "{}: {} is vacant."),
        "incident words at",
    ),
    "PM": Verb("PM 17 safety command", "let a post report elsewhere", _move, "incident words at"),
    "PX": Verb(
        "PX 17 safety",
        "dissolve a post",
        _one_post(lambda i, p: DissolvePost(incident=i, post=p), "{}: {} is dissolved."),
        "incident words at",
    ),
    "PU": Verb(
        'PU B1 17 "Division A',
        "let a unit work under a post",
        _place,
        "units incident words text at",
    ),
}
