from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhijia.checks import actions
from zhijia.checks.models import Fault, Inspection, Mark, Proof, Round, Standard
from zhijia.checks.rules.scales import Said
from zhijia.org.models import Member, Unit


def token(n: int) -> str:
    return f"{n:032x}"


class TestStandards:
    def test_the_list_offers_what_comes_with_the_product(self, sign_in, group_desk):
        page = sign_in(group_desk).get(reverse("checks:standards")).content.decode()
        assert "还没有标准" in page
        assert "工会劳动保护检查标准" in page

    def test_a_member_without_an_office_is_offered_nothing(self, sign_in, member):
        page = sign_in(member).get(reverse("checks:standards"))
        assert page.status_code == 200
        assert "采用一个标准" not in page.content.decode()

    def test_a_standard_is_adopted_edited_and_compared(self, sign_in, group, group_desk):
        browser = sign_in(group_desk)
        said = {"unit": group.pk, "shipped": "safety", "name": "我们的标准"}
        page = browser.post(reverse("checks:standard-adopt"), said, follow=True)
        assert "我们的标准" in page.content.decode()
        edition = Standard.objects.get().editions.get()
        one = edition.items.get(code="1.1")
        said = {"section": one.section, "asks": "<b>改</b>", "full": "5", "way": "grades"}
        said |= {"scale": "好 4；差 0", "version": one.version}
        wrong = browser.post(reverse("checks:item-edit", args=[one.pk]), said)
        assert wrong.status_code == 422
        assert "第一档的得分应当是满分 5" in wrong.content.decode()
        said["scale"] = "好 5；差 0"
        right = browser.post(reverse("checks:item-edit", args=[one.pk]), said, follow=True)
        assert "&lt;b&gt;改&lt;/b&gt;" in right.content.decode()

    def test_another_groups_standard_is_not_there_for_the_neighbour(
        self, sign_in, hospital, hospital_desk, school_desk, today
    ):
        mine = actions.adopt_standard(
            actor=hospital_desk, unit=hospital, shipped="safety", name="", today=today
        )
        browser = sign_in(school_desk)
        assert browser.get(mine.get_absolute_url()).status_code == 404
        page = reverse("checks:edition", args=[mine.editions.get().pk])
        assert browser.get(page).status_code == 404


class TestRounds:
    def test_an_empty_list_says_how_to_begin(self, sign_in, group_desk):
        assert (
            "没有进行中的检查" in sign_in(group_desk).get(reverse("checks:rounds")).content.decode()
        )

    def test_a_round_is_opened_by_its_form(
        self, sign_in, group, group_desk, power, hospital, edition, today
    ):
        browser = sign_in(group_desk)
        said = {
            "unit": group.pk,
            "title": "安全检查",
            "edition": edition.pk,
            "scope": "chosen",
            "units": "GD\n没有的单位",
            "from_on": today,
            "until_on": today + timedelta(days=9),
            "mode": "average",
            "gap": 20,
            "object_days": 5,
            "mend_days": 30,
            "bands": "优秀 90；不合格 0",
            "words": "",
            "gate": "",
        }
        wrong = browser.post(reverse("checks:round-new"), said)
        assert wrong.status_code == 422
        assert "没有找到：没有的单位" in wrong.content.decode()
        assert not Round.objects.exists()
        right = browser.post(reverse("checks:round-new"), {**said, "units": "供电公司工会"})
        assert right["Location"] == Round.objects.get().get_absolute_url()
        page = browser.get(right["Location"]).content.decode()
        assert "还有 1 个单位没有检查员" in page

    def test_inspectors_are_named_by_number(
        self, sign_in, open_round, power, group_desk, hospital_desk, power_desk
    ):
        round = open_round(power)
        browser = sign_in(group_desk)
        where = reverse("checks:round-inspectors", args=[round.pk])
        said = {"people": "4001", "at": "bare", "units": ""}
        no = browser.post(where, said)
        assert no.status_code == 422
        assert "应当回避" in no.content.decode()
        assert browser.post(where, {**said, "people": "YY-2001"}).status_code == 302
        assert round.inspections.get().inspectors.get().is_lead

    def test_a_round_over_others_is_not_seen(self, sign_in, open_round, power, school_desk):
        round = open_round(power)
        browser = sign_in(school_desk)
        assert browser.get(round.get_absolute_url()).status_code == 404
        assert round.title not in browser.get(reverse("checks:rounds")).content.decode()

    def test_the_table_of_a_round_asks_as_much_for_many_units(
        self,
        sign_in,
        open_round,
        group,
        power,
        hospital,
        school,
        group_desk,
        django_assert_max_num_queries,
    ):
        round = open_round(power, hospital, school)
        browser = sign_in(group_desk)
        with django_assert_max_num_queries(40):
            browser.get(round.get_absolute_url())


class TestSheet:
    def test_an_inspector_marks_by_the_plain_form(self, sign_in, manned, inspectors):
        inspection = manned()
        browser = sign_in(inspectors[0])
        page = browser.get(reverse("checks:sheet-site", args=[inspection.pk])).content.decode()
        assert "安全管理要严格" in page
        one = inspection.round.edition.items.get(code="2.1")
        where = reverse("checks:mark-save", args=[inspection.pk, "site", one.pk])
        nothing = browser.post(where, {"words": "<script>"})
        assert nothing.status_code == 422
        assert "请选择发现几处问题" in nothing.content.decode()
        assert "&lt;script&gt;" in nothing.content.decode()
        assert browser.post(where, {"choice": "2", "words": "护栏"}).status_code == 302
        assert Mark.objects.get().points == 6

    def test_what_is_sent_twice_by_a_bad_connection_is_done_once(self, sign_in, manned, inspectors):
        inspection = manned()
        browser = sign_in(inspectors[0])
        one = inspection.round.edition.items.get(code="2.1")
        where = reverse("checks:fault-add", args=[inspection.pk, one.pk])
        said = {"words": "护栏缺一段", "where": "三号", "once": token(7)}
        first = browser.post(where, said, headers={"HX-Request": "true"})
        again = browser.post(where, said, headers={"HX-Request": "true"})
        assert (first.status_code, again.status_code) == (200, 200)
        assert "护栏缺一段" in first.content.decode()
        assert again["HX-Redirect"]
        assert Fault.objects.count() == 1

    def test_the_answer_to_a_mark_carries_the_version_for_the_next(
        self, sign_in, manned, inspectors
    ):
        inspection = manned()
        browser = sign_in(inspectors[0])
        one = inspection.round.edition.items.get(code="2.1")
        where = reverse("checks:mark-save", args=[inspection.pk, "site", one.pk])
        part = browser.post(where, {"choice": "0"}, headers={"HX-Request": "true"})
        assert 'name="version" value="1"' in part.content.decode()
        browser.post(where, {"choice": "1", "version": 1}, headers={"HX-Request": "true"})
        late = browser.post(where, {"choice": "2", "version": 1}, headers={"HX-Request": "true"})
        assert late.status_code == 422
        assert "他人刚修改过" in late.content.decode()

    def test_a_photo_is_kept_and_handed_only_to_who_may_see_it(
        self, sign_in, manned, inspectors, power_desk, group_desk, today
    ):
        inspection = manned()
        one = inspection.round.edition.items.get(code="2.1")
        browser = sign_in(inspectors[0])
        where = reverse("checks:proof-add", args=[inspection.pk, "site", one.pk])
        wrong = browser.post(where, {"upload": SimpleUploadedFile("x.exe", b"MZ\x00\x01")})
        assert wrong.status_code == 422
        browser.post(where, {"upload": SimpleUploadedFile("现场.txt", "现场".encode())})
        file = reverse("checks:proof-file", args=[Proof.objects.get().pk])
        assert b"".join(browser.get(file).streaming_content) == "现场".encode()
        assert sign_in(power_desk).get(file).status_code == 404
        assert sign_in(inspectors[1]).get(file).status_code == 404

    def test_only_addresses_of_ours_are_records(self, sign_in, manned, inspectors):
        inspection = manned()
        one = inspection.round.edition.items.get(code="2.1")
        browser = sign_in(inspectors[0])
        where = reverse("checks:record-add", args=[inspection.pk, "site", one.pk])
        for url in ("https://a.cn/", "//a.cn/", "/no/such/page/", "javascript:alert(1)"):
            assert browser.post(where, {"url": url, "words": "记录"}).status_code == 422
        assert browser.post(where, {"url": "/checks/", "words": "记录"}).status_code == 302
        assert Proof.objects.get().url == "/checks/"

    def test_another_persons_sheet_is_not_there(self, sign_in, manned, power_desk, group_desk):
        inspection = manned()
        one = inspection.round.edition.items.get(code="2.1")
        where = reverse("checks:mark-save", args=[inspection.pk, "site", one.pk])
        assert sign_in(power_desk).post(where, {"choice": "0"}).status_code == 404
        assert (
            "这里没有您的评分表"
            in sign_in(group_desk)
            .get(reverse("checks:sheet-site", args=[inspection.pk]))
            .content.decode()
        )
        assert not Mark.objects.exists()

    def test_the_worker_lies_where_it_rules_over_sheets_and_nothing_else(self, sign_in, member):
        answer = sign_in(member).get(reverse("checks:worker"))
        sheet = reverse("checks:sheet-site", args=[1])
        assert sheet.startswith(reverse("checks:worker").removesuffix("worker.js"))
        assert not reverse("checks:mine").startswith("/checks/inspections/")
        assert answer["Content-Type"].startswith("text/javascript")
        assert "script-src 'self'" in answer["Content-Security-Policy"]

    def test_only_a_sheet_that_can_be_marked_is_laid_by(
        self, sign_in, manned, fill, inspectors, today
    ):
        inspection = manned()
        browser = sign_in(inspectors[0])
        where = reverse("checks:sheet-site", args=[inspection.pk])
        assert "data-worker" in browser.get(where).content.decode()
        fill(inspection, inspectors[0])
        actions.send_marks(actor=inspectors[0], inspection=inspection, today=today)
        assert "data-worker" not in browser.get(where).content.decode()

    def test_every_page_says_whose_it_is_and_a_strangers_nobodys(self, sign_in, member, client):
        page = sign_in(member).get(reverse("checks:mine")).content.decode()
        who = Member.objects.get(pk=member.member_id).user_id
        assert f'data-who="{who}"' in page
        stranger = client.get(reverse("accounts:sign-in")).content.decode()
        assert "data-who" not in stranger

    def test_a_sheet_of_twenty_items_asks_little(
        self, sign_in, manned, inspectors, fill, django_assert_max_num_queries
    ):
        inspection = manned()
        fill(inspection, inspectors[0])
        browser = sign_in(inspectors[0])
        with django_assert_max_num_queries(30):
            browser.get(reverse("checks:sheet-site", args=[inspection.pk]))


class TestDesk:
    @pytest.mark.parametrize("name", ["inspection", "sheet-self", "sheet-site"])
    def test_the_neighbours_inspection_is_not_there(self, sign_in, manned, school_desk, name):
        inspection = manned()
        page = reverse(f"checks:{name}", args=[inspection.pk])
        assert sign_in(school_desk).get(page).status_code == 404

    def test_the_unit_does_not_see_marks_before_it_is_told(
        self, sign_in, manned, inspectors, power_desk, fill, today
    ):
        inspection = manned()
        fill(inspection, inspectors[0], i2_1=Said(count=3))
        actions.send_marks(actor=inspectors[0], inspection=inspection, today=today)
        page = sign_in(power_desk).get(inspection.get_absolute_url()).content.decode()
        assert "逐条得分" not in page
        assert "现场看到的情况" not in page

    def test_from_the_score_to_the_result_by_the_pages(
        self, sign_in, told, power_desk, group_desk, inspectors, today
    ):
        inspection = told.inspection
        unit, desk = sign_in(power_desk), sign_in(group_desk)
        page = unit.get(inspection.get_absolute_url()).content.decode()
        assert "各部分得分率" in page
        assert "<polygon" in page
        unit.post(reverse("checks:fault-mend", args=[told.fault.pk]), {"words": "已补齐"})
        early = desk.post(reverse("checks:result", args=[inspection.pk]), {"words": ""})
        assert early.status_code == 422
        inspector = sign_in(inspectors[0])
        where = reverse("checks:fault-recheck", args=[told.fault.pk])
        assert inspector.post(where, {"words": "完好"}).status_code == 422
        inspector.post(where, {"words": "完好", "is_good": "yes"})
        assert Fault.objects.get().state == "lifted"
        unit.post(reverse("checks:accept", args=[inspection.pk]))
        desk.post(reverse("checks:result", args=[inspection.pk]), {"words": "整改到位。"})
        assert Inspection.objects.get().state == "done"
        desk.post(reverse("checks:round-publish", args=[inspection.round_id]))
        assert "第 1 名" in unit.get(inspection.get_absolute_url()).content.decode()

    def test_the_page_of_a_result_asks_within_bounds(
        self, sign_in, told, group_desk, django_assert_max_num_queries
    ):
        browser = sign_in(group_desk)
        with django_assert_max_num_queries(60):
            browser.get(told.inspection.get_absolute_url())

    def test_an_objection_is_made_and_answered_by_the_pages(
        self, sign_in, told, power_desk, group_desk
    ):
        unit, desk = sign_in(power_desk), sign_in(group_desk)
        said = {"item": told.item.pk, "words": "有审批"}
        unit.post(reverse("checks:object-to", args=[told.inspection.pk]), said)
        made = told.inspection.objections.get()
        where = reverse("checks:objection-decide", args=[made.pk])
        wrong = desk.post(where, {"outcome": "change", "words": "属实"})
        assert wrong.status_code == 422
        assert "请填写更正后的得分" in wrong.content.decode()
        desk.post(where, {"outcome": "change", "points": "8", "words": "属实"})
        assert Inspection.objects.get().score == 100

    @pytest.mark.parametrize("state", ["", "late", "lifted", "left"])
    def test_faults_are_listed(self, sign_in, told, power_desk, school_desk, state):
        page = sign_in(power_desk).get(reverse("checks:faults"), {"state": state})
        assert ("三号配电室护栏" in page.content.decode()) is (state == "")
        other = sign_in(school_desk).get(reverse("checks:faults"), {"state": state})
        assert "三号配电室护栏" not in other.content.decode()

    @pytest.mark.parametrize("word", ["inspection-word", "round-word"])
    def test_the_word_files_open(self, sign_in, told, group_desk, word):
        key = told.inspection.pk if word == "inspection-word" else told.inspection.round_id
        answer = sign_in(group_desk).get(reverse(f"checks:{word}", args=[key]))
        assert b"".join(answer.streaming_content)[:2] == b"PK"


class TestSheets:
    @pytest.mark.parametrize("name", ["checks.results", "checks.faults", "checks.items"])
    def test_tables_are_taken_out(self, sign_in, told, group_desk, name):
        asked = {"round": told.inspection.round_id, "edition": told.inspection.round.edition.code}
        page = sign_in(group_desk).get(reverse("sheets:take", args=[name]), asked)
        assert page.status_code == 200

    def test_a_member_takes_nothing_out(self, sign_in, member):
        page = sign_in(member).get(reverse("sheets:take", args=["checks.results"]))
        assert page.status_code in {403, 404, 422} or "由任职的人导出" in page.content.decode()


def test_a_member_sees_the_result_of_their_own_unit_alone(
    sign_in, told, seat, power, member, power_desk, group_desk, today
):
    plain = seat("4006", Unit.objects.get(pk=power.pk))
    page = told.inspection.get_absolute_url()
    assert sign_in(plain).get(page).status_code == 404
    actions.accept(actor=power_desk, inspection=told.inspection, today=today)
    actions.give_result(
        actor=group_desk, inspection=told.inspection, words="明年改造。", today=today
    )
    assert sign_in(plain).get(page).status_code == 200
    assert sign_in(member).get(page).status_code == 404
