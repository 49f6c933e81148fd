import { frequencies } from '../lattice/realisation.js';
import { torus } from '../lattice/torus.js';
import { conductivityBound, dissipation, dissipationForms } from '../proof/resonance/bound.js';
import { verdicts } from '../proof/resonance/diophantine.js';
import { hierarchy } from '../proof/hierarchy/hierarchy.js';
import { leastWeights } from '../proof/resonance/least-weights.js';
import { resonances } from '../proof/resonance/resonances.js';
import type { Benchmark } from './benchmark.js';
import type { Measurement } from './measurement.js';

const uniform = { law: 'uniform', from: 1, to: 2 } as const;

/** d, N, n and K of the classification of every bond of a realisation. */
const searches = [
  [1, 256, 3, 12],
  [1, 64, 5, 10],
  [2, 16, 1, 8],
  [2, 8, 2, 6],
  [3, 8, 1, 6],
] as const;

function classified([dimension, size, radius, depth]: (typeof searches)[number]): Measurement {
  const lattice = torus(dimension, size);
  const omega = frequencies(uniform, lattice, 1, 0);
  const start = performance.now();
  const found = verdicts(lattice, omega, { alpha: 8, c: 1e-3, radius, depth });
  return {
    name: `resonances.d${String(dimension)}.n${String(radius)}`,
    value: (performance.now() - start) / lattice.bonds,
    unit: 'ms/bond',
    note: `every ξ with |ξ|₁ ≤ ${String(depth)} on B₁(b,${String(radius)}), ${String(found.length)} bonds`,
  };
}

/** d, N, n and V of the comparison of weights; the computed constant C(n) of Theorem 2 is what they leave. */
const comparisons = [
  { name: 'harmonic', coupling: [0, 0, 0.5], dimension: 1, size: 64, order: 2 },
  { name: 'quartic', coupling: [0, 0, 0, 0, 0.25], dimension: 1, size: 64, order: 1 },
  { name: 'quartic', coupling: [0, 0, 0, 0, 0.25], dimension: 2, size: 8, order: 1 },
] as const;

/**
 * C(n), the limit of the bound of Theorem 2 over ε^{n+2}, with ψ = 1 on every bond, with Lemma 3's ψ₁ for the best of
 * several δ, and with the least weights of the form 2D(F⁽¹⁾) + D(Σψv⁽ⁿ⁾), four times which is
 * above it, since (√a + √b)² ≤ 2(a + b).
 */
function compared({ name, coupling, dimension, size, order }: (typeof comparisons)[number]): Measurement[] {
  const lattice = torus(dimension, size);
  const omega = frequencies(uniform, lattice, 1, 0);
  const bonds = Array.from({ length: lattice.bonds }, (_, bond) => bond);
  const own = hierarchy({ lattice, frequencies: omega, bonds, coupling, pinning: [], order, noise: true });
  const forms = dissipationForms(lattice, own, 1);
  const constant = (psi: Float64Array): number => {
    const epsilon = 1e-6;
    return conductivityBound(dissipation(forms, psi), epsilon) / epsilon ** (order + 2);
  };
  const rerouted = [0.05, 0.1, 0.2, 0.3, 0.5].map((delta) => {
    const set = { coupling, pinning: [] };
    const { psi1 } = resonances(lattice, uniform, omega, { order, set, alpha: 1, delta });
    return { delta, left: constant(psi1) };
  });
  const best = rerouted.reduce((a, b) => (b.left < a.left ? b : a));
  const first = forms.orders[0]?.[0];
  const least = leastWeights(lattice, [
    ...(first === undefined ? [] : [{ form: first, factor: 2 }]),
    { form: forms.remainder, factor: 1 },
  ]);
  const model = `C(${String(order)}) of one realisation, d = ${String(dimension)}, N = ${String(size)}, ${name} V`;
  const measurement = (weights: string, value: number, note: string): Measurement => ({
    name: `weights.${name}.d${String(dimension)}.${weights}`,
    value,
    unit: 'C(n)',
    note: `${model}: ${note}`,
  });
  return [
    measurement('uniform', constant(new Float64Array(lattice.bonds).fill(1)), 'ψ = 1'),
    measurement('lemma-3', best.left, `ψ₁ of Lemma 3, α = 1, best at δ = ${String(best.delta)}`),
    measurement('least', constant(least), 'the least weights'),
  ];
}

/** How fast bonds are classified, and how much the weights of Lemma 3 leave beside the least ones. */
export const resonanceBenchmarks: readonly Benchmark[] = [
  { names: ['resonances'], measure: () => searches.map(classified) },
  ...comparisons.map((one) => ({
    names: [`weights.${one.name}.d${String(one.dimension)}`],
    measure: () => compared(one),
  })),
];
