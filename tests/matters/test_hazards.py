"""隐患: from a photo to the second look, by the actions people use."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from PIL import Image

from tests.conftest import Seat
from zhijia.matters import actions
from zhijia.matters.actions import Given
from zhijia.matters.models import Matter
from zhijia.matters.queries import hazards as queries
from zhijia.matters.rules import hazards as rules
from zhijia.org import actions as org
from zhijia.org import queries as org_queries
from zhijia.org.models import Member, Unit
from zhijia.org.rules import Basis
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice

VALUES = {"place": "二号炉平台", "category": "height", "what": "东侧护栏立柱脱焊两处。"}
TITLE = "护栏脱焊"
SignIn = Callable[..., Client]


def photo(name: str = "现场.png") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8), "#b8232a").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


@pytest.fixture
def inspector(
    seat: Seat, workshop: Unit, workshop_organiser: Actor, group_desk: Actor, today: date
) -> Actor:
    """魏红梅, whom the union above has also made an inspector."""
    who = Member.objects.get(pk=workshop_organiser.member_id)
    basis = Basis("appointed", document="市工劳检〔2025〕7号")
    day = today - timedelta(days=30)
    given = {"unit": workshop, "member": who, "kind": "inspector", "from_on": day, "basis": basis}
    org.appoint(actor=group_desk, **given)
    return org_queries.actor_for(who)


@pytest.fixture
def report(member: Actor, workshop: Unit, workshop_chair: Actor, today: date) -> Callable[..., Any]:
    def one(**more: Any) -> Matter:
        values = {**VALUES, **more.pop("values", {})}
        said = {"actor": member, "unit": workshop, "title": TITLE, "today": today, **more}
        return actions.file_matter(kind="hazard", values=values, uploads=[photo()], **said)

    return one


def lead(workshop: Unit, who: Actor) -> actions.Assignee:
    person = Member.objects.get(pk=who.member_id)
    return actions.Assignee(workshop, "检修班", member=person)


@pytest.fixture
def step(today: date) -> Callable[..., Matter]:
    def take(who: Actor, matter: Matter, name: str, day: date = today, **given: Any) -> Matter:
        actions.move(actor=who, matter=matter, step=name, today=day, given=Given(**given))
        matter.refresh_from_db()
        return matter

    return take


@pytest.fixture
def ordered(
    report: Callable[..., Matter],
    step: Callable[..., Matter],
    inspector: Actor,
    workshop: Unit,
    workshop_officer: Actor,
    today: date,
) -> Callable[..., Matter]:
    def one(**values: Any) -> Matter:
        asked = {"grade": "minor", "due_on": today + timedelta(days=5), **values}
        to = lead(workshop, workshop_officer)
        return step(inspector, report(), "order", values=asked, words="补焊", lead=to)

    return one


def told(actor: Actor) -> list[str]:
    rows = Notice.objects.filter(user=actor.user_id).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_danger_to_life_is_told_at_once_and_before_anybody_has_looked(
    report: Callable[..., Matter],
    workshop_chair: Actor,
    inspector: Actor,
    sign_in: SignIn,
) -> None:
    for one in (workshop_chair, inspector):
        sign_in(one)
    chair = org_queries.actor_for(Member.objects.get(pk=workshop_chair.member_id))
    report()
    assert "matters.danger" not in told(chair)
    found = report(values={"is_life": True})
    assert found.is_urgent
    assert "matters.danger" in told(chair)
    notice = Notice.objects.filter(kind="matters.danger").first()
    assert notice
    assert "停止作业" in notice.words


def test_danger_is_lifted_only_in_words_and_only_where_it_was_said(
    report: Callable[..., Matter], step: Callable[..., Matter], inspector: Actor, member: Actor
) -> None:
    found = report(values={"is_life": True})
    with pytest.raises(Refused, match="核实的情况"):
        step(inspector, found, "calm")
    with pytest.raises(Refused, match="由"):
        step(member, found, "calm", words="我看没事")
    found.refresh_from_db()
    assert found.values["is_life"] is True
    found = step(inspector, found, "calm", words="已断电，没有坠落危险")
    assert not found.is_urgent
    with pytest.raises(Refused, match="不需要“解除危险”"):
        step(inspector, found, "calm", words="再解除一次")
    assert step(member, found, "alarm", words="又松动了").is_urgent


def test_the_ordered_day_is_the_deadline(ordered: Callable[..., Matter], today: date) -> None:
    found = ordered()
    assert (found.state, found.due_on) == ("ordered", today + timedelta(days=5))


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"must_stop": True}, "重大"),
        ({"grade": "major"}, "临时措施"),
        ({"late": 9}, "不超过7日"),
        ({"late": -1}, "不能早于"),
    ],
)
def test_an_order_that_the_rules_refuse_changes_nothing(
    ordered: Callable[..., Matter], today: date, values: dict[str, Any], why: str
) -> None:
    late = values.pop("late", None)
    if late is not None:
        values = {**values, "due_on": today + timedelta(days=late)}
    with pytest.raises(Refused, match=why):
        ordered(**values)
    assert Matter.objects.get().state == "reported"


def test_nobody_looks_again_at_what_they_mended_themselves(
    ordered: Callable[..., Matter],
    step: Callable[..., Matter],
    inspector: Actor,
    workshop_officer: Actor,
    workshop_chair: Actor,
) -> None:
    found = ordered()
    with pytest.raises(Refused, match="照片"):
        step(workshop_officer, found, "mend", words="焊好了")
    found = step(workshop_officer, found, "mend", words="焊好了", uploads=[photo("后.png")])
    with pytest.raises(Refused, match="不能办理"):
        step(workshop_officer, found, "pass", words="我看行")
    found.refresh_from_db()
    assert found.state == "mended"
    found = step(inspector, found, "pass", words="牢固")
    assert (found.state, found.closed_on is not None) == ("closed", True)


def test_a_desk_that_mended_for_another_does_not_pass_it_either(
    ordered: Callable[..., Matter],
    step: Callable[..., Matter],
    workshop_chair: Actor,
    workshop_officer: Actor,
    workshop: Unit,
    today: date,
) -> None:
    found = ordered()
    part = found.parts.get()
    to = lead(workshop, workshop_chair)
    actions.hand_over(actor=workshop_chair, part=part, to=to, words="我来办", today=today)
    found = step(workshop_chair, found, "mend", words="焊好了", uploads=[photo()])
    part = found.parts.get(ended_on=None)
    back = lead(workshop, workshop_officer)
    actions.hand_over(actor=workshop_chair, part=part, to=back, words="交回", today=today)
    with pytest.raises(Refused, match="整改人以外"):
        step(workshop_chair, found, "pass", words="我看行")
    found.refresh_from_db()
    assert found.state == "mended"


def test_what_fails_is_mended_again_and_after_two_failures_goes_up(
    ordered: Callable[..., Matter],
    step: Callable[..., Matter],
    inspector: Actor,
    workshop_officer: Actor,
    today: date,
) -> None:
    found = ordered()
    with pytest.raises(Refused, match="没有两次"):
        step(inspector, found, "up", words="请督促")
    for n in (1, 2):
        step(workshop_officer, found, "mend", words=f"第{n}次", uploads=[photo()])
        due = {"due_on": today + timedelta(days=n)}
        found = step(inspector, found, "fail", words="焊缝开裂", values=due)
        assert (found.state, found.due_on) == ("ordered", due["due_on"])
    step(inspector, found, "up", words="两次不合格，请督促")
    text = "\n".join(p.text for p in Document(BytesIO(queries.order_file(found))).paragraphs)
    assert "焊缝开裂" in text


def test_a_week_late_goes_up(
    ordered: Callable[..., Matter], step: Callable[..., Matter], inspector: Actor, today: date
) -> None:
    found = ordered()
    late = today + timedelta(days=12)
    assert step(inspector, found, "up", day=late, words="逾期未改").moves.filter(step="up").exists()


def test_what_is_major_needs_a_plan_and_two_reports_before_it_is_struck_off(
    ordered: Callable[..., Matter],
    step: Callable[..., Matter],
    inspector: Actor,
    workshop_officer: Actor,
    today: date,
) -> None:
    found = ordered(grade="major", must_stop=True, measures="停炉，拉警戒线")
    with pytest.raises(Refused, match="治理方案"):
        step(workshop_officer, found, "mend", words="焊好了", uploads=[photo()])
    plan = dict.fromkeys(("goal", "means", "money", "people", "time", "safety"), "已写明")
    step(workshop_officer, found, "plan", values=plan)
    step(workshop_officer, found, "mend", words="焊好了", uploads=[photo()])
    with pytest.raises(Refused, match="监管部门和职工"):
        step(inspector, found, "pass", words="牢固")
    step(inspector, found, "tell", words="安监〔2026〕3号", values={"authority_on": today})
    with pytest.raises(Refused, match="职工（代表）大会"):
        step(inspector, found, "pass", words="牢固")
    step(inspector, found, "tell", words="职代会通报", values={"congress_on": today})
    assert step(inspector, found, "pass", words="牢固").state == "closed"


def test_what_comes_again_is_opened_again(
    ordered: Callable[..., Matter],
    step: Callable[..., Matter],
    inspector: Actor,
    member: Actor,
    workshop_officer: Actor,
) -> None:
    found = ordered()
    step(workshop_officer, found, "mend", words="焊好了", uploads=[photo()])
    step(inspector, found, "pass", words="牢固")
    found = step(member, found, "again", words="又开裂了")
    assert (found.state, found.closed_on) == ("reported", None)


def test_who_reported_is_not_named_to_the_whole_unit(
    ordered: Callable[..., Matter], sign_in: SignIn, seat: Seat, workshop: Unit, inspector: Actor
) -> None:
    found = ordered()
    other = seat("5005", workshop)
    page = sign_in(other).get(found.get_absolute_url())
    assert page.status_code == 200
    assert "陶然" not in page.content.decode()
    assert "陶然" in sign_in(inspector).get(found.get_absolute_url()).content.decode()


def test_another_units_people_do_not_find_it_and_the_desk_above_does(
    ordered: Callable[..., Matter],
    sign_in: SignIn,
    hospital_desk: Actor,
    power_desk: Actor,
) -> None:
    found = ordered()
    assert sign_in(hospital_desk).get(found.get_absolute_url()).status_code == 404
    assert sign_in(power_desk).get(found.get_absolute_url()).status_code == 200


def test_the_register_counts_by_place_and_grade_and_fills_in_the_place_of_a_code(
    ordered: Callable[..., Matter], sign_in: SignIn, workshop_chair: Actor, member: Actor
) -> None:
    ordered()
    browser = sign_in(workshop_chair)
    page = browser.get(reverse("matters:hazards")).content.decode()
    assert "二号炉平台" in page
    assert "1 / 1" in page
    none = browser.get(reverse("matters:hazards"), {"at": "没有这个地方"}).content.decode()
    assert "没有这样的隐患" in none
    poster = browser.get(reverse("matters:hazard-poster"), {"at": "二号炉平台"}).content.decode()
    assert "data:image/svg+xml" in poster
    new = reverse("matters:matter-new", args=["hazard"])
    asked = sign_in(member).get(new, {"place": "二号炉<平台>"}).content.decode()
    assert "二号炉&lt;平台&gt;" in asked


def test_the_register_comes_as_an_excel_file(
    ordered: Callable[..., Matter], sign_in: SignIn, workshop_chair: Actor
) -> None:
    ordered()
    answer = sign_in(workshop_chair).get(reverse("matters:hazards-excel"))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_the_papers_hold_both_looks(
    ordered: Callable[..., Matter],
    step: Callable[..., Matter],
    inspector: Actor,
    workshop_officer: Actor,
    today: date,
) -> None:
    found = ordered()
    step(workshop_officer, found, "mend", words="点焊", uploads=[photo()])
    due = {"due_on": today + timedelta(days=2)}
    step(inspector, found, "fail", words="开裂", values=due)
    step(workshop_officer, found, "mend", words="满焊", uploads=[photo()])
    step(inspector, found, "pass", words="牢固")
    looks = queries.looks(found)
    assert [(one.mended, one.is_good) for one in looks] == [("点焊", False), ("满焊", True)]
    assert queries.recheck_file(found)[:2] == b"PK"


def test_danger_that_comes_again_is_told_at_once_and_the_old_reports_do_not_stand_for_it(
    ordered: Callable[..., Matter],
    step: Callable[..., Matter],
    inspector: Actor,
    workshop_officer: Actor,
    workshop_chair: Actor,
    member: Actor,
    sign_in: SignIn,
    today: date,
) -> None:
    sign_in(workshop_chair)
    chair = org_queries.actor_for(Member.objects.get(pk=workshop_chair.member_id))
    found = ordered(grade="major", must_stop=True, measures="拉警戒线", due_on=today)
    plan = dict.fromkeys(rules.PLAN, "已经落实到人，写明日期。")
    step(workshop_officer, found, "plan", values=plan)
    step(inspector, found, "alarm", words="要掉下来")
    told_on = {"authority_on": today, "congress_on": today}
    step(inspector, found, "tell", values=told_on, words="已报")
    step(workshop_officer, found, "mend", words="已补焊", uploads=[photo()])
    step(inspector, found, "pass", words="合格")
    Notice.objects.all().delete()
    found = step(member, found, "again", words="又开裂了")
    assert "matters.danger" in told(chair)
    assert found.is_urgent
    assert not {"grade", "due_on", *told_on, *plan} & {*found.values}
    assert found.values["place"] == VALUES["place"]
