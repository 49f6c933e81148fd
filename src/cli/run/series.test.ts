import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openDirectory } from '../../store/run-directory.js';
import { unitFile, unitFiles } from '../../store/testing/unit-file.js';
import { called } from '../testing/called.js';
import { runDirectory } from '../testing/run-directory.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-series-'));
const path = (name: string): string => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const program = join(import.meta.dirname, '../../../dist/cli/main.js');

/** The bytes of every file of a unit's series in a run directory, and of every result. */
function bytesIn(directory: string): { readonly [name: string]: string } {
  const names = unitFiles(path(directory)).filter((name) => /\.(result|series\d+)$/u.test(name));
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(unitFile(path(directory), name), 'base64')]),
  );
}

const small = `model: {size: 6, coupling: r^4/4}
temperature: 1.5
epsilon: 0.4
replicas: 8
time: 1500
step: 0.1
sampling: 5
sampler: {trajectories: 20}
seed: 3
`;

test('killed −9 on the way, with one worker: results and series have the bytes of a run with two that nothing stopped', async () => {
  // Some seconds for each of two units, so that there is a checkpoint, which comes after one; four pieces of 4 MB each.
  const text =
    'model: {size: 512, coupling: r^4/4}\ntemperature: 1\nepsilon: 0.3\ntime: 8000\nstep: 0.25\nsampling: 1\nreplicas: 8\n' +
    'sampler: {trajectories: 2}\nrecord: transfers\nevery: 32\n';
  writeFileSync(path('long.yaml'), text);
  const begun = (directory: string, workers: number) => {
    const words = ['run', path('long.yaml'), '--out', path(directory), '--workers', String(workers)];
    return spawn(process.execPath, [program, ...words, '--kernel', 'wasm', '--share', '1/1'], {
      stdio: 'ignore',
    });
  };
  const ended = async (child: ReturnType<typeof begun>) =>
    ((await once(child, 'close')) as [number | null])[0];
  expect(await ended(begun('straight', 2))).toBe(0);
  const straight = bytesIn('straight');
  expect(Object.keys(straight)).toHaveLength(2 * 5);
  const victim = begun('killed', 1);
  const dead = ended(victim);
  const names = () => (existsSync(path('killed/units')) ? unitFiles(path('killed')) : []);
  const has = (ending: string): boolean => names().some((one) => one.endsWith(ending));
  while (!(has('.checkpoint') && has('.series1')) && victim.exitCode === null) await sleep(5);
  victim.kill('SIGKILL');
  expect(await dead).toBeNull();
  expect(names().filter((one) => one.endsWith('.result')).length).toBeLessThan(2);
  expect(has('.checkpoint')).toBe(true);
  expect(await ended(begun('killed', 1))).toBe(0);
  expect(bytesIn('killed')).toEqual(straight);
}, 180_000);

test('`check` tells the size of the series: that of its numbers in the directory', async () => {
  writeFileSync(path('small.yaml'), small);
  const size = async (...settings: string[]): Promise<number> => {
    const set = settings.flatMap((one) => ['--set', one]);
    const { out } = await called('check', path('small.yaml'), '--json', ...set);
    return (JSON.parse(out) as { cost: { series: number } }).cost.series;
  };
  expect(await size()).toBe(0);
  expect(await size('record=current')).toBe(8 * 8 * 3000);
  expect(await size('record=transfers', 'every=4', 'replicas=6')).toBe(8 * 6 * 6 * 750);
  expect(await size('record=transfers', 'baths={left: 2, right: 1}')).toBe(8 * 8 * 5 * 3000);
  const { out } = await called('check', path('small.yaml'), '--set', 'record=current');
  expect(out).toMatch(/^ {2}disk {4}\S+ kB, of it 192 kB of series$/mu);
  const run = runDirectory(path('sized'), `${small}record: transfers\nevery: 4\n`);
  const files = unitFiles(run).filter((name) => name.includes('.series'));
  const total = files.reduce((bytes, name) => bytes + statSync(unitFile(run, name)).size, 0);
  const told = await size('record=transfers', 'every=4');
  expect(total).toBeGreaterThan(told);
  expect(total).toBeLessThan(told + 400 * files.length);
});

test.each([
  ['current', 'series_current'],
  ['transfers', 'series_transfers'],
])(
  'record: %s, exported: `falloff estimate` gives the textbook curve of the study to 1e-9',
  async (record, name) => {
    const run = runDirectory(path(record), `${small}record: ${record}\n`);
    const { points } = JSON.parse((await called('show', run, '--json')).out) as {
      points: [{ curve: { time: number; textbook: number }[] }];
    };
    for (const format of ['npz', 'h5']) {
      expect(await called('export', run, '--to', format)).toMatchObject({ err: '', status: 0 });
      const group = format === 'npz' ? 'series' : 'units';
      const words = ['--interval', '0.5', '--temperature', '1.5', '--sites', '6', '--json'];
      const file = join(run, `results.${format}`);
      const told = await called('estimate', file, '--current', `${group}/*/${name}`, ...words);
      expect([told.err, told.status]).toEqual(['', 0]);
      const { curve } = JSON.parse(told.out) as (typeof points)[0];
      expect(points[0].curve.length).toBeGreaterThan(5);
      for (const { time, textbook } of points[0].curve) {
        const own = curve.find((one) => Math.abs(one.time / time - 1) < 1e-9);
        expect((own?.textbook as number) / textbook).toBeCloseTo(1, 9);
      }
    }
  },
);

test('`report` draws the spectrum and the running integral of what is recorded', async () => {
  const run = runDirectory(path('drawn'), `${small}record: transfers\n`);
  const { out, status } = await called('report', run);
  expect(status).toBe(0);
  for (const name of ['spectrum', 'integral'])
    for (const ending of ['svg', 'png', 'csv']) expect(out).toContain(join(run, `${name}.${ending}`));
  const page = readFileSync(join(run, 'report.html'), 'utf8');
  expect(page.match(/id="figure-(spectrum|integral)"/gu)).toHaveLength(2);
  const without = await called('report', runDirectory(path('plain'), small));
  expect(without.out).not.toContain('spectrum');
});

test('a missing piece makes its unit undone; a damaged one is told by `export`, which leaves the series out', async () => {
  const run = runDirectory(path('lost'), `${small}record: current\n`);
  const [first = '', second = ''] = unitFiles(run).filter((name) => name.endsWith('.series0'));
  const bytes = readFileSync(unitFile(run, second));
  bytes[bytes.length - 9] = (bytes[bytes.length - 9] as number) ^ 4;
  writeFileSync(unitFile(run, second), bytes);
  rmSync(unitFile(run, first));
  const { err, status } = await called('export', run, '--to', 'npz');
  expect(status).toBe(0);
  expect(err).toContain(`; its ${first} must be there: it is missing; the next run does it again\n`);
  expect(err).toContain(`unit ${second.replace('.series0', '')}: invalid frame; must match its checksum`);
  expect(err).toContain(
    `(${second}); its series is left out, and without this file the next run does the unit again\n`,
  );
});

test('directories are joined with the series of their units, also of units that are not finished', async () => {
  const text = `${small}record: transfers\n`;
  const parts = [
    runDirectory(path('a'), text.replace('replicas: 8', 'replicas: 4')),
    runDirectory(path('b'), text.replace('0.4', '[0.4, 0.2]')),
  ];
  // A unit on its way, which has one piece.
  const on = runDirectory(path('on'), text.replace('replicas: 8', 'replicas: 12'), 0);
  const frame = { head: { seriesPieces: 1 }, columns: {} };
  openDirectory(on).units.keepSeries('e0.4-t1.5-r000-b0002', [{ number: 0, frame }]);
  openDirectory(on).units.keep('e0.4-t1.5-r000-b0002', 'checkpoint', frame);
  const { err, status } = await called('merge', ...parts, on, '--out', path('all'));
  expect([err, status]).toEqual(['', 0]);
  const { 'e0.4-t1.5-r000-b0002.series0': begun, ...finished } = bytesIn('all');
  expect(finished).toEqual(bytesIn('b'));
  expect(begun).toBe(bytesIn('on')['e0.4-t1.5-r000-b0002.series0']);
  expect(unitFiles(path('all'))).toContain('e0.4-t1.5-r000-b0002.checkpoint');
  const other = runDirectory(path('c'), small);
  const refused = await called('merge', parts[0] as string, other, '--out', path('none'));
  expect(refused.status).toBe(2);
  expect(refused.err).toMatch(/record/u);
});

test.each([
  ['every=0', 'record=current', 'invalid every; not a whole number of at least 1: 0'],
  ['every=1.5', 'record=current', 'invalid every; not a whole number of at least 1: 1.5'],
  ['every=2', 'seed=1', 'invalid every; of no use without record: current or record: transfers: 2'],
  ['every=2', 'record=none', 'invalid every; of no use without record: current or record: transfers: 2'],
  [
    'every=3001',
    'record=current',
    'invalid every; above the 3000 samples that fit into time at epsilon 0.4: 3001',
  ],
  [
    'record=currents',
    'seed=1',
    'invalid record; not one of none, current, transfers (did you mean current?): currents',
  ],
  [
    'record=transfers',
    'time=1e8',
    'invalid record; needs 38 GB for the series of one unit, beyond the 4.3 GB that one can hold; take a larger every: transfers',
  ],
])('`run` and `check` refuse --set %s --set %s in one line', async (one, other, message) => {
  writeFileSync(path('small.yaml'), small);
  for (const command of [['check'], ['run', '--out', path('refused')]]) {
    const words = ['--set', one, '--set', other];
    const { out, err, status } = await called(
      command[0] as string,
      path('small.yaml'),
      ...command.slice(1),
      ...words,
    );
    expect(status).toBe(2);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toContain(message);
    expect(out.replace('Choosing time steps …\n', '')).toBe('');
  }
  expect(existsSync(path('refused'))).toBe(false);
});
