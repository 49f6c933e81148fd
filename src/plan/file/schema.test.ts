import { describe, expect, test } from 'vitest';
import { StudyError } from '../../study/problem.js';
import { isOf } from '../../models/models.js';
import { studyFrom } from './schema.js';

const contract = `title: Fall-off of the conductivity
model:
  kind: oscillators            # oscillators | chain | spins | quartic
  dimension: 1
  size: 128                    # N; N^d sites
  coupling: r^4/4              # V, an even polynomial in r
  pinning: "0"                 # U, a polynomial in q
  frequencies: {law: uniform, from: 1, to: 2}
temperature: 1
epsilon: [0.3, 0.1, 0.03, 0.01]
noise: 0
realisations: 2
replicas: 32
time: 20000
dressing: 2
seed: 1
`;

const least = `model:
  size: 8
  coupling: r^4/4
temperature: 1
epsilon: 0.1
time: 100
`;

function problems(text: string): string[] {
  try {
    studyFrom(text, 'x.yaml');
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    return error.problems.map(({ message }) => message.replace(/^x\.yaml:/u, ''));
  }
  return [];
}

test("the contract's example is read as it stands", () => {
  expect(studyFrom(contract, 'x.yaml')).toEqual({
    title: 'Fall-off of the conductivity',
    model: {
      kind: 'oscillators',
      dimension: 1,
      size: 128,
      coupling: { text: 'r^4/4', potential: [0, 0, 0, 0, 0.25] },
      pinning: { text: '0', potential: [] },
      frequencies: { law: 'uniform', from: 1, to: 2 },
    },
    temperature: [1],
    epsilon: [0.3, 0.1, 0.03, 0.01],
    noise: 0,
    realisations: 2,
    replicas: 32,
    time: 20000,
    dressing: 2,
    seed: 1,
    scheme: 'ABA864',
    step: 'auto',
    sampling: 'auto',
    windows: ['hann'],
    cutoff: 'auto',
    direction: 'all',
    sampler: { trajectories: 200 },
  });
});

test('a study is frozen to its depth', () => {
  const study = studyFrom(contract, 'x.yaml');
  if (!isOf(study, 'oscillators')) throw new Error(study.model.kind);
  const { model } = study;
  const parts = [study, model, model.coupling.potential, model.frequencies, study.epsilon];
  expect(parts.every((part) => Object.isFrozen(part))).toBe(true);
});

test('aliases that multiply are refused, not expanded', () => {
  const tens = (name: string, of: string) => `${name}: &${name} [${Array(10).fill(of).join(', ')}]\n`;
  const text = tens('a', '1') + tens('b', '*a') + tens('c', '*b') + tens('d', '*c');
  expect(problems(text)).toEqual(['1: invalid study; aliases that multiply beyond measure: aliases']);
});

test('what the file leaves out is filled in; the title does not come from the name of the file', () => {
  const study = studyFrom(least, 'some/folder/weak coupling.yaml');
  expect(study.title).toBe('κ(ε) of oscillators, d = 1, N = 8, V = r^4/4');
  expect(study.model).toMatchObject({ kind: 'oscillators', dimension: 1, pinning: { potential: [] } });
  expect(study).toMatchObject({ noise: 0, realisations: 1, replicas: 32, dressing: 0, seed: 1 });
});

test.each([
  ['0', 0],
  ['1e-3', 0.001],
  ['epsilon', { factor: 1, power: 1 }],
  ['epsilon^2', { factor: 1, power: 2 }],
  ['epsilon**2', { factor: 1, power: 2 }],
  ['0.5*epsilon^3', { factor: 0.5, power: 3 }],
  ['epsilon^1.5', { factor: 1, power: 1.5 }],
  ['2e-1 * epsilon ^ 3', { factor: 0.2, power: 3 }],
  ['0.25*epsilon^0', 0.25],
  ['0*epsilon^2', 0],
])('noise: %s', (noise, expected) => {
  expect(studyFrom(`${least}noise: ${noise}\n`, 'x.yaml').noise).toEqual(expected);
});

/** Each takes the least study and replaces or adds lines. */
const bad: [string, string, string][] = [
  ['size: 8', 'size: 2', '2: invalid model.size; not a whole number of at least 3: 2'],
  ['size: 8', 'size: 8.5', '2: invalid model.size; not a whole number of at least 3: 8.5'],
  ['size: 8', 'size: "8"', '2: invalid model.size; not a whole number of at least 3: "8"'],
  ['size: 8', 'size: 1e12', '2: invalid model.size; above 1000000000: 1e12'],
  ['size: 8', 'size:', '2: invalid model.size; not a whole number of at least 3: nothing'],
  ['size: 8', 'sise: 8', '2: invalid key; unknown, the nearest is size: sise'],
  ['size: 8', 'size: 8\n  dimension: 4', '3: invalid model.dimension; not 1, 2 or 3: 4'],
  ['r^4/4', 'r^3', '3: invalid model.coupling; not even in r, but a bond has no preferred end: r^3'],
  ['r^4/4', 'q^4', '3: invalid model.coupling; q is unknown, the variable is r (at character 1): q^4'],
  ['r^4/4', '1', '3: invalid model.coupling; exerts no force: 1'],
  ['r^4/4', '[r]', '3: invalid model.coupling; not an expression in r, such as r^4/4 or 1 - cos(r): ["r"]'],
  [
    'r^4/4',
    'r^4\n  kind: oscilators',
    '4: invalid model.kind; not one of oscillators, chain, spins, quartic, rotors (did you mean oscillators?): oscilators',
  ],
  ['r^4/4', 'r^4\n  seed: 1', '4: invalid key; unknown here, it belongs to the outermost level: seed'],
  ['temperature: 1', 'temperature: 0', '4: invalid temperature; not a number above 0: 0'],
  ['temperature: 1', 'temperature: infinite', '4: invalid temperature; not a number above 0: infinite'],
  ['temperature: 1', 'temperature: [1, -1]', '4: invalid temperature; not a number above 0: -1'],
  ['temperature: 1\n', '', '1: invalid temperature; not a number above 0: missing'],
  [
    'time: 100',
    'time: 100\nmasses: 3',
    '7: invalid key; unknown here, it belongs under model for kind: chain: masses',
  ],
  [
    'time: 100',
    'time: 100\nnoise: 1e400*epsilon',
    '7: invalid noise; not finite at epsilon 0.1: 1e400*epsilon',
  ],
  ['time: 100', 'time: 100\nconstructor: 3', '7: invalid key; unknown, the nearest is cutoff: constructor'],
  ['time: 100', 'time: 100\n__proto__: 3', '7: invalid key; unknown, the nearest is epsilon: __proto__'],
  ['time: 100', 'time: 100\n? [a, b]\n: 3', '7: invalid key; not a word: ["a","b"]'],
  ['size: 8', 'size: *n', '2: invalid YAML; an alias whose anchor does not come before it: *n'],
  [
    'time: 100',
    'time: 100\ntitle: "a\\e[31m"',
    '7: invalid title; not one line of printable characters, U+001B is its character 2: "a\\u001b[31m"',
  ],
  ['epsilon: 0.1', 'epsilon: -0.1', '5: invalid epsilon; neither a number above 0 nor, with baths, 0: -0.1'],
  ['epsilon: 0.1', 'epsilon: [0.1, 0]', '5: invalid epsilon; neither a number above 0 nor, with baths, 0: 0'],
  ['epsilon: 0.1', 'epsilon: .inf', '5: invalid epsilon; not a finite number: .inf'],
  ['epsilon: 0.1', 'epsilon: []', '5: invalid epsilon; an empty list: []'],
  [
    'epsilon: 0.1',
    'epsilon:\n  - 0.1\n  - 0.2\n  - 1e-1',
    '8: invalid epsilon; given twice in the list: 1e-1',
  ],
  ['time: 100', 'time: 0', '6: invalid time; not a number above 0: 0'],
  [
    'time: 100',
    'time: 100\nnoise: -1',
    '7: invalid noise; neither a number of at least 0 nor a power of epsilon, from epsilon^0 to epsilon^999, such as epsilon^2: -1',
  ],
  [
    'time: 100',
    'time: 100\nnoise: epsilon^-1',
    '7: invalid noise; neither a number of at least 0 nor a power of epsilon, from epsilon^0 to epsilon^999, such as epsilon^2: epsilon^-1',
  ],
  ['time: 100', 'time: 100\nrealisations: 0', '7: invalid realisations; not a whole number of at least 1: 0'],
  ['time: 100', 'time: 100\nreplicas: 1.5', '7: invalid replicas; not a whole number of at least 1: 1.5'],
  ['time: 100', 'time: 100\nseed: -1', '7: invalid seed; not a whole number of at least 0: -1'],
  ['time: 100', 'time: 100\ndressing: 1.5', '7: invalid dressing; not a whole number of at least 0: 1.5'],
  [
    'time: 100',
    'time: 100\nscheme: leapfrog',
    '7: invalid scheme; not one of SABA1, SABA2, ABA82, ABA864, ABA1064, SRKN14: leapfrog',
  ],
  ['time: 100', 'time: 100\nstep: 0', '7: invalid step; neither auto nor a number above 0: 0'],
  [
    'time: 100',
    'time: 100\nsampling: 0.5',
    '7: invalid sampling; neither auto nor a whole number of at least 1: 0.5',
  ],
  [
    'time: 100',
    'time: 100\nwindows: [hann, hamming]',
    '7: invalid windows; not one of rectangular, hann, prolate: hamming',
  ],
  ['time: 100', 'time: 100\nwindows: [hann, hann]', '7: invalid windows; given twice in the list: hann'],
  ['time: 100', 'time: 100\ncutoff: -1', '7: invalid cutoff; neither auto nor a number of at least 0: -1'],
  ['time: 100', 'time: 100\ndirection: 2', '7: invalid direction; above the dimension 1: 2'],
  ['time: 100', 'time: 100\ndirection: 4', '7: invalid direction; neither all nor 1, 2 or 3: 4'],
  ['time: 100', 'time: 100\ntitle: ""', '7: invalid title; empty text: ""'],
  ['time: 100', 'time: 100\ntime: 200', '7: invalid key; given twice, first on line 6: time'],
  ['time: 100', 'time: 100\nsize: 9', '7: invalid key; unknown here, it belongs under model: size'],
  [
    'time: 100',
    'time: 100\nsampler: {trajectories: 0}',
    '7: invalid sampler.trajectories; not a whole number of at least 1: 0',
  ],
  ['time: 100', 'time: 100\nsampler: 3', '7: invalid sampler; not a mapping of keys to values: 3'],
  [
    'time: 100',
    'time: 100\nbaths: {left: 2, right: 2}',
    '7: invalid baths.right; equal to left, so that no energy flows: 2',
  ],
  [
    'time: 100',
    'time: [100',
    '7: invalid YAML; flow sequence in block collection must be sufficiently indented and end with a ]: nothing',
  ],
  ['time: 100', 'time: 100\n---\na: 1', '7: invalid YAML; more than one document: ---'],
];

describe('a bad study file is refused with its line, the rule and the value', () => {
  test.each(bad)('%s → %j', (from, to, message) => {
    expect(problems(least.replace(from, to))).toContain(message);
  });

  test.each([
    ['{law: uniform, from: 0, to: 2}', 'invalid model.frequencies.from; not positive: 0'],
    ['{law: uniform, from: 2, to: 1}', 'invalid model.frequencies.from; from is not below to (1): 2'],
    [
      '{law: list, values: [1, 2, 3]}',
      'invalid model.frequencies.values; the list does not have one value for each of 8 sites: [1,2,3]',
    ],
    [
      '{law: periodic, values: [1, 2, 3]}',
      'invalid model.frequencies.values; the period does not divide the size 8: [1,2,3]',
    ],
    [
      '{law: two-valued, values: [1, 2], probability: 2}',
      'invalid model.frequencies.probability; probability is not within (0, 1): 2',
    ],
    ['{low: uniform}', 'invalid key; unknown, the nearest is law: low'],
    [
      '{law: uniform, Law: uniform}',
      'invalid key; unknown parameter of the uniform law, the nearest is law: Law',
    ],
    [
      '{law: unifrom}',
      'invalid model.frequencies.law; law is not one of uniform, truncated-normal, triangular, two-valued, periodic, list (did you mean uniform?): unifrom',
    ],
    [
      '{law: uniform, form: 1}',
      'invalid key; unknown parameter of the uniform law, the nearest is from: form',
    ],
    [
      '1',
      'invalid model.frequencies; not a law with its parameters, such as {law: uniform, from: 1, to: 2}: 1',
    ],
  ])('frequencies: %s', (law, message) => {
    expect(problems(least.replace('size: 8', `size: 8\n  frequencies: ${law}`))).toEqual([`3: ${message}`]);
  });

  test('keys are those of the kind: a key of another kind is said to be one', () => {
    const quartic = least.replace('  coupling: r^4/4\n', '  kind: quartic\n');
    expect(problems(quartic)).toEqual([]);
    expect(problems(quartic.replace('size: 8', 'size: 8\n  frequencies: {law: uniform}'))).toEqual([
      '3: invalid key; unknown for kind: quartic, it belongs to oscillators and chain: frequencies',
    ]);
    expect(problems(least.replace('size: 8', 'size: 8\n  kind: chain\n  dimension: 2'))).toEqual([
      '4: invalid model.dimension; not 1: the chain has no other dimension: 2',
    ]);
  });

  test("kind: chain takes equation (20)'s coupling and pinning where none are given", () => {
    const { model } = studyFrom(least.replace('  coupling: r^4/4\n', '  kind: chain\n'), 'x.yaml');
    expect(model).toMatchObject({ coupling: { text: 'r^4/4' }, pinning: { text: 'q^4/4' } });
  });

  test.each([
    ['', '1: invalid study; not a mapping of keys to values: nothing'],
    ['# only a comment\n', '1: invalid study; not a mapping of keys to values: nothing'],
    ['- 1\n', '1: invalid study; not a mapping of keys to values: [1]'],
    ['text', '1: invalid study; not a mapping of keys to values: text'],
    ['model: 3\ntemperature: 1\nepsilon: 1\ntime: 1', '1: invalid model; not a mapping of keys to values: 3'],
  ])('the file %j', (text, message) => {
    expect(problems(text)).toEqual([message]);
  });

  test.each([
    ['r^4/4', '-q^4', 'pinning', '½ω₋²q² + εU(q) = −0.1 q^4 + … does not grow at both ends'],
    [
      'r^4/4',
      'q^3',
      'pinning',
      '½ω₋²q² + εU(q) = 0.1 q^3 + … falls without bound at one end, its degree is odd',
    ],
    [
      '-r^4/4',
      '0',
      'coupling',
      'εV(r) = −0.025 r^4 + … falls, and ½ω₋²q² + εU(q) = 0.5 q^2 + … grows with a lower power',
    ],
  ])('V = %s, U = %s do not confine', (coupling, pinning, key, reason) => {
    const text = least.replace('r^4/4', `${coupling}\n  pinning: ${pinning}`);
    const [line, value] = key === 'pinning' ? ['4', pinning] : ['3', coupling];
    expect(problems(text)).toEqual([
      `${line}: invalid model.${key}; does not confine at epsilon 0.1 (${reason}): ${value}`,
    ]);
  });

  test('a weak enough push from the pinning is allowed: what counts is every ε of the list', () => {
    const text = least.replace('r^4/4', 'r^4/4\n  pinning: -q^2');
    expect(problems(text.replace('0.1', '[0.1, 0.4]'))).toEqual([]);
    expect(problems(text.replace('0.1', '[0.1, 0.6]'))).toHaveLength(1);
  });

  test('all problems come at once, by line, also those of rules that join keys', () => {
    const text = `model:
  size: 2
  coupling: r^3
  frequencies: {law: uniform, from: -1, to: x}
epsilom: 0.1
epsilon: [0.1, -1]
temperature: 1
direction: 2
time: 1
windows: hamming
`;
    expect(problems(text)).toEqual([
      '2: invalid model.size; not a whole number of at least 3: 2',
      '3: invalid model.coupling; not even in r, but a bond has no preferred end: r^3',
      '4: invalid model.frequencies.from; not positive: -1',
      '4: invalid model.frequencies.to; to is not a finite number: x',
      '5: invalid key; unknown, the nearest is epsilon: epsilom',
      '6: invalid epsilon; neither a number above 0 nor, with baths, 0: -1',
      '8: invalid direction; above the dimension 1: 2',
      '10: invalid windows; not one of rectangular, hann, prolate: hamming',
    ]);
  });

  test('columns point at the value', () => {
    expect(() => studyFrom(least.replace('0.1', '[0.1, -2]'), 'x.yaml')).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ line: 5, column: 16 })] }) as Error,
    );
  });
});

describe('a study file with one fault is refused in one line', () => {
  test.each([
    ['size: 8', 'size: 1e30', '2: invalid model.size; above 1000000000: 1e30'],
    ['time: 100', 'time: .inf', '6: invalid time; not a finite number: .inf'],
    ['time: 100', 'time: 100\nseed: 1e20', '7: invalid seed; above 4294967295: 1e20'],
    ['temperature: 1', 'baths: 5', '4: invalid baths; not a mapping of keys to values: 5'],
    [
      'size: 8',
      'size: 8\n  frequencies: {law: list, values: [1, .nan]}',
      '3: invalid model.frequencies.values; values is not a list of finite numbers: [1,"NaN"]',
    ],
  ])('%s → %j', (from, to, message) => {
    expect(problems(least.replace(from, to))).toEqual([message]);
  });
});
