"""The page that finds things: grouped, marked, within reach, and silent about who asked what."""

import logging
from urllib.parse import urlencode

import pytest

from zhijia.org.models import Member
from zhijia.platform.audit.models import AuditEntry
from zhijia.site import demo
from zhijia.site.finding import groups, marked

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(today):
    """The whole demo."""
    demo.fill(today=today, password="shan-shui-2026")


@pytest.fixture
def desk(world):
    """陈雨薇, who keeps the whole organisation."""
    from zhijia.org import queries
    from zhijia.org.demo import FOUNDER

    return queries.actor_for(Member.objects.get(staff_no=FOUNDER))


@pytest.fixture
def look(client):
    """Ask as somebody, and return the answer as text."""

    def ask(words: str, staff_no: str = "1002", **more: str) -> str:
        client.force_login(Member.objects.get(staff_no=staff_no).user)
        answer = client.get("/search/?" + urlencode({"q": words, **more}))
        assert answer.status_code == 200
        return answer.content.decode()

    return ask


def test_one_word_finds_every_kind_of_thing(desk):
    assert [group.name for group in groups(desk, "医院")] == [
        "org.units",
        "plans.tasks",
        "plans.speeches",
        "writing.reports",
        "plans.bulletins",
        "matters.matters",
        "checks.standards",
        "ballots.ballots",
        "law",
    ]
    assert "law" in [group.name for group in groups(desk, "工会")]


def test_what_was_asked_for_is_marked(world, look):
    shown = look("困难")
    assert "<mark>困难</mark>" in shown
    assert look("文静").count("李<mark>文静</mark>") == 1


def test_a_desk_finds_the_tasks_it_was_given(world, look):
    assert "职工满意度" in look("医德医风", "2001", kind="plans.tasks")


def test_people_elsewhere_are_not_found(world, look):
    assert "吕国强" in look("吕国强", "4001")
    assert "没有找到" in look("吕国强", "2001")


def test_members_read_the_speeches_that_were_confirmed_above_them(world, look):
    assert "讲话" in look("百日攻坚", "5002")


def test_a_name_cannot_bring_its_own_html(group_desk, workshop, sign_in, today):
    from zhijia.org import actions

    nasty = "<script>alert(1)</script>"
    actions.enrol(actor=group_desk, unit=workshop, name=nasty, staff_no="X-1", joined_on=today)
    shown = sign_in(group_desk).get("/search/?q=alert").content.decode()
    assert "&lt;script&gt;<mark>alert</mark>(1)" in shown
    assert nasty not in shown
    assert nasty not in sign_in(group_desk).get(f"/search/?q={nasty}").content.decode()


def test_the_page_says_what_to_do_when_nothing_is_asked_or_found(world, look):
    assert "想找什么？" in look("")
    assert "没有找到" in look("龘龘")
    assert "没有找到" in look("%%%")
    assert "没有找到" in look("龘", kind="org.members")


def test_one_kind_is_leafed_through(group_desk, workshop, sign_in, today):
    from zhijia.platform.search import acts

    Member.objects.bulk_create(
        Member(unit=workshop, unit_path=workshop.path, name=f"欧阳{n}", staff_no=f"B{n}")
        for n in range(120)
    )
    acts.take_up_rows("org.members", Member.objects.all())
    browser = sign_in(group_desk)
    first = browser.get("/search/?q=欧阳").content.decode()
    assert "会员 120" in first
    assert first.count("<mark>欧阳</mark>") == 5
    assert 'href="?q=%E6%AC%A7%E9%98%B3&amp;kind=org.members"' in first
    last = browser.get("/search/?q=欧阳&kind=org.members&page=3").content.decode()
    assert last.count("<mark>欧阳</mark>") == 20
    assert "共 <strong>120</strong> 条" in last


def test_a_kind_that_is_none_is_not_found(world, client):
    client.force_login(Member.objects.get(staff_no="1002").user)
    assert client.get("/search/?q=王&kind=nothing").status_code == 404


def test_what_people_type_is_kept_nowhere(world, look, caplog):
    entries = AuditEntry.objects.count()
    with caplog.at_level(logging.DEBUG, logger="zhijia"):
        look("一个谁也不知道的词")
    assert AuditEntry.objects.count() == entries
    assert "一个谁也不知道的词" not in caplog.text


def test_a_search_asks_the_database_a_bounded_number_of_times(
    world, client, django_assert_max_num_queries
):
    client.force_login(Member.objects.get(staff_no="1002").user)
    client.get("/search/?q=工会")
    with django_assert_max_num_queries(14):  # the index once, the tables once; what they prefetch
        client.get("/search/?q=工会")


def test_nobody_unknown_may_search(client, world):
    assert client.get("/search/?q=王").status_code == 302


@pytest.mark.parametrize(
    ("text", "pieces", "shown"),
    [
        ("王小明", ["小明"], "王<mark>小明</mark>"),
        ("ＡＢＣ公司", ["abc"], "<mark>ＡＢＣ</mark>公司"),
        ("买买提", ["买"], "<mark>买</mark><mark>买</mark>提"),
        ("阿卜·买提", ["卜买"], "阿<mark>卜·买</mark>提"),
        ("职工帮扶", ["职工帮", "工帮扶"], "<mark>职工帮</mark>扶"),
        ("a<b", ["b"], "a&lt;<mark>b</mark>"),
        ("没有", ["别的"], "没有"),
    ],
)
def test_marks_stand_where_the_words_stand(text, pieces, shown):
    assert marked(text, pieces) == shown
