"""Messages about somebody's own account."""

from uuid import uuid4

from django.urls import reverse
from django.utils.timezone import localtime

from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.notices import actions as notices

NOT_ME = "不是您本人办理、也不知情的，请马上修改密码，退出其他设备，并告诉本单位工会。"


def tell_owner(*, user: User, what: str) -> None:
    """Tell an account's owner what changed about how it is opened, each time anew.

    It is told by nobody, since who acts is told nothing, and a thief acts as the owner.
    """
    notices.send(
        actor=Actor(),
        kind="accounts.changed",
        title=f"账号安全：{what}",
        text=f"{localtime():%Y年%-m月%-d日 %H:%M} {what}。{NOT_ME}",
        url=reverse("accounts:security"),
        about=f"accounts.User#{user.pk}",
        event=uuid4().hex,
        to=(user.pk,),
    )
