// Writes what the documentation has from records: the schema beside the studies, and the tables between `<!-- table: NAME -->` and
// `<!-- end -->`. With --check nothing is written, and what differs fails.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import { exportFormats } from '../dist/store/export/export.js';
import { disorderLaws } from '../dist/lattice/disorder.js';
import { studySchema } from '../dist/plan/file/json-schema.js';

const check = process.argv.includes('--check');
const cell = (text) => String(text).replaceAll('|', '\\|');
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
const code = (text) => `\`${text}\``;
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
  const made = text.replaceAll(/(<!-- table: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g, (_, begin, name, end) => {
    if (!(name in tables))
      throw new Error(`invalid table; not one of ${Object.keys(tables).join(', ')}: ${name}`);
    return `${begin}\n${tables[name]}\n\n${end}`;
  });
  if (made !== text) put(page, await prettier.format(made, { ...options, parser: 'markdown' }));
}
for (const file of differing)
  console.log(check ? `${file} is not what the records say: npm run docs:tables` : file);
if (check && differing.length > 0) process.exit(1);
