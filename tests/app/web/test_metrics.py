from tests.app.web.doors import FIRE, Opened
from tocsin.operations.picture.token import Scope


def test_figures_are_for_a_token_with_the_scope_and_name_nobody(door: Opened) -> None:
    incident = door.open_incident(summary="Corwin Alderby fell")
    door.give("DispatchUnit", {"unit": "PE-E1", "incident": incident})
    door.give("DispatchUnit", {"unit": "PE-E1", "incident": incident})
    door.give("OpenIncident", {**FIRE, "nonsense": 1})
    looks = door.let_in("chief", scopes=(Scope.look,))
    assert door.ask("GET", "/metrics", token=looks).status == 403
    got = door.ask("GET", "/metrics")
    assert got.headers["content-type"].startswith("text/plain")
    text = got.body.decode()
    assert 'tocsin_orders_total{command="OpenIncident",outcome="accepted"}' in text
    assert 'tocsin_orders_total{command="DispatchUnit",outcome="refused"}' in text
    assert 'tocsin_refusals_total{code="unit_already_there"}' in text
    assert 'route="/v1/orders/{name}",status="400"' in text
    assert "tocsin_streams" in text
    for word in ("Corwin", incident, "PE-E1", door.token):
        assert word not in text
