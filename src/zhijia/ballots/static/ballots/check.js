// @ts-check
"use strict";
/**
 * The second device (docs/ballot-protocol.md 8.2): it computes an opened ballot anew from manifest, h
 * and what the voter's page opened. It asks nobody for anything once it is open.
 */
{
  const { Refusal, anySuite, button, bytesOf, el, election, facts, given, hex, notice, openedTracker } = globalThis.zj;
  const { proven, read, step, told, trackerText, utf8 } = globalThis.zj;

  /** @param {HTMLElement} place @param {any} known {manifest, h} or null @param {any} s */
  function ask(place, known, s) {
    const said = el("div", {});
    const manifest = el("input", { class: "input", id: "manifest", type: "file", accept: ".json" });
    const h = el("input", { class: "input mono", id: "h", type: "text", autocomplete: "off" });
    const opened = el("textarea", { class: "input mono", id: "opened", rows: "5", autocomplete: "off", spellcheck: "false" });
    const go = async () => {
      try {
        const bytes = known ? utf8(known.manifest) : manifest.files[0] ? await bytesOf(manifest.files[0]) : null;
        if (!bytes) throw new Refusal("没有选择选举清单");
        const e = election(s, bytes, known ? known.h : h.value.trim());
        show(place, known, s, e, read(utf8(opened.value.trim())), "");
      } catch (wrong) {
        if (!(wrong instanceof Refusal)) throw wrong;
        said.replaceChildren(notice("bad", `不能核验：${wrong.message}。请检查是不是完整粘贴。`));
      }
    };
    const files = known ? [] : [
      el("label", { for: "manifest" }, "选举清单（manifest.json）"), manifest,
      el("label", { for: "h" }, "选举公钥"), h, el("p", { class: "hint" }, "写在张贴的选举公告上，64 个字母和数字。"),
    ];
    step(place, "核验一张打开的选票", el("p", {}, "把投票页上“打开的选票”的文字粘贴到这里。"), ...files,
      el("label", { for: "opened" }, "打开的选票"), opened, said, el("div", { class: "row" }, button("核验", go, "primary")));
  }

  /** @param {HTMLElement} place @param {any} known @param {any} s @param {any} e @param {any} opened @param {string} proofs of names */
  function show(place, known, s, e, opened, proofs) {
    const tracker = openedTracker(s, e, opened);
    const isSame = tracker === trackerText(String(opened.tracker));
    const names = proven(s, e.manifest, proofs);
    const lists = told(e.plan, opened.votes, opened.writes, names).map(([title, lines]) => el("section", {}, el("h3", {}, title),
      el("ul", {}, ...lines.map((/** @type {[string, string]} */ [name, word]) => el("li", { class: word === "弃权" || word === "未选" ? "quiet" : "" }, el("span", {}, name), el("strong", {}, word))))));
    step(place, isSame ? "查验码一致" : "查验码不一致",
      isSame ? notice("good", "这张选票里面就是下面的选择。请与投票页上的查验码、与您填的逐项对照。")
        : notice("bad", "投票页加密的不是它打开的内容。不要投票，立即告诉监票人，两部手机都不要关。"),
      el("div", { class: "tracker" }, el("span", {}, "算出的查验码"), el("strong", { class: "mono" }, tracker)),
      isSame ? "" : el("div", { class: "tracker" }, el("span", {}, "投票页给的查验码"), el("strong", { class: "mono" }, trackerText(String(opened.tracker)))),
      facts([["表决", e.manifest.title || ""], ["表决编号", el("span", { class: "mono small" }, hex(e.eid))]]),
      el("div", { class: "chosen" }, ...lists), el("div", { class: "row" }, button("核验另一张", () => ask(place, known, s))));
  }

  const place = document.getElementById("ballot-check");
  if (place) {
    (async () => {
      const known = given("ballot-data");
      const s = await anySuite();
      const [words, proofs = ""] = location.hash.slice(1).split("&").map(decodeURIComponent);
      if (!words || !known) return ask(place, known, s);
      history.replaceState(null, "", location.pathname);
      try {
        const e = election(s, utf8(known.manifest), known.h);
        show(place, known, s, e, read(utf8(words)), proofs);
      } catch (wrong) {
        if (!(wrong instanceof Refusal)) throw wrong;
        ask(place, known, s);
        place.querySelector(".row")?.before(notice("bad", `扫到的内容不能核验：${wrong.message}。`));
      }
    })();
  }
}
