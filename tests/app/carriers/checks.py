"""What every carrier is held to: asked of each, and of carriers that do it wrong on purpose."""

import pytest

from tests.app.carriers.parcels import HEADLINES, parcel
from tests.app.carriers.peers import HASTY_S, PATIENT_S, Fault, Peer
from tocsin.app.carriers.contract import Line, NotSent

WAITS_S = {Fault.away: PATIENT_S, Fault.silent: HASTY_S, Fault.strange: PATIENT_S / 4}
"""How long a line of its own waits for a fault. After a strange answer the right one may still
come: who asks by a broker waits its whole time for that."""


def patient(peer: Peer) -> Line:
    return peer.line(PATIENT_S)


def a_receipt_means_that_it_is_there(peer: Peer) -> None:
    line = patient(peer)
    assert line.send(parcel(), peer.address)
    line.close()
    assert peer.got == ["PE-w1"]


def twice_is_twice_the_same(peer: Peer) -> None:
    """By one line, and by that of a process that came after."""
    first, second = patient(peer), patient(peer)
    first.send(parcel(), peer.address)
    first.send(parcel(), peer.address)
    first.close()
    second.send(parcel(), peer.address)
    second.close()
    assert {*peer.got} == {"PE-w1"}
    assert len({*peer.bodies}) == 1, "to the byte"


def each_fault_has_its_cause(peer: Peer) -> None:
    """And whoever was wrong once is sent to again by the same line."""
    line = peer.line(PATIENT_S)
    for fault, cause in peer.causes.items():
        peer.fault = fault
        faulty = line
        if fault in WAITS_S:
            faulty = peer.line(WAITS_S[fault])
        with pytest.raises(NotSent) as found:
            faulty.send(parcel(), peer.address)
        faulty.close()
        assert found.value.cause is cause, (fault, found.value)
        peer.fault = Fault.none
        assert line.send(parcel(), peer.address)
    line.close()


def nothing_is_left_out(peer: Peer) -> None:
    """Every language, and that it is the real thing."""
    line = patient(peer)
    line.send(parcel(), peer.address)
    line.close()
    said = read(peer.bodies[-1])
    for headline in HEADLINES.values():
        assert headline in said
    assert "Actual" in said


def read(body: bytes) -> str:
    """A message in clear, whatever it was packed in."""
    import email
    import email.policy
    import io

    from pypdf import PdfReader

    from tests.app.carriers.peers import payload

    if body.startswith(b"{"):
        return str(payload(body))
    if body.startswith(b"<?xml"):
        return body.decode()
    if body.startswith(b"%PDF"):
        files = [b"%PDF" + each for each in body.split(b"%PDF")[1:]]
        about = [PdfReader(io.BytesIO(each)).metadata for each in files]
        return "\n".join(f"{each.title} {each.subject}" for each in about if each is not None)
    message = email.message_from_bytes(body, policy=email.policy.default)
    parts = [each.get_content() for each in message.walk() if not each.is_multipart()]
    return "\n".join(each if isinstance(each, str) else each.decode() for each in parts)


CHECKS = (
    a_receipt_means_that_it_is_there,
    twice_is_twice_the_same,
    each_fault_has_its_cause,
    nothing_is_left_out,
)
