// @ts-check
"use strict";
/** docs/ballot-protocol.md 3: a manifest of just these fields, each as it must be. */
{
  const { Refusal, unhex } = globalThis.zj;
  const PROTOCOL = "zhijia-ballot/1";
  const FEWEST = 5;
  const [MOST_CELLS, MOST_SLOTS, LONGEST] = [4096, 256, 2000];
  const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const NAMES = "client contests desk desk_keys due holders id keys m protocol revote rehearsal roster roster_size scrutineers server threshold title unit way";

  /** Refuse what is no object of just these names. @param {any} value @param {string} names spaced @param {string} where */
  function fields(value, names, where) {
    const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
    const has = isObject ? Object.keys(value).sort().join(" ") : "";
    if (!isObject || has !== names.split(" ").sort().join(" ")) throw new Refusal(`${where}的字段不对`);
    return value;
  }

  /** @param {any} value @param {string} where */
  function words(value, where) {
    // eslint-disable-next-line no-control-regex
    const isText = typeof value === "string" && value.length <= LONGEST && !/[\x00-\x1f\x7f]/.test(value);
    if (!isText) throw new Refusal(`${where}应当是文字`);
    return value;
  }

  /** @param {any} value @param {string} where @param {number} least @param {number} most */
  function number(value, where, least = 0, most = 2 ** 32 - 1) {
    if (!Number.isInteger(value) || value < least || value > most) throw new Refusal(`${where}应当是 ${least} 到 ${most} 的整数`);
    return value;
  }

  /** @param {boolean} isRight @param {string} why */
  function must(isRight, why) {
    if (!isRight) throw new Refusal(why);
  }

  /** @param {string[]} list @param {string} why */
  const once = (list, why) => must(new Set(list).size === list.length, why);

  /** @param {any} value @param {string} where */
  function list(value, where) {
    must(Array.isArray(value), `${where}应当是列表`);
    return value;
  }

  /** @param {any} contest */
  function checkContest(contest) {
    const kind = contest && contest.kind;
    const isElection = kind === "marks" || kind === "votes";
    must(isElection || kind === "resolution" || kind === "grades", "项目种类不在协议之内");
    fields(contest, `choices id kind title${isElection ? " seats slots" : kind === "grades" ? " grades" : ""}`, "项目");
    words(contest.title, "项目名称");
    must(list(contest.choices, "选项").length > 0, "项目没有选项");
    for (const one of contest.choices) {
      fields(one, "id name", "选项");
      words(one.name, "选项名称");
    }
    const ids = contest.choices.map((/** @type {any} */ one) => words(one.id, "选项编号"));
    once(ids, "选项编号有重复");
    const points = (/** @type {string} */ id) => Array.from(id).length;
    must(ids.every((/** @type {string} */ id) => points(id) >= 1 && points(id) <= 64), "选项编号应当是 1 到 64 个字符");
    must(points(words(contest.id, "项目编号")) >= 1 && points(contest.id) <= 64, "项目编号应当是 1 到 64 个字符");
    if (isElection) number(contest.slots, "另选人栏数", 0, number(contest.seats, "应选人数", 1, 255));
    if (kind === "grades") {
      must(list(contest.grades, "等次").length > 0 && contest.grades.every((/** @type {any} */ one) => typeof one === "string" && one), "等次不对");
      once(contest.grades, "等次有重复");
    }
  }

  /** @param {any} m what canonical JSON read @param {any} plan its layout */
  function checkManifest(m, plan) {
    fields(m, NAMES, "选举清单");
    must(m.protocol === PROTOCOL, `选举清单不是 ${PROTOCOL} 的`);
    must(typeof m.id === "string" && UUID.test(m.id), "选举清单的 id 应当是 UUID");
    for (const name of ["title", "unit"]) words(m[name], name);
    for (const name of ["rehearsal", "revote"]) must(typeof m[name] === "boolean", `${name} 应当是 true 或者 false`);
    must(m.way === "hall" || m.way === "remote", "way 应当是 hall 或者 remote");
    must(!m.revote || m.way === "remote", "只有远程投票可以重投");
    number(m.m, "最少计票数 m", m.rehearsal ? 1 : FEWEST);
    must(list(m.holders, "保管人").length >= 3 && m.holders.length <= 255, "密钥保管人应当是 3 至 255 人");
    number(m.threshold, "解密人数", 2, m.holders.length);
    const keys = m.holders.flatMap((/** @type {any} */ one) => {
      fields(one, "box name sign", "保管人");
      words(one.name, "保管人姓名");
      unhex(one.sign, 32);
      unhex(one.box, 32);
      return [one.sign, one.box];
    });
    once(keys, "密钥保管人的公钥有重复");
    unhex(m.server, 32);
    must(list(m.scrutineers, "监票人").length >= 2, "监票人应当在 2 人以上");
    for (const one of m.scrutineers) {
      fields(one, "key name", "监票人");
      words(one.name, "监票人姓名");
      unhex(one.key, 32);
    }
    once(m.scrutineers.map((/** @type {any} */ one) => one.key), "监票人的公钥有重复");
    for (const name of ["keys", "desk_keys", "roster"]) if (m[name] !== "") unhex(m[name], 32);
    must(number(m.due, "due") > 0 && m.keys !== "", "选举清单没有选举人");
    must(Boolean(number(m.desk, "desk")) === Boolean(m.desk_keys), "代录票凭证的数目和公钥不一致");
    must(Boolean(number(m.roster_size, "roster_size")) === Boolean(m.roster), "可以另选的名册的人数和根不一致");
    must(list(m.contests, "项目").length > 0, "选举清单没有表决项目");
    m.contests.forEach(checkContest);
    once(m.contests.map((/** @type {any} */ one) => one.id), "项目编号有重复");
    must(!plan.slots.length || m.roster !== "", "有另选人栏，却没有可以另选的名册");
    must(plan.cells <= MOST_CELLS && plan.slots.length <= MOST_SLOTS, "选票格数太多");
    must(m.client !== null && typeof m.client === "object" && !Array.isArray(m.client), "投票页文件的散列不对");
    for (const hash of Object.values(m.client)) unhex(/** @type {string} */ (hash), 32);
  }

  Object.assign(globalThis.zj, { fields, checkManifest });
}
