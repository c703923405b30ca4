"""Makes the table of weights from annotated speeches, and measures it on speeches left out.

`python -m tests.plans.speech.tuning` prints what each set scores when whole speeches are left
out of the table that judges them; with `--write` it then makes `lexicon/weights.toml` from all.
A linear chain of three labels, fitted by AdaGrad on its log-likelihood, shrunk towards nothing.
"""

import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.plans.speech.measure import FIVE, HERE, Score, Task, annotated, compare
from zhijia.plans.speech import Source, apart, read, take_apart, weighing
from zhijia.plans.speech.judging import Judged
from zhijia.plans.speech.plain import Plain, plain
from zhijia.plans.speech.weighing import GOES_ON, OPENS, OUT, Setting, Weights

FOLDS, SEEDS = 12, (1, 2)
ROUNDS, WARM, RATE, SHRINK, RAREST, LEAST = 10, 3, 0.2, 0.02, 12, 0.12
SETS = {"given": 1.0, "formal": 1.0, "cases": 0.5, "seen": 1.0, "heldout": 1.0}
TABLE = Path(weighing.__file__).parent / "lexicon" / "weights.toml"
Parts = dict[str, list[float]]


@dataclass(slots=True)
class Sentence:
    """The clauses of a sentence: where a task would begin, where each ends, cues and labels."""

    spans: list[tuple[int, int]]
    cues: list[list[str]]
    said: list[int]
    gold: list[int]
    weighed: bool


@dataclass(slots=True)
class Annotated:
    """One speech of a set, with its annotated tasks."""

    folder: str
    name: str
    sentences: list[Sentence]
    tasks: list[Task]


def collected() -> list[Annotated]:
    """Read every annotated speech as the rules see it."""
    found = list(_given()) if FIVE.exists() else []
    for folder in ("formal", "cases", "seen", "heldout"):
        for text in sorted((HERE / folder).glob("*.txt")):
            source = read(text.read_bytes(), text.name)
            tasks = annotated(source, text.with_suffix(".jsonl"))
            found.append(Annotated(folder, text.stem, sentences_of(source, tasks), tasks))
    return found


def _given() -> Iterator[Annotated]:
    text = FIVE / "union-speeches.txt"
    source = read(text.read_bytes(), text.name)
    tasks = annotated(source, FIVE / "gold.jsonl")
    sentences = sentences_of(source, tasks)
    for speech in take_apart(source):
        within = range(speech.start, speech.end)
        mine = [sentence for sentence in sentences if sentence.spans[0][0] in within]
        of_it = [task for task in tasks if task[0] in within]
        yield Annotated("given", f"given {speech.number}", mine, of_it)


def sentences_of(source: Source, tasks: list[Task]) -> list[Sentence]:
    """Take a source apart and note what is weighed in each sentence."""
    page, seen = plain(source), []

    def note(judged: list[Judged], setting: Setting) -> None:
        seen.append(_sentence(page, judged, setting, tasks))

    kept = weighing.weigh
    weighing.weigh = note
    try:
        apart.take_apart(source)
    finally:
        weighing.weigh = kept
    return seen


def _sentence(page: Plain, judged: list[Judged], setting: Setting, tasks: list[Task]) -> Sentence:
    said = weighing.labels_of(judged)
    spans = [_span(page, clause) for clause in judged]
    gold, last = [], None
    for start, end in spans:
        task = _covering(start, end, tasks)
        goes_on = task is not None and task == last
        gold.append(OUT if task is None else GOES_ON if goes_on else OPENS)
        last = task
    cues = weighing.cues_of(judged, said, setting)
    return Sentence(spans, cues, said, gold, weighing.weighed(judged, setting))


def _span(page: Plain, clause: Judged) -> tuple[int, int]:
    start, end = page.source_span(clause.start, clause.end)
    begin = clause.start + clause.reading.start
    return (page.origin[begin] if begin < clause.end else start), end


def _covering(start: int, end: int, tasks: list[Task]) -> int | None:
    for place, task in enumerate(tasks):
        shared = min(end, task[1]) - max(start, task[0])
        if shared > 0 and 2 * shared >= min(end - start, task[1] - task[0]):
            return place
    return None


def proposals(sentences: list[Sentence], labels: list[list[int]]) -> list[Task]:
    """Return the tasks that labels make, without areas."""
    found: list[Task] = []
    for sentence, named in zip(sentences, labels, strict=True):
        last = OUT
        for (start, end), label in zip(sentence.spans, named, strict=True):
            if label == GOES_ON and last != OUT:
                found[-1] = (found[-1][0], end, "")
            elif label != OUT:
                found.append((start, end, ""))
            last = label
    return found


def judged_by(weights: Weights, speech: Annotated) -> Score:
    """Score a speech with a table of weights."""
    labels = [
        weighing.best_labels(s.cues, s.said, weights) if s.weighed else s.said
        for s in speech.sentences
    ]
    return compare(speech.tasks, proposals(speech.sentences, labels))


def by_rules(speech: Annotated) -> Score:
    return compare(speech.tasks, proposals(speech.sentences, [s.said for s in speech.sentences]))


def fitted(speeches: Sequence[Annotated], seed: int = 0) -> Weights:
    """Return the weights that speeches ask for; rare cues and slight weights are left out."""
    learned = [
        (s, SETS[speech.folder]) for speech in speeches for s in speech.sentences if s.weighed
    ]
    common = _common(sentence for sentence, _ in learned)
    weights: Parts = {}
    squares: Parts = {}
    order = random.Random(seed)
    totals: Parts = {}
    for turn in range(ROUNDS):
        order.shuffle(learned)
        for sentence, share in learned:
            _learn(sentence, share, common, weights, squares)
        for values in weights.values():
            values[:] = [value * (1 - SHRINK) for value in values]
        if turn >= WARM:
            for cue, values in weights.items():
                total = totals.setdefault(cue, [0.0, 0.0, 0.0])
                total[:] = [t + v / (ROUNDS - WARM) for t, v in zip(total, values, strict=True)]
    kept = {cue: values for cue, values in totals.items() if max(map(abs, values)) >= LEAST}
    return {cue: (round(a, 2), round(b, 2), round(c, 2)) for cue, (a, b, c) in kept.items()}


def _common(sentences: Iterator[Sentence]) -> set[str]:
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for cues in sentence.cues:
            counts.update(set(cues))
    steps = {
        cue for last in range(3) for said in range(3) for cue in weighing.step_cues(last, said)
    }
    return {cue for cue, count in counts.items() if count >= RAREST} | steps


def _learn(
    sentence: Sentence, share: float, common: set[str], weights: Parts, squares: Parts
) -> None:
    """Take one step towards the annotated labels of a sentence."""
    cues = [[cue for cue in found if cue in common] for found in sentence.cues]
    own = [[sum(weights[c][k] for c in found if c in weights) for k in range(3)] for found in cues]
    own[0][GOES_ON] = weighing.NEVER
    steps = [_table(said, weights) for said in sentence.said]
    ahead, behind = _sums(own, steps)
    whole = _log_sum(ahead[-1])
    slopes: Parts = {}
    gold = _allowed(sentence.gold)
    for place, found in enumerate(cues):
        for label in range(3):
            chance = math.exp(ahead[place][label] + behind[place][label] - whole)
            slope = (gold[place] == label) - chance
            for cue in found:
                slopes.setdefault(cue, [0.0, 0.0, 0.0])[label] += slope
        for last in range(3) if place else ():
            for label in range(3):
                total = ahead[place - 1][last] + steps[place][last][label] + own[place][label]
                chance = math.exp(min(0.0, total + behind[place][label] - whole))
                slope = ((gold[place - 1], gold[place]) == (last, label)) - chance
                for cue in weighing.step_cues(last, sentence.said[place]):
                    slopes.setdefault(cue, [0.0, 0.0, 0.0])[label] += slope
    for cue, slope3 in slopes.items():
        values = weights.setdefault(cue, [0.0, 0.0, 0.0])
        squared = squares.setdefault(cue, [1.0, 1.0, 1.0])
        for label, slope in enumerate(slope3):
            step = share * slope - SHRINK * values[label]
            squared[label] += step * step
            values[label] += RATE * step / math.sqrt(squared[label])


def _allowed(gold: list[int]) -> list[int]:
    """A clause that goes on with a task which begins in another sentence opens one here."""
    out, last = [], OUT
    for label in gold:
        last = OPENS if label == GOES_ON and last == OUT else label
        out.append(last)
    return out


def _table(said: int, weights: Parts) -> list[list[float]]:
    table = []
    for last in range(3):
        told = [weights.get(cue, [0.0, 0.0, 0.0]) for cue in weighing.step_cues(last, said)]
        table.append([told[0][label] + told[1][label] for label in range(3)])
    table[OUT][GOES_ON] = weighing.NEVER
    return table


def _sums(
    own: Parts | list[list[float]], steps: list[list[list[float]]]
) -> tuple[list[list[float]], list[list[float]]]:
    """Return the log-sums over all ways to reach, and to leave, each label of each clause."""
    places = range(len(steps))
    ahead = [list(own[0])]
    for place in places[1:]:
        before = ahead[-1]
        ahead.append(
            [
                own[place][k] + _log_sum([before[j] + steps[place][j][k] for j in range(3)])
                for k in range(3)
            ]
        )
    behind = [[0.0, 0.0, 0.0]]
    for place in reversed(places[1:]):
        after = behind[0]
        behind.insert(
            0,
            [
                _log_sum([steps[place][j][k] + own[place][k] + after[k] for k in range(3)])
                for j in range(3)
            ],
        )
    return ahead, behind


def _log_sum(values: list[float]) -> float:
    most = max(values)
    return most + math.log(sum(math.exp(value - most) for value in values))


def left_out(speeches: list[Annotated], seed: int) -> dict[str, Score]:
    """Score each set with tables that never saw the speech they judge."""
    shuffled = speeches[:]
    random.Random(seed).shuffle(shuffled)
    found = dict.fromkeys(SETS, Score())
    for fold in range(FOLDS):
        kept = [s for place, s in enumerate(shuffled) if place % FOLDS != fold]
        weights = fitted(kept, seed)
        for speech in shuffled[fold::FOLDS]:
            found[speech.folder] += judged_by(weights, speech)
    return found


def written(weights: Weights) -> str:
    """Return the table as TOML, the cues in order of their names."""
    lines = [
        "# What each cue says for leaving a clause out, for its opening a task, for its going on",
        "# with the one before. Made by tests/plans/speech/tuning.py; weighing.py names the cues.",
    ]
    for cue in sorted(weights):
        lines.append(f'"{cue}" = [{", ".join(f"{value:.2f}" for value in weights[cue])}]')
    return "\n".join(lines) + "\n"


def main() -> None:
    speeches = collected()
    rows: dict[str, Score] = dict.fromkeys(SETS, Score())
    for speech in speeches:
        rows[speech.folder] += by_rules(speech)
    print("rules  ", {name: round(score.f1, 3) for name, score in rows.items()})
    for seed in SEEDS:
        found = left_out(speeches, seed)
        print("weights", {name: round(score.f1, 3) for name, score in found.items()}, flush=True)
    if "--write" in sys.argv:
        TABLE.write_text(written(fitted(speeches)), "utf-8")


if __name__ == "__main__":
    main()
