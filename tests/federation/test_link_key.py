from pathlib import Path

import pytest

from tocsin.federation.link_key import (
    LINK_KEY_FILE,
    LinkKey,
    LinkSeal,
    Succession,
    is_signed_with,
    walked,
)
from tocsin.log import NotATown, SeededEntropy
from tocsin.log.signing import KEY_FILE, TownKey
from tocsin.operations.signatures import is_signature


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    TownKey.drawn(SeededEntropy(1)).save(tmp_path / KEY_FILE)
    return tmp_path


def test_a_town_is_known_by_the_key_of_its_log_until_it_takes_another(folder: Path) -> None:
    own = TownKey.load(folder / KEY_FILE).public.hex()
    key = LinkKey.load(folder)
    assert key.public == own
    key.followed_by(SeededEntropy(2)).save(folder)
    again = LinkKey.load(folder)
    assert again.public != own
    assert (folder / LINK_KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert [each.old for each in again.successions] == [own]


def test_what_the_town_signs_otherwise_is_by_the_key_that_its_neighbours_know(
    folder: Path,
) -> None:
    seal = LinkSeal(folder)
    for _ in range(2):
        signature = seal.sign("agreement", b"the same bytes").hex()
        key = LinkKey.load(folder).public
        assert seal.public.hex() == key
        assert is_signature(key, "agreement", b"the same bytes", signature)
        LinkKey.load(folder).followed_by(SeededEntropy(3)).save(folder)


def test_from_a_known_key_one_walks_to_the_present_one() -> None:
    first = LinkKey.drawn(SeededEntropy(1))
    second = first.followed_by(SeededEntropy(2))
    third = second.followed_by(SeededEntropy(3))
    assert len(walked(first.public, third.public, third.successions)) == 2
    assert len(walked(second.public, third.public, third.successions)) == 1
    stranger = LinkKey.drawn(SeededEntropy(4))
    assert walked(stranger.public, third.public, third.successions) == ()
    assert walked(first.public, stranger.public, third.successions) == ()


def test_a_step_that_the_old_key_did_not_sign_leads_nowhere() -> None:
    first = LinkKey.drawn(SeededEntropy(1))
    second = first.followed_by(SeededEntropy(2))
    (step,) = second.successions
    forged = Succession(step.old, LinkKey.drawn(SeededEntropy(9)).public, step.signature)
    assert not forged.is_sound()
    assert walked(first.public, forged.new, (forged,)) == ()
    assert step.is_sound()


def test_a_signature_serves_one_purpose() -> None:
    key = LinkKey.drawn(SeededEntropy(1))
    signature = key.sign("slice", b"said")
    assert is_signed_with(key.public, "slice", b"said", signature)
    assert not is_signed_with(key.public, "door", b"said", signature)
    assert not is_signed_with("zz", "slice", b"said", signature)


def test_a_key_file_that_cannot_be_read_says_what_to_do(folder: Path) -> None:
    (folder / LINK_KEY_FILE).write_text("{}")
    with pytest.raises(NotATown, match="backup"):
        LinkKey.load(folder)
