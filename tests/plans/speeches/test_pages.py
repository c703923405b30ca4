"""The pages of a speech: in a whole page and in fragments, granted and refused."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org import actions as org
from zhijia.org.models import Member, Unit
from zhijia.org.queries import actor_for
from zhijia.plans import actions, queries, speech
from zhijia.plans.models import Piece, Source, Speech, Task
from zhijia.plans.offers.desk import waiting
from zhijia.platform.actor import Actor
from zhijia.platform.once import fresh

Find = Callable[[str], Piece]
Browse = Callable[..., Client]
Seat = Callable[..., Actor]
Most = Callable[[int], Any]
HTMX = {"HX-Request": "true"}
LIST, NEW = "/plans/speeches/", "/plans/speeches/new/"
STEPS = ("piece-promote", "piece-demote", "piece-merge", "piece-file")
SHEETS = ("piece-edit", "piece-split")


def at(name: str, row: Any) -> str:
    return reverse(f"plans:{name}", args=[row if isinstance(row, int) else row.pk])


def worded(piece: Piece, **new: object) -> dict[str, object]:
    """Return what the form of a piece sends, with these changes."""
    names = ("wording", "area", "responsible", "deadline", "figures", "version")
    return {**{name: getattr(piece, name) for name in names}, "due_on": "", **new}


@pytest.fixture
def desk(sign_in: Browse, group_desk: Actor) -> Client:
    return sign_in(group_desk)


@pytest.fixture
def stranger(sign_in: Browse, hospital_desk: Actor) -> Client:
    """The desk of another unit, which the group's drafts are no business of."""
    return sign_in(hospital_desk)


@pytest.fixture
def reader(sign_in: Browse, group: Unit, seat: Seat) -> Client:
    """王建国, 党委副书记 of the group, who may read but keeps no desk."""
    return sign_in(seat("1004", group))


@pytest.fixture
def plain_member(sign_in: Browse, group: Unit, group_desk: Actor, today: date) -> Client:
    """A member of the group's own unit without any post."""
    who = org.enrol(
        actor=group_desk, unit=group, name="钱思远", staff_no="1006", joined_on=today, gender="male"
    )
    return sign_in(actor_for(Member.objects.get(pk=who.pk)))


def test_an_empty_list_says_what_the_first_step_is(desk: Client) -> None:
    page = desk.get(LIST)
    assert "第一步：把领导讲话登记进来" in page.text
    assert f'href="{NEW}"' in page.text


def test_an_empty_list_tells_a_reader_who_will_fill_it(plain_member: Client) -> None:
    page = plain_member.get(LIST)
    assert "登记以后，会列在这里" in page.text
    assert "第一步" not in page.text


def test_the_list_tells_who_spoke_when_and_how_far_the_work_is(
    desk: Client, entered: Speech, group_desk: Actor, today: date
) -> None:
    rows = desk.get(LIST).text
    assert "在工会工作会议上的讲话" in rows
    assert "王建国" in rows
    assert f"{today:%Y-%m-%d}" in rows
    assert "待核对" in rows
    assert f"{queries.task_pieces(entered).count()} 条" in rows

    actions.confirm(actor=group_desk, speech=entered, today=today)
    assert "已确认" in desk.get(LIST).text


def test_who_keeps_no_desk_is_told_who_takes_speeches_in(reader: Client) -> None:
    for url in (LIST, NEW):
        page = reader.get(url)
        assert "由本单位的工会主席、副主席或者干事办理" in page.text
        assert "<textarea" not in page.text
    assert f'href="{NEW}"' not in reader.get(LIST).text


def test_who_keeps_no_desk_takes_nothing_in(reader: Client, group: Unit, text: str) -> None:
    page = reader.post(NEW, {"unit": group.pk, "text": text})
    assert page.status_code == 422
    assert not Speech.objects.exists()


def test_a_long_list_has_pages_and_costs_few_queries(
    desk: Client, group: Unit, group_desk: Actor, today: date, django_assert_max_num_queries: Most
) -> None:
    paper = Source.objects.create(unit=group, unit_path=group.path, name="年报", taken_on=today)
    Speech.objects.bulk_create(
        Speech(
            source=paper,
            unit=group,
            unit_path=group.path,
            number=n,
            title=f"讲话之{n}",
            start=0,
            end=0,
            digest=f"{n}",
            taken_on=today,
        )
        for n in range(1, 61)
    )
    with django_assert_max_num_queries(12):
        first = desk.get(LIST)
    assert "共 <strong>60</strong> 条" in first.text
    assert "讲话之60" in desk.get(LIST, {"page": 2}).text


def test_one_desk_needs_no_choice_of_a_unit_and_two_desks_do(
    desk: Client, group_desk: Actor, group: Unit, hospital: Unit, today: date, sign_in: Browse
) -> None:
    assert '<select name="unit"' not in desk.get(NEW).text
    org.appoint(
        actor=group_desk,
        unit=hospital,
        member=Member.objects.get(pk=group_desk.member_id),
        kind="desk",
        from_on=today,
    )
    page = desk.get(NEW)
    assert '<select name="unit"' in page.text
    assert "职工医院工会" in page.text


def test_a_pasted_speech_leads_to_its_workbench(desk: Client, group: Unit, text: str) -> None:
    page = desk.post(NEW, {"unit": group.pk, "text": text}, follow=True)
    assert page.redirect_chain == [(Speech.objects.get().get_absolute_url(), 302)]
    assert "讲话已登记，请核对下面标出的任务" in page.text


def test_a_form_sent_twice_enters_one_speech(desk: Client, group: Unit, text: str) -> None:
    sent = {"unit": group.pk, "text": text, "once": fresh()}
    first, second = desk.post(NEW, sent), desk.post(NEW, sent)
    assert first["Location"] == second["Location"]
    assert Speech.objects.count() == 1


def test_the_workbench_shows_every_piece_and_what_is_open(
    desk: Client, entered: Speech, piece: Find
) -> None:
    page = desk.get(at("speech", entered)).text
    for one in queries.pieces_of(entered):
        assert f'id="piece-{one.pk}"' in page
        assert queries.words_of(one) in page
    task = piece("体检")
    shown = page[page.index(f'id="piece-{task.pk}"') :]
    assert "职工医院工会" in shown
    assert "期限待定" in shown[: shown.index("取消任务")]
    assert f"<strong>{queries.task_pieces(entered).count()}</strong> 条任务" in page


def test_only_the_tasks_are_shown_when_asked(desk: Client, entered: Speech) -> None:
    page = desk.get(at("speech", entered), {"show": "tasks"}).text
    assert "困难职工档案" in page
    assert "很好的成绩" not in page


def test_a_speech_without_a_task_says_how_one_is_made(desk: Client, group: Unit) -> None:
    page = desk.post(NEW, {"unit": group.pk, "text": "同志们，谢谢大家。"}, follow=True).text
    assert "没有找到要落实的任务" in page
    assert "点一句话后面的“＋”" in page


def test_a_draft_is_not_found_by_another_units_desk(
    stranger: Client, entered: Speech, piece: Find
) -> None:
    one = piece("很好的成绩")
    for name in ("speech", "speech-edit", "speech-confirm", "speech-original"):
        assert stranger.get(at(name, entered)).status_code == 404
    for name in ("piece", *SHEETS):
        assert stranger.get(at(name, one)).status_code == 404
    for name in (*STEPS, *SHEETS):
        assert stranger.post(at(name, one)).status_code == 404
    assert piece("很好的成绩").version == one.version


def test_a_member_without_a_post_reads_a_speech_only_once_it_is_confirmed(
    plain_member: Client, entered: Speech, piece: Find, group_desk: Actor, today: date
) -> None:
    one, urls = piece("体检"), [at("speech", entered), at("speech-original", entered)]
    assert [plain_member.get(url).status_code for url in urls] == [404, 404]
    assert plain_member.get(at("piece", one)).status_code == 404
    assert "在工会工作会议上的讲话" not in plain_member.get(LIST).text
    actions.confirm(actor=group_desk, speech=entered, today=today)
    assert plain_member.get(urls[0]).status_code == 200
    assert "在工会工作会议上的讲话" in plain_member.get(LIST).text


def test_an_id_that_nobody_gave_out_is_not_found(desk: Client, entered: Speech) -> None:
    for name in ("speech", "speech-edit", "speech-confirm", "piece", *SHEETS):
        assert desk.get(at(name, 999_999)).status_code == 404
    for name in STEPS:
        assert desk.post(at(name, 999_999)).status_code == 404


def test_a_step_is_not_done_by_opening_its_address(desk: Client, piece: Find) -> None:
    for name in STEPS:
        assert desk.get(at(name, piece("很好的成绩"))).status_code == 405


def test_who_may_only_read_sees_one_grey_button_and_no_steps(
    reader: Client, entered: Speech, piece: Find
) -> None:
    page = reader.get(at("speech", entered)).text
    assert "由登记单位的工会主席、副主席或者干事办理" in page
    assert "formaction" not in page
    for name in SHEETS:
        assert "由登记单位的" in reader.get(at(name, piece("体检"))).text


@pytest.mark.parametrize("name", STEPS)
def test_a_step_by_who_may_only_read_is_refused(
    name: str, reader: Client, entered: Speech, piece: Find
) -> None:
    before = list(entered.pieces.values())
    for headers in (None, HTMX):
        page = reader.post(at(name, piece("体检")), headers=headers)
        assert page.status_code == 422
        assert "由登记单位的" in page.text
    assert list(entered.pieces.values()) == before


def test_a_plain_browser_is_led_back_to_the_piece(desk: Client, piece: Find) -> None:
    one = piece("很好的成绩")
    answer = desk.post(at("piece-promote", one), {"once": fresh()})
    assert answer.status_code == 302
    assert answer["Location"] == f"{one.speech.get_absolute_url()}?piece={one.pk}#piece-{one.pk}"
    assert piece("很好的成绩").kind == "task"


def test_htmx_is_given_the_piece_the_counts_and_a_new_token(
    desk: Client, entered: Speech, piece: Find
) -> None:
    one, token = piece("很好的成绩"), fresh()
    n_tasks = queries.task_pieces(entered).count()
    part = desk.post(at("piece-promote", one), {"once": token}, headers=HTMX).text

    assert "<html" not in part
    assert part.strip().startswith(f'<div class="piece task" id="piece-{one.pk}"')
    assert f"<strong>{n_tasks + 1}</strong> 条任务" in part
    new = re.search(r'id="once" name="once" value="(\w+)" hx-swap-oob', part)
    assert new
    assert new[1] != token


def test_a_joined_piece_takes_the_next_one_off_the_page(desk: Client, piece: Find) -> None:
    first, second = piece("隐患排查"), piece("隐患台账")
    part = desk.post(at("piece-merge", first), headers=HTMX).text
    assert f'id="piece-{second.pk}" hx-swap-oob="delete"' in part
    assert not Piece.objects.filter(pk=second.pk).exists()


@pytest.mark.parametrize("headers", [None, HTMX])
def test_a_refused_step_says_why_and_leaves_the_neighbours_alone(
    headers: dict[str, str] | None, desk: Client, piece: Find
) -> None:
    last, heading = piece("体检"), piece("做好服务")
    page = desk.post(at("piece-merge", last), headers=headers)
    assert page.status_code == 422
    assert "标题不能与正文合并" in page.text
    assert (f'id="piece-{heading.pk}"' in page.text) == (headers is None)
    assert piece("做好服务").pk == heading.pk


def test_a_cut_shows_both_halves_to_choose_from_and_then_two_pieces(
    desk: Client, piece: Find
) -> None:
    one = piece("隐患排查")
    words = queries.words_of(one)
    sheet = desk.get(at("piece-split", one), headers=HTMX).text
    assert sheet.strip().startswith('<div class="piece card"')
    cut = words.index("，") + 1
    assert f"{words[:cut]} ┃ {words[cut:]}" in sheet

    part = desk.post(at("piece-split", one), {"at": cut}, headers=HTMX).text
    assert part.count('class="piece task"') == 2


@pytest.mark.parametrize("chosen", ["", "3", "-1", "9999", "中"])
def test_a_cut_where_there_is_no_mark_is_refused(
    chosen: str, desk: Client, entered: Speech, piece: Find
) -> None:
    before = entered.pieces.count()
    page = desk.post(at("piece-split", piece("隐患排查")), {"at": chosen})
    assert page.status_code == 422
    assert "请选择断开的位置" in page.text
    assert entered.pieces.count() == before


def test_a_sentence_without_a_mark_inside_cannot_be_cut(desk: Client, piece: Find) -> None:
    assert "中间没有标点" in desk.get(at("piece-split", piece("体检"))).text


def test_a_task_is_edited_in_its_place_or_on_a_page_of_its_own(
    desk: Client, piece: Find, today: date
) -> None:
    one, due_on = piece("隐患排查"), today + timedelta(days=40)
    assert desk.get(at("piece-edit", one), headers=HTMX).text.strip().startswith("<div")
    assert "<!doctype html>" in desk.get(at("piece-edit", one)).text

    sent = worded(one, wording="查清隐患", due_on=f"{due_on:%Y-%m-%d}")
    part = desk.post(at("piece-edit", one), sent, headers=HTMX)
    assert part.status_code == 200
    assert "查清隐患" in part.text
    assert piece("隐患排查").due_on == due_on


@pytest.mark.parametrize("headers", [None, HTMX])
def test_a_due_date_in_the_past_comes_back_with_what_was_written(
    headers: dict[str, str] | None, desk: Client, piece: Find
) -> None:
    one = piece("隐患排查")
    sent = worded(one, wording="查清隐患", due_on="2020-01-01")
    page = desk.post(at("piece-edit", one), sent, headers=headers)
    assert page.status_code == 422
    assert "完成期限 2020-01-01 已过" in page.text
    assert "查清隐患" in page.text
    assert piece("隐患排查").wording == one.wording


def test_a_day_that_no_calendar_has_is_said_of_its_field(desk: Client, piece: Find) -> None:
    one = piece("隐患排查")
    page = desk.post(at("piece-edit", one), worded(one, due_on="2031-02-30"))
    assert page.status_code == 422
    assert "输入一个有效的日期" in page.text


def test_who_edits_second_sees_both_texts_and_may_then_save(
    desk: Client, piece: Find, sign_in: Browse, group_chair: Actor
) -> None:
    seen, chair = piece("隐患排查"), sign_in(group_chair)
    desk.post(at("piece-edit", seen), worded(seen, wording="干事写的"))
    page = chair.post(at("piece-edit", seen), worded(seen, wording="主席写的"))
    assert page.status_code == 422
    assert "现为“干事写的”，您填的是“主席写的”" in page.text
    assert piece("隐患排查").wording == "干事写的"

    again = worded(seen, wording="主席写的", version=piece("隐患排查").version)
    assert f'name="version" value="{again["version"]}"' in page.text
    assert chair.post(at("piece-edit", seen), again).status_code == 302
    assert piece("隐患排查").wording == "主席写的"


def test_closing_a_form_brings_the_piece_back(desk: Client, piece: Find) -> None:
    one = piece("隐患排查")
    part = desk.get(at("piece", one), headers=HTMX).text
    assert part.strip().startswith(f'<div class="piece task" id="piece-{one.pk}"')
    assert desk.get(at("piece", one))["Location"].endswith(f"#piece-{one.pk}")


def test_the_head_of_a_speech_is_filled_in(desk: Client, entered: Speech) -> None:
    sent = {"title": "安全讲话", "speaker": "刘振华", "spoken_on": "", "version": entered.version}
    page = desk.post(at("speech-edit", entered), sent, follow=True)
    assert "《安全讲话》" in page.text
    assert "刘振华" in page.text

    stale = desk.post(at("speech-edit", entered), {**sent, "title": "别的讲话"})
    assert stale.status_code == 422
    assert "现为“安全讲话”，您填的是“别的讲话”" in stale.text


def test_before_confirming_the_page_lists_what_is_open(
    desk: Client, entered: Speech, today: date
) -> None:
    page = desk.get(at("speech-confirm", entered)).text
    n_tasks = queries.task_pieces(entered).count()
    assert f"{n_tasks} 条任务立项，编号从 {today.year}-001 起" in page
    assert "还有待定的任务" in page
    assert "要建立困难职工档案" in page
    assert not Task.objects.exists()


def test_confirming_files_the_tasks_and_closes_the_text(
    desk: Client, entered: Speech, piece: Find
) -> None:
    page = desk.post(at("speech-confirm", entered), {"once": fresh()}, follow=True).text
    assert "下一步：把任务交办到承办单位" in page
    task = piece("体检").task
    assert f'<a href="{task.get_absolute_url()}">任务 {task.number}</a> 未交办' in page
    assert at("piece-edit", piece("体检")) not in page
    assert at("piece-file", piece("很好的成绩")) in page


def test_a_speech_is_not_confirmed_twice(desk: Client, confirmed: Speech) -> None:
    n_tasks = Task.objects.count()
    page = desk.post(at("speech-confirm", confirmed))
    assert page.status_code == 422
    assert "讲话已经确认分解" in page.text
    assert Task.objects.count() == n_tasks


def test_one_more_task_is_filed_from_a_confirmed_speech(
    desk: Client, confirmed: Speech, piece: Find
) -> None:
    part = desk.post(at("piece-file", piece("很好的成绩")), headers=HTMX).text
    assert f"任务 {piece('很好的成绩').task.number}" in part


def test_a_reader_from_below_opens_a_confirmed_speech_and_changes_nothing(
    stranger: Client, confirmed: Speech, piece: Find
) -> None:
    page = stranger.get(at("speech", confirmed))
    assert page.status_code == 200
    assert "formaction" not in page.text
    assert stranger.post(at("piece-file", piece("很好的成绩"))).status_code == 422
    assert piece("很好的成绩").kind != "task"


def test_a_speech_of_a_thousand_pieces_costs_as_few_queries_as_a_short_one(
    desk: Client,
    group: Unit,
    group_desk: Actor,
    today: date,
    django_assert_max_num_queries: Most,
) -> None:
    body = "各单位要组织一次培训。去年我们取得了很好的成绩。\n" * 500
    source = speech.read_text(f"关于工作的讲话\n{body}")
    one = actions.take_in(
        actor=group_desk, unit=group, source=source, name="长", today=today
    ).speeches[0]
    assert one.pieces.count() >= 1000
    some = one.pieces.filter(kind="past")[0]

    with django_assert_max_num_queries(12):
        assert desk.get(at("speech", one)).status_code == 200
    with django_assert_max_num_queries(12):
        assert desk.get(at("speech-confirm", one)).status_code == 200
    with django_assert_max_num_queries(22):
        assert desk.post(at("piece-promote", some), headers=HTMX).status_code == 200
    actions.confirm(actor=group_desk, speech=one, today=today)
    with django_assert_max_num_queries(12):
        assert desk.get(at("speech", one)).status_code == 200


def test_a_speech_waits_for_its_desk_until_it_is_confirmed(
    entered: Speech, group_desk: Actor, hospital_desk: Actor, today: date
) -> None:
    def told(actor: Actor) -> list[str]:
        return [one.title for one in waiting(actor, today).alone() if "讲话" in one.title]

    assert told(group_desk) == ["1 篇讲话尚未确认分解"]
    assert told(hospital_desk) == []
    actions.confirm(actor=group_desk, speech=entered, today=today)
    assert told(group_desk) == []
