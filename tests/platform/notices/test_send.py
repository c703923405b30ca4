"""Telling people: once each, only those who are there, inside the action that it tells of."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils.timezone import localdate, localtime

from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices import actions, queries
from zhijia.platform.notices.models import Notice
from zhijia.platform.notices.queries import Message

Tell = Callable[..., int]
Look = Callable[[], list[tuple[object, ...]]]
UserOf = Callable[[Actor], int]


def test_the_desks_of_a_unit_are_told(
    tell: Tell, reader: Client, told: Look, user_of: UserOf, hospital_desk: Actor
) -> None:
    assert tell(text="本周五前") == 1

    assert told() == [(user_of(hospital_desk), "jobs.duty", "请报送名单")]
    [line] = Notice.objects.all()
    assert (line.words, line.url, line.read_at) == ("本周五前", "/law/", None)


def test_the_same_event_of_the_same_thing_is_told_once_and_the_next_event_again(
    tell: Tell, reader: Client
) -> None:
    tell(event="1")
    tell(event="1", title="换了说法")
    tell(event="2")
    tell(about="test.Thing#2", event="1")
    tell(kind="jobs.courtesy", event="1")

    assert [n.title for n in Notice.objects.order_by("pk")] == ["请报送名单"] * 4


def test_who_does_it_is_not_told_of_it(
    tell: Tell, reader: Client, hospital_desk: Actor, user_of: UserOf, told: Look
) -> None:
    doer = Actor(user_id=user_of(hospital_desk), member_id=hospital_desk.member_id)
    assert tell(actor=doer) == 0
    assert told() == []


def test_a_desk_without_account_is_told_nothing(tell: Tell, told: Look) -> None:
    assert tell() == 0
    assert told() == []


def test_who_has_left_or_whose_account_is_closed_is_told_nothing(
    tell: Tell,
    reader: Client,
    group_desk: Actor,
    hospital_desk: Actor,
    user_of: UserOf,
    told: Look,
) -> None:
    account = user_of(hospital_desk)
    who = Member.objects.get(pk=hospital_desk.member_id)
    org.leave(actor=group_desk, member=who, left_on=localdate(), reason="调出")

    assert tell() == 0
    assert tell(desks="", to=[account]) == 0
    assert told() == []


def test_what_was_rolled_back_was_never_told(tell: Tell, reader: Client, told: Look) -> None:
    def fail() -> None:
        with transaction.atomic():
            tell()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert told() == []


@pytest.mark.django_db(transaction=True)
def test_telling_outside_an_action_is_an_error() -> None:
    with pytest.raises(AssertionError, match="inside the action"):
        actions.send(actor=Actor(), kind="jobs.duty", title="x", url="/", about="x")


def test_a_kind_that_no_room_declared_is_an_error_at_once(tell: Tell, told: Look) -> None:
    with pytest.raises(LookupError, match=r"test\.unknown"):
        tell(kind="test.unknown")
    assert told() == []


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "/\\evil.example", ""])
def test_a_message_leads_nowhere_but_to_our_own_pages(
    tell: Tell, reader: Client, told: Look, url: str
) -> None:
    with pytest.raises(ValueError, match="a page of ours"):
        tell(url=url)
    assert told() == []


def test_a_long_title_is_one_line_that_fits(tell: Tell, reader: Client) -> None:
    tell(title="各单位\n要" + "好" * 300)
    [line] = Notice.objects.all()
    assert line.title.startswith("各单位 要好好")
    assert (len(line.title), line.title[-1]) == (120, "…")


def test_a_story_of_another_day_is_dated_that_morning(tell: Tell, reader: Client) -> None:
    day = localdate() - timedelta(days=40)
    tell(today=day)
    [line] = Notice.objects.all()
    assert f"{localtime(line.made_at):%Y-%m-%d %H:%M}" == f"{day} 09:00"


def test_telling_makes_no_entry_on_the_record_of_its_own(tell: Tell, reader: Client) -> None:
    before = AuditEntry.objects.count()
    tell()
    assert AuditEntry.objects.count() == before


def test_nine_hundred_people_are_told_in_a_few_queries(
    group_desk: Actor,
    hospital: Unit,
    reader: Client,
    hospital_desk: Actor,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    messages = [
        Message("请报送名单", "/law/", f"test.Thing#{n}", desks=hospital.path) for n in range(900)
    ]
    with transaction.atomic(), django_assert_max_num_queries(18):
        actions.send_all(actor=group_desk, kind="jobs.duty", messages=messages)
    assert Notice.objects.count() == 900


def test_nobody_has_an_empty_inbox(tell: Tell, reader: Client) -> None:
    tell()
    assert queries.unread_count(Actor()) == 0
    assert not queries.inbox(Actor()).exists()
