// @ts-check
"use strict";
/**
 * Names of who was written in, carried to a second device that is not signed in and has no roster: each
 * with its way up to the root in the manifest (docs/ballot-protocol.md 3.1, 7.3), so that a page cannot lie.
 */
{
  const { Refusal, canonical, hex, read, rootBy, text, unhex, utf8, wayUp } = globalThis.zj;
  /** @param {{id: string, name: string}} one */
  const leaf = ({ id, name }) => canonical({ id, name });

  /**
   * @param {any} s @param {{id: string, name: string}[]} roster @param {string[]} writes ids, "" among them
   * @returns {string} "" where nobody was written in
   */
  function proofs(s, roster, writes) {
    const wanted = roster.filter((one) => writes.includes(one.id));
    if (!wanted.length) return "";
    const leaves = roster.map(leaf);
    return text(canonical(wanted.map((one) => [one.id, one.name, wayUp(s, leaves, leaf(one)).map(([side, node]) => side + hex(node)).join(".")])));
  }

  /** One step of a way. @param {string} words @returns {["l" | "r", Uint8Array]} */
  function stepOf(words) {
    const node = unhex(words.slice(1), 32);
    if (!/^[lr]/.test(words)) throw new Refusal("not a way up");
    return [words[0] === "l" ? "l" : "r", node];
  }

  /**
   * The names that hold against the manifest's root; of others nothing. @param {any} s @param {any} manifest
   * @param {string} words of `proofs` @returns {Map<string, string>}
   */
  function proven(s, manifest, words) {
    const found = new Map();
    try {
      for (const [id, name, way] of words ? read(utf8(words)) : []) {
        const steps = way ? String(way).split(".").map(stepOf) : [];
        if (rootBy(s, leaf({ id, name }), steps) === manifest.roster) found.set(id, name);
      }
    } catch (wrong) {
      // What somebody scanned may be anything; then there are no names.
      if (!(wrong instanceof Refusal || wrong instanceof TypeError)) throw wrong;
    }
    return found;
  }

  Object.assign(globalThis.zj, { proofs, proven });
}
