"""A sheet taken out: all rows of the question, chosen columns, on record, kept for its taker."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.org.roster.making import identity
from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.org.rules import Particulars
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.sheets import acts, rules
from zhijia.platform.sheets.models import Export, Import, Parcel

Browse = Callable[..., Client]
ID, PHONE = identity(), "19900000001"


@pytest.fixture
def patient(group_desk: Actor, hospital: Unit, today: date) -> Member:
    """A member of the hospital with an ID and a phone."""
    return org.enrol(
        actor=group_desk,
        unit=hospital,
        name="褚海涛",
        staff_no="2006",
        joined_on=today,
        facts=Particulars(id_number=ID, phone=PHONE, department="内科"),
    )


def take(client: Client, name: str, columns: list[str], question: str = "", **more: str) -> Any:
    address = reverse("sheets:take", args=[name]) + (f"?{question}" if question else "")
    return client.post(address, {"columns": columns, "paper": "landscape", **more})


def opened(client: Client) -> Worksheet:
    """Fetch the newest export and open it."""
    export = Export.objects.first()
    assert export
    answer = client.get(reverse("sheets:export-file", args=[export.pk]))
    assert answer.status_code == 200
    found: Worksheet = load_workbook(BytesIO(answer.content)).active  # type: ignore[assignment]  # it has one
    return found


def cells(page: Worksheet, row: int) -> list[Any]:
    return [cell.value for cell in page[row]]


def test_the_tree_comes_as_a_table_with_title_heads_numbers_and_all_rows(
    sign_in: Browse, group_desk: Actor, workshop: Unit, member: Actor
) -> None:
    client = sign_in(group_desk)
    assert take(client, "org.units", ["name", "code", "parent", "total"]).status_code == 302
    page = opened(client)
    assert page["A1"].value == "组织一览表"
    assert page["A2"].value.startswith("单位：化工集团工会")
    assert cells(page, 3) == ["序号", "单位名称", "单位代码", "上级单位代码", "含下级会员"]
    assert [cells(page, row) for row in (4, 5, 6)] == [
        [1, "化工集团工会", "JT", None, 2],
        [2, "　供电公司工会", "GD", "JT", 1],
        [3, "　　检修车间分工会", "JX", "GD", 1],
    ]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$3:$3"


def test_what_came_out_can_go_back_in_and_changes_nothing(
    sign_in: Browse, group_desk: Actor, workshop: Unit, work: Callable[[], None]
) -> None:
    client = sign_in(group_desk)
    take(client, "org.units", ["name", "code", "kind", "parent", "founded_on", "staff_count"])
    export = Export.objects.get()
    file = BytesIO(client.get(reverse("sheets:export-file", args=[export.pk])).content)
    file.name = "组织一览表.xlsx"
    client.post(reverse("sheets:bring", args=["org.units"]), {"place": "JT", "file": file})
    work()
    assert Import.objects.get().counts == {"same": 3}


def test_the_paper_may_stand_upright(sign_in: Browse, group_desk: Actor) -> None:
    client = sign_in(group_desk)
    take(client, "org.units", ["name"], paper="portrait")
    assert opened(client).page_setup.orientation == "portrait"


def test_an_export_follows_the_question_of_its_list(
    sign_in: Browse, group_desk: Actor, workshop: Unit, school: Unit
) -> None:
    client = sign_in(group_desk)
    take(client, "org.units", ["name"], "name=车间")
    page = opened(client)
    assert [page["B4"].value, page["B5"].value] == ["　　检修车间分工会", None]


def test_an_export_keeps_to_the_place_chosen_in_the_top_bar(
    sign_in: Browse, group_desk: Actor, workshop: Unit, power: Unit, member: Actor
) -> None:
    client = sign_in(group_desk)
    client.post(reverse("place"), {"unit": "GD", "below": "own"})
    take(client, "org.units", ["name"])
    page = opened(client)
    assert page["A2"].value.startswith("单位：供电公司工会")
    assert [page["B4"].value, page["B5"].value] == ["　供电公司工会", None]
    take(client, "org.members", ["name"])
    assert opened(client)["B4"].value is None


def test_nobody_takes_out_what_is_not_theirs_to_see(
    sign_in: Browse, hospital_desk: Actor, school: Unit, patient: Member
) -> None:
    client = sign_in(hospital_desk)
    take(client, "org.units", ["name"])
    assert opened(client).max_row == 4
    take(client, "org.members", ["name", "unit"], "unit=XX")
    page = opened(client)
    assert "子弟学校" not in str([cells(page, row) for row in range(1, page.max_row + 1)])


def test_members_are_for_desks_to_take_out(sign_in: Browse, member: Actor) -> None:
    client = sign_in(member)
    assert "由工会主席、副主席或者干事导出" in client.get(
        reverse("sheets:take", args=["org.members"])
    ).text.replace("会员花名册", "")
    answer = take(client, "org.members", ["name"])
    assert answer.status_code == 422
    assert not Export.objects.exists()


def test_ids_are_only_there_when_ticked_and_then_signed_and_on_record(
    sign_in: Browse, hospital_desk: Actor, patient: Member
) -> None:
    client = sign_in(hospital_desk)
    form = client.get(reverse("sheets:take", args=["org.members"])).context["form"]
    assert "id_number" not in form.fields["columns"].initial

    answer = take(client, "org.members", ["name", "id_number"])
    assert answer.status_code == 422
    assert "请写明用途" in answer.text
    assert not Export.objects.exists()

    take(client, "org.members", ["name", "id_number"], reason="办理会员卡")

    page = opened(client)
    assert ["褚海涛", ID] in [cells(page, row)[1:] for row in (4, 5)]
    foot = page.cell(page.max_row, 1).value
    assert foot.startswith("导出人：李文静")
    assert "李文静" in page.oddFooter.left.text
    entry = AuditEntry.objects.get(action="sheets.take")
    assert (entry.after["列"], entry.after["含敏感信息"]) == ("姓名、身份证号", True)
    assert entry.after["用途"] == "办理会员卡"
    assert ID not in str(entry.after)
    look = patient.looks.get()
    assert (look.by.name, look.columns, look.reason) == ("李文静", "身份证号", "导出：办理会员卡")


def test_ids_never_reach_the_desk_above(
    sign_in: Browse, group_desk: Actor, patient: Member
) -> None:
    client = sign_in(group_desk)
    take(client, "org.members", ["name", "id_number", "phone"], reason="核对")
    page = opened(client)
    rows = [cells(page, row)[1:] for row in range(4, page.max_row)]
    assert ["褚海涛", f"999901********{ID[-4:]}", "199****0001"] in rows
    assert ID not in str(rows)
    assert not patient.looks.exists()


def test_a_forged_column_is_refused(sign_in: Browse, group_desk: Actor) -> None:
    client = sign_in(group_desk)
    assert take(client, "org.units", ["password"]).status_code == 422
    assert take(client, "org.units", []).status_code == 422
    assert not Export.objects.exists()


def test_a_file_is_its_taker_s_alone(
    sign_in: Browse, group_desk: Actor, group_chair: Actor
) -> None:
    take(sign_in(group_desk), "org.units", ["name"])
    export = Export.objects.get()
    other = sign_in(group_chair)
    assert other.get(reverse("sheets:export-page", args=[export.pk])).status_code == 404
    assert other.get(reverse("sheets:export-file", args=[export.pk])).status_code == 404


def test_a_long_one_is_made_in_the_background(
    sign_in: Browse,
    group_desk: Actor,
    workshop: Unit,
    work: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "MADE_AT_ONCE", 2)
    client = sign_in(group_desk)
    take(client, "org.units", ["name"])
    export = Export.objects.get()
    page = reverse("sheets:export-page", args=[export.pk])
    assert "刷新" in client.get(page).text
    assert client.get(reverse("sheets:export-file", args=[export.pk])).status_code == 404
    work()
    assert "下载" in client.get(page).text
    assert opened(client).max_row == 6


def test_the_file_is_gone_after_seven_days_with_the_question(
    sign_in: Browse, group_desk: Actor
) -> None:
    client = sign_in(group_desk)
    take(client, "org.units", ["name"], "name=集团")
    acts.erase_old(now() + timedelta(days=8))
    export = Export.objects.get()
    assert export.asked == {}
    assert Parcel.objects.get().erased_at
    assert client.get(reverse("sheets:export-file", args=[export.pk])).status_code == 404
    assert "请重新导出" in client.get(export.get_absolute_url()).text


def test_a_name_like_a_formula_stays_a_name(
    sign_in: Browse, group_desk: Actor, group: Unit, today: date
) -> None:
    name = '=HYPERLINK("http://x")<b>'
    org.found_unit(
        actor=group_desk, parent=group, name=name, code="F1", kind="branch", founded_on=today
    )
    client = sign_in(group_desk)
    take(client, "org.units", ["name"])
    assert opened(client)["B5"].data_type == "s"


def test_the_file_is_called_after_table_unit_and_day(sign_in: Browse, group_desk: Actor) -> None:
    take(sign_in(group_desk), "org.units", ["name"])
    assert Parcel.objects.get().name == f"组织一览表_化工集团工会_{localdate():%Y-%m-%d}.xlsx"


def test_members_come_in_a_few_queries_however_many(
    sign_in: Browse, group_desk: Actor, group: Unit, today: date, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        org.enrol(
            actor=group_desk, unit=group, name="王伟", staff_no=f"9{number:03}", joined_on=today
        )
    client = sign_in(group_desk)
    with django_assert_max_num_queries(45):
        take(client, "org.members", ["name", "unit", "joined_on", "id_number"], reason="核对")
