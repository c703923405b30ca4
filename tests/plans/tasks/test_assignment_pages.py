"""The page of one assignment: its steps with and without htmx, what it refuses, its files."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from zhijia.org import actions as org
from zhijia.org.models import Member, Post, Unit
from zhijia.plans import actions
from zhijia.plans.models import Assignment, Extension, Progress
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.files.models import StoredFile
from zhijia.platform.once import fresh

from .conftest import HTMX, Browse, File, Give

Look = Callable[[], tuple[Any, ...]]
Most = Callable[[int], Any]
WAYS = pytest.mark.parametrize("headers", [None, HTMX], ids=["browser", "htmx"])
STEPS = [
    "sign",
    "report",
    "extend",
    "hand-down",
    "finish",
    "accept",
    "send-back",
    "withdraw",
    "reassign",
]


def at(name: str, row: Any) -> str:
    return reverse(f"plans:{name}", args=[row if isinstance(row, int) else row.pk])


def take(browser: Client, name: str, row: Any, headers: Any = None, **said: Any) -> Any:
    """Take a step by its form."""
    return browser.post(at(f"assignment-{name}", row), said, headers=headers, follow=True)


def state(assignment: Assignment) -> str:
    return Assignment.objects.get(pk=assignment.pk).state


def test_the_page_says_what_is_asked_by_whom_and_until_when(
    hospital_browser: Client, issued: Assignment
) -> None:
    page = hospital_browser.get(at("assignment", issued)).text
    assert issued.wording in page
    assert "抓好落实" in page
    assert "化工集团工会" in page
    assert f"{issued.due_on.month}月{issued.due_on.day}日" in page
    assert "剩 10 天" in page


@WAYS
def test_signing_moves_the_work_on(
    hospital_browser: Client, issued: Assignment, headers: Any
) -> None:
    page = take(hospital_browser, "sign", issued, headers)
    assert page.status_code == 200
    assert "已签收。" in page.text
    assert state(issued) == "underway"
    assert page.text.lstrip().startswith("<div" if headers else "<!doctype html>")


@WAYS
def test_a_report_shows_in_the_timeline(
    hospital_browser: Client, underway: Assignment, headers: Any
) -> None:
    page = take(hospital_browser, "report", underway, headers, words="已排查 3 个科室", percent=40)
    assert "已排查 3 个科室" in page.text
    assert 'aria-valuenow="40"' in page.text
    assert "李文静" in page.text


@WAYS
@pytest.mark.parametrize(
    ("percent", "words"),
    [("20", "进度不能低于上次填报的 30%"), ("101", "100"), ("甲", "整数"), ("", "请填写")],
)
def test_a_percent_that_cannot_be_comes_back_with_the_words(
    hospital_browser: Client,
    hospital_desk: Actor,
    underway: Assignment,
    today: date,
    told: Look,
    headers: Any,
    percent: str,
    words: str,
) -> None:
    actions.report(
        actor=hospital_desk, assignment=underway, words="第一次", percent=30, today=today
    )
    before = told()
    page = take(hospital_browser, "report", underway, headers, words="又查了两个", percent=percent)
    assert page.status_code == 422
    assert words in page.text
    assert "又查了两个" in page.text
    assert told() == before


def test_a_refusal_shows_where_the_form_has_gone(
    hospital_browser: Client, reported: Assignment, told: Look
) -> None:
    before = told()
    page = take(hospital_browser, "report", reported, words="补充一句", percent=100)
    assert page.status_code == 422
    assert "任务现在是“待审核”，不能办理这一步" in page.text
    assert "补充一句" in page.text
    assert told() == before


@WAYS
def test_the_whole_way_by_forms(
    desk: Client, hospital_browser: Client, issued: Assignment, headers: Any
) -> None:
    take(hospital_browser, "sign", issued, headers)
    take(hospital_browser, "finish", issued, headers, words="排查完毕")
    assert "待审核" in desk.get(at("assignment", issued)).text
    take(desk, "send-back", issued, headers, words="缺台账", lacking=["evidence"])
    assert state(issued) == "underway"
    take(hospital_browser, "finish", issued, headers, words="台账已补")
    page = take(desk, "accept", issued, headers, words="同意", checked=POINTS)
    assert "审核通过，已办结。" in page.text
    assert state(issued) == "accepted"


def test_work_is_not_sent_back_without_a_reason(
    desk: Client, reported: Assignment, told: Look
) -> None:
    before = told()
    page = take(desk, "send-back", reported, words=" ", lacking=["evidence"])
    assert page.status_code == 422
    assert told() == before


def test_who_may_not_sign_sees_a_grey_button_that_says_why(
    sign_in: Browse, seat: Callable[..., Actor], hospital: Unit, issued: Assignment
) -> None:
    nurse = sign_in(seat("2005", hospital))
    page = nurse.get(at("assignment", issued))
    assert page.status_code == 200
    assert "由承办单位的工会主席、副主席或者干事办理" in page.text
    assert at("assignment-sign", issued) not in page.text


@pytest.mark.parametrize("name", STEPS)
def test_another_branchs_assignment_is_not_found(
    sign_in: Browse, school_desk: Actor, issued: Assignment, told: Look, name: str
) -> None:
    browser = sign_in(school_desk)
    before = told()
    assert browser.get(at("assignment", issued)).status_code == 404
    assert take(browser, name, issued).status_code == 404
    assert told() == before


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_not_taken_by_looking_at_its_address(
    hospital_browser: Client, issued: Assignment, told: Look, name: str
) -> None:
    before = told()
    assert hospital_browser.get(at(f"assignment-{name}", issued)).status_code == 405
    assert told() == before


def test_the_same_form_sent_twice_is_done_once(
    hospital_browser: Client, underway: Assignment
) -> None:
    said = {"words": "过半", "percent": 50, "once": fresh()}
    take(hospital_browser, "report", underway, **said)
    page = take(hospital_browser, "report", underway, **said)
    assert "这张表已经提交过，没有重复办理。" in page.text
    assert Progress.objects.filter(step="reported").count() == 1


# Extensions


def test_an_extension_is_asked_for_and_granted(
    desk: Client, hospital_browser: Client, underway: Assignment
) -> None:
    to_on = underway.due_on + timedelta(days=5)
    page = take(hospital_browser, "extend", underway, to_on=f"{to_on:%Y-%m-%d}", reason="设备未到")
    assert "延期申请已提交" in page.text
    extension = Extension.objects.get()
    assert "设备未到" in desk.get(at("assignment", underway)).text
    said = {"is_granted": "yes", "reply": "同意"}
    page = desk.post(at("extension-decide", extension), said, follow=True)
    assert "延期申请已答复。" in page.text
    assert Assignment.objects.get().due_on == to_on


def test_an_extension_is_refused_and_the_day_stays(
    desk: Client, hospital_browser: Client, underway: Assignment
) -> None:
    due_on = underway.due_on
    later = f"{due_on + timedelta(days=5):%Y-%m-%d}"
    take(hospital_browser, "extend", underway, to_on=later, reason="设备未到")
    said = {"is_granted": "no", "reply": "抓紧"}
    desk.post(at("extension-decide", Extension.objects.get()), said)
    assert Assignment.objects.get().due_on == due_on
    assert Extension.objects.get().is_granted is False


def test_an_extension_answered_twice_is_refused_though_its_form_has_gone(
    desk: Client, hospital_browser: Client, underway: Assignment, told: Look
) -> None:
    later = f"{underway.due_on + timedelta(days=5):%Y-%m-%d}"
    take(hospital_browser, "extend", underway, to_on=later, reason="设备未到")
    address = at("extension-decide", Extension.objects.get())
    desk.post(address, {"is_granted": "no"})
    before = told()
    page = desk.post(address, {"is_granted": "yes"})
    assert page.status_code == 422
    assert "这份延期申请已经答复" in page.text
    assert told() == before


def test_after_the_day_the_button_is_grey_and_the_form_is_refused(
    give: Give,
    file_tasks: File,
    hospital: Unit,
    hospital_desk: Actor,
    hospital_browser: Client,
    today: date,
    told: Look,
) -> None:
    early = today - timedelta(days=20)
    late = give(file_tasks("各单位要开展一次隐患排查", on=early)[0], hospital, due=-1, on=early)
    assert (
        "延期须在到期前申请（《职家办事约定》第二条）"
        in hospital_browser.get(at("assignment", late)).text
    )
    before = told()
    later = f"{today + timedelta(days=5):%Y-%m-%d}"
    page = take(hospital_browser, "extend", late, to_on=later, reason="设备未到")
    assert page.status_code == 422
    assert "延期须在到期前申请" in page.text
    assert "设备未到" in page.text
    assert told() == before


def test_only_who_gave_the_task_answers_an_extension(
    hospital_browser: Client, underway: Assignment, told: Look
) -> None:
    later = f"{underway.due_on + timedelta(days=5):%Y-%m-%d}"
    take(hospital_browser, "extend", underway, to_on=later, reason="设备未到")
    before = told()
    address = at("extension-decide", Extension.objects.get())
    page = hospital_browser.post(address, {"is_granted": "yes"})
    assert page.status_code == 422
    assert "由交办单位的" in page.text
    assert told() == before
    assert address not in hospital_browser.get(at("assignment", underway)).text


# Parts


def test_a_part_is_handed_down_and_listed(
    sign_in: Browse,
    power_desk: Actor,
    at_power: Assignment,
    officers_post: Post,
    today: date,
) -> None:
    page = take(
        sign_in(power_desk),
        "hand-down",
        at_power,
        post=officers_post.pk,
        wording="排查配电室",
        due_on=f"{today:%Y-%m-%d}",
    )
    assert "已分解到岗位。" in page.text
    assert [row.assignment.wording for row in page.context["parts"]] == ["排查配电室"]
    assert "还有 1 项分解到岗位的部分没有办结" in page.text


@pytest.mark.parametrize("forged", ["officers_post", 99999, "甲"])
def test_a_forged_post_is_refused(
    request: pytest.FixtureRequest,
    hospital_browser: Client,
    underway: Assignment,
    today: date,
    told: Look,
    forged: Any,
) -> None:
    post = request.getfixturevalue(forged).pk if forged == "officers_post" else forged
    before = told()
    page = take(
        hospital_browser,
        "hand-down",
        underway,
        post=post,
        wording="排查",
        due_on=f"{today:%Y-%m-%d}",
    )
    assert page.status_code == 422
    assert "invalid-feedback" in page.text
    assert told() == before


def test_the_person_at_the_post_does_the_part_on_its_page(
    sign_in: Browse, workshop_officer: Actor, part: Assignment
) -> None:
    browser = sign_in(workshop_officer)
    assert "签收以后可以填报进展" in browser.get(at("assignment", part)).text
    take(browser, "sign", part)
    take(browser, "finish", part, words="查完")
    assert state(part) == "reported"


def test_a_post_that_ended_is_told_to_who_gave_the_part(
    sign_in: Browse,
    power_desk: Actor,
    part: Assignment,
    officers_post: Post,
    group_desk: Actor,
    today: date,
) -> None:
    org.relieve(actor=group_desk, post=officers_post, until_on=today)
    page = sign_in(power_desk).get(at("assignment", part)).text
    assert "岗位空缺：责任人金磊已离任" in page
    assert "请供电公司工会撤回后重新分解" in page


# A unit that went under its task


def test_a_unit_dissolved_under_its_task_is_told_to_who_gave_it_and_replaced(
    desk: Client,
    underway: Assignment,
    hospital: Unit,
    school: Unit,
    school_desk: Actor,
    today: date,
) -> None:
    # Today a unit with open work stays; an earlier version let it go, and its rows are still there.
    Unit.objects.filter(pk=hospital.pk).update(dissolved_on=today)
    assert "承办单位已撤销，请改派" in desk.get(at("assignment", underway)).text
    page = take(desk, "reassign", underway, unit=school.code, words="医院工会已撤销")
    new = Assignment.objects.get(unit=school)
    assert page.redirect_chain == [(at("assignment", new), 302)]
    assert "已改派。" in page.text
    assert state(underway) == "withdrawn"


@pytest.mark.parametrize("forged", ["hospital", 99999, ""])
def test_a_forged_unit_gets_nothing_by_reassignment(
    desk: Client, underway: Assignment, hospital: Unit, told: Look, forged: Any
) -> None:
    before = told()
    unit = hospital.code if forged == "hospital" else forged
    page = take(desk, "reassign", underway, unit=unit, words="换")
    assert page.status_code == 422
    assert told() == before


def test_the_names_of_those_who_left_stay(
    desk: Client, underway: Assignment, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    member = Member.objects.get(pk=hospital_desk.member_id)
    org.leave(actor=group_desk, member=member, left_on=today, reason="调出")
    assert "李文静" in desk.get(at("assignment", underway)).text


# Files


def picture(name: str) -> SimpleUploadedFile:
    """Return a small PNG under any name."""
    out = BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue())


def test_a_picture_under_another_name_is_kept_as_what_it_is(
    hospital_browser: Client, underway: Assignment
) -> None:
    said = {"words": "现场照片", "percent": 10, "upload": picture("台账.docx")}
    take(hospital_browser, "report", underway, **said)
    step = Progress.objects.get(step="reported")
    assert step.file
    assert (step.file.name, step.file.kind) == ("台账.png", "png")
    answer = hospital_browser.get(at("step-file", step))
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\nnot a picture", "图片已损坏"),
        (b"MZ\x00\x01program", "只收 Word"),
        (b"", "空"),
    ],
)
@WAYS
def test_a_file_that_is_not_what_it_seems_is_refused_and_the_words_stay(
    hospital_browser: Client,
    underway: Assignment,
    told: Look,
    data: bytes,
    words: str,
    headers: Any,
) -> None:
    before = told()
    upload = SimpleUploadedFile("照片.docx", data)
    page = take(
        hospital_browser, "report", underway, headers, words="见附件", percent=10, upload=upload
    )
    assert page.status_code == 422
    assert words in page.text
    assert "见附件" in page.text
    assert "附件没有保存，请重新选择。" in page.text
    assert told() == before
    assert not StoredFile.objects.exists()


def test_a_file_is_handed_only_to_those_who_may_see_the_assignment(
    sign_in: Browse,
    hospital_browser: Client,
    school_desk: Actor,
    desk: Client,
    underway: Assignment,
) -> None:
    take(hospital_browser, "report", underway, words="照片", percent=10, upload=picture("a.png"))
    step = Progress.objects.get(step="reported")
    assert b"".join(desk.get(at("step-file", step)).streaming_content)
    assert sign_in(school_desk).get(at("step-file", step)).status_code == 404


def test_a_step_without_a_file_has_none_to_hand_out(
    hospital_browser: Client, underway: Assignment
) -> None:
    step = Progress.objects.get(step="signed")
    assert hospital_browser.get(at("step-file", step)).status_code == 404


# How much a page costs


@pytest.mark.parametrize("who", ["group_desk", "power_desk", "workshop_officer"])
def test_a_page_costs_at_most_eighteen_queries_for_everybody(
    request: pytest.FixtureRequest,
    sign_in: Browse,
    at_power: Assignment,
    part: Assignment,
    power_desk: Actor,
    today: date,
    django_assert_max_num_queries: Most,
    who: str,
) -> None:
    here = {"actor": power_desk, "assignment": at_power, "today": today}
    for percent in range(30):
        actions.report(**here, words=f"第{percent}次", percent=percent)
    actions.ask_extension(**here, to_on=at_power.due_on + timedelta(days=3), reason="设备未到")
    browser = sign_in(request.getfixturevalue(who))
    shown = part if who == "workshop_officer" else at_power
    # Beside the work: what leaders wrote, reminders, who assists, who keeps the desk.
    with django_assert_max_num_queries(18):
        assert browser.get(at("assignment", shown)).status_code == 200


def test_a_unit_that_gave_a_task_to_itself_sees_its_page_in_eighteen_queries(
    desk: Client, give: Give, task: Any, group: Unit, django_assert_max_num_queries: Most
) -> None:
    own = give(task, group)
    take(desk, "sign", own)
    with django_assert_max_num_queries(18):
        desk.get(at("assignment", own))
