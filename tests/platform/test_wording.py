from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from zhijia.platform.wording import ems, legible, written

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
@example("\x00\x0b\x1f\ud800\ufffe\uffff")
def test_whatever_was_typed_fits_into_a_file_of_words(text):
    element = etree.Element("words")
    element.text = legible(text)

    assert etree.fromstring(etree.tostring(element)).text == (legible(text) or None)


def test_rare_characters_marks_and_line_ends_are_kept():
    assert legible("甲<乙>&丙\t堃喆犇㛃𠮷\r\n二\r三\x07") == "甲<乙>&丙\t堃喆犇㛃𠮷\n二\n三"


def test_a_date_is_written_without_leading_zeros():
    assert written(date(2026, 3, 5)) == "2026年3月5日"


def test_letters_and_digits_are_half_as_wide_as_characters():
    assert ems("2026年") == 3
