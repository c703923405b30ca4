// @ts-check
"use strict";
/**
 * A scrutineer signs with their code (docs/ballot-protocol.md 9.3–9.5): to close, to seal, to revoke. The
 * page says in words what is signed; the code stays here, a key and a signature leave.
 */
{
  const { Refusal, SCRUTINEER, anySuite, button, canonical, cleanCode, codeSeed, el, election } = globalThis.zj;
  const { facts, given, hex, join, notice, step, unhex, u64, utf8 } = globalThis.zj;

  /** What is hashed under each label. @param {any} asked */
  function parts(asked) {
    const seq = u64(asked.seq || 0);
    if (asked.label === "close") return [seq, unhex(asked.head, 32)];
    if (asked.label === "seal") return [seq, unhex(asked.head, 32), u64(asked.ballots)];
    if (asked.label === "revoke") return [join(...asked.keys.map((/** @type {string} */ key) => unhex(key, 32))), utf8(asked.reason)];
    if (asked.label === "paper") return [canonical(asked.payload)];
    throw new Refusal("unknown label");
  }

  /** @param {HTMLElement} place */
  async function start(place) {
    const data = given("ballot-data");
    const s = await anySuite();
    const e = election(s, utf8(data.manifest), data.h);
    const input = el("input", { class: "input code", id: "code", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false" });
    const said = el("div", {});
    const rows = data.facts.concat([["表决编号", hex(e.eid)]]).map((/** @type {[string, string]} */ [name, value]) =>
      [name, value.length > 40 ? el("span", { class: "mono small" }, value) : value]);
    const go = async () => {
      let seed;
      try {
        seed = codeSeed(s, cleanCode(input.value), e.manifest.id, SCRUTINEER);
      } catch (wrong) {
        if (!(wrong instanceof Refusal)) throw wrong;
        said.replaceChildren(notice("bad", "监票码是 26 个字母和数字，请对照监票人的卡片重新输入。"));
        return;
      }
      const key = hex(s.publicOf(seed));
      const who = e.manifest.scrutineers.find((/** @type {any} */ one) => one.key === key);
      if (!who) {
        said.replaceChildren(notice("bad", "这不是本次表决的监票码，没有签名。"));
        return;
      }
      const sig = hex(s.sign(seed, data.label, e.eid, ...parts(data)));
      place.querySelector("[name=key]")?.setAttribute("value", key);
      place.querySelector("[name=sig]")?.setAttribute("value", sig);
      input.value = "";
      /** @type {HTMLFormElement | null} */ (place.querySelector("form"))?.submit();
    };
    const form = el("form", { method: "post", action: data.post, onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); go(); } },
      el("input", { type: "hidden", name: "csrfmiddlewaretoken", value: data.csrf }),
      el("input", { type: "hidden", name: "label", value: data.label }),
      el("input", { type: "hidden", name: "version", value: data.version || "" }),
      el("input", { type: "hidden", name: "key", value: "" }), el("input", { type: "hidden", name: "sig", value: "" }),
      el("label", { for: "code" }, "监票码"), input,
      el("p", { class: "hint" }, "在您的监票人卡片上，26 个字母和数字。监票码不会离开这部设备，只送出签名。"), said,
      el("div", { class: "row" }, button(data.verb, go, "primary"), el("a", { class: "button plain", href: data.back }, "返回")));
    step(place, data.heading, el("p", {}, data.words), facts(rows), form);
  }

  const place = document.getElementById("ballot-sign");
  if (place) {
    start(place).catch((wrong) => {
      const words = wrong instanceof Refusal ? wrong.message : "这个浏览器不能签名，请换一个较新的浏览器";
      step(place, "不能签名", notice("bad", `${words}。`));
    });
  }
}
