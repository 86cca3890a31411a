"""The console's types are those of the server: made from its OpenAPI, and as fresh."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tocsin.app.web.pictures import SHOWN_KINDS
from ui import generate


def test_the_types_of_the_console_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert generate.main(["--check"]) == 0, "run `.venv/bin/python docs/generate.py`"
    assert capsys.readouterr().out == ""


def test_types_that_differ_from_the_server_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = generate.written()
    monkeypatch.setattr(generate, "FOLDER", tmp_path)
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    assert generate.main(["--check"]) == 0
    (tmp_path / "kinds.ts").write_text(texts["kinds.ts"].replace("call_sign", "callsign"))
    assert generate.main(["--check"]) == 1


def declared(text: str, name: str) -> str:
    return text.partition(f"export interface {name} {{\n")[2].partition("\n}")[0]


def test_what_an_answer_always_has_is_required_and_sight_may_take_any_field_of_a_kind() -> None:
    texts = generate.written()
    console = declared(texts["types.ts"], "Console")
    assert "  readonly now: Instant;" in console
    assert "?:" not in console
    order = declared(texts["types.ts"], "DispatchUnit")
    assert "  readonly unit: string;" in order
    assert "  readonly opened_at?: Instant;" in declared(texts["kinds.ts"], "SeenIncidents")
    assert all(f"  readonly {kind}: Seen" in texts["kinds.ts"] for kind in SHOWN_KINDS)


def required(schemas: Mapping[str, Mapping[str, object]], name: str) -> object:
    return schemas[name].get("required", [])


def test_a_body_may_leave_out_what_has_a_default() -> None:
    schemas = generate._schemas()
    assert required(schemas, "Line") == ["line"]
    assert "facts" in str(required(schemas, "Said"))
