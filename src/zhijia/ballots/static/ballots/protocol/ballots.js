// @ts-check
"use strict";
/** docs/ballot-protocol.md 5 and 8.2: making, checking and opening a ballot. */
{
  const { Refusal, SLOT_SIZE, ballotSize, base32, grouped, hex, holds, join, layout } = globalThis.zj;
  const { proveRange, proveSlot, rangeEquations, rangeSize, readyBranch, readySlot, slotEquations, u16, unhex, utf8 } = globalThis.zj;
  const SIGNATURE = 64;

  /**
   * What a vote is bound to. `open` reads a manifest's bytes and h once.
   * @param {any} s @param {Uint8Array} manifestBytes @param {string} hHex
   */
  function election(s, manifestBytes, hHex) {
    const manifest = globalThis.zj.read(manifestBytes);
    const h = s.often(s.point(unhex(hHex, 32)));
    return { manifest, plan: layout(manifest), eid: s.h32("manifest", manifestBytes), h, hBytes: s.bytes(h) };
  }

  /** The point of who is written in; nobody is the identity (5.3). @param {any} s @param {any} e @param {string} id */
  const member = (s, e, id) => (id ? s.P("member", e.eid, utf8(id)) : s.zero);

  /** r of cell or slot i (5.1). @param {any} s @param {any} e @param {Uint8Array} seed @param {number} i */
  const randomness = (s, e, seed, i) => s.H("random", e.eid, seed, u16(i));

  /** @param {any} plan @param {number[]} votes @param {string[]} writes */
  function checkRow(plan, votes, writes) {
    const isRow = votes.length === plan.cells && votes.every((v) => v === 0 || v === 1);
    if (!isRow || writes.length !== plan.slots.length) throw new Refusal("not a row of this ballot");
  }

  /**
   * The ciphertexts that a seed gives (5.1–5.3).
   * @param {any} s @param {any} e an election @param {Uint8Array} seed @param {number[]} votes 0 or 1
   * for every cell, flags among them @param {string[]} writes a member's id or "" for every slot
   */
  function encrypt(s, e, seed, votes, writes) {
    const { plan, h } = e;
    checkRow(plan, votes, writes);
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
    const isIn = (/** @type {any} */ sum) => {
      const n = totalOf(sum, votes);
      return n >= 0 && n <= sum.most;
    };
    return plan.sums.every(isIn) && writes.every((id, i) => !id || votes[plan.slots[i].flag] === 1);
  }

  /** What a sum makes of a row of numbers. @param {any} s @param {any} sum @param {any[]} r scalars */
  const scalarOf = (s, sum, r) => sum.minus.reduce((/** @type {any} */ all, /** @type {number} */ i) => s.ssub(all, r[i]),
    sum.plus.reduce((/** @type {any} */ all, /** @type {number} */ i) => s.sadd(all, r[i]), s.number(0)));

  /** @param {any} sum @param {number[]} votes */
  const totalOf = (sum, votes) => sum.plus.reduce((/** @type {number} */ n, /** @type {number} */ i) => n + votes[i], 0) -
    sum.minus.reduce((/** @type {number} */ n, /** @type {number} */ i) => n + votes[i], 0);

  /**
   * What a ballot needs before anything is known of the vote (5.10), piece by piece: nearly all its multiplications.
   * @param {any} s @param {any} e an election @param {Uint8Array} seed
   */
  function* pieces(s, e, seed) {
    const { plan, h } = e;
    const masked = (/** @type {any} */ r) => ({ r, A: s.bytes(s.base(r)), R: s.mul(r, h) });
    const texts = [];
    for (let i = 0; i < plan.cells + plan.slots.length; i += 1) {
      texts.push(masked(randomness(s, e, seed, i)));
      yield;
    }
    const sums = [];
    for (const sum of plan.sums) {
      sums.push(masked(scalarOf(s, sum, texts.map((one) => one.r))));
      yield;
    }
    const ranges = [];
    for (const most of [...Array(plan.cells).fill(1), ...plan.sums.map((/** @type {any} */ sum) => sum.most)]) {
      const row = [];
      for (let j = 0; j <= most; j += 1) {
        row.push(readyBranch(s, h));
        yield;
      }
      ranges.push(row);
    }
    const slots = [];
    for (let i = 0; i < plan.slots.length; i += 1) {
      slots.push(readySlot(s, h));
      yield;
    }
    return { seed, texts, sums, ranges, slots };
  }

  /**
   * A ballot made ready while its voter reads: `go` makes one piece and says whether more are left, `take` hands
   * everything over, once: a nonce that served two proofs gives both votes away.
   * @param {any} s @param {any} e @param {Uint8Array} [seed] only tests give one
   */
  function readyBallot(s, e, seed = s.random(32)) {
    const work = pieces(s, e, seed);
    /** @type {any} */
    let made = null;
    let isTaken = false;
    const go = () => {
      if (made || isTaken) return false;
      const { done, value } = work.next();
      if (done) made = value;
      return !done;
    };
    const take = () => {
      while (go());
      if (isTaken) throw new Error("what was made ready serves one ballot");
      const all = made;
      [made, isTaken] = [null, true];
      return all;
    };
    return { go, take };
  }

  /**
   * A whole ballot. @param {any} s @param {any} e @param {Uint8Array} credSeed Ed25519 seed (7.2)
   * @param {number[]} votes @param {string[]} writes @param {any} [ready] of readyBallot
   */
  function makeBallot(s, e, credSeed, votes, writes, ready = readyBallot(s, e)) {
    const { plan } = e;
    checkRow(plan, votes, writes);
    if (!fits(plan, votes, writes)) throw new Refusal("such a ballot would be void");
    const { seed, texts, sums, ranges, slots } = ready.take();
    const members = writes.map((id) => member(s, e, id));
    const messages = [...votes.map((v) => (v ? s.G : s.zero)), ...members];
    const pairs = texts.map((/** @type {any} */ { A, R }, /** @type {number} */ i) => [A, s.bytes(s.add(R, messages[i]))]);
    const cred = s.publicOf(credSeed);
    const flatTexts = join(...pairs.flat());
    const ctx = contextOf(s, e, cred, flatTexts);
    const proofs = votes.map((v, i) => proveRange(s, ranges[i], pairs[i][0], pairs[i][1], v, texts[i].r, ctx, place("cell", i)));
    plan.sums.forEach((/** @type {any} */ sum, /** @type {number} */ i) => {
      const [{ r, A, R }, v] = [sums[i], totalOf(sum, votes)];
      const B = s.bytes(s.add(R, s.base(s.number(v))));
      proofs.push(proveRange(s, ranges[plan.cells + i], A, B, v, r, ctx, place("sum", i)));
    });
    plan.slots.forEach((/** @type {any} */ { flag }, /** @type {number} */ i) => {
      const own = plan.cells + i;
      proofs.push(proveSlot(s, slots[i], [...pairs[own], ...pairs[flag]], members[i], votes[flag] === 1, texts[own].r, texts[flag].r, ctx, i));
    });
    const body = join(cred, flatTexts, ...proofs);
    const sig = s.sign(credSeed, "ballot", e.eid, body);
    return { bytes: join(body, sig), cred, seed, tracker: trackerOf(s, e, cred, flatTexts) };
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
    election, member, encrypt, fits, readyBallot, makeBallot, parseBallot, ballotClaims, isSignedBallot, checkedBallot, openedTracker, opening, summed, trackerText,
  });
}
