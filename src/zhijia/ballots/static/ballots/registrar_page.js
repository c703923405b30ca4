// @ts-check
"use strict";
/**
 * The tool of the 资格审查组 (docs/ballot-protocol.md 7): codes for a pasted roll, cards to print, keys to hand
 * over. It runs from disk; who has which code stays in a file sealed with a passphrase.
 */
{
  const zj = globalThis.zj;
  const { Refusal, button, el, hex, notice, qr, save, shownCode, step } = zj;
  /** @type {Record<string, {word: string, who: string, use: string}>} */
  const KINDS = {
    credential: { word: "投票码", who: "选举人", use: "投票时输入，不要给别人看" },
    scrutineer: { word: "监票码", who: "监票人", use: "结束投票、封票时输入" },
    desk: { word: "录票码", who: "计票人", use: "代录纸质票时输入，一码一票" },
  };
  const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

  /** @param {string} id @param {string} label @param {any} input @param {string} [hint] */
  const field = (id, label, input, hint) => el("div", {}, el("label", { for: id }, label), input, hint ? el("p", { class: "hint" }, hint) : "");

  /** Lines as people paste them: a name, and what else stands on the card. @param {string} words */
  function roll(words) {
    const rows = words.split(/\r?\n/).map((line) => line.split(/[\t,，]/).map((cell) => cell.trim())).filter((cells) => cells[0]);
    return rows.map(([name, ...more]) => ({ name, more: more.filter(Boolean).join(" ") }));
  }

  /** @param {HTMLElement} place @param {any} s */
  function start(place, s) {
    const id = el("input", { class: "input mono", id: "uuid", autocomplete: "off" });
    const title = el("input", { class: "input", id: "title", autocomplete: "off" });
    const address = el("input", { class: "input mono", id: "address", autocomplete: "off", placeholder: "https://…" });
    const kind = el("select", { class: "input", id: "kind" }, ...Object.entries(KINDS).map(([value, one]) => el("option", { value }, `${one.word}（发给${one.who}）`)));
    const names = el("textarea", { class: "input", id: "names", rows: "8" });
    const pass = el("input", { class: "input", id: "pass", type: "password", autocomplete: "new-password" });
    const said = el("div", {});
    const make = async () => {
      try {
        const people = roll(names.value);
        if (!UUID.test(id.value.trim())) throw new Refusal("表决的 id 不对：请从定稿页面完整复制，形如 6a0cd8a2-…");
        if (!people.length) throw new Refusal("还没有粘贴名册");
        const rows = people.map((one) => ({ ...one, code: zj.newCode() }));
        const kept = { id: id.value.trim(), title: title.value.trim(), address: address.value.trim(), kind: kind.value, rows };
        const box = await zj.sealed(pass.value, kept);
        save(`${KINDS[kept.kind].word}-密封.json`, box);
        show(place, s, kept);
      } catch (wrong) {
        if (!(wrong instanceof Refusal)) throw wrong;
        said.replaceChildren(notice("bad", `${wrong.message}。`));
      }
    };
    const file = el("input", { class: "input", id: "kept", type: "file", accept: ".json" });
    const open = async () => {
      try {
        if (!file.files.length) throw new Refusal("还没有选择文件");
        const kept = await zj.unsealed(pass.value, await zj.textOf(file.files[0]));
        if (!KINDS[kept.kind] || !Array.isArray(kept.rows)) throw new Refusal("这不是码表");
        show(place, s, kept);
      } catch (wrong) {
        if (!(wrong instanceof Refusal)) throw wrong;
        said.replaceChildren(notice("bad", `${wrong.message}。`));
      }
    };
    step(place, "制作投票码", el("p", {}, "这个文件在资格审查组自己的电脑上运行，不联网。每人一个随机的码印在卡上；交给服务器的只有公钥，服务器不知道谁是哪个码。"),
      field("uuid", "表决的 id", id, "在系统的“定稿”页面上，整行复制。"), field("title", "表决名称（印在卡上）", title),
      field("address", "投票页的网址（可以不填）", address, "填了，卡上的二维码扫开就是投票页；不填，二维码里只有码。"),
      field("kind", "做哪一种码", kind), field("names", "名册", names, "每行一人：姓名，座位或者代表团（可以没有）。可以从 Excel 直接粘贴。录票码每行写一个编号。"),
      field("pass", "口令", pass, `至少 ${zj.SHORTEST} 个字符。谁是哪个码的密封文件用它打开，两人分别记一半更好。`), said,
      el("div", { class: "row" }, button("生成", make, "primary")),
      el("details", {}, el("summary", {}, "打开以前的密封文件（补印一张卡）"), field("kept", "密封文件", file), el("div", { class: "row" }, button("用上面的口令打开", open))));
  }

  /** @param {any} s @param {any} kept @returns {{name: string, key: string}[]} */
  const keysOf = (s, kept) => kept.rows.map((/** @type {any} */ one) => ({ name: one.name, key: hex(s.publicOf(zj.codeSeed(s, one.code, kept.id, `${kept.kind}/`))) }));

  /** @param {HTMLElement} place @param {any} s @param {any} kept */
  function show(place, s, kept) {
    const { word, use } = KINDS[kept.kind];
    const keys = keysOf(s, kept);
    const list = keys.map((one) => one.key).sort();
    const handOver = kept.kind === "scrutineer" ? JSON.stringify(keys, null, 1) : `${list.join("\n")}\n`;
    const name = { credential: "keys.txt", desk: "desk_keys.txt", scrutineer: "监票人公钥.json" }[/** @type {"credential" | "desk" | "scrutineer"} */ (kept.kind)];
    const cards = kept.rows.map((/** @type {any} */ one) => el("article", { class: "ticket" },
      el("div", {}, el("h3", {}, kept.title || "表决"), el("p", { class: "who" }, one.name), el("p", {}, one.more || ""), el("p", { class: "hint" }, `${word}：${use}`)),
      qr(kept.address ? `${kept.address}#${one.code}` : one.code, `${one.name}的二维码`), el("p", { class: "mono code-on-card" }, shownCode(one.code))));
    step(place, `${kept.rows.length} 个${word}`,
      el("div", { class: "no-print" }, notice("warn", el("div", {}, el("strong", {}, "打印以后逐张交给本人，不要拍照，不要发在群里。"), el("p", {}, "密封文件已经保存到下载文件夹；关掉这一页，没有它就不能补印。"))),
        el("div", { class: "row" }, button("打印卡片（每页 8 张）", () => window.print(), "primary"), button("保存公钥（交给系统）", () => save(/** @type {string} */ (name), handOver)), button("再做一批", () => start(place, s)))),
      el("div", { class: "cards" }, ...cards));
  }

  const place = document.getElementById("ballot-registrar");
  if (place) zj.anySuite().then((/** @type {any} */ s) => start(place, s));
}
