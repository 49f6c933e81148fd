import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { torus } from '../../lattice/torus.js';
import { flipGenerator, flipInverse, flipOrbits } from './flips.js';
import { Forces } from './forces.js';
import { anharmonic, harmonic, harmonicInverse, productTable } from './generators.js';
import { exponentWord, MonomialSet, wordsFor, type Parity } from './monomials.js';
import { neighbourhood, surroundings } from './neighbourhood.js';
import type { Observable } from './observable.js';

const lattice = torus(1, 10);
const near = neighbourhood(1, 10, 2);
const sites = 4;
const width = wordsFor(near.offsets.length);
const forces = new Forces(near, [0, 0, 0.5, 0, 0.25], [0, 0, 0, 1], width);

interface Draft {
  readonly exponents: readonly number[];
  readonly c: number;
}

/** Exponents k₀, l₀, k₁, l₁, … of a few monomials. */
const drafts = fc.array(
  fc.record({
    exponents: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2 * sites, maxLength: 2 * sites }),
    c: fc.integer({ min: -9, max: 9 }),
  }),
  { minLength: 1, maxLength: 3 },
);
const parities = fc.constantFrom<Parity>('symmetric', 'antisymmetric');

function observable(list: readonly Draft[], parity: Parity): Observable {
  const monomials = new MonomialSet(width);
  const coefficients: number[] = [];
  for (const { exponents, c } of list) {
    const row = new Int32Array(width);
    for (let x = 0; 2 * x < exponents.length; x++) {
      row[x >> 1] =
        ((row[x >> 1] as number) + exponentWord(x, exponents[2 * x] ?? 0, exponents[2 * x + 1] ?? 0)) | 0;
    }
    const place = monomials.place(row, parity);
    if (place !== 0)
      coefficients[Math.abs(place) - 1] = (coefficients[Math.abs(place) - 1] ?? 0) + c * Math.sign(place);
  }
  return { parity, monomials, coefficients: Float64Array.from(coefficients) };
}

function draftsOf(f: Observable): Draft[] {
  return Array.from(f.coefficients, (c, m) => ({
    exponents: Array.from({ length: 2 * near.offsets.length }, (_, i) =>
      i % 2 === 0 ? f.monomials.k(m, i >> 1) : f.monomials.l(m, i >> 1),
    ),
    c,
  }));
}

const conjugate = (exponents: readonly number[]) => exponents.map((_, i) => exponents[i ^ 1] as number);

/** f·g from Re m Re m' = ½Re(mm') + ½Re(mm̄'), and so on. */
function product(f: Observable, g: Observable): Observable {
  const parity = f.parity === g.parity ? 'symmetric' : 'antisymmetric';
  const both = f.parity === 'antisymmetric' && g.parity === 'antisymmetric';
  const list = draftsOf(f).flatMap((a) =>
    draftsOf(g).flatMap((b) => {
      const times = (e: readonly number[]) => a.exponents.map((k, i) => k + (e[i] as number));
      const half = (a.c * b.c) / 2;
      const swap = g.parity === 'antisymmetric' ? -1 : 1;
      return [
        { exponents: times(b.exponents), c: both ? -half : half },
        { exponents: times(conjugate(b.exponents)), c: both ? half : swap * half },
      ];
    }),
  );
  return observable(list, parity);
}

function sum(f: Observable, g: Observable): Observable {
  return observable([...draftsOf(f), ...draftsOf(g)], f.parity);
}

/** The largest coefficient of f − g. */
function difference(f: Observable, g: Observable): number {
  expect(f.parity).toBe(g.parity);
  const rest = sum(f, { ...g, coefficients: g.coefficients.map((c) => -c) });
  return rest.coefficients.reduce((most, c) => Math.max(most, Math.abs(c)), 0);
}

const around = surroundings(
  lattice,
  near,
  Float64Array.from([2, 3, 5, 7, 11, 13, 17, 19, 23, 29], (x) => 1 + (Math.sqrt(x) % 1)),
  [4],
);
const generators: Record<string, (f: Observable) => Observable> = {
  A_har: (f) => harmonic(f, around),
  A_anh: (f) => anharmonic(f, productTable(f.monomials, f.parity, forces, sites), around),
};

describe.each(Object.entries(generators))('%s', (_, generator) => {
  it('is a derivation: L(fg) = f Lg + g Lf, to 1e-9', () => {
    fc.assert(
      fc.property(drafts, drafts, parities, parities, (a, b, parity, other) => {
        const [f, g] = [observable(a, parity), observable(b, other)];
        const left = generator(product(f, g));
        const right = sum(product(f, generator(g)), product(g, generator(f)));
        expect(difference(left, right)).toBeLessThan(1e-9);
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});

describe('Lemma 1', () => {
  it('−A_har of the solution is f, to 1e-14, and p-symmetric f are refused', () => {
    fc.assert(
      fc.property(drafts, (a) => {
        const f = observable(a, 'antisymmetric');
        const back = harmonic(harmonicInverse(f, around), around);
        expect(difference({ ...back, coefficients: back.coefficients.map((c) => -c) }, f)).toBeLessThan(
          1e-14,
        );
      }),
      { seed: 2, numRuns: 60 },
    );
    expect(() => harmonicInverse(observable([], 'symmetric'), around)).toThrow('invalid parity');
  });
});

describe('Lemma 2', () => {
  it('−S of the solution is f, to 1e-13, and p-symmetric f are refused', () => {
    fc.assert(
      fc.property(drafts, (a) => {
        const f = observable(a, 'antisymmetric');
        const v = flipInverse(f, flipOrbits(f.monomials, 'antisymmetric', near));
        const back = flipGenerator(v, flipOrbits(v.monomials, 'antisymmetric', near));
        expect(difference({ ...back, coefficients: back.coefficients.map((c) => -c) }, f)).toBeLessThan(
          1e-13,
        );
      }),
      { seed: 3, numRuns: 60 },
    );
    const symmetric = observable([], 'symmetric');
    const orbits = flipOrbits(symmetric.monomials, 'symmetric', near);
    expect(() => flipInverse(symmetric, orbits)).toThrow('invalid parity; not antisymmetric: symmetric');
  });

  it('S Re(a₀a₁) = −2(Re(a₀a₁) − Re(a₀ā₁)) and S Re(a₀ā₀) = 0, exactly', () => {
    const f = observable(
      [
        { exponents: [1, 0, 1, 0], c: 1 },
        { exponents: [1, 1], c: 5 },
      ],
      'symmetric',
    );
    const expected = observable(
      [
        { exponents: [1, 0, 1, 0], c: -2 },
        { exponents: [1, 0, 0, 1], c: 2 },
      ],
      'symmetric',
    );
    const flips = flipGenerator(f, flipOrbits(f.monomials, 'symmetric', near));
    expect(difference(flips, expected)).toBe(0);
  });
});

describe('product table', () => {
  it('refuses a function of other monomials', () => {
    const f = observable([{ exponents: [1, 0], c: 1 }], 'symmetric');
    const table = productTable(f.monomials, 'symmetric', forces, sites);
    expect(() => anharmonic({ ...f, parity: 'antisymmetric' }, table, around)).toThrow('invalid function');
  });
});
