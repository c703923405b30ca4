"""Particulars in the tables: entered, corrected, refused; a person is found and never doubled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from zhijia.org import actions, queries, rules
from zhijia.org.models import Member, Unit
from zhijia.org.rules import Particulars
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Refused
from zhijia.platform.audit.models import AuditEntry

from .test_particulars import HERS, number

Trail = Callable[[], list[str]]
Most = Callable[[int], Any]
FACTS = Particulars(
    id_number=HERS, phone="19900001234", address="某路 1 号", department="内科", employment="staff"
)


@pytest.fixture
def enrol(group_desk: Actor, hospital: Unit, today: date) -> Callable[..., Member]:
    """Enter somebody, 贺兰 of the hospital where nothing else is said."""

    def enter(**other: Any) -> Member:
        usual = {"unit": hospital, "name": "贺兰", "staff_no": "2099", "facts": FACTS}
        return actions.enrol(actor=group_desk, joined_on=today, today=today, **{**usual, **other})

    return enter


def test_what_the_form_told_is_kept(enrol: Callable[..., Member]) -> None:
    kept = Member.objects.get(pk=enrol().pk)
    told = replace(FACTS, gender="female", birth_on="1985-03-14")
    assert queries.particulars_of(kept) == told
    assert kept.stroke_key == rules.sort_key("贺兰")
    assert kept.state == "regular"


def test_the_record_of_it_holds_nothing_personal(enrol: Callable[..., Member]) -> None:
    made = enrol()
    desk = Member.objects.get(staff_no="1002")
    assert desk.pk != made.pk
    said = repr(list(AuditEntry.objects.values_list("subject", "before", "after")))
    for secret in (HERS, "19900001234", "某路", "1985", made.id_mark, made.phone_mark, made.seal):
        assert secret not in said


def test_nonsense_is_refused_and_nobody_enters(
    enrol: Callable[..., Member], audit_trail: Trail
) -> None:
    before, count = audit_trail(), Member.objects.count()
    with pytest.raises(Refused, match="校验码"):
        enrol(facts=replace(FACTS, id_number=HERS[:17] + ("1" if HERS[17] != "1" else "2")))
    assert (audit_trail(), Member.objects.count()) == (before, count)


def test_a_person_is_entered_once_in_a_unit(
    enrol: Callable[..., Member], audit_trail: Trail
) -> None:
    enrol()
    before, count = audit_trail(), Member.objects.count()
    with pytest.raises(Refused, match="已登记在职工医院工会工号“2099”名下"):
        enrol(name="贺岚", staff_no="2098")
    assert (audit_trail(), Member.objects.count()) == (before, count)


def test_a_member_elsewhere_is_led_to_the_transfer(
    enrol: Callable[..., Member], school: Unit
) -> None:
    enrol()
    with pytest.raises(Refused, match="已登记为职工医院工会的会员，请办理转会"):
        enrol(unit=school)
    assert not school.members.exists()


def test_who_left_may_come_to_another_unit(
    enrol: Callable[..., Member], school: Unit, group_desk: Actor, today: date
) -> None:
    actions.leave(actor=group_desk, member=enrol(), left_on=today, reason="调出")
    assert enrol(unit=school).state == "regular"


def test_many_without_a_number_are_many_people(enrol: Callable[..., Member]) -> None:
    nothing = replace(FACTS, id_number="")
    assert {enrol(facts=nothing).id_mark, enrol(facts=nothing, staff_no="2098").id_mark} == {""}


def test_a_correction_changes_what_it_names_and_says_so(
    enrol: Callable[..., Member], group_desk: Actor, today: date
) -> None:
    made = enrol()
    facts = replace(queries.particulars_of(made), phone="19900005678", department="外科")
    actions.edit_member(actor=group_desk, member=made, name="贺岚", facts=facts, today=today)
    kept = Member.objects.get(pk=made.pk)
    assert (kept.name, kept.phone, kept.department) == ("贺岚", "19900005678", "外科")
    assert kept.stroke_key == rules.sort_key("贺岚")
    entry = AuditEntry.objects.last()
    assert entry is not None
    assert entry.after == {
        "name": "贺岚",
        "phone": "(不记录)",
        "phone_mark": "(不记录)",
        "department": "外科",
        "stroke_key": "(不记录)",
    }


def test_a_correction_without_particulars_leaves_them(
    enrol: Callable[..., Member], group_desk: Actor
) -> None:
    made = enrol()
    actions.edit_member(actor=group_desk, member=made, name="贺岚", gender="female")
    kept = Member.objects.get(pk=made.pk)
    assert (kept.phone, kept.id_number) == ("19900001234", HERS)


def test_a_conflict_tells_no_sensitive_text(
    enrol: Callable[..., Member], group_desk: Actor, today: date
) -> None:
    made = enrol()
    seen, facts = made.version, queries.particulars_of(made)
    edit = {"actor": group_desk, "member": made, "name": "贺兰", "today": today, "version": seen}
    actions.edit_member(**edit, facts=replace(facts, phone="19900005678"))
    with pytest.raises(Refused) as no:
        actions.edit_member(**edit, facts=replace(facts, phone="19900009999"))
    assert "手机号与您填的不同" in str(no.value)
    assert "1990000" not in str(no.value)
    assert Member.objects.get(pk=made.pk).phone == "19900005678"


def test_a_correction_takes_nobody_elses_number(
    enrol: Callable[..., Member], group_desk: Actor, today: date
) -> None:
    enrol()
    other = enrol(staff_no="2098", facts=replace(FACTS, id_number=number(order="248")))
    facts = replace(queries.particulars_of(other), id_number=HERS)
    with pytest.raises(Refused, match="已登记在"):
        actions.edit_member(actor=group_desk, member=other, name="贺岚", facts=facts, today=today)
    assert Member.objects.get(pk=other.pk).name == "贺兰"


def test_a_phone_finds_the_account_of_its_only_owner(
    enrol: Callable[..., Member], group_desk: Actor, today: date, django_assert_num_queries: Most
) -> None:
    made = enrol()
    assert queries.user_by_phone("19900001234") is None
    made = actions.give_account(actor=group_desk, member=made, password="shan-shui-2026")
    with django_assert_num_queries(1):
        assert queries.user_by_phone("19900001234") == made.user
    assert queries.user_by_phone("") is None
    assert queries.user_by_phone("19900009999") is None


def test_a_shared_phone_finds_nobody(enrol: Callable[..., Member], group_desk: Actor) -> None:
    made = actions.give_account(actor=group_desk, member=enrol(), password="shan-shui-2026")
    assert queries.user_by_phone("19900001234") == made.user
    enrol(staff_no="2098", facts=replace(FACTS, id_number=""))
    assert queries.user_by_phone("19900001234") is None


def test_who_left_is_not_found_by_phone(
    enrol: Callable[..., Member], group_desk: Actor, today: date
) -> None:
    made = actions.give_account(actor=group_desk, member=enrol(), password="shan-shui-2026")
    actions.leave(actor=group_desk, member=made, left_on=today, reason="调出")
    assert queries.user_by_phone("19900001234") is None
