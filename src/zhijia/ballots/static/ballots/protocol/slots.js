// @ts-check
"use strict";
/** docs/ballot-protocol.md 5.7: a slot names nobody, or its flag is set; and its maker knows its r. */
{
  const { join, readyBranch, u16 } = globalThis.zj;

  /** @param {any} s @param {Uint8Array} ctx @param {number} i @param {any[]} points */
  const challenge = (s, ctx, i, points) => s.H("slot", ctx, u16(i), ...points.map(s.bytes));

  /**
   * What a slot's proof needs before it is known whether anybody is written in (5.10): a branch for each side, and
   * the commitment to the slot's r. @param {any} s @param {any} h
   */
  function readySlot(s, h) {
    const w = s.draw();
    return { branches: [readyBranch(s, h), readyBranch(s, h)], w, a2: s.bytes(s.base(w)) };
  }

  /**
   * @param {any} s @param {any} ready of readySlot, used for this proof and no other
   * @param {Uint8Array[]} texts A, B, F, E @param {any} M who is written in @param {boolean} isUsed
   * @param {any} rSlot @param {any} rFlag @param {Uint8Array} ctx @param {number} i
   */
  function proveSlot(s, ready, texts, M, isUsed, rSlot, rFlag, ctx, i) {
    const [nobody, flagged] = ready.branches;
    // A flag of 0 that is claimed to be 1 is a sham as in a range. A slot with M in it that is claimed to be
    // empty shows uh − cM: only that waits for the name.
    const sham = () => s.bytes(s.sub(nobody.R, s.mul(nobody.d, M)));
    const made = [nobody.a, isUsed ? sham() : nobody.real, flagged.a, isUsed ? flagged.real : flagged.sham];
    const whole = s.H("slot", ctx, u16(i), ...texts, ...made, ready.a2);
    const c = isUsed ? [nobody.d, s.ssub(whole, nobody.d)] : [s.ssub(whole, flagged.d), flagged.d];
    const z0 = s.sadd(nobody.u, s.smul(c[0], rSlot));
    const z1 = s.sadd(flagged.u, s.smul(c[1], rFlag));
    const z2 = s.sadd(ready.w, s.smul(whole, rSlot));
    return join(...made, ready.a2, ...[c[0], z0, z1, z2].map(s.scalarBytes));
  }

  /**
   * What such a proof claims. @param {any} s @param {any} h @param {any[]} slot @param {any[]} flag
   * @param {Uint8Array} proof of the right length @param {Uint8Array} ctx @param {number} i
   */
  function slotEquations(s, h, slot, flag, proof, ctx, i) {
    const [A, B] = slot;
    const [F, E] = flag;
    const part = (/** @type {number} */ n) => proof.slice(32 * n, 32 * n + 32);
    const [a0, b0, a1, b1, a2] = [0, 1, 2, 3, 4].map((n) => s.point(part(n)));
    const [c0, z0, z1, z2] = [5, 6, 7, 8].map((n) => s.scalar(part(n)));
    const whole = challenge(s, ctx, i, [A, B, F, E, a0, b0, a1, b1, a2]);
    const c1 = s.ssub(whole, c0);
    const [no, minus] = [(/** @type {any} */ k) => s.ssub(s.number(0), k), s.number(-1)];
    return [
      [[z0, s.G], [no(c0), A], [minus, a0]],
      [[z0, h], [no(c0), B], [minus, b0]],
      [[z1, s.G], [no(c1), F], [minus, a1]],
      [[z1, h], [no(c1), E], [c1, s.G], [minus, b1]],
      [[z2, s.G], [no(whole), A], [minus, a2]],
    ];
  }

  Object.assign(globalThis.zj, { readySlot, proveSlot, slotEquations });
}
