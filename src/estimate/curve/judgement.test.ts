import { describe, expect, it } from 'vitest';
import { RandomSequence } from '../../math/random.js';
import type { CurveScale } from './curve.js';
import { judgement, textbookJudgement } from './judgement.js';
import { plateau } from './plateau.js';

/** κ(t) = shape(t) at t = 1, 2, 4, … for 32 replicas, each off by 5 % of Gaussian noise. */
function curve(shape: (t: number) => number, scales = 7, seed = 1, most = 256): CurveScale[] {
  const sequence = new RandomSequence({ seed, stream: 'synthetic', group: 78 });
  return Array.from({ length: scales }, (_, l) => ({
    time: 2 ** l,
    samples: Math.max(1, most / 2 ** l),
    values: Float64Array.from({ length: 32 }, () => shape(2 ** l) * (1 + 0.05 * sequence.drawGaussians()[0])),
  }));
}

describe('judgement', () => {
  it('a best curve on a plateau is a value, whatever the others say', () => {
    const found = judgement({ best: curve(() => 2), uniform: [], textbook: curve((t) => 1 / t) });
    expect(found).toMatchObject({ kind: 'value', candidate: 'best', range: null });
  });

  it('of falling curves the lowest bound is quoted, and never one above the textbook’s own', () => {
    const textbook = curve((t) => 3 / t);
    for (const level of [0.1, 1, 30]) {
      const best = curve((t) => level / t, 7, 2);
      const found = judgement({ best, uniform: curve((t) => 9 / t), textbook });
      expect(found.kind).toBe('upper bound');
      expect(found.candidate).toBe(level < 3 ? 'best' : 'textbook');
      expect(found.bound).toBeLessThanOrEqual(textbookJudgement(textbook).bound);
    }
  });

  it('one burst of one replica at a bond that weights trust does not lift the bound above the textbook’s', () => {
    const best = curve((t) => 1e-3 / t);
    for (const { values } of best) values[3] = 1e3;
    const textbook = curve((t) => 1 / t);
    const found = judgement({ best, uniform: [], textbook });
    expect(found.candidate).toBe('textbook');
    expect(found.bound).toBe(plateau(textbook, 'bound').bound);
  });

  it.each(['best', 'uniform', 'textbook'] as const)(
    'where the %s curve rises at the end there is neither value nor bound',
    (rising) => {
      const falling = curve((t) => 1 / t);
      const curves = { best: falling, uniform: falling, textbook: falling };
      const found = judgement({ ...curves, [rising]: curve((t) => Math.sqrt(t), 7, 3) });
      expect(found).toMatchObject({ kind: 'open', reason: 'rising', candidate: 'best', time: 64 });
      const [low, high] = found.range ?? [NaN, NaN];
      expect(low).toBeLessThanOrEqual(found.estimate);
      expect(high).toBeGreaterThanOrEqual(found.estimate);
    },
  );

  it('a rise in scales of one or two windows counts, though they bound nothing', () => {
    const found = textbookJudgement(curve((t) => t, 5, 4, 4));
    expect(found).toMatchObject({ kind: 'open', reason: 'rising' });
  });

  it('failed replicas leave the result open, also on a plateau', () => {
    const curves = { best: curve(() => 2), uniform: [], textbook: curve(() => 2) };
    expect(judgement(curves, true)).toMatchObject({ kind: 'open', reason: 'failed' });
  });

  it('without any curve there is nothing to judge', () => {
    expect(() => judgement({ best: [], uniform: [], textbook: [] })).toThrow('invalid curves');
  });
});
