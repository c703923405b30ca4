"""Two people at the same moment: what both want to merge, link or pass on happens once."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.matters.conftest import Congress, File
from tests.matters.test_appeals import Appeal, appeal, nurse
from tests.matters.test_passing import to
from tests.plans.tasks.test_two_at_once import at_once
from zhijia.matters import actions
from zhijia.matters.models import Matter, Tie
from zhijia.platform.actor import Actor
from zhijia.platform.audit.queries import first_break

__all__ = ["appeal", "nurse"]


def to_committee(congress: Congress, matter: Matter, today: date) -> Matter:
    """Let a proposal be seconded and handed in to the committee."""
    for one in congress.backers:
        actions.back(actor=one, matter=matter, is_for=True, today=today)
    actions.move(actor=congress.filer, matter=matter, step="hand_in", today=today)
    actions.move(actor=congress.committee, matter=matter, step="endorse", today=today)
    matter.refresh_from_db()
    return matter


@pytest.fixture
def three(congress: Congress, filed: File, today: date) -> list[Matter]:
    """Three proposals of the same thing before the committee."""
    titles = ("改善夜班食堂", "夜班食堂供应", "食堂夜间窗口")
    return [to_committee(congress, filed(title=title), today) for title in titles]


def merging(actor: Actor, main: Matter, others: list[Matter], today: date) -> Callable[[], object]:
    return lambda: actions.merge(
        actor=actor, main=main, others=others, words="同一件事", today=today
    )


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_same_proposals_do_it_once(
    congress: Congress, three: list[Matter], today: date
) -> None:
    a, b, c = three
    same = [merging(who, a, [b, c], today) for who in (congress.committee, congress.desk)]
    assert at_once(*same) == ["done", "refused"]
    assert Tie.objects.filter(how="merged", other=a).count() == 2
    assert {one.moves.filter(step="merge").count() for one in (b, c)} == {1}
    assert first_break() is None


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_each_into_the_other_leave_one_that_is_open(
    congress: Congress, three: list[Matter], today: date
) -> None:
    a, b, _ = three
    ways = (
        merging(congress.committee, a, [b], today),
        merging(congress.desk, b, [a], today),
    )
    assert at_once(*ways) == ["done", "refused"], "nobody waits for ever, and one is too late"
    states = sorted(Matter.objects.filter(pk__in=[a.pk, b.pk]).values_list("state", flat=True))
    assert states == ["committee", "merged"]
    assert Tie.objects.filter(how="merged").count() == 1


@pytest.mark.django_db(transaction=True)
def test_rings_of_three_are_merged_without_waiting_for_ever(
    congress: Congress, three: list[Matter], today: date
) -> None:
    a, b, c = three
    ways = [
        merging(congress.committee, a, [b], today),
        merging(congress.desk, b, [c], today),
        merging(congress.committee, c, [a], today),
    ]
    ends = at_once(*ways)
    assert set(ends) <= {"done", "refused"}
    ties = Tie.objects.filter(how="merged")
    assert len({tie.one_id for tie in ties}) == ties.count() == ends.count("done")
    assert Matter.objects.filter(pk__in=[a.pk, b.pk, c.pk], closed_on=None).exists()


@pytest.mark.django_db(transaction=True)
def test_an_appeal_is_passed_on_once(
    appeal: Appeal, nurse: Actor, hospital_desk: Actor, today: date
) -> None:
    matter = appeal()

    def up() -> object:
        given = actions.Given(**to("upper"))
        how = {"actor": hospital_desk, "matter": matter, "step": "pass_on", "today": today}
        return actions.move(**how, given=given)

    assert at_once(up, up) == ["done", "refused"]
    assert Tie.objects.filter(one=matter, how="follows").count() == 1
    assert Matter.objects.count() == 2
