"""Questions to the boards that a person keeps."""

from collections.abc import Callable

import pytest
from django.test import Client

from zhijia.plans.actions import boards as actions
from zhijia.plans.models import SavedView, Task
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.once import fresh

from .conftest import at

LIST = "board-list"


def keep(browser: Client, name: str, question: str = "light=red", **more: str) -> object:
    said = {"name": name, "question": question, "once": fresh(), **more}
    return browser.post(at("view-save", LIST), said, follow=True)


def test_a_question_is_kept_and_stands_above_its_board(desk: Client, told: list[Task]) -> None:
    page = desk.get(at("view-save", LIST), {"light": "red", "page": "7", "evil": "x"})
    assert page.context["form"]["question"].value() == "light=red"
    shown = keep(desk, "逾期的")
    assert "查询已保存" in shown.text
    assert [view.name for view in shown.context["kept"]] == ["逾期的"]
    assert len(shown.context["rows"]) == 1
    assert SavedView.objects.get().question == "light=red"


def test_the_same_name_takes_the_new_question(desk: Client) -> None:
    keep(desk, "常看的")
    keep(desk, "常看的", "state=done")
    assert SavedView.objects.get().question == "state=done"


def test_the_first_question_opens_the_board_until_another_is_first(
    desk: Client, told: list[Task]
) -> None:
    keep(desk, "逾期的", is_first="on")
    assert desk.get(at(LIST))["Location"] == f"{at(LIST)}?light=red"
    assert desk.get(at(LIST), {"all": "1"}).status_code == 200
    keep(desk, "办结的", "state=done", is_first="on")
    assert desk.get(at(LIST))["Location"] == f"{at(LIST)}?state=done"
    assert SavedView.objects.filter(is_first=True).count() == 1


def test_a_question_is_its_owners_alone(
    desk: Client, hospital_browser: Client, hospital_desk: Actor
) -> None:
    keep(desk, "逾期的")
    view = SavedView.objects.get()
    assert hospital_browser.post(at("view-drop", view.pk)).status_code == 404
    assert not hospital_browser.get(at(LIST)).context["kept"]
    with pytest.raises(Refused, match="只能删除自己的"):
        actions.drop_view(actor=hospital_desk, view=view)
    assert SavedView.objects.get() == view


def test_a_question_is_thrown_away(desk: Client, audit_trail: Callable[[], list[str]]) -> None:
    keep(desk, "逾期的")
    shown = desk.post(at("view-drop", SavedView.objects.get().pk), {"once": fresh()}, follow=True)
    assert "查询已删除" in shown.text
    assert not SavedView.objects.exists()
    assert audit_trail()[-2:] == ["plans.save_view", "plans.drop_view"]


def test_the_twenty_first_question_is_refused(desk: Client) -> None:
    for number in range(20):
        keep(desk, f"第{number}个")
    before = AuditEntry.objects.count()
    page = keep(desk, "第二十一个")
    assert page.status_code == 422
    assert "最多存 20 个常用查询" in page.text
    assert (SavedView.objects.count(), AuditEntry.objects.count()) == (20, before)
    assert "查询已保存" in keep(desk, "第3个", "state=done").text


@pytest.mark.parametrize("name", ["", "  ", "长" * 21])
def test_a_question_needs_a_short_name(desk: Client, name: str) -> None:
    assert keep(desk, name).status_code == 422
    assert not SavedView.objects.exists()


def test_a_board_that_there_is_not_keeps_nothing(desk: Client) -> None:
    assert desk.get(at("view-save", "board-wall")).status_code == 404
    assert desk.post(at("view-save", "x"), {"name": "某"}).status_code == 404


def test_who_has_no_account_keeps_nothing(group_desk: Actor) -> None:
    with pytest.raises(Refused, match="请先登录"):
        actions.save_view(actor=Actor(), board=LIST, name="某", question="")
    assert not SavedView.objects.exists()


def test_a_question_that_leads_elsewhere_stays_on_its_board(desk: Client) -> None:
    keep(desk, "别处", "//evil.example/?light=red")
    assert SavedView.objects.get().get_absolute_url().startswith(f"{at(LIST)}?")


@pytest.mark.parametrize("question", ["&", "page=7", "evil=x&&", "light="])
def test_a_first_question_that_asks_nothing_leaves_the_board_open(
    desk: Client, told: list[Task], question: str
) -> None:
    keep(desk, "空的", question, is_first="on")
    assert SavedView.objects.get().question == ""
    assert desk.get(at(LIST)).status_code == 200
    SavedView.objects.update(question=question)  # as it was kept before
    assert desk.get(at(LIST)).status_code == 200


def test_a_question_too_long_to_be_kept_is_refused(desk: Client) -> None:
    before = AuditEntry.objects.count()
    page = keep(desk, "长的", "q=" + "安" * 60)
    assert page.status_code == 422
    assert "查询条件太长" in page.text
    assert (SavedView.objects.count(), AuditEntry.objects.count()) == (0, before)
