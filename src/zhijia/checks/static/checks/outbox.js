// @ts-check
/**
 * The outbox of a sheet of marks: what is filled in is kept on this device until the server has it.
 *
 * Every change of an item's mark, every fault and every photo becomes an entry. Entries are sent in
 * order; where there is no connection they stay, also when the page is closed, and go out when it is
 * opened again with a connection. Each carries a token that the server honours once, so an entry
 * whose answer was lost on the way may be sent again. Without this script the forms post by
 * themselves.
 */

/**
 * @typedef {object} Entry
 * @property {string} key whose, and which form; a newer entry of the same form takes its place
 * @property {string} who
 * @property {string} sheet
 * @property {string} item
 * @property {string} url
 * @property {[string, FormDataEntryValue][]} fields
 * @property {string} once
 * @property {number} at
 * @property {string} refused why the server would not have it; "" while it waits
 * @property {boolean} tried whether it was sent without an answer: the server may have it already
 */

const PATIENCE = 30_000;
const EVERY = 15_000;
const PAUSE = 700;
const OURS = new Set(["csrfmiddlewaretoken", "once"]);
const bar = document.getElementById("outbox");
const who = bar?.dataset.who ?? "";
const sheet = bar?.dataset.sheet ?? "";
/** @type {Map<HTMLFormElement, number>} */
const pauses = new Map();
let sending = false;
let signedOut = false;

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("zhijia-checks", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("outbox", { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/**
 * Do one thing with the store.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function store(mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const asked = act(database.transaction("outbox", mode).objectStore("outbox"));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/** @returns {Promise<Entry[]>} */
async function waiting() {
  /** @type {Entry[]} */
  const all = await store("readonly", (kept) => kept.getAll());
  return all.filter((one) => one.who === who).sort((a, b) => a.at - b.at);
}

function token() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} item */
function article(item) {
  return document.querySelector(`[data-item="${item}"]`);
}

/**
 * Say that entries are for this item, or why one was not taken.
 * @param {Entry[]} entries
 */
function show(entries) {
  for (const one of document.querySelectorAll("[data-item]")) {
    const mine = entries.filter(
      (entry) => entry.sheet === sheet && entry.item === /** @type {HTMLElement} */ (one).dataset.item,
    );
    const sign = /** @type {HTMLElement | null} */ (one.querySelector(".item-unsent"));
    const note = /** @type {HTMLElement | null} */ (one.querySelector(".item-note"));
    const why = mine.map((entry) => entry.refused).filter(Boolean).join("");
    if (sign) sign.hidden = mine.length === 0;
    if (note && note.textContent !== why) note.textContent = why;
    if (note) note.hidden = !why;
  }
  if (!bar) return;
  const refused = entries.filter((entry) => entry.refused).length;
  const words = bar.querySelector(".outbox-words");
  bar.hidden = false;
  bar.classList.toggle("is-sent", entries.length === 0);
  let said = "填写的内容已全部发送。";
  if (entries.length) {
    const why = signedOut
      ? "登录已过期，请另开一页登录后再发送；内容留在本机。"
      : navigator.onLine
        ? "正在发送……"
        : "没有网络，联网以后自动发送；内容留在本机，请不要清除浏览器数据。";
    said = `有 ${entries.length} 项没有发送。${refused ? `其中 ${refused} 项没有被接受，请看各条的说明。` : why}`;
  }
  if (words) words.textContent = said;
}

/** Say on the page how the outbox stands. */
async function tell() {
  show(await waiting());
}

/**
 * Keep what a form says as an entry.
 * @param {HTMLFormElement} form
 * @param {boolean} again whether a newer entry of the same form takes the older one's place
 */
async function keep(form, again) {
  const item = /** @type {HTMLElement | null} */ (form.closest("[data-item]"))?.dataset.item ?? "";
  const once = token();
  const url = new URL(form.action).pathname;
  const fields = [...new FormData(form)].filter(
    ([name, value]) => !OURS.has(name) && !(value instanceof File && value.size === 0),
  );
  /** @type {Entry | undefined} */
  const older = again ? await store("readonly", (kept) => kept.get(`${who}:${url}`)) : undefined;
  /** @type {Entry} */
  const entry = {
    key: again ? `${who}:${url}` : `${who}:${url}:${once}`,
    who,
    sheet,
    item,
    url,
    fields,
    once,
    at: Date.now(),
    refused: "",
    tried: older?.tried ?? false,
  };
  await store("readwrite", (kept) => kept.put(entry));
  await tell();
}

/**
 * Return where the page of an item lies that an entry is about.
 * @param {Entry} entry
 */
function place(entry) {
  return entry.url.replace(/\/(mark|proof|figure|record)\/$/, "/");
}

/**
 * Return the version of a mark as it stands on the server; null where nobody answers.
 * @param {Entry} entry
 * @returns {Promise<string | null>}
 */
async function version(entry) {
  const answer = await fetch(place(entry), { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("input[name=version]")?.getAttribute("value") ?? "";
}

/**
 * Note that an entry was sent and nobody answered, unless a newer one has taken its place.
 * @param {Entry} entry
 */
async function attempted(entry) {
  /** @type {Entry | undefined} */
  const now = await store("readonly", (kept) => kept.get(entry.key));
  if (now) await store("readwrite", (kept) => kept.put({ ...now, tried: true }));
}

/**
 * Send one entry. Returns the answer, or null where nobody answered.
 * @param {Entry} entry
 * @returns {Promise<Response | null>}
 */
async function post(entry) {
  if (!navigator.onLine) return null;
  const stands = entry.tried ? await version(entry) : null;
  const body = new FormData();
  for (const [name, value] of entry.fields) {
    body.append(name, name === "version" && stands !== null ? stands : value);
  }
  body.append("once", entry.once);
  const guard = /** @type {HTMLInputElement | null} */ (
    document.querySelector("input[name=csrfmiddlewaretoken]")
  );
  const headers = { "HX-Request": "true", "X-CSRFToken": guard?.value ?? "" };
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    return await fetch(entry.url, { method: "POST", body, headers, signal: limit.signal });
  } catch {
    await attempted(entry);
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Take over what the server says of an item: its version, its state, what is kept there.
 * @param {Entry} entry
 * @param {string} html
 * @param {boolean} isTaken
 */
async function renew(entry, html, isTaken) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const now = page.querySelector("[data-item]");
  const here = entry.sheet === sheet ? article(entry.item) : null;
  const version = now?.querySelector("input[name=version]")?.getAttribute("value") ?? "";
  if (here && now) {
    const field = /** @type {HTMLInputElement | null} */ (here.querySelector("input[name=version]"));
    if (field && version) field.value = version;
    if (isTaken) {
      for (const part of [".item-state", ".item-kept"]) {
        const fresh = now.querySelector(part);
        if (fresh) here.querySelector(part)?.replaceWith(fresh);
      }
    }
  }
  if (!version) return;
  /** @type {Entry | undefined} */
  const newer = await store("readonly", (kept) => kept.get(entry.key));
  if (!newer || newer.once === entry.once) return;
  newer.fields = newer.fields.map(([name, value]) => [name, name === "version" ? version : value]);
  await store("readwrite", (kept) => kept.put(newer));
}

/**
 * Take an entry out, unless a newer one has taken its place meanwhile.
 * @param {Entry} entry
 */
async function done(entry) {
  /** @type {Entry | undefined} */
  const now = await store("readonly", (kept) => kept.get(entry.key));
  if (now && now.once === entry.once) await store("readwrite", (kept) => kept.delete(entry.key));
  document.dispatchEvent(new Event("outbox:sent"));
}

/**
 * Keep an entry that the server would not have, with the reason.
 * @param {Entry} entry
 * @param {string} why
 */
async function refuse(entry, why) {
  /** @type {Entry | undefined} */
  const now = await store("readonly", (kept) => kept.get(entry.key));
  if (!now || now.once !== entry.once) return;
  await store("readwrite", (kept) => kept.put({ ...now, refused: why, once: token() }));
}

/**
 * Deal with the answer to an entry; say whether to go on with the next.
 * @param {Entry} entry
 * @param {Response} answer
 */
async function settle(entry, answer) {
  const away = answer.headers.get("HX-Redirect") ?? "";
  if (away.includes("/accounts/")) {
    signedOut = true;
    return false;
  }
  signedOut = false;
  if (answer.status >= 500) return false;
  if (answer.ok) {
    let html = await answer.text();
    if (away) {
      const again = await fetch(place(entry), { headers: { "HX-Request": "true" } }).catch(() => null);
      html = again?.ok ? await again.text() : "";
    }
    await renew(entry, html, true);
    await done(entry);
    return true;
  }
  const html = await answer.text();
  const page = new DOMParser().parseFromString(html, "text/html");
  const said = [...page.querySelectorAll("form [role=alert], .invalid-feedback")]
    .map((one) => (one.textContent ?? "").trim())
    .filter(Boolean)
    .join(" ");
  await renew(entry, html, false);
  await refuse(entry, said || "没有被接受，请刷新页面看看这一条是否还能填写。");
  return true;
}

/** Send all that waits, in order, until nobody answers. */
async function flush() {
  if (sending) return;
  sending = true;
  try {
    for (const entry of (await waiting()).filter((one) => !one.refused)) {
      const answer = await post(entry);
      if (!answer || !(await settle(entry, answer))) break;
      await tell();
    }
  } finally {
    sending = false;
    await tell();
  }
}

/**
 * Keep a mark a moment after its last change.
 * @param {Event} event
 */
function changed(event) {
  const target = event.target instanceof Element ? event.target : null;
  const form = target?.closest(".item-mark form");
  if (!(form instanceof HTMLFormElement)) return;
  clearTimeout(pauses.get(form));
  pauses.set(form, window.setTimeout(() => void save(form, true), PAUSE));
}

/**
 * Keep a form and send what waits.
 * @param {HTMLFormElement} form
 * @param {boolean} again
 */
async function save(form, again) {
  pauses.delete(form);
  await keep(form, again);
  await flush();
}

/** @param {SubmitEvent} event */
async function submitted(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.closest(".item, [data-final]")) return;
  if (form.closest("[data-final]")) return handIn(event, form);
  if (form.classList.contains("act") || form.closest("[data-online]")) return;
  event.preventDefault();
  event.stopPropagation();
  if (!form.reportValidity()) return;
  clearTimeout(pauses.get(form));
  const isMark = form.closest(".item-mark") !== null;
  await save(form, isMark);
  if (!isMark) {
    form.reset();
    form.closest("details")?.removeAttribute("open");
  }
}

/**
 * Hand the sheet in only when nothing waits on this device.
 * @param {SubmitEvent} event
 * @param {HTMLFormElement} form
 */
async function handIn(event, form) {
  if (event.defaultPrevented) return;
  event.preventDefault();
  event.stopPropagation();
  await Promise.all([...pauses.keys()].map(settled));
  await flush();
  if ((await waiting()).length === 0) {
    form.submit();
    return;
  }
  bar?.scrollIntoView({ block: "center" });
}

/**
 * Keep a mark whose pause is still running.
 * @param {HTMLFormElement} form
 */
async function settled(form) {
  clearTimeout(pauses.get(form));
  pauses.delete(form);
  await keep(form, true);
}

/** Put what waits on this device back into the forms of a page that was loaded anew. */
async function restore() {
  for (const entry of await waiting()) {
    const form = [...document.querySelectorAll(".item-mark form")].find(
      (one) => one instanceof HTMLFormElement && new URL(one.action).pathname === entry.url,
    );
    if (!(form instanceof HTMLFormElement)) continue;
    for (const [name, value] of entry.fields) {
      const field = form.elements.namedItem(name);
      if (typeof value === "string" && name !== "version" && field && "value" in field) {
        field.value = value;
      }
    }
  }
}

if (bar) {
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("submit", (event) => void submitted(event), { capture: true });
  window.addEventListener("online", () => void flush());
  window.addEventListener("offline", () => void tell());
  bar.querySelector("button")?.addEventListener("click", () => void flush());
  window.setInterval(() => void flush(), EVERY);
  await restore();
  await flush();
}
