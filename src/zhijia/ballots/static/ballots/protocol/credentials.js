// @ts-check
"use strict";
/** docs/ballot-protocol.md 7: codes of 130 bits and the keys that follow from them. */
{
  const { CROCKFORD, Refusal, join, random, utf8 } = globalThis.zj;
  const LETTERS = 26;
  const SALT = "zhijia-ballot/1";
  const CREDENTIAL = "credential/";
  const SCRUTINEER = "scrutineer/";
  const DESK = "desk/";

  /** A new code: 26 letters of five bits each. */
  const newCode = () => Array.from(random(LETTERS), (byte) => CROCKFORD[byte & 31]).join("");

  /** What somebody typed, as it was meant: no separators, and no letters that look like others. @param {string} typed */
  function cleanCode(typed) {
    const narrow = typed.normalize("NFKC").toUpperCase().replace(/[\s\-‐-―_.,，。]/g, "");
    const code = narrow.replace(/O/g, "0").replace(/[IL]/g, "1");
    const isCode = code.length === LETTERS && [...code].every((letter) => CROCKFORD.includes(letter));
    if (!isCode) throw new Refusal("not a code");
    return code;
  }

  /** A code as it is printed: five groups. @param {string} code */
  const shownCode = (code) =>
    [0, 5, 10, 15, 20].map((at, i) => code.slice(at, i === 4 ? LETTERS : at + 5)).join("-");

  /** HKDF-SHA-256 of 32 bytes (RFC 5869). @param {any} s @param {Uint8Array} key @param {Uint8Array} salt @param {Uint8Array} info */
  function hkdf(s, key, salt, info) {
    const drawn = s.hmac256(salt, key);
    return s.hmac256(drawn, join(info, new Uint8Array([1])));
  }

  /** The Ed25519 seed of a code (7.2, 7.4). @param {any} s @param {string} code @param {string} id of the manifest @param {string} kind */
  const codeSeed = (s, code, id, kind = CREDENTIAL) =>
    hkdf(s, utf8(cleanCode(code)), utf8(SALT), utf8(kind + id));

  Object.assign(globalThis.zj, { LETTERS, CREDENTIAL, SCRUTINEER, DESK, newCode, cleanCode, shownCode, codeSeed });
}
