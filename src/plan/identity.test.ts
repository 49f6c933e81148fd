import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { sha256 } from '../data/sha256.js';
import { canonicalContent, studyContent, studyId, studyYaml } from './identity.js';
import { studyFrom } from './file/schema.js';

const text = `title: A study
model:
  size: 12
  coupling: r^4/4
  pinning: q^6/6
  frequencies: {law: uniform, from: 1, to: 2}
temperature: [1, 2]
epsilon: [0.3, 0.001]
noise: 0.5*epsilon^2
time: 1000
`;
const id = studyId(studyFrom(text, 'x.yaml'));

/** A mapping with its keys, at every level, in the order of the given keys. */
function shuffled(value: unknown, order: (key: string) => number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => order(a) - order(b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, shuffled(inner, order)]));
}

test('an id is 16 hexadecimal digits', () => {
  expect(id).toMatch(/^[0-9a-f]{16}$/u);
});

test('the order of keys does not change the id', () => {
  fc.assert(
    fc.property(fc.integer(), (salt) => {
      const order = (key: string) => parseInt(sha256(`${String(salt)} ${key}`).slice(0, 8), 16);
      const other = stringify(shuffled(parse(text), order));
      expect(studyId(studyFrom(other, 'y.yaml'))).toBe(id);
    }),
    { seed: 1, numRuns: 50 },
  );
});

test.each([
  ['a comment', 'time: 1000', 'time: 1000 # long enough'],
  ['the title', 'A study', 'Another study'],
  ["a number's spelling", 'time: 1000', 'time: 1.0e+3'],
  ["another number's spelling", '0.001', '1e-3'],
  ["a potential's spelling", 'r^4/4', '"0.25 * r^4"'],
  ["the noise's spelling", '0.5*epsilon^2', '5e-1 * epsilon**2'],
  ['a default written out', 'time: 1000', 'time: 1000\nscheme: ABA864\nreplicas: 32'],
  ['flow or block style', 'epsilon: [0.3, 0.001]', 'epsilon:\n  - 0.3\n  - 0.001'],
  ['the windows of the default', 'time: 1000', 'time: 1000\nwindows: [hann]'],
])('%s does not change the id', (_, from, to) => {
  const other = text.replace(from, to);
  expect(other).not.toBe(text);
  expect(studyId(studyFrom(other, 'x.yaml'))).toBe(id);
});

test('the order of windows does not change the id', () => {
  const [one, other] = ['[hann, prolate]', '[prolate, hann]'].map((windows) =>
    studyId(studyFrom(text.replace('time: 1000', `time: 1000\nwindows: ${windows}`), 'x.yaml')),
  );
  expect(one).toBe(other);
});

test.each([
  ['size: 12', 'size: 13'],
  ['size: 12', 'size: 12\n  dimension: 2'],
  ['r^4/4', 'r^4/3'],
  ['q^6/6', 'q^6/5'],
  ['to: 2', 'to: 3'],
  ['law: uniform', 'law: triangular, mode: 1.5'],
  ['temperature: [1, 2]', 'temperature: [2, 1]'],
  ['temperature: [1, 2]', 'temperature: 1'],
  ['0.001', '0.0010000000000000002'],
  ['0.5*epsilon^2', '0.5*epsilon^3'],
  ['0.5*epsilon^2', '0.5'],
  ['time: 1000', 'time: 1001'],
  ...[
    'realisations: 2',
    'replicas: 33',
    'dressing: 1',
    'seed: 2',
    'scheme: SABA2',
    'step: 0.1',
    'sampling: 3',
  ].map((line): [string, string] => ['time: 1000', `time: 1000\n${line}`]),
  ...['windows: [hann, prolate]', 'cutoff: 0.1', 'direction: 1', 'sampler: {trajectories: 10}'].map(
    (line): [string, string] => ['time: 1000', `time: 1000\n${line}`],
  ),
])('%s → %s changes the id', (from, to) => {
  expect(studyId(studyFrom(text.replace(from, to), 'x.yaml'))).not.toBe(id);
});

const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
const orAuto = (values: fc.Arbitrary<number>) => fc.oneof(fc.constant('auto'), values);

const studies = fc.record(
  {
    title: fc.string({ minLength: 1, unit: 'grapheme' }).filter((title) => title.trim() !== ''),
    model: fc.record({
      size: fc.integer({ min: 3, max: 1000 }),
      dimension: fc.constantFrom(1, 2, 3),
      coupling: fc.constantFrom('r^2/2', 'r^4/4', '1e-2*(r^2+r^4)'),
      pinning: fc.constantFrom('0', 'q^6/6', 'q^4 - q^3/10'),
      frequencies: fc.oneof(
        fc.record({
          law: fc.constant('uniform'),
          from: fc.double({ min: 0.1, max: 1, noNaN: true }),
          to: fc.double({ min: 1.1, max: 5, noNaN: true }),
        }),
        fc.constant({ law: 'two-valued', values: [1, 2], probability: 0.25 }),
      ),
    }),
    temperature: fc.oneof(positive, fc.uniqueArray(positive, { minLength: 1, maxLength: 3 })),
    epsilon: fc.oneof(positive, fc.uniqueArray(positive, { minLength: 1, maxLength: 5 })),
    noise: fc.oneof(positive, fc.constantFrom('epsilon', 'epsilon^2', '1.5e-7*epsilon^3', 0)),
    realisations: fc.integer({ min: 1, max: 100 }),
    replicas: fc.integer({ min: 1, max: 100 }),
    time: positive,
    dressing: fc.integer({ min: 0, max: 3 }),
    seed: fc.integer({ min: 0, max: 4294967295 }),
    scheme: fc.constantFrom('SABA1', 'SABA2', 'ABA82', 'ABA864', 'ABA1064'),
    step: orAuto(positive),
    sampling: orAuto(fc.integer({ min: 1, max: 100 })),
    windows: fc.uniqueArray(fc.constantFrom('rectangular', 'hann', 'prolate'), { minLength: 1 }),
    cutoff: orAuto(positive),
    direction: fc.constantFrom('all', 1),
    sampler: fc.record({ trajectories: fc.integer({ min: 1, max: 1000 }) }),
  },
  { requiredKeys: ['model', 'temperature', 'epsilon', 'time'] },
);

test('a study written out and read again is the same study', () => {
  fc.assert(
    fc.property(studies, (raw) => {
      const study = studyFrom(stringify(raw), 'x.yaml');
      const again = studyFrom(studyYaml(study), 'z.yaml');
      expect(again).toEqual(study);
      expect(studyFrom(JSON.stringify(studyContent(study)), 'z.json')).toEqual(study);
      expect(studyId(again)).toBe(studyId(study));
    }),
    { seed: 2, numRuns: 200 },
  );
});

test('the canonical content holds no title, and potentials as coefficients', () => {
  const content = canonicalContent(studyFrom(text, 'x.yaml'));
  expect(content).not.toHaveProperty('title');
  expect(content['model']).toMatchObject({ coupling: [0, 0, 0, 0, 0.25] });
});
