"""Every night a backup, seven of them kept; and what has served its time is thrown away."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils.timezone import now

from zhijia.org import demo
from zhijia.platform.actor import Actor
from zhijia.platform.jobs.register import CLOCK, TASKS, Outcome
from zhijia.platform.once.models import Spent
from zhijia.site import tasks, witness
from zhijia.site.backup import archive, nightly


class Bench:
    """Somebody to tell, who does not listen."""

    actor = Actor()

    def told(self, done: int, total: int, words: str = "") -> None: ...


def back_up() -> Outcome:
    return tasks.back_up(Bench())


@pytest.mark.django_db(transaction=True)
def test_the_clocks_backup_is_whole_and_in_its_folder(home: Path, today: date) -> None:
    said = back_up()

    (place,) = nightly.all_kept()
    assert place == home / "backups" / f"zhijia-{today}.zip"
    assert place.name in said.words
    archive.require_whole(place)


@pytest.mark.django_db(transaction=True)
def test_a_second_one_on_the_same_day_takes_the_place_of_the_first(home: Path) -> None:
    back_up()
    back_up()
    assert len(nightly.all_kept()) == 1


def test_seven_are_kept_and_nothing_else_is_touched(home: Path, today: date) -> None:
    for days in range(9):
        nightly.place_for(today - timedelta(days=days)).touch()
    (nightly.folder() / "mine.zip").touch()

    nightly.forget_old()

    assert nightly.all_kept()[0].name == f"zhijia-{today - timedelta(days=6)}.zip"
    assert len(nightly.all_kept()) == 7
    assert (nightly.folder() / "mine.zip").exists()


def test_the_clock_knows_the_backup() -> None:
    assert "site.back_up" in CLOCK
    assert TASKS["site.back_up"].retries


def test_tokens_of_long_ago_are_forgotten_and_young_ones_kept(db: None) -> None:
    Spent.objects.create(token="a" * 32, spent_at=now() - timedelta(days=31))
    Spent.objects.create(token="b" * 32, spent_at=now() - timedelta(days=29))

    said = tasks.tidy(Bench())

    assert [spent.token for spent in Spent.objects.all()] == ["b" * 32]
    assert "1 个过期凭号" in said.words


def test_sessions_that_ended_are_forgotten_and_open_ones_kept(db: None) -> None:
    Session.objects.create(session_key="ended", expire_date=now() - timedelta(minutes=1))
    Session.objects.create(session_key="open", expire_date=now() + timedelta(minutes=1))

    tasks.tidy(Bench())

    assert [session.session_key for session in Session.objects.all()] == ["open"]


def test_the_clock_tidies_every_day() -> None:
    assert "site.tidy" in CLOCK


@pytest.mark.django_db
def test_the_clock_bears_witness_and_says_when_the_file_was_touched(
    home: Path, today: date
) -> None:
    assert tasks.bear_witness(Bench()).words == "没有新的留痕"
    demo.begin(today=today, password="shan-shui-2026")
    assert tasks.bear_witness(Bench()).words.startswith("已记下留痕第 ")
    witness.place().write_text("改过\n", "utf-8")
    assert "请运行 zhijia doctor" in tasks.bear_witness(Bench()).words
