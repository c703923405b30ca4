// @ts-check
"use strict";
/**
 * docs/ballot-protocol.md 11.3: what a proof claims, as equations Σ scalar · point = 0, checked one
 * by one or all at once. An equation is a list of [scalar, point].
 */
{
  /** @param {any} s @param {[any, any][]} equation */
  const holds = (s, equation) =>
    s.isZero(s.lin(equation.map(([k]) => k), equation.map(([, P]) => P)));

  /**
   * Many equations at once: each times a random 128-bit number; sound because the group's order is prime.
   * @param {any} s @param {[any, any][][]} equations @param {any[]} often points that come in most of them
   */
  function allHold(s, equations, often) {
    const sums = new Map(often.map((P) => [P, s.number(0)]));
    const [scalars, points] = [/** @type {any[]} */ ([]), /** @type {any[]} */ ([])];
    for (const equation of equations) {
      const weight = s.number(globalThis.zj.bigOf(s.random(16)));
      for (const [k, P] of equation) {
        const weighed = s.smul(k, weight);
        const known = sums.get(P);
        if (known === undefined) {
          scalars.push(weighed);
          points.push(P);
        } else sums.set(P, s.sadd(known, weighed));
      }
    }
    for (const [P, k] of sums) {
      scalars.push(k);
      points.push(P);
    }
    return s.isZero(s.lin(scalars, points));
  }

  Object.assign(globalThis.zj, { holds, allHold });
}
