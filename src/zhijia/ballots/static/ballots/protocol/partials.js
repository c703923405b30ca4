// @ts-check
"use strict";
/** docs/ballot-protocol.md 10.5–10.6: what a holder's share makes of a sum, and how t of them open it. */
{
  const { Refusal, join, u32, u8, utf8 } = globalThis.zj;

  /**
   * @param {any} s @param {any} e @param {number} i @param {string} what "sum" or "slot/" and a contest's id
   * @param {number} index @param {any[]} points X, A, D, wG, wA
   */
  const challenge = (s, e, i, what, index, points) =>
    s.H("partial", e.eid, u8(i), join(utf8(what), u32(index)), ...points.map(s.bytes));

  /**
   * D = x A with its proof: 96 bytes D ‖ c ‖ z. @param {any} s @param {any} e @param {number} i the holder
   * @param {any} x share @param {any} A @param {string} what @param {number} index
   */
  function provePartial(s, e, i, x, A, what, index) {
    const D = s.mul(x, A);
    const w = s.draw();
    const c = challenge(s, e, i, what, index, [s.base(x), A, D, s.base(w), s.mul(w, A)]);
    return join(s.bytes(D), s.scalarBytes(c), s.scalarBytes(s.sadd(w, s.smul(c, x))));
  }

  /**
   * D of a partial decryption whose proof holds. @param {any} s @param {any} e @param {number} i
   * @param {any} X @param {any} A @param {Uint8Array} raw 96 bytes @param {string} what @param {number} index
   */
  function checkedPartial(s, e, i, X, A, raw, what, index) {
    const isNothing = s.isZero(A) && raw.slice(0, 32).every((byte) => byte === 0);
    const D = isNothing ? s.zero : s.point(raw.slice(0, 32));
    const [c, z] = [s.scalar(raw.slice(32, 64)), s.scalar(raw.slice(64, 96))];
    const minus = s.ssub(s.number(0), c);
    const [wG, wA] = [s.lin([z, minus], [s.G, X]), s.lin([z, minus], [A, D])];
    if (!isSame(s, challenge(s, e, i, what, index, [X, A, D, wG, wA]), c)) throw new Refusal("解密份额的证明不成立");
    return D;
  }

  /** @param {any} s @param {any} a @param {any} b */
  const isSame = (s, a, b) => globalThis.zj.same(s.scalarBytes(a), s.scalarBytes(b));

  /** λᵢ at 0 of these holders. @param {any} s @param {number[]} holders @returns scalars in their order */
  function lagrange(s, holders) {
    const L = s.L;
    const mod = (/** @type {bigint} */ n) => ((n % L) + L) % L;
    return holders.map((i) => {
      let [over, under] = [1n, 1n];
      for (const j of holders) {
        if (j === i) continue;
        over = mod(over * BigInt(j));
        under = mod(under * BigInt(j - i));
      }
      return s.number(over * inverse(under, L));
    });
  }

  /** @param {bigint} value @param {bigint} L a prime */
  function inverse(value, L) {
    let [result, base, left] = [1n, value, L - 2n];
    for (; left; left >>= 1n) {
      if (left & 1n) result = (result * base) % L;
      base = (base * base) % L;
    }
    return result;
  }

  /** B − Σ λᵢ Dᵢ. @param {any} s @param {any} B @param {any[]} lambdas @param {any[]} partials D of each */
  const opened = (s, B, lambdas, partials) => s.sub(B, s.lin(lambdas, partials));

  /**
   * Find v of vG, 0 … most, by baby and giant steps; a function that remembers its table.
   * @param {any} s @param {number} most @returns {(P: any) => number} −1 where there is none
   */
  function logarithms(s, most) {
    const wide = Math.max(1, Math.ceil(Math.sqrt(most + 1)));
    const table = new Map();
    let P = s.zero;
    for (let i = 0; i < wide; i += 1) {
      table.set(globalThis.zj.hex(s.bytes(P)), i);
      P = s.add(P, s.G);
    }
    const giant = P;
    return (Q) => {
      let left = Q;
      for (let j = 0; j <= wide; j += 1) {
        const i = table.get(globalThis.zj.hex(s.bytes(left)));
        if (i !== undefined) return j * wide + i <= most ? j * wide + i : -1;
        left = s.sub(left, giant);
      }
      return -1;
    };
  }

  Object.assign(globalThis.zj, { provePartial, checkedPartial, lagrange, opened, logarithms });
}
