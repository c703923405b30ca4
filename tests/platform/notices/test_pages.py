"""The inbox: what is new stands out, opening leads on and marks it read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.platform.actor import Actor
from zhijia.platform.notices.models import Notice

INBOX = reverse("notices:inbox")
Tell = Callable[..., int]
Most = Callable[[int], Any]


def at(name: str, notice: Notice) -> str:
    return reverse(f"notices:{name}", args=[notice.pk])


@pytest.fixture
def many(reader: Client, tell: Tell) -> None:
    """Ten thousand messages to the hospital's desk, one of them unread."""
    tell()
    [first] = Notice.objects.all()
    rows = [
        Notice(
            user_id=first.user_id,
            kind="jobs.duty",
            title=f"第{n}条",
            url="/law/",
            about=f"test.Thing#{n}",
            made_at=first.made_at,
            read_at=first.made_at,
        )
        for n in range(2, 10_001)
    ]
    Notice.objects.bulk_create(rows)


def test_an_empty_inbox_says_so(reader: Client) -> None:
    assert "还没有消息" in reader.get(INBOX).text
    assert "没有未读的消息" in reader.get(INBOX, {"list": "unread"}).text


def test_what_is_new_stands_out_and_the_bell_counts_it(reader: Client, tell: Tell) -> None:
    tell(text="本周五前")

    page = reader.get(INBOX).text

    assert "未读消息 1 条" in page
    assert "请报送名单" in page
    assert "本周五前" in page
    assert 'class="unread"' in page
    assert "未读消息 1 条" in reader.get("/").text


def test_opening_leads_to_the_page_and_marks_it_read(reader: Client, tell: Tell) -> None:
    tell()
    [line] = Notice.objects.all()

    answer = reader.post(at("open-notice", line))

    assert (answer.status_code, answer["Location"]) == (302, "/law/")
    line.refresh_from_db()
    first = line.read_at
    assert first
    assert 'class="unread"' not in reader.get(INBOX).text
    assert "未读消息 0 条" in reader.get(INBOX).text

    assert reader.post(at("open-notice", line)).status_code == 302
    line.refresh_from_db()
    assert line.read_at == first, "the second time changes nothing"


def test_looking_does_not_open(reader: Client, tell: Tell) -> None:
    tell()
    [line] = Notice.objects.all()
    assert reader.get(at("open-notice", line)).status_code == 405
    reader.get(INBOX)
    line.refresh_from_db()
    assert line.read_at is None


def test_who_comes_to_the_page_by_another_way_has_read_it(reader: Client, tell: Tell) -> None:
    tell(url="/law/")
    tell(url="/org/", about="test.Thing#2")
    page = reader.get("/law/")
    assert "未读消息 1 条" in page.text
    read = Notice.objects.exclude(read_at=None)
    assert [one.url for one in read] == ["/law/"]


def test_another_persons_message_is_neither_shown_nor_found(
    reader: Client, tell: Tell, sign_in: Callable[..., Client], school_desk: Actor
) -> None:
    tell()
    [line] = Notice.objects.all()
    stranger = sign_in(school_desk)

    assert "请报送名单" not in stranger.get(INBOX).text
    assert stranger.post(at("open-notice", line)).status_code == 404
    stranger.post(reverse("notices:read-all"))
    line.refresh_from_db()
    assert line.read_at is None


def test_all_are_marked_read_at_once_and_twice_does_no_harm(reader: Client, tell: Tell) -> None:
    for n in range(3):
        tell(about=f"test.Thing#{n}")

    first = reader.post(reverse("notices:read-all"), follow=True)
    second = reader.post(reverse("notices:read-all"), follow=True)

    assert "3 条消息已标为已读" in first.text
    assert "没有未读的消息" in second.text
    assert not Notice.objects.filter(read_at=None).exists()


def test_the_unread_ones_are_listed_by_themselves(reader: Client, tell: Tell) -> None:
    tell(title="旧的")
    reader.post(reverse("notices:read-all"))
    tell(title="新的", about="test.Thing#2")

    page = reader.get(INBOX, {"list": "unread"}).text
    assert ("新的" in page, "旧的" in page) == (True, False)


def test_what_a_message_says_is_text_not_markup(reader: Client, tell: Tell) -> None:
    tell(title="<b>名单</b>", text="<script>alert(1)</script>")
    page = reader.get(INBOX).text
    assert "<b>名单" not in page
    assert "<script>alert" not in page


def test_ten_thousand_messages_are_leafed_through(
    reader: Client, many: None, django_assert_max_num_queries: Most
) -> None:
    with django_assert_max_num_queries(10):
        page = reader.get(INBOX, {"page": 334})
    assert len(page.context["page"].object_list) == 10
    assert "共 <strong>10000</strong> 条" in page.text
    assert reader.get(INBOX, {"page": "999999"}).status_code == 200
    assert reader.get(INBOX, {"list": "<x>", "page": "x"}).status_code == 200
    assert "未读消息 1 条" in page.text


def test_more_than_ninety_nine_are_many(reader: Client, many: None) -> None:
    Notice.objects.update(read_at=None)
    assert "未读消息 99+ 条" in reader.get(INBOX).text
