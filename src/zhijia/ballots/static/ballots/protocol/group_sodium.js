// @ts-check
"use strict";
/**
 * docs/ballot-protocol.md 2.1–2.3: ristretto255 over libsodium. Points and scalars are their 32
 * bytes. `zj.overSodium()` answers when the library is ready and fails where WebAssembly is absent.
 */
{
  const { Refusal, random, same } = globalThis.zj;
  const ZERO = new Uint8Array(32);
  const L = (1n << 252n) + 27742317777372353535851937790883648493n;

  /** @param {Uint8Array} bytes */
  const isZero = (bytes) => bytes.every((byte) => byte === 0);

  /** @param {Uint8Array} bytes little-endian */
  const toBig = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

  /** @param {bigint} value */
  function fromBig(value) {
    const made = new Uint8Array(32);
    let left = ((value % L) + L) % L;
    for (let i = 0; i < 32; i += 1) {
      made[i] = Number(left & 255n);
      left >>= 8n;
    }
    return made;
  }

  async function overSodium() {
    const lib = globalThis.sodium;
    if (!lib || typeof WebAssembly !== "object") throw new Error("no WebAssembly");
    await lib.ready;
    const ONE = fromBig(1n);
    const G = lib.crypto_scalarmult_ristretto255_base(ONE);
    const group = {
      name: "libsodium",
      L, G, zero: ZERO,
      /** @param {Uint8Array} bytes from outside */
      point(bytes) {
        const fits = bytes.length === 32 && !(bytes[31] & 128) && !isZero(bytes);
        if (!fits || !lib.crypto_core_ristretto255_is_valid_point(bytes)) throw new Refusal("not a point");
        return bytes;
      },
      bytes: (/** @type {Uint8Array} */ P) => P,
      equal: same,
      isZero,
      base: (/** @type {Uint8Array} */ k) =>
        isZero(k) ? ZERO : lib.crypto_scalarmult_ristretto255_base(k),
      mul: (/** @type {Uint8Array} */ k, /** @type {Uint8Array} */ P) =>
        isZero(k) || isZero(P) ? ZERO : lib.crypto_scalarmult_ristretto255(k, P),
      often: (/** @type {Uint8Array} */ P) => P,
      add: (/** @type {Uint8Array} */ P, /** @type {Uint8Array} */ Q) =>
        lib.crypto_core_ristretto255_add(P, Q),
      sub: (/** @type {Uint8Array} */ P, /** @type {Uint8Array} */ Q) =>
        lib.crypto_core_ristretto255_sub(P, Q),
      derive: (/** @type {Uint8Array} */ hash) => lib.crypto_core_ristretto255_from_hash(hash),
      /** @param {Uint8Array} bytes from outside */
      scalar(bytes) {
        if (bytes.length !== 32 || toBig(bytes) >= L) throw new Refusal("not a scalar");
        return bytes;
      },
      scalarBytes: (/** @type {Uint8Array} */ k) => k,
      number: (/** @type {number | bigint} */ value) => fromBig(BigInt(value)),
      reduce: (/** @type {Uint8Array} */ hash) => lib.crypto_core_ristretto255_scalar_reduce(hash),
      draw: () => lib.crypto_core_ristretto255_scalar_random(),
      sadd: (/** @type {Uint8Array} */ a, /** @type {Uint8Array} */ b) =>
        lib.crypto_core_ristretto255_scalar_add(a, b),
      ssub: (/** @type {Uint8Array} */ a, /** @type {Uint8Array} */ b) =>
        lib.crypto_core_ristretto255_scalar_sub(a, b),
      smul: (/** @type {Uint8Array} */ a, /** @type {Uint8Array} */ b) =>
        lib.crypto_core_ristretto255_scalar_mul(a, b),
      sha512: (/** @type {Uint8Array} */ bytes) => lib.crypto_hash_sha512(bytes),
      /** @param {Uint8Array} key @param {Uint8Array} bytes */
      hmac256(key, bytes) {
        const state = lib.crypto_auth_hmacsha256_init(key);
        lib.crypto_auth_hmacsha256_update(state, bytes);
        return lib.crypto_auth_hmacsha256_final(state);
      },
      sha256: (/** @type {Uint8Array} */ bytes) => lib.crypto_hash_sha256(bytes),
      publicOf: (/** @type {Uint8Array} */ seed) => lib.crypto_sign_seed_keypair(seed).publicKey,
      signRaw: (/** @type {Uint8Array} */ seed, /** @type {Uint8Array} */ bytes) =>
        lib.crypto_sign_detached(bytes, lib.crypto_sign_seed_keypair(seed).privateKey),
      /** @param {Uint8Array} key @param {Uint8Array} bytes @param {Uint8Array} sig */
      verifyRaw(key, bytes, sig) {
        if (key.length !== 32 || sig.length !== 64) return false;
        try {
          return lib.crypto_sign_verify_detached(sig, bytes, key);
        } catch {
          return false;
        }
      },
      random,
    };
    return group;
  }

  Object.assign(globalThis.zj, { overSodium, bigOf: toBig });
}
