from datetime import datetime, time
from hashlib import pbkdf2_hmac
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.models import Session
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.timezone import localtime, now


class User(AbstractBaseUser):
    """账号: signs in as `<unit code>-<staff no>`, or by the bare staff number while unique."""

    username = models.CharField("账号", max_length=60, unique=True)
    staff_no = models.CharField("工号", max_length=30, db_index=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("首次登录须改密码", default=True)
    code_until = models.DateTimeField("初始密码有效期至", null=True, blank=True)
    has_second_step = models.BooleanField("两步验证", default=False)
    is_demo = models.BooleanField("演示账号", default=False)
    opened_at = models.DateTimeField("开通时间", default=now)
    # Django would note each sign-in here, to the second. The record does, where it should.
    last_login = None

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "username"
    sensitive = frozenset({"password"})

    def __str__(self) -> str:
        return self.username


class Tries(models.Model):
    """输错次数: how often in a row something was tried in vain, and when last.

    The key is a keyed hash: people type passwords where names belong, and an address is personal.
    """

    key = models.CharField("印记", max_length=64, unique=True)
    wrong = models.PositiveIntegerField("次数", default=0)
    last_at = models.DateTimeField("最近一次", db_index=True)
    # Whom the name led to, if to anybody: a desk that lifts the lock cannot know what was typed.
    user = models.ForeignKey(User, models.CASCADE, related_name="tries", null=True)

    def __str__(self) -> str:
        return f"#{self.pk} {self.wrong}"

    @classmethod
    def key_of(cls, kind: str, what: object) -> str:
        """Return the key of a name, an address or a second step."""
        return salted_hmac(f"zhijia.tries.{kind}", str(what), algorithm="sha256").hexdigest()

    @classmethod
    def of(cls, user: User) -> "models.QuerySet[Tries]":
        """Return the rows by which the owner of this account may be locked out."""
        return cls.objects.filter(models.Q(key__in=cls.keys_of(user)) | models.Q(user=user))

    @classmethod
    def keys_of(cls, user: User) -> list[str]:
        """Return the keys of this account's names and of its second step."""
        names = [cls.key_of("name", name) for name in (user.username, user.staff_no)]
        return [*names, cls.key_of("user", user.pk)]


class VisitQuerySet(models.QuerySet["Visit"]):
    def standing(self, user: User, now: datetime) -> Self:
        """Keep the visits of this account whose session still runs."""
        running = Session.objects.filter(expire_date__gt=now).values("session_key")
        return self.filter(user=user, key__in=running)


class Visit(models.Model):
    """登录: one device where an account is signed in. Goes when it signs out; keeps no address."""

    user = models.ForeignKey(User, models.CASCADE, related_name="visits", verbose_name="账号")
    key = models.CharField("会话", max_length=40, unique=True)
    device = models.CharField("设备", max_length=60)
    begun_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近使用")

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return self.device

    @property
    def is_by_day(self) -> bool:
        """Say whether only the day is known: a secret vote was under way (decision 0067)."""
        return localtime(self.begun_at).time() == time()


class LateEntry(models.Model):
    """登录 that goes on the record when a secret vote has ended: by its day, shuffled."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="账号")
    day = models.DateField("日期")
    how = models.CharField("方式", max_length=40)
    device = models.CharField("设备", max_length=60)

    def __str__(self) -> str:
        return f"登录 {self.pk}"


class Authenticator(models.Model):
    """验证器: an app on a phone that makes codes. Its secret is not here: a dump opens nothing.

    The secret is derived from the salt and the key file of this instance.
    """

    user = models.OneToOneField(
        User, models.CASCADE, related_name="authenticator", verbose_name="账号"
    )
    salt = models.CharField("盐", max_length=32)
    last_step = models.BigIntegerField("用过的最后一个周期")
    added_at = models.DateTimeField("设置时间", default=now)

    def __str__(self) -> str:
        return f"验证器 {self.pk}"

    @property
    def secret(self) -> bytes:
        """Return the secret that this app shares with us."""
        return secret_of(self.salt)


def secret_of(salt: str) -> bytes:
    """Return the secret of an app: 160 bits (RFC 4226, 4, R6)."""
    return salted_hmac("zhijia.totp", salt, algorithm="sha256").digest()[:20]


class RecoveryCode(models.Model):
    """恢复码: opens once in place of a lost phone. Kept as a digest, and when it was used."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField("印记", max_length=64)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    def __str__(self) -> str:
        return f"恢复码 {self.pk}"

    @staticmethod
    def digest_of(user: User, code: str) -> str:
        """Return the slow digest of a code, the account's number being its salt."""
        salt = f"zhijia.recovery.{user.pk}".encode()
        return pbkdf2_hmac("sha256", code.encode(), salt, 100_000).hex()


class Passkey(models.Model):
    """通行密钥: a key pair on a device of the account's owner; here is its public half.

    `credential` is WebAuthn's attested credential data, base64url; `digest` the SHA-256 of its id;
    `handle` what the device knows its owner by, the same for all passkeys of an account.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="passkeys", verbose_name="账号")
    name = models.CharField("名称", max_length=40)
    home = models.CharField("网址", max_length=253)
    handle = models.CharField("持有人", max_length=64)
    credential = models.TextField("公钥")
    digest = models.CharField("印记", max_length=64, unique=True)
    count = models.BigIntegerField("使用次数")
    added_at = models.DateTimeField("添加时间", default=now)
    used_at = models.DateTimeField("最近使用", null=True, blank=True)

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name


class Mailbox(models.Model):
    """邮箱: where an account's owner gets mail, once a code that was sent there has come back.

    `address` is confirmed and belongs to one account; `wanted` waits for its code.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="mailbox", verbose_name="账号")
    address = models.CharField("邮箱", max_length=254, unique=True, null=True)  # noqa: DJ001  # many have none
    wanted = models.CharField("待确认的邮箱", max_length=254, blank=True)
    digest = models.CharField("印记", max_length=64, blank=True)
    until = models.DateTimeField("代码有效期至", null=True)

    sensitive = frozenset({"address", "wanted", "digest"})

    def __str__(self) -> str:
        return f"邮箱 {self.pk}"


class Reset(models.Model):
    """找回密码: somebody asked for a code by mail. Without an account nothing is sent.

    The row is the same either way, so that asking takes as long for a name that nobody has.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="resets")
    asked_at = models.DateTimeField("申请时间", default=now, db_index=True)
    digest = models.CharField("印记", max_length=64, unique=True, null=True)  # noqa: DJ001  # before it is sent
    until = models.DateTimeField("有效期至", null=True)

    sensitive = frozenset({"digest"})

    def __str__(self) -> str:
        return f"找回密码 {self.pk}"


class Binding(models.Model):
    """绑定: who of another house (企业微信, a university's CAS …) is the owner of an account.

    What that house calls them is kept as a keyed hash: it may be their name.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="bindings", verbose_name="账号")
    house = models.CharField("平台", max_length=31)
    digest = models.CharField("印记", max_length=64, unique=True)
    bound_at = models.DateTimeField("绑定时间", default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "house"], name="one_binding_a_house")
        ]

    def __str__(self) -> str:
        return f"绑定 {self.pk}"

    @staticmethod
    def digest_of(house: str, subject: str) -> str:
        """Return the keyed hash of a person of a house."""
        what = f"{house}:{subject}"
        return salted_hmac("zhijia.binding", what, algorithm="sha256").hexdigest()


def digest_of_mailed(kind: str, code: str) -> str:
    """Return the keyed digest of a code that was sent by mail."""
    return salted_hmac(f"zhijia.mailed.{kind}", code, algorithm="sha256").hexdigest()
