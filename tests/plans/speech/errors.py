"""Sorts what is wrong with proposals by its kind, over all annotated speeches.

`python -m tests.plans.speech.errors` prints a table; `--list KIND…` prints the cases of those
kinds, `--set NAME…` keeps to some sets. Kinds: `joined` (they have several tasks where we have
one), `split` (the reverse), `cut` (the same task, cut so differently that half is not shared),
`missed:KIND` (we took it for a piece of that kind), `extra` (no annotated task there), `area`.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.plans.speech.measure import FIVE, HERE, Task, annotated, matched, overlap
from zhijia.plans.speech import Kind, Piece, Source, read, take_apart

SETS = ("given", "formal", "cases", "seen", "heldout", "later", "latest")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One error: where, of what kind, and the words a person needs to judge it."""

    where: str
    kind: str
    said: str


def files(name: str) -> list[tuple[Path, Path]]:
    """Return the texts of a set with their annotations."""
    if name == "given":
        return [(FIVE / "union-speeches.txt", FIVE / "gold.jsonl")] if FIVE.exists() else []
    return [(text, text.with_suffix(".jsonl")) for text in sorted((HERE / name).glob("*.txt"))]


def wrongs(name: str) -> Iterator[Wrong]:
    """Yield the errors of a set."""
    for text, gold in files(name):
        source = read(text.read_bytes(), text.name)
        pieces = [piece for speech in take_apart(source) for piece in speech.pieces]
        for kind, said in _of(source, annotated(source, gold), pieces):
            yield Wrong(f"{name}/{text.stem}", kind, said)


def _of(source: Source, gold: list[Task], pieces: list[Piece]) -> Iterator[tuple[str, str]]:
    ours = [(p.start, p.end, p.area) for p in pieces if p.kind is Kind.TASK]
    pairs = matched(gold, ours)
    taken = set(pairs.values())
    for i, j in pairs.items():
        if gold[i][2] != ours[j][2]:
            yield "area", f"{gold[i][2]} <- {ours[j][2]}: {source.text[gold[i][0] : gold[i][1]]}"
    told: set[int] = set()
    for own in ours:
        over = [i for i, g in enumerate(gold) if overlap(g, own) > 0]
        if len(over) > 1 and any(i not in pairs for i in over):
            told |= {i for i in over if i not in pairs}
            yield "joined", _both(source, own, [gold[i] for i in over])
    told_ours: set[int] = set()
    for i, one in enumerate(gold):
        over = [j for j, own in enumerate(ours) if overlap(one, own) > 0]
        loose = [j for j in over if j not in taken]
        if len(over) > 1 and loose:
            told_ours |= set(loose)
            yield "split", _both(source, one, [ours[j] for j in over])
            if i not in pairs:
                told.add(i)
        elif i not in pairs and i not in told and over:
            told_ours |= set(loose)
            yield "cut", _both(source, one, [ours[j] for j in over])
        elif i not in pairs and i not in told:
            there = max(pieces, key=lambda p: min(p.end, one[1]) - max(p.start, one[0]))
            yield f"missed:{there.kind.value}", f"[{there.cue}] {_amid(source, one)}"
    for j, own in enumerate(ours):
        over = [i for i, g in enumerate(gold) if overlap(g, own) > 0]
        if j not in taken and j not in told_ours and not over:
            cue = next(p.cue for p in pieces if p.start == own[0])
            yield "extra", f"[{cue}] {_amid(source, own)}"


def _amid(source: Source, task: Task) -> str:
    before, after = source.text[max(0, task[0] - 40) : task[0]], source.text[task[1] :][:30]
    return f"{before} ⟦{source.text[task[0] : task[1]]}⟧ {after}"


def _both(source: Source, one: Task, others: list[Task]) -> str:
    parts = " ¦ ".join(source.text[a:b] for a, b, _ in others)
    return f"{_amid(source, one)}\n        = {parts}"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--list", nargs="*", default=[])
    asked.add_argument("--set", nargs="*", default=SETS)
    options = asked.parse_args()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in options.set:
        for wrong in wrongs(name):
            counts[wrong.kind][name] += 1
            if any(wrong.kind.startswith(kind) for kind in options.list):
                print(f"{wrong.kind:8} {wrong.where}: {wrong.said}")
    print(f"| kind | {' | '.join(options.set)} | all |")
    print("|---" * (len(options.set) + 2) + "|")
    for kind, found in sorted(counts.items(), key=lambda entry: -entry[1].total()):
        print(f"| {kind} | {' | '.join(str(found[s]) for s in options.set)} | {found.total()} |")


if __name__ == "__main__":
    main()
