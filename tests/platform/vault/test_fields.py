"""Sealed columns: text in Python, sealed in the table, and nowhere in between."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.forms import model_to_dict

from zhijia.org import actions, queries
from zhijia.org.models import Member, Unit
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.vault import Unopened, mark

from .conftest import HOME, PHONE

Most = Callable[[int], Any]


def kept(column: str, member: Member) -> str:
    """Return what the table has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM org_member WHERE id = %s", [member.pk])
        return str(cursor.fetchone()[0])


def put(column: str, text: str, member: Member) -> None:
    """Write into the table past the model."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE org_member SET {column} = %s WHERE id = %s", [text, member.pk])


def test_a_sealed_column_reads_as_text_and_is_none_in_the_table(sealed: Member) -> None:
    assert (sealed.phone, sealed.address, sealed.bank_card) == (PHONE, HOME, "")
    assert kept("phone", sealed).startswith("v1.")
    assert PHONE not in kept("phone", sealed)
    assert kept("bank_card", sealed) == ""


def test_it_is_found_by_its_mark(sealed: Member) -> None:
    assert Member.objects.get(phone_mark=mark("phone", PHONE)) == sealed
    assert not Member.objects.filter(phone_mark=mark("id", PHONE)).exists()


def test_nobody_searches_or_writes_it_past_its_row(sealed: Member) -> None:
    assert Member.objects.filter(bank_card="").count() == Member.objects.count()
    for forbidden in (
        lambda: Member.objects.filter(phone=PHONE).first(),
        lambda: Member.objects.filter(phone__contains="1990").first(),
        lambda: Member.objects.filter(phone__in=[PHONE]).first(),
        lambda: Member.objects.update(phone=PHONE),
        lambda: Member.objects.bulk_update([sealed], ["phone"]),
    ):
        with pytest.raises((TypeError, FieldError)):
            forbidden()


def test_values_and_prints_show_nothing(sealed: Member) -> None:
    row = Member.objects.filter(pk=sealed.pk).values("phone", "address").get()
    assert PHONE not in repr(row)
    assert repr(row["phone"]) == "(加密)"
    assert PHONE not in repr(sealed) + str(sealed)


def test_a_deferred_column_is_read_with_one_query(
    sealed: Member, django_assert_num_queries: Most
) -> None:
    row = Member.objects.only("name").get(pk=sealed.pk)
    with django_assert_num_queries(1):
        assert row.phone == PHONE
    with django_assert_num_queries(0):
        assert (row.phone, row.name) == (PHONE, "贺兰")


def test_a_list_opens_nothing_and_asks_nothing_more(
    sealed: Member, key_file: Path, django_assert_num_queries: Most
) -> None:
    key_file.rename(key_file.with_name("elsewhere"))
    with django_assert_num_queries(1):
        assert "贺兰" in [one.name for one in Member.objects.all()]


def test_saving_another_column_leaves_the_sealed_text_as_it_was(sealed: Member) -> None:
    before = kept("phone", sealed), kept("address", sealed)
    row = Member.objects.get(pk=sealed.pk)
    row.name = "贺岚"
    row.save(update_fields=["name"])
    assert (kept("phone", sealed), kept("address", sealed)) == before


def test_a_row_saved_whole_still_opens(sealed: Member) -> None:
    row = Member.objects.get(pk=sealed.pk)
    assert row.phone == PHONE
    row.save()
    again = Member.objects.get(pk=sealed.pk)
    assert (again.phone, again.address) == (PHONE, HOME)


def test_many_are_sealed_at_once_and_changed_at_once(hospital: Unit) -> None:
    rows = [
        Member(
            unit=hospital,
            unit_path=hospital.path,
            name="某",
            staff_no=str(n),
            phone=f"1990000000{n}",
        )
        for n in range(3)
    ]
    made = Member.objects.bulk_create(rows)
    for row in made:
        row.phone = f"1990000001{row.staff_no}"
    Member.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["pk"], update_fields=["phone", "phone_mark"]
    )
    found = Member.objects.filter(unit=hospital).order_by("staff_no")
    assert [one.phone for one in found] == [f"1990000001{n}" for n in range(3)]
    assert Member.objects.get(phone_mark=mark("phone", "19900000012")) == found[2]


@pytest.mark.parametrize("theft", ["to another row", "to another column"])
def test_a_sealed_text_that_was_moved_stays_shut(
    sealed: Member, group_desk: Any, theft: str
) -> None:
    desk = Member.objects.get(pk=group_desk.member_id)
    thief, column = (desk, "phone") if theft == "to another row" else (sealed, "address")
    put(column, kept("phone", sealed), thief)
    with pytest.raises(Unopened) as no:
        getattr(Member.objects.get(pk=thief.pk), column)
    assert PHONE not in str(no.value)


def test_a_form_of_the_model_has_no_sealed_text_in_its_prints(sealed: Member) -> None:
    assert model_to_dict(sealed, ["name"]) == {"name": "贺兰"}


def test_what_is_sealed_is_told_on_record_by_name_only(
    sealed: Member, group_desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Member, "sensitive", frozenset())
    facts = replace(queries.particulars_of(sealed), phone="19900005678")
    actions.edit_member(actor=group_desk, member=sealed, name="贺兰", facts=facts)
    entry = AuditEntry.objects.last()
    assert entry is not None
    assert entry.after["phone"] == "(不记录)"
