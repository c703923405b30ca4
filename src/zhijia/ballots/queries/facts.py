"""Facts for the rules: a ballot as it was drafted, its contests, what is on file."""

from datetime import date

from zhijia.org.models import Member, Unit
from zhijia.org.queries import law_in_force
from zhijia.platform.scope import prefixes, under

from ..counting import Candidate
from ..counting import Contest as Counted
from ..models import Ballot, Choice, Contest, Watcher, WrittenRule, WrittenRuleQuerySet
from ..rules.asking import ADOPTIONS, Asked
from ..rules.preparing import Prepared, Question, Standing, Watching
from ..rules.ways import Circumstances, OnFile, may_use
from .candidates import weigh
from .rolls import doubles_in


def rules_on_file(unit: Unit, on: date) -> WrittenRuleQuerySet:
    """Return the written rules that bind a unit on a day: its own and those of units above."""
    return WrittenRule.objects.filter(unit_path__in=prefixes(unit.path)).on(on)


def circumstances(ballot: Ballot, on: date) -> Circumstances:
    """Return what decides which ways are open for a ballot; at most two queries."""
    rows = rules_on_file(ballot.unit, on)
    on_file = tuple(OnFile(row.subject, row.level, str(row)) for row in rows)
    due = ballot.due or ballot.voters.count()
    return Circumstances(
        ballot.body, ballot.is_rehearsal, due, ballot.method, ballot.consent, on_file
    )


def adoption_of(contest: Contest) -> str:
    """Return by which of the known ways a contest's items are adopted."""
    wanted = (contest.share, contest.clause, contest.strict_clause)
    for key, one in ADOPTIONS.items():
        strict = one.strict_clause.id if one.strict_clause else ""
        if (one.share, one.clause.id, strict) == wanted:
            return key
    return ""


def asked_of(contest: Contest) -> Asked:
    """Return what a contest asks."""
    return Asked(
        kind=contest.kind,
        title=contest.title,
        body=contest.body,
        seats=contest.seats,
        round=contest.round,
        keep=contest.keep,
        percent=contest.percent,
        had_preliminary=contest.had_preliminary,
        by_marks=contest.by_marks,
        write_ins=contest.write_ins,
        grades=tuple(contest.grades),
        lines=tuple((str(name), int(percent)) for name, percent in contest.lines),
        scores=tuple((str(grade), int(points)) for grade, points in contest.scores.items()),
        adoption=adoption_of(contest),
        is_runoff=contest.is_runoff,
    )


def contest_facts(contest: Contest, choices: "list[Choice]") -> Counted:
    """Return an election as the rules of counting know it."""
    return Counted(
        title=contest.title,
        seats=contest.seats,
        candidates=tuple(Candidate(one.key, one.name) for one in choices),
        percent=contest.percent,
        is_preliminary=contest.round == "preliminary",
        by_marks=contest.by_marks,
        write_ins=contest.write_ins,
    )


def _question(ballot: Ballot, contest: Contest, on: date) -> Question:
    choices = list(contest.choices.all())
    weighed = weigh(ballot.unit, contest, choices, on)
    standing = []
    for one in choices:
        found = weighed.get(one.pk)
        bars, warnings = (found.bars, found.warnings) if found else ((), ())
        standing.append(Standing(one.key, one.name, bars, warnings))
    return Question(asked_of(contest), tuple(standing), contest_facts(contest, choices))


def _watching(one: Watcher) -> Watching:
    key = f"m{one.member_id}" if one.member_id else f"w{one.pk}"
    return Watching(one.role, key, one.name, one.member_id is not None, one.is_from_above)


def prepared(ballot: Ballot, on: date) -> Prepared:
    """Return all that the rules ask about a draft."""
    unit = ballot.unit
    contests = ballot.contests.prefetch_related("choices")
    voting = Member.objects.voting().filter(under("unit_path", unit.path)).order_by()
    due = ballot.voters.count()
    strangers = ballot.voters.exclude(member__in=voting.values("pk")).count()
    found = circumstances(ballot, on)
    return Prepared(
        body=ballot.body,
        way=ballot.way,
        way_verdict=may_use(ballot.way, found),
        is_rehearsal=ballot.is_rehearsal,
        due=due,
        doubles=tuple(doubles_in(ballot)),
        strangers=strangers,
        questions=tuple(_question(ballot, one, on) for one in contests),
        watching=tuple(map(_watching, ballot.watchers.all())),
        has_end=ballot.closes_at is not None,
        m=ballot.m,
        members=voting.count(),
        assembly_upto=law_in_force(unit, on).assembly_upto,
    )
