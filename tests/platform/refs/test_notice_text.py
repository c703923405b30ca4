"""A notice pasted as it was published is read into the very days of our table."""

from datetime import date

import pytest

from zhijia.platform.refs.announced import announced
from zhijia.platform.refs.notice_text import Unread, read

NOTICES = {
    2021: """一、元旦：2021年1月1日至3日放假，共3天。
二、春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。
三、清明节：4月3日至5日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
五、端午节：6月12日至14日放假，共3天。
六、中秋节：9月19日至21日放假调休，共3天。9月18日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。""",
    2026: """经国务院批准，现将具体安排通知如下。
一、元旦:1月1日(周四)至3日(周六)放假调休,共3天。1月4日(周日)上班。
二、春节:2月15日(农历腊月二十八、周日)至23日(农历正月初七、周一)放假调休,共9天。2月14日(周六)、2月28日(周六)上班。
三、清明节:4月4日(周六)至6日(周一)放假,共3天。
四、劳动节:5月1日(周五)至5日(周二)放假调休,共5天。5月9日(周六)上班。
五、端午节:6月19日(周五)至21日(周日)放假,共3天。
六、中秋节:9月25日(周五)至27日(周日)放假,共3天。
七、国庆节:10月1日(周四)至7日(周三)放假调休,共7天。9月20日(周日)、10月10日(周六)上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。""",
}


@pytest.mark.parametrize("year", NOTICES)
def test_the_notice_and_our_table_say_the_same(year: int) -> None:
    found = read(NOTICES[year], year=year, source="通知")
    table = [one for one in announced() if one.year == year]
    assert [one[:3] for one in found] == [one[:3] for one in table]


@pytest.mark.parametrize(
    ("line", "off", "worked"),
    [
        (
            "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。",
            ["2022-12-31", "2023-01-02"],
            [],
        ),
        ("元旦：1月1日放假，与周末连休。", ["2023-01-01"], []),
        ("元旦：1月1日（周三）放假1天，不调休。", ["2023-01-01"], []),
        (
            "中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日上班。",
            ["2023-09-29", "2023-10-06"],
            ["2023-10-07", "2023-10-08"],
        ),
        ("三、清 明 节：4月5日 放假，共1天。", ["2023-04-05"], []),
    ],
)
def test_a_line_is_read_as_it_is_meant(line: str, off: list[str], worked: list[str]) -> None:
    found = read(line, year=2023, source="通知")
    free = [one.day for one in found if not one.is_workday]
    assert sorted({min(free), max(free)}) == [date.fromisoformat(day) for day in off]
    assert [str(one.day) for one in found if one.is_workday] == worked


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("春节：2月15日至23日放假调休，共8天。", "写的是 8 天，读到 9 天"),
        ("春节：2月30日放假，共1天。", "日历上没有"),
        ("春节：2月14日、2月28日上班。", "没有读到放假"),
        ("春节：2月15日至2099年2月23日放假调休。", "起止日期不对"),
        ("春节：2月15日至2020年2月23日放假调休。", "起止日期不对"),
    ],
)
def test_a_line_that_does_not_add_up_is_named(line: str, why: str) -> None:
    with pytest.raises(Unread, match=why):
        read(line, year=2026, source="通知")


@pytest.mark.parametrize(
    "text", ["", "各位同事：大家好。", "<script>", "：" * 1000, "、" * 3000, "\n" * 5000]
)
def test_a_text_that_is_no_notice_has_no_days(text: str) -> None:
    assert read(text, year=2026, source="通知") == []
