"""The homes: one's own, the desk's; what waits, what is done, what a month holds."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from zhijia.org import actions as org
from zhijia.org.models import Post, Unit
from zhijia.platform.accounts import actions as accounts
from zhijia.platform.actor import Actor
from zhijia.platform.acts import CAPABILITIES
from zhijia.platform.offers import EVENTS, FIGURES, TODOS, WORKS, Event, Pile, Todo, Works
from zhijia.platform.room import Room

ROOMS = [app for app in apps.get_app_configs() if isinstance(app, Room)]
DAY = timedelta(days=1)


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


@pytest.fixture
def happens(monkeypatch):
    """Let these things happen, whoever asks and wherever."""

    def happen(*events: Event) -> None:
        monkeypatch.setitem(EVENTS, "sample", lambda actor, place, first, last: list(events))

    return happen


def test_a_desk_sees_where_its_unit_stands(sign_in, group_desk, hospital_desk):
    page = sign_in(group_desk).get("/")

    assert page.status_code == 200
    shown = {card.figure.name: card.value for card in page.context["cards"]}
    assert (shown["org.members"], shown["org.units"]) == (2, 2)
    assert "化工集团工会 · 本级及下级" in page.text


def test_a_lower_desk_sees_its_own_unit_only(sign_in, hospital_desk, school):
    page = sign_in(hospital_desk).get("/")

    shown = {card.figure.name: card.value for card in page.context["cards"]}
    assert (shown["org.members"], shown["org.units"]) == (1, 1)


@pytest.fixture
def no_plans():
    """Let the room of tasks offer no figures for a while; their order is kept."""
    kept = dict(FIGURES)
    for name in [name for name in FIGURES if name.startswith("plans.")]:
        del FIGURES[name]
    yield
    FIGURES.clear()
    FIGURES.update(kept)


def test_a_number_that_no_room_offers_has_no_card(sign_in, group_desk, no_plans):
    page = sign_in(group_desk).get("/")

    assert [card.figure.name for card in page.context["cards"]] == ["org.members", "org.units"]


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


def test_nothing_waiting_is_said_in_words(sign_in, hospital_desk, member):
    assert "现在没有等您办理的事" in sign_in(hospital_desk).get("/").text
    assert "现在没有等您办理的事" in sign_in(member).get("/").text


def test_done_and_started_are_lists_beside_what_waits(sign_in, group_desk, monkeypatch):
    done = Pile(31, "/law/?done", lambda most: [Todo("摸底排查", "已办结", "/law/#1")][:most])
    started = Pile(0, "/law/?started", lambda most: [])
    monkeypatch.setitem(WORKS, "sample", lambda actor, today: Works(done, started))
    browser = sign_in(group_desk)

    page = browser.get("/")
    assert page.context["counts"]["done"] == 31
    assert "摸底排查" not in page.text

    page = browser.get("/?list=done")
    assert "摸底排查" in page.text
    assert 'href="/law/?done">全部 31 项' in page.text
    assert "您还没有发起过什么" in browser.get("/?list=started").text
    assert "现在没有等您办理的事" in browser.get("/?list=<b>").text, "what is no list is 待办"


def test_a_desk_is_offered_what_it_may_begin(sign_in, group_desk, workshop_officer):
    offered = [link.url_name for link in sign_in(group_desk).get("/").context["shortcuts"]]
    assert "org:member-enrol" in offered

    offered = [link.url_name for link in sign_in(workshop_officer).get("/").context["shortcuts"]]
    assert "org:member-enrol" not in offered


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.label)
def test_every_shortcut_leads_somewhere_and_asks_a_policy_about_the_unit(room, group, group_desk):
    for link in room.shortcuts:
        assert reverse(link.url_name)
        own = Unit(path=group.path)
        assert CAPABILITIES[link.may](group_desk, own), "the group's desk may begin all of them"


def test_a_member_reads_what_their_union_did_this_month(sign_in, member, workshop_chair, today):
    page = sign_in(member).get("/")

    assert page.status_code == 200
    assert "您好，陶然" in page.text
    assert "检修车间分工会</a>的会员，目前没有担任职务" in page.text
    assert "cards" not in page.context
    told = {one.figure.name: one.number for one in page.context["told"]}
    assert "org.members" not in told, "a stock is not what was done in a month"
    assert all(told.values()), "what did not happen is not told"


def test_what_happened_before_this_month_is_not_told(sign_in, member, group_desk, workshop, today):
    org.enrol(actor=group_desk, unit=workshop, name="新", staff_no="901", joined_on=today)
    before = today.replace(day=1) - DAY
    org.enrol(actor=group_desk, unit=workshop, name="旧", staff_no="902", joined_on=before)

    told = sign_in(member).get("/").context["told"]

    assert [one.number for one in told if one.figure.name == "org.joined"] == [1]


def test_what_comes_stands_in_its_order_and_the_far_future_is_left_out(
    sign_in, member, happens, today
):
    happens(
        Event("后天<b>开会</b>", today + 2 * DAY, "会议"),
        Event("明天到期", today + DAY, "期限", "red", "/law/"),
        Event("昨天的事", today - DAY, "会议"),
    )
    page = sign_in(member).get("/")
    assert [one.title for one in page.context["events"]] == ["明天到期", "后天<b>开会</b>"]
    assert "后天&lt;b&gt;开会&lt;/b&gt;" in page.text


def test_posts_open_homes_and_a_choice_is_kept(sign_in, group_chair, member, group_desk):
    browser = sign_in(group_chair)
    assert [key for key, _ in browser.get("/").context["faces"]] == ["own", "desk", "leader"]
    assert browser.get("/").context["face"] == "desk"

    browser.post("/face/", {"face": "own"})
    assert "您好，周秉正" in browser.get("/").text

    assert [key for key, _ in sign_in(group_desk).get("/").context["faces"]] == ["own", "desk"]
    assert [key for key, _ in sign_in(member).get("/").context["faces"]] == ["own"]


@pytest.mark.parametrize("asked", ["leader", "desk", "admin", "", "<b>"])
def test_a_home_that_no_post_opens_stays_shut(sign_in, member, asked):
    browser = sign_in(member)
    assert browser.post("/face/", {"face": asked}).status_code == 302
    assert browser.get("/").context["face"] == "own"


def test_a_home_is_left_behind_with_the_post_that_opened_it(
    sign_in, group_desk, workshop_officer, today
):
    browser = sign_in(workshop_officer)
    browser.post("/face/", {"face": "desk"})
    post = Post.objects.open().get(member_id=workshop_officer.member_id)
    org.relieve(actor=group_desk, post=post, until_on=today)
    assert browser.get("/").context["face"] == "own"


def test_everything_one_may_do_stands_on_one_page(sign_in, group_desk, member):
    def offered(actor):
        page = sign_in(actor).get("/services/")
        return {link.url_name for area in page.context["areas"] for link in area.links}

    assert {"org:member-enrol", "plans:speech-new", "law", "figures"} <= offered(group_desk)
    assert "org:member-enrol" not in offered(member)
    assert {"org:units", "law", "figures"} <= offered(member)


def test_no_place_stands_twice_among_what_one_may_do(sign_in, group_desk):
    for area in sign_in(group_desk).get("/services/").context["areas"]:
        names = [link.url_name for link in area.links]
        assert len(set(names)) == len(names), area.area


def test_ones_own_page_leads_to_record_posts_and_account(sign_in, workshop_officer):
    page = sign_in(workshop_officer).get("/me/")
    assert "安全员" in page.text
    for name in ("org:me", "accounts:security", "notices:settings-page", "notices:inbox"):
        assert f'href="{reverse(name)}"' in page.text
    assert 'action="/accounts/sign-out/"' in page.text


def test_the_bar_of_a_phone_is_the_same_for_everybody(sign_in, group_desk, member):
    for actor in (group_desk, member):
        tabs = sign_in(actor).get("/me/").context["tabs"]
        assert [tab.label for tab in tabs] == ["首页", "办事", "消息", "我的"]
        assert [tab.label for tab in tabs if tab.active] == ["我的"]


@pytest.mark.parametrize("address", ["/", "/figures/", "/figures/org.members/"])
def test_an_account_without_a_member_is_told_whom_to_ask(db, address):
    browser = lonely()

    page = browser.get(address)

    assert page.status_code == 200
    assert "这个账号没有对应的在会会员" in page.text


@pytest.mark.parametrize("address", ["/services/", "/me/", "/month/"])
def test_an_account_without_a_member_still_finds_its_way(db, address):
    assert lonely().get(address).status_code == 200


def lonely() -> Client:
    """Return the browser of an account that is nobody's."""
    user = accounts.open_account(
        actor=Actor(), username="lonely", staff_no="9", password="shan-shui-2026", is_demo=True
    )
    browser = Client()
    browser.force_login(user)
    return browser


def cells(page) -> dict[date, list[str]]:
    """Return what stands on each day of a month's page that holds anything."""
    days = [day for week in page.context["month"].weeks for day in week]
    return {day.on: [one.title for one in day.events] for day in days if day.events}


def test_a_month_holds_what_happens_in_it_on_its_day(sign_in, member, happens):
    happens(
        Event("报名截止", date(2026, 3, 8), "期限"),
        Event("次月", date(2026, 4, 1), "期限"),
        Event("上月起", date(2026, 2, 27), "会议", until=date(2026, 3, 2)),
    )
    page = sign_in(member).get("/month/?m=2026-03")
    assert cells(page) == {date(2026, 3, 1): ["上月起"], date(2026, 3, 8): ["报名截止"]}
    assert "2026年3月" in page.text
    assert "?m=2026-02" in page.text
    assert "?m=2026-04" in page.text


def test_days_off_and_weekends_worked_are_marked(sign_in, member):
    page = sign_in(member).get("/month/?m=2026-10")
    marks = {
        day.on.day: day.mark for week in page.context["month"].weeks for day in week if day.mark
    }
    assert {marks[day] for day in range(1, 8)} == {"休"}
    assert marks[10] == "班"
    assert cells(page)[date(2026, 10, 1)] == ["国庆节放假"], "told once, though it lasts a week"


def test_a_full_day_folds_away_what_does_not_fit(sign_in, member, happens):
    happens(*(Event(f"事项{n}", date(2026, 3, 9), "期限") for n in range(9)))
    assert "另有 6 件" in sign_in(member).get("/month/?m=2026-03").text


@pytest.mark.parametrize("asked", ["", "2026-13", "1999-01", "abc", "2026-3", "9" * 40, "<b>"])
def test_what_is_no_month_is_this_month(sign_in, member, asked, today):
    page = sign_in(member).get("/month/", {"m": asked})
    assert page.status_code == 200
    assert page.context["month"].first == today.replace(day=1)


def test_a_month_begins_on_monday_and_ends_on_sunday(sign_in, member):
    for month in range(1, 13):
        weeks = sign_in(member).get(f"/month/?m=2026-{month:02d}").context["month"].weeks
        assert all(len(week) == 7 and week[0].on.weekday() == 0 for week in weeks)


@pytest.mark.parametrize("who", ["group_desk", "hospital_desk", "workshop_officer"])
def test_the_desks_home_costs_twelve_queries_at_most(
    request, sign_in, who, workshop_chair, django_assert_max_num_queries
):
    browser = sign_in(request.getfixturevalue(who))
    # All rooms are read together: what waits, what was done, which days are kept.
    with django_assert_max_num_queries(12):
        browser.get("/")


def test_ones_own_home_costs_eleven_queries_at_most(
    sign_in, member, workshop_chair, django_assert_max_num_queries
):
    browser = sign_in(member)
    with django_assert_max_num_queries(11):
        browser.get("/")
