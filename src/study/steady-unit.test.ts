import { describe, expect, test } from 'vitest';
import { steadyState } from '../model/bath-covariance.js';
import { unitFrames } from './frames.js';
import { outcome } from './outcome.js';
import { studyFrom } from './schema.js';
import type { Study } from './study.js';
import { unitRun } from './unit.js';
import { units } from './units.js';

function study(keys: string): Study {
  return studyFrom(
    `model:
  size: 4
  coupling: r^2/2
  frequencies: {law: list, values: [1, 1.5, 1.2, 1.9]}
baths: {left: 2, right: 1, friction: 1}
epsilon: 0.5
sampler: {trajectories: 20}
${keys}`,
    'x.yaml',
  );
}

const HARMONIC = {
  frequencies: Float64Array.of(1, 1.5, 1.2, 1.9),
  stiffness: 0.5,
  left: 2,
  right: 1,
  friction: 1,
};

describe.each([0, 0.3])('four harmonic sites with flips of rate %d', (noise) => {
  const of = study(`time: 6000\nreplicas: 32\nnoise: ${String(noise)}`);
  const [point] = outcome(of, unitFrames(of));
  const exact = steadyState(HARMONIC, noise);

  test('flow, both baths and κ_N are the exact ones within 6 errors (31 degrees of freedom: 1e-6 in all)', () => {
    for (const { value, error } of [point?.flow, point?.steady?.left, point?.steady?.right].map(
      (one) => one ?? { value: NaN, error: NaN },
    )) {
      expect(error / exact.current).toBeLessThan(0.1);
      expect(Math.abs(value - exact.current) / error).toBeLessThan(6);
    }
    expect(point?.kappa?.kind).toBe('value');
    expect(point?.kappa?.standard).toBe(3 * (point?.flow?.value ?? NaN));
    expect(point?.kappa?.warnings).toEqual([]);
  });

  test('the profile is the exact one within 6 errors at every site, the ends too', () => {
    point?.profile?.forEach(([temperature, error], x) => {
      expect(error).toBeLessThan(0.05);
      expect(Math.abs(temperature - (exact.profile[x] as number)) / error).toBeLessThan(6);
    });
    expect(point?.profile).toHaveLength(4);
  });

  test('the energy that is not heat stays below 1e-5 of H in a block', () => {
    expect(point?.energyError).toBeLessThan(1e-5);
  });
});

test('a chain of random masses without pinning: flow and profile within 6 errors of the exact ones', () => {
  const of = studyFrom(
    `model:
  kind: chain
  size: 5
  coupling: "0"
  pinning: "0"
  frequencies: {law: list, values: [1, 0.5, 0.7, 0.2, 0.9]}
  masses: {law: list, values: [1.5, 0.6, 2, 0.8, 0.5]}
baths: {left: 0.7, right: 1.5, friction: 0.5}
epsilon: 0.1
sampler: {trajectories: 20}
time: 1500
replicas: 32
`,
    'x.yaml',
  );
  const [point] = outcome(of, unitFrames(of));
  const exact = steadyState({
    frequencies: Float64Array.of(1, 0.5, 0.7, 0.2, 0.9),
    masses: Float64Array.of(1.5, 0.6, 2, 0.8, 0.5),
    stiffness: 1,
    left: 0.7,
    right: 1.5,
    friction: 0.5,
  });
  const { value, error } = point?.flow ?? { value: NaN, error: NaN };
  expect(error / Math.abs(exact.current)).toBeLessThan(0.1);
  expect(Math.abs(value - exact.current) / error).toBeLessThan(6);
  point?.profile?.forEach(([temperature, uncertainty], x) => {
    expect(Math.abs(temperature - (exact.profile[x] as number)) / uncertainty).toBeLessThan(6);
  });
});

describe('the same bits', () => {
  const of = study('time: 300\nreplicas: 6\nnoise: 0.05');
  const [first, second] = units(of);

  test('put aside at any time and taken up again', () => {
    const whole = unitRun(of, first as NonNullable<typeof first>);
    while (!whole.finished) whole.advance(1e9);
    let run = unitRun(of, first as NonNullable<typeof first>);
    for (let i = 0; !run.finished; i++) {
      run.advance(i < 3 ? 500 : 20_000);
      run = unitRun(of, first as NonNullable<typeof first>, structuredClone(run.state()));
    }
    expect(run.result()).toEqual(whole.result());
    expect(run.done).toBe(run.work);
  });

  test('a replica has them in whatever unit and lane it is done', () => {
    const whole = unitRun(of, second as NonNullable<typeof second>);
    const alone = unitRun(of, { ...(second as NonNullable<typeof second>), firstReplica: 5, replicas: 1 });
    for (const run of [whole, alone]) while (!run.finished) run.advance(1e9);
    const heats = whole.result().columns['heats'] as Float64Array;
    expect(alone.result().columns['heats']).toEqual(heats.filter((_, i) => i % 2 === 1));
  });
});
