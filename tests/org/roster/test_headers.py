"""Which column is what, whatever it is called."""

import pytest

from tests.org.roster.making import (
    HEAD,
    beside,
    csv,
    identity,
    merged,
    only,
    phone,
    roster,
    understand,
    warnings,
)
from zhijia.org.roster.headers import meaning, one_edit

PERSON = ["王小明", identity(), "A1", "男", phone(1), "动力车间"]


@pytest.mark.parametrize(
    ("field", "headers"),
    [
        (
            "name",
            "姓名 姓　名 *姓名 名字 职工姓名 会员姓名 姓名（必填） ★姓名 1.姓名 姓名Name "
            "教师姓名 姓名：",
        ),
        (
            "id_number",
            "身份证号 身份证号码 身份证\n号码 证件号码 公民身份号码 居民身份证号 "
            "身份证(18位) 身份证（护照）号码",
        ),
        (
            "phone",
            "手机 手机号码 联系电话 移动电话 联系方式 电话 联系电话（手机） 本人手机号码 "
            "手机号/微信号",
        ),
        (
            "department",
            "部门 所在部门 科室 车间 班组 工会小组 部门/工会小组 处室 车间（科室） "
            "员工部门 所属车间",
        ),
        ("staff_no", "工号 职工编号 员工编号 人员编号 职工号 工作证号 ERP编号 会员工号"),
        ("birth", "出生日期 出生年月 出生年月日 生日 出生年/月 出生时间 出生年月（公历）"),
        ("joined_on", "入会时间 入会日期 加入工会时间 入会年月 参加工会时间 会员入会时间"),
        ("work_started_on", "参加工作时间 参工时间 参加工作日期 参加工作年月 工作时间"),
        ("ethnicity", "民族 族别 民族成份"),
        ("political_status", "政治面貌 政治面目 政治\n面貌 党派"),
        ("education", "学历 文化程度 最高学历 学历/学位"),
        ("position", "岗位 职务 岗位/职务 现任职务 工作岗位 职务（岗位） 行政职务"),
        ("employment", "用工形式 用工性质 编制类型 人员类别 用工类型"),
        ("status", "会籍状态 会员状态 会籍 会籍情况"),
        ("union_unit", "所属工会 工会名称 分会 所在分会 基层工会"),
        ("employer", "单位名称 工作单位 用人单位 公司名称 所在单位"),
        ("sex", "性别 性　别 性别（男/女） 会员性别 男/女"),
    ],
)
def test_a_column_goes_by_many_names(field: str, headers: str) -> None:
    for header in headers.split(" "):
        found = meaning(header)
        assert found is not None, header
        assert (found.field, found.typo) == (field, False), header


@pytest.mark.parametrize(
    "header",
    "入党时间 入职时间 入厂日期 入团时间 退会时间 出生地 出生地点 籍贯 会员证号 工会证号 "
    "会员类别 证件类型 联系人 联系人电话 "
    "配偶姓名 配偶身份证号 紧急联系人电话 家庭电话 家庭住址 工会职务 党内职务 职称 "
    "专业技术职务 技术等级 座机号 手机型号 "
    "原工作单位 曾用名 备用电话 参加工作年限 单位性质 学位 毕业院校 会费状态 班组长 "
    "工会小组长 本人签名 父亲姓名 序号 备注 "
    "年龄 婚姻状况 健康状况 岗位等级 职工代表 是否党员 户籍状态 人员状态 银行卡号 "
    "社保卡号 子女姓名 家属联系电话 "
    "部门负责人 单位地址 职业名称 行业名称 第二学历 微信号 邮箱 导入结果".split(),
)
def test_a_term_of_its_own_is_no_misspelt_column(header: str) -> None:
    assert meaning(header) is None


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("联系电活", "phone"),
        ("人会时间", "joined_on"),
        ("身分证号", "id_number"),
        ("身份证号号码", "id_number"),
        ("政治面貎", "political_status"),
        ("出生年曰", "birth"),
        ("参加工作时问", "work_started_on"),
        ("职工姓民", "name"),
        ("手机号吗", "phone"),
        ("用工型式", "employment"),
    ],
)
def test_one_wrong_letter_is_taken_and_flagged(written: str, field: str) -> None:
    found = meaning(written)
    assert found is not None
    assert (found.field, found.typo) == (field, True)


def test_two_wrong_letters_are_too_many() -> None:
    assert meaning("联系申活") is None


def test_a_short_word_is_never_taken_for_another() -> None:
    assert meaning("姓明") is None


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("abc", "abd", True),
        ("abc", "ab", True),
        ("abc", "xabc", True),
        ("abc", "abc", False),
        ("abc", "acb", False),
        ("abc", "abcde", False),
        ("", "a", True),
    ],
)
def test_one_edit_is_one_letter_changed_added_or_lost(a: str, b: str, near: bool) -> None:
    assert one_edit(a, b) is one_edit(b, a) is near


def test_the_slip_in_a_header_is_flagged_at_the_header() -> None:
    found = beside(联系电活=phone(7))
    assert warnings(found) == [(1, "header_typo")]
    assert only(found).phone == phone(7)


def test_a_right_header_wins_over_a_misspelt_one() -> None:
    found = beside(联系电活=phone(7), 手机=phone(8))
    assert (warnings(found), only(found).phone) == ([], phone(8))


def test_of_two_departments_the_larger_counts_and_of_two_phones_the_mobile() -> None:
    person = only(beside(工会小组="一组", 部门="动力车间", 联系电话="6123", 手机号码=phone(8)))
    assert (person.department, person.phone) == ("动力车间", phone(8))


def test_a_sheet_needs_a_name_and_two_more_known_columns() -> None:
    assert not roster([["姓名", "性别", "签到"], ["王小明", "男", ""]]).sheets_used
    assert not roster([["性别", "身份证号", "部门"], ["男", identity(), "办公室"]]).sheets_used
    assert roster([["姓名", "性别", "部门"], ["王小明", "男", "办公室"]]).sheets_used


def test_titles_and_lines_for_the_date_stand_above_the_header() -> None:
    above = [
        ["化工集团工会"],
        ["会员花名册"],
        ["填报单位：合成厂", None, "填表人：", None, "2024年"],
        [],
    ]
    found = roster([*above, HEAD, PERSON])
    assert (found.header_rows, only(found).row) == ({"会员": (5,)}, 6)


FAMILY = [
    ["序号", "姓名", "身份证号", "家庭成员", None, None, "联系方式", None, "部门"],
    [None, None, None, "姓名", "关系", "电话", "手机", "住址", None],
    [1, "王小明", identity(), "王大明", "父亲", phone(9), phone(1), "幸福路", "动力车间"],
]
MERGES = ("A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:H1", "I1:I2")


@pytest.mark.parametrize("ranges", [MERGES, ()], ids=["merged", "not merged"])
def test_two_rows_form_one_header_and_relatives_are_not_the_member(ranges: tuple[str, ...]) -> None:
    found = roster(FAMILY, merged(*ranges))
    assert found.header_rows == {"会员": (1, 2)}
    person = only(found)
    assert (person.row, person.name, person.phone) == (3, "王小明", phone(1))
    assert person.department == "动力车间"


def test_two_header_rows_are_understood_in_csv() -> None:
    rows = [["" if cell is None else cell for cell in row] for row in FAMILY]
    found = understand(csv(rows), "a.csv")
    assert (found.header_rows, only(found).phone) == ({"": (1, 2)}, phone(1))


def test_groups_may_stand_over_all_columns() -> None:
    rows = [
        ["会员花名册"],
        ["基本情况", None, None, "配偶", None, "工会情况", None],
        ["姓名", "身份证号", "性别", "姓名", "电话", "入会时间", "会籍状态"],
        ["王小明", identity(), "男", "李小红", phone(9), "2010.07", "在册"],
    ]
    found = roster(rows, merged("A1:G1", "A2:C2", "D2:E2", "F2:G2"))
    assert found.header_rows == {"会员": (2, 3)}
    person = only(found)
    assert (person.name, person.phone, person.joined_on) == ("王小明", None, "2010-07")


def test_a_title_over_the_header_is_no_group() -> None:
    found = roster([["会员家庭成员情况及花名册"], HEAD, PERSON], merged("A1:F1"))
    assert (found.header_rows, only(found).name) == ({"会员": (2,)}, "王小明")


def test_a_group_gives_its_sub_columns_their_meaning() -> None:
    rows = [
        ["姓名", "身份证", None, "入会", None, "部门"],
        [None, "号码", "有效期", "时间", "介绍人", None],
        ["王小明", identity(), "长期", "2010.7.1", "张三", "办公室"],
    ]
    person = only(roster(rows, merged("A1:A2", "B1:C1", "D1:E1", "F1:F2")))
    assert (person.id_number, person.joined_on) == (identity(), "2010-07-01")
