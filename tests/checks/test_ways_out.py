"""Called off, not waited for, dropped, sent back, agreed on, found wanting: how it goes on."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.urls import reverse

from tests.checks.test_hazards import category, note
from tests.platform.doorway.conftest import picture
from tests.platform.doorway.test_writing import shot
from zhijia.checks import actions, queries
from zhijia.checks.models import Fault, Inspection, Inspector, Objection, Proof, Score
from zhijia.checks.rules.scales import Said
from zhijia.matters.models import Matter
from zhijia.org.models import Member
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice
from zhijia.platform.refs.days import Kind, add
from zhijia.platform.refs.models import Holiday
from zhijia.platform.refs.queries import calendar

__all__ = ["note"]  # a fixture of another story
DAY = timedelta(days=1)


def off(inspection, actor, today):
    return actions.call_off(actor=actor, inspection=inspection, words="单位停产", today=today)


class TestCallingOff:
    def test_its_rectifications_are_left_and_wait_for_nobody(
        self, told, power_desk, group_desk, today
    ):
        off(told.inspection, group_desk, today)
        fault = Fault.objects.get()
        assert (fault.state, fault.matter.state) == ("left", "left")
        assert fault.matter.closed_on == today

    def test_objections_are_decided_no_more_and_the_score_stays(
        self, told, power_desk, group_desk, seat, power, today
    ):
        said = {"actor": power_desk, "inspection": told.inspection, "item": told.item}
        objection = actions.object_to(words="有照片为证。", today=today, **said)
        off(told.inspection, group_desk, today)
        with pytest.raises(Refused, match="出结果以前"):
            actions.decide(
                actor=group_desk, objection=objection, words="属实", points=D(10), today=today
            )
        assert Objection.objects.get().decided_on is None
        assert Inspection.objects.get().score == 97


class TestNotWaitingForASelfCheck:
    def test_the_organiser_goes_on_site_for_a_reason(
        self, open_round, power, power_desk, group_desk, sign_in, today
    ):
        one = open_round(power, has_self=True).inspections.get()
        unit = sign_in(power_desk)
        with pytest.raises(Refused, match="组织单位"):
            actions.skip_self(actor=power_desk, inspection=one, words="不填", today=today)
        browser = sign_in(group_desk)
        assert "不等自查，直接现场检查" in browser.get(one.get_absolute_url()).content.decode()
        assert "不等自查，直接现场检查" not in unit.get(one.get_absolute_url()).content.decode()
        at = reverse("checks:self-skip", args=[one.pk])
        assert browser.post(at, {"words": " ", "once": "a" * 32}).status_code == 422
        assert Inspection.objects.get().state == "self"
        assert browser.post(at, {"words": "逾期未交", "once": "b" * 32}).status_code == 302
        one.refresh_from_db()
        assert one.state == "site"
        assert one.steps.get(step="self_skipped").words == "逾期未交"
        assert Notice.objects.filter(title__contains="不再等待自查").exists()
        with pytest.raises(Refused, match="现场检查"):
            actions.skip_self(actor=group_desk, inspection=one, words="再", today=today)


class TestDroppingAnInspector:
    def test_what_was_reported_as_a_hazard_goes_to_another_inspector(
        self, note, inspectors, group_desk, today
    ):
        fault = note(hazard=category(), upload=shot(picture()))
        note()
        mine = Inspector.objects.get(member=inspectors[0].member_id)
        inspection = actions.drop_inspector(actor=group_desk, inspector=mine, today=today)
        kept = Fault.objects.get()
        assert (kept.pk, kept.inspector.member_id) == (fault.pk, inspectors[1].member_id)
        assert Proof.objects.get(fault=kept).inspector == kept.inspector
        told = inspection.steps.get(step="dropped")
        assert "删去问题 1 个，移交隐患 1 个" in told.words

    def test_where_nobody_takes_a_hazard_over_the_inspector_stays(
        self, note, inspectors, group_desk, today
    ):
        note(hazard=category())
        Inspector.objects.exclude(member=inspectors[0].member_id).delete()
        with pytest.raises(Refused, match="接手"):
            actions.drop_inspector(actor=group_desk, inspector=Inspector.objects.get(), today=today)
        assert Fault.objects.get().inspector == Inspector.objects.get()


@pytest.fixture
def apart(manned, inspectors, fill, today):
    """Both handed in, wide apart at item 2.1, alike at the others."""
    inspection = manned()
    for actor, count in zip(inspectors, (0, 4), strict=True):
        fill(inspection, actor, i2_1=Said(count=count))
        actions.send_marks(actor=actor, inspection=inspection, today=today)
    return inspection


def agree(inspection, actor, today, code="2.1", **more):
    said = {"points": D(5), "is_na": False, "words": "现场一起复看。", **more}
    item = inspection.round.edition.items.get(code=code)
    return actions.agree(actor=actor, inspection=inspection, item=item, today=today, **said)


class TestAgreeing:
    def test_only_where_inspectors_are_apart(self, apart, group_desk, sign_in, today):
        with pytest.raises(Refused, match="按公布的办法汇总"):
            agree(apart, group_desk, today, code="1.1")
        assert not Score.objects.exists()
        page = sign_in(group_desk).get(apart.get_absolute_url()).content.decode()
        assert page.count("<summary>商定</summary>") == 1

    def test_nobody_agrees_where_nobody_inspects(self, manned, group_desk, today):
        inspection = manned()
        Inspector.objects.all().delete()
        with pytest.raises(Refused, match="还没有检查员"):
            agree(inspection, group_desk, today)

    def test_it_is_open_again_when_the_marks_are(self, apart, inspectors, group_desk, fill, today):
        agree(apart, group_desk, today)
        mine = Inspector.objects.get(member=inspectors[0].member_id)
        actions.take_back(actor=group_desk, inspector=mine, words="照片不清", today=today)
        assert not Score.objects.exists()

    def test_it_is_open_again_when_inspectors_come_and_go(
        self, apart, inspectors, group, seat, group_desk, today
    ):
        agree(apart, group_desk, today)
        third = seat("1003", group)
        named = {"round": apart.round, "inspections": [apart], "today": today}
        members = [Member.objects.get(pk=third.member_id)]
        actions.name_inspectors(actor=group_desk, members=members, **named)
        assert not Score.objects.exists()
        new = Inspector.objects.get(member=third.member_id)
        actions.drop_inspector(actor=group_desk, inspector=new, today=today)
        agree(apart, group_desk, today)
        mine = Inspector.objects.get(member=inspectors[1].member_id)
        actions.drop_inspector(actor=group_desk, inspector=mine, today=today)
        assert not Score.objects.exists()

    def test_the_second_of_two_who_write_sees_what_the_first_wrote(
        self, apart, group_desk, inspectors, today
    ):
        first = agree(apart, group_desk, today, version=0)
        with pytest.raises(Refused, match="他人刚修改过"):
            agree(apart, inspectors[0], today, points=D(7), version=0)
        first.refresh_from_db()
        assert first.points == 5
        assert agree(apart, inspectors[0], today, points=D(7), version=first.version).points == 7


class TestBeforeTheUnitIsTold:
    def test_it_reads_neither_why_marks_were_lost_nor_what_was_agreed(
        self, apart, group_desk, power_desk, sign_in, today
    ):
        agree(apart, group_desk, today, words="护栏缺一段")
        told = queries.unit_told(power_desk, apart)
        assert (told.items, told.objections) == ([], [])
        page = apart.get_absolute_url()
        assert "护栏缺一段" not in sign_in(power_desk).get(page).content.decode()
        assert "护栏缺一段" in sign_in(group_desk).get(page).content.decode()

    def test_an_inspector_sent_back_does_not_read_what_the_others_said(
        self, apart, inspectors, group_desk, sign_in, today
    ):
        agree(apart, group_desk, today, words="护栏缺一段")
        mine = Inspector.objects.get(member=inspectors[1].member_id)
        actions.take_back(actor=group_desk, inspector=mine, words="照片不清", today=today)
        page = sign_in(inspectors[1]).get(apart.get_absolute_url()).content.decode()
        assert "护栏缺一段" not in page


class TestTimeToMend:
    def test_it_is_counted_by_the_calendar(self, manned, inspectors, fill, group_desk, note, today):
        inspection = Inspection.objects.get()
        last = today + timedelta(days=inspection.round.mend_days)
        for n in range(3):
            day = last + n * DAY
            said = {"is_workday": False, "name": "放假", "year": day.year, "source": "通知"}
            Holiday.objects.update_or_create(day=day, defaults=said)
        note()
        for actor in inspectors:
            actions.send_marks(actor=actor, inspection=inspection, today=today)
        actions.settle(actor=group_desk, inspection=inspection, today=today)
        fault = Fault.objects.get()
        assert fault.due_on > last
        assert Matter.objects.get(pk=fault.matter_id).due_on == fault.due_on

    def test_what_was_found_wanting_is_given_time_again(self, told, power_desk, group_desk, today):
        late = told.inspection.round.mend_days * DAY + today + 20 * DAY
        fault = actions.mend(actor=power_desk, fault=told.fault, words="已补齐。", today=late)
        actions.recheck(
            actor=group_desk, fault=fault, is_good=False, words="还差一截。", today=late
        )
        fault.refresh_from_db()
        days = told.inspection.round.mend_days
        assert fault.due_on == add(late, days, Kind.DAYS, calendar=calendar())
        assert fault.matter.due_on == fault.due_on


def test_what_waits_for_nothing_takes_no_place_among_what_waits(told, group_desk, today):
    def waiting(on):
        return queries.waits(group_desk, on, 10).alone()

    told.inspection.refresh_from_db()
    assert not waiting(today)
    assert not queries.desk._waiting(
        group_desk.member_id, frozenset({told.inspection.round.unit_path}), today
    ).exists()
    after = told.inspection.object_until_on + DAY
    assert [one.kind for one in waiting(after)] == [queries.desk.RESULT]


def test_who_joined_the_inspected_unit_meanwhile_hands_nothing_in(
    manned, inspectors, fill, power, today
):
    inspection = manned()
    fill(inspection, inspectors[1])
    moved = Member.objects.filter(pk=inspectors[1].member_id)
    moved.update(unit=power, unit_path=power.path)
    with pytest.raises(Refused, match="回避"):
        actions.send_marks(actor=inspectors[1], inspection=inspection, today=today)
    assert not Inspector.objects.filter(sent_on__isnull=False).exists()
