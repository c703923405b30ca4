"""飞书: an application of the union's own tenant.

open.feishu.cn: 获取授权码 (authen/v1/authorize), 获取 user_access_token (authen/v2/oauth/token) and
获取用户信息 (authen/v1/user_info).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]

from .house import House, Person, Trip


@dataclass(frozen=True, slots=True, kw_only=True)
class Feishu(House):
    """With `tenant_key` only people of that tenant come in."""

    app_id: str
    app_secret: str
    tenant_key: str = ""
    page: str = "https://accounts.feishu.cn"
    api: str = "https://open.feishu.cn"

    addresses: ClassVar[tuple[str, ...]] = ("page", "api")
    word: ClassVar[str] = "飞书"

    def begin(self, *, back: str, state: str, agent: str) -> Trip:
        """Lead to the page that asks for consent; inside the app it asks nothing."""
        verifier = secrets.token_urlsafe(48)
        asked = {"client_id": self.app_id, "response_type": "code", "redirect_uri": back}
        asked |= {"state": state, "code_challenge_method": "S256"}
        asked["code_challenge"] = create_s256_code_challenge(verifier)
        way = f"{self.page}/open-apis/authen/v1/authorize?{urlencode(asked)}"
        return Trip(way, {"verifier": verifier})

    def finish(self, asked: Mapping[str, str], kept: Mapping[str, str], *, back: str) -> Person:
        """Return the person by the union_id, the same in all applications of one developer."""
        mine = {"grant_type": "authorization_code", "client_id": self.app_id}
        mine |= {"client_secret": self.app_secret, "code": self.told(asked, "code")}
        mine |= {"redirect_uri": back, "code_verifier": kept["verifier"]}
        given = self.ask("POST", f"{self.api}/open-apis/authen/v2/oauth/token", json=mine)
        head = {"Authorization": f"Bearer {self.text(given, 'access_token')}"}
        said = self.ask("GET", f"{self.api}/open-apis/authen/v1/user_info", headers=head)
        data = said.get("data")
        if said.get("code") != 0 or not isinstance(data, dict):
            raise self.odd(f"user_info {said.get('code')}")
        if self.tenant_key and data.get("tenant_key") != self.tenant_key:
            raise self.odd("another tenant")
        return Person(self.text(data, "union_id"), data)
