// @ts-check
"use strict";
/**
 * The voter's page (docs/ballot-protocol.md 8): code, choices, tracker, then cast or challenge. What was
 * chosen and the code stay in this page's memory; only a ballot's bytes leave it, or an opened ballot.
 */
{
  const { Refusal, anySuite, breathe, button, canonical, choosing, cleanCode, codeSeed } = globalThis.zj;
  const { copied, election, el, facts, given, hex, makeBallot, notice, opening, proofs, qr, readyBallot } = globalThis.zj;
  const { root, same, save, shownCode, step, unbase32, unhex, u64, utf8 } = globalThis.zj;
  const LOST = "现在连不上服务器，还不知道选票有没有送到。您的选择还在这一页，不要关闭，网络好了再按一次“投出”：同一张选票只收一次。";

  const QR_HOLDS = 2900; // bytes at the lowest level of correction
  const SLICE = 8; // ms of a breath in which nothing on the page waits for us

  /** @param {string} words @param {string} [how] */
  const reason = (words, how) => el("div", {}, el("strong", {}, words), how ? el("p", {}, how) : "");

  /** The guard of this session as it is now: signing in again in another window renews it. @param {any} data */
  function guard(data) {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
    return cookie ? decodeURIComponent(cookie.slice(10)) : data.csrf;
  }

  /**
   * Send bytes; nothing that can go wrong throws. @param {any} data @param {string} url @param {Uint8Array} body
   * @param {string} type @returns {Promise<{kind: string, said: any}>}
   */
  async function post(data, url, body, type) {
    let answer;
    try {
      const headers = { "Content-Type": type, "X-CSRFToken": guard(data), Accept: "application/json" };
      answer = await fetch(url, { method: "POST", body, headers, redirect: "manual", cache: "no-store" });
    } catch {
      return { kind: "offline", said: {} };
    }
    if (answer.type === "opaqueredirect" || answer.status === 401) return { kind: "signed-out", said: {} };
    let said = {};
    try {
      said = await answer.json();
    } catch {
      if (answer.ok) return { kind: "offline", said };
    }
    if (answer.ok) return { kind: "done", said };
    if (answer.status === 403 && !("words" in said)) return { kind: "signed-out", said };
    return { kind: answer.status >= 500 ? "broken" : "refused", said };
  }

  /** @param {HTMLElement} place */
  async function start(place) {
    const data = given("ballot-data");
    const s = await anySuite();
    const e = election(s, utf8(data.manifest), data.h);
    const { manifest, plan } = e;
    const listed = root(s, data.roster.map((/** @type {any} */ one) => canonical(one)));
    if (plan.slots.length && listed !== manifest.roster) {
      step(place, "名册不符", notice("bad", reason("这一页的另选名册与选举清单对不上，不能投票。", "请立即告诉监票人。")));
      return;
    }
    /** @type {any} */
    const page = { place, data, s, e, code: "", seed: null, made: null, ready: null, isDirty: false };
    page.told = el("p", { class: "left", role: "status" });
    page.paper = choosing(plan, data.roster, (/** @type {string} */ words) => {
      page.isDirty = true;
      page.told.textContent = words;
    });
    page.isDirty = false;
    page.told.textContent = "";
    window.addEventListener("beforeunload", (event) => {
      if (page.isDirty) event.preventDefault();
    });
    if (location.hash.length > 1) {
      page.code = decodeURIComponent(location.hash.slice(1));
      history.replaceState(null, "", location.pathname + location.search);
    }
    makeReady(page);
    askCode(page);
  }

  /**
   * Nearly all the work of a ballot does not depend on the vote (protocol 5.10): it is done while the voter reads,
   * a few milliseconds at a time, so that nobody waits for it in the end. @param {any} page
   */
  function makeReady(page) {
    if (page.ready) return;
    const ready = readyBallot(page.s, page.e);
    page.ready = ready;
    const go = () => {
      const until = performance.now() + SLICE;
      let isMore = true;
      while (isMore && performance.now() < until) isMore = ready.go();
      if (isMore) setTimeout(go, SLICE);
    };
    setTimeout(go, SLICE);
  }

  /** @param {any} page @param {string} [wrong] */
  function askCode(page, wrong = "") {
    const { data, e } = page;
    const input = el("input", { class: "input code", id: "code", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", "aria-describedby": "code-hint code-fault" });
    input.value = page.code;
    const fault = el("p", { class: "fault", id: "code-fault", role: "alert", hidden: !wrong }, wrong);
    const form = el("form", { novalidate: true, onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      try {
        page.code = shownCode(cleanCode(input.value));
        page.seed = codeSeed(page.s, page.code, e.manifest.id);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const count = input.value.replace(/[\s-]/g, "").length;
        fault.textContent = `投票码是 26 个字母和数字，现在有 ${count} 个，请对照代表证重新输入。`;
        fault.hidden = false;
        input.setAttribute("aria-invalid", "true");
        input.focus();
        return;
      }
      askChoices(page);
    } },
    el("label", { for: "code" }, "投票码"),
    input,
    el("p", { class: "hint", id: "code-hint" }, "在您的代表证（投票卡）上，26 个字母和数字，大小写、空格都不要紧。扫代表证上的码可以自动填好。投票码不会离开这部手机。"),
    fault,
    el("div", { class: "row" }, el("button", { class: "button primary", type: "submit" }, "下一步"), el("a", { class: "button plain", href: data.back }, "不投了，返回")));
    const once = e.manifest.revote ? "截止以前可以再投，以最后一次为准。" : "每人投一次，投出以后不能改。";
    step(page.place, "第一步：输入投票码", el("p", {}, once), form);
    if (wrong) input.focus();
  }

  /** @param {any} page */
  function askChoices(page) {
    makeReady(page);
    const note = el("p", { class: "fault", role: "alert", hidden: true });
    const next = button("下一步：核对", async () => {
      const at = Array.from({ length: page.paper.count }, (_, c) => c).find((c) => page.paper.fault(c));
      if (at !== undefined) {
        note.textContent = `「${page.e.plan.contests[at].title}」还不对：${page.paper.fault(at)}`;
        note.hidden = false;
        page.paper.papers[at].scrollIntoView({ block: "start" });
        return;
      }
      await encryptNow(page);
    }, "primary");
    const bar = el("div", { class: "bar" }, page.told, note, el("div", { class: "row" }, next, button("上一步", () => askCode(page))));
    step(page.place, "第二步：填写选票", ...page.paper.papers, bar);
  }

  /** @param {any} page */
  async function encryptNow(page) {
    step(page.place, "正在加密", notice("plain", "正在这部手机上给选票加密，请稍候……"));
    await breathe();
    page.votes = page.paper.votes();
    page.writes = page.paper.writes();
    makeReady(page);
    const { ready } = page;
    page.ready = null;
    page.made = makeBallot(page.s, page.e, page.seed, page.votes, page.writes, ready);
    review(page);
  }

  /** @param {any} page */
  const chosenList = (page) => el("div", { class: "chosen" }, ...page.paper.summary().map(([title, lines]) =>
    el("section", {}, el("h3", {}, title), el("ul", {}, ...lines.map((/** @type {[string, string]} */ [name, word]) =>
      el("li", { class: word === "弃权" || word === "未选" ? "quiet" : "" }, el("span", {}, name), el("strong", {}, word)))))));

  /** @param {any} page @param {Node[]} notes */
  function review(page, ...notes) {
    const { made } = page;
    step(page.place, "第三步：核对并投出", ...notes, chosenList(page),
      el("div", { class: "tracker" }, el("span", {}, "查验码"), el("strong", { class: "mono" }, made.tracker)),
      el("p", { class: "hint" }, "选票已经在这部手机上加密，服务器看不到您选了谁。记下查验码，投出以后可以在公告板上找到这张选票。"),
      el("details", {}, el("summary", {}, "表决编号（与张贴的公告对照）"), el("p", { class: "mono small" }, hex(page.e.eid))),
      el("div", { class: "row" },
        button("投出", () => cast(page), "primary"),
        button("改选", () => askChoices(page)),
        button("核验（这张不投）", () => askChallenge(page))),
      el("p", { class: "hint" }, "不放心这一页有没有照您选的加密，可以按“核验”：用另一部手机看这张选票里面是什么。核验过的选票作废，再加密一张投出。"));
  }

  /** What to tell and do when the server would not. @param {any} page @param {{kind: string, said: any}} answer @returns {Node[]} */
  function refusal(page, { kind, said }) {
    const { data } = page;
    if (kind === "offline") return [notice("bad", reason(LOST))];
    if (kind === "signed-out") {
      const link = el("a", { href: data.sign_in, target: "_blank", rel: "noopener" }, "在新窗口登录");
      return [notice("bad", el("div", {}, el("strong", {}, "登录已经过期，选票没有投出。"), el("p", {}, "您的选择还在这一页：", link, "，登录以后回到这里，再按一次“投出”。")))];
    }
    if (kind === "broken") return [notice("bad", reason("服务器现在收不下选票，选票没有投出。", said.words || "您的选择还在这一页，请过一会儿再按一次。仍然不行，请告诉监票人，可以改投纸质选票。"))];
    return [notice("bad", reason(said.words || "服务器没有收下这张选票。", said.next || "请告诉监票人。"))];
  }

  /** @param {any} page */
  async function cast(page) {
    step(page.place, "正在投出", notice("plain", "正在投出，请不要关闭这一页……"));
    const { made, data } = page;
    const answer = await post(data, data.cast, made.bytes, "application/octet-stream");
    if (answer.kind === "done") {
      received(page, answer.said);
      return;
    }
    if (answer.said.reason === "credential") {
      askCode(page, answer.said.words || "这不是本次表决的投票码，选票没有投出。请对照代表证重新输入，您的选择还在。");
      return;
    }
    review(page, ...refusal(page, answer));
  }

  /** Whether the receipt is signed by the key in the manifest, for just this ballot (8.3). @param {any} page @param {any} receipt */
  function isReceipt({ s, e, made }, receipt) {
    try {
      const [eid, head] = [unhex(receipt.eid, 32), unhex(receipt.head, 32)];
      const tracker = unbase32(made.tracker);
      const key = unhex(e.manifest.server, 32);
      const isOurs = same(eid, e.eid) && same(unhex(receipt.tracker, 10), tracker);
      return isOurs && s.isSigned(key, unhex(receipt.sig, 64), "receipt", eid, u64(receipt.seq), tracker, head);
    } catch (wrong) {
      if (wrong instanceof Refusal) return false;
      throw wrong;
    }
  }

  /** @param {any} page @param {any} receipt */
  function received(page, receipt) {
    const { data, e } = page;
    page.isDirty = false;
    page.seed = null;
    page.code = "";
    if (!isReceipt(page, receipt)) {
      const kept = button("保存服务器的回答", () => save("不合格的回执.json", JSON.stringify(receipt)));
      step(page.place, "回执不对", notice("bad", reason("服务器收下了选票，但是回执的签名不对。", "请保存下面的回答，立即告诉监票人。")), el("div", { class: "row" }, kept));
      return;
    }
    const words = [
      `${e.manifest.title}（${e.manifest.unit}）投票回执`, `查验码：${page.made.tracker}`, `公告板序号：${receipt.seq}`,
      `表决编号：${receipt.eid}`, `公告板链值：${receipt.head}`, `服务器签名：${receipt.sig}`,
      "回执只证明收到了哪一张加密的选票，不显示选了谁。",
    ];
    const again = e.manifest.revote ? el("p", {}, "截止以前还可以再投一次，以最后一次为准。") : "";
    step(page.place, "已投出", notice("good", reason("您的选票已经收到，回执的签名正确。")),
      el("div", { class: "receipt" }, el("div", { class: "tracker" }, el("span", {}, "查验码"), el("strong", { class: "mono" }, page.made.tracker)),
        facts([["公告板序号", String(receipt.seq)], ["表决编号", el("span", { class: "mono small" }, receipt.eid)], ["公告板链值", el("span", { class: "mono small" }, receipt.head)], ["服务器签名", el("span", { class: "mono small" }, receipt.sig)]])),
      again,
      el("div", { class: "row no-print" },
        button("保存回执", () => save("投票回执.txt", `${words.join("\n")}\n`), "primary"),
        button("打印", () => window.print()), el("a", { class: "button plain", href: data.back }, "完成")),
      el("p", { class: "hint no-print" }, "回执不显示您选了谁。表决结束以后凭查验码在公告板上核对：找不到，或者链值对不上，请拿回执找监票人。"));
  }

  /** @param {any} page */
  function askChallenge(page) {
    step(page.place, "核验这张选票", notice("warn", reason("核验会把这张选票打开给您看，这张就作废，不能再投。", "作废的选票连同里面的内容会放上公告板，任何人都看得到；所以可以先回去随便选一选再核验，核验以后重新填写自己真正的选择。")),
      el("div", { class: "row" }, button("打开并作废", () => challenge(page), "primary"), button("返回，不核验", () => review(page))));
  }

  /** @param {any} page */
  async function challenge(page) {
    const { data, e, made } = page;
    const opened = opening(made, page.votes, page.writes);
    const body = canonical(opened);
    step(page.place, "正在作废", notice("plain", "正在登记作废，请稍候……"));
    const answer = await post(data, data.spoil, body, "application/json");
    if (answer.kind !== "done") {
      review(page, ...refusal(page, answer));
      return;
    }
    page.made = null;
    const words = new TextDecoder().decode(body);
    const names = proofs(page.s, data.roster, page.writes);
    const address = `${new URL(data.check, location.href).href}#${encodeURIComponent(words)}`;
    const whole = names ? `${address}&${encodeURIComponent(names)}` : address;
    // Many written in, or a long paper, are more than a code holds: first the names stay behind, then it is copied by hand.
    const shown = [whole, address].find((one) => one.length <= QR_HOLDS);
    const code = shown ? qr(shown, "核验页的二维码") : notice("plain", "这张选票太长，二维码放不下，请复制下面的文字，在核验页里粘贴。");
    const link = el("a", { href: shown || address, target: "_blank", rel: "noopener" }, "在这部手机上打开核验页");
    step(page.place, "用另一部手机核验", notice("good", reason("这张选票已经作废。", `它的查验码是 ${made.tracker}。`)),
      el("ol", {}, el("li", {}, "用另一部手机扫下面的码，打开核验页；没有网络的，在事先保存的核验页里粘贴下面的文字。"),
        el("li", {}, "核验页算出的查验码要与这里的一致，显示的选择要与您填的一致。"), el("li", {}, "有一处不一致，就是这一页做了手脚：不要投票，立即告诉监票人。")),
      code, el("p", { class: "hint" }, "没有另一部手机的，也可以", link, "，但是同一部手机出了问题就看不出来。"), copied(words, "打开的选票"),
      facts([["表决编号", el("span", { class: "mono small" }, hex(e.eid))]]), chosenList(page),
      el("div", { class: "row" }, button("核验完了，重新填写选票", () => askChoices(page), "primary"), button("照原样重新加密", () => encryptNow(page))));
  }

  const place = document.getElementById("ballot-vote");
  if (place) {
    start(place).catch((wrong) => {
      const words = wrong instanceof Refusal ? `选举清单不能用（${wrong.message}）。` : "这个浏览器不能给选票加密。";
      step(place, "不能在这里投票", notice("bad", reason(words, "请换一个较新的浏览器，或者到现场领取纸质选票。")));
    });
  }
}
