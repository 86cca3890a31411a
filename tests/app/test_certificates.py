"""TLS with the town's own authority: a real handshake, renewed in time, and nobody else's."""

import http.client
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

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
    thread = threading.Thread(target=server.serve_forever, daemon=True)
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
    made(tmp_path / "a", [*NAMES, "desk.ellery.example"])
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


def test_a_town_is_served_over_tls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    furnished(tmp_path / "town", 0, [])
    assert main(["certificate", str(tmp_path / "town"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with serving(tmp_path / "town", ["--tls-local"]) as (url, _):
        assert url.startswith("https://")
        assert asked(int(url.rpartition(":")[2]), told["authority"]) == 200
    own = tmp_path / "town" / "tls"
    more = ["--tls-cert", str(own / "server.pem"), "--tls-key", str(own / "server.key")]
    with serving(tmp_path / "town", more) as (url, _):
        assert asked(int(url.rpartition(":")[2]), told["authority"]) == 200
