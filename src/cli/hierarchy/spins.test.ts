import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fields } from '../../models/spins/fields.js';
import { torus } from '../../lattice/torus.js';
import { dot, vectorAt, type Vector } from '../../math/linear/vector.js';
import { spinChain } from '../../models/spins/hamiltonian.js';
import type { SpinReport } from '../../models/spins/hierarchy/report.js';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { called } from '../testing/called.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-spins-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'spins.yaml');
writeFileSync(
  file,
  `title: Some spins
model: {kind: spins, size: 8, fields: {law: uniform, from: 1, to: 2}}
temperature: infinite
epsilon: [0.5, 0.3]
replicas: 4
time: 300
seed: 3
`,
);

test('a run from file to figures: κ/β² and D are named in the lines, the table, the JSON and the CSV', async () => {
  const out = join(folder, 'out');
  // Worker threads need the compiled program, which `npm test` makes first.
  const words = ['dist/cli/main.js', 'run', file, '--out', out, '--workers', '1'];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  expect(stdout).toMatch(/^ε = 0\.5, T = ∞: κ\/β² standard [=≤~]/mu);
  expect(stdout).toContain('κ/β² standard');
  expect(stdout).toContain('D = κ_standard T²/χ');
  const shown = JSON.parse((await called('show', out, '--json')).out) as {
    study: { temperature: unknown };
    points: {
      temperature: unknown;
      quantity: string;
      diffusion: { value: number };
      kappa: { standard: number };
    }[];
  };
  expect(shown.study.temperature).toEqual(['infinite']);
  for (const point of shown.points) {
    expect(point.temperature).toBe('infinite');
    expect(point.quantity).toBe('kappa/beta^2');
    expect(point.diffusion.value).toBeGreaterThan(0);
  }
  expect(readFileSync(join(out, 'conductivity.svg'), 'utf8')).toContain('β² (standard convention)');
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('κ/β² standard');
  expect(readFileSync(join(out, 'diffusion.csv'), 'utf8').split('\n')).toHaveLength(4);
  expect(existsSync(join(out, 'diffusion.png'))).toBe(true);
  const again = await called('check', file, '--json');
  expect((JSON.parse(again.out) as { points: { temperature: unknown }[] }).points[0]?.temperature).toBe(
    'infinite',
  );
});

test('hierarchy --json lists terms that solve −A_har u⁽¹⁾ = j⁰ at a point of phase space, to 1e-12', async () => {
  const { out, err, status } = await called(
    'hierarchy',
    file,
    '--bond',
    '2',
    '--order',
    '2',
    '--terms',
    '--json',
  );
  expect([err, status]).toEqual(['', 0]);
  const report = JSON.parse(out) as SpinReport;
  expect(report).toMatchObject({ bond: [2, 3], sites: [2, 3, 1, 4], epsilon: 0.5, temperature: 'infinite' });
  expect(report.orders.map(({ monomials }) => monomials)).toEqual([8, 80]);
  for (const { secular } of report.orders) expect(secular).toBeLessThan(1e-12);
  const omega = fields({ magnitudes: { law: 'uniform', from: 1, to: 2 }, plane: false }, torus(1, 8), 3, 0);
  const spins = Float64Array.from(
    { length: 24 },
    (_, i) => [2 / 3, -1 / 3, 2 / 3][(i + Math.floor(i / 3)) % 3] as number,
  );
  // A_har m = iΩm: its value at this point, from the frames in the report alone.
  let rate = 0;
  for (const { a, b, c, re, im } of report.orders[0]?.terms ?? []) {
    let [x, y, frequency] = [re, im, 0];
    report.sites.forEach((site, i) => {
      const [e1, e2, e3] = report.frames[i] as unknown as [Vector, Vector, Vector];
      const s = vectorAt(spins, site);
      const [p, q, z] = [dot(s, e1), dot(s, e2), dot(s, e3)];
      const [ai, bi, ci] = [a[i] as number, b[i] as number, c[i] as number];
      frequency += (report.frequencies[i] as number) * (bi - ci);
      for (let k = 0; k < ai; k++) [x, y] = [x * z, y * z];
      for (let k = 0; k < bi; k++) [x, y] = [x * p - y * q, x * q + y * p];
      for (let k = 0; k < ci; k++) [x, y] = [x * p + y * q, y * p - x * q];
    });
    rate -= -frequency * y;
  }
  const current = spinChain({ lattice: torus(1, 8), fields: omega, epsilon: 0 }).currents(spins)[2] as number;
  expect(Math.abs(rate - current)).toBeLessThan(1e-12);
});

test('hierarchy in words; what is not done for spins is refused', async () => {
  const told = await called('hierarchy', file, '--order', '2', '--terms', '--rest', '--cutoff', '0.1');
  expect(told.status).toBe(0);
  expect(told.out).toContain('T = ∞');
  expect(told.out).toContain('secular');
  expect(told.out).toContain('The rest of j = −Lu + εⁿ A_anh u⁽ⁿ⁾');
  for (const [words, rule] of [
    [['hierarchy', file, '--bond', '8'], 'invalid bond; not in 0 … 7: 8'],
    [['hierarchy', file, '--order', '6'], 'invalid order; above 5'],
    [
      ['hierarchy', file, '--temperature', '2'],
      'invalid temperature; the norms of spins are those of T = ∞: 2',
    ],
    [['resonances', file], 'invalid kind; not oscillators, for which alone this is done: spins'],
  ] as const) {
    const refused = await called(...words);
    expect(refused.status).toBe(2);
    expect(refused.err).toContain(rule);
  }
});
