from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password

from zhijia.platform.blanks import Blank

from .models import User
from .queries import plain_address

# Signing in asks for no more: who chose a longer password would be locked out.
LONGEST = 200


class SignIn(Blank):
    """A name and a password."""

    username = forms.CharField(
        label="工号",
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True}),
        help_text="工号重复时，请输入“单位代码-工号”。",
    )
    password = forms.CharField(
        label="密码",
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for a phone too, where this instance knows phones."""
        super().__init__(*args, **kwargs)
        if settings.BY_PHONE:
            self.fields["username"].label = "工号或手机号"


class NewPassword(Blank):
    """Twice, the password of tomorrow."""

    new = forms.CharField(
        label="新密码",
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="至少 8 位，不能只有数字，不能与工号相近。",
    )
    again = forms.CharField(
        label="再输一次新密码",
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_new(self) -> str:
        """Hold the new password against the rules in settings."""
        new = str(self.cleaned_data["new"])
        validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        said = super().clean() or {}
        if "new" in said and "again" in said and said["new"] != said["again"]:
            self.add_error("again", "两次输入的新密码不一样。")
        return said


class ChangePassword(NewPassword):
    """The password of today and, twice, the one of tomorrow."""

    old = forms.CharField(
        label="现在的密码",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    field_order = ("old", "new", "again")

    def clean(self) -> dict[str, Any]:
        """Compare with the old one, which is checked where wrong tries are counted."""
        said = super().clean()
        if "new" in said and said["new"] == said.get("old"):
            self.add_error("new", "新密码不能与现在的密码相同。")
        return said


def _password() -> forms.CharField:
    """Ask once more who sits here."""
    widget = forms.PasswordInput({"autocomplete": "current-password"})
    return forms.CharField(label="登录密码", strip=False, max_length=LONGEST, widget=widget)


class SecondStep(Blank):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label="验证码",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True}),
        help_text="手机验证器上的六位数字；手机不在身边时，输入一个恢复码。",
    )

    def __init__(self, *args: Any, has_app: bool, **kwargs: Any) -> None:
        """Ask an account that has passkeys and no app for the one thing that can be typed."""
        super().__init__(*args, **kwargs)
        if not has_app:
            self.fields["code"].label = "恢复码"
            self.fields["code"].help_text = "带通行密钥的设备不在身边时，输入一个恢复码。"


class TurnOn(Blank):
    """The first code of a new app."""

    code = forms.CharField(
        label="验证码",
        max_length=12,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text="手机验证器上现在显示的六位数字。",
    )
    password = _password()


class Confirm(Blank):
    """The password, asked once more."""

    password = _password()


class PasskeyName(Blank):
    """What its owner calls a passkey."""

    name = forms.CharField(label="名称", max_length=40, help_text="例如：办公室电脑、我的手机。")


class NewPasskey(PasskeyName):
    """A name for a new passkey, and the password once more."""

    password = _password()


class Forgotten(Blank):
    """Whose password was forgotten."""

    name = forms.CharField(
        label="工号、账号或者邮箱",
        max_length=254,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True}),
    )


class MailedCode(Blank):
    """A code that came by mail."""

    code = forms.CharField(
        label="邮件里的代码",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True}),
        help_text="三组字母和数字，例如 abcd-efgh-jkmn。没有收到的，请看看垃圾邮件。",
    )


class ResetPassword(NewPassword):
    """A new password and, where the account has a second step, that step."""

    code = forms.CharField(
        label="验证码",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code"}),
        help_text="这个账号开启了两步验证：请填写手机验证器上的六位数字，或者一个恢复码。",
    )
    field_order = ("new", "again", "code")

    def __init__(self, user: User, data: Any = None, *, has_app: bool) -> None:
        super().__init__(user, data)
        if not user.has_second_step:
            del self.fields["code"]
        elif not has_app:
            self.fields["code"].label = "恢复码"
            self.fields["code"].help_text = "这个账号开启了两步验证：请填写一个恢复码。"


class WantMailbox(Blank):
    """An address, and the password once more."""

    address = forms.EmailField(
        label="邮箱",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": "邮箱地址不对，请核对"},
    )
    password = _password()

    def clean_address(self) -> str:
        """Return the address as we keep it."""
        return plain_address(self.cleaned_data["address"])
