// @ts-check
"use strict";
/** docs/ballot-protocol.md 5.5: (A, B) encrypts a number of 0…k under h. */
{
  const { join } = globalThis.zj;

  /** @param {any} s @param {Uint8Array} ctx @param {Uint8Array} place @param {any[]} all A, B, a₀, b₀ … */
  const challenge = (s, ctx, place, all) => s.H("range", ctx, place, ...all.map(s.bytes));

  /**
   * @param {any} s @param {any} h @param {any} A @param {any} B @param {number} v the number
   * @param {any} r its randomness @param {number} k @param {Uint8Array} ctx @param {Uint8Array} place
   */
  function proveRange(s, h, A, B, v, r, k, ctx, place) {
    const [c, z, commitments] = [Array(k + 1), Array(k + 1), Array(k + 1)];
    let Bj = B;
    for (let j = 0; j <= k; j += 1) {
      if (j) Bj = s.sub(Bj, s.G);
      if (j === v) continue;
      c[j] = s.draw();
      z[j] = s.draw();
      commitments[j] = [s.sub(s.base(z[j]), s.mul(c[j], A)), s.sub(s.mul(z[j], h), s.mul(c[j], Bj))];
    }
    const w = s.draw();
    commitments[v] = [s.base(w), s.mul(w, h)];
    const flat = commitments.flat();
    let own = challenge(s, ctx, place, [A, B, ...flat]);
    for (let j = 0; j <= k; j += 1) if (j !== v) own = s.ssub(own, c[j]);
    c[v] = own;
    z[v] = s.sadd(w, s.smul(own, r));
    const scalars = [...c.slice(0, k), ...z].map(s.scalarBytes);
    return join(...flat.map(s.bytes), ...scalars);
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

  Object.assign(globalThis.zj, { proveRange, rangeEquations });
}
