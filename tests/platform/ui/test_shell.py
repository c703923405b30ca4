"""The page around everything: who is inside, who is outside, and what an error says."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from django.template.loader import get_template, render_to_string

import zhijia

ERRORS = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]
HANDLER = re.compile(r"<[^>]*\son\w+\s*=", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.IGNORECASE | re.DOTALL)
THEME = Path(zhijia.__file__).parent / "platform/ui/static/zhijia/theme.css"
PAIR = re.compile(r"background: (#\w{6})[^;]*; color: (#\w{6})")


class Shown(NamedTuple):
    label: str
    url: str
    icon: str
    active: bool


class Group(NamedTuple):
    label: str
    links: list[Shown]


@pytest.fixture
def inside(draw):
    """A page as somebody gets it who has signed in."""
    links = [Shown("讲话", "/speeches/", "microphone", False)]
    links.append(Shown("任务", "/plans/", "list-check", True))
    menu = [Group("", [Shown("首页", "/", "home", False)]), Group("讲话任务", links)]
    who = {"key": 7, "name": "周明远", "title": "工会主席", "unit": "集团工会"}
    around = {"menu": menu, "tabs": links, "who": who, "waiting": 3, "more": True, "unread": 2}
    return draw('{% extends "page.html" %}{% block main %}正文{% endblock %}', **around)


def test_who_is_inside_sees_the_menu_and_where_they_are(inside):
    assert re.search(r'aria-label="主菜单".*?</nav>', inside, re.DOTALL)
    assert inside.count('class="active" aria-current="page"') == 2, "in the menu and in the tabs"
    assert "周明远" in inside
    assert 'hx-get="/waiting/"' in inside, "how much waits is asked for once the page is shown"
    assert "未读消息 2 条" in inside


def test_links_of_one_area_fold_away_under_its_name_and_one_alone_stands_free(inside):
    assert re.search(r"<details[^>]* open>\s*<summary>讲话任务", inside)
    assert inside.count("side-group") == 1
    assert re.search(r'<ul>\s*<li><a href="/">', inside)


def test_a_print_says_whose_it_is_and_how_far_it_goes(sign_in, group_desk):
    browser = sign_in(group_desk)
    foot = re.compile(r'class="print-foot">范围：化工集团工会 · (\S+?)。陈雨薇于 .*? 打印。')
    found = foot.search(browser.get("/law/").text)
    assert found
    assert found[1] == "本级及下级"
    browser.post("/place/scope/", {"below": "own"})
    found = foot.search(browser.get("/law/").text)
    assert found
    assert found[1] == "本级"


def test_signing_out_is_a_form_that_posts(inside):
    assert re.search(r'method="post" action="/accounts/sign-out/"', inside)


def test_a_page_can_be_walked_by_keyboard_and_by_ear(inside):
    assert '<html lang="zh-Hans"' in inside
    assert '<a class="skip" href="#main">' in inside
    assert inside.count("<main ") == 1
    assert inside.count("<h1 ") == 1


def test_the_phones_menu_opens_without_scripts(inside):
    assert inside.count('href="#menu"') == 2, "from the bar above and from the tabs below"
    assert 'id="menu"' in inside


def test_a_stranger_sees_neither_menu_nor_sign_out(draw):
    page = draw('{% extends "page.html" %}{% block main %}正文{% endblock %}')
    assert "正文" in page
    assert "主菜单" not in page
    assert "退出登录" not in page


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_says_in_words_what_to_do_next(name):
    page = render_to_string(name)
    assert re.search(r"<h1[^>]*>[一-龥]+", page)
    assert re.search(r'<a class="btn btn-primary" href="/">回到工作台</a>', page)
    assert 'lang="zh-Hans"' in page


def test_no_template_holds_a_script_a_handler_or_a_style(templates):
    for name, text in templates.items():
        for attributes, body in SCRIPT.findall(text):
            assert "src=" in attributes, name
            assert not body.strip(), name
        assert not HANDLER.search(text), name
        assert "<style" not in text, name
        assert "javascript:" not in text, name
        assert "hx-on" not in text, name


def test_htmx_runs_no_words_as_code_and_swaps_in_a_refusal():
    page = render_to_string("plain.html")
    found = re.search(r"""name="htmx-config" content='([^']+)'""", page)
    assert found
    config = json.loads(found[1])
    first = {
        code: next(rule for rule in config["responseHandling"] if re.search(rule["code"], code))
        for code in ("200", "204", "302", "403", "422", "500")
    }

    assert not config["allowEval"]
    assert not config["includeIndicatorStyles"]
    assert config["historyCacheSize"] == 0, "nothing of a page stays behind on a shared computer"
    assert {code for code, rule in first.items() if rule["swap"]} == {"200", "302", "422"}
    assert {code for code, rule in first.items() if rule.get("error")} == {"403", "500"}


def brightness(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("ground", "ink"), sorted(set(PAIR.findall(THEME.read_text("utf-8")))))
def test_words_stand_out_from_their_ground(ground, ink):
    dark, light = sorted([brightness(ground), brightness(ink)])
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_every_template_of_the_product_can_be_read(templates):
    for place in templates:
        get_template(place.partition("templates/")[2])


def test_how_much_waits_comes_after_the_page(sign_in, group_desk, group):
    browser = sign_in(group_desk)
    assert re.search(r'aria-label="待办 \d+ 项"', browser.get("/waiting/").text)
    assert not re.search(r'aria-label="待办 \d+ 项"', browser.get("/law/").text)


def test_who_must_change_the_password_first_is_told_nothing(sign_in, group_desk):
    from zhijia.platform.accounts.models import User

    browser = sign_in(group_desk)
    User.objects.update(must_change_password=True)
    there = browser.get("/waiting/", headers={"hx-request": "true"})
    assert (there.status_code, there.content) == (204, b"")
    assert browser.get("/law/").status_code == 302
