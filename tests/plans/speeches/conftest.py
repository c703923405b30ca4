"""A speech at the group's desk, and ways to find its pieces by their words."""

from collections.abc import Callable
from datetime import date

import pytest

from zhijia.org.models import Unit
from zhijia.plans import actions, queries, speech
from zhijia.plans.models import Piece, Speech
from zhijia.platform.actor import Actor

TEXT = """在工会工作会议上的讲话
王建国
（{given:%Y}年{given.month}月{given.day}日）

同志们：
去年我们取得了很好的成绩。

一、抓好安全
供电公司工会要在明年6月底前开展一次隐患排查，参加率不少于90%，建立隐患台账。职工医院工会要组织全体职工体检。

二、做好服务
要建立困难职工档案，做到一户一策。
谢谢大家！
"""
Find = Callable[[str], Piece]


@pytest.fixture
def text(today: date) -> str:
    """A short speech given today, with four tasks under two headings."""
    return TEXT.format(given=today)


@pytest.fixture
def entered(group: Unit, group_desk: Actor, today: date, text: str) -> Speech:
    """The speech as the group's desk pasted it, not yet confirmed."""
    source = speech.read_text(text)
    intake = actions.take_in(
        actor=group_desk, unit=group, source=source, name="讲话稿", today=today
    )
    return intake.speeches[0]


@pytest.fixture
def piece(entered: Speech) -> Find:
    """Find the piece of the speech that holds these words, as it now stands."""

    def find(words: str) -> Piece:
        return next(p for p in queries.pieces_of(entered) if words in queries.words_of(p))

    return find


@pytest.fixture
def confirmed(entered: Speech, group_desk: Actor, today: date) -> Speech:
    """The speech with its tasks on file."""
    return actions.confirm(actor=group_desk, speech=entered, today=today)
