"""What a ballot costs in a browser: `python -m tools.bench.voters_page`.

Chromium without a screen, 10 candidates and 3 seats; wall-clock milliseconds, the quickest of many,
over libsodium in WebAssembly (the bar) and over noble (told). "At the press" is what is left of it
where the page made ready what it could while its voter read.
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
  const credSeed = s.random(32);
  const votes = Array(e.plan.cells).fill(0);
  const writes = e.plan.slots.map(() => "");
  for (let i = 0; i < 2; i += 1) votes[kind === "marks" ? i : 2 * i] = 1;
  if (writes.length) [votes[19], votes[e.plan.slots[0].flag], writes[0]] = [1, 1, "m-1"];
  const [whole, press] = [[], []];
  for (let i = 0; i < times; i += 1) {
    const began = performance.now();
    const ready = zj.readyBallot(s, e);
    while (ready.go());
    const at = performance.now();
    zj.makeBallot(s, e, credSeed, votes, writes, ready);
    const ended = performance.now();
    whole.push(ended - began);
    press.push(ended - at);
  }
  return [whole[0], Math.min(...whole), Math.min(...press)];
}"""


def manifest(kind: str) -> bytes:
    """Return as much of a manifest as a ballot asks for."""
    choices = [{"id": f"c{n}", "name": f"候选人{n}"} for n in range(CANDIDATES)]
    slots = SEATS if kind == "votes" else 0
    contest = {"choices": choices, "id": "1", "kind": kind, "seats": SEATS, "slots": slots}
    return canonical.dump({"contests": [{**contest, "title": "委员"}], "id": "bench"})


def measured(page: Page, library: str, kind: str) -> tuple[float, float, float]:
    """Return what the first ballot took, the quickest, and the quickest press, in milliseconds."""
    asked = [manifest(kind).hex(), base(7).hex(), library, kind, TIMES]
    first, quickest, press = page.evaluate(MEASURE, asked)
    return float(first), float(quickest), float(press)


def measures() -> Iterator[Line]:
    """Make ballots of two kinds over both libraries."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        for library in ("libsodium", "noble"):
            for kind, words in KINDS.items():
                page = browser.new_page()
                for name in (SODIUM, NOBLE, *PROTOCOL):
                    page.add_script_tag(content=text(name).decode())
                first, quickest, press = measured(page, library, kind)
                bar = BAR if library == "libsodium" else None
                yield Line(f"a ballot in Chromium, {library}, {words}", quickest, "ms", bar=bar)
                yield Line("   the first of them", first, "ms")
                yield Line("   at the press", press, "ms", bar=BAR)
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
