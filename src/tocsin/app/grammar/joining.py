"""Verbs that join incidents and agencies: merge, link, share, hand over."""

from tocsin.app.grammar.told import Built, Told, Verb, chosen, one
from tocsin.operations.merging import (
    DeclareDuplicate,
    LinkIncidents,
    MergeIncidents,
    SeparateIncidents,
    UnlinkIncidents,
)
from tocsin.operations.picture.incident import Relation
from tocsin.operations.sharing import (
    AcceptHandover,
    AddAgency,
    EndHandover,
    OfferHandover,
    ReleaseAgency,
)
from tocsin.terms.codes import Agency

SAME = "the same incident"
"""Why two are merged, where nobody says more."""


def _merge(told: Told) -> Built:
    absorbed, survivor = told.two_incidents()
    reason = told.line.reason or SAME
    command = MergeIncidents(absorbed=absorbed, survivor=survivor, reason=reason)
    return one(command, f"{absorbed} goes on in {survivor}: {reason}.")


def _separate(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    command = SeparateIncidents(absorbed=incident, reason=reason)
    return one(command, f"{incident} stands by itself again: {reason}.")


def _link(told: Told) -> Built:
    a, b = told.two_incidents()
    relation = Relation.related
    if told.rest:
        relation = chosen(told.one_word("one relation"), Relation, "relation")
    command = LinkIncidents(incident=a, other=b, relation=relation)
    return one(command, f"{a} and {b}: {relation.value.replace('_', ' ')}.")


def _unlink(told: Told) -> Built:
    a, b = told.two_incidents()
    reason = told.a_reason()
    command = UnlinkIncidents(incident=a, other=b, reason=reason)
    return one(command, f"{a} and {b} do not belong together: {reason}.")


def _same(told: Told) -> Built:
    a, b = told.two_incidents()
    return one(DeclareDuplicate(incident=a, of=b), f"Close {a} as a duplicate of {b}.")


def _add(told: Told) -> Built:
    incident = told.an_incident()
    words = told.some_rest(1, 2, "an incident, a discipline, perhaps its lead")
    agency = chosen(words[0], Agency, "discipline")
    lead = told.person(words[1]) if len(words) == 2 else None
    command = AddAgency(incident=incident, agency=agency, name=told.line.text, lead=lead)
    led = "" if lead is None else f", led by {told.names.who(lead)}"
    return one(command, f"{told.line.text or agency.value} takes part in {incident}{led}.")


def _release(told: Told) -> Built:
    incident = told.an_incident()
    agency = chosen(told.one_word("an incident and a discipline"), Agency, "discipline")
    command = ReleaseAgency(incident=incident, agency=agency, name=told.line.text)
    return one(command, f"{told.line.text or agency.value} is done at {incident}.")


def _offer(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    to = " ".join(told.some_rest(1, None, "an incident, to whom, and a reason"))
    command = OfferHandover(incident=incident, to=to, reason=reason)
    return one(command, f"Offer {incident} to {to}: {reason}. It stays ours until they accept.")


def _accept(told: Told) -> Built:
    incident = told.an_incident()
    words = told.some_rest(2, 3, "an incident, who takes it, who there said so, their number")
    command = AcceptHandover(
        incident=incident,
        by=words[0],
        received_by=words[1],
        reference=words[2] if len(words) == 3 else None,
    )
    return one(command, f"{words[0]} has taken {incident} ({words[1]}).")


def _end(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    command = EndHandover(incident=incident, reason=reason)
    return one(command, f"{incident} is not handed over: {reason}.")


VERBS: dict[str, Verb] = {
    "M": Verb("M 18 17", "merge the first into the second", _merge, "incidents reason"),
    "UM": Verb("UM 18 ! two houses", "undo a merge", _separate, "incident reason"),
    "LINK": Verb("LINK 17 18 same_cause", "two belong together", _link, "incidents words"),
    "UNL": Verb("UNL 17 18 ! chance", "they do not", _unlink, "incidents reason"),
    "DU": Verb("DU 18 17", "close as a duplicate of the second", _same, "incidents"),
    "AG": Verb("AG 17 police cy", "an agency takes part", _add, "incident words text at"),
    "RA": Verb("RA 17 police", "an agency's part is done", _release, "incident words text at"),
    "OH": Verb("OH 17 Northvale ! theirs", "offer to hand over", _offer, "incident words reason"),
    "AH": Verb("AH 17 Northvale Osei NV-118", "they have accepted", _accept, "incident words at"),
    "EH": Verb("EH 17 ! declined", "it stays ours after all", _end, "incident reason"),
}
