// @ts-check
/**
 * What the forms of strangers gain where JavaScript runs: work in place of a question, photos that
 * go up one by one and go on after a break, and words that outlive a lost connection.
 *
 * Words are kept in this tab alone: others may use the same computer.
 */

import { pause, worked } from "./work.js";

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
const field = (form, name) =>
  /** @type {HTMLInputElement | null} */ (form.querySelector(`[name="${name}"]`));

/**
 * Return the code that the work of a form is done for besides its ticket, as the house reads it.
 * @param {HTMLFormElement} form
 */
function bound(form) {
  const name = field(form, "ticket")?.dataset.bound;
  const code = name ? (field(form, name)?.value ?? "") : "";
  return code.toUpperCase().replace(/[^A-HJKMNP-Z2-9]/g, "");
}

/**
 * Do the work a form asks for, if it is not done; it may be for a code that is typed last.
 * @param {HTMLFormElement} form
 */
async function work(form) {
  const ticket = field(form, "ticket");
  const place = field(form, "work");
  if (!ticket || !place || place.value) return;
  for (let code; code !== bound(form); ) {
    code = bound(form);
    place.value = await worked(ticket.value + code, Number(ticket.dataset.hard));
  }
}

/**
 * Forget work that was done for a code which has been changed since.
 * @param {HTMLFormElement} form
 */
function forget(form) {
  const place = field(form, "work");
  if (place) place.value = "";
}

// Words that are being written.

const KEPT = `doorway:${location.pathname}`;
const OWN = new Set(["csrfmiddlewaretoken", "once", "code", "add", "answer", "photos"]);

/** @returns {Record<string, string>} */
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {HTMLFormElement} form */
function keep(form) {
  const said = /** @type {Record<string, string>} */ ({});
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !OWN.has(name)) said[name] = value;
  }
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(said));
  } catch {
    // Full, or not allowed: the words are on the page all the same.
  }
}

/**
 * Put back what was written before the page was lost, with its ticket: its photos are under that.
 * @param {HTMLFormElement} form
 */
function restore(form) {
  if (form.querySelector("[aria-invalid], [data-kept], [role=alert]")) return;
  for (const [name, value] of Object.entries(kept())) {
    for (const one of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (one instanceof HTMLInputElement && ["radio", "checkbox"].includes(one.type)) {
        one.checked = one.value === value;
      } else if (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement) {
        if (!one.value || name === "ticket") one.value = value;
      } else if (one instanceof HTMLSelectElement) {
        one.value = value;
      }
    }
  }
}

// Photos, one by one.

const SIDE = 2048;

/**
 * Draw a photo smaller before it goes over a slow line; what cannot be drawn goes as it is.
 * @param {File} file
 * @returns {Promise<Blob>}
 */
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return blob instanceof Blob ? blob : file;
  } catch {
    return file;
  }
}

/** @typedef {{place: string, line: HTMLLIElement, words: HTMLElement, button: HTMLButtonElement, blob: Blob | null, state: "waiting" | "sent" | "refused" | "lost"}} Shot */

class Album {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} box
   */
  constructor(form, box) {
    this.form = form;
    this.url = box.dataset.photos ?? "";
    this.input = /** @type {HTMLInputElement} */ (box.querySelector("input[type=file]"));
    /** @type {Shot[]} */
    this.shots = [];
    this.busy = false;
    this.list = document.createElement("ul");
    this.list.className = "album";
    this.list.setAttribute("aria-live", "polite");
    box.append(this.list);
    this.input.addEventListener("change", () => void this.take());
    addEventListener("online", () => this.again());
    void this.look();
  }

  /** Show what came up before the page was lost. */
  async look() {
    await work(this.form);
    const answer = await this.ask({});
    for (const place of answer?.have ?? []) {
      if (!this.shots.some((one) => one.place === place)) this.add(place, "照片", null, "sent");
    }
  }

  async take() {
    const files = [...(this.input.files ?? [])];
    this.input.value = "";
    for (const file of files) {
      const place = [...crypto.getRandomValues(new Uint8Array(16))]
        .map((n) => n.toString(16).padStart(2, "0"))
        .join("");
      this.add(place, file.name, file, "waiting");
    }
    await this.send();
  }

  /**
   * @param {string} place
   * @param {string} name
   * @param {Blob | null} blob
   * @param {Shot["state"]} state
   */
  add(place, name, blob, state) {
    const line = document.createElement("li");
    const title = document.createElement("span");
    const words = document.createElement("span");
    const button = document.createElement("button");
    title.textContent = name;
    words.className = "album-words";
    button.type = "button";
    button.className = "btn btn-plain btn-sm";
    button.textContent = "删去";
    button.setAttribute("aria-label", `删去 ${name}`);
    line.append(title, words, button);
    this.list.append(line);
    const shot = { place, line, words, button, blob, state };
    button.addEventListener("click", () => void this.drop(shot));
    this.shots.push(shot);
    this.say(shot, state === "sent" ? "已传" : "等待");
  }

  /**
   * @param {Shot} shot
   * @param {string} words
   */
  say(shot, words) {
    shot.words.textContent = words;
    shot.line.dataset.state = shot.state;
  }

  /** @param {Shot} shot */
  async drop(shot) {
    this.shots = this.shots.filter((one) => one !== shot);
    shot.line.remove();
    if (shot.state !== "refused") await this.ask({ place: shot.place, drop: "1" });
  }

  again() {
    for (const shot of this.shots) if (shot.state === "lost") shot.state = "waiting";
    void this.send();
  }

  async send() {
    if (this.busy) return;
    this.busy = true;
    await work(this.form);
    for (let shot; (shot = this.shots.find((one) => one.state === "waiting")); ) {
      await this.sendOne(shot);
    }
    this.busy = false;
  }

  /**
   * Send one photo, and try again after longer and longer waits while the line is bad.
   * @param {Shot} shot
   */
  async sendOne(shot) {
    this.say(shot, "正在缩小");
    const blob = await smaller(/** @type {File} */ (shot.blob));
    for (const wait of [0, 2, 5, 10, 20]) {
      await pause(wait * 1000);
      if (!this.shots.includes(shot)) return;
      this.say(shot, wait ? "再传一次" : "正在上传");
      const answer = await this.ask({ place: shot.place }, blob);
      if (answer?.error) {
        shot.state = "refused";
        return this.say(shot, answer.error);
      }
      if (answer?.have.includes(shot.place)) {
        shot.state = "sent";
        return this.say(shot, "已传");
      }
      this.say(shot, "断了，稍后自动再传");
    }
    shot.state = "lost";
    this.say(shot, "没有传上，连上网以后自动再传");
  }

  /**
   * Ask the house; null where it was not reached.
   * @param {Record<string, string>} more
   * @param {Blob} [photo]
   * @returns {Promise<{have: string[], error?: string} | null>}
   */
  async ask(more, photo) {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "ticket", "work", "answer", "code"]) {
      body.append(name, field(this.form, name)?.value ?? "");
    }
    for (const [name, value] of Object.entries(more)) body.append(name, value);
    if (photo) body.append("photo", photo, "photo.jpg");
    try {
      const answer = await fetch(this.url, { method: "POST", body, signal: AbortSignal.timeout(90_000) });
      return answer.ok || answer.status === 422 ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  /** Return why the form should not go yet, or "". */
  get hindrance() {
    const waiting = this.shots.filter((one) => one.state === "waiting").length;
    const lost = this.shots.filter((one) => one.state === "lost").length;
    if (waiting) return `还有 ${waiting} 张照片在上传，传完再提交；不想等可以先删去。`;
    return lost ? `有 ${lost} 张照片没有传上，连上网以后会自动再传；也可以删去再提交。` : "";
  }
}

/** @type {WeakMap<HTMLFormElement, Album>} */
const albums = new WeakMap();

/**
 * @param {HTMLFormElement} form
 * @param {string} words
 */
function warn(form, words) {
  const old = form.querySelector("[data-warning]");
  const box = old ?? document.createElement("div");
  box.className = "alert alert-warning";
  box.setAttribute("role", "alert");
  box.setAttribute("data-warning", "");
  box.textContent = words;
  if (!old) form.querySelector(".sheet-foot")?.before(box);
}

/** Make the forms of this page ready. */
function ready() {
  if (document.querySelector("[data-sent]")) sessionStorage.removeItem(KEPT);
  for (const form of document.querySelectorAll("form")) {
    if (!field(form, "ticket") || form.dataset.ready) continue;
    form.dataset.ready = "yes";
    for (const asked of form.querySelectorAll("[data-question]")) {
      if (asked instanceof HTMLElement) asked.hidden = true;
    }
    const last = field(form, "ticket")?.dataset.bound;
    if (last) {
      field(form, last)?.addEventListener("input", () => forget(form));
    } else {
      restore(form);
      void work(form).then(() => keep(form));
      form.addEventListener("input", () => keep(form));
    }
    const box = form.querySelector("[data-photos]");
    if (box instanceof HTMLElement) albums.set(form, new Album(form, box));
  }
}

/** @type {WeakSet<HTMLFormElement>} */
const held = new WeakSet();

/**
 * Hold a form back until its work is done and its photos are up.
 *
 * A browser ignores a form that is sent while its last sending is still being told about, and work
 * that is done at once is done within that moment: without the pause nothing would be sent.
 * @param {Event} event
 */
async function hold(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !field(form, "ticket")) return;
  const words = albums.get(form)?.hindrance;
  const done = field(form, "work")?.value;
  if (!words && done) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (words) return warn(form, words);
  if (held.has(form)) return;
  held.add(form);
  await work(form);
  await pause(0);
  held.delete(form);
  form.requestSubmit();
}

document.addEventListener("submit", (event) => void hold(event), true);
document.addEventListener("htmx:afterSwap", ready);
ready();
