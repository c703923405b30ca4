// @ts-check
/**
 * Lays a copy of one's own sheet of marks by on this device, with the files it is drawn with, so that
 * `worker.js` can open it where there is no signal. The copy is renewed whenever the page is opened
 * and whenever something was sent. It lies under a name that says whose it is: every page throws
 * away what is somebody else's, the sign-in page everything (`zhijia/app.js`).
 */

const MINE = "zhijia-sheet-";
const PAUSE = 1_000;
const bar = document.getElementById("outbox");
const note = document.getElementById("kept");
const who = bar?.dataset.who ?? "";
const keptAt = Number(document.documentElement.dataset.kept ?? 0);
let pause = 0;
let isKeeping = false;

/** @param {string} words */
function say(words) {
  if (!note) return;
  note.textContent = words;
  note.hidden = false;
}

/**
 * Return the addresses of the files that a page is drawn with.
 * @param {Document} page
 */
function files(page) {
  const named = [...page.querySelectorAll("link[href], script[src]")].map(
    (one) => one.getAttribute("href") ?? one.getAttribute("src") ?? "",
  );
  const loaded = performance.getEntriesByType("resource").map((one) => new URL(one.name).pathname);
  return [...new Set([...named, ...loaded])].filter((path) => path.startsWith("/static/"));
}

/** Throw this sheet away: it is handed in, or the server says that it is not this person's. */
async function forget() {
  const kept = await caches.open(MINE + who);
  await kept.delete(location.pathname, { ignoreSearch: true });
  if (note) note.hidden = true;
}

/** Keep this sheet as the server has it now, if it is still this person's. */
async function keep() {
  if (!navigator.onLine) return;
  const answer = await fetch(location.pathname + location.search).catch(() => null);
  if (!answer || answer.status >= 500) return;
  const html = await answer.text();
  const page = new DOMParser().parseFromString(html, "text/html");
  const there = page.getElementById("outbox")?.dataset;
  const isMine = there?.who === who && there.worker;
  if (!answer.ok || answer.redirected || !isMine) return forget();
  const kept = await caches.open(MINE + who);
  const lying = (await kept.keys()).map((request) => new URL(request.url).pathname);
  await kept.addAll(files(page).filter((path) => !lying.includes(path)));
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  headers.set("x-kept-at", String(Date.now()));
  await kept.delete(location.pathname, { ignoreSearch: true });
  await kept.put(location.pathname + location.search, new Response(html, { headers }));
  if (keptAt && isOld(page)) return location.reload();
  say("本表已存在这台设备上，没有网络也能再打开；退出登录时清除。");
}

/**
 * Say whether the copy on the screen shows less than the server has, and may be replaced: nothing
 * waits to be sent and nothing is being written. A server that was only slow gave it up too early.
 * @param {Document} page
 */
function isOld(page) {
  const states = (/** @type {Document} */ of) =>
    [...of.querySelectorAll(".item-state")].map((one) => (one.textContent ?? "").trim()).join();
  const isIdle = bar?.classList.contains("is-sent") && !document.querySelector(".item details[open]");
  return isIdle && states(page) !== states(document);
}

/** @param {SubmitEvent} event */
function handedIn(event) {
  const isFinal = event.target instanceof Element && event.target.closest("[data-final]");
  if (isFinal && !event.defaultPrevented && navigator.onLine) void forget();
}

/** Keep the sheet a moment after the last of what was sent, and never twice at once. */
function soon() {
  clearTimeout(pause);
  pause = window.setTimeout(async () => {
    if (isKeeping) return soon();
    isKeeping = true;
    await keep().finally(() => (isKeeping = false));
  }, PAUSE);
}

const canKeep = bar && "serviceWorker" in navigator && "caches" in window;
if (canKeep && !bar.dataset.worker) await forget();
else if (canKeep && bar.dataset.worker) {
  if (keptAt) {
    const time = new Date(keptAt).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
    say(`没有连上服务器，这是 ${time} 存在这台设备上的内容。可以照常填写，联网以后自动发送。`);
  }
  document.addEventListener("outbox:sent", soon);
  document.addEventListener("submit", handedIn, { capture: true });
  await navigator.serviceWorker.register(bar.dataset.worker);
  await navigator.serviceWorker.ready;
  await keep();
}
