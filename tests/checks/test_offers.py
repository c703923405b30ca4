from datetime import timedelta

from zhijia.checks import actions
from zhijia.org import actions as org
from zhijia.org import queries as people
from zhijia.platform.offers import FIGURES, FINDS, RATIOS, TODOS, WORKS, under_way
from zhijia.platform.search.queries import keys_of


def titles(actor, today):
    return [one.title for one in TODOS["checks"](actor, today).alone()]


class TestWhatWaits:
    def test_an_inspector_goes_until_they_have_handed_in(self, manned, inspectors, fill, today):
        inspection = manned()
        assert titles(inspectors[0], today) == ["去检查：供电公司工会"]
        fill(inspection, inspectors[0])
        actions.send_marks(actor=inspectors[0], inspection=inspection, today=today)
        assert titles(inspectors[0], today) == []
        works = WORKS["checks"](inspectors[0], today).alone()
        assert works.done.count == 1
        assert works.done.newest(5)[0].title == "供电公司工会"

    def test_the_desk_settles_when_all_are_in_and_the_result_waits_for_the_unit(
        self, told, group_desk, power_desk, today
    ):
        assert titles(group_desk, today) == []
        later = told.inspection.object_until_on + timedelta(days=1)
        assert titles(group_desk, later) == ["可以出结果：供电公司工会"]
        actions.object_to(
            actor=power_desk,
            inspection=told.inspection,
            item=told.item,
            words="有审批",
            today=today,
        )
        assert titles(group_desk, today) == ["答复申诉：供电公司工会"]

    def test_the_unit_checks_itself_and_a_late_one_is_red(
        self, open_round, power, power_desk, today
    ):
        open_round(power, has_self=True)
        (one,) = TODOS["checks"](power_desk, today + timedelta(days=40)).alone()
        assert (one.title, one.light) == ("请自查：供电公司工会", "red")

    def test_a_member_without_an_office_is_asked_for_nothing(
        self, told, member, today, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(2):
            assert titles(member, today) == []


def test_figures_count_results_points_and_what_was_mended(
    told, power, power_desk, inspectors, group_desk, today
):
    asked = ([power.path], today, today)
    assert FIGURES["checks.inspected"].total(*asked) == 0
    assert RATIOS["checks.mending_rate"].total(*asked) == 0
    actions.mend(actor=power_desk, fault=told.fault, words="已补齐", today=today)
    actions.recheck(actor=inspectors[0], fault=told.fault, is_good=True, words="完好", today=today)
    actions.accept(actor=power_desk, inspection=told.inspection, today=today)
    actions.give_result(actor=group_desk, inspection=told.inspection, words="", today=today)
    assert FIGURES["checks.inspected"].total(*asked) == 1
    assert FIGURES["checks.faults"].total(*asked) == 1
    assert RATIOS["checks.mean"].total(*asked) == 97
    assert RATIOS["checks.mending_rate"].total(*asked) == 100


def test_rounds_faults_and_standards_are_found_by_who_may(
    told, group_desk, power_desk, school_desk, member
):
    def found(actor, kind, words):
        find = FINDS[f"checks.{kind}"]
        return find.rows().filter(pk__in=keys_of(actor, find.name, words)).exists()

    assert found(group_desk, "rounds", "安全生产月")
    assert found(power_desk, "faults", "护栏")
    assert not found(school_desk, "faults", "护栏")
    assert not found(member, "faults", "护栏")
    assert found(school_desk, "standards", "劳动保护")


def test_a_unit_that_moves_takes_its_open_inspection_and_leaves_what_was_found(
    told, power, hospital, group_desk, today
):
    before = power.path
    assert {one.label for one in under_way(before, below=True)} >= {"没有结果的受检"}
    org.move_unit(
        actor=group_desk,
        unit=power,
        parent=hospital,
        today=today,
        document="集工发〔2026〕1号",
    )
    told.inspection.refresh_from_db()
    told.fault.refresh_from_db()
    power.refresh_from_db()
    assert told.inspection.unit_path == power.path != before
    assert told.fault.unit_path == before
    assert people.units_below(power.path).exists()
