import { describe, expect, test } from 'vitest';
import { cost } from '../plan/cost.js';
import { pointPlan } from '../plan/point-plan.js';
import { studyFrom } from '../plan/file/schema.js';
import { stepTrial } from '../plan/step-trial.js';

interface Physics {
  readonly model: string;
  readonly epsilon: number;
  readonly temperature?: number | 'infinite';
  readonly more?: string;
}

const study = ({ model, epsilon, temperature = 1, more = '' }: Physics) =>
  studyFrom(
    `model: ${model}\nepsilon: ${String(epsilon)}\ntemperature: ${String(temperature)}\ntime: 1000\nreplicas: 4\n${more}`,
    'x.yaml',
  );
const plan = (physics: Physics) => pointPlan(study(physics), 0);

const ring = (potentials: string, frequencies = '{law: uniform, from: 1, to: 2}') =>
  `{size: 16, ${potentials}, frequencies: ${frequencies}}`;

// The pilot sees the same random numbers at both points, so that only the last digits of its energies differ.
describe('points of the same physics have the same step, sampling, cutoff and predicted time', () => {
  const temperatures = [1e-3, 0.01, 0.3, 7, 100];

  test.each([
    ['V = r⁴/4', 'coupling: r^4/4', 4, [0.003, 0.3]],
    ['V = r⁶/6, U = q⁶/6', 'coupling: r^6/6, pinning: q^6/6', 6, [0.003, 0.3]],
    ['V = r²/2', 'coupling: r^2/2', 2, [0.01]],
  ] as const)('section 2, %s: (ε, T) and (εT^{m/2−1}, 1)', (_name, potentials, degree, strengths) => {
    const model = ring(potentials);
    for (const epsilon of strengths) {
      const more = 'dressing: 1\n';
      const cold = { model, epsilon, more };
      const { step, sampling, samplerStep, cutoff } = plan(cold);
      const expected = { step, sampling, samplerStep, cutoff };
      for (const temperature of temperatures) {
        const equal = { model, epsilon: epsilon / temperature ** (degree / 2 - 1), temperature, more };
        expect(plan(equal)).toMatchObject(expected);
        expect(cost(study(equal)).coreSeconds / cost(study(cold)).coreSeconds).toBeCloseTo(1, 6);
      }
    }
  });

  test.each([
    [1e-6, 1e5],
    [1e-9, 1e8],
    [10, 0.01],
  ])(
    'what the plan finds a step for, the trial of `check` calls sound: ε = %d, T = %d',
    (epsilon, temperature) => {
      const hot = { model: ring('coupling: r^4/4'), epsilon, temperature };
      expect(plan(hot)).toMatchObject({ step: plan({ ...hot, epsilon: 0.1, temperature: 1 }).step });
      expect(stepTrial(study(hot)).verdict).toBe('sound');
    },
  );

  test('section 2, frequencies λ times as high and ελ⁴: steps are λ times shorter', () => {
    const slow = { model: ring('coupling: r^4/4'), epsilon: 0.01 };
    const fast = { model: ring('coupling: r^4/4', '{law: uniform, from: 4, to: 8}'), epsilon: 0.01 * 4 ** 4 };
    expect(plan(fast).step).toBe(plan(slow).step / 4);
    expect(plan(fast).sampling).toBe(plan(slow).sampling);
  });

  test('section 5.1: (ε, T) and (εT, 1)', () => {
    const model = '{kind: chain, size: 16, frequencies: {law: uniform, from: 1, to: 2}}';
    const { step, sampling, cutoff } = plan({ model, epsilon: 0.1, more: 'dressing: 2\n' });
    const expected = { step, sampling };
    for (const temperature of temperatures) {
      const equal = plan({ model, epsilon: 0.1 / temperature, temperature, more: 'dressing: 2\n' });
      expect(equal).toMatchObject(expected);
      expect((equal.cutoff as number) / (cutoff as number)).toBeCloseTo(1, 12);
    }
  });

  test('section 5.1, V = r⁶/6, U = q⁶/6: (ε, T) and (εT², 1)', () => {
    const potentials = 'coupling: r^6/6, pinning: q^6/6, frequencies: {law: uniform, from: 1, to: 2}';
    const model = `{kind: chain, size: 16, ${potentials}}`;
    const { step, sampling } = plan({ model, epsilon: 0.1 });
    for (const temperature of temperatures) {
      expect(plan({ model, epsilon: 0.1 / temperature ** 2, temperature })).toMatchObject({ step, sampling });
    }
  });

  test('section 5.3: (ε, T) and (εT^{−1/2}, 1), times T^{1/4} as short', () => {
    const model = '{kind: quartic, size: 16}';
    const expected = plan({ model, epsilon: 0.1 });
    for (const temperature of temperatures) {
      const root = Math.sqrt(temperature);
      const equal = plan({ model, epsilon: 0.1 * root, temperature });
      expect((equal.step * Math.sqrt(root)) / expected.step).toBeCloseTo(1, 12);
      expect(equal.sampling).toBe(expected.sampling);
    }
  });

  test('spins: fields and exchange in another unit of time', () => {
    const at = (from: number, to: number, epsilon: number) =>
      plan({
        model: `{kind: spins, size: 16, fields: {law: uniform, from: ${String(from)}, to: ${String(to)}}}`,
        epsilon,
        temperature: 'infinite',
        more: 'scheme: ABA864\n',
      });
    for (const epsilon of [0.01, 0.1]) {
      expect(at(4, 8, 4 * epsilon).step).toBe(at(1, 2, epsilon).step / 4);
    }
  });
});

test('V = r⁴/4 + r⁶/6: the colder, the more like r⁴/4, the hotter, the shorter the step', () => {
  const step = (coupling: string, epsilon: number, temperature: number): number =>
    plan({ model: ring(`coupling: ${coupling}`), epsilon, temperature }).step;
  const both = (epsilon: number, temperature: number): number => step('r^4/4 + r^6/6', epsilon, temperature);
  expect(both(0.3, 0.01)).toBe(step('r^4/4', 0.3, 0.01));
  const steps = [0.01, 0.1, 1, 10].map((temperature) => both(0.1, temperature));
  steps.slice(1).forEach((next, i) => expect(next).toBeLessThanOrEqual(steps[i] as number));
  expect(steps[3]).toBeLessThan(steps[0] as number);
});
