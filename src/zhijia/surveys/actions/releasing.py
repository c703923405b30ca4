"""A batch leaves the box: shuffled, with new keys, all in one transaction. Not an action.

Afterwards no row says which of the batch was there first: not by its key, not by its place on the
disk, not by the transaction that wrote it. What waited was sealed, so nobody saw it come. Some stay
behind each time, so that no answer ever comes out alone, not even the last one.
"""

from collections import defaultdict
from secrets import SystemRandom

from django.db import transaction

from ..models import Answer, Box, Round, Spent
from ..rules import AT_ONCE, KEPT_BACK
from ..rules.boxing import unboxed

lots = SystemRandom()


def release(round_id: int, *, is_last: bool = False) -> int:
    """Move what may leave the box of a round to the answers; return how many that were."""
    with transaction.atomic():
        Round.objects.select_for_update(no_key=True).get(pk=round_id)
        leaving = _leaving(round_id, is_last)
        if not leaving:
            return 0
        lots.shuffle(leaving)
        marks = [row.mark for row in leaving if row.mark]
        lots.shuffle(marks)
        Answer.objects.bulk_create(
            [
                Answer(
                    round_id=round_id,
                    group_id=row.group_id,
                    content=unboxed(row.content),
                )
                for row in leaving
            ],
            batch_size=500,
        )
        Spent.objects.bulk_create([Spent(round_id=round_id, mark=mark) for mark in marks])
        for at in range(0, len(leaving), 500):
            Box.objects.filter(pk__in=[row.pk for row in leaving[at : at + 500]]).delete()
    return len(leaving)


def _leaving(round_id: int, is_last: bool) -> list[Box]:
    """Return what leaves: of each group all but a few drawn by lot, once there are enough."""
    by_group: defaultdict[int | None, list[Box]] = defaultdict(list)
    for row in Box.objects.filter(round_id=round_id):
        by_group[row.group_id].append(row)
    found: list[Box] = []
    for rows in by_group.values():
        if is_last:
            found += rows
        elif len(rows) >= AT_ONCE + KEPT_BACK:
            lots.shuffle(rows)
            found += rows[KEPT_BACK:]
    return found
