// @ts-check
/** The wire of the outbox: how an item stands on the server, and one entry on its way there. */

import { patience, versioned } from "./entries.js";
import { change } from "./store.js";

/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {"lost" | "somebody-else"} Nobody nobody answered, or the answer was for another person */

const HTMX = { "HX-Request": "true" };
let guard = guardIn(document);

/**
 * Return the token by which the server knows that a form is its own.
 * @param {ParentNode} page
 */
function guardIn(page) {
  return page.querySelector("input[name=csrfmiddlewaretoken]")?.getAttribute("value") ?? "";
}

/** @param {string} html */
export const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

/** @param {ParentNode} page */
export const versionIn = (page) =>
  page.querySelector("input[name=version]")?.getAttribute("value") ?? "";

/**
 * Ask how the item of an entry stands on the server, with a fresh token for what is sent next.
 * @param {Entry} entry
 * @returns {Promise<Document | Nobody>}
 */
export async function standing(entry) {
  const where = entry.part || entry.url.replace(/\/(mark|proof|figure|record)\/$/, "/");
  const answer = await fetch(where, { headers: HTMX }).catch(() => null);
  if (answer?.status === 404) return "somebody-else"; // whose sheet this is not
  const page = parsed(answer?.ok ? await answer.text().catch(() => "") : "");
  const item = page.querySelector("[data-item]");
  if (!(item instanceof HTMLElement)) return "lost";
  if (item.dataset.who !== entry.who) return "somebody-else";
  guard = guardIn(page) || guard;
  return page;
}

/**
 * Send one entry.
 * @param {Entry} entry
 * @returns {Promise<Response | Nobody>}
 */
export async function post(entry) {
  const stands = entry.tried ? await standing(entry) : "lost";
  if (stands === "somebody-else") return stands;
  const sent = stands === "lost" ? entry : versioned(entry, versionIn(stands));
  const body = new FormData();
  for (const [name, value] of sent.fields) body.append(name, value);
  body.append("once", entry.once);
  // Before it goes: if the page is left now, nobody will be here to say that it may have arrived.
  await change(entry.key, (now) => now && { ...now, tried: true });
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), patience(entry));
  const headers = { ...HTMX, "X-CSRFToken": guard };
  return fetch(entry.url, { method: "POST", body, headers, signal: limit.signal })
    .catch(() => /** @type {const} */ ("lost"))
    .finally(() => clearTimeout(timer));
}
