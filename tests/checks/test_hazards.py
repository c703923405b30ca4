"""What concerns safety is reported as a hazard on site, and is mended as a fault as well."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import Seat
from tests.platform.doorway.conftest import picture
from tests.platform.doorway.test_writing import shot
from zhijia.checks import actions
from zhijia.checks.models import Fault, Inspection
from zhijia.checks.rules.scales import Said
from zhijia.matters.models import Matter, Tie
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice

WORDS = "三号配电室护栏缺一段，离带电体不足一米"


@pytest.fixture
def note(
    manned: Callable[..., Inspection],
    inspectors: list[Actor],
    fill: Callable[..., None],
    today: date,
) -> Callable[..., Fault]:
    """Let an inspector write a fault down at item 2.1."""
    inspection = manned()
    for actor in inspectors:
        fill(inspection, actor, i2_1=Said(count=3))
    item = inspection.round.edition.items.get(code="2.1")

    def one(**more: Any) -> Fault:
        said = {"words": WORDS, "where": "三号配电室", **more}
        return actions.note_fault(
            actor=inspectors[0], inspection=inspection, item=item, today=today, **said
        )

    return one


def category() -> str:
    return next(iter(Matter(kind="hazard").declared.field("category").choices))


def test_a_fault_alone_is_no_hazard(note: Callable[..., Fault]) -> None:
    assert note().hazard is None
    assert not Matter.objects.exists()


def test_what_an_inspector_reports_is_with_the_unit_at_once_with_its_photo(
    note: Callable[..., Fault], inspectors: list[Actor]
) -> None:
    fault = note(hazard=category(), upload=shot(picture()))
    hazard = fault.hazard
    assert hazard
    assert (hazard.kind, hazard.state, hazard.unit) == ("hazard", "reported", fault.inspection.unit)
    assert hazard.filer_id == inspectors[0].member_id
    assert hazard.values["place"] == "三号配电室"
    assert WORDS in hazard.values["what"]
    assert hazard.enclosures.count() == 1
    assert fault.matter is None, "the rectification comes with the score"


def test_danger_to_life_is_told_in_the_same_minute(
    note: Callable[..., Fault], power: Unit, seat: Seat, sign_in: Callable[[Actor], Any]
) -> None:
    sign_in(seat("4002", power))
    fault = note(hazard=category(), is_life=True)
    assert fault.hazard
    assert fault.hazard.is_urgent
    about = f"matters.Matter#{fault.hazard.pk}"
    assert Notice.objects.filter(about=about, title__contains="危及人身安全").exists()


def test_once_the_score_is_told_both_run_and_lead_to_each_other(
    note: Callable[..., Fault], inspectors: list[Actor], group_desk: Actor, today: date
) -> None:
    fault = note(hazard=category())
    for actor in inspectors:
        actions.send_marks(actor=actor, inspection=fault.inspection, today=today)
    fault.inspection.refresh_from_db()
    actions.settle(actor=group_desk, inspection=fault.inspection, today=today)
    fault.refresh_from_db()
    assert fault.matter
    assert fault.hazard
    tie = Tie.objects.get()
    assert {tie.one_id, tie.other_id} == {fault.matter_id, fault.hazard_id}


@pytest.mark.parametrize(
    ("said", "why"),
    [({"hazard": "nothing"}, "请选择隐患类别"), ({"where": " "}, "请写明地点")],
)
def test_a_hazard_has_a_category_and_a_place(
    note: Callable[..., Fault], said: dict[str, str], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        note(**{"hazard": category(), **said})
    assert not Fault.objects.exists()
    assert not Matter.objects.exists()


def test_what_was_reported_is_not_dropped(
    note: Callable[..., Fault], inspectors: list[Actor], today: date
) -> None:
    fault = note(hazard=category())
    with pytest.raises(Refused, match="已经报为隐患"):
        actions.drop_fault(actor=inspectors[0], fault=fault, today=today)
    assert Fault.objects.filter(pk=fault.pk).exists()


def test_on_the_page_the_place_is_asked_for_beside_its_field(
    note: Callable[..., Fault],
    inspectors: list[Actor],
    sign_in: Callable[[Actor], Any],
) -> None:
    seen = SimpleNamespace(fault=note())
    at = f"/checks/inspections/{seen.fault.inspection_id}/faults/{seen.fault.item_id}/"
    browser = sign_in(inspectors[0])
    page = browser.post(at, {"words": WORDS, "hazard": category()})
    assert page.status_code == 422
    assert "报为隐患的，请写明地点" in page.text
    page = browser.post(at, {"words": WORDS, "where": "配电室", "is_life": "on"})
    assert "请选择隐患类别" in page.text
    said = {"words": WORDS, "where": "配电室", "hazard": category()}
    assert browser.post(at, said).status_code == 302
    assert Fault.objects.exclude(hazard=None).count() == 1
