import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sampledDoubts } from '../../models/oscillators/hierarchy/sampled.js';
import { called } from '../testing/called.js';
import { runDirectory } from '../testing/run-directory.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-warnings-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const ring = `model: {size: 8, coupling: r^4/4}
temperature: 1
epsilon: [0.2, 0.1]
replicas: 4
time: 100
step: 0.2
sampling: 5
sampler: {trajectories: 8}
`;

function study(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const file = study('ring.yaml', ring);
const chain = study('chain.yaml', ring.replace('{size: 8, coupling: r^4/4}', '{kind: chain, size: 8}'));
const spins = study('spins.yaml', ring.replace(/^.*\n/u, 'model: {kind: spins, size: 8}\n'));

async function warningsOf(...words: string[]): Promise<unknown> {
  const { out, status } = await called(...words, '--json');
  expect(status, words.join(' ')).toBe(0);
  return (JSON.parse(out) as { readonly warnings?: unknown }).warnings;
}

describe('warnings stand in the JSON of every command that computes', () => {
  test.each([
    ['check', file],
    ['hierarchy', file],
    ['hierarchy', chain],
    ['hierarchy', spins],
    ['resonances', file],
  ])('%s %s: a list, empty where nothing is in doubt', async (command, of) => {
    expect(await warningsOf(command, of)).toEqual([]);
  });

  test('check and show: what is in doubt of the study, and of its points with their ε', async () => {
    const useless = ring.replace('time:', 'cutoff: 0.1\ntime:');
    const doubt = 'cutoff: 0.1 does nothing without a dressing: there are no terms to leave out';
    expect(await warningsOf('check', study('useless.yaml', useless))).toEqual([doubt]);
    const all = (await warningsOf('show', runDirectory(join(folder, 'all'), useless))) as string[];
    expect(all[0]).toBe(doubt);
    const some = (await warningsOf('show', runDirectory(join(folder, 'some'), ring, 1))) as string[];
    expect(some).toContain('ε = 0.1: no unit is done yet');
  });

  test('modes: a ring too small for a decay', async () => {
    const small = ['The ring is too small to show the decay of a mode.'];
    expect(await warningsOf('modes', chain, '--set', 'model.size=3')).toEqual(small);
    const long = await warningsOf(
      'modes',
      chain,
      '--set',
      'model.size=128',
      '--set',
      'model.frequencies={law: uniform, from: 1, to: 8}',
    );
    expect(long).toEqual([]);
  });

  test('hierarchy --sampled: chains too short to tell, and a mean square lost in its error', async () => {
    const short = await warningsOf('hierarchy', file, '--sampled', '--samples', '32');
    expect(short).toContain('So few points cannot tell whether the chains have mixed: take more --samples.');
    const hot = ['--set', 'temperature=4', '--set', 'epsilon=1', '--set', 'model.pinning=q^6/6'];
    const lost = await warningsOf(
      'hierarchy',
      file,
      '--order',
      '2',
      '--sampled',
      '--samples',
      '2000',
      '--set',
      'seed=3',
      ...hot,
    );
    expect((lost as string[]).join()).not.toContain('have not mixed');
    expect((lost as string[]).join()).toMatch(/One or two chains make half|is lost in its error/u);
  });

  // U = q⁶/6 at T = 4 holds chains that start too far out: 19 of 30 seeds had members that never moved, and no warning.
  test('hierarchy --sampled, strong pinning: each seed has mixed, to a split R-hat below 1.1, or says that it has not', async () => {
    const model =
      '{size: 6, coupling: r^4/4 + r^2/2, pinning: q^6/6, frequencies: {law: uniform, from: 1, to: 2}}';
    const pinned = study(
      'pinned.yaml',
      `model: ${model}\ntemperature: 4\nepsilon: 1\nreplicas: 8\ntime: 100\n`,
    );
    const sampling = ['--bond', '2', '--sampled', '--samples', '4000', '--json'];
    for (let seed = 1; seed <= 6; seed++) {
      const { out, status } = await called('hierarchy', pinned, ...sampling, '--set', `seed=${String(seed)}`);
      expect(status).toBe(0);
      const { sampled, warnings } = JSON.parse(out) as {
        readonly sampled: { readonly splitRhat: number; readonly acceptance: number };
        readonly warnings: readonly string[];
      };
      const told = warnings.some((text) => text.includes('have not mixed'));
      expect(sampled.splitRhat < 1.1 || told, `seed ${String(seed)}`).toBe(true);
      expect(sampled.acceptance).toBeGreaterThan(0.9);
    }
  });

  test.each([
    [1.02, 0.9, []],
    [1.11, 0.9, ['The chains have not mixed: split R-hat 1.11 > 1.05.']],
    [
      876,
      0.4,
      ['The chains have not mixed: split R-hat 876 > 1.05.', 'Only 40 % of the moves were accepted.'],
    ],
  ])(
    'hierarchy --sampled: what is in doubt at a split R-hat of %d and %d accepted',
    (splitRhat, acceptance, doubts) => {
      const sampled = { chains: 32, samples: 4000, acceptance, splitRhat, orders: [] };
      expect(sampledDoubts(sampled)).toEqual(doubts);
    },
  );
});
