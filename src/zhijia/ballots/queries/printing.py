"""What goes on paper: ballot papers, tellers' sheets and reports, drawn from the rows."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from zhijia.law import Verdict

from .. import paper
from ..counting import Candidate, Graded, Line, Turnout, Weighted
from ..models import Ballot, Contest
from ..paper.asked import Asked as Question
from ..rules.counts import election_tally, read
from ..rules.outcomes import said
from ..rules.printing import TINT_OF, TINTS
from ..rules.tellers import VOIDS
from .boxes import boxes_of
from .counts import contests_of, earlier_of, shared_papers
from .facts import contest_facts
from .piles import settled_words, voids_of

EVERY = "all"
KINDS = {"election": "选票", "resolution": "表决票", "evaluation": "测评票"}


def questions(contests: Sequence[Contest], *, is_by_strokes: bool = True) -> list[Question]:
    """Return what is asked, as papers draw it."""
    return [_question(one, is_by_strokes) for one in contests]


def _question(contest: Contest, is_by_strokes: bool) -> Question:
    choices = list(contest.choices.all())
    if contest.kind == "election":
        # Choices stand by strokes already, a member's own spelling heeded; typed order is by key.
        ordered = sorted(choices, key=lambda one: one.place if is_by_strokes else one.pk)
        return paper.Election(contest_facts(contest, ordered), is_by_strokes, is_placed=True)
    if contest.kind == "resolution":
        return paper.Resolution(contest.title, [one.name for one in choices])
    lines = [Weighted(str(name), int(percent)) for name, percent in contest.lines]
    subjects = [paper.Subject(one.name, one.note) for one in choices]
    return paper.Evaluation(contest.title, subjects, list(contest.grades), lines)


def chosen(ballot: Ballot, kind: str) -> list[Contest]:
    """Return the contests that one kind of paper asks."""
    contests = contests_of(ballot)
    return contests if kind == EVERY else [one for one in contests if str(one.pk) == kind]


def print_defaults(ballot: Ballot) -> dict[str, object]:
    """Return how papers of a ballot are printed unless somebody says otherwise."""
    contests = contests_of(ballot)
    kind = KINDS[contests[0].kind] if contests else KINDS["election"]
    is_election = any(one.kind == "election" for one in contests)
    return {
        "kind": EVERY,
        "copies": ballot.due or ballot.voters.count() or 1,
        "per_sheet": "1",
        "size": "A4",
        "place": "above",
        "tint": TINT_OF.get(ballot.body, "white") if is_election else "white",
        "order": "strokes",
        "title": f"{ballot.title}{kind}",
        "seal": "（工会盖章处）",
        "file": "pdf",
    }


def ballot_paper(ballot: Ballot, how: Mapping[str, Any]) -> tuple[paper.Ballot, paper.Sheet]:
    """Return a ballot paper and its sheet, as somebody wants them printed."""
    contests = chosen(ballot, how["kind"])
    title = (
        f"{ballot.unit}\n{how['title']}" if ballot.unit.name not in how["title"] else how["title"]
    )
    notes = ["本票为演练用票，没有效力。"] if ballot.is_rehearsal else []
    one = paper.Ballot(
        title,
        questions(contests, is_by_strokes=how["order"] == "strokes"),
        how["place"],
        TINTS[how["tint"]],
        how["seal"],
        notes,
    )
    return one, paper.Sheet(how["size"], int(how["per_sheet"]))


def has_room(ballot: Ballot, how: Mapping[str, Any]) -> Verdict:
    """Judge whether papers fit as they are wanted."""
    return paper.has_room(*ballot_paper(ballot, how))


def papers_file(ballot: Ballot, how: Mapping[str, Any]) -> bytes:
    """Return ballot papers as PDF, or one sheet of them as Word; NoChineseFont."""
    one, sheet = ballot_paper(ballot, how)
    leaf = paper.ballot_leaf(one, sheet)
    if how["file"] == "docx":
        return paper.word(leaf, sheet)
    return paper.pdf(leaf, sheet, int(how["copies"]))


def _drawn(leaf: paper.Leaf, suffix: str) -> bytes:
    return paper.word(leaf, paper.LYING) if suffix == "docx" else paper.pdf(leaf, paper.LYING)


def issue_file(ballot: Ballot, suffix: str) -> bytes:
    """Return the issue sheet with what was put down so far; blank boxes before."""
    sums = boxes_of(ballot)
    kinds = [
        paper.Kind(
            one.title,
            [
                paper.Box(box.box, box.is_mobile, issued=box.issued, returned=box.returned)
                for box in one.boxes
            ],
        )
        for one in sums
    ]
    blank = paper.Box("会场", due=ballot.due or None)
    kinds = kinds or [paper.Kind("选票", [blank, paper.Box("流动票箱", True)])]
    return _drawn(paper.issue_leaf(_head(ballot), kinds), suffix)


def counting_file(contest: Contest, teller: str, suffix: str) -> bytes:
    """Return the sheet one teller (甲, 乙) makes strokes on."""
    title = f"{contest.ballot.unit}{contest.title}"
    return _drawn(paper.counting_leaf(title, _question(contest, True), teller), suffix)


def _head(ballot: Ballot) -> str:
    return f"{ballot.unit}{ballot.meeting or ballot.title}"


def _occasion(ballot: Ballot) -> paper.Occasion:
    held_on = ballot.held_on or ballot.opened_on or ballot.drafted_on
    return paper.Occasion(str(ballot.unit), ballot.meeting, ballot.title, held_on)


def _hands(ballot: Ballot) -> paper.Hands:
    by_role: dict[str, list[str]] = {}
    for one in ballot.watchers.order_by("pk"):
        by_role.setdefault(one.role, []).append(one.name)
    chief = by_role.get("chief_scrutineer", [""])
    tellers = [name for role in ("teller_a", "teller_b") for name in by_role.get(role, [])]
    return paper.Hands(chief[0], by_role.get("scrutineer", []), tellers)


def clearing_file(ballot: Ballot) -> bytes:
    """Return the clearing report of the boxes put down, as Word."""
    kinds = [(one.title, one.turnout) for one in boxes_of(ballot)]
    return paper.clearing_report(_occasion(ballot), kinds, _hands(ballot))


def result_file(ballot: Ballot) -> bytes:
    """Return what was counted and decided, contest by contest, as Word; as it was read out."""
    contests = contests_of(ballot)
    decided = [one for one in contests if one.outcome and one.kind != "evaluation"]
    is_shared = shared_papers(ballot) is not None
    told = [_told(ballot, one, is_again=is_shared and n > 0) for n, one in enumerate(decided)]
    return paper.result_report(_occasion(ballot), told, _hands(ballot))


def _told(ballot: Ballot, contest: Contest, *, is_again: bool) -> paper.Told:
    """Return one contest as its report tells it; papers that were told already are not again."""
    tally, outcome = contest.tally, contest.outcome
    counted = read(tally)
    names = {one.key: one.name for one in contest.choices.all()} | tally.get("names", {})
    candidates = [Candidate(one.key, one.name) for one in contest.choices.all()]
    lines: Sequence[Line] = ()
    if contest.kind == "election":
        lines = election_tally(candidates, counted, names).lines
    reasons = {VOIDS.get(key, key): n for key, n in voids_of(contest).items()}
    items = outcome.get("items", {})
    given = [
        ("应到", ballot.due),
        ("签到", tally.get("present", 0)),
        ("流动票箱", tally.get("mobile", 0)),
        ("发出", tally.get("issued", 0)),
        ("收回", tally.get("returned", 0)),
    ]
    sorted_out = [("有效票", counted.valid), ("无效票", counted.void)]
    return paper.Told(
        title=contest.title,
        seats=contest.seats,
        papers=[*([] if is_again else given), *sorted_out],
        lines=lines,
        items=[
            (one.name, _marks(counted.lines.get(one.id, {})), items[one.id])
            for one in candidates
            if one.id in items
        ],
        steps=tuple(str(step) for step in said(outcome)),
        elected=_people(names, outcome.get("elected", [])),
        tied=_people(names, outcome.get("tied", [])),
        then=outcome.get("then", ""),
        voids=reasons,
        settled=tuple(settled_words(contest)),
    )


def _people(names: Mapping[str, str], keys: Sequence[str]) -> list[Candidate]:
    return [Candidate(key, names.get(key, key)) for key in keys]


def _marks(marks: Mapping[str, int]) -> tuple[int, int, int]:
    return marks.get("yes", 0), marks.get("no", 0), marks.get("abstain", 0)


def has_elected(ballot: Ballot) -> bool:
    """Say whether anybody was elected, so that there is something to announce; one query."""
    return any(one.outcome.get("elected") for one in ballot.contests.filter(round="formal"))


def announcement_file(ballot: Ballot, *, is_by_strokes: bool) -> bytes:
    """Return the announcement of who was elected, as Word."""
    groups = []
    for contest in contests_of(ballot):
        names = {one.key: one.name for one in contest.choices.all()}
        names |= contest.tally.get("names", {})
        elected = [
            Candidate(key, names.get(key, key)) for key in contest.outcome.get("elected", [])
        ]
        if elected and contest.round == "formal":
            groups.append((contest.title, elected))
    return paper.announcement(_occasion(ballot), groups, is_by_strokes=is_by_strokes)


def evaluation_file(contest: Contest) -> bytes:
    """Return the results of an evaluation, earlier years beside them, as Word."""
    ballot, tally = contest.ballot, contest.tally
    subjects = contest.outcome.get("subjects", {})
    results = [
        paper.Result(
            one.name,
            one.note,
            _graded(subjects[one.key]),
            Fraction(subjects[one.key]["score"]) if "score" in subjects[one.key] else None,
            _line_grades(subjects[one.key]),
            {
                str(earlier.ballot.title): _graded(earlier.entry)
                for earlier in reversed(earlier_of(one, contest.grades))
            },
        )
        for one in contest.choices.all()
        if one.key in subjects
    ]
    mobile = tally.get("mobile", 0)
    issued = tally.get("issued", 0)
    turnout = Turnout(
        ballot.due, tally.get("present", 0), issued - mobile, tally.get("returned", 0), mobile
    )
    grades, hands = list(contest.grades), _hands(ballot)
    return paper.evaluation_report(
        _occasion(ballot), turnout, grades, results, hands, method=ballot.method
    )


def _graded(entry: Mapping[str, Any]) -> Graded:
    counts = {str(grade): int(n) for grade, n in entry["counts"].items()}
    return Graded(sum(counts.values()), counts)


def _line_grades(entry: Mapping[str, Any]) -> dict[str, Graded]:
    return {name: _graded({"counts": counts}) for name, counts in entry.get("lines", {}).items()}
