"""A file brought in: read, looked through, confirmed, taken back; with the sheet of units."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from openpyxl import Workbook, load_workbook

from zhijia.org import actions as org
from zhijia.org.models import Unit, UnitPath
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.jobs.models import Job
from zhijia.platform.sheets import acts, queries
from zhijia.platform.sheets.models import Import, Parcel, Part, Piece

Browse = Callable[..., Client]
Work = Callable[[], None]
HEADS = ["单位名称", "单位代码", "类型", "上级单位", "建会日期", "职工人数"]
ONCE = re.compile(r'name="once" value="(\w+)"')


def table(*rows: list[Any]) -> bytes:
    book = Workbook()
    page = book.active
    page.append(HEADS)
    for row in rows:
        page.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


BRANCH = ["检修车间分工会", "JX", "车间（部门）", "供电公司工会", "2015-06-01", 58]
COMPANY = ["供电公司工会", "GD", "企业", "", "2010-01-01", 320]
TEAM = ["一班小组", "YB", "工会小组", "JX", "2016-01-01", None]


@pytest.fixture
def desk(sign_in: Browse, group_desk: Actor) -> Client:
    return sign_in(group_desk)


def upload(client: Client, data: bytes, name: str = "组织.xlsx", place: str = "JT") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("sheets:bring", args=["org.units"]), {"place": place, "file": file})


def brought(client: Client, work: Work, *rows: list[Any]) -> Import:
    """Upload rows and have them read."""
    answer = upload(client, table(*rows))
    assert answer.status_code == 302, answer.text
    work()
    return Import.objects.get()


def look(client: Client, one: Import, tab: str = "") -> Any:
    return client.get(reverse("sheets:import-page", args=[one.pk]), {"tab": tab} if tab else {})


def confirm(client: Client, one: Import, how: str = "whole") -> Any:
    one.refresh_from_db()
    data = {"how": how, "version": one.version}
    return client.post(reverse("sheets:import-confirm", args=[one.pk]), data)


def step(client: Client, one: Import, name: str) -> Any:
    return client.post(reverse(f"sheets:import-{name}", args=[one.pk]))


def state(one: Import) -> str:
    one.refresh_from_db()
    return one.state


def test_a_tree_in_any_order_is_looked_through_and_then_founded(
    desk: Client, group: Unit, work: Work
) -> None:
    one = brought(desk, work, TEAM, BRANCH, COMPANY)
    assert state(one) == "ready"
    assert one.counts == {"add": 3}
    assert list(Unit.objects.all()) == [group], "nothing is written before it is confirmed"
    assert "一班小组" in look(desk, one).text

    assert confirm(desk, one).status_code == 302
    work()

    assert state(one) == "done"
    team = Unit.objects.get(code="YB")
    assert [str(up) for up in (team.parent, team.parent.parent, team.parent.parent.parent)] == [
        "检修车间分工会",
        "供电公司工会",
        "化工集团工会",
    ]
    assert (team.depth, Unit.objects.get(code="JX").staff_count) == (4, 58)
    assert "已新增" in result_column(desk, one)[2]
    assert f'href="{reverse("org:units")}"' in look(desk, one).text.partition("<main")[2]


def result_column(client: Client, one: Import) -> list[str]:
    answer = client.get(reverse("sheets:returned-file", args=[one.pk]))
    page = load_workbook(BytesIO(answer.content)).active
    return [row[-1].value for row in page.iter_rows()]


def test_the_same_table_a_second_time_changes_nothing(desk: Client, work: Work) -> None:
    confirm(desk, brought(desk, work, COMPANY, BRANCH))
    work()
    before = list(Unit.objects.values())

    upload(desk, table(COMPANY, BRANCH))
    work()

    again = Import.objects.first()
    assert again
    assert again.counts == {"same": 2}
    assert "没有要新增或者变更的行" in look(desk, again).text
    assert confirm(desk, again).status_code == 422
    assert list(Unit.objects.values()) == before


def test_what_differs_is_shown_field_by_field_and_taken_back_as_it_was(
    desk: Client, work: Work, power: Unit
) -> None:
    one = brought(desk, work, ["供电集团工会", "GD", "企业", "", power.founded_on, 400])
    assert one.counts == {"change": 1}
    page = look(desk, one).text
    assert "单位名称：供电公司工会 → 供电集团工会" in page
    assert "职工人数：320 → 400" in page
    confirm(desk, one)
    work()
    power.refresh_from_db()
    assert (power.name, power.staff_count) == ("供电集团工会", 400)

    step(desk, one, "undo")
    work()

    power.refresh_from_db()
    assert (state(one), power.name, power.staff_count) == ("undone", "供电公司工会", 320)


def test_an_import_is_taken_back_as_a_whole(desk: Client, group: Unit, work: Work) -> None:
    one = brought(desk, work, COMPANY, BRANCH, TEAM)
    confirm(desk, one)
    work()
    step(desk, one, "undo")
    work()
    assert state(one) == "undone"
    assert list(Unit.objects.all()) == [group]
    assert UnitPath.objects.count() == 1


def test_an_import_somebody_built_on_is_not_taken_back(
    desk: Client, work: Work, group_desk: Actor, today: Any
) -> None:
    one = brought(desk, work, COMPANY, BRANCH)
    confirm(desk, one)
    work()
    unit = Unit.objects.get(code="JX")
    org.enrol(actor=group_desk, unit=unit, name="陶然", staff_no="5004", joined_on=today)

    step(desk, one, "undo")
    work()

    assert state(one) == "done"
    assert "不能撤销" in look(desk, one).text
    assert Unit.objects.filter(code__in=["GD", "JX"]).count() == 2


def test_a_unit_somebody_changed_since_stays(desk: Client, work: Work, group_desk: Actor) -> None:
    one = brought(desk, work, COMPANY)
    confirm(desk, one)
    work()
    unit = Unit.objects.get(code="GD")
    org.edit_unit(actor=group_desk, unit=unit, name="供电局工会", kind="company", staff_count=1)

    step(desk, one, "undo")
    work()

    assert state(one) == "done"
    assert Unit.objects.get(code="GD").name == "供电局工会"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["检修", "J X!", "企业", "", "2015-06-01", ""], "单位代码只能用字母和数字"),
        (["检修", "GD", "企业", "", "2015-06-01", ""], "在表里重复"),
        (["检修", "J2", "公司", "", "2015-06-01", ""], "类型只能填"),
        (["检修", "J2", "企业", "没有的", "2015-06-01", ""], "没有找到上级单位"),
        (["检修", "J2", "企业", "J2", "2015-06-01", ""], "绕成了一圈"),
        (["检修", "J2", "企业", "", "2015", ""], "要写到日"),
        (["", "J2", "企业", "", "2015-06-01", ""], "没有填单位名称"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_number_and_reason(
    desk: Client, work: Work, row: list[Any], why: str
) -> None:
    one = brought(desk, work, COMPANY, row)
    assert one.counts == {"add": 1, "refused": 1}
    page = look(desk, one, "refused").text
    assert "第 3 行" in page
    assert why in page
    assert why in result_column(desk, one)[2]


def test_a_row_below_a_refused_one_is_refused_too(desk: Client, work: Work) -> None:
    bad = ["供电公司工会", "GD", "公司", "", "2010-01-01", 320]
    one = brought(desk, work, bad, BRANCH, TEAM)
    assert one.counts == {"refused": 3}


def test_a_unit_is_not_moved_by_a_table(desk: Client, work: Work, workshop: Unit) -> None:
    row = ["检修车间分工会", "JX", "车间（部门）", "化工集团工会", workshop.founded_on, 58]
    one = brought(desk, work, row)
    assert one.counts == {"refused": 1}
    assert "移动单位请在单位页办理" in look(desk, one).text


def test_rows_that_cannot_be_are_told_where_nothing_else_is_left_to_do(
    desk: Client, work: Work
) -> None:
    one = brought(desk, work, ["检修", "", "企业", "", "2015-06-01", ""])
    page = look(desk, one).text
    assert "不能导入的 1 行" in page
    assert f'href="{reverse("sheets:bring", args=["org.units"])}"' in page
    assert "不需要导入" not in page


def test_all_or_nothing_means_nothing_while_one_row_is_bad(
    desk: Client, group: Unit, work: Work
) -> None:
    one = brought(desk, work, COMPANY, ["检修", "", "企业", "", "2015-06-01", ""])
    answer = confirm(desk, one, "whole")
    assert answer.status_code == 422
    assert "有 1 行不能导入" in answer.text
    assert state(one) == "ready"
    assert list(Unit.objects.all()) == [group]


def test_bad_rows_are_left_out_where_that_is_wished(desk: Client, work: Work) -> None:
    one = brought(desk, work, COMPANY, ["检修", "", "企业", "", "2015-06-01", ""])
    confirm(desk, one, "skip")
    work()
    assert state(one) == "done"
    assert Unit.objects.filter(code="GD").exists()
    assert result_column(desk, one)[1:] == ["已新增", "未导入：没有填单位代码，请补填。"]


def test_a_code_taken_between_looking_and_confirming_stops_all_of_it(
    desk: Client, work: Work, group_desk: Actor, group: Unit, today: Any
) -> None:
    one = brought(desk, work, BRANCH, COMPANY)
    org.found_unit(
        actor=group_desk, parent=group, name="别的", code="JX", kind="branch", founded_on=today
    )
    confirm(desk, one)
    work()
    assert state(one) == "ready"
    assert "单位代码“JX”已被使用" in look(desk, one).text
    assert not Unit.objects.filter(code="GD").exists(), "nothing is half-written"


def test_a_form_sent_twice_is_brought_once(desk: Client, group: Unit, work: Work) -> None:
    page = desk.get(reverse("sheets:bring", args=["org.units"])).text
    [once] = ONCE.findall(page.partition("<main")[2])
    for _ in range(2):
        data = {"place": "JT", "file": SimpleUploadedFile("表.xlsx", table(COMPANY)), "once": once}
        desk.post(reverse("sheets:bring", args=["org.units"]), data)
    assert Import.objects.count() == 1


def test_confirming_what_was_read_anew_meanwhile_is_refused(desk: Client, work: Work) -> None:
    one = brought(desk, work, COMPANY)
    data = {"how": "whole", "version": one.version - 1}
    answer = desk.post(reverse("sheets:import-confirm", args=[one.pk]), data)
    assert answer.status_code == 422
    assert "核对以后内容有了变化" in answer.text
    assert state(one) == "ready"


def test_confirming_twice_writes_once(desk: Client, work: Work) -> None:
    one = brought(desk, work, COMPANY)
    confirm(desk, one)
    assert confirm(desk, one).status_code == 422
    work()
    assert Job.objects.filter(name="sheets.write").count() == 1


def test_a_job_begun_again_after_a_death_writes_nothing_twice(desk: Client, work: Work) -> None:
    one = brought(desk, work, COMPANY)
    confirm(desk, one)
    work()
    Job.objects.filter(name="sheets.write").update(state="waiting", ended_at=None)
    Job.objects.filter(name="sheets.read").update(state="waiting", ended_at=None)
    work()
    assert state(one) == "done"
    assert Unit.objects.filter(code="GD").count() == 1


@pytest.mark.parametrize("ending", ["failed", "cancelled"])
def test_what_broke_off_is_read_anew_and_never_while_a_job_works_on_it(
    desk: Client, work: Work, ending: str
) -> None:
    one = brought(desk, work, COMPANY)
    confirm(desk, one)
    assert step(desk, one, "anew").status_code == 422, "a job is about to write it"
    assert step(desk, one, "cancel").status_code == 422
    Job.objects.filter(name="sheets.write").update(state=ending, words="没有办成")

    page = look(desk, one).text
    assert "没有办成" in page
    assert "没有写入任何内容，可以重新读取" in page
    assert step(desk, one, "anew").status_code == 302
    work()
    assert (state(one), one.counts) == ("ready", {"add": 1})


def test_a_taking_back_that_broke_off_is_asked_for_again(desk: Client, work: Work) -> None:
    one = brought(desk, work, COMPANY)
    confirm(desk, one)
    work()
    step(desk, one, "undo")
    assert step(desk, one, "undo").status_code == 422
    Job.objects.filter(name="sheets.undo").update(state="failed")
    assert "再次撤销" in look(desk, one).text
    assert step(desk, one, "undo").status_code == 302
    work()
    assert state(one) == "undone"


def test_what_broke_off_and_was_forgotten_is_thrown_away_too(desk: Client, work: Work) -> None:
    one = brought(desk, work, COMPANY)
    confirm(desk, one)
    assert acts.erase_old(now() + timedelta(days=7, hours=1)) == 0
    assert acts.erase_old(now() + timedelta(days=9)) == 1
    assert state(one) == "cancelled"
    assert not Piece.objects.exists()


def test_calling_off_throws_the_file_away_at_once(desk: Client, work: Work, group: Unit) -> None:
    one = brought(desk, work, COMPANY)
    step(desk, one, "cancel")
    assert state(one) == "cancelled"
    assert not Piece.objects.exists()
    assert not Part.objects.exists()
    assert list(Unit.objects.all()) == [group]
    assert confirm(desk, one).status_code == 422


def test_after_seven_days_the_contents_are_gone_and_undoing_with_them(
    desk: Client, work: Work
) -> None:
    one = brought(desk, work, COMPANY)
    confirm(desk, one)
    work()
    assert acts.erase_old(now() + timedelta(days=6)) == 0
    assert acts.erase_old(now() + timedelta(days=8)) == 1
    assert not Piece.objects.exists()
    assert not Part.objects.exists()
    assert step(desk, one, "undo").status_code == 422
    assert desk.get(reverse("sheets:returned-file", args=[one.pk])).status_code == 404
    assert state(one) == "done"
    assert look(desk, one).status_code == 200


def test_what_was_never_confirmed_is_called_off_by_the_clock(desk: Client, work: Work) -> None:
    one = brought(desk, work, COMPANY)
    acts.erase_old(now() + timedelta(days=8))
    assert state(one) == "cancelled"
    assert "逾期没有确认" in look(desk, one).text


def test_an_upload_and_its_rows_lie_sealed(desk: Client, work: Work) -> None:
    one = brought(desk, work, COMPANY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM sheets_piece UNION ALL SELECT body FROM sheets_part")
        kept = [body for (body,) in cursor.fetchall()]
    assert len(kept) == 2
    assert all(body.startswith("v1.") and "供电" not in body for body in kept)
    assert load_workbook(BytesIO(queries.content(one.upload))).active["A2"].value == COMPANY[0]


def test_another_unit_s_desk_sees_no_import_of_mine(
    desk: Client, work: Work, sign_in: Browse, hospital_desk: Actor
) -> None:
    one = brought(desk, work, COMPANY)
    confirm(desk, one, "skip")
    work()
    stranger = sign_in(hospital_desk)
    assert look(stranger, one).status_code == 404
    assert stranger.get(reverse("sheets:returned-file", args=[one.pk])).status_code == 404
    for name in ("confirm", "cancel", "undo", "anew"):
        assert step(stranger, one, name).status_code == 404
    assert state(one) == "done"


def test_a_member_without_a_post_has_nothing_to_import(sign_in: Browse, member: Actor) -> None:
    client = sign_in(member)
    assert client.get(reverse("sheets:bring", args=["org.units"])).status_code == 404
    assert client.get(reverse("sheets:template-file", args=["org.units"])).status_code == 404
    assert upload(client, table(COMPANY)).status_code == 404
    assert not Import.objects.exists()


def test_a_desk_brings_nothing_into_somebody_else_s_unit(
    sign_in: Browse, hospital_desk: Actor, school: Unit
) -> None:
    answer = upload(sign_in(hospital_desk), table(COMPANY), place="XX")
    assert answer.status_code == 422
    assert "不在您的职务范围内" in answer.text
    assert not Parcel.objects.exists()


def test_a_sheet_nobody_declared_is_not_found(desk: Client) -> None:
    assert desk.get(reverse("sheets:bring", args=["org.nothing"])).status_code == 404
    assert desk.get(reverse("sheets:take", args=["org.nothing"])).status_code == 404


def test_the_record_tells_the_file_and_the_numbers_and_no_row(desk: Client, work: Work) -> None:
    one = brought(desk, work, COMPANY)
    confirm(desk, one)
    work()
    entry = AuditEntry.objects.get(action="sheets.write_in")
    assert entry.after["SHA-256"] == one.upload.digest
    assert entry.after["新增"] == 1
    told = "".join(str(e.after) for e in AuditEntry.objects.filter(action__startswith="sheets"))
    assert "供电" not in told


def test_the_page_of_an_import_takes_few_queries(
    desk: Client, work: Work, django_assert_max_num_queries: Any
) -> None:
    rows = [[f"第{n}分会", f"F{n}", "分工会", "", "2015-06-01", ""] for n in range(250)]
    one = brought(desk, work, *rows)
    assert [part.rows for part in one.parts.order_by("number")] == [100, 100, 50]
    with django_assert_max_num_queries(30):
        page = desk.get(reverse("sheets:import-page", args=[one.pk]), {"tab": "add", "page": 3})
    assert "第249分会" in page.text
