"""会员 and their stays."""

from typing import Self

from django.db import models
from django.db.models import Index, Q, UniqueConstraint
from django.urls import reverse

from zhijia.platform.accounts.models import User
from zhijia.platform.scope import Goes, ScopedQuerySet, Splits, path_field
from zhijia.platform.vault import MarkField, SealedField, fresh_seal

from .. import rules
from .units import Unit


def _words(label: str, longest: int) -> "models.CharField[str, str]":
    """Return a column of a few words that may be left empty."""
    return models.CharField(label, max_length=longest, blank=True, default="")


def _choice(label: str, choices: dict[str, str]) -> "models.CharField[str, str]":
    """Return a column whose codes the rules know by a Chinese word."""
    return models.CharField(
        label, max_length=10, blank=True, default="", choices=list(choices.items())
    )


HERE, GONE = Q(left_on=None), Q(left_on__isnull=False)


class MemberQuerySet(ScopedQuerySet["Member"]):
    def present(self) -> Self:
        """Keep those who have not left."""
        return self.filter(left_on=None)

    def voting(self) -> Self:
        """Keep the members who elect and vote: those whose membership is only kept do not."""
        return self.filter(left_on=None, state="regular")


class Member(models.Model):
    """会员: a person, counted in one unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="members", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(left_on=None), until="left_on"))
    name = models.CharField("姓名", max_length=50)
    staff_no = models.CharField("工号", max_length=30)
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="member", verbose_name="账号"
    )
    state = models.CharField(
        "会籍状态", max_length=10, default="regular", choices=list(rules.STATES.items())
    )
    left_on = models.DateField("离会日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    member_no = _words("会员证号", 30)
    id_number = SealedField("身份证号", blank=True, default="")
    id_mark = MarkField("身份证号印记", of="id_number", kind="id", db_index=True)
    gender = models.CharField("性别", max_length=6, blank=True, choices=list(rules.GENDERS.items()))
    birth_on = _words("出生日期", 10)
    ethnicity = _words("民族", 20)
    native_place = _words("籍贯", 60)
    education = _words("学历", 60)
    political_status = _words("政治面貌", 20)
    phone = SealedField("手机号", blank=True, default="")
    phone_mark = MarkField("手机号印记", of="phone", kind="phone", db_index=True)
    department = _words("部门", 100)
    position = _words("岗位", 100)
    title = _words("职称", 60)
    skill_level = _words("技能等级", 20)
    worked_since = _words("参加工作日期", 10)
    household = _words("户籍类型", 10)
    marital = _words("婚姻状况", 10)
    address = SealedField("住址", blank=True, default="")
    bank_card = SealedField("银行卡号", blank=True, default="")
    employment = _choice("用工形式", rules.EMPLOYMENTS)
    is_migrant = models.BooleanField("农民工", null=True, blank=True)
    remarks = _words("备注", 500)
    stroke_override = _words("排序用字", 50)
    stroke_key = models.CharField("笔画序", max_length=420, default="", editable=False)
    informed_on = models.DateField("告知日期", null=True, blank=True)
    seal = models.CharField("封印", max_length=32, default=fresh_seal, editable=False)

    objects = MemberQuerySet.as_manager()
    # What the record of actions tells by name only.
    sensitive = frozenset(
        "id_number id_mark phone phone_mark address bank_card birth_on native_place marital seal"
        " remarks stroke_key".split()
    )

    class Meta:
        ordering = ["unit_path", "staff_no"]
        # Each order of the list, and each count, has an index that holds all it asks for: at a
        # million members a look at every row takes seconds.
        indexes = [
            Index(fields=["unit_path", "stroke_key"], condition=HERE, name="member_here_by_unit"),
            Index(fields=["unit_path", "stroke_key"], condition=GONE, name="member_gone_by_unit"),
            Index(fields=["stroke_key", "unit_path"], condition=HERE, name="member_here_by_name"),
            Index(fields=["staff_no", "unit_path"], condition=HERE, name="member_here_by_number"),
            Index(fields=["unit_path", "gender"], condition=HERE, name="member_here_by_gender"),
            Index(fields=["name"], name="member_called"),
            # Most members have no account: the unique index, which counts those as equal, looks
            # bad to SQLite's planner, and every page begins with this question.
            Index(fields=["user"], condition=Q(user__isnull=False), name="member_by_account"),
        ]
        constraints = [
            UniqueConstraint("unit", "staff_no", name="member_staff_no_once_a_unit"),
            UniqueConstraint(
                "id_mark", condition=Q(left_on=None) & ~Q(id_mark=""), name="member_id_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("org:member", args=[self.pk])


class MembershipQuerySet(ScopedQuerySet["Membership"]):
    pass


class Membership(models.Model):
    """会籍: one stay of a member in one unit."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    unit_path = path_field(moves=Splits("from_on", "until_on", "is_carried", "reason"))
    from_on = models.DateField("入会日期", db_index=True)
    until_on = models.DateField("离会日期", null=True, blank=True)
    reason = models.CharField("离会原因", max_length=100, blank=True)
    ended_as = models.CharField(
        "离会方式", max_length=10, blank=True, default="", choices=list(rules.STATES.items())
    )
    # The unit moved or was merged: the stay goes on elsewhere, and nobody has joined anew.
    is_carried = models.BooleanField("续接", default=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        # A number of members on any day is counted along this index alone.
        indexes = [Index(fields=["unit_path", "from_on", "until_on"], name="membership_by_days")]
        constraints = [
            UniqueConstraint("member", condition=Q(until_on=None), name="membership_one_open")
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.unit}"

    @property
    def begun(self) -> str:
        """Return what its first day is called on screen."""
        return "会籍续接日期" if self.is_carried else "入会日期"


class StateChange(models.Model):
    """会籍变动: a membership kept from a day to a day, or the end of one with what it rests on."""

    member = models.ForeignKey(
        Member, models.PROTECT, related_name="state_changes", verbose_name="会员"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_path = path_field(moves=Splits("from_on", "until_on", "is_carried", "ended_why"))
    state = models.CharField("变动", max_length=10, choices=list(rules.STATES.items()))
    from_on = models.DateField("起始日期")
    until_on = models.DateField("终止日期", null=True, blank=True)
    is_carried = models.BooleanField("续接", default=False)
    ended_why = models.CharField("终止原因", max_length=100, blank=True)
    reason = models.CharField("原因", max_length=100, blank=True)
    document = models.CharField("文号", max_length=60, blank=True)
    grounds = models.JSONField("依据", default=dict)

    objects = ScopedQuerySet["StateChange"].as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            UniqueConstraint("member", condition=Q(until_on=None), name="state_change_one_open")
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.get_state_display()}"
