// @ts-check
"use strict";
/** The page of a verifier: choose an archive, see every check and the verdict, print it. */
{
  const zj = globalThis.zj;
  const { Refusal, button, el, facts, hex, notice, step } = zj;

  /** Fields with which somebody chooses an archive. @param {string} id */
  function chooser(id) {
    const folder = el("input", { class: "input", id: `${id}-folder`, type: "file", webkitdirectory: true, multiple: true });
    const zip = el("input", { class: "input", id: `${id}-zip`, type: "file", accept: ".zip" });
    const whole = el("div", {}, el("label", { for: `${id}-zip` }, "档案的 ZIP 文件"), zip, el("label", { for: `${id}-folder` }, "或者：解压以后的文件夹"), folder);
    const parts = async () => {
      if (zip.files.length) return zj.fromZip(zip.files[0]);
      if (folder.files.length) return zj.fromFolder([...folder.files]);
      throw new Refusal("还没有选择档案");
    };
    return { whole, parts };
  }

  /** A bar and words that follow a long check. */
  function progress() {
    const bar = el("progress", { max: "1", value: "0", "aria-label": "进度" });
    const words = el("p", { class: "hint", role: "status" }, "正在检查……");
    const told = (/** @type {number} */ done, /** @type {number} */ all, /** @type {string} */ said) => {
      bar.max = Math.max(1, all);
      bar.value = done;
      words.textContent = `${said}：${done} / ${all}`;
    };
    return { whole: el("div", {}, words, bar), told };
  }

  /** @param {any[]} checks */
  const checkList = (checks) => el("ul", { class: "checks" }, ...checks.map((one) =>
    el("li", { class: one.state }, el("b", {}, { yes: "通过", no: "不通过", skipped: "未查" }[/** @type {"yes" | "no" | "skipped"} */ (one.state)]), el("span", {}, one.name, one.words ? el("span", { class: "hint mono-some" }, `：${one.words}`) : ""))));

  /** The count as tables, a contest each. @param {any} it */
  function countTables(it) {
    const paper = it.paper && it.paper.said.cells.length ? it.paper.said : null;
    const cells = it.tally.cells.map((/** @type {number} */ n, /** @type {number} */ i) => n + (paper ? paper.cells[i] : 0));
    const ballots = it.tally.ballots + (paper ? paper.valid : 0);
    /** Who was written in, on paper and on the board. @param {string} contest @returns {[string, number][]} */
    const writesOf = (contest) => {
      /** @type {Map<string, number>} */
      const sums = new Map();
      for (const rows of [it.tally.writes[contest] || {}, (paper && paper.writes[contest]) || {}]) {
        for (const [id, n] of Object.entries(rows)) if (id) sums.set(id, (sums.get(id) || 0) + Number(n));
      }
      return [...sums];
    };
    const names = new Map(it.roster.map((/** @type {any} */ one) => [one.id, one.name]));
    return it.plan.contests.map((/** @type {any} */ contest) => {
      const heads = { marks: ["选"], votes: ["赞成", "不赞成"], resolution: ["赞成", "不赞成"], grades: contest.grades }[/** @type {"marks" | "votes" | "resolution" | "grades"} */ (contest.kind)] || [];
      const rest = contest.kind === "marks" ? "未选" : "弃权";
      const rows = contest.choices.map((/** @type {any} */ one, /** @type {number} */ i) => {
        const numbers = contest.cells[i].map((/** @type {number} */ cell) => cells[cell]);
        const left = ballots - numbers.reduce((/** @type {number} */ all, /** @type {number} */ n) => all + n, 0);
        return el("tr", {}, el("td", {}, one.name), ...[...numbers, left].map((n) => el("td", { class: "number" }, String(n))));
      });
      const table = el("div", { class: "scroll" }, el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "姓名或者事项"), ...[...heads, rest].map((word) => el("th", { class: "number", scope: "col" }, word)))), el("tbody", {}, ...rows)));
      const flags = contest.flags.reduce((/** @type {number} */ all, /** @type {number} */ cell) => all + cells[cell], 0);
      const written = writesOf(contest.id).map(([id, n]) => `${id === "?" ? "无效的另选" : names.get(id)} ${n} 票`).join("，");
      const words = contest.slots ? el("p", {}, `另选他人共 ${flags} 票${written ? `：${written}` : ""}。`) : "";
      return el("section", { class: "card" }, el("h3", {}, contest.title), table, words);
    });
  }

  /** How many were counted, and how many of them on paper. @param {any} it */
  function counted(it) {
    const paper = it.paper ? it.paper.said.valid : 0;
    const apart = it.paper && it.paper.said.cells.length ? paper : 0;
    return `计票 ${it.tally.ballots + apart} 张${paper ? `，其中纸质票 ${paper} 张` : ""}。`;
  }

  /** @param {any} found of verifyArchive @returns {Node[]} */
  function report({ checks, it }) {
    const bad = checks.find((/** @type {any} */ one) => one.state === "no");
    const verdict = bad ? notice("bad", el("div", {}, el("strong", {}, "档案有问题，结果不可信。"), el("p", {}, `没有通过：${bad.name}。${bad.words}`)))
      : it.isWhole ? notice("good", el("strong", {}, "全部检查通过，结果与公告板上的选票相符。"))
        : notice("warn", el("strong", {}, "公告板还没有到头；到现在为止全部正确。"));
    const known = it.eid ? facts([["表决", `${it.manifest.title || ""}（${it.manifest.unit || ""}）`], ["表决编号", el("span", { class: "mono small" }, hex(it.eid))],
      ["公告板", it.head ? el("span", { class: "mono small" }, `${it.entries} 条，最后的链值 ${hex(it.head)}`) : "没有读到"]]) : "";
    return [verdict, known, ...(it.isWhole && it.tally ? [el("p", {}, counted(it)), ...countTables(it)] : []), el("h3", {}, "检查"), checkList(checks)];
  }

  /** @param {HTMLElement} place */
  function start(place) {
    const s = zj.suite(zj.overNoble());
    const files = chooser("archive");
    const eid = el("input", { class: "input mono", id: "eid", type: "text", autocomplete: "off" });
    const head = el("input", { class: "input mono", id: "head", type: "text", autocomplete: "off" });
    const said = el("div", {});
    const go = async () => {
      const bar = progress();
      said.replaceChildren(bar.whole);
      try {
        const parts = await files.parts();
        const asked = { eid: eid.value.trim().toLowerCase(), head: head.value.trim().toLowerCase(), onProgress: bar.told };
        const found = await zj.verifyArchive(s, parts, asked);
        step(place, "检查报告", ...report(found), el("p", { class: "hint" }, `由浏览器里的 noble 库独立计算，${new Date().toLocaleString("zh-CN")}。`),
          el("div", { class: "row no-print" }, button("打印报告", () => window.print(), "primary"), button("检查另一份", () => start(place))));
      } catch (wrong) {
        if (!(wrong instanceof Refusal)) throw wrong;
        said.replaceChildren(notice("bad", `${wrong.message}。`));
      }
    };
    step(place, "检查一次表决的档案", el("p", {}, "这个文件在您自己的电脑上运行，不联网。它重新检查每一张加密的选票、每一个签名和证明，重新算出结果。"),
      files.whole, el("label", { for: "eid" }, "表决编号（可以不填）"), eid, el("label", { for: "head" }, "最后的链值（可以不填）"), head,
      el("p", { class: "hint" }, "写在张贴的公告和监票人的记录上。填了，才能看出整份档案有没有被换掉。"),
      el("div", { class: "row" }, button("开始检查", go, "primary")), said);
  }

  Object.assign(zj, { chooser, progress, checkList, countTables, verifyReport: report });
  const place = document.getElementById("ballot-verify");
  if (place) start(place);
}
