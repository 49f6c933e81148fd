import { expect, test } from 'vitest';
import type { Kappa, PointResult, StudyResult } from '../../result/result.js';
import { resultTable } from './table.js';
import { terminalWidth } from './terminal.js';

const kappa = (kind: Kappa['kind'], standard: number): NonNullable<PointResult['kappa']> => ({
  kind,
  paper: 2 * standard,
  standard,
  error: standard / 20,
  time: 4000,
  disorderError: null,
  halfReplicas: 9,
  estimator: 'Hann window, optimal weights',
  candidate: 'best',
  range: null,
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
  slope: { kind: 'value', value: 4.2, error: 0.3 },
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
  warnings: [],
  failures: [],
  provenance: {},
});

const nothing = { failures: [], waiting: 0 };

test('both conventions, bounds as such, the slope; what all points share stands above', () => {
  const other = { ...point, epsilon: 0.05, kappa: kappa('upper bound', 1e-6), slope: null };
  const lines = resultTable(result([point, other]), Infinity, nothing).split('\n');
  expect(lines.slice(0, 3)).toEqual(['A study (0123456789abcdef)', "T = 1, ε' = 0, N = 16, d = 1", '']);
  expect(lines[3]).toMatch(/^ +ε +κ paper +κ standard +textbook standard +slope +time$/u);
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
  [[{}], '1 unit failed; the next run tries it again. '],
  [[{}, { physics: false }], '2 units failed; the next run tries them again. '],
  [
    [{}, { physics: true }],
    '2 units failed; the next run tries them again, but 1 must fail again in the study as it is. ',
  ],
])('only where the physics failed it must fail again', (failures, told) => {
  const open = result([{ ...point, replicas: { done: 4, total: 8 } }]);
  expect(resultTable(open, Infinity, { failures, waiting: 0 })).toContain(`Not complete: ${told}`);
});

test.each([
  [0, 3, 'Not complete: run the study again to finish it.'],
  [
    2,
    0,
    'Not complete: 2 units failed, and must fail again in the study as it is. The messages above and units/*.failed.json in the run directory say why.',
  ],
  [1, 3, 'Not complete: 1 unit failed, '],
  [1, 3, ' say why. 3 units can still be done: run the study again.'],
])('%d units failed, %d wait: %s', (failed, waiting, told) => {
  const open = result([{ ...point, replicas: { done: 4, total: 8 } }]);
  const failures = Array.from({ length: failed }, () => ({ physics: true }));
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
  expect(Math.max(...lines.map(terminalWidth))).toBeLessThanOrEqual(width);
  expect(lines.join('\n')).toContain('0.05');
});

test('what is open stands with its reason, a lower bound of the slope with its sign; the legend explains both', () => {
  const open = { ...point, kappa: kappa('open', 3.1), slope: null };
  const failed = { ...open, epsilon: 0.07, kappa: { ...kappa('open', 3.1), open: 'units failed' as const } };
  const bound = {
    ...point,
    epsilon: 0.05,
    kappa: kappa('upper bound', 1.01e-6),
    slope: { kind: 'lower bound' as const, value: 4.19, error: 0.2 },
  };
  const lines = resultTable(result([open, failed, bound]), Infinity, nothing).split('\n');
  expect(lines[5]).toMatch(/ ~ 6\.2, rising +~ 3\.1, rising +≤ 2\.0e-3 +– /u);
  expect(lines[6]).toMatch(/ ~ 3\.1, units failed /u);
  // Rounded away from what would be too good: a bound upwards, a lower bound downwards.
  expect(lines[7]).toMatch(/ ≤ 2\.1e-6 +≤ 1\.1e-6 .* ≥ 4\.1 /u);
  const legend = lines.slice(8).join('\n');
  expect(legend).toContain('~: open, neither value nor bound');
  expect(legend).toContain('≥: a lower bound of the slope');
  expect(resultTable(result([point]), Infinity, nothing)).not.toMatch(/~:|≥:/u);
});
