// @ts-check
"use strict";
/**
 * docs/ballot-protocol.md 6: the ceremony as everybody sees it, and what a holder keeps. Sealed boxes need
 * libsodium; checking messages does not.
 */
{
  const { Refusal, aloud, canonical, fields, hex, read, same, u8, unhex, utf8 } = globalThis.zj;
  const [COMMIT, REVEAL, SHARES, CONFIRM] = [1, 2, 3, 4];
  const ROUNDS = ["", "承诺", "公开", "分发", "确认"];
  const MORE = ["", "commit", "F c z", "shares", "transcript"];
  const SEALED_SHARE = 80;

  /** Σ x^k F_k. @param {any} s @param {any[]} F @param {number} x */
  function evaluate(s, F, x) {
    const i = s.number(x);
    return [...F].reverse().reduce((so_far, P) => s.add(s.mul(i, so_far), P), s.zero);
  }

  /** f(x). @param {any} s @param {any[]} f scalars @param {number} x */
  function polynomial(s, f, x) {
    const i = s.number(x);
    return [...f].reverse().reduce((so_far, a) => s.sadd(s.smul(i, so_far), a), s.number(0));
  }

  /** @param {any} s @param {Uint8Array} eid @param {number} i @param {any[]} F @param {any} W */
  const popChallenge = (s, eid, i, F, W) => s.H("pop", eid, u8(i), ...[...F, W].map(s.bytes));

  /** @param {any} s @param {Uint8Array} eid @param {number} i @param {any[]} F */
  const commitment = (s, eid, i, F) => s.hash("dkg", eid, u8(i), ...F.map(s.bytes));

  /** @param {any} message @returns {Uint8Array} what its signature covers */
  function bare(message) {
    const { sig: _, ...rest } = message;
    return canonical(rest);
  }

  /**
   * The messages so far. `take` refuses each that is wrong, with the holder's name.
   * @param {any} s @param {any} manifest @param {Uint8Array} eid
   */
  function ceremony(s, manifest, eid) {
    /** @type {Map<string, any>} */
    const held = new Map();
    const count = manifest.holders.length;
    const name = (/** @type {number} */ i) => `第 ${i} 位保管人${manifest.holders[i - 1].name}`;
    const holders = Array.from({ length: count }, (_, i) => i + 1);
    const missing = (/** @type {number} */ round) => holders.filter((i) => !held.has(`${round}/${i}`));

    /** The messages of a complete round, by holder. @param {number} round */
    function of(round) {
      const absent = missing(round);
      if (absent.length) throw new Refusal(`${ROUNDS[round]}一轮还缺少：${absent.map(name).join("、")}`);
      return holders.map((i) => held.get(`${round}/${i}`));
    }

    /** @param {Uint8Array} raw */
    function take(raw) {
      const said = read(raw);
      const { round, holder } = said || {};
      if (!ROUNDS[round] || !holders.includes(holder)) throw new Refusal("密钥仪式消息的轮次或者保管人不对");
      const where = `${name(holder)}的${ROUNDS[round]}消息`;
      fields(said, `eid holder round sig ${MORE[round]}`, where);
      if (!same(unhex(said.eid, 32), eid)) throw new Refusal("这条密钥仪式消息是另一次选举的");
      const key = unhex(manifest.holders[holder - 1].sign, 32);
      if (!s.isSigned(key, unhex(said.sig, 64), "ceremony", eid, u8(holder), u8(round), bare(said))) throw new Refusal(`${where}签名不对`);
      const before = held.get(`${round}/${holder}`);
      if (before && same(before.raw, raw)) return before;
      if (before) throw new Refusal(`${where}已经收到过另一份`);
      const message = { raw, round, holder, ...checked(said, where) };
      held.set(`${round}/${holder}`, message);
      return message;
    }

    /** What a round's message says, checked. @param {any} said @param {string} where */
    function checked(said, where) {
      const { round, holder } = said;
      if (round === COMMIT) return { commit: unhex(said.commit, 64) };
      if (round === REVEAL) {
        const commits = of(COMMIT);
        if (!Array.isArray(said.F) || said.F.length !== manifest.threshold) throw new Refusal(`${where}的点数不对`);
        const F = said.F.map((/** @type {string} */ one) => s.point(unhex(one, 32)));
        if (!same(commitment(s, eid, holder, F), commits[holder - 1].commit)) throw new Refusal(`${where}和承诺不一致`);
        const [c, z] = [s.scalar(unhex(said.c, 32)), s.scalar(unhex(said.z, 32))];
        const W = s.lin([z, s.ssub(s.number(0), c)], [s.G, F[0]]);
        if (!same(s.scalarBytes(popChallenge(s, eid, holder, F, W)), s.scalarBytes(c))) throw new Refusal(`${where}没有证明知道自己的密钥`);
        return { F };
      }
      if (round === SHARES) {
        of(REVEAL);
        if (!Array.isArray(said.shares) || said.shares.length !== count) throw new Refusal(`${where}的份数不对`);
        return { shares: said.shares.map((/** @type {string} */ one) => unhex(one, SEALED_SHARE)) };
      }
      if (!same(unhex(said.transcript, 32), transcript())) throw new Refusal(`${where}确认的记录和收到的不一致`);
      return {};
    }

    const transcript = () => s.h32("transcript", eid, ...[COMMIT, REVEAL, SHARES].flatMap((round) => of(round).map((one) => one.raw)));
    const h = () => s.sum(of(REVEAL).map((one) => one.F[0]));
    const shares = () => holders.map((i) => s.sum(of(REVEAL).map((one) => evaluate(s, one.F, i))));

    /** Refuse a ceremony that is not whole, or whose key would be nobody's. */
    function finish() {
      of(CONFIRM);
      if (s.isZero(h()) || shares().some(s.isZero)) throw new Refusal("公钥是单位元，仪式无效");
    }

    const all = () => [...held.values()].sort((a, b) => a.round - b.round || a.holder - b.holder);
    const round = () => [COMMIT, REVEAL, SHARES, CONFIRM].find((one) => missing(one).length) || CONFIRM + 1;
    return { take, of, missing, name, holders, transcript, h, shares, finish, all, round, words: () => aloud(transcript()) };
  }

  /** A holder's message, signed. @param {any} s @param {any} state @param {number} round @param {any} more */
  function signedMessage(s, state, round, more) {
    const body = { eid: state.eid, holder: state.index, round, ...more };
    const eid = unhex(state.eid, 32);
    const sig = s.sign(unhex(state.sign, 32), "ceremony", eid, u8(state.index), u8(round), canonical(body));
    return canonical({ ...body, sig: hex(sig) });
  }

  /**
   * What a holder does in each round. `state` is {sign, box, eid, index, f, x, sent}, hex all through; it is
   * changed only when the message is made.
   * @param {any} s over libsodium @param {any} manifest @param {Uint8Array} eid @param {any} state
   */
  function holding(s, manifest, eid, state) {
    const lib = globalThis.sodium;
    const scalars = () => state.f.map((/** @type {string} */ one) => s.scalar(unhex(one, 32)));
    const own = () => ({ sign: hex(s.publicOf(unhex(state.sign, 32))), box: hex(lib.crypto_box_seed_keypair(unhex(state.box, 32)).publicKey) });

    /** @param {number} round @param {any} more */
    function send(round, more) {
      const raw = signedMessage(s, state, round, more);
      state.sent[round] = new TextDecoder().decode(raw);
      return raw;
    }

    /** @param {any} all the ceremony @param {number} upto */
    function look(all, upto) {
      if (!state.f.length || state.eid !== hex(eid)) throw new Refusal("这份密钥文件里没有这次选举的密钥");
      for (let round = COMMIT; round <= upto; round += 1) {
        const mine = all.of(round)[state.index - 1].raw;
        if (!same(mine, utf8(state.sent[round] || ""))) throw new Refusal("公布的消息不是这份密钥文件发出的，请停止仪式");
      }
    }

    function commit() {
      const { sign, box } = own();
      const at = manifest.holders.findIndex((/** @type {any} */ one) => one.sign === sign);
      if (at < 0) throw new Refusal("选举清单里没有这位保管人的公钥");
      if (manifest.holders[at].box !== box) throw new Refusal("选举清单里这位保管人的加密公钥不对");
      if (state.eid && state.eid !== hex(eid) && state.x) throw new Refusal("这份密钥文件是另一次选举的，请新建一份");
      if (state.eid === hex(eid) && state.sent[COMMIT]) return utf8(state.sent[COMMIT]);
      Object.assign(state, { eid: hex(eid), index: at + 1, x: "", sent: {} });
      state.f = Array.from({ length: manifest.threshold }, () => hex(s.scalarBytes(s.draw())));
      const F = scalars().map(s.base);
      return send(COMMIT, { commit: hex(commitment(s, eid, state.index, F)) });
    }

    /** @param {any} all */
    function reveal(all) {
      look(all, COMMIT);
      const f = scalars();
      const F = f.map(s.base);
      const w = s.draw();
      const c = popChallenge(s, eid, state.index, F, s.base(w));
      const z = s.sadd(w, s.smul(c, f[0]));
      return send(REVEAL, { F: F.map((/** @type {any} */ P) => hex(s.bytes(P))), c: hex(s.scalarBytes(c)), z: hex(s.scalarBytes(z)) });
    }

    /** @param {any} all */
    function share(all) {
      look(all, REVEAL);
      const f = scalars();
      const shares = manifest.holders.map((/** @type {any} */ one, /** @type {number} */ j) =>
        hex(lib.crypto_box_seal(s.scalarBytes(polynomial(s, f, j + 1)), unhex(one.box, 32))));
      return send(SHARES, { shares });
    }

    /** @param {any} all */
    function confirm(all) {
      look(all, SHARES);
      const keys = lib.crypto_box_seed_keypair(unhex(state.box, 32));
      let x = s.number(0);
      all.of(SHARES).forEach((/** @type {any} */ message, /** @type {number} */ j) => {
        let part = null;
        try {
          part = s.scalar(lib.crypto_box_seal_open(message.shares[state.index - 1], keys.publicKey, keys.privateKey));
        } catch {
          part = null;
        }
        const F = all.of(REVEAL)[j].F;
        if (part === null || !s.equal(s.base(part), evaluate(s, F, state.index))) throw new Refusal(`${all.name(j + 1)}发来的份额不对，仪式须重新开始`);
        x = s.sadd(x, part);
      });
      state.x = hex(s.scalarBytes(x));
      return send(CONFIRM, { transcript: hex(all.transcript()) });
    }

    /** The message that is this holder's turn, or null where others are awaited. @param {any} all */
    function next(all) {
      const round = all.round();
      if (round > CONFIRM || !all.missing(round).includes(state.index || mine())) return null;
      if (state.sent[round] && state.eid === hex(eid)) return utf8(state.sent[round]);
      return [commit, reveal, share, confirm][round - 1](all);
    }

    const mine = () => manifest.holders.findIndex((/** @type {any} */ one) => one.sign === own().sign) + 1;
    return { commit, reveal, share, confirm, next, own };
  }

  /** @param {any} s the seeds of a new holder */
  const newHolder = (s) => ({ sign: hex(s.random(32)), box: hex(s.random(32)), eid: "", index: 0, f: [], x: "", sent: {} });

  Object.assign(globalThis.zj, { ROUNDS, ceremony, holding, newHolder, evaluate, polynomial, bare });
}
