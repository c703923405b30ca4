"""What people see: each page granted and refused, mistakes in Chinese beside the field."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from PIL import Image
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from tests.surveys.conftest import Open, answer, who
from zhijia.org import demo as org
from zhijia.org.demo import Cast
from zhijia.org.demo.cast import Person
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.files.models import StoredFile
from zhijia.surveys import actions, queries, rules
from zhijia.surveys.models import Answer, Asked, Box, Paper, Round, Sheet
from zhijia.surveys.queries import reporting
from zhijia.surveys.rules import Item

Browser = Callable[[Actor], Client]
ALL = 40


def text(client: Client, name: str, *args: object, **asked: object) -> str:
    return str(client.get(reverse(f"surveys:{name}", args=args), asked).text)


def fill(round: Round, today: date, count: int = ALL) -> None:
    for number, one in enumerate(who(round, count)):
        actions.cast(round=round, member_id=one.member_id, content=answer(number), today=today)
    actions.release(round.pk, is_last=True)


@pytest.fixture
def closed(open_: Open, desk: Actor, today: date) -> Round:
    """A round that everybody has answered and that is over."""
    round = open_()
    fill(round, today)
    return actions.close_round(actor=desk, round=round, today=today + timedelta(days=15))


# The designer


def test_the_desk_begins_with_a_template(desk: Actor, cast: Cast, sign_in: Browser) -> None:
    client = sign_in(desk)
    assert "还没有问卷" in text(client, "sheets")
    page = reverse("surveys:sheet-new")
    asked = {"unit": cast.units["group"].pk, "template": "sixiang"}
    made = client.post(page, asked, follow=True)
    assert "员工思想动态调查问卷" in made.text
    assert "发布调查" in made.text
    assert "请填写问卷名称" in client.post(page, {"unit": asked["unit"]}).text


def test_a_member_without_an_office_keeps_no_questionnaires(
    cast: Cast, sheet: Sheet, sign_in: Browser
) -> None:
    client = sign_in(actor_for(cast.members["5004"]))
    assert sheet.title not in text(client, "sheets")
    assert client.get(sheet.get_absolute_url()).status_code == 404
    assert client.get(reverse("surveys:sheet-new")).text.count("由工会主席") >= 1


def test_a_question_is_added_and_a_wrong_one_is_told_in_words(
    desk: Actor, sheet: Sheet, sign_in: Browser
) -> None:
    client = sign_in(desk)
    page = reverse("surveys:question-new", args=[sheet.pk])
    wrong = {"kind": "single", "text": "好吗？", "options": "好", "show_if": "9：A"}
    refused = client.post(page, wrong)
    assert refused.status_code == 422
    assert "没有第 9 题" in refused.text
    assert "好吗？" in refused.text, "what was typed is kept"
    few = client.post(page, {**wrong, "show_if": ""})
    assert "至少要有两个选项" in few.text
    right = client.post(page, {**wrong, "show_if": "1：A", "options": "好\n不好"}, follow=True)
    assert "5. 好吗？" in right.text
    assert "第 1 题选“满意”的回答" in right.text
    version = queries.edition_of(sheet).version
    move = reverse("surveys:question-move", args=[sheet.pk, "q5"])
    moved = client.post(move, {"by": "-1", "version": version}, follow=True)
    assert "4. 好吗？" in moved.text
    again = client.post(move, {"by": "-1", "version": version})
    assert again.status_code == 422
    assert "他人刚修改过" in again.text


@pytest.mark.parametrize("kind", rules.KINDS)
def test_every_kind_of_question_is_made_shown_and_judged(
    kind: str, desk: Actor, sheet: Sheet, sign_in: Browser
) -> None:
    client = sign_in(desk)
    asked = {"kind": kind, "text": "<b>粗体</b>？", "options": "甲\n乙", "required": "on"}
    asked |= {"rows": "第一行\n第二行", "low": "1", "high": "2"}
    page = reverse("surveys:question-new", args=[sheet.pk])
    assert client.post(page, asked).status_code == 302
    edition = queries.edition_of(sheet)
    only = tuple(item for item in edition.items if item.code == "q5")
    assert only[0].kind == kind
    shown = text(client, "sheet-preview", sheet.pk)
    assert "&lt;b&gt;粗体" in shown
    assert "<b>粗体" not in shown
    judged = client.post(reverse("surveys:sheet-preview", args=[sheet.pk]), {})
    assert judged.status_code == 422
    assert "必须" in judged.text


def test_a_preview_keeps_nothing(desk: Actor, sheet: Sheet, sign_in: Browser) -> None:
    page = reverse("surveys:sheet-preview", args=[sheet.pk])
    assert "填写完整" in sign_in(desk).post(page, answer()).text
    assert not Box.objects.exists()
    assert not Answer.objects.exists()


# Rounds


def test_a_round_is_opened_from_its_page_and_mistakes_are_told(
    desk: Actor, cast: Cast, sheet: Sheet, sign_in: Browser, today: date
) -> None:
    client = sign_in(desk)
    page = reverse("surveys:round-new", args=[sheet.pk])
    asked = {
        "title": "食堂",
        "is_anonymous": "yes",
        "within": cast.units["group"].pk,
        "way": "quota",
        "quotas": "某某工会，女，不限，5",
        "roll_on": today,
        "from_on": today,
        "until_on": today + timedelta(days=9),
    }
    refused = client.post(page, asked)
    assert refused.status_code == 422
    assert "没有“某某工会”这个单位" in refused.text
    assert not Round.objects.exists()
    right = client.post(page, {**asked, "quotas": "不限，女，不限，6"}, follow=True)
    assert "已发布，应答 6 人" in right.text
    sample = text(client, "round-sample", Round.objects.get().pk)
    assert "完全一致" in sample
    sheet_ = client.get(reverse("surveys:sample-excel", args=[Round.objects.get().pk]))
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(sheet_))).get_sheet_by_index(0)
    drawn = [row for row in rows.to_python() if row[-1] == "抽中"]
    assert len(drawn) == 6


def test_the_roll_of_a_sample_leaves_with_the_desk_and_the_auditors_alone(
    open_: Open, cast: Cast, desk: Actor, chair: Actor, sign_in: Browser, today: date
) -> None:
    round = open_(way="share", size=12)
    url = reverse("surveys:sample-excel", args=[round.pk])

    def seated(number: str, post: str) -> Actor:
        person = Person(number, "高远", "group", "female", 2200, (("group", post, ""),))
        return actor_for(org.seat(person, actor=desk, units=cast.units, today=today))

    delegate, auditor = seated("9001", "staff_rep"), seated("9002", "auditor")
    for who_asks, status in ((desk, 200), (chair, 200), (auditor, 200), (delegate, 404)):
        client = sign_in(who_asks)
        answer = client.get(url)
        assert b"".join(answer)
        assert answer.status_code == status
        assert (url in text(client, "round-sample", round.pk)) is (status == 200)


def test_a_report_reads_the_answers_once_whatever_the_number_of_questions(
    open_: Open, today: date
) -> None:
    round = open_()
    fill(round, today)
    with CaptureQueriesContext(connection) as reads:
        reporting.told(round, today)
    assert sum('"surveys_answer"."content"' in one["sql"] for one in reads) == 2, "counts, crossed"


def test_another_units_round_is_not_there(open_: Open, cast: Cast, sign_in: Browser) -> None:
    round = open_()
    client = sign_in(cast.actors["school_desk"])
    names = ("round", "results", "cross", "outcomes", "results-excel", "report", "key-in", "signed")
    for name in names:
        assert client.get(reverse(f"surveys:{name}", args=[round.pk])).status_code == 404, name


def test_the_list_and_a_round_cost_few_queries(
    open_: Open, desk: Actor, sign_in: Browser, today: date
) -> None:
    fill(open_(), today)
    second = open_()
    client = sign_in(desk)
    for name, args in (("rounds", []), ("round", [second.pk]), ("results", [second.pk])):
        page = reverse(f"surveys:{name}", args=args)
        client.get(page)
        from django.db import connection

        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        assert len(asked) <= 22, (name, len(asked))


# Answering


def test_a_named_answer_is_given_by_form_and_what_was_typed_is_kept(
    open_: Open, sign_in: Browser
) -> None:
    round = open_(is_anonymous=False)
    me = who(round, 1)[0]
    client, page = sign_in(me), reverse("surveys:answer-sheet", args=[round.pk])
    assert "实名" in client.get(page).text
    assert round.title in text(client, "mine")
    refused = client.post(page, {"q1": "A", "q4": "话说了一半"})
    assert refused.status_code == 422
    assert "这一题必须回答" in refused.text
    assert "话说了一半" in refused.text
    assert client.post(page, answer(), follow=True).redirect_chain
    assert Answer.objects.count() == 1
    assert "每人一份" in client.get(page).text
    assert client.post(page, answer()).status_code == 422
    assert Answer.objects.count() == 1


def test_the_promise_tells_what_is_not_protected(open_: Open, sign_in: Browser) -> None:
    round = open_()
    page = text(sign_in(who(round, 1)[0]), "answer-sheet", round.pk)
    for words in ("保护不了的", "网络设备", "没有姓名、账号、时间、网络地址", "没有运行脚本"):
        assert words in page


def test_who_is_not_asked_finds_no_questionnaire(open_: Open, cast: Cast, sign_in: Browser) -> None:
    round = open_(within=cast.units["hospital"])
    client = sign_in(cast.actors["school_desk"])
    page = reverse("surveys:answer-sheet", args=[round.pk])
    assert client.get(page).status_code == 404
    assert client.post(page, answer()).status_code == 404
    assert not Box.objects.exists()


def test_a_file_is_taken_by_name_and_only_what_files_may_be(
    desk: Actor, sheet: Sheet, open_: Open, sign_in: Browser
) -> None:
    edition = queries.edition_of(sheet)
    actions.put_question(actor=desk, edition=edition, item=Item("", "file", "现场照片"))
    round = open_(is_anonymous=False)
    client = sign_in(who(round, 1)[0])
    page = reverse("surveys:answer-sheet", args=[round.pk])
    bad = SimpleUploadedFile("a.exe", b"MZ\x00\x01")
    assert "只收" in client.post(page, {**answer(), "q5": bad}).text
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    good = SimpleUploadedFile("a.png", picture.getvalue())
    assert client.post(page, {**answer(), "q5": good}).status_code == 302
    assert Answer.objects.get().content["q5"] == StoredFile.objects.get().pk


def test_a_stranger_answers_by_the_link_until_there_were_too_many(
    open_: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = open_(is_outside=True)
    monkeypatch.setattr("zhijia.surveys.rules.OUTSIDE_TRIES", 2)
    page, client = reverse("surveys:outside", args=[round.token]), Client()
    assert "不用留姓名" in client.get(page).text
    assert client.post(page, {"q1": "A"}).status_code == 422
    for _ in range(2):
        assert client.post(page, answer(), follow=True).status_code == 200
    assert client.post(page, answer()).status_code == 422
    assert Box.objects.count() == 2
    assert Client().get(reverse("surveys:outside", args=["x" * 24])).status_code == 404


def test_a_link_that_was_not_opened_leads_nowhere(open_: Open) -> None:
    assert Client().get(reverse("surveys:outside", args=[open_().token])).status_code == 404


# Paper


def test_paper_is_handed_out_printed_and_keyed_in(
    open_: Open, desk: Actor, sign_in: Browser
) -> None:
    round = open_()
    client = sign_in(desk)
    taker = Asked.objects.filter(round=round).order_by("pk")[0]
    out = reverse("surveys:hand-out", args=[round.pk])
    assert client.post(out, {}).status_code == 422
    assert client.post(out, {"members": [taker.member_id]}).status_code == 302
    assert "□ A. 满意" in text(client, "blank", round.pk)
    page = reverse("surveys:key-in", args=[round.pk])
    refused = client.post(page, {"serial": 1, "group": taker.group_id, "q1": "A"})
    assert refused.status_code == 422
    assert "这一题必须回答" in refused.text
    keyed = client.post(page, {"serial": 1, "group": taker.group_id, **answer()}, follow=True)
    assert "1 号问卷已入箱" in keyed.text
    again = client.post(page, {"serial": 1, "group": taker.group_id, **answer()})
    assert "已经录入" in again.text
    assert Paper.objects.count() == Box.objects.count() == 1


# Results


def test_results_are_shown_to_offices_crossed_and_taken_along(
    closed: Round, desk: Actor, sign_in: Browser
) -> None:
    client = sign_in(desk)
    page = text(client, "results", closed.pk)
    assert f"答卷 {ALL} 份" in page
    assert "50.0%" in page
    crossed = text(client, "cross", closed.pk, row="unit", column="q1")
    assert "答卷" in crossed
    excel = client.get(reverse("surveys:results-excel", args=[closed.pk]))
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(excel))).get_sheet_by_index(0)
    assert any(row[4] == "满意" and row[5] == ALL / 2 for row in rows.to_python())
    word = client.get(reverse("surveys:report", args=[closed.pk]))
    said = "\n".join(p.text for p in Document(BytesIO(b"".join(word))).paragraphs)
    assert "作答率 100.0%" in said
    assert "您满意吗？" in said


def test_a_leader_sees_counts_and_not_the_words(
    closed: Round, cast: Cast, desk: Actor, sign_in: Browser
) -> None:
    leader = sign_in(actor_for(cast.members["1004"]))
    assert f"答卷 {ALL} 份" in text(leader, "results", closed.pk)
    words = text(leader, "words", closed.pk, "q4")
    assert "由发起单位的工会主席" in words
    assert "建议1" not in words
    assert "建议1" in text(sign_in(desk), "words", closed.pk, "q4")


def test_words_are_sifted_by_what_several_said(
    open_: Open, desk: Actor, sign_in: Browser, today: date
) -> None:
    round = open_()
    for number, one in enumerate(who(round, 8)):
        said = {**answer(number), "q4": "班车太少" if number < 3 else f"食堂不错{number}"}
        actions.cast(round=round, member_id=one.member_id, content=said, today=today)
    actions.release(round.pk, is_last=True)
    page = text(sign_in(desk), "words", round.pk, "q4", word="班车")
    assert page.count("班车太少") == 3
    assert "食堂不错5" not in page


def test_those_who_were_asked_see_what_was_decided_and_others_do_not(
    closed: Round, cast: Cast, chair: Actor, sign_in: Browser
) -> None:
    member = sign_in(actor_for(cast.members["5004"]))
    page = reverse("surveys:told", args=[closed.pk])
    assert member.get(page).status_code == 404
    assert member.get(reverse("surveys:results", args=[closed.pk])).status_code == 404
    client, outcomes = sign_in(chair), reverse("surveys:outcomes", args=[closed.pk])
    empty = client.post(outcomes, {"finding": "菜太咸", "adoption": "declined", "answer": ""})
    assert empty.status_code == 422
    said = {"finding": "菜太咸", "adoption": "adopted", "answer": "已告诉食堂，少盐。"}
    assert client.post(outcomes, said).status_code == 302
    publish = reverse("surveys:outcomes-publish", args=[closed.pk])
    assert client.post(publish).status_code == 302
    shown = member.get(page).text
    assert "已告诉食堂，少盐。" in shown
    assert "建议1" not in shown
    gone = sign_in(actor_for(cast.members["4006"]))
    assert gone.get(page).status_code == 200


def test_signed_answers_are_opened_by_the_desk_alone(
    open_: Open, desk: Actor, cast: Cast, sign_in: Browser, today: date
) -> None:
    round = open_(is_anonymous=False)
    one = who(round, 1)[0]
    actions.answer_signed(actor=one, round=round, content=answer(), today=today)
    assert one.name in text(sign_in(desk), "signed", round.pk)
    leader = text(sign_in(actor_for(cast.members["1004"])), "signed", round.pk)
    assert one.name not in leader.split("<main")[1]


def test_numbers_of_closed_rounds_are_figures(
    closed: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from zhijia.platform.offers import FIGURES, RATIOS

    day = closed.closed_on
    assert day
    with django_assert_num_queries(1):
        assert FIGURES["surveys.answers"].total([closed.unit_path], day, day) == ALL
    assert RATIOS["surveys.response_rate"].total([closed.unit_path], day, day) == 100
