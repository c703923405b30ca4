// @ts-check
"use strict";
/**
 * docs/ballot-protocol.md 9–11: everything that can be checked of an archive, in order, each check with its
 * name. A board that is not at its end yet is checked as far as it goes: a key holder asks before the tally.
 */
{
  const zj = globalThis.zj;
  const { Refusal, canonical, fields, hex, order, read, same, unhex } = zj;
  const BATCH = 12;

  /** Names of the checks, in order; those of `zhijia-verify`. */
  const CHECKS = {
    files: "档案的文件齐全，没有多余", manifest: "选举清单规范，和给定的选举标识一致", keys: "选举人凭证清单和选举清单一致",
    desk_keys: "代录票凭证清单和选举清单一致", roster: "可以另选的名册和选举清单一致", ceremony: "密钥仪式完整，公钥由保管人共同产生",
    lines: "公告板逐条规范", order: "公告板的条目种类和次序正确", chain: "公告板前后相连，没有增删改动", listed: "每张选票出自清单上的凭证，没有超投",
    revoked: "撤销凭证有两名监票人签名", spoiled: "核验票打开属实，没有投出", closed: "投票截止有两名监票人签名", paper: "纸质票计数有签名，前后对得上",
    sealed: "封存有两名监票人签名，计票张数一致", ballots: "每张选票的签名和证明成立", twins: "没有重复的密文", enough: "票数不足时不开票",
    mixed: "另选人的混洗证明成立", partial: "解密份额的证明成立，人数足够", result: "结果和解密所得一致", head: "公告板末端和给定的一致",
  };

  /** A refusal that belongs to this check of several made together. @param {string} check @param {string} words */
  const refusal = (check, words) => Object.assign(new Refusal(words), { check });

  /** @param {any} s @param {any} part @param {string} root @param {number} count */
  async function keyList(s, part, root, count) {
    const keys = [];
    for await (const line of zj.lines(part)) keys.push(unhex(zj.text(line), 32));
    keys.forEach((key, i) => {
      if (i && order(keys[i - 1], key) >= 0) throw new Refusal(`第 ${i + 1} 行没有排序，或者有重复`);
    });
    if (keys.length !== count) throw new Refusal(`有 ${keys.length} 个凭证，选举清单写的是 ${count} 个`);
    if (zj.root(s, keys) !== root) throw new Refusal("与选举清单里的根不符");
    return new Set(keys.map(hex));
  }

  /** @param {any} s @param {any} part @param {any} manifest */
  async function rosterOf(s, part, manifest) {
    const list = read(await zj.whole(part));
    if (!Array.isArray(list)) throw new Refusal("不是列表");
    list.forEach((one, i) => {
      fields(one, "id name", "名册");
      if (typeof one.id !== "string" || typeof one.name !== "string" || !one.id) throw new Refusal(`第 ${i + 1} 人的内容不对`);
      if (i && order(zj.utf8(list[i - 1].id), zj.utf8(one.id)) >= 0) throw new Refusal(`第 ${i + 1} 人没有排序，或者有重复`);
    });
    if (list.length !== manifest.roster_size) throw new Refusal(`有 ${list.length} 人，选举清单写的是 ${manifest.roster_size} 人`);
    if (zj.root(s, list.map(canonical)) !== manifest.roster) throw new Refusal("与选举清单里的根不符");
    return list;
  }

  /** An entry of the board, from its line. @param {Uint8Array} line */
  function entryOf(line) {
    const said = fields(read(line), "hash kind payload seq", "公告板的一条");
    if (typeof said.kind !== "string" || !Number.isInteger(said.seq)) throw new Refusal("公告板的一条内容不对");
    const isBallot = said.kind === "ballot";
    if (isBallot && typeof said.payload !== "string") throw new Refusal("选票不是 base64");
    const payload = isBallot ? zj.unbase64(said.payload) : canonical(said.payload);
    return { seq: said.seq, kind: said.kind, payload, said: isBallot ? null : said.payload, hash: unhex(said.hash, 32) };
  }

  /**
   * Verify. @param {any} s @param {Map<string, any>} parts of an archive
   * @param {{eid?: string, head?: string, onProgress?: (done: number, all: number, words: string) => void}} [asked]
   * @returns the checks [{id, name, state: "yes" | "no" | "skipped", words}] and what they came to
   */
  async function verifyArchive(s, parts, asked = {}) {
    /** @type {any[]} */
    const checks = [];
    /** @type {any} what is known so far */
    const it = { isSound: false, isWhole: false };
    const tell = asked.onProgress || (() => {});

    for (const [id, name] of Object.entries(CHECKS)) checks.push({ id, name, state: "skipped", words: "前面的检查没有通过，没有检查" });
    const row = (/** @type {string} */ id) => checks.find((one) => one.id === id);

    /** Make one check or several together; `act` answers with words for the last. @param {string} ids spaced @param {() => any} act */
    async function check(ids, act) {
      const group = ids.split(" ");
      if (checks.some((one) => one.state === "no")) return;
      try {
        const words = (await act()) || "";
        for (const id of group) Object.assign(row(id), { state: "yes", words: "" });
        row(group[group.length - 1]).words = words;
      } catch (wrong) {
        const isOurs = wrong instanceof Refusal || wrong instanceof TypeError || wrong instanceof RangeError;
        if (!isOurs) throw wrong;
        const id = /** @type {any} */ (wrong).check || group[group.length - 1];
        Object.assign(row(id), { state: "no", words: wrong.message });
      }
    }

    await check("files", () => zj.checkNames(parts));
    await check("manifest", async () => {
      const raw = await zj.whole(parts.get("manifest.json"));
      it.manifestRaw = raw;
      it.manifest = read(raw);
      it.eid = s.h32("manifest", raw);
      it.plan = zj.layout(it.manifest);
      zj.checkManifest(it.manifest, it.plan);
      if (asked.eid && asked.eid !== hex(it.eid)) throw new Refusal("表决编号与您给的不符");
      return `表决编号 ${hex(it.eid)}`;
    });
    await check("keys", async () => {
      it.keys = await keyList(s, parts.get("keys.txt"), it.manifest.keys, it.manifest.due);
      return `${it.keys.size} 个`;
    });
    await check("desk_keys", async () => {
      it.deskKeys = await keyList(s, parts.get("desk_keys.txt"), it.manifest.desk_keys, it.manifest.desk);
      return `${it.deskKeys.size} 个`;
    });
    await check("roster", async () => {
      it.roster = await rosterOf(s, parts.get("roster.json"), it.manifest);
      return `${it.roster.length} 人`;
    });
    await check("ceremony", async () => {
      const list = read(await zj.whole(parts.get("ceremony.json")));
      if (!Array.isArray(list)) throw new Refusal("不是列表");
      const all = zj.ceremony(s, it.manifest, it.eid);
      const taken = list.map((one) => all.take(canonical(one)));
      const isOrdered = taken.every((one, i) => !i || taken[i - 1].round * 1000 + taken[i - 1].holder < one.round * 1000 + one.holder);
      if (!isOrdered) throw new Refusal("消息没有按轮次和保管人排列，或者有重复");
      all.finish();
      Object.assign(it, { transcript: all.transcript(), h: all.h(), shares: all.shares() });
      it.e = { manifest: it.manifest, plan: it.plan, eid: it.eid, h: it.h, hBytes: s.bytes(it.h) };
      it.ceremonyWords = `${it.manifest.holders.length} 位保管人，${it.manifest.threshold} 人可以解密；对读的词：${all.words().join(" ")}`;
    });
    await check("lines order chain", () => walk(s, parts, it));
    await check("head", () => {
      if (asked.head && asked.head !== hex(it.head)) throw new Refusal("最后的链值与您给的不符");
      return `共 ${it.entries} 条，最后的链值 ${hex(it.head)}`;
    });
    await check("ceremony", () => {
      fields(it.open, "ceremony h", "开始投票");
      if (it.open.ceremony !== hex(it.transcript)) throw new Refusal("公告板写的不是这次密钥仪式");
      if (it.open.h !== hex(it.e.hBytes)) throw new Refusal("公告板上的选举公钥与密钥仪式不符");
      return it.ceremonyWords;
    });
    await check("revoked", () => checkRevocations(s, it));
    await check("listed twins ballots", () => checkBallots(s, parts, it, tell));
    await check("spoiled", () => checkSpoiled(s, it));
    await check("closed", () => {
      if (!it.closed) return "投票还没有结束";
      zj.checkClosed(s, it.e, it.closed.said, it.closed.seq - 1, it.closed.before);
      return `${it.closed.said.signatures.length} 位监票人签名`;
    });
    await check("paper", () => checkPaperEntry(s, it));
    await check("sealed", () => checkSeal(s, it));
    await check("enough", () => checkEnough(it));
    await check("mixed", () => checkMixes(s, it, tell));
    await check("partial", () => checkPartials(s, it, tell));
    await check("result", () => checkResult(s, it));
    it.isSound = checks.every((one) => one.state === "yes");
    it.isEnded = it.phase === "result" || (it.phase === "sealed" && it.counted < it.manifest.m);
    it.isWhole = it.isSound && it.isEnded;
    return { checks, it };
  }

  /** Follow the chain once: order, hashes, who voted last, what is signed. @param {any} s @param {any} parts @param {any} it */
  async function walk(s, parts, it) {
    const board = zj.chain(s, it.eid);
    Object.assign(it, { last: new Map(), spoiled: [], revocations: [], mixed: [], partials: [], ballots: 0, desk: 0, revokedAt: new Map() });
    for await (const line of zj.lines(parts.get("board.jsonl"))) {
      let entry;
      try {
        entry = entryOf(line);
      } catch (wrong) {
        throw refusal("lines", `第 ${board.seq} 条：${/** @type {Error} */ (wrong).message}`);
      }
      const [before, isDesk] = [board.head, board.isDesk(entry.kind)];
      if (!board.may(entry.kind)) throw refusal("order", `第 ${board.seq} 条“${entry.kind}”不能在“${board.phase || "开头"}”之后`);
      board.follow(entry);
      const row = { ...entry, before };
      if (entry.kind === "ballot") {
        it[isDesk ? "desk" : "ballots"] += 1;
        it.last.set(hex(entry.payload.slice(0, 32)), entry.seq);
      } else if (entry.kind === "open") it.open = entry.said;
      else if (entry.kind === "spoiled") it.spoiled.push(row);
      else if (entry.kind === "revoked") it.revocations.push(row);
      else if (entry.kind === "mixed") it.mixed.push(row);
      else if (entry.kind === "partial") it.partials.push(row);
      else it[entry.kind] = row;
    }
    if (!board.seq) throw new Refusal("公告板是空的");
    Object.assign(it, { phase: board.phase, entries: board.seq, head: board.head });
    return `${board.seq} 条`;
  }

  /** @param {any} s @param {any} it */
  function checkRevocations(s, it) {
    it.revoked = new Map();
    for (const row of it.revocations) {
      for (const key of zj.checkRevoked(s, it.e, row.said)) {
        if (!it.keys.has(key)) throw new Refusal("停用的凭证不在名册里");
        if (!it.revoked.has(key)) it.revoked.set(key, row.seq);
      }
    }
    return it.revoked.size ? `${it.revoked.size} 个` : "没有";
  }

  /** Check each ballot and add up those that count. @param {any} s @param {any} parts @param {any} it @param {any} tell */
  async function checkBallots(s, parts, it, tell) {
    const { e, plan } = it;
    const voted = new Set();
    const texts = new Set();
    it.trackers = new Set();
    it.sums = Array.from({ length: plan.cells }, () => [s.zero, s.zero]);
    it.slots = plan.contests.map(() => []);
    it.counted = 0;
    it.electronic = 0;
    let isDesk = false;
    let done = 0;
    /** @type {any[]} */
    let waiting = [];
    const all = it.ballots + it.desk;
    for await (const line of zj.lines(parts.get("board.jsonl"))) {
      const entry = entryOf(line);
      if (entry.kind === "closed") isDesk = true;
      if (entry.kind !== "ballot") continue;
      const where = (/** @type {string} */ why, check = "ballots") => refusal(check, `第 ${entry.seq} 条选票：${why}`);
      let one;
      try {
        one = zj.parseBallot(s, e, entry.payload);
        if (!zj.isSignedBallot(s, e, one)) throw new Refusal("签名不对");
        waiting.push({ seq: entry.seq, claims: zj.ballotClaims(s, e, one) });
      } catch (wrong) {
        if (!(wrong instanceof Refusal)) throw wrong;
        throw where(wrong.message);
      }
      const cred = hex(one.cred);
      if (!(isDesk ? it.deskKeys : it.keys).has(cred)) throw where("凭证不在名册里", "listed");
      if (voted.has(cred) && (isDesk || !it.manifest.revote)) throw where("同一个凭证投了两次", "listed");
      if (it.revoked.has(cred) && it.revoked.get(cred) < entry.seq) throw where("凭证已经停用", "listed");
      voted.add(cred);
      for (let at = 0; at < one.texts.length; at += 64) {
        const text = hex(one.texts.slice(at, at + 64));
        if (texts.has(text)) throw where("与公告板上已有的密文相同", "twins");
        texts.add(text);
      }
      it.trackers.add(one.tracker);
      if (it.last.get(cred) === entry.seq && !it.revoked.has(cred)) {
        addUp(s, it, one);
        if (!isDesk) it.electronic += 1;
      }
      done += 1;
      if (waiting.length >= BATCH) {
        judge(s, e, waiting);
        waiting = [];
        tell(done, all, "正在检查选票");
        await new Promise((next) => setTimeout(next, 0));
      }
    }
    judge(s, e, waiting);
    tell(all, all, "选票检查完毕");
    return `公告板上 ${it.ballots} 张${it.desk ? `，代录 ${it.desk} 张` : ""}，计入 ${it.counted} 张`;
  }

  /** @param {any} s @param {any} it @param {any} one */
  function addUp(s, it, one) {
    it.counted += 1;
    one.cells.forEach((/** @type {any[]} */ [A, B], /** @type {number} */ i) => (it.sums[i] = [s.add(it.sums[i][0], A), s.add(it.sums[i][1], B)]));
    it.plan.contests.forEach((/** @type {any} */ contest, /** @type {number} */ c) =>
      contest.own.forEach((/** @type {number} */ slot) => it.slots[c].push(one.slots[slot])));
  }

  /** All equations of some ballots at once; where they do not hold, one by one names the ballot. @param {any} s @param {any} e @param {any[]} waiting */
  function judge(s, e, waiting) {
    const all = waiting.flatMap((one) => one.claims.flatMap((/** @type {any} */ claim) => claim.equations));
    if (!all.length || (s.name === "noble" && zj.allHold(s, all, [s.G, e.h]))) return;
    for (const one of waiting) {
      const bad = one.claims.find((/** @type {any} */ claim) => !claim.equations.every((/** @type {any} */ equation) => zj.holds(s, equation)));
      if (bad) throw new Refusal(`第 ${one.seq} 条选票：证明不成立（${bad.what}）`);
    }
  }

  /** @param {any} s @param {any} it */
  function checkSpoiled(s, it) {
    for (const row of it.spoiled) {
      const where = `第 ${row.seq} 条`;
      fields(row.said, "cred seed tracker votes writes", where);
      if (!it.keys.has(row.said.cred)) throw new Refusal(`${where}：凭证不在名册里`);
      const isRow = Array.isArray(row.said.votes) && Array.isArray(row.said.writes) && row.said.writes.every((/** @type {any} */ one) => typeof one === "string");
      if (!isRow || !zj.fits(it.plan, row.said.votes, row.said.writes)) throw new Refusal(`${where}：打开的不是一张有效的选票`);
      const tracker = zj.openedTracker(s, it.e, row.said);
      if (tracker !== zj.trackerText(row.said.tracker)) throw new Refusal(`${where}：打开的内容与查验码不符`);
      if (it.trackers.has(tracker)) throw new Refusal(`${where}：打开过的选票又投了出去`);
    }
    return it.spoiled.length ? `${it.spoiled.length} 张` : "没有";
  }

  /**
   * Paper is added up apart only where both sides are large enough; else each paper is a desk ballot (10.2).
   * @param {any} s @param {any} it
   */
  function checkPaperEntry(s, it) {
    const { m } = it.manifest;
    if (!it.paper) {
      if (it.desk) throw new Refusal("没有纸质票，却有代录票");
      return "没有";
    }
    const { said } = it.paper;
    zj.checkPaper(s, it.e, said);
    const isEmpty = !said.cells.length && !Object.keys(said.writes).length;
    const told = `发出 ${said.issued}，收回 ${said.returned}，有效 ${said.valid}，无效 ${said.void}`;
    if (said.valid >= m && it.electronic >= m) {
      if (it.desk) throw new Refusal("纸质票和电子票都够数，不应当有代录票");
      checkPaperNumbers(it, said);
      return told;
    }
    if (!isEmpty) throw new Refusal(`纸质票或者电子票不足 ${m} 张，不应当单独公布`);
    if (it.desk !== said.valid) throw new Refusal(`有效纸质票 ${said.valid} 张，代录票 ${it.desk} 张`);
    return `${told}；逐张代录`;
  }

  /** @param {any} it @param {any} said */
  function checkPaperNumbers(it, said) {
    if (said.cells.length !== it.plan.cells) throw new Refusal("纸质票的格数和选票不一致");
    const total = (/** @type {number[]} */ cells) => cells.reduce((all, cell) => all + said.cells[cell], 0);
    const fits = it.plan.sums.every((/** @type {any} */ sum) => {
      const n = total(sum.plus) - total(sum.minus);
      return n >= 0 && n <= sum.most * said.valid;
    });
    if (!fits) throw new Refusal("纸质票的票数超过所能投的");
    const withSlots = new Set(it.plan.contests.filter((/** @type {any} */ one) => one.slots).map((/** @type {any} */ one) => one.id));
    const known = new Set(it.roster.map((/** @type {any} */ one) => one.id));
    for (const [contest, rows] of Object.entries(said.writes)) {
      if (!withSlots.has(contest)) throw new Refusal("纸质票另选人的项目不对");
      if (!Object.keys(/** @type {any} */ (rows)).every((id) => known.has(id))) throw new Refusal("纸质票另选的人不在名册上");
    }
  }

  /** @param {any} s @param {any} it */
  function checkSeal(s, it) {
    if (!it.sealed) return "还没有封票";
    const named = zj.checkSealed(s, it.e, it.sealed.said, it.sealed.seq - 1, it.sealed.before);
    if (named !== it.counted) throw new Refusal(`封票写的是 ${named} 张，应当计入 ${it.counted} 张`);
    return `计入 ${named} 张`;
  }

  /** @param {any} it */
  function checkEnough(it) {
    const isOpened = it.mixed.length || it.partials.length;
    if (isOpened && it.counted < it.manifest.m) throw new Refusal(`只有 ${it.counted} 张选票，不足 ${it.manifest.m} 张，不可以开票`);
    return it.counted < it.manifest.m ? `${it.counted} 张，不足 ${it.manifest.m} 张` : "";
  }

  /** Contests whose slots are mixed and opened (10.4). @param {any} it @returns {number[]} */
  const mixedContests = (it) => it.plan.contests.map((/** @type {any} */ _, /** @type {number} */ c) => c)
    .filter((/** @type {number} */ c) => it.slots[c].length >= it.manifest.m && it.slots[c].length);

  /** @param {any} s @param {string} text A‖B in hex of each, one after another or in a list */
  function pairsOf(s, text) {
    const raw = Array.isArray(text) ? zj.join(...text.map((one) => unhex(one, 64))) : unhex(text);
    if (raw.length % 64) throw new Refusal("半个密文");
    return Array.from({ length: raw.length / 64 }, (_, i) => [s.point(raw.slice(64 * i, 64 * i + 32)), s.point(raw.slice(64 * i + 32, 64 * i + 64))]);
  }

  /** @param {any} s @param {any} it @param {any} tell */
  async function checkMixes(s, it, tell) {
    const which = mixedContests(it);
    const ids = which.map((c) => it.plan.contests[c].id).sort().join(" ");
    const mixers = new Set();
    it.mixedSlots = which.map((c) => it.slots[c]);
    for (const row of it.mixed) {
      fields(row.said, "contests holder sig", `第 ${row.seq} 条`);
      const holder = zj.byHolder(s, it.e, row.said, "mixed");
      if (mixers.has(holder)) throw new Refusal(`第 ${holder} 位保管人混洗了两次`);
      mixers.add(holder);
      if (!ids || Object.keys(row.said.contests).sort().join(" ") !== ids) throw new Refusal(`第 ${row.seq} 条混洗的项目不对`);
      for (const [i, c] of which.entries()) {
        const { id } = it.plan.contests[c];
        const given = fields(row.said.contests[id], "out proof", `第 ${row.seq} 条`);
        const out = pairsOf(s, given.out);
        try {
          zj.checkShuffle(s, zj.mixContext(s, it.e, holder, id), it.e.h, it.mixedSlots[i], out, unhex(given.proof));
        } catch (wrong) {
          if (!(wrong instanceof Refusal)) throw wrong;
          throw new Refusal(`第 ${row.seq} 条（第 ${holder} 位保管人）：${wrong.message}`);
        }
        it.mixedSlots[i] = out;
        await new Promise((next) => setTimeout(next, 0));
      }
      tell(mixers.size, it.mixed.length, "正在检查混洗");
    }
    it.mixes = mixers.size;
    it.mustMix = Boolean(ids) && it.counted >= it.manifest.m;
    if (it.partials.length && it.mustMix && mixers.size < it.manifest.threshold) throw new Refusal(`混洗的保管人只有 ${mixers.size} 位，应当有 ${it.manifest.threshold} 位`);
    return mixers.size ? `${mixers.size} 位保管人` : "没有";
  }

  /** @param {any} s @param {any} it @param {any} tell */
  async function checkPartials(s, it, tell) {
    const which = mixedContests(it);
    it.opened = new Map();
    for (const row of it.partials) {
      fields(row.said, "holder sig slots sums", `第 ${row.seq} 条`);
      const holder = zj.byHolder(s, it.e, row.said, "partial");
      const name = `第 ${holder} 位保管人${it.manifest.holders[holder - 1].name}`;
      if (it.opened.has(holder)) throw new Refusal(`${name}交了两份解密份额`);
      const isShaped = Array.isArray(row.said.sums) && row.said.sums.length === it.plan.cells &&
        Object.keys(row.said.slots).sort().join(" ") === which.map((c) => it.plan.contests[c].id).sort().join(" ");
      if (!isShaped) throw new Refusal(`${name}的解密份额的份数不对`);
      const X = it.shares[holder - 1];
      const part = (/** @type {any} */ A, /** @type {string} */ text, /** @type {string} */ what, /** @type {number} */ i) => {
        try {
          return zj.checkedPartial(s, it.e, holder, X, A, unhex(text, 96), what, i);
        } catch (wrong) {
          if (!(wrong instanceof Refusal)) throw wrong;
          throw new Refusal(`${name}的解密份额不对（${what} ${i}）：${wrong.message}`);
        }
      };
      const sums = row.said.sums.map((/** @type {string} */ text, /** @type {number} */ i) => part(it.sums[i][0], text, "sum", i));
      const slots = which.map((c, k) => {
        const { id } = it.plan.contests[c];
        const rows = row.said.slots[id];
        if (!Array.isArray(rows) || rows.length !== it.mixedSlots[k].length) throw new Refusal(`${name}的解密份额的份数不对`);
        return rows.map((/** @type {string} */ text, /** @type {number} */ i) => part(it.mixedSlots[k][i][0], text, `slot/${id}`, i));
      });
      it.opened.set(holder, { sums, slots });
      tell(it.opened.size, it.partials.length, "正在检查解密份额");
      await new Promise((next) => setTimeout(next, 0));
    }
    return it.opened.size ? `${it.opened.size} 位保管人` : "还没有解密";
  }

  /** The numbers that t holders open. @param {any} s @param {any} it */
  function tally(s, it) {
    const holders = [...it.opened.keys()].sort((a, b) => a - b).slice(0, it.manifest.threshold);
    if (holders.length < it.manifest.threshold) throw new Refusal(`解密份额只有 ${holders.length} 份，应当有 ${it.manifest.threshold} 份`);
    const lambdas = zj.lagrange(s, holders);
    const given = holders.map((i) => it.opened.get(i));
    const find = zj.logarithms(s, it.counted);
    const cells = it.sums.map((/** @type {any[]} */ [, B], /** @type {number} */ i) => {
      const n = find(zj.opened(s, B, lambdas, given.map((one) => one.sums[i])));
      if (n < 0) throw new Refusal(`第 ${i + 1} 格解密出的数不在票数以内`);
      return n;
    });
    const names = new Map(it.roster.map((/** @type {any} */ one) => [hex(s.bytes(zj.member(s, it.e, one.id))), one.id]));
    names.set(hex(s.bytes(s.zero)), "");
    /** @type {Record<string, Record<string, number>>} */
    const writes = {};
    mixedContests(it).forEach((c, k) => {
      /** @type {Record<string, number>} */
      const row = {};
      it.mixedSlots[k].forEach((/** @type {any[]} */ [, B], /** @type {number} */ i) => {
        const found = names.get(hex(s.bytes(zj.opened(s, B, lambdas, given.map((one) => one.slots[k][i])))));
        const id = found === undefined ? "?" : found;
        row[id] = (row[id] || 0) + 1;
      });
      writes[it.plan.contests[c].id] = row;
    });
    return { ballots: it.counted, cells, writes };
  }

  /** @param {any} s @param {any} it */
  function checkResult(s, it) {
    if (!it.result) return "还没有结果";
    it.tally = tally(s, it);
    if (!same(canonical(it.tally), it.result.payload)) throw new Refusal("公告板上的结果与解密出的不符");
    return `${it.tally.ballots} 张`;
  }

  Object.assign(zj, { CHECKS, verifyArchive, tally, mixedContests });
}
