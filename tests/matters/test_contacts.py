"""职工代表联系卡: from a delegate to the union that elected them, on, answered and told."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest

from tests.conftest import Seat
from tests.matters.conftest import Congress
from zhijia.matters import actions, queries
from zhijia.matters.actions import Given
from zhijia.matters.models import Matter
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

DAY = timedelta(days=1)
SAID = {
    "category": "opinion",
    "post": "检验师",
    "situation": "检验科夜班休息室没有空调，七月以来有三人中暑。",
    "analysis": "线路老化，增容没有列入计划。",
    "measures": "列入今年修缮计划，先配两台移动空调。",
    "team": "全班组同意。",
}
ANSWER = "已经列入十月修缮计划，移动空调两台已经到位。"
File = Callable[..., Matter]


def step(actor: Actor, matter: Matter, name: str, today: date, **given: Any) -> None:
    actions.move(actor=actor, matter=matter, step=name, today=today, given=Given(**given))
    matter.refresh_from_db()


@pytest.fixture
def card(congress: Congress, hospital_desk: Actor, today: date) -> File:
    """Let the hospital's delegate fill in a card."""

    def one(**more: Any) -> Matter:
        return actions.file_matter(
            actor=congress.filer,
            kind="contact",
            unit=congress.unit,
            title="夜班休息室没有空调",
            values={**SAID, "heard_on": today - 2 * DAY, **more},
            today=today,
        )

    return one


def to_union(desk: Actor, matter: Matter, today: date) -> Matter:
    step(desk, matter, "endorse", today, words="情况属实，请公司工会协调。")
    return matter


TAKEN = {"values": {"opinion": "请后勤部优先安排。"}, "words": "请一个月以内答复"}


def test_a_card_goes_by_the_electing_union_to_the_one_that_answers(
    card: File, congress: Congress, hospital_desk: Actor, today: date
) -> None:
    matter = card()
    assert (matter.state, matter.number) == ("sent", f"联〔{today.year}〕1号")
    to_union(hospital_desk, matter, today)
    lead = actions.Assignee(
        congress.unit, "后勤部", member=Member.objects.get(pk=congress.handler.member_id)
    )
    step(congress.desk, matter, "take", today, **TAKEN, lead=lead)
    step(congress.handler, matter, "answer", today, values={"answer": ANSWER})
    with pytest.raises(Refused, match="还没有评价"):
        step(congress.desk, matter, "close", today)
    actions.rate(actor=congress.filer, matter=matter, choice="good", words="", today=today)
    matter.refresh_from_db()
    step(congress.desk, matter, "close", today)
    assert matter.state == "closed"


def test_a_member_who_is_no_delegate_fills_in_none(
    seat: Seat, hospital: Unit, congress: Congress, today: date
) -> None:
    with pytest.raises(Refused, match="由职工代表提出"):
        actions.file_matter(
            actor=seat("2006", hospital),
            kind="contact",
            unit=congress.unit,
            title="夜班休息室没有空调",
            values={**SAID, "heard_on": today},
            today=today,
        )
    assert not Matter.objects.exists()


def test_what_will_be_heard_is_no_card(card: File, today: date) -> None:
    with pytest.raises(Refused, match="不能晚于今天"):
        card(heard_on=today + DAY)
    assert not Matter.objects.exists()


def test_another_units_desk_neither_signs_nor_sees_it(
    card: File, school_desk: Actor, sign_in: Callable[[Actor], Any], today: date
) -> None:
    matter = card()
    with pytest.raises(Refused):
        step(school_desk, matter, "endorse", today, words="同意")
    assert sign_in(school_desk).get(matter.get_absolute_url()).status_code == 404
    matter.refresh_from_db()
    assert matter.state == "sent"


def test_the_electing_union_follows_its_card_after_it_has_signed(
    card: File,
    congress: Congress,
    hospital_desk: Actor,
    sign_in: Callable[[Actor], Any],
    today: date,
) -> None:
    matter = to_union(hospital_desk, card(), today)
    step(congress.desk, matter, "take", today, **TAKEN)
    step(congress.desk, matter, "answer", today, values={"answer": ANSWER})
    assert ANSWER in sign_in(hospital_desk).get(matter.get_absolute_url()).text


def test_a_card_that_was_sent_back_is_written_anew_and_goes_again(
    card: File, congress: Congress, hospital_desk: Actor, today: date
) -> None:
    matter = card()
    step(hospital_desk, matter, "send_back", today, words="请写明是哪个科室")
    actions.revise(
        actor=congress.filer,
        kind="contact",
        unit=congress.unit,
        title=matter.title,
        values={**SAID, "heard_on": today, "situation": "检验科三楼夜班休息室没有空调。"},
        today=today,
        draft=matter,
    )
    matter.refresh_from_db()
    step(congress.filer, matter, "again", today)
    assert matter.state == "sent"
    assert "三楼" in matter.values["situation"]


def test_what_the_delegate_is_not_satisfied_with_is_done_once_more_and_only_once(
    card: File, congress: Congress, hospital_desk: Actor, today: date
) -> None:
    matter = to_union(hospital_desk, card(), today)
    step(congress.desk, matter, "take", today, **TAKEN)
    for n in (1, 2):
        step(congress.desk, matter, "answer", today, values={"answer": ANSWER})
        actions.rate(actor=congress.filer, matter=matter, choice="bad", words="", today=today)
        matter.refresh_from_db()
        if n == 1:
            step(congress.desk, matter, "redo", today, words="再核对")
    with pytest.raises(Refused, match="已经重办过一次"):
        step(congress.desk, matter, "redo", today, words="再核对")
    assert matter.state == "rated"


def test_a_card_that_does_not_satisfy_is_not_closed_at_once(
    card: File, congress: Congress, hospital_desk: Actor, today: date
) -> None:
    matter = to_union(hospital_desk, card(), today)
    step(congress.desk, matter, "take", today, **TAKEN)
    step(congress.desk, matter, "answer", today, values={"answer": ANSWER})
    actions.rate(actor=congress.filer, matter=matter, choice="bad", words="", today=today)
    matter.refresh_from_db()
    with pytest.raises(Refused, match="请先重新办理一次"):
        step(congress.desk, matter, "close", today)
    matter.refresh_from_db()
    assert matter.state == "rated"


def test_the_printed_card_has_every_row_of_the_paper_in_its_order(
    card: File, congress: Congress, hospital_desk: Actor, today: date
) -> None:
    matter = to_union(hospital_desk, card(), today)
    step(congress.desk, matter, "take", today, **TAKEN)
    paper = docx.Document(BytesIO(queries.PAPERS[("contact", "card")](matter)))
    cells = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    rows = ["单位", "日期", "姓名", "职务", "工作单位", "题目", "类别", "情况反映", "内容分析"]
    rows += ["措施建议", "班组意见", "选举单位工会意见", "公司工会意见", "处理答复意见"]
    rows += ["主管领导批示"]
    places = [next(n for n, text in enumerate(cells) if text.startswith(row)) for row in rows]
    assert places == sorted(places)
    whole = "\n".join(cells)
    assert "☑意见建议" in whole
    assert "情况属实" in whole
    assert "请后勤部优先安排" in whole
    assert "签字（盖章）" in whole, "what nobody has written is left for a hand"
