import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeReport } from './report.js';
import { pixels } from './testing/png.js';
import { imaginedResult } from '../result/testing/study.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'falloff-report-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const NAMES = [
  ...[
    'conductivity',
    'conductivity-column',
    'conductivity-together',
    'conductivity-together-column',
    'slope',
    'slope-column',
    'curves-T1',
    'curves-T2',
    'diagnostics',
  ].flatMap((name) => [`${name}.svg`, `${name}.png`, `${name}.csv`]),
  'report.html',
];

test('writes every figure as SVG, PNG and CSV, and the page; returns what it wrote; twice gives the same bytes', async () => {
  const result = imaginedResult({ epsilon: [0.3, 0.1, 0.03], temperature: [1, 2], boundsBelow: 0.05 });
  const [one, two] = [join(folder, 'one', 'deep'), join(folder, 'two')];
  const files = await writeReport(one, result);
  expect(files.map((file) => basename(file))).toEqual(NAMES);
  expect(readdirSync(one).sort()).toEqual([...NAMES].sort());
  await writeReport(two, result);
  for (const name of NAMES)
    expect(readFileSync(join(one, name)).equals(readFileSync(join(two, name))), name).toBe(true);
  for (const name of NAMES.filter((one) => one.endsWith('-column.csv')))
    expect(readFileSync(join(one, name))).toEqual(readFileSync(join(one, name.replace('-column', ''))));
  const page = readFileSync(join(one, 'report.html'), 'utf8');
  for (const name of NAMES.slice(0, -1)) expect(page).toContain(`<code>${name}</code>`);
  // One column of a journal: 3.4 in at 600 dots to an inch.
  expect(pixels(readFileSync(join(one, 'conductivity-column.png'))).width).toBe(2040);
});
