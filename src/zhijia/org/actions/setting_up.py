"""The first unit of an instance and its first desk."""

from datetime import date
from typing import NamedTuple

from zhijia.law import refused
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action

from .. import queries
from ..models import Unit
from ..rules import NOTHING
from .members import join
from .posts import give_post
from .units import plant


class Founder(NamedTuple):
    """The first person of an instance, as the set-up page asks."""

    name: str
    staff_no: str
    password: str


@action("初始设置")
def set_up(
    *,
    actor: Actor,
    name: str,
    code: str,
    kind: str,
    founder: Founder,
    today: date,
    is_demo: bool = False,
) -> Unit:
    """Found the first unit, enrol the person who does it as its desk and open their account."""
    if not queries.is_empty():
        raise Refused(refused("本系统已经完成初始设置"))
    unit = plant(None, name, code, kind, today)
    member = join(unit, founder.name, founder.staff_no, today, NOTHING)
    give_post(unit, member, "desk", "", today)
    member.user = accounts.open_account(
        actor=actor,
        username=f"{code}-{founder.staff_no}",
        staff_no=founder.staff_no,
        password=founder.password,
        is_demo=is_demo,
        is_own_choice=True,
    )
    member.save()
    return unit
