import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernelRate } from './kernels.js';
import type { Measurement } from './measurement.js';

const source = fileURLToPath(new URL('../../bench/ring.c', import.meta.url));
const SITES = 1000;
const REPLICAS = 32;

/** The kernel's rate over that of `bench/ring.c`, in turn, on one core: the median of five ratios. */
export function yardstick(): Measurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'falloff-ring-'));
  const program = join(folder, 'ring');
  const name = 'kernel.vs-c';
  try {
    execFileSync('cc', ['-O3', '-march=native', '-o', program, source, '-lm'], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return [{ name, value: null, unit: '1', note: 'no C compiler here' }];
  }
  const pairs = Array.from({ length: 5 }, () => {
    const c = Number(
      execFileSync(program, [String(SITES), String(REPLICAS), '3000'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    return { c, ratio: kernelRate(1, SITES, REPLICAS, false) / c };
  }).sort((a, b) => a.ratio - b.ratio);
  rmSync(folder, { recursive: true, force: true });
  const median = pairs[2];
  return [
    {
      name,
      value: median?.ratio ?? null,
      unit: '1',
      note: 'kernel.d1 over a plain C loop (bench/ring.c, cc -O3 -march=native), median of five',
    },
    {
      name: 'ring.c',
      value: median?.c ?? null,
      unit: 'site-kicks/s',
      note: 'the C loop itself, 1000 sites, 32 replicas',
    },
  ];
}
