"""A software authenticator: what a phone does when a page asks for a passkey (W3C WebAuthn, 6)."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

Json = dict[str, Any]
PRESENT, VERIFIED, ATTESTED = 1, 4, 64


@dataclass
class Device:
    """One device with at most one passkey. What it says wrongly, a test sets beforehand."""

    origin: str = "http://localhost"
    home: str = "localhost"
    counts: bool = True
    verifies: bool = True
    signed: int = 0
    id: bytes = field(default_factory=lambda: token_bytes(32))
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    handle: bytes = b""

    def _client(self, kind: str, question: Json) -> bytes:
        said = {"type": kind, "challenge": question["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _auth(self, credential: bytes = b"") -> AuthenticatorData:
        flags = PRESENT | VERIFIED * self.verifies | ATTESTED * bool(credential)
        self.signed += self.counts
        home = sha256(self.home.encode()).digest()
        return AuthenticatorData.create(home, flags, self.signed, credential)

    def _answer(self, **response: bytes) -> str:
        told = {name: websafe_encode(value) for name, value in response.items()}
        id_ = websafe_encode(self.id)
        return json.dumps({"id": id_, "rawId": id_, "type": "public-key", "response": told})

    def make(self, question: Json) -> str:
        """Make a passkey and return what the browser sends."""
        self.handle = websafe_decode(question["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(bytes(16), self.id, public)
        made = AttestationObject.create("none", self._auth(credential), {})
        client = self._client("webauthn.create", question)
        return self._answer(clientDataJSON=client, attestationObject=bytes(made))

    def sign(self, question: Json) -> str:
        """Sign with the passkey and return what the browser sends."""
        client, auth = self._client("webauthn.get", question), self._auth()
        signature = self.key.sign(auth + sha256(client).digest(), ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=client,
            authenticatorData=bytes(auth),
            signature=signature,
            userHandle=self.handle,
        )
