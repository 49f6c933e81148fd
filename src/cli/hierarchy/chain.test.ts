import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ChainReport } from '../../models/chain/hierarchy/report.js';
import { called } from '../testing/called.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-chain-'));
afterAll(() => rmSync(folder, { recursive: true }));

function study(name: string, model: string): string {
  const file = join(folder, name);
  writeFileSync(file, `model: {${model}}\ntemperature: 1\nepsilon: 0.1\ntime: 100\n`);
  return file;
}

const ring = study('ring.yaml', 'kind: chain, size: 10, masses: {law: uniform, from: 0.5, to: 3}');
const long = study('long.yaml', 'kind: chain, size: 64, frequencies: {law: uniform, from: 1, to: 4}');
const sextic = study('sextic.yaml', 'kind: chain, size: 10, coupling: r^6/6');
const ordered = study('ordered.yaml', 'kind: chain, size: 8, frequencies: {law: periodic, values: [1.5]}');
const other = study('other.yaml', 'size: 10, coupling: r^4/4');

describe('falloff hierarchy, kind: chain', () => {
  const report = async (...words: string[]): Promise<ChainReport> => {
    const { out, status } = await called('hierarchy', ...words, '--json');
    expect(status).toBe(0);
    return JSON.parse(out) as ChainReport;
  };

  it('tells orders 0 and 1 of a bond, with terms whose number, norm and denominators agree', async () => {
    const { bond, epsilon, modes, orders } = await report(ring, '--bond', '9', '--terms');
    expect([bond, epsilon, modes.frequencies.length]).toEqual([[9, 0], 0.1, 10]);
    expect(orders.map(({ order, modes: count }) => [order, count])).toEqual([
      [0, 10],
      [1, 10],
    ]);
    for (const { monomials, terms = [], smallestDenominator } of orders) {
      expect(terms.length).toBe(monomials);
      const frequencies = terms.map(({ factors }) =>
        Math.abs(
          factors.reduce((sum, { mode, conjugate }) => {
            const omega = modes.frequencies[mode] as number;
            return conjugate ? sum - omega : sum + omega;
          }, 0),
        ),
      );
      expect(Math.min(...frequencies.filter((w) => w > 0))).toBeCloseTo(smallestDenominator ?? NaN, 12);
    }
  });

  it('a larger T enlarges norms by T^{degree/2}, a cutoff the smallest denominator', async () => {
    const [cold, hot] = [await report(ring), await report(ring, '--temperature', '4')];
    const ratios = cold.orders.map(({ norm }, i) => (hot.orders[i]?.norm ?? NaN) / (norm ?? NaN));
    expect(ratios[0]).toBeCloseTo(4, 9);
    expect(ratios[1]).toBeCloseTo(16, 9);
    const cut = await report(ring, '--cutoff', '0.3');
    expect(cut.orders[1]?.smallestDenominator).toBeGreaterThanOrEqual(0.3);
  });

  it('takes fewer modes at higher orders, unless it is told how many, and tells the rest', async () => {
    const [own, five] = [
      await report(long, '--order', '3', '--rest'),
      await report(ring, '--order', '2', '--modes', '5', '--rest'),
    ];
    expect(own.orders.map(({ modes }) => modes)).toEqual([64, 12, 9, 6]);
    expect(own.remainder?.modes).toBe(5);
    expect(five.orders.map(({ modes }) => modes)).toEqual([10, 5, 5]);
    expect(five.remainder?.modes).toBe(5);
    expect(five.remainder?.norm).toBeGreaterThan(0);
    const [without] = [await report(ring, '--order', '2', '--modes', '5')];
    expect(without.orders).toEqual(five.orders);
    expect(Object.hasOwn(without, 'remainder')).toBe(false);
  });

  it('lists terms that make u⁽²⁾, of degree 6, and so do other forces: u⁽¹⁾ of r⁶ has degree 6', async () => {
    const degrees = ({ orders }: ChainReport): number[] =>
      orders.map(({ terms = [] }) => Math.max(...terms.map(({ factors }) => factors.length)));
    expect(degrees(await report(ring, '--order', '2', '--modes', '4', '--terms'))).toEqual([2, 4, 6]);
    expect(degrees(await report(sextic, '--modes', '4', '--terms'))).toEqual([2, 6]);
  });

  it('prints a table, the rest, and the largest terms', async () => {
    const { out } = await called('hierarchy', ring, '--order', '2', '--modes', '4', '--rest', '--terms');
    expect(out).toContain('lucky cancellation');
    expect(out).toMatch(/^ {4}2 {6}4 {2,}\d+ /mu);
    expect(out).toContain('The rest, w in j⁰ + εj¹ = −Lu + ε³w: A_anh u⁽²⁾ of 4 modes has');
    expect(out).toMatch(/^u⁽²⁾ = Σ c Re\(…\), \d+ terms, the largest 20:$/mu);
    expect((await called('hierarchy', ring, '--order', '0', '--rest')).out).toContain(
      'The rest, w in j⁰ + εj¹ = −Lu + εw: j¹ + A_anh u⁽⁰⁾ of 10 modes has',
    );
    expect(
      (await called('hierarchy', ring, '--order', '2', '--modes', '4', '--cutoff', '0.1')).out,
    ).toContain('of higher orders they are left out');
  });

  it('refuses what cannot be, in words', async () => {
    const refusals = [
      [[ring, '--bond', '10'], 'invalid bond; not in 0 … 9: 10'],
      [[ring, '--modes', '11'], "invalid modes; more than the chain's 10: 11"],
      [[ring, '--modes', '0'], 'invalid modes; not a whole number of at least 1: 0'],
      [[other, '--modes', '3'], 'invalid modes; for kind: chain alone: 3'],
      [[ring, '--order', '3', '--modes', '10'], 'invalid modes; order 3 has about'],
      [[ring, '--order', '127'], 'invalid order; polynomials of a degree above 255: 127'],
      [[ordered, '--order', '1'], 'invalid frequencies; modes near bond 0 are in exact resonance'],
    ] as const;
    for (const [words, message] of refusals) {
      const { err, status } = await called('hierarchy', ...words);
      expect([status, err]).toEqual([2, expect.stringContaining(message)]);
    }
  });
});

describe('falloff modes', () => {
  it('tells every mode and the Lyapunov exponent, and draws them', async () => {
    const file = join(folder, 'modes.svg');
    const { out, err, status } = await called('modes', long, '--figure', file, '--json');
    expect(status).toBe(0);
    const { size, modes, lyapunov } = JSON.parse(out) as {
      size: number;
      modes: { participation: number }[];
      lyapunov: { length: number }[];
    };
    expect([size, modes.length]).toEqual([64, 64]);
    expect(lyapunov.every(({ length }) => length > 0 && length < 64)).toBe(true);
    expect(err).toContain('modes.svg');
    expect(readFileSync(file, 'utf8')).toContain('participation number');
    expect(existsSync(join(folder, 'modes.csv'))).toBe(true);
  });

  it('prints a table, and refuses other kinds and other endings', async () => {
    expect((await called('modes', long)).out).toMatch(/on average [0-9.]+ times 1\/γ/u);
    expect((await called('modes', other)).err).toContain('invalid kind; not chain');
    expect((await called('modes', long, '--figure', 'a.pdf')).err).toContain('does not end in .svg or .png');
  });
});
