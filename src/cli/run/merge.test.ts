import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { studyFrom } from '../../plan/file/schema.js';
import { unionSettings } from '../../plan/union.js';
import type { Study } from '../../study/study.js';
import { openDirectory } from '../../store/run-directory.js';
import { keepSession, sessionsIn } from '../../store/sessions.js';
import { unitFile, unitFiles } from '../../store/testing/unit-file.js';
import { called } from '../testing/called.js';
import { runDirectory } from '../testing/run-directory.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-merge-'));
const path = (name: string): string => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const study = (lists: string): string =>
  `# mine\nmodel: {size: 6, coupling: r^4/4}\ntime: 60\nstep: 0.1\nsampler: {trajectories: 8}\n${lists}`;
const lists = (epsilon: string, replicas: number, realisations = 1): string =>
  study(
    `epsilon: ${epsilon}\ntemperature: 1\nrealisations: ${String(realisations)}\nreplicas: ${String(replicas)}\n`,
  );
const shown = async (directory: string): Promise<unknown> => {
  const result = JSON.parse((await called('show', directory, '--json')).out) as Record<string, unknown>;
  return result;
};

test('directories of other ε, of more replicas and realisations are joined: the result is that of the whole from nothing', async () => {
  const parts = [
    runDirectory(path('a'), lists('[0.3, 0.1]', 4)),
    runDirectory(path('b'), lists('0.2', 8, 2)),
    runDirectory(path('c'), lists('[0.3, 0.1]', 8, 2)),
  ];
  const session = {
    ended: '2026-01-01T01:00:00.000Z',
    program: '0.1.0',
    node: 'v20',
    machine: 'linux x64',
    workers: 2,
    siteKicks: 1e9,
  };
  keepSession(path('a'), { ...session, begun: '2026-01-01T00:00:00.000Z', coreHours: 2 });
  keepSession(path('b'), { ...session, begun: '2026-01-01T00:00:00.001Z', coreHours: 3 });
  const { out, err, status } = await called('merge', ...parts, '--out', path('all'), '--json');
  expect([err, status]).toEqual(['', 0]);
  expect(JSON.parse(out)).toMatchObject({ directory: path('all'), units: { done: 12, total: 12 } });
  runDirectory(path('whole'), lists('[0.3, 0.2, 0.1]', 8, 2));
  expect(await shown(path('all'))).toEqual(await shown(path('whole')));
  for (const name of unitFiles(path('whole')))
    expect(readFileSync(unitFile(path('all'), name))).toEqual(readFileSync(unitFile(path('whole'), name)));
  expect(openDirectory(path('all')).identity.text).toContain('# mine');
  expect(sessionsIn(path('all')).map(({ coreHours }) => coreHours)).toEqual([2, 3]);
});

test('what no directory has is told, and done by a run; checkpoints come along where there is no result', async () => {
  const parts = [runDirectory(path('d'), lists('0.3', 8), 1), runDirectory(path('e'), lists('0.1', 4))];
  const state = { head: { samples: 3 }, columns: {} };
  for (const part of parts) {
    for (const unit of ['e0.3-t1-r000-b0000', 'e0.3-t1-r000-b0001'])
      openDirectory(part).units.keep(unit, 'checkpoint', state);
    openDirectory(part).units.keepFailure({ unit: 'e0.3-t1-r000-b0000', message: 'm', facts: {} });
  }
  const { out, status } = await called('merge', ...parts, '--out', path('part'));
  expect(out).toMatch(
    /: 2 of 4 units done\.\nTo do the others: falloff run \S+part.study\.yaml --out \S+part\n$/,
  );
  expect(status).toBe(0);
  expect(unitFiles(path('part'))).toEqual([
    'e0.1-t1-r000-b0000.result',
    'e0.3-t1-r000-b0000.result',
    'e0.3-t1-r000-b0001.checkpoint',
  ]);
});

test('another law, and other digits of one unit, are refused by name, and nothing is left', async () => {
  const one = runDirectory(path('f'), lists('0.3', 4));
  const other = runDirectory(path('g'), lists('0.3', 4).replace('step: 0.1', 'step: 0.2'));
  const refused = await called('merge', one, other, '--out', path('none'));
  expect(refused).toMatchObject({ out: '', status: 2 });
  expect(refused.err).toMatch(
    /^invalid run directory; must be of study [^\n]*\(there step: 0\.2, not 0\.1\): [^\n]*g\n$/,
  );
  const twin = runDirectory(path('h'), lists('0.3', 4));
  const { units } = openDirectory(twin);
  const unit = 'e0.3-t1-r000-b0000';
  const frame = units.read(unit, 'result');
  if (frame === null) throw new Error('no result');
  units.keep(unit, 'result', { ...frame, head: { ...frame.head, energyError: 0.5 } });
  const differing = await called('merge', one, twin, '--out', path('none'));
  expect(differing.err).toContain(`its unit ${unit} has other digits than in`);
  expect(differing.status).toBe(2);
  writeFileSync(unitFile(twin, `${unit}.result`), 'damaged');
  const damaged = await called('merge', twin, one, '--out', path('sound'), '--json');
  expect(damaged.err).toMatch(/^Warning: unit e0\.3-t1-r000-b0000: invalid frame; [^\n]*; left out\n$/);
  expect(JSON.parse(damaged.out)).toMatchObject({ units: { done: 1, total: 1 } });
  expect(readdirSync(folder)).not.toContain('none');
});

test.each([
  [['[0.3, 0.1]', '0.2'], ['epsilon=[0.3, 0.2, 0.1]']],
  [['0.1', '[0.2, 0.3]'], ['epsilon=[0.1, 0.2, 0.3]']],
  [['0.1', '0.3', '0.2'], ['epsilon=[0.1, 0.3, 0.2]']],
  [['[0.3, 0.1, 0.2]', '[0.5, 0.3]'], ['epsilon=[0.3, 0.1, 0.2, 0.5]']],
  [['[0.3, 0.1]', '0.1'], []],
])('the union of ε: %j', (all, settings) => {
  const studies = all.map((epsilon) => studyFrom(lists(epsilon, 4), 'x.yaml'));
  expect(unionSettings(studies as [Study, ...Study[]])).toEqual(settings);
});
