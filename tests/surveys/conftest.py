"""The whole cast, a short questionnaire of the group's, and rounds of it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from zhijia.org import actions as org
from zhijia.org import demo
from zhijia.org.demo import Cast
from zhijia.org.models import Member
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.surveys import actions, queries, rules
from zhijia.surveys.models import Asked, Round, Sheet
from zhijia.surveys.queries import Spec
from zhijia.surveys.rules import Item

PASSWORD = "shan-shui-2026"
QUESTIONS = (
    Item("q1", "single", "您满意吗？", options=rules.lettered(["满意", "一般", "不满意"])),
    Item("q2", "scale", "您打几分？", low=1, high=5),
    Item(
        "q3",
        "multiple",
        "哪里不满意？",
        options=rules.lettered(["食堂", "班车", "其他"]),
        has_other=True,
        show_if=("q1", ("C",)),
    ),
    Item("q4", "text", "还有什么建议？", required=False),
)
Open = Callable[..., Round]


@pytest.fixture
def cast(db: None, today: date) -> Cast:
    """Everybody of the story, before anything has happened."""
    return demo.cast(today=today, password=PASSWORD)


@pytest.fixture
def desk(cast: Cast) -> Actor:
    """陈雨薇, the group's desk."""
    return cast.actors["group_desk"]


@pytest.fixture
def chair(cast: Cast) -> Actor:
    """周秉正, the group's chair."""
    return cast.actors["group_chair"]


@pytest.fixture
def sign_in(cast: Cast, desk: Actor) -> Callable[..., Client]:
    """Return the browser of an actor who is signed in; it opens their account if need be."""

    def browser_of(actor: Actor) -> Client:
        who = Member.objects.get(pk=actor.member_id)
        if who.user is None:
            who = org.give_account(actor=desk, member=who, password=PASSWORD, is_demo=True)
        client = Client()
        assert who.user
        client.force_login(who.user)
        return client

    return browser_of


@pytest.fixture
def sheet(cast: Cast, desk: Actor, today: date) -> Sheet:
    """A questionnaire of four questions."""
    return actions.draft_sheet(
        actor=desk,
        unit=cast.units["group"],
        title="职工食堂满意度",
        topic="满意度",
        words="请如实填写。",
        items=QUESTIONS,
        today=today,
    )


@pytest.fixture
def open_(cast: Cast, desk: Actor, sheet: Sheet, today: date) -> Open:
    """Open a round of the questionnaire: anonymous, for all, for two weeks, unless told."""

    def opened(*, seed: str = "", **more: object) -> Round:
        facts: dict[str, object] = {
            "title": "2026 年食堂满意度调查",
            "is_anonymous": True,
            "from_on": today,
            "until_on": today + timedelta(days=14),
            "roll_on": today,
            "within": cast.units["group"],
        }
        spec = Spec(**(facts | more))  # type: ignore[arg-type]
        edition = queries.edition_of(sheet)
        return actions.publish_round(actor=desk, edition=edition, spec=spec, today=today, seed=seed)

    return opened


def who(round: Round, count: int, *, group: str = "") -> list[Actor]:
    """Return so many of those who are asked and have not answered, of one group if told."""
    rows = Asked.objects.filter(round=round, state="").order_by("member__staff_no")
    rows = rows.filter(group__name=group) if group else rows
    return [actor_for(row.member) for row in rows.select_related("member")[:count]]


def answer(number: int = 0) -> dict[str, object]:
    """Return an answer that tells itself from others."""
    return {"q1": "AB"[number % 2], "q2": 1 + number % 5, "q4": f"建议{number}"}
