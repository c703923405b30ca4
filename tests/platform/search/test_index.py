"""The index: kept with every action, mended where passed by, silent to the wrong ears."""

from datetime import date

import pytest
from django.db import connection, transaction

from zhijia.org import actions, queries
from zhijia.org.actions.importing import take_back_members, write_members
from zhijia.org.models import Member, Unit
from zhijia.platform.acts import Refused
from zhijia.platform.offers import FINDS
from zhijia.platform.search import acts, table
from zhijia.platform.search.queries import find, keys_of
from zhijia.platform.sheets.lines import ADD, Judged
from zhijia.site import demo

pytestmark = pytest.mark.django_db


def names(actor, words, **more):
    """Return the names of the people found, read as a page reads them."""
    found = find(actor, "org.members", words, **more)
    return [str(row) for row in queries.members(actor).filter(pk__in=found.keys).order_by("pk")]


def spelled_out():
    """Return all that the index holds, as text."""
    column = "tokens::text" if connection.vendor == "postgresql" else "tokens"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM search_index")
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.fixture
def row(member):
    """陶然 as a row."""
    return Member.objects.get(pk=member.member_id)


def test_who_has_been_enrolled_is_found_at_once(group_desk, member):
    assert names(group_desk, "陶") == ["陶然"]
    assert find(group_desk, "org.members", "陶然").keys == [member.member_id]


def test_a_new_name_is_found_and_the_old_one_no_longer(group_desk, row):
    actions.edit_member(actor=group_desk, member=row, name="陶子然", gender="")

    assert names(group_desk, "子然") == ["陶子然"]
    assert names(group_desk, "陶然") == []


def test_an_action_that_is_refused_leaves_the_index_as_it_was(group_desk, row):
    before = spelled_out()
    with pytest.raises(Refused):
        actions.enrol(
            actor=group_desk,
            unit=row.unit,
            name="陶然",
            staff_no=row.staff_no,
            joined_on=date(2026, 1, 1),
        )
    assert spelled_out() == before


def test_what_is_rolled_back_is_not_found(group_desk, row):
    with transaction.atomic():
        actions.edit_member(actor=group_desk, member=row, name="陶子然", gender="")
        transaction.set_rollback(True)
    assert names(group_desk, "陶然") == ["陶然"]
    assert names(group_desk, "子然") == []


def test_a_unit_finds_neither_the_people_nor_the_units_beside_it(
    hospital_desk, group_desk, power_desk, workshop_chair, member, group_chair
):
    for actor in (group_desk, power_desk, workshop_chair, member):
        assert names(actor, "陶然") == ["陶然"]
    assert names(hospital_desk, "陶然") == []
    assert find(hospital_desk, "org.units", "检修车间").keys == []
    assert names(workshop_chair, "周秉正") == [], "nor those above"
    assert names(member, "吕国强") == []


def test_a_member_finds_colleagues_and_nobody_else(member, workshop_officer, power_desk):
    assert names(member, "金磊") == ["金磊"]
    assert names(member, "吕") == []


def test_a_stranger_finds_nothing(member):
    from zhijia.platform.actor import Actor

    assert find(Actor(), "org.members", "陶然").keys == []
    assert not queries.search_members(Actor(), name="陶然").exists()


def test_a_stale_entry_gives_nothing_away(group_desk, hospital_desk, hospital, row):
    """Somebody wrote past every action: the entry still stands at the hospital."""
    Member.objects.filter(pk=row.pk).update(unit_path=hospital.path)
    acts.take_up_keys("org.members", [row.pk])
    Member.objects.filter(pk=row.pk).update(unit_path=row.unit_path)

    assert find(hospital_desk, "org.members", "陶然").keys == [row.pk]
    assert names(hospital_desk, "陶然") == []


def test_who_moves_with_their_unit_is_found_from_there(
    group_desk, hospital_desk, power_desk, hospital, workshop, member, today
):
    actions.move_unit(
        actor=group_desk, unit=workshop, parent=hospital, document="化工〔2026〕1 号", today=today
    )
    desks = (hospital_desk, power_desk)
    assert [find(desk, "org.members", "陶然").keys for desk in desks] == [[member.member_id], []]
    assert acts.rebuild() == 0


def test_who_comes_with_a_merger_is_found_in_the_other_unit(
    group_desk, hospital_desk, power_desk, hospital, workshop, member, today
):
    actions.absorb_unit(
        actor=group_desk, unit=workshop, into=hospital, numbering="prefix", today=today
    )
    desks = (hospital_desk, power_desk)
    assert [find(desk, "org.members", "陶然").keys for desk in desks] == [[member.member_id], []]
    assert acts.rebuild() == 0


def test_who_is_brought_in_by_a_roster_is_found_and_taken_back_with_it(group_desk, workshop, today):
    said = {"joined_on": "2026-01-01"}
    rows = [
        Judged(ADD, n, place=workshop.pk, values={**said, "name": n, "staff_no": f"B{n[-1]}"})
        for n in ("欧阳0", "欧阳1", "欧阳2")
    ]
    written = list(write_members(place=workshop, rows=rows, today=today))
    assert names(group_desk, "欧阳") == ["欧阳0", "欧阳1", "欧阳2"]

    take_back_members(place=workshop, rows=written)
    assert find(group_desk, "org.members", "欧阳").keys == []
    assert acts.rebuild() == 0


def test_marks_and_places_narrow_what_is_found(group_desk, row, power, hospital, today):
    assert names(group_desk, "陶然", within=[[(power.path, True)]]) == ["陶然"]
    assert names(group_desk, "陶然", within=[[(hospital.path, True)]]) == []
    assert names(group_desk, "陶然", marks=[["present"]]) == ["陶然"]
    actions.leave(actor=group_desk, member=row, left_on=today, reason="调出")
    assert names(group_desk, "陶然", marks=[["present"]]) == []
    assert names(group_desk, "陶然", marks=[["left", "present"]]) == ["陶然"]


def test_only_names_and_numbers_of_people_are_known(group_desk, row):
    entry = FINDS["org.members"].entry(row)
    assert entry.words == (row.name, row.staff_no)


@pytest.mark.parametrize(
    "nasty", ["' OR '1'='1", '" OR "', "a* OR b", "\\", "\x00", "(", "陶 NOT 然"]
)
def test_no_question_breaks_the_search(group_desk, member, nasty):
    find(group_desk, "org.members", nasty)
    list(Member.objects.filter(pk__in=keys_of(group_desk, "org.members", nasty)))


def test_the_index_after_the_whole_story_is_what_a_rebuild_would_make(today):
    """Whoever writes a findable row past `change` and `touch` is caught here."""
    demo.fill(today=today, password="shan-shui-2026")
    assert acts.rebuild() == 0


def test_a_rebuild_mends_what_was_written_past_every_action(group_desk, member, power_desk):
    keys = sorted(Member.objects.values_list("pk", flat=True))
    Member.objects.filter(pk=keys[0]).update(name="欧阳自远")
    table.drop([table.number(1, keys[1])])
    table.write({table.number(1, keys[-1] + 7): "gone", table.number(99, 1): "of no kind"})

    assert acts.rebuild() == 4
    assert acts.rebuild() == 0
    assert names(group_desk, "欧阳自") == ["欧阳自远"]
    assert len(table.between(0, 1 << 62)) == Member.objects.count() + Unit.objects.count()


def test_an_empty_index_is_filled_from_the_rows(group_desk, member):
    before = spelled_out().splitlines()
    table.clear()
    assert table.is_empty()
    acts.rebuild()
    assert sorted(spelled_out().splitlines()) == sorted(before)


def test_rows_written_in_bulk_are_taken_up_a_chunk_at_a_time(
    monkeypatch, group_desk, workshop, django_assert_max_num_queries
):
    Member.objects.bulk_create(
        Member(unit=workshop, unit_path=workshop.path, name=f"欧阳{n}", staff_no=f"B{n}")
        for n in range(10)
    )
    monkeypatch.setattr(acts, "CHUNK", 4)
    assert acts.take_up_rows("org.members", Member.objects.filter(name__startswith="欧阳")) == 10
    assert len(find(group_desk, "org.members", "欧阳")) == 10


def test_too_many_are_told_as_such(monkeypatch, group_desk, member, workshop_officer):
    monkeypatch.setattr(table, "MOST", 1)
    monkeypatch.setattr("zhijia.platform.search.queries.MOST", 1)
    found = find(group_desk, "org.members", "500")
    assert (len(found), found.is_more) == (1, True)


def test_one_question_is_one_query(group_desk, member, django_assert_num_queries):
    with django_assert_num_queries(1):
        find(group_desk, "org.members", "陶")
    with django_assert_num_queries(1):
        assert queries.search_members(group_desk, name="陶").count() == 1
