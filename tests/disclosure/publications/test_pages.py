"""The pages: what each person sees, refusals beside the field, forged addresses, few queries."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import Seat
from tests.disclosure.publications.conftest import TEXT, Draft
from tests.disclosure.publications.test_actions import picture
from zhijia.disclosure.actions import catalogues, dues, publications, questions
from zhijia.disclosure.models import Catalogue, Due, Edition, Item, Publication, Question
from zhijia.org.models import Unit
from zhijia.platform.actor import Actor

SignIn = Callable[..., Client]


def page(browser: Client, name: str, *args: object) -> str:
    answer = browser.get(reverse(f"disclosure:{name}", args=args), follow=True)
    assert answer.status_code == 200, name
    return answer.content.decode()


def test_a_new_unit_is_told_how_to_begin(sign_in: SignIn, power_desk: Actor) -> None:
    browser = sign_in(power_desk)
    assert "还没有公开的内容" in page(browser, "publications")
    assert "采用目录" in page(browser, "catalogues")
    assert "没有未到期的公开事项" in page(browser, "dues")
    assert "没有等您办理的提问" in page(browser, "questions")
    assert "没有公开目录" in page(browser, "coverage")


def test_a_desk_adopts_changes_and_drops_items(
    sign_in: SignIn, power_desk: Actor, power: Unit
) -> None:
    browser = sign_in(power_desk)
    sent = {"unit": power.pk, "kind": "state", "basis": "第三届职代会"}
    answer = browser.post(reverse("disclosure:catalogue-adopt"), sent)
    assert answer.status_code == 302
    assert "生产经营目标完成情况" in page(browser, "catalogue", power.pk)
    item = Item.objects.get(name="业务招待费使用情况")
    edit = reverse("disclosure:item-edit", args=[item.pk])
    fields = {name: getattr(item, name) for name in catalogues.queries.FIELDS}
    answer = browser.post(edit, {**fields, "version": item.version, "forms": []})
    assert answer.status_code == 422
    assert "请选择公开形式" in answer.content.decode()
    answer = browser.post(edit, {**fields, "version": item.version, "department": "财务处"})
    assert answer.status_code == 302
    assert "现责任部门：财务处" in page(browser, "catalogue", power.pk)
    answer = browser.post(reverse("disclosure:item-drop", args=[item.pk]), {"why": "并入另一项"})
    item.refresh_from_db()
    assert item.dropped_on


def test_from_what_is_due_to_what_everybody_reads(
    sign_in: SignIn,
    due: Due,
    power_desk: Actor,
    power_chair: Actor,
    power_member: Actor,
    hospital_desk: Actor,
) -> None:
    desk, chair, reader = (sign_in(one) for one in (power_desk, power_chair, power_member))
    form = page(desk, "due-begin", due.pk)
    assert "生产经营目标完成情况（" in form
    table = SimpleUploadedFile("产量.txt", "产量表".encode())
    sent = {"title": "产量", "text": "<script>alert(1)</script>", "scope": "members"}
    answer = desk.post(
        reverse("disclosure:due-begin", args=[due.pk]),
        {**sent, "forms": ["board"], "uploads": [table]},
    )
    made = Publication.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert reader.get(made.get_absolute_url()).status_code == 404, "a draft is not public"
    edition = made.editions.get()
    desk.post(reverse("disclosure:edition-submit", args=[edition.pk]))
    approve = reverse("disclosure:edition-approve", args=[edition.pk])
    answer = desk.post(approve, {"is_approved": "yes", "reply": ""})
    assert answer.status_code == 422
    assert "主席、副主席" in answer.content.decode()
    assert chair.post(approve, {"is_approved": "yes", "reply": "同意"}).status_code == 302
    text = page(reader, "publication", made.pk)
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert(1)" not in text
    file = edition.files.get()
    address = reverse("disclosure:edition-file", args=[edition.pk, file.pk])
    answer = reader.get(address)
    assert b"".join(answer.streaming_content) == "产量表".encode()  # type: ignore[attr-defined]
    stranger = sign_in(hospital_desk)
    for closed in (address, made.get_absolute_url(), due.get_absolute_url()):
        assert stranger.get(closed).status_code == 404
    assert "产量" in page(reader, "publications")
    assert "产量" not in page(stranger, "publications")


def test_what_is_for_representatives_is_not_for_all(
    sign_in: SignIn, out: Publication, power_member: Actor, power: Unit, power_desk: Actor
) -> None:
    Publication.objects.filter(pk=out.pk).update(scope="reps")
    assert sign_in(power_member).get(out.get_absolute_url()).status_code == 404
    assert out.title not in page(sign_in(power_member), "publications")
    assert sign_in(power_desk).get(out.get_absolute_url()).status_code == 200


def test_members_below_read_and_ask_and_see_only_what_was_reviewed(
    sign_in: SignIn, out: Publication, member: Actor, power_member: Actor, power_desk: Actor
) -> None:
    below, other, desk = (sign_in(one) for one in (member, power_member, power_desk))
    ask = reverse("disclosure:publication-ask", args=[out.pk])
    assert below.post(ask, {"text": "<b>电费</b>算进去了吗"}).status_code == 302
    assert "待审核" in page(below, "publication", out.pk)
    assert "算进去了吗" not in page(other, "publication", out.pk)
    assert "&lt;b&gt;电费" in page(desk, "questions")
    one = Question.objects.get()
    answer = desk.post(reverse("disclosure:question-answer", args=[one.pk]), {"answer": ""})
    assert answer.status_code == 422
    assert "请填写答复" in answer.content.decode()
    desk.post(reverse("disclosure:question-answer", args=[one.pk]), {"answer": "已计入。"})
    assert "已计入。" in page(other, "publication", out.pk)
    assert below.post(ask, {"text": ""}).status_code == 422


def test_a_question_of_another_unit_is_not_found(
    sign_in: SignIn, out: Publication, power_member: Actor, hospital_desk: Actor, today: date
) -> None:
    one = questions.ask(actor=power_member, publication=out, text="？", today=today)
    stranger = sign_in(hospital_desk)
    for name in ("question-show", "question-decline", "question-answer"):
        answer = stranger.post(reverse(f"disclosure:{name}", args=[one.pk]), {"answer": "x"})
        assert answer.status_code == 404
    one.refresh_from_db()
    assert one.state == "asked"


def test_a_correction_shows_what_was_and_a_withdrawal_leaves_a_line(
    sign_in: SignIn, out: Publication, power_desk: Actor, power_chair: Actor, power_member: Actor
) -> None:
    desk, chair, reader = (sign_in(one) for one in (power_desk, power_chair, power_member))
    revise = reverse("disclosure:publication-revise", args=[out.pk])
    assert desk.post(revise, {"revise-why": ""}).status_code == 422
    desk.post(revise, {"revise-why": "产量有误"})
    edition = Edition.objects.get(number=2)
    edit = reverse("disclosure:edition-edit", args=[edition.pk])
    new = {"title": edition.title, "text": "本月产量 3.3 万吨。", "scope": "members"}
    desk.post(edit, {**new, "forms": ["board"], "version": edition.version})
    assert TEXT in page(reader, "publication", out.pk), "the old text is out meanwhile"
    desk.post(reverse("disclosure:edition-submit", args=[edition.pk]))
    chair.post(reverse("disclosure:edition-approve", args=[edition.pk]), {"is_approved": "yes"})
    text = page(reader, "publication", out.pk)
    assert "更正过 1 次" in text
    assert "产量有误" in text
    withdraw = reverse("disclosure:publication-withdraw", args=[out.pk])
    assert chair.post(withdraw, {"withdraw-why": "另行公开"}).status_code == 302
    text = page(reader, "publication", out.pk)
    assert "另行公开" in text
    assert "3.3 万吨" not in text
    assert "已撤下" in page(reader, "publications")


def test_what_was_taken_down_is_handed_out_to_nobody_but_who_works_on_it(
    sign_in: SignIn,
    draft: Draft,
    power_desk: Actor,
    power_chair: Actor,
    power_member: Actor,
    today: date,
) -> None:
    upload = SimpleUploadedFile("名单.txt", "补助名单".encode())
    one = draft(title="补助", uploads=[upload])
    edition = one.editions.get()
    publications.submit(actor=power_desk, edition=edition, today=today)
    publications.approve(actor=power_chair, edition=edition, reply="", today=today)
    on_board = {"place": "一楼公开栏", "feedback": "", "posted_on": today, "photo": picture()}
    publications.post(actor=power_desk, publication=one, today=today, **on_board)
    addresses = (
        reverse("disclosure:edition-file", args=[edition.pk, edition.files.get().pk]),
        reverse("disclosure:posting-photo", args=[one.postings.get().pk]),
    )

    def taken(browser: Client) -> list[int]:
        answers = [browser.get(address) for address in addresses]
        assert all(b"".join(one) for one in answers)
        return [one.status_code for one in answers]

    member, desk = sign_in(power_member), sign_in(power_desk)
    assert taken(member) == [200, 200]
    publications.withdraw(actor=power_chair, publication=one, why="有误", today=today)
    assert taken(member) == [404, 404]
    assert taken(desk) == [200, 200]


def test_words_of_the_board_come_as_word_files(
    sign_in: SignIn, out: Publication, power_desk: Actor, power_member: Actor, hospital_desk: Actor
) -> None:
    for name in ("publication-sheet", "publication-record"):
        address = reverse(f"disclosure:{name}", args=[out.pk])
        answer = sign_in(power_desk).get(address)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
        assert sign_in(hospital_desk).get(address).status_code == 404


def test_the_board_tells_of_the_risk(
    sign_in: SignIn, due: Due, power_desk: Actor, group_desk: Actor, today: date
) -> None:
    past = {"due_on": today - timedelta(days=9), "late_from": today - timedelta(days=8)}
    Due.objects.filter(pk=due.pk).update(**past)
    text = page(sign_in(power_desk), "coverage")
    assert "未履行公开程序" in text
    assert "无效" not in text
    assert "供电公司工会" in page(sign_in(group_desk), "coverage")
    assert "自 " in page(sign_in(power_desk), "due", due.pk)


def test_lists_and_pages_ask_as_little_of_many_rows_as_of_few(
    sign_in: SignIn,
    out: Publication,
    catalogue: Catalogue,
    power: Unit,
    power_desk: Actor,
    power_member: Actor,
    draft: Draft,
    today: date,
) -> None:
    browser = sign_in(power_desk)
    item = catalogue.items.get(name="评先选优和职称评聘")

    def more(n: int) -> None:
        draft(title=f"第 {n} 件")
        questions.ask(actor=power_member, publication=out, text=f"问 {n}", today=today)
        label = f"评选 {n}"
        dues.register_event(actor=power_desk, item=item, label=label, event_on=today, today=today)

    def asked() -> dict[str, int]:
        found = {}
        for name, args in (
            ("publications", ()),
            ("publication", (out.pk,)),
            ("dues", ()),
            ("catalogue", (power.pk,)),
            ("questions", ()),
            ("coverage", ()),
            ("item", (item.pk,)),
        ):
            browser.get(reverse(f"disclosure:{name}", args=args))
            with CaptureQueriesContext(connection) as caught:
                browser.get(reverse(f"disclosure:{name}", args=args))
            found[name] = len(caught)
        return found

    more(0)
    few = asked()
    for n in range(1, 9):
        more(n)
    assert asked() == few
    # What every page asks, for its menu, its bell and what waits, is not this room's.
    most = {"publications": 4, "publication": 14, "dues": 3, "coverage": 9, "item": 3}
    other = few["questions"] - 2
    assert {name: few[name] - other for name in most if few[name] - other > most[name]} == {}


def test_the_search_finds_what_is_out_and_nothing_of_drafts(
    sign_in: SignIn, out: Publication, draft: Draft, power_member: Actor, hospital_desk: Actor
) -> None:
    draft(title="尚未公开的方案")
    search = reverse("search")
    mine, theirs = sign_in(power_member), sign_in(hospital_desk)
    found = mine.get(search, {"q": "生产经营情况"}).content.decode()
    assert out.get_absolute_url() in found
    assert "尚未公开的方案" not in mine.get(search, {"q": "尚未公开"}).content.decode()
    assert out.get_absolute_url() not in theirs.get(search, {"q": "生产经营情况"}).content.decode()


@pytest.mark.parametrize("scope", ["members", "reps"])
def test_strangers_read_only_what_is_marked_public(
    out: Publication, scope: str, power: Unit
) -> None:
    Publication.objects.filter(pk=out.pk).update(scope=scope)
    stranger = Client()
    assert stranger.get(reverse("disclosure:open-publication", args=[out.token])).status_code == 404
    assert stranger.get(reverse("disclosure:open-unit", args=[power.code])).status_code == 404


def test_a_public_page_is_kept_and_asked_for_anew_only_when_it_changed(
    out: Publication,
    power: Unit,
    power_desk: Actor,
    power_chair: Actor,
    today: date,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    Publication.objects.filter(pk=out.pk).update(scope="public")
    stranger = Client()
    for address in (
        reverse("disclosure:open-unit", args=[power.code]),
        reverse("disclosure:open-publication", args=[out.token]),
    ):
        with django_assert_max_num_queries(7):
            answer = stranger.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "public, max-age=300"
        assert "noindex" in answer["X-Robots-Tag"]
        assert not answer.cookies
        again = stranger.get(address, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304
        assert stranger.post(address).status_code == 405
    out.refresh_from_db()
    publications.withdraw(actor=power_chair, publication=out, why="有误", today=today)
    gone = reverse("disclosure:open-publication", args=[out.token])
    assert stranger.get(gone, headers={"If-None-Match": answer["ETag"]}).status_code == 404


def test_a_public_file_belongs_to_the_page_that_shows_it(
    out: Publication, draft: Draft, power_desk: Actor
) -> None:
    Publication.objects.filter(pk=out.pk).update(scope="public")
    upload = SimpleUploadedFile("内部.txt", "内部材料".encode())
    other = draft(title="内部", uploads=[upload]).editions.get().files.get()
    address = reverse("disclosure:open-file", args=[out.token, other.pk])
    assert Client().get(address).status_code == 404
    assert Client().get(reverse("disclosure:open-publication", args=["x" * 22])).status_code == 404


def test_search_engines_come_in_only_where_the_unit_lets_them(
    out: Publication, catalogue: Catalogue, power_desk: Actor, seat: Seat, today: date
) -> None:
    Publication.objects.filter(pk=out.pk).update(scope="public")
    address = reverse("disclosure:open-publication", args=[out.token])
    first = Client().get(address)
    catalogues.set_up(
        actor=power_desk,
        catalogue=catalogue,
        two_people=True,
        answer_days=10,
        is_indexed=True,
        basis="",
        today=today,
    )
    second = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200
    assert "X-Robots-Tag" not in second
