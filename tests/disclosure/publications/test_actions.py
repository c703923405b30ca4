"""From the catalogue to what everybody reads, by the actions; and what each refuses."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.conftest import Found, Seat
from tests.disclosure.publications.conftest import Draft
from zhijia.disclosure.actions import catalogues, dues, publications, questions
from zhijia.disclosure.actions.reading import mark_read
from zhijia.disclosure.models import Catalogue, Due, Item, Publication, Question, Reading, Revision
from zhijia.disclosure.queries import publications as reading
from zhijia.matters.models import Matter
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice

DAY = timedelta(days=1)


def picture() -> SimpleUploadedFile:
    """A photo of a board."""
    out = BytesIO()
    Image.new("RGB", (80, 60), "#b8232a").save(out, "PNG")
    return SimpleUploadedFile("公开栏.png", out.getvalue())


def test_a_sample_becomes_the_units_own_and_is_due_at_once(
    catalogue: Catalogue, today: date
) -> None:
    assert catalogue.items.count() == 19
    rhythms = dict(catalogue.items.values_list("name", "rhythm"))
    laid = set(catalogue.items.filter(dues__isnull=False).values_list("name", flat=True))
    assert laid == {name for name, rhythm in rhythms.items() if rhythm != "event"}
    assert not Due.objects.filter(due_on__lte=today).exists()


def test_a_unit_takes_over_one_catalogue_only(
    catalogue: Catalogue, power_desk: Actor, power: Unit, today: date
) -> None:
    with pytest.raises(Refused, match="已经有公开目录"):
        catalogues.adopt(actor=power_desk, unit=power, kind="school", basis="", today=today)
    assert Catalogue.objects.get() == catalogue


def test_only_the_units_own_desk_keeps_its_catalogue(
    catalogue: Catalogue, monthly: Item, group_desk: Actor, power_member: Actor, today: date
) -> None:
    for actor in (group_desk, power_member):
        with pytest.raises(Refused, match="本单位"):
            catalogues.drop_item(actor=actor, item=monthly, why="不再公开", today=today)
    monthly.refresh_from_db()
    assert monthly.dropped_on is None


def test_a_change_is_an_edition_that_says_what_was_and_what_is(
    monthly: Item, due: Due, power_desk: Actor, today: date
) -> None:
    edition = monthly.catalogue.edition
    catalogues.edit_item(
        actor=power_desk, item=monthly, today=today, within=3, counted="days", version=1
    )
    told = Revision.objects.first()
    assert (told.edition, told.before, told.after) == (
        edition + 1,
        {"公开时限": "10 个工作日"},
        {"公开时限": "3 日"},
    )
    assert not Due.objects.filter(pk=due.pk).exists(), "what is coming follows"
    assert monthly.dues.get().due_on < due.due_on


def test_two_who_change_one_item_are_told_of_each_other(
    monthly: Item, power_desk: Actor, today: date
) -> None:
    catalogues.edit_item(actor=power_desk, item=monthly, today=today, name="经营情况", version=1)
    with pytest.raises(Refused, match="他人刚修改过"):
        catalogues.edit_item(actor=power_desk, item=monthly, today=today, name="产量", version=1)
    monthly.refresh_from_db()
    assert monthly.name == "经营情况"


def test_what_is_listed_twice_is_refused(
    catalogue: Catalogue, monthly: Item, power_desk: Actor, today: date
) -> None:
    fields = {name: getattr(monthly, name) for name in catalogues.queries.FIELDS}
    with pytest.raises(Refused, match="同名"):
        catalogues.add_item(actor=power_desk, catalogue=catalogue, today=today, **fields)
    assert catalogue.items.count() == 19


def test_the_clock_lays_each_period_once(catalogue: Catalogue, monthly: Item, today: date) -> None:
    later = today + timedelta(days=40)
    assert dues.lay(actor=Actor(), today=today) == 0
    assert dues.lay(actor=Actor(), today=later) > 0
    assert dues.lay(actor=Actor(), today=later) == 0
    assert monthly.dues.count() >= 2


def test_an_event_is_registered_once_after_it_happened(
    catalogue: Catalogue, monthly: Item, power_desk: Actor, today: date
) -> None:
    honours = catalogue.items.get(name="评先选优和职称评聘")
    said = {"actor": power_desk, "label": "年度先进评选结果", "today": today}
    made = dues.register_event(item=honours, event_on=today - DAY, **said)
    assert made.due_on > today
    for item, on, why in (
        (honours, today, "已经登记"),
        (honours, today + DAY, "还没有发生"),
        (monthly, today, "只有即时公开"),
    ):
        with pytest.raises(Refused, match=why):
            dues.register_event(item=item, event_on=on, **said)
    assert honours.dues.count() == 1


def test_nothing_to_publish_is_said_with_its_reason(
    due: Due, power_desk: Actor, power_member: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="责任岗位"):
        dues.waive(actor=power_member, due=due, why="停产检修。", today=today)
    over = due.start_on
    with pytest.raises(Refused, match="写明"):
        dues.waive(actor=power_desk, due=due, why=" ", today=over)
    due.refresh_from_db()
    assert due.closed_on is None
    assert dues.waive(actor=power_desk, due=due, why="停产检修。", today=over).closed_on == over


def test_nobody_reviews_their_own_text(
    draft: Draft, due: Due, power_chair: Actor, power: Unit, today: date
) -> None:
    made = publications.begin(
        actor=power_chair,
        unit=power,
        due=due,
        title="生产情况",
        text="完成。",
        scope="members",
        forms=["board"],
        today=today,
    )
    edition = made.editions.get()
    publications.submit(actor=power_chair, edition=edition, today=today)
    with pytest.raises(Refused, match="拟稿人不审核"):
        publications.approve(actor=power_chair, edition=edition, reply="", today=today)
    made.refresh_from_db()
    assert made.issued_on is None


def test_a_unit_with_one_head_may_let_one_person_do_both(
    catalogue: Catalogue, due: Due, power_chair: Actor, power_desk: Actor, power: Unit, today: date
) -> None:
    how = {"answer_days": 10, "is_indexed": False, "basis": "", "today": today}
    with pytest.raises(Refused, match="主席、副主席设置"):
        catalogues.set_up(actor=power_desk, catalogue=catalogue, two_people=False, **how)
    catalogues.set_up(actor=power_chair, catalogue=catalogue, two_people=False, **how)
    made = publications.begin(
        actor=power_chair,
        unit=power,
        due=due,
        title="生产情况",
        text="完成。",
        scope="members",
        forms=["board"],
        today=today,
    )
    edition = made.editions.get()
    publications.submit(actor=power_chair, edition=edition, today=today)
    assert publications.approve(actor=power_chair, edition=edition, reply="", today=today).is_out


def test_what_is_reviewed_closes_what_was_due(out: Publication, due: Due, today: date) -> None:
    due.refresh_from_db()
    assert (out.issued_on, due.closed_on, due.publication_id) == (today, today, out.pk)


def test_a_draft_goes_back_with_words_and_comes_again(
    draft: Draft, due: Due, power_desk: Actor, power_chair: Actor, today: date
) -> None:
    edition = draft(due=due).editions.get()
    publications.submit(actor=power_desk, edition=edition, today=today)
    with pytest.raises(Refused, match="已经提交审核"):
        publications.write(
            actor=power_desk, edition=edition, title="改", text="改", scope="members", forms=[]
        )
    with pytest.raises(Refused, match="退回的原因"):
        publications.send_back(actor=power_chair, edition=edition, reply="", today=today)
    publications.send_back(actor=power_chair, edition=edition, reply="请补同比。", today=today)
    edition.refresh_from_db()
    assert (edition.state, edition.reply) == ("draft", "请补同比。")


def test_a_draft_given_up_leaves_the_due_open(
    draft: Draft, due: Due, power_desk: Actor, today: date
) -> None:
    made = draft(due=due)
    with pytest.raises(Refused, match="正在办理"):
        draft(due=due)
    publications.drop(actor=power_desk, edition=made.editions.get(), today=today)
    due.refresh_from_db()
    assert (due.publication_id, due.closed_on) == (None, None)
    assert draft(due=due).dues.get() == due


def test_what_is_for_strangers_holds_no_identity_number(
    draft: Draft, power_desk: Actor, today: date
) -> None:
    edition = draft(scope="public", text="经办人身份证 11010519491231002X").editions.get()
    with pytest.raises(Refused, match="身份证号"):
        publications.submit(actor=power_desk, edition=edition, today=today, is_checked=True)
    edition.refresh_from_db()
    assert edition.state == "draft"
    phone = draft(scope="public", text="监督电话 13800138000").editions.get()
    with pytest.raises(Refused, match="手机号码"):
        publications.submit(actor=power_desk, edition=phone, today=today)
    publications.submit(actor=power_desk, edition=phone, today=today, is_checked=True)


def test_a_correction_leaves_the_old_text_to_be_seen(
    out: Publication, power_desk: Actor, power_chair: Actor, today: date
) -> None:
    publications.revise(actor=power_desk, publication=out, why="产量有误", today=today)
    with pytest.raises(Refused, match="已有一稿在办"):
        publications.revise(actor=power_desk, publication=out, why="再改", today=today)
    edition = out.editions.first()
    assert (edition.number, edition.state) == (2, "draft")
    publications.write(
        actor=power_desk,
        edition=edition,
        title=edition.title,
        text="本月产量 3.3 万吨。",
        scope="members",
        forms=["board"],
    )
    publications.submit(actor=power_desk, edition=edition, today=today)
    publications.approve(actor=power_chair, edition=edition, reply="", today=today)
    told = reading.told(power_desk, out)
    [change] = told.compared
    assert [one.how for one in change.pieces] == ["gone", "new"]
    assert out.issued_on == today


def test_what_is_taken_down_leaves_a_line_and_is_due_anew(
    out: Publication, due: Due, power_desk: Actor, power_chair: Actor, today: date
) -> None:
    with pytest.raises(Refused, match="主席、副主席"):
        publications.withdraw(actor=power_desk, publication=out, why="有误", today=today)
    with pytest.raises(Refused, match="撤下的原因"):
        publications.withdraw(actor=power_chair, publication=out, why="", today=today)
    publications.withdraw(actor=power_chair, publication=out, why="数字有误", today=today)
    again = due.item.dues.open().get()
    assert again.label == f"{due.label}（重新公开）"
    due.refresh_from_db()
    assert due.closed_on == today, "what was done on its day stays done on its day"


def test_a_sheet_on_the_board_is_proved_by_a_photo(
    out: Publication, power_desk: Actor, today: date
) -> None:
    place = {"place": "办公楼一楼公开栏", "feedback": "", "today": today}
    with pytest.raises(Refused, match="张贴日期"):
        publications.post(actor=power_desk, publication=out, posted_on=today - DAY, **place)
    publications.post(actor=power_desk, publication=out, posted_on=today, photo=picture(), **place)
    assert out.postings.get().photo.kind == "png"
    text = SimpleUploadedFile("公开栏.txt", "不是照片".encode())
    with pytest.raises(Refused, match="请上传照片"):
        publications.post(actor=power_desk, publication=out, posted_on=today, photo=text, **place)
    assert out.postings.count() == 1


def test_a_question_is_named_reviewed_and_answered(
    out: Publication, power_desk: Actor, power_member: Actor, member: Actor, today: date
) -> None:
    asked = questions.ask(actor=power_member, publication=out, text="电费算进去了吗？", today=today)
    below = questions.ask(actor=member, publication=out, text="车间怎么分？", today=today)
    assert (asked.state, asked.asker_id) == ("asked", power_member.member_id)
    with pytest.raises(Refused, match="工会主席、副主席或者干事"):
        questions.open_question(actor=power_member, question=asked, today=today)
    questions.open_question(actor=power_desk, question=asked, today=today)
    questions.answer(actor=power_desk, question=asked, answer="已计入。", today=today)
    with pytest.raises(Refused, match="原因"):
        questions.decline(actor=power_desk, question=below, why="", today=today)
    questions.decline(actor=power_desk, question=below, why="与本项无关。", today=today)
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.closed_on) == ("answered", "已计入。", today)
    with pytest.raises(Refused, match="已经办理"):
        questions.answer(actor=power_desk, question=asked, answer="改", today=today)


def test_a_question_that_asks_for_more_becomes_an_opinion_of_its_asker(
    out: Publication, power_desk: Actor, power_member: Actor, today: date
) -> None:
    asked = questions.ask(
        actor=power_member, publication=out, text="能不能每季度讲一次成本？", today=today
    )
    with pytest.raises(Refused, match="干事"):
        questions.pass_on(actor=power_member, question=asked, theme="work", today=today)
    assert not Matter.objects.exists()
    questions.pass_on(actor=power_desk, question=asked, theme="work", today=today)
    matter = Matter.objects.get()
    assert (matter.kind, matter.filer_id, matter.source_key) == (
        "opinion",
        power_member.member_id,
        asked.pk,
    )
    with pytest.raises(Refused, match="已经办理"):
        questions.pass_on(actor=power_desk, question=asked, theme="work", today=today)
    assert Matter.objects.count() == 1


def test_people_of_other_units_do_not_ask(
    out: Publication, hospital_desk: Actor, group_desk: Actor, today: date
) -> None:
    for actor in (hospital_desk, group_desk):
        with pytest.raises(Refused, match="本单位的会员"):
            questions.ask(actor=actor, publication=out, text="？", today=today)
    assert not Question.objects.exists()


def test_a_question_stays_out_of_the_record(
    out: Publication, power_member: Actor, today: date
) -> None:
    questions.ask(actor=power_member, publication=out, text="电费算进去了吗", today=today)
    said = "".join(str(one.after) + str(one.before) for one in AuditEntry.objects.all())
    assert "电费" not in said


def test_who_reads_is_counted_once_and_named_nowhere(
    out: Publication, power_member: Actor, member: Actor
) -> None:
    for actor in (power_member, power_member, member):
        mark_read(actor, out)
    marks = set(Reading.objects.values_list("reader", flat=True))
    assert len(marks) == 2
    assert not any(str(power_member.member_id) == one for one in marks)


def test_dues_are_reminded_of_before_after_and_above_each_once(
    due: Due, power_desk: Actor, power_chair: Actor, give_accounts: object
) -> None:
    early = due.due_on - timedelta(days=20)
    Due.objects.exclude(pk=due.pk).delete()
    for day, kind in (
        (early, ""),
        (due.due_on - DAY, "disclosure.due"),
        (due.due_on + DAY, "disclosure.late"),
        (due.due_on + timedelta(days=12), "disclosure.escalated"),
    ):
        Notice.objects.all().delete()
        dues.remind(actor=Actor(), today=day)
        first = set(Notice.objects.values_list("kind", flat=True))
        assert first == ({kind} if kind else set())
        n = Notice.objects.count()
        dues.remind(actor=Actor(), today=day)
        assert Notice.objects.count() == n


def test_a_question_left_unanswered_is_told_of_once(
    out: Publication, power_member: Actor, today: date, give_accounts: object
) -> None:
    asked = questions.ask(actor=power_member, publication=out, text="何时？", today=today)
    Due.objects.all().delete()
    for day, n in ((asked.due_on, 0), (asked.due_on + DAY, 2), (asked.due_on + 2 * DAY, 0)):
        before = Notice.objects.count()
        dues.remind(actor=Actor(), today=day)
        assert Notice.objects.count() - before == n


def test_a_due_made_public_is_reminded_of_no_more(
    out: Publication, due: Due, give_accounts: object
) -> None:
    Due.objects.exclude(pk=due.pk).delete()
    Notice.objects.all().delete()
    dues.remind(actor=Actor(), today=due.due_on + timedelta(days=12))
    assert not Notice.objects.exists()


def test_who_holds_the_post_that_answers_may_prepare(
    catalogue: Catalogue, seat: Seat, found: Found, power: Unit, power_desk: Actor, today: date
) -> None:
    item = catalogue.items.get(name="劳动安全卫生")
    assert item.owner == "protection"
    other = seat("4003", power)
    said = {"unit": power, "title": "安全", "text": "无事故。", "scope": "members", "forms": []}
    with pytest.raises(Refused, match="责任岗位"):
        publications.begin(actor=other, due=item.dues.get(), today=today, **said)
    holder = Actor(
        other.user_id,
        other.member_id,
        other.name,
        other.unit_path,
        other.posts | {("protection", power.path, False)},
    )
    assert publications.begin(actor=holder, due=item.dues.get(), today=today, **said)
