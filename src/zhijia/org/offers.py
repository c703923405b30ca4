from django.db.models import QuerySet

from zhijia.platform.offers import figure

from .models import Membership, Unit

SHOW = {"姓名": "member__name", "单位": "unit__name", "入会日期": "from_on"}


@figure(
    "org.members",
    "会员人数",
    unit="人",
    means="期末在会的会员；离会当日起不计。",
    may="org.read",
    since="from_on",
    until="until_on",
    show=SHOW,
)
def members() -> QuerySet[Membership]:
    """Count stays that have not ended."""
    return Membership.objects.all()


@figure(
    "org.joined",
    "新入会",
    unit="人",
    means="入会日期在期内的会员。",
    may="org.read",
    on="from_on",
    show=SHOW,
)
def joined() -> QuerySet[Membership]:
    """Count stays by the day they began."""
    return Membership.objects.all()


@figure(
    "org.units",
    "工会组织",
    unit="个",
    means="期末存续的各级工会，含本级；撤销当日起不计。",
    may="org.read",
    where="path",
    since="founded_on",
    until="dissolved_on",
    show={"单位": "name", "单位代码": "code", "建会日期": "founded_on"},
)
def units() -> QuerySet[Unit]:
    """Count units that stand."""
    return Unit.objects.all()
