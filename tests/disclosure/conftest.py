"""What the stories of 公示 share: consents, a showing that hangs, its people."""

from collections.abc import Callable
from datetime import date

import pytest

from zhijia.disclosure import actions
from zhijia.disclosure.actions import Words
from zhijia.disclosure.models import Consent, Objection, Showing
from zhijia.disclosure.rules.showing import Line
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor

WORDS = Words("关于评先推荐人选的公示", "拟推荐下列人选，现予公示。", "工会委员会会议", "公告栏")
NEEDY = Words("关于困难职工的公示", "拟列为帮扶对象，现予公示。", "工会委员会会议")
Hang = Callable[..., Showing]
CODE = "ABCDEFGHJKMN"


def who(actor: Actor) -> Member:
    return Member.objects.get(pk=actor.member_id)


@pytest.fixture
def consent(power_desk: Actor, today: date) -> Callable[..., Consent]:
    """Put on file what somebody agreed to."""

    def give(member: Actor, kind: str = "honour", on: date = today, **more: object) -> Consent:
        covers = more.pop("covers", ["unit", "post", "for", "deeds", "category", "aid"])
        said = {"member": who(member), "kind": kind, "covers": covers, "today": on, **more}
        return actions.give_consent(actor=power_desk, **said)  # type: ignore[arg-type]

    return give


@pytest.fixture
def hang(
    power: Unit,
    power_desk: Actor,
    member: Actor,
    seat: Callable[..., Actor],
    today: date,
    consent: Callable[..., Consent],
) -> Hang:
    """Let the power company show 陶然 as a candidate for an honour; 曹颖 hears objections."""

    def hang_up(on: date = today, **more: object) -> Showing:
        handler = Member.objects.filter(staff_no="4005").first() or who(seat("4005", power))
        if not Consent.objects.filter(member=member.member_id).exists():
            consent(member, on=on)
        said = {
            "unit": power,
            "kind": "honour",
            "words": WORDS,
            "lines": [Line("陶然", {"unit": "检修车间", "for": "先进生产者"}, member.member_id)],
            "handler": handler,
            "today": on,
            **more,
        }
        return actions.show(actor=power_desk, **said)  # type: ignore[arg-type]

    return hang_up


def deposit(actor: Actor, showing: Showing, today: date, **more: object) -> Objection:
    """Leave an objection and return its row."""
    said = {"words": "这名同志上个月有旷工记录。", "is_named": False, "receipt": CODE, **more}
    actions.deposit(actor=actor, showing=showing, today=today, **said)  # type: ignore[arg-type]
    return Objection.objects.latest("pk") if Objection.objects.count() == 1 else _newest(said)


def _newest(said: dict[str, object]) -> Objection:
    from zhijia.platform.vault import mark

    return Objection.objects.get(receipt_mark=mark("receipt", str(said["receipt"])))
