from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhijia.checks import actions, queries
from zhijia.checks.models import Fault, Inspection, Mark, Round, Standard
from zhijia.checks.rules.scales import NO, YES, Said
from zhijia.checks.rules.standards import Line
from zhijia.matters import actions as matters
from zhijia.org.models import Member
from zhijia.platform.acts import Refused
from zhijia.platform.notices.models import Notice

D = Decimal


def item(inspection, code):
    return inspection.round.edition.items.get(code=code)


class TestStandards:
    def test_a_unit_takes_a_shipped_standard_over_as_its_own(self, standard, edition):
        assert standard.name == "工会劳动保护检查标准"
        assert edition.items.count() == 20
        assert sum(one.full for one in edition.items.all()) == 100

    def test_only_the_units_own_desk_takes_one_over(self, group, hospital_desk, today):
        with pytest.raises(Refused, match="干事"):
            actions.adopt_standard(
                actor=hospital_desk, unit=group, shipped="safety", name="", today=today
            )
        assert not Standard.objects.exists()

    def test_a_hospital_does_not_take_the_one_on_collective_contracts(
        self, hospital, hospital_desk, today
    ):
        with pytest.raises(Refused, match="企业化管理"):
            actions.adopt_standard(
                actor=hospital_desk, unit=hospital, shipped="contracts", name="", today=today
            )
        assert not Standard.objects.exists()

    def test_a_version_in_use_is_fixed_and_the_next_begins_as_its_copy(
        self, open_round, power, edition, group_desk, today
    ):
        open_round(power)
        edition.refresh_from_db()
        assert edition.fixed_on == today
        line = edition.items.get(code="1.1").line
        with pytest.raises(Refused, match="另起新版"):
            actions.save_item(actor=group_desk, edition=edition, line=line)
        newer = actions.start_edition(
            actor=group_desk, edition=edition, words="提高现场分值", today=today
        )
        changed = Line(**{n: getattr(line, n) for n in line.__slots__} | {"asks": "改了的要求"})
        actions.save_item(actor=group_desk, edition=newer, line=changed)
        assert [one.what for one in queries.compared(edition, newer)] == ["修改"]
        assert edition.items.get(code="1.1").asks != "改了的要求"

    def test_there_is_one_version_in_the_making(self, edition, group_desk, today):
        with pytest.raises(Refused, match="正在修改"):
            actions.start_edition(actor=group_desk, edition=edition, words="又一版", today=today)
        assert edition.standard.editions.count() == 1

    def test_two_people_at_one_item_see_both_texts(self, edition, group_desk):
        one = edition.items.get(code="1.1")
        said = {name: getattr(one.line, name) for name in one.line.__slots__}
        first = Line(**{**said, "asks": "甲的写法"})
        actions.save_item(actor=group_desk, edition=edition, line=first, version=one.version)
        second = Line(**{**said, "asks": "乙的写法"})
        with pytest.raises(Refused, match=r"甲的写法.*乙的写法"):
            actions.save_item(actor=group_desk, edition=edition, line=second, version=one.version)

    def test_a_stale_form_undoes_no_veto_that_somebody_else_set(self, edition, group_desk):
        one = edition.items.filter(is_veto=False).first()
        said = {name: getattr(one.line, name) for name in one.line.__slots__}
        veto = Line(**{**said, "is_veto": True})
        actions.save_item(actor=group_desk, edition=edition, line=veto, version=one.version)
        stale = Line(**said)
        with pytest.raises(Refused, match="他人刚修改过"):
            actions.save_item(actor=group_desk, edition=edition, line=stale, version=one.version)
        one.refresh_from_db()
        assert one.is_veto


class TestOpening:
    def test_the_units_are_told_and_begin_where_the_round_says(
        self, open_round, power, power_desk, sign_in
    ):
        sign_in(power_desk)
        round = open_round(power, has_self=True)
        assert round.inspections.get().state == "self"
        user = Member.objects.get(pk=power_desk.member_id).user
        assert Notice.objects.filter(kind="checks.self_asked", user=user).exists()

    def test_a_unit_below_does_not_open_a_round_over_its_neighbour(
        self, hospital, power, hospital_desk, today
    ):
        mine = actions.adopt_standard(
            actor=hospital_desk, unit=hospital, shipped="safety", name="", today=today
        )
        terms = actions.Terms("检查", today, today)
        with pytest.raises(Refused, match="不在本单位之下"):
            actions.open_round(
                actor=hospital_desk,
                unit=hospital,
                edition=mine.editions.get(),
                units=[power],
                terms=terms,
                today=today,
            )
        assert not Round.objects.exists()
        assert mine.editions.get().fixed_on is None

    def test_nobody_is_sent_to_the_unit_they_belong_to(
        self, open_round, power, power_desk, group_desk, today
    ):
        round = open_round(power)
        with pytest.raises(Refused, match="回避"):
            actions.name_inspectors(
                actor=group_desk,
                round=round,
                inspections=list(round.inspections.all()),
                members=[Member.objects.get(pk=power_desk.member_id)],
                today=today,
            )
        assert not round.inspections.get().inspectors.exists()


class TestMarking:
    def test_inspectors_mark_each_for_themselves_and_blind(self, manned, inspectors, today):
        inspection = manned()
        for actor, count in zip(inspectors, (1, 2), strict=True):
            actions.mark(
                actor=actor,
                inspection=inspection,
                item=item(inspection, "2.1"),
                is_self=False,
                said=Said(count=count),
                words="护栏",
                today=today,
            )
        assert sorted(Mark.objects.values_list("points", flat=True)) == [6, 7]
        assert not any(line.given for line in queries.beside(inspection))

    def test_the_same_mark_sent_twice_is_one_mark(self, manned, inspectors, today):
        inspection = manned()
        said = {
            "actor": inspectors[0],
            "inspection": inspection,
            "item": item(inspection, "2.1"),
            "is_self": False,
            "said": Said(count=1),
            "words": "护栏",
            "today": today,
        }
        first, second = actions.mark(**said), actions.mark(**said, version=0)
        assert (first.pk, second.version) == (second.pk, 1)

    def test_the_same_person_on_two_phones_is_told(self, manned, inspectors, today):
        inspection = manned()
        said = {"actor": inspectors[0], "inspection": inspection, "is_self": False}
        said |= {"item": item(inspection, "2.1"), "words": "", "today": today}
        actions.mark(**said, said=Said(count=0))
        actions.mark(**said, said=Said(count=1), version=1)
        with pytest.raises(Refused, match="他人刚修改过"):
            actions.mark(**said, said=Said(count=2), version=1)
        assert Mark.objects.get().count == 1

    def test_who_was_not_named_does_not_mark(self, manned, group_desk, power_desk, today):
        inspection = manned()
        for actor in (group_desk, power_desk):
            with pytest.raises(Refused, match="检查员"):
                actions.mark(
                    actor=actor,
                    inspection=inspection,
                    item=item(inspection, "2.1"),
                    is_self=False,
                    said=Said(count=0),
                    words="",
                    today=today,
                )
        assert not Mark.objects.exists()

    def test_a_sheet_is_handed_in_whole_and_with_reasons(self, manned, inspectors, fill, today):
        inspection, actor = manned(), inspectors[0]
        with pytest.raises(Refused, match="20 条没有评"):
            actions.send_marks(actor=actor, inspection=inspection, today=today)
        fill(inspection, actor)
        actions.mark(
            actor=actor,
            inspection=inspection,
            item=item(inspection, "2.1"),
            is_self=False,
            said=Said(count=2),
            words="",
            today=today,
            version=1,
        )
        with pytest.raises(Refused, match=r"写明情况：2\.1"):
            actions.send_marks(actor=actor, inspection=inspection, today=today)
        actions.note_fault(
            actor=actor,
            inspection=inspection,
            item=item(inspection, "2.1"),
            words="护栏缺失",
            where="",
            today=today,
        )
        actions.send_marks(actor=actor, inspection=inspection, today=today)
        with pytest.raises(Refused, match="已经提交"):
            fill(inspection, actor)

    def test_a_figure_is_kept_as_it_stood_that_day(self, manned, inspectors, power, member, today):
        inspection = manned()
        proof = actions.freeze(
            actor=inspectors[0],
            inspection=inspection,
            item=item(inspection, "1.1"),
            is_self=False,
            figure="org.members",
            start_on=today.replace(month=1, day=1),
            end_on=today,
            today=today,
        )
        assert (proof.value, proof.unit_word, proof.label) == (1, "人", "会员人数")
        assert f"unit={power.pk}" in proof.page

    def test_proof_of_a_sheet_is_nobody_elses_to_take_back(self, manned, inspectors, today):
        inspection = manned()
        proof = actions.attach(
            actor=inspectors[0],
            inspection=inspection,
            item=item(inspection, "1.1"),
            is_self=False,
            upload=SimpleUploadedFile("记录.txt", "记录".encode()),
            words="",
            today=today,
        )
        with pytest.raises(Refused, match="自己添加"):
            actions.drop_proof(actor=inspectors[1], proof=proof, today=today)
        assert inspection.proofs.count() == 1


class TestSelfCheck:
    def test_a_self_check_is_reviewed_sent_back_and_passed(
        self, open_round, power, power_desk, group_desk, fill, today
    ):
        inspection = open_round(power, has_self=True).inspections.get()
        fill(inspection, power_desk, is_self=True, i2_1=Said(count=1))
        inspection = actions.submit_self(actor=power_desk, inspection=inspection, today=today)
        assert (inspection.state, inspection.self_score) == ("review", 99)
        with pytest.raises(Refused, match="补充什么"):
            actions.review_self(
                actor=group_desk, inspection=inspection, is_passed=False, words=" ", today=today
            )
        back = actions.review_self(
            actor=group_desk, inspection=inspection, is_passed=False, words="缺照片", today=today
        )
        assert back.state == "self"
        actions.submit_self(actor=power_desk, inspection=inspection, today=today)
        passed = actions.review_self(
            actor=group_desk, inspection=inspection, is_passed=True, words="", today=today
        )
        assert passed.state == "site"

    def test_the_unit_does_not_review_itself(self, open_round, power, power_desk, fill, today):
        inspection = open_round(power, has_self=True).inspections.get()
        fill(inspection, power_desk, is_self=True)
        inspection = actions.submit_self(actor=power_desk, inspection=inspection, today=today)
        with pytest.raises(Refused, match="组织单位"):
            actions.review_self(
                actor=power_desk, inspection=inspection, is_passed=True, words="", today=today
            )
        assert Inspection.objects.get().state == "review"


class TestSettling:
    def test_two_inspectors_are_averaged(self, manned, inspectors, fill, group_desk, today):
        inspection = manned()
        for actor, count in zip(inspectors, (1, 2), strict=True):
            fill(inspection, actor, i2_1=Said(count=count))
            actions.send_marks(actor=actor, inspection=inspection, today=today)
        settled = actions.settle(actor=group_desk, inspection=inspection, today=today)
        assert (settled.state, settled.score, settled.grade) == ("told", D("98.50"), "优秀")
        assert settled.scores.get(item__code="2.1").points == D("6.50")
        assert settled.object_until_on > today

    def test_scores_wait_for_every_inspector(self, manned, inspectors, fill, group_desk, today):
        inspection = manned()
        fill(inspection, inspectors[0])
        actions.send_marks(actor=inspectors[0], inspection=inspection, today=today)
        with pytest.raises(Refused, match="李文静"):
            actions.settle(actor=group_desk, inspection=inspection, today=today)
        assert not inspection.scores.exists()

    def test_a_wide_gap_is_talked_about_first(self, manned, inspectors, fill, group_desk, today):
        inspection = manned()
        for actor, count in zip(inspectors, (0, 4), strict=True):
            fill(inspection, actor, i2_1=Said(count=count))
            actions.send_marks(actor=actor, inspection=inspection, today=today)
        with pytest.raises(Refused, match=r"相差过大，请先商定：2\.1"):
            actions.settle(actor=group_desk, inspection=inspection, today=today)
        actions.agree(
            actor=inspectors[0],
            inspection=inspection,
            item=item(inspection, "2.1"),
            points=D(5),
            is_na=False,
            words="现场一起复看，三处属实。",
            today=today,
        )
        with pytest.raises(Refused, match="组长"):
            actions.agree(
                actor=inspectors[1],
                inspection=inspection,
                item=item(inspection, "2.1"),
                points=D(8),
                is_na=False,
                words="我看没有。",
                today=today,
            )
        settled = actions.settle(actor=group_desk, inspection=inspection, today=today)
        assert settled.score == 97
        assert settled.scores.get(item__code="2.1").how == "agreed"

    def test_a_broken_veto_leaves_the_lowest_grade(
        self, manned, inspectors, fill, group_desk, today
    ):
        inspection = manned()
        for actor in inspectors:
            fill(inspection, actor, i5_5=Said(word=NO))
            actions.send_marks(actor=actor, inspection=inspection, today=today)
        settled = actions.settle(actor=group_desk, inspection=inspection, today=today)
        assert (settled.score, settled.is_vetoed, settled.grade) == (100, True, "不合格")

    def test_a_sheet_goes_back_with_a_reason(self, manned, inspectors, fill, group_desk, today):
        inspection = manned()
        fill(inspection, inspectors[0])
        sent = actions.send_marks(actor=inspectors[0], inspection=inspection, today=today)
        with pytest.raises(Refused, match="原因"):
            actions.take_back(actor=group_desk, inspector=sent, words="", today=today)
        actions.take_back(actor=group_desk, inspector=sent, words="照片不清", today=today)
        fill(inspection, inspectors[0], i2_1=Said(count=1))


class TestObjections:
    def test_an_objection_is_answered_by_somebody_else_and_puts_the_score_right(
        self, told, power_desk, group_desk, inspectors, today
    ):
        objection = actions.object_to(
            actor=power_desk,
            inspection=told.inspection,
            item=told.item,
            words="两处是临时拆除，有审批。",
            today=today,
        )
        with pytest.raises(Refused, match="您是这个单位的检查员"):
            actions.decide(
                actor=inspectors[0], objection=objection, words="同意", points=D(7), today=today
            )
        actions.decide(
            actor=group_desk, objection=objection, words="审批属实。", points=D(7), today=today
        )
        told.inspection.refresh_from_db()
        assert told.inspection.score == 99
        with pytest.raises(Refused, match="已经答复"):
            actions.decide(
                actor=group_desk, objection=objection, words="再改", points=D(8), today=today
            )

    def test_the_time_for_it_runs_out_and_nobody_objects_for_another(
        self, told, power_desk, hospital_desk, today
    ):
        late = told.inspection.object_until_on + timedelta(days=1)
        said = {"inspection": told.inspection, "item": told.item, "words": "不同意"}
        with pytest.raises(Refused, match="已经过了"):
            actions.object_to(actor=power_desk, today=late, **said)
        with pytest.raises(Refused, match="受检单位"):
            actions.object_to(actor=hospital_desk, today=today, **said)
        assert not told.inspection.objections.exists()


class TestMending:
    def test_what_was_mended_is_seen_again_by_another_and_lifted(
        self, told, power_desk, inspectors, group_desk, today
    ):
        fault = actions.mend(actor=power_desk, fault=told.fault, words="护栏已补齐。", today=today)
        with pytest.raises(Refused, match="由检查员或者组织单位复查"):
            actions.recheck(actor=power_desk, fault=fault, is_good=True, words="好了", today=today)
        again = actions.recheck(
            actor=inspectors[1], fault=fault, is_good=False, words="还差一截。", today=today
        )
        assert (again.state, again.lifted_on) == ("open", None)
        actions.mend(actor=power_desk, fault=again, words="补到头了。", today=today)
        lifted = actions.recheck(
            actor=inspectors[0], fault=again, is_good=True, words="完好。", today=today
        )
        assert (lifted.state, lifted.lifted_on) == ("lifted", today)
        assert Inspection.objects.get().score == 97

    def test_a_result_waits_and_names_what_is_left(self, told, power_desk, group_desk, today):
        said = {"actor": group_desk, "inspection": told.inspection, "today": today}
        with pytest.raises(Refused, match="申诉期限"):
            actions.give_result(words="", **said)
        actions.accept(actor=power_desk, inspection=told.inspection, today=today)
        with pytest.raises(Refused, match="1 个问题没有销项"):
            actions.give_result(words="", **said)
        done = actions.give_result(words="列入明年改造。", **said)
        assert (done.state, done.left_count) == ("done", 1)
        assert Fault.objects.get().state == "left"

    def test_places_are_published_once_all_have_a_result(self, told, power_desk, group_desk, today):
        round = told.inspection.round
        with pytest.raises(Refused, match="供电公司"):
            actions.publish(actor=group_desk, round=round, today=today)
        actions.accept(actor=power_desk, inspection=told.inspection, today=today)
        actions.give_result(
            actor=group_desk, inspection=told.inspection, words="明年改造。", today=today
        )
        published = actions.publish(actor=group_desk, round=round, today=today)
        assert published.closed_on == today
        assert Inspection.objects.get().place == 1
        with pytest.raises(Refused, match="已经公布"):
            actions.publish(actor=group_desk, round=round, today=today)


def test_a_unit_is_called_off_with_a_reason(manned, group_desk, power_desk, today):
    inspection = manned()
    with pytest.raises(Refused, match="原因"):
        actions.call_off(actor=group_desk, inspection=inspection, words="", today=today)
    with pytest.raises(Refused, match="组织单位"):
        actions.call_off(actor=power_desk, inspection=inspection, words="不想", today=today)
    off = actions.call_off(actor=group_desk, inspection=inspection, words="停产", today=today)
    assert off.state == "off"


def test_the_words_of_a_yes_are_what_the_button_says():
    assert (YES, NO) == ("符合", "不符合")


class TestRectification:
    """A fault is a rectification among the matters; a step on either page moves both."""

    def test_a_fault_told_is_a_matter_of_the_unit(self, told):
        fault = Fault.objects.get()
        matter = fault.matter
        assert (matter.kind, matter.state, matter.due_on) == (
            "rectification",
            "ordered",
            fault.due_on,
        )
        assert matter.unit == told.inspection.unit
        assert matter.source_url == fault.get_absolute_url()

    def test_a_step_on_the_matters_page_moves_the_fault(self, told, power_desk, group_desk, today):
        matter = Fault.objects.get().matter
        photo = SimpleUploadedFile("整改后.txt", "补齐".encode())
        given = matters.Given(words="护栏已补齐。", uploads=[photo])
        matters.move(actor=power_desk, matter=matter, step="mend", given=given, today=today)
        fault = Fault.objects.get()
        assert (fault.state, fault.mended_words) == ("mended", "护栏已补齐。")
        assert fault.proofs.get(is_mending=True).file.name == "整改后.txt"
        given = matters.Given(words="现场完好。")
        matters.move(actor=group_desk, matter=matter, step="pass", given=given, today=today)
        fault.refresh_from_db()
        assert (fault.state, fault.lifted_on) == ("lifted", today)
        matter.refresh_from_db()
        assert matter.closed_on == today

    def test_the_unit_does_not_lift_its_own_fault(self, told, power_desk, today):
        matter = Fault.objects.get().matter
        matters.move(
            actor=power_desk,
            matter=matter,
            step="mend",
            given=matters.Given(words="已补齐"),
            today=today,
        )
        with pytest.raises(Refused, match="上级工会"):
            matters.move(
                actor=power_desk,
                matter=matter,
                step="pass",
                given=matters.Given(words="好了"),
                today=today,
            )
        assert Fault.objects.get().state == "mended"

    def test_what_is_left_over_closes_its_matter_as_left(self, told, power_desk, group_desk, today):
        actions.accept(actor=power_desk, inspection=told.inspection, today=today)
        actions.give_result(
            actor=group_desk, inspection=told.inspection, words="明年改造。", today=today
        )
        assert Fault.objects.get().matter.state == "left"

    def test_nobody_writes_one_by_hand(self, power, power_desk, today):
        with pytest.raises(Refused, match="提出"):
            matters.file_matter(
                actor=power_desk,
                kind="rectification",
                unit=power,
                title="自己写的",
                values={"what": "问题"},
                today=today,
            )
