"""Legal holds through the door: the writer refuses to forget, whoever asks."""

from tests.app.web.doors import Opened
from tocsin.operations.incident import CloseIncident


def test_what_is_held_is_not_forgotten_through_the_door(door: Opened) -> None:
    office = door.let_in("chief", "clerk")
    incident = door.open_incident()
    door.order(CloseIncident(incident=incident, disposition="out"))
    subject = f"incident/{incident}"
    placed = door.give("PlaceLegalHold", {"subject": subject, "reason": "claim"}, token=office)
    assert placed.status == 200, placed
    forget = {"incident": incident, "ground": "objection"}
    refused = door.give("ForgetIncident", forget, token=office)
    assert refused.status == 409
    assert refused.code == "under_legal_hold"
    assert door.town.store.keys.holds(subject)
    hold = next(each.id for each in door.town.picture.legal_holds.values())
    path = f"/v1/picture/legal_holds/{hold}"
    fields = door.ask("GET", path, token=office).json["fields"]
    assert isinstance(fields, dict)
    assert fields["subject"] == subject
    dispatcher = door.let_in("dispatcher")
    assert door.ask("GET", path, token=dispatcher).status == 404
    lifting = {"hold": hold, "reason": "settled"}
    assert door.give("LiftLegalHold", lifting, token=door.let_in("clerk")).status == 403
    assert door.give("LiftLegalHold", lifting, token=office).status == 200
    assert door.give("ForgetIncident", forget, token=office).status == 200
    assert not door.town.store.keys.holds(subject)
