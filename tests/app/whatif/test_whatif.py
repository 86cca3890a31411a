"""What if, as it is run: paired weeks, the same over any processes, told in a line and a page."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from tests.app.whatif.small import grown, written
from tocsin.app.cli import main
from tocsin.app.outcome import Exit, Told
from tocsin.app.whatif.fanning import fanned
from tocsin.app.whatif.preparing import prepared
from tocsin.app.whatif.running import Failed, Outcome, Task, outcomes, replicated, whole
from tocsin.planners.whatif.measuring import NAMES

pytestmark = pytest.mark.full
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return grown(tmp_path_factory.mktemp("region"))


@pytest.fixture(scope="module")
def task(region: Path) -> Task:
    with prepared(written(region)) as ready:
        return ready.task


def told(capsys: Capture, *words: str, code: Exit = Exit.done) -> dict[str, object]:
    capsys.readouterr()
    assert main(["whatif", *words, "--json"]) == code
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def same(one: list[Outcome], other: list[Outcome]) -> bool:
    return len(one) == len(other) and all(
        np.array_equal(a, b, equal_nan=a.dtype == np.float64)
        for mine, yours in zip(one, other, strict=True)
        for a, b in zip(map(np.asarray, mine), map(np.asarray, yours), strict=True)
    )


def test_the_line_of_the_issue_gives_arms_and_a_difference(region: Path, capsys: Capture) -> None:
    path = written(region)
    found = told(capsys, str(path), "--replications", "6", "--processes", "2")
    assert next(iter(found)) == "cannot_tell"
    arms, difference = found["arms"], found["difference"]
    assert isinstance(arms, dict)
    assert isinstance(difference, dict)
    assert list(arms) == ["siloed", "integrated"]
    for each in (*arms.values(), difference):
        assert {"response_mean_s", "in_time_share", "escalated_share"} <= set(each)
        for interval in each.values():
            assert set(interval) == {"mean", "low", "high"}
            assert interval["low"] <= interval["mean"] <= interval["high"]
    for name, each in difference.items():
        less = arms["integrated"][name]["mean"] - arms["siloed"][name]["mean"]
        assert each["mean"] == pytest.approx(less, abs=1e-6 * max(1, abs(less)))
    assert found["basis"]["seeds"] == [11, 16]  # type: ignore[index]


def test_alone_nothing_is_lent_and_together_something_is(region: Path, capsys: Capture) -> None:
    found = told(capsys, str(written(region)), "--replications", "5")
    arms = found["arms"]
    assert isinstance(arms, dict)
    assert arms["siloed"]["borrowed_units"]["mean"] == 0
    assert arms["integrated"]["borrowed_units"]["mean"] > 0
    assert arms["siloed"]["calls"] == arms["integrated"]["calls"]


def test_the_same_arm_twice_differs_by_exactly_nothing(region: Path, capsys: Capture) -> None:
    path = written(region, ('lending = "none"', 'says = "the same"'))
    found = told(capsys, str(path), "--replications", "5")
    difference = found["difference"]
    assert isinstance(difference, dict)
    assert {each for row in difference.values() for each in row.values()} == {0.0}


def test_arms_of_other_weeks_differ_though_they_are_the_same(region: Path) -> None:
    """The control of the law above: what makes it nothing is that both have the same seed."""
    with prepared(written(region, ('lending = "none"', 'says = "the same"'))) as ready:
        one, other = (list(outcomes(ready.task, range(at, at + 5), 1)) for at in (11, 16))
    apart = [a.tables[1, 0] - b.tables[0, 0] for a, b in zip(one, other, strict=True)]
    assert all(abs(each[NAMES.index("response_mean_s")]) > 0 for each in apart)


def test_any_number_of_processes_gives_the_same_bits(task: Task) -> None:
    seeds = range(40, 52)
    alone = list(outcomes(task, seeds, 1))
    assert same(alone, list(outcomes(task, seeds, 2)))
    assert [each.seed for each in alone] == list(seeds)
    assert not same(alone, list(outcomes(task, range(41, 53), 1)))


def test_workers_of_a_cluster_give_the_same_bits(task: Task) -> None:
    distributed = pytest.importorskip(
        "distributed", reason="no Dask here; pip install 'tocsin[dask]'"
    )
    seeds = range(7, 17)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, worker_dashboard_address=None
    ) as cluster:
        found = list(fanned(task, seeds, cluster.scheduler_address, 2))
    assert same(found, list(outcomes(task, seeds, 1)))


def test_a_cluster_that_does_not_answer_is_told(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.app.whatif.fanning.PATIENCE_S", 1)
    with pytest.raises(Told, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9 "):
        list(fanned(task, range(2), "tcp://127.0.0.1:9", 1))


def test_it_stops_at_the_same_replication_whoever_counts(region: Path, capsys: Capture) -> None:
    path = written(
        region, more='\n[until]\nmetric = "response_mean_s"\nhalf_width = 60.0\nleast = 4\n'
    )
    one = told(capsys, str(path), "--replications", "200")
    two = told(capsys, str(path), "--replications", "200", "--processes", "2")
    assert one == two
    assert 4 <= one["replications"] < 200  # type: ignore[operator]
    convergence = one["convergence"]
    assert isinstance(convergence, dict)
    assert convergence["stopped"] == "until"
    assert convergence["half_width"] <= 60.0
    never = told(capsys, str(path), "--replications", "6", "--until", "response_mean_s:0.0001")
    assert (never["replications"], never["convergence"]["stopped"]) == (6, "all")  # type: ignore[index]


def test_a_replication_that_fails_names_its_seed_and_arm(task: Task) -> None:
    broken = task._replace(scopes=task.scopes._replace(places=task.scopes.places[:, :3]))
    found = replicated(broken, 77)
    assert isinstance(found, Failed)
    with pytest.raises(Told, match=r"seed 77 failed in arm `siloed` \(IndexError.*--seed 77"):
        whole(found)


@pytest.mark.parametrize("processes", ["1", "2"])
def test_who_breaks_it_off_gets_what_was_done(processes: str, region: Path) -> None:
    path = written(region)
    words = [sys.executable, "-m", "tocsin.app.cli", "whatif", str(path), "--json"]
    words += ["--replications", "100000", "--processes", processes]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("10 of 100000"):
                break
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        out, err = process.communicate(timeout=120)
    assert process.returncode == Exit.interrupted, err
    found = json.loads(out)
    assert 10 <= found["replications"] < 100_000
    assert found["convergence"]["stopped"] == "interrupted"
    assert "Traceback" not in err


def test_for_a_terminal_the_limits_stand_first(region: Path, capsys: Capture) -> None:
    assert main(["whatif", str(written(region)), "--replications", "3"]) == Exit.done
    out = capsys.readouterr().out
    assert out.startswith("What this cannot tell:")
    assert out.index("cannot tell") < out.index("With integrated instead of siloed")
    assert "3 paired replications" in out


def test_one_arm_alone_is_told_and_compared_with_nothing(region: Path, capsys: Capture) -> None:
    path = written(region, ("[arms.integrated]", ""))
    found = told(capsys, str(path), "--replications", "3")
    assert found["difference"] == {}
    assert "nothing to compare" in str(found["says"])
    assert main(["whatif", str(path), "--until", "response_mean_s:5"]) == Exit.usage


def test_the_page_stands_alone_and_says_its_limits_first(
    region: Path, tmp_path: Path, capsys: Capture
) -> None:
    path = written(region, ('says = "alone or together"', 'says = "<script>alert(1)</script>"'))
    folder = tmp_path / "page"
    words = ["whatif", str(path), "--replications", "5", "--page", str(folder), "--json"]
    assert main(words) == Exit.done
    assert json.loads((folder / "result.json").read_text()) == json.loads(capsys.readouterr().out)
    assert (folder / "scenario.toml").read_bytes() == path.read_bytes()
    page = (folder / "index.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "default-src 'none'" in page
    assert "<td>fire, level 2</td><td class=number>60:00</td>" in page
    for each in ("http:", "https:", "url(", "@import", " src="):
        assert each not in page
    order = [
        "What this cannot tell", "The answer", "How soon help is there", "All figures",
        "Town by town", "By group of people", "Were there enough", "What was compared",
        "Times that were assumed",
    ]  # fmt: skip
    at = [page.index(f"<h2>{each}") for each in order]
    assert at == sorted(at)
    drawings = page.split("<svg ")[1:]
    assert len(drawings) > 6
    for each in drawings:
        ElementTree.fromstring("<svg " + each.partition("</svg>")[0] + "</svg>")


def test_the_shipped_example_can_be_read(capsys: Capture, tmp_path: Path) -> None:
    assert main(["whatif", "--example"]) == Exit.done
    text = capsys.readouterr().out
    small = text.replace(
        "seed = 7, towns = 5, people = 120_000", "seed = 3, towns = 2, people = 3_000"
    )
    assert small != text
    (tmp_path / "example.toml").write_text(small)
    assert main(["whatif", str(tmp_path / "example.toml"), "--check"]) == Exit.done
    assert "siloed" in capsys.readouterr().out


@pytest.mark.long
def test_five_towns_alone_and_together_over_a_hundred_weeks(
    tmp_path: Path, capsys: Capture
) -> None:
    assert main(["whatif", "--example"]) == Exit.done
    (tmp_path / "example.toml").write_text(capsys.readouterr().out)
    words = [str(tmp_path / "example.toml"), "--replications", "100", "--processes", "2"]
    found = told(capsys, *words)
    assert found == told(capsys, *words[:-1], "1")
    difference = found["difference"]
    assert isinstance(difference, dict)
    for name in ("response_mean_s", "escalated_share", "unfilled_share"):
        assert difference[name]["high"] < 0
    assert difference["in_time_share"]["low"] > 0
