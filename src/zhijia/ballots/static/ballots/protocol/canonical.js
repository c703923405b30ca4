// @ts-check
"use strict";
/** docs/ballot-protocol.md 2.7: canonical JSON, written one way and read only when so written. */
{
  const { Refusal, same, text, utf8 } = globalThis.zj;
  const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?:[^\ud800-\udbff]|^)[\udc00-\udfff]/;

  /** Order of keys by code point; JavaScript's own is by halves of one. @param {string} a @param {string} b */
  function byPoint(a, b) {
    const [one, other] = [Array.from(a), Array.from(b)];
    const short = Math.min(one.length, other.length);
    for (let i = 0; i < short; i += 1) {
      const by = /** @type {number} */ (one[i].codePointAt(0)) - /** @type {number} */ (other[i].codePointAt(0));
      if (by) return by;
    }
    return one.length - other.length;
  }

  /** @param {unknown} value @returns {string} */
  function written(value) {
    if (value === true || value === false) return String(value);
    if (typeof value === "number") {
      if (!Number.isSafeInteger(value)) throw new Refusal("integers only");
      return String(value);
    }
    if (typeof value === "string") {
      if (LONE.test(value)) throw new Refusal("half a character");
      return JSON.stringify(value);
    }
    if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
    if (value === null || typeof value !== "object") throw new Refusal("no such value");
    const known = /** @type {Record<string, unknown>} */ (value);
    const keys = Object.keys(known).sort(byPoint);
    return `{${keys.map((key) => `${written(key)}:${written(known[key])}`).join(",")}}`;
  }

  const canonical = (/** @type {unknown} */ value) => utf8(written(value));

  /** Read what canonical JSON wrote; refuse anything else. @param {Uint8Array} bytes @returns {any} */
  function read(bytes) {
    let value;
    try {
      value = JSON.parse(text(bytes));
    } catch (wrong) {
      throw new Refusal(wrong instanceof Refusal ? wrong.message : "not JSON");
    }
    if (!same(canonical(value), bytes)) throw new Refusal("not canonical JSON");
    return value;
  }

  Object.assign(globalThis.zj, { canonical, read });
}
