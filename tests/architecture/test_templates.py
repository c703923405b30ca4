"""Pages work without JavaScript, ask no other host for anything and hold no script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src/zhijia"
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))
TAG = re.compile(r"<[a-z][^<>]*>")
HANDLER = re.compile(r"\son[a-z]+\s*=")
SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<inside>.*?)</script>", re.DOTALL)
# A form goes to its action; a button in it may lead elsewhere by a formaction of its own.
POSTS_WITHOUT_SCRIPT = re.compile(r"<form\b.*\saction=|<button\b.*\sformaction=", re.DOTALL)
OTHER_HOST = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/)[\w-]+\.\w+""")


def faults(text: str) -> Iterator[str]:
    """Yield what is wrong with a template."""
    for script in SCRIPT.finditer(text):
        if "src=" not in script["attributes"] or script["inside"].strip():
            yield "a script in the page"
    if "<style" in text:
        yield "a style sheet in the page"
    if OTHER_HOST.search(text):
        yield "another host"
    for tag in TAG.findall(text):
        if HANDLER.search(tag):
            yield "a handler in a tag"
        if "hx-post" in tag and not POSTS_WITHOUT_SCRIPT.match(tag):
            yield "hx-post without a form"
        if "hx-get" in tag and "href=" not in tag:
            yield "hx-get without a link"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_template_keeps_to_the_rules(path: Path) -> None:
    assert not list(faults(path.read_text("utf-8")))


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("<script>alert(1)</script>", "a script in the page"),
        ('<script src="/a.js">alert(1)</script>', "a script in the page"),
        ("<style>p { color: red }</style>", "a style sheet in the page"),
        ('<img src="https://example.org/a.png">', "another host"),
        ('<a href="//cdn.example.org/a.css">x</a>', "another host"),
        ('<p onclick="go()">x</p>', "a handler in a tag"),
        ('<button hx-post="/do/">x</button>', "hx-post without a form"),
        ('<form hx-post="/do/" method="post">x</form>', "hx-post without a form"),
        ('<td formaction="/do/" hx-post="/do/">x</td>', "hx-post without a form"),
        ('<td hx-get="/see/">x</td>', "hx-get without a link"),
    ],
)
def test_a_planted_fault_is_caught(planted: str, fault: str) -> None:
    assert list(faults(planted)) == [fault]


def test_what_the_rules_allow_passes() -> None:
    page = (
        '<script src="/static/a.js" type="module"></script><a href="/see/" hx-get="/see/">x</a>'
        '<form method="post" action="/do/" hx-post="/do/"></form>'
        '<button form="work" formaction="/do/" hx-post="/do/">x</button>'
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
    )
    assert not list(faults(page))
