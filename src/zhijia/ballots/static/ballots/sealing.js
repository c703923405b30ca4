// @ts-check
"use strict";
/**
 * What a holder or registrar keeps, sealed with a passphrase: PBKDF2 and AES-GCM of the browser. The
 * files lie on their owner's disk; nothing of it is sent anywhere.
 */
{
  const { Refusal, base64, random, unbase64, utf8 } = globalThis.zj;
  const ROUNDS = 600000;
  const SHORTEST = 12;
  const FORMAT = "zhijia-sealed/1";

  /** @param {string} passphrase @param {Uint8Array} salt @param {number} rounds */
  async function keyOf(passphrase, salt, rounds) {
    if (!globalThis.crypto || !crypto.subtle) throw new Refusal("这个浏览器不让本地文件使用加密，请换成较新的 Chrome、Edge 或者 Firefox");
    const raw = await crypto.subtle.importKey("raw", utf8(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
    return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  /** @param {string} passphrase @param {any} value @returns {Promise<string>} one line of text */
  async function sealed(passphrase, value) {
    if (passphrase.length < SHORTEST) throw new Refusal(`口令至少 ${SHORTEST} 个字符`);
    const [salt, iv] = [random(16), random(12)];
    const key = await keyOf(passphrase, salt, ROUNDS);
    const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, utf8(JSON.stringify(value)));
    return JSON.stringify({ format: FORMAT, rounds: ROUNDS, salt: base64(salt), iv: base64(iv), box: base64(new Uint8Array(box)) });
  }

  /** @param {string} passphrase @param {string} words @returns {Promise<any>} */
  async function unsealed(passphrase, words) {
    let outer;
    try {
      outer = JSON.parse(words);
    } catch {
      throw new Refusal("这不是密钥文件");
    }
    const isOurs = outer && outer.format === FORMAT && Number.isInteger(outer.rounds) && outer.rounds >= ROUNDS && outer.rounds <= 1e7;
    if (!isOurs) throw new Refusal("这不是密钥文件");
    const key = await keyOf(passphrase, unbase64(outer.salt), outer.rounds);
    try {
      const raw = await crypto.subtle.decrypt({ name: "AES-GCM", iv: unbase64(outer.iv) }, key, unbase64(outer.box));
      return JSON.parse(globalThis.zj.text(new Uint8Array(raw)));
    } catch {
      throw new Refusal("口令不对，或者文件已经损坏");
    }
  }

  Object.assign(globalThis.zj, { sealed, unsealed, SHORTEST });
}
