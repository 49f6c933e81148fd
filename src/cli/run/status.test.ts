import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cost } from '../../plan/cost.js';
import { studyFrom } from '../../plan/file/schema.js';
import { units } from '../../plan/units.js';
import { hold } from '../../store/holder.js';
import { openDirectory } from '../../store/run-directory.js';
import { keepSession } from '../../store/sessions.js';
import { called } from '../testing/called.js';
import { runDirectory } from '../testing/run-directory.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-status-'));
const path = (name: string): string => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const text =
  'model: {size: 6, coupling: r^4/4}\nepsilon: [0.2, 0.1]\ntemperature: 1\nreplicas: 8\nrealisations: 2\ntime: 60\nstep: 0.1\nsampler: {trajectories: 8}\n';

test('--json: units done, running, failed, left; core-hours spent, and left at the rate that was seen', async () => {
  const study = studyFrom(text, 'study.yaml');
  const directory = runDirectory(path('some'), text, 3);
  const all = units(study);
  const status = async (): Promise<unknown> => JSON.parse((await called('status', directory, '--json')).out);
  const need = cost(study);
  // By the cost of units: eight of the same cost, three of them done.
  expect(await status()).toMatchObject({
    units: { done: 3, running: 0, failed: 0, left: 5 },
    coreHours: { spent: 0, left: expect.closeTo((need.coreSeconds / 3600) * (5 / 8), 12) as number },
  });
  const mine = hold(directory, 'x');
  for (const unit of all.slice(2, 5)) mine.claim(unit.id);
  openDirectory(directory).units.keepFailure({ unit: all[6]?.id ?? '', message: 'm', facts: {} });
  keepSession(directory, {
    begun: '2026-01-01T00:00:00.000Z',
    ended: '2026-01-01T01:00:00.000Z',
    program: '0.1.0',
    node: 'v20',
    machine: 'linux x64',
    workers: 2,
    kernel: 'native (GCC 12.2.0)',
    coreHours: 2,
    siteKicks: need.siteKicks / 4,
  });
  // The claim of a unit that is done does not count; of the five that were left one has failed.
  expect(await status()).toMatchObject({
    units: { done: 3, running: 2, failed: 1, left: 2 },
    coreHours: { spent: 2, left: expect.closeTo(8 * (4 / 8), 9) as number },
    provenance: { sessions: [{ machine: 'linux x64', kernel: 'native (GCC 12.2.0)', coreHours: 2 }] },
  });
  mine.release();
  expect(await status()).toMatchObject({ units: { done: 3, running: 0, failed: 1, left: 4 } });
  expect((await called('status', directory)).out).toBe(
    'Study ' +
      openDirectory(directory).identity.id +
      '\nunits  3 done, 0 running, 1 failed, 4 left\ntime   2 h 00 min of one core spent, about 4 h 00 min left\n',
  );
});

test('where there is no run, status says so', async () => {
  expect(await called('status', folder)).toMatchObject({
    err: `invalid run directory; must hold a run, but has no study.json: ${folder}\n`,
    status: 2,
  });
});
