"""Passkeys: added, named, used and removed by their owner."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from zhijia.law import Verdict, refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, change, lock, record

from .. import rules
from ..models import Authenticator, Passkey, User
from ..webauthn import Made
from .second import give_codes
from .telling import tell_owner


@action("添加通行密钥")
def add_passkey(
    *,
    actor: Actor,
    user: User,
    name: str,
    home: str,
    handle: str,
    made: Made,
    codes: Iterable[str] = (),
) -> Passkey:
    """Keep a passkey that its owner's device has made for the host `home`.

    With `codes` it is the account's second step from now on, and these are its recovery codes.
    """
    user = lock(user)
    if user.is_demo:
        raise Refused(refused("演示账号人人可用，不能添加通行密钥"))
    if user.passkeys.count() >= rules.MOST_PASSKEYS:
        words = f"一个账号最多 {rules.MOST_PASSKEYS} 个通行密钥，请先移除不用的"
        raise Refused(refused(words))
    passkey = Passkey(user=user, name=name, home=home, handle=handle, count=made.signed)
    passkey.credential, passkey.digest = made.credential, made.digest
    try:
        with transaction.atomic():
            passkey.save()
    except IntegrityError as error:
        raise Refused(refused("这个通行密钥已经登记过")) from error
    _now_second(user, codes)
    record({}, {"名称": name, "网址": home})
    tell_owner(user, f"添加了通行密钥“{name}”")
    return passkey


def _now_second(user: User, codes: Iterable[str]) -> None:
    """Ask for a second step from now on, if there are recovery codes to give with it."""
    codes = list(codes)
    if codes:
        give_codes(user, codes)
        change(user, has_second_step=True)
        tell_owner(user, "开启了两步验证")


@action("以通行密钥开启两步验证")
def rely_on_passkeys(*, actor: Actor, user: User, codes: Iterable[str]) -> User:
    """Make the account's passkeys its second step: its password alone opens it no longer."""
    user = lock(user)
    if user.has_second_step:
        raise Refused(refused("两步验证已经开启"))
    if not user.passkeys.exists():
        raise Refused(refused("还没有通行密钥，请先添加"))
    _now_second(user, codes)
    return user


@action("修改通行密钥名称")
def rename_passkey(*, actor: Actor, passkey: Passkey, name: str) -> Passkey:
    """Call a passkey what its owner will recognise."""
    return change(lock(passkey), name=name)


@action("移除通行密钥")
def remove_passkey(*, actor: Actor, passkey: Passkey) -> User:
    """Forget a passkey, unless the second step would be left without any means."""
    user, passkey = lock(passkey.user, passkey)
    about(user)
    others = user.passkeys.exclude(pk=passkey.pk).exists()
    if user.has_second_step and not others and not Authenticator.objects.filter(user=user).exists():
        words = "两步验证只剩这一个通行密钥，请先添加另一个或者开启验证器，或者先关闭两步验证"
        raise Refused(refused(words))
    record({"名称": passkey.name}, {})
    passkey.delete()
    return user


def use_passkey(*, passkey: Passkey, count: int, now: datetime) -> Verdict:
    """Note that a passkey has signed for the `count`th time; a count that fell back is refused."""
    with transaction.atomic():
        passkey = Passkey.objects.select_for_update().get(pk=passkey.pk)
        verdict = rules.counts_on(before=passkey.count, now=count)
        if verdict:
            passkey.count, passkey.used_at = count, now
            passkey.save()
    return verdict


@action("拒绝可疑通行密钥")
def suspect_passkey(*, actor: Actor, passkey: Passkey, count: int) -> User:
    """Put on record that a passkey was turned away because its count fell back."""
    record({"使用次数": passkey.count}, {"名称": passkey.name, "使用次数": count})
    return passkey.user
