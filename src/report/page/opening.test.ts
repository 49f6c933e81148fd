import { describe, expect, it } from 'vitest';
import type { Kappa, PointResult, StudyResult } from '../../result/result.js';
import { foundInWords, opening } from './opening.js';
import { imaginedResult } from '../../result/testing/study.js';

const five = imaginedResult({ epsilon: [0.3, 0.1, 0.05, 0.03, 0.01], boundsBelow: 0.02 });

function changed(change: (point: PointResult, i: number) => Partial<PointResult>): StudyResult {
  return { ...five, points: five.points.map((point, i) => ({ ...point, ...change(point, i) })) };
}

const all = (kind: Kappa['kind']): StudyResult =>
  changed(({ kappa }) => ({ kappa: kappa && { ...kappa, kind }, slope: null }));

describe('the opening of a report', () => {
  it('tells values, bounds and slopes, with the convention', () => {
    const [sentence] = foundInWords(five);
    expect(sentence).toMatch(
      /^κ \(standard\) is 2\.\d+\(\d+\)×10⁻³ at ε = 0\.3 and .* at ε = 0\.03; there is one upper bound, ≤ .*×10⁻¹⁰ at ε = 0\.01; the slope d ln κ\/d ln ε is .* at ε = 0\.01\.$/u,
    );
  });

  it('tells a lower bound of the slope beside its value', () => {
    const bounded = changed((_, i) =>
      i === 4 ? { slope: { kind: 'lower bound', value: 7.26, error: 0.1 } } : {},
    );
    expect(foundInWords(bounded)[0]).toMatch(/is .* at ε = 0\.03 and ≥ 7\.2 at ε = 0\.01\.$/u);
  });

  it('has no value to tell where there are bounds only, or all is open, or nothing done', () => {
    expect(foundInWords(all('upper bound'))[0]).toContain(
      'κ (standard) has no value yet, but there are 5 upper bounds, the last one ≤ ',
    );
    expect(foundInWords(all('open'))).toEqual(['κ (standard) is open at ε = 0.3, 0.1, 0.05, 0.03, 0.01.']);
    expect(foundInWords(imaginedResult({ epsilon: [0.1], donePoints: 0 }))).toEqual([
      'κ (standard): no point has a result yet.',
    ]);
  });

  it('has a sentence for each of a few series', () => {
    const several = imaginedResult({ epsilon: [0.3, 0.1], temperature: [0.5, 1, 2, 3, 4] });
    const sentences = foundInWords(several);
    expect(sentences[0]).toMatch(/^T = 0\.5: κ/u);
    expect(sentences).toHaveLength(5);
    expect(sentences[4]).toBe('The table below has 1 more series.');
  });

  it('gives the Hamiltonian as MathML and what was done', () => {
    const html = opening(five);
    expect(html).toContain('<math display="block"');
    const words = html.replaceAll(/<[^>]*>/gu, ' ').replaceAll(/\s+/gu, ' ');
    for (const fact of ['N = 128, d = 1', 'r⁴/4', 'uniform on [1, 2]', '2 × 32 × 20000', '1020'])
      expect(words).toContain(fact);
  });

  it.each([
    [{ law: 'two-valued', values: [1, 2], probability: 0.3 }, '1 or 2, the first with probability 0.3'],
    [{ law: 'list', values: [1, 2, 3, 4, 5, 6, 7] }, 'given site by site: 1, 2, 3, 4, 5, 6, … 7 values'],
    [
      { law: 'truncated-normal', mean: 1.5, deviation: 0.3, from: 1, to: 2 },
      'normal of mean 1.5 and deviation 0.3, cut to [1, 2]',
    ],
  ])('%o is %s', (frequencies, words) => {
    const model = { kind: 'oscillators', size: 8, frequencies };
    expect(opening({ ...five, study: { ...five.study, model } })).toContain(words);
  });

  it.each(['oscillators', 'chain', 'spins', 'quartic'])('has a formula for %s', (kind) => {
    expect(opening({ ...five, study: { model: { kind, size: 8 } } })).toMatch(/alttext="H = Σ_x /u);
  });
});
