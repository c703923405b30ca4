"""规章制度: entered, adopted in three steps, read, looked at again, repealed; its pages."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from zhijia.disclosure import actions
from zhijia.disclosure.actions import About, Account, Subject, Text
from zhijia.disclosure.models import Duty, InForce, Regulation, Signing, StepTaken, Wording
from zhijia.disclosure.queries import duties as owing
from zhijia.disclosure.queries import regulations as queries
from zhijia.disclosure.queries import signings
from zhijia.org import actions as org
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import FIGURES, RATIOS
from zhijia.platform.search.queries import keys_of

Browse = Callable[..., Client]
Enter = Callable[..., Regulation]
DAY = timedelta(days=1)
OLD = "第一条 为规范考勤，制定本制度。\n第二条 每月五日公布考勤结果。"
NEW = "第一条 为规范考勤，制定本制度。\n第二条 每月十日公布考勤结果。\n第三条 工会监督。"


def at(name: str, *args: Any) -> str:
    return reverse(f"disclosure:{name}", args=args)


@pytest.fixture
def enter(power: Unit, power_desk: Actor, today: date) -> Enter:
    """Let the power company's desk enter a regulation."""

    def enter_one(title: str = "考勤管理办法", subject: str = "labour", **more: Any) -> Regulation:
        text = Text(more.pop("from_on", today - 30 * DAY), more.pop("text", OLD))
        said = {"unit": power, "what": About(title, subject), "text": text, "today": today, **more}
        return actions.enter_regulation(actor=power_desk, **said)

    return enter_one


def adopt(actor: Actor, wording: Wording, on: date, **outcome: str) -> None:
    """Note all three steps."""
    for step in ("discuss", "consult", "tell"):
        account = Account(on, "提出意见 12 条，采纳 9 条", "三届五次职代会", **outcome)
        actions.note_step(actor=actor, wording=wording, step=step, account=account, today=on)


def test_what_is_missing_is_a_risk_until_it_is_on_file(
    enter: Enter, power_desk: Actor, today: date
) -> None:
    one = enter()
    found = queries.found(power_desk, one.pk)
    assert found
    assert len(queries.line_of(found, today).risks) == 3
    adopt(power_desk, one.wordings.get(), one.wordings.get().from_on)
    found = queries.found(power_desk, one.pk)
    assert found
    assert queries.line_of(found, today).risks == []


def test_a_step_is_noted_once_and_put_right_on_record(
    enter: Enter, power_desk: Actor, today: date
) -> None:
    wording = enter().wordings.get()
    adopt(power_desk, wording, today)
    taken = wording.steps.get(step="discuss")
    account = Account(today, "提出意见 13 条", "三届五次职代会")
    with pytest.raises(Refused, match="已经登记"):
        actions.note_step(
            actor=power_desk, wording=wording, step="discuss", account=account, today=today
        )
    actions.correct_step(actor=power_desk, taken=taken, account=account, today=today, version=1)
    with pytest.raises(Refused, match="他人刚修改过"):
        actions.correct_step(
            actor=power_desk,
            taken=taken,
            account=account._replace(words="提出意见 14 条"),
            today=today,
            version=1,
        )
    taken.refresh_from_db()
    assert taken.words == "提出意见 13 条"


def test_a_meeting_of_a_room_above_is_pointed_at(
    enter: Enter, power_desk: Actor, today: date
) -> None:
    wording = enter().wordings.get()
    taken = actions.note_step(
        actor=power_desk,
        wording=wording,
        step="discuss",
        account=Account(today, "讨论", "三届五次职代会"),
        today=today,
        meeting_at=Subject("meetings", "congress", 7, "三届五次职代会"),
    )
    assert (taken.about_room, taken.about_kind, taken.about_key) == ("meetings", "congress", 7)


def test_a_new_text_ends_the_one_before_and_both_stay(
    enter: Enter, power_desk: Actor, today: date
) -> None:
    one = enter()
    with pytest.raises(Refused, match="施行日期要晚于"):
        actions.issue_wording(
            actor=power_desk, regulation=one, text=Text(today - 40 * DAY, NEW), today=today
        )
    assert one.wordings.count() == 1
    actions.issue_wording(actor=power_desk, regulation=one, text=Text(today, NEW), today=today)
    new, old = one.wordings.order_by("-nth")
    assert (old.until_on, old.text, new.nth) == (today, OLD, 2)


def test_the_neighbours_neither_read_nor_write(
    enter: Enter, hospital_desk: Actor, sign_in: Browse, today: date
) -> None:
    one = enter()
    with pytest.raises(Refused, match="由本单位或上级单位"):
        actions.repeal(actor=hospital_desk, regulation=one, on=today, basis="x")
    one.refresh_from_db()
    assert one.repealed_on is None
    browser, text = sign_in(hospital_desk), one.wordings.get()
    assert one.title not in browser.get(at("regulations")).text
    for name in ("regulation", "regulation-edit", "wording-new", "regulation-repeal"):
        assert browser.get(at(name, one.pk)).status_code == 404
    for name in ("wording", "wording-compare", "signings", "signing-key", "signings-word"):
        assert browser.get(at(name, text.pk)).status_code == 404
    assert browser.post(at("signing-sign", text.pk)).status_code == 404


def test_whom_it_concerns_finds_it_and_others_do_not(
    enter: Enter, member: Actor, hospital_desk: Actor, group_desk: Actor
) -> None:
    one = enter()
    for who, sees in ((member, True), (group_desk, True), (hospital_desk, False)):
        keys = keys_of(who, "disclosure.regulations", "考勤结果")
        assert queries.regulations(who).filter(pk__in=keys).exists() is sees
        assert queries.regulations(who).filter(pk=one.pk).exists() is sees


def test_it_is_repealed_once_and_counts_until_that_day(
    enter: Enter, power: Unit, power_desk: Actor, today: date
) -> None:
    one = enter()
    figure = FIGURES["disclosure.regulations"]
    assert figure.total([power.path], today, today) == 1
    actions.repeal(actor=power_desk, regulation=one, on=today, basis="职代会决议")
    assert figure.total([power.path], today, today) == 0
    assert figure.total([power.path], today - DAY, today - DAY) == 1
    with pytest.raises(Refused, match="已经废止"):
        actions.repeal(actor=power_desk, regulation=one, on=today, basis="再次")
    with pytest.raises(Refused, match="已经废止"):
        actions.issue_wording(
            actor=power_desk, regulation=one, text=Text(today + DAY, NEW), today=today
        )


def test_it_goes_with_its_unit_and_its_past_stays(
    enter: Enter,
    power: Unit,
    group_desk: Actor,
    hospital: Unit,
    found: Callable[..., Unit],
    group: Unit,
    today: date,
) -> None:
    enter()
    group.refresh_from_db()
    company = found("synthesis")
    Unit.objects.filter(pk=company.pk).update(kind="company")
    company.refresh_from_db()
    org.move_unit(
        actor=group_desk, unit=power, parent=company, today=today, document="集工发〔2026〕1号"
    )
    figure = FIGURES["disclosure.regulations"]
    assert figure.total([company.path], today, today) == 1
    assert figure.total([company.path], today - DAY, today - DAY) == 0
    assert InForce.objects.count() == 2


def test_members_are_asked_sign_once_and_are_counted(
    enter: Enter,
    member: Actor,
    workshop_officer: Actor,
    power_desk: Actor,
    power: Unit,
    today: date,
    sign_in: Browse,
) -> None:
    sign_in(member)
    wording = enter().wordings.get()
    with pytest.raises(Refused, match="没有要求您签阅"):
        actions.sign_signing(actor=member, wording=wording, today=today)
    with pytest.raises(Refused, match="今天之后"):
        actions.ask_signing(
            actor=power_desk, wording=wording, until_on=today, below=True, today=today
        )
    assert not Signing.objects.exists()
    actions.ask_signing(
        actor=power_desk, wording=wording, until_on=today + 9 * DAY, below=True, today=today
    )
    assert Notice.objects.filter(kind="disclosure.to_read").count() == 1
    actions.sign_signing(actor=member, wording=wording, today=today)
    with pytest.raises(Refused, match="已经签阅"):
        actions.sign_signing(actor=member, wording=wording, today=today)
    tally = signings.tally(wording)
    assert (tally.asked, tally.read) == (3, 1)
    rate = RATIOS["disclosure.read_rate"].total([power.path], today, today)
    assert rate is not None
    assert int(rate) == 33


def test_without_below_only_the_very_unit_is_asked(
    enter: Enter, member: Actor, power_desk: Actor, today: date
) -> None:
    wording = enter().wordings.get()
    actions.ask_signing(
        actor=power_desk, wording=wording, until_on=today + DAY, below=False, today=today
    )
    assert list(Signing.objects.values_list("member", flat=True)) == [power_desk.member_id]


def test_paper_lists_are_keyed_whole_or_not_at_all(
    enter: Enter, member: Actor, workshop_officer: Actor, power_desk: Actor, today: date
) -> None:
    wording = enter().wordings.get()
    actions.ask_signing(
        actor=power_desk, wording=wording, until_on=today + DAY, below=True, today=today
    )
    with pytest.raises(Refused, match="无名氏"):
        actions.key_signings(
            actor=power_desk, wording=wording, numbers=["5004", "无名氏"], on=today, today=today
        )
    assert not Signing.objects.exclude(read_on=None).exists()
    number = actions.key_signings(
        actor=power_desk, wording=wording, numbers=["5004", "金磊"], on=today, today=today
    )
    assert number == 2
    assert set(Signing.objects.exclude(read_on=None).values_list("how", flat=True)) == {"paper"}


def test_the_clock_asks_newcomers_and_reminds_twice_at_most(
    enter: Enter,
    member: Actor,
    power_desk: Actor,
    seat: Callable[..., Actor],
    power: Unit,
    today: date,
    sign_in: Browse,
) -> None:
    sign_in(member)
    wording = enter().wordings.get()
    until_on = today + 9 * DAY
    actions.ask_signing(
        actor=power_desk, wording=wording, until_on=until_on, below=True, today=today
    )
    seat("4006", power)
    actions.remind_signings(actor=Actor(), today=today)
    assert signings.tally(wording).asked == 3
    told = Notice.objects.filter(kind="disclosure.to_read", user_id=_user(member))
    for on, number in (
        (until_on - 3 * DAY, 2),
        (until_on, 2),
        (until_on + DAY, 3),
        (until_on + 9 * DAY, 3),
    ):
        actions.remind_signings(actor=Actor(), today=on)
        assert told.all().count() == number


def _user(actor: Actor) -> int | None:
    from zhijia.org.models import Member

    return Member.objects.get(pk=actor.member_id).user_id


def test_a_review_moves_the_day_and_is_reminded_of_once(
    enter: Enter, power_desk: Actor, today: date, sign_in: Browse
) -> None:
    sign_in(power_desk)
    one = enter(review_on=today + 10 * DAY)
    assert actions.remind_reviews(actor=Actor(), today=today) == 1
    assert actions.remind_reviews(actor=Actor(), today=today) == 0
    with pytest.raises(Refused, match="下次复审不晚于"):
        actions.review(
            actor=power_desk,
            regulation=one,
            words="继续施行",
            due_on=today + timedelta(days=1200),
            today=today,
        )
    actions.review(
        actor=power_desk, regulation=one, words="继续施行", due_on=today + 300 * DAY, today=today
    )
    one.refresh_from_db()
    assert one.review_on == today + 300 * DAY


def test_inspections_leave_what_they_found(enter: Enter, power_desk: Actor, today: date) -> None:
    one = enter()
    actions.note_check(
        actor=power_desk,
        regulation=one,
        is_kept=False,
        words="两个班组没有公布考勤结果",
        on=today,
        found_by=Subject("checks", "round", 3, "三季度检查"),
    )
    assert one.checks.get().about_key == 3
    (evidence,) = queries.in_force_at([one.unit_path], today)
    assert evidence.url == one.get_absolute_url()
    assert len(evidence.risks) == 3


def test_duties_tell_who_holds_the_post(
    enter: Enter,
    power: Unit,
    workshop: Unit,
    power_desk: Actor,
    workshop_officer: Actor,
    today: date,
) -> None:
    one = enter()
    with pytest.raises(Refused, match="请选择职务"):
        actions.lay_down_duty(actor=power_desk, unit=workshop, words="巡检", from_on=today)
    assert not Duty.objects.exists()
    duty = actions.lay_down_duty(
        actor=power_desk,
        unit=workshop,
        job="安全员",
        words="每班巡检一次",
        from_on=today,
        regulation=one,
        clause="第二条",
    )
    (group,) = owing.owed([duty])
    assert (group.who, group.holders) == ("安全员", "金磊")
    actions.end_duty(actor=power_desk, duty=duty, on=today)
    with pytest.raises(Refused, match="已经终止"):
        actions.end_duty(actor=power_desk, duty=duty, on=today)


def test_a_desk_enters_compares_and_prints(
    sign_in: Browse, power: Unit, power_desk: Actor, today: date
) -> None:
    desk = sign_in(power_desk)
    assert "没有规章制度" in desk.get(at("regulations")).text
    sent = {
        "unit": power.pk,
        "title": "<i>考勤</i>办法",
        "subject": "labour",
        "from_on": "2026-01-05",
        "text": OLD,
    }
    code = {**sent, "unit": "GD"}
    refused = desk.post(at("regulation-new"), {**code, "text": ""})
    assert refused.status_code == 422
    assert "请填写正文或者上传文件" in refused.text
    assert not Regulation.objects.exists()
    made = desk.post(at("regulation-new"), code)
    page = desk.get(made["Location"])
    assert "&lt;i&gt;考勤" in page.text
    assert "<i>考勤" not in page.text
    assert page.text.count("存在不具效力风险") >= 3
    assert "无效" not in page.text
    one = Regulation.objects.get()
    again = desk.post(at("wording-new", one.pk), {"from_on": today.isoformat(), "text": NEW})
    assert again.status_code == 302
    new = one.wordings.get(nth=2)
    compared = desk.get(at("wording-compare", new.pk)).text
    assert "<del>五</del>" in compared
    assert "<ins>十</ins>" in compared
    assert desk.get(at("wording-compare", new.pk) + "?with=999999").status_code == 200
    assert desk.get(at("wording", new.pk)).status_code == 200
    file = SimpleUploadedFile("纪要.txt", "会议纪要".encode())
    told = {"on": today.isoformat(), "words": "意见 3 条", "meeting": "职代会", "upload": file}
    assert desk.post(at("step-note", new.pk, "discuss"), told).status_code == 302
    assert desk.get(at("step-note", new.pk, "nothing")).status_code == 404
    kept = desk.get(at("step-file", StepTaken.objects.get().pk))
    assert b"".join(kept.streaming_content).decode() == "会议纪要"
    assert "考勤" in _words(desk.get(at("regulations-word")))
    assert desk.get(reverse("sheets:take", args=["disclosure.regulations"])).status_code == 200


def _words(paper: Any) -> str:
    document = Document(BytesIO(b"".join(paper.streaming_content)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_member_reads_and_signs_on_the_page_and_sees_no_list_of_names(
    enter: Enter,
    sign_in: Browse,
    member: Actor,
    power_desk: Actor,
    workshop_officer: Actor,
    today: date,
) -> None:
    one = enter()
    wording = one.wordings.get()
    desk, browser = sign_in(power_desk), sign_in(member)
    asked = {"until_on": (today + DAY).isoformat(), "below": "on"}
    assert desk.post(at("signing-ask", wording.pk), asked).status_code == 302
    assert "请您签阅" in browser.get(at("regulations")).text
    page = browser.get(one.get_absolute_url())
    assert "我已阅读" in page.text
    assert "名单和补登" not in page.text
    assert browser.get(at("signings", wording.pk)).status_code == 404
    assert browser.post(at("signing-sign", wording.pk)).status_code == 302
    again = browser.post(at("signing-sign", wording.pk))
    assert again.status_code == 422
    assert "金磊" in desk.get(at("signings", wording.pk)).text
    assert "陶然" in desk.get(at("signings", wording.pk) + "?list=read").text
    keyed = {"numbers": "5002、4001", "on": today.isoformat()}
    assert desk.post(at("signing-key", wording.pk), keyed).status_code == 302
    assert "未签阅 0 人" in _words(desk.get(at("signings-word", wording.pk)))


def test_a_duty_is_laid_down_on_its_page_with_the_regulation_it_goes_by(
    enter: Enter, sign_in: Browse, power_desk: Actor, today: date, workshop: Unit
) -> None:
    one = enter("考勤制度", "pay")
    adopt(power_desk, one.wordings.get(), today)
    said = {"unit": workshop.code, "job": "考勤员", "words": "每日登记", "from_on": today}
    answer = sign_in(power_desk).post(at("duty-new"), {**said, "regulation": one.pk})
    assert answer.status_code == 302
    assert Duty.objects.get().regulation == one


def test_the_pages_take_few_queries(
    enter: Enter,
    sign_in: Browse,
    power_desk: Actor,
    django_assert_max_num_queries: Any,
    today: date,
    workshop: Unit,
) -> None:
    for n in range(6):
        one = enter(f"制度之{n}", "pay")
        adopt(power_desk, one.wordings.get(), today)
        actions.lay_down_duty(
            actor=power_desk, unit=workshop, job=f"岗位{n}", words="x", from_on=today
        )
    desk = sign_in(power_desk)
    for page, most in ((at("regulations"), 26), (at("regulation", one.pk), 36), (at("duties"), 24)):
        desk.get(page)
        with django_assert_max_num_queries(most):
            assert desk.get(page).status_code == 200


def test_what_waits_is_one_query_for_both_stories(
    enter: Enter, power_desk: Actor, member: Actor, today: date, django_assert_num_queries: Any
) -> None:
    from zhijia.platform.offers import TODOS

    one = enter(review_on=today + 10 * DAY)
    actions.ask_signing(
        actor=power_desk, wording=one.wordings.get(), until_on=today + DAY, below=True, today=today
    )
    with django_assert_num_queries(1):
        lines = TODOS["disclosure.showings"](power_desk, today).alone()
    assert [line.title for line in lines] == ["请签阅：考勤管理办法", "请复审：考勤管理办法"]
    (mine,) = TODOS["disclosure.showings"](member, today).alone()
    assert mine.url == one.get_absolute_url()


def test_who_moved_to_a_unit_that_it_is_not_for_is_asked_no_more(
    enter: Enter, power_desk: Actor, member: Actor, hospital: Unit, today: date
) -> None:
    from zhijia.org.models import Member
    from zhijia.org.queries import actor_for

    wording = enter().wordings.get()
    actions.ask_signing(
        actor=power_desk, wording=wording, until_on=today + DAY, below=True, today=today
    )
    asked = signings.tally(wording).asked
    assert signings.to_read(member).count() == 1
    moved = Member.objects.filter(pk=member.member_id)
    moved.update(unit=hospital, unit_path=hospital.path)
    assert signings.tally(wording).asked == asked - 1
    assert not signings.to_read(actor_for(moved.get())).exists()
    assert member.member_id not in {
        one.member_id for one in signings.signings(wording, has_read=False)
    }


def test_who_comes_later_has_as_long_to_read_as_the_first_had(
    enter: Enter,
    power_desk: Actor,
    seat: Callable[..., Actor],
    power: Unit,
    today: date,
    sign_in: Browse,
) -> None:
    wording = enter().wordings.get()
    actions.ask_signing(
        actor=power_desk, wording=wording, until_on=today + 9 * DAY, below=True, today=today
    )
    late = today + 300 * DAY
    new = seat("4006", power)
    browser = sign_in(new)
    actions.remind_signings(actor=Actor(), today=late)
    told = Notice.objects.filter(kind="disclosure.to_read", user_id=_user(new))
    assert [one.title.split("：")[0] for one in told] == ["请签阅"]
    until = late + 9 * DAY
    assert f"{until:%Y-%m-%d}" in told.get().words
    assert f"请在 {until:%Y年}" in browser.get(wording.regulation.get_absolute_url()).text
    for on, number in ((until - 3 * DAY, 2), (until, 2), (until + DAY, 3), (until + 9 * DAY, 3)):
        actions.remind_signings(actor=Actor(), today=on)
        assert told.all().count() == number


def test_a_regulation_is_repealed_on_the_day_and_not_ahead(
    enter: Enter, power_desk: Actor, sign_in: Browse, today: date
) -> None:
    one, desk = enter(), sign_in(power_desk)
    said = {"on": (today + DAY).isoformat(), "basis": "职代会决议", "once": "a" * 32}
    refused = desk.post(at("regulation-repeal", one.pk), said)
    assert refused.status_code == 422
    assert "不能晚于今天" in refused.text
    one.refresh_from_db()
    assert one.repealed_on is None
