// @ts-check
/**
 * The outbox of a sheet of marks: what is filled in is kept on this device until the server has it.
 *
 * Every change of an item's mark, every fault and every photo becomes an entry. A mark is noted the
 * moment it is pressed, so it outlives a page that is left at once. Entries stay where there is no
 * connection, also when the page is closed, and go out when it is opened again with a connection.
 * Each carries a token that the server honours once, so an entry whose answer was lost on the way
 * may be sent again. Without this script the forms post by themselves.
 */

import * as rules from "./entries.js";
import * as store from "./store.js";
import { parsed, post, standing, versionIn } from "./wire.js";

/** @typedef {import("./entries.js").Entry} Entry */

const EVERY = 15_000;
const PAUSE = 700;
const OURS = new Set(["csrfmiddlewaretoken", "once"]);
const bar = document.getElementById("outbox");
const who = bar?.dataset.who ?? "";
const sheet = bar?.dataset.sheet ?? "";
/** @type {Map<HTMLFormElement, number>} */
const pauses = new Map();
/** @type {Entry[]} */
let known = [];
/** @type {import("./entries.js").Trouble} */
let trouble = "";
/** @type {boolean | undefined} whether this browser keeps anything; unknown at first */
let canKeep;
/** @type {Set<HTMLFormElement>} what was pressed before that was known */
const early = new Set();
/** @type {WeakSet<HTMLFormElement>} */
const busy = new WeakSet();

function token() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Return the form on this page that an entry came from.
 * @param {Entry} entry
 */
function formOf(entry) {
  for (const form of document.querySelectorAll(".item form")) {
    if (form instanceof HTMLFormElement && new URL(form.action).pathname === entry.url) return form;
  }
  return null;
}

/** Say on the page how the outbox stands, as far as is known. */
function show() {
  const entries = rules.together(known, store.notes(who));
  for (const one of document.querySelectorAll("[data-item]")) {
    if (one instanceof HTMLElement) showItem(one, entries);
  }
  if (!bar) return;
  bar.hidden = false;
  bar.classList.toggle("is-sent", entries.length === 0);
  const words = bar.querySelector(".outbox-words");
  const said = rules.said(entries, trouble, navigator.onLine);
  if (words && words.textContent !== said) words.textContent = said;
}

/**
 * Say that entries are for this item, and why one was not taken.
 * @param {HTMLElement} one
 * @param {Entry[]} entries
 */
function showItem(one, entries) {
  const mine = entries.filter((entry) => entry.sheet === sheet && entry.item === one.dataset.item);
  const sign = /** @type {HTMLElement | null} */ (one.querySelector(".item-unsent"));
  const note = /** @type {HTMLElement | null} */ (one.querySelector(".item-note"));
  if (sign) sign.hidden = mine.length === 0;
  const refused = mine.filter((entry) => entry.refused);
  const shown = refused.map((entry) => entry.once).join();
  if (!note || note.dataset.shown === shown) return;
  note.dataset.shown = shown;
  note.hidden = !shown;
  note.replaceChildren(...refused.map(reason));
}

/**
 * Return the reason for which an entry was not taken, with the way to take it back.
 * @param {Entry} entry
 */
function reason(entry) {
  const line = document.createElement("div");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm ms-2";
  button.textContent = "取回修改";
  button.addEventListener("click", () => void takeBack(entry));
  line.append(entry.refused, button);
  return line;
}

/** Look at what waits, and say it. */
async function tell() {
  known = await store.waiting(who);
  show();
}

/**
 * Put what an entry says into its form.
 * @param {Entry} entry
 * @param {HTMLFormElement} form
 */
function fill(entry, form) {
  /** @type {Map<string, DataTransfer>} */
  const files = new Map();
  for (const [name, value] of entry.fields) {
    const field = form.elements.namedItem(name);
    if (value instanceof File) {
      if (!files.has(name)) files.set(name, new DataTransfer());
      files.get(name)?.items.add(value);
    } else if (name !== "version" && field && "value" in field) {
      field.value = value;
    }
  }
  for (const [name, chosen] of files) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.files = chosen.files;
  }
}

/**
 * Put an entry that was not taken back into its form, where it may be mended and sent again.
 * @param {Entry} entry
 */
async function takeBack(entry) {
  const form = formOf(entry);
  if (!form) return;
  fill(entry, form);
  form.closest("details")?.setAttribute("open", "");
  await store.change(entry.key, (now) => (now?.once === entry.once ? null : now));
  await tell();
  form.querySelector("input:not([type=hidden]), textarea")?.scrollIntoView({ block: "center" });
}

/**
 * Return what a form says as an entry.
 * @param {HTMLFormElement} form
 * @returns {Entry}
 */
function entryOf(form) {
  const place = /** @type {HTMLElement | null} */ (form.closest("[data-item]"));
  const once = token();
  const url = new URL(form.action).pathname;
  const isMark = form.closest(".item-mark") !== null;
  return {
    key: isMark ? `${who}:${url}` : `${who}:${url}:${once}`,
    who,
    sheet,
    item: place?.dataset.item ?? "",
    url,
    part: place?.dataset.part ?? "",
    fields: [...new FormData(form)].filter(
      ([name, value]) => !OURS.has(name) && !(value instanceof File && value.size === 0),
    ),
    once,
    at: Date.now(),
    refused: "",
    tried: false,
  };
}

/**
 * Take over what the server says of an item: its version and, if something was taken, its state
 * and what is kept there.
 * @param {Entry} entry
 * @param {Document} page
 * @param {boolean} isTaken
 */
function renew(entry, page, isTaken) {
  const now = page.querySelector("[data-item]");
  const mine = `[data-item="${CSS.escape(entry.item)}"]`;
  const here = entry.sheet === sheet ? document.querySelector(mine) : null;
  if (!here || !now) return;
  const field = /** @type {HTMLInputElement | null} */ (here.querySelector("input[name=version]"));
  if (field && versionIn(now)) field.value = versionIn(now);
  for (const part of isTaken ? [".item-state", ".item-kept"] : []) {
    const fresh = now.querySelector(part);
    if (fresh) here.querySelector(part)?.replaceWith(fresh);
  }
}

/**
 * Deal with the answer to an entry. Returns what it meant.
 * @param {Entry} entry
 * @param {Response} answer
 */
async function settle(entry, answer) {
  const html = await answer.text().catch(() => null);
  if (html === null) return "lost";
  const led = answer.redirected && answer.url.includes("/accounts/") ? answer.url : "";
  const away = answer.headers.get("HX-Redirect") ?? led;
  let page = parsed(html);
  const isItem = page.querySelector(`[data-item="${CSS.escape(entry.item)}"]`) !== null;
  const means = rules.meaning({ status: answer.status, away, isItem });
  if (means === "taken") {
    const stands = away ? await standing(entry) : page;
    if (stands instanceof Document) page = stands;
    renew(entry, page, true);
    await store.change(entry.key, (now) => now && rules.afterTaken(now, entry, versionIn(page)));
  } else if (means === "refused") {
    const words = [...page.querySelectorAll("form [role=alert], .invalid-feedback")]
      .map((one) => (one.textContent ?? "").trim())
      .filter(Boolean)
      .join(" ");
    await refuse(entry, page, words);
  }
  return means;
}

/**
 * Keep an entry that the server would not have, with the reason.
 * @param {Entry} entry
 * @param {Document} page
 * @param {string} words
 */
async function refuse(entry, page, words) {
  renew(entry, page, false);
  const why = words || "没有被接受，请刷新页面看看这一条是否还能填写。";
  await store.change(
    entry.key,
    (now) => now && rules.afterRefused(now, entry, why, versionIn(page), token()),
  );
}

/**
 * Send one entry and deal with what comes of it. Whoever signs in anew in another window makes the
 * tokens of this page void, so it is asked for a fresh one.
 * @param {Entry} entry
 * @returns {Promise<import("./entries.js").Meaning | "somebody-else">}
 */
async function deliver(entry) {
  for (const isAgain of [false, true]) {
    const answer = await post(entry);
    if (!(answer instanceof Response)) return answer;
    const means = await settle(entry, answer);
    if (means !== "stale") return means;
    if (isAgain) break;
    const stands = await standing(entry);
    if (!(stands instanceof Document)) return stands === "lost" ? "signed-out" : stands;
  }
  await refuse(entry, parsed(""), "");
  return "refused";
}

/** Send what waits until nobody answers; one that the server fails at does not hold up the rest. */
async function send() {
  isQueued = false;
  const skipped = new Set();
  let isSent = false;
  trouble = "";
  for (let entry; navigator.onLine && (entry = rules.next(await store.waiting(who), skipped)); ) {
    const means = await deliver(entry);
    isSent ||= means === "taken";
    if (means === "taken" || means === "refused") await tell();
    else trouble = means;
    if (means === "failed") skipped.add(entry.once);
    else if (trouble) break;
  }
  await tell();
  if (isSent) document.dispatchEvent(new Event("outbox:sent"));
}

let line = Promise.resolve();
let isQueued = false;

/** Send all that waits, after what is being sent just now. */
function flush() {
  if (!isQueued) {
    isQueued = true;
    line = line.then(send, send);
  }
  return line;
}

/** @param {Event} event */
function changed(event) {
  const target = event.target instanceof Element ? event.target : null;
  const form = target?.closest(".item-mark form");
  if (!(form instanceof HTMLFormElement)) return;
  if (canKeep) hear(form);
  else early.add(form);
}

/**
 * Note a mark the moment it changes, and keep it a little after its last change.
 * @param {HTMLFormElement} form
 */
function hear(form) {
  store.note(entryOf(form));
  show();
  clearTimeout(pauses.get(form));
  pauses.set(form, window.setTimeout(() => void save(form), PAUSE));
}

/**
 * Keep what a form says; a mark waits no longer for its next change.
 * @param {HTMLFormElement} form
 */
async function keep(form) {
  clearTimeout(pauses.get(form));
  pauses.delete(form);
  const entry = entryOf(form);
  if (form.closest(".item-mark")) store.note(entry);
  await store.keep(entry);
  await tell();
}

/**
 * Keep a form and send what waits.
 * @param {HTMLFormElement} form
 */
async function save(form) {
  await keep(form);
  await flush();
}

/** @param {SubmitEvent} event */
async function submitted(event) {
  const form = event.target;
  if (!canKeep || !(form instanceof HTMLFormElement)) return;
  if (form.closest("[data-final]")) return handIn(event, form);
  if (!form.closest(".item") || form.classList.contains("act") || form.closest("[data-online]")) return;
  event.preventDefault();
  event.stopPropagation();
  if (!form.reportValidity()) return;
  if (busy.has(form)) return;
  busy.add(form);
  await keep(form).finally(() => busy.delete(form));
  if (!form.closest(".item-mark")) {
    form.reset();
    form.closest("details")?.removeAttribute("open");
  }
  await flush();
}

/**
 * Hand the sheet in only when nothing of it waits on this device.
 * @param {SubmitEvent} event
 * @param {HTMLFormElement} form
 */
async function handIn(event, form) {
  if (event.defaultPrevented) return;
  event.preventDefault();
  event.stopPropagation();
  await Promise.all([...pauses.keys()].map(keep));
  await flush();
  if (known.every((entry) => entry.sheet !== sheet)) form.submit();
  else bar?.scrollIntoView({ block: "center" });
}

/** Keep what a page that was left had only noted, and put what waits back into the forms. */
async function restore() {
  // Its page is gone, so nobody knows what of it arrived.
  for (const entry of store.notes(who)) await store.keep({ ...entry, tried: true });
  for (const entry of await store.waiting(who)) {
    const form = formOf(entry);
    if (form?.closest(".item-mark") && !early.has(form) && !pauses.has(form)) fill(entry, form);
  }
}

/** Look for marks that were pressed before this script had come; a reload fills forms by itself. */
function pressedBefore() {
  const [how] = performance.getEntriesByType("navigation");
  if (!(how instanceof PerformanceNavigationTiming) || how.type !== "navigate") return;
  for (const field of document.querySelectorAll(".item-mark :is(input, textarea)")) {
    if (field instanceof HTMLInputElement && field.type === "radio") {
      if (field.checked && !field.defaultChecked && field.form) early.add(field.form);
    } else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      if (field.value !== field.defaultValue && field.form) early.add(field.form);
    }
  }
}

async function begin() {
  pressedBefore();
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("submit", (event) => void submitted(event), { capture: true });
  canKeep = await store.isUsable();
  if (!canKeep) return;
  window.addEventListener("online", () => void flush());
  window.addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => void flush());
  bar?.querySelector("button")?.addEventListener("click", () => void flush());
  window.setInterval(() => void flush(), EVERY);
  await restore();
  early.forEach(hear);
  await flush();
}

if (bar) await begin();
