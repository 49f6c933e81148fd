import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ChainHierarchyReport } from './chain-hierarchy.js';
import { called } from './testing/called.js';

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
const other = study('other.yaml', 'size: 10, coupling: r^4/4');

describe('falloff hierarchy, kind: chain', () => {
  const report = async (...words: string[]): Promise<ChainHierarchyReport> => {
    const { out, status } = await called('hierarchy', ...words, '--json');
    expect(status).toBe(0);
    return JSON.parse(out) as ChainHierarchyReport;
  };

  it('tells both orders of a bond, with terms whose number, norm and denominators agree', async () => {
    const { bond, epsilon, modes, orders } = await report(ring, '--bond', '9', '--terms');
    expect([bond, epsilon, modes.frequencies.length]).toEqual([[9, 0], 0.1, 10]);
    expect(orders.map(({ order }) => order)).toEqual([0, 1]);
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
    const ratios = cold.orders.map(({ norm }, i) => (hot.orders[i]?.norm ?? NaN) / norm);
    expect(ratios[0]).toBeCloseTo(4, 9);
    expect(ratios[1]).toBeCloseTo(16, 9);
    const cut = await report(ring, '--cutoff', '0.3');
    expect(cut.orders[1]?.smallestDenominator).toBeGreaterThanOrEqual(0.3);
  });

  it('prints a table, and refuses what is not built', async () => {
    expect((await called('hierarchy', ring)).out).toContain('lucky cancellation');
    expect((await report(sextic)).orders).toHaveLength(1);
    const refusals = [
      [[ring, '--order', '2'], 'invalid order; above 1, which is not built for kind: chain: 2'],
      [[ring, '--rest'], 'invalid rest; not built for kind: chain'],
      [[ring, '--bond', '10'], 'invalid bond; not in 0 … 9: 10'],
      [[sextic, '--order', '1'], 'invalid order; above 0, but V and U are not'],
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
