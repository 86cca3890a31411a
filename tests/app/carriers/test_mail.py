"""Mail: which servers are spoken with and which not, and what stands in a message."""

import msgspec
import pytest

from tests.app.carriers.parcels import ALERT, HEADLINES, parcel
from tests.app.carriers.peers import HASTY_S, PATIENT_S, MailPeer, free_port
from tocsin.app.carriers.contract import NotSent, Opened
from tocsin.app.carriers.mail import MailLine, mail_of
from tocsin.operations.picture.warning_channel import Carrier, DeliveryCause


def schools(*servers: str, languages: tuple[str, ...] = ()) -> Opened:
    return Opened(
        id="schools", carrier=Carrier.email, servers=servers, sender="warnings@perry.example",
        languages=languages,
    )  # fmt: skip


@pytest.mark.parametrize(
    "server",
    ["smtp://mail.perry.example", "http://localhost", "smtp://", "smtps://localhost:x", "mail"],
)
def test_what_is_no_server_or_would_be_read_on_the_way_is_not_spoken_with(server: str) -> None:
    with pytest.raises(NotSent) as found:
        MailLine(schools(server), HASTY_S).send(parcel(), "a@school.example")
    assert found.value.cause is DeliveryCause.not_set_up


@pytest.mark.full
def test_where_the_first_server_is_away_the_next_one_hands_it_on() -> None:
    peer = MailPeer()
    away, here = f"smtp://127.0.0.1:{free_port()}", f"smtp://127.0.0.1:{peer.port}"
    line = MailLine(schools(away, here), PATIENT_S)
    assert line.send(parcel(), "a@school.example").startswith("250")
    line.close()
    peer.close()
    assert peer.got == ["PE-w1"]


def test_a_channel_has_its_languages_in_its_order_and_headers_beyond_ascii() -> None:
    message = mail_of(parcel(), schools(languages=("ar", "de")), "a@school.example")
    assert message["Subject"] == HEADLINES["ar"]
    assert message["Content-Language"] == "ar, de"
    raw = message.as_bytes()
    assert b"=?utf-8?" in raw.partition(b"\r\n\r\n")[0], "RFC 2047"
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().index(HEADLINES["ar"]) < body.get_content().index(HEADLINES["de"])
    assert HEADLINES["en"] not in body.get_content()
    assert message["List-Unsubscribe"].startswith("<mailto:warnings@perry.example")
    (attached,) = message.iter_attachments()
    assert (attached.get_content_type(), attached.get_content()) == (
        "application/cap+xml", parcel().cap,
    )  # fmt: skip


def test_nobody_writes_headers_through_a_headline_or_an_address() -> None:
    first = msgspec.structs.replace(ALERT.infos[0], headline="Flood\r\nBcc: all@town.example")
    evil = msgspec.structs.replace(ALERT, infos=(first,))
    message = mail_of(parcel(evil), schools(), "a@school.example")
    assert message["Subject"] == "Flood Bcc: all@town.example"
    assert message["Bcc"] is None
    with pytest.raises(NotSent):
        mail_of(parcel(), schools(), "a@b\r\nBcc: x@y")
