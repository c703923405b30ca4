// @ts-check
/**
 * What opens a sheet of marks where there is no signal: the copy that the page itself has laid by
 * (`kept.js`). This worker only hands out; it keeps nothing, and it knows no page but sheets.
 */

const SHEET = /^\/checks\/inspections\/\d+\/(self|site)\/$/;
const NAMED_BY_CONTENT = /\.[0-9a-f]{12}\.\w+$/;
const PATIENCE = 5_000;
const KEPT_FOR = 12 * 60 * 60 * 1000; // milliseconds: no longer than somebody stays signed in
const worker = /** @type {any} */ (self);

/** @param {string} words */
function escaped(words) {
  return words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * Return the copies of sheets that may still be shown, each with its address; throw away the others.
 * @returns {Promise<{url: URL, page: Response}[]>}
 */
async function sheets() {
  const found = [];
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    for (const request of await kept.keys()) {
      const url = new URL(request.url);
      if (!SHEET.test(url.pathname)) continue;
      const page = await kept.match(request);
      const age = Date.now() - Number(page?.headers.get("x-kept-at") ?? 0);
      if (!page || age > KEPT_FOR) await kept.delete(request);
      else found.push({ url, page });
    }
  }
  return found;
}

/**
 * Return the copy of this sheet, whichever way of looking at it was kept.
 * @param {URL} url
 */
async function copy(url) {
  const same = (await sheets()).filter((one) => one.url.pathname === url.pathname);
  return (same.find((one) => one.url.search === url.search) ?? same[0])?.page ?? null;
}

/**
 * Return a copy as it is shown: it says of itself when it was kept.
 * @param {Response} page
 */
async function shown(page) {
  const html = await page.text();
  const marked = html.replace("<html ", `<html data-kept="${page.headers.get("x-kept-at")}" `);
  return new Response(marked, { headers: page.headers });
}

/** Say that there is no signal, and lead to the sheets that lie on this device. */
async function nothing() {
  const found = await sheets();
  const styles = (await Promise.all((await caches.keys()).map((name) => caches.open(name))))
    .map(async (kept) => (await kept.keys()).map((request) => request.url))
    .map(async (urls) => (await urls).filter((url) => new URL(url).pathname.endsWith(".css")));
  const links = (await Promise.all(styles)).flat();
  const lines = await Promise.all(
    found.map(async ({ url, page }) => {
      const title = /<title>([^<]*)<\/title>/.exec(await page.text())?.[1] ?? url.pathname;
      return `<li><a href="${escaped(url.pathname)}">${title}</a></li>`;
    }),
  );
  const list = lines.length
    ? `<p>这台设备上有下面的评分表，没有网络也能打开：</p><ul>${lines.join("")}</ul>`
    : "<p>这台设备上没有可以打开的评分表。</p>";
  const head = links.map((url) => `<link rel="stylesheet" href="${escaped(url)}">`).join("");
  return new Response(
    `<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">${head}<title>没有网络 · 职家</title></head>
<body class="outside"><main class="sheet-of-page"><h1>没有网络</h1>
<p>这一页没有存在这台设备上，联网以后才能打开。</p>${list}</main></body></html>`,
    {
      status: 503,
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": "default-src 'none'; style-src 'self'",
      },
    },
  );
}

/**
 * Open a page: from the server where it answers in time, else from this device.
 * @param {Request} request
 */
async function open(request) {
  const url = new URL(request.url);
  const kept = SHEET.test(url.pathname) ? await copy(url) : null;
  if (!kept) return fetch(request).catch(nothing);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const answer = await Promise.race([fetch(request).catch(() => null), late]);
  return answer && answer.status < 500 ? answer : shown(kept);
}

/**
 * Return a static file: one whose name holds its hash never changes.
 * @param {Request} request
 */
async function file(request) {
  const kept = await caches.match(request);
  if (kept && NAMED_BY_CONTENT.test(new URL(request.url).pathname)) return kept;
  return fetch(request).catch((error) => {
    if (kept) return kept;
    throw error;
  });
}

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(worker.clients.claim());
});
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (request.mode === "navigate") event.respondWith(open(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (url.pathname === "/waiting/") {
    // The number on the bell: without a signal nobody knows it, and nothing is said.
    event.respondWith(fetch(request).catch(() => new Response(null, { status: 204 })));
  }
});
