"""The pages of posts, terms, bars and shortfalls: what they ask, refuse, show and hand out."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from zhijia.org import demo, queries
from zhijia.org.models import Bar, Member, Post, Shortfall, Term, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.once import fresh

Browse = Callable[..., Client]
Seat = Callable[..., Actor]
CONGRESS = "第二届会员代表大会<b>第一次</b>会议"


def at(name: str, row: Any) -> str:
    return reverse(f"org:{name}", args=[row.pk])


@pytest.fixture
def desk(sign_in: Browse, group_desk: Actor) -> Client:
    return sign_in(group_desk)


@pytest.fixture
def power_committee(seat: Seat, power: Unit, group_desk: Actor, today: date) -> Term:
    """The power company's committee of three, whose term ran out 38 days ago."""
    for number in ("4001", "4002", "4003", "4004"):
        seat(number, power)
    mandate = next(one for one in demo.MANDATES if one.unit == "power")
    demo.elect(mandate, actor=group_desk, units={"power": power}, today=today)
    return power.terms.get()


def test_an_elected_post_asks_for_its_meeting_and_shows_it(
    desk: Client, power: Unit, power_desk: Actor, today: date
) -> None:
    said = {"member": "GD-4001", "kind": "committee", "from_on": today}
    page = desk.post(at("unit-appoint", power), said)
    assert page.status_code == 422
    assert "产生方式是选举、补选" in page.text
    assert power.posts.filter(kind="committee").count() == 2
    said |= {"way": "by_elected", "meeting": CONGRESS, "met_on": today, "is_full_time": "on"}
    page = desk.post(at("unit-appoint", power), said, follow=True)
    assert "吕国强（工会委员）已任职" in page.text
    assert "第二届会员代表大会&lt;b&gt;第一次&lt;/b&gt;会议" in page.text
    assert "专职" in page.text


def test_the_kinds_of_posts_are_offered_in_their_groups(desk: Client, power: Unit) -> None:
    page = desk.get(at("unit-appoint", power)).text
    for words in ('<optgroup label="工会委员会">', '<optgroup label="委员分工">', "劳动保护委员"):
        assert words in page


def test_ending_an_elected_post_asks_why_and_a_clerks_does_not(
    desk: Client, power: Unit, power_committee: Term, today: date
) -> None:
    chair, clerk = power.posts.get(kind="chair"), power.posts.get(kind="desk")
    page = desk.get(at("post-relieve", chair)).text
    assert "全体会员（代表）人数" in page
    assert 'value="relieved"' not in page
    assert "全体会员（代表）人数" not in desk.get(at("post-relieve", clerk)).text
    page = desk.post(at("post-relieve", chair), {"until_on": today})
    assert page.status_code == 422
    assert "不能直接免去" in page.text
    chair.refresh_from_db()
    assert chair.until_on is None
    said = {"until_on": today, "reason": "resigned"}
    assert "已免职" in desk.post(at("post-relieve", chair), said, follow=True).text
    page = desk.get(power.get_absolute_url()).text
    assert "工会主席自" in page
    assert "空缺" in page


def test_a_forged_reason_is_no_choice(
    desk: Client, power: Unit, power_committee: Term, today: date
) -> None:
    chair = power.posts.get(kind="chair")
    for reason in ("left", "dissolved", "x"):
        said = {"until_on": today, "reason": reason}
        assert desk.post(at("post-relieve", chair), said).status_code == 422
    chair.refresh_from_db()
    assert chair.until_on is None


def test_a_re_election_is_entered_in_one_form(
    desk: Client, power: Unit, power_committee: Term, today: date
) -> None:
    before = desk.get(power.get_absolute_url()).text
    assert "应当换届" in before
    page = desk.get(at("unit-term", power)).text
    assert "施永红（工会主席）" in page
    again = [p.pk for p in power.posts.open().exclude(kind="desk")]
    said = {"number": 4, "elected_on": today, "years": 5, "seats": 3, "meeting": CONGRESS}
    page = desk.post(
        at("unit-term", power), {**said, "renews": "on", "reelected": again}, follow=True
    )
    assert "第 4 届已登记" in page.text
    assert "应当换届" not in page.text
    assert power.posts.open().filter(term__number=4).count() == 3
    assert power.posts.open().filter(kind="desk").exists(), "a clerk is not elected"


def test_a_forged_re_election_is_refused_whole(
    desk: Client, power: Unit, hospital: Unit, seat: Seat, power_committee: Term, today: date
) -> None:
    seat("2002", hospital)
    stranger = hospital.posts.get()
    said = {"number": 4, "elected_on": today, "years": 5, "seats": 3, "meeting": "大会"}
    page = desk.post(at("unit-term", power), {**said, "renews": "on", "reelected": [stranger.pk]})
    assert page.status_code == 422
    assert power.terms.count() == 1
    assert not Post.objects.exclude(until_on=None).exists()


def test_what_became_of_a_term_is_entered_later(
    desk: Client, power: Unit, power_committee: Term, today: date
) -> None:
    until = today + timedelta(days=30)
    said = {"approval": "某工复1号", "delayed_until_on": until, "version": power_committee.version}
    page = desk.post(at("term-handle", power_committee), said)
    assert page.status_code == 422
    assert "请填写批准文号" in page.text
    said["delay_document"] = "某工复2号"
    page = desk.post(at("term-handle", power_committee), said, follow=True)
    assert f"经批准延期至 {until:%Y-%m-%d}" in page.text
    assert "某工复2号" in page.text


def test_the_list_of_what_is_lacking_is_narrowed_and_says_what_is_past(
    desk: Client, power: Unit, hospital: Unit, power_committee: Term
) -> None:
    url = reverse("org:shortfalls")
    page = desk.get(url)
    assert "届满未换届" in page.text
    assert "已过期" in page.text
    assert list(desk.get(url, {"kind": "no_chair"}).context["page"]) == []
    assert list(desk.get(url, {"unit": hospital.code}).context["page"]) == []
    assert len(desk.get(url, {"unit": power.code}).context["page"]) == 1
    assert list(desk.get(url, {"kind": "'; --"}).context["page"]) == []


def test_a_unit_that_lacks_nothing_is_told_so(desk: Client, power: Unit) -> None:
    assert "班子齐全" in desk.get(reverse("org:shortfalls")).text


def test_what_waits_for_a_desk_is_on_its_list(
    sign_in: Browse, power: Unit, power_committee: Term, power_desk: Actor
) -> None:
    page = sign_in(power_desk).get("/").text
    assert "届满未换届" in page


@pytest.fixture
def power_desk(power: Unit, power_committee: Term) -> Actor:
    return queries.actor_for(Member.objects.get(staff_no="4001"))


def test_a_fact_that_bars_is_seen_by_who_keeps_the_member_only(
    desk: Client, sign_in: Browse, member: Actor, workshop_organiser: Actor, today: date
) -> None:
    who = Member.objects.get(pk=member.member_id)
    said = {"kind": "hr", "source": "某干〔2026〕1号", "from_on": today}
    page = desk.post(at("member-bar", who), said, follow=True)
    assert "人力资源部门负责人" in page.text
    colleague = sign_in(workshop_organiser)
    page = colleague.get(who.get_absolute_url())
    assert page.status_code == 200
    assert "人力资源部门负责人" not in page.text
    bar = Bar.objects.get()
    assert colleague.post(at("bar-lift", bar), {"until_on": today}).status_code == 404
    assert Bar.objects.get().until_on is None
    page = desk.post(at("bar-lift", bar), {"until_on": today}, follow=True)
    assert "已终止" in page.text


def test_rows_out_of_reach_have_no_page(
    sign_in: Browse, hospital_desk: Actor, power: Unit, power_committee: Term, today: date
) -> None:
    browser = sign_in(hospital_desk)
    chair = power.posts.get(kind="chair")
    for url in (
        at("post-edit", chair),
        at("post-relieve", chair),
        at("term-handle", power_committee),
        at("unit-cadres", power),
        at("unit-law", power),
    ):
        assert browser.get(url).status_code == 404


def test_the_roster_of_officers_is_handed_out_as_excel(
    desk: Client, power: Unit, group: Unit, power_committee: Term
) -> None:
    answer = desk.get(at("unit-cadres", group))
    assert "attachment" in answer["Content-Disposition"]
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # it is a file
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "工会干部名册"
    told = [row[1:5] for row in rows[3:]]
    assert [row[3] for row in told] == ["工会干事", "工会主席", "工会干事", "工会委员", "工会委员"]
    assert told[1][1] == "施永红"


def test_the_pages_of_posts_and_terms_cost_few_queries(
    desk: Client, power: Unit, power_committee: Term, django_assert_max_num_queries: Any
) -> None:
    chair = power.posts.get(kind="chair")
    urls = [at("post-edit", chair), at("post-relieve", chair), at("term-handle", power_committee)]
    for url in (*urls, reverse("org:shortfalls"), at("unit-law", power)):
        with django_assert_max_num_queries(13):
            assert desk.get(url).status_code == 200


def test_hundreds_of_unions_that_lack_something_are_leafed_through(
    desk: Client, power: Unit, today: date, django_assert_max_num_queries: Any
) -> None:
    units = [
        Unit(name=f"厂{n}", code=f"C{n}", kind="company", path=f"{power.path}{n:04d}",
             parent=power, founded_on=today)
        for n in range(1, 301)
    ]  # fmt: skip
    made = Unit.objects.bulk_create(units)
    Shortfall.objects.bulk_create(
        Shortfall(unit=u, unit_path=u.path, kind="no_chair", warn_on=today, since_on=today)
        for u in made
    )
    with django_assert_max_num_queries(13):
        page = desk.get(reverse("org:shortfalls"))
    assert len(page.context["page"]) == 50
    assert page.context["page"].paginator.count == 300


def test_two_clicks_open_one_term(desk: Client, power: Unit, today: date) -> None:
    once = fresh()
    said = {"number": 1, "elected_on": today, "years": 3, "seats": 3, "once": once}
    for _ in range(2):
        desk.post(at("unit-term", power), said)
    assert power.terms.count() == 1
