"""公示 that come down early, consents of who has left, handlers who left, words said later."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.disclosure.conftest import CODE, NEEDY, Hang, deposit, who
from zhijia.disclosure import actions
from zhijia.disclosure.models import BoardPhoto, Consent, Handover, Prolonging, Showing
from zhijia.disclosure.queries import showing as queries
from zhijia.disclosure.rules.showing import Line
from zhijia.org.models import Member
from zhijia.org.queries import actor_for
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice
from zhijia.platform.offers import FIGURES, TODOS
from zhijia.platform.place import Place

DAY = timedelta(days=1)
Browse = Callable[..., Client]


@pytest.fixture
def needy(hang: Hang, consent: Callable[..., Consent], member: Actor) -> Showing:
    """A hardship that hangs in the power company: 陶然, masked."""
    consent(member, "hardship")
    told = {"category": "意外致困", "aid": "一次性补助"}
    return hang(kind="hardship", words=NEEDY, lines=[Line("陶然", told, member.member_id)])


def test_objections_to_what_was_taken_down_are_handled_all_the_same(
    hang: Hang,
    power_desk: Actor,
    workshop_officer: Actor,
    member: Actor,
    sign_in: Browse,
    today: date,
) -> None:
    one = hang()
    mine, hers = sign_in(workshop_officer), sign_in(member)
    named = deposit(workshop_officer, one, today, is_named=True)
    silent = deposit(member, one, today, receipt=CODE[:-1] + "P")
    actions.withdraw_showing(actor=power_desk, showing=one, reason="标题有误", today=today)
    told = Notice.objects.get(kind="disclosure.showing_down")
    assert told.user_id == who(workshop_officer).user_id
    assert one.title not in told.title + told.words
    page = reverse("disclosure:own-objections")
    assert "已提前撤下" in mine.get(page).content.decode()
    assert "已提前撤下" in hers.post(page, {"code": CODE[:-1] + "P"}).content.decode()

    handler = actor_for(one.handler)
    browser = sign_in(handler)
    (line,) = TODOS["disclosure.showings"](handler, today).alone()
    assert "2 件异议待处理" in line.title
    assert line.url == one.get_absolute_url()
    assert "异议（只有您能看到）" in browser.get(one.get_absolute_url()).content.decode()
    for sign, row in zip("ab", (named, silent), strict=True):
        said = {"outcome": "yes", "answer": "核实属实。", "version": row.version, "once": sign * 32}
        answer = browser.post(reverse("disclosure:objection", args=[row.pk]), said, follow=True)
        assert answer.status_code == 200, "the last one leads to a page that is there"
    one.refresh_from_db()
    assert (one.state, one.n_objections, one.n_upheld) == ("withdrawn", 2, 2)
    assert not queries.objections(handler).exists()
    assert browser.get(one.get_absolute_url()).status_code == 404


def test_what_was_taken_down_counts_in_no_figure_of_objections(
    hang: Hang, power_desk: Actor, workshop_officer: Actor, today: date
) -> None:
    one = hang()
    deposit(workshop_officer, one, today)
    actions.withdraw_showing(actor=power_desk, showing=one, reason="标题有误", today=today)
    assert not FIGURES["disclosure.objections"].total([one.unit_path], today, today)


def test_the_consent_of_who_has_left_is_withdrawn_by_the_desk(
    needy: Showing, power_desk: Actor, group_desk: Actor, member: Actor, today: date
) -> None:
    Member.objects.filter(pk=member.member_id).update(left_on=today)
    agreed = Consent.objects.get(kind="hardship")
    with pytest.raises(Refused, match="本单位"):
        actions.withdraw_consent(actor=group_desk, consent=agreed, today=today)
    actions.withdraw_consent(actor=power_desk, consent=agreed, today=today)
    needy.refresh_from_db()
    assert needy.state == "withdrawn"
    with pytest.raises(Refused, match="已离会"):
        actions.give_consent(
            actor=power_desk, member=who(member), kind="hardship", covers=["aid"], today=today
        )


def test_the_desk_is_told_when_who_hears_has_left(
    hang: Hang, power_desk: Actor, workshop_officer: Actor, sign_in: Browse, today: date
) -> None:
    one = hang()
    sign_in(power_desk)
    deposit(workshop_officer, one, today)
    Member.objects.filter(pk=one.handler_id).update(left_on=today)
    for _ in range(2):
        actions.remind_showings(actor=Actor(), today=today)
    told = Notice.objects.get(title__contains="异议处理人已离会")
    assert told.user_id == who(power_desk).user_id
    assert "1 件" not in told.title + told.words, "how many objected is not for the desk"
    over = one.until_on + DAY
    assert one in queries.over(power_desk, over)
    Member.objects.filter(pk=one.handler_id).update(left_on=None)
    assert one not in queries.over(power_desk, over)


@pytest.mark.parametrize("words", ["陶然本人要求", "因肺癌住院", "请打 13800138000"])
def test_words_said_later_are_judged_as_those_it_was_put_up_with(
    needy: Showing, power_desk: Actor, workshop_officer: Actor, today: date, words: str
) -> None:
    out = BytesIO()
    Image.new("RGB", (8, 6), "#b8232a").save(out, "PNG")
    upload = SimpleUploadedFile("a.png", out.getvalue())
    said: dict[str, Any] = {"actor": power_desk, "showing": needy}
    later = needy.until_on + timedelta(days=7)
    for act, more in (
        (actions.prolong_showing, {"reason": words, "until_on": later, "today": today}),
        (actions.withdraw_showing, {"reason": words, "today": today}),
        (
            actions.change_handler,
            {"reason": words, "handler": who(workshop_officer), "today": today},
        ),
        (actions.add_photo, {"upload": upload, "place": words, "taken_on": today}),
        (actions.close_showing, {"words": words, "today": needy.until_on + DAY}),
    ):
        with pytest.raises(Refused, match="公示"):
            act(**said, **more)
    needy.refresh_from_db()
    assert needy.state == "open"
    assert not any(of.objects.exists() for of in (Prolonging, Handover, BoardPhoto))


def test_why_a_handler_was_changed_stands_on_no_record(
    needy: Showing, power_desk: Actor, workshop_officer: Actor, today: date
) -> None:
    actions.change_handler(
        actor=power_desk,
        showing=needy,
        handler=who(workshop_officer),
        reason="原处理人出差",
        today=today,
    )
    kept = AuditEntry.objects.filter(action="disclosure.change_handler").values("before", "after")
    assert "出差" not in str(list(kept))
    assert len(kept) == 1


def test_a_line_that_hangs_longer_rests_on_the_consent_it_was_judged_by(
    needy: Showing, consent: Callable[..., Consent], power_desk: Actor, member: Actor, today: date
) -> None:
    newer = consent(member, "hardship")
    later = needy.until_on + timedelta(days=7)
    actions.prolong_showing(
        actor=power_desk, showing=needy, until_on=later, reason="放假", today=today
    )
    assert needy.lines.get().consent_id == newer.pk
    actions.withdraw_consent(actor=power_desk, consent=newer, today=today)
    needy.refresh_from_db()
    assert needy.state == "withdrawn"


def test_the_calendar_names_no_showing_before_it_hangs(
    hang: Hang, workshop_officer: Actor, today: date
) -> None:
    hang(from_on=today + 3 * DAY, until_on=today + timedelta(days=20))
    assert not queries.between(workshop_officer, Place(), today, today + timedelta(days=30))


def test_a_consent_withdrawn_leaves_no_older_one_of_its_kind_running(
    needy: Showing, consent: Callable[..., Consent], power_desk: Actor, member: Actor, today: date
) -> None:
    other = consent(member, "honour")
    newer = consent(member, "hardship")
    actions.withdraw_consent(actor=power_desk, consent=newer, today=today)
    running = Consent.objects.running().filter(member=member.member_id)
    assert other in running
    assert {one.kind for one in running} == {"honour"}
    needy.refresh_from_db()
    assert needy.state == "withdrawn", "its line hung by the older one"


def test_who_is_shown_is_told_when_it_hangs(
    hang: Hang, member: Actor, sign_in: Browse, today: date
) -> None:
    browser = sign_in(member)
    begins = today + 3 * DAY
    one = hang(from_on=begins, until_on=today + timedelta(days=20))
    told = Notice.objects.filter(kind="disclosure.shown")
    assert not told.exists()
    assert browser.get(one.get_absolute_url()).status_code == 404
    for _ in range(2):
        actions.remind_showings(actor=Actor(), today=begins)
    assert told.get().user_id == who(member).user_id


def test_a_member_gives_their_own_consent_and_nobody_elses(
    sign_in: Browse, member: Actor, workshop_officer: Actor, today: date
) -> None:
    browser = sign_in(member)
    assert "登记同意公示" in browser.get(reverse("disclosure:consents")).content.decode()
    page = reverse("disclosure:consent-new")
    assert browser.get(page).context["form"]["member"].value() == "5004"
    said = {"member": "5002", "kind": "honour", "covers": ["unit"], "once": "a" * 32}
    assert browser.post(page, said).status_code == 422
    assert not Consent.objects.exists()
    assert browser.post(page, {**said, "member": "5004", "once": "b" * 32}).status_code == 302
    assert Consent.objects.get().member_id == member.member_id


def test_what_was_taken_down_is_shown_again_from_its_page(
    hang: Hang, power_desk: Actor, sign_in: Browse, today: date
) -> None:
    one = hang()
    browser = sign_in(power_desk)
    assert "再次公示" not in browser.get(one.get_absolute_url()).content.decode()
    actions.withdraw_showing(actor=power_desk, showing=one, reason="标题有误", today=today)
    shown = browser.get(one.get_absolute_url()).content.decode()
    assert "公示已提前撤下" in shown
    page = f"{reverse('disclosure:showing-new')}?unit={one.unit.code}&kind=honour&again={one.pk}"
    assert page.replace("&", "&amp;") in shown
    assert one.number in browser.get(page).content.decode()
    said = {
        "title": "关于评先推荐人选的公示",
        "basis": "工会委员会会议",
        "text": "现予公示。",
        "lines": "5004|检修车间",
        "from_on": today.isoformat(),
        "handler": one.handler_id,
        "once": "a" * 32,
    }
    assert browser.post(page, said).status_code == 302
    assert Showing.objects.get(state="open").again_of == one
    stray = page.replace(f"again={one.pk}", "again=9x")
    assert browser.get(stray).status_code == 200
