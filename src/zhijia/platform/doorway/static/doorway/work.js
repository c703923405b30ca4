// @ts-check
/**
 * The work that stands in for a question: what makes a digest begin with enough zero bits.
 *
 * The digest is written out: browsers keep theirs from pages that are not https, and many unions
 * have no certificate.
 */

const K = new Uint32Array(64);
const BEGIN = new Uint32Array(8);
for (let n = 2, k = 0; k < 64; n += 1) {
  let prime = true;
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
  if (!prime) continue;
  if (k < 8) BEGIN[k] = (n ** 0.5 % 1) * 2 ** 32;
  K[k] = (n ** (1 / 3) % 1) * 2 ** 32;
  k += 1;
}

const W = new Uint32Array(64);

/**
 * Take one block of 16 words into the state of a digest.
 * @param {Uint32Array} state
 * @param {Uint32Array} words
 * @param {number} from
 */
function mix(state, words, from) {
  for (let i = 0; i < 16; i += 1) W[i] = words[from + i];
  for (let i = 16; i < 64; i += 1) {
    const p = W[i - 15];
    const q = W[i - 2];
    const s0 = ((p >>> 7) | (p << 25)) ^ ((p >>> 18) | (p << 14)) ^ (p >>> 3);
    const s1 = ((q >>> 17) | (q << 15)) ^ ((q >>> 19) | (q << 13)) ^ (q >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let a = state[0] | 0;
  let b = state[1] | 0;
  let c = state[2] | 0;
  let d = state[3] | 0;
  let e = state[4] | 0;
  let f = state[5] | 0;
  let g = state[6] | 0;
  let h = state[7] | 0;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/**
 * Write an ASCII text into the words of a digest, from the block it begins with.
 * @param {string} text
 * @param {number} whole how many characters went before
 */
function padded(text, whole) {
  const size = ((text.length + 8) >> 6) + 1;
  const words = new Uint32Array(size * 16);
  for (let i = 0; i < text.length; i += 1) words[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
  words[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
  words[size * 16 - 1] = (whole + text.length) * 8;
  return words;
}

/**
 * Return what tells how many zero bits (at most 32) the SHA-256 of `text` and an ending begins
 * with. The blocks that never change are taken in once.
 * @param {string} text
 * @returns {(ending: string) => number}
 */
function zeros(text) {
  const whole = text.length - (text.length % 64);
  const begun = BEGIN.slice();
  const words = padded(text.slice(0, whole), 0);
  for (let block = 0; block < whole / 64; block += 1) mix(begun, words, block * 16);
  const state = new Uint32Array(8);
  return (ending) => {
    const rest = padded(text.slice(whole) + ending, whole);
    state.set(begun);
    for (let from = 0; from < rest.length; from += 16) mix(state, rest, from);
    return Math.clz32(state[0]);
  };
}

export const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Find what makes the digest of a ticket begin with enough zero bits, and leave the page alive.
 * @param {string} text
 * @param {number} hard
 */
export async function worked(text, hard) {
  const bits = zeros(`${text}:`);
  for (let n = 0; ; await pause(0)) {
    const until = performance.now() + 40;
    while (performance.now() < until) {
      for (const last = n + 100; n < last; n += 1) if (bits(String(n)) >= hard) return String(n);
    }
  }
}
