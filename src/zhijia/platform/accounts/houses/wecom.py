"""企业微信: a self-made application of the union's own corporation.

developer.work.weixin.qq.com, 企业内部开发: 企业微信登录 (98152), 网页授权登录, 获取用户登录身份 and
获取 access_token.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from .house import House, Json, Person, Trip


@dataclass(frozen=True, slots=True, kw_only=True)
class WeCom(House):
    """`agent_id` is the application's number, `secret` its own."""

    corp_id: str
    agent_id: str
    secret: str
    page: str = "https://login.work.weixin.qq.com"
    inner_page: str = "https://open.weixin.qq.com"
    api: str = "https://qyapi.weixin.qq.com"

    addresses: ClassVar[tuple[str, ...]] = ("page", "inner_page", "api")
    word: ClassVar[str] = "企业微信"

    def begin(self, *, back: str, state: str, agent: str) -> Trip:
        """Lead to the square code, or inside the app to the page that asks nothing."""
        asked = {"appid": self.corp_id, "agentid": self.agent_id}
        asked |= {"redirect_uri": back, "state": state}
        if "wxwork" in agent:
            asked |= {"response_type": "code", "scope": "snsapi_base"}
            way = f"{self.inner_page}/connect/oauth2/authorize?{urlencode(asked)}#wechat_redirect"
            return Trip(way, {})
        asked["login_type"] = "CorpApp"
        return Trip(f"{self.page}/wwlogin/sso/login?{urlencode(asked)}", {})

    def finish(self, asked: Mapping[str, str], kept: Mapping[str, str], *, back: str) -> Person:
        """Return the member of the corporation; whoever is none has only an openid."""
        code = self.told(asked, "code")
        mine = {"corpid": self.corp_id, "corpsecret": self.secret}
        token = self.text(self._get("gettoken", mine), "access_token")
        said = self._get("auth/getuserinfo", {"access_token": token, "code": code})
        subject = self.text(said, "userid", "UserId")
        return Person(subject, {"userid": subject})

    def _get(self, what: str, asked: Json) -> Json:
        said = self.ask("GET", f"{self.api}/cgi-bin/{what}", params=asked)
        if said.get("errcode", 0) != 0:
            raise self.odd(f"{what} {said.get('errcode')}")
        return said
