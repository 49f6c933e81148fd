// Writes what the documentation has from records: the schema beside the studies, and the tables between `<!-- table: NAME -->` and
// `<!-- end -->`. With --check nothing is written, and what differs fails.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import { commandEntries } from '../dist/cli/commands.js';
import { windows } from '../dist/estimate/window.js';
import { schemes } from '../dist/kernel/scheme.js';
import { disorderLaws } from '../dist/lattice/disorder.js';
import { modelKinds } from '../dist/models/models.js';
import { catalogue } from '../dist/paper/catalogue.js';
import { kindSchema, studySchema } from '../dist/plan/file/json-schema.js';
import { exportFormats } from '../dist/store/export/export.js';

const check = process.argv.includes('--check');
const cell = (text) => String(text).replaceAll('|', '\\|');
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
const code = (text) => `\`${text}\``;
/** A value as a study file writes it. */
const written = (value) =>
  Array.isArray(value)
    ? value.length === 1
      ? written(value[0])
      : `[${value.map(written).join(', ')}]`
    : typeof value === 'object' && value !== null
      ? `{${Object.entries(value)
          .map(([key, one]) => `${key}: ${written(one)}`)
          .join(', ')}}`
      : String(value);
/** What a key takes, in words, from its JSON Schema. */
function taken(schema) {
  const { type, anyOf, minimum, exclusiveMinimum } = schema;
  const maximum = schema.maximum > 2 ** 31 || schema.maximum === 1e9 ? undefined : schema.maximum;
  if (schema.properties?.law !== undefined) return 'law';
  if (anyOf !== undefined) return [...new Set(anyOf.map(taken))].join(' or ');
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  if (type === 'array') return 'list';
  if (type === 'object') return 'mapping';
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'string') return schema.pattern === undefined ? 'text' : 'power of `epsilon`';
  if (Array.isArray(type)) return type.map((one) => taken({ ...schema, type: one })).join(' or ');
  const number = type === 'integer' ? 'whole number' : 'number';
  if (minimum !== undefined && maximum !== undefined) return `${number} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${number} ≥ ${minimum}`;
  return exclusiveMinimum === undefined ? number : `${number} > ${exclusiveMinimum}`;
}
/** The rows of keys: name, meaning, what they take, unit, default; a mapping's own keys follow it. */
const keyRows = (properties, required, path = '') =>
  Object.entries(properties).flatMap(([name, schema]) => {
    const key = `${path}${name}`;
    const usual = schema.default === undefined ? '' : code(written(schema.default));
    const needed = required.includes(name) ? `required${path === 'baths.' ? ' in `baths`' : ''}` : usual;
    const row = [code(key), schema.description ?? '', taken(schema), schema.unit ?? '', needed];
    const inner =
      schema.type === 'object' && schema.properties !== undefined && schema.properties.law === undefined
        ? keyRows(schema.properties, schema.required ?? [], `${key}.`)
        : [];
    return inner.length > 0 ? inner : [row];
  });
const keyHead = ['key', 'meaning', 'values', 'unit', 'default'];
const usualSchema = kindSchema('oscillators');
/** The keys of a kind: those under `model`, and those that it takes otherwise than oscillators do. */
function kindKeys(kind) {
  const { properties } = kindSchema(kind);
  const { model, ...others } = properties;
  const changed = Object.fromEntries(
    Object.entries(others).filter(
      ([name, one]) => JSON.stringify(one) !== JSON.stringify(usualSchema.properties[name]),
    ),
  );
  const own = Object.fromEntries(Object.entries(model.properties).filter(([name]) => name !== 'baths'));
  return table(keyHead, [
    ...keyRows(own, model.required ?? [], 'model.'),
    ...keyRows(changed, ['temperature']),
  ]);
}
const cited = (references) =>
  references.map(({ authors, year, doi, arXiv }) => {
    const [first, ...rest] = authors.map((name) => name.split(',')[0]);
    const names =
      rest.length === 0 ? first : rest.length === 1 ? `${first} and ${rest[0]}` : `${first} et al.`;
    const link = doi === undefined ? `https://arxiv.org/abs/${arXiv}` : `https://doi.org/${doi}`;
    return `[${names} (${year})](<${link}>)`;
  });
/** What the keys under `model` of oscillators are, then those outside it. */
function allKeys() {
  const { model, ...others } = usualSchema.properties;
  const own = Object.fromEntries(Object.entries(model.properties).filter(([name]) => name !== 'baths'));
  const kind = {
    description: 'the kind of model, see the next table',
    enum: Object.keys(modelKinds),
    default: 'oscillators',
  };
  return table(keyHead, [
    ...keyRows({ title: others.title }, []),
    ...keyRows({ ...own, kind }, model.required ?? [], 'model.'),
    ...keyRows(
      Object.fromEntries(Object.entries(others).filter(([name]) => name !== 'title')),
      usualSchema.required ?? [],
    ),
  ]);
}
const tables = {
  laws: table(
    ['`law`', 'parameters', 'what it is', 'bounded density?'],
    Object.values(disorderLaws).map(({ law, parameters, documentation, densityBound }) => {
      const usual = Object.fromEntries(
        Object.entries(parameters).map(([key, one]) => [key, one.default ?? [1, 2]]),
      );
      const bounded = densityBound({ law, ...usual }) < Infinity;
      return [code(law), Object.keys(parameters).map(code).join(', '), documentation, bounded ? 'yes' : 'no'];
    }),
  ),
  formats: table(
    ['`--to`', 'tables', 'arrays', 'facts of a group, attributes of its arrays (JSON)', 'the study (JSON)'],
    Object.values(exportFormats).map(({ name, layout }) => [
      code(name),
      layout.tables,
      layout.arrays,
      layout.facts,
      layout.study,
    ]),
  ),
  keys: allKeys(),
  kinds: table(
    ['`model.kind`', 'what it is', 'dressing', 'how replicas are sampled'],
    Object.values(modelKinds).map(({ kind, documentation, dressing, sampling }) => [
      code(kind),
      documentation,
      dressing.documentation,
      sampling.documentation,
    ]),
  ),
  ...Object.fromEntries(Object.keys(modelKinds).map((kind) => [`keys-${kind}`, kindKeys(kind)])),
  schemes: table(
    ['`scheme`', 'kinds', 'what it is', 'kicks a step', 'from'],
    [
      ...new Map(
        Object.entries(modelKinds).flatMap(([, { allowances }]) =>
          Object.entries(allowances?.records ?? schemes),
        ),
      ).keys(),
    ].map((name) => {
      const of = ({ allowances }) => (allowances?.records ?? schemes)[name];
      const kinds = Object.values(modelKinds).filter((kind) => of(kind) !== undefined);
      const [record] = kinds.map(of);
      return [
        code(name),
        kinds.length === Object.keys(modelKinds).length
          ? 'all'
          : kinds.map(({ kind }) => code(kind)).join(', '),
        record.documentation,
        record.kicks?.length ?? '',
        cited(record.references).join(', '),
      ];
    }),
  ),
  windows: table(
    ['`windows`', 'what it is', 'from'],
    Object.entries(windows).map(([name, { documentation, references }]) => [
      code(name),
      documentation,
      cited(references).join(', '),
    ]),
  ),
  studies: table(
    ['study', 'statement', 'how'],
    catalogue.map(({ name, source, method }) => [code(name), source, method]),
  ),
  commands: table(
    ['command', 'does'],
    commandEntries.map(({ name, argument, description }) => [
      code(`falloff ${[name, ...(argument?.slice(0, 1) ?? [])].join(' ')}`),
      description,
    ]),
  ),
};
const options = await prettier.resolveConfig('docs/model.md');
const differing = [];
const put = (file, text) => {
  if (readFileSync(file, 'utf8') === text) return;
  differing.push(file);
  if (!check) writeFileSync(file, text);
};
put('studies/study.schema.json', `${JSON.stringify(studySchema(), null, 2)}\n`);
for (const page of readdirSync('docs')
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name))) {
  const text = readFileSync(page, 'utf8');
  const made = text.replaceAll(
    /(<!-- table: ([\w-]+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin, name, end) => {
      if (!(name in tables))
        throw new Error(`invalid table; not one of ${Object.keys(tables).join(', ')}: ${name}`);
      return `${begin}\n${tables[name]}\n\n${end}`;
    },
  );
  if (made !== text) put(page, await prettier.format(made, { ...options, parser: 'markdown' }));
}
for (const file of differing)
  console.log(check ? `${file} is not what the records say: npm run docs:tables` : file);
if (check && differing.length > 0) process.exit(1);
