import { describe, expect, test } from 'vitest';
import { frequencies } from '../lattice/realisation.js';
import { head, neighbour, tail, torus } from '../lattice/torus.js';
import { potential } from '../potential/potential.js';
import { bondCurrent } from './testing/bond.js';
import { productOf, solution, squareMatrix, transposed, type Square } from '../math/linear/dense.js';
import {
  dynamicalMatrix,
  harmonicConductivity,
  orderedChainConductivity,
  weakCouplingConductivity,
  type HarmonicSystem,
} from './conductivity.js';
import { networkConductivity, type Direction } from './network.js';

const law = { law: 'uniform', from: 1, to: 2 } as const;
const r2 = potential('r^2/2', 'r');

function system(dimension: number, size: number, epsilon: number, noise: number): HarmonicSystem {
  const lattice = torus(dimension, size);
  const omega = frequencies(law, lattice, 2, 0);
  return { lattice, frequencies: omega, coupling: r2, pinning: [], epsilon, noise, direction: 'all' };
}

/** The naive twin: the equation for C as it stands in section 9, all N^{2d} unknowns at once. */
function conductivityByElimination(options: HarmonicSystem): number {
  const { lattice, epsilon, noise, direction } = options;
  const n = lattice.sites;
  const k = 2 * (options.coupling[2] as number);
  const phi = dynamicalMatrix(options);
  const current = squareMatrix(n, () => 0);
  for (let x = 0; x < n; x++) {
    for (let along = 0; along < lattice.dimension; along++) {
      if (direction !== 'all' && direction !== along + 1) continue;
      const y = neighbour(lattice, x, along);
      current.entries[x * n + y] = (current.entries[x * n + y] as number) - (epsilon * k) / 2;
      current.entries[y * n + x] = (current.entries[y * n + x] as number) + (epsilon * k) / 2;
    }
  }
  const combined = (f: (i: number) => number): Square => squareMatrix(n, (i, j) => f(i * n + j));
  const commutator = (x: Square, y: Square): Square => {
    const [xy, yx] = [productOf(x, y), productOf(y, x)];
    return combined((at) => (xy.entries[at] as number) - (yx.entries[at] as number));
  };
  const off = (x: Square): Square =>
    squareMatrix(n, (i, j) => (i === j ? 0 : (x.entries[i * n + j] as number)));
  const left = (c: Square): Float64Array => {
    const inner = commutator(phi, commutator(phi, c));
    const [first, second] = [productOf(phi, off(c)), productOf(off(c), phi)];
    return combined(
      (at) =>
        4 * noise * ((first.entries[at] as number) + (second.entries[at] as number)) +
        (inner.entries[at] as number) / (2 * noise),
    ).entries;
  };
  const columns = Array.from({ length: n * n }, (_, at) => left(combined((i) => (i === at ? 1 : 0))));
  const matrix = squareMatrix(n * n, (i, j) => (columns[j] as Float64Array)[i] as number);
  const right = commutator(phi, current).entries.map((value) => -value / (2 * noise));
  const raw = solution(matrix, right, 1e-11);
  // The matrix is singular (C = 1) and does not know that C is symmetric: take the symmetric part of a solution.
  const c = squareMatrix(n, (i, j) => 0.5 * ((raw[i * n + j] as number) + (raw[j * n + i] as number)));
  const commuted = commutator(phi, c);
  const b = combined(
    (at) =>
      4 * noise * (off(c).entries[at] as number) +
      ((current.entries[at] as number) + (commuted.entries[at] as number)) / (2 * noise),
  );
  // (1/(dN^d)) Σ_ij (B_J Φ⁻¹)_ij B_ij, column by column of Φ⁻¹.
  let sum = 0;
  for (let j = 0; j < n; j++) {
    const inverse = solution(
      phi,
      Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0)),
    );
    for (let i = 0; i < n; i++) {
      for (let m = 0; m < n; m++) {
        sum +=
          (current.entries[i * n + m] as number) * (inverse[m] as number) * (b.entries[i * n + j] as number);
      }
    }
  }
  return sum / (direction === 'all' ? lattice.bonds : n);
}

describe('the exact conductivity of harmonic coupling with flips', () => {
  const omega = Float64Array.from([1, 1.44, 1.96, 2.56, 3.24, 4], Math.sqrt);

  test.each([
    [0.5, 0.5, 3.34320747560558e-2, 1e-12],
    [0.2, 0.1, 7.1993746118724e-3, 1e-12],
    [0.1, 0.01, 2.21374323230943e-4, 1e-12],
    [0.05, 0.001, 5.52864061e-6, 1e-9],
  ])("a ring of six, ε = %f, ε' = %f: %f to the digits given", (epsilon, noise, expected, accuracy) => {
    const { standard, paper } = harmonicConductivity({ ...system(1, 6, epsilon, noise), frequencies: omega });
    expect(Math.abs(standard / expected - 1)).toBeLessThan(accuracy);
    expect(paper).toBe(2 * standard);
  });

  test.each([
    ['ring of 5', 1, 5, 'all', '0'],
    ['3×3', 2, 3, 'all', '0'],
    ['3×3 along e₂, pinned', 2, 3, 2, '0.3*q^2'],
  ] as const)(
    '%s: equals the elimination of all unknowns of C to 1e-9',
    (_name, dimension, size, direction, text) => {
      const coupling = potential('0.7*r^2', 'r');
      const pinning = potential(text, 'q');
      const options = { ...system(dimension, size, 0.3, 0.2), coupling, pinning, direction };
      expect(harmonicConductivity(options).standard / conductivityByElimination(options)).toBeCloseTo(1, 9);
    },
  );

  test('the ordered chain: a ring of 32 has the closed form of N = ∞ to 1e-12', () => {
    const ordered = { ...system(1, 32, 0.7, 0.3), frequencies: new Float64Array(32).fill(1.2) };
    const ratio = harmonicConductivity(ordered).standard / orderedChainConductivity(1.2, 0.7, 0.3);
    expect(Math.abs(ratio - 1)).toBeLessThan(1e-12);
  });

  test.each([
    ['ring of 32', 1, 32, 'all'],
    ['6×6', 2, 6, 'all'],
    ['6×6 along e₂', 2, 6, 2],
    ['3×3×3 along e₁', 3, 3, 1],
  ] as const)(
    '%s: κ/ε² tends to the resistor network, linearly in ε, and so do the weights',
    (_name, d, size, direction) => {
      const [coarse, fine] = [1e-2, 5e-3].map((epsilon) => {
        const options = { ...system(d, size, epsilon, 0.1), direction };
        const limit = weakCouplingConductivity(options);
        const { standard, weights } = harmonicConductivity(options);
        const apart = weights.map((weight, b) => Math.abs(weight - (limit.weights[b] as number)));
        return [Math.abs(standard / epsilon ** 2 / limit.value - 1), apart.reduce((a, b) => Math.max(a, b))];
      }) as [number[], number[]];
      expect(coarse[0]).toBeLessThan(0.05);
      expect((coarse[0] as number) / (fine[0] as number)).toBeGreaterThan(1.7);
      expect((coarse[1] as number) / (fine[1] as number)).toBeGreaterThan(1.7);
    },
  );

  test("d = 1: the network is ε'-weighted mean and variance, 1/κ = 4ε'⟨ω²⟩ + ⟨(ω_t² − ω_h²)²⟩/(4ε'), to 1e-12", () => {
    const options = system(1, 16, 0.1, 0.05);
    const { lattice, noise } = options;
    const squares = options.frequencies.map((value) => value * value);
    let resistance = 0;
    for (let b = 0; b < lattice.bonds; b++) {
      const [t, h] = [squares[tail(lattice, b)] as number, squares[head(lattice, b)] as number];
      resistance += (2 * noise * (t + h) + (t - h) ** 2 / (4 * noise)) / lattice.bonds;
    }
    expect(weakCouplingConductivity(options).value * resistance).toBeCloseTo(1, 12);
  });

  test('a direction is a symmetry: turning the lattice turns e₁ into e₂, to 1e-12', () => {
    const options = system(2, 4, 0.3, 0.2);
    const turned = squareMatrix(4, (i, j) => options.frequencies[i * 4 + j] as number);
    const along = (values: Float64Array, direction: Direction): number =>
      harmonicConductivity({ ...options, frequencies: values, direction }).standard;
    expect(along(options.frequencies, 1) / along(transposed(turned).entries, 2)).toBeCloseTo(1, 12);
  });

  test('what is not harmonic, or has no noise, is refused', () => {
    expect(() => harmonicConductivity({ ...system(1, 4, 0.1, 0.1), coupling: [0, 0, 0, 0, 1] })).toThrow(
      'invalid coupling; not harmonic: [0, 0, 0, 0, 1]',
    );
    expect(() => harmonicConductivity(system(1, 4, 0.1, 0))).toThrow('invalid noise; not positive: 0');
  });
});

describe('resistor networks', () => {
  test('equal conductances: no θ, conductivity g, to 1e-14', () => {
    const lattice = torus(3, 3);
    const { value, weights } = networkConductivity(lattice, new Float64Array(lattice.bonds).fill(2.5), 2);
    expect(value).toBeCloseTo(2.5, 13);
    weights.forEach((weight, b) => {
      expect(weight).toBeCloseTo(b % 3 === 1 ? 1 : 0, 13);
    });
  });

  test('weights carry a conserved current: Σ_in gψ = Σ_out gψ to 1e-13', () => {
    const lattice = torus(2, 4);
    const g = Float64Array.from({ length: lattice.bonds }, (_, b) => 1 + ((b * 7) % 5));
    const { weights } = networkConductivity(lattice, g, 1);
    const balance = new Float64Array(lattice.sites);
    g.forEach((conductance, b) => {
      const flow = conductance * (weights[b] as number);
      balance[head(lattice, b)] = (balance[head(lattice, b)] as number) + flow;
      balance[tail(lattice, b)] = (balance[tail(lattice, b)] as number) - flow;
    });
    balance.forEach((rest) => {
      expect(Math.abs(rest)).toBeLessThan(1e-13);
    });
  });
});

describe('one bond', () => {
  const quartic = { frequencies: [1, 1.5], coupling: potential('r^4/4', 'r'), temperature: 1 } as const;

  test.each([
    [1, 4.4213774617],
    [0.1, 5.6689333531],
    [0.01, 0.65536561902],
  ])("V = r⁴/4, ω = (1, 1.5), β = 1, ε' = %f: ∫⟨jj⟩ = %f to the digits given", (noise, expected) => {
    const { variance, integral } = bondCurrent({ ...quartic, noise });
    expect(Math.abs(integral / expected - 1)).toBeLessThan(2e-11);
    expect(Math.abs(variance - 22.6028807)).toBeLessThan(5e-8);
  });

  test('V = r²/2: ∫⟨jj⟩ = T²/D_b to 1e-12', () => {
    const { integral } = bondCurrent({ ...quartic, coupling: r2, temperature: 1.7, noise: 0.3 });
    const conductance = 2 * 0.3 * (1 + 2.25) + (1 - 2.25) ** 2 / (4 * 0.3);
    expect((integral * conductance) / 1.7 ** 2).toBeCloseTo(1, 12);
  });

  test('scaling: V = r⁴/4 at temperature T is T⁴ times that at 1, to 1e-12; V = r⁴/4 + 0·r⁶ changes nothing', () => {
    const { integral } = bondCurrent({ ...quartic, noise: 0.1 });
    expect(bondCurrent({ ...quartic, temperature: 2, noise: 0.1 }).integral / (16 * integral)).toBeCloseTo(
      1,
      12,
    );
    const padded = [0, 0, 0, 0, 0.25, 0, 0];
    expect(bondCurrent({ ...quartic, coupling: padded, noise: 0.1 }).integral / integral).toBeCloseTo(1, 11);
  });
});

test('sizes that studies are checked with take seconds: a ring of 64, 6×6, and 4×4×4', () => {
  for (const [dimension, size] of [
    [1, 64],
    [2, 6],
    [3, 4],
  ] as const) {
    const options = system(dimension, size, 0.05, 0.02);
    const { standard, weights } = harmonicConductivity(options);
    // The weights of all bonds average to 1, and ε = 0.05 is close to the limit ε → 0 of the same realisation.
    expect(weights.reduce((a, b) => a + b) / options.lattice.bonds).toBeCloseTo(1, 10);
    expect(Math.abs(standard / 0.05 ** 2 / weakCouplingConductivity(options).value - 1)).toBeLessThan(0.5);
  }
}, 20_000);
