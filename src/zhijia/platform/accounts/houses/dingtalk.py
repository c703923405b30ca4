"""钉钉: an application of the union's own organisation.

open.dingtalk.com: 登录第三方网站 (obtain-identity-credentials, obtain-user-token) and
获取用户通讯录个人信息.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from .house import House, Person, Trip


@dataclass(frozen=True, slots=True, kw_only=True)
class DingTalk(House):
    """With `corp_id` only people of that organisation come in."""

    client_id: str
    client_secret: str
    corp_id: str = ""
    page: str = "https://login.dingtalk.com"
    api: str = "https://api.dingtalk.com"

    addresses: ClassVar[tuple[str, ...]] = ("page", "api")
    word: ClassVar[str] = "钉钉"

    def begin(self, *, back: str, state: str, agent: str) -> Trip:
        """Lead to the square code, or inside the app to the page that asks for consent."""
        asked = {"redirect_uri": back, "response_type": "code", "client_id": self.client_id}
        asked |= {"scope": "openid corpid" if self.corp_id else "openid", "prompt": "consent"}
        if self.corp_id:
            asked["corpId"] = self.corp_id
        return Trip(f"{self.page}/oauth2/auth?{urlencode({**asked, 'state': state})}", {})

    def finish(self, asked: Mapping[str, str], kept: Mapping[str, str], *, back: str) -> Person:
        """Return the person by the unionId, the same in all applications of one developer."""
        mine = {"clientId": self.client_id, "clientSecret": self.client_secret}
        mine |= {"code": self.told(asked, "authCode"), "grantType": "authorization_code"}
        given = self.ask("POST", f"{self.api}/v1.0/oauth2/userAccessToken", json=mine)
        token = self.text(given, "accessToken")
        if self.corp_id and given.get("corpId") != self.corp_id:
            raise self.odd("another organisation")
        head = {"x-acs-dingtalk-access-token": token}
        said = self.ask("GET", f"{self.api}/v1.0/contact/users/me", headers=head)
        return Person(self.text(said, "unionId"), said)
