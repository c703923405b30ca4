"""What every test has: quick passwords, static files as they lie, steady random examples.

And the cast, the people of `zhijia.org.demo`. Each fixture founds or seats only whom it names,
through the actions a desk uses; a person is an Actor, and `sign_in(actor)` is their browser.
"""

from collections.abc import Callable, Iterator
from datetime import date
from secrets import token_hex

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils.timezone import localdate

from tests.instances import postgres as postgres
from zhijia.org import actions, demo, queries
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry

PASSWORD = "shan-shui-2026"
# What the end of a union rests on.
ENDED = {"document": "集工发〔2026〕1号", "meeting": "第三届会员代表大会第五次会议"}
Found = Callable[..., Unit]
Seat = Callable[..., Actor]


def pytest_configure() -> None:
    """Set what tests need otherwise than an instance, before anything reads it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # What the instance of whoever runs the tests may have: other houses to sign in by, and mail.
    settings.SIGN_IN_FILE, settings.EMAIL_HOST = settings.HOME / "no-houses.toml", ""
    settings.ASSISTANT_FILE = settings.HOME / "no-assistant.toml"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    # WhiteNoise serves what was collected and warns when nothing was.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    # No deadline: on a busy machine it would fail the slow run, not the wrong answer.
    hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
    hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Forget what a test before counted in memory, such as how often somebody objected."""
    cache.clear()


@pytest.fixture(autouse=True)
def a_place_for_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Put what a test uploads where it is thrown away; nothing is made until it is needed."""
    place = tmp_path_factory.getbasetemp() / "files" / token_hex(8)
    with override_settings(FILES_ROOT=place):
        yield


@pytest.fixture
def today() -> date:
    """The day the story is told; pages read the clock, so it is today."""
    return localdate()


@pytest.fixture
def group(db: None, today: date) -> Unit:
    """化工集团工会, the root; its desk founded it."""
    return demo.begin(today=today, password=PASSWORD)


@pytest.fixture
def group_desk(group: Unit) -> Actor:
    """陈雨薇, who keeps the whole organisation."""
    return queries.actor_for(group.members.get(staff_no=demo.FOUNDER))


@pytest.fixture
def found(group: Unit, group_desk: Actor, today: date) -> Found:
    """Found a unit of the cast by its key."""

    def found_one(key: str, parent: Unit = group) -> Unit:
        return demo.found(key, actor=group_desk, parent=parent, today=today)

    return found_one


@pytest.fixture
def hospital(found: Found) -> Unit:
    """职工医院工会."""
    return found("hospital")


@pytest.fixture
def school(found: Found) -> Unit:
    """子弟学校工会."""
    return found("school")


@pytest.fixture
def power(found: Found) -> Unit:
    """供电公司工会."""
    return found("power")


@pytest.fixture
def workshop(found: Found, power: Unit) -> Unit:
    """检修车间分工会, below the power company."""
    return found("workshop", power)


@pytest.fixture
def seat(group_desk: Actor, today: date) -> Seat:
    """Enrol somebody of the cast and give them their posts in their own unit."""

    def seat_one(staff_no: str, unit: Unit) -> Actor:
        who = demo.person(staff_no)
        units = {who.unit: unit}
        return queries.actor_for(demo.seat(who, actor=group_desk, units=units, today=today))

    return seat_one


@pytest.fixture
def group_chair(seat: Seat, group: Unit) -> Actor:
    """周秉正, 工会主席 of the group."""
    return seat("1001", group)


@pytest.fixture
def hospital_desk(seat: Seat, hospital: Unit) -> Actor:
    """李文静, 工会干事 of the hospital."""
    return seat("2001", hospital)


@pytest.fixture
def school_desk(seat: Seat, school: Unit) -> Actor:
    """沈佳怡, 工会干事 of the school."""
    return seat("3001", school)


@pytest.fixture
def power_desk(seat: Seat, power: Unit) -> Actor:
    """吕国强, 工会干事 of the power company."""
    return seat("4001", power)


@pytest.fixture
def workshop_chair(seat: Seat, workshop: Unit) -> Actor:
    """华振东, chair of the workshop's union and so its desk."""
    return seat("5001", workshop)


@pytest.fixture
def workshop_officer(seat: Seat, workshop: Unit) -> Actor:
    """金磊, 岗位责任人（安全员） of the workshop."""
    return seat("5002", workshop)


@pytest.fixture
def workshop_organiser(seat: Seat, workshop: Unit) -> Actor:
    """魏红梅, 工会小组长 of the workshop."""
    return seat("5003", workshop)


@pytest.fixture
def member(seat: Seat, workshop: Unit) -> Actor:
    """陶然, a member of the workshop without any post."""
    return seat("5004", workshop)


@pytest.fixture
def sign_in(group_desk: Actor) -> Callable[..., Client]:
    """Return the browser of an actor who is signed in; it opens their account if need be."""

    def browser_of(actor: Actor, **options: object) -> Client:
        assert actor.member_id, "only a member can sign in"
        who = Member.objects.get(pk=actor.member_id)
        if who.user is None:
            who = actions.give_account(
                actor=group_desk, member=who, password=PASSWORD, is_demo=True
            )
        client = Client(**options)  # type: ignore[arg-type]  # Django's own options pass through
        assert who.user
        client.force_login(who.user)
        return client

    return browser_of


@pytest.fixture
def audit_trail(db: None) -> Callable[[], list[str]]:
    """Return a look at the names of all entries on record, oldest first."""
    return lambda: list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
