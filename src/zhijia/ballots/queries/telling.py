"""What the pages of a ballot show: contests with results, who watches, what may be done next."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from zhijia.law import Verdict
from zhijia.platform.actor import Actor
from zhijia.platform.scope import prefixes, reached

from .. import policies
from ..counting import MARKS, Said
from ..models import Ballot, Choice, Contest, Watcher, WrittenRule
from ..policies import in_office
from ..rules.counts import as_percent
from ..rules.following import Next
from ..rules.outcomes import RESULTS, clause_named, said, shown
from ..rules.preparing import lacks, may_set
from ..rules.standing import may_step
from ..rules.ways import Way, ways
from ..rules.words import WATCHERS
from .counts import Earlier, contests_of, earlier_of
from .facts import asked_of, circumstances, prepared
from .following import next_after
from .rolls import quorum_of, voters_by_group

BADGES = {"adopted": "green", "rejected": "red", "open": "orange"}


class ToldLine(NamedTuple):
    """What one choice got: its numbers with their words, what became of it and in which colour."""

    name: str
    numbers: Sequence[tuple[str, object]]
    word: str = ""
    tone: str = "grey"
    score: str = ""
    earlier: Sequence[Earlier] = ()


class ToldContest(NamedTuple):
    """A contest as a page shows it; without a count `lines` and `steps` are empty."""

    contest: Contest
    choices: Sequence[Choice]
    heads: str
    lines: Sequence[ToldLine]
    steps: Sequence[Said]
    tally: Mapping[str, Any]
    then: str
    next: Next | None

    @property
    def warnings(self) -> list[tuple[str, Verdict]]:
        """Return what spoke against whom when the ballot was set."""
        return [
            (one.name, Verdict(False, words, clause_named(id_)))
            for one in self.choices
            for words, id_ in [*one.bars, *one.warnings]
        ]


def told_contests(ballot: Ballot, *, is_whole: bool) -> list[ToldContest]:
    """Return the contests of a ballot as somebody may see them.

    Who is not `is_whole` sees results once they are told, and few grades only as their number.
    """
    is_shown = ballot.counted_on is not None and (is_whole or ballot.told_on is not None)
    return [_told(one, ballot, is_whole, is_shown) for one in contests_of(ballot)]


def _told(contest: Contest, ballot: Ballot, is_whole: bool, is_shown: bool) -> ToldContest:
    asked, choices = asked_of(contest), list(contest.choices.all())
    if not (is_shown and contest.outcome):
        return ToldContest(contest, choices, "", [], [], {}, "", None)
    keys = [one.key for one in choices]
    kept = shown(asked, contest.outcome, ballot.m, keys, is_whole=is_whole)
    heads, lines = _lines(contest, choices, kept)
    after = next_after(contest)
    then = str(kept.get("then", ""))
    return ToldContest(contest, choices, heads, lines, said(kept), contest.tally, then, after)


def _lines(
    contest: Contest, choices: Sequence[Choice], kept: Mapping[str, Any]
) -> tuple[str, list[ToldLine]]:
    if contest.kind == "evaluation":
        heads = "|".join(
            ["对象", "有效票", *contest.grades, *(["加权得分"] if contest.lines else [])]
        )
        return heads, [_graded(contest, one, kept) for one in choices]
    words = tuple(MARKS.values())
    marks = contest.tally.get("lines", {})
    valid = int(contest.tally.get("valid", 0))
    found = []
    for one in choices:
        yes, no = (int(marks.get(one.key, {}).get(mark, 0)) for mark in ("yes", "no"))
        word, tone = _became(one.key, kept)
        numbers = list(zip(words, (yes, no, valid - yes - no), strict=True))
        found.append(ToldLine(one.name, numbers, word, tone))
    for key, votes in sorted(contest.tally.get("others", {}).items(), key=lambda row: -row[1]):
        name = contest.tally.get("names", {}).get(key, key)
        word, tone = _became(key, kept)
        rest = [(words[0], votes), (words[1], "—"), (words[2], "—")]
        found.append(ToldLine(f"{name}（另选）", rest, word, tone))
    return "|".join(["姓名或者事项", *words, "结果"]), found


def _became(key: str, kept: Mapping[str, Any]) -> tuple[str, str]:
    """Return what became of a candidate or an item, in a word and a colour."""
    if key in kept.get("items", {}):
        result = str(kept["items"][key])
        return RESULTS[result], BADGES[result]
    if key in kept.get("elected", []):
        return "当选", "green"
    return ("再次投票", "orange") if key in kept.get("tied", []) else ("", "grey")


def _graded(contest: Contest, one: Choice, kept: Mapping[str, Any]) -> ToldLine:
    entry = kept.get("subjects", {}).get(one.key, {})
    counts = entry.get("counts", {})
    total = sum(counts.values())
    cells: list[tuple[str, object]] = [("有效票", entry.get("valid", 0))]
    for grade in contest.grades:
        share = f"{counts[grade]}（{as_percent(counts[grade], total)}%）" if counts else "不公布"
        cells.append((grade, share))
    score = str(entry.get("score", "—")) if contest.lines else ""
    return ToldLine(one.name, cells, score=score, earlier=earlier_of(one, contest.grades))


def watchers_of(ballot: Ballot) -> list[tuple[str, list[Watcher]]]:
    """Return who watches over a ballot, by role in their order; one query."""
    rows = list(ballot.watchers.select_related("member"))
    by_role = {role: [one for one in rows if one.role == role] for role in WATCHERS}
    return [(WATCHERS[role], people) for role, people in by_role.items() if people]


def ways_of(ballot: Ballot, on: date) -> list[Way]:
    """Return the four ways, and whether each may be used here."""
    return ways(circumstances(ballot, on))


def desk_view(actor: Actor, ballot: Ballot, roles: Collection[str], on: date) -> dict[str, object]:
    """Return what the working page of a ballot shows beside its contests."""
    may = policies.may_run(actor, ballot)
    context: dict[str, object] = {
        "may": may,
        "may_close": policies.may_close(actor, ballot, roles),
        "may_void": policies.may_void(actor, ballot),
        "can_void": may_step("void", ballot.state),
        "ways": ways_of(ballot, on) if ballot.state == "draft" else [],
        "groups": voters_by_group(ballot),
        "quorum": quorum_of(ballot),
        "followed": list(ballot.followed_by.all()),
    }
    if ballot.state == "draft":
        found = prepared(ballot, on)
        context |= {"findings": lacks(found), "may_set": may and may_set(found), "due": found.due}
    return context


def written_rules(actor: Actor) -> QuerySet[WrittenRule]:
    """Return the rules on file that bind this person's unit, and those of units they reach."""
    binding = Q(unit_path__in=prefixes(actor.unit_path))
    seen = binding | reached("unit_path", in_office(actor))
    return WrittenRule.objects.filter(seen).select_related("unit", "file")
