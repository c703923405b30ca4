"""Taking back what an import made. Nothing else in this room deletes a row."""

from django.db.models import ProtectedError

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, about, action, lock, record, require

from .. import policies
from ..models import Unit


@action("撤销导入的单位")
def unfound(*, actor: Actor, unit: Unit, version: int) -> None:
    """Take back a unit that an import founded, while nobody has touched it or put anything in."""
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    if unit.version != version:
        raise Refused(refused(f"“{unit}”导入以后有人改动过，不能撤销"))
    about(unit)
    record({"名称": unit.name, "代码": unit.code}, {})
    try:
        unit.paths.all().delete()
        unit.delete()
    except ProtectedError as error:
        raise Refused(refused(f"“{unit}”已有会员、职务、下级单位或者任务，不能撤销")) from error
