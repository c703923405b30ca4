"""Two matters are linked and taken apart on the page, and shown only as far as one may see."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tests.conftest import Seat
from tests.matters.conftest import Congress, File, member_of
from tests.matters.test_appeals import Appeal, appeal, nurse
from zhijia.matters import actions
from zhijia.matters.models import Matter, Tie
from zhijia.org.models import Post, Unit
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused

__all__ = ["appeal", "nurse"]
Browser = Callable[[Actor], Client]


@pytest.fixture
def two(appeal: Appeal, hospital: Unit, nurse: Actor, today: date) -> tuple[Matter, Matter]:
    """An appeal and an opinion with the hospital's desk."""
    said = {"theme": "pay", "words": "加班费应当列在工资条里"}
    opinion = actions.file_matter(
        actor=nurse,
        kind="opinion",
        unit=hospital,
        title="工资条列明加班费",
        values=said,
        today=today,
    )
    return appeal(), opinion


def test_a_desk_links_two_by_number_and_both_pages_show_it(
    two: tuple[Matter, Matter], hospital_desk: Actor, sign_in: Browser
) -> None:
    one, other = two
    browser = sign_in(hospital_desk)
    said = {"other": other.number, "words": "同一笔加班费"}
    assert browser.post(f"/matters/{one.pk}/link/", said).status_code == 302
    assert other.number in browser.get(one.get_absolute_url()).text
    assert one.number in browser.get(other.get_absolute_url()).text
    assert Tie.objects.get().how == "related"


def test_by_the_receipt_too_and_the_other_way_round_it_is_there_already(
    two: tuple[Matter, Matter], hospital_desk: Actor, sign_in: Browser
) -> None:
    one, other = two
    browser = sign_in(hospital_desk)
    browser.post(f"/matters/{one.pk}/link/", {"other": other.receipt.lower(), "words": "同一件事"})
    page = browser.post(f"/matters/{other.pk}/link/", {"other": one.receipt, "words": "同一件事"})
    assert page.status_code == 422
    assert "两件已经关联" in page.text
    assert Tie.objects.count() == 1


@pytest.mark.parametrize("words", ["意〔2026〕99号", "ZZZZZZZZ", "<b>提</b>", "〔〕", "提〔2026〕"])
def test_what_there_is_not_is_said_beside_the_field(
    two: tuple[Matter, Matter], hospital_desk: Actor, sign_in: Browser, words: str
) -> None:
    one, _ = two
    page = sign_in(hospital_desk).post(
        f"/matters/{one.pk}/link/", {"other": words, "words": "同一件事"}
    )
    assert page.status_code == 422
    assert "没有这一件，或者您不能查看" in page.text
    assert not Tie.objects.exists()


def test_what_one_may_not_see_is_not_linked_and_looks_like_nothing(
    two: tuple[Matter, Matter], appeal: Appeal, hospital_desk: Actor, sign_in: Browser, today: date
) -> None:
    one, _ = two
    hidden = appeal("harassment")
    page = sign_in(hospital_desk).post(
        f"/matters/{one.pk}/link/", {"other": hidden.receipt, "words": "同一件事"}
    )
    assert "没有这一件，或者您不能查看" in page.text
    with pytest.raises(Refused, match="您不能查看"):
        actions.link(actor=hospital_desk, matter=one, other=hidden, words="x", today=today)
    assert not Tie.objects.exists()


def test_a_reader_of_one_sees_nothing_of_the_other(
    two: tuple[Matter, Matter],
    hospital: Unit,
    hospital_desk: Actor,
    seat: Seat,
    sign_in: Browser,
    today: date,
) -> None:
    one, other = two
    actions.link(actor=hospital_desk, matter=one, other=other, words="同一笔", today=today)
    handler = seat("2005", hospital)
    lead = actions.Assignee(hospital, "财务科", member=member_of(handler))
    given = actions.Given(words="请研究", lead=lead)
    actions.move(actor=hospital_desk, matter=other, step="hear", today=today, given=given)
    page = sign_in(handler).get(other.get_absolute_url()).text
    assert one.number not in page
    assert one.title not in page
    assert sign_in(handler).get(one.get_absolute_url()).status_code == 404


def test_the_filer_neither_links_nor_unlinks(
    two: tuple[Matter, Matter], nurse: Actor, hospital_desk: Actor, sign_in: Browser, today: date
) -> None:
    one, other = two
    said = {"other": other.number, "words": "同一件事"}
    assert sign_in(nurse).post(f"/matters/{one.pk}/link/", said).status_code == 422
    assert not Tie.objects.exists()
    tie = actions.link(actor=hospital_desk, matter=one, other=other, words="x", today=today)
    browser = sign_in(nurse)
    assert browser.post(f"/matters/ties/{tie.pk}/end/", {"words": "不是"}).status_code == 422
    tie.refresh_from_db()
    assert tie.ended_on is None


def test_a_link_is_taken_apart_with_its_reason_and_may_be_made_anew(
    two: tuple[Matter, Matter], hospital_desk: Actor, sign_in: Browser, today: date
) -> None:
    one, other = two
    tie = actions.link(actor=hospital_desk, matter=one, other=other, words="x", today=today)
    browser = sign_in(hospital_desk)
    assert browser.post(f"/matters/ties/{tie.pk}/end/", {"words": ""}).status_code == 422
    assert browser.post(f"/matters/ties/{tie.pk}/end/", {"words": "不是一件事"}).status_code == 302
    assert other.number not in browser.get(one.get_absolute_url()).text
    assert "不是一件事" in browser.get(one.get_absolute_url()).text
    actions.link(actor=hospital_desk, matter=one, other=other, words="又是", today=today)
    assert Tie.objects.standing().count() == 1


def test_what_was_passed_on_stays_tied(
    appeal: Appeal, hospital_desk: Actor, sign_in: Browser, today: date
) -> None:
    matter = appeal()
    given = actions.Given(values={"passed_to": "upper"}, words="超出权限")
    actions.move(actor=hospital_desk, matter=matter, step="pass_on", today=today, given=given)
    tie = Tie.objects.get()
    with pytest.raises(Refused, match="不能解除"):
        actions.unlink(actor=hospital_desk, tie=tie, words="x", today=today)
    assert sign_in(hospital_desk).post("/matters/ties/999999/end/").status_code == 404


# Parts for posts


def test_a_part_goes_to_a_post_and_to_who_takes_it_over(
    two: tuple[Matter, Matter], hospital: Unit, hospital_desk: Actor, sign_in: Browser
) -> None:
    _, other = two
    post = Post.objects.open().get(unit=hospital, member=hospital_desk.member_id)
    said = {"words": "请研究", "post0": post.pk}
    browser = sign_in(hospital_desk)
    assert browser.post(f"/matters/{other.pk}/do/hear/", said).status_code == 302
    part = other.parts.get()
    assert (part.post, part.member) == (post, None)
    assert "李文静" in part.holder


def test_a_post_and_a_person_at_once_are_one_too_many(
    two: tuple[Matter, Matter], hospital: Unit, hospital_desk: Actor, sign_in: Browser
) -> None:
    _, other = two
    post = Post.objects.open().get(unit=hospital, member=hospital_desk.member_id)
    said = {"words": "请研究", "post0": post.pk, "member0": hospital_desk.member_id}
    page = sign_in(hospital_desk).post(f"/matters/{other.pk}/do/hear/", said)
    assert page.status_code == 422
    assert "岗位和人只填一项" in page.text
    assert not other.parts.exists()


def test_another_units_post_is_not_offered(
    filed: File,
    congress: Congress,
    hospital_desk: Actor,
    two: tuple[Matter, Matter],
    sign_in: Browser,
) -> None:
    _, other = two
    theirs = Post.objects.open().filter(unit=congress.unit).first()
    assert theirs
    page = sign_in(hospital_desk).post(
        f"/matters/{other.pk}/do/hear/", {"words": "x", "post0": theirs.pk}
    )
    assert page.status_code == 422
    assert not other.parts.exists()


def test_a_part_is_handed_over_to_a_post(
    two: tuple[Matter, Matter],
    hospital: Unit,
    hospital_desk: Actor,
    seat: Seat,
    sign_in: Browser,
    today: date,
) -> None:
    _, other = two
    lead = actions.Assignee(hospital, "财务科", member=member_of(seat("2005", hospital)))
    given = actions.Given(words="请研究", lead=lead)
    actions.move(actor=hospital_desk, matter=other, step="hear", today=today, given=given)
    part = other.parts.get()
    post = Post.objects.open().get(unit=hospital, member=hospital_desk.member_id)
    browser = sign_in(hospital_desk)
    nobody = browser.post(f"/matters/parts/{part.pk}/hand-over/", {"words": "调岗"})
    assert nobody.status_code == 422
    assert "请选择移交给谁" in nobody.text
    said = {"words": "调岗", "post": post.pk}
    assert browser.post(f"/matters/parts/{part.pk}/hand-over/", said).status_code == 302
    assert other.parts.standing().get().post == post
