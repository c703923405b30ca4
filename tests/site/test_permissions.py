"""权限一览: the page says what the policies say."""

import pytest

from zhijia.org.rules import DESKS, POST_KINDS
from zhijia.platform.acts import CAPABILITIES, CAPABILITY_LABELS
from zhijia.site import reference

PAGE = "/permissions/"


def test_every_capability_stands_there_with_the_posts_that_are_granted(sign_in, group_desk):
    page = sign_in(group_desk).get(PAGE)
    listed = {(one.label, one.here, one.above) for one in page.context["permissions"]}

    for name, policy in CAPABILITIES.items():
        here = reference.granted(policy, reference.HERE)
        above = reference.granted(policy, reference.ABOVE)
        assert (CAPABILITY_LABELS[name], here, above) in listed
        assert here in page.text


def test_an_auditor_reads_the_record_of_their_own_unit_only(sign_in, group_desk):
    page = sign_in(group_desk).get(PAGE, {"q": "查看留痕"})
    [one] = page.context["permissions"]

    assert "经费审查委员" in one.here
    assert "经费审查委员" not in one.above
    labels = [POST_KINDS[kind].label for kind in POST_KINDS if kind in DESKS]
    assert one.above == "、".join(labels)


def test_a_word_narrows_the_list(sign_in, group_desk):
    page = sign_in(group_desk).get(PAGE, {"q": "核对条文"})
    assert [one.label for one in page.context["permissions"]] == ["核对条文"]


@pytest.mark.parametrize("word", ["量子力学", "<script>alert(1)</script>", "'" * 3000])
def test_a_word_nobody_wrote_is_answered_in_words(sign_in, group_desk, word):
    page = sign_in(group_desk).get(PAGE, {"q": word})

    assert "没有事项或者职务提到这个词" in page.text
    assert "<script>alert" not in page.text


def test_the_menu_of_the_top_desk_has_it_and_the_law_leads_everybody_there(
    sign_in, group_desk, hospital_desk
):
    for actor, times in ((group_desk, 2), (hospital_desk, 1)):
        assert sign_in(actor).get("/law/").text.count(f'href="{PAGE}"') == times
    assert sign_in(hospital_desk).get(PAGE).status_code == 200


def test_the_page_needs_few_queries(sign_in, group_desk, django_assert_max_num_queries):
    browser = sign_in(group_desk)
    with django_assert_max_num_queries(14):
        browser.get(PAGE)
