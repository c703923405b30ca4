"""How many questions the pages of meetings ask: as many for three hundred rows as for ten."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.meetings.chosen import chosen, enrol
from tests.meetings.elections import item
from zhijia.meetings import actions
from zhijia.meetings.models import (
    Congress,
    Delegation,
    Evaluated,
    Evaluation,
    Item,
    Meeting,
    Opinion,
    Panel,
    PanelSeat,
    Precinct,
    Watch,
)
from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.org.rules import Basis
from zhijia.platform.actor import Actor

SignIn = Callable[..., Client]
FEW, MANY, MOST = 10, 300, 15


@pytest.fixture
def asks(sign_in: SignIn, hospital_desk: Actor) -> Callable[..., int]:
    """Open a page as the desk, twice: say how many questions the second time took."""
    desk = sign_in(hospital_desk)

    def ask(name: str, key: object, *, holds: str) -> int:
        url = reverse(f"meetings:{name}", args=[key] if key else [])
        assert desk.get(url).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            page = desk.get(url).content.decode()
        assert holds in page, name
        return len(asked)

    return ask


@pytest.fixture
def people(hospital: Unit) -> list[Member]:
    return enrol(hospital, MANY)


def alike(numbers: list[dict[str, int]]) -> None:
    """Few rows and many ask as many questions, and no page more than fifteen."""
    few, many = numbers
    assert few == many
    assert max(many.values()) <= MOST, many


def test_an_agenda_of_three_hundred_items_asks_what_one_of_ten_does(
    asks: Callable[..., int], in_session: Meeting, hospital_desk: Actor, today: date
) -> None:
    found = []
    for number in (FEW, MANY):
        Item.objects.bulk_create(
            Item(meeting=in_session, place=n, title=f"议题{number}之{n}", state="done")
            for n in range(number)
        )
        rows = list(Item.objects.filter(meeting=in_session))
        Opinion.objects.bulk_create(
            Opinion(meeting=in_session, item=one, group="内科", words=f"意见{n}", said_on=today)
            for n, one in enumerate(rows)
        )
        last = f"议题{number}之{number - 1}"
        found.append(
            {
                "panel": asks("panel", in_session.pk, holds=last),
                "screen": asks("screen", in_session.pk, holds="应到"),
                "meeting": asks("meeting", in_session.pk, holds=last),
                "opinions": asks("opinions", in_session.pk, holds=f"意见{number - 1}"),
                "documents": asks("documents", in_session.pk, holds="会议文件"),
                "after": asks("meeting-after", in_session.pk, holds=last),
                "roll": asks("roll", in_session.pk, holds="代表01"),
                "desk": asks("desk", in_session.pk, holds="代表34"),
                "list": asks("desk-list", in_session.pk, holds="代表34"),
                "presidium": asks("presidium", in_session.pk, holds="主席团"),
            }
        )
    alike(found)


def test_many_watchers_ask_no_more(
    asks: Callable[..., int], in_session: Meeting, people: list[Member]
) -> None:
    found = []
    for number in (FEW, MANY):
        Watch.objects.bulk_create(
            Watch(meeting=in_session, role="teller_a", member=one, name=one.name)
            for one in people[len(found) * FEW : number]
        )
        found.append({"watches": asks("watches", in_session.pk, holds=people[number - 1].name)})
    alike(found)


def test_an_evaluation_of_three_hundred_asks_what_one_of_ten_does(
    asks: Callable[..., int],
    in_session: Meeting,
    hospital_desk: Actor,
    people: list[Member],
    today: date,
) -> None:
    found = []
    row = item(hospital_desk, in_session, "heads", "评议工会主席")
    for number in (FEW, MANY):
        some = people[:number]
        one = actions.plan_evaluation(actor=hospital_desk, item=row, year=today.year, members=some)
        before = asks("evaluation", row.pk, holds=some[-1].name)
        form = asks("evaluation-plan", row.pk, holds="评议年度")
        Evaluation.objects.filter(pk=one.pk).update(counted_on=today)
        one.subjects.update(valid=30, counts={"满意": 30}, grade="满意")
        counted = asks("evaluation", row.pk, holds="测评结果")
        years = asks("evaluations", None, holds=str(today.year))
        found.append({"before": before, "form": form, "counted": counted, "list": years})
        Evaluated.objects.filter(evaluation=one).delete()
        Evaluation.objects.filter(pk=one.pk).delete()
    alike(found)


def test_a_recall_asks_no_more_where_more_hold_posts(
    asks: Callable[..., int],
    in_session: Meeting,
    hospital_desk: Actor,
    people: list[Member],
) -> None:
    found, row = [], item(hospital_desk, in_session, "recall", "罢免")
    for number in (FEW, 40):
        for one in people[len(found) * FEW : number]:
            post = org.appoint(
                actor=hospital_desk,
                unit=in_session.unit,
                member=one,
                kind="committee",
                from_on=in_session.meets_on,
                basis=Basis("elected", "第二届第一次会员代表大会", in_session.meets_on),
            )
        actions.plan_recall(
            actor=hospital_desk, item=row, post=post, reason="失职", examined="已经考察"
        )
        found.append(
            {
                "plan": asks("recall-plan", row.pk, holds=people[number - 1].name),
                "ballot": asks("item-ballot", row.pk, holds="罢免"),
            }
        )
    alike(found)


@pytest.fixture
def term(hospital: Unit, today: date) -> Congress:
    """A term of delegates of the hospital, with one electoral unit."""
    made = Congress.objects.create(
        unit=hospital,
        unit_path=hospital.path,
        kind="delegates",
        side="union",
        number=3,
        name="第三届会员代表大会",
        code="YY-3",
        years=5,
        begins_on=today,
        seats=MANY,
        people=1000,
    )
    Precinct.objects.create(congress=made, name="内科", people=600, seats=MANY, place=1)
    return made


def test_a_term_of_three_hundred_delegates_asks_what_one_of_ten_does(
    asks: Callable[..., int],
    term: Congress,
    plan: Callable[..., Meeting],
    people: list[Member],
    hospital_desk: Actor,
    today: date,
) -> None:
    found, meeting = [], plan()
    for number in (FEW, MANY):
        some = people[len(found) * FEW : number]
        for n, one in enumerate(some[::30]):
            Precinct.objects.create(congress=term, name=f"分会{one.pk}", people=9, seats=1, place=n)
            Delegation.objects.create(congress=term, name=f"第{one.pk}团")
            Panel.objects.create(congress=term, name=f"委员会{one.pk}")
        made = actions.enter_delegates(
            actor=hospital_desk,
            congress=term,
            people=[chosen(one, "内科", today) for one in some],
            today=today,
        )
        panel = term.panels.first()
        assert panel
        PanelSeat.objects.bulk_create(
            PanelSeat(panel=panel, delegate=one, name=one.name, from_on=today) for one in made
        )
        last = some[-1].name
        found.append(
            {
                "congress": asks("congress", term.pk, holds="分会"),
                "congresses": asks("congresses", None, holds=f"{number} 人"),
                "delegates": asks("delegates", term.pk, holds="代表"),
                "delegations": asks("delegations", term.pk, holds=last),
                "panels": asks("panels", term.pk, holds=last),
                "inspections": asks("inspections", term.pk, holds="巡视"),
                "credentials": asks("credentials", meeting.pk, holds="审查结论"),
                "delegate": asks("delegate", made[-1].pk, holds=last),
            }
        )
    alike(found)
