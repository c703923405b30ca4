// @ts-check
"use strict";
/** docs/ballot-protocol.md 5 and 8.2: making, checking and opening a ballot. */
{
  const { Refusal, SLOT_SIZE, ballotSize, base32, grouped, hex, holds, join, layout } = globalThis.zj;
  const { proveRange, proveSlot, rangeEquations, rangeSize, slotEquations, u16, unhex, utf8 } = globalThis.zj;
  const SIGNATURE = 64;

  /**
   * What a vote is bound to. `open` reads a manifest's bytes and h once.
   * @param {any} s @param {Uint8Array} manifestBytes @param {string} hHex
   */
  function election(s, manifestBytes, hHex) {
    const manifest = globalThis.zj.read(manifestBytes);
    const h = s.point(unhex(hHex, 32));
    return { manifest, plan: layout(manifest), eid: s.h32("manifest", manifestBytes), h, hBytes: s.bytes(h) };
  }

  /** The point of who is written in; nobody is the identity (5.3). @param {any} s @param {any} e @param {string} id */
  const member = (s, e, id) => (id ? s.P("member", e.eid, utf8(id)) : s.zero);

  /** r of cell or slot i (5.1). @param {any} s @param {any} e @param {Uint8Array} seed @param {number} i */
  const randomness = (s, e, seed, i) => s.H("random", e.eid, seed, u16(i));

  /**
   * The ciphertexts that a seed gives (5.1–5.3).
   * @param {any} s @param {any} e an election @param {Uint8Array} seed @param {number[]} votes 0 or 1
   * for every cell, flags among them @param {string[]} writes a member's id or "" for every slot
   */
  function encrypt(s, e, seed, votes, writes) {
    const { plan, h } = e;
    const isRow = votes.length === plan.cells && votes.every((v) => v === 0 || v === 1);
    if (!isRow || writes.length !== plan.slots.length) throw new Refusal("not a row of this ballot");
    const r = [...votes, ...writes].map((_, i) => randomness(s, e, seed, i));
    const pair = (/** @type {any} */ k, /** @type {any} */ M) => [s.base(k), s.add(s.mul(k, h), M)];
    const cells = votes.map((v, i) => pair(r[i], v ? s.G : s.zero));
    const slots = writes.map((id, i) => pair(r[votes.length + i], member(s, e, id)));
    return { r, cells, slots };
  }

  /** Bytes of ciphertexts in order. @param {any} s @param {any[][]} pairs */
  const flat = (s, pairs) => join(...pairs.flat().map(s.bytes));

  /** The sum's ciphertext and, where r is given, its randomness. @param {any} s @param {any} sum @param {any[][]} cells */
  function summed(s, sum, cells) {
    const over = (/** @type {number} */ part) =>
      s.sub(s.sum(sum.plus.map((/** @type {number} */ i) => cells[i][part])), s.sum(sum.minus.map((/** @type {number} */ i) => cells[i][part])));
    return [over(0), over(1)];
  }

  /** @param {any} s @param {any} e @param {Uint8Array} cred @param {Uint8Array} texts */
  const contextOf = (s, e, cred, texts) => s.hash("ctx", e.eid, e.hBytes, cred, texts);

  /** 16 letters in four groups (5.9). @param {any} s @param {any} e @param {Uint8Array} cred @param {Uint8Array} texts */
  const trackerOf = (s, e, cred, texts) =>
    grouped(base32(s.hash("tracker", e.eid, cred, texts).slice(0, 10)));

  /** A tracker as it is shown, from JSON: hex, or already as it is shown. @param {string} text */
  const trackerText = (text) => (/^[0-9a-f]{20}$/.test(text) ? grouped(base32(unhex(text))) : text);

  const place = (/** @type {string} */ kind, /** @type {number} */ i) => join(utf8(kind), u16(i));

  /** Whether a row of votes keeps to every sum. @param {any} plan @param {number[]} votes @param {string[]} writes */
  function fits(plan, votes, writes) {
    const total = (/** @type {number[]} */ cells) => cells.reduce((all, i) => all + votes[i], 0);
    const isIn = (/** @type {any} */ sum) => {
      const n = total(sum.plus) - total(sum.minus);
      return n >= 0 && n <= sum.most;
    };
    return plan.sums.every(isIn) && writes.every((id, i) => !id || votes[plan.slots[i].flag] === 1);
  }

  /**
   * A whole ballot. @param {any} s @param {any} e @param {Uint8Array} credSeed Ed25519 seed (7.2)
   * @param {number[]} votes @param {string[]} writes @param {Uint8Array} [seed] only tests give one
   */
  function makeBallot(s, e, credSeed, votes, writes, seed = s.random(32)) {
    const { plan, h } = e;
    if (!fits(plan, votes, writes)) throw new Refusal("such a ballot would be void");
    const { r, cells, slots } = encrypt(s, e, seed, votes, writes);
    const cred = s.publicOf(credSeed);
    const texts = flat(s, [...cells, ...slots]);
    const ctx = contextOf(s, e, cred, texts);
    const proofs = cells.map(([A, B], i) => proveRange(s, h, A, B, votes[i], r[i], 1, ctx, place("cell", i)));
    plan.sums.forEach((/** @type {any} */ sum, /** @type {number} */ i) => {
      const [A, B] = summed(s, sum, cells);
      const add = (/** @type {any} */ from, /** @type {number} */ n) => s.sadd(from, r[n]);
      const rest = (/** @type {any} */ from, /** @type {number} */ n) => s.ssub(from, r[n]);
      const k = sum.minus.reduce(rest, sum.plus.reduce(add, s.number(0)));
      const v = sum.plus.reduce((/** @type {number} */ n, /** @type {number} */ c) => n + votes[c], 0) -
        sum.minus.reduce((/** @type {number} */ n, /** @type {number} */ c) => n + votes[c], 0);
      proofs.push(proveRange(s, h, A, B, v, k, sum.most, ctx, place("sum", i)));
    });
    plan.slots.forEach((/** @type {any} */ slot, /** @type {number} */ i) => {
      const flag = slot.flag;
      proofs.push(proveSlot(s, h, slots[i], cells[flag], votes[flag] === 1, r[plan.cells + i], r[flag], ctx, i));
    });
    const body = join(cred, texts, ...proofs);
    const sig = s.sign(credSeed, "ballot", e.eid, body);
    return { bytes: join(body, sig), cred, seed, tracker: trackerOf(s, e, cred, texts) };
  }

  /** Cut a ballot's bytes apart and decode its points (5.8). @param {any} s @param {any} e @param {Uint8Array} bytes */
  function parseBallot(s, e, bytes) {
    const { plan } = e;
    if (bytes.length !== ballotSize(plan)) throw new Refusal("wrong length");
    let at = 0;
    const take = (/** @type {number} */ size) => bytes.slice(at, (at += size));
    const cred = take(32);
    const count = plan.cells + plan.slots.length;
    const texts = take(64 * count);
    const pairs = Array.from({ length: count }, (_, i) => {
      const half = (/** @type {number} */ n) => s.point(texts.slice(64 * i + 32 * n, 64 * i + 32 * n + 32));
      return [half(0), half(1)];
    });
    const cellProofs = Array.from({ length: plan.cells }, () => take(rangeSize(1)));
    const sumProofs = plan.sums.map((/** @type {any} */ sum) => take(rangeSize(sum.most)));
    const slotProofs = plan.slots.map(() => take(SLOT_SIZE));
    const body = bytes.slice(0, at);
    const sig = take(SIGNATURE);
    return {
      cred, texts, body, sig, cellProofs, sumProofs, slotProofs,
      cells: pairs.slice(0, plan.cells), slots: pairs.slice(plan.cells), tracker: trackerOf(s, e, cred, texts),
    };
  }

  /**
   * A parsed ballot's claims, each with its place. @param {any} s @param {any} e @param {any} one
   * @returns {{what: string, equations: [any, any][][]}[]}
   */
  function ballotClaims(s, e, one) {
    const { plan, h } = e;
    const ctx = contextOf(s, e, one.cred, one.texts);
    const cells = one.cells.map((/** @type {any[]} */ [A, B], /** @type {number} */ i) =>
      ({ what: `cell ${i}`, equations: rangeEquations(s, h, A, B, 1, one.cellProofs[i], ctx, place("cell", i)) }));
    const sums = plan.sums.map((/** @type {any} */ sum, /** @type {number} */ i) => {
      const [A, B] = summed(s, sum, one.cells);
      return { what: `sum ${i}`, equations: rangeEquations(s, h, A, B, sum.most, one.sumProofs[i], ctx, place("sum", i)) };
    });
    const slots = plan.slots.map((/** @type {any} */ slot, /** @type {number} */ i) =>
      ({ what: `slot ${i}`, equations: slotEquations(s, h, one.slots[i], one.cells[slot.flag], one.slotProofs[i], ctx, i) }));
    return [...cells, ...sums, ...slots];
  }

  /** @param {any} s @param {any} e @param {any} one parsed */
  const isSignedBallot = (s, e, one) => s.isSigned(one.cred, one.sig, "ballot", e.eid, one.body);

  /**
   * Check a ballot by itself; whether its credential is listed is the board's question.
   * @param {any} s @param {any} e @param {Uint8Array} bytes @returns the parsed ballot; refuses otherwise
   */
  function checkedBallot(s, e, bytes) {
    const one = parseBallot(s, e, bytes);
    if (!isSignedBallot(s, e, one)) throw new Refusal("signature");
    for (const claim of ballotClaims(s, e, one)) {
      if (!claim.equations.every((equation) => holds(s, equation))) throw new Refusal(claim.what);
    }
    return one;
  }

  /**
   * The tracker that an opened ballot must have (8.2). @param {any} s @param {any} e
   * @param {{cred: string, seed: string, votes: number[], writes: string[]}} opened
   */
  function openedTracker(s, e, opened) {
    const cred = unhex(opened.cred, 32);
    const { cells, slots } = encrypt(s, e, unhex(opened.seed, 32), opened.votes, opened.writes);
    return trackerOf(s, e, cred, flat(s, [...cells, ...slots]));
  }

  /** What a challenge hands over (8.2). @param {any} made of makeBallot @param {number[]} votes @param {string[]} writes */
  const opening = (made, votes, writes) =>
    ({ tracker: made.tracker, cred: hex(made.cred), seed: hex(made.seed), votes, writes });

  Object.assign(globalThis.zj, {
    election, member, encrypt, fits, makeBallot, parseBallot, ballotClaims, isSignedBallot, checkedBallot, openedTracker, opening, summed, trackerText,
  });
}
