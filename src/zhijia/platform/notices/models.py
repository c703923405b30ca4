from typing import Self

from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils.timezone import now

from zhijia.platform.accounts.models import User
from zhijia.platform.scope import Goes, ScopedQuerySet, path_field
from zhijia.platform.vault import SealedField, fresh_seal

from .houses import LABELS, masked
from .rules import TITLE, WORDS


class Mail(models.TextChoices):
    """Where what leaves the house stands; most messages have no letter."""

    NONE = "", "不寄"
    WAITING = "waiting", "待寄"
    SENDING = "sending", "寄送中"
    SENT = "sent", "已寄出"
    FAILED = "failed", "没有寄到"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def listed(self, user_id: int | None) -> Self:
        """Keep what stands in the inbox of this account; nobody's inbox is empty."""
        if user_id is None:
            return self.none()
        return self.filter(user=user_id, is_listed=True)

    def unread(self) -> Self:
        """Keep what nobody opened yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """消息: one thing that one person was told, unread until they open it.

    `about` and `event` name what happened to what, so that nobody is told the same thing twice.
    """

    # The unique constraint begins with the account, so a second index on it would serve nobody.
    user = models.ForeignKey(
        User, models.CASCADE, related_name="notices", verbose_name="收件人", db_index=False
    )
    kind = models.CharField("类别", max_length=60)
    title = models.CharField("标题", max_length=TITLE)
    words = models.CharField("内容", max_length=WORDS, blank=True)
    url = models.CharField("去处", max_length=300)
    about = models.CharField("事项", max_length=100)
    event = models.CharField("事件", max_length=60, blank=True)
    made_at = models.DateTimeField("时间", default=now)
    # Who switched a kind off in the inbox may still get it by e-mail: then it stands here unlisted.
    is_listed = models.BooleanField("列入消息", default=True)
    read_at = models.DateTimeField("阅读时间", null=True)
    mail = models.CharField("邮件", max_length=8, blank=True, default="", choices=Mail)
    mail_at = models.DateTimeField("邮件时间", null=True)
    mail_tries = models.PositiveSmallIntegerField("寄送次数", default=0)
    mail_fault = models.CharField("没有寄到的原因", max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            UniqueConstraint("user", "kind", "about", "event", name="notice_told_once"),
        ]
        indexes = [
            models.Index(fields=["user", "-made_at", "-id"], name="notice_inbox"),
            models.Index(
                fields=["user"], condition=Q(read_at=None, is_listed=True), name="notice_unread"
            ),
            models.Index(fields=["mail_at"], condition=Q(mail="waiting"), name="notice_mail"),
        ]

    def __str__(self) -> str:
        return f"消息 {self.pk}"


class Choice(models.Model):
    """消息设置: whether one person wants one kind in the inbox and by e-mail."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="notice_choices", verbose_name="账号", db_index=False
    )
    kind = models.CharField("类别", max_length=60)
    in_inbox = models.BooleanField("站内", default=True)
    by_mail = models.BooleanField("邮件", default=True)

    class Meta:
        constraints = [UniqueConstraint("user", "kind", name="notice_choice_once")]

    def __str__(self) -> str:
        return f"消息设置 {self.pk}"


class RobotQuerySet(ScopedQuerySet["Robot"]):
    def standing(self) -> Self:
        """Keep those that nobody took away."""
        return self.filter(ended_on=None)


class Robot(models.Model):
    """群机器人: speaks in a group chat of one unit. Who has its token can speak for it.

    When it is taken away, token and secret go; what it said stays.
    """

    unit_path = path_field(moves=Goes(Q(ended_on=None), until="ended_on"))
    house = models.CharField("平台", max_length=10, choices=list(LABELS.items()))
    name = models.CharField("群名称", max_length=40)
    seal = models.CharField(max_length=32, default=fresh_seal, editable=False)
    token = SealedField("机器人地址", blank=True, default="")
    secret = SealedField("加签密钥", blank=True, default="")
    kinds = models.JSONField("发到群里的消息", default=list)
    is_paused = models.BooleanField("暂停", default=False)
    ended_on = models.DateField("移除日期", null=True)
    version = models.PositiveIntegerField(default=1)

    objects = RobotQuerySet.as_manager()
    sensitive = frozenset({"token", "secret"})

    class Meta:
        ordering = ["unit_path", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def masked(self) -> str:
        """Return what tells its address from another on the page."""
        return masked(self.token)


class GroupMessage(models.Model):
    """群消息: one thing that a group chat is told, and how that went."""

    robot = models.ForeignKey(
        Robot, models.CASCADE, related_name="messages", verbose_name="群机器人", db_index=False
    )
    kind = models.CharField("类别", max_length=60)
    title = models.CharField("标题", max_length=TITLE)
    about = models.CharField("事项", max_length=100)
    event = models.CharField("事件", max_length=60, blank=True)
    made_at = models.DateTimeField("时间", default=now)
    state = models.CharField("状态", max_length=8, default=Mail.WAITING, choices=Mail)
    at = models.DateTimeField("发送时间", default=now)
    tries = models.PositiveSmallIntegerField("次数", default=0)
    fault = models.CharField("没有发到的原因", max_length=200, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            UniqueConstraint("robot", "kind", "about", "event", name="group_told_once"),
        ]
        indexes = [
            models.Index(fields=["robot", "-made_at", "-id"], name="group_latest"),
            models.Index(fields=["at"], condition=Q(state="waiting"), name="group_waiting"),
        ]

    def __str__(self) -> str:
        return f"群消息 {self.pk}"
