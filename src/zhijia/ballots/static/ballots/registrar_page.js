// @ts-check
"use strict";
/**
 * The tool of the 资格审查组 (docs/ballot-protocol.md 7): codes for a pasted roll, cards to print, keys to hand
 * over. It runs from disk; who has which code stays in a file sealed with a passphrase.
 */
{
  const zj = globalThis.zj;
  const { Refusal, button, el, hex, notice, qr, save, shownCode, step } = zj;
  /** @type {Record<string, {word: string, use: string}>} */
  const KINDS = {
    credential: { word: "投票码", use: "投票时输入，不要给别人看" },
    scrutineer: { word: "监票码", use: "结束投票、封票时输入" },
    desk: { word: "录票码", use: "代录纸质票时输入，一码一票" },
  };
  const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

  /** @param {string} id @param {string} label @param {any} input @param {string} [hint] */
  const field = (id, label, input, hint) => el("div", {}, el("label", { for: id }, label), input, hint ? el("p", { class: "hint" }, hint) : "");

  /** Lines as people paste them: a name, then what else stands on the card. @param {string} words */
  function roll(words) {
    const rows = words.split(/\r?\n/).map((line) => line.split(/[\t,，]/).map((cell) => cell.trim())).filter((cells) => cells[0]);
    return rows.map(([name, ...more]) => ({ name, more: more.filter(Boolean).join(" ") }));
  }

  /**
   * What the system hands out (7.5): {id, title, address, voters, scrutineers, desk}. @param {string} words
   * @returns {any} null where it is no JSON, but a list as people keep it
   */
  function fromSystem(words) {
    if (!words.trimStart().startsWith("{")) return null;
    let given;
    try {
      given = JSON.parse(words);
    } catch {
      throw new Refusal("名册文件不完整，请从系统重新下载");
    }
    if (!UUID.test(given.id) || !Array.isArray(given.voters) || !Array.isArray(given.scrutineers)) throw new Refusal("这不是从系统下载的名册");
    return given;
  }

  /** @param {any} given {id, voters, scrutineers, desk}, with `more` for the cards */
  function makeCodes(given) {
    const of = (/** @type {string} */ kind) => (/** @type {any} */ one) => ({ kind, name: one.name, more: one.more, code: zj.newCode() });
    const desks = Array.from({ length: given.desk }, (_, i) => ({ name: `录票 ${i + 1}`, more: "" }));
    return [...given.voters.map(of("credential")), ...given.scrutineers.map(of("scrutineer")), ...desks.map(of("desk"))];
  }

  /**
   * What the system gets (7.5): keys alone, in one file, or a file for each kind. @param {any} s @param {any} kept
   * @returns {[string, string, string][]} words for the button, name, content; the one of all first
   */
  function handOver(s, kept) {
    const key = (/** @type {any} */ one) => hex(s.publicOf(zj.codeSeed(s, one.code, kept.id, `${one.kind}/`)));
    const of = (/** @type {string} */ kind) => kept.rows.filter((/** @type {any} */ one) => one.kind === kind);
    const keys = (/** @type {string} */ kind) => of(kind).map(key).sort();
    const lines = (/** @type {string[]} */ all) => all.map((one) => `${one}\n`).join("");
    const [voters, desk] = [keys("credential"), keys("desk")];
    const people = of("scrutineer").map((/** @type {any} */ one) => ({ name: one.name, key: key(one) }));
    /** @type {[string, string, string][]} */
    const files = [
      ["公钥清单", "公钥清单.json", JSON.stringify({ id: kept.id, keys: voters, desk_keys: desk, scrutineers: people })],
      ["选举人公钥", "keys.txt", lines(voters)],
      ["监票人公钥", "监票人公钥.json", people.length ? JSON.stringify(people, null, 1) : ""],
      ["代录公钥", "desk_keys.txt", lines(desk)],
    ];
    return files.filter(([, , content]) => content);
  }

  /** @param {HTMLElement} place @param {any} s */
  function start(place, s) {
    const line = (/** @type {string} */ id, more = {}) => el("input", { class: "input", id, autocomplete: "off", ...more });
    const area = (/** @type {string} */ id, rows = "8") => el("textarea", { class: "input", id, rows });
    const [given, id, title] = [line("roll", { type: "file", accept: ".json,.txt,.csv" }), line("uuid"), line("title")];
    const [address, desk] = [line("address", { placeholder: "https://…" }), line("desk", { type: "number", min: "0", value: "0", inputmode: "numeric" })];
    const [names, watchers] = [area("names"), area("watchers", "3")];
    const pass = line("pass", { type: "password", autocomplete: "new-password" });
    const [read, said] = [el("div", { role: "status" }), el("div", { role: "status" })];
    const byHand = el("details", {}, el("summary", {}, "核对，或者自己填写"),
      field("uuid", "表决的 id", id, "在系统的电子投票页面上，整行复制。"), field("title", "表决名称（印在卡上）", title),
      field("address", "投票页的网址（可以不填）", address, "填了，卡上的二维码扫开就是投票页；不填，二维码里只有码。"),
      field("names", "选举人", names, "每行一人：姓名，编号、座位或者代表团（可以没有）。可以从 Excel 直接粘贴。"),
      field("watchers", "监票人", watchers, "每行一人，至少两人。"), field("desk", "录票码的个数", desk, "纸质票和电子票混用，一边可能不足最少计票数时才要：每张纸质票一个。"));
    const tried = async (/** @type {HTMLElement} */ place, /** @type {() => any} */ act) => {
      try {
        place.replaceChildren();
        await act();
      } catch (wrong) {
        if (!(wrong instanceof Refusal)) throw wrong;
        place.replaceChildren(notice("bad", `${wrong.message}。`));
        place.scrollIntoView({ block: "center" });
      }
    };
    given.addEventListener("change", () => tried(read, async () => {
      const words = await zj.textOf(given.files[0]);
      const told = fromSystem(words);
      const people = told ? told.voters.map((/** @type {any} */ one) => ({ name: one.name, more: [one.number, one.group].filter(Boolean).join(" ") })) : roll(words);
      if (told) {
        [id.value, title.value, address.value, desk.value] = [told.id, told.title, told.address || "", String(told.desk)];
        watchers.value = told.scrutineers.join("\n");
      }
      names.value = people.map((/** @type {any} */ one) => [one.name, one.more].filter(Boolean).join("，")).join("\n");
      const others = told ? `、${told.scrutineers.length} 名监票人` : "";
      byHand.open = !told;
      read.replaceChildren(notice("good", `已读入 ${people.length} 名选举人${others}。${told ? `表决：${told.title}。` : "请填写下面的表决 id 和监票人。"}`));
    }));
    const make = () => tried(said, async () => {
      const wanted = { id: id.value.trim(), voters: roll(names.value), scrutineers: roll(watchers.value), desk: Number(desk.value) };
      byHand.open = byHand.open || !UUID.test(wanted.id) || !wanted.voters.length;
      if (!wanted.id && !wanted.voters.length) throw new Refusal("还没有选择名册");
      if (!UUID.test(wanted.id)) throw new Refusal("表决的 id 不对：请从系统完整复制，形如 6a0cd8a2-…");
      if (!wanted.voters.length) throw new Refusal("名册里还没有选举人");
      if (!Number.isInteger(wanted.desk) || wanted.desk < 0 || wanted.desk > 100000) throw new Refusal("录票码的个数不对");
      const kept = { id: wanted.id, title: title.value.trim(), address: address.value.trim(), rows: makeCodes(wanted) };
      save("投票码-密封.json", await zj.sealed(pass.value, kept));
      show(place, s, kept);
    });
    const file = line("kept", { type: "file", accept: ".json" });
    const open = () => tried(said, async () => {
      if (!file.files.length) throw new Refusal("还没有选择文件");
      const kept = await zj.unsealed(pass.value, await zj.textOf(file.files[0]));
      if (!Array.isArray(kept.rows) || !kept.rows.every((/** @type {any} */ one) => KINDS[one.kind])) throw new Refusal("这不是码表");
      show(place, s, kept);
    });
    step(place, "制作投票码", el("p", {}, "这个文件在资格审查组自己的电脑上运行，不联网。每人一个随机的码印在卡上；交给服务器的只有公钥，服务器不知道谁是哪个码。"),
      el("section", { class: "card" }, el("h3", {}, "一、读入名册"),
        field("roll", "系统下载的名册（roll.json），或者自备的名册文件（roll.txt）", given, "从系统的电子投票页面下载，各项自动填好。"), read, byHand),
      el("section", { class: "card" }, el("h3", {}, "二、定口令，生成"),
        field("pass", "口令", pass, `至少 ${zj.SHORTEST} 个字符。谁是哪个码的密封文件用它打开，两人分别记一半更好。`), said,
        el("div", { class: "row" }, button("生成", make, "primary"))),
      el("details", {}, el("summary", {}, "打开以前的密封文件（补印一张卡，或者查要注销的公钥）"), field("kept", "密封文件", file), el("div", { class: "row" }, button("用上面的口令打开", open))));
  }

  /**
   * Whoever takes paper after all has their code struck: the key of it is what scrutineers sign, nobody
   * needs the code. @param {any} s @param {any} kept
   */
  function striking(s, kept) {
    const who = el("input", { class: "input", id: "who", autocomplete: "off" });
    const found = el("div", { role: "status" });
    const look = () => {
      const rows = kept.rows.filter((/** @type {any} */ one) => one.kind === "credential" && one.name === who.value.trim());
      const words = (/** @type {any} */ one) => `${one.name}${one.more ? `（${one.more}）` : ""}的公钥`;
      const key = (/** @type {any} */ one) => hex(s.publicOf(zj.codeSeed(s, one.code, kept.id, "credential/")));
      found.replaceChildren(...(rows.length ? rows.map((/** @type {any} */ one) => el("div", {}, el("p", {}, words(one)), zj.copied(key(one), words(one)))) : [notice("bad", "名册上没有这个人，请核对姓名。")]));
    };
    return el("details", {}, el("summary", {}, "有人改领纸质选票：查投票码的公钥"),
      field("who", "姓名", who, "查出的公钥交给工作人员，由两名监票人签署注销；收回投票码卡，再发纸质选票。"), el("div", { class: "row" }, button("查公钥", look)), found);
  }

  /** @param {HTMLElement} place @param {any} s @param {any} kept */
  function show(place, s, kept) {
    const count = (/** @type {string} */ kind) => kept.rows.filter((/** @type {any} */ one) => one.kind === kind).length;
    const told = Object.entries(KINDS).filter(([kind]) => count(kind)).map(([kind, { word }]) => `${count(kind)} 个${word}`).join("、");
    const cards = kept.rows.map((/** @type {any} */ one) => el("article", { class: "ticket" },
      el("div", {}, el("h3", {}, kept.title || "表决"), el("p", { class: "who" }, one.name), el("p", {}, one.more || ""), el("p", { class: "hint" }, `${KINDS[one.kind].word}：${KINDS[one.kind].use}`)),
      qr(kept.address && one.kind === "credential" ? `${kept.address}#${one.code}` : one.code, `${one.name}的二维码`), el("p", { class: "mono code-on-card" }, shownCode(one.code))));
    const [whole, ...parts] = handOver(s, kept);
    const saver = (/** @type {[string, string, string]} */ [words, name, content], tone = "plain") => button(`保存${words}（${name}）`, () => save(name, content), tone);
    const card = (/** @type {string} */ title, /** @type {any[]} */ ...inside) => el("section", { class: "card" }, el("h3", {}, title), ...inside);
    step(place, told,
      el("div", { class: "no-print" },
        card("一、打印卡片", el("p", {}, "打印以后逐张交给本人，不要拍照，不要发在群里。"), el("div", { class: "row" }, button("打印卡片（每页 8 张）", () => window.print(), "primary"))),
        card("二、把公钥清单交到系统的电子投票页面", el("p", {}, "清单里只有公钥，没有码，也看不出哪个是谁的。"), el("div", { class: "row" }, saver(whole, "primary")),
          el("details", {}, el("summary", {}, "另要单独存档或者公布的公钥文件"), el("div", { class: "row" }, ...parts.map((one) => saver(one))))),
        card("三、收好密封文件", el("p", {}, "“投票码-密封.json”已经保存到下载文件夹，与口令分开保管。关掉这一页以后，补印卡片、查要注销的公钥都要用它。"), striking(s, kept),
          el("div", { class: "row" }, button("再做一批", () => start(place, s))))),
      el("div", { class: "cards" }, ...cards));
  }

  const place = document.getElementById("ballot-registrar");
  if (place) zj.anySuite().then((/** @type {any} */ s) => start(place, s));
}
