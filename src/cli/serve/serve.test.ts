import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { studyFrom } from '../../plan/file/schema.js';
import { studyIdentity } from '../../plan/identity.js';
import { units } from '../../plan/units.js';
import { resultIn } from '../../result/quantity.js';
import { unitRun } from '../../simulate/unit.js';
import { heldDirectory } from '../../store/run-directory.js';
import { unitFile } from '../../store/testing/unit-file.js';
import { version } from '../../library/version.js';
import { called } from '../testing/called.js';
import { runDirectory } from '../testing/run-directory.js';
import { servedRun } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-serve-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const text =
  'title: Spun\nmodel: {kind: spins, size: 6}\ntemperature: [infinite, 1]\nepsilon: 0.3\nreplicas: 4\nrealisations: 1\ntime: 60\n' +
  'sampler: {trajectories: 12}\n';
const study = studyFrom(text, 'study.yaml');
const [first, second] = units(study);
if (first === undefined || second === undefined) throw new Error('two units are needed');

const shown = async (path: string): Promise<string> => (await called('show', path, '--json')).out;

test('a run is served as show --json prints it, also after more of it was done', async () => {
  const path = runDirectory(join(folder, 'grows'), text, 1);
  const run = servedRun(path);
  expect(run.result()).toBe(await shown(path));
  expect(run.row()).toMatchObject({ title: 'Spun', units: { done: 1, running: 0, failed: 0, left: 1 } });
  const directory = heldDirectory(path, { ...studyIdentity(study), text, program: version });
  const rest = unitRun(study, second);
  while (!rest.finished) rest.advance(1e6);
  directory.units.keep(second.id, 'result', rest.result());
  directory.release();
  const now = run.result();
  expect(now).toBe(await shown(path));
  expect(resultIn(now)).toMatchObject({
    complete: true,
    points: [{ temperature: Infinity }, { temperature: 1 }],
  });
  // As long as no file changes, nothing is read again.
  expect(run.result()).toBe(now);
  expect(run.extras()).toMatchObject({ studyText: text, remarks: [], sessions: [] });
});

test('a damaged result is told, and the others stand; without a study nothing can be told but that', () => {
  const path = runDirectory(join(folder, 'damaged'), text);
  const run = servedRun(path);
  expect(run.extras()).toMatchObject({ remarks: [] });
  writeFileSync(unitFile(path, `${first.id}.result`), 'no frame');
  expect(run.extras()).toMatchObject({ remarks: [expect.stringContaining(`unit ${first.id}: invalid`)] });
  expect(resultIn(run.result()).points.map(({ replicas }) => replicas.done)).toEqual([0, 4]);
  writeFileSync(join(path, 'study.json'), '{');
  expect(() => run.row()).toThrow('its study.json is damaged');
  expect(() => run.result()).toThrow('its study.json is damaged');
});

test('serve refuses what is no directory, and what is no port', async () => {
  const nowhere = join(folder, 'nowhere');
  expect(await called('serve', nowhere)).toEqual({
    status: 2,
    out: '',
    err: `invalid DIR; must be a run directory: ${nowhere}\n`,
  });
  expect(await called('serve', '--port', '65536')).toMatchObject({
    status: 2,
    err: 'invalid port; not a whole number from 0 (any free one) to 65535: 65536\n',
  });
});

test('serve says in one line that the lab was not built', async () => {
  // Beside the sources there is none.
  const { status, err } = await called('serve');
  expect(status).toBe(2);
  expect(err).toMatch(/^invalid lab; must be built, which `npm run lab` does in a checkout: .*lab\n$/u);
});
