// @ts-check
"use strict";
/**
 * docs/ballot-protocol.md 2.1–2.3: ristretto255 over noble, in plain JavaScript: for browsers without
 * WebAssembly, and so that a verifier shares no line with the one over libsodium. Points are objects of
 * the library, scalars are bigints below L.
 */
{
  const { Refusal, bigOf, random } = globalThis.zj;
  const WINDOW = 6; // bits, as the library has it for its base

  /**
   * Σ kᵢ Pᵢ of public numbers, by buckets (Pippenger). The library's own walks through all 253 bits of
   * scalars that have 128.
   * @param {any} Point @param {bigint[]} scalars @param {any[]} points
   */
  function buckets(Point, scalars, points) {
    const few = points.length < 8;
    if (few) {
      const times = (/** @type {any} */ P, /** @type {bigint} */ k) => (k === 0n ? Point.ZERO : P.multiplyUnsafe(k));
      return points.reduce((sum, P, i) => sum.add(times(P, scalars[i])), Point.ZERO);
    }
    const wide = Math.max(3, Math.min(12, Math.floor(Math.log2(points.length)) - 1));
    const rows = scalars.map((k) => digits(k, wide));
    const count = Math.max(...rows.map((row) => row.length));
    let sum = Point.ZERO;
    for (let w = count - 1; w >= 0; w -= 1) {
      for (let i = 0; i < wide; i += 1) sum = sum.double();
      const held = Array(1 << wide);
      rows.forEach((row, i) => {
        const digit = row[w];
        if (digit) held[digit] = held[digit] ? held[digit].add(points[i]) : points[i];
      });
      let [running, all] = [Point.ZERO, Point.ZERO];
      for (let digit = held.length - 1; digit > 0; digit -= 1) {
        if (held[digit]) running = running.add(held[digit]);
        all = all.add(running);
      }
      sum = sum.add(all);
    }
    return sum;
  }

  /** @param {bigint} k @param {number} wide bits a digit, at most 12 */
  function digits(k, wide) {
    const bits = k.toString(2);
    const row = [];
    for (let end = bits.length; end > 0; end -= wide) row.push(parseInt(bits.slice(Math.max(0, end - wide), end), 2));
    return row;
  }

  function overNoble() {
    const { ristretto255, hasher, ed25519, hmac, sha256, sha512 } = globalThis.noble;
    const { Point } = ristretto255;
    const L = Point.Fn.ORDER;
    const mod = (/** @type {bigint} */ value) => ((value % L) + L) % L;
    const group = {
      name: "noble",
      L, G: Point.BASE, zero: Point.ZERO,
      /** @param {Uint8Array} bytes from outside */
      point(bytes) {
        let found;
        try {
          if (bytes.length === 32 && !(bytes[31] & 128)) found = Point.fromBytes(bytes);
        } catch {
          found = undefined;
        }
        if (!found || found.equals(Point.ZERO)) throw new Refusal("not a point");
        return found;
      },
      bytes: (/** @type {any} */ P) => P.toBytes(),
      equal: (/** @type {any} */ P, /** @type {any} */ Q) => P.equals(Q),
      isZero: (/** @type {any} */ P) => P.equals(Point.ZERO),
      base: (/** @type {bigint} */ k) => (k === 0n ? Point.ZERO : Point.BASE.multiply(k)),
      mul: (/** @type {bigint} */ k, /** @type {any} */ P) =>
        k === 0n || P.equals(Point.ZERO) ? Point.ZERO : P.multiply(k),
      // A table for a point that is multiplied often, made at its first multiplication.
      often: (/** @type {any} */ P) => P.precompute(WINDOW),
      add: (/** @type {any} */ P, /** @type {any} */ Q) => P.add(Q),
      sub: (/** @type {any} */ P, /** @type {any} */ Q) => P.subtract(Q),
      derive: (/** @type {Uint8Array} */ hash) => hasher.deriveToCurve(hash),
      /** @param {Uint8Array} bytes from outside */
      scalar(bytes) {
        const value = bigOf(bytes);
        if (bytes.length !== 32 || value >= L) throw new Refusal("not a scalar");
        return value;
      },
      /** @param {bigint} k */
      scalarBytes(k) {
        const made = new Uint8Array(32);
        let left = k;
        for (let i = 0; i < 32; i += 1) {
          made[i] = Number(left & 255n);
          left >>= 8n;
        }
        return made;
      },
      number: (/** @type {number | bigint} */ value) => mod(BigInt(value)),
      reduce: (/** @type {Uint8Array} */ hash) => bigOf(hash) % L,
      draw: () => bigOf(random(64)) % L,
      sadd: (/** @type {bigint} */ a, /** @type {bigint} */ b) => mod(a + b),
      ssub: (/** @type {bigint} */ a, /** @type {bigint} */ b) => mod(a - b),
      smul: (/** @type {bigint} */ a, /** @type {bigint} */ b) => mod(a * b),
      lin: (/** @type {bigint[]} */ scalars, /** @type {any[]} */ points) => buckets(Point, scalars, points),
      sha512, sha256,
      hmac256: (/** @type {Uint8Array} */ key, /** @type {Uint8Array} */ bytes) =>
        hmac(sha256, key, bytes),
      publicOf: (/** @type {Uint8Array} */ seed) => ed25519.getPublicKey(seed),
      signRaw: (/** @type {Uint8Array} */ seed, /** @type {Uint8Array} */ bytes) =>
        ed25519.sign(bytes, seed),
      /** @param {Uint8Array} key @param {Uint8Array} bytes @param {Uint8Array} sig */
      verifyRaw(key, bytes, sig) {
        try {
          return ed25519.verify(sig, bytes, key, { zip215: false });
        } catch {
          return false;
        }
      },
      random,
    };
    return group;
  }

  Object.assign(globalThis.zj, { overNoble });
}
