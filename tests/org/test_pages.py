"""The pages of the organisation: what is seen, what is greyed, what is refused and kept."""

import re
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import ENDED
from zhijia.org import actions, demo
from zhijia.org.models import Member, Post, Term, Unit
from zhijia.platform import blanks
from zhijia.platform.accounts.models import User
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.once import fresh

Browse = Callable[..., Client]
Most = Callable[[int], Any]
PAGES = (
    "unit",
    "unit-edit",
    "unit-found",
    "unit-move",
    "unit-rename",
    "unit-absorb",
    "unit-dissolve",
    "unit-appoint",
    "unit-term",
)
FIELDS = re.compile(r'name="(\w+)" value="([^"]*)"')


def at(name: str, row: Any) -> str:
    return reverse(f"org:{name}", args=[row if isinstance(row, int) else row.pk])


def hidden(page: Any) -> dict[str, str]:
    """Return what a page's last form carries unseen."""
    main = page.text.rpartition('<form class="sheet"')[2]
    return {k: v for k, v in FIELDS.findall(main) if k in {"version", "once"}}


@pytest.fixture
def desk(sign_in: Browse, group_desk: Actor) -> Client:
    return sign_in(group_desk)


@pytest.mark.parametrize("name", PAGES)
def test_another_branch_is_not_found(
    sign_in: Browse, hospital_desk: Actor, school: Unit, name: str
) -> None:
    browser = sign_in(hospital_desk)
    assert browser.get(at(name, school)).status_code == 404
    assert browser.get(at(name, 99999)).status_code == 404
    assert browser.get(f"/org/units/{10**30}/").status_code == 404


@pytest.mark.parametrize("name", ["member", "member-edit", "member-leave", "member-account"])
def test_another_branchs_people_are_not_found(
    sign_in: Browse, hospital_desk: Actor, member: Actor, name: str
) -> None:
    browser = sign_in(hospital_desk)
    assert browser.get(at(name, member.member_id)).status_code == 404
    assert browser.post(at(name, member.member_id)).status_code == 404


def test_a_stranger_is_shown_the_door(client: Client, group: Unit) -> None:
    page = client.get(at("unit", group))
    assert page.status_code == 302
    assert page["Location"].startswith(reverse("accounts:sign-in"))


def test_a_units_page_says_what_the_law_says(
    desk: Client, hospital: Unit, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    mandate = demo.Mandate("hospital", 4, 3, 9, 24)
    demo.elect(mandate, actor=group_desk, units={"hospital": hospital}, today=today)
    page = desk.get(at("unit", hospital))
    assert "还有 24 天" in page.text
    assert "委员名额应为 3 至 5 人，现为 9 人" in page.text
    assert "缺额 9 人" in page.text
    assert "《工会基层组织选举工作条例》第二十九条" in page.text
    assert "待核对" in page.text
    assert "李文静" in page.text


def test_who_may_not_change_a_unit_is_told_why(
    sign_in: Browse, member: Actor, workshop: Unit
) -> None:
    page = sign_in(member).get(at("unit", workshop))
    assert page.status_code == 200
    assert "由本单位或上级单位的工会主席、干事办理" in page.text
    assert at("unit-appoint", workshop) not in page.text
    assert "免职" not in page.text


def test_the_way_to_a_unit_leads_only_where_its_reader_reaches(
    sign_in: Browse, power_desk: Actor, group: Unit, power: Unit
) -> None:
    page = sign_in(power_desk).get(at("unit", power))
    assert [name for name, _ in page.context["trail"]] == ["组织", "供电公司工会"]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "unit"])
def test_a_form_is_not_offered_to_who_may_not_fill_it_in(
    sign_in: Browse, member: Actor, workshop: Unit, name: str
) -> None:
    browser, before = sign_in(member), AuditEntry.objects.count()
    page = browser.get(at(name, workshop))
    assert page.status_code == 200
    assert '<form class="sheet"' not in page.text
    answer = browser.post(
        at(name, workshop),
        {
            "name": "改名",
            "code": "GM",
            "kind": "team",
            "founded_on": "2020-01-01",
            "member": "陶然",
            "from_on": "2020-01-01",
            "number": 1,
            "elected_on": "2020-01-01",
            "years": 3,
            "seats": 3,
        },
    )
    assert answer.status_code == 422
    assert "办理" in answer.text
    assert AuditEntry.objects.count() == before
    assert Unit.objects.get(pk=workshop.pk).name == "检修车间分工会"


def test_a_unit_is_founded_and_shown(desk: Client, power: Unit) -> None:
    said = {"name": "热工车间分工会", "code": "RG", "kind": "workshop", "founded_on": "2020-05-01"}
    page = desk.post(at("unit-found", power), said, follow=True)
    made = Unit.objects.get(code="RG")
    assert page.redirect_chain == [(made.get_absolute_url(), 302)]
    assert "热工车间分工会已建立。" in page.text
    assert (made.parent, made.founded_on) == (power, date(2020, 5, 1))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "请填写"),
        ({"name": "长" * 61}, "60"),
        ({"code": "R G"}, "单位代码只能用字母和数字"),
        ({"code": "GD"}, "已被使用"),
        ({"kind": "empire"}, "empire"),
        ({"founded_on": "2999-01-01"}, "不能晚于今天"),
        ({"founded_on": "昨天"}, "日期"),
        ({"staff_count": "-1"}, "0"),
        ({"staff_count": "一百"}, "整数"),
        ({"name": "厂\x00"}, "空字符"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(
    desk: Client, power: Unit, wrong: dict[str, str], words: str
) -> None:
    said = {"name": "热工车间", "code": "RG", "kind": "workshop", "founded_on": "2020-05-01"}
    before = Unit.objects.count()
    page = desk.post(at("unit-found", power), {**said, **wrong})
    assert page.status_code == 422
    assert words in page.text
    kept = {k: v for k, v in said.items() if k not in wrong and k != "kind"}
    assert all(f'value="{value}"' in page.text for value in kept.values())
    assert Unit.objects.count() == before


def test_markup_in_a_name_is_only_text(desk: Client, power: Unit) -> None:
    actions_ = {"name": "<script>alert(1)</script>", "code": "RG", "kind": "team"}
    desk.post(at("unit-found", power), {**actions_, "founded_on": "2020-05-01"})
    page = desk.get(reverse("org:units"))
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<script>alert" not in page.text


def test_the_same_form_twice_founds_one_unit(desk: Client, power: Unit) -> None:
    said = {"name": "热工车间", "code": "RG", "kind": "workshop", "founded_on": "2020-05-01"}
    said["once"] = hidden(desk.get(at("unit-found", power)))["once"]
    first = desk.post(at("unit-found", power), said)
    second = desk.post(at("unit-found", power), said, follow=True)
    assert second.redirect_chain == [(first["Location"], 302)]
    assert "已经提交过，没有重复办理" in second.text
    assert Unit.objects.filter(code="RG").count() == 1


def test_the_tree_leads_whoever_keeps_units_to_their_import(
    sign_in: Browse, desk: Client, member: Actor
) -> None:
    to = f'href="{reverse("sheets:bring", args=["org.units"])}"'
    assert to in desk.get(reverse("org:units")).text
    assert to not in sign_in(member).get(reverse("org:units")).text


def test_an_empty_unit_is_dissolved_and_leaves_the_tree(desk: Client, school: Unit) -> None:
    assert "撤销后请报告上一级工会" in desk.get(at("unit-dissolve", school)).text
    page = desk.post(at("unit-dissolve", school), ENDED, follow=True)
    assert "子弟学校工会已撤销。" in page.text
    assert "已撤销" in page.text
    assert "子弟学校工会" not in desk.get(reverse("org:units")).text


def test_a_unit_with_people_is_not_dissolved(
    desk: Client, hospital: Unit, hospital_desk: Actor
) -> None:
    assert '<form class="sheet"' not in desk.get(at("unit-dissolve", hospital)).text
    page = desk.post(at("unit-dissolve", hospital))
    assert page.status_code == 422
    assert page.text.count("还有 1 名在会会员") == 1
    hospital.refresh_from_db()
    assert hospital.dissolved_on is None


def test_two_people_who_edit_one_member_see_both_texts_and_may_then_save(
    desk: Client, member: Actor
) -> None:
    mine = {
        "name": "陶燃",
        "gender": "male",
        **hidden(desk.get(at("member-edit", member.member_id))),
    }
    theirs = {**mine, "name": "陶冉", "once": fresh()}
    assert desk.post(at("member-edit", member.member_id), theirs).status_code == 302

    page = desk.post(at("member-edit", member.member_id), mine)
    assert page.status_code == 422
    assert "姓名现为“陶冉”，您填的是“陶燃”" in page.text
    assert Member.objects.get(pk=member.member_id).name == "陶冉"

    again = {**mine, **hidden(page)}
    assert desk.post(at("member-edit", member.member_id), again).status_code == 302
    assert Member.objects.get(pk=member.member_id).name == "陶燃"


def test_a_member_is_enrolled_where_the_desk_says(desk: Client, hospital: Unit) -> None:
    said = {"unit": hospital.code, "name": "欧阳喆", "staff_no": "2009", "joined_on": "2024-02-29"}
    page = desk.post(reverse("org:member-enrol"), said, follow=True)
    made = Member.objects.get(name="欧阳喆")
    assert "欧阳喆已登记为会员。" in page.text
    assert (made.unit, made.unit_path) == (hospital, hospital.path)
    assert made.memberships.get().from_on == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"unit": "99999"}, "没有这个单位，或者不在您的职务范围内"),
        ({"unit": "1 OR 1"}, "没有这个单位，或者不在您的职务范围内"),
        ({"unit": ""}, "请选择"),
        ({"staff_no": "5 4"}, "工号只能用字母、数字和短横线"),
        ({"joined_on": "2999-01-01"}, "不能晚于今天"),
    ],
)
def test_nobody_is_enrolled_by_a_wrong_form(
    desk: Client, hospital: Unit, wrong: dict[str, str], words: str
) -> None:
    said = {"unit": hospital.code, "name": "某人", "staff_no": "9", "joined_on": "2024-01-01"}
    page = desk.post(reverse("org:member-enrol"), {**said, **wrong})
    assert page.status_code == 422
    assert words in page.text
    assert not Member.objects.filter(name="某人").exists()


def test_a_desk_does_not_enrol_into_another_branch(
    sign_in: Browse, hospital_desk: Actor, school: Unit
) -> None:
    said = {"unit": school.code, "name": "某人", "staff_no": "9", "joined_on": "2024-01-01"}
    page = sign_in(hospital_desk).post(reverse("org:member-enrol"), said)
    assert page.status_code == 422
    assert not school.members.exists()


def test_members_are_found_by_name_number_and_unit(
    desk: Client, hospital_desk: Actor, workshop: Unit, member: Actor
) -> None:
    def names(**asked: Any) -> list[str]:
        page = desk.get(reverse("org:members"), asked)
        return [one.name for one in page.context["page"]]

    assert names() == ["陈雨薇", "李文静", "陶然"]
    assert names(who="陶") == ["陶然"]
    assert names(who="2001") == ["李文静"]
    assert names(unit=workshop.parent.code if workshop.parent else "") == ["陶然"]
    assert names(unit=99999) == []


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two units be too many for a list."""
    monkeypatch.setattr(blanks, "FEW", 1)


def test_where_units_are_many_they_are_typed_by_name_or_code_and_not_listed(
    many: None, desk: Client, hospital: Unit, hospital_desk: Actor, member: Actor
) -> None:
    address = reverse("org:members")
    page = desk.get(address)
    assert f'value="{hospital.code}"' not in page.text
    assert 'placeholder="单位名称或者代码"' in page.text
    for words in (hospital.code, hospital.name, f" {hospital.name} "):
        found = desk.get(address, {"unit": words})
        assert [one.name for one in found.context["page"]] == ["李文静"]
    assert len(desk.get(address, {"unit": ""}).context["page"].object_list) == 3
    assert "没有这个单位，或者不在您的职务范围内" in desk.get(address, {"unit": "没有"}).text
    assert desk.get(address, {"unit": "\0"}).status_code == 200


def test_two_units_of_one_name_are_told_apart_by_their_codes(
    many: None, desk: Client, hospital: Unit, school: Unit
) -> None:
    Unit.objects.filter(pk=school.pk).update(name=hospital.name)
    page = desk.get(reverse("org:members"), {"unit": hospital.name})
    assert f"“{hospital.name}”不止一个" in page.text
    assert f"{hospital.code}、{school.code}" in page.text
    assert not page.context["page"].object_list


def test_a_member_is_enrolled_in_a_unit_that_is_typed(
    many: None, desk: Client, hospital: Unit, school: Unit
) -> None:
    said = {"unit": school.name, "name": "欧阳喆", "staff_no": "2009", "joined_on": "2024-02-29"}
    desk.post(reverse("org:member-enrol"), said)
    assert school.members.get().name == "欧阳喆"


def test_a_forged_unit_is_named_and_not_searched(desk: Client, member: Actor) -> None:
    page = desk.get(reverse("org:members"), {"unit": "x"})
    assert page.status_code == 200
    assert "没有这个单位" in page.text


def test_who_left_is_greyed_and_still_readable(
    desk: Client, group_desk: Actor, member: Actor, today: date
) -> None:
    who = Member.objects.get(pk=member.member_id)
    actions.leave(actor=group_desk, member=who, left_on=today, reason="调出本市")
    assert "陶然" not in desk.get(reverse("org:members")).text
    assert "陶然" in desk.get(reverse("org:members"), {"state": "left"}).text
    page = desk.get(at("member", who))
    assert page.text.count("已离会") >= 2
    assert "调出本市" in page.text
    assert at("member-edit", who) not in page.text
    assert "该会员已离会" in desk.post(at("member-edit", who), {"name": "改"}).text
    who.refresh_from_db()
    assert who.name == "陶然"


def test_leaving_is_dated_and_reasoned(desk: Client, member: Actor, today: date) -> None:
    url = at("member-leave", member.member_id)
    assert desk.post(url, {"left_on": today, "reason": ""}).status_code == 422
    tomorrow = today + timedelta(days=1)
    assert "不能晚于今天" in desk.post(url, {"left_on": tomorrow, "reason": "调出"}).text
    assert Member.objects.get(pk=member.member_id).left_on is None
    page = desk.post(url, {"kind": "moved", "left_on": today, "reason": "调出"}, follow=True)
    assert "陶然已办理离会。" in page.text


def test_a_first_password_is_shown_once_and_kept_nowhere(desk: Client, member: Actor) -> None:
    url = at("member-account", member.member_id)
    assert "开通账号" in desk.get(url).text
    page = desk.post(url)
    password = page.context["password"]
    user = User.objects.get(member=member.member_id)
    assert user.check_password(password)
    assert user.must_change_password
    assert len(password) >= 10
    assert page.text.count(password) == 1
    assert "no-store" in page["Cache-Control"]
    assert password not in desk.get(url).text
    assert password not in str(list(AuditEntry.objects.values()))
    assert password not in str(dict(desk.session))


def test_a_first_password_sent_for_twice_is_made_once(desk: Client, member: Actor) -> None:
    url, once = at("member-account", member.member_id), fresh()
    first = desk.post(url, {"once": once})
    here = {"Referer": f"http://testserver{url}"}
    second = desk.post(url, {"once": once}, headers=here, follow=True)
    assert second.status_code == 200
    assert "没有重复办理" in second.text
    user = User.objects.get(member=member.member_id)
    assert user.check_password(first.context["password"])


def test_an_account_is_refused_where_the_person_serves_higher_up(
    sign_in: Browse, group_desk: Actor, power_desk: Actor, member: Actor, group: Unit, today: date
) -> None:
    who = Member.objects.get(pk=member.member_id)
    actions.appoint(actor=group_desk, unit=group, member=who, kind="leader", from_on=today)
    page = sign_in(power_desk).post(at("member-account", who))
    assert page.status_code == 422
    assert "管不到的单位任职" in page.text
    assert not User.objects.filter(member=who).exists()


def test_a_post_is_given_by_name_or_number(
    desk: Client, workshop: Unit, member: Actor, today: date
) -> None:
    said = {"member": "JX-5004", "kind": "officer", "title": "班长", "from_on": today}
    page = desk.post(at("unit-appoint", workshop), said, follow=True)
    assert "陶然（班长）已任职。" in page.text
    post = Post.objects.get(title="班长")
    page = desk.post(at("post-relieve", post), {"until_on": today}, follow=True)
    assert "陶然（班长）已免职。" in page.text
    post.refresh_from_db()
    assert post.until_on == today


def test_of_two_people_with_one_name_the_desk_is_asked_which(
    desk: Client, group_desk: Actor, hospital: Unit, workshop: Unit, member: Actor, today: date
) -> None:
    actions.enrol(actor=group_desk, unit=hospital, name="陶然", staff_no="88", joined_on=today)
    said = {"member": "陶然", "kind": "officer", "from_on": today}
    page = desk.post(at("unit-appoint", workshop), said)
    assert page.status_code == 422
    assert "YY-88" in page.text
    assert "JX-5004" in page.text
    page = desk.post(at("unit-appoint", workshop), {**said, "member": "没有这人"})
    assert "没有找到“没有这人”" in page.text
    assert not Post.objects.filter(kind="officer").exists()


def test_a_term_is_entered(desk: Client, hospital: Unit) -> None:
    said = {"number": 5, "elected_on": "2024-02-29", "years": 3, "seats": 3}
    page = desk.post(at("unit-term", hospital), said, follow=True)
    assert "职工医院工会 第 5 届已登记。" in page.text
    assert Term.objects.get().until_on == date(2027, 2, 28)


@pytest.mark.parametrize(
    "wrong",
    [{"years": 4}, {"seats": 0}, {"number": 0}, {"number": 10**9}, {"elected_on": "2999-01-01"}],
)
def test_a_wrong_term_is_not_entered(desk: Client, hospital: Unit, wrong: dict[str, Any]) -> None:
    said = {"number": 5, "elected_on": "2024-02-29", "years": 3, "seats": 3, **wrong}
    assert desk.post(at("unit-term", hospital), said).status_code == 422
    assert not Term.objects.exists()


@pytest.fixture
def crowd(group: Unit, group_desk: Actor, today: date) -> Unit:
    """Two hundred units below the group and three hundred members in the first of them."""
    units = [
        Unit(
            name=f"第{n}分会",
            code=f"F{n}",
            kind="branch",
            parent=group,
            path=f"0001{n:04d}",
            founded_on=today,
        )
        for n in range(1, 201)
    ]
    first, *_ = Unit.objects.bulk_create(units)
    people = [
        Member(unit=first, unit_path=first.path, name=f"会员{n}", staff_no=f"9{n:04d}")
        for n in range(300)
    ]
    Member.objects.bulk_create(people)
    return first


@pytest.mark.parametrize("name", ["units", "members", "member-enrol"])
def test_long_lists_cost_no_more_queries(
    desk: Client, crowd: Unit, name: str, django_assert_max_num_queries: Most
) -> None:
    with django_assert_max_num_queries(13):
        page = desk.get(reverse(f"org:{name}"))
    assert page.status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_a_unit_costs_few_queries_however_many_are_below(
    desk: Client, crowd: Unit, group: Unit, name: str, django_assert_max_num_queries: Most
) -> None:
    for unit in (group, crowd):
        with django_assert_max_num_queries(24):
            assert desk.get(at(name, unit)).status_code == 200


@pytest.mark.parametrize("name", ["member", "member-edit", "member-leave", "member-account"])
def test_every_page_of_a_member_costs_at_most_twelve_queries(
    desk: Client, member: Actor, name: str, django_assert_max_num_queries: Most
) -> None:
    with django_assert_max_num_queries(12):
        assert desk.get(at(name, member.member_id)).status_code == 200


def test_long_lists_are_leafed_through(desk: Client, crowd: Unit) -> None:
    page = desk.get(reverse("org:members"), {"page": 2})
    assert page.context["page"].start_index() == 51
    assert page.context["page"].paginator.count == 301
    assert desk.get(reverse("org:members"), {"page": "x"}).context["page"].number == 1
    assert desk.get(reverse("org:members"), {"page": "999"}).context["page"].number == 7


def test_a_list_too_long_to_leaf_through_says_so(
    desk: Client, crowd: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["zhijia.org.queries.listing"], "MOST", 100)
    page = desk.get(reverse("org:members"))
    assert "共 100+ 人" in page.text
    assert page.context["page"].paginator.count == 100
