// @ts-check
"use strict";
/** docs/ballot-protocol.md 9: a chain of entries in an order, and what is signed on it. */
{
  const { Refusal, bare, canonical, fields, hex, join, order, same, unhex, u64, utf8 } = globalThis.zj;
  const START = new Uint8Array(32);
  // What may come next, by the last entry that changed the phase; a ballot behind `closed` is a desk's.
  /** @type {Record<string, string[]>} */
  const NEXT = {
    "": ["open"], open: ["ballot", "spoiled", "revoked", "closed"], closed: ["paper", "ballot", "sealed"],
    paper: ["ballot", "sealed"], desk: ["ballot", "sealed"], sealed: ["mixed", "partial"],
    mixed: ["mixed", "partial"], partial: ["partial", "result"], result: [],
  };

  /** @param {any} s @param {Uint8Array} eid @param {number} seq @param {Uint8Array} before @param {string} kind @param {Uint8Array} payload */
  const link = (s, eid, seq, before, kind, payload) =>
    s.h32("board", eid, u64(seq), before, utf8(kind), s.h32("payload", payload));

  /** A board as it is read. @param {any} s @param {Uint8Array} eid */
  function chain(s, eid) {
    const board = {
      seq: 0, head: START, phase: "",
      isDesk: (/** @type {string} */ kind) => kind === "ballot" && ["closed", "paper", "desk"].includes(board.phase),
      may: (/** @type {string} */ kind) => NEXT[board.phase].includes(kind),
      /** Take the next entry, or refuse it. @param {{seq: number, kind: string, payload: Uint8Array, hash: Uint8Array}} entry */
      follow(entry) {
        if (entry.seq !== board.seq) throw new Refusal(`序号 ${entry.seq} 应当是 ${board.seq}`);
        if (!board.may(entry.kind)) throw new Refusal(`“${entry.kind}”不能在“${board.phase || "开头"}”之后`);
        const hash = link(s, eid, board.seq, board.head, entry.kind, entry.payload);
        if (!same(hash, entry.hash)) throw new Refusal(`第 ${entry.seq} 条的链值与内容不符`);
        if (board.isDesk(entry.kind)) board.phase = "desk";
        else if (!["ballot", "spoiled", "revoked"].includes(entry.kind)) board.phase = entry.kind;
        board.head = hash;
        board.seq += 1;
      },
    };
    return board;
  }

  /** Two listed scrutineers signed, sorted, each once (9.5). @param {any} s @param {any} e @param {any} given @param {string} label @param {...Uint8Array} parts */
  function byScrutineers(s, e, given, label, ...parts) {
    if (!Array.isArray(given) || given.length < 2) throw new Refusal("签名的监票人不足 2 人");
    const listed = new Set(e.manifest.scrutineers.map((/** @type {any} */ one) => one.key));
    let before = new Uint8Array();
    for (const one of given) {
      fields(one, "key sig", "监票人的签名");
      const key = unhex(one.key, 32);
      if (order(key, before) <= 0) throw new Refusal("监票人的签名没有按公钥排序，或者有重复");
      if (!listed.has(one.key)) throw new Refusal("签名的人不是本次表决的监票人");
      if (!s.isSigned(key, unhex(one.sig, 64), label, e.eid, ...parts)) throw new Refusal("监票人的签名不对");
      before = key;
    }
  }

  /** @param {any} said @param {number} seq @param {Uint8Array} head */
  function atPlace(said, seq, head) {
    if (said.seq !== seq || said.head !== hex(head)) throw new Refusal("写的不是它前面最后一条的序号和链值");
  }

  /** @param {any} value */
  function count(value) {
    if (!Number.isInteger(value) || value < 0) throw new Refusal("不是数目");
    return value;
  }

  /** @param {any} s @param {any} e @param {any} said @param {number} seq @param {Uint8Array} head */
  function checkClosed(s, e, said, seq, head) {
    fields(said, "head seq signatures", "结束投票");
    atPlace(said, seq, head);
    byScrutineers(s, e, said.signatures, "close", u64(seq), head);
  }

  /** @param {any} s @param {any} e @param {any} said @param {number} seq @param {Uint8Array} head */
  function checkSealed(s, e, said, seq, head) {
    fields(said, "ballots head seq signatures", "封票");
    atPlace(said, seq, head);
    byScrutineers(s, e, said.signatures, "seal", u64(seq), head, u64(count(said.ballots)));
    return said.ballots;
  }

  /** @param {any} s @param {any} e @param {any} said @returns {string[]} keys in hex */
  function checkRevoked(s, e, said) {
    fields(said, "keys reason signatures", "停用凭证");
    const isList = Array.isArray(said.keys) && said.keys.length && typeof said.reason === "string";
    if (!isList) throw new Refusal("停用凭证的内容不对");
    const keys = said.keys.map((/** @type {string} */ key) => unhex(key, 32));
    const isSorted = keys.every((/** @type {Uint8Array} */ key, /** @type {number} */ i) => !i || order(keys[i - 1], key) < 0);
    if (!isSorted) throw new Refusal("停用的凭证没有排序，或者有重复");
    byScrutineers(s, e, said.signatures, "revoke", join(...keys), utf8(said.reason));
    return said.keys;
  }

  /** @param {any} s @param {any} e @param {any} said */
  function checkPaper(s, e, said) {
    fields(said, "cells issued returned signatures valid void writes", "纸质票");
    const isShaped = Array.isArray(said.cells) && said.writes !== null && typeof said.writes === "object" && !Array.isArray(said.writes);
    if (!isShaped) throw new Refusal("纸质票的内容不对");
    for (const rows of Object.values(said.writes)) Object.values(/** @type {any} */ (rows)).forEach(count);
    const { signatures, ...counted } = said;
    byScrutineers(s, e, signatures, "paper", canonical(counted));
    const [issued, returned, valid, spoilt] = [said.issued, said.returned, said.valid, said.void].map(count);
    if (valid + spoilt !== returned || returned > issued) throw new Refusal("发出、收回、有效、无效的数目对不上");
    if (said.cells.map(count).some((/** @type {number} */ n) => n > valid)) throw new Refusal("纸质票有一格的票数超过有效票数");
  }

  /** @param {any} s @param {any} e @param {any} said `mixed` or `partial` @param {string} kind @returns {number} the holder */
  function byHolder(s, e, said, kind) {
    const holder = e.manifest.holders[said.holder - 1];
    if (!Number.isInteger(said.holder) || !holder) throw new Refusal("没有这位保管人");
    if (!s.isSigned(unhex(holder.sign, 32), unhex(said.sig, 64), kind, e.eid, bare(said))) throw new Refusal(`第 ${said.holder} 位保管人${holder.name}的签名不对`);
    return said.holder;
  }

  Object.assign(globalThis.zj, { START, chain, link, checkClosed, checkSealed, checkRevoked, checkPaper, byHolder, count });
}
