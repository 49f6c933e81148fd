import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { StudyResult } from '../../result/result.js';
import { called } from '../testing/called.js';
import { runDirectory } from '../testing/run-directory.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-limits-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let files = 0;
function file(text: string | Uint8Array): string {
  const path = join(folder, `study-${String((files += 1))}.yaml`);
  writeFileSync(path, text);
  return path;
}

const study = (changes: Readonly<Record<string, string>> = {}): string =>
  Object.entries({
    model: '{size: 8, coupling: r^4/4}',
    temperature: '1',
    epsilon: '0.3',
    replicas: '4',
    time: '50',
    ...changes,
  })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');

/** What both `check` and `run` say of a file that both must refuse in one line. */
async function refusal(path: string): Promise<string> {
  const said = await Promise.all(
    ['check', 'run'].map(async (command) => {
      const { out, err, status } = await called(
        command,
        path,
        ...(command === 'run' ? ['--out', join(folder, 'run')] : []),
      );
      expect(status).toBe(2);
      expect(err.trimEnd().split('\n')).toHaveLength(1);
      expect(out.replace('Choosing time steps …\n', '')).toBe('');
      return err.replace(path, 'FILE').trimEnd();
    }),
  );
  expect(said[1]).toBe(said[0]);
  return said[0] as string;
}

describe('check and run refuse in the same line', () => {
  test.each([
    [
      'a kernel beyond 4 GiB',
      { model: '{dimension: 3, size: 110, coupling: r^4/4}', time: '1000' },
      /^FILE:1: invalid model.size; needs 6 GB of memory for one kernel, beyond the 4.3 GB that WebAssembly can address: 110$/u,
    ],
    [
      'a chain that no machine holds',
      { model: '{kind: quartic, size: 1000000000}', time: '1500' },
      /^FILE:1: invalid model.size; needs 1\d00 GB of memory for one kernel, .*: 1000000000$/u,
    ],
    [
      'more steps than can be counted',
      { time: '1e308', step: '1e-308' },
      /^FILE:5: invalid time; needs more steps than numbers can count/u,
    ],
    [
      'a step that loses the energy',
      { step: '2.5' },
      /^FILE:6: invalid step; too long to conserve the energy at epsilon 0.3, .*: 2.5$/u,
    ],
    [
      'a step that loses it at the strongest coupling',
      { step: '0.3', epsilon: '[0.01, 100]' },
      /^FILE:6: invalid step; .* at epsilon 100, .*: 0.3$/u,
    ],
    [
      'a step that loses that of spins',
      { model: '{kind: spins, size: 8}', scheme: 'ABA864', step: '3' },
      /^FILE:7: invalid step; too long to conserve the energy/u,
    ],
    [
      'a step that loses that of the quartic chain',
      { model: '{kind: quartic, size: 8}', temperature: '[1, 1e8]', step: '0.1' },
      /^FILE:6: invalid step; /u,
    ],
    [
      'a coupling for which there is no step',
      { epsilon: '1e12' },
      /^FILE:3: invalid epsilon; no time step conserves the energy, .*: 1e12$/u,
    ],
  ])('%s', async (_, changes, message) => {
    expect(await refusal(file(study(changes as Readonly<Record<string, string>>)))).toMatch(message);
  });

  test('text in UTF-16', async () => {
    const text = Buffer.from(study(), 'utf16le');
    for (const bytes of [text, Buffer.concat([Buffer.from([0xff, 0xfe]), text])]) {
      expect(await refusal(file(bytes))).toBe('invalid study file; is not text (UTF-8): FILE');
    }
  });
});

test('a step that loses the energy of some replicas is warned of, one that keeps it is not', async () => {
  const doubtful = await called('check', file(study({ step: '0.9' })));
  expect(doubtful.status).toBe(0);
  expect(doubtful.out).toMatch(/! step: 0.9 hardly conserves the energy at ε = 0.3/u);
  expect((await called('check', file(study({ step: '0.2' })))).out).not.toContain('hardly');
});

test('thousands of points are checked as fast as a few, and told by their ends', async () => {
  const many = (count: number): string =>
    file(
      study({
        epsilon: `[${Array.from({ length: count }, (_, i) => String((i + 1) / 1e5)).join(', ')}]`,
        coupling: 'r^4/4',
      }).replace('coupling: r^4/4\n', ''),
    );
  const begun = performance.now();
  const { out, status } = await called('check', many(10_000));
  const seconds = (performance.now() - begun) / 1000;
  expect(status).toBe(0);
  expect(out).toContain('A sound study of 10000 points');
  expect(out).toContain('at ε = 0.00001, 0.00002, …, 0.1 (10000 values) expect an upper bound');
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(400);
  // It took 17 s; a machine with much else to do may take several of the one that it takes now.
  expect(seconds).toBeLessThan(10);
});

test('κ below the range of numbers is told as that', async () => {
  const text = study({ epsilon: '1e-300', sampler: '{trajectories: 8}' });
  const directory = runDirectory(join(folder, 'underflow'), text, Infinity);
  const { out, err, status } = await called('show', directory);
  expect([err, status]).toEqual(['', 0]);
  expect(out).toContain('κ is below the range of numbers');
  expect(out).not.toContain('no unit is done yet');
  const { points } = JSON.parse((await called('show', directory, '--json')).out) as StudyResult;
  expect(points[0]?.kappa).toBeNull();
  expect(points[0]?.warnings).toEqual(['κ is below the range of numbers']);
  await called('report', directory);
  const page = readFileSync(join(directory, 'report.html'), 'utf8');
  expect(page).toContain('below the range of numbers');
  expect(page).not.toContain('not done yet');
});
