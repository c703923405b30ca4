// @ts-check
"use strict";
/** docs/ballot-protocol.md 7.3: the root of a sorted list, and what shows that one is on it. */
{
  const { hex, order } = globalThis.zj;

  /** The nodes above a row. @param {any} s @param {Uint8Array[]} row */
  function above(s, row) {
    const nodes = [];
    for (let i = 0; i + 1 < row.length; i += 2) nodes.push(s.h32("node", row[i], row[i + 1]));
    return row.length % 2 ? [...nodes, row[row.length - 1]] : nodes;
  }

  /** @param {any} s @param {Uint8Array[]} list in any order @returns {string} hex, "" where empty */
  function root(s, list) {
    let row = [...list].sort(order).map((one) => s.h32("leaf", one));
    while (row.length > 1) row = above(s, row);
    return row.length ? hex(row[0]) : "";
  }

  /**
   * What stands beside one of a list on the way up, and on which side. @param {any} s @param {Uint8Array[]} list
   * @param {Uint8Array} one of the list @returns {["l" | "r", Uint8Array][]}
   */
  function wayUp(s, list, one) {
    const sorted = [...list].sort(order);
    let at = sorted.findIndex((other) => !order(other, one));
    let row = sorted.map((other) => s.h32("leaf", other));
    /** @type {["l" | "r", Uint8Array][]} */
    const way = [];
    while (row.length > 1) {
      if (at % 2) way.push(["l", row[at - 1]]);
      else if (at + 1 < row.length) way.push(["r", row[at + 1]]);
      row = above(s, row);
      at >>= 1;
    }
    return way;
  }

  /** The root that a way leads to. @param {any} s @param {Uint8Array} one @param {["l" | "r", Uint8Array][]} way @returns {string} hex */
  const rootBy = (s, one, way) =>
    hex(way.reduce((node, [side, other]) => (side === "l" ? s.h32("node", other, node) : s.h32("node", node, other)), s.h32("leaf", one)));

  Object.assign(globalThis.zj, { root, wayUp, rootBy });
}
