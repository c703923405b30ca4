// @ts-check
"use strict";
/** docs/ballot-protocol.md 10.4, 10.8: re-encrypt and shuffle, and prove it (Terelius and Wikström). */
{
  const { Refusal, join, u32, u8, utf8 } = globalThis.zj;
  const [FIXED, EACH] = [288, 160];

  /** @param {any} s @param {any} e an election @param {number} holder @param {string} contest */
  const mixContext = (s, e, holder, contest) => s.hash("mix", e.eid, e.hBytes, u8(holder), utf8(contest));

  /** h_0 … h_N. @param {any} s @param {number} n */
  const generators = (s, n) => Array.from({ length: n + 1 }, (_, i) => s.P("generator", u32(i)));

  /** @param {any} s @param {any[][]} pairs */
  const flat = (s, pairs) => join(...pairs.flat().map(s.bytes));

  /** @param {any} s @param {any[]} points */
  const joined = (s, points) => join(...points.map(s.bytes));

  /** @param {any} s @param {Uint8Array} ctx @param {any[][]} e @param {any[][]} out @param {any[]} c */
  function seedAndFactors(s, ctx, e, out, c) {
    const seed = s.hash("shuffle-seed", ctx, flat(s, e), flat(s, out), joined(s, c));
    return { seed, u: e.map((_, i) => s.H("shuffle-u", seed, u32(i))) };
  }

  /** @param {any} s @param {Uint8Array} seed @param {any[]} cHat @param {any[]} t @param {any[]} tHat */
  const challenge = (s, seed, cHat, t, tHat) =>
    s.H("shuffle", seed, joined(s, cHat), ...t.map(s.bytes), joined(s, tHat));

  /** A fair order of n. @param {any} s @param {number} n */
  function order(s, n) {
    const row = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i -= 1) {
      // 53 bits over at most 2^32: the bias is below 2^-21 of a place, and 2^-48 for ten thousand.
      const words = new DataView(s.random(8).buffer);
      const draw = (words.getUint32(0) & 0x1fffff) * 2 ** 32 + words.getUint32(4);
      const j = draw % (i + 1);
      [row[i], row[j]] = [row[j], row[i]];
    }
    return row;
  }

  /** @param {any} s @param {any[]} one @param {any[]} other */
  const inner = (s, one, other) => one.reduce((sum, k, i) => s.sadd(sum, s.smul(k, other[i])), s.number(0));

  /** @param {any} s @param {any} h @param {any[][]} e */
  function shuffle(s, h, e) {
    const psi = order(s, e.length);
    const r = e.map(() => s.draw());
    const anew = e.map(([A, B], i) => [s.add(A, s.base(r[i])), s.add(B, s.mul(r[i], h))]);
    return { out: psi.map((j) => anew[j]), psi, r };
  }

  /** @param {any} s @param {Uint8Array} ctx @param {any} h @param {any[][]} e @param {{out: any[][], psi: number[], r: any[]}} done */
  function proveShuffle(s, ctx, h, e, { out, psi, r }) {
    const n = e.length;
    const gens = generators(s, n);
    const [rc, c] = [Array(n), Array(n)];
    psi.forEach((j, i) => {
      rc[j] = s.draw();
      c[j] = s.add(s.base(rc[j]), gens[i + 1]);
    });
    const { seed, u } = seedAndFactors(s, ctx, e, out, c);
    const uPrime = psi.map((j) => u[j]);
    const rHat = e.map(() => s.draw());
    /** @type {any[]} */
    const cHat = [];
    uPrime.forEach((k, i) => cHat.push(s.add(s.base(rHat[i]), s.mul(k, i ? cHat[i - 1] : gens[0]))));
    const w = [0, 1, 2, 3].map(() => s.draw());
    const [wHat, wPrime] = [e.map(() => s.draw()), e.map(() => s.draw())];
    const secretLin = (/** @type {any[]} */ points) => s.sum(points.map((P, i) => s.mul(wPrime[i], P)));
    const t = [
      s.base(w[0]), s.base(w[1]), s.add(s.base(w[2]), secretLin(gens.slice(1))),
      s.sub(secretLin(out.map(([A]) => A)), s.base(w[3])), s.sub(secretLin(out.map(([, B]) => B)), s.mul(w[3], h)),
    ];
    const tHat = wHat.map((k, i) => s.add(s.base(k), s.mul(wPrime[i], i ? cHat[i - 1] : gens[0])));
    const q = challenge(s, seed, cHat, t, tHat);
    const v = Array(n).fill(s.number(1));
    for (let i = n - 2; i >= 0; i -= 1) v[i] = s.smul(uPrime[i + 1], v[i + 1]);
    const ones = e.map(() => s.number(1));
    const answers = [inner(s, ones, rc), inner(s, rHat, v), inner(s, u, rc), inner(s, u, r)];
    const all = [
      ...answers.map((one, i) => s.sadd(w[i], s.smul(q, one))),
      ...rHat.map((one, i) => s.sadd(wHat[i], s.smul(q, one))),
      ...uPrime.map((one, i) => s.sadd(wPrime[i], s.smul(q, one))),
    ];
    return join(...[...c, ...cHat, ...t, ...tHat].map(s.bytes), ...all.map(s.scalarBytes));
  }

  /** Refuse unless `out` is `e` shuffled. @param {any} s @param {Uint8Array} ctx @param {any} h @param {any[][]} e @param {any[][]} out @param {Uint8Array} raw */
  function checkShuffle(s, ctx, h, e, out, raw) {
    const n = e.length;
    if (n < 1 || out.length !== n || raw.length !== FIXED + n * EACH) throw new Refusal("混洗证明的长度不对");
    let at = 0;
    const take = (/** @type {number} */ count, /** @type {any} */ gate) => Array.from({ length: count }, () => gate(raw.slice(at, (at += 32))));
    const [c, cHat, t, tHat] = [n, n, 5, n].map((count) => take(count, s.point));
    const [k, kHat, kPrime] = [4, n, n].map((count) => take(count, s.scalar));
    const gens = generators(s, n);
    const { seed, u } = seedAndFactors(s, ctx, e, out, c);
    const q = challenge(s, seed, cHat, t, tHat);
    const [zero, minus] = [s.number(0), s.number(-1)];
    const no = (/** @type {any} */ one) => s.ssub(zero, one);
    const product = u.reduce((all, one) => s.smul(all, one), s.number(1));
    const pairs = (/** @type {any[]} */ scalars, /** @type {any[]} */ points) => scalars.map((one, i) => [one, points[i]]);
    const down = u.map((one) => no(s.smul(q, one)));
    const same = (/** @type {any} */ one) => Array(n).fill(one);
    const equations = [
      [[k[0], s.G], ...pairs(same(no(q)), c), ...pairs(same(q), gens.slice(1)), [minus, t[0]]],
      [[k[1], s.G], [no(q), cHat[n - 1]], [s.smul(q, product), gens[0]], [minus, t[1]]],
      [[k[2], s.G], ...pairs(kPrime, gens.slice(1)), ...pairs(down, c), [minus, t[2]]],
      [...pairs(kPrime, out.map(([A]) => A)), [no(k[3]), s.G], ...pairs(down, e.map(([A]) => A)), [minus, t[3]]],
      [...pairs(kPrime, out.map(([, B]) => B)), [no(k[3]), h], ...pairs(down, e.map(([, B]) => B)), [minus, t[4]]],
      ...tHat.map((one, i) => [[kHat[i], s.G], [kPrime[i], i ? cHat[i - 1] : gens[0]], [no(q), cHat[i]], [minus, one]]),
    ];
    if (!globalThis.zj.allHold(s, equations, [s.G, h, gens[0]])) throw new Refusal("混洗的证明不成立");
  }

  Object.assign(globalThis.zj, { mixContext, shuffle, proveShuffle, checkShuffle });
}
