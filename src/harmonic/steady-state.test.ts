import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomSequence } from '../math/random.js';
import { steadyState } from './bath-covariance.js';
import { landauerCurrent } from './landauer.js';
import { orderedSteadyState } from './rieder-lebowitz-lieb.js';

const four = {
  frequencies: Float64Array.of(1, 1.5, 1.2, 1.9),
  stiffness: 0.5,
  left: 2,
  right: 1,
  friction: 1,
};

test('four sites, ω² = 1, 2.25, 1.44, 3.61, k = ½: J = 1.78811134577506e-2 by both methods, to 1e-12', () => {
  expect(Math.abs(landauerCurrent(four).value / 1.78811134577506e-2 - 1)).toBeLessThan(1e-12);
  expect(Math.abs(steadyState(four).current / 1.78811134577506e-2 - 1)).toBeLessThan(1e-12);
});

test('the same with flips of rate 0.3: J = 1.31985453235695e-2, to 1e-12', () => {
  expect(Math.abs(steadyState(four, 0.3).current / 1.31985453235695e-2 - 1)).toBeLessThan(1e-12);
});

/** Random pinning and masses. */
function disordered(sites: number, stiffness: number, friction: number, member: number) {
  const draws = new RandomSequence({ seed: 8, stream: 'synthetic', member });
  return {
    frequencies: Float64Array.from({ length: sites }, () => 0.5 + draws.drawUniform()),
    masses: Float64Array.from({ length: sites }, () => 0.5 + draws.drawUniform()),
    stiffness,
    left: 1.5,
    right: 0.7,
    friction,
  };
}

test('Landauer’s integral and the covariance agree for any disorder, masses, friction, to 1e-9', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 9 }),
      fc.double({ min: -1, max: 0.5, noNaN: true }),
      fc.double({ min: -1, max: 0.7, noNaN: true }),
      fc.nat(1000),
      (sites, k, g, member) => {
        const chain = disordered(sites, 10 ** k, 10 ** g, member);
        const { value, error } = landauerCurrent(chain);
        const exact = steadyState(chain).current;
        expect(Math.abs(value / exact - 1)).toBeLessThan(1e-9);
        expect(error / value).toBeLessThan(1e-9);
      },
    ),
    { numRuns: 25, seed: 4 },
  );
});

test('localised modes, resonances down to 2·10⁻¹⁶ wide (N = 20): still equal, to 1e-8', () => {
  const chain = disordered(20, 0.5, 1, 3);
  expect(Math.abs(landauerCurrent(chain).value / steadyState(chain).current - 1)).toBeLessThan(1e-8);
});

describe.each([
  [2, 1, 1],
  [5, 1, 0.4],
  [8, 0.3, 2],
  [31, 2, 1],
] as const)('Rieder, Lebowitz & Lieb, N = %i, k = %d, g = %d', (sites, stiffness, friction) => {
  const options = { stiffness, left: 2, right: 1, friction };
  const closed = orderedSteadyState({ sites, ...options });
  // For N = 2 each site has one wall as well.
  const frequencies = Float64Array.from({ length: sites }, (_, x) =>
    x === 0 || x === sites - 1 ? Math.sqrt(stiffness) : 0,
  );

  test('current and profile are those of the covariance, to 1e-11', () => {
    const { current, profile } = steadyState({ frequencies, ...options });
    expect(Math.abs(closed.current / current - 1)).toBeLessThan(1e-11);
    profile.forEach((temperature, x) => {
      expect(Math.abs((closed.profile[x] as number) - temperature)).toBeLessThan(1e-11);
    });
  });

  test('the current is Landauer’s, to 1e-11', () => {
    expect(Math.abs(closed.current / landauerCurrent({ frequencies, ...options }).value - 1)).toBeLessThan(
      1e-11,
    );
  });
});

test('equal temperatures: no current, the same temperature everywhere, flips or not, to 1e-12', () => {
  for (const noise of [0, 0.2]) {
    const { current, profile } = steadyState({ ...disordered(6, 0.5, 1, 1), left: 1.3, right: 1.3 }, noise);
    expect(Math.abs(current)).toBeLessThan(1e-12);
    profile.forEach((temperature) => {
      expect(Math.abs(temperature - 1.3)).toBeLessThan(1e-12);
    });
  }
});

test('a chain that cannot be is refused', () => {
  expect(() => landauerCurrent({ ...four, friction: 0 })).toThrow('invalid friction; not positive: 0');
  expect(() => steadyState({ ...four, frequencies: Float64Array.of(1) })).toThrow(
    'invalid chain; fewer than 2 sites: 1',
  );
});
