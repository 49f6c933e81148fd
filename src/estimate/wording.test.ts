import { describe, expect, it } from 'vitest';
import type { Choice } from './weights/candidates.js';
import type { CurveVerdict } from './curve/plateau.js';
import { boundAdvice, estimatorName } from './wording.js';

const choice: Choice = { window: 'hann', dressing: { kind: 'sum', orders: 0 }, learned: 96, radius: 4 };
const verdict: CurveVerdict = {
  kind: 'upper bound',
  reason: 'falling',
  time: 1536,
  estimate: 2,
  error: 1,
  bound: 6,
  slope: { value: -0.93, error: 0.2 },
  halfReplicas: 2,
};

describe('the estimator in words', () => {
  it('names the window, the weights and the dressing', () => {
    expect(estimatorName([choice, choice])).toBe(
      'Hann window, weights fitted at t = 96 (covariances within radius 4), no dressing',
    );
    expect(
      estimatorName([{ window: 'prolate', dressing: { kind: 'sum', orders: 2 }, learned: null, radius: 0 }]),
    ).toBe('prolate multitaper, uniform weights, dressing of order 2');
    expect(estimatorName([{ ...choice, radius: Infinity, dressing: { kind: 'free' } }])).toBe(
      'Hann window, weights fitted at t = 96 (all covariances), dressing with fitted coefficients per bond',
    );
  });

  it('names the most frequent choice and how many folds made it', () => {
    const other: Choice = { ...choice, learned: null };
    expect(estimatorName([choice, other, other])).toContain('uniform weights, no dressing (in 2 of 3 folds)');
  });
});

describe('advice', () => {
  it('is silent about values', () => {
    expect(boundAdvice({ ...verdict, kind: 'value', reason: 'flat' })).toBeNull();
  });

  it('says how much more would decide: (error/0.08)² of the slope, or (relative error/0.25)²', () => {
    expect(boundAdvice({ ...verdict, reason: 'imprecise', error: 0.1 })?.longer).toBe(7);
    expect(
      boundAdvice({ ...verdict, reason: 'imprecise', error: 1, slope: { value: 0, error: 0.1 } })?.longer,
    ).toBe(4);
  });

  it.each([
    ['falling', 'falls as t^-0.93 at t = 1540'],
    ['rising', 'does not bound κ'],
    ['short', 'fewer than four time scales'],
    ['few replicas', 'fewer than five replicas'],
    ['hanging', 'half of the sum comes from 2 replicas'],
  ] as const)('%s: %s', (reason, text) => {
    expect(boundAdvice({ ...verdict, reason })?.text).toContain(text);
  });
});
