// @ts-check
/**
 * An anonymous answer in three steps: what is filled in is checked without anybody being named, a
 * blinded token is signed for who is signed in, and the answer goes into the box with the token,
 * again without anybody being named. The server that signs cannot know the token again.
 */

import { blind, bytes, chance, drawn, HASH, hex, isSigned, unblind } from "./blind.js";

const BUCKET = 2048; // characters: how long an answer is shows on the wire only in such steps
const LOST = "没有连上服务器，填写的内容还在页面上。请稍后再按一次“提交”，不会重复计算。";

/** @typedef {{token: string, salt: string, r: string}} Secret */

/** @param {FormData} data */
function content(data) {
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const [name, value] of data.entries()) {
    if (typeof value === "string" && /^q\d+/.test(name)) (found[name] ??= []).push(value);
  }
  return found;
}

/**
 * What is sent, padded to a whole number of buckets.
 * @param {Record<string, unknown>} answer
 */
function padded(answer) {
  const bare = JSON.stringify({ ...answer, pad: "" });
  const size = new TextEncoder().encode(bare).length;
  return JSON.stringify({ ...answer, pad: " ".repeat((BUCKET - (size % BUCKET)) % BUCKET) });
}

/**
 * Send to the box as nobody: without the cookies of who is signed in, and without this page's name.
 * @param {string} url
 * @param {Record<string, unknown>} answer
 */
async function toBox(url, answer) {
  const response = await fetch(url, {
    method: "POST",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
    headers: { "Content-Type": "application/json" },
    body: padded(answer),
  });
  return { ok: response.ok, said: await response.json() };
}

/**
 * The token of this browser for this round: the same one after a line that broke.
 * @param {string} key
 * @param {bigint} n
 * @returns {Secret}
 */
function secretOf(key, n) {
  const kept = localStorage.getItem(key);
  if (kept) return JSON.parse(kept);
  const made = { token: hex(chance(32)), salt: hex(chance(HASH)), r: drawn(n).toString(16) };
  localStorage.setItem(key, JSON.stringify(made));
  return made;
}

/**
 * @param {DOMStringMap} where
 * @param {HTMLFormElement} form
 */
async function draw(where, form) {
  const n = BigInt(`0x${where.modulus}`);
  const key = `survey:${where.group}:${where.who}`;
  const secret = secretOf(key, n);
  const [token, salt, r] = [bytes(secret.token), bytes(secret.salt), BigInt(`0x${secret.r}`)];
  const body = new URLSearchParams({ blinded: blind(token, n, salt, r).toString(16) });
  const guard = form.querySelector("[name=csrfmiddlewaretoken]");
  const response = await fetch(where.draw ?? "", {
    method: "POST",
    headers: { "X-CSRFToken": guard instanceof HTMLInputElement ? guard.value : "" },
    body,
  });
  const said = await response.json();
  if (!response.ok) return { words: said.words, key };
  const signature = unblind(BigInt(`0x${said.signed}`), n, r);
  if (!isSigned(token, signature, n, salt)) return { words: "凭证不对，没有提交，请告诉工会", key };
  return { token: secret.token, signature: signature.toString(16), key };
}

/**
 * @param {HTMLElement} root
 * @param {string} words
 */
function tell(root, words) {
  const place = /** @type {HTMLElement} */ (root.querySelector("[data-told]"));
  place.textContent = words;
  place.hidden = !words;
  if (words) place.scrollIntoView({ block: "center" });
}

/**
 * Put what is wrong beside the fields.
 * @param {HTMLElement} root
 * @param {Record<string, string>} faults
 */
function mark(root, faults) {
  for (const old of root.querySelectorAll(".invalid-feedback")) old.remove();
  for (const [name, words] of Object.entries(faults)) {
    const field = root.querySelector(`[name="${CSS.escape(name)}"]`)?.closest(".field");
    const note = document.createElement("div");
    note.className = "invalid-feedback d-block";
    note.textContent = words;
    field?.append(note);
  }
  root.dispatchEvent(new Event("faults"));
}

/**
 * @param {HTMLElement} root
 * @param {HTMLFormElement} form
 */
async function submit(root, form) {
  const where = root.dataset;
  const answer = { content: content(new FormData(form)) };
  const checked = await toBox(where.box ?? "", answer);
  mark(root, checked.said.faults ?? {});
  if (!checked.ok) return checked.said.words ?? "有几处需要补充或者修改，见红字。";
  const got = await draw(where, form);
  if (!("token" in got)) {
    localStorage.removeItem(got.key);
    return got.words;
  }
  const { key, token, signature } = got;
  const put = await toBox(where.box ?? "", { ...answer, token, signature });
  if (!put.ok) return put.said.words ?? LOST;
  localStorage.removeItem(key);
  location.assign(where.thanks ?? "/");
  return "";
}

/** @param {HTMLElement} root */
function prepare(root) {
  const form = root.querySelector("form");
  if (!(form instanceof HTMLFormElement) || typeof BigInt !== "function") return;
  for (const one of document.querySelectorAll("[data-way]")) {
    /** @type {HTMLElement} */ (one).hidden = /** @type {HTMLElement} */ (one).dataset.way !== "blind";
  }
  let isBusy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    tell(root, "");
    try {
      tell(root, await submit(root, form));
    } catch {
      tell(root, LOST);
    } finally {
      isBusy = false;
    }
  });
}

for (const root of document.querySelectorAll("[data-anonymous]")) {
  prepare(/** @type {HTMLElement} */ (root));
}
