"""Passkeys: keys that a device holds and a person opens, checked by the package `webauthn`.

A challenge carries its own proof (HMAC under a key of this process, with time and purpose), so that
whoever asks for a million of them fills no memory; one that was used is good for nothing more.

Source: W3C Web Authentication level 3: 7.1 (registering), 7.2 (signing in), 6.1.1 (counters).
"""

import hashlib
import hmac
import json
import os
import threading
from datetime import datetime, timedelta
from importlib.util import find_spec

import msgspec

from tocsin.app.credentials import Kept, Passkey

GOOD_FOR = timedelta(minutes=5)
NONCE, TIME = 16, 8
Options = dict[str, object]
Credential = dict[str, object]
"""What a browser hands over (`PublicKeyCredential.toJSON()`)."""


class Place(msgspec.Struct, frozen=True):
    """Under which address browsers find the town: passkeys belong to its name."""

    origin: str
    name: str


class NotGood(Exception):
    """A passkey, or a new one, that does not prove what it should."""


def is_installed() -> bool:
    """Whether the extra `auth` is there."""
    return find_spec("webauthn") is not None


class Challenges:
    """Those of one process."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._spent: dict[bytes, datetime] = {}
        self._lock = threading.Lock()

    def drawn(self, purpose: str, now: datetime) -> bytes:
        """A new one: for signing in (""), or for a person to register a passkey."""
        begin = os.urandom(NONCE) + int(now.timestamp()).to_bytes(TIME)
        return begin + self._mac(begin, purpose)

    def is_ours(self, challenge: bytes, purpose: str, now: datetime) -> bool:
        """Whether it was drawn here for this, not long ago, and not used."""
        begin, mac = challenge[: NONCE + TIME], challenge[NONCE + TIME :]
        if not hmac.compare_digest(mac, self._mac(begin, purpose)) or challenge in self._spent:
            return False
        age_s = now.timestamp() - int.from_bytes(begin[NONCE:])
        return -1 <= age_s <= GOOD_FOR.total_seconds()

    def spend(self, challenge: bytes, now: datetime) -> bool:
        """Whether nobody had used it; it is used now."""
        with self._lock:
            if challenge in self._spent:
                return False
            kept = {each: at for each, at in self._spent.items() if at >= now - 2 * GOOD_FOR}
            self._spent = {**kept, challenge: now}
        return True

    def _mac(self, begin: bytes, purpose: str) -> bytes:
        return hmac.digest(self._key, begin + purpose.encode(), hashlib.sha256)


def to_register(place: Place, town: str, person: str, handle: str, kept: Kept,
                challenge: bytes) -> Options:  # fmt: skip
    """What a browser needs to make a passkey; those there are already are not made twice."""
    import webauthn
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = webauthn.generate_registration_options(
        rp_id=place.name,
        rp_name=town,
        user_id=person.encode(),
        user_name=handle,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(each.id))
            for each in kept.passkeys
        ],
    )
    return _plain(webauthn.options_to_json(options))


def to_sign_in(place: Place, challenge: bytes) -> Options:
    """What a browser needs to ask for a passkey: whose, the person chooses there."""
    import webauthn

    options = webauthn.generate_authentication_options(rp_id=place.name, challenge=challenge)
    return _plain(webauthn.options_to_json(options))


def challenge_in(credential: Credential) -> bytes:
    """The challenge that a browser answered. Raises NotGood."""
    import webauthn

    try:
        response = credential["response"]
        said = json.loads(webauthn.base64url_to_bytes(response["clientDataJSON"]))  # type: ignore[index]
        return webauthn.base64url_to_bytes(said["challenge"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise NotGood(str(error)) from None


def registered(
    credential: Credential, place: Place, challenge: bytes, name: str, now: datetime
) -> Passkey:
    """The new passkey that a browser made. Raises NotGood."""
    import webauthn

    try:
        found = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=place.name,
            expected_origin=place.origin,
        )
    except Exception as error:  # whatever a stranger's bytes do to the parsers below
        raise NotGood(str(error)) from None
    return Passkey(
        id=webauthn.helpers.bytes_to_base64url(found.credential_id),
        key=webauthn.helpers.bytes_to_base64url(found.credential_public_key),
        count=found.sign_count,
        name=name,
        made_at=now,
    )


def shown(credential: Credential, passkey: Passkey, place: Place, challenge: bytes) -> int:
    """The counter of a passkey that was shown; its signature is right. Raises NotGood."""
    import webauthn

    try:
        found = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=place.name,
            expected_origin=place.origin,
            credential_public_key=webauthn.base64url_to_bytes(passkey.key),
            credential_current_sign_count=0,
        )
    except Exception as error:  # as above
        raise NotGood(str(error)) from None
    return found.new_sign_count


def _plain(text: str) -> Options:
    found = json.loads(text)
    assert isinstance(found, dict)
    return found
