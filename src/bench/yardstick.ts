import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ratesInTurns, type Rates } from './forms.js';
import { latticeContender } from './kernels.js';
import type { Measurement } from './measurement.js';

const source = fileURLToPath(new URL('../../bench/ring.c', import.meta.url));
const SITES = 1000;
const REPLICAS = 32;

/** The rates of both forms of the kernel over that of `bench/ring.c`, in turn, on one core: medians of five ratios. */
export async function yardstick(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'falloff-ring-'));
  const program = join(folder, 'ring');
  const name = 'kernel.vs-c';
  try {
    execFileSync('cc', ['-O3', '-march=native', '-o', program, source, '-lm'], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return [{ name, value: null, unit: '1', note: 'no C compiler here' }];
  }
  const turns: { readonly c: number; readonly rates: Rates }[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const c = Number(
      execFileSync(program, [String(SITES), String(REPLICAS), '3000'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    const [rates] = (await ratesInTurns([latticeContender(name, 1, SITES, REPLICAS)])) as [Rates];
    turns.push({ c, rates });
  }
  rmSync(folder, { recursive: true, force: true });
  const median = (of: (turn: (typeof turns)[number]) => number): number | null => {
    const value = turns.map(of).sort((a, b) => a - b)[2] ?? NaN;
    return Number.isNaN(value) ? null : value;
  };
  const note = 'over a plain C loop (bench/ring.c, cc -O3 -march=native), median of five';
  return [
    { name, value: median(({ c, rates }) => rates.wasm / c), unit: '1', note: `kernel.d1 ${note}` },
    {
      name: `${name}.native`,
      value: median(({ c, rates }) => rates.native / c),
      unit: '1',
      note: `kernel.d1.native ${note}`,
    },
    {
      name: 'ring.c',
      value: median(({ c }) => c),
      unit: 'site-kicks/s',
      note: 'the C loop itself, 1000 sites, 32 replicas',
    },
  ];
}
