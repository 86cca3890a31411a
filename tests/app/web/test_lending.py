"""What is lent, offered and asked for, over HTTP."""

from tests.app.web.doors import Opened


def test_where_nothing_is_lent_there_is_nothing_to_see(door: Opened) -> None:
    got = door.ask("GET", "/v1/lending")
    parts = ("custody", "requests", "lots", "lot_transfers")
    assert (got.status, got.json) == (200, {**{each: [] for each in parts}, "restore": None})
    assert door.ask("GET", "/v1/lending", token=None).status == 401


def test_a_request_to_whom_nothing_is_agreed_is_refused_in_words(door: Opened) -> None:
    got = door.ask("POST", "/v1/orders/RequestAid", {"asked": ["WE"], "quantity": 2})
    assert (got.status, got.code) == (409, "borrowing_not_agreed")
