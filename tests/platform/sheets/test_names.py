from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhijia.platform.sheets import file_name, sheet_name

MARCH = date(2026, 3, 5)
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_a_file_is_named_after_table_unit_and_date():
    name = file_name("任务分解表", "江东化工集团工会", MARCH, "xlsx")

    assert name == "任务分解表_江东化工集团工会_2026-03-05.xlsx"


def test_a_file_name_drops_paths_tricks_and_what_windows_refuses():
    name = file_name("../../总结:<2026>?\u202e", "工会\x00|\n*", MARCH, "docx")

    assert name == "总结2026_工会_2026-03-05.docx"


@given(ANY_TEXT, ANY_TEXT)
@example("总" * 300, "工" * 300)
@example("𠮷" * 100, "…")
def test_any_name_of_table_and_unit_makes_a_name_every_system_takes(title, unit):
    name = file_name(title, unit, MARCH, "xlsx")

    assert len(name.encode()) <= 255
    assert name.endswith("2026-03-05.xlsx")
    assert not set(name) & set('\\/:*?"<>|\0\n\r\t')


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("任务[分解]表/2026:*?\\", "任务分解表2026"),
        ("'总结'", "总结"),
        ("表" * 40, "表" * 31),
        ("𠮷" * 40, "𠮷" * 15),
        ("", "表"),
        ("History", "表"),
    ],
)
def test_a_sheet_is_named_as_excel_allows(title, name):
    assert sheet_name(title) == name
