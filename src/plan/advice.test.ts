import { expect, test } from 'vitest';
import { advice, warnings } from './advice.js';
import { studyFrom } from './file/schema.js';

const text = `model:
  size: 64
  coupling: r^4/4
  frequencies: {law: uniform, from: 1, to: 2}
temperature: 1
epsilon: [0.2, 0.3]
replicas: 32
realisations: 2
time: 20000
`;

test('a good study needs no advice', () => {
  expect(advice(studyFrom(text, 'x.yaml'))).toEqual([]);
});

test.each([
  ['time: 20000', 'time: 20000\ncutoff: 0.1', 'warning', /^cutoff: 0\.1 does nothing without a dressing/u],
  ['time: 20000', 'time: 2000', 'hint', /^at ε = 0\.2 expect an upper bound, .*\(4e3 at ε = 0\.2\)/u],
  ['realisations: 2', 'realisations: 1', 'hint', /^one realisation says nothing/u],
  [
    'replicas: 32',
    'replicas: 30',
    'hint',
    /^replicas are advanced 4 at a time: 32 cost no more time than 30$/u,
  ],
  [
    'replicas: 32\nrealisations: 2',
    'replicas: 2\nrealisations: 2',
    'hint',
    /^4 replicas in all give unreliable/u,
  ],
  ['size: 64', 'size: 8', 'hint', /^8 sites are few/u],
  [
    'temperature: 1',
    'temperature: [1, 2]',
    'hint',
    /^V and U are homogeneous of degree 4: κ depends on ε·T alone/u,
  ],
  [
    '{law: uniform, from: 1, to: 2}',
    '{law: two-valued}',
    'hint',
    /^the law two-valued has no bounded density/u,
  ],
  [
    '{law: uniform, from: 1, to: 2}',
    '{law: periodic, values: [1, 2]}',
    'hint',
    /^realisations: the model has no random disorder/u,
  ],
] as const)('%s → %s: %s', (from, to, kind, message) => {
  const said = advice(studyFrom(text.replace(from, to), 'x.yaml'));
  expect(said).toContainEqual({ kind, text: expect.stringMatching(message) as string });
});

test('several temperatures are no waste where V is not homogeneous', () => {
  const mixed = text.replace('r^4/4', 'r^2/2 + r^4/4').replace('temperature: 1', 'temperature: [1, 2]');
  expect(advice(studyFrom(mixed, 'x.yaml'))).toEqual([]);
});

test('only warnings stand beside the results', () => {
  const study = studyFrom(text.replace('time: 20000', 'time: 10\ncutoff: 0.1'), 'x.yaml');
  expect(advice(study).length).toBeGreaterThan(1);
  expect(warnings(study)).toHaveLength(1);
  expect(warnings(studyFrom(text.replace('time: 20000', 'time: 20000\ndressing: 2'), 'x.yaml'))).toEqual([]);
});
