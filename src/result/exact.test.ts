import { describe, expect, test } from 'vitest';
import { torus } from '../lattice/torus.js';
import { harmonicConductivity, orderedChainConductivity } from '../harmonic/conductivity.js';
import { unitFrames } from '../simulate/frames.js';
import { outcome } from './outcome.js';
import type { PointResult } from './result.js';
import { studyFrom } from '../plan/file/schema.js';

/** Does a study in this thread, from its text to its results. */
function done(text: string): PointResult[] {
  const study = studyFrom(text, 'test.yaml');
  return outcome(study, unitFrames(study));
}

const harmonic = (dimension: number, size: number, more: string): string =>
  `model: {dimension: ${String(dimension)}, size: ${String(size)}, coupling: r^2/2}
temperature: 1
replicas: 32
${more}`;

/**
 * Deviations from the exact value in units of the error that is claimed. Errors of 32 replicas follow Student's law
 * with 31 degrees of freedom: 6.3 of them have a false-alarm probability of 5e-7, and the seeds are fixed.
 */
const ALLOWED = 6.3;

describe('harmonic coupling with flips against the exact conductivity (physics, section 9); false alarms < 1e-6 each', () => {
  test.each([
    [1, 24, 0.1, 1e-3, 20000, 'all'],
    [1, 24, 0.1, 1e-2, 6000, 'all'],
    [1, 24, 0.1, 1e-1, 2500, 'all'],
    [1, 24, 0.2, 1, 2500, 'all'],
    [2, 5, 0.1, 1e-2, 5000, 'all'],
    [2, 5, 0.2, 1e-1, 2500, '2'],
    [3, 3, 0.1, 1e-1, 2500, 'all'],
  ] as const)(
    'd = %i, N = %i, ε = %d, ε′ = %d, time %i, direction %s',
    (dimension, size, epsilon, noise, time, direction) => {
      const [point] = done(
        harmonic(
          dimension,
          size,
          `epsilon: ${String(epsilon)}\nnoise: ${String(noise)}\ntime: ${String(time)}\ndirection: ${direction}`,
        ),
      ) as [PointResult];
      const exact = harmonicConductivity({
        lattice: torus(dimension, size),
        frequencies: Float64Array.from(point.frequencies[0] as readonly number[]),
        coupling: [0, 0, 0.5],
        pinning: [],
        epsilon,
        noise,
        direction: direction === 'all' ? 'all' : 2,
      }).standard;
      const { kappa, textbook, curve } = point;
      if (!kappa || !textbook) throw new TypeError('the study has no estimate');
      if (kappa.kind === 'value')
        expect(Math.abs(kappa.standard - exact) / kappa.error).toBeLessThan(ALLOWED);
      // A bound is an estimate raised by two errors: below the truth by 4.3 of them, the estimate is by 6.3.
      else expect((exact - kappa.standard) / kappa.error).toBeLessThan(ALLOWED - 2);
      // The textbook estimate comes from above: it may stand above the truth, never clearly below.
      expect((textbook.standard - exact) / textbook.error).toBeGreaterThan(-ALLOWED);
      // Once a time scale is longer than all relaxation but the slowest, the best estimate is there.
      const late = curve.filter((scale) => scale.best !== null && scale.time > 300 && scale.time < time / 4);
      expect(late.length).toBeGreaterThan(0);
      for (const scale of late) {
        expect(((scale.best as number) - exact) / (scale.bestError as number)).toBeGreaterThan(-ALLOWED);
      }
      expect(kappa.standard / exact).toBeLessThan(2);
      expect(point.energyError).toBeLessThan(1e-6);
    },
  );

  test('every family of windows agrees with it: d = 1, N = 16, ε = 0.2, ε′ = 0.1', () => {
    for (const kind of ['rectangular', 'hann', 'prolate']) {
      const [point] = done(harmonic(1, 16, `epsilon: 0.2\nnoise: 0.1\ntime: 2500\nwindows: [${kind}]`)) as [
        PointResult,
      ];
      const exact = harmonicConductivity({
        lattice: torus(1, 16),
        frequencies: Float64Array.from(point.frequencies[0] as readonly number[]),
        coupling: [0, 0, 0.5],
        pinning: [],
        epsilon: 0.2,
        noise: 0.1,
        direction: 'all',
      }).standard;
      for (const scale of point.curve.filter(({ best, time }) => best !== null && time > 150 && time < 700)) {
        expect(Math.abs((scale.best as number) - exact) / (scale.bestError as number)).toBeLessThan(ALLOWED);
      }
    }
  });

  test('the ordered chain of N = 32 has the conductivity of the closed form', () => {
    const values = Array.from({ length: 32 }, () => 1.5).join(', ');
    const [point] = done(`model: {size: 32, coupling: r^2/2, frequencies: {law: list, values: [${values}]}}
temperature: 1
epsilon: 0.5
noise: 0.5
time: 2500
`) as [PointResult];
    const exact = orderedChainConductivity(1.5, 0.5, 0.5);
    const { kappa } = point;
    if (kappa?.kind !== 'value') throw new TypeError('no value');
    expect(Math.abs(kappa.standard - exact) / kappa.error).toBeLessThan(ALLOWED);
    expect(kappa.error / exact).toBeLessThan(0.15);
  });
});

test('κ(β, ε) = κ(β/r, ε/r) for V = r⁴/4: T = 1, ε = 0.3 against T = 3, ε = 0.1, within 6.3 errors (false alarms < 1e-6)', () => {
  const quartic = (temperature: number, epsilon: number): PointResult => {
    const [point] = done(`model: {size: 32, coupling: r^4/4}
temperature: ${String(temperature)}
epsilon: ${String(epsilon)}
time: 3000
`) as [PointResult];
    return point;
  };
  const [cold, hot] = [quartic(1, 0.3), quartic(3, 0.1)];
  let compared = 0;
  for (const scale of cold.curve) {
    const other = hot.curve.find(({ time }) => Math.abs(time / scale.time - 1) < 0.3);
    if (scale.textbook === null || other?.textbook == null || scale.best === null || other.best === null)
      continue;
    // Steps, and so times, differ a little; these curves vary slowly.
    const apart = Math.abs(scale.best - other.best);
    const error = Math.sqrt(
      (scale.bestError as number) ** 2 + (other.bestError as number) ** 2 + (0.1 * scale.best) ** 2,
    );
    expect(apart / error).toBeLessThan(ALLOWED);
    compared += 1;
  }
  expect(compared).toBeGreaterThan(4);
});
