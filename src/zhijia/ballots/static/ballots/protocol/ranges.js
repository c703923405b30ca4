// @ts-check
"use strict";
/** docs/ballot-protocol.md 5.5: (A, B) encrypts a number of 0…k under h. */
{
  const { join } = globalThis.zj;

  /** @param {any} s @param {Uint8Array} ctx @param {Uint8Array} place @param {any[]} all A, B, a₀, b₀ … */
  const challenge = (s, ctx, place, all) => s.H("range", ctx, place, ...all.map(s.bytes));

  /**
   * One branch of a proof before anything is known of the vote (5.10). `a` and `real` are u times G and h, what a
   * true branch shows for w = u. `sham` has d G added: a branch claiming v + e shows uG and uh + e c G, so with
   * c = d / e and z = u + c r it shows just these two, and (c, z) is as random as if it had been drawn.
   * @param {any} s @param {any} h @returns {{u: any, d: any, R: any, a: Uint8Array, real: Uint8Array, sham: Uint8Array}}
   */
  function readyBranch(s, h) {
    const [u, d] = [s.draw(), s.draw()];
    const R = s.mul(u, h);
    return { u, d, R, a: s.bytes(s.base(u)), real: s.bytes(R), sham: s.bytes(s.add(R, s.base(d))) };
  }

  /**
   * @param {any} s @param {any[]} ready a branch for each of 0…k, used for this proof and no other
   * @param {Uint8Array} A @param {Uint8Array} B @param {number} v the number @param {any} r its randomness
   * @param {Uint8Array} ctx @param {Uint8Array} place
   */
  function proveRange(s, ready, A, B, v, r, ctx, place) {
    const k = ready.length - 1;
    const commitments = ready.flatMap(({ a, real, sham }, j) => [a, j === v ? real : sham]);
    const c = ready.map(({ d }, j) => (j === v ? s.number(0) : s.over(d, j - v)));
    c[v] = c.reduce((left, one) => s.ssub(left, one), s.H("range", ctx, place, A, B, ...commitments));
    const z = ready.map(({ u }, j) => s.sadd(u, s.smul(c[j], r)));
    return join(...commitments, ...[...c.slice(0, k), ...z].map(s.scalarBytes));
  }

  /**
   * What such a proof claims. @param {any} s @param {any} h @param {any} A @param {any} B @param {number} k
   * @param {Uint8Array} proof of the right length @param {Uint8Array} ctx @param {Uint8Array} place
   */
  function rangeEquations(s, h, A, B, k, proof, ctx, place) {
    const part = (/** @type {number} */ i) => proof.slice(32 * i, 32 * i + 32);
    const points = Array.from({ length: 2 * (k + 1) }, (_, i) => s.point(part(i)));
    const c = Array.from({ length: k }, (_, i) => s.scalar(part(2 * (k + 1) + i)));
    const z = Array.from({ length: k + 1 }, (_, i) => s.scalar(part(2 * (k + 1) + k + i)));
    c.push(c.reduce((left, one) => s.ssub(left, one), challenge(s, ctx, place, [A, B, ...points])));
    const [zero, minus] = [s.number(0), s.number(-1)];
    // a = zG − cA and b = zh − c(B − jG), the second with the G of its j gathered.
    return c.flatMap((one, j) => [
      [[z[j], s.G], [s.ssub(zero, one), A], [minus, points[2 * j]]],
      [[z[j], h], [s.ssub(zero, one), B], [s.smul(one, s.number(j)), s.G], [minus, points[2 * j + 1]]],
    ]);
  }

  Object.assign(globalThis.zj, { readyBranch, proveRange, rangeEquations });
}
