import fc from 'fast-check';
import { expect, test } from 'vitest';
import { studyContent, studyId } from '../plan/identity.js';
import { StudyError } from './problem.js';
import { studyFrom } from '../plan/file/schema.js';

const study = (key: string, scalar: string, kind = 'oscillators'): string => {
  const keys: Record<string, string> = {
    title: 'T',
    model:
      kind === 'spins'
        ? '{kind: spins, size: 8, fields: {law: uniform, from: 1, to: 2, plane: PLANE}}'
        : '{size: SIZE, coupling: COUPLING}',
    temperature: '1',
    epsilon: '[0.3]',
    time: '100',
    seed: '1',
  };
  const own: Record<string, string> = { SIZE: '8', COUPLING: 'r^4/4', PLANE: 'false', [key]: scalar };
  if (key in keys) keys[key] = scalar;
  const text = Object.entries(keys)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
  return `${text.replace(/SIZE|COUPLING|PLANE/gu, (name) => own[name] ?? name)}\n`;
};

/** The study's id and content, or why it is refused, without the place. */
function meaning(text: string): unknown {
  try {
    const own = studyFrom(text, 'x.yaml');
    return [studyId(own), studyContent(own)];
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    return error.problems.map(({ key, rule }) => [key, rule]);
  }
}

/** The ways in which YAML 1.2's core schema writes a whole number (10.3.2), all with the tag !!int. */
const integer = fc.integer({ min: 3, max: 4_000_000_000 }).chain((n) =>
  fc.record({
    value: fc.constant(n),
    text: fc.constantFrom(
      String(n),
      `+${String(n)}`,
      `00${String(n)}`,
      `0x${n.toString(16)}`,
      `0o${n.toString(8)}`,
    ),
  }),
);

/** Those in which it writes a number that need not be whole, all with the tag !!float. */
const float = fc.double({ min: 1e-12, max: 1e12, noNaN: true }).chain((x) =>
  fc.record({
    value: fc.constant(x),
    text: fc.constantFrom(
      x.toExponential(),
      x.toExponential().replace('e', 'E'),
      `+${x.toExponential()}`,
      `0${x.toExponential()}`,
      Number.isInteger(x) ? `${String(x)}.` : x.toExponential(),
    ),
  }),
);

const quoted = (text: string): string[] => [`"${text}"`, `'${text}'`];

test('a whole number gives the same study in every spelling, with and without its tag, plain or quoted', () => {
  fc.assert(
    fc.property(integer, ({ value, text }) => {
      const wanted = meaning(study('seed', String(value)));
      const tagged = ['!!int', '!<tag:yaml.org,2002:int>'].flatMap((tag) =>
        [text, ...quoted(text)].map((one) => `${tag} ${one}`),
      );
      for (const scalar of [text, ...tagged]) expect(meaning(study('seed', scalar)), scalar).toEqual(wanted);
      // A !!float may be whole: in decimal digits.
      if (/^[+\d]+$/u.test(text)) expect(meaning(study('seed', `!!float ${text}`))).toEqual(wanted);
    }),
    { seed: 11, numRuns: 200 },
  );
});

test('any other number gives the same study in every spelling, with and without its tag, plain or quoted', () => {
  fc.assert(
    fc.property(float, ({ value, text }) => {
      const wanted = meaning(study('time', String(value)));
      for (const scalar of [text, ...[text, ...quoted(text)].map((one) => `!!float ${one}`)])
        expect(meaning(study('time', scalar)), scalar).toEqual(wanted);
    }),
    { seed: 12, numRuns: 200 },
  );
});

test.each([
  ['time', ['.inf', '.Inf', '.INF', '+.inf', '!!float .inf', '!!float ".Inf"', '1e400', '!!float 1e400']],
  ['time', ['-.inf', '-.Inf', '-.INF', '!!float -.inf']],
  ['time', ['.nan', '.NaN', '.NAN', '!!float .nan', '!!float ".NaN"']],
  ['title', ['~', 'null', 'Null', 'NULL', '', '!!null ~', '!!null null', '!!null ""']],
  ['PLANE', ['true', 'True', 'TRUE', '!!bool true', '!!bool TRUE', '!!bool "True"']],
  ['PLANE', ['false', 'False', 'FALSE', '!!bool false', "!!bool 'FALSE'"]],
  [
    'time',
    [
      '1000',
      '+1000',
      '1e3',
      '1E3',
      '1e+3',
      '1000.',
      '1000.0',
      '0x3e8',
      '0o1750',
      '!!float 1000',
      '!!float +1000',
      '!!int 0x3E8',
    ],
  ],
  ['time', ['0.5', '.5', '+.5', '5e-1', '00.5', '!!float .5']],
  ['COUPLING', ['r^4/4', '"r^4/4"', "'r^4/4'", '!!str r^4/4', '! r^4/4', '!!str "r^4/4"']],
  ['title', ['"8"', "'8'", '!!str 8', '! 8', '!!str "8"']],
  ['title', ['"true"', '!!str true']],
  ['title', ['"~"', '!!str ~']],
  ['title', ['"0x8"', '!!str 0x8']],
])('%s: the same study or the same refusal for %j', (key, scalars) => {
  const kind = key === 'PLANE' ? 'spins' : 'oscillators';
  const [first, ...others] = scalars.map((scalar) => meaning(study(key, scalar, kind)));
  for (const other of others) expect(other).toEqual(first);
});

test('text is no number, and words of YAML 1.1 are text', () => {
  for (const scalar of ['"8"', "'8'", '!!str 8', '1_000', '0b11', '1:30', '-0x8', '0o8'])
    expect(meaning(study('seed', scalar)), scalar).toEqual([
      ['seed', expect.stringContaining('not a whole number')],
    ]);
  for (const scalar of ['yes', 'on', 'off', 'No', 'y'])
    expect(meaning(study('PLANE', scalar, 'spins')), scalar).toEqual([
      ['model.fields.plane', 'neither true nor false'],
    ]);
});

test.each([
  ['!!int 8.0', 'not what its tag !!int stands for'],
  ['!!int x', 'not what its tag !!int stands for'],
  ['!!float 0x8', 'not what its tag !!float stands for'],
  ['!!bool yes', 'not what its tag !!bool stands for'],
  ['!!null 0', 'not what its tag !!null stands for'],
  ['!!binary aGk=', "a tag outside YAML 1.2's core schema, !!binary"],
  ['!!timestamp 2020-01-01', "a tag outside YAML 1.2's core schema, !!timestamp"],
  ['!!set {a, b}', "a tag outside YAML 1.2's core schema, !!set"],
  ['!!omap [a: 1]', "a tag outside YAML 1.2's core schema, !!omap"],
  ['!own 8', "a tag outside YAML 1.2's core schema, !own"],
])('a tag that does not fit is told by its name: %s', (scalar, rule) => {
  expect(meaning(study('seed', scalar))).toEqual([['YAML', rule]]);
});
