// @ts-check
"use strict";
/** docs/ballot-protocol.md 7.3: the root of a sorted list. */
{
  const { hex, order } = globalThis.zj;

  /** @param {any} s @param {Uint8Array[]} list in any order @returns {string} hex, "" where empty */
  function root(s, list) {
    let row = [...list].sort(order).map((one) => s.h32("leaf", one));
    while (row.length > 1) {
      const above = [];
      for (let i = 0; i + 1 < row.length; i += 2) above.push(s.h32("node", row[i], row[i + 1]));
      if (row.length % 2) above.push(row[row.length - 1]);
      row = above;
    }
    return row.length ? hex(row[0]) : "";
  }

  Object.assign(globalThis.zj, { root });
}
