"""The command line as a shell sees it: exit codes, one sentence, --json, nothing half done."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.forked.calls import TOCSIN, fresh, run
from tocsin.app.cli import VERBS
from tocsin.app.outcome import Exit

pytestmark = pytest.mark.full


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """What it printed on both streams, without a traceback for sure."""
    text = (done.stdout + done.stderr).decode()
    assert "Traceback" not in text, text
    return text


def as_json(done: subprocess.CompletedProcess[bytes]) -> dict[str, object]:
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    assert "Traceback" not in done.stderr.decode()
    return found


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town with a station, two engines and a fire."""
    town = tmp_path_factory.mktemp("towns") / "ellery"
    assert run("init", str(town), "--name", "Port Ellery").returncode == 0
    lines = b'NS mill "Mill Street\nNU E1 engine mill\nNU E2 engine mill\nC fire P1 @mill lane 14\n'
    assert run("do", str(town), "-", stdin=lines).returncode == 0
    return town


@pytest.fixture
def town(master: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(master, tmp_path / "ellery"))


def records(town: Path) -> int:
    found = json.loads(run("verify", str(town), "--json").stdout)
    assert found["ok"]
    return int(found["events"])


# help, quick and small


def modules(*words: str) -> set[str]:
    """What is imported for a call that ends by itself."""
    program = (
        "import sys\nfrom tocsin.app.cli import main\n"
        f"try:\n    main({list(words)!r})\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return set(done.stdout.decode().splitlines()[-1].split())


def test_the_overview_needs_no_library_at_all() -> None:
    assert not {"cryptography", "sqlite3", "msgspec"} & modules("--help")
    assert not {"cryptography", "sqlite3", "msgspec"} & modules("nonsense")


def test_a_look_at_a_town_imports_what_help_does_not(town: Path) -> None:
    assert {"cryptography", "sqlite3", "msgspec"} <= modules("show", str(town))


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_reads_no_store_and_no_cipher(verb: str) -> None:
    assert not {"cryptography", "sqlite3"} & modules(verb, "--help")


def test_the_overview_names_every_verb_and_a_version_is_told() -> None:
    text = said(run("--help"))
    assert all(f"\n  {verb} " in text for verb in VERBS)
    assert run("--version").stdout.startswith(b"tocsin ")


# errors in one sentence, and exit codes


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["dispach"], Exit.usage, "there is no verb `dispach`"),
        (["replya"], Exit.usage, "Did you mean `replay`?"),
        (["show"], Exit.usage, "required: TOWN"),
        (["do", "TOWN", "E"], Exit.usage, "E takes a unit"),
        (["do", "TOWN", "D E9 17"], Exit.usage, "neither a unit nor an incident"),
        (["do", "TOWN", "E E1"], Exit.refused, "Refused:"),
        (["do", "TOWN", "E E1", "--as", "nobody"], Exit.usage, "no active officer `nobody`"),
        (["do", "TOWN", "E E1", "--at", "25:00"], Exit.usage, "is not a time"),
        (["do", "TOWN", "E E1", "--id", "x" * 100], Exit.usage, "1 to 80 plain characters"),
        (["do", "TOWN", "--command", "Nonsense"], Exit.usage, "there is no order `Nonsense`"),
        (["do", "TOWN", "--fields", "{}"], Exit.usage, "--command NAME"),
        (["do", "TOWN", "I E1", "--command", "x"], Exit.usage, "not both"),
        (["show", "TOWN", "nobody"], Exit.usage, "nothing here is called `nobody`"),
        (["at", "TOWN", "--time", "soon"], Exit.usage, "is not a time"),
        (["at", "TOWN"], Exit.usage, "one of the arguments"),
        (["diff", "TOWN", "3", "2"], Exit.usage, "name the earlier one first"),
        (["diff", "TOWN", "²"], Exit.usage, "is not a time"),
        (["why", "TOWN", "E7"], Exit.usage, "nothing here is called"),
        (["search", "TOWN", "--limit", "0"], Exit.usage, "--limit"),
        (["due", "TOWN", "--within", "-5"], Exit.usage, "--within"),
        (["export", "TOWN", "--json"], Exit.usage, "--out"),
        (["export", "TOWN", "--format", "neris"], Exit.usage, "--department"),
        (["forget", "TOWN", "x", "--ground", "objection"], Exit.usage, "there is no person"),
        (["forget", "TOWN", "17"], Exit.usage, "--ground"),
        (["user", "roles", "TOWN", "nobody"], Exit.usage, "nobody here has the handle"),
        (["user", "add", "TOWN", "x" * 81], Exit.malformed, "handle is longer than 80"),
        (["show", "TOWN/none"], Exit.usage, "none"),
        (["do", "TOWN/none", "I E1"], Exit.usage, "none"),
    ],
)
def test_an_error_is_one_sentence_with_its_exit_code(
    town: Path, words: list[str], code: Exit, sentence: str
) -> None:
    asked = [word.replace("TOWN", str(town)) for word in words]
    done = run(*asked)
    assert done.returncode == code, said(done)
    assert sentence in said(done)
    assert len(done.stderr.splitlines() or done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["show", "TOWN", "nobody"], Exit.usage, "usage"),
        (["show", "TOWN", "--nonsense"], Exit.usage, "usage"),
        (["user", "add", "TOWN", "x" * 81], Exit.malformed, "malformed"),
        (["show", "TOWN/none"], Exit.usage, "usage"),
    ],
)
def test_an_error_is_an_object_where_json_was_asked(
    town: Path, words: list[str], code: Exit, error: str
) -> None:
    done = run(*[word.replace("TOWN", str(town)) for word in words], "--json")
    assert done.returncode == code
    assert as_json(done)["error"] == error
    assert as_json(done)["says"]


def test_a_folder_of_something_else_is_no_town(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a log")
    for words in (["show"], ["do"], ["verify"], ["why"], ["due"], ["search"]):
        more = {"do": ["I E1"], "why": ["E1"]}.get(words[0], [])
        done = run(*words, str(tmp_path), *more)
        assert done.returncode in (Exit.usage, Exit.damaged, Exit.not_so), said(done)
        assert len(said(done).splitlines()) == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["notes.txt"]


def test_founding_a_town_with_impossible_words_leaves_no_folder(tmp_path: Path) -> None:
    for more in (
        ["--officer", "x" * 81],
        ["--name", "x" * 300],
        ["--code", "pe1"],
        ["--zone", "X"],
    ):
        words = ["--name", "Port Ellery", "--code", "PE", *more]
        done = run("init", str(tmp_path / "new"), *words)
        assert done.returncode in (Exit.usage, Exit.malformed), said(done)
        assert len(said(done).splitlines()) == 1
        assert not (tmp_path / "new").exists()


def test_an_empty_town_answers_every_question(tmp_path: Path) -> None:
    town = str(tmp_path / "new")
    assert run("init", town, "--name", "Port Ellery").returncode == 0
    questions = (
        "show TOWN",
        "search TOWN",
        "due TOWN",
        "export TOWN",
        "export TOWN --format json",
        "measure TOWN response-times",
        "measure TOWN shared-incidents",
        "at TOWN --position 0",
        "at TOWN --position 0 --all",
        "diff TOWN 0",
        "verify TOWN",
        "user list TOWN",
        "do TOWN L",
    )
    for question in questions:
        asked = question.replace("TOWN", town).split()
        words = asked[:1]
        done = run(*asked)
        assert done.returncode == (Exit.usage if words == ["do"] else Exit.done), said(done)
        if words[0] not in ("export", "do"):
            assert json.loads(run(*asked, "--json").stdout) is not None


# odd input: one sentence, nothing recorded


ODD = [
    b"E E1\x00",
    b"E \xff\xfe",
    b"\x1b[31mE E1",
    b"Y . \xe2\x80\x9c",
    "E Ｅ１".encode(),
    "é".encode() * 5_000,
    b'Y E1 "' + b"x" * 3_000_000,
    b"y" * 3_000_000,
    b'Y E1 "' + b"x" * 17_000,
    b"O E1 ! " + b"x" * 300,
    b'"' * 100,
    b"! ! !",
    b"@ @ @",
    "\u202eE E1".encode(),
]


@pytest.mark.parametrize("line", ODD, ids=range(len(ODD)))
def test_an_odd_line_is_answered_in_a_sentence_and_not_recorded(town: Path, line: bytes) -> None:
    before = records(town)
    done = run("do", str(town), "-", stdin=line + b"\n")
    assert done.returncode in (Exit.usage, Exit.malformed), said(done)[:500]
    assert 20 < len(said(done)) < 400
    assert records(town) == before


def test_words_too_long_are_told_the_limit_and_to_attach_a_file(town: Path) -> None:
    for long in (b'Y E1 "' + b"x" * 3_000_000, b'Y E1 "' + b"x" * 16_385):
        text = said(run("do", str(town), "-", stdin=long))
        assert "attach" in text
        assert "20,000" in text or "16,384" in text
    assert run("do", str(town), "-", stdin=b'Y E1 "' + b"x" * 16_384).returncode == 0


def test_an_argument_that_is_not_utf_8_is_answered_in_a_sentence(town: Path) -> None:
    for verb, word in (("do", b"E \xff"), ("show", b"\xff")):
        done = run(verb, str(town), word)
        assert done.returncode == Exit.usage
        assert "UTF-8" in said(done)


def test_a_terminal_that_knows_only_ascii_is_written_to_all_the_same(town: Path) -> None:
    assert run("do", str(town), 'Y E1 "Brücke ☂').returncode == 0
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    done = fresh("do", str(town), "-", stdin='Y E1 "ü\n'.encode(), env=ascii_only)
    assert done.returncode == 0
    assert b"\\xfc" in done.stdout


def test_what_was_written_down_cannot_steer_a_terminal(town: Path) -> None:
    fields = json.dumps({"subject": "unit/PE-E1", "text": "\x1b[2Jred"})
    assert run("do", str(town), "--command", "AddRemark", "--fields", fields).returncode == 0
    place = json.dumps({"type": "fire.x", "place": {"words": "\x1b]0;owned\x07 lane"}})
    assert run("do", str(town), "--command", "OpenIncident", "--fields", place).returncode == 0
    for words in (["search", "lane"], ["show", "PE-E1"], ["why", "PE-E1"], ["diff", "0"]):
        assert "\x1b" not in said(run(words[0], str(town), *words[1:]))


# orders by name


def test_any_order_can_be_given_by_its_name(town: Path) -> None:
    done = run(
        "do", str(town), "--command", "setpriority", "--fields", "-", "--json",
        stdin=json.dumps({"incident": fire(town), "priority": 3}).encode(),
    )  # fmt: skip
    assert as_json(done)["outcome"] == "accepted"


def fire(town: Path) -> str:
    found = json.loads(run("search", str(town), "--json").stdout)
    return str(found["incidents"][0]["id"])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ('{"incident": "x", "priority": 9}', "priority: invalid enum value 9"),
        ('{"incident": "x"}', "there must be a field priority"),
        (
            '{"incident": "x", "priority": 1, "urgent": true}',
            "there is no field urgent; expected one of incident, priority",
        ),
        ('{"incident": "", "priority": 1}', "incident: expected str of length >= 1"),
        ('{"incident": 17, "priority": 1}', "incident: expected str, got int"),
        ("{", "not JSON"),
        ("[]", "expected object, got array"),
        ('{"incident": "\\ud800", "priority": 1}', "not JSON"),
        ("[" * 100_000, "expected object, got array"),
    ],
)
def test_fields_that_are_wrong_are_named_with_what_is_expected(
    town: Path, fields: str, sentence: str
) -> None:
    before = records(town)
    done = run("do", str(town), "--command", "SetPriority", "--fields", "-", stdin=fields.encode())
    assert done.returncode == Exit.malformed, said(done)
    assert sentence in said(done)
    assert len(said(done).splitlines()) == 1
    assert records(town) == before


def test_an_order_tells_what_its_fields_are() -> None:
    text = said(run("do", "anywhere", "--command", "ReportTriage", "--fields", "?"))
    assert "incident: string, at most 80\n" in text
    assert "immediate: integer, from 0, to 1000000 (may be left out)" in text
    assert "BreakGlass" in said(run("do", "anywhere", "--command", "?"))


# many lines, asked twice, tried first


def test_lines_are_answered_as_they_come_and_each_for_itself(town: Path) -> None:
    lines = "DE E1 .\nC fire @quay\nDE E1 E2 .\nA E2\n# no verb\n"
    done = run("do", str(town), "-", "--json", stdin=lines.encode())
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["outcome"] for each in answers] == [
        "not understood", "accepted", "accepted", "accepted", "not understood",
    ]  # fmt: skip
    assert done.returncode == Exit.usage


def test_of_several_units_the_free_ones_go_and_the_other_is_refused(town: Path) -> None:
    assert run("do", str(town), f"D E1 {fire(town)}").returncode == 0
    done = run("do", str(town), f"D E1 E2 {fire(town)}", "--json")
    facts = as_json(done)
    assert done.returncode == Exit.refused
    assert facts["outcome"] == "partly refused"
    assert facts["granted"] == 1
    assert facts["code"] == "unit_already_there"
    text = said(run("do", str(town), f"D E1 {fire(town)}"))
    assert text.startswith("Refused: ")


def test_an_order_asked_twice_with_its_id_is_granted_once(town: Path) -> None:
    first = as_json(run("do", str(town), "C medical @quay 3", "--id", "desk1-7", "--json"))
    again = as_json(run("do", str(town), "C medical @quay 3", "--id", "desk1-7", "--json"))
    assert (first["is_repeat"], again["is_repeat"]) == (False, True)
    assert first["subjects"] == again["subjects"]
    closed = f'CL {first["subjects"][0]} "done'  # type: ignore[index]
    assert run("do", str(town), closed, "--id", "desk1-8").returncode == 0
    gone = as_json(run("do", str(town), 'CL nowhere "done', "--id", "desk1-8", "--json"))
    assert gone["is_repeat"] is True


def test_a_dry_run_says_what_would_be_ordered_and_orders_nothing(town: Path) -> None:
    before = records(town)
    done = run("do", str(town), f"D E1 {fire(town)}", "--dry-run", "--json")
    assert as_json(done)["commands"] == ["DispatchUnit"]
    assert records(town) == before


# pipes, several processes


def test_a_reader_that_goes_away_is_no_error(town: Path) -> None:
    for words in (["at", str(town), "--position", "5", "--all"], ["do", str(town)], ["--help"]):
        with subprocess.Popen(
            [*TOCSIN, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            assert writer.stderr is not None
            writer.stdout.close()
            assert writer.stderr.read() == b""
            assert writer.wait(timeout=60) == Exit.done


@contextmanager
def writing(town: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has the town open and takes lines."""
    with subprocess.Popen(
        [*TOCSIN, "do", str(town), "-", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert tell(writer, "?")["view"] == "verbs"
        yield writer
        assert writer.stdin is not None
        writer.stdin.close()
        assert writer.wait(timeout=60) == 0


def tell(writer: subprocess.Popen[bytes], line: str) -> dict[str, object]:
    assert writer.stdin is not None
    assert writer.stdout is not None
    writer.stdin.write(line.encode() + b"\n")
    writer.stdin.flush()
    found = json.loads(writer.stdout.readline())
    assert isinstance(found, dict)
    return found


def test_a_town_has_one_writer_and_says_who_it_is(town: Path) -> None:
    with writing(town) as writer:
        done = run("do", str(town), "DE E1 .", "--json")
        assert done.returncode == Exit.town_is_open
        assert as_json(done)["error"] == "town_is_open"
        assert str(writer.pid) in done.stderr.decode()
        forgetting = run("forget", str(town), "chief", "--ground", "objection")
        assert forgetting.returncode == Exit.town_is_open
    assert run("do", str(town), 'O E1 "tyre').returncode == 0


def test_others_read_while_one_writes(town: Path) -> None:
    with writing(town) as writer:
        opened = tell(writer, "C flood.river @weir")
        subject = opened["subjects"][0]  # type: ignore[index]
        assert as_json(run("show", str(town), subject, "--json"))["id"] == subject
        assert as_json(run("verify", str(town), "--json"))["ok"] is True
        for words in (["search", "weir"], ["due"], ["why", subject], ["export"], ["diff", "0"]):
            assert run(words[0], str(town), *words[1:]).returncode == 0


# looking from the desk


def test_a_question_is_answered_and_orders_nothing(town: Path) -> None:
    assert run("do", str(town), f"DE E1 {fire(town)}").returncode == 0
    before = records(town)
    for line, wanted in (
        ("L E1", "E1: under way for"),
        (f"? why E1 {fire(town)}", "2 facts"),
        (f"R {fire(town)}", "No run card fits"),
        ("AT 00:00", "read only"),
        ("DUE", "Nothing is overdue"),
        ("FIND mill", "1 found"),
        ("? D", "dispatch each unit"),
    ):
        done = run("do", str(town), line)
        assert done.returncode == 0
        assert wanted in said(done), line
        assert as_json(run("do", str(town), line, "--json")).keys() == {"view", "is"}
    assert records(town) == before
