"""A register with kinds of its own, and people who are told things."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client

from zhijia.org.models import Member
from zhijia.platform.actor import Actor
from zhijia.platform.notices import actions
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import NOTICES, notice

Tell = Callable[..., int]


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """Let the register hold three kinds more: a duty, a courtesy, a private thing."""
    before = dict(NOTICES)
    notice("jobs.duty", "测试任务", must="关系到本单位的工作", desk=True, is_open=True)
    notice("jobs.courtesy", "测试问候", is_open=True)
    notice("jobs.private", "测试私事", desk=True)
    yield
    NOTICES.clear()
    NOTICES.update(before)


@pytest.fixture
def reader(sign_in: Callable[..., Client], hospital_desk: Actor) -> Client:
    """The browser of 李文静, the hospital's desk, who has an account now."""
    return sign_in(hospital_desk)


@pytest.fixture
def user_of() -> Callable[[Actor], int]:
    """Return the account of somebody of the cast."""

    def find(actor: Actor) -> int:
        user_id = Member.objects.get(pk=actor.member_id).user_id
        assert user_id
        return user_id

    return find


@pytest.fixture
def tell(group_desk: Actor, hospital_desk: Actor) -> Tell:
    """Tell the hospital's desks something, unless told otherwise."""

    def say(**said: object) -> int:
        whole = {
            "actor": group_desk,
            "kind": "jobs.duty",
            "title": "请报送名单",
            "url": "/law/",
            "about": "test.Thing#1",
            "desks": hospital_desk.unit_path,
            **said,
        }
        with transaction.atomic():
            return actions.send(**whole)  # type: ignore[arg-type]

    return say


@pytest.fixture
def told() -> Callable[[], list[tuple[object, ...]]]:
    """Return a look at all messages, the oldest first."""
    return lambda: list(Notice.objects.order_by("pk").values_list("user", "kind", "title"))
