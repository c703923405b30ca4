"""A dispute from its application to what became of the agreement; supervision by three letters."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest

from tests.conftest import Seat
from zhijia.matters import actions
from zhijia.matters.actions import Given
from zhijia.matters.models import Matter, Mediator
from zhijia.matters.queries import disputes as queries
from zhijia.org.models import Member, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice

DAY = timedelta(days=1)
File = Callable[..., Matter]
Move = Callable[..., Matter]
ASKED = {
    "cause": "pay",
    "opponent": "检修分公司",
    "request": "补发八月、九月加班工资三千元。",
    "facts": "八月、九月每周六加班，工资条里没有加班费，问过班组长没有答复。",
    "phone": "67801234",
}
AGREED = {"terms": "单位于期限前补发加班工资三千元。\n双方就此事再无争议。", "keep_how": "转账"}
SIGNED = {"worker_signed": True, "firm_signed": True, "mediator_signed": True, "is_sealed": True}


@pytest.fixture
def worker(member: Actor) -> Actor:
    """陶然, a member of the workshop."""
    return member


@pytest.fixture
def apply(worker: Actor, hospital: Unit, workshop: Unit, group: Unit, today: date) -> File:
    """File a dispute of the workshop's member with the group."""

    def file(**more: Any) -> Matter:
        values = {**ASKED, "known_on": (today - 30 * DAY).isoformat(), **more}
        return actions.file_matter(
            actor=worker,
            kind="mediation",
            unit=group,
            title="要求补发加班工资",
            values=values,
            today=today,
        )

    return file


@pytest.fixture
def move(group_desk: Actor, today: date) -> Move:
    """Take a step as the group's desk."""

    def take(
        matter: Matter, step: str, *, on: date = today, words: str = "说明", **values: Any
    ) -> Matter:
        given = Given(values=values, words=words)
        actions.move(actor=group_desk, matter=matter, step=step, today=on, given=given)
        matter.refresh_from_db()
        return matter

    return take


@pytest.fixture
def mediated(apply: File, move: Move, group_desk: Actor) -> Matter:
    """A dispute that was taken up."""
    return move(apply(), "accept", both_agree=True, mediators=[group_desk.member_id])


def words(data: bytes) -> str:
    paper = docx.Document(BytesIO(data))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_a_dispute_is_mediated_signed_by_three_and_kept(
    mediated: Matter, move: Move, today: date
) -> None:
    keep_by = (today + 10 * DAY).isoformat()
    move(mediated, "sit", held_on=today.isoformat(), held_at="工会会议室", attended="双方")
    matter = move(mediated, "agree", keep_by=keep_by, **AGREED)
    with pytest.raises(Refused, match="没有生效"):
        move(matter, "sign", signed_on=today.isoformat(), worker_signed=True)
    matter = move(matter, "sign", signed_on=today.isoformat(), **SIGNED)
    asked = {"confirmed_on": today.isoformat(), "confirmed_at": "市劳动人事争议仲裁委员会"}
    move(matter, "confirm", **asked)
    matter = move(matter, "keep", words="已经转账。")

    assert (matter.state, matter.closed_on) == ("kept", today)


def test_nobody_is_mediated_against_their_will_and_is_told_in_writing_why(
    apply: File, move: Move, group_desk: Actor
) -> None:
    matter = apply()
    with pytest.raises(Refused, match="双方都同意"):
        move(matter, "accept", mediators=[group_desk.member_id])
    matter = move(matter, "refuse", words="单位不同意调解")
    told = words(queries.MEDIATION_PAPERS["refused"](matter))
    assert "单位不同意调解" in told
    assert "仲裁" in told


def test_it_is_taken_up_within_three_working_days_and_ended_in_fifteen_days(
    apply: File, move: Move, group_desk: Actor, today: date
) -> None:
    matter = apply()
    assert matter.due_on is not None
    assert matter.due_on >= today + 3 * DAY
    matter = move(matter, "accept", both_agree=True, mediators=[group_desk.member_id])
    assert matter.due_on is not None
    assert matter.due_on >= today + 15 * DAY


def test_both_prolong_it_to_a_day_they_agree_on(mediated: Matter, move: Move, today: date) -> None:
    until = today + 25 * DAY
    with pytest.raises(Refused, match="都同意"):
        move(mediated, "prolong", until=until.isoformat())
    assert move(mediated, "prolong", until=until.isoformat(), both_agree=True).due_on == until


def test_ten_choose_who_speaks_for_them(apply: File) -> None:
    with pytest.raises(Refused, match="请推举代表"):
        apply(applicants=12)
    assert not Matter.objects.exclude(state="draft").exists()
    assert apply(applicants=12, speakers="陶然、吴工").state == "applied"


def test_each_interruption_begins_the_year_anew(mediated: Matter, move: Move, today: date) -> None:
    first = queries.arbitration(mediated)
    for days in (20, 5):
        on = (today - days * DAY).isoformat()
        move(mediated, "interrupt", broken_on=on, broken_by="claim")
    later = queries.arbitration(mediated)

    assert first is not None
    assert later is not None
    assert (first.until or today) < (later.until or today)
    assert len(mediated.values["broken"]) == 2
    with pytest.raises(Refused, match="不能晚于今天"):
        move(mediated, "interrupt", broken_on=(today + DAY).isoformat(), broken_by="claim")


def test_who_asks_does_not_mediate_their_own_dispute(
    group_desk: Actor, group: Unit, move: Move, today: date
) -> None:
    values = {**ASKED, "known_on": today.isoformat()}
    matter = actions.file_matter(
        actor=group_desk,
        kind="mediation",
        unit=group,
        title="本人的争议",
        values=values,
        today=today,
    )
    with pytest.raises(Refused, match="提出人不能办理"):
        move(matter, "accept", both_agree=True, mediators=[])


def test_another_units_desk_and_colleagues_do_not_see_a_dispute(
    mediated: Matter,
    hospital_desk: Actor,
    workshop_officer: Actor,
    sign_in: Callable[[Actor], Any],
) -> None:
    for who in (hospital_desk, workshop_officer):
        assert sign_in(who).get(mediated.get_absolute_url()).status_code == 404


def test_every_paper_of_a_dispute_says_what_it_is_about(
    mediated: Matter, move: Move, today: date
) -> None:
    keep_by = (today + 10 * DAY).isoformat()
    move(
        mediated,
        "sit",
        held_on=today.isoformat(),
        held_at="会议室",
        attended="双方",
        words="双方陈述",
    )
    matter = move(mediated, "agree", keep_by=keep_by, **AGREED)
    matter = move(matter, "sign", signed_on=today.isoformat(), **SIGNED)
    papers = {name: words(make(matter)) for name, make in queries.MEDIATION_PAPERS.items()}

    assert "检修分公司" in papers["application"]
    assert "陶然" in papers["accepted"]
    assert "双方陈述" in papers["minutes"]
    assert "补发加班工资三千元" in papers["agreement"]
    assert "（印章）" in papers["agreement"]
    assert "劳动争议调解委员会" in papers["confirmation"]


def test_what_failed_says_what_is_open_now_and_until_when(
    mediated: Matter, move: Move, today: date
) -> None:
    matter = move(mediated, "fail", words="双方差距较大")
    told = words(queries.MEDIATION_PAPERS["ended"](matter))
    assert "双方差距较大" in told
    assert "支付令" in told
    assert f"{today.year + 1}年" in told


def test_a_committee_is_written_down_and_judged(
    group: Unit,
    group_desk: Actor,
    hospital_desk: Actor,
    sign_in: Callable[[Actor], Any],
    today: date,
) -> None:
    engage: dict[str, Any] = {"actor": group_desk, "unit": group, "from_on": today}
    browser = sign_in(group_desk)
    assert "还没有登记调解委员会" in browser.get("/matters/mediators/").text
    staff = Member.objects.get(pk=group_desk.member_id)
    actions.engage_mediator(name=staff.name, member=staff, side="staff", is_head=True, **engage)
    assert "双方都要有人" in browser.get("/matters/mediators/").text
    actions.engage_mediator(name="钱行政", side="firm", **engage)
    assert "主任已经确定" in browser.get("/matters/mediators/").text

    with pytest.raises(Refused, match="主任只能有一名"):
        actions.engage_mediator(name="孙主任", side="firm", is_head=True, **engage)
    with pytest.raises(Refused, match="至少一年"):
        actions.engage_mediator(name="李短", side="firm", until_on=today + 30 * DAY, **engage)
    with pytest.raises(Refused, match="由本单位的"):
        actions.engage_mediator(**{**engage, "actor": hospital_desk}, name="外人", side="firm")
    assert Mediator.objects.count() == 2

    seat = Mediator.objects.get(side="firm")
    page = browser.post(f"/matters/mediators/{seat.pk}/end/", follow=True)
    assert "已解聘" in page.text
    assert sign_in(hospital_desk).post(f"/matters/mediators/{seat.pk}/end/").status_code == 404


def test_a_member_is_engaged_on_the_page_and_a_blank_seat_is_refused(
    group: Unit, group_desk: Actor, sign_in: Callable[[Actor], Any], today: date
) -> None:
    browser = sign_in(group_desk)
    blank = {"unit": group.pk, "side": "staff", "from_on": today.isoformat()}
    page = browser.post("/matters/mediators/new/", blank)
    assert page.status_code == 422
    assert "请填写姓名，或者选择会员" in page.text
    browser.post("/matters/mediators/new/", {**blank, "name": "郑代表"}, follow=True)
    assert Mediator.objects.get().name == "郑代表"


LETTER = {
    "addressee": "检修分公司",
    "broke": "劳动合同应当自用工之日起一个月内订立。",
    "asks": "于期限前补签书面劳动合同。",
}


def test_a_hint_an_opinion_and_advice_follow_each_other_and_each_waits_for_its_answer(
    group: Unit,
    group_desk: Actor,
    group_chair: Actor,
    move: Move,
    sign_in: Callable[[Actor], Any],
    today: date,
) -> None:
    sign_in(group_chair)  # who has an account is told
    values = {
        "subject": "contract",
        "employer": "检修分公司",
        "found": "有三名外包工没有签订合同。",
    }
    matter = actions.file_matter(
        actor=group_desk,
        kind="supervision",
        unit=group,
        title="未签合同",
        values=values,
        today=today,
    )
    one = [group_desk.member_id]
    look = {"seen_on": today.isoformat(), "seen_at": "检修车间", "has_shown": True}
    with pytest.raises(Refused, match="2 名以上监督员"):
        move(matter, "look", investigators=one, **look)
    move(
        matter,
        "look",
        words="三人在岗无合同。",
        investigators=[*one, group_chair.member_id],
        **look,
    )
    matter = move(matter, "hint", **LETTER)
    browser, at = sign_in(group_desk), matter.get_absolute_url()
    assert f"{at}paper/hint/" in browser.get(at).text
    assert browser.get(f"{at}paper/opinion/").status_code == 404, "it was never sent"
    with pytest.raises(Refused, match="才发下一步文书"):
        move(matter, "urge", **LETTER)
    refusal = {"reply": "refused", "replied_on": today.isoformat()}
    move(matter, "reply", words="外包人员与我单位无关。", **refusal)
    matter = move(matter, "urge", **LETTER)
    with pytest.raises(Refused, match="才发下一步文书"):
        move(matter, "advise", **LETTER), "the opinion was not answered yet"
    assert matter.due_on is not None
    late = matter.due_on + DAY
    matter = move(matter, "advise", on=late, **{**LETTER, "addressee": "人力资源和社会保障局"})

    hint = words(queries.SUPERVISION_PAPERS["hint"](matter))
    opinion = words(queries.SUPERVISION_PAPERS["opinion"](matter))
    advice = words(queries.SUPERVISION_PAPERS["advice"](matter))
    assert "三人在岗无合同" in hint
    assert "外包人员与我单位无关" in opinion
    assert "逾期没有答复" in advice
    assert f"督函〔{today.year}〕1号" in hint
    move(matter, "close", words="已经责令改正。")
    assert Matter.objects.get().state == "dealt"
    assert Notice.objects.filter(url=matter.get_absolute_url()).exists()


def test_the_page_of_a_dispute_says_until_when_arbitration_is_open_and_hands_out_its_papers(
    mediated: Matter,
    group_desk: Actor,
    worker: Actor,
    sign_in: Callable[[Actor], Any],
) -> None:
    page = sign_in(group_desk).get(mediated.get_absolute_url())
    assert "以前可以申请仲裁" in page.text
    at = f"{mediated.get_absolute_url()}paper/accepted/"
    assert at in page.text
    assert "检修分公司" in words(b"".join(sign_in(group_desk).get(at).streaming_content))
    assert sign_in(worker).get(at).status_code == 200
    assert sign_in(group_desk).get(at.replace("accepted", "ended")).status_code == 404


def test_an_application_goes_to_the_nearest_committee_else_to_whoever_reads(
    worker: Actor,
    group: Unit,
    workshop: Unit,
    group_desk: Actor,
    sign_in: Callable[[Actor], Any],
    seat: Seat,
    today: date,
) -> None:
    browser = sign_in(worker)
    asked = {**ASKED, "title": "要求补发工资", "known_on": today.isoformat(), "keep": "1"}
    browser.post("/matters/new/mediation/", asked)
    assert Matter.objects.latest("pk").unit == group, "nobody in the workshop has an account"
    sign_in(seat("5001", workshop))
    browser.post("/matters/new/mediation/", asked)
    assert Matter.objects.latest("pk").unit == workshop

    actions.engage_mediator(actor=group_desk, unit=group, name="钱行政", side="firm", from_on=today)
    browser.post("/matters/new/mediation/", asked)
    assert Matter.objects.latest("pk").unit == group


def test_mediators_are_ticked_on_the_page_and_none_is_told(
    apply: File, group_desk: Actor, sign_in: Callable[[Actor], Any]
) -> None:
    browser, matter = sign_in(group_desk), apply()
    at = f"{matter.get_absolute_url()}do/accept/"
    page = browser.post(at, {"both_agree": "on"})
    assert page.status_code == 422
    assert "请填写调解员" in page.text
    browser.post(at, {"both_agree": "on", "mediators": [group_desk.member_id]})
    matter.refresh_from_db()
    assert matter.values["mediators"] == [group_desk.member_id]


def test_each_sitting_of_the_minutes_begins_a_page(
    mediated: Matter, move: Move, today: date
) -> None:
    for words in ("第一次", "第二次"):
        at = {"held_on": today.isoformat(), "held_at": "工会会议室", "attended": "双方"}
        move(mediated, "sit", words=words, **at)
    paper = docx.Document(BytesIO(queries.MEDIATION_PAPERS["minutes"](mediated)))
    order = [
        "table" if one.tag.endswith("}tbl") else "turn"
        for one in paper.element.body
        if one.tag.endswith("}tbl") or "pageBreakBefore" in one.xml
    ]
    assert order == ["table", "turn", "table"]


@pytest.fixture
def agreed(mediated: Matter, move: Move, today: date) -> Matter:
    """A dispute with an agreement that nobody has signed."""
    return move(mediated, "agree", keep_by=(today + 10 * DAY).isoformat(), **AGREED)


def test_a_word_of_an_agreement_is_put_right_before_it_is_signed(
    agreed: Matter, move: Move, today: date
) -> None:
    due, terms = agreed.due_on, "单位于期限前补发加班工资三千一百元。"
    said = {"terms": terms, "keep_by": (today + 9 * DAY).isoformat(), "keep_how": "转账"}
    matter = move(agreed, "reword", on=today + DAY, words="金额写错，双方同意更正", **said)
    assert (matter.state, matter.due_on, matter.values["terms"]) == ("agreed", due, terms)
    assert terms in words(queries.MEDIATION_PAPERS["agreement"](matter))


def test_what_is_not_signed_is_talked_over_again_until_a_day_both_chose(
    agreed: Matter, move: Move, today: date
) -> None:
    later, until = today + 20 * DAY, (today + 27 * DAY).isoformat()
    with pytest.raises(Refused, match="双方当事人都同意"):
        move(agreed, "again", on=later, until=until)
    agreed.refresh_from_db()
    assert agreed.state == "agreed"
    matter = move(agreed, "again", on=later, until=until, both_agree=True)
    assert (matter.state, matter.due_on) == ("mediating", today + 27 * DAY)
    matter = move(matter, "agree", on=later, keep_by=until, **AGREED)
    assert matter.state == "agreed"


def test_nobody_stops_the_days_that_the_law_gives_mediation(
    apply: File, move: Move, group_desk: Actor, today: date
) -> None:
    matter = apply()
    for state in ("applied", "mediating"):
        assert matter.state == state
        with pytest.raises(Refused, match="不能暂停"):
            actions.pause(actor=group_desk, matter=matter, reason="等材料", today=today)
        if state == "applied":
            move(matter, "accept", both_agree=True, mediators=[group_desk.member_id])
    matter.refresh_from_db()
    assert (matter.is_paused, matter.pauses.count()) == (False, 0)
    move(matter, "agree", keep_by=(today + 10 * DAY).isoformat(), **AGREED)
    actions.pause(actor=group_desk, matter=matter, reason="一方出差", today=today)


def test_a_pause_does_not_keep_the_time_that_runs_on_from_being_interrupted(
    agreed: Matter, move: Move, group_desk: Actor, today: date
) -> None:
    actions.pause(actor=group_desk, matter=agreed, reason="一方出差", today=today)
    said = {"broken_on": today.isoformat(), "broken_by": "claim"}
    matter = move(agreed, "interrupt", words="书面催告", **said)
    assert matter.values["broken"] == [[today.isoformat(), "claim"]]
    with pytest.raises(Refused, match="已暂停"):
        move(matter, "fail")
