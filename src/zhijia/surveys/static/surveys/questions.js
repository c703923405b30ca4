// @ts-check
/**
 * A questionnaire page by page: shows what the answers lead to, and hides the rest. Without this
 * script everything stands on one page, and the server leaves out what did not belong.
 */

/** @typedef {{code: string, kind: string, show_if: [string, string[]] | null, go_to: [string, string][]}} Item */

/** @param {Element} root @param {string} code */
export function chosen(root, code) {
  const found = [...root.querySelectorAll("input:checked")];
  return found
    .filter((box) => box instanceof HTMLInputElement && box.name === code)
    .map((box) => /** @type {HTMLInputElement} */ (box).value);
}

/**
 * The codes of the questions that the answers lead through, as `rules.way` has them.
 * @param {Element} root
 * @param {Item[]} items
 */
export function way(root, items) {
  /** @type {Set<string>} */
  const seen = new Set();
  let target = "";
  for (const item of items) {
    if (target && item.code !== target) continue;
    target = "";
    if (item.show_if) {
      const [code, letters] = item.show_if;
      if (!seen.has(code) || !chosen(root, code).some((one) => letters.includes(one))) continue;
    }
    seen.add(item.code);
    const goes = item.go_to.find(([letter]) => chosen(root, item.code).includes(letter));
    target = goes ? goes[1] : "";
    if (target === "end") break;
  }
  return seen;
}

/** @param {HTMLElement} root */
function prepare(root) {
  const source = document.getElementById("plan");
  /** @type {Item[]} */
  const items = JSON.parse(source?.textContent ?? '{"items": []}').items;
  const leaves = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-leaf]")]);
  const part = (/** @type {string} */ name) =>
    /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));
  const foot = /** @type {HTMLElement | null} */ (root.querySelector(".sheet-foot"));
  let at = 0;
  let isWhole = leaves.length < 2;

  const isEmpty = (/** @type {HTMLElement} */ leaf) =>
    [...leaf.querySelectorAll("[data-ask]")].every((ask) => /** @type {HTMLElement} */ (ask).hidden);

  const step = (/** @type {number} */ from, /** @type {number} */ by) => {
    let to = from + by;
    while (leaves[to] && isEmpty(leaves[to])) to += by;
    return leaves[to] ? to : from;
  };

  const show = () => {
    const onTheWay = way(root, items);
    for (const ask of root.querySelectorAll("[data-ask]")) {
      const block = /** @type {HTMLElement} */ (ask);
      block.hidden = !onTheWay.has(block.dataset.ask ?? "");
    }
    leaves.forEach((leaf, place) => {
      leaf.hidden = !isWhole && place !== at;
    });
    const isLast = isWhole || step(at, 1) === at;
    part("turn").hidden = isWhole;
    part("back").hidden = at === 0;
    part("next").hidden = isLast;
    part("count").hidden = isWhole;
    part("count").textContent = `第 ${at + 1} 页，共 ${leaves.length} 页`;
    if (foot) foot.hidden = !isLast;
  };

  const turnTo = (/** @type {number} */ place) => {
    at = place;
    show();
    root.scrollIntoView({ block: "start" });
  };

  for (const hint of root.querySelectorAll("[data-hint]")) {
    /** @type {HTMLElement} */ (hint).hidden = true;
  }
  root.addEventListener("change", show);
  part("back").addEventListener("click", () => turnTo(step(at, -1)));
  part("next").addEventListener("click", () => turnTo(step(at, 1)));
  part("all").addEventListener("click", () => {
    isWhole = true;
    show();
  });
  root.addEventListener("faults", () => {
    const wrong = leaves.findIndex((leaf) => leaf.querySelector(".invalid-feedback"));
    if (wrong >= 0) turnTo(wrong);
  });
  show();
  root.dispatchEvent(new Event("faults"));
}

for (const root of document.querySelectorAll("[data-questionnaire]")) {
  prepare(/** @type {HTMLElement} */ (root));
}
