"""A year that is over, tasks put on file in it, and the reports that are drafted of it."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from zhijia.org.models import Unit
from zhijia.plans import actions, queries, speech
from zhijia.plans.models import Assignment, Task
from zhijia.plans.rules import POINTS
from zhijia.platform.actor import Actor
from zhijia.platform.audit.models import AuditEntry
from zhijia.platform.files.models import StoredFile
from zhijia.writing import actions as writing
from zhijia.writing.models import Change, Citation, Passage, Report
from zhijia.writing.queries import citations_of, known, standing
from zhijia.writing.rules import Period, plain

File = Callable[..., list[Task]]
Give = Callable[..., Assignment]
Draft = Callable[..., Report]
DATE = re.compile(r"\d{4}年度|(?:\d{4}年)?\d{1,2}月\d{1,2}日")
QUOTE = re.compile("“[^”]*”")
LIST_NUMBER = re.compile(r"^\d+\. ")


@pytest.fixture
def year(today: date) -> int:
    """Last year: whatever day the tests run on, it is over."""
    return today.year - 1


@pytest.fixture
def on(year: int) -> Callable[[int, int], date]:
    """Return a day of that year."""
    return lambda month, day: date(year, month, day)


@pytest.fixture
def file_tasks(on: Callable[[int, int], date]) -> File:
    """Put these sentences on file as a unit's tasks on 1 March, all in one area."""

    def put(actor: Actor, unit: Unit, *sentences: str, area: str = "safety") -> list[Task]:
        day = on(3, 1)
        source = speech.read_text("同志们：\n" + "".join(f"{one}。\n" for one in sentences))
        intake = actions.take_in(actor=actor, unit=unit, source=source, name="讲话", today=day)
        for piece in queries.pieces_of(intake.speeches[0]):
            words = queries.words_of(piece)
            if words not in sentences:
                if piece.kind == "task":
                    actions.demote(actor=actor, piece=piece)
                continue
            if piece.kind != "task":
                piece = actions.promote(actor=actor, piece=piece)
            fields = {"responsible": "", "deadline": "", "due_on": None, "figures": ""}
            actions.edit_piece(
                actor=actor, piece=piece, wording=words, area=area, today=day, **fields
            )
        entered = actions.confirm(actor=actor, speech=intake.speeches[0], today=day)
        tasks = list(entered.tasks.order_by("serial"))
        assert [task.original for task in tasks] == list(sentences)
        return tasks

    return put


@pytest.fixture
def give(on: Callable[[int, int], date]) -> Give:
    """Give a task to a unit in April, due in June unless told otherwise."""

    def give_one(actor: Actor, task: Task, unit: Unit, due_on: date | None = None) -> Assignment:
        due_on = due_on or on(6, 30)
        given = actions.assign(actor=actor, task=task, units=[unit], due_on=due_on, today=on(4, 1))
        return given[0]

    return give_one


@pytest.fixture
def finish() -> Callable[..., None]:
    """Sign for a work, report it finished with these words, and let its issuer accept it."""

    def finish_one(work: Assignment, doer: Actor, giver: Actor, words: str, day: date) -> None:
        before = day - timedelta(days=2)
        actions.sign(actor=doer, assignment=work, today=before)
        actions.finish(actor=doer, assignment=work, words=words, today=before)
        actions.accept(actor=giver, checked=POINTS, assignment=work, today=day)

    return finish_one


@pytest.fixture
def draft(year: int, today: date) -> Draft:
    """Draft a unit's report of that year."""

    def draft_one(actor: Actor, unit: Unit, day: date = today, form: str = "summary") -> Report:
        period = Period(date(year, 1, 1), date(year, 12, 31))
        return writing.draft(actor=actor, unit=unit, form=form, period=period, today=day)

    return draft_one


@pytest.fixture
def kept(db: None) -> Callable[[], tuple[int, ...]]:
    """Return a look at what a refusal must leave alone."""
    tables = (Report, Passage, Citation, Change, StoredFile, AuditEntry)
    return lambda: tuple(table.objects.count() for table in tables)


def lines(report: Report) -> list[str]:
    """Return the paragraphs of a report, its numbers in their places."""
    names = known(citations_of(report))
    return [plain(one.runs, names) for one in standing(report)]


@pytest.fixture
def text() -> Callable[[Report], str]:
    """Return a report as one text."""
    return lambda report: "\n".join(lines(report))


@pytest.fixture(scope="session")
def stray_digits() -> Callable[[str], Iterator[str]]:
    """Find digits that are in no date, no quotation and no list number."""

    def find(words: str) -> Iterator[str]:
        rest = DATE.sub("", QUOTE.sub("", LIST_NUMBER.sub("", words)))
        return (found[0] for found in re.finditer(r"\d+", rest))

    return find
