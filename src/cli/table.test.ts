import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kappa, PointResult, StudyResult } from '../study/result.js';
import { measured, resultTable, short } from './table.js';
import { textWidth } from './terminal.js';

describe('a value with its error in units of its last digit', () => {
  test.each([
    [1.2345e-5, 4e-7, '1.23(4)e-5'],
    [6e-4, 1.2e-5, '6.00(12)e-4'],
    [6e-4, 1.96e-5, '6.0(2)e-4'],
    [6e-4, 9.7e-6, '6.00(10)e-4'],
    [2.013, 0.05, '2.01(5)'],
    [-3.2, 0.1, '-3.20(10)'],
    [0.0123, 0.0002, '0.0123(2)'],
    [5000, 300, '5.0(3)e3'],
    [123, 2, '123(2)'],
    [1e-5, 3e-4, '0(3)e-4'],
    [0, 0.02, '0.00(2)'],
    [1.23456, 0, '1.23'],
    [1.23456, NaN, '1.23'],
    [NaN, 1, '–'],
  ])('%d ± %d is %s', (value, error, text) => {
    expect(measured(value, error)).toBe(text);
  });

  test('read back, value and error differ by less than half a unit of the last digit', () => {
    const magnitude = fc.double({ min: -12, max: 6, noNaN: true }).map((x) => 10 ** x);
    fc.assert(
      fc.property(magnitude, fc.double({ min: 1e-4, max: 1, noNaN: true }), (value, share) => {
        const error = value * share;
        const [, mantissa = '', digits = '', power = '0'] =
          /^(-?[\d.]+)\((\d+)\)(?:e(-?\d+))?$/u.exec(measured(value, error)) ?? [];
        const unit = 10 ** (Number(power) - (mantissa.split('.')[1] ?? '').length);
        expect(Math.abs(Number(`${mantissa}e${power}`) - value)).toBeLessThan(0.501 * unit);
        expect(Math.abs(Number(digits) * unit - error)).toBeLessThan(0.501 * unit);
        expect(Number(digits)).toBeGreaterThanOrEqual(2);
        expect(Number(digits)).toBeLessThanOrEqual(19);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

test.each([
  [0.1, '0.1'],
  [1e-7, '1e-7'],
  [2e21, '2e21'],
  [0.30000000000000004, '0.3'],
  [Infinity, '–'],
])('the number %d is %s', (value, text) => {
  expect(short(value)).toBe(text);
});

const kappa = (kind: Kappa['kind'], standard: number): NonNullable<PointResult['kappa']> => ({
  kind,
  paper: 2 * standard,
  standard,
  error: standard / 20,
  time: 4000,
  disorderError: null,
  halfReplicas: 9,
  estimator: 'Hann window, optimal weights',
  combination: 'single',
  warnings: [],
});

const point: PointResult = {
  epsilon: 0.1,
  noise: 0,
  temperature: 1,
  size: 16,
  dimension: 1,
  kappa: kappa('value', 1e-3),
  textbook: kappa('upper bound', 2e-3),
  curve: [],
  slope: { value: 4.2, error: 0.3 },
  energyError: 1e-9,
  frequencies: [],
  step: 0.4,
  sampling: 5,
  scheme: 'ABA864',
  cutoff: null,
  replicas: { done: 8, total: 8 },
  diagnostics: null,
  realisations: [],
  advice: [],
  warnings: [],
};

const result = (points: readonly PointResult[]): StudyResult => ({
  study: { title: 'A study' },
  id: '0123456789abcdef',
  complete: points.every(({ replicas }) => replicas.done === replicas.total),
  points,
  failures: [],
    provenance: {},
});

const nothing = { failures: [], waiting: 0 };

test('both conventions, bounds as such, the slope; what all points share stands above', () => {
  const other = { ...point, epsilon: 0.05, kappa: kappa('upper bound', 1e-6), slope: null };
  const lines = resultTable(result([point, other]), Infinity, nothing).split('\n');
  expect(lines.slice(0, 3)).toEqual(['A study (0123456789abcdef)', "T = 1, ε' = 0, N = 16, d = 1", '']);
  expect(lines[3]).toMatch(/^ +ε +κ paper +κ standard +textbook +slope +time$/u);
  expect(lines[4]).toMatch(/^[─ ]+$/u);
  expect(lines[5]).toMatch(/^ 0\.1 +2\.00\(10\)e-3 +1\.00\(5\)e-3 +≤ 2\.0e-3 +4\.2\(3\) +4000$/u);
  expect(lines[6]).toMatch(/^0\.05 +≤ 2\.0e-6 +≤ 1\.0e-6 +≤ 2\.0e-3 +– +4000$/u);
});

test('temperatures and noises that differ have columns of their own', () => {
  const text = resultTable(result([point, { ...point, temperature: 2, noise: 0.01 }]), Infinity, nothing);
  expect(text).toMatch(/ε +ε' +T +κ paper/u);
  expect(text).not.toContain('T = ');
});

test('an unfinished study says so, and how far each point is', () => {
  const text = resultTable(
    result([{ ...point, kappa: null, replicas: { done: 0, total: 8 } }]),
    Infinity,
    nothing,
  );
  expect(text).toContain('0/8');
  expect(text).toContain('Not complete');
  expect(text).toContain('! ε = 0.1: no unit is done yet');
});

test.each([
  [0, 3, 'Not complete: run the study again to finish it.'],
  [
    2,
    0,
    'Not complete: 2 units failed, and will most likely fail again in the study as it is. The messages above and units/*.failed.json in the run directory say why.',
  ],
  [1, 3, 'Not complete: 1 unit failed, '],
  [1, 3, ' say why. 3 units can still be done: run the study again.'],
])('%d units failed, %d wait: %s', (failed, waiting, told) => {
  const open = result([{ ...point, replicas: { done: 4, total: 8 } }]);
  const failures = Array.from({ length: failed }, (_, i) => i);
  const lines = resultTable(open, Infinity, { failures, waiting }).split('\n');
  expect(lines.filter((line) => line.startsWith('Not complete') && line.includes(told))).toHaveLength(1);
});

test('a warning of all points is given once, one of some names them', () => {
  const warned = [
    { ...point, warnings: ['all of them', 'this one'] },
    { ...point, epsilon: 0.2, warnings: ['all of them'] },
  ];
  const lines = resultTable(result(warned), Infinity, nothing).split('\n');
  expect(lines.filter((line) => line.startsWith('!'))).toEqual(['! all of them', '! ε = 0.1: this one']);
});

test.each([20, 30, 40, 60, 80])('no line is wider than a terminal of %d columns', (width) => {
  const warned = { ...point, warnings: ['a warning that is long enough to be broken into several lines'] };
  const lines = resultTable(result([warned, { ...warned, epsilon: 0.05 }]), width, nothing).split('\n');
  expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(width);
  expect(lines.join('\n')).toContain('0.05');
});
