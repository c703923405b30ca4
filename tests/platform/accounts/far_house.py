"""A far house on this machine: it speaks the five protocols as their owners document them.

What it says wrongly a test sets beforehand. It keeps what it was asked, codes open once.
"""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

Json = dict[str, Any]
SECRET = "a-secret-long-enough-to-sign-with"
CAS = "http://www.yale.edu/tp/cas"

PLACES = {
    "/.well-known/openid-configuration": "describe",
    "/jwks": "keys",
    "/token": "token",
    "/userinfo": "tell",
    "/p3/serviceValidate": "validate",
    "/cgi-bin/gettoken": "wecom_token",
    "/cgi-bin/auth/getuserinfo": "wecom_person",
    "/v1.0/oauth2/userAccessToken": "dingtalk_token",
    "/v1.0/contact/users/me": "dingtalk_person",
    "/open-apis/authen/v2/oauth/token": "feishu_token",
    "/open-apis/authen/v1/user_info": "feishu_person",
}

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
OUR_SECRET = OctKey.import_key(SECRET)


class Far:
    """What the house is asked, what it knows, and what it gets wrong."""

    def __init__(self) -> None:
        self.url = ""
        self.key = KEY
        self.asked: list[tuple[str, Json]] = []
        self.codes: dict[str, Json] = {}  # code: what was asked for when it was given
        self.claims: Json = {}  # over what an ID token says
        self.userinfo: Json = {}
        self.signed_with: Any = self.key
        self.alg = "RS256"
        self.person = "zhang-wei"
        self.wrong: dict[str, Any] = {}  # path: (status, body) instead of the right answer
        self.delay = 0.0

    def give_code(self, trip: str) -> Json:
        """Sign somebody in there, and return what the address brings back."""
        asked = dict(parse_qsl(urlsplit(trip).query))
        if "service" in asked:
            state = dict(parse_qsl(urlsplit(asked["service"]).query))["state"]
            self.codes["ST-1"] = asked
            return {"ticket": "ST-1", "state": state}
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        name = "authCode" if "/oauth2/auth" in trip and "code_challenge" not in asked else "code"
        return {name: code, "state": asked["state"]}

    def answer(self, path: str, said: Json, head: Any) -> tuple[int, Any]:
        """Return status and body."""
        self.asked.append((path, said))
        time.sleep(self.delay)
        if path in self.wrong:
            return self.wrong[path]
        return getattr(self, PLACES[path])(said, head)

    def _spend(self, code: str) -> Json | None:
        return self.codes.pop(code, None)

    # OpenID Connect
    def describe(self, said: Json, head: Any) -> tuple[int, Any]:
        return 200, {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "userinfo_endpoint": f"{self.url}/userinfo",
        }

    def keys(self, said: Json, head: Any) -> tuple[int, Any]:
        return 200, KeySet([self.key]).as_dict(private=False)

    def token(self, said: Json, head: Any) -> tuple[int, Any]:
        asked = self._spend(said["code"])
        if asked is None or not fits(asked["code_challenge"], said["code_verifier"]):
            return 400, {"error": "invalid_grant"}
        at = int(time.time())
        claims = {"iss": self.url, "sub": self.person, "aud": asked["client_id"], "iat": at}
        claims |= {"exp": at + 300, "nonce": asked["nonce"], **self.claims}
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": self.alg, "kid": "one"}
        token = jwt.encode(header, claims, self.signed_with, algorithms=[self.alg])
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": token}

    def tell(self, said: Json, head: Any) -> tuple[int, Any]:
        assert head["Authorization"] == "Bearer a"
        return 200, {"sub": self.person, **self.userinfo}

    # CAS
    def validate(self, said: Json, head: Any) -> tuple[int, Any]:
        asked = self._spend(said["ticket"])
        if asked is None or asked["service"] != said["service"]:
            failure = (
                '<cas:authenticationFailure code="INVALID_TICKET">no</cas:authenticationFailure>'
            )
            return 200, f'<cas:serviceResponse xmlns:cas="{CAS}">{failure}</cas:serviceResponse>'
        more = "".join(f"<cas:{k}>{v}</cas:{k}>" for k, v in self.userinfo.items())
        inner = f"<cas:user>{self.person}</cas:user><cas:attributes>{more}</cas:attributes>"
        inner = f"<cas:authenticationSuccess>{inner}</cas:authenticationSuccess>"
        return 200, f'<cas:serviceResponse xmlns:cas="{CAS}">{inner}</cas:serviceResponse>'

    # 企业微信
    def wecom_token(self, said: Json, head: Any) -> tuple[int, Any]:
        right = said == {"corpid": "ww1", "corpsecret": SECRET}
        return 200, {"errcode": 0, "access_token": "t"} if right else {"errcode": 40001}

    def wecom_person(self, said: Json, head: Any) -> tuple[int, Any]:
        if said["access_token"] != "t" or self._spend(said["code"]) is None:
            return 200, {"errcode": 40029, "errmsg": "invalid code"}
        return 200, {"errcode": 0, "userid": self.person}

    # 钉钉
    def dingtalk_token(self, said: Json, head: Any) -> tuple[int, Any]:
        right = (said["clientId"], said["clientSecret"]) == (
            "ding1",
            SECRET,
        )
        if not right or self._spend(said["code"]) is None:
            return 400, {"code": "invalidParameter.authCode.notFound", "message": "x"}
        return 200, {"accessToken": "t", "expireIn": 7200, "corpId": "corp1"}

    def dingtalk_person(self, said: Json, head: Any) -> tuple[int, Any]:
        assert head["x-acs-dingtalk-access-token"] == "t"
        return 200, {"nick": "张伟", "unionId": self.person, "openId": "o"}

    # 飞书
    def feishu_token(self, said: Json, head: Any) -> tuple[int, Any]:
        asked = self._spend(said["code"])
        right = (said["client_id"], said["client_secret"]) == (
            "cli1",
            SECRET,
        )
        if not asked or not right or not fits(asked["code_challenge"], said["code_verifier"]):
            return 400, {"code": 20003, "error": "invalid_grant"}
        return 200, {"code": 0, "access_token": "t", "token_type": "Bearer"}

    def feishu_person(self, said: Json, head: Any) -> tuple[int, Any]:
        assert head["Authorization"] == "Bearer t"
        data = {"union_id": self.person, "tenant_key": "tenant1", **self.userinfo}
        return 200, {"code": 0, "data": data}


def fits(challenge: str, verifier: str) -> bool:
    """Say whether this verifier belongs to the challenge (RFC 7636, S256)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=") == challenge


@contextmanager
def standing() -> Iterator[Far]:
    """Let the house stand on a port of this machine."""
    far = Far()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            said = {name: values[0] for name, values in parse_qs(parts.query).items()}
            self._say(*far.answer(parts.path, said, self.headers))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            is_json = "json" in self.headers["Content-Type"]
            said = json.loads(body) if is_json else dict(parse_qsl(body))
            self._say(*far.answer(self.path, said, self.headers))

        def _say(self, status: int, body: Any) -> None:
            text = body if isinstance(body, str) else json.dumps(body)
            self.send_response(status)
            kind = "text/xml" if text.startswith("<") else "application/json"
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    far.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield far
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
