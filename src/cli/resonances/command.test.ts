import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import type { ResonancesReport } from '../../proof/resonance/resonances.js';
import { called } from '../testing/called.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-resonances-'));
afterAll(() => rmSync(folder, { recursive: true }));

function study(name: string, model: string): string {
  const file = join(folder, name);
  writeFileSync(file, `model: {${model}, coupling: r^4/4}\ntemperature: 1\nepsilon: 0.1\ntime: 100\n`);
  return file;
}

const ring = study('ring.yaml', 'size: 40');
const plane = study('plane.yaml', 'dimension: 2, size: 10');
const cube = study('cube.yaml', 'dimension: 3, size: 6');
/** The finite set, where a bond is resonant if its own two frequencies are closer than c/2. */
const finite = ['--order', '1', '--effective', '--alpha', '1'];

async function report(...words: string[]): Promise<ResonancesReport> {
  const { out, status } = await called('resonances', ...words, '--json');
  expect(status).toBe(0);
  return JSON.parse(out) as ResonancesReport;
}

describe('falloff resonances --json', () => {
  it('has the fields of the contract', async () => {
    const found = await report(ring, '--order', '2', '--delta', '0.5', '--K', '8');
    expect(found).toMatchObject({ alpha: 7, K: 8 });
    expect(found.c).toBeGreaterThan(0);
    expect(found.doubt).toBeGreaterThan(0);
    expect([found.bonds.length, found.psi1.length, found.psi2.length]).toEqual([40, 40, 40]);
    found.bonds.forEach((bond, b) => {
      if (bond.resonant) expect(found.psi1[b]).toBe(0);
    });
    for (const cluster of found.clusters) expect(cluster).toMatchObject({ exact: true });
  });

  it('takes α and c as given; --effective leaves no doubt, and K no larger than its own', async () => {
    const found = await report(ring, ...finite, '--c', '0.2', '--K', '9');
    expect([found.alpha, found.c, found.K, found.doubt]).toEqual([1, 0.2, 4, 0]);
  });

  it('--sampled finds a larger c than the union bound, which makes a share δ resonant', async () => {
    const [sure, sampled] = [
      await report(ring, ...finite, '--delta', '0.3'),
      await report(ring, ...finite, '--delta', '0.3', '--sampled', '--samples', '50'),
    ];
    expect(sampled.c).toBeGreaterThan(sure.c);
    const { sampled: told } = sampled as unknown as { sampled: { probability: number; error: number } };
    expect(told.probability).toBeCloseTo(0.3, 2);
    expect(told.error).toBeLessThan(0.05);
    const share = sampled.bonds.filter(({ resonant }) => resonant).length / 40;
    expect(Math.abs(share - 0.3)).toBeLessThan(0.25);
  });

  it('with --tail it tells the survey too, and writes figures to the terminal’s other stream only', async () => {
    const file = join(folder, 'tail.svg');
    const { out, err } = await called(
      'resonances',
      ring,
      ...finite,
      '--tail',
      file,
      '--samples',
      '20',
      '--json',
    );
    expect((JSON.parse(out) as { tail: { winding: number } }).tail.winding).toBe(0);
    expect(err).toBe(`${file}\n${join(folder, 'tail.csv')}\n`);
    expect(readFileSync(file, 'utf8')).toContain('longest self-avoiding path m');
  });
});

describe('falloff resonances prints', () => {
  it('the set, the bonds, the clusters, and what becomes of the weights', async () => {
    const { out, status } = await called('resonances', ring, ...finite, '--c', '0.2');
    expect(status).toBe(0);
    expect(out).toContain(
      'for one of the 12 ξ, up to sign, with |ξ|₁ ≤ K = 4 that u⁽¹⁾ … u⁽ⁿ⁾ are divided by, n = 1, on B₁(b, 0), 2 sites: α = 1, c = 0.2.\n' +
        'c as given. By union bound a bond is resonant with probability at most 0.317, (4).\nNothing is left in doubt',
    );
    expect(out).toMatch(/^Realisation 0: \d+ of 40 bonds are resonant, in \d+ clusters\.$/mu);
    expect(out).toMatch(/^ *\d+ +−?0\.0\d+ +0\.1 +2 {2}ω\S+ − ω\S+$/mu);
    expect(out).toMatch(/^Lemma 3 takes the currents of the clusters to \d+ other bonds?: there ψ₁ ≠ 1/mu);
  });

  it('that clusters wind around the torus, and that every bond is resonant', async () => {
    const { out } = await called(
      'resonances',
      plane,
      ...finite,
      '--c',
      '0.9',
      '--tail',
      join(folder, 'p.svg'),
      '--samples',
      '3',
    );
    expect(out).toContain('winds around the torus');
    expect(out).toContain('percolation, δ being too large for (14), if the share grows with N');
    expect(out).toMatch(/^! clusters that wind around the torus/mu);
    const two = study(
      'two.yaml',
      'size: 12, frequencies: {law: two-valued, values: [1, 1.5], probability: 0.5}',
    );
    const { out: every } = await called('resonances', two, '--order', '2');
    expect(every).toContain('12 of 12 bonds are resonant');
    expect(every).toContain('without a bounded density no c makes (4) certain');
    expect(every).toContain('! the two-valued law has no bounded density');
  });
});

describe('falloff resonances --figure', () => {
  test.each([
    ['d = 1', ring, '0.2'],
    ['d = 2', plane, '0.3'],
    ['d = 3', cube, '0.15'],
  ])('draws the largest cluster with P(s,k) and K(s,k), %s', async (_, file, c) => {
    const figure = join(folder, 'cluster.svg');
    const { out, status } = await called('resonances', file, ...finite, '--c', c, '--figure', figure);
    expect(status).toBe(0);
    expect(out).toContain(`\n${figure}\n${join(folder, 'cluster.csv')}\n`);
    expect(readFileSync(figure, 'utf8')).toMatch(/^<svg.*class="P".*<\/svg>\n$/su);
    expect(readFileSync(join(folder, 'cluster.csv'), 'utf8')).toMatch(/^bond,part,theta1,/u);
  });

  test('any cluster, direction and value; a PNG where the name says so', async () => {
    const { clusters } = await report(plane, ...finite, '--c', '0.3');
    const number = clusters.findIndex(({ bonds }) => bonds.length === 1);
    const bond = clusters[number]?.bonds[0] as number;
    const [k, s] = [(bond % 2) + 1, bond % 2 === 0 ? (bond / 2) % 10 : Math.floor(bond / 20)];
    const words = ['--cluster', String(number), '--k', String(k), '--s', String(s)];
    const figure = join(folder, 'one.png');
    const { status } = await called(
      'resonances',
      plane,
      ...finite,
      '--c',
      '0.3',
      '--figure',
      figure,
      ...words,
    );
    expect(status).toBe(0);
    expect([...readFileSync(figure).subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  });
});

describe('falloff resonances refuses with status 2', () => {
  test.each([
    [['--delta', '2'], 'invalid delta; not within (0, 1): 2'],
    [['--alpha', '-1'], 'invalid alpha; not a number of at least 0: -1'],
    [['--c', '0'], 'invalid c; not a number above 0: 0'],
    [['--order', '0'], 'invalid order; not a whole number of at least 1: 0'],
    [['--s', '-1'], 'invalid s; chooses what --figure draws, which is not asked for: -1'],
    [['--K', '0'], 'invalid K; not a whole number of at least 1: 0'],
    [['--K', '9999'], 'invalid K; needs more than 2e7 sums over half a ball of 4 sites: 9999'],
    [['--alpha', '2'], 'invalid alpha; no c satisfies (4) for balls of 4 sites and density at most 1: 2'],
    [['--figure', 'x.pdf'], 'invalid figure; does not end in .svg or .png: "x.pdf"'],
    [
      ['--c', '1e-9', '--figure', 'x.svg'],
      'invalid figure; no bond is resonant, so there is no cluster to draw: x.svg',
    ],
    [
      [...finite, '--c', '2', '--figure', 'x.svg'],
      'invalid figure; every cluster winds around the torus, so that none can be cut in two: x.svg',
    ],
    [
      ['--c', '1', '--delta', '0.1'],
      "invalid usage; option '--delta <D>' cannot be used with option '--c <C>'",
    ],
  ])('%j', async (words, message) => {
    const { err, status } = await called('resonances', ring, '--order', '1', ...words);
    expect([err, status]).toEqual([`${message}\n`, 2]);
    expect(existsSync('x.svg')).toBe(false);
  });

  test.each([
    [['--cluster', '999'], /^invalid cluster; not in 0 … \d+: 999\n$/u],
    [['--s', '999'], /^invalid cut; not an \(s,k\) of this cluster, which are .*: \[999, 1\]\n$/u],
  ])('%j', async (words, message) => {
    const { err, status } = await called(
      'resonances',
      ring,
      ...finite,
      '--c',
      '0.2',
      '--figure',
      join(folder, 'n.svg'),
      ...words,
    );
    expect(err).toMatch(message);
    expect(status).toBe(2);
  });
});
