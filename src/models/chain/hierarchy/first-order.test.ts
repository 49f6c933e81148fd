import { expect, test } from 'vitest';
import { torus } from '../../../lattice/torus.js';
import { RandomSequence } from '../../../math/random.js';
import { chain, type Chain } from '../hamiltonian.js';
import { modeCoordinates } from '../mode-function.js';
import { modes, type Modes } from '../modes.js';
import type { PhasePoint } from '../../../potential/energies.js';
import { valueAndDerivative, type ModePoint } from '../testing/mode-flow.js';
import { correctorMatrix, harmonicCorrector, type Placing } from './corrector.js';
import { firstOrder } from './first-order.js';

const draws = new RandomSequence({ seed: 21, stream: 'synthetic' });
const field = (sites: number): Float64Array =>
  Float64Array.from({ length: sites }, () => draws.drawGaussians()[0]);

function disordered(sites: number, strength: number): Chain {
  const positive = (): Float64Array =>
    Float64Array.from({ length: sites }, () => 1 + strength * draws.drawUniform());
  return chain({
    lattice: torus(1, sites),
    frequencies: positive(),
    masses: positive(),
    coupling: [0, 0, 0, 0, 0.25],
    pinning: [0, 0, 0, 0, 0.4],
    epsilon: 0.1,
  });
}

/** ż of the harmonic dynamics, −iωz, and of the anharmonic forces, i Σ_x φ_k(x)F_x. */
function velocities(model: Chain, own: Modes, { q, p }: PhasePoint): readonly [ModePoint, ModePoint] {
  const z = modeCoordinates(own, { q, p });
  const forces = model.anharmonicForces(q);
  const kicks = modeCoordinates(own, { q, p: forces }).im;
  return [
    {
      re: z.im.map((y, k) => y * (own.frequencies[k] as number)),
      im: z.re.map((x, k) => -x * (own.frequencies[k] as number)),
    },
    { re: new Float64Array(q.length), im: kicks },
  ];
}

const largest = (values: Float64Array): number => values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
const all = (sites: number): number[] => Array.from({ length: sites }, (_, b) => b);

test.each<Placing>(['none', 'homes'])(
  '−A_har u⁰ = j⁰ for every bond at random points, to 10⁻¹², with masses, energies at: %s',
  (placing) => {
    const model = disordered(12, 1);
    const own = modes(model);
    const u0 = harmonicCorrector(own, all(12), placing);
    for (let trial = 0; trial < 3; trial++) {
      const point = { q: field(12), p: field(12) };
      const [harmonic] = velocities(model, own, point);
      const { derivatives } = valueAndDerivative(u0, modeCoordinates(own, point), harmonic);
      const left = model.harmonicCurrents(point).map((j, b) => j + (derivatives[b] as number));
      expect(largest(left)).toBeLessThan(1e-12);
    }
  },
);

test.each<Placing>(['none', 'homes'])(
  'j⁰ + εj¹ = −L(u⁰ + εu¹) + ε²A_anh u¹ with every mode and monomial, to 10⁻¹¹, energies at: %s',
  (placing) => {
    const model = disordered(6, 1.5);
    const own = modes(model);
    const bonds = all(6);
    const { epsilon } = model;
    const u0 = harmonicCorrector(own, bonds, placing);
    const options = { placing, pinning: 0.4, coupling: 0.25, cutoff: 0, modes: 6, terms: Infinity };
    const { function: u1, leftOut } = firstOrder(own, bonds, options);
    expect(largest(leftOut)).toBe(0);
    for (let trial = 0; trial < 3; trial++) {
      const point = { q: field(6), p: field(6) };
      const z = modeCoordinates(own, point);
      const [harmonic, anharmonic] = velocities(model, own, point);
      const along = (f: typeof u0, way: ModePoint): Float64Array => valueAndDerivative(f, z, way).derivatives;
      const [j0, j1] = [model.harmonicCurrents(point), model.anharmonicCurrents(point)];
      const [a0, b0, a1, b1] = [
        along(u0, harmonic),
        along(u0, anharmonic),
        along(u1, harmonic),
        along(u1, anharmonic),
      ];
      bonds.forEach((b) => {
        const at = (values: Float64Array): number => values[b] as number;
        const current = at(j0) + epsilon * at(j1);
        const generated = at(a0) + epsilon * at(b0) + epsilon * (at(a1) + epsilon * at(b1));
        const remainder = epsilon * epsilon * at(b1);
        expect(Math.abs(current + generated - remainder)).toBeLessThan(1e-11);
        expect(Math.abs(remainder)).toBeGreaterThan(1e-6);
      });
    }
  },
);

test('neighbouring correctors differ by e_x − E_x where energies sit at the homes of their modes, to 10⁻¹²', () => {
  const model = disordered(10, 1);
  const own = modes(model);
  const u0 = harmonicCorrector(own, all(10), 'homes');
  const point = { q: field(10), p: field(10) };
  const z = modeCoordinates(own, point);
  const { values } = valueAndDerivative(u0, z, z);
  const energies = chain({ ...model, epsilon: 0 }).siteEnergies(point);
  for (let x = 1; x < 10; x++) {
    const mode = 0.5 * ((z.re[x] as number) ** 2 + (z.im[x] as number) ** 2);
    expect((values[x] as number) - (values[x - 1] as number)).toBeCloseTo((energies[x] as number) - mode, 12);
  }
});

test('the corrector is local: rows of C fall by 10⁶ within a quarter of a strongly disordered ring of 64 sites, and |C_kl| ≤ ½', () => {
  const model = disordered(64, 4);
  const own = modes(model);
  const c = correctorMatrix(own, 31, 'none');
  let far = 0;
  c.forEach((value, i) => {
    const [k, l] = [Math.floor(i / 64), i % 64];
    expect(Math.abs(value)).toBeLessThanOrEqual(0.5);
    if (Math.abs(k - 31) > 16 && Math.abs(l - 31) > 16) far = Math.max(far, Math.abs(value));
  });
  expect(far).toBeLessThan(1e-6);
});

test('what truncation leaves: fewer modes, monomials and denominators change −A_har u¹ only by what was left out', () => {
  const model = disordered(8, 1.5);
  const own = modes(model);
  const quartic = { placing: 'homes', pinning: 0.4, coupling: 0.25 } as const;
  const whole = firstOrder(own, [3], { ...quartic, cutoff: 0, modes: 8, terms: Infinity });
  const some = firstOrder(own, [3], { ...quartic, cutoff: 0, modes: 8, terms: 200 });
  const wholeSquare = meanSquare(whole.function.coefficients);
  expect(some.function.coefficients.length).toBe(200);
  expect(some.leftOut[0]).toBeGreaterThan(0);
  expect(some.leftOut[0]).toBeLessThan(0.2);
  const blunt = firstOrder(own, [3], { ...quartic, cutoff: 0.3, modes: 8, terms: Infinity });
  expect(blunt.smallestDenominator).toBeGreaterThanOrEqual(0.3);
  expect(whole.smallestDenominator).toBeLessThan(0.3);
  expect(meanSquare(blunt.function.coefficients)).toBeLessThan(wholeSquare);
});

function meanSquare(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x * x, 0);
}
