"""The pages of 公示: who sees what, before the end and after, and what each attack meets."""

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

from tests.disclosure.conftest import Hang, deposit
from zhijia.disclosure import actions
from zhijia.disclosure.models import Consent, Objection, Showing, ShowingLook
from zhijia.org.models import Unit
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor

Browse = Callable[..., Client]
DAY = timedelta(days=1)
TITLE = "关于评先推荐人选的公示"


def at(name: str, *args: Any) -> str:
    return reverse(f"disclosure:{name}", args=args)


@pytest.fixture
def over(hang: Hang, today: date) -> Showing:
    """A showing whose time is over, not ended by the clock yet."""
    one = hang()
    Showing.objects.filter(pk=one.pk).update(from_on=today - 20 * DAY, until_on=today - DAY)
    one.refresh_from_db()
    return one


def test_a_member_reads_it_while_it_hangs_and_is_told_not_to_index(
    hang: Hang, sign_in: Browse, workshop_officer: Actor
) -> None:
    one, browser = hang(), sign_in(workshop_officer)
    assert TITLE in browser.get(at("showings")).text
    page = browser.get(at("showing", one.pk))
    assert "陶然" in page.text
    assert "noindex" in page.text
    assert "no-store" in page["Cache-Control"]
    assert "提出异议" in page.text
    assert "收到异议" not in page.text


def test_another_unit_finds_nothing_anywhere(
    hang: Hang, sign_in: Browse, hospital_desk: Actor, group_desk: Actor
) -> None:
    one = hang()
    for other in (hospital_desk, group_desk):
        browser = sign_in(other)
        assert TITLE not in browser.get(at("showings")).text
        for name in (
            "showing",
            "showing-object",
            "showing-look",
            "showing-paper",
            "showing-record",
            "showing-prolong",
            "showing-handler",
            "showing-withdraw",
        ):
            assert browser.get(at(name, one.pk)).status_code == 404
        for name in ("showing-close", "showing-photo", "showing-object", "showing-look"):
            assert browser.post(at(name, one.pk), {}).status_code == 404
        assert TITLE not in browser.get("/search/?q=评先推荐").text
    assert not Objection.objects.exists()


def test_after_its_end_a_member_finds_nothing_and_the_desk_only_that_it_was(
    over: Showing, sign_in: Browse, workshop_officer: Actor, member: Actor, power_desk: Actor
) -> None:
    for other in (workshop_officer, member):
        assert sign_in(other).get(at("showing", over.pk)).status_code == 404
        assert sign_in(other).get(at("showing-object", over.pk)).status_code == 404
    desk = sign_in(power_desk)
    for page in (desk.get(at("showing", over.pk)), desk.get(at("showings") + "?list=kept")):
        assert page.status_code == 200
        assert TITLE not in page.text
        assert "陶然" not in page.text
    assert desk.get(at("showing-paper", over.pk)).status_code == 404
    assert desk.get(at("showing-record", over.pk)).status_code == 404


def test_the_archive_asks_what_for_shows_it_once_and_hands_out_the_record(
    over: Showing, sign_in: Browse, power_desk: Actor
) -> None:
    desk, page = sign_in(power_desk), at("showing-look", over.pk)
    assert "陶然" not in desk.get(page).text
    refused = desk.post(page, {"reason": ""})
    assert refused.status_code == 422
    assert not ShowingLook.objects.exists()
    shown = desk.post(page, {"reason": "归档", "more": "年度归档"})
    assert "陶然" in shown.text
    assert ShowingLook.objects.get().reason == "归档：年度归档"
    token = shown.context["token"]
    paper = desk.get(at("showing-record", over.pk) + f"?look={token}")
    words = _words(paper)
    assert "公示情况记录" in words
    assert "陶然" in words
    assert desk.get(at("showing-record", over.pk) + "?look=x").status_code == 404


def _words(paper: Any) -> str:
    document = Document(BytesIO(b"".join(paper.streaming_content)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_an_objection_by_phone_gives_a_code_once(
    hang: Hang, sign_in: Browse, workshop_officer: Actor, power_desk: Actor, member: Actor
) -> None:
    one, browser = hang(), sign_in(workshop_officer)
    form = browser.get(at("showing-object", one.pk)).context["form"]
    sent = {"words": "这名同志有旷工记录。", "named": "no", "receipt": form["receipt"].value()}
    done = browser.post(at("showing-object", one.pk), sent)
    assert sent["receipt"] in done.text
    assert "no-store" in done["Cache-Control"]
    left = Objection.objects.get()
    for other in (power_desk, member, workshop_officer):
        assert sign_in(other).get(at("objection", left.pk)).status_code == 404
        assert "旷工" not in sign_in(other).get(at("showing", one.pk)).text
    handler = sign_in(actor_for(one.handler))
    assert "旷工" in handler.get(at("showing", one.pk)).text
    page = handler.get(at("objection", left.pk))
    assert "匿名" in page.text
    answered = {"outcome": "no", "answer": "经查没有旷工。", "version": left.version}
    assert handler.post(at("objection", left.pk), answered).status_code == 302
    found = browser.post(at("own-objections"), {"code": sent["receipt"].lower()})
    assert "经查没有旷工。" in found.text
    again = handler.post(at("objection", left.pk), {**answered, "answer": "改口"})
    assert again.status_code == 422
    assert "已经处理" in again.text


def test_an_objection_without_words_stays_on_the_form(
    hang: Hang, sign_in: Browse, workshop_officer: Actor
) -> None:
    one, browser = hang(), sign_in(workshop_officer)
    sent = {"words": "不行", "named": "no", "receipt": "ABCDEFGHJKMN"}
    refused = browser.post(at("showing-object", one.pk), sent)
    assert refused.status_code == 422
    assert "请写明对哪一项有异议" in refused.text
    assert browser.post(at("showing-object", one.pk), {**sent, "receipt": "x"}).status_code == 422
    assert not Objection.objects.exists()


def test_a_desk_shows_by_pasting_from_a_sheet(
    sign_in: Browse,
    power: Unit,
    power_desk: Actor,
    member: Actor,
    seat: Callable[..., Actor],
    consent: Callable[..., Consent],
) -> None:
    handler = seat("4005", power)
    consent(member)
    desk, page = sign_in(power_desk), at("showing-new") + "?unit=GD&kind=honour"
    assert "不少于 5 工作日" in desk.get(page).text
    sent = {
        "title": TITLE,
        "basis": "委员会会议",
        "text": "现予公示。",
        "lines": "5004\t检修车间|||<b>事迹</b>",
        "from_on": "2020-01-01",
        "handler": handler.member_id,
        "contact": "0571-88886666",
    }
    refused = desk.post(page, sent)
    assert refused.status_code == 422
    assert "不能早于今天" in refused.text
    sent["from_on"] = date.today().isoformat()
    for lines, words in (
        ("无名氏|x", "不是本单位会员"),
        ("5004|a|b|c|d|e", "多了 1 项"),
        ("5004|电话13800138000", "身份证号、手机号"),
        ("5004|a\n陶然|b", "填了两行"),
    ):
        refused = desk.post(page, {**sent, "lines": lines})
        assert refused.status_code == 422
        assert words in refused.text
    assert not Showing.objects.exists()
    made = desk.post(page, sent)
    assert made.status_code == 302
    text = desk.get(made["Location"]).text
    assert "&lt;b&gt;事迹" in text
    assert "<b>事迹" not in text
    assert TITLE in _words(desk.get(at("showing-paper", Showing.objects.get().pk)))


def test_a_plain_member_shows_nothing(sign_in: Browse, member: Actor, power: Unit) -> None:
    browser = sign_in(member)
    page = browser.get(at("showing-new"))
    assert "由本单位的工会主席、副主席、干事办理" in page.text
    assert browser.get(at("showing-new") + "?unit=GD&kind=honour").status_code == 200
    assert browser.post(at("showing-new") + "?unit=GD&kind=honour", {}).status_code == 200
    assert not Showing.objects.exists()


def test_a_photo_of_the_board_is_seen_inside_only(
    hang: Hang,
    sign_in: Browse,
    power_desk: Actor,
    member: Actor,
    hospital_desk: Actor,
    today: date,
) -> None:
    one, desk = hang(), sign_in(power_desk)
    out = BytesIO()
    Image.new("RGB", (80, 60), "#b8232a").save(out, "PNG")
    sent = {"place": "厂门口公告栏", "taken_on": today.isoformat()}
    file = SimpleUploadedFile("公告栏.png", out.getvalue())
    assert desk.post(at("showing-photo", one.pk), {**sent, "upload": file}).status_code == 302
    wrong = SimpleUploadedFile("说明.txt", "文字".encode())
    refused = desk.post(at("showing-photo", one.pk), {**sent, "upload": wrong})
    assert refused.status_code == 422
    assert one.photos.count() == 1
    picture = at("showing-picture", one.photos.get().pk)
    shown = sign_in(member).get(picture)
    assert b"".join(shown.streaming_content)
    assert sign_in(hospital_desk).get(picture).status_code == 404
    Showing.objects.filter(pk=one.pk).update(from_on=today - 9 * DAY, until_on=today - DAY)
    assert sign_in(member).get(picture).status_code == 404
    assert desk.get(picture).status_code == 404


def test_a_member_withdraws_consent_by_phone(
    hang: Hang, sign_in: Browse, member: Actor, workshop_officer: Actor, power_desk: Actor
) -> None:
    one = hang()
    mine = Consent.objects.get()
    assert sign_in(workshop_officer).post(at("consent-withdraw", mine.pk)).status_code == 404
    browser = sign_in(member)
    assert "撤回同意" in browser.get(at("consents")).text
    assert browser.post(at("consent-withdraw", mine.pk)).status_code == 302
    one.refresh_from_db()
    assert one.state == "withdrawn"
    assert "陶然" not in sign_in(power_desk).get(at("showing", one.pk)).text


def test_the_lists_take_few_queries(
    hang: Hang,
    sign_in: Browse,
    power_desk: Actor,
    django_assert_max_num_queries: Any,
    workshop_officer: Actor,
    today: date,
) -> None:
    for _ in range(4):
        one = hang()
    deposit(workshop_officer, one, today)
    desk = sign_in(power_desk)
    for name in ("", "?list=kept", "?list=heard"):
        desk.get(at("showings") + name)
        with django_assert_max_num_queries(22):
            assert desk.get(at("showings") + name).status_code == 200
    with django_assert_max_num_queries(34):
        desk.get(at("showing", one.pk))


def test_a_closed_showing_counts_by_its_day(
    over: Showing, sign_in: Browse, power_desk: Actor, today: date, power: Unit
) -> None:
    from zhijia.platform.offers import FIGURES

    assert FIGURES["disclosure.showings"].total([power.path], today, today) == 0
    desk = sign_in(power_desk)
    assert desk.post(at("showing-close", over.pk), {"words": ""}).status_code == 302
    assert FIGURES["disclosure.showings"].total([power.path], today, today) == 1
    actions.end_showings(actor=Actor(), today=today)
    over.refresh_from_db()
    assert over.state == "closed"
