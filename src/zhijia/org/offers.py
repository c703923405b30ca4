from django.db.models import QuerySet

from zhijia.platform.offers import figure

from .models import Membership, UnitPath

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
    means="入会日期在期内的会员；单位调整隶属关系或者合并时续接的会籍不算。",
    may="org.read",
    on="from_on",
    show=SHOW,
)
def joined() -> QuerySet[Membership]:
    """Count stays by the day they began; one that only goes on elsewhere is none."""
    return Membership.objects.filter(is_carried=False)


@figure(
    "org.units",
    "工会组织",
    unit="个",
    means="期末存续的各级工会，含本级；撤销当日起不计。",
    may="org.read",
    where="path",
    since="since",
    until="until",
    show={"单位": "unit__name", "单位代码": "unit__code", "建会日期": "unit__founded_on"},
)
def units() -> QuerySet[UnitPath]:
    """Count the places in the tree that a unit holds: each unit has one at a time."""
    return UnitPath.objects.all()
