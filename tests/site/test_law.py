"""The law library: every clause we enforce, where it stands and who enforces it."""

import pytest

from zhijia.law import HOUSE, LAW


@pytest.fixture
def browser(sign_in, group_desk):
    return sign_in(group_desk)


def test_every_clause_stands_there_with_its_article_and_words(browser):
    page = browser.get("/law/")

    assert page.status_code == 200
    for clause in [*LAW.values(), *HOUSE.values()]:
        assert f'id="{clause.id}"' in page.text
        assert clause.text in page.text


def test_wording_that_nobody_checked_is_marked(browser):
    for word, marked in (("换届选举", True), ("委员会每届任期三年或者五年", False)):
        page = browser.get("/law/", {"q": word})
        assert (">待核对<" in page.text) is marked


def test_a_clause_names_the_room_that_enforces_it(browser):
    page = browser.get("/law/", {"q": "任期三年或者五年"})
    assert "单位页的依规检查：届期、名额、批复" in page.text
    assert browser.get("/law/settings/", follow=True).status_code == 200


def test_a_word_narrows_the_list(browser):
    page = browser.get("/law/", {"q": "委员名额"})
    assert 'id="XJ-05"' in page.text
    assert 'id="GHF-06"' not in page.text


@pytest.mark.parametrize("word", ["量子力学", "<script>alert(1)</script>", "%", "'" * 3000])
def test_a_word_nobody_wrote_is_answered_in_words(browser, word):
    page = browser.get("/law/", {"q": word})

    assert page.status_code == 200
    assert "没有条文提到这个词" in page.text
    assert "<script>alert" not in page.text


def test_the_library_needs_few_queries(browser, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):  # two of them: which inspections and matters wait
        browser.get("/law/")
