// @ts-check
"use strict";
/**
 * docs/ballot-protocol.md 2.5–2.6: hashes and signatures over a group. A *suite* is the group with
 * these beside it; every other file takes one as its first argument.
 */
{
  const { join, overNoble, overSodium, u32, utf8 } = globalThis.zj;
  const PREFIX = "zhijia-ballot/1/";

  /** @param {Uint8Array} bytes */
  const lp = (bytes) => join(u32(bytes.length), bytes);

  /** The inverse mod L of a small number that is not 0. @param {bigint} L @param {number} e */
  function inverse(L, e) {
    const size = BigInt(Math.abs(e));
    let made = 1n;
    while (made % size) made += L;
    return e < 0 ? -made / size : made / size;
  }

  /** @param {any} group */
  function suite(group) {
    /** @type {Map<number, any>} */
    const inverses = new Map();
    /** @param {string} label @param {...Uint8Array} parts */
    const hash = (label, ...parts) =>
      group.sha512(join(lp(utf8(PREFIX + label)), ...parts.map(lp)));
    /** @type {any} */
    const made = {
      ...group,
      hash,
      H: (/** @type {string} */ label, /** @type {Uint8Array[]} */ ...parts) =>
        group.reduce(hash(label, ...parts)),
      P: (/** @type {string} */ label, /** @type {Uint8Array[]} */ ...parts) =>
        group.derive(hash(label, ...parts)),
      h32: (/** @type {string} */ label, /** @type {Uint8Array[]} */ ...parts) =>
        hash(label, ...parts).slice(0, 32),
      /** @param {Uint8Array} seed @param {string} label @param {...Uint8Array} parts */
      sign: (seed, label, ...parts) => group.signRaw(seed, hash(`sig/${label}`, ...parts)),
      /** @param {Uint8Array} key @param {Uint8Array} sig @param {string} label @param {...Uint8Array} parts */
      isSigned: (key, sig, label, ...parts) =>
        group.verifyRaw(key, hash(`sig/${label}`, ...parts), sig),
      /** A scalar over a small number that is not 0. @param {any} k @param {number} e */
      over(k, e) {
        if (!inverses.has(e)) inverses.set(e, group.number(inverse(group.L, e)));
        return group.smul(k, inverses.get(e));
      },
      /** Σ of points. @param {any[]} points */
      sum: (points) => points.reduce((sum, P) => group.add(sum, P), group.zero),
    };
    if (!made.lin) {
      const [one, minus] = [group.number(1), group.number(-1)];
      /** Σ kᵢ Pᵢ of public numbers. @param {any[]} scalars @param {any[]} points */
      made.lin = (scalars, points) =>
        points.reduce((sum, P, i) => {
          if (group.equal(scalars[i], minus)) return group.sub(sum, P);
          if (group.equal(scalars[i], one)) return group.add(sum, P);
          return group.add(sum, P === group.G ? group.base(scalars[i]) : group.mul(scalars[i], P));
        }, group.zero);
    }
    return made;
  }

  /** The fast library where the browser has WebAssembly, the other one where it has not. */
  async function anySuite() {
    try {
      return suite(await overSodium());
    } catch {
      return suite(overNoble());
    }
  }

  Object.assign(globalThis.zj, { lp, suite, anySuite });
}
