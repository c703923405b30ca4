"""Scores proposals against annotated speeches: the same measure for tests and for the table.

A proposed and an annotated task match when their places overlap by half of their union; pairs are
taken best first, each task once. `python -m tests.plans.speech.measure` prints the table.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from zhijia.plans.speech import Kind, Source, read, take_apart

HERE = Path(__file__).parent
FIVE = HERE.parents[3] / "shared" / "speeches"
Task = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of tasks: annotated, proposed, matched, matched with the right area."""

    gold: int = 0
    proposed: int = 0
    matched: int = 0
    areas: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.gold + other.gold,
            self.proposed + other.proposed,
            self.matched + other.matched,
            self.areas + other.areas,
        )

    @property
    def f1(self) -> float:
        return 2 * self.matched / max(1, self.gold + self.proposed)

    @property
    def area_accuracy(self) -> float:
        return self.areas / max(1, self.matched)


def annotated(source: Source, path: Path) -> list[Task]:
    """Read annotated tasks in order, each found after the one before it."""
    tasks, at = [], 0
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        start = source.text.index(entry["text"], at)
        at = start + len(entry["text"])
        tasks.append((start, at, str(entry["area"])))
    return tasks


def proposed(source: Source) -> list[Task]:
    """Return what we propose for every speech of a source."""
    pieces = [piece for speech in take_apart(source) for piece in speech.pieces]
    return [(p.start, p.end, p.area) for p in pieces if p.kind is Kind.TASK]


def compare(gold: list[Task], ours: list[Task]) -> Score:
    """Count what matches."""
    pairs = matched(gold, ours)
    areas = sum(gold[i][2] == ours[j][2] for i, j in pairs.items())
    return Score(len(gold), len(ours), len(pairs), areas)


def matched(gold: list[Task], ours: list[Task]) -> dict[int, int]:
    """Match proposals with annotations, best first; return places in `ours` by places in `gold`."""
    pairs = sorted((-overlap(g, o), i, j) for i, g in enumerate(gold) for j, o in enumerate(ours))
    taken_gold: dict[int, int] = {}
    taken_ours: set[int] = set()
    for share, i, j in pairs:
        if -share >= 0.5 and i not in taken_gold and j not in taken_ours:
            taken_gold[i] = j
            taken_ours.add(j)
    return taken_gold


def overlap(one: Task, other: Task) -> float:
    """Return the share of two stretches that both cover, of what either covers."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def score(text: Path, gold: Path) -> Score:
    """Score one file."""
    source = read(text.read_bytes(), text.name)
    return compare(annotated(source, gold), proposed(source))


def scores(folder: str) -> dict[str, Score]:
    """Score each annotated speech of a folder beside this file."""
    texts = sorted((HERE / folder).glob("*.txt"))
    return {text.stem: score(text, text.with_suffix(".jsonl")) for text in texts}


def five() -> dict[str, Score]:
    """Score the five given speeches, each by itself."""
    text = FIVE / "union-speeches.txt"
    source = read(text.read_bytes(), text.name)
    gold, ours = annotated(source, FIVE / "gold.jsonl"), proposed(source)
    found = {}
    for speech in take_apart(source):
        within = range(speech.start, speech.end)
        mine = [task for task in gold if task[0] in within]
        found[f"given {speech.number}"] = compare(mine, [t for t in ours if t[0] in within])
    return found


def total(found: dict[str, Score]) -> Score:
    return sum(found.values(), Score())


def row(name: str, found: Score) -> str:
    """Return one line of the table."""
    precision = found.matched / max(1, found.proposed)
    recall = found.matched / max(1, found.gold)
    counts = f"{found.gold} | {found.proposed} | {found.matched}"
    rates = f"{precision:.3f} | {recall:.3f} | {found.f1:.3f} | {found.area_accuracy:.3f}"
    return f"| {name} | {counts} | {rates} |"


def table() -> str:
    """Return the whole table in Markdown."""
    lines = ["| speech | annotated | proposed | matched | precision | recall | F1 | area |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    for title, found in (
        ("given", five()),
        ("formal", scores("formal")),
        ("own", scores("cases")),
        ("by others", scores("seen")),
        ("held out", scores("heldout")),
        ("later", scores("later")),
        ("latest", scores("latest")),
        ("unlearned", scores("unlearned")),
    ):
        lines += [row(name, result) for name, result in found.items()]
        lines.append(row(f"**all {title}**", total(found)))
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
