"""The second step: an app's code, each good once, and recovery codes, each good once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, record

from .. import totp
from ..models import Authenticator, RecoveryCode, User, secret_of
from .telling import tell_owner


def give_codes(user: User, codes: Iterable[str]) -> None:
    """Replace the recovery codes of an account."""
    user.recovery_codes.all().delete()
    kept = [RecoveryCode.digest_of(user, totp.plain(code)) for code in codes]
    RecoveryCode.objects.bulk_create([RecoveryCode(user=user, digest=one) for one in kept])


@action("以验证器开启两步验证")
def turn_on(
    *, actor: Actor, user: User, salt: str, typed: str, codes: Iterable[str], now: datetime
) -> User:
    """Set the app up whose secret comes from `salt`, once it has made a right code."""
    user = lock(user)
    if Authenticator.objects.filter(user=user).exists():
        raise Refused(refused("验证器已经设置过"))
    if user.is_demo:
        raise Refused(refused("演示账号人人可用，不能开启两步验证"))
    step = totp.step_of(secret_of(salt), typed, now=now, after=0)
    if step is None:
        raise Refused(refused("验证码不对，请看手机上现在的六位数字，并核对手机时间"))
    Authenticator.objects.create(user=user, salt=salt, last_step=step)
    give_codes(user, codes)
    tell_owner(user, "开启了两步验证")
    return change(user, has_second_step=True)


@action("关闭两步验证")
def turn_off(*, actor: Actor, user: User) -> User:
    """Forget the app and the recovery codes: the password alone opens the account again.

    Its passkeys stay: they open it without a password, and take more than a stolen one.
    """
    user = _forget_second(lock(user))
    tell_owner(user, "关闭了两步验证")
    return user


def _forget_second(user: User) -> User:
    Authenticator.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    return change(user, has_second_step=False)


@action("解除两步验证和通行密钥")
def lift(*, actor: Actor, user: User) -> User:
    """Forget every means but the password: its owner lost the phone that held them."""
    user = lock(user)
    record({"通行密钥": user.passkeys.count(), "绑定": user.bindings.count()}, {})
    user.passkeys.all().delete()
    user.bindings.all().delete()
    tell_owner(user, "两步验证、通行密钥和绑定被解除")
    return _forget_second(user)


@action("更换恢复码")
def renew_codes(*, actor: Actor, user: User, codes: Iterable[str]) -> User:
    """Give an account new recovery codes; the old ones open nothing any more."""
    user = lock(user)
    give_codes(user, codes)
    tell_owner(user, "更换了恢复码")
    return user


def use_code(*, user: User, typed: str, now: datetime) -> bool:
    """Spend the code that somebody typed; say whether there was one to spend."""
    with transaction.atomic():
        app = Authenticator.objects.select_for_update().filter(user=user).first()
        if app is None:
            return False
        step = totp.step_of(app.secret, typed, now=now, after=app.last_step)
        if step is None:
            return False
        app.last_step = step
        app.save()
    return True


@action("使用恢复码")
def use_recovery_code(*, actor: Actor, user: User, code: str, now: datetime) -> User:
    """Spend the recovery code that somebody typed, or refuse."""
    digest = RecoveryCode.digest_of(user, totp.plain(code))
    unused = RecoveryCode.objects.filter(user=user, digest=digest, used_at=None)
    if not unused.update(used_at=now):
        raise Refused(refused("验证码不对，或者已经用过"))
    record({}, {"剩余": user.recovery_codes.filter(used_at=None).count()})
    return user
