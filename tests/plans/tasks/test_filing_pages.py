"""Pages of drafts, opinions and approval: what they show, refuse and keep."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org import actions as org
from zhijia.org.models import Unit
from zhijia.plans import actions
from zhijia.plans.models import Approval, Assignment, Opinion, Task
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import waiting_for
from zhijia.platform.once import fresh

from .conftest import Browse, File, Give

Most = Callable[[int], Any]
FILING = reverse("plans:filing")
PAPER = actions.Basis("document", "关于做好职工体检的通知", "集工发〔2026〕3号")


def at(name: str, row: Any) -> str:
    return reverse(f"plans:{name}", args=[row.pk])


def post(browser: Client, where: str, **said: Any) -> Any:
    return browser.post(where, {"once": fresh(), **said})


@pytest.fixture
def draft(group: Unit, group_desk: Actor, today: date) -> Task:
    """A draft of the group that rests on a document."""
    return actions.draft_task(
        actor=group_desk,
        unit=group,
        basis=PAPER,
        original="各单位要组织职工体检",
        wording="组织职工体检",
        area="welfare",
        due_on=today + timedelta(days=60),
        today=today,
    )


@pytest.fixture
def opinion(
    draft: Task, group_desk: Actor, hospital: Unit, hospital_desk: Actor, today: date
) -> Opinion:
    """What the hospital is asked about the draft."""
    asked = actions.ask_opinions(
        actor=group_desk,
        task=draft,
        units=[hospital],
        until_on=today + timedelta(days=5),
        today=today,
    )
    return asked.opinions.get()


@pytest.fixture
def chair(sign_in: Browse, group_chair: Actor) -> Client:
    """The browser of the group's chair."""
    return sign_in(group_chair)


WANTED: dict[str, Any] = {
    "origin": "word",
    "source_title": "体检情况报告",
    "source_by": "刘振华",
    "original": "请抓好落实",
    "wording": "落实体检整改",
    "area": "welfare",
}


def test_a_written_word_is_drawn_up_and_leads_to_its_terms(desk: Client, group: Unit) -> None:
    answer = post(desk, reverse("plans:task-new"), unit=group.pk, **WANTED)
    task = Task.objects.get()
    assert answer["Location"] == at("task-terms", task)
    page = desk.get(at("task", task)).text
    assert "领导批示：体检情况报告（刘振华）" in page
    assert "提请审定" in page
    assert "再交办" not in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"source_by": ""}, "领导批示请写明批示人"),
        ({"source_title": ""}, "请填写依据"),
        ({"wording": ""}, "请填写任务内容"),
        ({"origin": "speech"}, "选择一个有效的选项"),
        ({"due_on": "1999-01-01"}, "已过"),
        ({"source_on": "2199-01-01"}, "不能晚于今天"),
        ({"wording": "甲\x00"}, "不允许"),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_and_nothing_is_kept(
    desk: Client, group: Unit, wrong: dict[str, str], words: str
) -> None:
    page = post(desk, reverse("plans:task-new"), unit=group.pk, **{**WANTED, **wrong})
    assert page.status_code in {400, 422}
    assert words in page.text or page.status_code == 400
    assert not Task.objects.exists()


def test_names_with_html_are_shown_as_they_were_typed(desk: Client, group: Unit) -> None:
    said = {**WANTED, "wording": "<b>体检</b>", "source_title": "<script>x</script>"}
    post(desk, reverse("plans:task-new"), unit=group.pk, **said)
    page = desk.get(at("task", Task.objects.get())).text
    assert "&lt;b&gt;体检&lt;/b&gt;" in page
    assert "<script>x" not in page


def test_a_member_is_told_who_draws_things_up(sign_in: Browse, member: Actor) -> None:
    page = sign_in(member).get(reverse("plans:task-new"))
    assert "由本单位的工会主席、副主席或者干事办理" in page.text


def test_a_draft_is_nobodys_business_but_its_offices(
    draft: Task, opinion: Opinion, sign_in: Browse, hospital_browser: Client, school_desk: Actor
) -> None:
    assert hospital_browser.get(at("task", draft)).status_code == 404
    assert hospital_browser.get(at("opinion", opinion)).status_code == 200
    school = sign_in(school_desk)
    assert school.get(at("opinion", opinion)).status_code == 404
    assert school.get(at("task-opinions", draft)).status_code == 404
    assert post(school, at("opinion-answer", opinion), answer="agree").status_code == 404
    assert post(school, at("task-approve", draft)).status_code == 404


def test_terms_are_kept_and_shown(
    desk: Client, draft: Task, hospital: Unit, school: Unit, group_chair: Actor
) -> None:
    form = desk.get(at("task-terms", draft)).text
    assert "周秉正（工会主席）" in form
    said = {
        "standard": "体检率 95%",
        "urgency": "urgent",
        "frequency": "monthly",
        "lead": [hospital.code],
        "assist": [school.code],
        "version": draft.version,
    }
    assert post(desk, at("task-terms", draft), **said).status_code == 302
    page = desk.get(at("task", draft)).text
    for words in ("体检率 95%", "紧急", "每月", "职工医院工会", "子弟学校工会"):
        assert words in page


def test_the_same_unit_twice_is_said_so_and_what_was_typed_stays(
    desk: Client, draft: Task, hospital: Unit
) -> None:
    said = {"urgency": "normal", "lead": [hospital.code], "assist": [hospital.code]}
    page = post(desk, at("task-terms", draft), standard="留着", **said)
    assert page.status_code == 422
    assert "不能既牵头又配合" in page.text
    assert "留着" in page.text


def test_a_forged_unit_is_refused(desk: Client, draft: Task) -> None:
    page = post(desk, at("task-terms", draft), urgency="normal", lead=["<b>x</b>"])
    assert page.status_code == 422
    assert "没有找到“&lt;b&gt;x&lt;/b&gt;”" in page.text


def test_of_hundreds_the_units_are_typed(
    monkeypatch: pytest.MonkeyPatch,
    desk: Client,
    draft: Task,
    hospital: Unit,
    school: Unit,
) -> None:
    monkeypatch.setattr("zhijia.platform.blanks.FEW", 1)
    assert "一行填一个单位" in desk.get(at("task-terms", draft)).text
    said = {"urgency": "normal", "lead": f"{hospital.name}\n{school.code}"}
    assert post(desk, at("task-terms", draft), **said).status_code == 302
    assert "职工医院工会、子弟学校工会" in desk.get(at("task", draft)).text


def test_two_who_change_the_terms_see_both_texts(desk: Client, draft: Task) -> None:
    said = {"urgency": "normal", "version": draft.version}
    post(desk, at("task-terms", draft), standard="先改的", **said)
    page = post(desk, at("task-terms", draft), standard="后改的", **said)
    assert page.status_code == 422
    assert "先改的" in page.text
    assert "后改的" in page.text


def test_units_are_asked_answer_and_are_told_what_became_of_it(
    desk: Client, draft: Task, hospital: Unit, hospital_browser: Client, today: date
) -> None:
    until = (today + timedelta(days=3)).isoformat()
    post(desk, at("task-ask", draft), units=[hospital.code], until_on=until, words="请提意见")
    opinion = Opinion.objects.get()
    assert "请提意见" in hospital_browser.get(at("opinion", opinion)).text
    empty = post(hospital_browser, at("opinion-answer", opinion), answer="suggest")
    assert empty.status_code == 422
    assert "请写明修改意见" in empty.text
    post(hospital_browser, at("opinion-answer", opinion), answer="suggest", words="放到年底")
    again = post(hospital_browser, at("opinion-answer", opinion), answer="agree")
    assert again.status_code == 422
    assert "已经答复" in again.text
    listed = desk.get(at("task-opinions", draft)).text
    assert "放到年底" in listed
    post(desk, at("opinion-settle", opinion), adoption="yes", reply="照办")
    assert "采纳。照办" in hospital_browser.get(at("opinion", opinion)).text


def test_opinions_are_taken_away_as_a_paper(desk: Client, draft: Task, opinion: Opinion) -> None:
    answer = desk.get(at("task-opinions-word", draft))
    paper = docx.Document(BytesIO(b"".join(answer)))  # type: ignore[arg-type]
    assert paper.tables[0].rows[1].cells[1].text == "职工医院工会"
    assert paper.tables[0].rows[1].cells[2].text == "待答复"


def test_a_draft_goes_up_comes_back_and_is_approved(
    desk: Client, chair: Client, draft: Task
) -> None:
    post(desk, at("task-submit", draft), words="请审定")
    page = desk.get(at("task", draft)).text
    assert "由立项单位的工会主席、副主席审定" in page
    assert "撤回送审" in page
    assert "请审定" in chair.get(at("task", draft)).text
    post(chair, at("task-send-back", draft), words="期限放到年底")
    assert "期限放到年底" in desk.get(at("task", draft)).text
    post(desk, at("task-submit", draft))
    post(chair, at("task-approve", draft), words="同意")
    twice = post(chair, at("task-approve", draft))
    assert twice.status_code == 422
    assert "不在待审定状态" in twice.text
    page = desk.get(at("task", draft)).text
    assert "审定：同意" in page
    assert "承办单位" in page


def test_who_may_not_approve_is_refused_on_the_page(
    desk: Client, draft: Task, chair: Client
) -> None:
    post(desk, at("task-submit", draft))
    page = post(desk, at("task-approve", draft))
    assert page.status_code == 422
    assert "由立项单位的工会主席、副主席审定" in page.text
    draft.refresh_from_db()
    assert draft.filed_on is None


def test_asking_is_cut_short_before_its_day(
    desk: Client, chair: Client, draft: Task, opinion: Opinion
) -> None:
    assert "还有 1 个单位在征求意见期限内" in desk.get(at("task", draft)).text
    post(desk, at("task-stop-asking", draft))
    page = desk.get(at("task", draft)).text
    assert "视为没有意见 1 个" in page
    assert post(desk, at("task-submit", draft)).status_code == 302


def test_where_nobody_need_approve_the_desk_puts_it_on_file(
    desk: Client, group: Unit, group_desk: Actor, draft: Task, today: date
) -> None:
    org.choose_law(
        actor=group_desk, unit=group, key="task_approval", value="none", reason="试行", today=today
    )
    assert "不必经主席、副主席审定" in desk.get(at("task", draft)).text
    post(desk, at("task-file", draft))
    draft.refresh_from_db()
    assert draft.filed_on == today
    assert (
        "还没有交办" in desk.get(at("task", draft)).text
        or "交办" in desk.get(at("task", draft)).text
    )


def test_several_are_ticked_and_sent_up_and_approved(
    desk: Client, chair: Client, group: Unit, group_desk: Actor, draft: Task, today: date
) -> None:
    other = actions.draft_task(
        actor=group_desk,
        unit=group,
        basis=PAPER,
        original="",
        wording="办好书屋",
        area="home",
        due_on=None,
        today=today,
    )
    none = post(desk, reverse("plans:filing-submit"))
    assert none.status_code == 422
    assert "请至少勾选一项任务" in none.text
    both = [draft.pk, other.pk]
    assert post(desk, reverse("plans:filing-submit"), tasks=both).status_code == 302
    assert "勾选的审定通过" not in desk.get(FILING, {"list": "submitted"}).text
    assert "勾选的审定通过" in chair.get(FILING, {"list": "submitted"}).text
    assert post(chair, reverse("plans:filing-approve"), tasks=both).status_code == 302
    assert Task.objects.on_file().count() == 2
    gone = post(chair, reverse("plans:filing-approve"), tasks=both)
    assert gone.status_code == 422
    assert "勾选的任务有变动" in gone.text


def test_the_empty_lists_say_what_comes_there(desk: Client, group: Unit) -> None:
    assert "会议、文件、批示交下来的事项" in desk.get(FILING).text
    assert "提请审定以后" in desk.get(FILING, {"list": "submitted"}).text
    assert "没有向我方征求意见的事项" in desk.get(FILING, {"list": "asked"}).text
    assert desk.get(FILING, {"list": "x"}).context["name"] == "draft"


def test_the_todo_leads_to_what_waits(
    draft: Task,
    opinion: Opinion,
    hospital_desk: Actor,
    hospital_browser: Client,
    today: date,
) -> None:
    (line,) = waiting_for(hospital_desk, today)
    assert line.title == "征求意见：组织职工体检"
    assert hospital_browser.get(line.url).status_code == 200


def test_drafts_are_listed_by_their_stand(desk: Client, draft: Task) -> None:
    rows = desk.get(reverse("plans:tasks"), {"state": "draft"}).context["rows"]
    assert [(row.task, row.stands) for row in rows] == [(draft, "拟办")]
    assert not desk.get(reverse("plans:tasks"), {"state": "unassigned"}).context["rows"]


def test_the_page_of_a_draft_and_the_lists_need_few_queries(
    desk: Client,
    draft: Task,
    opinion: Opinion,
    hospital_browser: Client,
    django_assert_max_num_queries: Most,
) -> None:
    with django_assert_max_num_queries(21):  # its law, leaders, opinions and approvals
        desk.get(at("task", draft))
    with django_assert_max_num_queries(14):
        desk.get(FILING)
    with django_assert_max_num_queries(12):
        hospital_browser.get(at("opinion", opinion))


def test_the_units_a_task_is_meant_for_are_ticked_when_it_is_given(
    desk: Client,
    file_tasks: File,
    group_desk: Actor,
    hospital: Unit,
    hospital_desk: Actor,
    school: Unit,
    school_desk: Actor,
    give: Give,
) -> None:
    (task,) = file_tasks("各单位要开展一次隐患排查")
    terms = actions.Terms(lead=(hospital,), assist=(school,))
    actions.set_terms(actor=group_desk, task=task, terms=terms)
    page = desk.get(at("task", task))
    assert page.context["assign"]["units"].initial == [hospital.pk]
    give(task, hospital)
    page = desk.get(at("task", task))
    assert page.context["assisting"]["units"].initial == [school.pk]


def cells(answer: Any) -> dict[str, str]:
    """Return what stands beside each label of an order."""
    paper = docx.Document(BytesIO(b"".join(answer)))
    found: dict[str, str] = {}
    for row in paper.tables[0].rows:
        texts = [cell.text for cell in row.cells]
        found[texts[0]] = texts[1]
        if texts[2] != texts[1]:
            found[texts[2]] = texts[3]
    return found


def test_the_order_has_the_fields_of_the_form(
    desk: Client,
    hospital_browser: Client,
    underway: Assignment,
    hospital_desk: Actor,
    group_desk: Actor,
    today: date,
) -> None:
    terms = actions.Terms(standard="查到每个病区", urgency="urgent", frequency="weekly")
    actions.set_terms(actor=group_desk, task=underway.task, terms=terms)
    actions.report(
        actor=hospital_desk, assignment=underway, words="病房已查", percent=40, today=today
    )
    for browser, where in (
        (desk, at("task-order", underway.task)),
        (hospital_browser, at("assignment-order", underway)),
    ):
        told = cells(browser.get(where))
        assert told["督办事项"] == underway.wording
        assert told["考核标准"].startswith("查到每个病区")
        assert (told["紧急程度"], told["汇报频次"]) == ("紧急", "每周")
        assert told["牵头单位"] == "职工医院工会"
        assert told["督办人"].startswith("陈雨薇")
        assert told["交办要求"] == "抓好落实"
        assert told["期限情况"] == "剩 10 天"
        assert "病房已查" in told["承办情况"]
        assert "签字" in told["领导审定"]


def test_an_order_tells_a_unit_nothing_of_the_others(
    underway: Assignment,
    give: Give,
    school: Unit,
    school_desk: Actor,
    hospital_browser: Client,
) -> None:
    theirs = give(underway.task, school)
    told = cells(hospital_browser.get(at("assignment-order", underway)))
    assert "子弟学校工会" not in "".join(told.values())
    assert hospital_browser.get(at("assignment-order", theirs)).status_code == 404


def test_a_part_has_an_order_of_its_own(
    sign_in: Browse, part: Assignment, power_desk: Actor
) -> None:
    told = cells(sign_in(power_desk).get(at("assignment-order", part)))
    assert told["督办事项"] == part.wording
    assert "金磊" in told["承办情况"]


def test_what_was_said_of_a_draft_stays_with_the_unit_that_drew_it_up(
    draft: Task,
    opinion: Opinion,
    desk: Client,
    chair: Client,
    hospital_browser: Client,
    hospital_desk: Actor,
    group_desk: Actor,
    school: Unit,
    school_desk: Actor,
    give: Give,
    sign_in: Browse,
    today: date,
) -> None:
    said = {"answer": "suggest", "words": "医院人手紧", "today": today}
    actions.answer_opinion(actor=hospital_desk, opinion=opinion, **said)
    actions.settle_opinion(actor=group_desk, opinion=opinion, adoption="yes", reply="")
    post(desk, at("task-submit", draft), words="请主席把关")
    post(chair, at("task-send-back", draft), words="学校不够重视")
    post(desk, at("task-submit", draft))
    post(chair, at("task-approve", draft), words="同意，盯紧学校")
    give(Task.objects.get(), school)
    words = ("请主席把关", "学校不够重视", "盯紧学校", "征求 1 个单位", "查看意见")
    theirs = sign_in(school_desk)
    page = theirs.get(at("task", draft))
    assert page.status_code == 200
    assert [one for one in words if one in page.text] == []
    assert theirs.get(at("task-opinions", draft)).status_code == 404
    assert theirs.get(at("task-opinions-word", draft)).status_code == 404
    ours = desk.get(at("task", draft)).text
    assert [one for one in words if one not in ours] == []
    assert "医院人手紧" in desk.get(at("task-opinions", draft)).text
    assert chair.get(at("task-opinions-word", draft)).status_code == 200


@pytest.fixture
def look(told: Callable[[], tuple[Any, ...]]) -> Callable[[], tuple[Any, ...]]:
    """Return a look at drafts, what lies before leaders and the record."""

    def rows() -> tuple[Any, ...]:
        laid = list(Approval.objects.order_by("pk").values())
        return (*told(), laid, Notice.objects.count(), AuditEntry.objects.count())

    return rows


def reworded(desk: Client, group_desk: Actor, draft: Task, wording: str, today: date) -> None:
    """Take a draft back from the leaders, say something else in it and lay it before them again."""
    post(desk, at("task-recall", draft))
    new = {"wording": wording, "area": draft.area, "due_on": draft.due_on, "today": today}
    actions.edit_task(actor=group_desk, task=draft, **new)
    post(desk, at("task-submit", draft))


def test_a_leader_approves_only_the_words_that_they_read(
    desk: Client,
    chair: Client,
    group_desk: Actor,
    draft: Task,
    today: date,
    look: Callable[[], tuple[Any, ...]],
) -> None:
    post(desk, at("task-submit", draft))
    form = chair.get(at("task", draft)).context["approve"]
    reworded(desk, group_desk, draft, "体检改为自费", today)
    before = look()
    page = post(chair, at("task-approve", draft), words="同意", version=form["version"].value())
    assert page.status_code == 422
    assert "又有改动，请看过改动再审定" in page.text
    assert "体检改为自费" in page.text
    assert look() == before
    now = page.context["approve"]["version"].value()
    post(chair, at("task-approve", draft), words="同意", version=now)
    assert Task.objects.get().filed_on == today


def test_a_leader_who_approves_several_approves_only_what_the_list_showed(
    desk: Client,
    chair: Client,
    group_desk: Actor,
    draft: Task,
    today: date,
    look: Callable[[], tuple[Any, ...]],
) -> None:
    def seen() -> list[str]:
        page = chair.get(FILING, {"list": "submitted"}).text
        return re.findall(r'name="seen" value="([^"]*)"', page)

    post(desk, at("task-submit", draft))
    old = seen()
    reworded(desk, group_desk, draft, "体检改为自费", today)
    before, where = look(), reverse("plans:filing-approve")
    page = post(chair, where, tasks=[draft.pk], seen=old)
    assert page.status_code == 422
    assert f"任务 {draft.number} 又有改动" in page.text
    assert look() == before
    forged = [*seen(), "甲:1", "1:", "9" * 40]
    assert post(chair, where, tasks=[draft.pk], seen=forged).status_code == 302
    assert Task.objects.get().filed_on == today
