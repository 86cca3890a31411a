"""TLS with the town's own authority: a real handshake, renewed in time, and nobody else's."""

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tocsin.app import certificates
from tocsin.app.certificates import Made, Pair, context_of, ends_at, local
from tocsin.app.cli import main
from tocsin.app.load.scratch import furnished, serving
from tocsin.app.outcome import Told

NOW = datetime.now(UTC)
NAMES = ["localhost", "127.0.0.1"]


class Hello(BaseHTTPRequestHandler):
    """Answers anything."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def answering(pair: Pair) -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Hello)
    server.socket = context_of(pair).wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield int(server.server_address[1])
    server.shutdown()
    server.server_close()
    thread.join(10)


def asked(port: int, authority: str) -> int:
    context = ssl.create_default_context(cafile=authority)
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=10)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status
    finally:
        connection.close()


def made(folder: Path, names: list[str] = NAMES, now: datetime = NOW) -> tuple[Pair, Made]:
    folder.mkdir(exist_ok=True)
    return local(folder, names, now, "Port Ellery")


def test_who_knows_the_authority_is_answered_and_who_knows_another_is_not(tmp_path: Path) -> None:
    pair, own = made(tmp_path / "a")
    _, other = made(tmp_path / "b")
    with answering(pair) as port:
        assert asked(port, own.authority) == 200
        with pytest.raises(ssl.SSLCertVerificationError):
            asked(port, other.authority)


def test_a_certificate_is_kept_while_it_is_good_and_renewed_before_its_end(tmp_path: Path) -> None:
    pair, first = made(tmp_path / "a")
    serial = pair.certificate.read_bytes()
    assert made(tmp_path / "a", now=NOW + timedelta(days=300))[0].certificate.read_bytes() == serial
    _, later = made(tmp_path / "a", now=NOW + timedelta(days=365))
    assert pair.certificate.read_bytes() != serial
    assert later.fingerprint == first.fingerprint, "the desks need not be visited again"
    assert later.server_until > first.server_until
    assert ends_at(pair.certificate) - (NOW + timedelta(days=365)) <= timedelta(days=397)


def test_other_names_make_another_certificate(tmp_path: Path) -> None:
    pair, _ = made(tmp_path / "a")
    before = pair.certificate.read_bytes()
    made(tmp_path / "a", ["localhost"])
    assert pair.certificate.read_bytes() != before
    with pytest.raises(Told, match="no host"):
        made(tmp_path / "a", ["no host"])


def test_keys_are_private(tmp_path: Path) -> None:
    pair, _ = made(tmp_path / "a")
    for key in (pair.key, pair.key.with_name("authority.key")):
        assert key.stat().st_mode & 0o077 == 0
    assert (tmp_path / "a" / "tls").stat().st_mode & 0o077 == 0


def test_files_that_do_not_fit_are_told_in_a_sentence(tmp_path: Path) -> None:
    one, _ = made(tmp_path / "a")
    two, _ = made(tmp_path / "b")
    with pytest.raises(Told, match="do not make"):
        context_of(Pair(one.certificate, two.key))
    with pytest.raises(Told, match="do not make"):
        context_of(Pair(tmp_path / "nowhere", two.key))


def believes(port: int, authority: str, name: str) -> None:
    """A desk goes to the server under this name. Raises what it has against it."""
    context = ssl.create_default_context(cafile=authority)
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as line,
        context.wrap_socket(line, server_hostname=name) as tls,
    ):
        assert tls.version()


def forged(folder: Path, name: str, now: datetime = NOW) -> Pair:
    """What somebody makes who has stolen the authority's key."""
    place = folder / "tls"
    authority, key = certificates._authority(place, now, "Port Ellery", [])
    pair = Pair(folder / "forged.pem", folder / "forged.key")
    certificates._server(pair, [certificates._name(name)], now, authority, key)
    return pair


@pytest.mark.parametrize("name", ["desk.ellery.example", "192.0.2.10", "192.0.2.77"])
def test_the_authority_vouches_for_what_it_was_made_for(tmp_path: Path, name: str) -> None:
    names = ["desk.ellery.example", "192.0.2.10", "192.0.2.64/26"]
    _, own = made(tmp_path / "a", names)
    with answering(forged(tmp_path / "a", name)) as port:
        believes(port, own.authority, name)


@pytest.mark.parametrize("name", ["bank.example", "ellery.example", "192.0.2.11", "2001:db8::1"])
def test_a_stolen_authority_poses_as_nobody_else(tmp_path: Path, name: str) -> None:
    _, own = made(tmp_path / "a", ["desk.ellery.example", "192.0.2.10"])
    with (
        answering(forged(tmp_path / "a", name)) as port,
        pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"),
    ):
        believes(port, own.authority, name)


def test_another_name_needs_another_authority_and_says_so(tmp_path: Path) -> None:
    _, first = made(tmp_path / "a")
    with pytest.raises(Told, match=r"not for desk\.ellery\.example; with --new-authority"):
        made(tmp_path / "a", [*NAMES, "desk.ellery.example"])
    with pytest.raises(Told, match="name the machine itself"):
        made(tmp_path / "b", [".ellery.example"])
    with pytest.raises(Told, match="is no network"):
        made(tmp_path / "b", ["localhost", "192.0.2.10/24"])
    names = ["desk.ellery.example", ".ellery.example"]
    _, second = local(tmp_path / "a", names, NOW, "Port Ellery", is_new=True)
    assert second.fingerprint != first.fingerprint
    assert (tmp_path / "a" / "tls" / "authority.key.old").is_file()
    made(tmp_path / "a", ["door.ellery.example"])


@pytest.mark.full
def test_a_town_is_served_over_tls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    furnished(tmp_path / "town", 0, [])
    words = ["localhost", "127.0.0.1", "desk.ellery.example", "--json"]
    assert main(["certificate", str(tmp_path / "town"), *words]) == 0
    told = json.loads(capsys.readouterr().out)
    with serving(tmp_path / "town", ["--tls-local"]) as (url, _):
        assert url.startswith("https://")
        assert asked(int(url.rpartition(":")[2]), told["authority"]) == 200
        believes(int(url.rpartition(":")[2]), told["authority"], "desk.ellery.example")
    own = tmp_path / "town" / "tls"
    more = ["--tls-cert", str(own / "server.pem"), "--tls-key", str(own / "server.key")]
    with serving(tmp_path / "town", more) as (url, _):
        assert asked(int(url.rpartition(":")[2]), told["authority"]) == 200
