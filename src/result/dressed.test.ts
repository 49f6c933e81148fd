import { expect, test } from 'vitest';
import { torus } from '../lattice/torus.js';
import { harmonicConductivity } from '../harmonic/conductivity.js';
import { unitFrames } from '../simulate/frames.js';
import { pointResult } from './outcome.js';
import type { PointResult } from './result.js';
import { studyFrom } from '../plan/file/schema.js';

/** The same trajectories, dressed to each of the given orders. */
function dressedTo(orders: readonly number[], lines: readonly string[]): PointResult[] {
  return orders.map((order) => {
    const all = [
      'temperature: 1',
      'realisations: 1',
      'replicas: 64',
      'sampling: 12',
      `dressing: ${String(order)}`,
    ];
    const study = studyFrom([...lines, ...all, ''].join('\n'), 'dressed.yaml');
    return pointResult(study, 0, unitFrames(study));
  });
}

test('harmonic V with flips: every order finds the exact conductivity within 5 errors of its own (false alarm < 1e-5)', () => {
  const values = [1, 1.44, 1.96, 2.56, 3.24, 4].map((square) => Math.sqrt(square));
  const found = dressedTo(
    [0, 1, 2],
    [
      `model: {size: 6, coupling: r^2/2, frequencies: {law: list, values: [${values.join(', ')}]}}`,
      'epsilon: 0.2',
      'noise: 0.1',
      'time: 8000',
      'seed: 3',
    ],
  );
  const { standard } = harmonicConductivity({
    lattice: torus(1, 6),
    frequencies: Float64Array.from(values),
    coupling: [0, 0, 0.5],
    pinning: [],
    epsilon: 0.2,
    noise: 0.1,
    direction: 'all',
  });
  for (const { kappa, curve } of found) {
    expect(kappa?.kind).toBe('value');
    expect(Math.abs((kappa?.standard ?? 0) - standard)).toBeLessThan(5 * (kappa?.error ?? 0));
    // The whole curve from the plateau on, not only the value that was read.
    for (const point of curve.filter(({ time, best }) => time > 100 && best !== null)) {
      expect(Math.abs((point.best ?? 0) - standard)).toBeLessThan(5 * (point.bestError ?? 0));
    }
  }
});

test('V = r⁴/4 at ε = 0.5, where the textbook estimate has converged: no order moves κ by more than 4 joint errors', () => {
  const found = dressedTo(
    [0, 2],
    [
      'model: {size: 8, coupling: r^4/4, frequencies: {law: uniform, from: 1, to: 2}}',
      'epsilon: 0.5',
      'time: 2500',
      'seed: 5',
    ],
  );
  for (const { kappa, curve } of found) {
    expect(kappa?.kind).toBe('value');
    const at = curve.find(({ time }) => time === kappa?.time);
    const error = Math.sqrt((kappa?.error ?? 0) ** 2 + (at?.textbookError ?? NaN) ** 2);
    expect(Math.abs((kappa?.standard ?? 0) - (at?.textbook ?? NaN))).toBeLessThan(4 * error);
  }
});
