import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDirectory } from '../../store/run-directory.js';
import { unitFile, unitFiles } from '../../store/testing/unit-file.js';
import type { StudyResult } from '../../result/result.js';
import { called } from '../testing/called.js';
import { runDirectory } from '../testing/run-directory.js';

const text = `title: Tiny
model:
  size: 6
  coupling: r^4/4
temperature: 1
epsilon: [0.2, 0.1]
replicas: 4
time: 60
sampler: {trajectories: 8}
`;

const folder = mkdtempSync(join(tmpdir(), 'falloff-directory-'));
const path = (name: string): string => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const program = join(import.meta.dirname, '../../../dist/cli/main.js');

/** What a call of the compiled program prints, and its status: threads cannot load TypeScript. */
async function ran(...words: string[]): Promise<{ out: string; status: number | null }> {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (piece) => (out += String(piece)));
  const [status] = (await once(child, 'close')) as [number | null];
  return { out, status };
}

test('an --out that names a file is refused before any pilot run, and so is the directory of another study', async () => {
  // A pilot run of this study takes minutes.
  writeFileSync(
    path('large.yaml'),
    'model: {size: 8192, coupling: r^4/4}\ntemperature: 1\nepsilon: [0.3, 0.01]\ndressing: 2\nreplicas: 32\ntime: 2000\n',
  );
  writeFileSync(path('a file'), '');
  const begun = Date.now();
  const refused = await called('run', path('large.yaml'), '--out', path('a file'));
  expect(refused).toEqual({
    out: '',
    err: `invalid run directory; must be a directory, but is a file: ${path('a file')}\n`,
    status: 2,
  });
  runDirectory(path('other'), text, 0);
  const other = await called('run', path('large.yaml'), '--out', path('other'));
  expect(other).toMatchObject({ out: '', status: 2 });
  expect(other.err).toMatch(/^invalid run directory; must be of study [^\n]*\n$/);
  expect(Date.now() - begun).toBeLessThan(20_000);
});

test('a run that is killed while it chooses steps goes on from those it has chosen; results have the same bits', async () => {
  writeFileSync(
    path('steps.yaml'),
    text.replace('size: 6', 'size: 256').replace('[0.2, 0.1]', '[0.3, 0.2, 0.1, 0.05]') + 'dressing: 2\n',
  );
  const plans = (): number =>
    existsSync(path('killed/units'))
      ? unitFiles(path('killed')).filter((name) => name.endsWith('.plan')).length
      : 0;
  const words = (name: string): string[] => [
    program,
    'run',
    path('steps.yaml'),
    '--out',
    path(name),
    '--workers',
    '1',
  ];
  let before = 0;
  while (before < 4) {
    const child = spawn(process.execPath, words('killed'), { stdio: 'ignore' });
    const exit = once(child, 'exit');
    while (plans() <= before && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(plans()).toBeGreaterThan(before);
    before = plans();
    child.kill('SIGKILL');
    await exit;
  }
  for (const name of ['killed', 'whole']) {
    const child = spawn(process.execPath, words(name), { stdio: 'ignore' });
    expect(await once(child, 'exit')).toEqual([0, null]);
  }
  const files = unitFiles(path('whole'));
  expect(unitFiles(path('killed'))).toEqual(files);
  for (const file of files)
    expect(readFileSync(unitFile(path('killed'), file))).toEqual(readFileSync(unitFile(path('whole'), file)));
});

test('show --json gives the reasons of failed units; what to change is said where the same bits fail again', async () => {
  const directory = runDirectory(path('failed'), text, 1);
  const { units } = openDirectory(directory);
  const facts = { replica: 1, site: 2, time: 3.5, seed: 1 };
  const message = 'energy drift; relative error above 0.0001: 2.00e-3';
  units.keepFailure({ unit: 'e0.1-t1-r000-b0000', message, facts, physics: true });
  const physics = await called('show', directory, '--json');
  expect((JSON.parse(physics.out) as StudyResult).failures).toEqual([
    { unit: 'e0.1-t1-r000-b0000', message, facts },
  ]);
  expect(physics.err).toMatch(
    /the same study fails there again: give a step shorter than its 0\.\d+, or leave out epsilon 0\.1\n$/,
  );
  units.keepFailure({ unit: 'e0.1-t1-r000-b0000', message: 'Array buffer allocation failed', facts: {} });
  expect((await called('show', directory)).err).toMatch(/allocation failed; the next run tries it again\n/);
});

test('an intact frame that is not the result of its unit is told in a line, and set aside by the next run', async () => {
  const directory = runDirectory(path('foreign'), text);
  const { units } = openDirectory(directory);
  const [one, other] = ['e0.2-t1-r000-b0000', 'e0.1-t1-r000-b0000'];
  const whole = units.read(one, 'result');
  if (whole === null) throw new Error('no result');
  const { blockSums, ...rest } = whole.columns;
  const bad = [
    { ...whole, columns: {} },
    { ...whole, columns: { ...rest, blockSums: (blockSums as Float64Array).slice(1) } },
    { ...whole, head: {} },
    { ...whole, head: { ...whole.head, replicas: 3 } },
  ];
  for (const frame of bad) {
    units.keep(one, 'result', frame);
    const { err, status } = await called('show', directory, '--json');
    expect(err).toMatch(
      /^Warning: unit e0.2-t1-r000-b0000: invalid result; its [^\n]+; the next run does it again\n$/,
    );
    expect(status).toBe(0);
  }
  writeFileSync(path('foreign.yaml'), text);
  const { out, status } = await ran('run', path('foreign.yaml'), '--out', directory, '--workers', '1');
  expect(out).toContain(
    `Damaged: ${relative(directory, unitFile(directory, 'e0.2-t1-r000-b0000.result'))} (invalid result; its replicas must be 4: 3)`,
  );
  expect(status).toBe(0);
  expect(units.read(one, 'result')?.columns).toEqual(whole.columns);
  expect(units.read(other, 'result')).not.toBeNull();
});

test('a study.json whose content does not have its id is told in a line', async () => {
  const directory = runDirectory(path('edited'), text, 1);
  const file = join(directory, 'study.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"replicas": 4', '"replicas": 8'));
  const { err, status } = await called('show', directory);
  expect(err).toMatch(
    /^invalid run directory; its study\.json does not have the content of its id [0-9a-f]+ \(there replicas: 8, not 4\): [^\n]+\n$/,
  );
  expect(status).toBe(2);
});

test('two reports of one directory at once both succeed, and leave nothing aside; nor does a killed one for long', async () => {
  const directory = runDirectory(path('reported'), text);
  const reports = [1, 2].map(() =>
    spawn(process.execPath, [program, 'report', directory], { stdio: 'ignore' }),
  );
  for (const exit of await Promise.all(reports.map((child) => once(child, 'exit'))))
    expect(exit).toEqual([0, null]);
  const aside = (): string[] => readdirSync(directory).filter((name) => name.endsWith('.aside'));
  expect(aside()).toEqual([]);
  const killed = spawn(process.execPath, [program, 'report', directory], { stdio: 'ignore' });
  const exit = once(killed, 'exit');
  while (aside().length === 0 && killed.exitCode === null)
    await new Promise((resolve) => setImmediate(resolve));
  killed.kill('SIGKILL');
  await exit;
  expect((await ran('report', directory)).status).toBe(0);
  expect(aside()).toEqual([]);
});

test('control characters in the name of a study file or of a directory do not reach the terminal', async () => {
  const name = 'a\u001b[31mb\u009b';
  writeFileSync(path(`${name}.yaml`), 'model: 5\n');
  for (const words of [
    ['check', path(`${name}.yaml`)],
    ['check', path(name)],
    ['show', path(name)],
    ['report', path(name)],
  ]) {
    const { err } = await called(...words);
    expect(err).toContain('a\\u{1b}[31mb\\u{9b}');

    expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u);
  }
});
