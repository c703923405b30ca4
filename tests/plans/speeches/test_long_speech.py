"""A speech of thousands of clauses: its workbench is leafed through, and nothing is lost."""

import re
from collections.abc import Callable
from datetime import date
from itertools import chain
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhijia.org.models import Unit
from zhijia.plans import actions, queries, speech
from zhijia.plans.models import Piece, Speech
from zhijia.platform.actor import Actor

Most = Callable[[int], Any]
SHOWN = re.compile(r'id="piece-(\d+)"')
MOST_BYTES = 500_000


@pytest.fixture
def long(group: Unit, group_desk: Actor, today: date) -> Speech:
    """Eight hundred sentences, a task each."""
    text = "同志们：\n" + "\n".join(f"各单位要做好第{n}项工作。" for n in range(800))
    source = speech.read_text(text)
    intake = actions.take_in(
        actor=group_desk, unit=group, source=source, name="讲话稿", today=today
    )
    return intake.speeches[0]


@pytest.fixture
def desk(sign_in: Callable[[Actor], Client], group_desk: Actor) -> Client:
    return sign_in(group_desk)


def shown(desk: Client, one: Speech, **asked: Any) -> list[int]:
    page = desk.get(one.get_absolute_url(), asked)
    assert len(page.content) < MOST_BYTES
    return [int(pk) for pk in SHOWN.findall(page.text)]


def test_every_piece_stands_on_one_leaf_in_order(desk: Client, long: Speech) -> None:
    leaves = [shown(desk, long, page=n) for n in (1, 2, 3)]
    assert all(0 < len(leaf) <= 300 for leaf in leaves)
    assert list(chain(*leaves)) == [piece.pk for piece in queries.pieces_of(long)]
    assert shown(desk, long, page="甲") == leaves[0]
    assert shown(desk, long, page=99) == leaves[-1]


def test_the_leaves_link_to_each_other(desk: Client, long: Speech) -> None:
    page = desk.get(long.get_absolute_url(), {"page": 2, "show": "tasks"}).text
    assert "第 2 页，共 3 页" in page
    assert f'rel="prev" href="{long.get_absolute_url()}?page=1&amp;show=tasks"' in page
    assert f'rel="next" href="{long.get_absolute_url()}?page=3&amp;show=tasks"' in page


def test_a_piece_is_led_to_on_its_leaf(desk: Client, long: Speech) -> None:
    last = queries.pieces_of(long).last()
    assert last
    assert last.pk in shown(desk, long, piece=last.pk)
    answer = desk.post(reverse("plans:piece-demote", args=[last.pk]), follow=True)
    assert f'id="piece-{last.pk}"' in answer.text
    assert Piece.objects.get(pk=last.pk).kind != "task"


def test_a_piece_that_is_not_there_leads_to_the_first_leaf(desk: Client, long: Speech) -> None:
    assert shown(desk, long, piece="甲") == shown(desk, long, page=1)


def test_a_paragraph_too_long_for_a_leaf_goes_on_overleaf(
    desk: Client, group: Unit, group_desk: Actor, today: date
) -> None:
    text = "".join(f"各单位要做好第{n}项工作。" for n in range(400))
    source = speech.read_text(text)
    intake = actions.take_in(actor=group_desk, unit=group, source=source, name="甲", today=today)
    one = intake.speeches[0]
    both = [*shown(desk, one, page=1), *shown(desk, one, page=2)]
    assert both == [piece.pk for piece in queries.pieces_of(one)]


def test_a_long_speech_costs_no_more_queries_to_show_or_confirm(
    desk: Client, long: Speech, django_assert_max_num_queries: Most
) -> None:
    with django_assert_max_num_queries(12):
        desk.get(long.get_absolute_url())
    with django_assert_max_num_queries(12):
        page = desk.get(reverse("plans:speech-confirm", args=[long.pk]))
    assert page.text.count("待定</span>") <= 100
    assert "共 <strong>800</strong> 条" in page.text
