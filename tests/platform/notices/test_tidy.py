"""A year later: what was read goes, what nobody read stays."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils.timezone import now

from zhijia.platform.notices.acts import letters
from zhijia.platform.notices.models import Notice

Tell = Callable[..., int]


def test_read_messages_are_thrown_away_after_a_year_and_unread_ones_stay(
    reader: Client, tell: Tell
) -> None:
    long_ago, lately = now() - timedelta(days=366), now() - timedelta(days=364)
    for n, (made_at, is_read) in enumerate(
        [(long_ago, True), (long_ago, False), (lately, True), (lately, False)]
    ):
        tell(about=f"test.Thing#{n}", title=f"{n}")
        Notice.objects.filter(title=f"{n}").update(
            made_at=made_at, read_at=made_at if is_read else None
        )

    assert letters.forget_old(now()) == 1
    assert sorted(Notice.objects.values_list("title", flat=True)) == ["1", "2", "3"]
    assert letters.forget_old(now()) == 0
