"""A town whose log is in a database, at the command line: every verb works or says why not."""

import json
from pathlib import Path

import pytest

from tests.database import Server, asked
from tocsin.app.cli import main
from tocsin.app.outcome import Exit

pytestmark = pytest.mark.full

ORDERS = (
    'NS quay 47.05,-20.01 "Quay Street',
    "NU E1 engine quay",
    'C fire.structure P1 @mill lane 14 "smoke from the roof',
)

ASKED: dict[str, tuple[list[str], int]] = {
    "do": (["A E1 E9"], Exit.usage),
    "show": (["E1"], Exit.done),
    "at": (["--position", "3"], Exit.done),
    "why": (["E1"], Exit.done),
    "diff": (["3"], Exit.done),
    "follow": (["--public", "--once"], Exit.done),
    "search": (["mill"], Exit.done),
    "due": ([], Exit.done),
    "export": ([], Exit.done),
    "measure": (["response-times"], Exit.done),
    "replay": (["--speed", "100000"], Exit.done),
    "verify": ([], Exit.done),
    "user": ([], Exit.done),
    "track": ([], Exit.done),
}
"""Verbs with a town in front; what else is checked one by one below, or needs no town's log."""


@pytest.fixture
def town(tmp_path: Path, database: str) -> str:
    folder = str(tmp_path / "ellery")
    begun = ["init", folder, "--name", "Port Ellery", "--code", "PE", "--store", database]
    assert main(begun) == Exit.done
    for line in ORDERS:
        assert main(["do", folder, line]) == Exit.done
    return folder


def test_a_town_is_founded_in_a_database_and_its_orders_are_there(town: str, database: str) -> None:
    assert not (Path(town) / "log.sqlite").exists()
    ((records,),) = asked(database, "SELECT count(*) FROM tocsin.record")
    assert isinstance(records, int)
    assert records > len(ORDERS)


@pytest.mark.parametrize("verb", sorted(ASKED))
def test_a_verb_works_on_it(town: str, verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    words, code = ASKED[verb]
    capsys.readouterr()
    given = _deed(verb, town) if verb in _DEEDS else [verb, town, *words]
    assert main(given) == code, capsys.readouterr()


_DEEDS = {"user": "list"}


def _deed(verb: str, town: str) -> list[str]:
    return [verb, _DEEDS[verb], town]


def test_it_is_backed_up_restored_forked_and_forgets(
    town: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved, again, drill = (str(tmp_path / name) for name in ("saved", "again", "drill"))
    assert main(["backup", town, saved]) == Exit.done
    assert main(["verify", saved]) == Exit.done
    assert main(["restore", saved, again]) == Exit.done
    assert main(["show", again, "E1"]) == Exit.done
    assert main(["fork", town, drill, "--name", "Drill"]) == Exit.done
    assert main(["do", drill, "NU E9 engine quay"]) == Exit.done
    note = tmp_path / "note.txt"
    note.write_text("seen from the quay")
    assert main(["user", "add", town, "bo", "--role", "dispatcher", "--name", "Bo Lind"]) == 0
    assert main(["forget", town, "bo", "--ground", "objection", "--yes"]) == Exit.done
    capsys.readouterr()
    assert main(["user", "list", town]) == Exit.done
    assert "Lind" not in capsys.readouterr().out
    assert main(["token", "create", town, "--role", "dispatcher", "--json"]) == Exit.done
    capsys.readouterr()
    main(["doctor", town, "--json"])
    found = {each["check"]: each for each in json.loads(capsys.readouterr().out)["findings"]}
    for check in ("log", "signing key", "content keys", "database", "database link"):
        assert found[check]["state"] == "ok", found[check]


def test_closing_a_segment_is_refused_with_what_to_do_first(
    town: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["close-segment", town, "3"]) == Exit.usage
    assert "--to folder" in capsys.readouterr().err


def test_it_moves_back_and_forth(
    town: str, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["move", town, "--to", "folder", "--json"]) == Exit.done
    out = capsys.readouterr().out
    there = json.loads(out[out.index("{") :])
    assert (Path(town) / "log.sqlite").exists()
    assert main(["move", town, "--to", f"{database}&password=open-sesame", "--json"]) == Exit.done
    told = capsys.readouterr()
    back = json.loads(told.out)
    assert (back["position"], back["hash"]) == (there["position"], there["hash"])
    assert "sesame" not in told.out + told.err
    assert main(["move", town, "--to", database]) == Exit.usage


def test_without_its_database_every_verb_says_so_in_a_sentence(
    town: str, postgres: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    postgres.run("ALTER DATABASE town RENAME TO gone")
    try:
        for verb in sorted(ASKED):
            words, _ = ASKED[verb]
            capsys.readouterr()
            code = main(_deed(verb, town) if verb in _DEEDS else [verb, town, *words])
            told = capsys.readouterr().err
            assert code == Exit.unknown, (verb, code, told)
            assert "cannot be reached" in told, verb
            assert told.count("\n") == 1, told
    finally:
        postgres.run("ALTER DATABASE gone RENAME TO town")


def test_a_new_writer_is_made_from_a_backup_and_the_database(
    town: str, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved, new = str(tmp_path / "saved"), str(tmp_path / "new")
    assert main(["backup", town, saved]) == Exit.done
    assert main(["do", town, "NU E2 engine quay"]) == Exit.done
    assert main(["restore", saved, new, "--store", database, "--position", "2"]) == Exit.usage
    address = f"{database}&password=open-sesame"
    assert main(["restore", saved, new, "--store", address]) == Exit.done
    assert main(["show", new, "E2"]) == Exit.done
    assert main(["do", new, "NU E3 engine quay"]) == Exit.done
    told = capsys.readouterr()
    assert "sesame" not in told.out + told.err


def test_a_standby_is_for_towns_in_folders(town: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["serve", town, "--port", "0", "--standby", "http://127.0.0.1:9"]) == Exit.usage
    assert "a standby is for a log in the folder" in capsys.readouterr().err
    assert not (Path(town) / "standby.json").exists()


def test_an_altered_archive_in_the_database_is_found(town: str, database: str) -> None:
    asked(database, "INSERT INTO tocsin.shelved VALUES ('incident/PE-1', 'digest', 'content')")
    assert main(["verify", town]) == Exit.not_so


def test_no_town_is_founded_where_its_database_is_not_fit(
    town: str, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    begun = ["init", str(other), "--name", "Other", "--store"]
    assert main([*begun, database]) == Exit.usage
    assert "a database for each town" in capsys.readouterr().err
    assert main([*begun, f"postgres://x:open-sesame@/nowhere?host={tmp_path}"]) == Exit.unknown
    assert "sesame" not in capsys.readouterr().err
    assert not other.exists()
