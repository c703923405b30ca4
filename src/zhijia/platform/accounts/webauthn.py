"""通行密钥 (W3C WebAuthn): what a browser is asked, what its answer proves. No database."""

import struct
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from fido2.rpid import verify_rp_id
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

Json = dict[str, Any]
MUST = UserVerificationRequirement.REQUIRED
# What the library raises on an answer that no browser made.
UNREADABLE = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    struct.error,
    UnsupportedAlgorithm,
)


class Unproved(Exception):
    """The answer does not prove what it should."""


class Made(NamedTuple):
    """A new passkey as we keep it: the credential, its digest, and how often it has signed."""

    credential: str
    digest: str
    signed: int


def _server(home: str) -> Fido2Server:
    """Return the library's server for pages of the very host `home`, at whatever port."""

    def is_home(origin: str) -> bool:
        return urlsplit(origin).hostname == home and verify_rp_id(home, origin)

    house = PublicKeyCredentialRpEntity(id=home, name="职家")
    return Fido2Server(
        house, attestation=AttestationConveyancePreference.NONE, verify_origin=is_home
    )


def _kept(credentials: Iterable[str]) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(websafe_decode(one)) for one in credentials]


def ask_for_new(home: str, *, handle: str, name: str, known: Iterable[str]) -> tuple[Json, Json]:
    """Return what to ask a browser for a new passkey, and what to remember until it answers.

    `handle` is hexadecimal and says nothing about its owner; `known` are the credentials that the
    account has, so that no device makes a second one.
    """
    options, state = _server(home).register_begin(
        PublicKeyCredentialUserEntity(id=bytes.fromhex(handle), name=name, display_name=name),
        credentials=_kept(known),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=MUST,
    )
    return dict(options)["publicKey"], state


def ask_for_proof(home: str, known: Iterable[str] | None = None) -> tuple[Json, Json]:
    """Return what to ask a browser that signs in: with any passkey, or with one of `known`."""
    credentials = None if known is None else _kept(known)
    options, state = _server(home).authenticate_begin(credentials, user_verification=MUST)
    return dict(options)["publicKey"], state


def made(home: str, state: Json, answer: Json) -> Made:
    """Return the passkey that a browser made; `Unproved` where it is not what was asked for."""
    try:
        found = _server(home).register_complete(state, answer)
        credential = found.credential_data
        assert credential is not None
        digest = sha256(credential.credential_id).hexdigest()
    except UNREADABLE as error:
        raise Unproved(str(error)) from error
    return Made(websafe_encode(credential), digest, found.counter)


def digest_of(answer: Json) -> str:
    """Return the digest of the passkey that signed; `Unproved` where none is named."""
    try:
        return sha256(AuthenticationResponse.from_dict(answer).raw_id).hexdigest()
    except UNREADABLE as error:
        raise Unproved(str(error)) from error


def proved(home: str, state: Json, answer: Json, *, credential: str, handle: str) -> int:
    """Return how often the passkey says it has signed; `Unproved` unless this one signed this."""
    try:
        _server(home).authenticate_complete(state, _kept([credential]), answer)
        said = AuthenticationResponse.from_dict(answer).response
    except UNREADABLE as error:
        raise Unproved(str(error)) from error
    if said.user_handle and said.user_handle != bytes.fromhex(handle):
        raise Unproved("the user handle is another one's")
    return said.authenticator_data.counter
