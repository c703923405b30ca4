from datetime import timedelta

from django.utils.timezone import now

from zhijia.platform.actor import Actor
from zhijia.platform.acts import action, change, lock, record

from .. import rules
from ..models import Tries, User
from ..passwords import hashed_first
from .mailboxes import forget_mail
from .telling import tell_owner
from .visits import end_all


@action("开通账号")
def open_account(
    *,
    actor: Actor,
    username: str,
    staff_no: str,
    password: str,
    is_demo: bool = False,
    is_own_choice: bool = False,
) -> User:
    """Open an account; its first password must be changed, unless its owner chose it.

    A demo account keeps the one that everybody reads on the screen.
    """
    user = User(username=username, staff_no=staff_no, is_demo=is_demo)
    user.must_change_password = not (is_demo or is_own_choice)
    user.code_until = now() + rules.FIRST_LASTS if user.must_change_password else None
    if user.must_change_password:
        user.password = hashed_first(password)
    else:
        user.set_password(password)
    user.save()
    return user


@action("修改密码")
def change_password(*, actor: Actor, user: User, password: str) -> User:
    """Give the account the password its owner chose."""
    user = lock(user)
    user.set_password(password)
    return change(user, password=user.password, must_change_password=False, code_until=None)


@action("重设密码")
def reset_password(
    *, actor: Actor, user: User, password: str, lasts: timedelta = rules.CODE_LASTS
) -> User:
    """Give the account a one-time password; its owner must change it, and is not locked out.

    One that is handed out on paper `lasts` as long as a first one.
    """
    user = lock(user)
    end_all(user)
    Tries.of(user).delete()
    user.password = hashed_first(password)
    until = None if user.is_demo else now() + lasts
    must = not user.is_demo
    tell_owner(user, "密码被重设为一次性密码")
    return change(user, password=user.password, must_change_password=must, code_until=until)


@action("重新启用账号")
def reopen_account(*, actor: Actor, user: User, password: str) -> User:
    """Let a closed account sign in again, by a one-time password."""
    user = lock(user)
    change(user, is_active=True)
    return reset_password(actor=actor, user=user, password=password)


@action("变更工号")
def renumber_account(*, actor: Actor, user: User, staff_no: str) -> User:
    """Let an account be opened by its owner's new staff number; its name stays."""
    return change(lock(user), staff_no=staff_no)


@action("停用账号")
def close_account(*, actor: Actor, user: User) -> User:
    """Let the account sign in no more; what it did stays on record."""
    user = lock(user)
    end_all(user)
    record({"通行密钥": user.passkeys.count(), "绑定": user.bindings.count()}, {})
    user.passkeys.all().delete()
    user.bindings.all().delete()
    forget_mail(user)
    return change(user, is_active=False)
