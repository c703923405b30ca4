from collections.abc import Callable
from datetime import date

import pytest

from tests.conftest import Seat
from zhijia.disclosure.actions import catalogues, publications
from zhijia.disclosure.models import Catalogue, Due, Item, Publication
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor

TEXT = "本月产量 3.2 万吨，完成计划的 101%。"


@pytest.fixture
def power_chair(seat: Seat, power: Unit) -> Actor:
    """施永红, chair of the power company's union."""
    return seat("4002", power)


@pytest.fixture
def power_member(seat: Seat, power: Unit) -> Actor:
    """严冬, a member of the power company without any post."""
    return seat("4006", power)


@pytest.fixture
def catalogue(power_desk: Actor, power: Unit, today: date) -> Catalogue:
    """The power company's catalogue, taken over from the sample of state enterprises."""
    return catalogues.adopt(actor=power_desk, unit=power, kind="state", basis="", today=today)


@pytest.fixture
def monthly(catalogue: Catalogue) -> Item:
    """生产经营目标完成情况, due every month."""
    return catalogue.items.get(name="生产经营目标完成情况")


@pytest.fixture
def due(monthly: Item) -> Due:
    """What is due for this month."""
    return monthly.dues.get()


Draft = Callable[..., Publication]


@pytest.fixture
def draft(power_desk: Actor, power: Unit, today: date) -> Draft:
    """Begin a publication of the power company's."""

    def begun(**said: object) -> Publication:
        plain = {"title": "十一月生产经营情况", "text": TEXT, "scope": "members"}
        how = {"unit": power, "forms": ["board"], "today": today}
        return publications.begin(actor=power_desk, **{**plain, **how, **said})

    return begun


@pytest.fixture
def out(draft: Draft, due: Due, power_desk: Actor, power_chair: Actor, today: date) -> Publication:
    """What is due this month, reviewed and out."""
    edition = draft(due=due).editions.get()
    publications.submit(actor=power_desk, edition=edition, today=today)
    return publications.approve(actor=power_chair, edition=edition, reply="", today=today)


@pytest.fixture
def give_accounts(power_desk: Actor, power_chair: Actor, sign_in: Callable[..., object]) -> None:
    """Let those who act for the power company be reached by messages."""
    sign_in(power_desk)
    sign_in(power_chair)
