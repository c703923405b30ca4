// @ts-check
"use strict";
/**
 * The paper on the screen: what is asked, what was chosen, how many are left. It knows the layout
 * (docs/ballot-protocol.md 4) and answers with the row of votes and the list of writes.
 */
{
  const { button, el } = globalThis.zj;
  const YES = 0;
  const NO = 1;
  const OPINIONS = ["赞成", "不赞成", "弃权"];
  const SHOWN = 8;

  /** @param {any} contest of a layout */
  const optionsOf = (contest) =>
    contest.kind === "grades" ? [...contest.grades, "弃权"] : contest.kind === "marks" ? ["选"] : OPINIONS;

  /**
   * @param {any} plan a layout @param {{id: string, name: string}[]} roster who may be written in
   * @param {(words: string) => void} onChange is told what is left where something was chosen
   */
  function choosing(plan, roster, onChange) {
    const names = new Map(roster.map((one) => [one.id, one.name]));
    /** @type {{picks: (number | null)[], writes: string[], told: any, note: any, extra: any}[]} */
    const state = plan.contests.map((/** @type {any} */ contest) => (
      { picks: contest.choices.map(() => null), writes: [], told: null, note: null, extra: null }));

    /** Who is for whom: all 赞成 or marks and all written in. @param {number} c */
    const chosen = (c) => state[c].picks.filter((pick) => pick === YES).length + state[c].writes.length;
    const opposed = (/** @type {number} */ c) => state[c].picks.filter((pick) => pick === NO).length;
    const isElection = (/** @type {any} */ contest) => contest.kind === "votes" || contest.kind === "marks";

    /** What is wrong with a contest as it stands, "" where nothing is. @param {number} c */
    function fault(c) {
      const contest = plan.contests[c];
      if (!isElection(contest)) return "";
      if (chosen(c) > contest.seats) return `最多选 ${contest.seats} 人，现在选了 ${chosen(c)} 人，请改掉 ${chosen(c) - contest.seats} 人。`;
      if (contest.kind === "votes" && state[c].writes.length > opposed(c)) {
        return `另选了 ${state[c].writes.length} 人，不赞成只有 ${opposed(c)} 人：每另选一人，要先对一名候选人不赞成。请改掉一人，或者去掉一个另选。`;
      }
      return "";
    }

    /** How many are chosen and left, in words. @param {number} c */
    function left(c) {
      const contest = plan.contests[c];
      if (isElection(contest)) {
        const [done, rest] = [chosen(c), contest.seats - chosen(c)];
        const written = state[c].writes.length ? `（含另选 ${state[c].writes.length} 人）` : "";
        return `已选 ${done} 人${written}，最多 ${contest.seats} 人，${rest > 0 ? `还可以选 ${rest} 人` : "已选满"}。`;
      }
      const rest = state[c].picks.filter((pick) => pick === null).length;
      return rest ? `还有 ${rest} 项没有填，不填按弃权计。` : "全部填完。";
    }

    /** @param {number} c @param {string} words */
    function refresh(c, words = "") {
      state[c].told.textContent = left(c);
      state[c].note.textContent = words || fault(c);
      state[c].note.hidden = !state[c].note.textContent;
      if (state[c].extra) drawWrites(c);
      onChange(plan.contests.length > 1 ? `${plan.contests[c].title}：${left(c)}` : left(c));
    }

    /** @param {number} c @param {number} i @param {number} option @param {any} input */
    function pick(c, i, option, input) {
      const contest = plan.contests[c];
      const before = state[c].picks[i];
      state[c].picks[i] = contest.kind === "marks" && !input.checked ? null : option;
      if (isElection(contest) && option === YES && before !== YES && chosen(c) > contest.seats) {
        state[c].picks[i] = before;
        input.checked = false;
        const again = before === null ? null : input.closest("fieldset")?.querySelectorAll("input")[before];
        if (again) again.checked = true;
        refresh(c, `最多选 ${contest.seats} 人，已经选满。要选这一位，请先改掉一位。`);
        return;
      }
      refresh(c);
    }

    /** @param {number} c @param {number} i */
    function choice(c, i) {
      const contest = plan.contests[c];
      const one = contest.choices[i];
      const type = contest.kind === "marks" ? "checkbox" : "radio";
      const options = optionsOf(contest).map((words, option) => {
        const id = `c${c}-${i}-${option}`;
        const input = el("input", { type, name: `c${c}-${i}`, id });
        input.addEventListener("change", () => pick(c, i, option, input));
        return el("span", { class: `option option-${option}` }, input, el("label", { for: id }, type === "radio" ? words : "选这一位"));
      });
      const note = one.note ? el("span", { class: "hint" }, one.note) : "";
      const legend = el("legend", {}, el("span", { class: "order", "aria-hidden": "true" }, String(i + 1)), one.name, note);
      return el("fieldset", { class: `choice wide-${options.length}` }, legend, el("div", { class: "options" }, ...options));
    }

    /** @param {number} c */
    function drawWrites(c) {
      const contest = plan.contests[c];
      const [list, find] = state[c].extra.children;
      list.replaceChildren(...state[c].writes.map((id, k) => el("li", {}, el("strong", {}, names.get(id) || id),
        button("去掉", () => {
          state[c].writes.splice(k, 1);
          refresh(c);
          find.querySelector("input")?.focus();
        }))));
      const hasPlace = state[c].writes.length < contest.slots && chosen(c) < contest.seats;
      const may = hasPlace && (contest.kind === "marks" || state[c].writes.length < opposed(c));
      find.hidden = !may;
      const why = state[c].extra.querySelector(".why");
      why.hidden = may;
      why.textContent = !hasPlace ? "已经选满，不能再另选。" : "先对一名候选人选“不赞成”，才能另选一人。";
    }

    /** @param {number} c */
    function writing(c) {
      const contest = plan.contests[c];
      const found = el("ul", { class: "found" });
      const id = `find-${c}`;
      const input = el("input", { class: "input", id, type: "search", autocomplete: "off", placeholder: "输入姓名" });
      const told = el("p", { class: "hint", role: "status" });
      input.addEventListener("input", () => {
        const words = input.value.trim();
        const standing = new Set([...contest.choices.map((/** @type {any} */ one) => one.id), ...state[c].writes]);
        const fits = words ? roster.filter((one) => one.name.includes(words) && !standing.has(one.id)) : [];
        told.textContent = !words ? "" : fits.length > SHOWN ? `有 ${fits.length} 人，请多输入几个字。` : fits.length ? "" : "名册里没有这个人。只能从有选举权的人里另选。";
        found.replaceChildren(...fits.slice(0, SHOWN).map((one) => el("li", {}, button(one.name, () => {
          state[c].writes.push(one.id);
          input.value = "";
          found.replaceChildren();
          refresh(c);
        }))));
      });
      const find = el("div", { class: "find" }, el("label", { for: id }, "从名册里找"), input, told, found);
      state[c].extra = el("div", { class: "extra" }, el("ul", { class: "written" }), find, el("p", { class: "hint why" }));
      return el("div", { class: "writing" }, el("h4", {}, "另选他人"), state[c].extra);
    }

    /** @param {number} c @returns {HTMLElement} */
    function paper(c) {
      const contest = plan.contests[c];
      state[c].told = el("p", { class: "left" });
      state[c].note = el("p", { class: "fault", role: "alert", hidden: true });
      const rule = isElection(contest) ? `最多选 ${contest.seats} 人` : "";
      const made = el("section", { class: "paper", "aria-labelledby": `contest-${c}` },
        el("h3", { id: `contest-${c}` }, contest.title, rule ? el("small", {}, rule) : ""),
        ...contest.choices.map((/** @type {any} */ _, /** @type {number} */ i) => choice(c, i)),
        contest.slots ? writing(c) : "", state[c].told, state[c].note);
      return made;
    }

    const papers = plan.contests.map((/** @type {any} */ _, /** @type {number} */ c) => paper(c));
    plan.contests.forEach((/** @type {any} */ _, /** @type {number} */ c) => refresh(c));

    /** The row of all cells, flags among them. */
    function votes() {
      const row = Array(plan.cells).fill(0);
      plan.contests.forEach((/** @type {any} */ contest, /** @type {number} */ c) => {
        state[c].picks.forEach((option, i) => {
          const cells = contest.cells[i];
          if (option !== null && option < cells.length) row[cells[option]] = 1;
        });
        state[c].writes.forEach((_, k) => (row[contest.flags[k]] = 1));
      });
      return row;
    }

    const writes = () => plan.contests.flatMap((/** @type {any} */ contest, /** @type {number} */ c) =>
      contest.own.map((/** @type {number} */ _, /** @type {number} */ k) => state[c].writes[k] || ""));

    /** What was chosen, as it is read back: [title, [[name, words], …]] a contest. */
    const summary = () => told(plan, votes(), writes(), names);

    return { papers, fault, votes, writes, summary, count: plan.contests.length };
  }

  /**
   * A row of votes in words. @param {any} plan @param {number[]} votes @param {string[]} writes
   * @param {Map<string, string>} names of who may be written in @returns {[string, [string, string][]][]}
   */
  function told(plan, votes, writes, names) {
    return plan.contests.map((/** @type {any} */ contest) => {
      const options = optionsOf(contest);
      const lines = contest.choices.map((/** @type {any} */ one, /** @type {number} */ i) => {
        const at = contest.cells[i].findIndex((/** @type {number} */ cell) => votes[cell] === 1);
        const word = contest.kind === "marks" ? (at < 0 ? "未选" : "选") : at < 0 ? "弃权" : options[at];
        return [one.name, word];
      });
      contest.own.forEach((/** @type {number} */ slot, /** @type {number} */ k) => {
        if (votes[contest.flags[k]] === 1) lines.push([writes[slot] ? names.get(writes[slot]) || `名册编号 ${writes[slot]}` : "（空白）", "另选"]);
      });
      return [contest.title, lines];
    });
  }

  Object.assign(globalThis.zj, { choosing, told });
}
