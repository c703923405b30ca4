"""Whoever holds the database, the record and the logs cannot tell whose an anonymous answer is."""

import json
import logging
import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import ForeignKey
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.surveys.conftest import Open, answer, who
from zhijia.org.demo import Cast
from zhijia.org.models import Member
from zhijia.platform.acts import Actor, Refused
from zhijia.platform.audit.models import AuditEntry
from zhijia.surveys import actions, queries
from zhijia.surveys.models import Answer, Asked, Box, Group, Round, Signed, Spent
from zhijia.surveys.rules import blind
from zhijia.surveys.rules.boxing import boxed, unboxed

Browser = Callable[..., Client]
WORDS = "这句话谁也不该知道是谁写的"


class Phone:
    """A browser that makes its token itself, as anonymous.js does."""

    def __init__(self, client: Client, round: Round, group: Group) -> None:
        self.client, self.round, self.group = client, round, group
        self.n = int(group.modulus, 16)
        self.token, self.salt = secrets.token_bytes(32), secrets.token_bytes(48)
        self.r = secrets.randbelow(self.n - 2) + 2

    @property
    def blinded(self) -> int:
        return blind.blind(self.token, n=self.n, salt=self.salt, r=self.r)

    def draw(self) -> int:
        page = reverse("surveys:draw", args=[self.round.pk])
        response = self.client.post(page, {"blinded": f"{self.blinded:x}"})
        self.said = response.json()
        if response.status_code != 200:
            return 0
        return blind.unblind(int(self.said["signed"], 16), n=self.n, r=self.r)

    def put(self, signature: int, content: dict[str, object], **more: object) -> dict[str, object]:
        """Send the answer to the box as nobody."""
        said = {name: [str(value)] for name, value in content.items()}
        body = {"content": said, "token": self.token.hex(), "signature": f"{signature:x}", **more}
        response = Client().post(
            reverse("surveys:box", args=[self.group.pk]),
            json.dumps(body),
            content_type="application/json",
        )
        return dict(response.json())


@pytest.fixture
def phone_of(sign_in: Browser) -> Callable[[Actor, Round], Phone]:
    """Return the phone of somebody who is asked."""

    def phone(actor: Actor, round: Round) -> Phone:
        asked = Asked.objects.select_related("group").get(round=round, member_id=actor.member_id)
        return Phone(sign_in(actor), round, asked.group)

    return phone


def largest(round: Round) -> str:
    """Return the name of the group with the most people."""
    return str(round.groups.order_by("-size")[0].name)


@pytest.fixture
def answered(open_: Open, today: date) -> tuple[Round, list[Actor]]:
    """A round that twelve of one group have answered, of whom seven are out of the box."""
    round = open_()
    people = who(round, 12, group=largest(round))
    for number, one in enumerate(people):
        content = {**answer(number), "q4": f"{WORDS}{number}"}
        actions.cast(round=round, member_id=one.member_id, content=content, today=today)
    assert actions.release(round.pk) == 7
    return round, people


# Once a person


def test_a_token_brings_in_one_answer(
    open_: Open, phone_of: Callable[[Actor, Round], Phone]
) -> None:
    round = open_()
    phone = phone_of(who(round, 1)[0], round)
    signature = phone.draw()
    assert phone.put(signature, answer()) == {"done": True}
    assert phone.put(signature, answer(1)) == {"done": True}, "who asks again is not frightened"
    assert unboxed(Box.objects.get().content)["q1"] == "A"


def test_a_token_is_spent_also_after_its_answer_left_the_box(
    open_: Open, phone_of: Callable[[Actor, Round], Phone], today: date
) -> None:
    round = open_()
    group = largest(round)
    phone = phone_of(who(round, 1, group=group)[0], round)
    signature = phone.draw()
    phone.put(signature, answer())
    for number, one in enumerate(who(round, 9, group=group)):
        actions.cast(round=round, member_id=one.member_id, content=answer(number), today=today)
    for _ in range(40):  # some stay behind by lot, so until ours has left
        actions.release(round.pk, is_last=True)
    assert Spent.objects.filter(round=round).count() == 10
    phone.put(signature, answer(1))
    assert not Box.objects.exists()
    assert Answer.objects.count() == 10


def test_a_person_draws_one_token_and_may_have_the_same_one_again(
    open_: Open, sign_in: Browser, phone_of: Callable[[Actor, Round], Phone]
) -> None:
    round = open_()
    me = who(round, 1)[0]
    one, other = phone_of(me, round), phone_of(me, round)
    first = one.draw()
    assert first
    assert one.draw() == first, "the line broke before the signature came"
    assert other.draw() == 0
    assert "每人一份" in other.said["words"]


def test_without_a_token_that_was_signed_nothing_comes_in(
    open_: Open, phone_of: Callable[[Actor, Round], Phone]
) -> None:
    round = open_()
    phone = phone_of(who(round, 1)[0], round)
    assert "凭证无效" in str(phone.put(12345, answer())["words"])
    assert phone.put(12345, answer(), token="zz")["words"] == "答卷不完整，请刷新页面重试"
    assert not Box.objects.exists()


def test_a_token_of_one_group_does_not_count_in_another(
    open_: Open, phone_of: Callable[[Actor, Round], Phone]
) -> None:
    round = open_()
    one, other = round.groups.all()[:2]
    phone = phone_of(who(round, 1, group=one.name)[0], round)
    signature = phone.draw()
    phone.group = other
    assert "凭证无效" in str(phone.put(signature, answer())["words"])
    assert not Box.objects.exists()


def test_who_is_not_asked_draws_nothing(
    open_: Open, sign_in: Browser, cast: Cast, phone_of: Callable[[Actor, Round], Phone]
) -> None:
    round = open_(within=cast.units["hospital"])
    inside = who(round, 1)[0]
    phone = phone_of(inside, round)
    phone.client = sign_in(cast.actors["school_desk"])
    page = reverse("surveys:draw", args=[round.pk])
    assert phone.client.post(page, {"blinded": "ff"}).status_code == 404


def test_faults_are_told_before_a_token_is_drawn(open_: Open) -> None:
    group = open_().groups.all()[0]
    page = reverse("surveys:box", args=[group.pk])
    body = json.dumps({"content": {"q2": ["9"]}})
    response = Client().post(page, body, content_type="application/json")
    assert response.status_code == 422
    assert set(response.json()["faults"]) == {"q1", "q2"}


@pytest.mark.parametrize(
    "body", ["", "[]", '{"content": 5}', "{", "null", '{"content": {"q1": 5}}']
)
def test_what_is_no_answer_is_refused_in_words(open_: Open, body: str) -> None:
    page = reverse("surveys:box", args=[open_().groups.all()[0].pk])
    response = Client().post(page, body, content_type="application/json")
    assert response.status_code == 422
    assert "不完整" in response.json()["words"]


def test_an_answer_that_did_not_reach_the_box_gives_the_token_back(
    open_: Open, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = open_()
    me = who(round, 1)[0]

    def broken(**_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("zhijia.surveys.actions.answering.deposit", broken)
    with pytest.raises(OSError, match="disk full"):
        actions.cast(round=round, member_id=me.member_id, content=answer(), today=today)
    monkeypatch.undo()
    actions.cast(round=round, member_id=me.member_id, content=answer(), today=today)
    assert Box.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_phones_at_once_exactly_one_counts(open_: Open, today: date) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("in memory, threads share one connection; the journey has a file")
    round = open_()
    me = who(round, 1)[0]
    gate, outcomes = Barrier(2), list[str]()

    def press(number: int) -> None:
        try:
            gate.wait(20)
            actions.cast(
                round=Round.objects.get(pk=round.pk),
                member_id=me.member_id,
                content=answer(number),
                today=today,
            )
            outcomes.append("taken")
        except Refused as no:
            outcomes.append(str(no))
        finally:
            connection.close()

    phones = [Thread(target=press, args=(number,)) for number in range(2)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join(60)
    assert sorted(one == "taken" for one in outcomes) == [False, True]
    assert Box.objects.count() == 1


# Nothing joins


def test_nothing_tells_which_answer_came_on_paper_nor_in_the_end_who_took_it(
    cast: Cast, open_: Open, today: date
) -> None:
    desk, round = cast.actors["group_desk"], open_()
    taker = Asked.objects.filter(round=round).order_by("pk").last()
    assert taker
    actions.hand_out(actor=desk, round=round, members=[taker.member], today=today)
    said = {"round": round, "group": taker.group, "serial": 1, "today": today}
    actions.key_in(actor=desk, content=answer(0), **said)
    for one in who(round, 11):
        if one.member_id != taker.member_id:
            actions.cast(round=round, member_id=one.member_id, content=answer(1), today=today)
    over = round.until_on + timedelta(days=1)
    round = actions.close_round(actor=desk, round=round, today=over)
    assert not Answer.objects.filter(is_paper=True).exists()
    assert not Asked.objects.filter(round=round, state="paper").exists()
    standing = queries.answered_by_group(round)
    assert sum(one.answered for one in standing) == round.answered_count == Answer.objects.count()
    assert not any(one.out for one in standing)


def test_no_column_beside_an_answer_leads_to_a_person_a_time_or_an_address() -> None:
    for table in (Box, Answer, Spent):
        names = {field.name for field in table._meta.concrete_fields}
        assert names <= {"id", "round", "group", "content", "mark", "is_paper", "seal"}
    assert not hasattr(Box, "is_paper")
    kinds = {
        field.related_model
        for table in (Box, Answer, Spent, Group)
        for field in table._meta.concrete_fields
        if isinstance(field, ForeignKey)
    }
    assert kinds == {Round, Group}


def test_only_named_answers_have_a_person(answered: tuple[Round, list[Actor]]) -> None:
    assert Answer.objects.filter(round=answered[0]).count() == 7
    assert not Signed.objects.exists()
    pointing = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model in {Answer, Box}
    }
    assert pointing == {"surveys.Signed"}


def hidden(table: str, column: str) -> list[object]:
    """Return what the database itself keeps of each row of a table, in its own order."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return [row[0] for row in cursor.fetchall()]


def test_keys_say_nothing_and_no_rowid_stands_behind_them(
    answered: tuple[Round, list[Actor]],
) -> None:
    for table in (Box, Answer, Spent):
        keys = list(table.objects.values_list("pk", flat=True))
        assert max(keys) > 2**40
        name = table._meta.db_table
        if connection.vendor == "sqlite":
            assert sorted(hidden(name, "rowid")) == sorted(keys)  # type: ignore[type-var]


@pytest.mark.django_db(transaction=True)
def test_a_batch_shares_its_transaction_with_nothing_else(
    answered: tuple[Round, list[Actor]],
) -> None:
    """PostgreSQL tells which transaction wrote a row: a batch has one for all, apart from all."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no such thing")
    batch = set(hidden("surveys_answer", "xmin::text"))
    assert len(batch) == 1
    for table in ("surveys_asked", "audit_auditentry", "surveys_box", "notices_notice"):
        assert not batch & set(hidden(table, "xmin::text")), table


@pytest.mark.django_db(transaction=True)
def test_even_while_it_waits_an_answer_shares_its_transaction_with_nobody(
    open_: Open, today: date
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no such thing")
    round = open_()
    for number, one in enumerate(who(round, 4)):
        actions.cast(round=round, member_id=one.member_id, content=answer(number), today=today)
    waiting = set(hidden("surveys_box", "xmin::text"))
    assert len(waiting) == 4
    for table in ("surveys_asked", "audit_auditentry"):
        assert not waiting & set(hidden(table, "xmin::text"))


def test_the_order_of_a_batch_is_by_chance(open_: Open, today: date) -> None:
    """Neither key nor place on the disk follows the order in which people answered."""
    round = open_()
    everybody = who(round, 40)
    for number, one in enumerate(everybody):
        actions.cast(round=round, member_id=one.member_id, content=answer(number), today=today)
    actions.release(round.pk, is_last=True)
    rows = [
        json.loads(row) if isinstance(row, str) else row
        for row in hidden("surveys_answer", "content")
    ]
    order = [int(re.sub(r"\D", "", row["q4"])) for row in rows]
    rising = sum(1 for a, b in pairwise(order) if a < b)
    assert order != sorted(order)
    assert 5 < rising < 34, "40 in order would rise 39 times"


def test_what_leaves_the_box_leaves_in_fives_and_some_stay(open_: Open, today: date) -> None:
    round = open_()
    people = who(round, 12, group=largest(round))
    seen = []
    for number, one in enumerate(people):
        actions.cast(round=round, member_id=one.member_id, content=answer(number), today=today)
        seen.append(actions.release(round.pk))
    assert seen == [0] * 9 + [5, 0, 0]
    assert Answer.objects.count() == 5


def test_nobody_comes_out_alone_at_the_end(open_: Open, today: date) -> None:
    round = open_()
    for number, one in enumerate(who(round, 40)):
        actions.cast(round=round, member_id=one.member_id, content=answer(number), today=today)
        actions.release(round.pk)
    before = Answer.objects.count()
    left: defaultdict[int, int] = defaultdict(int)
    for group in Box.objects.values_list("group_id", flat=True):
        left[group] += 1
    assert all(count >= 5 for count in left.values())
    actions.close_round(actor=Actor(), round=round, today=today + timedelta(days=15))
    assert Answer.objects.count() - before >= 5


def test_an_answer_comes_out_of_its_box_as_it_went_in() -> None:
    for content in ({}, {"q1": "甲", "q2": {"1": "A"}, "q3": ["A", "其他"]}, {"q4": "长" * 3000}):
        text = boxed(content)
        assert unboxed(text) == content
        assert len(text.encode()) % 2048 == 0
        assert text


# The record and the logs


def test_the_record_says_that_a_token_was_drawn_and_not_by_whom(
    answered: tuple[Round, list[Actor]],
) -> None:
    round, people = answered
    entries = AuditEntry.objects.filter(action="surveys.draw")
    assert entries.count() == len(people)
    names = {person.name for person in people}
    for entry in entries:
        assert (entry.user_id, entry.member_id) == (None, None)
        assert entry.subject.startswith(f"surveys.Round#{round.pk} ")
        told = json.dumps([entry.before, entry.after], ensure_ascii=False)
        assert not any(name in told for name in names)
        assert "q1" not in told
    assert not AuditEntry.objects.filter(action__contains="deposit").exists()


def tables_with(words: str) -> Iterator[str]:
    """Yield the tables that hold these words anywhere."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                if words in json.dumps([str(cell) for cell in row], ensure_ascii=False):
                    yield table
                    break


def test_what_waits_is_sealed_and_as_long_whatever_was_said(open_: Open, today: date) -> None:
    """Whoever watches the tables as people answer sees that something came, not what."""
    round = open_()
    people = who(round, 10, group=largest(round))
    for number, one in enumerate(people):
        content = {**answer(number), "q4": WORDS * (1 + 3 * number)}
        actions.cast(round=round, member_id=one.member_id, content=content, today=today)
        if number < 9:
            assert not list(tables_with(WORDS))
    lengths = {len(str(text)) for text in hidden("surveys_box", "content")}
    assert len(lengths) == 1, "nor how much"
    assert actions.release(round.pk) == 5
    escaped = json.dumps(WORDS)[1:-1].replace("\\", "\\\\")
    assert {*tables_with(WORDS), *tables_with(escaped)} == {"surveys_answer"}


def test_what_somebody_wrote_stands_in_the_answers_alone(
    open_: Open, phone_of: Callable[[Actor, Round], Phone], caplog: pytest.LogCaptureFixture
) -> None:
    round = open_()
    caplog.set_level(logging.DEBUG)
    me = who(round, 1)[0]
    phone = phone_of(me, round)
    assert phone.put(phone.draw(), {**answer(), "q4": WORDS}) == {"done": True}
    phone.put(5, {**answer(), "q4": WORDS})

    escaped = json.dumps(WORDS)[1:-1]
    found = {*tables_with(WORDS), *tables_with(escaped.replace("\\", "\\\\"))}
    assert found == set(), "while it waits it is sealed"
    said = "".join(f"{one.getMessage()} {one.args}" for one in caplog.records)
    for words in (WORDS, escaped, phone.token.hex(), f"{phone.blinded:x}"):
        assert words not in said
        for file in Path(settings.FILES_ROOT).rglob("*"):
            assert not file.is_file() or words.encode() not in file.read_bytes()
    assert not list(tables_with(phone.token.hex())), "not even the token itself is kept"


def test_the_same_without_a_script(
    open_: Open, sign_in: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    round = open_()
    caplog.set_level(logging.DEBUG)
    me = who(round, 1)[0]
    page = reverse("surveys:answer-sheet", args=[round.pk])
    response = sign_in(me).post(page, {**answer(), "q4": WORDS, "once": "a" * 32})
    assert response.status_code == 302
    escaped = json.dumps(WORDS)[1:-1]
    found = {*tables_with(WORDS), *tables_with(escaped.replace("\\", "\\\\"))}
    assert found == set(), "while it waits it is sealed"
    assert not any(WORDS in one.getMessage() for one in caplog.records)


def test_the_box_asks_nobody_who_they_are(open_: Open, sign_in: Browser) -> None:
    """A browser that sends its session along leaves no trace of it: not one query looks it up."""
    round = open_()
    client = sign_in(who(round, 1)[0])
    page = reverse("surveys:box", args=[round.groups.all()[0].pk])
    body = json.dumps({"content": {"q1": ["A"], "q2": ["3"]}})
    with CaptureQueriesContext(connection) as anonymous:
        assert Client().post(page, body, content_type="application/json").status_code == 200
    tables = " ".join(query["sql"] for query in anonymous.captured_queries)
    assert "django_session" not in tables
    assert "accounts_" not in tables
    assert client.post(page, body, content_type="application/json").status_code == 200


def test_results_never_show_a_person(
    answered: tuple[Round, list[Actor]], sign_in: Browser, desk: Actor
) -> None:
    round, _ = answered
    client = sign_in(desk)
    pages = [
        reverse("surveys:round", args=[round.pk]),
        reverse("surveys:results", args=[round.pk]),
        reverse("surveys:words", args=[round.pk, "q4"]),
        reverse("surveys:cross", args=[round.pk]) + "?row=unit&column=q1",
    ]
    names = set(Member.objects.exclude(pk=desk.member_id).values_list("name", flat=True))
    for page in pages:
        text = client.get(page).content.decode()
        main = text[text.index('<main id="main"') : text.index("</main>")]
        assert not [name for name in names if name in main], page


def test_the_desk_does_not_open_the_signed_answers_of_an_anonymous_round(
    answered: tuple[Round, list[Actor]], sign_in: Browser, desk: Actor
) -> None:
    page = reverse("surveys:signed", args=[answered[0].pk])
    assert "没有姓名可看" in sign_in(desk).get(page).content.decode()
