// @ts-check
"use strict";
/** What the pages of the ballot are built of: elements, notices, codes to scan, files to save. */
{
  const { text } = globalThis.zj;

  /**
   * An element with its attributes, `on…` listeners and children; text never becomes markup.
   * @param {string} tag @param {Record<string, any>} [attributes] @param {...(Node | string)} children
   * @returns {any}
   */
  function el(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined) made.setAttribute(name, String(value));
    }
    made.append(...children);
    return made;
  }

  /** @param {string} words @param {() => any} act @param {string} look primary, plain or danger */
  function button(words, act, look = "plain") {
    const made = el("button", { type: "button", class: `button ${look}` }, words);
    made.addEventListener("click", async () => {
      if (made.getAttribute("aria-disabled")) return;
      made.setAttribute("aria-disabled", "true");
      try {
        await act();
      } finally {
        made.removeAttribute("aria-disabled");
      }
    });
    return made;
  }

  /** @param {string} look good, bad, warn or plain @param {...(Node | string)} words */
  const notice = (look, ...words) =>
    el("div", { class: `notice ${look}`, role: look === "bad" ? "alert" : "status" }, ...words);

  /** @param {[string, string | Node][]} rows */
  const facts = (rows) =>
    el("dl", { class: "facts" }, ...rows.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));

  /**
   * Show one step and nothing else, and let those who listen know.
   * @param {HTMLElement} root @param {string} title @param {...(Node | string)} children
   */
  function step(root, title, ...children) {
    const head = el("h2", { tabindex: "-1" }, title);
    root.replaceChildren(head, ...children);
    window.scrollTo(0, 0);
    head.focus({ preventScroll: true });
  }

  /** A QR code, dark on white whatever surrounds it. @param {string} words @param {string} label */
  function qr(words, label) {
    const { data, size } = globalThis.uqr.encode(words, { ecc: "L", border: 3 });
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
    svg.setAttribute("class", "qr");
    const [ground, dots] = [document.createElementNS(space, "rect"), document.createElementNS(space, "path")];
    ground.setAttribute("width", String(size));
    ground.setAttribute("height", String(size));
    ground.setAttribute("fill", "#fff");
    const drawn = data.flatMap((/** @type {boolean[]} */ row, /** @type {number} */ y) =>
      row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")));
    dots.setAttribute("d", drawn.join(""));
    dots.setAttribute("shape-rendering", "crispEdges");
    svg.append(ground, dots);
    return svg;
  }

  /** @param {string} name @param {string | Uint8Array} content */
  function save(name, content) {
    const link = el("a", { href: URL.createObjectURL(new Blob([content])), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  /** @param {string} words @returns whether the browser took it */
  async function copy(words) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      return false;
    }
  }

  /** A text that another device needs: to copy by one press, or by hand where that is refused. @param {string} words @param {string} label */
  function copied(words, label) {
    const area = el("textarea", { class: "input mono", readonly: true, rows: "4", "aria-label": label });
    area.value = words;
    const said = el("span", { role: "status", class: "hint" });
    const take = button("复制", async () => {
      area.select();
      said.textContent = (await copy(words)) ? "已复制" : "请长按选中的文字复制";
    });
    return el("div", { class: "copied" }, area, el("div", { class: "row" }, take, said));
  }

  /** Let the page show what it was told before something long begins. */
  const breathe = () => new Promise((done) => setTimeout(done, 0));

  /** @param {string} id of a json_script */
  const given = (id) => JSON.parse(document.getElementById(id)?.textContent || "null");

  /** @param {File} file */
  const bytesOf = async (file) => new Uint8Array(await file.arrayBuffer());

  /** @param {File} file */
  const textOf = async (file) => text(await bytesOf(file));

  Object.assign(globalThis.zj, {
    el, button, notice, facts, step, qr, save, copy, copied, breathe, given, bytesOf, textOf,
  });
}
