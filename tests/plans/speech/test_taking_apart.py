"""What holds for every text, and what a reader of a speech may rely on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.plans.speech import (
    AREAS,
    LABELS,
    Kind,
    Source,
    Speech,
    Unreadable,
    fields,
    read_text,
    take_apart,
)

WORDS = (
    "各单位 要 必须 加强 培训 一、 (一) 1、 一是 二是 第一, 篇一 篇二 “ ” ( ) 《 》 , 。 ; : 、"
    " 6月底前 不少于3次 同志们 希望 通过 以 为重点 了 是 的 牵头单位: 工会 职工 把 对 将 提高 意识"
).split(" ")
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([*WORDS, " ", "\n", "\r\n", "\x00", "\ud800", "　"]), max_size=80).map(
        "".join
    ),
)


def source_of(text: str) -> Source | None:
    try:
        return read_text(text)
    except Unreadable:
        return None


def taken(text: str) -> tuple[Source, tuple[Speech, ...]]:
    source = read_text(text)
    return source, take_apart(source)


def tasks(text: str) -> list[str]:
    source, found = taken(text)
    pieces = [piece for speech in found for piece in speech.pieces]
    return [source.text[p.start : p.end] for p in pieces if p.kind is Kind.TASK]


@given(TEXTS)
def test_any_text_comes_apart_in_order_and_nothing_is_invented(text: str) -> None:
    source = source_of(text)
    if source is None:
        return
    found = take_apart(source)

    assert found == take_apart(source)
    assert [speech.start for speech in found] == [0, *(speech.end for speech in found[:-1])]
    assert found[-1].end == len(source.text)
    for speech in found:
        check_speech(source, speech)


def check_speech(source: Source, speech: Speech) -> None:
    words = source.text[speech.start : speech.end]
    at = speech.start
    for piece in speech.pieces:
        assert at <= piece.start < piece.end <= speech.end
        assert piece.cue
        assert piece.point is None or 0 <= piece.point < len(speech.points)
        assert (piece.area in AREAS) == (piece.kind is Kind.TASK)
        assert all(word in words for word in (piece.responsible, piece.deadline, *piece.figures))
        at = piece.end
    for point in speech.points:
        assert source.text[point.start : point.end].startswith(point.number)
        assert point.text in source.text[point.start : point.end]


@given(TEXTS)
def test_only_marks_enumerators_and_connectives_fall_between_pieces(text: str) -> None:
    source = source_of(text)
    if source is None:
        return
    for speech in take_apart(source):
        at = speech.start
        for piece in [*speech.pieces, None]:
            between = source.text[at : piece.start if piece else speech.end]
            assert len([c for c in between if c.isalnum()]) <= 24
            at = piece.end if piece else at


def test_every_kind_has_a_word_for_the_screen() -> None:
    assert set(LABELS) == set(Kind)


def test_a_demand_after_a_modal_is_a_task_with_its_doer_and_deadline() -> None:
    source, (speech,) = taken("一、抓落实。各单位要在6月底前开展不少于2次安全检查。")
    task = next(piece for piece in speech.pieces if piece.kind is Kind.TASK)

    assert source.text[task.start : task.end] == "各单位要在6月底前开展不少于2次安全检查"
    assert (task.responsible, task.deadline, task.figures) == ("各单位", "6月底前", ("不少于2次",))
    assert task.area == "safety"
    assert speech.points[task.point or 0].text == "抓落实"


def test_past_work_praise_and_greetings_are_no_tasks() -> None:
    assert not tasks(
        "同志们:去年,我们开展了八次培训,走访了困难职工。大会开得圆满成功。向大家表示衷心的感谢!"
    )


def test_attitudes_slogans_and_aims_are_no_tasks() -> None:
    assert not tasks("要增强责任意识,发扬奉献精神,为公司发展作出新的更大贡献。")
    assert tasks("要加强业务培训工作,不断提高职工素质。") == ["要加强业务培训工作"]


def test_what_another_body_asked_in_its_document_is_quoted() -> None:
    assert not tasks("中国工会十八大提出了“加强组织建设,维护职工权益”等目标任务。")


def test_what_the_speakers_side_promises_is_no_task() -> None:
    assert not tasks("我代表局党委表示,将一如既往支持工会开展工作。")


def test_a_heading_with_tasks_beneath_is_a_point_and_alone_it_is_a_task() -> None:
    text = "一、做好帮扶工作。要走访慰问困难职工家庭。二、完善职工服务中心的设施。"
    _, (speech,) = taken(text)

    assert [point.text for point in speech.points] == ["做好帮扶工作"]
    assert tasks(text) == ["要走访慰问困难职工家庭", "完善职工服务中心的设施"]


def test_headings_inside_a_line_and_stray_blanks_are_understood() -> None:
    text = "提两点要求 1、抓好培 训工作 要举办两期骨干培训班。 2、抓好慰问工作 要走访 困难职工。"

    assert tasks(text) == ["要举办两期骨干培训班", "要走访 困难职工"]


def test_a_hard_wrapped_paragraph_reads_like_an_unbroken_one() -> None:
    wrapped = (
        "各单位要把今年的培训计划层层分解到每一个班组,落\n实到每一个人,并且按月检查执行的情\n况。"
    )

    assert tasks(wrapped) == tasks(wrapped.replace("\n", ""))


def test_a_label_beside_an_item_names_who_leads() -> None:
    _, (speech,) = taken("1、抓好换届。要按期完成分会换届选举。(牵头单位:院办公室)")
    task = next(piece for piece in speech.pieces if piece.kind is Kind.TASK)

    assert task.responsible == "院办公室"


def test_everybody_is_nobody_to_ask() -> None:
    _, (speech,) = taken("一、抓落实。我们要完善考核办法。")
    task = next(piece for piece in speech.pieces if piece.kind is Kind.TASK)

    assert task.responsible == ""


def test_five_speeches_in_one_file_come_apart_as_five() -> None:
    text = "".join(f"篇{n}在大会上的讲话\n一、学习。各单位要组织学习文件。\n" for n in "一二三四五")
    source, found = taken(text)

    assert [speech.number for speech in found] == [1, 2, 3, 4, 5]
    assert {speech.title for speech in found} == {"在大会上的讲话"}
    assert "".join(source.text[s.start : s.end] for s in found) == source.text


def test_title_speaker_and_day_are_read_where_they_are_certain() -> None:
    _, (speech,) = taken(
        "在职代会上的总结讲话\n公司党委书记 周建平\n(2025年1月16日)\n同志们:\n散会。"
    )

    assert speech.title == "在职代会上的总结讲话"
    assert speech.speaker == "周建平"
    assert str(speech.given_on) == "2025-01-16"


def test_a_day_in_chinese_numerals_is_read() -> None:
    _, (speech,) = taken("在大会上的讲话\n(二〇二三年十一月二十八日)\n同志们:\n散会。")

    assert str(speech.given_on) == "2023-11-28"


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    _, (speech,) = taken("在大会上的讲话\n(2025年2月30日)\n同志们:\n散会。")

    assert speech.given_on is None


def test_a_speech_without_a_demand_has_no_tasks_and_no_error() -> None:
    assert tasks("今天天气很好,大家辛苦了。") == []


def test_html_stays_text() -> None:
    source, (speech,) = taken("<script>alert(1)</script>各单位要<b>加强</b>安全检查。")

    assert "".join(source.text[p.start : p.end] for p in speech.pieces).startswith("<script>")


def test_a_long_text_without_a_mark_is_read_in_time_that_grows_with_it() -> None:
    assert take_apart(read_text("要" * 20_000))[0].end == 20_000


@pytest.mark.parametrize("join", ["", "\n"])
def test_a_speech_ten_times_as_long_is_ten_times_the_work(
    monkeypatch: pytest.MonkeyPatch, join: str
) -> None:
    looks: list[int] = []
    search = fields.label_in

    def count(text: str, start: int, end: int) -> tuple[int, int] | None:
        looks.append(end - start)
        return search(text, start, end)

    monkeypatch.setattr(fields, "label_in", count)
    sentence = "各单位要落实安全生产责任制，年底前完成隐患排查。同志们，形势很好。"
    read = []
    for times in (20, 200):
        looks.clear()
        taken(join.join([sentence] * times))
        read.append(sum(looks))
    assert read[1] <= 11 * read[0]


def test_a_review_stays_a_review_under_its_own_headings() -> None:
    assert not tasks("一、工作回顾\n1、强化引领。组织学习42场。\n2、开展竞赛。举办大赛3次。\n")


def test_demands_without_a_modal_are_found_amid_demands() -> None:
    text = "一、维权。各项目要落实专用账户,工资按月足额发,露天作业严格执行高温停工的规定。"

    assert tasks(text)[1:] == ["工资按月足额发", "露天作业严格执行高温停工的规定"]


def test_what_a_demand_is_about_belongs_to_it() -> None:
    text = "一、提案。职工反映的加班费问题,请人事科会同工会拿出办法。"

    assert tasks(text) == ["职工反映的加班费问题,请人事科会同工会拿出办法"]


def test_manners_before_a_verb_are_stepped_over() -> None:
    text = "一、维权。要自觉地按照规定,主动、依法、科学维护职工权益,正确地处理好利益关系。"

    assert tasks(text) == ["主动、依法、科学维护职工权益", "正确地处理好利益关系"]


def test_a_numeral_and_a_blank_open_a_heading() -> None:
    _, (speech,) = taken("一 竞赛要出新\n各单位要制定细则。\n二 服务要做实\n各单位要开展慰问。\n")

    assert [(point.number, point.text) for point in speech.points] == [
        ("一", "竞赛要出新"),
        ("二", "服务要做实"),
    ]


def test_a_task_whose_words_tell_nothing_takes_the_area_of_what_stands_around_it() -> None:
    text = "讲话\n一、要求\n要开展隐患排查。要组织应急演练。要抓好整改，三季度末全部清零。"
    speech = taken(text)[1][0]

    assert [piece.area for piece in speech.pieces if piece.kind is Kind.TASK] == ["safety"] * 3


def test_what_is_sent_in_is_writing_whatever_it_is_about() -> None:
    text = "讲话\n一、要求\n各单位要对照目录自查，8月20日前形成自查报告报集团办公室。"
    speech = taken(text)[1][0]

    assert [piece.area for piece in speech.pieces if piece.kind is Kind.TASK] == ["writing"]


def test_in_view_of_what_belongs_to_the_demand_behind_it() -> None:
    text = "一、竞赛。各级工会要围绕全市重点工程和重点项目，广泛开展劳动竞赛活动。"

    assert tasks(text) == ["各级工会要围绕全市重点工程和重点项目，广泛开展劳动竞赛活动"]


def test_for_whom_something_is_done_is_nobody_to_ask() -> None:
    _, (speech,) = taken("一、帮扶。困难职工要逐户摸底。要主动为困难职工办实事。")
    found = [piece.responsible for piece in speech.pieces if piece.kind is Kind.TASK]

    assert found == ["", ""]


def test_a_doer_behind_by_is_named_though_no_list_holds_him() -> None:
    _, (speech,) = taken("一、食堂。要改善伙食。夜班职工的加餐由食堂送到科室。")
    found = [piece.responsible for piece in speech.pieces if piece.kind is Kind.TASK]

    assert found == ["", "食堂"]


def test_general_support_and_a_state_of_things_are_no_tasks() -> None:
    text = "一、领导。各级党委要切实加强对工会工作的领导，定期听取工会的汇报。"

    assert tasks(text) == ["定期听取工会的汇报"]
    assert tasks("一、稳定。要及时排查各类矛盾，把不稳定因素消除在萌芽状态。") == [
        "要及时排查各类矛盾"
    ]
