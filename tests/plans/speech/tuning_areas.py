"""Makes the table of weights for areas, and measures it on speeches left out.

`python -m tests.plans.speech.tuning_areas` prints the share of right areas among matched tasks when
whole speeches are left out of the table that judges them, beside what order alone tells; `--write`
makes `lexicon/area_weights.toml` from all of them. One weight a cue, the same for every area, and a
small one for each area; fitted by AdaGrad on the log-likelihood, shrunk towards nothing.
"""

import math
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tests.plans.speech.measure import FIVE, HERE, Task, annotated, matched
from zhijia.plans.speech import Kind, Source, apart, areas, read, take_apart
from zhijia.plans.speech.areas import AREAS, Words, area_of, votes
from zhijia.plans.speech.around import Around

FOLDS, SEEDS = 10, (1, 2, 3)
ROUNDS, RATE, SHRINK, PRIOR = 12, 0.3, 0.002, 0.3
TABLE = Path(areas.__file__).parent / "lexicon" / "area_weights.toml"
Weights = dict[str, float]
SCALE = 5


@dataclass(frozen=True, slots=True)
class Case:
    """A matched task: what each area has for it, the annotated area, what order alone tells.

    `concrete`: of a speech that gives days and amounts; in others order alone decides.
    """

    votes: dict[str, dict[str, float]]
    gold: str
    plainly: str
    concrete: bool = True


def collected() -> dict[tuple[str, str], list[Case]]:
    """Return the matched tasks of each annotated speech."""
    found: dict[tuple[str, str], list[Case]] = {}
    if FIVE.exists():
        text = FIVE / "union-speeches.txt"
        source = read(text.read_bytes(), text.name)
        found |= _cases("given", source, annotated(source, FIVE / "gold.jsonl"))
    for folder in ("formal", "cases", "seen", "heldout", "later", "latest"):
        for text in sorted((HERE / folder).glob("*.txt")):
            source = read(text.read_bytes(), text.name)
            tasks = annotated(source, text.with_suffix(".jsonl"))
            cases = _cases(folder, source, tasks)
            found[folder, text.stem] = [case for of in cases.values() for case in of]
    return found


def _cases(folder: str, source: Source, gold: list[Task]) -> dict[tuple[str, str], list[Case]]:
    seen: list[tuple[dict[str, dict[str, float]], str, bool]] = []

    def note(words: Words, *, fronted: bool, around: Around) -> str:
        by_area: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for cue, area, amount in votes(words, fronted=fronted, around=around):
            by_area[area][cue] += amount
        plainly = area_of(*words[:3], fronted=fronted)
        seen.append(({a: dict(v) for a, v in by_area.items()}, plainly, around.concrete))
        return plainly

    kept, apart.weighed_area = apart.weighed_area, note
    try:
        speeches = take_apart(source)
    finally:
        apart.weighed_area = kept
    tasks = [(p, s.number) for s in speeches for p in s.pieces if p.kind is Kind.TASK]
    pairs = matched(gold, [(p.start, p.end, p.area) for p, _ in tasks])
    found: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for i, j in pairs.items():
        found[folder, str(tasks[j][1])].append(Case(seen[j][0], gold[i][2], *seen[j][1:]))
    return found


def fitted(cases: list[Case], seed: int) -> Weights:
    """Return the weights that make the annotated areas likeliest."""
    weights: Weights = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1.0)
    cases, order = [case for case in cases if case.concrete], random.Random(seed)
    for _ in range(ROUNDS):
        order.shuffle(cases)
        for case in cases:
            sums = {area: total(case, area, weights) for area in AREAS}
            most = max(sums.values())
            whole = sum(math.exp(value - most) for value in sums.values())
            slopes: dict[str, float] = defaultdict(float)
            for area, value in sums.items():
                slope = (area == case.gold) - math.exp(value - most) / whole
                for cue, amount in case.votes.get(area, {}).items():
                    slopes[cue] += slope * amount
                slopes[f"领域{area}"] += slope * PRIOR
            for cue, slope in slopes.items():
                step = slope - SHRINK * weights[cue]
                squares[cue] += step * step
                weights[cue] += RATE * step / math.sqrt(squares[cue])
    return {cue: whole for cue, value in weights.items() if (whole := round(SCALE * value))}


def total(case: Case, area: str, weights: Weights) -> float:
    """Return what is said for an area."""
    said = case.votes.get(area, {})
    return weights.get(f"领域{area}", 0.0) + sum(weights.get(c, 0.0) * v for c, v in said.items())


def left_out(speeches: dict[tuple[str, str], list[Case]], seed: int) -> dict[str, str]:
    """Return for each set the share that is right, and the share that order alone gets right."""
    names = sorted(speeches)
    random.Random(seed).shuffle(names)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fold in range(FOLDS):
        kept = [
            case for n, name in enumerate(names) if n % FOLDS != fold for case in speeches[name]
        ]
        weights = fitted(kept, seed)
        for name in names[fold::FOLDS]:
            for case in speeches[name]:
                best = max(AREAS, key=lambda area: total(case, area, weights))
                best = best if case.concrete else case.plainly
                count = counts[name[0]]
                count[0] += best == case.gold
                count[1] += case.plainly == case.gold
                count[2] += 1
    return {name: f"{a / n:.3f} ({b / n:.3f})" for name, (a, b, n) in counts.items()}


def main() -> None:
    speeches = collected()
    for seed in SEEDS:
        print(left_out(speeches, seed), flush=True)
    if "--write" in sys.argv:
        weights = fitted([case for cases in speeches.values() for case in cases], 0)
        lines = [
            "# What each cue says for the area that it names; areas.py yields the cues, and",
            "# tests/plans/speech/tuning_areas.py made the table. 领域… each area has beforehand.",
        ]
        ranked = sorted(weights.items(), key=lambda entry: (entry[0].startswith("领域"), -entry[1]))
        TABLE.write_text("\n".join([*lines, *(f'"{c}" = {w}' for c, w in ranked)]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
