"""OpenID Connect (Core 1.0, code flow with PKCE): found by discovery, its token checked.

The library talks to the token endpoint and checks signature and claims; what it is held to is here.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import requests
from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from .house import PATIENCE, House, Json, Person, Trip

# Keys that the house alone holds: with an HS256 token, our own secret could forge one.
SIGNATURES = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "Ed25519",
    "EdDSA",
]
LEEWAY = 60  # seconds that its clock may differ from ours


def _key_set(keys: Json) -> KeySet:
    """Return the keys of a house; KeyError, TypeError or JoseError where they are none."""
    return KeySet.import_key_set({"keys": keys["keys"]})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenId(House):
    """`issuer` is exactly what the house calls itself."""

    issuer: str
    client_id: str
    client_secret: str
    scope: str = "openid profile"

    addresses: ClassVar[tuple[str, ...]] = ("issuer",)

    def _discover(self) -> Json:
        """Return the house's own description; it must be about itself."""
        where = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        said = self.ask("GET", where)
        if said.get("issuer") != self.issuer:
            raise self.odd("another issuer")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            self.text(said, name)
        return said

    def _session(self, back: str, said: Json) -> Any:
        """Return the library's session with this house."""
        ways = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        way = "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
        return OAuth2Session(
            self.client_id,
            self.client_secret,
            scope=self.scope,
            redirect_uri=back,
            code_challenge_method="S256",
            token_endpoint_auth_method=way,
            default_timeout=PATIENCE,
        )

    def begin(self, *, back: str, state: str, agent: str) -> Trip:
        """Lead to the house's sign-in page."""
        said = self._discover()
        kept = {"verifier": secrets.token_urlsafe(48), "nonce": secrets.token_urlsafe(24)}
        way, _ = self._session(back, said).create_authorization_url(
            said["authorization_endpoint"],
            state=state,
            code_verifier=kept["verifier"],
            nonce=kept["nonce"],
        )
        return Trip(way, kept)

    def finish(self, asked: Mapping[str, str], kept: Mapping[str, str], *, back: str) -> Person:
        """Return whom the ID token names, once it has been checked."""
        code, said = self.told(asked, "code"), self._discover()
        if asked.get("iss", self.issuer) != self.issuer:
            raise self.odd("an answer of another issuer")  # RFC 9207
        session = self._session(back, said)
        try:
            token = session.fetch_token(
                said["token_endpoint"], code=code, code_verifier=kept["verifier"]
            )
        except requests.RequestException as error:
            raise self.away(error) from error
        except (OAuthError, ValueError) as error:
            raise self.odd(type(error).__name__) from error
        claims = self._checked(said, token, kept["nonce"])
        subject = self.text(claims, "sub")
        return Person(subject, self._with_more(said, token, claims))

    def _checked(self, said: Json, token: Json, nonce: str) -> Json:
        """Return the claims of the ID token: signed by the house, for us, now, for this trip."""
        keys = self.ask("GET", said["jwks_uri"])
        must = {"iss": self.issuer, "aud": self.client_id}
        options = {name: {"essential": True, "value": value} for name, value in must.items()}
        params = {
            "nonce": nonce,
            "client_id": self.client_id,
            "access_token": token.get("access_token"),
        }
        try:
            read = jwt.decode(self.text(token, "id_token"), _key_set(keys), algorithms=SIGNATURES)
            claims = CodeIDToken(read.claims, read.header, options, params)
            claims.validate(leeway=LEEWAY)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise self.odd(type(error).__name__) from error
        return dict(claims)

    def _with_more(self, said: Json, token: Json, claims: Json) -> Json:
        """Add what the house says elsewhere, if the claim we need is not in the token."""
        where = said.get("userinfo_endpoint")
        if not self.claim or self.claim in claims or not isinstance(where, str):
            return claims
        head = {"Authorization": f"Bearer {self.text(token, 'access_token')}"}
        more = self.ask("GET", where, headers=head)
        if more.get("sub") != claims["sub"]:
            raise self.odd("userinfo of another person")
        return {**more, **claims}
