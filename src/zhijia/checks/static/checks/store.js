// @ts-check
/**
 * Where the outbox keeps its entries on this device: a database, and before that, for the moment
 * between a press and the database, notes that are written at once and outlive the page.
 */

import { inPlaceOf } from "./entries.js";

/** @typedef {import("./entries.js").Entry} Entry */

const NOTE = "zhijia-checks:";

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("zhijia-checks", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("outbox", { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** Return the database; a browser may close it, then it is opened again. */
async function database() {
  opened ??= open();
  const found = await opened;
  found.onclose = found.onversionchange = () => {
    found.close();
    opened = undefined;
  };
  return found;
}

/** Say whether this browser keeps anything for us at all: some do not in a private window. */
export const isUsable = () =>
  database().then(
    () => true,
    () => false,
  );

/**
 * Return everything that waits, of whoever filled it in here.
 * @param {string} who
 * @returns {Promise<Entry[]>}
 */
export async function waiting(who) {
  const kept = (await database()).transaction("outbox", "readonly").objectStore("outbox");
  return new Promise((resolve, reject) => {
    const asked = kept.getAll();
    asked.onsuccess = () => resolve(asked.result.filter((one) => one.who === who));
    asked.onerror = () => reject(asked.error);
  });
}

/**
 * Change what is kept under a key, in one go: what was read cannot have become something else
 * before it is written. `rule` returns what is kept from now on, or null for nothing.
 * @param {string} key
 * @param {(now: Entry | undefined) => Entry | null | undefined} rule
 * @returns {Promise<void>} when it is on the disk
 */
export async function change(key, rule) {
  const going = (await database()).transaction("outbox", "readwrite");
  const kept = going.objectStore("outbox");
  return new Promise((resolve, reject) => {
    going.oncomplete = () => resolve();
    going.onerror = going.onabort = () => reject(going.error);
    const asked = kept.get(key);
    asked.onsuccess = () => {
      const then = rule(asked.result);
      if (then) kept.put(then);
      else if (asked.result) kept.delete(key);
    };
  });
}

/**
 * Keep an entry, and let go of its note.
 * @param {Entry} entry
 */
export async function keep(entry) {
  await change(entry.key, (older) => inPlaceOf(older, entry));
  if (read(NOTE + entry.key)?.once === entry.once) localStorage.removeItem(NOTE + entry.key);
}

/**
 * Note an entry at once. It holds no files.
 * @param {Entry} entry
 */
export function note(entry) {
  try {
    localStorage.setItem(NOTE + entry.key, JSON.stringify(entry));
  } catch {
    // Full, or not allowed: the entry reaches the database a moment later all the same.
  }
}

/**
 * @param {string} name
 * @returns {Entry | null}
 */
function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

/**
 * Return what is noted and not yet in the database.
 * @param {string} who
 * @returns {Entry[]}
 */
export function notes(who) {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(`${NOTE}${who}:`));
    return names.map(read).filter((one) => one !== null);
  } catch {
    return [];
  }
}
