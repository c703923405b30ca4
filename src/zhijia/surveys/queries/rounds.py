"""Reading rounds and who has answered; never what."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from zhijia.platform.actor import Actor
from zhijia.platform.place import lying
from zhijia.platform.scope import reached

from ..models import Answer, Asked, Box, Paper, Round, Sheet, SurveyQuerySet
from ..policies import in_office

ANSWERED = ("answered", "drawn")


def rounds(actor: Actor) -> SurveyQuerySet:
    """Return the rounds that an office of this person reaches."""
    seen = Round.objects.filter(reached("unit_path", in_office(actor)))
    return seen.select_related("unit", "within", "edition__sheet")


def rounds_seen(actor: Actor) -> SurveyQuerySet:
    """Return the rounds whose results this person may open: by office, or asked and told."""
    told = Q(told_on__isnull=False, pk__in=my_rounds(actor).order_by().values("round_id"))
    found = Round.objects.filter(reached("unit_path", in_office(actor)) | told)
    return found.select_related("unit", "within", "edition__sheet")


def my_rounds(actor: Actor) -> QuerySet[Asked]:
    """Return what this person is or was asked, the latest first."""
    mine = Asked.objects.filter(member_id=actor.member_id) if actor.member_id else None
    if mine is None:
        return Asked.objects.none()
    return mine.select_related("round__unit", "round__edition__sheet", "group").order_by(
        "-round__from_on", "-round_id"
    )


def open_rounds_at(path: str, below: bool) -> SurveyQuerySet:
    """Return the rounds of a unit, and of those below it if `below`, that are not closed."""
    return Round.objects.running().filter(lying("unit_path", [path], below=below))


def asked_of(round: Round, member_id: int | None) -> Asked | None:
    """Return the line of this person in a round; None where they are not asked."""
    found = Asked.objects.filter(round=round, member_id=member_id) if member_id else None
    return found.select_related("round", "group").first() if found is not None else None


def rounds_of(sheet: Sheet) -> SurveyQuerySet:
    """Return the rounds that asked a questionnaire, the latest first."""
    return Round.objects.filter(edition__sheet=sheet).order_by("-from_on", "-pk")


def public_round(token: str) -> Round | None:
    """Return the round that a link from outside leads to."""
    found = Round.objects.filter(token=token, is_outside=True)
    return found.select_related("unit", "edition__sheet").first()


class Standing(NamedTuple):
    """How far a group has come: who is asked, who has answered, sheets of paper out and keyed."""

    group: str
    size: int
    answered: int
    out: int

    @property
    def percent(self) -> int:
        """Return the share that has answered, rounded down."""
        return 100 * self.answered // self.size if self.size else 0


def keyed_once(round: Round) -> list[int]:
    """Return the numbers of the sheets that wait to be keyed a second time."""
    waiting = round.papers.filter(is_settled=False).order_by("serial")
    return list(waiting.values_list("serial", flat=True))


def next_serial(round: Round, user_id: int | None) -> int:
    """Return which sheet somebody is to key next: one that waits for a second person, else a new
    one with the lowest number that is free.
    """
    waiting = round.papers.filter(is_settled=False).exclude(keyed_by=user_id).order_by("serial")
    if first := waiting.first():
        return first.serial
    used = {*round.papers.values_list("serial", flat=True)}
    return next(n for n in range(1, len(used) + 2) if n not in used)


def answered_by_group(round: Round) -> list[Standing]:
    """Return how far each group has come; two queries. Names of persons are not read.

    Of a closed anonymous round the answers are counted: who had taken paper is known no more.
    """
    if round.is_anonymous and round.closed_on:
        found = Answer.objects.filter(round=round).order_by().values("group_id")
        said = dict(found.annotate(n=Count("pk")).values_list("group_id", "n"))
        return [Standing(one.name, one.size, said.get(one.pk, 0), 0) for one in round.groups.all()]
    groups = round.groups.annotate(
        online=Count("asked", filter=Q(asked__state__in=ANSWERED)),
        handed=Count("asked", filter=Q(asked__state="paper")),
    )
    keyed = dict(
        Paper.objects.filter(round=round, is_settled=True)
        .order_by()
        .values("group_id")
        .annotate(n=Count("pk"))
        .values_list("group_id", "n")
    )
    return [
        Standing(
            group.name,
            group.size,
            group.online + keyed.get(group.pk, 0),
            group.handed - keyed.get(group.pk, 0),
        )
        for group in groups
    ]


def without_account(round: Round) -> int:
    """Count who is asked and cannot answer on screen: they have no account."""
    can = Q(member__user__is_active=True)
    return round.asked.filter(member__left_on=None).exclude(can).count()


def has_paper_left(round: Round) -> bool:
    """Say whether a sheet of paper is out that was not keyed in."""
    handed = round.asked.filter(state="paper").count()
    return handed > round.papers.filter(is_settled=True).count()


def users_asked(round: Round) -> list[int]:
    """Return the accounts of all who are asked."""
    rows = round.asked.filter(member__user__is_active=True, member__left_on=None)
    return list(rows.values_list("member__user_id", flat=True))


def unanswered_users(round: Round) -> list[int]:
    """Return the accounts of those who have not answered and could: for the reminder alone."""
    rows = round.asked.filter(state="", member__user__is_active=True, member__left_on=None)
    return list(rows.values_list("member__user_id", flat=True))


def running_rounds(today: date) -> SurveyQuerySet:
    """Return the rounds that take answers today."""
    return Round.objects.running().filter(from_on__lte=today, until_on__gte=today)


def rounds_with_box() -> SurveyQuerySet:
    """Return the rounds that have answers in their box."""
    return Round.objects.running().filter(pk__in=Box.objects.order_by().values("round_id"))


def rounds_to_close(today: date) -> SurveyQuerySet:
    """Return the rounds whose last day has passed."""
    return Round.objects.running().filter(until_on__lt=today)
