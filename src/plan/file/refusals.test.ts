import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StudyError } from '../../study/problem.js';
import { studyFrom } from './schema.js';
import { kindOf } from '../../models/models.js';
import { cost } from '../cost.js';
import { advice } from '../advice.js';

/** The messages of a refusal; none for a study. */
function refusals(text: string): readonly string[] {
  try {
    const study = studyFrom(text, 'x.yaml');
    // What `check` does with it must not fail either.
    cost(study);
    advice(study);
    kindOf(study.model).verdicts(study);
    return [];
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    return error.message.split('\n');
  }
}

const sound = 'model: {size: 8, coupling: r^4/4}\ntemperature: 1\nepsilon: 0.3\ntime: 50\n';

describe('refused in one line', () => {
  test.each([
    [
      'an alias within its own mapping',
      'model: &m\n  size: *m\n',
      /^x.yaml:2: invalid YAML; an alias within its own anchor: \*m$/u,
    ],
    ['an alias within its own list', sound.replace('0.3', '&e [*e, 0.3]'), /^x.yaml:3: .* own anchor: \*e$/u],
    [
      'an alias deep within its own anchor',
      `${sound}title: &a [x, x, &b [*a]]\n`,
      /^x.yaml:5: .* own anchor: \*a$/u,
    ],
    [
      'an alias as a key within its anchor',
      `${sound}title: &a {*a : 1}\n`,
      /^x.yaml:5: .* own anchor: \*a$/u,
    ],
    [
      'an alias before its anchor',
      `${sound}title: *a\nseed: &a 1\n`,
      /^x.yaml:5: .* does not come before it: \*a$/u,
    ],
    [
      'merge keys',
      'common: &c\n  size: 8\nmodel:\n  <<: *c\n',
      /^x.yaml:4: invalid key; merge keys are not part of YAML 1.2, write the keys out: <<$/u,
    ],
    [
      'merge keys, a list of them',
      'model: {<<: [{size: 8}], coupling: r^4/4}\n',
      /^x.yaml:1: invalid key; merge keys/u,
    ],
    [
      'aliases of aliases',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${['b', 'c', 'd', 'e']
        .map(
          (name, i) =>
            `${name}: &${name} [${Array(9)
              .fill(`*${'abcd'.charAt(i)}`)
              .join()}]`,
        )
        .join('\n')}\nepsilon: *e\n`,
      /aliases that multiply/u,
    ],
    [
      'brackets without end',
      `title: ${'['.repeat(100)}${']'.repeat(100)}\n`,
      /nested more than 32 levels deep/u,
    ],
    ['brackets beyond the stack', `title: ${'['.repeat(100_000)}\n`, /nested more than 32 levels deep/u],
    [
      'mappings without end',
      `title: ${'{a: '.repeat(60)}1${'}'.repeat(60)}\n`,
      /nested more than 32 levels deep/u,
    ],
  ])('%s', (_, text, message) => {
    const lines = refusals(text);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(message);
  });
});

test('a quoted << is a key like any other', () => {
  expect(refusals(`${sound}"<<": 1\n`)).toEqual([expect.stringContaining('invalid key; unknown')]);
});

test('an anchor may be used where it is not within itself', () => {
  expect(
    refusals(
      'model: {size: &n 8, coupling: r^4/4}\ntemperature: &t 1\nepsilon: [*t]\ntime: 50\nreplicas: *n\n',
    ),
  ).toEqual([]);
});

test.each([
  ['a mark of direction', '\u202e', 'U+202E'],
  ['an isolate', '\u2066', 'U+2066'],
  ['a separator of lines', '\u2028', 'U+2028'],
  ['a separator of paragraphs', '\u2029', 'U+2029'],
  ['a space of no width', '\u200b', 'U+200B'],
  ['a byte-order mark', '\ufeff', 'U+FEFF'],
  ['an escape', '\u001b', 'U+001B'],
  ['a control of the second set', '\u0085', 'U+0085'],
  ['half a character', '\ud800', 'U+D800'],
])('a title with %s is refused with its place, and the message does not contain it', (_, character, name) => {
  const code = `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const [line = '', ...others] = refusals(`${sound}title: "κ and ${code} more"\n`);
  expect(others).toEqual([]);
  expect(line).toMatch(/^x.yaml:5: invalid title; not one line of printable characters/u);
  expect(line).toContain(`${name} is its character 7`);
  expect(line).not.toContain(character);
});

test('titles in any script are taken', () => {
  expect(refusals(`${sound}title: 'Spins: naïve κ, "quoted", comma; ε′ 日本 𝒥 — #1 مرحبا 🙂'\n`)).toEqual([]);
});

/** Words of study files, and what people and machines put in their place. */
const words = fc.constantFrom(
  'model',
  'kind',
  'oscillators',
  'chain',
  'spins',
  'quartic',
  'rotors',
  'size',
  'dimension',
  'coupling',
  'pinning',
  'frequencies',
  'masses',
  'fields',
  'law',
  'uniform',
  'list',
  'periodic',
  'vectors',
  'values',
  'from',
  'to',
  'plane',
  'temperature',
  'infinite',
  'epsilon',
  'noise',
  'epsilon^2',
  'time',
  'dressing',
  'seed',
  'scheme',
  'ABA864',
  'step',
  'auto',
  'sampling',
  'windows',
  'hann',
  'cutoff',
  'direction',
  'all',
  'sampler',
  'trajectories',
  'baths',
  'left',
  'right',
  'friction',
  'title',
  'replicas',
  'realisations',
  'r^4/4',
  'q^6/6',
  '0',
  '1',
  '2',
  '3',
  '8',
  '-1',
  '0.3',
  '1e300',
  '1e-300',
  '1e400',
  '.inf',
  '-.inf',
  '.nan',
  '~',
  'true',
  '9007199254740993',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '<<',
  '*a',
  '&a 1',
  '&a',
  '!!int',
  '!!float 1',
  '!x',
  '"\\u2028"',
  "''",
  '|',
  '>',
  '?',
  '-',
  '#',
  '%YAML 1.1',
  '---',
  '...',
  '[',
  ']',
  '{',
  '}',
  ',',
  ': ',
  '\n',
  '\n  ',
  '\t',
  '\u0000',
  '\ud800',
  'r'.repeat(5000),
);

test('no text gives anything but a study or refusals of one line each', () => {
  const text = fc.oneof(
    fc.array(words, { maxLength: 30 }).map((all) => all.join('')),
    fc.array(words, { maxLength: 30 }).map((all) => all.join(' ')),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .tuple(fc.nat(sound.length), fc.nat(20), words)
      .map(([at, length, word]) => sound.slice(0, at) + word + sound.slice(at + length)),
  );
  fc.assert(
    fc.property(text, (one) => {
      for (const line of refusals(one))
        expect(line).toMatch(/^x\.yaml:\d+: invalid \S[^;\r\n]*; [^\r\n\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);
    }),
    { seed: 21, numRuns: 2000 },
  );
});

test('no value of a key does either', () => {
  const scalar = fc.oneof(
    words,
    fc.double().map(String),
    fc.integer().map(String),
    fc.string().map((one) => JSON.stringify(one)),
  );
  const value = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 4 }).map((all) => `[${all.join(', ')}]`),
    fc.tuple(words, scalar).map(([a, b]) => `{${a}: ${b}}`),
  );
  const outer = [
    'title',
    'temperature',
    'epsilon',
    'noise',
    'realisations',
    'replicas',
    'time',
    'dressing',
    'seed',
    'scheme',
    'step',
    'sampling',
    'windows',
    'cutoff',
    'direction',
    'sampler',
    'baths',
    'model',
  ];
  const inner = ['kind', 'dimension', 'size', 'coupling', 'pinning', 'frequencies', 'masses', 'fields'];
  const key = fc.oneof(
    fc.constantFrom(...outer).map((one) => [one]),
    fc.constantFrom(...inner).map((one) => ['model', one]),
  );
  const kind = fc.constantFrom('oscillators', 'chain', 'spins', 'quartic', 'rotors');
  fc.assert(
    fc.property(kind, key, value, (name, path, given) => {
      const model: Record<string, string> = {
        kind: name,
        size: '8',
        ...(name === 'oscillators' && { coupling: 'r^4/4' }),
      };
      const keys: Record<string, string> = { temperature: '1', epsilon: '0.3', time: '50' };
      if (path.length === 2) model[path[1] as string] = given;
      keys['model'] = `{${Object.entries(model)
        .map(([k, v]) => `${k}: ${v}`)
        .join(', ')}}`;
      if (path.length === 1) keys[path[0] as string] = given;
      for (const line of refusals(
        Object.entries(keys)
          .map(([k, v]) => `${k}: ${v}\n`)
          .join(''),
      ))
        expect(line).toMatch(/^x\.yaml:\d+: invalid \S/u);
    }),
    { seed: 22, numRuns: 2000 },
  );
});
