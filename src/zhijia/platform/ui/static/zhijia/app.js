// @ts-check
/** What pages gain where JavaScript runs. Everything here works without it, only plainer. */

/** @typedef {{name: string, type: string, data: (number | null)[], unit?: string}} Series */
/** @typedef {{labels: string[], series: Series[], unit: string}} Chart */

const RED_THEN_GOLD = ["#b8232a", "#d9a441", "#1a56a8", "#157347", "#5b6470"];
const INK_SOFT = "#5b6470";
const FEW = 8;
const STALE = "没有连上服务器，显示的是上一次的内容，连上以后自动更新。";
const UNREACHED = "没有连上服务器，填写的内容还在页面上，请稍后再试。";
/** @type {Record<number, string>} */
const FAILURES = {
  403: "没有办理这一项的权限，或者页面停留太久。请先复制填写的文字，再刷新页面重试。",
  404: "这一项已经不在原来的地方。请先复制填写的文字，再刷新页面看看。",
  413: "文件太大，没有收下。请压缩或者分几次提交。",
};

/**
 * Tell the charting library what to draw: one axis a unit, at most two of them.
 * @param {Chart} chart
 * @param {string} fontFamily
 */
function drawing(chart, fontFamily) {
  const units = [...new Set(chart.series.map((one) => one.unit ?? chart.unit))];
  return {
    animation: false,
    color: RED_THEN_GOLD,
    textStyle: { fontFamily },
    grid: { left: 8, right: 8, top: 56, bottom: 4, containLabel: true },
    legend: { top: 0, itemWidth: 14, itemHeight: 8 },
    tooltip: { trigger: "axis", confine: true },
    xAxis: {
      type: "category",
      data: chart.labels,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: "#c9ced6" } },
      axisLabel: { color: INK_SOFT },
    },
    yAxis: units.map((name, place) => ({
      type: "value",
      name,
      nameTextStyle: { color: INK_SOFT },
      axisLabel: { color: INK_SOFT },
      splitLine: { show: place === 0, lineStyle: { color: "#eceff3" } },
    })),
    series: chart.series.map((one) => ({
      name: one.name,
      type: one.type,
      data: one.data,
      yAxisIndex: units.indexOf(one.unit ?? chart.unit),
      barMaxWidth: 22,
      symbolSize: 6,
      itemStyle: one.type === "bar" ? { borderRadius: [3, 3, 0, 0] } : {},
    })),
  };
}

/**
 * Draw one figure from the numbers it carries and fold its table away.
 * @param {HTMLElement} figure
 */
async function draw(figure) {
  const source = document.getElementById(figure.dataset.chart ?? "");
  const canvas = /** @type {HTMLElement | null} */ (figure.querySelector(".chart-canvas"));
  if (!source || !canvas || figure.dataset.drawn) return;
  figure.dataset.drawn = "yes";
  await import(/** @type {string} */ (figure.dataset.library));
  canvas.hidden = false;
  const { echarts } = /** @type {any} */ (globalThis);
  const plot = echarts.init(canvas);
  const font = getComputedStyle(document.body).fontFamily;
  plot.setOption(drawing(JSON.parse(source.textContent ?? ""), font));
  new ResizeObserver(() => plot.resize()).observe(canvas);
  figure.querySelector("details")?.removeAttribute("open");
}

/**
 * Return the lines that a search box sifts.
 * @param {HTMLInputElement} box
 * @returns {HTMLElement[]}
 */
function rows(box) {
  return [...document.querySelectorAll(`${box.dataset.sift} > div`)].filter(
    (row) => row instanceof HTMLElement,
  );
}

/**
 * Keep the lines that hold the words of a search box, and those that are ticked.
 * @param {Event} event
 */
function sift(event) {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || !box.dataset.sift) return;
  for (const row of rows(box)) {
    const ticked = row.querySelector("input:checked") !== null;
    row.hidden = !ticked && !(row.textContent ?? "").includes(box.value.trim());
  }
}

/**
 * Make what has just come onto the page ready: draw its charts, go to its first mistake.
 * @param {ParentNode} part
 */
function ready(part) {
  for (const figure of part.querySelectorAll("[data-chart]")) {
    void draw(/** @type {HTMLElement} */ (figure));
  }
  for (const box of part.querySelectorAll("[data-sift]")) {
    if (box instanceof HTMLInputElement) box.hidden = rows(box).length <= FEW;
  }
  const mistake = part.querySelector('[aria-invalid="true"]');
  if (mistake instanceof HTMLElement) mistake.focus();
  else part.querySelector('form [role="alert"]')?.scrollIntoView({ block: "center" });
  part.querySelector(".tabs .active")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/**
 * Say aloud that something did not work, where messages stand.
 * @param {string} words
 */
function tell(words) {
  const notice = document.createElement("div");
  notice.className = "alert alert-danger";
  notice.setAttribute("role", "alert");
  notice.textContent = words;
  document.getElementById("notices")?.replaceChildren(notice);
  notice.scrollIntoView({ block: "center" });
  return notice;
}

/** @param {SubmitEvent} event */
function ask(event) {
  const question = event.submitter?.dataset.confirm;
  if (!question || window.confirm(question)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {Event} event */
function send(event) {
  const form = event.target instanceof Element ? event.target.closest("form[data-auto]") : null;
  if (form instanceof HTMLFormElement && event.target instanceof HTMLSelectElement) {
    form.requestSubmit();
  }
}

/** @param {Event} event */
function fold(event) {
  for (const menu of document.querySelectorAll(".person[open], .place[open]")) {
    if (!(event.target instanceof Node && menu.contains(event.target))) {
      menu.removeAttribute("open");
    }
  }
}

/**
 * Go to the search with the slash key, unless somebody is writing.
 * @param {KeyboardEvent} event
 */
function seek(event) {
  const isWriting = event.target instanceof Element && event.target.closest("input, textarea, select");
  if (event.key !== "/" || isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
  const boxes = [...document.querySelectorAll("input[type=search][name=q]")];
  const box = boxes.find((one) => one instanceof HTMLInputElement && one.offsetParent !== null);
  if (!(box instanceof HTMLInputElement)) return;
  event.preventDefault();
  box.select();
  box.focus();
}

/**
 * Keep which parts of the menu somebody folded, on this computer and for all who use it.
 * @param {Event} event
 */
function keepFold(event) {
  const part = event.target;
  if (!(part instanceof HTMLDetailsElement) || !part.dataset.fold) return;
  const key = `fold:${part.dataset.fold}`;
  if (part.open) localStorage.removeItem(key);
  else localStorage.setItem(key, "1");
}

/** Fold what was folded, but never the part that holds this very page. */
function foldAgain() {
  for (const part of document.querySelectorAll("details[data-fold]")) {
    const kept = localStorage.getItem(`fold:${/** @type {HTMLElement} */ (part).dataset.fold}`);
    if (kept && !part.querySelector("[aria-current]")) part.removeAttribute("open");
  }
}

/** @param {KeyboardEvent} event */
function leave(event) {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".person[open], .place[open]")) {
    menu.removeAttribute("open");
  }
  if (location.hash === "#menu") location.hash = "main";
}

/** @param {MouseEvent} event */
function close(event) {
  const outside = event.target instanceof Element && !event.target.closest("#menu, .topbar-menu");
  if (outside && location.hash === "#menu") location.hash = "main";
}

/**
 * Go to a whole page, such as the sign-in, that came where a part was asked for.
 * @param {CustomEvent} event
 */
function arrive({ detail }) {
  if (detail.xhr.status !== 200 || !/^\s*<!doctype/i.test(detail.xhr.responseText)) return;
  detail.shouldSwap = false;
  location.assign(detail.xhr.responseURL);
}

/**
 * Say whether a page asked by itself, as the bell does: nobody has pressed anything.
 * @param {CustomEvent} event
 */
const isUnasked = ({ detail }) => !detail.requestConfig?.triggeringEvent;

/**
 * Let a page not ask by itself where there is no network.
 * @param {CustomEvent} event
 */
function spare(event) {
  if (!isUnasked(event) || navigator.onLine) return;
  event.preventDefault();
  unreached(event);
}

/**
 * Say that nobody answered, to whoever waits for it: who pressed something, or looks at numbers
 * that go on by themselves. The bell rings the next time.
 * @param {CustomEvent} event
 */
function unreached(event) {
  if (!isUnasked(event)) return tell(UNREACHED);
  if (!event.detail.elt.getAttribute("hx-trigger")?.includes("every")) return;
  if (!document.querySelector("[data-stale]")) tell(STALE).dataset.stale = "";
}

/** Take back that nobody answered. */
function reached() {
  document.querySelector("[data-stale]")?.remove();
}

/** @param {CustomEvent} event */
function fail(event) {
  const { detail } = event;
  if (isUnasked(event)) return unreached(event);
  tell(FAILURES[detail.xhr.status] ?? "这一步没有办成，填写的内容还在页面上，请稍后再试。");
}

/**
 * Throw away the sheets that this device keeps for opening without a signal, but for those of `who`.
 * @param {string} who
 */
async function forget(who) {
  if (!("caches" in window)) return;
  const others = (await caches.keys()).filter((name) => name !== `zhijia-sheet-${who}`);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** @param {SubmitEvent} event */
function signOut(event) {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.action.endsWith("/accounts/sign-out/")) void forget("");
}

document.addEventListener("submit", ask, { capture: true });
document.addEventListener("submit", signOut);
document.addEventListener("change", send);
document.addEventListener("input", sift);
document.addEventListener("toggle", keepFold, { capture: true });
document.addEventListener("click", fold);
document.addEventListener("click", close);
document.addEventListener("keydown", leave);
document.addEventListener("keydown", seek);
document.addEventListener("htmx:load", (event) => ready(/** @type {Element} */ (event.target)));
document.addEventListener("htmx:beforeSwap", (event) => arrive(/** @type {CustomEvent} */ (event)));
document.addEventListener("htmx:responseError", (event) => fail(/** @type {CustomEvent} */ (event)));
document.addEventListener("htmx:beforeRequest", (event) => spare(/** @type {CustomEvent} */ (event)));
document.addEventListener("htmx:sendError", (event) => unreached(/** @type {CustomEvent} */ (event)));
document.addEventListener("htmx:afterOnLoad", reached);
ready(document);
foldAgain();
// Doors show nobody's name also to who is signed in; only the sign-in says that nobody is.
if (document.body.dataset.who) void forget(document.body.dataset.who);
else if (location.pathname.startsWith("/accounts/")) void forget("");
