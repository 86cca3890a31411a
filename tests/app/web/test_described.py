"""OpenAPI and the docs page: made from the types, whole, and good without network or script."""

import json
import re
from pathlib import Path

import msgspec
import pytest

from tests.app.web.doors import Opened
from tocsin.app.web import ui_files
from tocsin.app.web.openapi import described
from tocsin.app.web.routes import ROUTES
from tocsin.operations.catalogue import COMMANDS


def document() -> dict[str, object]:
    found = json.loads(msgspec.json.encode(described(ROUTES)))
    assert isinstance(found, dict)
    return found


def references(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(each) for each in value.values()))
    if isinstance(value, list):
        return set().union(*(references(each) for each in value))
    return set()


def test_every_order_of_the_catalogue_is_described_with_the_type_that_decodes_it() -> None:
    paths = document()["paths"]
    assert isinstance(paths, dict)
    named = {path.rpartition("/")[2] for path in paths if path.startswith("/v1/orders/")}
    assert set(COMMANDS) | {"{name}"} == named


def test_every_reference_leads_somewhere_and_names_are_used_once() -> None:
    found = document()
    schemas = found["components"]["schemas"]  # type: ignore[index]
    assert {each.rpartition("/")[2] for each in references(found)} <= set(schemas)
    ids = [
        operation["operationId"]
        for methods in found["paths"].values()  # type: ignore[attr-defined]
        for operation in methods.values()
    ]
    assert len(ids) == len(set(ids))


def test_what_the_code_refuses_the_document_refuses() -> None:
    schemas = document()["components"]["schemas"]  # type: ignore[index]
    open_incident = schemas["OpenIncident"]
    assert open_incident["additionalProperties"] is False
    assert "type" in open_incident["required"]


@pytest.mark.parametrize("path", ["/", "/docs", "/style.css"])
def test_pages_need_no_script_no_network_and_no_token(
    door: Opened, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui_files, "FOLDER", str(tmp_path))
    got = door.ask("GET", path, token=None)
    assert got.status == 200
    text = got.body.decode()
    assert "<script" not in text
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", text)
    assert "@import" not in text
    if path != "/style.css":
        assert "default-src 'none'" in got.headers["content-security-policy"]


def test_the_document_is_served_and_tagged(door: Opened) -> None:
    got = door.ask("GET", "/v1/openapi.json", token=None)
    assert got.json["openapi"] == "3.1.0"
    again = door.ask(
        "GET", "/v1/openapi.json", token=None, headers={"If-None-Match": got.headers["etag"]}
    )
    assert again.status == 304


def test_health_needs_no_token(door: Opened) -> None:
    assert door.ask("GET", "/health/live", token=None).json["status"] == "ok"
    assert door.ask("GET", "/health/ready", token=None).json["status"] == "ok"
