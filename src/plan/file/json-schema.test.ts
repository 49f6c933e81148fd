import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { modelKinds, type KindName } from '../../models/models.js';
import { catalogue } from '../../paper/catalogue.js';
import { studySchema } from './json-schema.js';
import { studyKeysOf } from './parameters.js';
import { studyFrom } from './schema.js';
import { starterText } from './starter.js';

const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
  studySchema(),
);
const kinds = Object.keys(modelKinds) as KindName[];

/** Whether the schema accepts a text, and whether `check` does. */
function verdicts(text: string): { schema: boolean; check: boolean } {
  let check = true;
  try {
    studyFrom(text, 'x.yaml');
  } catch {
    check = false;
  }
  return { schema: validate(parse(text)), check };
}

const pages = readdirSync('docs')
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name));
const written = ['README.md', ...pages].flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^```yaml[^\n]*\n(.*?)^```/gmsu)]
    .map(([, text = '']) => [page, text] as const)
    .filter(([, text]) => /^model:/mu.test(text)),
);
const named = catalogue.flatMap((study) =>
  study.parts('full').flatMap((part) => (part.kind === 'study' ? [[study.name, part.text] as const] : [])),
);

describe('the JSON Schema accepts what check accepts', () => {
  test('at least ten studies of the docs and ten parts of named studies are tried', () => {
    expect(Math.min(written.length, named.length)).toBeGreaterThan(9);
  });
  test.each([...written, ...named])('%s', (_, text) => {
    expect(verdicts(text)).toEqual({ schema: true, check: true });
    expect(validate.errors).toBeNull();
  });
  test.each([
    'epsilon: [0.1, 0.2]',
    'noise: 0.5*epsilon^1.5',
    'baths: {left: 2, right: 1}',
    'windows: [hann, prolate]',
  ])('a study without a kind, with %s', (line) => {
    const epsilon = line.startsWith('epsilon') ? '' : 'epsilon: 1\n';
    const text = `model: {size: 8, coupling: r^4}\ntemperature: 1\ntime: 9\n${epsilon}${line}\n`;
    expect(verdicts(text)).toEqual({ schema: true, check: true });
  });
  test('baths under model, without a temperature', () => {
    const text = 'model: {kind: chain, size: 8, baths: {left: 2, right: 1}}\nepsilon: 1\ntime: 9\n';
    expect(verdicts(text)).toEqual({ schema: true, check: true });
  });
});

test.each([
  ['an unknown key', 'model: {size: 8, coupling: r^4}\ntemperature: 1\nepsilon: 1\ntime: 9\nepsilom: 1\n'],
  ['an unknown kind', 'model: {kind: oscilators, size: 8}\ntemperature: 1\nepsilon: 1\ntime: 9\n'],
  [
    'a key of another kind',
    'model: {kind: quartic, size: 8, pinning: q^4}\ntemperature: 1\nepsilon: 1\ntime: 9\n',
  ],
  [
    'a scheme of another kind',
    'model: {kind: chain, size: 8}\ntemperature: 1\nepsilon: 1\ntime: 9\nscheme: even-odd\n',
  ],
  [
    'a law without its values',
    'model: {kind: chain, size: 8, masses: {law: list}}\ntemperature: 1\nepsilon: 1\ntime: 9\n',
  ],
  [
    'a null parameter',
    'model: {kind: chain, size: 8, masses: {law: uniform, to: }}\ntemperature: 1\nepsilon: 1\ntime: 9\n',
  ],
  ['baths of spins', 'model: {kind: spins, size: 8}\nbaths: {left: 2, right: 1}\nepsilon: 1\ntime: 9\n'],
  ['no temperature', 'model: {kind: chain, size: 8}\nepsilon: 1\ntime: 9\n'],
  ['T = ∞ of oscillators', 'model: {kind: chain, size: 8}\ntemperature: infinite\nepsilon: 1\ntime: 9\n'],
])('schema and check refuse %s', (_, text) => {
  expect(verdicts(text)).toEqual({ schema: false, check: false });
});

describe.each(kinds)('kind: %s', (kind) => {
  test('the file to begin with names the schema in its first line; schema and check accept it, also with every default set', () => {
    const text = starterText(kind, 'study.schema.json');
    expect(text.split('\n', 1)[0]).toBe('# yaml-language-server: $schema=study.schema.json');
    expect(verdicts(text)).toEqual({ schema: true, check: true });
    const all = text.replace(
      /^( *)# (dimension|noise|scheme|step|sampling|windows|cutoff|direction|sampler): /gmu,
      '$1$2: ',
    );
    expect(all).not.toBe(text);
    expect(verdicts(all)).toEqual({ schema: true, check: true });
  });

  test('every key has a meaning', () => {
    for (const { path, meaning } of studyKeysOf(kind))
      expect([path, meaning]).toEqual([path, expect.stringMatching(/./u)]);
  });
});
