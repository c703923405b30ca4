"""Which unit somebody looks at: chosen once, honoured by every list, never out of reach."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import ENDED
from zhijia.org import actions
from zhijia.org.models import Post
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.actor import Actor

LISTED = "/org/members/"


def choose(browser, unit, below="below", follow=True):
    return browser.post("/place/", {"unit": unit, "below": below}, follow=follow)


@pytest.fixture
def crowd(hospital_desk, power_desk, workshop_chair):
    """One desk in the hospital, the power company and its workshop each."""


def names(page):
    return {member.name for member in page.context["page"]}


def test_everybody_begins_at_their_highest_unit_with_all_below(sign_in, group_desk, crowd):
    page = sign_in(group_desk).get("/figures/")
    assert page.context["at"].unit.name == "化工集团工会"
    assert page.context["place"]() == ("化工集团工会", True, True)


def test_a_chosen_unit_is_honoured_by_numbers_lists_tasks_and_tree(sign_in, group_desk, crowd):
    browser = sign_in(group_desk)
    choose(browser, "GD")

    assert browser.get("/figures/").context["at"].unit.name == "供电公司工会"
    assert names(browser.get(LISTED)) == {"吕国强", "华振东"}
    (root,) = browser.get("/org/").context["nodes"]
    tree = [root.unit.name, *(node.unit.name for node in root.leaf.nodes)]
    assert tree == ["供电公司工会", "检修车间分工会"]
    assert browser.get("/plans/tasks/").status_code == 200
    assert "供电公司工会" in browser.get("/plans/tasks/").text


def test_the_unit_alone_leaves_those_below_out(sign_in, group_desk, crowd, power):
    browser = sign_in(group_desk)
    choose(browser, "GD", below="own")

    assert names(browser.get(LISTED)) == {"吕国强"}
    numbers = {f.name: n for f, n in browser.get("/figures/").context["figures"]}
    assert (numbers["org.members"], numbers["org.units"]) == (1, 1)
    page = browser.get("/figures/org.members/")
    assert page.context["total"] == page.context["page"].paginator.count == 1
    assert [unit for unit, _ in page.context["shares"]] == [power]
    assert "只算本单位，不含下级" in page.text

    browser.post("/place/scope/", {"below": "below"})
    assert browser.get("/figures/org.members/").context["total"] == 2


def test_a_list_that_is_asked_for_another_unit_shows_that_one(sign_in, group_desk, crowd):
    browser = sign_in(group_desk)
    choose(browser, "GD")
    assert names(browser.get(f"{LISTED}?unit=YY")) == {"李文静"}


def test_choosing_leads_back_to_the_page_without_its_questions(sign_in, group_desk, crowd):
    browser = sign_in(group_desk)
    sent = {"unit": "YY", "below": "below", "next": "/org/members/?unit=GD&page=3"}

    assert browser.post("/place/", sent)["Location"] == "/org/members/"
    away = browser.post("/place/", {**sent, "next": "https://elsewhere.cn/x"})
    assert away["Location"] == "/"
    back = browser.post("/place/scope/", {"below": "own"}, HTTP_REFERER="http://testserver/law/")
    assert back["Location"] == "/law/"


@pytest.mark.parametrize("unit", ["XX", "没有这个", "<b>", "1", "9" * 30])
def test_a_unit_out_of_reach_is_refused_and_nothing_changes(sign_in, hospital_desk, school, unit):
    browser = sign_in(hospital_desk)

    page = choose(browser, unit, follow=False)

    assert page.status_code == 422
    assert "没有这个单位，或者不在您的职务范围内。" in page.text
    assert browser.get("/figures/").context["at"].unit.name == "职工医院工会"


def test_a_forged_scope_is_refused_and_nothing_changes(sign_in, group_desk, crowd):
    browser = sign_in(group_desk)
    assert choose(browser, "GD", below="all", follow=False).status_code == 422
    assert "没有这个范围" in browser.post("/place/scope/", {"below": "x"}, follow=True).text
    assert browser.get("/figures/").context["at"].unit.name == "化工集团工会"


def test_who_loses_the_post_falls_back_to_where_they_begin(
    sign_in, seat, group_desk, power, hospital, today
):
    chair = seat("2002", hospital)
    post = Post.objects.get(member_id=chair.member_id, unit=hospital)
    desk = actions.appoint(
        actor=group_desk, unit=power, member=post.member, kind="desk", title="", from_on=today
    )
    browser = sign_in(chair)
    choose(browser, "GD")
    assert browser.get("/figures/").context["at"].unit == power

    actions.relieve(actor=group_desk, post=desk, until_on=today)

    assert browser.get("/figures/").context["at"].unit == hospital
    assert names(browser.get(LISTED)) == {"孙志刚"}


def test_a_dissolved_unit_is_left_behind(sign_in, group_desk, school, today):
    browser = sign_in(group_desk)
    choose(browser, "XX")
    actions.dissolve_unit(actor=group_desk, unit=school, today=today, **ENDED)
    assert browser.get("/figures/").context["at"].unit.name == "化工集团工会"


def test_who_reaches_one_unit_only_is_offered_no_choice(sign_in, member, group_desk):
    assert "换单位" not in sign_in(member).get("/law/").text
    assert "换单位" in sign_in(group_desk).get("/law/").text


def test_an_account_without_a_member_looks_at_nothing(db, client):
    user = accounts.open_account(
        actor=Actor(), username="lonely", staff_no="9", password="shan-shui-2026", is_demo=True
    )
    client.force_login(user)
    assert client.get("/place/").status_code == 200
    assert "没有对应的在会会员" in client.get("/").text


def test_beginning_costs_no_query_and_a_choice_one(sign_in, group_desk, crowd):
    browser = sign_in(group_desk)
    browser.get("/law/")
    with CaptureQueriesContext(connection) as before:
        browser.get("/law/")
    assert not any("org_unitpath" in q["sql"] and "code" in q["sql"] for q in before)

    choose(browser, "GD")
    browser.get("/law/")
    with CaptureQueriesContext(connection) as after:
        browser.get("/law/")
    assert len(after) == len(before) + 1
