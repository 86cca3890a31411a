"""`tocsin subscribe`: at the counter, by the link, and an end."""

import json
from pathlib import Path

import pytest

from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.app.subscribing.links import Deed, links_of
from tocsin.app.wiring import reading

pytestmark = pytest.mark.full
Capture = pytest.CaptureFixture[str]
IVY = "ivy@home.example"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "perry"
    assert main(["init", str(folder), "--name", "Perry", "--code", "PE"]) == Exit.done
    mail = ["--server", "smtp://127.0.0.1", "--sender", "w@perry.example"]
    door = ["--subscribe-at", "https://perry.example"]
    words = ["warn", "channels", str(folder), "add", "mail", "email", *mail, *door]
    assert main(words) == Exit.done
    return folder


def test_from_the_counter_to_the_end(town: Path, capsys: Capture) -> None:
    add = ["subscribe", "add", str(town), "--email", IVY]
    assert main([*add, "--at", "50.1, 8.5", "--quiet", "22:00-06:00"]) == Exit.done
    assert main([*add, "--quiet", "22-6"]) == Exit.usage
    assert main([*add, "--at", "here"]) == Exit.usage
    assert main([*add, "--place", "Mill Lane"]) == Exit.usage, "it has no ground to know that"
    assert main(["subscribe", "confirm", str(town), "PE-s1.0.00"]) == Exit.refused
    with reading(town) as look:
        (row,) = look.picture.warning_subscriptions.values()
    link = links_of(town).url("https://perry.example", Deed.confirm, row.id)
    assert main(["subscribe", "confirm", str(town), link]) == Exit.done
    capsys.readouterr()
    assert main(["subscribe", "list", str(town), "--json"]) == Exit.done
    (seen,) = json.loads(capsys.readouterr().out)["subscriptions"]
    assert (seen["address"], seen["confirmed_at"] is not None) == (IVY, True)
    assert main(["user", "add", str(town), "bo", "--role", "duty_officer"]) == Exit.done
    capsys.readouterr()
    assert main(["subscribe", "list", str(town), "--as", "bo"]) == Exit.done
    text = capsys.readouterr().out
    assert row.id in text
    assert IVY not in text, "a duty officer sees that somebody subscribed, not who"
    assert main(["subscribe", "erase", str(town), "--email", IVY.upper()]) == Exit.done
    assert main(["subscribe", "erase", str(town), row.id]) == Exit.usage
    with reading(town) as look:
        assert not look.picture.warning_subscriptions
        assert look.store.keys.is_forgotten(f"subscription/{row.id}")
