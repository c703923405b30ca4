"""先进操作法: written down, agreed to, published, revised, found again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.matters import actions
from zhijia.matters.models import Method
from zhijia.matters.queries import methods as queries
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

TEXT = {"scope": "二号炉补焊", "points": "先断电，再打磨，后满焊。", "effect": "返修率降为零。"}
SignIn = Callable[..., Client]
Register = Callable[..., Method]


@pytest.fixture
def register(workshop: Unit, workshop_chair: Actor, member: Actor, today: date) -> Register:
    def one(**more: Any) -> Method:
        said = {"name": "陶然焊接法", "trade": "repair", "text": TEXT, "today": today, **more}
        said.setdefault("found_by", Member.objects.get(pk=member.member_id))
        said.setdefault("is_named_after", True)
        return actions.register_method(actor=workshop_chair, unit=workshop, **said)

    return one


def test_nothing_bears_a_name_before_its_owner_agrees(
    register: Register, workshop_chair: Actor, member: Actor, today: date
) -> None:
    method = register()
    with pytest.raises(Refused, match="本人同意"):
        actions.publish_method(actor=workshop_chair, method=method, today=today)
    with pytest.raises(Refused, match="创造人本人"):
        actions.consent_to_name(actor=workshop_chair, method=method, today=today)
    method.refresh_from_db()
    assert (method.published_on, method.consented_on) == (None, None)
    actions.consent_to_name(actor=member, method=method, today=today)
    published = actions.publish_method(actor=workshop_chair, method=method, today=today)
    assert published.published_on == today
    with pytest.raises(Refused, match="已经发布"):
        actions.publish_method(actor=workshop_chair, method=published, today=today)


def test_all_units_find_what_is_published_and_nobody_else_a_draft(
    register: Register,
    workshop_chair: Actor,
    member: Actor,
    hospital_desk: Actor,
    sign_in: SignIn,
    today: date,
) -> None:
    method = register(is_named_after=False)
    url = method.get_absolute_url()
    assert sign_in(hospital_desk).get(url).status_code == 404
    assert sign_in(member).get(url).status_code == 200
    actions.publish_method(actor=workshop_chair, method=method, today=today)
    assert sign_in(hospital_desk).get(url).status_code == 200
    for words, number in (("满焊", 1), ("断电 打磨", 1), ("断电 酸洗", 0), ("陶然", 1)):
        assert queries.methods_like(hospital_desk, words=words).count() == number
    assert queries.methods_like(hospital_desk, trade="care").count() == 0


def test_a_new_version_says_what_is_new_and_the_old_one_stays(
    register: Register, workshop_chair: Actor, sign_in: SignIn, today: date
) -> None:
    method = register(is_named_after=False)
    actions.publish_method(actor=workshop_chair, method=method, today=today)
    new = {**TEXT, "points": "先断电，再打磨，后满焊，最后探伤。"}
    said = {"actor": workshop_chair, "method": method, "today": today}
    with pytest.raises(Refused, match="修订了什么"):
        actions.revise_method(**said, text=new, why=" ")
    with pytest.raises(Refused, match="没有变化"):
        actions.revise_method(**said, text=TEXT, why="没改")
    assert method.editions.count() == 1
    actions.revise_method(**said, text=new, why="增加探伤")
    page = sign_in(workshop_chair).get(method.get_absolute_url()).content.decode()
    assert "增加探伤" in page
    assert "第1版" in page
    with pytest.raises(Refused, match="他人刚修订过"):
        actions.revise_method(**said, text={**new, "effect": "更好"}, why="改", version=1)


def test_a_name_stands_once_and_what_is_withdrawn_is_gone_for_others(
    register: Register, workshop_chair: Actor, hospital_desk: Actor, sign_in: SignIn, today: date
) -> None:
    method = register(is_named_after=False)
    with pytest.raises(Refused, match="同名"):
        register(is_named_after=False)
    actions.publish_method(actor=workshop_chair, method=method, today=today)
    with pytest.raises(Refused, match="停用的原因"):
        actions.withdraw_method(actor=workshop_chair, method=method, reason=" ", today=today)
    actions.withdraw_method(actor=workshop_chair, method=method, reason="设备更新", today=today)
    assert sign_in(hospital_desk).get(method.get_absolute_url()).status_code == 404
    with pytest.raises(Refused, match="已经停用"):
        actions.publish_method(actor=workshop_chair, method=method, today=today)
    assert register(is_named_after=False).pk != method.pk


def test_only_the_units_own_desk_names_and_keeps_a_method(
    register: Register, hospital_desk: Actor, power_desk: Actor, workshop: Unit, today: date
) -> None:
    method = register(is_named_after=False)
    for who in (hospital_desk, power_desk):
        with pytest.raises(Refused, match="本单位"):
            actions.publish_method(actor=who, method=method, today=today)
        said = {"name": "另一法", "trade": "other", "text": TEXT, "today": today}
        with pytest.raises(Refused, match="本单位"):
            actions.register_method(actor=who, unit=workshop, **said)
    assert Method.objects.filter(published_on=None).count() == 1


def test_the_pages_of_a_method(
    workshop_chair: Actor, member: Actor, workshop: Unit, sign_in: SignIn
) -> None:
    desk, plain = sign_in(workshop_chair), sign_in(member)
    assert "还没有先进操作法" in plain.get(reverse("matters:methods")).content.decode()
    new = reverse("matters:method-new")
    assert "由工会主席" in plain.get(new).content.decode()
    said = {**TEXT, "unit": workshop.pk, "name": "<b>三步法</b>", "trade": "repair"}
    assert desk.post(new, {**said, "points": ""}).status_code == 422
    answer = desk.post(new, said)
    assert answer.status_code == 302
    method = Method.objects.get()
    url = method.get_absolute_url()
    page = desk.get(url).content.decode()
    assert "&lt;b&gt;三步法" in page
    assert plain.post(reverse("matters:method-publish", args=[method.pk]), {}).status_code == 404
    assert desk.post(reverse("matters:method-publish", args=[method.pk]), {}).status_code == 302
    assert plain.post(reverse("matters:method-publish", args=[method.pk]), {}).status_code == 422
    revise = reverse("matters:method-revise", args=[method.pk])
    assert desk.post(revise, {**TEXT, "why": "没改", "version": 2}).status_code == 422
    more = {**TEXT, "effect": "省一半时间。", "why": "补数据", "version": 2}
    assert desk.post(revise, more).status_code == 302
    assert desk.post(revise, {**more, "effect": "又改"}).status_code == 422
    listed = plain.get(reverse("matters:methods"), {"words": "一半"}).content.decode()
    assert "三步法" in listed
    none = plain.get(reverse("matters:methods"), {"words": "没有"}).content.decode()
    assert "没有找到" in none
