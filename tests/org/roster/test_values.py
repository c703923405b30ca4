"""How single cells are understood: names, numbers, phones, dates."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.org.roster.making import TODAY, identity, phone
from zhijia.org.roster.identity import check_digit, read_identity
from zhijia.org.roster.names import clean_name, name_faults, split_name
from zhijia.org.roster.phones import read_phone
from zhijia.org.roster.values import GROUPS, ethnicity, political_status, sex_of
from zhijia.platform.sheets.opening import EPOCH_1900, EPOCH_1904, Cell, read_date, text

CELLS = st.one_of(
    st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times()
)
TYPED = st.text("　 　\u200b\u00a0王李明欧阳·•.-'x×Xx（）()0123456789０１９/年月日二〇十二第—无A<")
VALID = identity()


@pytest.mark.parametrize(
    "cell", ["/", "-", "—", " 无 ", "暂无", "NULL", "null", "N/A", "n/a", "\u200b", ""]
)
def test_nine_ways_to_write_nothing_are_nothing(cell: str) -> None:
    assert text(cell) == ""


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("\u00a0动力车间\u3000\u200b", "动力车间"),
        ("动\n力\r\n车\n间", "动力车间"),
        ("班长_x000D_\n", "班长"),
        ("<b>=1+1</b>", "<b>=1+1</b>"),
        (20231.0, "20231"),
        (2010.1, "2010.1"),
        (9.99902198511072e17, "9.99902198511072E+17"),
        (True, "TRUE"),
        (date(2010, 7, 1), "2010-07-01"),
        (datetime(2010, 7, 1, 8, 30), "2010-07-01 08:30:00"),
        (time(8, 30), "08:30:00"),
    ],
)
def test_a_cell_is_trimmed_and_a_number_becomes_its_digits(cell: Cell, said: str) -> None:
    assert text(cell) == said


@given(CELLS)
def test_any_cell_is_understood_without_an_accident(cell: Cell) -> None:
    said = text(cell)
    split_name(said)
    read_phone(cell)
    read_identity(cell, TODAY)
    read_date(cell, EPOCH_1900)


@given(TYPED)
def test_cleaning_twice_changes_nothing(written: str) -> None:
    once = text(written)
    assert text(once) == once
    name = clean_name(once)
    assert clean_name(name) == name
    found = read_phone(written)
    assert read_phone(found.number).number == found.number
    number = read_identity(written, TODAY).number
    assert read_identity(number, TODAY).number == number
    when = read_date(written, EPOCH_1900).iso
    assert read_date(when, EPOCH_1900).iso == when


@pytest.mark.parametrize(
    ("written", "name", "note"),
    [
        ("王 明", "王明", ""),
        ("任 森　宏", "任森宏", ""),
        ("王 𠮷", "王𠮷", ""),
        ("欧阳 文航", "欧阳 文航", ""),
        ("阿依努尔・艾山江", "阿依努尔·艾山江", ""),
        ("古丽米热 • 托合提江", "古丽米热·托合提江", ""),
        ("库尔班.尼牙孜江", "库尔班·尼牙孜江", ""),
        ("李‧明", "李·明", ""),
        ("Mary Ann O'Neil", "Mary Ann O'Neil", ""),
        ("范松波（借调）", "范松波", "借调"),
        ("梁文(已退休)【返聘】", "梁文", "已退休；返聘"),
        ("王 明 (女)", "王明", "女"),
    ],
)
def test_a_name_is_written_as_on_the_identity_card(written: str, name: str, note: str) -> None:
    assert split_name(written) == (name, note)
    assert name_faults(name) == []


@pytest.mark.parametrize(
    "name", ["<b>王明</b>", "王明1", "王?明", "王\ue000", "·", "王明，李红", "王明(借"]
)
def test_a_name_holds_letters_and_dots_only(name: str) -> None:
    assert name_faults(name) == ["name_invalid"]


def test_a_name_has_at_most_fifty_letters() -> None:
    assert name_faults("王" * 50) == []
    assert name_faults("王" * 51) == ["name_too_long"]
    assert name_faults("王" * 51 + "?") == ["name_too_long", "name_invalid"]


@pytest.mark.parametrize(
    "written",
    [
        f" {VALID} ",
        f"'{VALID}",
        f"’{VALID}",
        f"{VALID[:6]} {VALID[6:14]} {VALID[14:]}",
        f"{VALID[:6]}-{VALID[6:14]}—{VALID[14:]}",
        "".join(chr(ord(digit) + 0xFEE0) for digit in VALID),
        f'="{VALID}"',
        f"{VALID[:9]}\n{VALID[9:]}",
    ],
)
def test_an_id_is_found_among_what_people_put_between(written: str) -> None:
    assert read_identity(written, TODAY).number == VALID


@pytest.mark.parametrize("ending", ["x", "X", "×", "Ｘ", "ｘ"])
def test_an_id_ends_in_a_capital_x(ending: str) -> None:
    number = next(n for order in range(99) if (n := identity(order=order)).endswith("X"))
    assert read_identity(number[:17] + ending, TODAY).number == number


@pytest.mark.parametrize(
    ("written", "error"),
    [
        (9.99902198511072e17, "id_lost_digits"),
        (999902198511072, "id_lost_digits"),
        ("9.99902E+17", "id_lost_digits"),
        ("9.999e17", "id_lost_digits"),
        (VALID[:17], "id_format"),
        (VALID + "1", "id_format"),
        ("999901850312123", "id_format"),
        (VALID[:6] + "********" + VALID[14:], "id_format"),
        (VALID[:16] + "O" + VALID[17:], "id_format"),
        (f"{VALID}/{VALID}", "id_format"),
        (date(1985, 3, 12), "id_format"),
        (VALID[:15] + "000", "id_check_digit"),
        (identity("19871305"), "id_birth"),
        (identity("18991231"), "id_birth"),
        (identity("20261123"), "id_birth"),
        (identity("20250229"), "id_birth"),
    ],
)
def test_a_wrong_id_says_what_is_wrong(written: Cell, error: str) -> None:
    found = read_identity(written, TODAY)
    assert (found.number, found.error) == ("", error)


def test_an_id_of_today_is_right() -> None:
    assert read_identity(identity("20261122"), TODAY).error == ""


@given(st.integers(0, 10**17 - 1))
def test_one_changed_digit_never_keeps_the_check_digit(number: int) -> None:
    right = f"{number:017}"
    for place in range(17):
        wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
        assert check_digit(wrong) != check_digit(right)


@pytest.mark.parametrize("written", [f"{VALID}(临时)", f"身份证：{VALID}", f"{VALID} 补办中"])
def test_words_beside_one_id_become_a_note(written: str) -> None:
    found = read_identity(written, TODAY)
    assert (found.number, bool(found.note)) == (VALID, True)


@pytest.mark.parametrize(
    "written",
    [
        "19900000001",
        " 199 0000 0001",
        "199-0000-0001",
        "+86 19900000001",
        "+86-199-0000-0001",
        "86-19900000001",
        "008619900000001",
        "'19900000001",
        "１９９０００００００１",
        19900000001,
        19900000001.0,
        "(+86)19900000001",
        "+8619900000001",
        "199\xa00000 0001",
        "\t19900000001",
    ],
)
def test_a_phone_is_eleven_digits_from_one(written: Cell) -> None:
    assert read_phone(written).number == phone(1)
    assert read_phone(written).fault == ""


@pytest.mark.parametrize(
    "written",
    ["1990000022", "010-00001234", "1.99E+10", "厂内 6123", "29900000001", "199000000012", "6123"],
)
def test_another_number_is_no_mobile_phone(written: str) -> None:
    found = read_phone(written)
    assert (found.number, found.fault) == ("", "phone_invalid")


@pytest.mark.parametrize("sign", ["/", "、", " ", "\n", "，", ";", " 或 "])
def test_of_two_phones_the_first_is_kept(sign: str) -> None:
    found = read_phone(phone(1) + sign + phone(2))
    assert (found.number, found.fault) == (phone(1), "phone_multiple")


@pytest.mark.parametrize("written", ["19900000001（家属）", "本人19900000001", "19900000001转6123"])
def test_words_beside_one_phone_become_a_note(written: str) -> None:
    found = read_phone(written)
    assert (found.number, found.fault) == (phone(1), "note_split")
    assert found.note


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        (date(2010, 7, 1), "2010-07-01"),
        (datetime(2010, 7, 1, 8, 30), "2010-07-01"),
        ("2010.7.1", "2010-07-01"),
        ("2010-7-1", "2010-07-01"),
        ("2010/07/01", "2010-07-01"),
        ("2010年7月1日", "2010-07-01"),
        ("2010 年 7 月 1 日", "2010-07-01"),
        ("20100701", "2010-07-01"),
        (20100701, "2010-07-01"),
        (20100701.0, "2010-07-01"),
        ("2010-07-01 00:00:00", "2010-07-01"),
        ("2010/7/1 0:00", "2010-07-01"),
        ("2010-07-01T00:00:00", "2010-07-01"),
        ("2010.7", "2010-07"),
        ("2010.1", "2010-01"),
        ("2010.10", "2010-10"),
        ("2010-07", "2010-07"),
        ("2010/7", "2010-07"),
        ("2010年7月", "2010-07"),
        ("2010年07月份", "2010-07"),
        ("201007", "2010-07"),
        (201007, "2010-07"),
        (2010.7, "2010-07"),
        (2010.11, "2010-11"),
        (2010.01, "2010-01"),
        ("二〇一〇年七月", "2010-07"),
        ("二○一○年十二月", "2010-12"),
        ("二零一零年十月二十一日", "2010-10-21"),
        ("2010", "2010"),
        ("2010年", "2010"),
        (2010.0, "2010"),
        ("２０１０．７．１", "2010-07-01"),
        ("２０１００７０１", "2010-07-01"),
        (40360, "2010-07-01"),
        ("40360", "2010-07-01"),
        ("2000.2.29", "2000-02-29"),
    ],
)
def test_a_date_is_read_at_the_precision_given(written: Cell, iso: str) -> None:
    found = read_date(written, EPOCH_1900)
    assert (found.iso, found.fault) == (iso, "")


def test_a_serial_counts_from_the_first_day_of_the_workbook() -> None:
    assert read_date(33819, EPOCH_1904).iso == "1996-08-04"
    assert read_date(33819, EPOCH_1900).iso == "1992-08-03"


@pytest.mark.parametrize(
    "written",
    [
        "毕业分配时",
        "95.8",
        "85-3-1",
        "2010.13",
        "2010-2-30",
        "100701",
        "2010.7-2012.3",
        "2010年7月至2012年3月",
        "8月",
        "20101301",
        "2010.7.1.2",
        "25/3/2010",
        True,
        time(8, 30),
        float("nan"),
        float("inf"),
        -5,
        1e300,
        "2001.2.29",
        "30000701",
    ],
)
def test_what_is_no_date_is_left_out(written: Cell) -> None:
    found = read_date(written, EPOCH_1900)
    assert (found.iso, found.fault) == ("", "date_unreadable")


@pytest.mark.parametrize(
    ("written", "either"),
    [(2010.1, ("2010-01", "2010-10")), ("3/5/2010", ("2010-03-05", "2010-05-03"))],
)
def test_a_date_of_two_readings_is_not_guessed(written: Cell, either: tuple[str, ...]) -> None:
    found = read_date(written, EPOCH_1900)
    assert (found.iso, found.fault, found.either) == ("", "date_ambiguous", either)


@pytest.mark.parametrize(
    ("written", "iso", "note"),
    [
        ("2013.07（补办）", "2013-07", "补办"),
        ("约2010年", "2010", "约"),
        ("2010年7月1日入会", "2010-07-01", "入会"),
        ("转入 2010-07", "2010-07", "转入"),
    ],
)
def test_words_beside_one_date_become_a_note(written: str, iso: str, note: str) -> None:
    found = read_date(written, EPOCH_1900)
    assert (found.iso, found.fault, found.note) == (iso, "note_split", note)


def test_there_are_fifty_six_ethnic_groups() -> None:
    assert len(GROUPS) == 56
    assert (ethnicity("汉"), ethnicity("土家"), ethnicity(" 维吾尔族")) == (
        "汉族",
        "土家族",
        "维吾尔族",
    )
    assert (ethnicity("汉簇"), ethnicity("其他"), ethnicity("")) == ("", "", "")


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("党员", "中共党员"),
        ("中国共产党党员", "中共党员"),
        ("预备党员", "中共预备党员"),
        ("团员", "共青团员"),
        ("普通群众", "群众"),
        ("民盟盟员", "民盟盟员"),
        ("九三学社社员", "九三学社社员"),
        ("无党派人士", "无党派人士"),
        ("积极分子", ""),
        ("待核实", ""),
    ],
)
def test_a_political_status_has_one_name(written: str, status: str) -> None:
    assert political_status(written) == status


def test_a_sex_is_a_word_or_a_number() -> None:
    assert [sex_of(said) for said in ("男", "女性", "1", "2", "0", "不详")] == [
        "男",
        "女",
        "男",
        "女",
        "",
        "",
    ]
