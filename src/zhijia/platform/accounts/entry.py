"""The way in: a name and a password are tried only while neither name nor address is locked.

A lock goes by what was typed, whether or not there is such an account, so it names nobody.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from secrets import compare_digest
from typing import NamedTuple, NoReturn

from django.conf import settings
from django.contrib.auth import authenticate, login, update_session_auth_hash
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.timezone import localtime, now

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, require
from zhijia.platform.once.models import offered
from zhijia.platform.web import Request

from . import actions, queries, rules
from .devices import device
from .models import Mailbox, Reset, Tries, User
from .totp import DIGITS, plain

PASSWORD = "密码"  # how the record calls a password
SEEN_EVERY = 300  # seconds
HALF_DAY, LEAST = timedelta(hours=12), timedelta(hours=1)
WRONG = "账号或密码不对，请核对后再试"


def address_of(request: HttpRequest) -> str:
    """Return who asks, a neighbourhood of IPv6 as one; "" when a proxy does not say for whom."""
    asks = request.META.get("REMOTE_ADDR", "")
    if asks in settings.PROXIES:
        asks = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    try:
        plain = ip_address(asks)
    except ValueError:
        return ""
    return str(ip_network(f"{plain}/64", strict=False) if plain.version == 6 else plain)


def _take(key: str, most: int, user: User | None = None) -> bool:
    """Count one try at this key, or refuse it; say whether it is the last one."""
    tried = actions.take_try(key=key, most=most, now=now(), user=user)
    require(tried.may)
    return tried.is_last


def _turn_away(*, by: str, user: User | None, words: str) -> NoReturn:
    """Put a lock on record, if this try was the last one (`by` says of what), and refuse."""
    if by:
        actions.lock_out(actor=Actor(), user=user, by=by)
        words = f"{words}；已经连续输错多次，锁定 {rules.LOCK // timedelta(minutes=1)} 分钟"
    raise Refused(refused(words))


def admit(request: HttpRequest, *, username: str, password: str) -> User:
    """Return the account that this name and password open; refuse every other try alike."""
    name, address = Tries.key_of("name", queries.plain_name(username)), address_of(request)
    shared = [Tries.key_of("address", address)] if address else []
    last = ["地址" for key in shared if _take(key, rules.ADDRESS_TRIES)]
    meant = queries.by_name(username)
    last += ["工号"] if _take(name, rules.TRIES, meant) else []
    user = authenticate(request, username=username, password=password)
    if not isinstance(user, User):
        _turn_away(by="、".join(last), user=meant, words=WRONG)
    actions.forgive(own=[name], shared=shared)
    if user.must_change_password:
        require(rules.code_runs(until=user.code_until, now=now()))
    return user


@contextmanager
def tried_from(request: HttpRequest) -> Iterator[None]:
    """Count what is tried inside against the address it comes from, unless it goes well."""
    address = address_of(request)
    shared = [Tries.key_of("address", address)] if address else []
    is_last = any(_take(key, rules.ADDRESS_TRIES) for key in shared)
    try:
        yield
    except Refused as no:
        if is_last:
            _turn_away(by="地址", user=None, words=no.verdict.reason)
        raise
    actions.forgive(own=[], shared=shared)


def ask_for_mail(request: HttpRequest, kind: str, what: object) -> None:
    """Count one mail that somebody asks for, or refuse: of one name or address, of one machine."""
    asked = [(Tries.key_of(f"{kind}-mail", what), rules.MAILS)]
    if address := address_of(request):
        asked.append((Tries.key_of("mail-address", address), rules.ADDRESS_TRIES))
    for key, most in asked:
        if not actions.take_try(key=key, most=most, now=now()).may:
            require(rules.may_send(sent=most))


def confirm_mailbox(user: User, mailbox: Mailbox, typed: str) -> None:
    """Refuse unless this is the code that was sent to the wanted address."""
    own = Tries.key_of("mailbox", user.pk)
    is_last = _take(own, rules.TRIES)
    who = Actor(user_id=user.pk)
    try:
        actions.confirm_mailbox(actor=who, mailbox=mailbox, code=plain(typed), now=now())
    except Refused as no:
        _turn_away(by="邮箱" if is_last else "", user=user, words=no.verdict.reason)
    actions.forgive(own=[own])


def reset_for(request: HttpRequest, typed: str) -> Reset:
    """Return the reset that this code opens, or refuse."""
    with tried_from(request):
        found = queries.reset_of(plain(typed))
        require(rules.mail_code_runs(until=found.until if found else None, now=now()))
    assert found is not None
    return found


def begin(request: HttpRequest, user: User, how: str, *, is_strong: bool = False) -> None:
    """Sign somebody in under a fresh session key, and note where and how.

    `is_strong`: it took more than a password, so that no second step is owed in this session.
    """
    if request.user.is_authenticated:
        # Django would keep the key of who signs in again.
        actions.leave(key=request.session.session_key or "")
        request.session.flush()
    login(request, user)
    request.session.pop("half", None)
    where = device(request.headers.get("User-Agent", ""))
    key = request.session.session_key or ""
    who = Actor(user_id=user.pk)
    if is_quiet(user):
        actions.begin_quietly(user=user, key=key, device=where, how=how, now=now())
        request.session.set_expiry(_half_day_after(now()))
    else:
        with offered(""):  # a double click signs in twice, and the second one is no mistake
            actions.begin_visit(actor=who, user=user, key=key, device=where, how=how, now=now())
        request.session["seen"] = time.time()
    request.session["strong"], request.session["how"] = is_strong, how


def is_quiet(user: User) -> bool:
    """Say whether a secret vote that this person takes part in is under way (decision 0067).

    Then only the day of a sign-in is kept, by which way, and on what device.
    """
    asked: Callable[[int], bool] = import_string(settings.VOTES_IN_SECRET)
    return asked(user.pk)


def _half_day_after(moment: datetime) -> datetime:
    """Return the noon or midnight that a session may run to: not just now, and of many alike."""
    noon = localtime(moment).replace(hour=12, minute=0, second=0, microsecond=0)
    ends = (noon + HALF_DAY * n for n in range(4))
    return next(end for end in ends if end - moment >= LEAST)


def go_on(request: HttpRequest, user: User) -> None:
    """Stay signed in here only, under a new key: password or second step changed."""
    old = request.session.session_key or ""
    update_session_auth_hash(request, user)
    actions.move_visit(user=user, old=old, key=request.session.session_key or "")


def mark_seen(request: HttpRequest) -> None:
    """Note every few minutes that a visit goes on; a page in between costs nothing."""
    seen, user = request.session.get("seen"), request.user
    if not seen or time.time() - seen <= SEEN_EVERY:
        return
    if isinstance(user, User) and not is_quiet(user):
        actions.see_visit(key=request.session.session_key or "", now=now())
        request.session["seen"] = time.time()


class HalfWay(NamedTuple):
    """Who has yet to take the second step, where they wanted to go, and how they began."""

    user: User
    then: str
    how: str


def half_way(request: HttpRequest, user: User, then: str, how: str) -> None:
    """Remember who has taken the first step; nobody is signed in before the second one."""
    request.session.cycle_key()
    half = {"pk": user.pk, "mark": user.get_session_auth_hash(), "at": time.time()}
    request.session["half"] = {**half, "then": then, "how": how}


def who_is_half_way(request: HttpRequest) -> HalfWay | None:
    """Return who has yet to take the second step."""
    half = request.session.get("half")
    if half is None or time.time() - half["at"] > rules.HALF_LASTS.total_seconds():
        return None
    user = queries.active(half["pk"])
    if user is None or not compare_digest(user.get_session_auth_hash(), half["mark"]):
        return None
    return HalfWay(user, half["then"], half["how"])


def _is_second_step(user: User, typed: str) -> bool:
    """Spend the code or recovery code that was typed; say whether there was one to spend."""
    if len(typed) <= DIGITS:
        return actions.use_code(user=user, typed=typed, now=now())
    who = Actor(user_id=user.pk)
    try:
        actions.use_recovery_code(actor=who, user=user, code=typed, now=now())
    except Refused:
        return False
    return True


def take_second_step(user: User, typed: str) -> None:
    """Refuse unless this is a fresh code of the person's app or an unused recovery code."""
    own = Tries.key_of("user", user.pk)
    is_last = _take(own, rules.TRIES)
    if not _is_second_step(user, plain(typed)):
        _turn_away(by="验证码" if is_last else "", user=user, words="验证码不对，或者已经用过")
    actions.forgive(own=[own])


def owes_second_step(request: Request) -> bool:
    """Say whether this person's post asks for a second step that they have not set up."""
    user = request.user
    if not isinstance(user, User) or user.is_demo or user.has_second_step:
        return False
    if request.session.get("strong"):
        return False
    guarded = import_string(settings.GUARDED_POSTS)
    return any(role in guarded for role, _, _ in request.actor.posts)


def needs_no_old_password(request: HttpRequest, user: User) -> bool:
    """Say whether who sits here proved otherwise that a desk's password is theirs to replace."""
    how = request.session.get("how", PASSWORD)
    return user.must_change_password and not how.startswith(PASSWORD)


def confirm(user: User, password: str) -> None:
    """Refuse unless this is the password of who sits here: sessions are left open."""
    own = Tries.key_of("user", user.pk)
    is_last = _take(own, rules.TRIES)
    if not user.check_password(password):
        _turn_away(by="密码" if is_last else "", user=user, words="现在的密码不对")
    actions.forgive(own=[own])
