"""A roster brought into the register: who is new, who changes, who stays, who is a stranger."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import CASCADE
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.org.roster.making import identity, xlsx
from zhijia.org import actions as org
from zhijia.org.models import Member, Membership, Unit
from zhijia.org.roster import read
from zhijia.org.rules import Particulars
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.jobs import worker
from zhijia.platform.sheets import queries as kept
from zhijia.platform.sheets.models import Import

Browse = Callable[..., Client]
HEADS = ["姓名", "身份证号", "工号", "手机号", "部门", "入会时间", "用工形式", "会籍状态"]
PLAIN = ("pk", "name", "staff_no", "version", "id_mark", "phone_mark", "department")
WANG, LI = identity("19850312", 123), identity("19900704", 124)


def row(name: str = "王小明", number: str = WANG, **cells: Any) -> list[Any]:
    usual = dict.fromkeys(HEADS, "") | {"姓名": name, "身份证号": number, "工号": "A1"}
    return list((usual | {"入会时间": "2015-07-01"} | cells).values())


@pytest.fixture
def desk(sign_in: Browse, group_desk: Actor) -> Client:
    return sign_in(group_desk)


def work() -> None:
    worker.work(until_empty=True, with_clock=False)


def bring(client: Client, *rows: list[Any], place: str = "JT") -> Import:
    """Upload a roster of these rows and have it read."""
    file = SimpleUploadedFile("花名册.xlsx", xlsx([HEADS, *rows]))
    address = reverse("sheets:bring", args=["org.members"])
    answer = client.post(address, {"place": place, "file": file})
    assert answer.status_code == 302, answer.text
    work()
    brought = Import.objects.first()
    assert brought
    return brought


def anew(client: Client, brought: Import, **chosen: str) -> None:
    data = {"places": "here", "numbers": "generate"} | chosen
    client.post(reverse("sheets:import-anew", args=[brought.pk]), data)
    work()
    brought.refresh_from_db()


def confirm(client: Client, brought: Import, how: str = "whole") -> Any:
    brought.refresh_from_db()
    address = reverse("sheets:import-confirm", args=[brought.pk])
    answer = client.post(address, {"how": how, "version": brought.version})
    work()
    brought.refresh_from_db()
    return answer


def undo(client: Client, brought: Import) -> None:
    client.post(reverse("sheets:import-undo", args=[brought.pk]))
    work()
    brought.refresh_from_db()


def said(brought: Import, kind: str) -> str:
    """Return all that the preview says of the rows of a kind."""
    rows = kept.page(brought, kind, 1)
    told = [words for row in rows for words in (row.title, row.detail, *row.messages)]
    changes = [f"{c.label}：{c.before}→{c.after}" for row in rows for c in row.changes]
    return "\n".join([*told, *changes])


def counts(brought: Import) -> dict[str, int]:
    return {kind: n for kind, n in brought.counts.items() if kind not in {"missing", "flagged"}}


def test_a_person_of_a_roster_becomes_a_member_with_a_stay(
    desk: Client, group: Unit, group_desk: Actor
) -> None:
    brought = bring(desk, row(手机号="19900000001", 部门="机修", 用工形式="劳务派遣"))
    assert counts(brought) == {"add": 1}
    assert not Member.objects.filter(name="王小明").exists(), "only looked at so far"

    confirm(desk, brought)

    who = Member.objects.get(name="王小明")
    assert (who.unit, who.unit_path, who.staff_no) == (group, group.path, "A1")
    assert (who.id_number, who.phone, who.gender) == (WANG, "19900000001", "male")
    assert (who.birth_on, who.department, who.employment) == ("1985-03-12", "机修", "dispatched")
    assert who.stroke_key
    assert Member.objects.get(id_mark=who.id_mark, phone_mark=who.phone_mark) == who
    stay = who.memberships.get()
    assert (stay.from_on, stay.until_on, stay.unit_path) == (date(2015, 7, 1), None, group.path)


def test_a_second_time_nothing_changes(desk: Client, group: Unit) -> None:
    rows = [row(), row("李秀兰", LI, 工号="")]
    confirm(desk, bring(desk, *rows))
    before = list(Member.objects.order_by("pk").values_list(*PLAIN))

    again = bring(desk, *rows)

    assert counts(again) == {"same": 2}
    assert confirm(desk, again).status_code == 422
    assert list(Member.objects.order_by("pk").values_list(*PLAIN)) == before


def test_a_changed_field_is_shown_before_and_after_with_numbers_masked(
    desk: Client, group: Unit
) -> None:
    confirm(desk, bring(desk, row(手机号="19900000001", 部门="机修")))
    brought = bring(desk, row(手机号="19900000002", 部门="电修"))
    assert counts(brought) == {"change": 1}
    told = said(brought, "change")
    assert "手机号：199****0001→199****0002" in told
    assert "部门：机修→电修" in told

    confirm(desk, brought)
    who = Member.objects.get(name="王小明")
    assert (who.phone, who.department, who.version) == ("19900000002", "电修", 2)

    undo(desk, brought)
    who.refresh_from_db()
    assert (brought.state, who.phone, who.department) == ("undone", "19900000001", "机修")
    assert Member.objects.filter(phone_mark=who.phone_mark).count() == 1


def test_an_empty_cell_wipes_nothing_out(desk: Client, group: Unit) -> None:
    confirm(desk, bring(desk, row(部门="机修")))
    assert counts(bring(desk, row())) == {"same": 1}


def test_an_import_is_taken_back_as_a_whole(desk: Client, group: Unit) -> None:
    brought = bring(desk, row(), row("李秀兰", LI, 工号="A2"))
    confirm(desk, brought)
    assert Member.objects.count() == 3
    undo(desk, brought)
    assert brought.state == "undone"
    assert [one.staff_no for one in Member.objects.all()] == ["1002"]
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("deed", ["edit", "leave", "appoint", "account"])
def test_an_import_somebody_worked_on_is_not_taken_back(
    desk: Client, group: Unit, group_desk: Actor, today: date, deed: str
) -> None:
    brought = bring(desk, row(), row("李秀兰", LI, 工号="A2"))
    confirm(desk, brought)
    who = Member.objects.get(name="王小明")
    if deed == "edit":
        org.edit_member(actor=group_desk, member=who, name="王晓明")
    elif deed == "leave":
        org.leave(actor=group_desk, member=who, left_on=today, reason="调出")
    elif deed == "appoint":
        org.appoint(actor=group_desk, unit=group, member=who, kind="officer", from_on=today)
    else:
        org.give_account(actor=group_desk, member=who, password="shan-shui-2026")

    undo(desk, brought)

    assert brought.state == "done"
    assert "不能整批撤销" in brought.words
    assert Member.objects.filter(name="李秀兰").exists(), "nothing is half taken back"


def test_nothing_hangs_on_a_member_that_would_vanish_with_it() -> None:
    hanging = [
        relation for relation in Member._meta.related_objects if relation.on_delete is CASCADE
    ]
    assert not hanging, "an undone import would take these rows along unseen"


def test_a_member_elsewhere_is_for_a_transfer(
    desk: Client, group_desk: Actor, hospital: Unit, school: Unit, today: date
) -> None:
    facts = Particulars(id_number=WANG)
    org.enrol(
        actor=group_desk, unit=hospital, name="王小明", staff_no="9", joined_on=today, facts=facts
    )
    brought = bring(desk, row(), place="XX")
    assert counts(brought) == {"refused": 1}
    assert "已是职工医院工会的会员，请办理转会" in said(brought, "refused")
    assert confirm(desk, brought, "skip").status_code == 422
    assert not school.members.exists()


def test_a_desk_does_not_learn_in_which_other_unit_somebody_is(
    sign_in: Browse, group_desk: Actor, hospital_desk: Actor, school: Unit, today: date
) -> None:
    facts = Particulars(id_number=WANG)
    org.enrol(
        actor=group_desk, unit=school, name="王小明", staff_no="9", joined_on=today, facts=facts
    )
    brought = bring(sign_in(hospital_desk), row(), place="YY")
    assert "已是别的单位的会员" in said(brought, "refused")


def test_a_member_below_is_met_where_they_are(
    desk: Client, group_desk: Actor, hospital: Unit, today: date
) -> None:
    facts = Particulars(id_number=WANG)
    org.enrol(
        actor=group_desk, unit=hospital, name="王小明", staff_no="A1", joined_on=today, facts=facts
    )
    assert counts(bring(desk, row(入会时间=""))) == {"same": 1}


def test_who_left_is_not_brought_back_by_a_table(
    desk: Client, group_desk: Actor, group: Unit, today: date
) -> None:
    confirm(desk, bring(desk, row()))
    who = Member.objects.get(name="王小明")
    org.leave(actor=group_desk, member=who, left_on=today, reason="调出")
    assert "离会，重新入会请在会员页办理" in said(bring(desk, row()), "refused")
    assert "工号已被离会的会员用过" in said(bring(desk, row("李秀兰", LI)), "refused")
    assert not Member.objects.present().filter(name__in=["王小明", "李秀兰"]).exists()


def test_people_without_an_id_are_known_by_unit_and_staff_number(desk: Client, group: Unit) -> None:
    confirm(desk, bring(desk, row(number="", 部门="机修")))
    brought = bring(desk, row(部门="电修"))
    assert counts(brought) == {"change": 1}
    confirm(desk, brought)
    who = Member.objects.get(name="王小明")
    assert (who.department, who.id_number) == ("电修", WANG), "the ID was filled in"


def test_a_staff_number_of_somebody_else_is_refused(desk: Client, group: Unit) -> None:
    confirm(desk, bring(desk, row()))
    assert "工号已是“王小明”的，姓名不同" in said(bring(desk, row("李秀兰", LI)), "refused")
    another = bring(desk, row("王小明", identity("19850312", 125)))
    assert "已登记在另一个身份证号名下" in said(another, "refused")


def test_who_has_no_staff_number_gets_one_that_is_free(desk: Client, group: Unit) -> None:
    confirm(desk, bring(desk, row(工号="Z0007")))
    brought = bring(desk, row("李秀兰", LI, 工号=""))
    assert "Z0008" in said(brought, "add")
    confirm(desk, brought)
    assert Member.objects.get(name="李秀兰").staff_no == "Z0008"


def test_or_is_left_out_where_that_is_wished(desk: Client, group: Unit) -> None:
    brought = bring(desk, row(), row("李秀兰", LI, 工号=""))
    anew(desk, brought, numbers="refuse")
    assert counts(brought) == {"add": 1, "refused": 1}
    assert "没有工号，请补填" in said(brought, "refused")


def test_without_a_day_of_joining_it_is_today_and_the_page_says_so(
    desk: Client, group: Unit, today: date
) -> None:
    brought = bring(desk, row(入会时间=""), row("李秀兰", LI, 工号="A2", 入会时间="2015.7"))
    assert "没有入会时间，自导入之日起算" in said(brought, "flagged")
    confirm(desk, brought)
    stays = {stay.member.name: stay.from_on for stay in Membership.objects.all()}
    assert (stays["王小明"], stays["李秀兰"]) == (today, date(2015, 7, 1))


def test_a_day_to_come_is_refused(desk: Client, group: Unit, today: date) -> None:
    brought = bring(desk, row(入会时间=(today + timedelta(days=40)).isoformat()))
    assert "入会时间晚于今天" in said(brought, "refused")


@pytest.mark.parametrize(
    ("words", "state"), [("在册", "regular"), ("保留会籍", "kept"), ("", "regular")]
)
def test_a_membership_comes_in_its_state(desk: Client, group: Unit, words: str, state: str) -> None:
    brought = bring(desk, row(会籍状态=words))
    confirm(desk, brought)
    who = Member.objects.get(name="王小明")
    assert who.state == state
    kept = [change.state for change in who.state_changes.filter(until_on=None)]
    assert kept == (["kept"] if state == "kept" else [])
    undo(desk, brought)
    assert not Member.objects.filter(name="王小明").exists()


@pytest.mark.parametrize("words", ["退会", "转出", "自动退会", "已去世", "开除"])
def test_who_is_no_member_any_more_is_not_brought_in(desk: Client, group: Unit, words: str) -> None:
    brought = bring(desk, row(会籍状态=words))
    assert counts(brought) == {"refused": 1}
    assert "不是在册会员" in said(brought, "refused")


def test_a_state_is_never_changed_by_a_table(desk: Client, group: Unit) -> None:
    confirm(desk, bring(desk, row()))
    brought = bring(desk, row(会籍状态="退会"))
    assert counts(brought) == {"same": 1}
    assert "会籍状态现为“在册”，与表里不同，没有改动" in said(brought, "flagged")


def test_departments_find_the_units_of_their_name(
    desk: Client, group: Unit, workshop: Unit
) -> None:
    brought = bring(desk, row(部门="检修车间"), row("李秀兰", LI, 工号="A2", 部门="财务部"))
    anew(desk, brought, places="below")
    notes = brought.facts["notes"]
    assert "检修车间：1 人，编入检修车间分工会。" in notes
    assert "财务部：1 人，没有叫“财务部”的下级单位，编入化工集团工会。" in notes
    confirm(desk, brought)
    assert Member.objects.get(name="王小明").unit == workshop
    assert Member.objects.get(name="李秀兰").unit == group


def test_or_those_without_such_a_unit_are_left_out(
    desk: Client, group: Unit, workshop: Unit
) -> None:
    brought = bring(desk, row(部门="检修车间"), row("李秀兰", LI, 工号="A2", 部门="财务部"))
    anew(desk, brought, places="strict")
    assert counts(brought) == {"add": 1, "refused": 1}
    assert "没有叫“财务部”的下级单位" in said(brought, "refused")


def test_branches_that_number_alike_clash_only_in_one_unit(
    desk: Client, group: Unit, workshop: Unit, school: Unit
) -> None:
    sheets = {
        "检修": [[*HEADS], row(部门="检修车间")],
        "学校": [[*HEADS], row("李秀兰", LI, 部门="子弟学校")],
    }
    file = SimpleUploadedFile("花名册.xlsx", xlsx(sheets))
    desk.post(reverse("sheets:bring", args=["org.members"]), {"place": "JT", "file": file})
    work()
    brought = Import.objects.get()
    assert counts(brought) == {"add": 1, "refused": 1}
    assert "编入同一个单位会重复" in said(brought, "refused")
    anew(desk, brought, places="below")
    assert counts(brought) == {"add": 2}


def test_people_the_file_lacks_are_listed_and_stay(
    desk: Client, group: Unit, group_desk: Actor
) -> None:
    brought = bring(desk, row())
    assert "陈雨薇" in said(brought, "missing")
    confirm(desk, brought)
    assert Member.objects.present().filter(name="陈雨薇").exists()


def test_a_bad_row_is_refused_by_its_number_mended_and_brought_in_again(
    desk: Client, group: Unit
) -> None:
    wrong = WANG[:-1] + ("0" if WANG[-1] != "0" else "1")
    brought = bring(desk, row(number=wrong), row("李秀兰", LI, 工号="A2"))
    assert counts(brought) == {"add": 1, "refused": 1}
    assert "王小明" in said(brought, "refused")
    assert confirm(desk, brought).status_code == 422
    assert not Member.objects.filter(name="李秀兰").exists()
    confirm(desk, brought, "skip")

    file = BytesIO(desk.get(reverse("sheets:returned-file", args=[brought.pk])).content)
    book = load_workbook(file)
    page = book.active
    assert page
    assert [page.cell(n, 9).value for n in (1, 2, 3)] == [
        "导入结果",
        "未导入：身份证号校验码不对，可能写错了一位，请核对。",
        "已新增",
    ]
    page.cell(2, 2).value = WANG
    mended = BytesIO()
    book.save(mended)
    again = SimpleUploadedFile("花名册_导入结果.xlsx", mended.getvalue())
    desk.post(reverse("sheets:bring", args=["org.members"]), {"place": "JT", "file": again})
    work()
    second = Import.objects.first()
    assert second
    assert counts(second) == {"add": 1, "same": 1}
    confirm(desk, second)
    assert Member.objects.filter(name__in=["王小明", "李秀兰"]).count() == 2


def test_somebody_entered_between_looking_and_confirming_stops_all_of_it(
    desk: Client, group: Unit, group_desk: Actor, today: date
) -> None:
    brought = bring(desk, row(), row("李秀兰", LI, 工号="A2"))
    facts = Particulars(id_number=WANG)
    org.enrol(
        actor=group_desk, unit=group, name="王小明", staff_no="77", joined_on=today, facts=facts
    )
    confirm(desk, brought)
    assert brought.state == "ready"
    assert "请重新核对" in brought.words
    assert not Member.objects.filter(name="李秀兰").exists()
    anew(desk, brought)
    assert counts(brought) == {"add": 1, "same": 1}


def test_somebody_changed_between_looking_and_confirming_stops_all_of_it(
    desk: Client, group: Unit, group_desk: Actor
) -> None:
    confirm(desk, bring(desk, row(部门="机修")))
    brought = bring(desk, row(部门="电修"), row("李秀兰", LI, 工号="A2"))
    who = Member.objects.get(name="王小明")
    org.edit_member(actor=group_desk, member=who, name="王晓明")
    confirm(desk, brought)
    assert brought.state == "ready"
    assert Member.objects.get(pk=who.pk).department == "机修"
    assert not Member.objects.filter(name="李秀兰").exists()


def test_too_long_a_word_is_refused_and_html_stays_a_word(desk: Client, group: Unit) -> None:
    rows = [row(部门="长" * 101), row("李秀兰", LI, 工号="A2", 部门="<script>x</script>")]
    brought = bring(desk, *rows)
    assert counts(brought) == {"add": 1, "refused": 1}
    assert "部门超过 100 个字" in said(brought, "refused")
    confirm(desk, brought, "skip")
    assert Member.objects.get(name="李秀兰").department == "<script>x</script>"


def test_the_page_shows_no_number_in_full(desk: Client, group: Unit) -> None:
    brought = bring(desk, row(手机号="19900000001"))
    page = desk.get(brought.get_absolute_url()).text
    assert "王小明" in page
    assert WANG not in page
    assert "19900000001" not in page


def test_the_record_has_numbers_and_the_digest_and_nobody_s_data(desk: Client, group: Unit) -> None:
    confirm(desk, bring(desk, row(手机号="19900000001")))
    entries = AuditEntry.objects.filter(action__startswith="sheets")
    told = "".join(f"{entry.subject}{entry.before}{entry.after}" for entry in entries)
    assert "王小明" not in told
    assert WANG not in told
    assert entries.get(action="sheets.write_in").after["新增"] == 1


def test_thousands_are_written_in_few_statements(
    desk: Client, group: Unit, django_assert_max_num_queries: Any
) -> None:
    rows = [
        row("王伟", identity(f"19{n // 900 + 60}0312", n % 900 + 1), 工号=f"B{n}")
        for n in range(1200)
    ]
    brought = bring(desk, *rows)
    assert counts(brought) == {"add": 1200}
    with django_assert_max_num_queries(260):
        confirm(desk, brought)
    assert brought.state == "done"
    again = bring(desk, *rows)
    assert counts(again) == {"same": 1200}


def test_the_template_of_members_is_a_roster_without_people(desk: Client, group: Unit) -> None:
    data = desk.get(reverse("sheets:template-file", args=["org.members"])).content
    found = read(data, "模板.xlsx")
    assert found.rows == 0
    assert {"name", "id_number", "staff_no", "phone", "joined_on"} <= found.columns


def test_who_came_in_is_found_and_who_was_taken_back_is_not(desk: Client, group: Unit) -> None:
    brought = bring(desk, row())
    confirm(desk, brought)
    assert Member.objects.get(name="王小明").get_absolute_url() in found(desk)
    undo(desk, brought)
    assert "org/members/" not in found(desk)


def found(client: Client) -> str:
    """Return what the search finds of 王小明."""
    page = client.get(reverse("search"), {"q": "王小明"}).text
    return page.partition("<main")[2]


def test_the_list_of_members_leads_to_the_import(desk: Client, group: Unit) -> None:
    answer = desk.get(reverse("org:member-import"))
    assert answer["Location"] == reverse("sheets:bring", args=["org.members"])
    assert reverse("org:member-import") in desk.get(reverse("org:members")).text
