"""Papers of proposals, as Word opens them, and the Excel of the list."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

from django.test import Client
from django.urls import reverse
from docx import Document

from tests.matters.conftest import ANSWER, TITLE, Congress, File, Walk
from zhijia.matters import queries
from zhijia.platform.actor import Actor
from zhijia.platform.sheets.register import SHEETS

Browser = Callable[[Actor], Client]


def said(data: bytes) -> str:
    """Return all that a Word file says, its tables too."""
    document = Document(BytesIO(data))
    cells = (cell.text for t in document.tables for row in t.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_the_form_tells_the_whole_way(
    filed: File, walk: Walk, congress: Congress, sign_in: Browser
) -> None:
    matter = walk(filed(), "answered")
    browser = sign_in(congress.desk)
    text = said(body(browser.get(reverse("matters:paper", args=[matter.pk, "form"]))))
    for words in (
        TITLE,
        "☑职工权益",
        "□改革发展",
        "☑立案",
        "杨喆",
        matter.number,
        ANSWER,
        "同意立案",
    ):
        assert words in text, words


def test_the_letter_has_its_head_number_and_signature(
    filed: File, walk: Walk, congress: Congress, sign_in: Browser
) -> None:
    matter = walk(filed(), "answered")
    url = reverse("matters:paper", args=[matter.pk, "letter"])
    text = said(body(sign_in(congress.filer).get(url)))
    for words in ("化工集团工会", f"提复〔{matter.year}〕1号", ANSWER, "后勤部", "赵敏 8001"):
        assert words in text, words
    assert text.index("提复") < text.index(TITLE) < text.index("后勤部")


def test_what_is_not_answered_has_no_letter(
    filed: File, walk: Walk, congress: Congress, sign_in: Browser
) -> None:
    matter = walk(filed(), "handling")
    url = reverse("matters:paper", args=[matter.pk, "letter"])
    assert sign_in(congress.desk).get(url).status_code == 404


def test_the_forms_of_a_list_come_in_one_file(
    filed: File, walk: Walk, congress: Congress, sign_in: Browser
) -> None:
    for title in ("关于夜班食堂", "关于班车线路"):
        walk(filed(title=title), "filed")
    url = reverse("matters:papers", args=["proposal", "form"]) + "?list=all"
    text = said(body(sign_in(congress.desk).get(url)))
    assert "关于夜班食堂" in text
    assert "关于班车线路" in text
    nobody = reverse("matters:papers", args=["proposal", "form"]) + "?list=late"
    assert sign_in(congress.desk).get(nobody).status_code == 404


def test_of_what_is_published_only_who_handles_or_filed_it_has_the_forms(
    filed: File, walk: Walk, congress: Congress, sign_in: Browser
) -> None:
    matter = walk(filed(), "handling")
    url = reverse("matters:papers", args=["proposal", "form"]) + "?list=all"
    backer = congress.backers[0]
    assert TITLE in sign_in(backer).get(reverse("matters:matters") + "?list=all").text
    assert sign_in(backer).get(url).status_code == 404
    for one in (congress.filer, congress.handler, congress.committee):
        assert matter.number in said(body(sign_in(one).get(url)))


def test_the_report_tells_the_numbers_and_what_was_left(
    filed: File, walk: Walk, congress: Congress, sign_in: Browser, today: date
) -> None:
    walk(filed(), "closed")
    walk(filed(title="关于班车线路"), "carrying")
    url = reverse("matters:call-report", args=[congress.call.pk])
    text = said(body(sign_in(congress.desk).get(url)))
    assert "共收到提案 2 件" in text
    assert "满意率 100.0%" in text
    assert "关于班车线路" in text


def test_the_list_goes_into_excel_without_more_queries_for_more_rows(
    filed: File, walk: Walk, congress: Congress, django_assert_max_num_queries: object
) -> None:
    for _ in range(3):
        walk(filed(), "handling")
    sheet = SHEETS["matters.matters"]
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        rows = list(sheet.rows(congress.desk, {"list": "all"}))
        table = [[column.of(row) for column in sheet.told_columns if column.of] for row in rows]
    assert len(table) == 3
    assert all("后勤部 赵敏" in row for row in table)


def test_a_call_carries_over_what_the_one_before_left(
    filed: File, walk: Walk, congress: Congress, today: date
) -> None:
    from datetime import timedelta

    from zhijia.matters import actions

    left = walk(filed(), "carrying")
    later = actions.open_call(
        actor=congress.desk,
        unit=congress.unit,
        kind="proposal",
        title="第三届第三次职代会提案征集",
        from_on=today + timedelta(days=300),
        until_on=today + timedelta(days=330),
    )
    assert [one.pk for one in queries.carried_over(later)] == [left.pk]
    assert not queries.carried_over(congress.call).exists()
