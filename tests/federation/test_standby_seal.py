"""The link opens for whoever knows the secret, in turn, and for nobody else."""

import pytest

from tocsin.federation.standby_seal import NotSealed, Session

SECRET, OTHER = b"s" * 32, b"o" * 32
ONE, TWO = b"1" * 32, b"2" * 32


def sides(secret: bytes = SECRET, theirs: bytes = SECRET) -> tuple[Session, Session]:
    return Session(secret, ONE, TWO), Session(theirs, ONE, TWO)


def test_what_is_asked_and_told_arrives_in_turn() -> None:
    asker, answerer = sides()
    for turn in (b"first", b"second", b""):
        assert answerer.asked(asker.ask(turn)) == turn
        assert asker.told(answerer.tell(b"to " + turn)) == b"to " + turn


def test_another_secret_opens_nothing() -> None:
    asker, answerer = sides(SECRET, OTHER)
    with pytest.raises(NotSealed):
        answerer.asked(asker.ask(b"keys"))
    with pytest.raises(NotSealed):
        asker.told(answerer.tell(b"keys"))


def test_a_message_that_comes_again_or_too_late_does_not_open() -> None:
    asker, answerer = sides()
    first = asker.ask(b"first")
    assert answerer.asked(first) == b"first"
    with pytest.raises(NotSealed):
        answerer.asked(first)
    asker.ask(b"lost on the way")
    with pytest.raises(NotSealed):
        answerer.asked(asker.ask(b"third"))


def test_a_message_of_another_session_or_direction_does_not_open() -> None:
    asker, answerer = sides()
    other = Session(SECRET, ONE, b"3" * 32)
    with pytest.raises(NotSealed):
        answerer.asked(other.ask(b"first"))
    with pytest.raises(NotSealed):
        asker.told(Session(SECRET, ONE, TWO).ask(b"an echo"))


def test_a_changed_byte_is_noticed_and_the_clear_text_is_not_on_the_wire() -> None:
    asker, answerer = sides()
    sealed = asker.ask(b"the signing key")
    assert b"signing" not in sealed
    for at in range(len(sealed)):
        with pytest.raises(NotSealed):
            answerer.asked(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])
    assert answerer.asked(sealed) == b"the signing key"
