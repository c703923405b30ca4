"""What is sensitive: who sees it, who is told of it, who corrects it, and when it goes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org import actions, policies, queries, rules, tasks
from zhijia.org.models import Correction, Look, Member, Unit
from zhijia.org.rules import Particulars
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.notices.models import Notice

from .test_particulars import HERS

Browse = Callable[..., Client]
Most = Callable[[int], Any]
Trail = Callable[[], list[str]]
PHONE = "19900001234"


@pytest.fixture
def her(group_desk: Actor, hospital: Unit, today: date) -> Member:
    """贺兰 of the hospital, of whom everything is known."""
    return actions.enrol(
        actor=group_desk,
        unit=hospital,
        name="贺兰",
        staff_no="2099",
        joined_on=today,
        facts=Particulars(id_number=HERS, phone=PHONE, address="某路 1 号", department="内科"),
    )


@pytest.fixture
def herself(her: Member) -> Actor:
    return queries.actor_for(her)


def look(actor: Actor, her: Member, reason: str = "核对登记") -> list[str]:
    shown = actions.look_at(actor=actor, member=her, columns=("phone",), reason=reason)
    return [one.value for one in shown]


def test_the_desk_of_the_very_unit_sees_numbers_in_clear_and_it_is_kept(
    hospital_desk: Actor, her: Member
) -> None:
    assert look(hospital_desk, her) == [PHONE]
    kept = Look.objects.get()
    assert (kept.member, kept.by_id, kept.columns, kept.reason) == (
        her,
        hospital_desk.member_id,
        "手机号",
        "核对登记",
    )
    entry = AuditEntry.objects.last()
    assert entry is not None
    assert (entry.action, entry.after) == ("org.look_at", {"查看": "手机号", "事由": "核对登记"})
    assert entry.unit_path == her.unit_path
    assert PHONE not in repr(AuditEntry.objects.values())


def test_the_desk_above_an_employer_does_not_see_them(
    group_desk: Actor, her: Member, audit_trail: Trail
) -> None:
    before = audit_trail()
    with pytest.raises(Refused, match="会员所在单位"):
        look(group_desk, her)
    assert not Look.objects.exists()
    assert audit_trail() == before


def test_the_desk_above_a_workshop_does(
    power_desk: Actor, group_desk: Actor, workshop_chair: Actor, member: Actor
) -> None:
    who = Member.objects.get(pk=member.member_id)
    assert policies.may_see_sensitive(power_desk, who)
    assert policies.may_see_sensitive(workshop_chair, who)
    assert not policies.may_see_sensitive(group_desk, who)


def test_nobody_else_of_the_unit_sees_particulars(
    workshop_officer: Actor, workshop_organiser: Actor, member: Actor
) -> None:
    who = Member.objects.get(pk=member.member_id)
    for other in (workshop_officer, workshop_organiser):
        assert not policies.may_read_particulars(other, who)
        assert not policies.may_see_sensitive(other, who)
        assert not policies.may_read_looks(other, who)


def test_nobody_looks_without_a_reason(
    hospital_desk: Actor, her: Member, audit_trail: Trail
) -> None:
    before = audit_trail()
    with pytest.raises(Refused, match="事由"):
        look(hospital_desk, her, "  ")
    with pytest.raises(Refused, match="请选择"):
        actions.look_at(actor=hospital_desk, member=her, columns=(), reason="核对登记")
    assert audit_trail() == before
    assert not Look.objects.exists()


def test_members_see_their_own_and_no_look_is_counted(herself: Actor, her: Member) -> None:
    assert look(herself, her, "本人查看") == [PHONE]
    assert not Look.objects.exists()


def test_a_text_that_stays_shut_is_told_so_and_no_page_breaks(
    sign_in: Browse, hospital_desk: Actor, her: Member, settings: Any, tmp_path: Any
) -> None:
    from zhijia.platform.vault import keys

    browser = sign_in(hospital_desk)
    settings.VAULT_KEYS = tmp_path / "vault-keys"
    settings.VAULT_KEYS.write_text(keys.fresh())
    page = browser.get(her.get_absolute_url())
    assert page.status_code == 200
    assert "无法解开" in page.text
    said = {"columns": ["phone"], "reason": "核对登记"}
    page = browser.post(reverse("org:member-look", args=[her.pk]), said)
    assert page.status_code == 422
    assert "缺少密钥" in page.text
    assert not Look.objects.exists()


def test_the_page_masks_and_shows_once_on_demand(
    sign_in: Browse, hospital_desk: Actor, her: Member
) -> None:
    browser = sign_in(hospital_desk)
    page = browser.get(her.get_absolute_url())
    assert "199****1234" in page.text
    assert "内科" in page.text
    assert PHONE not in page.text
    url = reverse("org:member-look", args=[her.pk])
    assert PHONE not in browser.get(url).text
    said = {"columns": ["phone", "id_number"], "reason": "核对登记", "more": "换发会员证"}
    page = browser.post(url, said)
    assert PHONE in page.text
    assert HERS in page.text
    assert "no-store" in page["Cache-Control"]
    assert Look.objects.get().reason == "核对登记：换发会员证"
    assert PHONE not in browser.get(her.get_absolute_url()).text


def test_a_question_without_answer_shows_nothing(
    sign_in: Browse, hospital_desk: Actor, her: Member
) -> None:
    url = reverse("org:member-look", args=[her.pk])
    for wrong in ({}, {"columns": ["phone"]}, {"columns": ["seal"], "reason": "核对登记"}):
        page = sign_in(hospital_desk).post(url, wrong)
        assert page.status_code == 422
        assert PHONE not in page.text
    assert not Look.objects.exists()


def test_colleagues_see_a_name_and_no_particulars(
    sign_in: Browse, seat: Callable[..., Actor], hospital: Unit, her: Member
) -> None:
    page = sign_in(seat("2003", hospital)).get(her.get_absolute_url())
    assert "贺兰" in page.text
    assert "内科" not in page.text
    assert "199****1234" not in page.text


def test_who_looked_is_told_to_the_member_and_the_desk(
    sign_in: Browse, hospital_desk: Actor, her: Member, herself: Actor, school_desk: Actor
) -> None:
    look(hospital_desk, her)
    url = reverse("org:member-looks", args=[her.pk])
    for actor in (herself, hospital_desk):
        assert "李文静" in sign_in(actor).get(url).text
    assert sign_in(school_desk).get(url).status_code == 404
    assert "李文静" in sign_in(herself).get(reverse("org:me")).text


def test_a_member_finds_everything_kept_about_them(
    sign_in: Browse, herself: Actor, django_assert_max_num_queries: Most
) -> None:
    browser = sign_in(herself)
    with django_assert_max_num_queries(15):
        page = browser.get(reverse("org:me"))
    for words in ("贺兰", "199****1234", "内科", "发放慰问金", "没有人查看过"):
        assert words in page.text
    assert PHONE not in page.text


def test_who_is_no_member_has_no_page_of_their_own(client: Client, group: Unit) -> None:
    from zhijia.platform.accounts.models import User

    client.force_login(User.objects.create(username="x", staff_no="x", must_change_password=False))
    assert client.get(reverse("org:me")).status_code == 404


# Corrections


def ask(herself: Actor, her: Member, today: date, **other: str) -> Correction:
    said = {"column": "phone", "wanted": "19900005678", "note": "", **other}
    return actions.ask_correction(actor=herself, member=her, today=today, **said)


def test_the_desk_is_told_and_corrects_what_a_member_asked_for(
    sign_in: Browse, herself: Actor, her: Member, hospital_desk: Actor, today: date
) -> None:
    desk, browser = sign_in(hospital_desk), sign_in(herself)
    said = {"column": "phone", "wanted": "199 0000 5678", "note": "换了号码"}
    page = browser.post(reverse("org:me-correct"), said, follow=True)
    assert "更正申请已提交" in page.text
    asked = Correction.objects.get()
    assert Notice.objects.get(kind="org.correction_asked").url == asked.get_absolute_url()
    assert "1990000" not in repr(AuditEntry.objects.values()) + repr(Notice.objects.values())
    page = desk.get(asked.get_absolute_url())
    assert "199 0000 5678" in page.text
    page = desk.post(asked.get_absolute_url(), {"is_right": "yes", "words": ""}, follow=True)
    assert "已通知本人" in page.text
    her.refresh_from_db()
    assert her.phone == "19900005678"
    asked.refresh_from_db()
    assert asked.state == "done"
    assert Notice.objects.filter(kind="org.correction_answered").exists()


def test_a_word_is_corrected_into_its_code(
    herself: Actor, her: Member, hospital_desk: Actor, today: date
) -> None:
    asked = ask(herself, her, today, column="employment", wanted="劳务派遣")
    actions.answer_correction(
        actor=hospital_desk, correction=asked, is_right=True, words="", today=today
    )
    her.refresh_from_db()
    assert her.employment == "dispatched"


def test_who_does_not_correct_says_why(
    herself: Actor, her: Member, hospital_desk: Actor, today: date
) -> None:
    asked = ask(herself, her, today)
    no: dict[str, Any] = {"correction": asked, "is_right": False, "today": today}
    with pytest.raises(Refused, match="理由"):
        actions.answer_correction(actor=hospital_desk, words="", **no)
    asked.refresh_from_db()
    assert asked.state == "waiting"
    actions.answer_correction(actor=hospital_desk, words="证件上不是这样", **no)
    her.refresh_from_db()
    assert her.phone == PHONE
    with pytest.raises(Refused, match="已经办理"):
        actions.answer_correction(actor=hospital_desk, words="再答", **no)


def test_what_makes_no_sense_is_not_corrected(
    herself: Actor, her: Member, hospital_desk: Actor, today: date
) -> None:
    asked = ask(herself, her, today, wanted="12345")
    with pytest.raises(Refused, match="11 位"):
        actions.answer_correction(
            actor=hospital_desk, correction=asked, is_right=True, words="", today=today
        )
    her.refresh_from_db()
    asked.refresh_from_db()
    assert (her.phone, asked.state) == (PHONE, "waiting")


def test_a_request_says_something_new_and_once(
    herself: Actor, her: Member, hospital_desk: Actor, today: date, audit_trail: Trail
) -> None:
    with pytest.raises(Refused, match="就是这样"):
        ask(herself, her, today, wanted=PHONE)
    with pytest.raises(Refused, match="只能为本人"):
        ask(hospital_desk, her, today)
    assert not Correction.objects.exists()
    ask(herself, her, today)
    before = audit_trail()
    with pytest.raises(Refused, match="还在办理"):
        ask(herself, her, today, wanted="19900009999")
    assert audit_trail() == before
    assert Correction.objects.count() == 1


def test_a_desk_above_answers_without_seeing_the_number(
    sign_in: Browse, group_desk: Actor, herself: Actor, her: Member, today: date
) -> None:
    asked = ask(herself, her, today)
    page = sign_in(group_desk).get(asked.get_absolute_url())
    assert "199****5678" in page.text
    assert "19900005678" not in page.text
    assert policies.may_answer(group_desk, asked)


def test_strangers_find_no_request(
    sign_in: Browse, school_desk: Actor, herself: Actor, her: Member, today: date
) -> None:
    asked = ask(herself, her, today)
    assert sign_in(school_desk).get(asked.get_absolute_url()).status_code == 404
    assert "贺兰" not in sign_in(school_desk).get(reverse("org:corrections")).text
    assert not policies.may_answer(school_desk, asked)


# The registration form


def form_of(her: Member, **other: Any) -> dict[str, Any]:
    return {"name": her.name, "department": her.department, "version": her.version, **other}


def test_the_form_shows_no_sealed_text_and_keeps_what_is_not_filled_in(
    sign_in: Browse, hospital_desk: Actor, her: Member
) -> None:
    browser, url = sign_in(hospital_desk), reverse("org:member-edit", args=[her.pk])
    page = browser.get(url)
    assert "内科" in page.text
    for secret in (PHONE, HERS, "某路"):
        assert secret not in page.text
    browser.post(url, form_of(her, department="外科", gender="female", birth_on=her.birth_on))
    her = Member.objects.get(pk=her.pk)
    assert (her.department, her.phone, her.id_number) == ("外科", PHONE, HERS)


def test_sealed_texts_are_taken_out_where_somebody_says_so(
    sign_in: Browse, hospital_desk: Actor, her: Member
) -> None:
    url = reverse("org:member-edit", args=[her.pk])
    sign_in(hospital_desk).post(url, form_of(her, erased=["phone", "id_number"]))
    her = Member.objects.get(pk=her.pk)
    assert (her.phone, her.phone_mark, her.id_number, her.id_mark) == ("", "", "", "")
    assert her.address == "某路 1 号"


def test_nothing_sensitive_is_written_before_the_person_was_told(
    sign_in: Browse, hospital_desk: Actor, her: Member, today: date
) -> None:
    browser, url = sign_in(hospital_desk), reverse("org:member-edit", args=[her.pk])
    page = browser.post(url, form_of(her, bank_card="6200000000001234"))
    assert page.status_code == 422
    assert "应当告知本人" in page.text
    assert "个人信息保护法" in page.text
    assert Member.objects.get(pk=her.pk).bank_card == ""
    browser.post(url, form_of(her, bank_card="6200000000001234", is_informed="on"))
    her = Member.objects.get(pk=her.pk)
    assert (her.bank_card, her.informed_on) == ("6200000000001234", today)


def test_the_desk_chooses_what_counts_where_number_and_form_disagree(
    sign_in: Browse, hospital_desk: Actor, her: Member
) -> None:
    browser, url = sign_in(hospital_desk), reverse("org:member-edit", args=[her.pk])
    page = browser.post(url, form_of(her, gender="male"))
    assert page.status_code == 422
    assert "身份证号的性别是“女”，填的是“男”" in page.text
    browser.post(url, form_of(her, gender="male", differing="typed"))
    her = Member.objects.get(pk=her.pk)
    assert her.gender == "male"
    assert "身份证号的性别是“女”" in browser.get(her.get_absolute_url()).text
    browser.post(url, form_of(her, gender="male", differing="id"))
    assert Member.objects.get(pk=her.pk).gender == "female"


def test_a_new_member_is_entered_with_everything_the_form_asks(
    sign_in: Browse, hospital_desk: Actor, hospital: Unit, today: date
) -> None:
    said = {
        "unit": hospital.code,
        "name": "<b>贺兰</b>",
        "staff_no": "2099",
        "joined_on": today,
        "id_number": HERS,
        "phone": PHONE,
        "employment": "contract",
        "is_migrant": "true",
        "is_informed": "on",
    }
    page = sign_in(hospital_desk).post(reverse("org:member-enrol"), said, follow=True)
    assert "&lt;b&gt;贺兰&lt;/b&gt;已登记为会员" in page.text
    made = Member.objects.get(staff_no="2099")
    assert (made.phone, made.employment, made.is_migrant, made.gender, made.informed_on) == (
        PHONE,
        "contract",
        True,
        "female",
        today,
    )


# Forgetting


@pytest.mark.parametrize(
    ("left_on", "day"),
    [(date(2024, 11, 26), date(2026, 11, 26)), (date(2024, 2, 29), date(2026, 3, 1))],
)
def test_what_is_sensitive_goes_two_years_after_leaving(left_on: date, day: date) -> None:
    assert rules.forgets_on(left_on) == day
    assert rules.may_forget(left_on=left_on, today=day)
    assert not rules.may_forget(left_on=left_on, today=day - timedelta(days=1))
    assert rules.left_before(day) >= left_on
    assert rules.left_before(day - timedelta(days=1)) < left_on
    assert not rules.may_forget(left_on=None, today=day)


class Working:
    """A worker of the clock: nobody asked it."""

    actor = Actor()

    def told(self, done: int, total: int, words: str = "") -> None: ...


def test_the_clock_erases_what_time_is_over_and_keeps_the_history(
    her: Member, group_desk: Actor, today: date
) -> None:
    long_ago = today - timedelta(days=800)
    her.memberships.update(from_on=long_ago - timedelta(days=9))
    actions.leave(actor=group_desk, member=her, left_on=long_ago, reason="调出")
    assert tasks.forget(Working()).words == "已清除 1 名离会会员的到期个人信息"
    gone = Member.objects.get(pk=her.pk)
    assert all(getattr(gone, column) == "" for column in rules.FORGOTTEN)
    assert (gone.id_mark, gone.phone_mark) == ("", "")
    assert (gone.name, gone.gender, gone.memberships.count()) == ("贺兰", "female", 1)
    assert tasks.forget(Working()).words == "已清除 0 名离会会员的到期个人信息"


def test_nobody_is_forgotten_too_soon(her: Member, group_desk: Actor, today: date) -> None:
    actions.leave(actor=group_desk, member=her, left_on=today, reason="调出")
    with pytest.raises(Refused, match="未满 2 年"):
        actions.forget(actor=Actor(), member=her, today=today)
    assert Member.objects.get(pk=her.pk).phone == PHONE
