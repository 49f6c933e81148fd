import type { ModeFunction } from '../mode-function.js';

/**
 * The variance of f_b over the Gibbs measure at ε = 0, where the modes are independent with ⟨|z_k|^{2m}⟩ = m!(2T)^m:
 *
 *   Var f = ½ Σ_{t,s} c_t c_s ⟨m_t m̄_s⟩ over pairs of monomials with the same (or, conjugated, opposite) net phase, twice that for those without a phase, less ⟨f⟩².
 *
 * Exact but for rounding.
 */
export function modeVariance(f: ModeFunction, bond: number, temperature: number): number {
  const groups = new Map<string, { up: Map<number, number>; down: Map<number, number>; c: number }[]>();
  for (let t = f.starts[bond] as number; t < (f.starts[bond + 1] as number); t++) {
    const [up, down] = [new Map<number, number>(), new Map<number, number>()];
    for (const w of f.factors.subarray(t * f.degree, (t + 1) * f.degree)) {
      const side = w % 2 === 0 ? up : down;
      side.set(w >> 1, (side.get(w >> 1) ?? 0) + 1);
    }
    const modes = [...new Set([...up.keys(), ...down.keys()])].sort((a, b) => a - b);
    const net = modes.flatMap((k) => {
      const n = (up.get(k) ?? 0) - (down.get(k) ?? 0);
      return n === 0 ? [] : [[k, n] as const];
    });
    // Re m = Re m̄: of the two the one whose first net exponent is positive.
    const flip = (net[0]?.[1] ?? 1) < 0;
    const name = net.map(([k, n]) => `${String(k)}:${String(flip ? -n : n)}`).join(' ');
    const entry = { up: flip ? down : up, down: flip ? up : down, c: f.coefficients[t] as number };
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  const moment = (...counts: readonly Map<number, number>[]): number => {
    const total = new Map<number, number>();
    for (const count of counts) for (const [k, n] of count) total.set(k, (total.get(k) ?? 0) + n);
    let product = 1;
    for (const n of total.values()) for (let i = 1; i <= n; i++) product *= 2 * temperature * i;
    return product;
  };
  let variance = 0;
  for (const [name, group] of groups) {
    const still = name === '';
    let mean = 0;
    for (const one of group) {
      if (still) mean += one.c * moment(one.up);
      // ⟨m m̄'⟩: z's of one with z̄'s of the other must pair up, which equal nets guarantee.
      for (const other of group) {
        variance += (still ? 1 : 0.5) * one.c * other.c * moment(one.up, other.down);
      }
    }
    variance -= mean * mean;
  }
  return Math.max(0, variance);
}
