from django.db import models
from django.db.models import Q, UniqueConstraint

from zhijia.org.models import Member, Unit
from zhijia.platform.scope import Goes, ScopedQuerySet, path_field

from ..rules.disputes import SIDES


class Mediator(models.Model):
    """调解委员会成员: a seat for staff or employer (调解仲裁法 §10, which asks for its make-up).

    Who has no account here is written down by name alone.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="mediators", verbose_name="单位")
    unit_path = path_field(moves=Goes(Q(ended_on=None), until="ended_on"))
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="mediates")
    name = models.CharField("姓名", max_length=40)
    side = models.CharField("代表", max_length=5, choices=list(SIDES.items()))
    is_head = models.BooleanField("主任", default=False)
    is_union = models.BooleanField("工会成员", default=False)
    from_on = models.DateField("聘任日期")
    until_on = models.DateField("聘期至", null=True)
    ended_on = models.DateField("解聘日期", null=True)

    objects = ScopedQuerySet["Mediator"].as_manager()

    class Meta:
        ordering = ["-is_head", "side", "pk"]
        constraints = [
            UniqueConstraint(
                "unit",
                condition=Q(is_head=True, ended_on=None),
                name="mediation_one_head",
                violation_error_message="主任只能有一名",
            )
        ]

    def __str__(self) -> str:
        return self.name
