"""Word papers of a meeting: what each says, and that they can be opened, edited and printed."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from zhijia.meetings.kinds import MEETINGS
from zhijia.meetings.paper import (
    LIBRARY,
    Agendum,
    Convening,
    Election,
    Filed,
    Group,
    Person,
    Said,
    contents,
    draft,
    hashes,
    hours,
)

DAY = date(2026, 12, 18)


def hospital() -> Convening:
    """The hospital's first congress, held: 34 due, 30 came, a committee elected."""
    return Convening(
        unit="江东化工职工医院工会",
        title="第三届第一次会员代表大会",
        kind=MEETINGS["delegates"],
        meets_on=DAY,
        drawn_on=DAY,
        term=3,
        session=1,
        begins=time(9),
        place="门诊楼五楼会议室",
        due=34,
        came=30,
        others=3,
        groups=[Group("临床", 20, 18), Group("医技后勤", 14, 12)],
        items=[
            Agendum(
                "工会委员会工作报告",
                "work",
                "adopt",
                "李某",
                30,
                "done",
                "hands",
                30,
                (29, 0, 1),
                "adopted",
                ("应到 34 人，赞成 29 票，过半数，获得通过",),
                "批准工作报告。\n明年为一线护士配齐防护用品。",
            ),
            Agendum("工会委员会委员", "committee", "elect", "", 40, "done"),
            Agendum("领导讲话", "", "hear", "周某", None, "done"),
            Agendum("未谈的事", "", "hear", "", 5, "dropped"),
        ],
        elections=[
            Election(
                "工会委员会委员",
                3,
                ("丁一", "王二三", "李四", "张五"),
                (("王二三", 28), ("丁一", 27), ("李四", 20)),
                (("应到", 34), ("发出选票", 30), ("收回选票", 30)),
            )
        ],
        people=[
            Person(f"代表{n:02d}", "正式代表", "临床", "签到台" if n < 31 else "")
            for n in range(34)
        ]
        + [Person("请假人", "正式代表", "临床", "", "外出进修")],
        said=[Said("临床", "夜班补助应当提高。", "已列入明年预算。")],
        prepared=["书面报告同级党组织和上一级工会（2026年11月2日）"],
        papers=["工作报告", "经费报告"],
        called_on=date(2026, 12, 8),
        opened_on=DAY,
        closed_on=DAY,
        upper="江东化工集团工会",
        is_roll_fixed=True,
        minutes="",
    )


def words_of(data: bytes) -> str:
    """Return all text of a Word file, tables too."""
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "to-meet",
            ["请示", "江东化工集团工会：", "应选 3 名，候选人 4 名（差额 1 名）", "请批复"],
        ),
        ("candidates", ["丁一、王二三、李四、张五", "候选人建议人选一览表", "丁　一"]),
        ("put-off", ["提前（延期）换届", "延期时间不超过半年"]),
        ("notice", ["2026年12月18日09:00", "不能委托他人代为出席和表决", "附件：1.\t工作报告"]),
        ("roll", ["签到册", "名单已经固定", "请假"]),
        ("credentials", ["资格审查报告", "应到人数固定为 34 人", "医技后勤"]),
        ("agenda", ["议　程", "一、审议通过工会委员会工作报告（李某）"]),
        ("schedule", ["09:00", "09:30", "10:10", "领导讲话"]),
        ("script", ["应到会员代表 34 人，实到 30 人", "三分之二为 23 人", "获得通过", "就位"]),
        ("method", ["选举办法", "应到会人数过半数赞成票", "差额 1 名"]),
        ("elected", ["选举结果的报告", "王二三", "28", "收回选票 30", "请予批准"]),
        (
            "resolutions",
            ["关于工会委员会工作报告的决议", "会议以举手方式表决，应到 34 人，赞成 29 票"],
        ),
        ("minutes", ["临床 20 人到 18 人", "未进行的议题：未谈的事", "答复：已列入明年预算"]),
    ],
)
def test_each_paper_says_what_it_is_for(key: str, said: list[str]) -> None:
    text = words_of(LIBRARY[key].draw(hospital()))
    for words in said:
        assert words in text, words
    assert "None" not in text
    assert "江东化工职工医院工会江东化工职工医院工会" not in text


@pytest.mark.parametrize("key", LIBRARY)
def test_each_paper_of_a_meeting_of_which_nothing_is_known_leaves_room(key: str) -> None:
    empty = Convening("甲工会", "职工代表大会", MEETINGS["staff"], DAY, DAY)
    text = words_of(LIBRARY[key].draw(empty))
    assert "甲工会" in text or "资格审查小组" in text
    assert "None" not in text
    assert "《工会法》" not in text, "a staff congress does not rest on the union's texts alone"


def test_a_paper_takes_names_as_they_were_typed_and_stays_whole() -> None:
    odd = replace(hospital(), title="<b>甲&乙</b>\x0b大会", place="三楼\x00厅")
    for one in LIBRARY.values():
        assert "\x0b" not in words_of(one.draw(odd))
    assert "<b>甲&乙</b>" in words_of(LIBRARY["notice"].draw(odd))


def test_a_method_is_a_draft_until_the_meeting_adopted_it() -> None:
    told = hospital()
    assert "（草案）" in words_of(LIBRARY["method"].draw(told))
    item = Agendum("选举办法", "method", "adopt", state="done", result="adopted")
    text = words_of(LIBRARY["method"].draw(replace(told, items=[*told.items, item])))
    assert "（草案）" not in text
    assert "2026年12月18日第三届第一次会员代表大会通过" in text.replace(" ", "")


def test_a_method_of_the_staff_names_no_rule_of_the_union() -> None:
    told = replace(hospital(), kind=MEETINGS["staff"])
    text = words_of(LIBRARY["method"].draw(told))
    assert "工会基层组织选举工作条例" not in text
    assert "另选他人" not in text


def test_the_report_tells_what_the_committee_elected_after_the_congress() -> None:
    head = Election("选举工会主席（第三届委员会第一次全体会议）", 1, ("丁一",), (("丁一", 3),))
    text = words_of(LIBRARY["elected"].draw(replace(hospital(), later=[head])))
    assert "二、选举工会主席（第三届委员会第一次全体会议）" in text


def test_a_vote_is_told_once_and_a_unit_is_named_once() -> None:
    told = hospital()
    assert words_of(LIBRARY["minutes"].draw(told)).count("29 票") == 1
    other = replace(told, unit="化工集团工会", title="化工集团第三届职工代表大会第一次会议")
    assert other.name == other.heading == other.title


def test_hours_stop_where_nobody_planned_how_long() -> None:
    told = hospital()
    assert [hour for hour, _ in hours(told)] == ["09:00", "09:30", "10:10"]
    unknown = replace(told, items=[Agendum("甲"), Agendum("乙", minutes=5)])
    assert [hour for hour, _ in hours(unknown)] == ["09:00", ""]
    assert [hour for hour, _ in hours(replace(told, begins=None))] == ["", "", ""]


def test_minutes_that_were_written_are_printed_as_they_were_written() -> None:
    told = replace(hospital(), minutes="一、到会\n三十人到会。\n改过的一句。")
    text = words_of(LIBRARY["minutes"].draw(told))
    assert "改过的一句。" in text
    assert "未进行的议题" not in text
    assert "一、到会" in text


def test_the_draft_says_who_asked_for_leave_and_what_was_decided() -> None:
    text = draft(hospital())
    assert "请假：请假人。" in text
    assert "决议：批准工作报告。" in text
    assert text.index("到会情况") < text.index("议程和表决") < text.index("讨论意见")


@pytest.mark.parametrize("key", LIBRARY)
def test_no_paper_says_why_somebody_asked_for_leave(key: str) -> None:
    assert "外出进修" not in words_of(LIBRARY[key].draw(hospital()))


def test_the_index_names_each_file_with_its_hash() -> None:
    filed = [Filed("5 决议和纪要", "决议.docx", 12345, "ab" * 32)]
    text = words_of(contents(replace(hospital(), filed=filed)))
    assert "12,345" in text
    assert "ab" * 16 in text
    assert hashes(filed) == f"{'ab' * 32}  5 决议和纪要/决议.docx\n"


SEEN = ("to-meet", "notice", "script", "resolutions", "minutes", "elected", "credentials")


@pytest.mark.parametrize("key", SEEN)
def test_a_paper_prints_through_writer_without_a_blank_page(key: str, tmp_path: Path) -> None:
    if not shutil.which("soffice") or not shutil.which("pdftoppm"):
        pytest.skip("soffice or pdftoppm is absent, so the paper was not printed")
    file = tmp_path / f"{key}.docx"
    file.write_bytes(LIBRARY[key].draw(hospital()))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    run(["soffice", home, "--headless", "--convert-to", "pdf", file.name], tmp_path)
    run(["pdftoppm", "-r", "60", "-png", f"{key}.pdf", "page"], tmp_path)
    pictures = sorted(tmp_path.glob("page*.png"))
    assert 1 <= len(pictures) <= 3
    for picture in pictures:
        with Image.open(picture) as image:
            grey = image.convert("L")
            assert grey.width < grey.height, "A4 upright"
            dark = sum(grey.histogram()[:128])
            assert dark > 0.002 * grey.width * grey.height, f"{picture.name} is blank"
            edge = grey.crop((0, 0, grey.width, int(grey.height * 30 / 297)))
            assert sum(edge.histogram()[:128]) == 0, "the upper margin is 37 mm"


def run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
