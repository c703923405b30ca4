"""A safety inspection of the power company by the group: standard, round, two inspectors."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from zhijia.checks import actions
from zhijia.checks.models import Edition, Inspection, Item, Round, Standard
from zhijia.checks.rules.scales import YES, Said
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor

Mark = Callable[..., None]


@pytest.fixture
def standard(group: Unit, group_desk: Actor, today: date) -> Standard:
    """The group's own safety standard, as shipped."""
    return actions.adopt_standard(
        actor=group_desk, unit=group, shipped="safety", name="", today=today
    )


@pytest.fixture
def edition(standard: Standard) -> Edition:
    return standard.editions.get()


@pytest.fixture
def open_round(
    group: Unit, group_desk: Actor, edition: Edition, today: date
) -> Callable[..., Round]:
    """Open a round over some units."""

    def opened(*units: Unit, **terms: object) -> Round:
        said = {
            "title": "安全生产月检查",
            "from_on": today,
            "until_on": today + timedelta(days=20),
            "has_self": False,
            **terms,
        }
        return actions.open_round(
            actor=group_desk,
            unit=group,
            edition=edition,
            units=units,
            terms=actions.Terms(**said),
            today=today,
        )

    return opened


@pytest.fixture
def inspectors(group_chair: Actor, hospital_desk: Actor) -> list[Actor]:
    """周秉正 of the group and 李文静 of the hospital."""
    return [group_chair, hospital_desk]


@pytest.fixture
def manned(
    open_round: Callable[..., Round],
    power: Unit,
    inspectors: list[Actor],
    group_desk: Actor,
    today: date,
) -> Callable[..., Inspection]:
    """Open a round over the power company and send both inspectors there."""

    def opened(**terms: object) -> Inspection:
        round = open_round(power, **terms)
        inspection = round.inspections.get()
        members = list(Member.objects.filter(pk__in=[one.member_id for one in inspectors]))
        members.sort(key=lambda one: one.pk != inspectors[0].member_id)
        actions.name_inspectors(
            actor=group_desk, round=round, inspections=[inspection], members=members, today=today
        )
        return Inspection.objects.get(pk=inspection.pk)

    return opened


def best(item: Item) -> Said:
    """Return what full marks need said."""
    scale = item.line.parsed
    if scale.way == "deduct":
        return Said(count=0)
    if scale.way == "yes":
        return Said(word=YES)
    if scale.way == "figure":
        return Said(number=Decimal(100))
    return Said(word=scale.grades[0].word)


@pytest.fixture
def fill(today: date) -> Callable[..., None]:
    """Mark every item of a sheet: full marks, but for what is said of some codes."""

    def filled(inspection: Inspection, actor: Actor, is_self: bool = False, **but: Said) -> None:
        for item in inspection.round.edition.items.all():
            said = but.get(f"i{item.code.replace('.', '_')}")
            actions.mark(
                actor=actor,
                inspection=inspection,
                item=item,
                is_self=is_self,
                said=said or best(item),
                words="现场看到的情况。" if said else "",
                today=today,
            )

    return filled


@pytest.fixture
def told(
    manned: Callable[..., Inspection],
    inspectors: list[Actor],
    fill: Callable[..., None],
    group_desk: Actor,
    today: date,
) -> SimpleNamespace:
    """The power company's score, told to it: 97 of 100, one fault at item 2.1."""
    inspection = manned()
    item = inspection.round.edition.items.get(code="2.1")
    for actor in inspectors:
        fill(inspection, actor, i2_1=Said(count=3))
    fault = actions.note_fault(
        actor=inspectors[0],
        inspection=inspection,
        item=item,
        words="三号配电室护栏缺一段",
        where="三号配电室",
        today=today,
    )
    for actor in inspectors:
        actions.send_marks(actor=actor, inspection=inspection, today=today)
    inspection = actions.settle(actor=group_desk, inspection=inspection, today=today)
    return SimpleNamespace(inspection=inspection, fault=fault, item=item)
