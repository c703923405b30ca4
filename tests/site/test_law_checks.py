"""条文核对: the top desk puts down that an article was checked, and the mark goes everywhere."""

import pytest
from django.template import engines
from django.test import RequestFactory

from zhijia.law import LAW, refused
from zhijia.platform.refs import actions
from zhijia.platform.refs.models import ClauseCheck
from zhijia.platform.refs.queries import checks

WAITING, OTHER = [id_ for id_, clause in LAW.items() if not clause.checked][:2]
DONE = next(id_ for id_, clause in LAW.items() if clause.checked)
PAGE = f"/law/{WAITING}/"
NOTE = {"note": "2024 年汇编本第 12 页"}


@pytest.fixture
def cleared(group_desk, today):
    return actions.clear_check(actor=group_desk, clause=WAITING, today=today, **NOTE)


def draw(source: str, **said: object) -> str:
    """Render some parts as a page does."""
    request = RequestFactory().get("/")
    return engines["django"].from_string("{% load ui %}" + source).render(said, request)


def test_the_top_desk_clears_an_article_and_the_library_says_so(
    sign_in, group_desk, today, audit_trail
):
    browser = sign_in(group_desk)
    assert f'href="{PAGE}"' in browser.get("/law/").text
    assert "登记核对" in browser.get(PAGE).text

    answer = browser.post(PAGE, NOTE, follow=True)

    assert "已登记核对" in answer.text
    assert checks()[WAITING].note == NOTE["note"]
    assert audit_trail()[-1] == "refs.clear_check"
    said = f"{group_desk.name}于 {today:%Y-%m-%d} 核对，依据：{NOTE['note']}"
    assert said in browser.get("/law/").text


def test_a_desk_below_is_told_who_clears_and_nothing_is_put_down(
    sign_in, hospital_desk, audit_trail
):
    browser = sign_in(hospital_desk)
    before = audit_trail()
    assert PAGE not in browser.get("/law/").text
    assert "由最上级单位" in browser.get(PAGE).text

    answer = browser.post(PAGE, NOTE)

    assert answer.status_code == 422
    assert "由最上级单位" in answer.text
    assert not ClauseCheck.objects.exists()
    assert audit_trail() == before


@pytest.mark.parametrize("note", ["", "   ", "页" * 201])
def test_a_check_by_no_copy_comes_back(sign_in, group_desk, note):
    answer = sign_in(group_desk).post(PAGE, {"note": note})

    assert answer.status_code == 422
    assert not ClauseCheck.objects.exists()


def test_an_article_that_needs_no_check_has_no_such_page(sign_in, group_desk):
    browser = sign_in(group_desk)
    for clause in (DONE, "没有", "HOUSE-09", "<script>"):
        assert browser.get(f"/law/{clause}/").status_code == 404
        assert browser.post(f"/law/{clause}/", NOTE).status_code == 404
    assert not ClauseCheck.objects.exists()


def test_two_who_check_at_once_both_learn_who_was_first(sign_in, group_desk, cleared):
    answer = sign_in(group_desk).post(PAGE, {"note": "另一本"})

    assert answer.status_code == 422
    assert "核对过这一条" in answer.text
    assert "另一本" in answer.text
    assert ClauseCheck.objects.count() == 1


def test_a_check_is_taken_back_with_a_reason_and_the_article_waits_again(
    sign_in, group_desk, cleared, today
):
    browser = sign_in(group_desk)
    address = f"{PAGE}{cleared.pk}/withdraw/"
    assert f'action="{address}"' in browser.get(PAGE).text

    assert browser.post(address, {"reason": ""}).status_code == 422
    assert WAITING in checks()
    answer = browser.post(address, {"reason": "版本有误"}, follow=True)

    assert "重新待核对" in answer.text
    assert WAITING not in checks()
    assert f"{today:%Y-%m-%d}，版本有误" in answer.text, "the record of the check stays"
    again = browser.post(address, {"reason": "再撤"})
    assert again.status_code == 422
    assert "已经撤回" in again.text


def test_a_desk_below_takes_no_check_back(sign_in, hospital_desk, cleared):
    answer = sign_in(hospital_desk).post(f"{PAGE}{cleared.pk}/withdraw/", {"reason": "不同意"})

    assert answer.status_code == 422
    assert WAITING in checks()


def test_a_check_of_another_article_is_not_found(sign_in, group_desk, cleared):
    for address in (f"/law/{OTHER}/{cleared.pk}/withdraw/", f"{PAGE}999999/withdraw/"):
        assert sign_in(group_desk).post(address, {"reason": "试试"}).status_code == 404
    assert WAITING in checks()


def test_what_is_written_of_a_copy_is_never_run(sign_in, group_desk, today):
    script = "<script>alert(1)</script>"
    actions.clear_check(actor=group_desk, clause=WAITING, note=script, today=today)
    for address in (PAGE, "/law/"):
        page = sign_in(group_desk).get(address)
        assert script not in page.text
        assert "&lt;script&gt;" in page.text


@pytest.mark.django_db
def test_the_mark_beside_a_clause_goes_once_it_is_cleared(request):
    shown = "{% clause it %}{% verdict no %}"
    said = {"it": LAW[WAITING], "no": refused("不行", LAW[WAITING])}
    assert draw(shown, **said).count(">待核对<") == 2

    request.getfixturevalue("cleared")
    assert "待核对" not in draw(shown, **said)
    assert "待核对" in draw("{% clause it %}", it=LAW[OTHER])


@pytest.mark.django_db
def test_many_clauses_on_a_page_cost_one_query_and_checked_ones_none(django_assert_num_queries):
    waiting = [refused("不行", LAW[id_]) for id_ in (WAITING, OTHER)] * 3
    with django_assert_num_queries(1):
        draw("{% for no in all %}{% verdict no %}{% clause no.clause %}{% endfor %}", all=waiting)
    with django_assert_num_queries(0):
        draw("{% clause it %}", it=LAW[DONE])


def test_the_pages_of_the_law_need_few_queries(
    sign_in, group_desk, cleared, django_assert_max_num_queries
):
    browser = sign_in(group_desk)
    for address in ("/law/", PAGE):
        with django_assert_max_num_queries(12):
            browser.get(address)
