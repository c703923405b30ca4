// @ts-check
/**
 * Blind signatures in the browser: RSABSSA-SHA384-PSS-Deterministic of RFC 9474, as in
 * `rules/blind.py` and held against the same test vectors. It has a hash of its own, because
 * browsers hide theirs from pages that come over plain http, as many house networks do.
 */

const MASK64 = (1n << 64n) - 1n;
const E = 65537n;
export const HASH = 48;

/** @param {bigint} value @param {bigint} by */
const turn = (value, by) => ((value >> by) | (value << (64n - by))) & MASK64;

/**
 * The first `count` primes: the constants of SHA-2 are the fractions of their roots.
 * @param {number} count
 */
function primes(count) {
  /** @type {number[]} */
  const found = [];
  for (let one = 2; found.length < count; one += 1) {
    if (found.every((prime) => one % prime !== 0)) found.push(one);
  }
  return found.map(BigInt);
}

/**
 * The whole part of a root, by bisection.
 * @param {bigint} value
 * @param {bigint} degree
 */
function root(value, degree) {
  let low = 0n;
  let high = 1n << (BigInt(value.toString(2).length) / degree + 1n);
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const K = primes(80).map((prime) => root(prime << 192n, 3n) & MASK64);
const START = primes(16)
  .slice(8)
  .map((prime) => root(prime << 128n, 2n) & MASK64);

/**
 * SHA-384 (FIPS 180-4).
 * @param {Uint8Array} message
 */
export function sha384(message) {
  const length = message.length;
  const padded = new Uint8Array(Math.ceil((length + 17) / 128) * 128);
  padded.set(message);
  padded[length] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(length) * 8n);
  const view = new DataView(padded.buffer);
  const state = [...START];
  for (let at = 0; at < padded.length; at += 128) compress(state, view, at);
  const out = new Uint8Array(64);
  const place = new DataView(out.buffer);
  state.forEach((word, number) => place.setBigUint64(number * 8, word));
  return out.slice(0, HASH);
}

/**
 * @param {bigint[]} state
 * @param {DataView} view
 * @param {number} at
 */
function compress(state, view, at) {
  const w = Array.from({ length: 16 }, (_, number) => view.getBigUint64(at + number * 8));
  for (let t = 16; t < 80; t += 1) {
    const early = w[t - 15];
    const late = w[t - 2];
    const s0 = turn(early, 1n) ^ turn(early, 8n) ^ (early >> 7n);
    const s1 = turn(late, 19n) ^ turn(late, 61n) ^ (late >> 6n);
    w.push((w[t - 16] + s0 + w[t - 7] + s1) & MASK64);
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 80; t += 1) {
    const big1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
    const one = h + big1 + ((e & f) ^ (~e & MASK64 & g)) + K[t] + w[t];
    const big0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
    const two = big0 + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & MASK64, c, b, a, (one + two) & MASK64];
  }
  [a, b, c, d, e, f, g, h].forEach((word, number) => {
    state[number] = (state[number] + word) & MASK64;
  });
}

/** @param {...Uint8Array} parts */
function joined(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** @param {Uint8Array} bytes */
export const hex = (bytes) => [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");

/** @param {string} text */
export function bytes(text) {
  const even = text.length % 2 ? `0${text}` : text;
  return Uint8Array.from(even.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** @param {Uint8Array} value */
const whole = (value) => BigInt(`0x${hex(value) || "0"}`);

/**
 * @param {Uint8Array} seed
 * @param {number} length
 */
function mgf1(seed, length) {
  const blocks = Array.from({ length: Math.ceil(length / HASH) }, (_, count) =>
    sha384(joined(seed, bytes(count.toString(16).padStart(8, "0")))),
  );
  return joined(...blocks).slice(0, length);
}

/**
 * EMSA-PSS-ENCODE (RFC 8017 9.1.1).
 * @param {Uint8Array} message
 * @param {number} bits
 * @param {Uint8Array} salt
 */
export function encode(message, bits, salt) {
  const length = Math.ceil(bits / 8);
  const digest = sha384(joined(new Uint8Array(8), sha384(message), salt));
  const empty = new Uint8Array(length - salt.length - HASH - 2);
  const block = joined(empty, Uint8Array.of(1), salt);
  const mask = mgf1(digest, block.length);
  const masked = block.map((one, place) => one ^ mask[place]);
  masked[0] &= 0xff >> (8 * length - bits);
  return joined(masked, digest, Uint8Array.of(0xbc));
}

/**
 * @param {bigint} base
 * @param {bigint} exponent
 * @param {bigint} n
 */
function power(base, exponent, n) {
  let result = 1n;
  let square = base % n;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % n;
    square = (square * square) % n;
  }
  return result;
}

/**
 * The inverse of a number; 0 where it has none.
 * @param {bigint} value
 * @param {bigint} n
 */
export function inverse(value, n) {
  let [old, rest] = [value % n, n];
  let [one, other] = [1n, 0n];
  while (rest) {
    const times = old / rest;
    [old, rest] = [rest, old - times * rest];
    [one, other] = [other, one - times * other];
  }
  return old === 1n ? ((one % n) + n) % n : 0n;
}

/**
 * @param {Uint8Array} message
 * @param {bigint} n
 * @param {Uint8Array} salt
 * @param {bigint} r
 */
export function blind(message, n, salt, r) {
  const encoded = whole(encode(message, n.toString(2).length - 1, salt));
  return (encoded * power(r, E, n)) % n;
}

/**
 * @param {bigint} signed
 * @param {bigint} n
 * @param {bigint} r
 */
export const unblind = (signed, n, r) => (signed * inverse(r, n)) % n;

/**
 * Say whether a signature is one of this message, before it is relied on.
 * @param {Uint8Array} message
 * @param {bigint} signature
 * @param {bigint} n
 * @param {Uint8Array} salt
 */
export function isSigned(message, signature, n, salt) {
  return power(signature, E, n) === whole(encode(message, n.toString(2).length - 1, salt));
}

/** @param {number} length */
export const chance = (length) => crypto.getRandomValues(new Uint8Array(length));

/**
 * A number by chance that has an inverse.
 * @param {bigint} n
 */
export function drawn(n) {
  const length = Math.ceil(n.toString(2).length / 8) + 16;
  for (;;) {
    const r = whole(chance(length)) % n;
    if (r > 1n && inverse(r, n)) return r;
  }
}
