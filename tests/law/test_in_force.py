"""What holds where sources differ: default, local pack, choice of a unit, each with its origin."""

from datetime import date
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.law import HOUSE, LAW, PACKS, SETTINGS
from zhijia.law.in_force import KEYS, LOCAL, NATIONAL, ON, PACK, Band, Chosen, in_force

DAY = date(2026, 11, 26)
SHANGHAI = PACK + "shanghai"


def chose(key: str, value: object, unit: str = "集团工会") -> Chosen:
    return Chosen(key, str(value), unit, "周秉正", DAY, "上级来文")


def least(ladder: tuple[Band, ...], staff: int) -> int:
    return next(band.least(staff) for band in ladder if band.upto is None or staff <= band.upto)


def test_every_value_is_asked_by_a_setting_or_a_local_text() -> None:
    assert {*SETTINGS, *LOCAL} == set(KEYS)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda one: one.key)
def test_a_setting_names_its_conflict_its_articles_its_reason_and_its_choices(setting) -> None:
    assert setting.conflict.startswith("C") or setting.conflict in HOUSE
    assert setting.reason.endswith("。")
    assert setting.by in {"top", "unit"}
    assert all(id_ in LAW or id_ in HOUSE for id_ in setting.clauses)
    assert setting.default in {choice.value for choice in setting.choices}
    assert len({str(choice.value) for choice in setting.choices}) == len(setting.choices) > 1


def test_what_nobody_chose_is_the_national_default() -> None:
    assert NATIONAL.women_committee_from == 10
    assert NATIONAL.assembly_upto == 100
    assert NATIONAL.origins["women_committee_from"].chosen is None


def test_a_choice_knows_who_made_it_and_why() -> None:
    law = in_force([chose("women_committee_from", 25)], DAY)
    assert law.women_committee_from == 25
    assert law.origins["women_committee_from"].chosen == chose("women_committee_from", 25)


def test_the_nearest_unit_has_the_last_word_unless_it_would_ask_less() -> None:
    above, below = chose("odd_seats", "strict"), chose("odd_seats", "off", "医院工会")
    assert in_force([above, below], DAY).odd_seats == "strict"
    assert in_force([below, above], DAY).odd_seats == "strict"
    assert in_force([below], DAY).odd_seats == "off"


@given(st.lists(st.sampled_from(["strict", "hint", "off"]), min_size=1, max_size=8))
def test_of_a_chain_of_units_the_strictest_choice_holds(chain: list[str]) -> None:
    order = ["strict", "hint", "off"]
    law = in_force([chose("odd_seats", value, f"第{n}级") for n, value in enumerate(chain)], DAY)
    assert law.odd_seats == min(chain, key=order.index)


def test_a_pack_holds_from_its_day_on_and_only_where_it_is_switched_on() -> None:
    on = [chose(SHANGHAI, ON)]
    assert in_force(on, date(2016, 12, 31)).staff_reps == NATIONAL.staff_reps
    law = in_force(on, DAY)
    assert law.staff_reps != NATIONAL.staff_reps
    assert law.origins["staff_reps"].pack == PACKS["shanghai"]
    assert law.clause("staff_reps").source == "上海市职工代表大会条例"
    assert law.odd_seats == NATIONAL.odd_seats


def test_what_an_older_release_asked_is_left_out() -> None:
    law = in_force([chose("gone", 1), chose("odd_seats", "never"), chose("pack:gone", ON)], DAY)
    assert law == NATIONAL


@given(st.integers(1, 200_000))
def test_nationally_a_twentieth_represent_the_staff_thirty_at_least_a_hundred_at_most(
    staff: int,
) -> None:
    assert least(NATIONAL.staff_reps, staff) == max(30, min(100, ceil(staff / 20)))


@pytest.mark.parametrize(
    ("staff", "reps"),
    [(60, 30), (100, 30), (199, 30), (200, 35), (1000, 75), (3000, 175), (3001, 175)],
)
def test_in_shanghai_five_more_represent_each_further_hundred(staff: int, reps: int) -> None:
    law = in_force([chose(SHANGHAI, ON)], DAY)
    assert least(law.staff_reps, staff) == reps


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda one: one.key)
def test_a_pack_is_local_and_says_who_issued_what_and_since_when(pack) -> None:
    for source in pack.sources:
        assert source.issuer
        assert source.number
        assert source.until is None or source.since < source.until
        for clause in source.clauses:
            assert clause.status.startswith("FL-")
            assert clause.id not in LAW
            assert clause.id in {brought.id for _, brought in source.sets.values()} or (
                "还没有办事环节执行" in clause.note
            )
