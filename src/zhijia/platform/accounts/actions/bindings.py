"""Bindings: who of another house an account's owner is there."""

from django.db import IntegrityError, transaction

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record

from ..models import Binding, User
from .telling import tell_owner


@action("绑定其他平台")
def bind(*, actor: Actor, user: User, house: str, label: str, subject: str) -> Binding:
    """Let who is called `subject` in this house sign in as this account."""
    user = lock(user)
    about(user)
    if user.is_demo:
        raise Refused(refused("演示账号人人可用，不能绑定"))
    if user.bindings.filter(house=house).exists():
        raise Refused(refused(f"本账号已经绑定{label}，换一个人的请先解除"))
    binding = Binding(user=user, house=house, digest=Binding.digest_of(house, subject))
    try:
        with transaction.atomic():
            binding.save()
    except IntegrityError as error:
        words = f"这个{label}账号已经绑定在另一个职家账号上"
        raise Refused(refused(words)) from error
    record({}, {"平台": house})
    tell_owner(user, f"绑定了{label}，从此可以由{label}登录")
    return binding


@action("解除绑定")
def unbind(*, actor: Actor, binding: Binding) -> User:
    """Let nobody of this house sign in as this account any longer."""
    user, binding = lock(binding.user, binding)
    about(user)
    record({"平台": binding.house}, {})
    binding.delete()
    return user
