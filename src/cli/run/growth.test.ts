import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { unitFile, unitFiles } from '../../store/testing/unit-file.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-growth-'));
const path = (name: string): string => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const program = join(import.meta.dirname, '../../../dist/cli/main.js');
// Threads cannot load TypeScript: the compiled program.
const falloff = (...words: string[]): string =>
  execFileSync(process.execPath, [program, ...words], { encoding: 'utf8' });

const text = 'model: {size: 6, coupling: r^4/4}\ntime: 60\ndressing: 1\nsampler: {trajectories: 8}\n';
const sizes = {
  small: 'epsilon: 0.2\ntemperature: 1\nrealisations: 1\nreplicas: 4\n',
  large: 'epsilon: [0.3, 0.2]\ntemperature: [2, 1]\nrealisations: 2\nreplicas: 6\n',
};
for (const [name, lists] of Object.entries(sizes)) writeFileSync(path(`${name}.yaml`), text + lists);

/** Runs a study in a directory; how many units were done before, and how many there are. */
function units(study: keyof typeof sizes, directory: string): unknown {
  // A share of one is the whole, without the report, which takes most of the time.
  const words = ['run', path(`${study}.yaml`), '--out', path(directory), '--share', '1/1', '--json'];
  const [start] = falloff(...words).split('\n');
  return (JSON.parse(start ?? '') as { units: unknown }).units;
}
const shown = (directory: string): string => falloff('show', path(directory), '--json');
/** The files of units with their bytes and when they were written. */
const files = (directory: string): Map<string, string> =>
  new Map(
    unitFiles(path(directory)).map((name) => {
      const file = unitFile(path(directory), name);
      return [name, `${String(statSync(file).mtimeMs)} ${readFileSync(file, 'base64')}`];
    }),
  );

test('a study grows and shrinks in its directory: only what is new is computed, results are those of a run from nothing', () => {
  expect(units('small', 'small')).toEqual({ done: 0, total: 1 });
  expect(units('large', 'large')).toEqual({ done: 0, total: 16 });

  expect(units('small', 'one')).toEqual({ done: 0, total: 1 });
  const before = files('one');
  expect(units('large', 'one')).toEqual({ done: 1, total: 16 });
  expect(shown('one')).toBe(shown('large'));
  const grown = files('one');
  for (const [name, content] of before) expect(grown.get(name)).toBe(content);
  expect([...grown.keys()]).toEqual(unitFiles(path('large')));

  expect(units('small', 'one')).toEqual({ done: 1, total: 1 });
  expect(shown('one')).toBe(shown('small'));
  expect(units('large', 'one')).toEqual({ done: 16, total: 16 });
  expect(shown('one')).toBe(shown('large'));
  expect(files('one')).toEqual(grown);
});
