"""Asking a browser for a passkey: the question waits in the session for one answer, not long."""

import json
import secrets
import time
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.timezone import now

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, require

from . import actions, queries, rules, webauthn
from .entry import is_quiet
from .models import Passkey, User
from .webauthn import Json, Unproved

WAITING = "passkey"
NOT_HERE = "通行密钥只在以 https:// 开头的网址或者 localhost 上可用，现在的网址不行"
UNREAD = "浏览器给出的通行密钥不对，请重新操作"


def home_of(request: HttpRequest) -> str:
    """Return the host that passkeys made on this page are good for, "" where browsers make none."""
    host, _ = split_domain_port(request.get_host())
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        is_safe = settings.HTTPS or request.is_secure() or host == "localhost"
        return host if is_safe else ""
    return ""


def _home(request: HttpRequest) -> str:
    """Return the same, or refuse."""
    home = home_of(request)
    if not home:
        raise Refused(refused(NOT_HERE))
    return home


def _wait(request: HttpRequest, kind: str, state: Json, **more: object) -> None:
    """Remember what was asked, for a while; an older question is forgotten."""
    request.session[WAITING] = {"kind": kind, "state": state, "at": time.time(), **more}


def _taken(request: HttpRequest, kind: str) -> Any:
    """Return what was asked and forget it: no answer counts twice."""
    asked = request.session.pop(WAITING, None)
    if asked is None or asked["kind"] != kind:
        raise Refused(refused("这次操作已经用过或者中断，请重新操作"))
    require(rules.may_answer(waited=timedelta(seconds=time.time() - asked["at"])))
    return asked


def read(answer: str) -> Json:
    """Return what a browser answered, or refuse."""
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise Refused(refused(UNREAD)) from error
    if not isinstance(said, dict):
        raise Refused(refused(UNREAD))
    return said


def ask_for_new(request: HttpRequest, user: User, name: str) -> Json:
    """Return what to ask the browser so that the account gets a passkey called `name`."""
    home, known = _home(request), queries.passkeys(user)
    handle = known[0].handle if known else secrets.token_hex(32)
    here = [key.credential for key in known if key.home == home]
    options, state = webauthn.ask_for_new(home, handle=handle, name=user.username, known=here)
    _wait(request, "new", state, name=name, handle=handle, pk=user.pk)
    return options


def take_new(request: HttpRequest, user: User, answer: str) -> dict[str, Any]:
    """Return the new passkey as `actions.add_passkey` wants it, or refuse."""
    home, asked = _home(request), _taken(request, "new")
    if asked["pk"] != user.pk:
        raise Refused(refused(UNREAD))
    try:
        made = webauthn.made(home, asked["state"], read(answer))
    except Unproved as error:
        raise Refused(refused(UNREAD)) from error
    return {"name": asked["name"], "home": home, "handle": asked["handle"], "made": made}


def ask_to_enter(request: HttpRequest) -> Json:
    """Return what to ask a stranger's browser: any passkey of this house."""
    options, state = webauthn.ask_for_proof(_home(request))
    _wait(request, "enter", state)
    return options


def ask_for_second(request: HttpRequest, user: User) -> Json:
    """Return what to ask the browser of who has given the password: a passkey of this account."""
    home = _home(request)
    known = [key.credential for key in queries.passkeys(user) if key.home == home]
    if not known:
        raise Refused(refused("这个账号没有可以在本网址使用的通行密钥"))
    options, state = webauthn.ask_for_proof(home, known)
    _wait(request, "second", state)
    return options


def _prove(request: HttpRequest, kind: str, answer: str) -> Passkey:
    """Return the passkey that answered our question, or refuse."""
    home, asked, said = _home(request), _taken(request, kind), read(answer)
    try:
        key = queries.passkey_of(webauthn.digest_of(said))
        if key is None:
            raise Refused(refused("这个通行密钥没有登记，或者已经移除，请改用别的方式登录"))
        count = webauthn.proved(
            home, asked["state"], said, credential=key.credential, handle=key.handle
        )
    except Unproved as error:
        raise Refused(refused(UNREAD)) from error
    at = actions.by_day(now()) if is_quiet(key.user) else now()
    verdict = actions.use_passkey(passkey=key, count=count, now=at)
    if not verdict:
        actions.suspect_passkey(actor=Actor(), passkey=key, count=count)
        raise Refused(verdict)
    return key


def enter(request: HttpRequest, answer: str) -> User:
    """Return the account that this passkey opens, or refuse."""
    return _prove(request, "enter", answer).user


def take_second(request: HttpRequest, user: User, answer: str) -> None:
    """Refuse unless this is a passkey of the account whose password was right."""
    if _prove(request, "second", answer).user != user:
        raise Refused(refused(UNREAD))
