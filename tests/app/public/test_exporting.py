"""The site as files: whole, only what changed, nothing forgotten, nobody else's overwritten."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.app.public.sites import Clear
from tests.operations.story import MORNING, Story
from tests.operations.warned import issued, town
from tocsin.app.outcome import Told
from tocsin.app.public.exporting import MARK, Exported, exported
from tocsin.app.public.published import published
from tocsin.app.public.site import Site
from tocsin.log.files import write_whole
from tocsin.terms.cap import CapMsgType


def run(
    story: Story,
    folder: Path,
    at: datetime = MORNING,
    door: str | None = None,
    gone: tuple[str, ...] = (),
) -> Exported:
    site = Site(published(story.picture, Clear(), "Perry"), at, as_of=at, door=door)
    beside = {"warnings.atom": b"<feed/>"}
    return exported(site, folder, beside, lambda name: name in gone)


def test_every_link_of_every_page_leads_to_a_file_of_the_copy(tmp_path: Path) -> None:
    story = town()
    issued(story, msg_type=CapMsgType.update, follows=issued(story))
    run(story, tmp_path)
    links = 0
    for each in tmp_path.rglob("*.html"):
        for link in re.findall(r'href="([^"#]+)"', each.read_text()):
            if not re.match(r"[a-z]+:", link) and not link.endswith(".atom"):
                links += 1
                assert (each.parent / link).resolve().is_file(), (each.name, link)
    assert links > 50


def test_only_what_changed_is_written_again(tmp_path: Path) -> None:
    story = town()
    over = issued(story)
    issued(story, msg_type=CapMsgType.cancel, follows=over)
    assert len(run(story, tmp_path).written) > 10
    assert run(story, tmp_path).written == ()
    later = run(story, tmp_path, MORNING.replace(hour=9)).written
    assert f"en/{over}.html" not in later, "what is over is what it was"
    assert "en/index.html" in later
    assert "As of" in (tmp_path / "en/index.html").read_text()


def test_the_copy_says_where_forms_are_taken_or_that_it_takes_none(tmp_path: Path) -> None:
    story = town()
    run(story, tmp_path)
    assert "takes no messages" in (tmp_path / "en/index.html").read_text()
    run(story, tmp_path, door="https://perry.example")
    told = (tmp_path / "en/index.html").read_text()
    assert 'href="https://perry.example/report/help?lang=en"' in told
    assert "takes no messages" not in told


def test_a_warning_that_left_the_picture_stays_until_its_words_are_forgotten(
    tmp_path: Path,
) -> None:
    story = town()
    name = issued(story)
    run(story, tmp_path)
    run(town(), tmp_path)
    assert (tmp_path / f"en/{name}.html").is_file()
    assert f"en/{name}.html" in run(town(), tmp_path, gone=(name,)).removed
    assert not list(tmp_path.rglob(f"{name}*"))


def test_nothing_is_written_where_somebody_else_has_files(tmp_path: Path) -> None:
    (tmp_path / "theirs.txt").write_text("theirs")
    with pytest.raises(Told, match=MARK):
        run(town(), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["theirs.txt"]


def test_a_run_that_is_cut_off_leaves_whole_files_and_the_next_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = town()
    issued(story)
    left = 5

    def cut(path: Path, content: bytes, mode: int) -> None:
        nonlocal left
        if path.name != MARK:
            left -= 1
        if left < 0:
            raise KeyboardInterrupt
        write_whole(path, content, mode)

    monkeypatch.setattr("tocsin.app.public.exporting.write_whole", cut)
    with pytest.raises(KeyboardInterrupt):
        run(story, tmp_path)
    assert not (tmp_path / "index.html").exists(), "what leads to the others comes last"
    assert all(each.read_text().endswith("</html>\n") for each in tmp_path.rglob("*.html"))
    monkeypatch.undo()
    run(story, tmp_path)
    assert run(story, tmp_path).written == ()


def test_a_folder_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    theirs, folder = tmp_path / "theirs", tmp_path / "site"
    theirs.mkdir()
    folder.mkdir()
    (folder / MARK).write_text("")
    (folder / "en").symlink_to(theirs)
    with pytest.raises(Told, match=MARK):
        run(town(), folder)
    assert not list(theirs.iterdir())


def test_a_list_that_names_what_lies_elsewhere_removes_nothing_there(tmp_path: Path) -> None:
    folder, theirs = tmp_path / "site", tmp_path / "theirs.txt"
    run(town(), folder)
    theirs.write_text("theirs")
    (folder / "old.html").write_text("ours")
    listed = (folder / MARK).read_text()
    (folder / MARK).write_text(f"{listed}../theirs.txt\n{theirs}\nold.html\n")
    assert run(town(), folder).removed == ("old.html",)
    assert theirs.read_text() == "theirs"
