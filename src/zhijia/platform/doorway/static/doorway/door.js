// @ts-check
/**
 * What the forms of strangers gain where JavaScript runs: work in place of a question, photos that
 * go up one by one and go on after a break, and words that outlive a lost connection.
 *
 * The digest is written out: browsers keep theirs from pages that are not https, and many unions
 * have no certificate. Words are kept in this tab alone: others may use the same computer.
 */

const K = new Uint32Array(64);
const BEGIN = new Uint32Array(8);
for (let n = 2, k = 0; k < 64; n += 1) {
  let prime = true;
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
  if (!prime) continue;
  if (k < 8) BEGIN[k] = (n ** 0.5 % 1) * 2 ** 32;
  K[k] = (n ** (1 / 3) % 1) * 2 ** 32;
  k += 1;
}

const W = new Uint32Array(64);

/**
 * Take one block of 16 words into the state of a digest.
 * @param {Uint32Array} state
 * @param {Uint32Array} words
 * @param {number} from
 */
function mix(state, words, from) {
  for (let i = 0; i < 16; i += 1) W[i] = words[from + i];
  for (let i = 16; i < 64; i += 1) {
    const p = W[i - 15];
    const q = W[i - 2];
    const s0 = ((p >>> 7) | (p << 25)) ^ ((p >>> 18) | (p << 14)) ^ (p >>> 3);
    const s1 = ((q >>> 17) | (q << 15)) ^ ((q >>> 19) | (q << 13)) ^ (q >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let a = state[0] | 0;
  let b = state[1] | 0;
  let c = state[2] | 0;
  let d = state[3] | 0;
  let e = state[4] | 0;
  let f = state[5] | 0;
  let g = state[6] | 0;
  let h = state[7] | 0;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/**
 * Write an ASCII text into the words of a digest, from the block it begins with.
 * @param {string} text
 * @param {number} whole how many characters went before
 */
function padded(text, whole) {
  const size = ((text.length + 8) >> 6) + 1;
  const words = new Uint32Array(size * 16);
  for (let i = 0; i < text.length; i += 1) words[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
  words[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
  words[size * 16 - 1] = (whole + text.length) * 8;
  return words;
}

/**
 * Return what tells how many zero bits (at most 32) the SHA-256 of `text` and an ending begins
 * with. The blocks that never change are taken in once.
 * @param {string} text
 * @returns {(ending: string) => number}
 */
function zeros(text) {
  const whole = text.length - (text.length % 64);
  const begun = BEGIN.slice();
  const words = padded(text.slice(0, whole), 0);
  for (let block = 0; block < whole / 64; block += 1) mix(begun, words, block * 16);
  const state = new Uint32Array(8);
  return (ending) => {
    const rest = padded(text.slice(whole) + ending, whole);
    state.set(begun);
    for (let from = 0; from < rest.length; from += 16) mix(state, rest, from);
    return Math.clz32(state[0]);
  };
}

const pause = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Find what makes the digest of a ticket begin with enough zero bits, and leave the page alive.
 * @param {string} text
 * @param {number} hard
 */
async function worked(text, hard) {
  const bits = zeros(`${text}:`);
  for (let n = 0; ; await pause(0)) {
    const until = performance.now() + 40;
    while (performance.now() < until) {
      for (const last = n + 100; n < last; n += 1) if (bits(String(n)) >= hard) return String(n);
    }
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
const field = (form, name) =>
  /** @type {HTMLInputElement | null} */ (form.querySelector(`[name="${name}"]`));

/**
 * Do the work a form asks for, if it is not done; it may be for a code that is typed last.
 * @param {HTMLFormElement} form
 */
async function work(form) {
  const ticket = field(form, "ticket");
  const place = field(form, "work");
  if (!ticket || !place || place.value) return;
  const bound = ticket.dataset.bound ? (field(form, ticket.dataset.bound)?.value ?? "") : "";
  const code = bound.toUpperCase().replace(/[^A-HJKMNP-Z2-9]/g, "");
  place.value = await worked(ticket.value + code, Number(ticket.dataset.hard));
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
    if (!field(form, "ticket")?.dataset.bound) {
      restore(form);
      void work(form).then(() => keep(form));
      form.addEventListener("input", () => keep(form));
    }
    const box = form.querySelector("[data-photos]");
    if (box instanceof HTMLElement) albums.set(form, new Album(form, box));
  }
}

/**
 * Hold a form back until its work is done and its photos are up.
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
  await work(form);
  form.requestSubmit();
}

document.addEventListener("submit", (event) => void hold(event), true);
document.addEventListener("htmx:afterSwap", ready);
ready();
