"""The front page: where the unit stands, and what waits for whom."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from zhijia.platform.accounts import actions as accounts
from zhijia.platform.actor import Actor
from zhijia.platform.acts import CAPABILITIES
from zhijia.platform.offers import FIGURES, TODOS, Todo
from zhijia.platform.room import Room

ROOMS = [app for app in apps.get_app_configs() if isinstance(app, Room)]


@pytest.fixture
def waiting(monkeypatch, today):
    """Let this many things wait for everybody."""

    def wait(number: int, title: str = "待签收") -> None:
        items = [
            Todo(f"{title} {n:02d}", "上级交办", f"/law/#{n}", today + timedelta(n), "yellow")
            for n in range(1, number + 1)
        ]
        monkeypatch.setitem(TODOS, "sample", lambda actor, day: items)

    return wait


def test_a_desk_sees_where_its_unit_stands(sign_in, group_desk, hospital_desk):
    page = sign_in(group_desk).get("/")

    assert page.status_code == 200
    shown = {card.figure.name: card.value for card in page.context["cards"]}
    assert (shown["org.members"], shown["org.units"]) == (2, 2)
    assert "化工集团工会" in page.text


def test_a_lower_desk_sees_its_own_unit_only(sign_in, hospital_desk, school):
    page = sign_in(hospital_desk).get("/")

    shown = {card.figure.name: card.value for card in page.context["cards"]}
    assert (shown["org.members"], shown["org.units"]) == (1, 1)


def test_a_number_that_no_room_offers_has_no_card(sign_in, group_desk, monkeypatch):
    for name in [name for name in FIGURES if name.startswith("plans.")]:
        monkeypatch.delitem(FIGURES, name)

    page = sign_in(group_desk).get("/")

    assert [card.figure.name for card in page.context["cards"]] == ["org.members", "org.units"]
    assert [series["name"] for series in page.context["chart"]["series"]] == ["新入会", "会员人数"]


def test_months_to_come_are_left_open(sign_in, group_desk, today, monkeypatch):
    for name in [name for name in FIGURES if name.startswith("plans.")]:
        monkeypatch.delitem(FIGURES, name)

    stock = sign_in(group_desk).get("/").context["chart"]["series"][1]["data"]

    assert stock[: today.month] == [1.0] * today.month
    assert stock[today.month :] == [None] * (12 - today.month)


def test_eight_of_nine_wait_on_the_page_and_a_link_shows_all(sign_in, group_desk, waiting):
    waiting(9)
    browser = sign_in(group_desk)

    page = browser.get("/")
    assert ("待签收 08" in page.text, "待签收 09" in page.text) == (True, False)
    assert 'href="/?all=1"' in page.text
    assert "全部 9 项待办" in page.text

    assert "待签收 09" in browser.get("/?all=1").text


def test_beyond_a_hundred_the_pages_count_no_further(sign_in, group_desk, waiting):
    waiting(100)
    browser = sign_in(group_desk)
    assert "全部 99+ 项待办" in browser.get("/").text
    assert "全部请到“待办”里查看" in browser.get("/?all=1").text


def test_what_waits_is_text_whatever_somebody_typed(sign_in, group_desk, waiting):
    waiting(1, title="<b>急</b>")
    assert "&lt;b&gt;急&lt;/b&gt; 01" in sign_in(group_desk).get("/").text


def test_nothing_waiting_is_said_in_words(sign_in, hospital_desk):
    assert "现在没有等您办理的事" in sign_in(hospital_desk).get("/").text


def test_a_desk_is_offered_what_it_may_begin(sign_in, group_desk, workshop_officer):
    offered = [link.url_name for link in sign_in(group_desk).get("/").context["shortcuts"]]
    assert "org:member-enrol" in offered

    offered = [link.url_name for link in sign_in(workshop_officer).get("/").context["shortcuts"]]
    assert "org:member-enrol" not in offered


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.label)
def test_every_shortcut_leads_somewhere_and_asks_a_policy_about_the_unit(room, group, group_desk):
    for link in room.shortcuts:
        assert reverse(link.url_name)
        assert CAPABILITIES[link.may](group_desk, group), "the group's desk may begin all of them"


def test_a_member_without_a_post_reads_what_they_can_do(sign_in, member):
    page = sign_in(member).get("/")

    assert page.status_code == 200
    assert "您是检修车间分工会的会员，目前没有担任职务" in page.text
    assert "cards" not in page.context


@pytest.mark.parametrize("address", ["/", "/figures/", "/figures/org.members/"])
def test_an_account_without_a_member_is_told_whom_to_ask(db, address):
    user = accounts.open_account(
        actor=Actor(), username="lonely", staff_no="9", password="shan-shui-2026", is_demo=True
    )
    browser = Client()
    browser.force_login(user)

    page = browser.get(address)

    assert page.status_code == 200
    assert "这个账号没有对应的在会会员" in page.text


def test_the_front_page_costs_twelve_queries_at_most(
    sign_in, group_desk, hospital_desk, django_assert_max_num_queries
):
    browser = sign_in(group_desk)
    with django_assert_max_num_queries(12):
        browser.get("/")
