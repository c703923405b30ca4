// @ts-check
"use strict";
/**
 * docs/ballot-protocol.md 4: which cells, slots and sums a manifest asks for. A layout is
 * {cells: number, slots: [{contest, flag}], sums: [{plus, minus, most}], contests: [{…, cells,
 * flags, slots}]}; all numbers are indexes of cells or slots of the whole ballot.
 */
{
  const { Refusal } = globalThis.zj;
  const KINDS = ["marks", "votes", "resolution", "grades"];

  /** @param {any} manifest */
  function layout(manifest) {
    /** @type {any} */
    const made = { cells: 0, slots: [], sums: [], contests: [] };
    const take = (/** @type {number} */ count) =>
      Array.from({ length: count }, () => made.cells++);
    for (const contest of manifest.contests) {
      if (!KINDS.includes(contest.kind)) throw new Refusal("unknown kind of contest");
      const slots = contest.slots || 0;
      const [wide, most] = { marks: [1, 1], votes: [2, 1], resolution: [2, 1], grades: [(contest.grades || []).length, 1] }[
        /** @type {"marks" | "votes" | "resolution" | "grades"} */ (contest.kind)
      ];
      const cells = contest.choices.map(() => take(wide));
      const flags = take(slots);
      const own = flags.map((flag) => made.slots.push({ contest: contest.id, flag }) - 1);
      made.contests.push({ ...contest, slots, cells, flags, own });
      if (contest.kind === "marks") {
        made.sums.push({ plus: [...cells.flat(), ...flags], minus: [], most: contest.seats });
        continue;
      }
      for (const row of cells) made.sums.push({ plus: row, minus: [], most });
      if (contest.kind !== "votes") continue;
      const yes = cells.map((/** @type {number[]} */ row) => row[0]);
      const no = cells.map((/** @type {number[]} */ row) => row[1]);
      made.sums.push({ plus: [...yes, ...flags], minus: [], most: contest.seats });
      if (slots) made.sums.push({ plus: no, minus: flags, most: contest.choices.length });
    }
    return made;
  }

  /** Bytes of a range proof of 0…k. @param {number} k */
  const rangeSize = (k) => 64 * (k + 1) + 32 * k + 32 * (k + 1);
  const SLOT_SIZE = 288;

  /** Bytes of a ballot (5.8). @param {any} plan */
  function ballotSize(plan) {
    const proofs = plan.sums.reduce((/** @type {number} */ all, /** @type {any} */ sum) => all + rangeSize(sum.most), plan.cells * rangeSize(1));
    return 32 + 64 * (plan.cells + plan.slots.length) + proofs + SLOT_SIZE * plan.slots.length + 64;
  }

  Object.assign(globalThis.zj, { layout, rangeSize, SLOT_SIZE, ballotSize });
}
