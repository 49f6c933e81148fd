import { describe, expect, test } from 'vitest';
import { Invalid } from '../data/invalid.js';
import { checkedLaw, disorderLaws, hasBoundedDensity, lawOn, lawRecord, type LawName } from './disorder.js';
import { torus } from './torus.js';

describe('the records', () => {
  test.each(Object.keys(disorderLaws) as LawName[])(
    '%s: its defaults make a law, documented, that obeys its own rules',
    (name) => {
      const record = disorderLaws[name];
      expect(record.documentation).toMatch(/\.$/);
      const parameters = Object.entries(record.parameters);
      const needed = parameters.filter(([, parameter]) => parameter.default === undefined);
      const law = checkedLaw({ law: name, ...Object.fromEntries(needed.map(([key]) => [key, [1, 1.5]])) });
      expect(Object.keys(law)).toEqual(['law', ...parameters.map(([key]) => key)]);
      expect(checkedLaw(law)).toEqual(law);
      expect(Object.isFrozen(law)).toBe(true);
    },
  );

  test('the hypothesis of a bounded density holds for the first three laws only', () => {
    const bounded = Object.keys(disorderLaws).filter((name) =>
      hasBoundedDensity(
        checkedLaw({ law: name, ...(['periodic', 'list'].includes(name) ? { values: [1] } : {}) }),
      ),
    );
    expect(bounded).toEqual(['uniform', 'truncated-normal', 'triangular']);
  });
});

describe('the largest density', () => {
  const bound = (spec: object): number => {
    const law = checkedLaw(spec);
    return lawRecord(law).densityBound(law);
  };

  test('uniform and triangular: 1/(ω₊−ω₋) and 2/(ω₊−ω₋)', () => {
    expect(bound({ law: 'uniform', from: 1, to: 3 })).toBe(0.5);
    expect(bound({ law: 'triangular', from: 1, mode: 1, to: 3 })).toBe(1);
  });

  test('truncated normal: wide bells are uniform, narrow ones Gaussian, far ones exponential', () => {
    const normal = (mean: number, deviation: number): number =>
      bound({ law: 'truncated-normal', mean, deviation, from: 1, to: 2 });
    expect(normal(1.5, 1e5)).toBeCloseTo(1, 9);
    expect(normal(1.5, 0.01) * 0.01 * Math.sqrt(2 * Math.PI)).toBeCloseTo(1, 9);
    expect(normal(1, 0.01) * 0.01 * Math.sqrt(2 * Math.PI)).toBeCloseTo(2, 8);
    // From the mean 1000 deviations below ω₋ the density falls as e^{−1000(ω−ω₋)/σ}, up to a relative 1e-6.
    expect(normal(0, 1e-3) * 1e-6).toBeCloseTo(1, 5);
    // Φ(1) − Φ(−1) = 0.682689492137086
    expect(normal(1.5, 0.5) * 0.5 * Math.sqrt(2 * Math.PI) * 0.682689492137086).toBeCloseTo(1, 10);
  });
});

describe('of: square, the law of ω² in place of ω', () => {
  const bell = (mean: number, deviation: number, from: number, to: number) => {
    const weight = (s: number): number => Math.exp(-(((s - mean) / deviation) ** 2) / 2);
    const steps = 20_000;
    const width = (to - from) / steps;
    const norm = Array.from({ length: steps }, (_, i) => weight(from + (i + 0.5) * width) * width);
    const sum = norm.reduce((a, b) => a + b, 0);
    return (s: number): number => weight(s) / sum;
  };
  const triangle = (from: number, mode: number, to: number) => (s: number) =>
    s < mode
      ? (2 * (s - from)) / ((to - from) * (mode - from))
      : mode === to
        ? 2 / (to - from)
        : (2 * (to - s)) / ((to - from) * (to - mode));
  test.each<[object, (s: number) => number]>([
    [{ law: 'uniform', from: 1, to: 9 }, () => 1 / 8],
    [{ law: 'triangular', from: 0.1, mode: 0.5, to: 6 }, triangle(0.1, 0.5, 6)],
    [{ law: 'triangular', from: 1, mode: 3, to: 4 }, triangle(1, 3, 4)],
    [{ law: 'triangular', from: 1, mode: 4, to: 4 }, triangle(1, 4, 4)],
    [{ law: 'triangular', from: 1, mode: 1, to: 9 }, triangle(1, 1, 9)],
    [{ law: 'truncated-normal', mean: 1, deviation: 0.8, from: 0.2, to: 5 }, bell(1, 0.8, 0.2, 5)],
    [{ law: 'truncated-normal', mean: -2, deviation: 1, from: 0.5, to: 5 }, bell(-2, 1, 0.5, 5)],
  ])('%j: support and largest density 2ω ρ(ω²), to 1e-5 that of a fine grid', (spec, density) => {
    const plain = checkedLaw(spec);
    const law = checkedLaw({ ...spec, of: 'square' });
    const record = lawRecord(law);
    const [from, to] = lawRecord(plain).support(plain);
    expect(record.support(law)).toEqual([Math.sqrt(from), Math.sqrt(to)]);
    const grid = Array.from({ length: 100_001 }, (_, i) => {
      const omega = Math.sqrt(from) + ((Math.sqrt(to) - Math.sqrt(from)) * i) / 100_000;
      return 2 * omega * density(omega * omega);
    });
    const largest = grid.reduce((a, b) => Math.max(a, b));
    expect(Math.abs(record.densityBound(law) / largest - 1)).toBeLessThan(1e-5);
  });

  test('a law without a density has none of the root either, and only the word square is known', () => {
    const law = checkedLaw({ law: 'two-valued', of: 'square' });
    expect(law.of).toBe('square');
    expect(hasBoundedDensity(law)).toBe(false);
    expect(checkedLaw({ law: 'uniform' })).not.toHaveProperty('of');
    expect(() => checkedLaw({ law: 'uniform', of: 'cube' })).toThrow(
      'invalid frequencies; of is not square: "cube"',
    );
  });
});

describe('what breaks a rule is refused', () => {
  test.each<[unknown, string, string?]>([
    [3, 'not a law with its parameters, such as {law: uniform, from: 1, to: 2}: 3'],
    [null, 'not a law with its parameters, such as {law: uniform, from: 1, to: 2}: null'],
    [
      { from: 1 },
      'law is not one of uniform, truncated-normal, triangular, two-valued, periodic, list: undefined',
      'law',
    ],
    [
      { law: 'unifrm' },
      'law is not one of uniform, truncated-normal, triangular, two-valued, periodic, list (did you mean uniform?): "unifrm"',
      'law',
    ],
    [
      { law: 'toString' },
      'law is not one of uniform, truncated-normal, triangular, two-valued, periodic, list: "toString"',
      'law',
    ],
    [
      { law: 'uniform', form: 1 },
      'unknown parameter of the uniform law, the nearest is from: "form"',
      'form',
    ],
    [{ law: 'uniform', from: '1' }, 'from is not a finite number: "1"', 'from'],
    [{ law: 'uniform', to: Infinity }, 'to is not a finite number: Infinity', 'to'],
    [{ law: 'uniform', from: 0 }, 'not positive: 0', 'from'],
    [{ law: 'uniform', from: -1 }, 'not positive: -1', 'from'],
    [{ law: 'uniform', from: 2, to: 2 }, 'from is not below to (2): 2', 'from'],
    [{ law: 'truncated-normal', deviation: 0 }, 'deviation is not positive: 0', 'deviation'],
    [{ law: 'triangular', mode: 2.5 }, 'mode is not within [from, to]: 2.5', 'mode'],
    [{ law: 'two-valued', values: [1, 1] }, 'the two values are equal: [1, 1]', 'values'],
    [
      { law: 'two-valued', values: [1, 2, 3] },
      'values is not a list of two finite numbers: [1, 2, 3]',
      'values',
    ],
    [{ law: 'two-valued', probability: 1 }, 'probability is not within (0, 1): 1', 'probability'],
    [{ law: 'periodic' }, 'values is missing: undefined', 'values'],
    [{ law: 'periodic', values: [] }, 'values is not a list of finite numbers: []', 'values'],
    [{ law: 'list', values: [1, NaN] }, 'values is not a list of finite numbers: [1, NaN]', 'values'],
    [{ law: 'list', values: [1, -2, 3] }, 'not positive: -2', 'values'],
  ])('%j', (spec, message, key) => {
    let error: unknown;
    try {
      checkedLaw(spec);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(Invalid);
    expect((error as Invalid).message).toBe(`invalid frequencies; ${message}`);
    expect((error as Invalid).key).toBe(key);
  });

  test('lists and periods must fit the lattice', () => {
    const list = checkedLaw({ law: 'list', values: [1, 2, 3, 4, 5, 6, 7, 8, 9] });
    expect(lawOn(torus(2, 3), list)).toBe(list);
    expect(() => lawOn(torus(1, 8), list)).toThrow(
      'invalid frequencies; the list does not have one value for each of 8 sites: 9',
    );
    const periodic = checkedLaw({ law: 'periodic', values: [1, 2] });
    expect(lawOn(torus(3, 4), periodic)).toBe(periodic);
    expect(() => lawOn(torus(1, 5), periodic)).toThrow(
      'invalid frequencies; the period does not divide the size 5: 2',
    );
  });
});
