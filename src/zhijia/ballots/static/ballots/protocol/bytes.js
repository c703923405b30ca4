// @ts-check
"use strict";
/**
 * docs/ballot-protocol.md 2.4: how numbers and strings become bytes. All files of this folder are
 * classic scripts that put their names on `zj`, so the same bytes serve a page and a single file.
 */
{
  const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const encoder = new TextEncoder();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  /** What is wrong with something that came from outside. */
  class Refusal extends Error {}

  /** @param {...Uint8Array} parts */
  function join(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  /** @param {number} size bytes @param {number} value */
  function big(size, value) {
    const made = new Uint8Array(size);
    let left = value;
    for (let i = size - 1; i >= 0; i -= 1) {
      made[i] = left % 256;
      left = Math.floor(left / 256);
    }
    return made;
  }

  /** @param {Uint8Array} one @param {Uint8Array} other: public bytes only, it stops early */
  function same(one, other) {
    return one.length === other.length && one.every((byte, i) => byte === other[i]);
  }

  /** Order of byte strings, as Python sorts them. @param {Uint8Array} a @param {Uint8Array} b */
  function order(a, b) {
    const short = Math.min(a.length, b.length);
    for (let i = 0; i < short; i += 1) if (a[i] !== b[i]) return a[i] - b[i];
    return a.length - b.length;
  }

  /** @param {Uint8Array} bytes */
  const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

  /** @param {string} text lower-case hex @param {number} [size] bytes it must have */
  function unhex(text, size) {
    if (typeof text !== "string" || !/^([0-9a-f]{2})*$/.test(text)) throw new Refusal("not hex");
    const made = new Uint8Array(text.length / 2);
    for (let i = 0; i < made.length; i += 1) made[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
    if (size !== undefined && made.length !== size) throw new Refusal("wrong length");
    return made;
  }

  /** @param {Uint8Array} bytes */
  function base64(bytes) {
    let binary = "";
    for (let i = 0; i < bytes.length; i += 8192) {
      binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
    }
    return btoa(binary);
  }

  /** @param {string} text: standard base64 with its padding, one spelling only */
  function unbase64(text) {
    let binary;
    try {
      binary = atob(text);
    } catch {
      throw new Refusal("not base64");
    }
    const made = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    if (base64(made) !== text) throw new Refusal("not base64");
    return made;
  }

  /** Crockford base32 of whole fives of bits. @param {Uint8Array} bytes */
  function base32(bytes) {
    let text = "";
    let held = 0;
    let bits = 0;
    for (const byte of bytes) {
      held = (held << 8) | byte;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text += CROCKFORD[(held >> bits) & 31];
      }
      held &= (1 << bits) - 1;
    }
    return text;
  }

  /** Back from letters that are whole bytes, in groups or not. @param {string} words */
  function unbase32(words) {
    const letters = words.replace(/-/g, "");
    const made = new Uint8Array(Math.floor((letters.length * 5) / 8));
    let [held, bits, at] = [0, 0, 0];
    for (const letter of letters) {
      const five = CROCKFORD.indexOf(letter);
      if (five < 0) throw new Refusal("not base32");
      held = (held << 5) | five;
      bits += 5;
      if (bits < 8) continue;
      bits -= 8;
      made[at++] = held >> bits;
      held &= (1 << bits) - 1;
    }
    if (held) throw new Refusal("not base32");
    return made;
  }

  /** @param {string} text @param {number} size letters a group */
  const grouped = (text, size = 4) =>
    (text.match(new RegExp(`.{1,${size}}`, "g")) || []).join("-");

  /** @param {Uint8Array} bytes */
  function text(bytes) {
    try {
      return decoder.decode(bytes);
    } catch {
      throw new Refusal("not UTF-8");
    }
  }

  /** @param {number} size */
  const random = (size) => crypto.getRandomValues(new Uint8Array(size));

  globalThis.zj = Object.assign(globalThis.zj || {}, {
    Refusal, CROCKFORD, join, same, order, hex, unhex, base64, unbase64, base32, unbase32, grouped, random,
    text,
    utf8: (/** @type {string} */ words) => encoder.encode(words),
    u8: (/** @type {number} */ n) => big(1, n),
    u16: (/** @type {number} */ n) => big(2, n),
    u32: (/** @type {number} */ n) => big(4, n),
    u64: (/** @type {number} */ n) => big(8, n),
  });
}
