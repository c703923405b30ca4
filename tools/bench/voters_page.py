"""What a ballot costs in a browser: `python -m tools.bench.voters_page`.

Chromium without a screen, 10 candidates and 3 seats; wall-clock milliseconds, the quickest of many,
over libsodium in WebAssembly (the bar) and over noble (told).
"""

import sys
from collections.abc import Iterator

from playwright.sync_api import Page, sync_playwright

from zhijia.ballots.client.scripts import NOBLE, PROTOCOL, SODIUM, text
from zhijia.ballots.crypto import canonical
from zhijia.ballots.crypto.group import base

from .measuring import Line

BROWSER = "/usr/bin/chromium-headless-shell"
BAR = 100.0  # ms
TIMES = 20
CANDIDATES, SEATS = 10, 3
KINDS = {"marks": "marks, no write-in", "votes": "赞成, 不赞成, 弃权 and 3 write-ins"}
MEASURE = """async ([manifest, h, library, kind, times]) => {
  const s = zj.suite(library === "noble" ? zj.overNoble() : await zj.overSodium());
  const e = zj.election(s, zj.unhex(manifest), h);
  const votes = Array(e.plan.cells).fill(0);
  for (let i = 0; i < 3; i += 1) votes[kind === "marks" ? i : 2 * i] = 1;
  const writes = e.plan.slots.map(() => "");
  const seed = s.random(32);
  const took = [];
  for (let i = 0; i < times; i += 1) {
    const began = performance.now();
    zj.makeBallot(s, e, seed, votes, writes);
    took.push(performance.now() - began);
  }
  return [took[0], Math.min(...took)];
}"""


def manifest(kind: str) -> bytes:
    """Return as much of a manifest as a ballot asks for."""
    choices = [{"id": f"c{n}", "name": f"候选人{n}"} for n in range(CANDIDATES)]
    slots = SEATS if kind == "votes" else 0
    contest = {"choices": choices, "id": "1", "kind": kind, "seats": SEATS, "slots": slots}
    return canonical.dump({"contests": [{**contest, "title": "委员"}], "id": "bench"})


def measured(page: Page, library: str, kind: str) -> tuple[float, float]:
    """Return what the first ballot took and what the quickest, in milliseconds."""
    asked = [manifest(kind).hex(), base(7).hex(), library, kind, TIMES]
    first, quickest = page.evaluate(MEASURE, asked)
    return float(first), float(quickest)


def measures() -> Iterator[Line]:
    """Make ballots of two kinds over both libraries."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        for library in ("libsodium", "noble"):
            for kind, words in KINDS.items():
                page = browser.new_page()
                for name in (SODIUM, NOBLE, *PROTOCOL):
                    page.add_script_tag(content=text(name).decode())
                first, quickest = measured(page, library, kind)
                bar = BAR if library == "libsodium" and kind == "marks" else None
                yield Line(f"a ballot in Chromium, {library}, {words}", quickest, "ms", bar=bar)
                yield Line("   the first of them", first, "ms")
        browser.close()


def main() -> int:
    """Print each line; return 1 where the bar is missed."""
    lines = []
    for line in measures():
        print(line, flush=True)
        lines.append(line)
    return int(not all(line.holds for line in lines))


if __name__ == "__main__":
    sys.exit(main())
