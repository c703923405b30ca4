"""Joining by link: the desk makes it, people apply, the desk decides."""

from datetime import date

from zhijia.law import refused
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require
from zhijia.platform.notices import actions as notices
from zhijia.platform.vault import mark

from .. import policies, queries, rules
from ..models import Application, JoinLink, Member, Unit
from ..models.joining import GONE
from ..rules import Particulars
from .members import join
from .states import rejoin


@action("生成入会二维码")
def make_link(*, actor: Actor, unit: Unit, until_on: date, today: date) -> JoinLink:
    """Make an address by which people ask to join a unit."""
    unit = lock(unit)
    require(policies.may_edit(actor, unit))
    require(rules.link_lasts(until_on=until_on, today=today))
    return JoinLink.objects.create(unit=unit, unit_path=unit.path, made_on=today, until_on=until_on)


@action("停用入会二维码")
def revoke_link(*, actor: Actor, link: JoinLink, today: date) -> JoinLink:
    """Let nobody apply by this link any more; applications that came are still decided."""
    link = lock(link)
    require(policies.may_edit(actor, link.unit))
    require(rules.link_runs(until_on=today, revoked_on=link.revoked_on, today=today))
    return change(link, revoked_on=today)


@action("申请入会")
def apply(
    *,
    actor: Actor,
    link: JoinLink,
    name: str,
    facts: Particulars,
    receipt: str,
    has_pledged: bool,
    has_consented: bool,
    today: date,
) -> Application:
    """Take in an application from anybody who has the link; the receipt is told to them alone.

    Whether the person is known is not told, and nobody who applies learns it.
    """
    link = lock(link)
    require(queries.link_runs(link, today))
    settled, verdict = rules.settle(facts, today)
    require(verdict)
    require(rules.application(settled, has_pledged=has_pledged, has_consented=has_consented))
    made = Application.objects.create(
        link=link,
        unit=link.unit,
        unit_path=link.unit.path,
        receipt_mark=mark("receipt", receipt),
        name=name,
        id_number=settled.id_number,
        phone=settled.phone,
        department=settled.department,
        employment=settled.employment,
        applied_on=today,
    )
    notices.send(
        actor=actor,
        kind="org.applied",
        title=f"有新的入会申请：{link.unit}",
        url=made.get_absolute_url(),
        about=f"org.Application#{made.pk}",
        desks=queries.desk_for(link.unit.path),
        today=today,
    )
    return made


@action("批准入会")
def approve(*, actor: Actor, application: Application, staff_no: str, today: date) -> Application:
    """Make the applicant a member from today on; who was one here before comes back as such."""
    application, unit = lock(application, application.unit)
    require(policies.may_decide(actor, application))
    require(policies.may_edit(actor, unit))
    before = queries.former_member(application)
    if before:
        member = rejoin(actor=actor, member=before, joined_on=today)
    else:
        member = _enter(application, unit, staff_no, today)
    return _decide(application, "approved", today, member=member, id_number="", phone="")


def _enter(application: Application, unit: Unit, staff_no: str, today: date) -> Member:
    """Write the applicant as a member."""
    facts = Particulars(
        id_number=application.id_number,
        phone=application.phone,
        department=application.department,
        employment=application.employment,
    )
    settled, verdict = rules.settle(facts, today)
    require(verdict)
    member = join(unit, application.name, staff_no, today, settled)
    return change(member, informed_on=application.applied_on)


@action("不予批准入会")
def refuse_application(
    *, actor: Actor, application: Application, words: str, today: date
) -> Application:
    """Do not take the applicant in, and say why."""
    application = lock(application)
    require(policies.may_decide(actor, application))
    require(rules.refusal(words))
    return _decide(application, "refused", today, answer=words)


@action("撤回入会申请")
def withdraw_application(*, actor: Actor, receipt: str, today: date) -> Application:
    """Take back one's own application, by its receipt."""
    found = queries.application_of(receipt)
    if found is None:
        raise Refused(refused("没有找到这份申请，请核对回执号"))
    application = lock(found)
    require(rules.is_waiting(application.state))
    return _decide(application, "withdrawn", today)


@action("入会申请逾期撤回")
def close_application(*, actor: Actor, application: Application, today: date) -> Application:
    """Take an application that nobody decided for withdrawn; the clock asks for it."""
    application = lock(application)
    require(rules.is_waiting(application.state))
    return _decide(application, "withdrawn", today, answer="逾期没有办理，视为撤回")


@action("清除入会申请")
def erase_application(*, actor: Actor, application: Application) -> Application:
    """Erase who applied and was not taken in; the clock asks for it."""
    application = lock(application)
    return change(
        application, name=GONE, id_number="", id_mark="", phone="", department="", answer=""
    )


def _decide(application: Application, state: str, today: date, **new: object) -> Application:
    """Write how an application ended; with its number goes its mark."""
    marks = {"id_mark": ""} if "id_number" in new else {}
    return change(application, state=state, decided_on=today, **new, **marks)
