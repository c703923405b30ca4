// @ts-check
"use strict";
/** docs/ballot-protocol.md 5.7: a slot names nobody, or its flag is set; and its maker knows its r. */
{
  const { join, u16 } = globalThis.zj;

  /** @param {any} s @param {Uint8Array} ctx @param {number} i @param {any[]} points */
  const challenge = (s, ctx, i, points) => s.H("slot", ctx, u16(i), ...points.map(s.bytes));

  /**
   * @param {any} s @param {any} h @param {[any, any]} slot (A, B) @param {[any, any]} flag (F, E)
   * @param {boolean} isUsed @param {any} rSlot @param {any} rFlag @param {Uint8Array} ctx @param {number} i
   */
  function proveSlot(s, h, slot, flag, isUsed, rSlot, rFlag, ctx, i) {
    const [A, B] = slot;
    const [F, E] = flag;
    const pairs = [[A, B], [F, s.sub(E, s.G)]];
    const own = isUsed ? 1 : 0;
    const other = 1 - own;
    const [c, z] = [Array(2), Array(2)];
    c[other] = s.draw();
    z[other] = s.draw();
    const w = s.draw();
    const w2 = s.draw();
    const made = Array(2);
    made[own] = [s.base(w), s.mul(w, h)];
    const [X, Y] = pairs[other];
    made[other] = [s.sub(s.base(z[other]), s.mul(c[other], X)), s.sub(s.mul(z[other], h), s.mul(c[other], Y))];
    const a2 = s.base(w2);
    const whole = challenge(s, ctx, i, [A, B, F, E, ...made.flat(), a2]);
    c[own] = s.ssub(whole, c[other]);
    z[own] = s.sadd(w, s.smul(c[own], isUsed ? rFlag : rSlot));
    const z2 = s.sadd(w2, s.smul(whole, rSlot));
    const scalars = [c[0], z[0], z[1], z2].map(s.scalarBytes);
    return join(...[...made.flat(), a2].map(s.bytes), ...scalars);
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

  Object.assign(globalThis.zj, { proveSlot, slotEquations });
}
