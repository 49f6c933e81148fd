import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import type { OscillatorsReport } from '../../models/oscillators/hierarchy/report.js';
import type { SampledReport } from '../../models/oscillators/hierarchy/sampled.js';
import { called } from '../testing/called.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-hierarchy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const uniform = '{law: uniform, from: 1, to: 2}';

function study(name: string, law = uniform, coupling = 'r^4/4', more = ''): string {
  const file = join(folder, name);
  writeFileSync(
    file,
    `model: {size: 8, coupling: ${coupling}, frequencies: ${law}}
temperature: [2, 1]
epsilon: [0.2, 0.1]
time: 100
seed: 7
${more}`,
  );
  return file;
}

const ring = study('ring.yaml');

async function report(...words: string[]): Promise<OscillatorsReport> {
  const { out, err, status } = await called('hierarchy', ...words, '--json');
  expect([err, status]).toEqual(['', 0]);
  return JSON.parse(out) as OscillatorsReport;
}

describe('falloff hierarchy --json', () => {
  it('has the fields of the contract; ε and T are the first of their lists', async () => {
    const found = await report(ring, '--bond', '3', '--order', '2');
    expect(found).toMatchObject({ bond: [3, 4], sites: [3, 4, 2, 5], epsilon: 0.2, temperature: 2 });
    const omega = frequencies({ law: 'uniform', from: 1, to: 2 }, torus(1, 8), 7, 0);
    expect(found.frequencies).toEqual(found.sites.map((site) => omega[site]));
    expect(found.orders.map(({ order, monomials }) => [order, monomials])).toEqual([
      [1, 32],
      [2, 532],
    ]);
    for (const order of found.orders) expect(Object.hasOwn(order, 'terms')).toBe(false);
  });

  it('lists terms that solve (8) at a point of phase space, to 12 digits: −A_har u⁽¹⁾ = j', async () => {
    const found = await report(ring, '--bond', '3', '--order', '1', '--terms');
    const [w, v] = found.frequencies as [number, number];
    const [qa, pa, qb, pb] = [0.7, -0.4, -0.3, 1.1];
    // A_har Re(z^k z̄^l) = Im(z^k z̄^l)·ω·(k − l), from A_har z = −iωz.
    const sum = found.orders[0]?.terms?.reduce((total, { k, l, value }) => {
      const turned = [0, 1].map((x) => {
        const [re, im] = x === 0 ? [w * qa, pa] : [v * qb, pb];
        return {
          angle: Math.atan2(im, re) * ((k[x] as number) - (l[x] as number)),
          size: Math.hypot(re, im) ** ((k[x] as number) + (l[x] as number)),
        };
      });
      const angle = turned.reduce((a, one) => a + one.angle, 0);
      const size = turned.reduce((a, one) => a * one.size, 1);
      const divisor = w * ((k[0] as number) - (l[0] as number)) + v * ((k[1] as number) - (l[1] as number));
      return total - value * size * Math.sin(angle) * divisor;
    }, 0);
    expect(sum).toBeCloseTo(0.5 * (pa + pb) * (qa - qb) ** 3, 12);
  });

  it('takes other values of ε, T, the realisation and the cutoff', async () => {
    const first = await report(ring, '--order', '2');
    const other = await report(
      ring,
      '--order',
      '2',
      '--epsilon',
      '0.5',
      '--temperature',
      '1',
      '--realisation',
      '1',
    );
    expect([other.epsilon, other.frequencies[0] === first.frequencies[0]]).toEqual([0.5, false]);
    // Realisations are numbered from 0, as everywhere.
    const second = frequencies({ law: 'uniform', from: 1, to: 2 }, torus(1, 8), 7, 1);
    expect(other.frequencies).toEqual(other.sites.map((site) => second[site]));
    const cut = await report(ring, '--order', '2', '--cutoff', '0.5');
    expect(cut.orders[1]?.smallestDenominator).toBeGreaterThanOrEqual(0.5);
    expect(first.orders[1]?.smallestDenominator).toBeLessThan(0.5);
  });
});

test('--rest tells what (11) leaves: v⁽ⁿ⁾ is never larger than half of A_anh u⁽ⁿ⁾, as every term is odd somewhere', async () => {
  const found = await report(ring, '--bond', '3', '--order', '1', '--rest');
  const [w, v] = [found.remainder?.norm as number, found.v?.norm as number];
  expect(found.sites.length).toBe(4);
  expect(v).toBeLessThanOrEqual(w / 2);
  // The largest divisor is 2|A| with all four sites of B₁(b, 1) in A.
  expect(v).toBeGreaterThanOrEqual(w / 8);
});

test('the rest of (11) with its condition ε′ = εⁿ, and what holds of a study with another noise', async () => {
  const rest = async (file: string, order: string): Promise<string> =>
    (await called('hierarchy', file, '--bond', '3', '--order', order, '--rest')).out;
  const quiet = await rest(ring, '1');
  expect(quiet).toContain('The rest of (11), j = −Lu + εSv where ε′ = ε: A_anh u⁽¹⁾ has');
  expect(quiet).toContain('This study has ε′ = 0; for it j = −(A_har + εA_anh)u + εA_anh u⁽¹⁾.');
  const square = study('square.yaml', uniform, 'r^2', 'noise: epsilon^2\n');
  expect(await rest(square, '2')).toContain('j = −Lu + ε²Sv where ε′ = ε²:');
  expect(await rest(square, '2')).not.toContain('This study');
  expect(await rest(square, '3')).toContain(
    'This study has ε′ = ε²; for it j = −(A_har + εA_anh)u + ε³A_anh u⁽³⁾.',
  );
  // ε = 0.2.
  expect(await rest(study('number.yaml', uniform, 'r^2', 'noise: 0.04\n'), '2')).not.toContain('This study');
  expect(await rest(study('factor.yaml', uniform, 'r^2', 'noise: 3*epsilon\n'), '1')).toContain(
    'has ε′ = 3ε;',
  );
});

test('an order that adds more is told with the ratio that makes it so', async () => {
  const orders = (await report(ring, '--order', '2', '--epsilon', '50')).orders;
  const ratio = (orders[1]?.norm as number) / (orders[0]?.norm as number);
  const { out } = await called('hierarchy', ring, '--order', '2', '--epsilon', '50');
  expect(out).toContain(
    `than the one before: its norm is ${String(Number(ratio.toPrecision(3)))} times as large, more than 1/ε = 0.02.`,
  );
  expect((await called('hierarchy', ring, '--order', '2', '--epsilon', '1e-4')).out).toContain(
    'Each order adds less',
  );
});

test('a cutoff: monomials and terms that are left; nothing with a large one', async () => {
  const cut = await report(ring, '--order', '2', '--cutoff', '1', '--terms', '--rest');
  expect(cut.orders[0]?.monomials).toBeLessThan(32);
  for (const { monomials, terms } of cut.orders) expect(monomials).toBe(2 * (terms?.length ?? 0));
  const none = await report(ring, '--order', '2', '--cutoff', '100', '--rest');
  expect([...none.orders, none.remainder, none.v].map((one) => one?.monomials)).toEqual([0, 0, 0, 0]);
  for (const order of ['1', '2']) {
    const { out } = await called(
      'hierarchy',
      ring,
      '--order',
      order,
      '--cutoff',
      '100',
      '--terms',
      '--sampled',
      '--samples',
      '32',
    );
    expect(out).toContain('Nothing is left: u = 0.');
    expect(out).not.toMatch(/adds less|terms:|doubt/u);
    expect(out).toMatch(/^u⁽¹⁾ +0 +0 +0$/mu);
  }
});

describe('falloff hierarchy --sampled', () => {
  const words = [ring, '--bond', '3', '--order', '2', '--rest', '--sampled', '--samples', '2000'];
  const sampled = async (...more: string[]): Promise<OscillatorsReport & { sampled: SampledReport }> =>
    (await report(...words, ...more)) as OscillatorsReport & { sampled: SampledReport };

  it('adds norms and means at ε to the JSON, the same bits every time', async () => {
    const found = await sampled();
    expect(await sampled()).toEqual(found);
    const { orders, remainder, v, chains, samples, acceptance } = found.sampled;
    expect([chains, samples, orders.map(({ order }) => order)]).toEqual([32, 2016, [1, 2]]);
    expect(acceptance).toBeGreaterThan(0.9);
    for (const one of [...orders, remainder, v]) {
      expect(one?.norm?.value).toBeGreaterThan(one?.norm?.error ?? Infinity);
    }
    expect(found.orders).toEqual((await report(ring, '--bond', '3', '--order', '2')).orders);
  });

  it('norms are those at ε = 0 to a part in 1000 at ε = 10⁻⁶, and means 0', async () => {
    const { orders, sampled: found } = await sampled('--epsilon', '1e-6');
    found.orders.forEach(({ norm, mean }, k) => {
      const exact = orders[k]?.norm as number;
      expect(Math.abs((norm?.value as number) / exact - 1)).toBeLessThan(1e-3);
      expect(Math.abs(mean.value)).toBeLessThan(1e-3 * exact);
    });
  });

  it('prints them as a table', async () => {
    const { out, status } = await called('hierarchy', ...words);
    expect(status).toBe(0);
    expect(out).toContain('Sampled at ε = 0.2: 32 chains of 63 points each, ');
    expect(out).toMatch(/^f +norm at ε = 0 +norm at ε = 0\.2 +mean at ε = 0\.2$/mu);
    expect(out).toMatch(/^u⁽¹⁾ +[\d.]+ +[\d.]+\(\d+\) +-?[\d.]+\(\d+\)(?:e-\d)?$/mu);
    expect(out).toMatch(/^A_anh u⁽²⁾ +[\d.]+ +\S+\(\d+\)\S* +0$/mu);
  });

  it.each([
    ['chain', `frequencies: ${uniform}`],
    ['spins', `fields: ${uniform}`],
  ])('is refused for kind: %s', async (kind, law) => {
    const file = join(folder, `${kind}.yaml`);
    writeFileSync(file, `model: {kind: ${kind}, size: 8, ${law}}\nepsilon: 0.1\ntemperature: 1\ntime: 10\n`);
    expect(await called('hierarchy', file, '--sampled')).toEqual({
      out: '',
      err: `invalid sampled; for kind: oscillators alone: ${kind}\n`,
      status: 2,
    });
  });

  it('is refused at an ε without a Gibbs measure', async () => {
    const hollow = study('hollow.yaml', uniform, '-r^2/10');
    expect((await called('hierarchy', hollow, '--sampled', '--samples', '32')).status).toBe(0);
    const { err, status } = await called('hierarchy', hollow, '--sampled', '--epsilon', '5');
    expect(err).toMatch(/^invalid epsilon; without a Gibbs measure to be sampled \(.*\): 5\n$/u);
    expect(status).toBe(2);
  });
});

test('falloff hierarchy prints the orders as a table, and the terms where they are asked for', async () => {
  const { out, status } = await called('hierarchy', ring, '--bond', '3', '--order', '2', '--terms');
  expect(status).toBe(0);
  expect(out).toContain('Bond 3 joins sites 3 and 4; realisation 0, ε = 0.2, T = 2.');
  expect(out).toMatch(/^ {4}1 {9}32 {2}/mu);
  expect(out).toMatch(/^ {4}2 {8}532 {2}/mu);
  expect(out).toMatch(/^u⁽¹⁾ = Σ c Re\(…\), 16 terms:$/mu);
  expect(out).toMatch(/^u⁽²⁾ = Σ c Re\(…\), 266 terms, the largest 20:$/mu);
});

describe('falloff hierarchy refuses with status 2', () => {
  const twoValued = study('two.yaml', '{law: two-valued, values: [1.1, 1.7], probability: 0.5}');
  test.each([
    [['--bond', '8'], 'invalid bond; not in 0 … 7: 8'],
    [['--bond', '-1'], 'invalid bond; not a whole number of at least 0: -1'],
    [['--bond', 'x'], 'invalid bond; not a whole number of at least 0: x'],
    [['--order', '0'], 'invalid order; not a whole number of at least 1: 0'],
    [['--order', '1.5'], 'invalid order; not a whole number of at least 1: 1.5'],
    [['--epsilon', '0'], 'invalid epsilon; not a number above 0: 0'],
    [['--realisation', '-1'], 'invalid realisation; not a whole number of at least 0: -1'],
    [['--samples', '64'], 'invalid samples; of --sampled, which is not asked for: 64'],
    [['--sampled', '--samples', '0'], 'invalid samples; not a whole number of at least 1: 0'],
  ])('%j', async (words, message) => {
    expect(await called('hierarchy', ring, ...words)).toEqual({ out: '', err: `${message}\n`, status: 2 });
  });

  it('orders that would not fit in memory', async () => {
    const { err, status } = await called('hierarchy', study('wide.yaml', uniform, 'r^6'), '--order', '6');
    expect(err).toBe(
      'invalid order; a function of order 4 has about 2.4e6 pairs of monomials, more than 2.0e6: 6\n',
    );
    expect(status).toBe(2);
  });

  it('exact resonances, named, unless a cutoff leaves them out', async () => {
    const { err, status } = await called('hierarchy', twoValued, '--order', '2', '--json');
    expect(err).toMatch(
      /^invalid frequencies; the two-valued law made an exact resonance near bond 0, .* = 0, so that order [12] .*\(Remark 1\)/u,
    );
    expect(status).toBe(2);
    const cut = await report(twoValued, '--order', '2', '--cutoff', '0.01');
    expect(cut.orders.every(({ norm }) => norm !== null)).toBe(true);
  });
});
