import { describe, expect, it } from 'vitest';
import { torus } from '../../lattice/torus.js';
import { current, currentTable } from './current.js';
import { dissipations } from './dissipation.js';
import { expansion, values } from './expansion.js';
import { flipGenerator, flipOrbits } from './flips.js';
import { harmonic } from './generators.js';
import { hierarchy } from './hierarchy.js';
import { meanProducts, meanSquares } from './moments.js';
import { exponentWord, MonomialSet } from './monomials.js';
import { neighbourhood, surroundings } from './neighbourhood.js';
import type { Observable } from './observable.js';

/** Nodes and weights of 5-point Gauss–Hermite quadrature for a standard Gaussian: exact to degree 9. */
const nodes = [-2.856970013872806, -1.355626179974266, 0, 1.355626179974266, 2.856970013872806];
const shares = [
  0.011257411327720688, 0.22207592200561266, 0.5333333333333333, 0.22207592200561266, 0.011257411327720688,
];

/** All points of the quadrature in (q, p) of the first `active` sites of a lattice at ε = 0, and their weights. */
function quadrature(omega: Float64Array, active: number, temperature: number) {
  const replicas = 5 ** (2 * active);
  const q = new Float64Array(omega.length * replicas);
  const p = new Float64Array(omega.length * replicas);
  const weights = new Float64Array(replicas).fill(1);
  for (let r = 0; r < replicas; r++) {
    for (let x = 0, rest = r; x < active; x++) {
      for (const [column, scale] of [
        [q, Math.sqrt(temperature) / (omega[x] as number)],
        [p, Math.sqrt(temperature)],
      ] as const) {
        column[x * replicas + r] = scale * (nodes[rest % 5] as number);
        weights[r] = (weights[r] as number) * (shares[rest % 5] as number);
        rest = Math.floor(rest / 5);
      }
    }
  }
  return { q, p, weights, replicas };
}

describe('moments at ε = 0', () => {
  const lattice = torus(1, 5);
  const frequencies = Float64Array.of(1.1, 1.7, 1.37, 1.9, 1.21);
  const temperature = 1.3;
  const own = hierarchy({
    lattice,
    coupling: [0, 0, 0.5, 0, 0.25],
    pinning: [],
    order: 1,
    frequencies,
    bonds: [0, 1],
  });
  const around = own.surroundings;
  const u = own.orders[0]?.u as Observable;
  const { q, p, weights, replicas } = quadrature(frequencies, 3, temperature);
  const mean = (f: Float64Array, g: Float64Array, b: number, c: number) =>
    weights.reduce(
      (total, w, r) => total + w * (f[b * replicas + r] as number) * (g[c * replicas + r] as number),
      0,
    );

  it('products of j, u and Su agree with exact Gauss–Hermite quadrature over three sites, to 1e-12', () => {
    const pairs = [
      [0, 0],
      [1, 1],
      [0, 1],
      [1, 0],
    ] as const;
    const flips = flipGenerator(u, flipOrbits(u.monomials, 'symmetric', around.neighbourhood));
    for (const [f, g] of [
      [own.current, own.current],
      [u, u],
      [u, flips],
      [u, own.current],
    ] as const) {
      const exact = meanProducts(f, around, g, around, temperature, pairs);
      const [left, right] = [f, g].map((one) => values(expansion(one, around), q, p, replicas));
      const scale = Math.abs(exact[0] as number) + 1;
      pairs.forEach(([b, c], i) => {
        const numeric = mean(left as Float64Array, right as Float64Array, b, c);
        expect(Math.abs(numeric - (exact[i] as number))).toBeLessThan(1e-12 * scale);
      });
    }
  });

  it('the mean of u is zero, and D(u) = ½ Σ_x ⟨(u∘flip_x − u)²⟩, to 1e-12', () => {
    const prepared = expansion(u, around);
    const at = values(prepared, q, p, replicas);
    expect(Math.abs(mean(at, new Float64Array(2 * replicas).fill(1), 0, 0))).toBeLessThan(1e-13);
    let total = 0;
    for (const x of [0, 1]) {
      const mirrored = p.map((momentum, i) => (Math.floor(i / replicas) === x ? -momentum : momentum));
      const change = values(prepared, q, mirrored, replicas).map((value, i) => value - (at[i] as number));
      total += mean(change, change, 0, 0) / 2;
    }
    const exact = dissipations(u, u, around, temperature, [[0, 0]])[0] as number;
    expect(Math.abs(total / exact - 1)).toBeLessThan(1e-12);
  });

  it('with X = |a₀|², Y = |a₁|² exponential of means m = 2T/ω²: ⟨(XY + X)²⟩ = 4m₀²m₁² + 4m₀²m₁ + 2m₀²', () => {
    const monomials = new MonomialSet(1);
    for (const word of [exponentWord(0, 1, 1) + exponentWord(1, 1, 1), exponentWord(0, 1, 1)]) {
      monomials.place(Int32Array.of(word), 'symmetric');
    }
    const f = { parity: 'symmetric', monomials, coefficients: Float64Array.of(1, 1) } as const;
    const alone = surroundings(lattice, neighbourhood(1, 5, 0), frequencies, [0]);
    const [m0, m1] = [1.1, 1.7].map((omega) => (2 * temperature) / (omega * omega)) as [number, number];
    const expected = 4 * m0 * m0 * m1 * m1 + 4 * m0 * m0 * m1 + 2 * m0 * m0;
    expect((meanSquares(f, alone, temperature)[0] as number) / expected).toBeCloseTo(1, 13);
  });

  it('⟨u⁽¹⁾²⟩ scales as T⁴ for V = r⁴/4, and bonds without a common site are uncorrelated, exactly', () => {
    const bonds = [0, 1, 2, 3, 4];
    const ring = hierarchy({
      lattice,
      coupling: [0, 0, 0, 0, 0.25],
      pinning: [],
      order: 1,
      frequencies,
      bonds,
    });
    const one = ring.orders[0]?.u as Observable;
    const cold = meanSquares(one, ring.surroundings, 0.5);
    const hot = meanSquares(one, ring.surroundings, 1);
    cold.forEach((square, b) => expect((hot[b] as number) / square).toBeCloseTo(16, 12));
    const far = meanProducts(one, ring.surroundings, one, ring.surroundings, 1, [[0, 2]]);
    expect(far[0]).toBe(0);
  });
});

/** One bond alone: j as a vector on the closure of its monomials under flips, for the generator A_har + ε'S. */
describe('one bond, V = r⁴/4, T = 1, ω = (1, 1.5), ε → 0 (physics, section 9)', () => {
  const lattice = torus(1, 3);
  const around = surroundings(lattice, neighbourhood(1, 3, 0), Float64Array.of(1, 1.5, 1), [0]);
  const table = currentTable([0, 0, 0, 0, 0.25], 1);
  const j = current(table, around);
  const odd = flipOrbits(j.monomials, 'antisymmetric', around.neighbourhood);
  const size = odd.monomials.count;

  it('⟨j²⟩ = 22.6028807', () => {
    expect(meanSquares(j, around, 1)[0]).toBeCloseTo(22.6028807, 7);
  });

  it.each([
    [1, 4.4213774617],
    [0.1, 5.6689333531],
    [0.01, 0.65536561902],
  ])('∫⟨j j⟩ at ε′ = %d is %d', (noise, expected) => {
    // Unknown f + g, f odd and g even in p: −A_har g − ε'S f = j, −A_har f − ε'S g = 0.
    const even = flipOrbits(odd.monomials, 'symmetric', around.neighbourhood);
    expect(even.monomials.count).toBe(size);
    const rows = Array.from({ length: 2 * size }, () => new Float64Array(2 * size + 1));
    for (let column = 0; column < 2 * size; column++) {
      const parity = column < size ? 'antisymmetric' : 'symmetric';
      const orbits = column < size ? odd : even;
      const coefficients = Float64Array.from({ length: size }, (_, m) => (m === column % size ? 1 : 0));
      const basis = { parity, monomials: orbits.monomials, coefficients } as const;
      const rotated = harmonic(basis, around).coefficients;
      const flips = flipGenerator(basis, orbits).coefficients;
      for (let m = 0; m < size; m++) {
        (rows[column < size ? m : size + m] as Float64Array)[column] = -noise * (flips[m] as number);
        (rows[column < size ? size + m : m] as Float64Array)[column] = -(rotated[m] as number);
      }
    }
    j.coefficients.forEach((c, m) => ((rows[m] as Float64Array)[2 * size] = c));
    const solution = solved(rows);
    const f = {
      parity: 'antisymmetric',
      monomials: odd.monomials,
      coefficients: solution.slice(0, size),
    } as const;
    const integral = meanProducts(j, around, f, around, 1, [[0, 0]])[0] as number;
    expect(Math.abs(integral / expected - 1)).toBeLessThan(1e-10);
  });
});

/** Gauss–Jordan elimination with row pivots; the last column is the right-hand side. */
function solved(rows: Float64Array[]): Float64Array {
  const size = rows.length;
  for (let c = 0; c < size; c++) {
    let pivot = c;
    for (let r = c; r < size; r++) {
      if (Math.abs(rows[r]?.[c] ?? 0) > Math.abs(rows[pivot]?.[c] ?? 0)) pivot = r;
    }
    const chosen = rows[pivot] as Float64Array;
    [rows[c], rows[pivot]] = [chosen, rows[c] as Float64Array];
    for (const row of rows) {
      if (row === chosen) continue;
      const factor = (row[c] as number) / (chosen[c] as number);
      for (let i = c; i <= size; i++) row[i] = (row[i] as number) - factor * (chosen[i] as number);
    }
  }
  return Float64Array.from(rows, (row, r) => (row[size] as number) / (row[r] as number));
}
