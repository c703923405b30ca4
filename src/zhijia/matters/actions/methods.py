"""先进操作法: a way of working is written down, agreed to by who found it, published, revised."""

from collections.abc import Mapping
from datetime import date

from zhijia.law import refused
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused, action, change, lock, require, require_unchanged
from zhijia.platform.notices import actions as notices

from .. import policies
from ..models import Edition, Matter, Method
from ..rules import methods as rules


def _text(text: Mapping[str, str]) -> dict[str, str]:
    """Return the three parts of a text; what is missing is refused."""
    given = {key: text.get(key, "").strip() for key in rules.PARTS}
    for key, label in rules.PARTS.items():
        if not given[key]:
            raise Refused(refused(f"请填写{label}"))
    return given


@action("登记先进操作法")
def register_method(
    *,
    actor: Actor,
    unit: Unit,
    name: str,
    trade: str,
    text: Mapping[str, str],
    today: date,
    found_by: Member | None = None,
    is_named_after: bool = False,
    matter: Matter | None = None,
) -> Method:
    """Write a method down as its first version; nobody else sees it until it is published."""
    unit = lock(unit)
    require(policies.may_name_method(actor, unit))
    given = _text(text)
    if Method.objects.filter(unit=unit, name=name.strip(), withdrawn_on=None).exists():
        raise Refused(refused("本单位已有同名的操作法"))
    method = Method.objects.create(
        unit=unit,
        unit_path=unit.path,
        name=name.strip(),
        trade=trade,
        found_by=found_by,
        is_named_after=is_named_after,
        matter=matter,
        drafted_on=today,
    )
    _write(actor, method, given, "", today)
    if found_by and found_by.user_id and is_named_after:
        _ask_consent(actor, method, found_by.user_id, today)
    return method


def _ask_consent(actor: Actor, method: Method, user: int, today: date) -> None:
    """Ask who found it whether it may bear their name."""
    notices.send(
        actor=actor,
        kind="matters.method",
        to=[user],
        title="一项先进操作法拟用您的姓名命名，请您确认",
        text=f"《{method.name}》，同意以后才会发布。",
        url=method.get_absolute_url(),
        about=f"matters.Method#{method.pk}",
        today=today,
    )


def _write(actor: Actor, method: Method, given: dict[str, str], change_: str, today: date) -> None:
    number = method.editions.count() + 1
    more = {"change": change_.strip(), "made_on": today, "made_by_id": actor.member_id}
    Edition.objects.create(method=method, number=number, **given, **more)


@action("修订先进操作法")
def revise_method(
    *,
    actor: Actor,
    method: Method,
    text: Mapping[str, str],
    why: str,
    today: date,
    version: int | None = None,
) -> Method:
    """Write a new version; those before it stay to be read."""
    method = lock(method)
    require(policies.may_keep_method(actor, method))
    require(rules.is_standing(is_withdrawn=method.withdrawn_on is not None))
    require_unchanged(method, version)
    if version is not None and version != method.version:
        raise Refused(refused("他人刚修订过，请核对最新一版再保存"))
    given, last = _text(text), method.editions.first()
    is_same = last is not None and all(getattr(last, key) == given[key] for key in given)
    is_published = method.published_on is not None
    number = last.number if last else 0
    require(rules.may_revise(is_same=is_same, change=why, number=number, is_published=is_published))
    _write(actor, method, given, why, today)
    return change(method, name=method.name)


@action("同意以本人姓名命名")
def consent_to_name(*, actor: Actor, method: Method, today: date) -> Method:
    """Say yes to one's own name on a method."""
    method = lock(method)
    is_finder = actor.member_id is not None and method.found_by_id == actor.member_id
    require(
        rules.may_consent(
            is_finder=is_finder,
            is_named_after=method.is_named_after,
            has_consented=method.consented_on is not None,
        )
    )
    return change(method, consented_on=today)


@action("发布先进操作法")
def publish_method(*, actor: Actor, method: Method, today: date) -> Method:
    """Name a method for all to use."""
    method = lock(method)
    require(policies.may_keep_method(actor, method))
    require(rules.is_standing(is_withdrawn=method.withdrawn_on is not None))
    if method.published_on:
        raise Refused(refused("已经发布"))
    require(
        rules.may_publish(
            has_finder=method.found_by_id is not None,
            is_named_after=method.is_named_after,
            has_consent=method.consented_on is not None,
            has_text=method.editions.exists(),
        )
    )
    return change(method, published_on=today)


@action("停用先进操作法")
def withdraw_method(*, actor: Actor, method: Method, reason: str, today: date) -> Method:
    """Take a method out of use, with words; it stays to be read by the unit that named it."""
    method = lock(method)
    require(policies.may_keep_method(actor, method))
    require(rules.is_standing(is_withdrawn=method.withdrawn_on is not None))
    if not reason.strip():
        raise Refused(refused("请写明停用的原因"))
    return change(method, withdrawn_on=today, withdrawn_for=reason.strip())
