"""Verbs that join incidents and agencies: merge, link, share, hand over."""

from tocsin.app.grammar.told import Built, Told, Verb, chosen, one
from tocsin.app.tongue import code, tell
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
    return one(command, tell("echo-merge", absorbed=absorbed, survivor=survivor, reason=reason))


def _separate(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    command = SeparateIncidents(absorbed=incident, reason=reason)
    return one(command, tell("echo-separate", incident=incident, reason=reason))


def _link(told: Told) -> Built:
    a, b = told.two_incidents()
    relation = Relation.related
    if told.rest:
        relation = chosen(told.one_word("takes-relation"), Relation, "noun-relation")
    command = LinkIncidents(incident=a, other=b, relation=relation)
    return one(command, tell("echo-link", a=a, b=b, relation=code("relation", relation.value)))


def _unlink(told: Told) -> Built:
    a, b = told.two_incidents()
    reason = told.a_reason()
    command = UnlinkIncidents(incident=a, other=b, reason=reason)
    return one(command, tell("echo-unlink", a=a, b=b, reason=reason))


def _same(told: Told) -> Built:
    a, b = told.two_incidents()
    return one(DeclareDuplicate(incident=a, of=b), tell("echo-duplicate", a=a, b=b))


def _add(told: Told) -> Built:
    incident = told.an_incident()
    words = told.some_rest(1, 2, "takes-agency")
    agency = chosen(words[0], Agency, "noun-discipline")
    lead = told.person(words[1]) if len(words) == 2 else None
    command = AddAgency(incident=incident, agency=agency, name=told.line.text, lead=lead)
    tail = "" if lead is None else tell("echo-led-by", person=told.names.who(lead))
    who = told.line.text or code("agency", agency.value)
    return one(command, tell("echo-agency", agency=who, incident=incident, tail=tail))


def _release(told: Told) -> Built:
    incident = told.an_incident()
    agency = chosen(told.one_word("takes-discipline"), Agency, "noun-discipline")
    command = ReleaseAgency(incident=incident, agency=agency, name=told.line.text)
    who = told.line.text or code("agency", agency.value)
    return one(command, tell("echo-agency-done", agency=who, incident=incident))


def _offer(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    to = " ".join(told.some_rest(1, None, "takes-offer"))
    command = OfferHandover(incident=incident, to=to, reason=reason)
    return one(command, tell("echo-offer", incident=incident, to=to, reason=reason))


def _accept(told: Told) -> Built:
    incident = told.an_incident()
    words = told.some_rest(2, 3, "takes-accepted")
    command = AcceptHandover(
        incident=incident,
        by=words[0],
        received_by=words[1],
        reference=words[2] if len(words) == 3 else None,
    )
    return one(command, tell("echo-accepted", by=words[0], incident=incident, who=words[1]))


def _end(told: Told) -> Built:
    incident, reason = told.an_incident(), told.a_reason()
    command = EndHandover(incident=incident, reason=reason)
    return one(command, tell("echo-not-handed", incident=incident, reason=reason))


VERBS: dict[str, Verb] = {
    "M": Verb("M 18 17", _merge, "incidents reason"),
    "UM": Verb("UM 18 ! two houses", _separate, "incident reason"),
    "LINK": Verb("LINK 17 18 same_cause", _link, "incidents words"),
    "UNL": Verb("UNL 17 18 ! chance", _unlink, "incidents reason"),
    "DU": Verb("DU 18 17", _same, "incidents"),
    "AG": Verb("AG 17 police cy", _add, "incident words text at"),
    "RA": Verb("RA 17 police", _release, "incident words text at"),
    "OH": Verb("OH 17 Northvale ! theirs", _offer, "incident words reason"),
    "AH": Verb("AH 17 Northvale Osei NV-118", _accept, "incident words at"),
    "EH": Verb("EH 17 ! declined", _end, "incident reason"),
}
