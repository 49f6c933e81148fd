import { expect, it } from 'vitest';
import { falloffFinding } from './study.js';
import { pointOf } from '../testing/point.js';

const law = (epsilon: number): number => Math.exp(-0.25 * Math.abs(Math.log(0.4 * epsilon)) ** 3);

it('falloff: recognises exp(−B|ln(Cε)|³) from synthetic values, and compares bounds with the fits without fitting them', () => {
  const values = [0.4, 0.2, 0.1, 0.05].map((epsilon) =>
    pointOf(epsilon, { kind: 'value', standard: law(epsilon), error: 0.03 * law(epsilon) }),
  );
  // The law of the values is below this bound, the power of the values above it.
  const bound = pointOf(0.005, { kind: 'upper bound', standard: 3 * law(0.005), error: law(0.005) });
  const { shown, table, panels } = falloffFinding([...values, bound]);
  expect(shown[1]).toContain('The values prefer exp(−B|ln(Cε)|³).');
  expect(shown[1]).toContain('B = 0.250, C = 0.400');
  expect(shown[1]).toMatch(/the power lies above 1 \(up to [\d.e+]+ times\), the other law above 0/u);
  expect(table.rows.at(-1)?.slice(0, 2)).toEqual([0.005, 'upper bound']);
  expect(table.rows.at(-1)?.[4]).toBe('lower bound');
  expect(table.rows.at(-1)?.slice(7)).toEqual([null, null]);
  expect(panels[0]?.series[0]?.points.map((point) => point.kind)).toEqual([
    'value',
    'value',
    'value',
    'value',
    'upper bound',
  ]);
});

it('falloff: claims nothing from fewer than three values', () => {
  const { shown } = falloffFinding([
    pointOf(0.2, { kind: 'value', standard: 1e-2, error: 1e-3 }),
    pointOf(0.1, { kind: 'upper bound', standard: 1e-3, error: 1e-4 }),
  ]);
  expect(shown).toHaveLength(1);
});

it('falloff: what is open is neither fitted nor counted as a bound; a bound below a value makes a lower bound of the slope', () => {
  const values = [0.4, 0.2, 0.1].map((epsilon) =>
    pointOf(epsilon, { kind: 'value', standard: law(epsilon), error: 0.03 * law(epsilon) }),
  );
  const bound = pointOf(0.05, { kind: 'upper bound', standard: law(0.05), error: law(0.05) });
  // Far above both laws: as a bound it would count, as a value it would spoil the fits.
  const open = pointOf(0.07, { kind: 'open', standard: 1, error: 0.1 });
  const without = falloffFinding([...values, bound]);
  const { shown, notShown, panels, table } = falloffFinding([...values, open, bound]);
  expect(shown).toEqual(without.shown);
  expect(shown[0]).toMatch(
    /; between a value and an upper bound the mean slope is at least \d\.\d, at ε = 0\.05\.$/u,
  );
  expect(notShown.join()).toContain('At 1 of 5 couplings only an upper bound was reached');
  expect(notShown.join()).toContain('At 1 of 5 couplings κ is open');
  const kinds = (panel: number): (string | undefined)[] | undefined =>
    panels[panel]?.series[0]?.points.map(({ kind }) => kind);
  expect(kinds(0)).toEqual(['value', 'value', 'value', 'open', 'upper bound']);
  expect(kinds(1)).toEqual(['value', 'value', 'value', 'lower bound']);
  expect(table.rows[3]?.slice(4)).toEqual([null, null, null, null, null]);
});
