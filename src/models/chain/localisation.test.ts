import { expect, test } from 'vitest';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import { localisations, lyapunov } from './localisation.js';
import { homes, modes } from './modes.js';

const law = { law: 'uniform', from: 1, to: 4 } as const;
const ones = (sites: number): Float64Array => new Float64Array(sites).fill(1);

test('outside the band of an ordered chain γ = arcosh((ω² + 2 − λ)/2), inside it 0, to 10⁻³ over 2·10⁵ sites', () => {
  const ordered = ones(200_000);
  // ω² + 2 − λ = 3 and, in the band from 1 to 5, 0.7.
  expect(lyapunov(ordered, undefined, 0).exponent).toBeCloseTo(Math.acosh(1.5), 3);
  expect(Math.abs(lyapunov(ordered, undefined, 2.3).exponent)).toBeLessThan(1e-3);
  // A mass only scales λ.
  expect(
    lyapunov(
      ordered,
      ordered.map(() => 4),
      -0.5,
    ).exponent,
  ).toBeCloseTo(Math.acosh(2.5), 3);
});

test('weak disorder: γ = Var(ω²)/(8(1 − E²/4)) away from the centre and the edges of the band, within 7 % (Thouless 1979)', () => {
  const sites = 400_000;
  const omega = frequencies({ law: 'uniform', from: 1, to: 1.5 }, torus(1, sites), 7, 0);
  const squares = omega.map((w) => w * w);
  const mean = squares.reduce((a, b) => a + b, 0) / sites;
  const variance = squares.reduce((sum, s) => sum + (s - mean) ** 2, 0) / sites;
  const E = 0.8;
  const { exponent, error } = lyapunov(omega, undefined, mean + 2 - E);
  const predicted = variance / (8 * (1 - (E * E) / 4));
  // The statistical error is about 1 % here, and 7 % is more than 5σ (2·10⁻⁷) of a fixed sample.
  expect(error / predicted).toBeLessThan(0.0135);
  expect(Math.abs(exponent / predicted - 1)).toBeLessThan(0.07);
});

test('the decay of the modes of 256 sites agrees with the Lyapunov exponent at their ω², on average within 10 %', () => {
  const sites = 256;
  const ring = modes({
    lattice: torus(1, sites),
    frequencies: frequencies(law, torus(1, sites), 3, 0),
    masses: ones(sites),
  });
  const long = frequencies(law, torus(1, 20_000), 4, 0);
  const ratios = localisations(ring).flatMap(({ frequency, decayLength }) =>
    decayLength === null ? [] : [1 / decayLength / lyapunov(long, undefined, frequency * frequency).exponent],
  );
  expect(ratios.length).toBeGreaterThan(200);
  const mean = ratios.reduce((a, b) => a + b, 0) / ratios.length;
  expect(Math.abs(mean - 1)).toBeLessThan(0.1);
});

test('modes are orthonormal, at home near their centres, and each site is a home once', () => {
  const sites = 64;
  const ring = modes({
    lattice: torus(1, sites),
    frequencies: frequencies(law, torus(1, sites), 5, 0),
    masses: ones(sites),
  });
  const found = localisations(ring);
  expect(new Set(found.map(({ home }) => home)).size).toBe(sites);
  for (const { home, centre, participation } of found) {
    const apart = Math.abs(home - centre);
    expect(Math.min(apart, sites - apart)).toBeLessThan(4);
    expect(participation).toBeGreaterThanOrEqual(1);
    expect(participation).toBeLessThan(sites / 2);
  }
});

test('homes are the ranks of centres, turned to lie closest', () => {
  expect(homes([0.1, 3.2, 1.9, 1.1])).toEqual([0, 3, 2, 1]);
  expect(homes([1.6, 0.6, 3.9, 2.7])).toEqual([2, 1, 0, 3]);
});
