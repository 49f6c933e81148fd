import { RandomSequence } from '../../math/random.js';
import { MonomialSet } from './monomials.js';
import { anharmonic, type ProductTable } from './generators.js';
import type { Neighbourhood, Surroundings } from './neighbourhood.js';
import type { Observable } from './observable.js';

/** The number of realisations at which a coefficient must vanish to count as identically zero. */
const PROBES = 3;

/** Cancellation to this relative size counts as zero; rounding leaves about 10⁻¹³. */
const VANISHING = 1e-9;

/**
 * Surroundings without a lattice: generic frequencies, uniform on (1, 2), at which identities between coefficients are
 * tested.
 */
export function probes(around: Neighbourhood): Surroundings {
  const random = new RandomSequence({ seed: 0, stream: 'proof' });
  const size = around.offsets.length * PROBES;
  return {
    neighbourhood: around,
    bonds: Array.from({ length: PROBES }, (_, b) => b),
    sites: new Int32Array(size),
    frequencies: Float64Array.from({ length: size }, () => 1 + random.drawUniform()),
  };
}

/**
 * A product table without the monomials whose coefficient in A_anh u, the right side of (9), is zero for all
 * frequencies: contributions of different sites may cancel identically (about one monomial in fifteen for V = r⁴/4, d =
 * 1). If they were kept, their rounding errors would be divided by their ω·ξ. They are identified at the probes: at all
 * of them the sum of the contributions is below 10⁻⁹ of the sum of their absolute values.
 *
 * @param u the function at the probes
 * @returns the table, and A_anh u at the probes
 */
export function pruned(
  table: ProductTable,
  u: Observable,
  around: Surroundings,
): { table: ProductTable; image: Observable } {
  const bonds = around.bonds.length;
  const signed = anharmonic(u, table, around).coefficients;
  const positive = { ...table, factors: table.factors.map(Math.abs) };
  const sizes = anharmonic(
    { ...u, coefficients: u.coefficients.map(Math.abs) },
    positive,
    around,
  ).coefficients;
  const target = new MonomialSet(table.target.width, table.target.count);
  const renumbered = new Int32Array(table.target.count).fill(-1);
  const row = new Int32Array(target.width);
  const kept: number[] = [];
  for (let m = 0; m < table.target.count; m++) {
    let vanishes = true;
    for (let at = m * bonds; at < (m + 1) * bonds; at++) {
      if (Math.abs(signed[at] as number) > VANISHING * (sizes[at] as number)) vanishes = false;
    }
    if (vanishes) continue;
    row.set(table.target.words.subarray(m * target.width, (m + 1) * target.width));
    target.place(row, 'symmetric');
    renumbered[m] = kept.push(m) - 1;
  }
  const image = new Float64Array(kept.length * bonds);
  kept.forEach((m, i) => image.set(signed.subarray(m * bonds, (m + 1) * bonds), i * bonds));
  return {
    table: renumberedTable(table, target, renumbered),
    image: { parity: 'antisymmetric', monomials: target, coefficients: image },
  };
}

/** The table with its targets renumbered; entries whose target has the new number −1 are left out. */
function renumberedTable(table: ProductTable, target: MonomialSet, renumbered: Int32Array): ProductTable {
  const { groups, groupEnd, entries } = table;
  const remaining = table.targets
    .subarray(0, entries)
    .reduce((n, t) => n + ((renumbered[t] as number) < 0 ? 0 : 1), 0);
  const targets = new Int32Array(remaining);
  const codes = new Uint16Array(remaining);
  const ends = new Int32Array(groups);
  let entry = 0;
  for (let group = 0, e = 0; group < groups; group++) {
    for (const end = groupEnd[group] as number; e < end; e++) {
      const number = renumbered[table.targets[e] as number] as number;
      if (number < 0) continue;
      targets[entry] = number;
      codes[entry++] = table.codes[e] as number;
    }
    ends[group] = entry;
  }
  return { ...table, target, groupEnd: ends, targets, codes, entries: remaining };
}
