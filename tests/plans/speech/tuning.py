"""Makes the table of weights for demands and bonds, and measures it on speeches left out.

`python -m tests.plans.speech.tuning` prints what the proposals reach on each set when whole
speeches are left out of the table that judges them; `--write` puts the weights from all of them
into `lexicon/weights.toml`, each with an example. Weights are fitted by AdaGrad on the
log-likelihood, shrunk towards nothing, and rounded to whole numbers; what rounds to nothing goes.
"""

import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.plans.speech.errors import SETS, files
from tests.plans.speech.measure import Score, Task, annotated, compare, proposed
from zhijia.plans.speech import Source, apart, binding, chaining, read, take_apart, walk, weighing
from zhijia.plans.speech.judging import Judged
from zhijia.plans.speech.plain import Plain
from zhijia.plans.speech.weighing import Setting

FOLDS, SEED, ROUNDS, RATE, SHRINK, SCALE, LEAST = 10, 7, 25, 0.3, 0.06, 4.0, 9
BOND = "goes_on"
TABLE = Path(weighing.__file__).parent / "lexicon" / "weights.toml"
Case = tuple[str, tuple[str, ...], bool, str]
Tables = dict[str, dict[str, int]]
Examples = dict[tuple[str, str], str]
OWN, SHORTEST = "cases", 5
HEAD = """\
# What each cue weighs, in whole numbers, with words in which it held. A sum above nothing says yes.
# Made by tests/plans/speech/tuning.py; used where a speech gives days and amounts (weighing.py)."""
SAYS = {
    "demanded": "A clause that a single cue takes for a demand: is it one?",
    "called": "A clause that a single cue takes for a call or an aim: is it a demand after all?",
    "stated": "A clause that a single cue takes for background: is it a demand after all?",
    "goes_on": "A demand after a demand: is it the same task? Only a sum above 2 says yes.",
}


class Watch:
    """What is asked of the weighing while a text is taken apart, answered by its annotation."""

    def __init__(self, gold: list[Task]) -> None:
        self.gold, self.cases = gold, list[Case]()
        self.page: Plain | None = None

    def covers(self, clause: Judged) -> int | None:
        """Return the annotated task that covers half of a clause."""
        assert self.page is not None
        start, end = self.page.source_span(clause.start, clause.end)
        shared = [min(end, b) - max(start, a) for a, b, _ in self.gold]
        best = max(range(len(shared)), key=shared.__getitem__, default=None)
        return best if best is not None and 2 * shared[best] >= end - start else None

    def demands(self, judged: list[Judged], setting: Setting) -> None:
        for place, clause in enumerate(judged if setting.concrete else []):
            if side := weighing.side_of(judged, place):
                cues = tuple(weighing.demand_cues(judged, place, setting))
                holds = self.covers(clause) is not None
                self.cases.append((side, cues, holds, clause.part))

    def goes_on(self, before: list[Judged], clause: Judged, *, concrete: bool) -> str:
        plainly = binding.plainly_goes_on(clause, before[-1])
        if plainly or not concrete:
            return plainly
        one, other = self.covers(before[-1]), self.covers(clause)
        lengths = sum(len(each.part) for each in before), len(clause.part)
        apart_ = one is not None and other is not None and one != other
        loses = (one is None and lengths[0] > lengths[1]) or (
            other is None and lengths[1] > lengths[0]
        )
        cues = tuple(binding.bond_cues(before, clause))
        holds = not apart_ and (one == other or not loses)
        self.cases.append((BOND, cues, holds, f"{before[-1].part}｜{clause.part}"))
        return "是" if one is not None and one == other else ""


@contextmanager
def watching(gold: list[Task]) -> Iterator[Watch]:
    """Put a watch in the place of the weighing."""
    watch = Watch(gold)

    class Seen(walk.Walk):
        def __init__(self, page: Plain, concrete: bool) -> None:
            super().__init__(page, concrete)
            watch.page = page

    kept = chaining.weigh_demands, chaining.goes_on, apart.Walk
    chaining.weigh_demands, chaining.goes_on, apart.Walk = watch.demands, watch.goes_on, Seen  # type: ignore[misc]
    try:
        yield watch
    finally:
        chaining.weigh_demands, chaining.goes_on, apart.Walk = kept  # type: ignore[misc]


def fitted(cases: list[Case]) -> Tables:
    """Return the weights that make the annotation likeliest, by what is weighed."""
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    squares: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    seen = Counter((what, cue) for what, cues, *_ in cases for cue in cues)
    cases, order = cases[:], random.Random(SEED)
    for _ in range(ROUNDS):
        order.shuffle(cases)
        for what, cues, holds, _ in cases:
            table = weights[what]
            kept = [cue for cue in cues if seen[what, cue] >= LEAST]
            said = max(-30.0, min(30.0, sum(table[cue] for cue in kept)))
            slope = holds - 1 / (1 + math.exp(-said))
            for cue in kept:
                step = slope - SHRINK * table[cue]
                squares[what, cue] += step * step
                table[cue] += RATE * step / math.sqrt(squares[what, cue])
    return {
        what: {cue: round(SCALE * w) for cue, w in table.items() if round(SCALE * w)}
        for what, table in weights.items()
    }


def use(tables: Tables) -> None:
    """Weigh by these tables from now on."""
    for side, table in weighing.DEMANDS.items():
        table.clear()
        table.update(tables.get(side, {}))
    binding.BONDS.clear()
    binding.BONDS.update(tables.get(BOND, {}))


def left_out(texts: list[tuple[str, Source, list[Task], list[Case]]]) -> dict[str, Score]:
    """Return what each set reaches when the tables come from other speeches."""
    order = list(range(len(texts)))
    random.Random(SEED).shuffle(order)
    found: dict[str, Score] = defaultdict(Score)
    for fold in range(FOLDS):
        use(fitted([c for n, i in enumerate(order) if n % FOLDS != fold for c in texts[i][3]]))
        for i in order[fold::FOLDS]:
            name, source, gold, _ = texts[i]
            found[name] += compare(gold, proposed(source))
    return found


def collected() -> list[tuple[str, Source, list[Task], list[Case]]]:
    """Return each text with its annotation and what was asked of the weighing in it."""
    found = []
    for name in SETS:
        for text, path in files(name):
            source = read(text.read_bytes(), text.name)
            gold = annotated(source, path)
            with watching(gold) as watch:
                take_apart(source)
            found.append((name, source, gold, watch.cases))
    return found


def examples(texts: list[tuple[str, Source, list[Task], list[Case]]], tables: Tables) -> Examples:
    """Return for each cue words in which it says what is so, of our own speeches first."""
    found: Examples = {}
    own = [case for name, *_, of in texts if name == OWN for case in of]
    others = [case for name, *_, of in texts if name not in (OWN, "given") for case in of]
    for what, cues, holds, words in own:
        _note(found, what, cues, holds, words, tables)
    for what, cues, holds, words in others:
        missing = tuple(cue for cue in cues if (what, cue) not in found)
        _note(found, what, missing, holds, words, tables)
    return found


def _note(
    found: Examples, what: str, cues: tuple[str, ...], holds: bool, words: str, tables: Tables
) -> None:
    for cue in cues:
        weight = tables[what].get(cue, 0)
        kept = found.get((what, cue), "")
        fits = weight and (weight > 0) == holds and len(words) >= SHORTEST and '"' not in words
        if fits and (not kept or len(words) < len(kept)):
            found[what, cue] = words


def written(tables: Tables, found: Examples) -> str:
    """Return the table as it is kept."""
    lines = [HEAD]
    for what in SAYS:
        lines += ["", f"# {SAYS[what]}", f"[{what}]"]
        for cue, weight in sorted(tables[what].items(), key=lambda entry: (-entry[1], entry[0])):
            example = found.get((what, cue), "")
            lines.append(f'"{cue}" = {{ weight = {weight}, example = "{example}" }}')
    return "\n".join(lines) + "\n"


def main() -> None:
    texts = collected()
    found = left_out(texts)
    for name, score in found.items():
        print(f"{name:8} {score.f1:.3f} {score}")
    print(f"all {sum(found.values(), Score()).f1:.3f}")
    if "--write" in sys.argv:
        tables = fitted([case for *_, cases in texts for case in cases])
        TABLE.write_text(written(tables, examples(texts, tables)), "utf-8")


if __name__ == "__main__":
    main()
