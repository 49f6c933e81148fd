import { torus } from '../lattice/torus.js';
import { RandomSequence } from '../math/random.js';
import type { Polynomial } from '../potential/polynomial.js';
import { expansion, values } from '../proof/hierarchy/expansion.js';
import { hierarchy, hierarchyStructure, type HierarchyStructure } from '../proof/hierarchy/hierarchy.js';
import { meanSquares } from '../proof/hierarchy/moments.js';
import { withoutSmallDenominators } from '../proof/hierarchy/observable.js';
import type { Benchmark } from './benchmark.js';
import type { Measurement } from './measurement.js';

interface Case {
  readonly name: string;
  readonly dimension: 1 | 2 | 3;
  readonly size: number;
  readonly coupling: Polynomial;
  readonly text: string;
  readonly order: number;
  readonly bonds: number;
}

const quartic = { coupling: [0, 0, 0, 0, 0.25], text: 'V = r⁴/4' };
const harmonic = { coupling: [0, 0, 0.5], text: 'V = r²/2' };

const cases: readonly Case[] = [
  { name: 'hierarchy.d1.n3', dimension: 1, size: 256, order: 3, bonds: 256, ...quartic },
  { name: 'hierarchy.d1.n4', dimension: 1, size: 256, order: 4, bonds: 256, ...quartic },
  { name: 'hierarchy.d1.n5', dimension: 1, size: 256, order: 5, bonds: 1, ...quartic },
  { name: 'hierarchy.d2.n3', dimension: 2, size: 16, order: 3, bonds: 32, ...quartic },
  { name: 'hierarchy.d3.n2', dimension: 3, size: 8, order: 2, bonds: 256, ...quartic },
  { name: 'hierarchy.d1.harmonic.n20', dimension: 1, size: 256, order: 20, bonds: 256, ...harmonic },
];

/** Bytes of monomials and tables that all bonds share. */
function sharedBytes(structure: HierarchyStructure): number {
  return structure.tables.reduce(
    (total, { target, groupSource, groupSite, groupEnd, targets, codes }) =>
      total +
      target.bytes +
      [groupSource, groupSite, groupEnd, targets, codes].reduce((sum, column) => sum + column.byteLength, 0),
    structure.current.monomials.bytes,
  );
}

function measured({ name, dimension, size, coupling, text, order, bonds }: Case): Measurement[] {
  const lattice = torus(dimension, size);
  const random = new RandomSequence({ seed: 1, stream: 'synthetic' });
  const frequencies = Float64Array.from({ length: lattice.sites }, () => 1 + random.drawUniform());
  const options = {
    lattice,
    coupling,
    pinning: [],
    order,
    frequencies,
    bonds: Array.from({ length: bonds }, (_, b) => b),
  };
  const start = performance.now();
  const structure = hierarchyStructure(options);
  const built = performance.now();
  const own = hierarchy({ ...options, structure });
  const end = performance.now();
  const counts = own.orders.map(({ u }) => 2 * u.monomials.count);
  const pairs = counts.reduce((sum, count) => sum + count / 2, 0);
  const entries = structure.tables.reduce((sum, table) => sum + table.entries, 0);
  const [building, applying] = [(built - start) / 1000, (end - built) / 1000];
  const model = `d = ${String(dimension)}, ${text}, n = ${String(order)}, ${String(bonds)} bond${bonds > 1 ? 's' : ''}`;
  return [
    {
      name,
      value: building + applying,
      unit: 's',
      note: `${model}: ${building.toFixed(2)} s once for the structure, ${applying.toFixed(2)} s for the coefficients; monomials by order ${counts.join(', ')}`,
    },
    {
      name: `${name}.rate`,
      value: (pairs * bonds) / (building + applying),
      unit: 'monomials/s',
      note: `coefficients of conjugate pairs found, all orders, structure included; ${String(Math.round((entries * bonds) / applying / 1e6))} million products/s in applying the table`,
    },
    {
      name: `${name}.bytes`,
      value: sharedBytes(structure) / pairs + 8 * bonds,
      unit: 'bytes/monomial',
      note: `${(sharedBytes(structure) / pairs).toFixed(0)} shared (words, hash table, ${(entries / pairs).toFixed(1)} products), and 8 for each bond`,
    },
  ];
}

/** Evaluation and norms of the dressing of a ring: what an estimator pays at each sampling time. */
function evaluated(): Measurement[] {
  const lattice = torus(1, 128);
  const replicas = 32;
  const random = new RandomSequence({ seed: 2, stream: 'synthetic' });
  const uniform = (length: number) => Float64Array.from({ length }, () => 1 + random.drawUniform());
  const bonds = Array.from({ length: 128 }, (_, b) => b);
  const { orders, surroundings } = hierarchy({
    lattice,
    ...quartic,
    pinning: [],
    order: 3,
    frequencies: uniform(128),
    bonds,
  });
  const [q, p] = [uniform(128 * replicas), uniform(128 * replicas)];
  return orders.flatMap(({ u, order }) => {
    const prepared = expansion(withoutSmallDenominators(u, surroundings, 0.1), surroundings);
    values(prepared, q, p, replicas);
    const start = performance.now();
    values(prepared, q, p, replicas);
    const seconds = (performance.now() - start) / 1000;
    const before = performance.now();
    meanSquares(u, surroundings, 1);
    const norms = (performance.now() - before) / 1000;
    return [
      {
        name: `hierarchy.evaluation.n${String(order)}`,
        value: (prepared.coefficients.length * replicas) / seconds,
        unit: 'terms/s',
        note: `u of order ${String(order)} of 128 bonds at 32 replicas, cutoff 0.1, in ${(1000 * seconds).toFixed(1)} ms; their norms in ${(1000 * norms).toFixed(1)} ms`,
      },
    ];
  });
}

/** Speed and size of the hierarchy on one core. */
export const hierarchyBenchmarks: readonly Benchmark[] = [
  ...cases.map((one) => ({ names: [one.name], measure: () => measured(one) })),
  { names: ['hierarchy.evaluation'], measure: evaluated },
];
