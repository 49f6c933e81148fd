import { describe, expect, it, test } from 'vitest';
import { torus } from '../../../lattice/torus.js';
import { RandomSequence } from '../../../math/random.js';
import { chain, type Chain } from '../hamiltonian.js';
import { modeCoordinates } from '../mode-function.js';
import { modes, type Modes } from '../modes.js';
import type { PhasePoint } from '../../../potential/energies.js';
import { valueAndDerivative } from '../testing/mode-flow.js';
import { harmonicCorrector, type Placing } from './corrector.js';
import { firstOrder } from './first-order.js';
import { modeHierarchy, type ModeObservable } from './hierarchy.js';
import { modeVariance } from './moments.js';
import { meanSquares } from '../../../proof/hierarchy/moments.js';
import { coefficientsInZ } from '../../../proof/hierarchy/observable.js';
import { along } from '../../../proof/hierarchy/testing/along.js';

const draws = new RandomSequence({ seed: 33, stream: 'synthetic' });
const gaussians = (sites: number): Float64Array =>
  Float64Array.from({ length: sites }, () => draws.drawGaussians()[0]);

function disordered(sites: number, coupling: readonly number[], pinning: readonly number[]): Chain {
  const positive = (): Float64Array =>
    Float64Array.from({ length: sites }, () => 1 + 1.5 * draws.drawUniform());
  const lattice = torus(1, sites);
  return chain({ lattice, frequencies: positive(), masses: positive(), coupling, pinning, epsilon: 0.1 });
}

const quartic = [0, 0, 0, 0, 0.25];

/** The point q, p of the chain with these mode coordinates. */
function pointAt(
  { lattice: { sites }, masses, shapes }: Modes,
  Q: Float64Array,
  P: Float64Array,
): PhasePoint {
  const sum = (amplitudes: Float64Array, x: number): number =>
    amplitudes.reduce((total, a, k) => total + a * (shapes[k * sites + x] as number), 0);
  return {
    q: Float64Array.from({ length: sites }, (_, x) => sum(Q, x)),
    p: Float64Array.from({ length: sites }, (_, x) => (masses[x] as number) * sum(P, x)),
  };
}

/** Q̇, Ṗ of the harmonic dynamics, and of the anharmonic forces without ε, from the chain's own forces on sites. */
function velocities(model: Chain, own: Modes, Q: Float64Array, P: Float64Array): [PhasePoint, PhasePoint] {
  const { q } = pointAt(own, Q, P);
  const kicks = modeCoordinates(own, { q, p: model.anharmonicForces(q) }).im;
  return [
    { q: P, p: Q.map((value, k) => -((own.frequencies[k] as number) ** 2) * value) },
    { q: new Float64Array(Q.length), p: kicks },
  ];
}

interface Case {
  readonly name: string;
  readonly sites: number;
  readonly order: number;
  readonly counts: readonly number[];
  readonly coupling?: readonly number[];
  readonly pinning?: readonly number[];
  readonly placing?: Placing;
}

const cases: readonly Case[] = [
  { name: 'V = r⁴/4, U = 0.4q⁴, n = 3, all 5 modes', sites: 5, order: 3, counts: [5, 5, 5, 5] },
  { name: 'V = r⁴/4, U = 0.4q⁴, n = 2, all 6 modes', sites: 6, order: 2, counts: [6, 6, 6] },
  { name: 'V = r⁴/4, U = 0.4q⁴, n = 0', sites: 6, order: 0, counts: [6] },
  {
    name: 'V = r⁴/4, U = 0.4q⁴, n = 2, all 5 modes, energies at homes',
    sites: 5,
    order: 2,
    counts: [5, 5, 5],
    placing: 'homes',
  },
  { name: 'V = r⁴/4, U = 0.4q⁴, n = 3, of 12 modes 9, 6, 3, 3', sites: 12, order: 3, counts: [9, 6, 3, 3] },
  { name: 'V = r⁴/4, U = 0.4q⁴, n = 2, of 9 modes 7, 5, 4', sites: 9, order: 2, counts: [7, 5, 4] },
  {
    name: 'V = r²/5 + r⁶/6, U = q³/3 + q⁶/8, n = 1, all 4 modes',
    sites: 4,
    order: 1,
    counts: [4, 4],
    coupling: [0, 0, 0.2, 0, 0, 0, 1 / 6],
    pinning: [0, 0.3, 0, 1 / 3, 0, 0, 0.125],
  },
  {
    name: 'V = r⁶/6, U = q³/3 + q⁴/4, n = 2, all 3 modes',
    sites: 3,
    order: 2,
    counts: [3, 3, 3],
    coupling: [0, 0, 0, 0, 0, 0, 1 / 6],
    pinning: [0, 0, 0, 1 / 3, 0.25],
  },
];

describe.each(cases)('mode hierarchy: $name', ({ sites, order, counts, ...others }) => {
  const { coupling = quartic, pinning = [0, 0, 0, 0, 0.4], placing = 'none' } = others;
  const model = disordered(sites, coupling, pinning);
  const own = modes(model);
  const bond = sites - 1;
  const { orders, remainder } = modeHierarchy(own, bond, { coupling, pinning, order, counts, placing });
  const rest = remainder as ModeObservable;
  const zeroth = harmonicCorrector(own, [bond], placing);
  const excited = new Set(rest.places.sites);
  const only = (values: Float64Array): Float64Array => values.map((value, k) => (excited.has(k) ? value : 0));
  const points = [0, 1, 2].map(() => ({ q: only(gaussians(sites)), p: only(gaussians(sites)) }));

  it('j⁰ + εj¹ = −L(u⁰ + … + εⁿuⁿ) + εⁿ⁺¹A_anh uⁿ at points with only these modes excited, to 10⁻¹² of the terms', () => {
    const { epsilon } = model;
    for (const point of points) {
      const { q: Q, p: P } = point;
      const [still, pushed] = velocities(model, own, Q, P);
      const both = { q: still.q, p: still.p.map((value, k) => value + epsilon * (pushed.p[k] as number)) };
      const at = pointAt(own, Q, P);
      const zero = ({ q, p }: PhasePoint): { re: Float64Array; im: Float64Array } => ({
        re: q.map((value, k) => value * (own.frequencies[k] as number)),
        im: p,
      });
      const slope0 = valueAndDerivative(zeroth, zero(point), zero(both)).derivatives[0] as number;
      const terms = orders.map(({ u: { f, places } }, i) => ({
        ...along(f, places, 0, point, both),
        weight: epsilon ** (i + 1),
      }));
      const { value, size } = along(rest.f, rest.places, 0, point, both);
      const j0 = model.harmonicCurrents(at)[bond] as number;
      const j1 = model.anharmonicCurrents(at)[bond] as number;
      const generated = terms.reduce((sum, term) => sum + term.weight * term.slope, slope0);
      const scale = terms.reduce((sum, term) => sum + term.weight * term.size, 1 + size);
      // The rest of n = 0 is j¹ + A_anh u⁰.
      const left = j0 + epsilon * j1 + generated - epsilon ** (order + 1) * value;
      expect(Math.abs(left)).toBeLessThan(1e-12 * scale);
      expect(Math.abs(epsilon ** (order + 1) * value)).toBeGreaterThan(1e-9 * scale);
    }
  });

  it('−A_har u⁽ᵏ⁾ = A_anh u⁽ᵏ⁻¹⁾ for k ≥ 2, and the rest is A_anh u⁽ⁿ⁾, to 10⁻¹² of the terms', () => {
    for (const point of points) {
      const [still, pushed] = velocities(model, own, point.q, point.p);
      orders.forEach(({ u: { f, places } }, i) => {
        const right = along(f, places, 0, point, pushed);
        const next = orders[i + 1]?.u;
        const left = next
          ? { ...along(next.f, next.places, 0, point, still) }
          : { slope: -along(rest.f, rest.places, 0, point, still).value, size: 0 };
        expect(Math.abs(-left.slope - right.slope)).toBeLessThan(1e-12 * (left.size + right.size));
      });
    }
  });

  it('u⁽ᵏ⁾ is p-symmetric without a monomial of no phase; A_anh u⁽ⁿ⁾ is p-antisymmetric', () => {
    for (const point of points) {
      const mirrored = { q: point.q, p: point.p.map((p) => -p) };
      for (const {
        u: { f, places },
      } of orders) {
        const value = along(f, places, 0, point, point).value;
        expect(along(f, places, 0, mirrored, point).value).toBe(value);
        const still = f.coefficients.filter((_, m) => f.monomials.ownConjugate(m));
        expect(still.length).toBe(0);
      }
      const value = along(rest.f, rest.places, 0, point, point).value;
      expect(along(rest.f, rest.places, 0, mirrored, point).value).toBe(-value);
    }
  });
});

/** Coefficients in z by monomial, of order-free names of factors. */
function byName({ f, places }: ModeObservable): Map<string, number> {
  const result = new Map<string, number>();
  const sites = [...places.sites];
  coefficientsInZ(f, places).forEach((c, m) => {
    const [up, down] = [0, 1].map((side) =>
      sites.flatMap((k, x) =>
        Array.from({ length: f.monomials.k(m, x) }, () => 2 * k + side).concat(
          Array.from({ length: f.monomials.l(m, x) }, () => 2 * k + 1 - side),
        ),
      ),
    ) as [number[], number[]];
    for (const factors of [up, down]) result.set(factors.sort((a, b) => a - b).join(), c);
  });
  return result;
}

test.each([0, 0.5])(
  'u⁽¹⁾ has the coefficients of `firstOrder`, to 10⁻¹², and the norm, to 10⁻¹¹, 6 of 10 modes, cutoff %d',
  (cutoff) => {
    const model = disordered(10, quartic, [0, 0, 0, 0, 0.4]);
    const own = modes(model);
    const forces = { coupling: 0.25, pinning: 0.4, placing: 'none' } as const;
    const options = { order: 1, counts: [6], cutoff };
    for (const bond of [0, 4, 9]) {
      const { orders } = modeHierarchy(own, bond, { ...model, ...options });
      const [first] = orders as [(typeof orders)[number]];
      const old = firstOrder(own, [bond], { ...forces, cutoff, modes: 6, terms: Infinity });
      const mine = byName(first.u);
      const { factors, coefficients } = old.function;
      const largest = coefficients.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
      expect(2 * coefficients.length).toBe(mine.size);
      coefficients.forEach((c, t) => {
        const name = [...factors.subarray(4 * t, 4 * t + 4)].sort((a, b) => a - b).join();
        expect(Math.abs((mine.get(name) as number) - c)).toBeLessThan(1e-12 * largest);
      });
      expect(first.smallestDenominator).toBeCloseTo(old.smallestDenominator, 12);
      // Two closed forms of the same norm.
      const [square] = meanSquares(first.u.f, first.u.places, 0.7) as unknown as [number];
      expect(Math.abs(square / modeVariance(old.function, 0, 0.7) - 1)).toBeLessThan(1e-11);
    }
  },
);

test('a cutoff leaves terms out of u⁽²⁾, and is above no denominator that was used', () => {
  const model = disordered(6, quartic, [0, 0, 0, 0, 0.4]);
  const own = modes(model);
  const options = { ...model, order: 2, counts: [6, 6] };
  const [whole, cut] = [0, 0.2].map((cutoff) => modeHierarchy(own, 2, { ...options, cutoff }).orders);
  expect(Math.min(...(whole ?? []).map((one) => one.smallestDenominator))).toBeLessThan(0.2);
  for (const { smallestDenominator } of cut ?? []) expect(smallestDenominator).toBeGreaterThanOrEqual(0.2);
});
