from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.timezone import now


class User(AbstractBaseUser):
    """账号: signs in as `<unit code>-<staff no>`, or by the bare staff number while unique."""

    username = models.CharField("账号", max_length=60, unique=True)
    staff_no = models.CharField("工号", max_length=30, db_index=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("首次登录须改密码", default=True)
    is_demo = models.BooleanField("演示账号", default=False)
    opened_at = models.DateTimeField("开通时间", default=now)

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "username"
    sensitive = frozenset({"password"})

    def __str__(self) -> str:
        return self.username
