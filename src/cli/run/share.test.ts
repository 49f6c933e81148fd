import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { unitFiles } from '../../store/testing/unit-file.js';
import { sharedOut } from './share.js';
import { called } from '../testing/called.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-share-'));
const path = (name: string): string => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const program = join(import.meta.dirname, '../../../dist/cli/main.js');
writeFileSync(
  path('study.yaml'),
  'model: {size: 6, coupling: r^4/4}\nepsilon: [0.3, 0.2]\ntemperature: 1\nreplicas: 10\ntime: 60\nsampler: {trajectories: 8}\n',
);
const run = (...words: string[]): string[] => [program, 'run', path('study.yaml'), ...words];

test('shares done at the same time in one directory are the whole, and each does its own units and nothing else', async () => {
  const tasks = [1, 2, 3].map((number) =>
    spawn(
      process.execPath,
      run('--out', path('shared'), '--share', `${String(number)}/3`, '--workers', '1'),
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    ),
  );
  const ends = tasks.map(async (task) => {
    let out = '';
    task.stdout.on('data', (piece) => (out += String(piece)));
    expect(await once(task, 'close')).toEqual([0, null]);
    return out;
  });
  for (const out of await Promise.all(ends)) expect(out).toMatch(/Done: 2 of 2 units\.\n$/);
  expect(existsSync(path('shared/report.html'))).toBe(false);
  execFileSync(process.execPath, run('--out', path('whole')));
  expect(unitFiles(path('shared'))).toEqual(unitFiles(path('whole')));
  const shown = async (name: string): Promise<string> => (await called('show', path(name), '--json')).out;
  expect(await shown('shared')).toBe(await shown('whole'));
});

test('every unit is in one of K shares, which differ by one unit at most', () => {
  const units = Array.from({ length: 25 }, (_, i) => i);
  const shares = [1, 2, 3, 4].map((number) => sharedOut(units, { number, count: 4 }));
  expect(shares.flat().sort((a, b) => a - b)).toEqual(units);
  expect(shares.map(({ length }) => length)).toEqual([7, 6, 6, 6]);
});

test.each(['0/3', '4/3', '1', '1/0', 'a/b', '1/2/3', '-1/2'])(
  '--share %s is refused with status 2',
  async (text) => {
    const { err, status } = await called('run', path('study.yaml'), `--share=${text}`);
    expect(err).toBe(`invalid share; not I/K with whole numbers, I from 1 to K: ${text}\n`);
    expect(status).toBe(2);
  },
);

test.each(['x', '0', '-1', '1.5', '1e3', '2/3'])(
  '--tasks %s is refused as no number of tasks',
  async (tasks) => {
    const { err, status } = await called(
      'submit',
      'study.yaml',
      '--out',
      'run',
      '--tasks',
      tasks,
      '--dry-run',
    );
    expect(status).toBe(2);
    expect(err.trimEnd()).toBe(`invalid tasks; not a whole number above 0: ${tasks}`);
  },
);
