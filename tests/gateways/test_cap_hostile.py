"""CAP from somebody who means harm: bombs, strangers' files, more than there may be."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.gateways.cap_alerts import MORNING
from tocsin.gateways.cap import Malformed, parse, render
from tocsin.gateways.cap.containers import MOST_ALERTS
from tocsin.gateways.cap.geometry import MOST_CORNERS
from tocsin.gateways.cap.opening import LARGEST_FILE, MOST_TAGS
from tocsin.gateways.cap.samples import flood

GOOD = render(flood(MORNING))
HEAD, BODY = GOOD.split(b"\n", 1)
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))
BOMB = (
    HEAD + b'<!DOCTYPE alert [<!ENTITY l0 "ha">' + LAUGHS + b"]>" + BODY.replace(b"Quay", b"&l9;")
)
INFO = BODY[BODY.index(b"<info>") : BODY.index(b"</info>") + 7]


def grown(was: bytes, becomes: bytes) -> bytes:
    """The good message with a part made large."""
    assert was in GOOD
    return GOOD.replace(was, becomes, 1)


def test_an_entity_is_never_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("very secret")
    for content in (
        BOMB,
        b"\xef\xbb\xbf" + BOMB,
        BOMB.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        HEAD + b"<!-- a --><?b c?>\n<!DOCTYPE alert SYSTEM '%s'>" % secret.as_uri().encode() + BODY,
        HEAD + b"<!DOCTYPE a [<!ENTITY x SYSTEM '%s'>]>" % secret.as_uri().encode()
        + BODY.replace(b"Quay", b"&x;"),
        b"x" + BOMB,
    ):  # fmt: skip
        with pytest.raises(Malformed, match=r"without a DOCTYPE|well-formed"):
            parse(content)
    late = grown(
        b"<info>", b"<!DOCTYPE a [<!ENTITY x SYSTEM '%s'>]><info>" % secret.as_uri().encode()
    )
    assert b"very secret" not in repr(parse(late)).encode()


def test_the_bomb_is_one() -> None:
    """The control: a parser that expands entities takes far more than the file has."""
    program = (
        "import sys\nfrom xml.parsers import expat\n"
        "seen = 0\n"
        "def text(part):\n"
        "    global seen\n"
        "    seen += len(part)\n"
        "    if seen > 1_000_000: sys.exit(77)\n"
        "p = expat.ParserCreate()\n"
        "p.CharacterDataHandler = text\n"
        "try:\n"
        "    p.Parse(sys.stdin.buffer.read(), True)\n"
        "except expat.ExpatError as error:\n"
        "    sys.exit(77 if 'amplification' in str(error) else 1)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], input=BOMB, check=False)
    assert done.returncode == 77


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (GOOD + b" " * LARGEST_FILE, "at most"),
        (grown(INFO, b"<a/>" * (MOST_TAGS + 1)), "tags"),
        (grown(b"Quay", b"<a>" * 3_000 + b"</a>" * 3_000), "within bounds"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<alert/>" * (MOST_ALERTS + 1)
         + b"</feed>", "alerts"),
    ],
)  # fmt: skip
def test_more_than_there_may_be_is_refused(content: bytes, expected: str) -> None:
    with pytest.raises(Malformed, match=expected):
        parse(content)


def test_a_polygon_of_fifty_megabytes_is_refused_and_takes_no_memory(tmp_path: Path) -> None:
    """In a process of its own, held to little memory: only the first bytes are read."""
    program = (
        "import resource, sys\n"
        "from tocsin.app.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_AS, (700 << 20,) * 2)\n"
        "sys.exit(main(['cap', 'read', sys.argv[1], '--json']))\n"
    )
    path = tmp_path / "large.cap"
    begin, end = GOOD.split(b"<polygon>", 1)
    with path.open("wb") as file:
        file.write(begin + b"<polygon>")
        for _ in range(50):
            file.write(b"47.05,-20.01 " * 80_660)
        file.write(end)
    assert path.stat().st_size > 50 << 20
    command = [sys.executable, "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    assert b"at most 8,388,608 bytes" in done.stdout


def test_what_is_large_but_within_bounds_is_read() -> None:
    many = b"47.05,-20.01 " * (MOST_CORNERS + 1)
    parsed = parse(grown(b"47.05,-20.01 47.05,-20.00", many))
    assert [each.code.value for each in parsed.deviations if each.code != "utc_as_minus"] == [
        "polygon_unreadable"
    ]
    long = parse(grown(b"<identifier>", b'<identifier a="' + b"x" * (4 << 20) + b'">'))
    assert [each.code.value for each in long.deviations if each.code == "attribute"] == [
        "attribute"
    ]
    assert len(parse(grown(b"Quay", b"&#65;" * 100_000)).alerts) == 1
    deep = parse(grown(b"Quay", b"<a>" * 150 + b"</a>" * 150))
    assert "element_in_text" in {each.code.value for each in deep.deviations}
    stars = parse(b"<alert>" * 100 + b"</alert>" * 100)
    assert len(stars.alerts) == 1
    parse(b"<alert " * 100_000 + b">")


def test_letters_that_move_a_cursor_stay_letters(tmp_path: Path) -> None:
    file = tmp_path / "a.cap"
    file.write_bytes(grown(b"leave now", "leave\u009b2J\u202e now\n".encode()))
    command = [sys.executable, "-m", "tocsin.app.cli", "cap", "read", str(file)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert "\u009b" not in done.stdout.decode()


def test_digits_without_end_are_read_as_far_as_they_mean_something() -> None:
    year = grown(b"<sent>2", b"<sent>" + b"2" * 5_000)
    assert parse(year).readings[0].deviations, "a year that no calendar has"
    letter = grown(b"Quay", b"&#" + b"0" * 5_000 + b"81;uay")
    assert parse(letter).alerts == parse(GOOD).alerts
