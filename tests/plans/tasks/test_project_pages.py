"""The pages of projects: parting a task, a stage through its gate, what others may see and do."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from zhijia.org.models import Post, Unit
from zhijia.plans import actions, rules
from zhijia.plans.models import Assignment, Project, Stage, StageTemplate, Task
from zhijia.platform.actor import Actor
from zhijia.platform.offers import events_between, under_way, waiting_for
from zhijia.platform.once import fresh
from zhijia.platform.place import Place

from .conftest import Browse
from .test_projects import OUTLINE, confirm, give_to, hand_in, stage

Most = Callable[[int], Any]
PROJECTS = reverse("plans:projects")


def at(name: str, pk: int) -> str:
    return reverse(f"plans:{name}", args=[pk])


def post(browser: Client, url: str, **said: Any) -> Any:
    return browser.post(url, {**said, "once": fresh()})


@pytest.fixture
def project(
    task: Task, power: Unit, power_desk: Actor, at_power: Assignment, today: date
) -> Project:
    """The power company takes its task through three stages from today on."""
    return actions.open_project(
        actor=power_desk,
        task=task,
        unit=power,
        kind="<i>大修</i>",
        stages=rules.read_outline(OUTLINE).stages,
        begins_on=today,
        today=today,
    )


@pytest.fixture
def begun(
    project: Project, officers_post: Post, power_desk: Actor, workshop_officer: Actor, today: date
) -> Stage:
    """Its first stage, under way at the safety officer's post."""
    one = give_to(project, "招标", officers_post, power_desk, today)
    return actions.begin_stage(actor=workshop_officer, stage=one, today=today)


@pytest.fixture
def keeper(sign_in: Browse, power_desk: Actor) -> Client:
    """The browser of the power company's desk."""
    return sign_in(power_desk)


def test_a_task_is_parted_by_a_template_whose_lines_may_be_changed(
    keeper: Client, at_power: Assignment, power: Unit, today: date
) -> None:
    new = at("project-new", at_power.task_id)
    assert f'href="{new}"' in keeper.get(at_power.task.get_absolute_url()).text
    assert "基建改造（系统自带）" in keeper.get(new).text
    lines = keeper.get(new, {"unit": power.pk, "template": "building"}).text
    assert "环节：招标，30天" in lines

    said = {"unit": power.pk, "template": "building", "begins_on": f"{today:%Y-%m-%d}"}
    url = at("project-open", at_power.task_id)
    refused = post(keeper, url, **said, outline="招标三十天")
    assert refused.status_code == 422
    assert "第 1 行" in refused.text
    assert not Project.objects.exists()

    assert post(keeper, url, **said, outline=OUTLINE).status_code == 302
    page = keeper.get(Project.objects.get().get_absolute_url()).text
    assert all(name in page for name in ("招标", "设计", "验收"))
    assert "不能由您分环节" in keeper.get(new).text


def test_who_has_no_desk_there_parts_nothing(
    sign_in: Browse, at_power: Assignment, power: Unit, workshop_officer: Actor, group_desk: Actor
) -> None:
    desk = sign_in(group_desk)
    page = desk.get(at("project-new", at_power.task_id))
    assert power.name not in page.text.split("<main")[1]
    assert sign_in(workshop_officer).get(at("project-new", at_power.task_id)).status_code == 404


def test_a_stage_goes_through_its_gate_from_page_to_page(
    begun: Stage, sign_in: Browse, keeper: Client, workshop_officer: Actor
) -> None:
    officer, paper = sign_in(workshop_officer), begun.papers.get()
    url = begun.get_absolute_url()
    assert "没有提交" in officer.get(url).text
    assert post(officer, at("stage-submit", begun.pk), words="好了").status_code == 422

    upload = SimpleUploadedFile("通知书.txt", "中标单位：某公司".encode())
    hand = at("stage-hand-in", begun.pk)
    assert post(officer, hand, paper=paper.pk, upload=upload).status_code == 302
    assert post(officer, at("stage-submit", begun.pk), words="好了").status_code == 302

    shut = keeper.get(url).text
    assert "1 项检查（招标文件已经审定）没有确认" in shut
    refused = post(keeper, at("stage-pass", begun.pk))
    assert refused.status_code == 422
    assert Stage.objects.get(pk=begun.pk).state == "submitted"

    check = begun.checks.get()
    own = post(officer, at("check-confirm", check.pk), found="属实")
    assert (own.status_code, "责任人不能确认" in own.text) == (422, True)
    assert post(keeper, at("check-confirm", check.pk), found="属实<b>").status_code == 302
    assert "可以过关" in keeper.get(url).text
    assert post(keeper, at("stage-pass", begun.pk), words="同意").status_code == 302
    assert "属实&lt;b&gt;" in keeper.get(url).text

    file = officer.get(at("stage-file", paper.pk))
    assert "中标单位" in b"".join(file.streaming_content).decode()
    assert post(keeper, at("stage-reopen", begun.pk), words="复核").status_code == 302
    assert Stage.objects.get(pk=begun.pk).state == "underway"


def test_a_delay_asks_why_and_shows_what_it_runs_into(
    begun: Stage, keeper: Client, today: date
) -> None:
    page = keeper.get(begun.get_absolute_url())
    fields = {name: page.context["forms"]["run"][name].initial for name in ("checks", "papers")}
    said = {
        **fields,
        "name": "招标",
        "post": begun.post_id,
        "from_on": f"{today:%Y-%m-%d}",
        "until_on": f"{today + timedelta(12):%Y-%m-%d}",
        "version": begun.version,
    }
    url = at("stage-edit", begun.pk)
    refused = post(keeper, url, **said, reason="")
    assert (refused.status_code, "请写明原因" in refused.text) == (422, True)
    assert post(keeper, url, **said, reason="流标").status_code == 302

    last = give_last_no_overlap(begun)
    assert "就要开始；请顺延或者缩短" in keeper.get(begun.project.get_absolute_url()).text
    stale = post(keeper, url, **{**said, "name": "招标采购"}, reason="改名")
    assert (stale.status_code, "他人刚修改过" in stale.text) == (422, True)
    shift = at("stage-shift", begun.pk)
    assert post(keeper, shift, days=3, reason="流标").status_code == 302
    last.refresh_from_db()
    assert last.from_on == today + timedelta(13)


def give_last_no_overlap(begun: Stage) -> Stage:
    """Return the stage that follows, made one that may not overlap."""
    Stage.objects.filter(project=begun.project, name="设计").delete()
    return stage(begun.project, "验收")


def test_a_project_is_hidden_from_those_beside_it(
    begun: Stage, sign_in: Browse, school_desk: Actor, member: Actor
) -> None:
    hand_in_url, check = at("stage-hand-in", begun.pk), begun.checks.get()
    for stranger in (school_desk, member):
        browser = sign_in(stranger)
        assert begun.project.task.wording not in browser.get(PROJECTS).text
        assert browser.get(begun.get_absolute_url()).status_code == 404
        assert browser.get(begun.project.get_absolute_url()).status_code == 404
        assert post(browser, hand_in_url).status_code == 404
        assert post(browser, at("check-confirm", check.pk), found="x").status_code == 404


def test_who_filed_the_task_sees_the_project_on_its_page(
    begun: Stage, desk: Client, group_desk: Actor
) -> None:
    assert "项目环节" in desk.get(begun.project.task.get_absolute_url()).text
    page = desk.get(begun.get_absolute_url())
    assert page.status_code == 200
    assert at("stage-edit", begun.pk) not in page.text
    assert "&lt;i&gt;大修&lt;/i&gt;" in desk.get(PROJECTS).text


def test_what_waits_at_stages_is_told_in_one_line_and_listed(
    begun: Stage,
    sign_in: Browse,
    keeper: Client,
    workshop_officer: Actor,
    power_desk: Actor,
    today: date,
) -> None:
    def lines(actor: Actor) -> list[str]:
        return [line.title for line in waiting_for(actor, today) if "环节" in line.title]

    assert lines(workshop_officer) == ["1 个项目环节等您办理"]
    assert lines(power_desk) == []
    assert "招标" in sign_in(workshop_officer).get(PROJECTS, {"list": "mine"}).text

    hand_in(workshop_officer, begun, today)
    actions.submit_stage(actor=workshop_officer, stage=begun, words="好了", today=today)
    assert (lines(workshop_officer), lines(power_desk)) == ([], ["1 个项目环节等您办理"])


def test_the_end_of_a_stage_stands_on_the_calendar_and_the_project_keeps_a_unit_from_ending(
    begun: Stage, power_desk: Actor, power: Unit
) -> None:
    place = Place(power.pk, power.name, power.code, power.path, (power.path,))
    found = events_between(power_desk, place, begun.until_on, begun.until_on)
    assert [one.title[:2] for one in found if one.kind == "环节截止"] == ["招标", "设计"]
    assert "没有全部过关的项目" in [one.label for one in under_way(power.path, below=False)]


def test_the_book_of_a_project_is_a_word_file(
    begun: Stage, keeper: Client, workshop_officer: Actor, power_desk: Actor, today: date
) -> None:
    hand_in(workshop_officer, begun, today)
    confirm(power_desk, begun, today)
    answer = keeper.get(at("project-word", begun.project_id))
    book = Document(BytesIO(b"".join(answer.streaming_content)))

    assert book.paragraphs[0].text == "项目台账"
    stages, life = book.tables
    assert [row.cells[1].text for row in stages.rows] == ["环节", "招标", "设计", "验收"]
    assert "通知书.txt" in stages.rows[1].cells[5].text
    assert "审定意见已看" in stages.rows[1].cells[4].text
    assert len(life.rows) > 5


def test_a_desk_makes_a_template_its_own_and_takes_it_away(keeper: Client, power: Unit) -> None:
    listed = reverse("plans:stage-templates")
    new = at("stage-template", 0)
    assert "环节：招标，30天" in keeper.get(new, {"from": "building"}).text
    assert keeper.get(new, {"from": "u999x"}).status_code == 200

    refused = post(keeper, new, unit=power.pk, name="大修", outline="大修")
    assert (refused.status_code, "第 1 行" in refused.text) == (422, True)
    assert post(keeper, new, unit=power.pk, name="大<b>修", outline=OUTLINE).status_code == 302
    kept = StageTemplate.objects.get()
    assert "大&lt;b&gt;修" in keeper.get(listed).text

    changed = f"{OUTLINE}\n材料：照片"
    url = at("stage-template", kept.pk)
    assert post(keeper, url, name="大修", outline=changed, version=kept.version).status_code == 302
    assert StageTemplate.objects.get().outline == changed
    assert post(keeper, at("stage-template-remove", kept.pk)).status_code == 302
    assert keeper.get(url).status_code == 404


def test_pages_of_projects_ask_no_more_the_more_stages_there_are(
    begun: Stage, keeper: Client, django_assert_max_num_queries: Most
) -> None:
    keeper.get(PROJECTS)
    with django_assert_max_num_queries(14):
        keeper.get(PROJECTS)
    with django_assert_max_num_queries(14):
        keeper.get(begun.project.get_absolute_url())
    with django_assert_max_num_queries(15):  # posts to choose from, steps, checks, papers
        keeper.get(begun.get_absolute_url())


def test_the_project_of_a_task_that_ended_stands_among_the_ended_and_offers_no_step(
    begun: Stage, at_power: Assignment, keeper: Client, group_desk: Actor, today: date
) -> None:
    page = begun.project.get_absolute_url()
    assert page in keeper.get(PROJECTS).text
    actions.withdraw(actor=group_desk, assignment=at_power, words="另行安排", today=today)
    task = Task.objects.get(pk=at_power.task_id)
    actions.drop_task(actor=group_desk, task=task, reason="不再需要", today=today)

    assert page not in keeper.get(PROJECTS).text
    ended = keeper.get(PROJECTS, {"list": "closed"}).text
    assert page in ended
    assert "任务结束" in ended
    assert "任务已结束" in keeper.get(page).text
    may = keeper.get(begun.get_absolute_url()).context["may"]
    assert not any(getattr(may, name) for name in may.__slots__)
