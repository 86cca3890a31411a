"""What is lent, offered and asked for, over HTTP."""

from tests.app.web.doors import Opened


def test_where_nothing_is_lent_there_is_nothing_to_see(door: Opened) -> None:
    got = door.ask("GET", "/v1/lending")
    parts = ("custody", "requests", "lots", "lot_transfers", "place_loans", "lot_recalls")
    assert (got.status, got.json) == (200, {**{each: [] for each in parts}, "restore": None})
    assert door.ask("GET", "/v1/lending", token=None).status == 401


def test_a_team_is_formed_and_ordered_as_one_over_http(door: Opened) -> None:
    for sign in ("E31", "E32"):
        unit = {"call_sign": sign, "kind": "engine"}
        assert door.ask("POST", "/v1/orders/RegisterUnit", unit).status == 200
    code = str(door.ask("GET", "/v1/teams").json)
    assert "'teams': []" in code
    units = [each["id"] for each in door.ask("GET", "/v1/picture/units").json["subjects"]
             if each["fields"]["call_sign"] in ("E31", "E32")]  # fmt: skip
    team = {"name": "ST1", "kind": "strike_team", "units": units, "channel": "7",
            "leader_unit": units[0]}  # fmt: skip
    assert door.ask("POST", "/v1/orders/FormTeam", team).status == 200
    (formed,) = door.ask("GET", "/v1/teams").json["teams"]
    assert formed["fields"]["units"] == units
    rest = {"team": formed["id"], "kind": "TakeOutOfService", "order": '{"reason": "rest"}'}
    assert door.ask("POST", "/v1/orders/OrderTeam", rest).status == 200
    again = {**rest, "kind": "ClearUnit", "order": "{}"}
    refused = door.ask("POST", "/v1/orders/OrderTeam", again)
    assert (refused.status, refused.code) == (409, "unit_not_assigned")
    assert door.ask("GET", "/v1/teams", token=None).status == 401


def test_a_request_to_whom_nothing_is_agreed_is_refused_in_words(door: Opened) -> None:
    got = door.ask("POST", "/v1/orders/RequestAid", {"asked": ["WE"], "quantity": 2})
    assert (got.status, got.code) == (409, "borrowing_not_agreed")
