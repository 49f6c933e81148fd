import { describe, expect, it } from 'vitest';
import { schemes } from '../kernel/scheme.js';
import { torus } from '../lattice/torus.js';
import { productOf, solution, squareMatrix, type Square } from '../math/linear/dense.js';
import type { ControlledMean } from '../math/control-variate.js';
import { standardError } from '../math/statistics.js';
import type { Expansion } from '../data/expansion.js';
import { dynamicalMatrix } from '../harmonic/conductivity.js';
import type { Polynomial } from '../potential/polynomial.js';
import { potential } from '../potential/potential.js';
import { expansion, values } from '../proof/hierarchy/expansion.js';
import { hierarchy } from '../proof/hierarchy/hierarchy.js';
import { meanProducts } from '../proof/hierarchy/moments.js';
import { gibbsAverages, type AveragesOptions } from './averages.js';
import { chainMeans } from './chain-means.js';
import { samplerStep } from './pilot.js';

const N = 6;
const lattice = torus(1, N);
const frequencies = Float64Array.of(1.1, 1.7, 1.37, 1.9, 1.21, 1.53);
const T = 1.3;

/** u⁽¹⁾, u⁽²⁾ and A_anh u⁽²⁾ of bonds 0 and 1: places 0 … 5, every one squared, and two pairs besides. */
function averaging(coupling: string, pinning: string, epsilon: number, samples: number): AveragesOptions {
  const [V, U] = [potential(coupling, 'r'), potential(pinning, 'q')];
  const { orders, remainder, surroundings } = hierarchy({
    lattice,
    coupling: V,
    pinning: U,
    order: 2,
    remainder: true,
    frequencies,
    bonds: [0, 1],
  });
  const own = [...orders.map(({ u }) => u), ...(remainder === null ? [] : [remainder])];
  const pairs = [
    ...own.flatMap((_, f) => [2 * f, 2 * f + 1].map((i) => [i, i] as const)),
    [0, 1],
    [1, 2],
  ] as const;
  const form = {
    lattice,
    rotations: frequencies,
    typical: frequencies,
    coupling: V,
    pinning: U,
    strength: epsilon,
  };
  const how = { form, scheme: schemes.ABA864, temperature: T, seed: 1 };
  return {
    ...how,
    step: samplerStep({ ...how, epsilon }),
    functions: own.map((f) => expansion(f, surroundings)),
    pairs,
    samples,
    group: 5,
    uncoupled: {
      means: own.flatMap(() => [0, 0]),
      products: pairs.map(([i, j]) => {
        const [f, g] = [i, j].map((place) => own[Math.floor(place / 2)] as (typeof own)[number]);
        return meanProducts(
          f as (typeof own)[number],
          surroundings,
          g as (typeof own)[number],
          surroundings,
          T,
          [[i % 2, j % 2]],
        )[0] as number;
      }),
    },
  };
}

/** M of a quadratic function of one bond, wᵀMw, w = (q, p). */
function quadraticForm(f: Expansion, bond: number): Square {
  const at = (...ones: number[]): number => {
    const w = new Float64Array(2 * N);
    for (const i of ones) w[i] = (w[i] as number) + 1;
    return values(f, w.subarray(0, N), w.subarray(N), 1)[bond] as number;
  };
  return squareMatrix(2 * N, (i, j) => (i === j ? at(i) : (at(i, j) - at(i) - at(j)) / 2));
}

const trace = ({ n, entries }: Square): number =>
  entries.filter((_, i) => i % (n + 1) === 0).reduce((a, b) => a + b, 0);

/** ⟨f⟩ = tr MΣ and ⟨fg⟩ = tr MΣ tr M'Σ + 2 tr MΣM'Σ (Isserlis), Σ = diag(TΦ⁻¹, T), of all places and pairs. */
function gaussianAverages({ form, functions, pairs }: AveragesOptions) {
  const epsilon = form.strength;
  const [coupling, pinning] = [form.coupling, form.pinning] as [Polynomial, Polynomial];
  const phi = dynamicalMatrix({ lattice, frequencies, coupling, pinning, epsilon });
  const columns = Array.from({ length: N }, (_, j) =>
    solution(
      phi,
      Float64Array.from({ length: N }, (__, i) => (i === j ? T : 0)),
    ),
  );
  const sigma = squareMatrix(2 * N, (i, j) =>
    i < N && j < N ? ((columns[j] as Float64Array)[i] as number) : i === j ? T : 0,
  );
  const forms = functions.flatMap((f) => [0, 1].map((bond) => productOf(quadraticForm(f, bond), sigma)));
  const means = forms.map(trace);
  return {
    means,
    products: pairs.map(
      ([i, j]) =>
        (means[i] as number) * (means[j] as number) +
        2 * trace(productOf(forms[i] as Square, forms[j] as Square)),
    ),
  };
}

/**
 * ⟨u_b Σ_b' V(r_b')⟩ at ε = 0 for V = r⁴/4 and b = (0, 1), u_b a function of these two sites: only the bonds (5, 0),
 * (0, 1) and (1, 2) count, and the outer sites are averaged by hand, ⟨(a − q)⁴⟩ = a⁴ + 6a²s + 3s², s = T/ω².
 * Gauss–Hermite with 5 nodes is exact to degree 9, here it is 8.
 */
function correlationWithCoupling(u: Expansion): number {
  const nodes = [-2.856970013872806, -1.355626179974266, 0, 1.355626179974266, 2.856970013872806];
  const shares = [
    0.011257411327720688, 0.22207592200561266, 0.5333333333333333, 0.22207592200561266, 0.011257411327720688,
  ];
  const variance = (x: number): number => T / (frequencies[x] as number) ** 2;
  const outer = (a: number, x: number): number =>
    (a ** 4 + 6 * a * a * variance(x) + 3 * variance(x) ** 2) / 4;
  let sum = 0;
  for (let i = 0; i < 5 ** 4; i++) {
    const digits = [0, 1, 2, 3].map((k) => Math.floor(i / 5 ** k) % 5);
    const [a, b, c, d] = digits.map((k) => nodes[k] as number) as [number, number, number, number];
    const q = Float64Array.of(Math.sqrt(variance(0)) * a, Math.sqrt(variance(1)) * b, 0, 0, 0, 0);
    const p = Float64Array.of(Math.sqrt(T) * c, Math.sqrt(T) * d, 0, 0, 0, 0);
    const [left, right] = [q[0] as number, q[1] as number];
    const coupling = (left - right) ** 4 / 4 + outer(left, 5) + outer(right, 2);
    const share = digits.reduce((product, k) => product * (shares[k] as number), 1);
    sum += share * (values(u, q, p, 1)[0] as number) * coupling;
  }
  return sum;
}

describe('averages over the Gibbs measure', () => {
  // Student with 31 degrees of freedom: 7.5 errors are 2e-8, for 28 averages.
  it.each([0.1, 0.8])(
    'harmonic V and U, ε = %d: u⁽¹⁾, u⁽²⁾, A_anh u⁽²⁾, their squares and products agree with the Gaussian measure of covariance TΦ⁻¹, T (false alarms < 1e-6 in all)',
    (epsilon) => {
      const options = averaging('r^2/2', '0.3*q^2', epsilon, 1000);
      const exact = gaussianAverages(options);
      const found = gibbsAverages(options);
      for (const kind of ['means', 'products'] as const) {
        found[kind].forEach(({ value, error }, i) => {
          expect(Math.abs(value - (exact[kind][i] as number))).toBeLessThan(7.5 * error + 1e-13);
        });
      }
      const [first] = found.means;
      // Far enough from 0, its value at ε = 0, to be told from it.
      expect(exact.means[0]).toBeLessThan(-5 * (first?.error ?? Infinity));
      expect(found.acceptance).toBeGreaterThan(0.99);
      expect(found.diagnostics.splitRhat).toBeLessThan(1.01);
    },
  );

  it('V = r⁴/4, ε = 10⁻³: ⟨u⁽¹⁾⟩ = −(ε/T)⟨u⁽¹⁾ ΣV⟩ at ε = 0, by exact quadrature, to first order in ε (false alarm < 1e-7)', () => {
    const options = averaging('r^4/4', '0', 1e-3, 1000);
    const exact = -(1e-3 / T) * correlationWithCoupling(options.functions[0] as Expansion);
    const { value, error } = gibbsAverages(options).means[0] as ControlledMean;
    expect(error).toBeLessThan(0.12 * Math.abs(exact));
    expect(Math.abs(value - exact)).toBeLessThan(7.5 * error);
  });

  it('ε = 0: the closed form, to rounding', () => {
    const options = averaging('r^4/4', '0', 0, 10);
    gibbsAverages(options).products.forEach(({ value, error }, i) => {
      const exact = options.uncoupled.products[i] as number;
      expect(Math.abs(value / exact - 1)).toBeLessThan(1e-10);
      expect(error / exact).toBeLessThan(1e-10);
    });
  });

  it('ε = 0.01, V = r⁴/4: the errors of u⁽¹⁾ and its square are a fifth of those of plain means at most', () => {
    const options = averaging('r^4/4', '0', 0.01, 200);
    const plain = chainMeans(options);
    const { means, products } = gibbsAverages(options);
    expect(means[0]?.error).toBeLessThan(0.2 * standardError(plain.means[0] as Float64Array));
    expect(products[0]?.error).toBeLessThan(0.2 * standardError(plain.products[0] as Float64Array));
  });

  it('the same arguments give the same bits', () => {
    const options = averaging('r^4/4', '0', 0.3, 20);
    expect(gibbsAverages(options)).toEqual(gibbsAverages(options));
  });
});
