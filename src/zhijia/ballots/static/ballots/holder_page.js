// @ts-check
"use strict";
/**
 * The tool of a key holder (docs/ballot-protocol.md 6, 10.4, 10.5). It runs from disk. It uses its key only
 * on a board that it has checked whole itself, once for each election, never for fewer than m ballots.
 */
{
  const zj = globalThis.zj;
  const { Refusal, button, canonical, copied, el, facts, hex, notice, save, step, unhex } = zj;
  const text = (/** @type {Uint8Array} */ raw) => new TextDecoder().decode(raw);

  /** @param {string} id @param {string} label @param {any} input @param {string} [hint] */
  const field = (id, label, input, hint) => el("div", {}, el("label", { for: id }, label), input, hint ? el("p", { class: "hint" }, hint) : "");

  /** Run what a button does; what is refused is told below it. @param {HTMLElement} said @param {() => any} act */
  async function tried(said, act) {
    try {
      said.replaceChildren();
      await act();
    } catch (wrong) {
      if (!(wrong instanceof Refusal)) throw wrong;
      said.replaceChildren(notice("bad", `${wrong.message}。`));
    }
  }

  /** @param {any} page */
  function start(page) {
    const file = el("input", { class: "input", id: "file", type: "file", accept: ".json,.txt" });
    const paper = el("textarea", { class: "input mono", id: "paper", rows: "3" });
    const pass = el("input", { class: "input", id: "pass", type: "password", autocomplete: "off" });
    const said = el("div", {});
    const open = () => tried(said, async () => {
      const words = file.files.length ? await zj.textOf(file.files[0]) : paper.value.trim();
      if (!words) throw new Refusal("还没有选择密钥文件");
      page.state = await zj.unsealed(pass.value, words);
      if (typeof page.state.sign !== "string" || page.state.sign.length !== 64) throw new Refusal("这不是保管人的密钥文件");
      page.pass = pass.value;
      home(page);
    });
    step(page.place, "密钥保管人", el("p", {}, "这个文件在您自己的电脑上运行，不联网。您的密钥只在这里，密封保存在您自己的文件里；与另外几位保管人凑够人数才能开票，谁也不能单独看到任何一张选票。"),
      el("div", { class: "row" }, button("第一次用：新建密钥", () => create(page), "primary")),
      el("section", { class: "card" }, el("h3", {}, "打开我的密钥文件"), field("file", "密钥文件", file), field("paper", "或者：扫描纸质备份得到的文字", paper),
        field("pass", "口令", pass), said, el("div", { class: "row" }, button("打开", open))));
  }

  /** @param {any} page */
  function create(page) {
    const pass = el("input", { class: "input", id: "new", type: "password", autocomplete: "new-password" });
    const again = el("input", { class: "input", id: "again", type: "password", autocomplete: "new-password" });
    const said = el("div", {});
    const make = () => tried(said, async () => {
      if (pass.value !== again.value) throw new Refusal("两次输入的口令不一样");
      page.state = zj.newHolder(page.s);
      page.pass = pass.value;
      await keep(page);
      home(page);
    });
    step(page.place, "新建密钥", field("new", "口令", pass, `至少 ${zj.SHORTEST} 个字符，记在心里。忘了口令，这份密钥就没有了，没有人能找回。`), field("again", "再输入一次", again), said,
      el("div", { class: "row" }, button("新建并保存密钥文件", make, "primary"), button("返回", () => start(page))));
  }

  /** Save the sealed state as a file: whenever it has changed. @param {any} page */
  async function keep(page) {
    const words = await zj.sealed(page.pass, page.state);
    save("保管人密钥-密封.json", words);
  }

  /** @param {any} page */
  function home(page) {
    const { s, state } = page;
    const own = zj.holding(s, { holders: [] }, new Uint8Array(32), state).own();
    const manifest = el("input", { class: "input", id: "manifest", type: "file", accept: ".json" });
    const said = el("div", {});
    const go = () => tried(said, async () => {
      if (!manifest.files.length) throw new Refusal("还没有选择选举清单");
      const raw = await zj.bytesOf(manifest.files[0]);
      const known = zj.read(raw);
      zj.checkManifest(known, zj.layout(known));
      page.manifest = known;
      page.eid = s.h32("manifest", raw);
      page.mine = zj.holding(s, known, page.eid, state);
      if (!known.holders.some((/** @type {any} */ one) => one.sign === own.sign)) throw new Refusal("选举清单里没有您的公钥，请先把公钥交给工作人员");
      if (state.eid && state.eid !== hex(page.eid)) throw new Refusal("这份密钥文件已经用于另一次选举，请新建一份");
      page.all = zj.ceremony(s, known, page.eid);
      rounds(page);
    });
    const keys = text(canonical(own));
    step(page.place, "我的密钥", el("section", { class: "card" }, el("h3", {}, "一、把公钥交给工作人员，写进选举清单"), copied(keys, "公钥"), el("div", { class: "row" }, button("保存公钥", () => save("保管人公钥.json", keys)))),
      el("section", { class: "card" }, el("h3", {}, "二、密钥仪式"), field("manifest", "选举清单（manifest.json）", manifest, "选举清单冻结以后，从系统下载。"), said, el("div", { class: "row" }, button("开始或者继续密钥仪式", go, "primary"))),
      el("section", { class: "card" }, el("h3", {}, "三、混洗和开票"), el("p", {}, "封票以后，从系统下载整份档案，在这里检查、混洗、解密。"), el("div", { class: "row" }, button("选择档案", () => archive(page), "primary"))),
      el("div", { class: "row" }, button("换一份密钥文件", () => start(page))));
  }

  /** Take in messages in whatever form they come: a message, a list, or one a line. @param {string} words @returns {Uint8Array[]} */
  function messagesIn(words) {
    const trimmed = words.trim();
    let list;
    try {
      list = JSON.parse(trimmed);
    } catch {
      list = trimmed.split(/\r?\n/).filter(Boolean).map((line) => {
        try {
          return JSON.parse(line);
        } catch {
          throw new Refusal("有一条消息不完整，请重新复制");
        }
      });
    }
    return (Array.isArray(list) ? list : [list]).map(canonical);
  }

  /** @param {any} page */
  function rounds(page) {
    const { all, manifest, state } = page;
    const files = el("input", { class: "input", id: "messages", type: "file", multiple: true, accept: ".json,.jsonl,.txt" });
    const pasted = el("textarea", { class: "input mono", id: "pasted", rows: "4" });
    const said = el("div", {});
    const take = () => tried(said, async () => {
      const texts = [pasted.value, ...(await Promise.all([...files.files].map(zj.textOf)))].filter((one) => one.trim());
      if (!texts.length) throw new Refusal("还没有消息");
      const found = texts.flatMap(messagesIn).map((raw) => ({ raw, round: zj.read(raw).round }));
      for (const one of found.sort((a, b) => a.round - b.round)) all.take(one.raw);
      rounds(page);
    });
    const send = () => tried(said, async () => {
      const raw = page.mine.next(all);
      if (!raw) throw new Refusal("现在不该您发消息，请先收别的保管人的消息");
      all.take(raw);
      await keep(page);
      rounds(page);
    });
    const round = all.round();
    const mark = (/** @type {number} */ i, /** @type {number} */ r) => (all.missing(r).includes(i) ? "等待" : "已收到");
    const table = el("div", { class: "scroll" }, el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "保管人"), ...[1, 2, 3, 4].map((r) => el("th", { scope: "col" }, `${r} ${zj.ROUNDS[r]}`)))),
      el("tbody", {}, ...all.holders.map((/** @type {number} */ i) => el("tr", {}, el("td", {}, `${manifest.holders[i - 1].name}${i === state.index ? "（我）" : ""}`), ...[1, 2, 3, 4].map((r) => el("td", {}, mark(i, r))))))));
    const sent = Object.entries(state.sent).sort().map(([r, words]) => el("details", { open: Number(r) === Math.min(round, 4) }, el("summary", {}, `我的第 ${r} 轮消息（${zj.ROUNDS[Number(r)]}）`), copied(String(words), `第 ${r} 轮消息`), button("保存为文件", () => save(`密钥仪式-${state.index}-${r}.json`, String(words)))));
    const words = round > 3 ? [el("h3", {}, "对读八个词"), el("p", {}, "每位保管人轮流大声读出自己屏幕上的八个词，必须完全一样。不一样就停止，仪式作废。"), el("ol", { class: "words" }, ...all.words().map((/** @type {string} */ word) => el("li", {}, word)))] : [];
    const done = round > 4 ? [notice("good", el("strong", {}, "密钥仪式完成。")), facts([["选举公钥", el("span", { class: "mono small" }, hex(page.s.bytes(all.h())))]]), ...backup(page)] : [];
    const turn = round <= 4 && all.missing(round).includes(state.index || all.holders.find((/** @type {number} */ i) => manifest.holders[i - 1].sign === page.mine.own().sign));
    step(page.place, `密钥仪式：${manifest.title}`, facts([["表决编号", el("span", { class: "mono small" }, hex(page.eid))]]), ...done, ...words, table,
      turn ? el("div", { class: "row" }, button(`生成我的第 ${round} 轮消息`, send, "primary")) : "",
      ...sent,
      round <= 4 ? el("section", { class: "card" }, el("h3", {}, "收别的保管人的消息"), field("messages", "消息文件（可以一次选几个，或者从系统下载的整份）", files), field("pasted", "或者粘贴在这里", pasted), el("div", { class: "row" }, button("收下", take))) : "",
      said, el("div", { class: "row" }, button("返回", () => home(page))));
  }

  /** What lies in a safe on paper: only what decrypting needs. @param {any} page @returns {Node[]} */
  function backup(page) {
    const { sign, box, eid, index, x } = page.state;
    const place = el("div", {});
    const make = async () => {
      const words = await zj.sealed(page.pass, { sign, box, eid, index, x, f: [], sent: {} });
      place.replaceChildren(zj.qr(words, "纸质备份的二维码"), el("p", { class: "hint" }, `保管人 ${index}，${page.manifest.title}。打印以后装进信封封好；没有口令，谁也打不开。`), copied(words, "纸质备份的文字"));
    };
    return [el("section", { class: "card" }, el("h3", {}, "纸质备份"), place, el("div", { class: "row" }, button("生成纸质备份", make), button("打印", () => window.print())))];
  }

  /** @param {any} page */
  function archive(page) {
    const files = zj.chooser("archive");
    const said = el("div", {});
    const go = () => tried(said, async () => {
      const bar = zj.progress();
      const parts = await files.parts();
      said.replaceChildren(bar.whole);
      const found = await zj.verifyArchive(page.s, parts, { onProgress: bar.told });
      use(page, found);
    });
    step(page.place, "检查整份档案", el("p", {}, "先由这台电脑自己检查整块公告板，全部通过才会用您的密钥。"), files.whole, said, el("div", { class: "row" }, button("检查", go, "primary"), button("返回", () => home(page))));
  }

  /** Why this key is not used on what was checked, "" where it may be. @param {any} page @param {any} found of verifyArchive */
  function whyNot({ s, state }, { it }) {
    if (!it.isSound) return "档案没有通过检查，不使用密钥";
    if (state.eid !== hex(it.eid) || !state.x) return "这份密钥文件里没有这次选举的密钥";
    const X = s.base(s.scalar(unhex(state.x, 32)));
    if (!s.equal(X, it.shares[state.index - 1])) return "密钥文件里的份额与密钥仪式的记录不符";
    if (!it.sealed) return "还没有封票，不使用密钥";
    if (it.counted < it.manifest.m) return `只有 ${it.counted} 张选票，不足 ${it.manifest.m} 张，不开票`;
    const seal = hex(it.sealed.hash);
    if (state.tally && state.tally !== seal) return "这份密钥已经为这次选举的另一块公告板解密过，同一次选举不解密第二次";
    return "";
  }

  /** @param {any} page @param {any} found */
  function use(page, found) {
    const { it } = found;
    const why = whyNot(page, found);
    const said = el("div", {});
    const mixed = it.mixed.some((/** @type {any} */ row) => row.said.holder === page.state.index);
    const isMixTime = !why && it.phase !== "partial" && it.phase !== "result" && it.mustMix && !mixed && it.mixes < it.manifest.threshold;
    const isOpenTime = !why && it.phase !== "result" && (!it.mustMix || it.mixes >= it.manifest.threshold) && !it.opened.has(page.state.index);
    const mix = () => tried(said, () => save(`mixed-${page.state.index}.json`, text(mixPayload(page, it))));
    const open = () => tried(said, async () => {
      const payload = partialPayload(page, it);
      page.state.tally = hex(it.sealed.hash);
      await keep(page);
      save(`partial-${page.state.index}.json`, text(payload));
      said.replaceChildren(notice("good", "解密份额已经保存，请交到系统里。密钥文件也重新保存了：它记住了解密的是哪一块公告板。"));
    });
    const turn = why ? notice("warn", `${why}。`) : isMixTime ? notice("plain", `轮到您混洗：另选栏要由 ${it.manifest.threshold} 位保管人先后混洗，现在有 ${it.mixes} 位。混洗结果交到系统以后，下一位再下载新的档案。`)
      : isOpenTime ? notice("good", "检查全部通过，可以生成解密份额。") : notice("plain", "现在没有要您做的：等别的保管人，或者已经做完。");
    step(page.place, "混洗和开票", turn, el("div", { class: "row" }, isMixTime ? button("混洗并保存", mix, "primary") : "", isOpenTime ? button("生成解密份额", open, "primary") : "", button("返回", () => home(page))), said, ...zj.verifyReport(found));
  }

  /** @param {any} page @param {any} it @param {string} kind @param {any} body */
  function signedPayload({ s, state }, it, kind, body) {
    const sig = s.sign(unhex(state.sign, 32), kind, it.eid, canonical(body));
    return canonical({ ...body, sig: hex(sig) });
  }

  /** @param {any} page @param {any} it */
  function mixPayload(page, it) {
    const { s, state } = page;
    /** @type {Record<string, {out: string, proof: string}>} */
    const contests = {};
    zj.mixedContests(it).forEach((/** @type {number} */ c, /** @type {number} */ k) => {
      const { id } = it.plan.contests[c];
      const before = it.mixedSlots[k];
      const done = zj.shuffle(s, it.e.h, before);
      const proof = zj.proveShuffle(s, zj.mixContext(s, it.e, state.index, id), it.e.h, before, done);
      contests[id] = { out: done.out.flat().map((/** @type {any} */ P) => hex(s.bytes(P))).join(""), proof: hex(proof) };
    });
    return signedPayload(page, it, "mixed", { holder: state.index, contests });
  }

  /** @param {any} page @param {any} it */
  function partialPayload(page, it) {
    const { s, state } = page;
    const x = s.scalar(unhex(state.x, 32));
    const part = (/** @type {any[]} */ pair, /** @type {string} */ what, /** @type {number} */ i) => hex(zj.provePartial(s, it.e, state.index, x, pair[0], what, i));
    const sums = it.sums.map((/** @type {any[]} */ pair, /** @type {number} */ i) => part(pair, "sum", i));
    /** @type {Record<string, string[]>} */
    const slots = {};
    zj.mixedContests(it).forEach((/** @type {number} */ c, /** @type {number} */ k) => {
      const { id } = it.plan.contests[c];
      slots[id] = it.mixedSlots[k].map((/** @type {any[]} */ pair, /** @type {number} */ i) => part(pair, `slot/${id}`, i));
    });
    return signedPayload(page, it, "partial", { holder: state.index, sums, slots });
  }

  Object.assign(zj, { whyNot, mixPayload, partialPayload });
  const place = document.getElementById("ballot-holder");
  if (place) {
    zj.overSodium().then((/** @type {any} */ group) => start({ place, s: zj.suite(group), state: null, pass: "" }), () =>
      step(place, "不能在这里使用密钥", notice("bad", "这个浏览器没有 WebAssembly，请换成较新的 Chrome、Edge 或者 Firefox。")));
  }
}
