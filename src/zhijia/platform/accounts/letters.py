"""What the accounts' mails say. Pure."""

from typing import NamedTuple

FOOT = "不是您本人操作的，请不要理会，也不要把代码告诉任何人。"


class Letter(NamedTuple):
    """A mail's subject and its text."""

    subject: str
    text: str


def confirmation(account: str, code: str, minutes: int) -> Letter:
    """Ask the owner of an address to type this code."""
    return Letter(
        "职家：确认邮箱",
        f"您正在为职家账号 {account} 登记这个邮箱。\n\n"
        f"确认码：{code}\n\n"
        f"请在登记邮箱的页面填写，{minutes} 分钟内有效，只用一次。\n{FOOT}\n",
    )


def reset(account: str, code: str, minutes: int) -> Letter:
    """Give the owner of an account a code that opens it to a new password."""
    return Letter(
        "职家：找回密码",
        f"有人为您的职家账号 {account} 申请找回密码。\n\n"
        f"找回码：{code}\n\n"
        f"请在“忘记密码”页面填写，{minutes} 分钟内有效，只用一次。\n{FOOT}"
        "原来的密码仍然有效。\n",
    )
