from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest

from .models import User

# Signing in asks for no more: who chose a longer password would be locked out.
LONGEST = 200


class SignIn(forms.Form):
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

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        """Find the account, or say nothing about which of the two was wrong."""
        said = super().clean() or {}
        if "username" in said and "password" in said:
            found = authenticate(self.request, **said)
            if not isinstance(found, User):
                raise forms.ValidationError("工号或密码不对，请核对后再试。")
            self.user = found
        return said


class ChangePassword(forms.Form):
    """The password of today and, twice, the one of tomorrow."""

    old = forms.CharField(
        label="现在的密码",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
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
        super().__init__(data, label_suffix="")
        self.user = user

    def clean_old(self) -> str:
        """Check the password of today."""
        old = str(self.cleaned_data["old"])
        if not self.user.check_password(old):
            raise forms.ValidationError("现在的密码不对。")
        return old

    def clean_new(self) -> str:
        """Hold the new password against the rules in settings."""
        new = str(self.cleaned_data["new"])
        validate_password(new, self.user)
        if self.user.check_password(new):
            raise forms.ValidationError("新密码不能与现在的密码相同。")
        return new

    def clean(self) -> dict[str, Any]:
        """Compare the two new ones."""
        said = super().clean() or {}
        if "new" in said and "again" in said and said["new"] != said["again"]:
            self.add_error("again", "两次输入的新密码不一样。")
        return said
