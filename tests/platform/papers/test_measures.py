from itertools import pairwise

import pytest
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import strategies as st

from zhijia.platform.papers.measures import BODY, LINE, TIGHTER, fair_widths, sheet, table_size

NEEDS = st.lists(st.floats(1, 500), min_size=1, max_size=20)


def test_a_page_takes_twenty_two_lines_of_twenty_eight_characters():
    page = sheet("A4", landscape=False)
    depth = page.height - page.top - page.bottom

    assert depth // LINE == 22
    assert page.pitch.twips * 22 <= depth / 635 < page.pitch.twips * 23
    assert page.measure // (BODY + TIGHTER) == 28


def test_the_type_area_is_156_by_225_millimetres():
    page = sheet("A4", landscape=False)

    assert page.measure == Mm(156)
    assert page.height - page.top - page.bottom == Mm(225)


@pytest.mark.parametrize("size", ["A4", "A3"])
def test_a_lying_sheet_is_the_upright_one_turned(size):
    upright, lying = sheet(size, landscape=False), sheet(size, landscape=True)

    assert (lying.width, lying.height) == (upright.height, upright.width)
    assert lying.measure > upright.measure


def test_sixteen_columns_are_still_readable():
    assert table_size(sheet("A4", landscape=True).measure, 16) == Pt(9)
    assert table_size(sheet("A3", landscape=True).measure, 16) == Pt(10.5)
    assert table_size(sheet("A4", landscape=False).measure, 4) == Pt(12)


@given(NEEDS, st.floats(1, 50), st.floats(10, 1000))
def test_widths_fill_the_page_and_who_needs_more_never_gets_less(needs, modest, room):
    widths = fair_widths(needs, modest, room)

    assert sum(widths) == pytest.approx(room)
    ranked = [width for _, width in sorted(zip(needs, widths, strict=True))]
    assert all(b >= a - 1e-6 for a, b in pairwise(ranked))


@given(NEEDS, st.floats(1, 50))
def test_where_there_is_room_everyone_gets_what_they_need(needs, modest):
    widths = fair_widths(needs, modest, sum(needs) * 1.5)

    assert all(w >= need * 0.999 for w, need in zip(widths, needs, strict=True))


def test_a_name_keeps_its_line_beside_a_long_sentence():
    assert fair_widths([3, 400], modest=4, room=50)[0] == pytest.approx(3)
