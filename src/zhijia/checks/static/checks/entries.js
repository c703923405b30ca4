// @ts-check
/**
 * The rules of the outbox: what takes whose place, what an answer means, what goes first, what is
 * said. No page, no store, no network and no clock, so that they can be asked by themselves.
 */

/**
 * @typedef {object} Entry
 * @property {string} key whose, and which form; a newer mark of the same form takes its place
 * @property {string} who
 * @property {string} sheet
 * @property {string} item
 * @property {string} url where it goes
 * @property {string} [part] where the item shows how it stands
 * @property {[string, FormDataEntryValue][]} fields
 * @property {string} once
 * @property {number} at
 * @property {string} refused why the server would not have it; "" while it waits
 * @property {boolean} tried whether it, or what it took the place of, was given to the network:
 *   the server may be ahead of it
 */

/** @typedef {"taken" | "refused" | "stale" | "signed-out" | "failed" | "lost"} Meaning */
/** @typedef {"" | "signed-out" | "somebody-else" | "failed" | "lost"} Trouble */

/** @param {Entry} entry */
const size = (entry) =>
  entry.fields.reduce((sum, [, value]) => sum + (value instanceof File ? value.size : 0), 0);

/**
 * Return how long an answer is waited for, in milliseconds: a photo may go at 20 KB a second.
 * @param {Entry} entry
 */
export const patience = (entry) => 30_000 + size(entry) / 20;

/**
 * Return what is kept where `made` comes while `older` waits under its key.
 * @param {Entry | undefined} older
 * @param {Entry} made
 * @returns {Entry}
 */
export const inPlaceOf = (older, made) => ({ ...made, tried: made.tried || (older?.tried ?? false) });

/**
 * Return an entry with what the server calls the version of its item.
 * @param {Entry} entry
 * @param {string} version
 * @returns {Entry}
 */
export const versioned = (entry, version) => ({
  ...entry,
  fields: entry.fields.map(([name, value]) => [name, name === "version" ? version : value]),
});

/**
 * Return what stays when `sent` was taken: nothing, or what took its place meanwhile.
 * @param {Entry} now
 * @param {Entry} sent
 * @param {string} version
 * @returns {Entry | null}
 */
export function afterTaken(now, sent, version) {
  if (now.once === sent.once) return null;
  return version ? { ...versioned(now, version), tried: false } : now;
}

/**
 * Return what stays when `sent` was refused: it, with the reason, or what took its place meanwhile.
 * @param {Entry} now
 * @param {Entry} sent
 * @param {string} why
 * @param {string} version
 * @param {string} once a new token, for when it is sent again
 * @returns {Entry}
 */
export function afterRefused(now, sent, why, version, once) {
  if (now.once === sent.once) return { ...now, refused: why, once };
  return version ? versioned(now, version) : now;
}

/**
 * Say what an answer means. A page that is not the item's comes from a network that wants its own
 * sign-in, or from a step that has to be done first: it has taken nothing.
 * @param {{status: number, away: string, isItem: boolean}} answer `away`: where it leads
 * @returns {Meaning}
 */
export function meaning({ status, away, isItem }) {
  if (away) return away.includes("/accounts/") ? "signed-out" : "taken";
  if (status >= 500 || status === 408 || status === 429) return "failed";
  if (status === 403) return "stale";
  if (status >= 400) return "refused";
  return isItem ? "taken" : "lost";
}

/**
 * Return what goes next: marks before photos, older before newer, and nothing twice in a round.
 * @param {Entry[]} entries
 * @param {Set<string>} skipped tokens
 */
export function next(entries, skipped) {
  return entries
    .filter((one) => !one.refused && !skipped.has(one.once))
    .sort((a, b) => Number(size(a) > 0) - Number(size(b) > 0) || a.at - b.at)[0];
}

/**
 * Return what waits, where a mark that has not reached the store yet counts as its entry.
 * @param {Entry[]} entries
 * @param {Entry[]} notes
 */
export function together(entries, notes) {
  const fresh = new Set(notes.map((one) => one.key));
  return [...entries.filter((one) => !fresh.has(one.key)), ...notes];
}

/** @type {Record<Trouble, string>} */
const WHY = {
  "": "正在发送……",
  "signed-out": "登录已过期，请另开一页登录后再发送；内容留在本机。",
  "somebody-else": "现在登录的人没有这张评分表，请用原来的工号登录后再发送；内容留在本机。",
  failed: "服务器没有办成，稍后自动再发送；内容留在本机。",
  lost: "没有连上服务器，稍后自动再发送；内容留在本机。",
};
const OFFLINE = "没有网络，联网以后自动发送；内容留在本机，请不要清除浏览器数据。";

/**
 * Say how the outbox stands.
 * @param {Entry[]} entries
 * @param {Trouble} trouble
 * @param {boolean} isOnline
 */
export function said(entries, trouble, isOnline) {
  if (entries.length === 0) return "填写的内容已全部发送。";
  const refused = entries.filter((entry) => entry.refused).length;
  const rest = entries.length > refused ? (isOnline ? WHY[trouble] : OFFLINE) : "";
  const why = refused ? `其中 ${refused} 项没有被接受，请看各条的说明。` : "";
  return `有 ${entries.length} 项没有发送。${why}${rest}`;
}
