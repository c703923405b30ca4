"""Actions: authorised, atomic, on record, and chained so that tampering shows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django import forms
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from zhijia.law import ALLOWED, refused
from zhijia.org import actions, demo
from zhijia.org.models import Member, Unit
from zhijia.platform import acts
from zhijia.platform.actor import Actor
from zhijia.platform.acts import Overtaken, Refused, action, lock, record, require
from zhijia.platform.audit.models import AuditEntry, AuditHead
from zhijia.platform.audit.queries import first_break

Trail = Callable[[], list[str]]


@pytest.fixture
def own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the actions of these tests out of the house's register."""
    monkeypatch.setattr(acts, "ACTIONS", dict(acts.ACTIONS))


def test_a_refusal_carries_its_verdict() -> None:
    verdict = refused("不行")
    require(ALLOWED)
    with pytest.raises(Refused) as no:
        require(verdict)
    assert no.value.verdict == verdict


def test_the_chain_holds_from_the_first_entry_to_the_newest(
    hospital: Unit, hospital_desk: Actor
) -> None:
    entries = list(AuditEntry.objects.order_by("pk"))
    assert len(entries) > 3
    previous = ""
    for entry in entries:
        assert entry.hash == entry.seal(previous)
        previous = entry.hash
    assert AuditHead.objects.get().hash == previous
    assert first_break() is None


@pytest.mark.parametrize(
    "forged",
    [{"subject": "别的"}, {"user_id": 99}, {"after": {"name": "改"}}, {"label": ""}],
)
def test_an_entry_that_was_changed_is_found(hospital: Unit, forged: dict[str, Any]) -> None:
    entry = AuditEntry.objects.order_by("pk")[1]
    AuditEntry.objects.filter(pk=entry.pk).update(**forged)
    assert first_break() == entry


def test_an_entry_that_was_taken_out_is_missed(hospital: Unit, school: Unit) -> None:
    first, second, *_ = AuditEntry.objects.order_by("pk")
    AuditEntry.objects.filter(pk=first.pk).delete()
    assert first_break() == second


def test_entries_cut_off_at_the_end_are_missed(hospital: Unit) -> None:
    AuditEntry.objects.order_by("pk").last().delete()  # type: ignore[union-attr]  # there are some
    with pytest.raises(LookupError, match="缺失"):
        first_break()


def test_a_record_says_who_did_what_where_and_what_was_before(
    group_desk: Actor, hospital: Unit
) -> None:
    actions.edit_unit(
        actor=group_desk, unit=hospital, name="总医院工会", kind="hospital", staff_count=9
    )
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.label) == ("org.edit_unit", "修改单位")
    assert (entry.user_id, entry.member_id) == (group_desk.user_id, group_desk.member_id)
    assert entry.unit_path == hospital.path
    assert entry.subject == f"org.Unit#{hospital.pk} 总医院工会"
    assert (entry.before["name"], entry.after["name"]) == ("职工医院工会", "总医院工会")


def test_an_action_within_an_action_stands_before_it(group: Unit, audit_trail: Trail) -> None:
    assert audit_trail() == ["accounts.open_account", "org.set_up"]


def test_what_an_action_did_within_another_is_found_in_the_same_unit(group: Unit) -> None:
    account, set_up = AuditEntry.objects.order_by("pk")
    assert account.action == "accounts.open_account"
    assert account.unit_path == set_up.unit_path == group.path
    assert first_break() is None


def test_what_is_refused_leaves_no_entry(
    hospital_desk: Actor, school: Unit, today: date, audit_trail: Trail
) -> None:
    before, head = audit_trail(), AuditHead.objects.get().hash
    with pytest.raises(Refused):
        actions.enrol(actor=hospital_desk, unit=school, name="某", staff_no="1", joined_on=today)
    assert audit_trail() == before
    assert AuditHead.objects.get().hash == head


@pytest.mark.usefixtures("own_register")
def test_what_was_refused_inside_leaves_nothing_though_the_rest_goes_on(
    group: Unit, group_desk: Actor, today: date, audit_trail: Trail
) -> None:
    def add(number: str) -> Member:
        return actions.enrol(
            actor=group_desk, unit=group, name="某", staff_no=number, joined_on=today
        )

    @action("登记一批")
    def add_both(*, actor: Actor) -> None:
        add("5")
        with pytest.raises(Refused):
            add("5")
        add("6")

    before = len(audit_trail())
    add_both(actor=group_desk)
    assert [name.split(".")[1] for name in audit_trail()[before:]] == ["enrol", "enrol", "add_both"]
    assert first_break() is None


@pytest.mark.usefixtures("own_register")
def test_a_bug_undoes_everything(
    group: Unit, group_desk: Actor, today: date, audit_trail: Trail
) -> None:
    @action("登记一批")
    def stumble(*, actor: Actor) -> None:
        actions.enrol(actor=actor, unit=group, name="某", staff_no="5", joined_on=today)
        raise ZeroDivisionError

    before = audit_trail()
    with pytest.raises(ZeroDivisionError):
        stumble(actor=group_desk)
    assert audit_trail() == before
    assert not group.members.filter(staff_no="5").exists()


def test_nothing_is_recorded_outside_an_action() -> None:
    with pytest.raises(AssertionError, match="inside an action"):
        record({}, {})


def test_rows_are_locked_in_one_order_and_returned_in_the_other(
    hospital: Unit, school: Unit, member: Actor
) -> None:
    who = Member.objects.get(pk=member.member_id)
    with CaptureQueriesContext(connection) as seen:
        locked = lock(school, hospital)
        again = lock(hospital, who)
    assert locked == (school, hospital)
    assert again == (hospital, who)
    asked = [query["sql"] for query in seen.captured_queries]
    tables = ["org_member" in sql.split("WHERE")[0] for sql in asked]
    assert tables == [False, False, True, False], "org_member comes before org_unit"
    first, second = (int(sql.split('"id" = ')[1].split()[0]) for sql in asked[:2])
    assert first < second


def test_a_refusal_stands_at_the_head_of_the_form() -> None:
    form = forms.Form({})
    with acts.refusals_on(form):
        raise Refused(refused("不行"))
    assert form.non_field_errors() == ["不行"]


def test_a_form_that_was_overtaken_comes_back_with_the_version_of_today() -> None:
    class Versioned(forms.Form):
        version = forms.IntegerField()
        name = forms.CharField()

    form = Versioned(QueryDict("version=1&name=甲"))
    with acts.refusals_on(form):
        raise Overtaken(refused("他人刚修改过"), 7)
    assert form["version"].value() == "7"
    assert form["name"].value() == "甲"


def test_what_was_made_is_on_record_with_all_it_says(
    group_desk: Actor, hospital: Unit, hospital_desk: Actor, today: date
) -> None:
    who = Member.objects.get(pk=hospital_desk.member_id)
    how = demo.basis("women", today)
    actions.appoint(
        actor=group_desk, unit=hospital, member=who, kind="women", from_on=today, basis=how
    )
    said = AuditEntry.objects.latest("pk").after
    assert (said["member"], said["kind"]) == (who.pk, "women")
    assert (said["unit"], said["from_on"]) == (hospital.pk, f"{today:%Y-%m-%d}")
    actions.enrol(actor=group_desk, unit=hospital, name="贺兰", staff_no="2099", joined_on=today)
    said = AuditEntry.objects.latest("pk").after
    assert (said["name"], said["staff_no"]) == ("贺兰", "2099")
    assert first_break() is None


def test_the_making_of_an_account_does_not_record_its_password(
    group_desk: Actor, hospital_desk: Actor
) -> None:
    who = Member.objects.get(pk=hospital_desk.member_id)
    actions.give_account(actor=group_desk, member=who, password="shan-shui-2026")
    opened = AuditEntry.objects.get(action="accounts.open_account", after__staff_no="2001")
    assert opened.after["password"] == "(不记录)"
    who.refresh_from_db()
    assert who.user
    assert who.user.password not in str(list(AuditEntry.objects.values()))
